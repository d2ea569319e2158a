/** Judges access to fields (facts C3-C15, K5) and field history (facts F1-F17). */
import { allOf, oneOf } from './answers.js';
import type { Answer } from './answers.js';
import {
  carrierOf,
  entityOf,
  fieldSecurity,
  fieldIsGiven,
  hasPermission,
  objectAccess,
  objectBehindField,
  wordsFor,
} from './access.js';
import type { Requirement } from './definition.js';
import { isConcluded, trackedObjects } from './derived.js';
import { judge, met, missingUnclear, nobodyKnows } from './judgement.js';
import type { Judgement } from './judgement.js';
import { judgeForbidden, judgeIfMissing, judgeObject } from './judgePermission.js';
import type { Case } from './judgePermission.js';
import { includes, same } from './world.js';
import type { Entity, Field, World } from './world.js';

/** Written neither on creation nor later; an address is written through its parts (fact C4), a name is not (facts C5, K5). */
export const neverWritten = (field: Field): boolean =>
  !field.createable && !field.updateable && (!field.isCompound || same(field.name, 'Name'));

/** What stands in the way before any permission is looked at: nothing, or a judgement. */
export const beforePermissions = (
  world: World,
  sobject: string,
  field: string,
  ifPresent: boolean,
): Judgement | null => {
  const entity = entityOf(world, sobject);
  const absent = judge('notApplicable', 'NOT_IN_THIS_ORG');
  if (!entity && world.gaps['entities'] !== undefined) return judge('unknown', 'NOT_READABLE');
  if (!entity) return ifPresent ? absent : judge('impossible', 'NO_SUCH_OBJECT');
  const gap = world.gaps[`fields:${entity.name}`];
  if (gap !== undefined) return nobodyKnows([gap]);
  if (entity.fields.some(({ name }) => same(name, field))) return null;
  return ifPresent ? absent : judge('impossible', 'NO_SUCH_FIELD');
};

/** Effective access to one field: both the object and field-level security (fact K5). */
const answerOf = ({ world, user }: Case, entity: Entity, field: Field, access: 'read' | 'edit'): Answer => {
  const object = objectBehindField(world, user, entity.name, field, access);
  const carrier = carrierOf(entity, field);
  if (!carrier.permissionable) return object;
  const security = fieldSecurity(world, user, entity, carrier, access);
  const answer = allOf([object, security]);
  // Who gives the object is said where the object is judged; here it is who opens the field.
  return answer.says === 'yes' ? security : answer;
};

/** Whether the access to the object that a field needs can never be given: a part of it of which every word is hopeless. */
const objectIsHopeless = (
  one: Case,
  entity: Entity,
  field: Field,
  access: 'read' | 'edit',
  level: Requirement['level'],
): boolean =>
  wordsFor(field, access).some((words) =>
    words.every((word) => judgeObject(one, entity.name, word, [], level, false).status === 'impossible'),
  );

/** The same of what may never be given, as far as an answer that was not whole lets anybody see. */
const objectMayBeHopeless = (
  one: Case,
  entity: Entity,
  field: Field,
  access: 'read' | 'edit',
  level: Requirement['level'],
): boolean =>
  wordsFor(field, access).some((words) => {
    const judged = words.map((word) => ({ word, ...judgeObject(one, entity.name, word, [], level, false) }));
    return (
      judged.some(({ status }) => status === 'unknown') &&
      judged.every(({ word, status, codes }) => {
        const otherwise = judgeIfMissing(one, entity.name, word, level);
        return (
          status === 'impossible' ||
          (status === 'unknown' &&
            (otherwise.codes.includes('INCOMPLETE_ANSWER') ||
              (codes.includes('INCOMPLETE_ANSWER') && otherwise.status === 'impossible')))
        );
      })
    );
  });

