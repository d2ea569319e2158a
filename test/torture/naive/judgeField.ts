/** Judges access to fields (facts C3-C15, K5) and field history (facts F1-F17). */
import { allOf } from './answers.js';
import type { Answer } from './answers.js';
import { carrierOf, entityOf, fieldSecurity, hasPermission, objectAccess, objectBehindField } from './access.js';
import type { Requirement } from './definition.js';
import { judge, met, nobodyKnows } from './judgement.js';
import type { Judgement } from './judgement.js';
import { judgeForbidden, judgeObject } from './judgePermission.js';
import type { Case } from './judgePermission.js';
import { includes, same } from './world.js';
import type { Entity, Field, World } from './world.js';

/** Written neither on creation nor later; a compound is written through its parts (fact C4). */
const neverWritten = (field: Field): boolean => !field.createable && !field.updateable && !field.isCompound;

/** What stands in the way before any permission is looked at: nothing, or a judgement. */
const beforePermissions = (world: World, sobject: string, field: string, ifPresent: boolean): Judgement | null => {
  const entityGap = world.gaps['entities'];
  if (entityGap !== undefined) return nobodyKnows([entityGap]);
  const entity = entityOf(world, sobject);
  const absent = judge('notApplicable', 'NOT_IN_THIS_ORG');
  if (!entity) return ifPresent ? absent : judge('impossible', 'NO_SUCH_OBJECT');
  const gap = world.gaps[`fields:${entity.name}`];
  if (gap !== undefined) return nobodyKnows([gap]);
  if (entity.fields.some(({ name }) => same(name, field))) return null;
  return ifPresent ? absent : judge('impossible', 'NO_SUCH_FIELD');
};

/** Effective access to one field: both the object and field-level security (fact K5). */
const answerOf = ({ world, user }: Case, entity: Entity, field: Field, access: 'read' | 'edit'): Answer => {
  const object = objectBehindField(world, user, entity.name, access);
  const carrier = carrierOf(entity, field);
  return carrier.permissionable ? allOf([object, fieldSecurity(world, user, entity, carrier, access)]) : object;
};

/** The access word of the object that a field waits for. */
const blocker = (one: Case, entity: Entity, access: 'read' | 'edit', level: Requirement['level']): Judgement[] =>
  (access === 'read' ? (['read'] as const) : (['edit', 'create'] as const))
    .filter((word) => objectAccess(one.world, one.user, entity.name, word).says === 'no')
    .map((word) => judgeObject(one, entity.name, word, [], level, false));

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
  const object = objectBehindField(world, user, entity.name, access);
  const waits =
    access === 'read'
      ? [[`object:${entity.name}:read`]]
      : [[`object:${entity.name}:edit`], [`object:${entity.name}:create`]];
  if (object.says !== 'no') return judge('unmet', 'FIELD_PERMISSION_MISSING');
  // An object that can never be given takes its fields with it.
  const hopeless = blocker(one, entity, access, level).every(({ status }) => status === 'impossible');
  const status = hopeless ? 'impossible' : 'unmet';
  if (security === null || security.says === 'yes') return { ...judge(status, 'BLOCKED_BY_OBJECT'), blockedBy: waits };
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
  if (wanted.access === 'edit' && neverWritten(field)) {
    if (forbid) return judge('met', 'NOT_HELD');
    const editor = hasPermission(world, user, 'EditReadonlyFields').says === 'yes';
    return judge('impossible', editor ? 'EDITS_READ_ONLY_FIELDS' : 'FIELD_READ_ONLY');
  }
  const answer = answerOf(one, entity, field, wanted.access);
  if (forbid) return judgeForbidden(answer);
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  if (answer.says === 'no') return judgeMissing(one, entity, field, wanted.access, level);
  return met(answer.by, carrierOf(entity, field).permissionable ? 'GRANTED' : 'FOLLOWS_OBJECT');
};

/** Objects whose field history can be tracked, of those that the torture knows; custom ones all can (fact F17). */
const trackable = ['Account', 'Campaign', 'Case', 'Contact', 'Contract', 'Lead', 'Opportunity', 'Order', 'Product2', 'Task', 'Event'];

const neverTracked = (entity: Entity, field: Field): boolean =>
  field.calculated ||
  field.autoNumber ||
  includes(['CreatedById', 'LastModifiedById'], field.name) ||
  (same(entity.name, 'Opportunity') && same(field.name, 'ExpectedRevenue'));

/** History of an object (`field` null), or of one field; parts of a compound are tracked through it. */
export const judgeHistory = ({ world }: Case, sobject: string, field: string | null, ifPresent: boolean): Judgement => {
  const absent = judge('notApplicable', 'NOT_IN_THIS_ORG');
  const entityGap = world.gaps['entities'];
  if (entityGap !== undefined) return nobodyKnows([entityGap]);
  const entity = entityOf(world, sobject);
  if (!entity) return ifPresent ? absent : judge('impossible', 'NO_SUCH_OBJECT');
  if (!includes(trackable, entity.name) && !/__c$/i.test(entity.name)) return judge('impossible', 'HISTORY_NOT_SUPPORTED');
  const switchGap = world.gaps[`historySwitch:${entity.name}`];
  const fieldsGap = world.gaps[`historyFields:${entity.name}`];
  const gaps = [switchGap, fieldsGap].filter((gap) => gap !== undefined);
  const off = switchGap === undefined && entity.historySwitch === false;
  if (field === null) {
    if (off) return judge('unmet', 'HISTORY_OFF');
    if (fieldsGap === undefined && !entity.fields.some(({ tracked }) => tracked)) return judge('unmet', 'NO_FIELD_TRACKED');
    return gaps.length > 0 ? nobodyKnows(gaps) : met([], 'TRACKED');
  }
  if (fieldsGap === undefined) {
    const asked = entity.fields.find(({ name }) => same(name, field));
    if (!asked) return ifPresent ? absent : judge('impossible', 'NO_SUCH_FIELD');
    const carrier = carrierOf(entity, asked);
    if (neverTracked(entity, carrier)) return judge('impossible', 'FIELD_NOT_TRACKABLE');
    if (!carrier.tracked) return { ...judge('unmet', 'FIELD_NOT_TRACKED', 'HISTORY_OFF'), blockedBy: null };
  }
  if (off) return { ...judge('unmet', 'HISTORY_OFF'), blockedBy: null };
  return gaps.length > 0 ? nobodyKnows(gaps) : met([], 'TRACKED');
};
