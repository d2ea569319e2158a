/** Definitions that somebody wrote who wants more than he says, or wants the reader to break. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { toJson } from '../../fuzz/support/document.js';
import { hostileTexts, yamlValues } from '../../fuzz/support/hostile.js';
import { apexClasses, customPermissions, groupNames, namedByRules } from './namedSets.js';

export type HostileDefinition = {
  readonly id: number;
  readonly rules: readonly object[];
  /** The permission set that it names, if any. */
  readonly permissionSet: number | null;
  readonly parent: number | null;
  /** A hostile text as label or reason, if any. */
  readonly words: { readonly where: number; readonly what: number } | null;
  /** What only YAML can do, if anything. */
  readonly yaml: number | null;
};

/** Most are good ones, so that a run goes on; `permissionSet` of the org belong to others. */
const ids = [
  'acme',
  'acme',
  'acme',
  'acme',
  'grouped',
  'planted',
  '6sense',
  'cognism',
  'runner',
  'acme-6sense',
  'x'.repeat(60),
  '../acme',
  'a/b',
  '/etc/passwd',
  'con',
  '__proto__',
  'Acme',
  'ac\u202eme',
  '-acme',
  'acme@granular',
];
const setNames = [
  'Integration_planted',
  'Integration_grouped',
  'Integration_cognism',
  'Everything',
  'Sales_Read',
  'Session_Access',
  'Own_Name',
  '../x',
];
const parents = [
  'cognism',
  '6sense',
  'hg-insights@x',
  './chain0.yml',
  './chain0.yml',
  './loop.yml',
  '../../../../etc/passwd',
  '/etc/hostname',
  '/dev/zero',
  'file:///etc/passwd',
  './missing\u001b[31m.yml',
  'nope',
];

const powers = [
  'ViewAllData',
  'ModifyAllData',
  'ManageUsers',
  'AssignPermissionSets',
  'ManageProfilesPermissionsets',
  'AuthorApex',
  'CustomizeApplication',
];
const permissions = [
  'ApiEnabled',
  'RunReports',
  'ViewRoles',
  'EditTask',
  'ActivitiesAccess',
  'ViewSetup',
  'Nope',
  ...powers,
];
const sobjects = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Invoice__c',
  'Region__c',
  'Task',
  'Ghost__c',
  'PermissionSet',
];
const words = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'];
const fields = [
  'Account.Website',
  'Account.BillingCity',
  'Contact.Email',
  'Lead.Phone',
  'Opportunity.Amount',
  'Invoice__c.*',
  'Account.*',
  'Lead.mk_*__c',
  'Account.*a*a*a*a*a*a*',
  'Ghost__c.Nothing__c',
];

const some = <T>(from: readonly T[], maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength });

/** A rule that names sets or groups, most of them such as a grant may assign. */
const assigned = (maxLength: number): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ permissionSetAssigned: some(namedByRules.free, maxLength) }) },
    { weight: 2, arbitrary: fc.record({ permissionSetAssigned: some(namedByRules.withPower, maxLength) }) },
    { weight: 2, arbitrary: fc.record({ permissionSetAssigned: some(namedByRules.forPeople, maxLength) }) },
    { weight: 1, arbitrary: fc.record({ permissionSetAssigned: some(namedByRules.ofOthers, maxLength) }) },
  );

/** One thing that a permission set gives. */
const given: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ object: some(sobjects, 1), access: some(words, 2) }) },
  { weight: 1, arbitrary: fc.record({ userPermission: some(permissions, 2) }) },
);

/** A choice: between objects alone, or with sets that rules name among its alternatives and within them. */
const alternative: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ object: some(sobjects, 1), access: some(words, 2) }) },
  { weight: 2, arbitrary: assigned(2) },
  {
    weight: 2,
    arbitrary: fc.record({ allOf: fc.tuple(assigned(1), given) }),
  },
);

const rule: fc.Arbitrary<object> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ object: some(sobjects, 3), access: some(words, 3) }) },
  { weight: 3, arbitrary: fc.record({ field: some(fields, 3), access: some(['read', 'edit'], 1) }) },
  { weight: 2, arbitrary: fc.record({ userPermission: some(permissions, 3) }) },
  { weight: 2, arbitrary: fc.record({ userPermission: some(permissions.slice(0, 6), 3) }) },
  { weight: 1, arbitrary: fc.record({ userPermission: some(permissions, 1), forbid: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ historyTracking: fc.constantFrom('Opportunity', 'Account', 'Ghost__c') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      anyOf: fc.array(alternative, { minLength: 1, maxLength: 3 }),
      name: fc.constant('way'),
    }),
  },
  { weight: 4, arbitrary: assigned(2) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.record({ customPermission: some(customPermissions, 2) }),
      fc.record({ apexClass: some(apexClasses, 2) }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<object>(
      { object: ["Account' OR Name != '", 'Account'] },
      { field: '../../x.y' },
      { userPermission: 'ModifyAllData,ManageUsers' },
      { field: Array.from({ length: 300 }, (_, i) => `Account.F${i}__c`), access: ['edit'] },
      { object: 'Account', access: ['read'], because: '\u001b[2Jbecause' },
      { object: '__proto__' },
      { permissionSetAssigned: ["Sales_Read' OR Name != '", 'acme__Sync_User'] },
      { permissionSetAssigned: 'constructor' },
      { object: 'constructor', ifPresent: true },
      { picklistValue: 'Account.Account_Status__c', value: '\u001b]0;x\u0007' },
      { automation: 'Lead', onFields: ['Status'] },
      { api: ['rest', 'metadata'] },
    ),
  },
);

