import { hintsOf } from '../../access/answer.js';
import { entryId } from '../../access/entry.js';
import { gap } from '../../access/snapshot.js';
import type { EntityField } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import type { Context } from '../context.js';
import { auditPermission, isAuditField } from '../../platform/readOnlyFields.js';
import { barred, withoutEffect } from '../heldBack.js';
import { absentObject, notRead } from '../presence.js';
import type { Level } from '../requirement.js';
import { givingEntries, granted, unreadable, verdict } from '../verdict.js';
import { carrierAnswer, mirroredField, nameOf } from './fieldCarrier.js';
import type { CarrierAnswer } from './fieldCarrier.js';
import { withMaskedValues } from './maskedValues.js';
import { withUpsertKey } from './upsertKey.js';
import { fieldOwner } from './fieldOwner.js';
import { fieldObject } from './fieldObject.js';
import type { FieldObject } from './fieldObject.js';
import { bothConditions, objectCondition, useToWrite } from './objectCondition.js';
import type { ObjectCondition } from './objectCondition.js';
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

/** Whether people have to get a license before access to the object can be given: nothing of it is planned then. */
const isForPeople = (condition: ObjectCondition): boolean =>
  !condition.open && condition.verdict.blockers.length > 0 && condition.verdict.remedy === null;

const verdictOfCondition = (
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
  const { remedy } = condition.verdict;
  return {
    ...verdict(status, 'BLOCKED_BY_OBJECT', [name, access, entryId(condition.lacks)], {
      blockers: [condition.lacks],
      ...(remedy === null ? {} : { remedy: { objectAccess: remedy.entries } }),
    }),
    ...(condition.verdict.concluded ? { concluded: true as const } : {}),
  };
};

/** Columns of EntityParticle on which it hangs which permission a field has. */
const carrierColumns = ['FieldDefinition.QualifiedApiName', 'IsComponent', 'IsPermissionable'] as const;

/** The first of the columns on which it hangs which permission a field has, and whether it can be edited, that the answer lacked. */
const untoldOf = (untold: ReadonlySet<string>, access: FieldAccess): string | undefined => {
  const columns = access === 'edit' ? [...writeColumns, ...carrierColumns] : carrierColumns;
  return columns.find((column) => untold.has(column));
};

/** An audit field, written on creation by whoever may set these; undefined where the org has no such permission. */
const judgeAuditField = (context: Context, object: FieldObject, name: string, level: Level): Verdict | undefined => {
  const permission = { kind: 'userPermission', name: auditPermission } as const;
  const { answer, ...told } = context.access.userPermission(auditPermission);
  if ('why' in told && told.why.reason === 'noSuchPermission') return undefined;
  if ('gap' in told) return unreadable(`${name} edit`, told.gap);
  const condition = objectCondition(context, object, 'create', level);
  if (answer === 'yes')
    return condition.open
      ? (condition.part ?? verdict('met', 'FOLLOWS_OBJECT', [name, object.name], { grantedBy: condition.grantedBy }))
      : verdictOfCondition(name, 'edit', condition);
  // It is powerful: nothing gives it that does not ask for it by name.
  const isForGrant = context.namedPermissions.has(keyOf(auditPermission)) && barred(context, permission) === false;
  return verdict(isForGrant ? 'unmet' : 'impossible', 'FIELD_READ_ONLY', [name], {
    variant: 'auditField',
    blockers: isForGrant ? [permission] : [],
    ...(isForGrant
      ? {
          remedy: {
            entries: [permission],
            ...(condition.open || condition.verdict.remedy === null
              ? {}
              : { objectAccess: condition.verdict.remedy.entries }),
          },
        }
      : {}),
  });
};

