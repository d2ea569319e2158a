import type { FieldSchema, Row, Value } from '../model/orgModel.js';
import { errorAt, unknownField, unknownRelationship } from './soqlErrors.js';
import type { FieldPath } from './parsedQuery.js';
import type { QueryContext, VisibleObject } from './queryContext.js';

/** A walk of at most five relationships (SOQL reference, "Understanding Relationship Query Limitations"). */
const MAX_LEVELS = 5;

/** A row together with the object it belongs to; behind a polymorphic lookup that differs from row to row. */
export type Located = { object: VisibleObject; row: Row };

/** One relationship walked up. */
export type Step = { name: string; lookup: FieldSchema; targets: VisibleObject[]; polymorphic: boolean };

export type ResolvedPath = {
  steps: Step[];
  /** The field at the end. */
  field: FieldSchema;
  /** The object names whose ids the field can hold, if it is an id or a reference. */
  idOf: string[];
  /** The value seen from a row of the root object; null where a parent is missing. */
  read: (row: Row) => Value;
  /** The value on a row at the end of the walk. */
  readLast: (at: Located) => Value;
};

/**
 * The fields of `Name`, the object that stands for all targets of a polymorphic lookup (object reference, "Name"), as
 * far as this org has them. Other fields are only reachable when every target has them.
 */
const NAME_FIELDS = new Set(
  'id name type alias email firstname lastname isactive phone title username profileid userroleid'.split(' '),
);
const NAME_RELATIONSHIPS = new Set(['profile', 'userrole']);

/**
 * Resolves a path such as `Profile.UserLicense.Name` against the object in FROM.
 *
 * `prefixes` are the words that may stand for that object itself (its alias, its name). Throws INVALID_FIELD for
 * relationships and fields that do not exist or are hidden from the caller (fact I5).
 */
export const resolvePath = (
  context: QueryContext,
  root: VisibleObject,
  prefixes: readonly string[],
  path: FieldPath,
): ResolvedPath => {
  const names = withoutPrefix(root, prefixes, path.names);
  const steps: Step[] = [];
  let at: { objects: VisibleObject[]; step: Step | null } = { objects: [root], step: null };
  for (const name of names.slice(0, -1)) {
    const step = stepFrom(context, at.objects, at.step, name);
    if (step === undefined) throw unknownRelationship(context.soql, path.at, name);
    steps.push(step);
    at = { objects: step.targets, step };
  }
  if (steps.length > MAX_LEVELS)
    throw errorAt(context.soql, path.at, 'MALFORMED_QUERY', `Relationship paths go up ${MAX_LEVELS} levels at most`);
  const last = names.at(-1) ?? '';
  const end = fieldAt(at.objects, at.step, last);
  if (end === undefined) {
    const entity = at.step?.polymorphic === true ? 'Name' : (at.objects[0] ?? root).schema.name;
    throw unknownField(context.soql, path.at, last, entity);
  }
  const read = (row: Row): Value => {
    let located: Located | null = { object: root, row };
    for (const step of steps) {
      located = follow(step, located.row);
      if (located === null) return null;
    }
    return end.readLast(located);
  };
  return { steps, ...end, read };
};

const withoutPrefix = (root: VisibleObject, prefixes: readonly string[], names: string[]): string[] => {
  const first = names[0] ?? '';
  const isPrefix = prefixes.some((prefix) => prefix.toLowerCase() === first.toLowerCase());
  return names.length > 1 && isPrefix && root.relationship(first) === undefined ? names.slice(1) : names;
};

/** Walks up one relationship; null where the lookup is empty or its parent is not visible. */
export const follow = (step: Step, row: Row): Located | null => {
  const key = row[step.lookup.name];
  if (typeof key !== 'string') return null;
  for (const object of step.targets) {
    const parent = object.byKey(key);
    if (parent !== undefined) return { object, row: parent };
  }
  return null;
};

const stepFrom = (
  context: QueryContext,
  objects: VisibleObject[],
  before: Step | null,
  name: string,
): Step | undefined => {
  const lookups = objects.map((object) => object.relationship(name));
  if (!reachable(before, lookups, NAME_RELATIONSHIPS.has(name.toLowerCase()))) return undefined;
  const lookup = lookups.find((candidate) => candidate !== undefined);
  const targets = (lookup?.referenceTo ?? []).map(context.object).filter((object) => object !== undefined);
  if (lookup === undefined || lookup.relationshipName === null || targets.length === 0) return undefined;
  return { name: lookup.relationshipName, lookup, targets, polymorphic: lookup.referenceTo.length > 1 };
};

/** Whether a name found on some targets may be used: on a plain lookup always, on a polymorphic one see NAME_FIELDS. */
const reachable = (before: Step | null, found: unknown[], partOfName: boolean): boolean => {
  if (before?.polymorphic !== true || partOfName) return found.some((candidate) => candidate !== undefined);
  // Tools read Parent.Profile.Name, Parent.IsOwnedByProfile … of ObjectPermissions although other parents exist (A8,
  // A20).
  const likePermissionSet =
    before.name.toLowerCase() === 'parent' && before.targets.some((target) => target.schema.name === 'PermissionSet');
  return likePermissionSet
    ? found.some((candidate) => candidate !== undefined)
    : found.every((candidate) => candidate !== undefined);
};

const fieldAt = (
  objects: VisibleObject[],
  step: Step | null,
  name: string,
): Pick<ResolvedPath, 'field' | 'idOf' | 'readLast'> | undefined => {
  const wanted = name.toLowerCase();
  const found = new Map(objects.map((object) => [object, fieldOf(object, wanted, step?.polymorphic === true)]));
  if (!reachable(step, [...found.values()], NAME_FIELDS.has(wanted))) return undefined;
  const [object, field] = [...found].find(([, candidate]) => candidate !== undefined) ?? [];
  if (object === undefined || field === undefined) return undefined;
  const isType = step?.polymorphic === true && wanted === 'type';
  return {
    field: isType ? { ...called(field, 'Type'), type: 'picklist' } : wanted === 'name' ? called(field, 'Name') : field,
    idOf: field.type === 'id' ? objects.map((candidate) => candidate.schema.name) : field.referenceTo,
    readLast: (at) => (isType ? at.object.schema.name : readField(at.row, found.get(at.object))),
  };
};

/** The field under a name of `Name`, which may not be its own. */
const called = ({ answeredAs, ...field }: FieldSchema, name: string): FieldSchema =>
  field.name === name && answeredAs !== undefined ? { ...field, answeredAs } : { ...field, name };

/** `Name` of a polymorphic parent is its name field, `Type` its object name (which has no field of its own). */
const fieldOf = (object: VisibleObject, wanted: string, polymorphic: boolean): FieldSchema | undefined => {
  if (!polymorphic) return object.field(wanted);
  if (wanted === 'type') return object.field('Id');
  return object.field(wanted) ?? (wanted === 'name' ? object.fields.find((field) => field.nameField) : undefined);
};

const readField = (row: Row, field: FieldSchema | undefined): Value => (field && row[field.name]) ?? null;
