/** What the values before and after of an entry mean for one access: `was changed from Read, Edit to Read`. */
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Scale } from './auditClues.js';

/** `untouched`: it was so before and after; `unclear`: in words that are not known, as those of another language. */
export type Effect = 'taken' | 'given' | 'untouched' | 'unclear';

/** What is looked for: the word of an object's access or of a field's; the moment for what ends by itself. */
export type Measure = { readonly access: ObjectAccess | null; /** ISO 8601, UTC. */ readonly at: string };

/** The words of object access in entries of the trail. */
export const objectWords: Readonly<Record<ObjectAccess, readonly string[]>> = {
  read: ['read'],
  create: ['create'],
  edit: ['edit'],
  delete: ['delete'],
  viewAllRecords: ['view all', 'view all records'],
  modifyAllRecords: ['modify all', 'modify all records'],
  viewAllFields: ['view all fields'],
};
const allObjectWords: ReadonlySet<string> = new Set([
  'no access',
  ...objectAccesses.flatMap((access) => objectWords[access]),
]);

/** Sets and profiles have words of their own for field access (fact N4). */
const fieldLevels: Readonly<Record<string, number>> = {
  'no access': 0,
  hidden: 0,
  read: 1,
  'read only': 1,
  edit: 2,
  'read/write': 2,
  'read/edit': 2,
};

const onWords: ReadonlySet<string> = new Set(['enabled', 'on', '1', 'true']);
const offWords: ReadonlySet<string> = new Set(['disabled', 'off', '0', 'false']);

const between = (before: boolean, after: boolean): Effect =>
  before === after ? 'untouched' : before ? 'taken' : 'given';

const stateOf = (word: string): boolean | null => (onWords.has(word) ? true : offWords.has(word) ? false : null);

const accessesIn = (words: string): ReadonlySet<string> | null => {
  const all = words.split(',').map((word) => word.trim());
  return all.every((word) => allObjectWords.has(word)) ? new Set(all) : null;
};

const ofObject = (was: string, is: string, access: ObjectAccess | null): Effect => {
  const [before, after] = [accessesIn(was), accessesIn(is)];
  if (before === null || after === null || access === null) return 'unclear';
  const holds = (all: ReadonlySet<string>): boolean => objectWords[access].some((word) => all.has(word));
  return between(holds(before), holds(after));
};

const ofField = (was: string, is: string, access: ObjectAccess | null): Effect => {
  const [before, after] = [fieldLevels[was], fieldLevels[is]];
  if (before === undefined || after === undefined) return 'unclear';
  const least = access === 'edit' || access === 'create' ? 2 : 1;
  return between(before >= least, after >= least);
};

const openPolicies = ['all users may self-authorize', 'relax ip restrictions'];
const closedPolicies = ['admin approved users are pre-authorized', 'enforce ip restrictions'];

const ofPolicy = (is: string): Effect => {
  if (openPolicies.some((words) => is.startsWith(words))) return 'given';
  return closedPolicies.some((words) => is.startsWith(words)) ? 'taken' : 'unclear';
};

/** An assignment with an end takes something away once that is over; until then it gives it. */
const ofExpiry = (is: string, at: string): Effect => {
  const [ends, now] = [Date.parse(is), Date.parse(at)];
  if (Number.isNaN(ends) || Number.isNaN(now)) return 'given';
  return ends <= now ? 'taken' : 'given';
};

/** Whether it can be a value: a name that goes on like a sentence of the trail leaves more than that behind it. */
export const isValue = (text: string): boolean =>
  /^[\p{L}\p{N}\p{M} ,/_-]{0,200}$/u.test(text.trim()) && !/ was changed | were changed /i.test(text);

/**
 * What a change means for what is looked for.
 * @param was the value before, as the entry has it
 * @param is the value after
 */
export const effectOfChange = (scale: Scale, was: string, is: string, { access, at }: Measure): Effect => {
  const [before, after] = [was.trim().toLowerCase(), is.trim().toLowerCase()];
  switch (scale) {
    case 'permission': {
      const [from, to] = [stateOf(before), stateOf(after)];
      return from === null || to === null ? 'unclear' : between(from, to);
    }
    case 'object':
      return ofObject(before, after, access);
    case 'field':
      return ofField(before, after, access);
    case 'switch': {
      // Turned on, it is in the way: a validation rule, the activation of a permission set in each session.
      const to = stateOf(after);
      return to === null ? 'unclear' : to ? 'taken' : 'given';
    }
    case 'policy':
      return ofPolicy(after);
    case 'expiry':
      return ofExpiry(is, at);
  }
};
