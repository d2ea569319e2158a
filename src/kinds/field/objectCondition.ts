/** What the access to an object comes to for its fields: worked out once for all that are read or written in the same way. */
import type { Entry } from '../../access/entry.js';
import type { EntityField, GrantedBy } from '../../access/snapshot.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { judgePresentObject, mayBeImpossible } from '../object/judgeObject.js';
import type { Level } from '../requirement.js';
import { isThere } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { FieldObject } from './fieldObject.js';

/** Whether the access to the object lets the field be used: it does, it does not, or that is not known. */
export type ObjectCondition =
  | {
      readonly open: true;
      readonly grantedBy: readonly GrantedBy[];
      /** What is said of an object of which only a part of the rows is open. */
      readonly part: Verdict | null;
    }
  | {
      readonly open: false;
      readonly lacks: Extract<Entry, { kind: 'object' }>;
      readonly verdict: Verdict;
      /** Whether access that is unknown could never be given if it were missing. */
      readonly mayBeImpossible: boolean;
    };

/** Access to the object that would do, and what was found of it. */
type Way = { readonly access: ObjectAccess; readonly verdict: Verdict };

/** What is said of a part of the rows, where none of the ways opens all of them. */
const partOf = (ways: readonly Verdict[]): Verdict | null =>
  ways.some(({ status }) => status === 'met') ? null : (ways[0] ?? null);

/**
 * A closed way to a field, of which access words may all be impossible though one of them is unknown.
 * @param sobject as the org spells it
 */
const closed = (
  context: Context,
  sobject: string,
  level: Level,
  shown: Way,
  ways: readonly Way[],
): ObjectCondition & { open: false } => ({
  open: false,
  lacks: { kind: 'object', sobject, access: shown.access },
  verdict: shown.verdict,
  mayBeImpossible:
    shown.verdict.status === 'unknown' &&
    ways.every(
      ({ access, verdict: found }) =>
        found.status === 'impossible' || mayBeImpossible(context, sobject, access, level, found),
    ),
});

const readCondition = (context: Context, sobject: string, level: Level): ObjectCondition => {
  const read = judgePresentObject(context, sobject, 'read', level);
  return isThere(read)
    ? { open: true, grantedBy: read.grantedBy, part: partOf([read]) }
    : closed(context, sobject, level, { access: 'read', verdict: read }, [{ access: 'read', verdict: read }]);
};

/** What has to be open of the object: to be read, or also to be edited, to have records created, or either of these. */
export type FieldUse = 'read' | 'edit' | 'create' | 'editOrCreate';

/**
 * A field can be written when the object can be edited or records of it created (fact K5), as far as the field itself
 * takes either: some are set once when the record is made, others only afterwards. A compound is written by its parts.
 */
export const useToWrite = ({ isCompound, updateable, createable }: EntityField): FieldUse => {
  if (!isCompound && !updateable) return 'create';
  return isCompound || createable ? 'editOrCreate' : 'edit';
};

const writeCondition = (context: Context, sobject: string, use: FieldUse, level: Level): ObjectCondition => {
  const judged = (access: 'edit' | 'create'): Way => ({
    access,
    verdict: judgePresentObject(context, sobject, access, level),
  });
  const first = judged(use === 'create' ? 'create' : 'edit');
  const verdicts = use === 'editOrCreate' ? [first, judged('create')] : [first];
  const open = verdicts.filter(({ verdict }) => isThere(verdict));
  if (open.length > 0)
    return {
      open: true,
      grantedBy: open.flatMap(({ verdict }) => verdict.grantedBy),
      part: partOf(open.map(({ verdict }) => verdict)),
    };
  // One way is enough. Best is a way that is open, then one that is unknown, then one that can be given.
  const shown =
    verdicts.find(({ verdict: { status } }) => status === 'unknown') ??
    verdicts.find(({ verdict: { status } }) => status === 'unmet') ??
    first;
  return closed(context, sobject, level, shown, verdicts);
};

/** The graver the smaller: both conditions are needed, so what is sure of one settles the matter for both. */
const gravity = ({ verdict: { status }, mayBeImpossible: unclear }: ObjectCondition & { open: false }): number => {
  if (status === 'impossible') return 0;
  return status === 'unmet' ? 2 : unclear ? 1 : 3;
};

/** Both have to be open; of two closed ones the graver, and Read where they are alike, as the others rest on it. */
export const bothConditions = (read: ObjectCondition, edit: ObjectCondition): ObjectCondition => {
  if (read.open) return edit.open && edit.part === null ? { ...edit, part: read.part } : edit;
  if (edit.open) return read;
  const [graver, other] = gravity(edit) < gravity(read) ? [edit, read] : [read, edit];
  // One of them is missing for sure, and with it the whole.
  const isMissing = other.verdict.status !== 'unknown' || other.verdict.missing === true;
  return graver.verdict.status === 'unknown' && isMissing
    ? { ...graver, verdict: { ...graver.verdict, missing: true } }
    : graver;
};

/** What the access to the object comes to for fields that are used in this way. */
export const objectCondition = (
  context: Context,
  { name, conditions }: FieldObject,
  use: FieldUse,
  level: Level,
): ObjectCondition => {
  const kept = conditions[level].get(use);
  if (kept) return kept;
  const reading = readCondition(context, name, level);
  const fresh = use === 'read' ? reading : bothConditions(reading, writeCondition(context, name, use, level));
  conditions[level].set(use, fresh);
  return fresh;
};
