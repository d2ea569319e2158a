import { adminAccess } from '../access/adminAccess.js';
import type { EffectiveAccess } from '../access/effectiveAccess.js';
import { keyOf } from '../platform/names.js';
import { selfAccess } from '../access/selfAccess.js';
import type {
  AccessSnapshot,
  EntityField,
  InspectedUser,
  OrgSchema,
  Reading,
  UserPermission,
} from '../access/snapshot.js';
import type { Level, ObjectAccess, Requirement } from '../definition/requirement.js';
import type { Verdict } from './finding.js';

/** What the rules of one check look at: one user, one set of requirements. */
export type Context = {
  readonly schema: OrgSchema;
  readonly user: InspectedUser;
  readonly access: EffectiveAccess;
  /** Keys of the user permissions that a rule asks for by name: only these may be planned although they are blanket. */
  readonly namedPermissions: ReadonlySet<string>;
  /** How strictly rules of their own ask for a user permission, by its key; those inside alternatives need not come. */
  readonly promisedPermissions: ReadonlyMap<string, Level>;
  /** Verdicts of objects, by the level of the need, the object's key and the access word: thousands of fields ask for the same few. */
  readonly objectVerdicts: Readonly<Record<Level, Map<string, Map<ObjectAccess, Verdict>>>>;
};

/** Keys of the user permissions that rules ask for by name, those inside alternatives among them. */
export const namedPermissionsIn = (requirements: readonly Requirement[]): string[] =>
  requirements.flatMap(({ need, forbid }): string[] => {
    if (forbid) return [];
    if (need.kind === 'userPermission') return [keyOf(need.name)];
    return need.kind === 'anyOf' ? need.members.flatMap(namedPermissionsIn) : [];
  });

const strictness: Readonly<Record<Level, number>> = { required: 2, recommended: 1, optional: 0 };

/** Whether a need of the first level is asked for at least as strictly as one of the second. */
export const atLeast = (first: Level, second: Level): boolean => strictness[first] >= strictness[second];

const promisedIn = (requirements: readonly Requirement[]): Map<string, Level> => {
  const promised = new Map<string, Level>();
  for (const { need, forbid, level } of requirements) {
    if (forbid || need.kind !== 'userPermission') continue;
    const other = promised.get(keyOf(need.name));
    promised.set(keyOf(need.name), other && atLeast(other, level) ? other : level);
  }
  return promised;
};

/** Builds the context; the access model is indexed here, once per user and definition. */
export const contextOf = (
  snapshot: AccessSnapshot,
  user: InspectedUser,
  requirements: readonly Requirement[],
): Context => ({
  schema: snapshot.schema,
  user,
  access:
    user.evidence.mode === 'admin'
      ? adminAccess(user.evidence, snapshot.schema)
      : selfAccess(user.evidence, snapshot.schema),
  namedPermissions: new Set(namedPermissionsIn(requirements)),
  promisedPermissions: promisedIn(requirements),
  objectVerdicts: { required: new Map(), recommended: new Map(), optional: new Map() },
});

/** The object as the org spells it, or as it was asked for. */
export const spelledObject = (schema: Pick<OrgSchema, 'entities'>, sobject: string): string =>
  schema.entities.known ? (schema.entities.value.get(keyOf(sobject))?.name ?? sobject) : sobject;

/** The user permission as the org knows it, on permission sets or on profiles alone. */
export const permissionColumn = (
  { permissionSetColumns, profileColumns }: OrgSchema,
  name: string,
): UserPermission | undefined =>
  (permissionSetColumns.known ? permissionSetColumns.value.get(keyOf(name)) : undefined) ??
  (profileColumns.known ? profileColumns.value.get(keyOf(name)) : undefined);

/** The user permission as the org spells it, or as it was asked for. */
export const spelledPermission = (schema: OrgSchema, name: string): string =>
  permissionColumn(schema, name)?.name ?? name;

/** Fields of an object, as far as they were read. */
export const fieldsOf = (
  schema: Pick<OrgSchema, 'fields'>,
  sobject: string,
): Reading<ReadonlyMap<string, EntityField>> | undefined => schema.fields.get(keyOf(sobject));

export const objectId = (schema: OrgSchema, sobject: string, access: ObjectAccess): string =>
  `object:${spelledObject(schema, sobject)}:${access}`;

export const userPermissionId = (schema: OrgSchema, name: string): string =>
  `userPermission:${spelledPermission(schema, name)}`;