/** Why nobody knows whether access to the object can be given that is missing for sure; null where that is known. */
const whyObjectIsUnclear = (
  one: Case,
  entity: Entity,
  field: Field,
  access: 'read' | 'edit',
  level: Requirement['level'],
): Judgement | null => {
  const { world, user } = one;
  const missing = wordsFor(field, access)
    .filter((words) => oneOf(words.map((word) => objectAccess(world, user, entity.name, word))).says === 'no')
    .map((words) => words.map((word) => judgeObject(one, entity.name, word, [], level, false)));
  // What surely can be given settles what is missing.
  if (missing.some((judged) => judged.some(({ status }) => status === 'unmet'))) return null;
  const unclear = missing.flat().filter(({ status }) => status === 'unknown');
  if (unclear.length === 0) return null;
  return {
    ...judge('unknown', ...unclear.flatMap(({ codes }) => codes)),
    blockedBy: null,
    missing: unclear.every((judged) => judged.missing),
  };
};

const judgeMissing = (
  one: Case,
  entity: Entity,
  field: Field,
  access: 'read' | 'edit',
  level: Requirement['level'],
): Judgement => {
  const { world, user } = one;
  const carrier = carrierOf(entity, field);
  const security = carrier.permissionable ? fieldSecurity(world, user, entity, carrier, access) : null;
  const object = objectBehindField(world, user, entity.name, field, access);
  // Read comes before the others (fact B2): where it is missing too, it is as good a root cause.
  const waits = (['read', 'edit', 'create'] as const).map((word) => [`object:${entity.name}:${word}`]);
  const isHopeless = objectIsHopeless(one, entity, field, access, level);
  if (!isHopeless && objectMayBeHopeless(one, entity, field, access, level)) return { ...missingUnclear(), codes: [] };
  const isGiven = security?.says === 'no' && fieldIsGiven(world, user, entity, carrier, access);
  const withoutEffect = isGiven
    ? (['NO_EFFECT_WITHOUT_LICENSE', 'NO_EFFECT_WITHOUT_SEAT'] as const)
    : (['FIELD_PERMISSION_MISSING'] as const);
  if (object.says !== 'no') return { ...judge('unmet', ...withoutEffect), blockedBy: null };
  // An object that can never be given takes its fields with it.
  const status = isHopeless ? 'impossible' : 'unmet';
  // Held without effect, as what lacks is what the object lacks.
  const unclear = whyObjectIsUnclear(one, entity, field, access, level);
  if (unclear && !isHopeless && isGiven) return { ...judge('unmet', ...withoutEffect), blockedBy: null };
  if (unclear && !isHopeless && security?.says !== 'no') return unclear;
  if (security === null || security.says === 'yes' || isGiven)
    return { ...judge(status, 'BLOCKED_BY_OBJECT'), blockedBy: waits };
  if (security.says === 'unknown') return { ...judge(status, 'BLOCKED_BY_OBJECT_FIELD_UNSEEN'), blockedBy: waits };
  return { ...judge(status, 'FIELD_PERMISSION_MISSING'), blockedBy: waits };
};

/** One field, or a forbidden one. */
export const judgeField = (
  one: Case,
  wanted: Extract<Requirement['wanted'], { kind: 'field' }>,
  { level, ifPresent, forbid }: Requirement,
): Judgement => {
  const { world, user } = one;
  const before = beforePermissions(world, wanted.sobject, wanted.field, ifPresent);
  if (before) return forbid && before.status === 'impossible' ? judge('met', 'NOT_HELD') : before;
  const entity = entityOf(world, wanted.sobject);
  const field = entity?.fields.find(({ name }) => same(name, wanted.field));
  if (!entity || !field) throw new Error('looked for before');
  // Whoever may set audit fields writes them on creation (fact D1); no world has that permission, or nobody knows.
  if (wanted.access === 'edit' && includes(['CreatedById'], field.name)) {
    const audit = hasPermission(world, user, 'CreateAuditFields');
    if (audit.says === 'unknown') return nobodyKnows(audit.gaps);
  }
  if (wanted.access === 'edit' && neverWritten(field)) {
    if (forbid) return judge('met', 'NOT_HELD');
    const editor = hasPermission(world, user, 'EditReadonlyFields').says === 'yes';
    return judge('impossible', editor ? 'EDITS_READ_ONLY_FIELDS' : 'FIELD_READ_ONLY');
  }
  const answer = answerOf(one, entity, field, wanted.access);
  if (forbid) {
    const carrier = carrierOf(entity, field);
    // What may be open for the field leaves it to the object, of which nobody is sure where its rule is only concluded.
    const isOpen = !carrier.permissionable || fieldSecurity(world, user, entity, carrier, wanted.access).says !== 'no';
    return judgeForbidden(answer, isOpen && isConcluded(entity.name));
  }
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  if (answer.says === 'no') return judgeMissing(one, entity, field, wanted.access, level);
  return met(answer.by, carrierOf(entity, field).permissionable ? 'GRANTED' : 'FOLLOWS_OBJECT');
};

