import type { Entry } from '../access/entry.js';
import { mayBeRefused } from '../access/licenseAllows.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { ReadingScope } from '../access/readingScope.js';
import { keyOf } from '../platform/names.js';
import type { OtherHolders } from './otherHolders.js';
import type { PlanContext } from './planInput.js';
import { setAllowsIn } from './setLicense.js';

/** The name by which readings of licenses are limited; fields have no ceiling of their own. */
const limitedName = (entry: Entry): string | null => {
  if (entry.kind === 'field' || isSetupEntry(entry)) return null;
  return keyOf(entry.kind === 'object' ? entry.sobject : entry.name);
};

/** Whether licenses were read for the sake of an entry. @param scope what was read */
export const readWith = (scope: Pick<ReadingScope, 'userPermissions' | 'sobjects'>): ((entry: Entry) => boolean) => {
  const read = new Set([...scope.userPermissions, ...scope.sobjects].map(keyOf));
  return (entry) => {
    const name = limitedName(entry);
    return name !== null && read.has(name);
  };
};

/** Who else has the set and keeps an entry out of it, because his licenses do not, or may not, allow it (fact Q2). */
export type ForbiddingOthers = (entry: Entry) => readonly OtherHolders[];

/** Looks that up for the entries of a plan, as far as the licenses of the others were read. */
export const forbiddingOthersIn = ({ others, snapshot: { schema } }: PlanContext): ForbiddingOthers => {
  const isRead = readWith(others.scope);
  return (entry) => {
    if (!isRead(entry)) return [];
    return others.groups.filter(({ as }) => mayBeRefused({ user: as, schema }, entry));
  };
};

/** Whether the license of the set itself keeps an entry out of it, or may, because an answer lacked it (fact A17). */
export const beyondSetIn = (context: PlanContext): ((entry: Entry) => boolean) => {
  const setAllows = setAllowsIn(context);
  return (entry) => {
    const may = setAllows(entry);
    return may.answer === 'no' || (may.answer === 'unknown' && may.gap !== null);
  };
};
