import { keyOf } from '../../platform/names.js';
import { flagColumn } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import { gap } from '../../access/snapshot.js';
import type { InspectedUser, Reading } from '../../access/snapshot.js';
import { fieldsOf } from '../context.js';
import type { Context } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { UserFlagNeed } from './userFlagNeed.js';

export const userFlagCodes = {
  settled: ['USER_FLAG_SET'],
  open: ['USER_FLAG_OFF', 'NO_SUCH_USER_FLAG', 'NO_EFFECT_WITHOUT_FLAG'],
} as const;

const flagOf = ({ flags }: InspectedUser, flag: UserFlag): Reading<boolean> =>
  flags.get(keyOf(flag)) ?? gap('NOT_ANSWERED', 'User', flagColumn(flag));

/** The box that is not ticked, with the seats of its feature license where the org has counted them. */
const off = ({ username, featureSeats }: InspectedUser, flag: UserFlag): Verdict => {
  const seats = featureSeats?.known === true ? featureSeats.value.get(keyOf(flag)) : undefined;
  if (!seats) return verdict('unmet', 'USER_FLAG_OFF', [flag, username]);
  const { used, total, countedOn } = seats;
  return verdict('unmet', 'USER_FLAG_OFF', [flag, username, String(used), String(total), countedOn], {
    // Counted once a day: that no seat is free may be over by now.
    variant: used < total ? 'seats' : 'noSeat',
  });
};

/** Whether the flag is set on the user's record. It is never set by us: its seats are counted. */
export const judgeUserFlag = ({ user }: Context, { flag }: UserFlagNeed): Verdict => {
  const reading = flagOf(user, flag);
  if (!reading.known) return unreadable(flag, reading.gap);
  return reading.value ? verdict('met', 'USER_FLAG_SET', [flag, user.username]) : off(user, flag);
};

/**
 * The same for a rule that names the flag: an org without the feature has no such box, which only EntityParticle proves
 * (facts C13, I4).
 */
export const judgeNamedFlag = (context: Context, need: UserFlagNeed, ifPresent: boolean): Verdict => {
  const { schema, user } = context;
  const columns = fieldsOf(schema, 'User');
  const isAbsent =
    columns?.known === true && columns.value.size > 0 && !columns.value.has(keyOf(flagColumn(need.flag)));
  if (flagOf(user, need.flag).known || !isAbsent) return judgeUserFlag(context, need);
  return ifPresent
    ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [need.flag])
    : verdict('impossible', 'NO_SUCH_USER_FLAG', [need.flag]);
};
