/** Names of the org that needs hold, to be looked up by themselves: whether the org has what a definition names. */
import type { EntityField, Gap, ListedNames, OrgSchema, Reading } from '../access/snapshot.js';
import { isNamePattern, keyOf } from '../platform/names.js';
import { fieldsOf, spelledObject } from './context.js';
import type { Need } from './kinds.js';
import { namesMeant } from './nearest.js';
import { objectPresence } from './presence.js';
import { soughtField, soughtObject } from './sought.js';
import type { Sought } from './sought.js';

/** What a name of the org can be of; each has its word `what.<kind>` in messages/definition.md. */
export type OrgNameKind =
  | 'userPermission'
  | 'object'
  | 'field'
  | 'picklistValue'
  | 'permissionSet'
  | 'customPermission'
  | 'apexClass'
  | 'connectedApp'
  | 'profile'
  | 'userLicense'
  | 'permissionSetLicense'
  | 'package'
  | 'userFlag'
  | 'user';

/** Why something that the org has cannot be what a rule asks for; each has its words `unfit.<why>` in messages/definition.md. */
export const unfitReasons = [
  'noObjectPermissions',
  'readOnly',
  'noFieldHistory',
  'notTrackable',
  'noPicklist',
] as const;
export type UnfitReason = (typeof unfitReasons)[number];

/** What became of looking a name up: there, not there with the names that may have been meant, or not to be told. */
export type LookedUp =
  | { readonly found: 'yes' }
  | { readonly found: 'no'; readonly nearest: readonly string[] }
  | { readonly found: 'unfit'; readonly why: UnfitReason }
  | { readonly found: 'unknown'; readonly gap: Gap | null };

/** A name that a need holds. */
export type NameInOrg = {
  readonly what: OrgNameKind;
  /** As the definition spells it. */
  readonly name: string;
  /** A need that is read from the org by what is needed to look the name up, and by no more. */
  readonly readBy: Need;
  /** Whether the org has it, by its schema alone. */
  readonly lookUp: (schema: OrgSchema) => LookedUp;
};

export const isThere: LookedUp = { found: 'yes' };

/** What is there, but for this reason not what a rule can ask for; undefined: for none. */
export const fitting = (found: LookedUp, why: () => UnfitReason | undefined): LookedUp => {
  const reason = found.found === 'yes' ? why() : undefined;
  return reason === undefined ? found : { found: 'unfit', why: reason };
};

/** That nobody can tell. @param gap why; null where it was not read at all */
export const notToTell = (gap: Gap | null): LookedUp => ({ found: 'unknown', gap });

/** That it is not there. @param candidates names of which one may have been meant @param called names whose label it is */
export const notThere = (name: string, candidates: readonly string[], called: readonly string[] = []): LookedUp => ({
  found: 'no',
  nearest: namesMeant(name, candidates, called),
});

/** A name that is in a list, not in it, or in a list that could not be read. */
export const amongKeys = (
  list: Reading<{ readonly has: (key: string) => boolean }> | undefined,
  name: string,
  sought: () => Pick<Sought, 'candidates' | 'called'>,
): LookedUp => {
  if (!list?.known) return notToTell(list?.gap ?? null);
  if (list.value.has(keyOf(name))) return isThere;
  const { candidates, called } = sought();
  return notThere(name, candidates, called);
};

/** Names of which the org has few: one of these has to be there. One that is not shown may be there nevertheless. */
export const listedInOrg = (
  what: OrgNameKind,
  list: keyof ListedNames,
  names: readonly string[],
  readBy: Need,
): NameInOrg[] => {
  const inList = (name: string, schema: OrgSchema): LookedUp => {
    const all = schema.listedNames?.[list];
    if (!all?.known) return notToTell(all?.gap ?? null);
    const { names: shown, hidden } = all.value;
    if (shown.has(keyOf(name))) return isThere;
    return hidden ? notToTell(hidden) : notThere(name, [...shown.values()]);
  };
  return [
    {
      what,
      name: names.join(' | '),
      readBy,
      lookUp: (schema) => {
        const all = names.map((name) => inList(name, schema));
        const settled = all.find(({ found }) => found === 'yes') ?? all.find(({ found }) => found === 'unknown');
        return settled ?? { found: 'no', nearest: all.flatMap((one) => (one.found === 'no' ? one.nearest : [])) };
      },
    },
  ];
};

/** The name of an object; none where it is a pattern, which stands for what is there. */
export const objectInOrg = (sobject: string): NameInOrg[] =>
  isNamePattern(sobject)
    ? []
    : [
        {
          what: 'object',
          name: sobject,
          readBy: { kind: 'object', sobject, access: 'read', minimum: [] },
          lookUp: (schema) => amongKeys(schema.entities, sobject, () => soughtObject(sobject, schema)),
        },
      ];

const fieldIn = (schema: OrgSchema, sobject: string, field: string): LookedUp => {
  // The object is told, and not each of its fields.
  if (objectPresence(schema, sobject) === 'absent') return isThere;
  const found = amongKeys(fieldsOf(schema, sobject), field, () => soughtField(sobject, field, schema));
  const spelled = spelledObject(schema, sobject);
  return found.found === 'no' ? { ...found, nearest: found.nearest.map((one) => `${spelled}.${one}`) } : found;
};

/**
 * The names of an object and a field of it; of a pattern the object alone.
 * @param unfit why a field that is there cannot be what the rule asks for
 */
export const fieldInOrg = (
  sobject: string,
  field: string,
  unfit?: (field: EntityField, schema: OrgSchema) => UnfitReason | undefined,
): NameInOrg[] => [
  ...objectInOrg(sobject),
  ...(isNamePattern(field)
    ? []
    : [
        {
          what: 'field' as const,
          name: `${sobject}.${field}`,
          readBy: { kind: 'field' as const, sobject, field, access: 'read' as const, standardized: false },
          lookUp: (schema: OrgSchema) =>
            fitting(fieldIn(schema, sobject, field), () => {
              const fields = fieldsOf(schema, sobject);
              const found = fields?.known ? fields.value.get(keyOf(field)) : undefined;
              return found && unfit?.(found, schema);
            }),
        },
      ]),
];
