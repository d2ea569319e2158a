/** The names that files hold, and whether an org has what they name. */
import { allApps, appsNamed, appsUnseen } from '../access/connectedApps.js';
import type { Gap, OrgSchema, Reading } from '../access/snapshot.js';
import type { OrgNameKind } from '../definition/definitionMistake.js';
import { fieldsOf, permissionColumn, spelledObject } from '../kinds/context.js';
import type { Need } from '../kinds/kinds.js';
import { nearest } from '../kinds/nearest.js';
import { objectPresence } from '../kinds/presence.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import { soughtField, soughtObject } from '../kinds/sought.js';
import { isNamePattern, keyOf, qualifiedName } from '../platform/names.js';

/** Something of the org that a file names. */
export type SoughtName = {
  readonly what: OrgNameKind;
  /** As the file spells it. */
  readonly name: string;
  readonly need: Need;
  readonly places: readonly Place[];
};

/** What became of looking a name up: there, not there with the names that may have been meant, or not to be told. */
export type LookedUp =
  | { readonly found: 'yes' }
  | { readonly found: 'no'; readonly nearest: readonly string[] }
  | { readonly found: 'unknown'; readonly gap: Gap | null };

const object = (sobject: string): Need => ({ kind: 'object', sobject, access: 'read', minimum: [] });
const field = (sobject: string, name: string): Need => ({
  kind: 'field',
  sobject,
  field: name,
  access: 'read',
  standardized: false,
});

const named = (fields: readonly string[]): readonly string[] => fields.filter((one) => !isNamePattern(one));

/**
 * The needs by which the names of a need are looked up: what runs when records are saved, and which fields are tracked, does
 * not matter to that. A pattern stands for what is there.
 */
const lookedUpBy = (need: Need): readonly Need[] => {
  switch (need.kind) {
    case 'historyTracking':
      return [object(need.sobject), ...(need.field === undefined ? [] : [field(need.sobject, need.field)])];
    case 'automation':
      return [object(need.sobject), ...named(need.onFields).map((one) => field(need.sobject, one))];
    case 'field':
      return isNamePattern(need.field) ? [object(need.sobject)] : [object(need.sobject), need];
    case 'picklistValue':
      return [object(need.sobject), field(need.sobject, need.field), need];
    default:
      return [need];
  }
};

const nameOf = (need: Need): Pick<SoughtName, 'what' | 'name'> | null => {
  switch (need.kind) {
    case 'userPermission':
    case 'connectedApp':
      return { what: need.kind, name: need.name };
    case 'object':
      return isNamePattern(need.sobject) ? null : { what: 'object', name: need.sobject };
    case 'field':
      return { what: 'field', name: `${need.sobject}.${need.field}` };
    case 'picklistValue':
      return { what: 'picklistValue', name: `${need.sobject}.${need.field}=${need.value}` };
    case 'permissionSetAssigned':
      return { what: 'permissionSet', name: need.name };
    default:
      return null;
  }
};

/** The names of a requirement; none where the org need not have it (`ifPresent`). */
const namesOf = ({ need, places = [], ifPresent }: Requirement): SoughtName[] =>
  ifPresent
    ? []
    : lookedUpBy(need).flatMap((one) => {
        const name = nameOf(one);
        return name === null ? [] : [{ ...name, need: one, places }];
      });

/** Names that have to be there, and choices of which one has to be there whole. */
export type SoughtNames = {
  readonly names: readonly SoughtName[];
  readonly choices: ReadonlyArray<ReadonlyArray<readonly SoughtName[]>>;
};

/** What requirements name. */
export const soughtNames = (requirements: readonly Requirement[]): SoughtNames => ({
  names: requirements.filter(({ need }) => need.kind !== 'anyOf').flatMap(namesOf),
  choices: requirements.flatMap(({ need, ifPresent }) =>
    need.kind === 'anyOf' && !ifPresent ? [need.members.map((member) => member.flatMap(namesOf))] : [],
  ),
});

/** What has to be read to look these names up, as requirements. */
export const lookUpRequirements = ({ names, choices }: SoughtNames): Requirement[] =>
  [...names, ...choices.flat(2)].map(({ need, name }) => ({
    id: name,
    need,
    level: 'optional',
    because: [],
    ifPresent: true,
    inferred: false,
    forbid: false,
  }));

const yes: LookedUp = { found: 'yes' };
const unknown = (gap: Gap | null): LookedUp => ({ found: 'unknown', gap });

