/** Names that look like standard ones misspelt, told without an org: only what the built-in tables have nearly so. */
import { kindOf } from '../kinds/kinds.js';
import type { OrgNameKind } from '../kinds/namesInOrg.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place } from '../kinds/ruleReader.js';
import { hasSameWords } from '../kinds/nearest.js';
import {
  fieldsLabeled,
  objectsLabeled,
  permissionsLabeled,
  setLicensesLabeled,
} from '../platform/labels/namesOfLabels.js';
import { builtInThings } from '../lookup/builtInThings.js';
import { historyObjectOf } from '../platform/derivedObjects/patterns.js';
import { derivedObject } from '../platform/derivedObjects/derivedObject.js';
import { historyObjects } from '../platform/fieldHistory.js';
import { isNamePattern, keyOf } from '../platform/names.js';

/** A name that no table has, with the one that may have been meant. */
export type LikelyMisspelt = {
  readonly what: OrgNameKind;
  readonly name: string;
  readonly nearest: string;
  readonly places: readonly Place[];
};

/** Standard fields that the tables lack, as few orgs have them, and that are like others: the picklist of FieldPermissions has them (fact B4). */
const rareFields: ReadonlyArray<readonly [sobject: string, field: string]> = [['Opportunity', 'ContractId']];

/** Between several names of which one has to be there. */
const eachName = ' | ';

/** Names of the tables by their key. */
const tables = (() => {
  const things = builtInThings();
  const of = (wanted: string): ReadonlyMap<string, string> =>
    new Map(things.flatMap(({ kind, name }) => (kind === wanted ? [[keyOf(name), name] as const] : [])));
  const objects = new Map([
    ...of('object'),
    ...historyObjects.flatMap((name) => [name, historyObjectOf(name)].map((one) => [keyOf(one), one] as const)),
  ]);
  const fields = new Map<string, Map<string, string>>();
  for (const name of of('field').values()) {
    const [sobject = '', field = ''] = name.split('.');
    const own = fields.get(keyOf(sobject)) ?? new Map<string, string>();
    fields.set(keyOf(sobject), own.set(keyOf(field), field));
  }
  for (const [sobject, field] of rareFields) fields.get(keyOf(sobject))?.set(keyOf(field), field);
  return {
    ...{ object: objects, fields, userPermission: of('userPermission') },
    ...{ userLicense: of('userLicense'), permissionSetLicense: of('permissionSetLicense'), profile: of('profile') },
  } as const;
})();

/** What only an org knows: names of its own and of packages. */
const isCustom = (name: string): boolean => /__/.test(name) || isNamePattern(name);

/** Short words differ by a letter without being meant as each other. */
const shortest = 5;

/** Whether one letter is missing, added, replaced or swapped with its neighbour, but not the first: that makes other words. */
const differsByOne = (a: string, b: string): boolean => {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
};

/** Two words in either order may be two names: there are ProfileSkill and SkillProfile. */
const isReordered = (name: string, other: string): boolean =>
  name.length === other.length && hasSameWords(name, other, 3);

/** The name among these that differs by a letter, or has the same words in another order; undefined where none is so near. */
const nearTo = (name: string, known: ReadonlyMap<string, string>): string | undefined =>
  name.length < shortest
    ? undefined
    : [...known].find(([key, other]) => differsByOne(keyOf(name), key) || isReordered(name, other))?.[1];

/** The name that is labeled so; undefined where none is, or several are. */
const onlyOne = (names: readonly string[]): string | undefined => (names.length === 1 ? names[0] : undefined);

/** The standard name that a name may have been meant as; undefined where it is known, custom, or like none. */
export const standardNameMeant = (what: OrgNameKind, name: string): string | undefined => {
  if (isCustom(name)) return undefined;
  const key = keyOf(name);
  const { userPermission, object } = tables;
  if (what === 'userPermission')
    return userPermission.has(key) ? undefined : (onlyOne(permissionsLabeled(name)) ?? nearTo(name, userPermission));
  if (what === 'object')
    return object.has(key) || derivedObject(name) !== undefined
      ? undefined
      : (onlyOne(objectsLabeled(name)) ?? nearTo(name, object));
  if (what === 'permissionSetLicense')
    return tables[what].has(key) ? undefined : (onlyOne(setLicensesLabeled(name)) ?? nearTo(name, tables[what]));
  // Of several names one has to be there: each is held against the tables by itself.
  if (what === 'userLicense' || what === 'profile')
    return tables[what].has(key) ? undefined : nearTo(name, tables[what]);
  const [sobject = '', field = ''] = name.split('.');
  const own = what === 'field' ? tables.fields.get(keyOf(sobject)) : undefined;
  if (!own || own.has(keyOf(field))) return undefined;
  // People say Stage for StageName, as its label does.
  const meant =
    (field.length < shortest ? undefined : own.get(`${keyOf(field)}name`)) ??
    onlyOne(fieldsLabeled(sobject, field)) ??
    nearTo(field, own);
  return meant === undefined ? undefined : `${object.get(keyOf(sobject)) ?? sobject}.${meant}`;
};

/** What these requirements name that looks like a standard name misspelt. */
export const likelyMisspelt = (requirements: readonly Requirement[]): LikelyMisspelt[] =>
  requirements.flatMap(({ need, places = [] }): LikelyMisspelt[] => {
    const members = kindOf(need).members?.(need).flat() ?? [];
    const own = (kindOf(need).namesInOrg?.(need) ?? []).flatMap(({ what, name: written }) =>
      written.split(eachName).flatMap((name): LikelyMisspelt[] => {
        const meant = standardNameMeant(what, name);
        return meant === undefined ? [] : [{ what, name, nearest: meant, places }];
      }),
    );
    return [...own, ...likelyMisspelt(members)];
  });
