/** What a change of status is to people: one table. */
import type { Status } from '../kinds/verdict.js';

/** What of a status counts here. */
type State = 'has' | 'partly' | 'accepted' | 'none' | 'missing' | 'unknown';

const stateOf: Readonly<Record<Status, State>> = {
  met: 'has',
  degraded: 'partly',
  waived: 'accepted',
  notApplicable: 'none',
  unmet: 'missing',
  impossible: 'missing',
  unknown: 'unknown',
};

/**
 * - `same`: nothing to be told
 * - `back`: restored, where somebody was told that it is not as it should be
 * - `still`: missing as before, told once a day
 * - `again`: it was unknown and turns out to be missing: told as lost, or as still missing where it was missing before
 * - `added`: needed now, and not there
 */
export type Change = 'same' | 'lost' | 'restored' | 'back' | 'becameUnknown' | 'still' | 'again' | 'added';

/**
 * From the state before (rows) to the state now. A thing that is gone from the org was lost (`has` → `none`); one that the team
 * accepts is neither lost nor missing, and one whose waiver has ended is lost for those who rely on the watch.
 */
const changes: Readonly<Record<State, Readonly<Record<State, Change>>>> = {
  has: { has: 'same', partly: 'lost', accepted: 'same', none: 'lost', missing: 'lost', unknown: 'becameUnknown' },
  partly: {
    ...{ has: 'restored', partly: 'same', accepted: 'same', none: 'lost', missing: 'lost' },
    unknown: 'becameUnknown',
  },
  accepted: { has: 'same', partly: 'same', accepted: 'same', none: 'same', missing: 'lost', unknown: 'becameUnknown' },
  none: { has: 'back', partly: 'back', accepted: 'back', none: 'same', missing: 'added', unknown: 'becameUnknown' },
  missing: {
    ...{ has: 'restored', partly: 'restored', accepted: 'restored', none: 'restored', missing: 'still' },
    unknown: 'becameUnknown',
  },
  unknown: {
    ...{ has: 'restored', partly: 'restored', accepted: 'restored', none: 'restored', missing: 'again' },
    unknown: 'same',
  },
};

/** What has become of something that was looked for in both looks. */
export const changeBetween = (was: Status, is: Status): Change => changes[stateOf[was]][stateOf[is]];

/** Whether it is known to be missing. */
export const isMissing = (status: Status): boolean => stateOf[status] === 'missing';

/** Whether the user has it, in whole or in part. */
export const isHeld = (status: Status): boolean => stateOf[status] === 'has' || stateOf[status] === 'partly';
