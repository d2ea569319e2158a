import { keyOf } from '../../platform/names.js';
import { gap } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { PackageSeatNeed } from './packageSeatNeed.js';

export const packageSeatCodes = {
  settled: ['PACKAGE_SEAT_HELD'],
  open: ['PACKAGE_SEAT_MISSING', 'PACKAGE_EXPIRED', 'NO_EFFECT_WITHOUT_SEAT'],
} as const;

/** Whether the user has a seat of the package, and the package has not run out. It is never assigned by us: seats are paid for. */
export const judgePackageSeat = ({ user }: Context, { namespace }: PackageSeatNeed): Verdict => {
  const seat = user.packages.get(keyOf(namespace)) ?? gap('NOT_ANSWERED', 'PackageLicense', namespace);
  if (!seat.known) return unreadable(namespace, seat.gap);
  const { state, namespace: name = namespace, allowed, used } = seat.value;
  if (state === 'held') return verdict('met', 'PACKAGE_SEAT_HELD', [name]);
  if (state === 'expired') return verdict('unmet', 'PACKAGE_EXPIRED', [name]);
  return verdict('unmet', 'PACKAGE_SEAT_MISSING', [
    name,
    user.username,
    String(used),
    String(allowed),
    String(Math.max(0, allowed - used)),
  ]);
};