const judgeKnown = (
  context: Context,
  object: FieldObject,
  field: EntityField,
  access: FieldAccess,
  level: Level,
): Verdict => {
  const sobject = object.name;
  const name = `${sobject}.${field.name}`;
  const untold = field.untold && untoldOf(field.untold, access);
  if (untold !== undefined) {
    return unreadable(`${name} ${access}`, gap('INCOMPLETE_ROWS', 'EntityParticle', untold).gap);
  }
  if (access === 'edit' && !field.updateable && isAuditField(field.name)) {
    const ofAudit = judgeAuditField(context, object, name, level);
    if (ofAudit) return ofAudit;
  }
  if (access === 'edit' && isWritable(field) !== true) {
    // Edit Read Only Fields is about page layouts: it is named, and not counted (DESIGN.md).
    const layouts = context.access.userPermission('EditReadonlyFields').answer === 'yes';
    return verdict('impossible', layouts ? 'EDITS_READ_ONLY_FIELDS' : 'FIELD_READ_ONLY', [name]);
  }
  const condition = objectCondition(context, object, access === 'edit' ? useToWrite(field) : 'read', level);
  // Parts of an address carry the flag but not the permissions: those sit on the compound (facts C3, C4).
  const carrier = object.fields?.known ? fieldOwner(field, object.fields.value) : field;
  // Name is its own compound and carries none (fact C5), nor do required and system fields (facts C7, C8).
  if (!carrier.permissionable) {
    return condition.open
      ? (condition.part ?? verdict('met', 'FOLLOWS_OBJECT', [name, sobject], { grantedBy: condition.grantedBy }))
      : verdictOfCondition(name, access, condition);
  }
  const mirrored = mirroredField(context, object, carrier);
  if (mirrored !== undefined && 'code' in mirrored) return unreadable(`${name} ${access}`, mirrored);
  // Who reads the accounts of persons has to read contacts (fact C6).
  const conditions = mirrored
    ? bothConditions(objectCondition(context, fieldObject(context, 'Contact'), 'read', level), condition)
    : condition;
  const own = { sobject, field: carrier.name };
  return verdictOfCarrier(name, access, conditions, carrierAnswer(context, own, mirrored, access));
};

/** What the field permissions and the access to the object come to together. */
const verdictOfCarrier = (
  name: string,
  access: FieldAccess,
  condition: ObjectCondition,
  { answer, carriers, entries }: CarrierAnswer,
): Verdict => {
  if (answer.answer === 'no') {
    const carrierNames = carriers.map(nameOf).join(', ');
    // Missing for sure, by whatever rule the object is judged; whether it can be given hangs on the object.
    if (!condition.open && condition.mayBeImpossible)
      return { ...verdictOfCondition(name, access, condition), missing: true, concluded: false };
    // Where nobody knows of the object, it is what lacks for sure that is told.
    if (answer.why.reason === 'noEffect')
      return condition.open || condition.verdict.status === 'unknown'
        ? withoutEffect([name, access], answer.why.lacks)
        : { ...verdictOfCondition(name, access, condition), concluded: false };
    // A field permission has no effect without access to the object, so the object decides where that can never be given.
    const status = !condition.open && condition.verdict.status === 'impossible' ? 'impossible' : 'unmet';
    const isNotOffered = entries.length === 0 && status === 'unmet';
    const lacking: Verdict = {
      status,
      code: 'FIELD_PERMISSION_MISSING',
      args: [name, access, carrierNames],
      grantedBy: [],
      blockers: condition.open ? [] : [condition.lacks],
      hints: hintsOf(answer),
      remedy: isNotOffered || status === 'impossible' || isForPeople(condition) ? null : givingEntries(entries),
    };
    return isNotOffered ? { ...lacking, status: 'unknown', code: 'FIELD_NOT_OFFERED', missing: true } : lacking;
  }
  if (!condition.open) {
    const blocked = verdictOfCondition(name, access, condition);
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
  return condition.part ?? granted(`${name} ${access}`, answer.grantedBy);
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
  const object = fieldObject(context, sobject);
  const { name, fields } = object;
  if (object.isAbsent) return absentObject(name, ifPresent);
  if (!fields) return notRead(`${name}.${field}`);
  if (!fields.known) return unreadable(`${name}.${field} ${access}`, fields.gap);
  const found = fields.value.get(keyOf(field));
  if (!found) {
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [`${name}.${field}`])
      : verdict('impossible', 'NO_SUCH_FIELD', [`${name}.${field}`, name]);
  }
  const judged = judgeKnown(context, object, found, access, level);
  const ofValues = withMaskedValues(context, name, found, access, judged);
  return withUpsertKey(context, found, access, ofValues);
};