/** Null, but for one case in so many. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>, oneIn: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

export const anyDefinition: fc.Arbitrary<HostileDefinition> = fc.record({
  id: fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 5 }) }, { weight: 1, arbitrary: fc.nat({ max: ids.length - 1 }) }),
  rules: fc
    .array(rule, { minLength: 1, maxLength: 4 })
    .map((all) => all.filter((one, at) => !('anyOf' in one) || all.findIndex((other) => 'anyOf' in other) === at)),
  permissionSet: rarely(fc.nat({ max: setNames.length - 1 }), 8),
  parent: rarely(fc.nat({ max: parents.length - 1 }), 12),
  words: rarely(fc.record({ where: fc.nat({ max: 3 }), what: fc.nat({ max: 99 }) }), 8),
  yaml: rarely(fc.nat({ max: 99 }), 14),
});

/** Every rule, those of choices among them. */
const everyRule = (rules: readonly object[]): object[] =>
  rules.flatMap((one) => [
    one,
    ...['anyOf', 'allOf'].flatMap((key) => everyRule((one as Record<string, object[]>)[key] ?? [])),
  ]);

/** What it asks for of permission sets and groups, to be counted in long runs. */
export const namingOf = ({ rules }: HostileDefinition): Readonly<Record<string, boolean>> => {
  const namedIn = (some: readonly object[]): string[] =>
    everyRule(some).flatMap((one) => (one as { permissionSetAssigned?: string[] }).permissionSetAssigned ?? []);
  const all = new Set(namedIn(rules));
  const has = (names: readonly string[]): boolean => names.some((name) => all.has(name));
  return {
    'a rule that names a set or group': all.size > 0,
    'a choice that names one': namedIn(rules.filter((one) => 'anyOf' in one)).length > 0,
    'a set with power over the org': has(namedByRules.withPower),
    'a set or group of another integration': has(namedByRules.ofOthers),
    'a group': has(groupNames),
    'a set with things of Setup': has(['Back_Door', 'Trap_Door', 'Doors', 'Acme_Admins']),
  };
};

/** What it is called, before anybody has refused it. */
export const idOf = ({ id }: HostileDefinition): string => ids[id % ids.length] ?? 'acme';

/** The permission set that a grant for it would use. */
export const setNameOf = (definition: HostileDefinition): string =>
  definition.permissionSet === null
    ? `Integration_${idOf(definition).replaceAll('-', '_')}`
    : (setNames[definition.permissionSet] ?? 'Own_Name');

const yamlForms: readonly ((requires: string) => string)[] = [
  (requires) => `requires: &r ${requires}\nvariants: {a: {default: true, requires: *r}}\n`,
  (requires) => `x: &a [1]\nrequires: ${requires}\n`,
  (requires) => `requires: ${requires}\nrequires: []\n`,
  (requires) => `<<: {permissionSet: Everything}\nrequires: ${requires}\n`,
  (requires) => `requires: ${requires}\n---\nid: other\n`,
  ...yamlValues.map((node) => (requires: string) => `requires: ${requires}\ndescription: ${toJson(node)}\n`),
];

const textOf = (definition: HostileDefinition): string => {
  const { words: said, yaml, permissionSet, parent } = definition;
  const hostile = said === null ? '' : (hostileTexts.filter((one) => one.length < 2000)[said.what % 45] ?? '');
  const at = (where: number, otherwise: string): string => (said?.where === where ? hostile : otherwise);
  const requires = definition.rules.map((one, index) => ({
    because: index === 0 ? at(0, 'Needed by this test.') : 'Needed by this test.',
    ...one,
  }));
  const head: Record<string, unknown> = {
    schemaVersion: 1,
    id: idOf(definition),
    label: at(1, 'Acme'),
    ...(said?.where === 2 ? { description: hostile } : {}),
    ...(said?.where === 3 ? { source: { title: hostile, url: 'https://acme.example/' } } : {}),
    ...(permissionSet === null ? {} : { permissionSet: setNames[permissionSet] }),
    ...(parent === null ? {} : { extends: parents[parent] }),
  };
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const list = JSON.stringify(requires);
  return lines.join('') + (yaml === null ? `requires: ${list}\n` : yamlForms[yaml % yamlForms.length]?.(list));
};

/** Most files that may extend one another (what is deeper is refused). */
const chain = 19;

/** The files that the definitions inherit from, once for a folder. */
export const writeParents = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const file = (id: string, more: string): Promise<void> =>
    writeFile(join(folder, `${id}.yml`), `schemaVersion: 1\nid: ${id}\nlabel: ${id}\n${more}`);
  for (let at = 0; at < chain; at += 1)
    await file(
      `chain${at}`,
      (at + 1 < chain ? `extends: ./chain${at + 1}.yml\n` : '') +
        `requires: [{field: Account.Chain${at}__c, because: "Of the chain.", level: optional}]\n`,
    );
  await file('loop', 'extends: ./loop.yml\nrequires: []\n');
};

/** Writes it and gives the reference by which a person would name it. */
export const writeDefinition = async (folder: string, definition: HostileDefinition): Promise<string> => {
  const id = idOf(definition);
  // A name that is none of a file stands in a file of another name.
  const path = join(folder, `${/^[\w-]+$/.test(id) ? id : 'acme'}.yml`);
  await writeFile(path, textOf(definition));
  return path;
};

/** One line that says what it is. */
export const tellDefinition = (definition: HostileDefinition): string => textOf(definition).replaceAll('\n', ' | ');
