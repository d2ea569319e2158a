import { hintsOf } from '../../access/answer.js';
import { entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { gap } from '../../access/snapshot.js';
import type { EntityField, GrantedBy } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { FieldAccess, ObjectAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { fieldsOf, spelledObject } from '../context.js';
import { entriesGivingObject } from '../object/entriesGivingObject.js';
import { judgePresentObject, mayBeImpossible } from '../object/judgeObject.js';
import { withoutEffect } from '../heldBack.js';
import { absentObject, notRead, objectPresence } from '../presence.js';
import type { Level } from '../requirement.js';
import { isThere, unreadable, verdict } from '../verdict.js';
import { carrierAnswer, mirroredField, nameOf } from './fieldCarrier.js';
import type { CarrierAnswer } from './fieldCarrier.js';
import { withMaskedValues } from './maskedValues.js';
import { withUpsertKey } from './upsertKey.js';
import type { Verdict } from '../verdict.js';
import { isWritable, writeColumns } from './writableField.js';

export const fieldCodes = {
  settled: ['FOLLOWS_OBJECT', 'NO_MATCHING_FIELD', 'UPSERT_NEEDS_MORE'],
  open: [
    'FIELD_PERMISSION_MISSING',
    'BLOCKED_BY_OBJECT',
    'BLOCKED_BY_OBJECT_FIELD_UNSEEN',
    'FIELD_READ_ONLY',
    'EDITS_READ_ONLY_FIELDS',
    'FIELD_NOT_OFFERED',
    'PERSON_ACCOUNT_CONTESTED',
    'VALUES_MASKED',
    'VALUES_STAY_MASKED',
  ],
} as const;

/** Codes of fields that lack nothing of their own: what stands in the way is all that has to be given. */
export const waitsForObject = ['BLOCKED_BY_OBJECT', 'BLOCKED_BY_OBJECT_FIELD_UNSEEN'] as const satisfies ReadonlyArray<
  (typeof fieldCodes.open)[number]
>;

/** Whether the access to the object lets the field be used: it does (`grantedBy` is worked out only where it is told), it does not, or that is not known. */
type ObjectCondition =
  | {
      readonly open: true;
      readonly grantedBy: () => readonly GrantedBy[];
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

const objectEntry = (
  { schema }: Context,
  sobject: string,
  access: ObjectAccess,
): Extract<Entry, { kind: 'object' }> => ({ kind: 'object', sobject: spelledObject(schema, sobject), access });

/** A closed way to a field, of which access words may all be impossible though one of them is unknown. */
const closed = (
  context: Context,
  sobject: string,
  level: Level,
  shown: Way,
  ways: readonly Way[],
): ObjectCondition & { open: false } => ({
  open: false,
  lacks: objectEntry(context, sobject, shown.access),
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
    ? { open: true, grantedBy: () => read.grantedBy, part: partOf([read]) }
    : closed(context, sobject, level, { access: 'read', verdict: read }, [{ access: 'read', verdict: read }]);
};

/**
 * A field can be written when the object can be edited or records of it created (fact K5), as far as the field itself
 * takes either: some are set once when the record is made, others only afterwards. A compound is written by its parts.
 */
const editCondition = (context: Context, sobject: string, field: EntityField, level: Level): ObjectCondition => {
  const judged = (access: 'edit' | 'create'): Way => ({
    access,
    verdict: judgePresentObject(context, sobject, access, level),
  });
  const editable = field.isCompound || field.updateable;
  const first = judged(editable ? 'edit' : 'create');
  const verdicts = editable && (field.isCompound || field.createable) ? [first, judged('create')] : [first];
  const open = verdicts.filter(({ verdict }) => isThere(verdict));
  if (open.length > 0)
    return {
      open: true,
      grantedBy: () => open.flatMap(({ verdict }) => verdict.grantedBy),
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
const bothConditions = (read: ObjectCondition, edit: ObjectCondition): ObjectCondition => {
  if (read.open) return edit.open && edit.part === null ? { ...edit, part: read.part } : edit;
  if (edit.open) return read;
  const [graver, other] = gravity(edit) < gravity(read) ? [edit, read] : [read, edit];
  // One of them is missing for sure, and with it the whole.
  const isMissing = other.verdict.status !== 'unknown' || other.verdict.missing === true;
  return graver.verdict.status === 'unknown' && isMissing
    ? { ...graver, verdict: { ...graver.verdict, missing: true } }
    : graver;
};

/** Whether people have to get a license before access to the object can be given: nothing of it is planned then. */
const isForPeople = (condition: ObjectCondition): boolean =>
  !condition.open && condition.verdict.blockers.length > 0 && condition.verdict.remedy === null;

const verdictOfCondition = (
  { schema }: Context,
  name: string,
  access: FieldAccess,
  condition: ObjectCondition & { open: false },
): Verdict => {
  if (condition.verdict.status === 'unknown') {
    const { gap: unread, missing } = condition.verdict;
    return unread
      ? {
          ...unreadable(`${name} ${access}`, unread),
          blockers: [condition.lacks],
          ...(missing ? { missing } : {}),
        }
      : { ...condition.verdict, blockers: [condition.lacks] };
  }
  // Whether the field can be had depends on the object: what makes that impossible makes this impossible too.
  const status = condition.verdict.status === 'impossible' ? 'impossible' : 'unmet';
  const { sobject, access: word } = condition.lacks;
  return {
    ...verdict(status, 'BLOCKED_BY_OBJECT', [name, access, entryId(condition.lacks)], {
      blockers: [condition.lacks],
      ...(isForPeople(condition) ? {} : { remedy: { objectAccess: entriesGivingObject(schema, sobject, word) } }),
    }),
    ...(condition.verdict.concluded ? { concluded: true as const } : {}),
  };
};

/** Columns of EntityParticle on which it hangs which permission a field has. */
const carrierColumns = ['FieldDefinition.QualifiedApiName', 'IsComponent', 'IsPermissionable'] as const;

/** The first of these columns that the answer lacked. */
const untoldOf = ({ untold }: EntityField, columns: readonly string[]): string | undefined =>
  columns.find((column) => untold?.has(column) === true);

const judgeKnown = (
  context: Context,
  sobject: string,
  field: EntityField,
  access: FieldAccess,
  level: Level,
): Verdict => {
  const name = `${sobject}.${field.name}`;
  const untold = untoldOf(field, access === 'edit' ? [...writeColumns, ...carrierColumns] : carrierColumns);
  if (untold !== undefined) {
    return unreadable(`${name} ${access}`, gap('INCOMPLETE_ROWS', 'EntityParticle', untold).gap);
  }
  if (access === 'edit' && isWritable(field) !== true) {
    // Edit Read Only Fields is about page layouts: it is named, and not counted (DESIGN.md).
    const layouts = context.access.userPermission('EditReadonlyFields').answer === 'yes';
    return verdict('impossible', layouts ? 'EDITS_READ_ONLY_FIELDS' : 'FIELD_READ_ONLY', [name]);
  }
  const reading = readCondition(context, sobject, level);
  const condition =
    access === 'edit' ? bothConditions(reading, editCondition(context, sobject, field, level)) : reading;
  // Parts of an address carry the flag but not the permissions: those sit on the compound (facts C3, C4).
  const carrier = field.compound === null ? field : (fieldNamed(context, sobject, field.compound) ?? field);
  // Name is its own compound and carries none (fact C5), nor do required and system fields (facts C7, C8).
  if (!carrier.permissionable) {
    return condition.open
      ? (condition.part ?? verdict('met', 'FOLLOWS_OBJECT', [name, sobject], { grantedBy: condition.grantedBy() }))
      : verdictOfCondition(context, name, access, condition);
  }
  const mirrored = mirroredField(context, sobject, carrier);
  if (mirrored !== undefined && 'code' in mirrored) return unreadable(`${name} ${access}`, mirrored);
  // Who reads the accounts of persons has to read contacts (fact C6).
  const conditions = mirrored ? bothConditions(readCondition(context, 'Contact', level), condition) : condition;
  const own = { sobject, field: carrier.name };
  return verdictOfCarrier(context, name, access, conditions, carrierAnswer(context, own, mirrored, access));
};

/** What the field permissions and the access to the object come to together. */
const verdictOfCarrier = (
  context: Context,
  name: string,
  access: FieldAccess,
  condition: ObjectCondition,
  { answer, carriers, entries }: CarrierAnswer,
): Verdict => {
  const carrierNames = carriers.map(nameOf).join(', ');
  if (answer.answer === 'no') {
    // Missing for sure, by whatever rule the object is judged; whether it can be given hangs on the object.
    if (!condition.open && condition.mayBeImpossible)
      return { ...verdictOfCondition(context, name, access, condition), missing: true, concluded: false };
    // Where nobody knows of the object, it is what lacks for sure that is told.
    if (answer.why.reason === 'noEffect')
      return condition.open || condition.verdict.status === 'unknown'
        ? withoutEffect([name, access], answer.why.lacks)
        : { ...verdictOfCondition(context, name, access, condition), concluded: false };
    // A field permission has no effect without access to the object, so the object decides where that can never be given.
    const status = !condition.open && condition.verdict.status === 'impossible' ? 'impossible' : 'unmet';
    const beside = { blockers: condition.open ? [] : [condition.lacks], hints: hintsOf(answer) };
    return entries.length === 0 && status === 'unmet'
      ? { ...verdict('unknown', 'FIELD_NOT_OFFERED', [name, access, carrierNames], beside), missing: true }
      : verdict(status, 'FIELD_PERMISSION_MISSING', [name, access, carrierNames], {
          ...beside,
          ...(isForPeople(condition) ? {} : { remedy: { entries } }),
        });
  }
  if (!condition.open) {
    const blocked = verdictOfCondition(context, name, access, condition);
    // Whether the field needs anything of its own is not known either: nobody may say that the object is all.
    return answer.answer !== 'yes' && blocked.code === 'BLOCKED_BY_OBJECT'
      ? { ...blocked, code: 'BLOCKED_BY_OBJECT_FIELD_UNSEEN' }
      : blocked;
  }
  if (answer.answer === 'contested') {
    const [own, mirrored = own] = carriers;
    return verdict('unknown', 'PERSON_ACCOUNT_CONTESTED', [
      name,
      access,
      nameOf(own),
      nameOf(mirrored),
      nameOf(answer.held),
    ]);
  }
  if (answer.answer === 'unknown') return unreadable(`${name} ${access}`, answer.gap);
  return condition.part ?? verdict('met', 'GRANTED', [`${name} ${access}`], { grantedBy: answer.grantedBy });
};

const fieldNamed = (context: Context, sobject: string, field: string): EntityField | undefined => {
  const fields = fieldsOf(context.schema, sobject);
  return fields?.known ? fields.value.get(keyOf(field)) : undefined;
};

/**
 * Can the user read or edit the field, object access included (fact K5)? "No such field" is only said on the word of
 * EntityParticle, which does not depend on anybody's access (fact C13).
 */
export const judgeField = (
  context: Context,
  sobject: string,
  field: string,
  access: FieldAccess,
  ifPresent: boolean,
  level: Level,
): Verdict => {
  const object = spelledObject(context.schema, sobject);
  if (objectPresence(context.schema, sobject) === 'absent') return absentObject(object, ifPresent);
  const fields = fieldsOf(context.schema, sobject);
  if (!fields) return notRead(`${object}.${field}`);
  if (!fields.known) return unreadable(`${object}.${field} ${access}`, fields.gap);
  const found = fields.value.get(keyOf(field));
  if (!found) {
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [`${object}.${field}`])
      : verdict('impossible', 'NO_SUCH_FIELD', [`${object}.${field}`, object]);
  }
  const judged = judgeKnown(context, object, found, access, level);
  const ofValues = withMaskedValues(context, `${object}.${found.name}`, found, access, judged);
  return withUpsertKey(context, found, access, ofValues);
};