/** The list of supported objects is old: an object with a tracked field can be tracked, whatever the list says. */
const canBeTracked = (world: World, { name, fields }: Entity): boolean =>
  includes(trackedObjects, name) ||
  /__c$/i.test(name) ||
  world.gaps[`historyFields:${name}`] !== undefined ||
  fields.some(({ tracked }) => tracked);

const neverTracked = (entity: Entity, field: Field): boolean =>
  field.calculated ||
  field.autoNumber ||
  includes(['CreatedById', 'LastModifiedById'], field.name) ||
  // Never changes, so there is nothing to record.
  same(field.name, 'Id') ||
  (same(entity.name, 'Opportunity') && same(field.name, 'ExpectedRevenue'));

/** History of an object (`field` null), or of one field; parts of a compound are tracked through it. */
export const judgeHistory = (
  { world }: Pick<Case, 'world'>,
  sobject: string,
  field: string | null,
  ifPresent: boolean,
): Judgement => {
  const absent = judge('notApplicable', 'NOT_IN_THIS_ORG');
  const entity = entityOf(world, sobject);
  if (!entity && world.gaps['entities'] !== undefined) return judge('unknown', 'NOT_READABLE');
  if (!entity) return ifPresent ? absent : judge('impossible', 'NO_SUCH_OBJECT');
  if (!canBeTracked(world, entity)) return judge('impossible', 'HISTORY_NOT_SUPPORTED');
  const switchGap = world.gaps[`historySwitch:${entity.name}`];
  const fieldsGap = world.gaps[`historyFields:${entity.name}`];
  const gaps = [switchGap, fieldsGap].filter((gap) => gap !== undefined);
  const off = switchGap === undefined && entity.historySwitch === false;
  if (field !== null && fieldsGap !== undefined) return nobodyKnows(gaps);
  if (field === null) {
    if (off) return judge('unmet', 'HISTORY_OFF');
    if (fieldsGap === undefined && !entity.fields.some(({ tracked }) => tracked))
      return judge('unmet', 'NO_FIELD_TRACKED');
    return gaps.length > 0 ? nobodyKnows(gaps) : met([], 'TRACKED');
  }
  const found = entity.fields.find(({ name }) => same(name, field));
  // FieldDefinition lists no parts of compounds: what it does not have may be a part that was not read.
  const fieldGap = world.gaps[`fields:${entity.name}`];
  if (fieldGap !== undefined && found?.partOf !== null) return nobodyKnows([fieldGap]);
  if (!found) return ifPresent ? absent : judge('impossible', 'NO_SUCH_FIELD');
  const carrier = carrierOf(entity, found);
  if (neverTracked(entity, carrier)) return judge('impossible', 'FIELD_NOT_TRACKABLE');
  if (!carrier.tracked) return { ...judge('unmet', 'FIELD_NOT_TRACKED', 'HISTORY_OFF'), blockedBy: null };
  if (off) return { ...judge('unmet', 'HISTORY_OFF'), blockedBy: null };
  return gaps.length > 0 ? nobodyKnows(gaps) : met([], 'TRACKED');
};
