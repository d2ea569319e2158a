import { keyOf } from '../../platform/names.js';
import { flagColumn } from '../../platform/userFlags.js';
import { gap } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { UserFlagNeed } from './userFlagNeed.js';

export const userFlagCodes = { settled: ['USER_FLAG_SET'], open: ['USER_FLAG_OFF', 'NO_EFFECT_WITHOUT_FLAG'] } as const;

/** Whether the flag is set on the user's record. It is never set by us: its seats are counted. */
export const judgeUserFlag = ({ user }: Context, { flag }: UserFlagNeed): Verdict => {
  const reading = user.flags.get(keyOf(flag)) ?? gap('NOT_ANSWERED', 'User', flagColumn(flag));
  if (!reading.known) return unreadable(flag, reading.gap);
  return verdict(reading.value ? 'met' : 'unmet', reading.value ? 'USER_FLAG_SET' : 'USER_FLAG_OFF', [
    flag,
    user.username,
  ]);
};