/** Something that is in a list, not in it, or in a list that could not be read. */
const among = (
  list: Reading<{ readonly has: (key: string) => boolean }> | undefined,
  key: string,
  candidates: () => readonly string[],
  word: string,
): LookedUp => {
  if (!list?.known) return unknown(list?.gap ?? null);
  return list.value.has(key) ? yes : { found: 'no', nearest: nearest(word, candidates()) };
};

/** Whether this org has what a need names, by its schema alone. */
const inSchema = (need: Need, schema: OrgSchema): LookedUp => {
  switch (need.kind) {
    case 'userPermission': {
      const { permissionSetColumns: ofSets, profileColumns: ofProfiles } = schema;
      if (permissionColumn(schema, need.name)) return yes;
      if (!ofSets.known) return unknown(ofSets.gap);
      if (!ofProfiles.known) return unknown(ofProfiles.gap);
      const all = [...ofSets.value.values(), ...ofProfiles.value.values()].map(({ name }) => name);
      return { found: 'no', nearest: nearest(need.name, all) };
    }
    case 'object':
      return among(
        schema.entities,
        keyOf(need.sobject),
        () => soughtObject(need.sobject, schema).candidates,
        need.sobject,
      );
    case 'field': {
      const { sobject, field: name } = need;
      // The object is told, and not each of its fields.
      if (objectPresence(schema, sobject) === 'absent') return yes;
      const found = among(
        fieldsOf(schema, sobject),
        keyOf(name),
        () => soughtField(sobject, name, schema).candidates,
        name,
      );
      const spelled = spelledObject(schema, sobject);
      return found.found === 'no' ? { ...found, nearest: found.nearest.map((one) => `${spelled}.${one}`) } : found;
    }
    case 'picklistValue': {
      const fields = fieldsOf(schema, need.sobject);
      // The field is told, or that it could not be read.
      if (!fields?.known || !fields.value.has(keyOf(need.field))) return yes;
      const values = schema.picklists?.get(keyOf(need.sobject))?.fields.get(keyOf(need.field));
      if (!values?.known) return unknown(values?.gap ?? null);
      const all = values.value.map(({ value }) => value);
      return all.includes(need.value) ? yes : { found: 'no', nearest: nearest(need.value, all) };
    }
    case 'permissionSetAssigned': {
      const { permissionSets: sets } = schema;
      const all = (): string[] => (sets.known ? [...sets.value.values()].map(qualifiedName) : []);
      return among(sets, keyOf(need.name), all, need.name);
    }
    case 'connectedApp': {
      const { connectedApps: apps } = schema;
      if (!apps) return unknown(null);
      if (appsNamed(apps, need.name).length > 0) return yes;
      const unread = appsUnseen(apps);
      if (unread) return unknown(unread);
      return {
        found: 'no',
        nearest: nearest(
          need.name,
          allApps(apps).flatMap(({ names }) => names),
        ),
      };
    }
    default:
      return yes;
  }
};

/** The same; an older API version than the org has hides what is newer than itself. */
const lookUp = ({ need }: SoughtName, schema: OrgSchema): LookedUp => {
  const found = inSchema(need, schema);
  return found.found === 'no' && schema.olderVersion !== undefined && need.kind !== 'picklistValue'
    ? unknown({ code: 'NOT_IN_API_VERSION', part: schema.olderVersion.used, detail: schema.olderVersion.newest })
    : found;
};

/** A name that the org does not have, or that could not be looked up. */
export type NameResult = Pick<SoughtName, 'what' | 'name' | 'places'> & {
  readonly result: Exclude<LookedUp, { found: 'yes' }>;
};

const openIn = (names: readonly SoughtName[], schema: OrgSchema): NameResult[] =>
  names.flatMap((one) => {
    const { what, name, places } = one;
    const result = lookUp(one, schema);
    return result.found === 'yes' ? [] : [{ what, name, places, result }];
  });

/**
 * The names that the org does not have, or of which that cannot be told. Of a choice none is told as long as one of its
 * members is there whole.
 */
export const namesNotFound = ({ names, choices }: SoughtNames, schema: OrgSchema): NameResult[] => [
  ...openIn(names, schema),
  ...choices.flatMap((members) => {
    const open = members.map((member) => openIn(member, schema));
    return open.some((results) => results.length === 0) ? [] : open.flat();
  }),
];
