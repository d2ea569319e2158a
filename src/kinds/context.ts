/** What the kinds look at when they judge: one user, one set of requirements, one org. */
import type { EffectiveAccess } from '../access/effectiveAccess.js';
import { customSetting, detailOf } from '../platform/derivedObjects/customObjects.js';
import type { DerivedObject } from '../platform/derivedObjects/derivedFamily.js';
import { derivedObject } from '../platform/derivedObjects/derivedObject.js';
import { keyOf } from '../platform/names.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import type { EntityField, InspectedUser, OrgSchema, Reading, UserPermission } from '../access/snapshot.js';
import type { FieldObject } from './field/fieldObject.js';
import type { Finding } from './finding.js';
import type { NamedSetObstacle } from './permissionSetAssigned/judgePermissionSetAssigned.js';
import type { Level, Requirement } from './requirement.js';
import type { Verdict } from './verdict.js';
import type { ObjectWrites } from './writes.js';

/** The places of alternatives in their choices, by the key of the name of the choice. */
export type Alternatives = ReadonlyMap<string, ReadonlySet<number>>;

/** What a grant has found that it cannot give: a choice goes on to an alternative without it. */
export type NotGiven = {
  /** Permission sets and groups that are left to people, and why, by the key of the name. */
  readonly sets: ReadonlyMap<string, NamedSetObstacle>;
  /** Alternatives that could not be given in whole. */
  readonly alternatives: Alternatives;
};

/** A check leaves nothing to anybody. */
export const allGiven: NotGiven = { sets: new Map(), alternatives: new Map() };

export type Context = {
  readonly schema: OrgSchema;
  readonly user: InspectedUser;
  readonly access: EffectiveAccess;
  /** Keys of the user permissions that a rule asks for by name: only these may be planned although they are blanket. */
  readonly namedPermissions: ReadonlySet<string>;
  /** How strictly rules of their own ask for a user permission, by its key; those inside alternatives need not come. */
  readonly promisedPermissions: ReadonlyMap<string, Level>;
  /** Objects of which a rule asks something, as it spells them. */
  readonly namedObjects: readonly string[];
  /** Whether a rule is about logging in, or about what surrounds the writes of an integration that does: then its profile counts. */
  readonly aboutLogins: boolean;
  /** The connected apps that rules name, as they spell them. */
  readonly namedApps: readonly string[];
  /** What the definition writes, by the key of the object. */
  readonly writes: ReadonlyMap<string, ObjectWrites>;
  /** What a grant cannot give; nothing in a check. */
  readonly notGiven: NotGiven;
  /** Verdicts of objects, by the level of the need, the object's key and the access word: thousands of fields need the same few. */
  readonly objectVerdicts: Readonly<Record<Level, Map<string, Map<ObjectAccess, Verdict>>>>;
  /** The objects of fields, as far as they were looked up, by their names as needs spell them. */
  readonly fieldObjects: Map<string, FieldObject>;
  /** The findings of a requirement: several for a pattern. For kinds that are made of others. */
  readonly findingsOf: (requirement: Requirement) => readonly Finding[];
};

/**
 * What gives access to the object where object permissions do not; undefined where they do. An object that takes them in this
 * org does not derive it, whatever is known of it elsewhere (fact B4), but for details of a standard master: the org offers
 * them, and keeps no rows (fact B10).
 */
export const derivedIn = (
  { permissionableObjects: objects, entities }: Pick<OrgSchema, 'permissionableObjects' | 'entities'>,
  sobject: string,
): DerivedObject | undefined => {
  const entity = entities.known ? entities.value.get(keyOf(sobject)) : undefined;
  if (entity?.standardMaster !== undefined) return detailOf(entity.standardMaster);
  if (objects.known && objects.value.has(keyOf(sobject))) return undefined;
  return entity?.isCustomSetting ? customSetting(entity.name) : derivedObject(sobject);
};

/** Whether access to the object is derived instead of given by object permissions. */
export const isDerived = (schema: Pick<OrgSchema, 'permissionableObjects' | 'entities'>, sobject: string): boolean =>
  derivedIn(schema, sobject) !== undefined;

/** The object as the org spells it, or as it is. */
export const spelledObject = (schema: Pick<OrgSchema, 'entities'>, sobject: string): string =>
  schema.entities.known ? (schema.entities.value.get(keyOf(sobject))?.name ?? sobject) : sobject;

/** The field as the org spells it, or as it is. */
export const spelledField = (schema: Pick<OrgSchema, 'fields'>, sobject: string, field: string): string => {
  const fields = fieldsOf(schema, sobject);
  return (fields?.known ? fields.value.get(keyOf(field))?.name : undefined) ?? field;
};

/** The user permission as the org knows it, on permission sets or on profiles alone. */
export const permissionColumn = (
  { permissionSetColumns, profileColumns }: OrgSchema,
  name: string,
): UserPermission | undefined =>
  (permissionSetColumns.known ? permissionSetColumns.value.get(keyOf(name)) : undefined) ??
  (profileColumns.known ? profileColumns.value.get(keyOf(name)) : undefined);

/** The user permission as the org spells it, or as it is. */
export const spelledPermission = (schema: OrgSchema, name: string): string =>
  permissionColumn(schema, name)?.name ?? name;

/** Fields of an object, as far as they were read. */
export const fieldsOf = (
  schema: Pick<OrgSchema, 'fields'>,
  sobject: string,
): Reading<ReadonlyMap<string, EntityField>> | undefined => schema.fields.get(keyOf(sobject));
