/** Orgs and definitions of the curves: one dimension grows, everything else stays. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedName } from '../local-org/scenarios/generatedObjects.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';

const numbered = (prefix: string, number: number, digits: number): string =>
  `${prefix}${String(number).padStart(digits, '0')}`;
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** One user for each number, who has so many permission sets, all of the same content. */
export const permissionSetOrg = (numbers: readonly number[]): Partial<Scenario> => ({
  org: { usernameDomain: 'sets.example.com' },
  users: Object.fromEntries(
    numbers.map((number) => [`sets${number}`, { lastName: `Sets ${number}`, profile: 'Minimum Access - Salesforce' }]),
  ),
  generate: numbers.map((number) => ({
    permissionSets: number,
    prefix: `Bulk${number}`,
    assignTo: `sets${number}`,
    userPermissions: ['ApiEnabled'],
    objects: { Account: 'read edit', Contact: 'read', Lead: 'read create' },
    fields: { 'Contact.Email': 'read', 'Lead.Phone': 'edit', 'Lead.Email': 'read' },
  })),
});

const fieldsPerObject = 100;
const objectName = (number: number): string => generatedName('Wide', number);
const fieldNames = range(fieldsPerObject).map((number) => generatedName('Field', number));

/**
 * A hundred custom fields on each of so many objects, all of them editable through one permission set. Like all that is
 * generated, the set is stored without the platform's checks, which would take minutes.
 */
export const fieldOrg = (fields: number): Partial<Scenario> => {
  const objects = range(Math.ceil(fields / fieldsPerObject)).map(objectName);
  return {
    org: { usernameDomain: 'fields.example.com' },
    generateObjects: [{ objects: objects.length, prefix: 'Wide', fieldsPerObject }],
    users: { wide: { lastName: 'Wide', profile: 'Minimum Access - Salesforce' } },
    generate: [
      {
        permissionSets: 1,
        prefix: 'Wide',
        assignTo: 'wide',
        userPermissions: ['ApiEnabled'],
        objects: Object.fromEntries(objects.map((object) => [object, 'read edit'])),
        fields: Object.fromEntries(objects.map((object) => [`${object}.*`, 'edit' as const])),
      },
    ],
  };
};

/** Writes a definition that needs so many of those fields. Out: its file. */
export const writeFieldDefinition = async (folder: string, fields: number): Promise<string> => {
  const rules = range(Math.ceil(fields / fieldsPerObject)).map((number) => {
    const object = objectName(number);
    const names = fieldNames.slice(0, Math.min(fieldsPerObject, fields - (number - 1) * fieldsPerObject));
    return [
      `  - object: ${object}`,
      '    access: [read, edit]',
      '    because: Its records are kept up to date.',
      `  - field: [${names.map((name) => `${object}.${name}`).join(', ')}]`,
      '    access: [edit]',
      '    because: Written when a record is kept up to date.',
      '',
    ].join('\n');
  });
  const id = `fields-${fields}`;
  const file = join(folder, `${id}.yml`);
  const head = `schemaVersion: 1\nid: ${id}\nlabel: ${fields} fields\nsource: { title: Made for the benchmark. }\nrequires:\n`;
  await writeFile(file, head + rules.join(''));
  return file;
};

export const crowdUsername = (number: number): string => `${numbered('crowd', number, 3)}@crowd.example.com`;

/** So many users with two permission sets each, half of what the vendor needs. */
export const userOrg = (users: number): Partial<Scenario> => ({
  org: { usernameDomain: 'crowd.example.com', seats: { Salesforce: users + 50 } },
  users: Object.fromEntries(
    range(users).map((number) => [
      numbered('crowd', number, 3),
      {
        lastName: `Crowd ${number}`,
        profile: 'Minimum Access - Salesforce',
        permissionSets: ['Sales_Read', 'Sales_Write'],
      },
    ]),
  ),
});

export const objectUser = 'busy';

/** So many custom objects, each with two fields of its own, and a user with ten permission sets; `domain` of usernames. */
export const objectOrg = (objects: number, domain: string): Partial<Scenario> => {
  const names = range(objects).map((number) => `${numbered('Many_', number, 4)}__c`);
  return {
    org: { usernameDomain: domain },
    generate: permissionSetOrg([10]).generate?.map((generated) => ({ ...generated, assignTo: objectUser })) ?? [],
    objects: Object.fromEntries(names.map((name) => [name, {}])),
    fields: Object.fromEntries(names.map((name) => [name, { Code__c: 'string(20)', Amount__c: 'currency(18,2)' }])),
  };
};

/** So many users whose profile lets them use the API. */
export const holderOrg = (users: number): Partial<Scenario> => ({
  org: { usernameDomain: `who${users}.example.com`, seats: { Salesforce: users + 100 } },
  generateUsers: [{ users, prefix: 'Holder', profile: 'Standard User' }],
});

const pageFields = 300;
const pageObjects = range(4).map((number) => generatedName('Page', number));

/** One user for each number, who has so many sets that each hold hundreds of fields of four objects. */
export const wideOrgOf = (numbers: readonly number[]): Partial<Scenario> => ({
  org: { usernameDomain: 'pages.example.com' },
  generateObjects: [{ objects: pageObjects.length, prefix: 'Page', fieldsPerObject: pageFields }],
  users: Object.fromEntries(
    numbers.map((number) => [`wide${number}`, { lastName: `Wide ${number}`, profile: 'Minimum Access - Salesforce' }]),
  ),
  generate: numbers.map((number) => ({
    permissionSets: number,
    prefix: `Wide${number}`,
    assignTo: `wide${number}`,
    userPermissions: ['ApiEnabled'],
    objects: Object.fromEntries(pageObjects.map((object) => [object, 'read'])),
    fields: Object.fromEntries(pageObjects.map((object) => [`${object}.*`, 'read' as const])),
  })),
});

/** Writes the definition that needs all of these fields. Out: its file. */
export const writeWideDefinition = async (folder: string): Promise<string> => {
  const file = join(folder, 'wide.yml');
  const named = pageObjects.map((object) => `${object}.Field_*`).join(', ');
  await writeFile(
    file,
    `schemaVersion: 1\nid: wide\nlabel: Wide\nsource: { title: Made for the benchmark. }\nrequires:\n  - field: [${named}]\n    because: All of them are read.\n`,
  );
  return file;
};
