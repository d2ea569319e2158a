/** Values of the wrong shape: every sentence that is said of them, with what is advised. */
import { expect } from 'chai';
import { parseProject } from '../../../src/project/parseProject.js';
import { receiptSchema } from '../../../src/grant/receipt.js';
import { checkWritten } from '../../../src/validate/writtenFile.js';
import { parseWaivers } from '../../../src/waivers/parseWaivers.js';
import { mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

/** Each sentence, and behind it the first thing that is advised. */
const told = (run: () => unknown): string[] => {
  const first = mistakeIn(run);
  return [first, ...first.others].flatMap((one) => {
    const { message, actions } = sentenceOf(one);
    return [message, `> ${actions[0]}`];
  });
};

/** What is said of the lines of a rule. */
const ofRule = (...lines: readonly string[]): string[] =>
  told(() => parse(withRules(...lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`))));

/** What is said of lines of a definition, before which its head and behind which a rule stands. */
const ofDefinition = (...lines: readonly string[]): string[] =>
  told(() =>
    parse(['schemaVersion: 1', 'id: acme', 'label: Acme', ...lines, 'requires: [{ object: Lead }]'].join('\n')),
  );

const ofProject = (...lines: readonly string[]): string[] =>
  told(() => parseProject(['integrations:', '  - definition: acme', ...lines].join('\n'), 'p.yml'));

const ofWaivers = (...lines: readonly string[]): string[] =>
  told(() => parseWaivers(['waivers:', ...lines].join('\n'), 'w.yml'));

type Case = readonly [is: string, lines: readonly string[], ...told: string[]];

const sourceShape = 'a page with its title, such as { title: Setup guide, url: "https://acme.example" }';
const sobjectPattern = 'the API name of an object, such as Account or Invoice__c, or a pattern such as acme__*';
const sobject = 'the API name of an object, such as Account or Invoice__c';
const permission = 'the API name of a user permission, such as ApiEnabled';
const license = 'the API name of a permission set license, such as SalesforceAPIIntegrationPsl';
const lookup = (text: string): string =>
  `> An API name stands here: letters, digits and underscores. To find it by the label that Setup shows: sf integration lookup "${text}"`;
const list = (typed: string): string => `> Write a list in brackets, with commas between: ${typed}`;
const names = (typed: string): string => `> Write the names behind the colon, and no keys below it: ${typed}`;
const keys = (typed: string): string => `> Write keys with their values: ${typed}`;
const rule = (typed: string): string => `> Each rule is a key with its value: ${typed}`;
const dashes = (typed: string): string => `> Write a dash and a blank before the first key of each entry: ${typed}`;
const flat = (typed: string): string => `> Write one list, without brackets inside of it: ${typed}`;
const single = (typed: string): string => `> One value stands here, without brackets: ${typed}`;
const each = (typed: string): string =>
  `> One value stands here, without brackets, and each of the others in a rule of its own: ${typed}`;
const apiName = (typed: string): string => `> Write the API name in place of the label: ${typed}`;
const known = (words: string): string => `> Use one of these: ${words}.`;
const keysHere = (words: string): string => `> These keys can stand here: ${words}.`;
const bool = (typed: string): string => `> Write true or false without quotes: ${typed}`;
const asSaid = '> Write it as this sentence says.';
const orLeaveOut = '> Write its value behind the colon, or leave the key out.';
const variableName =
  '> Write the name of the variable that holds the value, such as SLACK_URL: letters, digits and underscores, without a dollar sign.';

const rules: readonly Case[] = [
  // pages
  [
    'a page that is an address, and one with a misspelt key',
    ['object: Lead', 'source: [https://a.example, { title: T, uri: x }]'],
    `acme.yml:6:14: The value of "source" has to be ${sourceShape}, not "https://a.example".`,
    keys('{ title: "Permissions of the vendor", url: "https://a.example" }'),
    'acme.yml:6:45: "uri" is not a key of a source; did you mean url?',
    keysHere('title, url, date, seen'),
  ],
  [
    'the label of a permission set',
    ['permissionSetAssigned: My Set'],
    'acme.yml:5:28: The value of "permissionSetAssigned" has to be the API name of a permission set or permission set group, such as Sync_Access or acme__Sync_Access, not "My Set".',
    lookup('My Set'),
  ],
  [
    'a page that is its title',
    ['object: Lead', 'source: Setup guide'],
    `acme.yml:6:13: The value of "source" has to be ${sourceShape}, not "Setup guide".`,
    keys('source: { title: Setup guide }'),
  ],
  [
    'a page that is a text with an address in it',
    ['object: Lead', 'source: see https://a.example'],
    `acme.yml:6:13: The value of "source" has to be ${sourceShape}, not "see https://a.example".`,
    keys('source: { title: "see https://a.example" }'),
  ],
  [
    'a page whose address has no key',
    ['object: Lead', 'source: HTTP://a.example'],
    `acme.yml:6:13: The value of "source" has to be ${sourceShape}, not "HTTP://a.example".`,
    keys('source: { title: "Permissions of the vendor", url: "HTTP://a.example" }'),
  ],
  [
    'a page in two brackets',
    ['object: Lead', 'source: [[Setup guide]]'],
    `acme.yml:6:14: The value of "source" has to be ${sourceShape}, not "(list)".`,
    keys('{ title: Setup guide }'),
  ],
  [
    'a list of no pages',
    ['object: Lead', 'source: []'],
    'acme.yml:6:13: The value of "source" has to be at least one entry or character, not "(list)".',
    orLeaveOut,
  ],
  // when
  [
    'a condition in brackets',
    ['object: Lead', 'when: [oauth]'],
    'acme.yml:6:11: The value of "when" has to be a group of keys and values, not "(list)".',
    keys('when: { authentication: oauth }'),
  ],
  [
    'a condition that is none',
    ['object: Lead', 'when: somehow'],
    'acme.yml:6:11: The value of "when" has to be a group of keys and values, not "somehow".',
    keys('when: { authentication: usernamePassword }'),
  ],
  [
    'conditions in words of people',
    ['object: Lead', 'when: { authentication: jwt, phase: Setup }'],
    'acme.yml:6:29: "jwt" is not a word for "authentication"; did you mean oauth?',
    known('oauth, usernamePassword'),
    'acme.yml:6:41: "Setup" is not a word for "phase"; did you mean install or connect?',
    known('install, connect, upgrade'),
  ],
  // true and false
  [
    'no in brackets',
    ['object: Lead', 'ifPresent: [no]'],
    'acme.yml:6:16: The value of "ifPresent" has to be true or false, not "(list)".',
    bool('ifPresent: false'),
  ],
  [
    'yes in brackets',
    ['object: Lead', 'ifPresent: [yes]'],
    'acme.yml:6:16: The value of "ifPresent" has to be true or false, not "(list)".',
    bool('ifPresent: true'),
  ],
  [
    'true or false that is a map',
    ['object: Lead', 'ifPresent: { yes: 1 }'],
    'acme.yml:6:16: The value of "ifPresent" has to be true or false, not "(map)".',
    asSaid,
  ],
  [
    'true or false that is an empty list',
    ['object: Lead', 'ifPresent: []'],
    'acme.yml:6:16: The value of "ifPresent" has to be true or false, not "(list)".',
    asSaid,
  ],
  [
    'a word with a colon in place of true',
    ['object: Lead', 'ifPresent: a:b'],
    'acme.yml:6:16: The value of "ifPresent" has to be true or false, not "a:b".',
    bool('ifPresent: true'),
  ],
  // one value
  [
    'one word in brackets, and one in a bracket of a list',
    ['api: [[rest]]', 'level: [optional]'],
    'acme.yml:5:11: The value of "api" has to be text, not "(list)".',
    flat('api: [rest]'),
    'acme.yml:6:12: The value of "level" has to be text, not "(list)".',
    single('level: optional'),
  ],
  [
    'a word of which there is none',
    ['object: Lead', 'level: []'],
    'acme.yml:6:12: The value of "level" has to be text, not "(list)".',
    asSaid,
  ],
  [
    'one value of a picklist in brackets',
    ['picklistValue: Lead.Status', 'value: [Open]'],
    'acme.yml:6:12: The value of "value" has to be text, not "(list)".',
    single('value: Open'),
  ],
  [
    'several values of a picklist',
    ['picklistValue: Lead.Status', 'value: [Open, Closed]'],
    'acme.yml:6:12: The value of "value" has to be text, not "(list)".',
    each('value: Open'),
  ],
  [
    'several picklists in one text',
    ['picklistValue: Lead.Status and Lead.Rating', 'value: x'],
    'acme.yml:5:20: The value of "picklistValue" has to be Object.Field in API names, not "Lead.Status and Lead.Rating".',
    each('picklistValue: Lead.Status'),
  ],
  [
    'several objects of history in one text',
    ['historyTracking: Lead, Account'],
    `acme.yml:5:22: The value of "historyTracking" has to be ${sobject}, not "Lead, Account".`,
    each('historyTracking: Lead'),
  ],
  [
    'names in brackets of a list, of which some are no texts to YAML',
    ['automation: Lead', 'onFields: [[Region, Notes, "*Name", "true", "No", "7", "a:b", Next Step, null], x]'],
    'acme.yml:6:16: The value of "onFields" has to be text, not "(list)".',
    flat('onFields: [Region, Notes, "*Name", "true", "No", "7", "a:b", Next Step, x]'),
  ],
  [
    'prose that is a list with other things in it',
    ['object: Lead', 'because: [Leads, { a: b }, null, 7]'],
    'acme.yml:6:14: The value of "because" has to be text, not "(list)".',
    '> One text stands here, best in quotes: because: "Leads 7"',
  ],
  // names as keys
  [
    'a name in a map of a list, whose others stay',
    ['object: [Lead, { name: Account }]'],
    `acme.yml:5:20: The value of "object" has to be text, not "(map)".`,
    names('Account'),
  ],
  [
    'names in a map of a list',
    ['object: [Lead, { Account: true, Contact: true }]'],
    'acme.yml:5:20: The value of "object" has to be text, not "(map)".',
    names('Account, Contact'),
  ],
  [
    'a name with more beside it',
    ['object: { access: [read], name: Account }'],
    'acme.yml:5:13: The value of "object" has to be text, not "(map)".',
    names('object: Account'),
  ],
  [
    'names as keys with yes and no, and with nothing',
    ['object: Lead', 'access: { read: yes, edit: no, create: , delete: false }'],
    'acme.yml:6:13: The value of "access" has to be text, not "(map)".',
    names('access: [read, create]'),
  ],
  [
    'names that only look like yes and no',
    ['automation: { name: Region }', 'onFields: { name: Notes }'],
    'acme.yml:5:17: The value of "automation" has to be text, not "(map)".',
    names('automation: Region'),
    'acme.yml:6:15: The value of "onFields" has to be text, not "(map)".',
    names('onFields: Notes'),
  ],
  [
    'objects as keys, with what does not belong there below them',
    ['object: { Account: [Name, Type], Lead: { access: read } }'],
    'acme.yml:5:13: The value of "object" has to be text, not "(map)".',
    names('object: [Account, Lead]'),
  ],
  [
    'fields that are called like what says a name',
    ['automation: Lead', 'onFields: { Name: true, Type: true, Id: false }'],
    'acme.yml:6:15: The value of "onFields" has to be text, not "(map)".',
    names('onFields: [Name, Type]'),
  ],
  [
    'a field whose name is said by a key',
    ['field: { name: Account.Name }'],
    'acme.yml:5:12: The value of "field" has to be text, not "(map)".',
    names('field: Account.Name'),
  ],
  [
    'fields as keys',
    ['field: { Account.Name: true, Account.Type: false, Lead.Email: }'],
    'acme.yml:5:12: The value of "field" has to be text, not "(map)".',
    names('field: [Account.Name, Lead.Email]'),
  ],
  [
    'fields as keys below their object',
    ['field: { Account: { Type: true, Site: false }, Lead: Email, Case: [Status, Origin] }'],
    'acme.yml:5:12: The value of "field" has to be text, not "(map)".',
    names('field: [Account.Type, Lead.Email, Case.Status, Case.Origin]'),
  ],
  [
    'a map of nothing',
    ['object: {}', 'access: {}'],
    'acme.yml:5:13: The value of "object" has to be text, not "(map)".',
    asSaid,
    'acme.yml:6:13: The value of "access" has to be text, not "(map)".',
    asSaid,
  ],
  // names
  [
    'an object that is a field',
    ['object: [Lead, Lead.Email]'],
    `acme.yml:5:20: The value of "object" has to be ${sobjectPattern}, not "Lead.Email".`,
    lookup('Lead.Email'),
  ],
  [
    'several objects with a comma too many',
    ['object: "Lead, Account,"'],
    `acme.yml:5:13: The value of "object" has to be ${sobjectPattern}, not "Lead, Account,".`,
    list('object: [Lead, Account]'),
  ],
  [
    'several objects in a text of a list',
    ['object: [Lead, Account; Contact]'],
    `acme.yml:5:20: The value of "object" has to be ${sobjectPattern}, not "Account; Contact".`,
    '> Write each as an item of its own in this list: Account, Contact',
  ],
  [
    'labels of objects',
    ['automation: [Lead, Opportunity Contact Role]'],
    `acme.yml:5:24: The value of "automation" has to be ${sobject}, not "Opportunity Contact Role"; did you mean OpportunityContactRole?`,
    apiName('OpportunityContactRole'),
  ],
  [
    'a label of a permission where an object is meant',
    ['automation: View All Data'],
    `acme.yml:5:17: The value of "automation" has to be ${sobject}, not "View All Data".`,
    lookup('View All Data'),
  ],
  [
    'a label of a permission where a license is meant',
    ['permissionSetLicense: View All Data'],
    `acme.yml:5:27: The value of "permissionSetLicense" has to be ${license}, not "View All Data".`,
    lookup('View All Data'),
  ],
  [
    'a label of a permission where a custom one is meant',
    ['customPermission: View All Data'],
    'acme.yml:5:23: The value of "customPermission" has to be the API name, such as Sync_Api or acme__Sync_Api, not "View All Data".',
    asSaid,
  ],
  [
    'the label of a license',
    ['permissionSetLicense: Salesforce API Integration'],
    `acme.yml:5:27: The value of "permissionSetLicense" has to be ${license}, not "Salesforce API Integration"; did you mean SalesforceAPIIntegrationPsl?`,
    apiName('permissionSetLicense: SalesforceAPIIntegrationPsl'),
  ],
  [
    'the label of a permission with an "and" in a list',
    ['userPermission: [View Setup and Configuration, RunReports]'],
    `acme.yml:5:22: The value of "userPermission" has to be ${permission}, not "View Setup and Configuration"; did you mean ViewSetup?`,
    apiName('ViewSetup'),
  ],
  [
    'the label of a picklist',
    ['picklistValue: Opportunity.Next Step', 'value: x'],
    'acme.yml:5:20: The value of "picklistValue" has to be Object.Field in API names, not "Opportunity.Next Step"; did you mean Opportunity.NextStep?',
    apiName('picklistValue: Opportunity.NextStep'),
  ],
  [
    'a picklist without its object',
    ['picklistValue: Status', 'value: x'],
    'acme.yml:5:20: "Status" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
    '> Write the API names as Object.Field. A field behind a lookup is named on its own object.',
  ],
  [
    'a tracked field behind a lookup, and one of a sentence',
    ['historyTracking: Lead', 'fields: [Lead.Owner.Name, the Lead.Status]'],
    'acme.yml:6:14: The value of "fields" has to be the API name of a field without its object, such as StageName, not "Lead.Owner.Name".',
    lookup('Lead.Owner.Name'),
    'acme.yml:6:31: The value of "fields" has to be the API name of a field without its object, such as StageName, not "the Lead.Status".',
    lookup('the Lead.Status'),
  ],
  [
    'what looks like several, where no list stands',
    ['package: a, b'],
    'acme.yml:5:14: The value of "package" has to be the namespace of a package, such as acme, not "a, b".',
    asSaid,
  ],
  [
    'a step for people that is a number, and its name as people write it',
    ['manual: 7', 'name: Trusted IPs'],
    'acme.yml:5:13: The value of "manual" has to be text, not "7".',
    '> A number, true and false are no texts to YAML. In quotes they are: manual: "7"',
    'acme.yml:6:11: The value of "name" has to be lower-case letters, digits and single hyphens, such as acme-sync, not "Trusted IPs".',
    '> Write it in this form: name: trusted-ips',
  ],
  // words of closed lists
  [
    'several words, of which one is like none',
    ['api: REST API, xyzzy'],
    'acme.yml:5:10: "REST API, xyzzy" is not a word for "api".',
    known('rest, soql, search, composite, bulk2, metadata, tooling, soap, bulk, streaming, pubsub, graphql, apexRest'),
  ],
  [
    'several words where one stands',
    ['object: Lead', 'level: Must, should'],
    'acme.yml:6:12: "Must, should" is not a word for "level".',
    known('required, recommended, optional'),
  ],
  [
    'words as Setup and people have them',
    ['api: [Bulk, REST API, Bulk API 2.0]'],
    'acme.yml:5:11: "Bulk" is not a word for "api"; did you mean bulk?',
    known('rest, soql, search, composite, bulk2, metadata, tooling, soap, bulk, streaming, pubsub, graphql, apexRest'),
    'acme.yml:5:17: "REST API" is not a word for "api"; did you mean rest?',
    known('rest, soql, search, composite, bulk2, metadata, tooling, soap, bulk, streaming, pubsub, graphql, apexRest'),
    'acme.yml:5:27: "Bulk API 2.0" is not a word for "api"; did you mean bulk2?',
    known('rest, soql, search, composite, bulk2, metadata, tooling, soap, bulk, streaming, pubsub, graphql, apexRest'),
  ],
  [
    'words that say what no field has',
    ['field: Lead.Email', 'access: [CRUD, insert, Edit Record]'],
    'acme.yml:6:14: "CRUD" is not a word for "access"; did you mean read or edit?',
    known('read, edit'),
    'acme.yml:6:20: "insert" is not a word for "access".',
    known('read, edit'),
    'acme.yml:6:28: "Edit Record" is not a word for "access"; did you mean edit?',
    known('read, edit'),
  ],
];

describe('values of a rule of the wrong shape', () => {
  for (const [is, lines, ...said] of rules)
    it(is, () => {
      expect(ofRule(...lines)).to.deep.equal(said);
    });

  it('rules that are words, lists, numbers and nothing', () => {
    const wrong = (column: number, value: string): string =>
      `acme.yml:4:${column}: The value of "requires" has to be a group of keys and values, not "${value}".`;
    const text = [
      'schemaVersion: 1',
      'id: acme',
      'label: Acme',
      'requires: [View All Data, Lead.Email, the Lead.Email, Lead.Owner.Name, Invoice__c, no c__c, Invoice__child, [Lead], [], 7, null]',
    ];
    expect(told(() => parse(text.join('\n')))).to.deep.equal([
      wrong(12, 'View All Data'),
      rule('- userPermission: ViewAllData'),
      wrong(27, 'Lead.Email'),
      rule('- field: Lead.Email'),
      wrong(39, 'the Lead.Email'),
      rule('- userPermission: ApiEnabled'),
      wrong(55, 'Lead.Owner.Name'),
      rule('- userPermission: ApiEnabled'),
      wrong(72, 'Invoice__c'),
      rule('- object: Invoice__c'),
      wrong(84, 'no c__c'),
      rule('- userPermission: ApiEnabled'),
      wrong(93, 'Invoice__child'),
      rule('- userPermission: ApiEnabled'),
      wrong(109, '(list)'),
      rule('- object: Lead'),
      wrong(117, '(list)'),
      rule('- userPermission: ApiEnabled'),
      wrong(121, '7'),
      rule('- userPermission: ApiEnabled'),
      wrong(124, '(empty)'),
      rule('- userPermission: ApiEnabled'),
    ]);
  });
});

const definitions: readonly Case[] = [
  [
    'parts that are lists and words',
    ['features: [a, b]', 'variants: a'],
    'acme.yml:4:11: The value of "features" has to be a group of keys and values, not "(list)".',
    keys('features: { key: value }'),
    'acme.yml:5:11: The value of "variants" has to be a group of keys and values, not "a".',
    keys('variants: { key: value }'),
  ],
  [
    'rules of parts without dashes, as words, and without any',
    ['features: { a: { requires: Lead }, b: { requires: { object: [Lead, Task] } }, c: { requires: {} } }'],
    'acme.yml:4:28: The value of "requires" has to be a list, not "Lead".',
    rule('- object: Lead'),
    'acme.yml:4:51: The value of "requires" has to be a list, not "(map)".',
    dashes('- object: [Lead, Task]'),
    'acme.yml:4:94: The value of "requires" has to be a list, not "(map)".',
    asSaid,
  ],
  [
    'a rule without a dash whose name is a map',
    ['variants: { a: { default: true, requires: { object: { name: Lead } } } }'],
    'acme.yml:4:43: The value of "requires" has to be a list, not "(map)".',
    dashes('- object: …'),
  ],
  [
    'parameters of every wrong shape',
    ['parameters: { a-b: { label: x, of: feld, example: 7 }, b-c: 7, c-d: [7, x], d-e: { label: x }, e-f: "" }'],
    'acme.yml:4:36: "feld" is not a word for "of".',
    known('fields, objects, userPermissions, permissionSets, permissionSetLicenses, values, names'),
    'acme.yml:4:51: The value of "example" has to be text, not "7".',
    '> A number, true and false are no texts to YAML. In quotes they are: example: "7"',
    'acme.yml:4:61: The value of "b-c" has to be a group of keys and values, not "7".',
    keys('b-c: { key: value }'),
    'acme.yml:4:70: The value of "c-d" has to be text, not "7".',
    '> A number, true and false are no texts to YAML. In quotes they are: "7"',
    'acme.yml:4:82: Here a parameter lacks the key "of".',
    '> Add the key.',
    'acme.yml:4:82: Here a parameter lacks the key "example".',
    '> Add the key.',
    'acme.yml:4:101: The value of "e-f" has to be at least one entry or character, not "".',
    orLeaveOut,
  ],
  [
    'what is inherited and left out, in the wrong brackets',
    ['extends: [a, b]', 'omit: { object:Lead: true }', 'group: Vendor'],
    'acme.yml:4:10: The value of "extends" has to be text, not "(list)".',
    single('extends: a'),
    'acme.yml:5:7: The value of "omit" has to be text, not "(map)".',
    names('omit: "object:Lead"'),
    'acme.yml:6:8: "Vendor" is not a word for "group"; did you mean vendor?',
    known('vendor, role, base'),
  ],
  [
    'other names, of which one is in brackets and one is no text',
    ['aliases: [[a], 7]', 'description: { a: b }'],
    'acme.yml:4:11: The value of "aliases" has to be text, not "(list)".',
    flat('aliases: [a, "7"]'),
    'acme.yml:4:16: The value of "aliases" has to be text, not "7".',
    '> A number, true and false are no texts to YAML. In quotes they are: "7"',
    'acme.yml:5:14: The value of "description" has to be text, not "(map)".',
    '> One text stands here, best in quotes: description: "…"',
  ],
  [
    'more other names than a product has',
    [`aliases: [${Array.from({ length: 51 }, (_, at) => `a${at}`).join(', ')}]`],
    'acme.yml:4:10: "aliases" holds more than the 50 entries that are allowed.',
    '> Split the file, or use patterns such as Lead.mk_*__c.',
  ],
];

describe('values of a definition of the wrong shape', () => {
  for (const [is, lines, ...said] of definitions)
    it(is, () => {
      expect(ofDefinition(...lines)).to.deep.equal(said);
    });

  it('a whole file that is a list, a word, or a key without its blank', () => {
    const wrong = (value: string): string[] => [
      `acme.yml:1:1: The value of "acme.yml" has to be a group of keys and values, not "${value}".`,
      keys('key: value'),
    ];
    expect(told(() => parse('[a]'))).to.deep.equal(wrong('(list)'));
    expect(told(() => parse('<html></html>'))).to.deep.equal(wrong('<html></html>'));
    expect(told(() => parse('api:rest'))).to.deep.equal([
      'acme.yml:1:1: Between the colon of a key and its value belongs a blank.',
      '> Write: api: rest',
    ]);
  });
});

const variables = 'looks like an address or a secret itself. It is not shown here, and it has no place in this file';
const channelKeys =
  'name, type, urlFrom, secretFrom, host, port, security, userFrom, passwordFrom, from, to, repository, tokenFrom';

const projects: readonly Case[] = [
  [
    'channels of a type that there is not, of none, and of several',
    [
      'monitor:',
      '  channels:',
      '    - { name: b, type: slak, urlFrom: X }',
      '    - { name: c, urlFrom: X }',
      '    - { name: d, type: [slack, teams] }',
      '    - slack',
      '    - [slack]',
    ],
    'p.yml:5:24: "slak" is not a word for "type"; did you mean slack?',
    known('slack, teams, webhook, smtp, githubSummary, githubIssue, stdout'),
    'p.yml:6:7: Here a channel of the monitor lacks the key "type".',
    '> Add the key.',
    'p.yml:7:24: The value of "type" has to be text, not "(list)".',
    single('type: "…"'),
    'p.yml:8:7: The value of "channels" has to be a group of keys and values, not "slack".',
    keys('{ key: value }'),
    'p.yml:9:7: The value of "channels" has to be a group of keys and values, not "(list)".',
    keys('{ key: value }'),
  ],
  [
    'names of variables that are none, or what a variable should hold',
    [
      'monitor:',
      '  heartbeatFrom: { a: hush }',
      '  channels:',
      '    - { name: a, type: slack, urlFrom: https://hooks.slack.example/hush }',
      '    - { name: b, type: slack, urlFrom: a b }',
      '    - { name: c, type: webhook, urlFrom: X, secretFrom: [hush] }',
    ],
    'p.yml:4:18: What stands under "heartbeatFrom" is not the name of an environment variable.',
    variableName,
    `p.yml:6:40: What stands under "urlFrom" ${variables}: everybody who can read the repository could use it.`,
    '> Put the value into an environment variable (in CI: a secret), and write the name of the variable here, such as SLACK_URL.',
    'p.yml:7:40: What stands under "urlFrom" is not the name of an environment variable.',
    variableName,
    'p.yml:8:57: What stands under "secretFrom" is not the name of an environment variable.',
    variableName,
  ],
  [
    'numbers in quotes, too large, and none',
    [
      'monitor:',
      '  expiring: "30"',
      '  channels:',
      '    - { name: a, type: smtp, host: h, from: a@b.c, port: "587" }',
      '    - { name: b, type: smtp, host: h, from: a@b.c, port: 0 }',
      '    - { name: c, type: smtp, host: h, from: a@b.c, port: x7 }',
      '    - { name: d, type: smtp, host: h, from: a@b.c, port: 7x }',
      '    - { name: e, type: smtp, host: h, from: a@b.c, port: [25] }',
    ],
    'p.yml:4:13: The value of "expiring" has to be a whole number of days from 0 to 365, not "30".',
    '> Write the number without quotes: expiring: 30',
    'p.yml:6:58: The value of "port" has to be a whole number from 1 to 65535, not "587".',
    '> Write the number without quotes: port: 587',
    'p.yml:7:58: The value of "port" has to be a whole number from 1 to 65535, not "0".',
    asSaid,
    'p.yml:8:58: The value of "port" has to be a whole number from 1 to 65535, not "x7".',
    asSaid,
    'p.yml:9:58: The value of "port" has to be a whole number from 1 to 65535, not "7x".',
    asSaid,
    'p.yml:10:58: The value of "port" has to be a whole number from 1 to 65535, not "(list)".',
    asSaid,
  ],
  [
    'days that are too many, in brackets',
    ['monitor: { expiring: 900, channels: { name: a, type: stdout } }'],
    'p.yml:3:22: The value of "expiring" has to be a whole number of days from 0 to 365, not "900".',
    asSaid,
    'p.yml:3:37: The value of "channels" has to be a list, not "(map)".',
    dashes('- name: "…"'),
  ],
  [
    'users, orgs and outputs without brackets',
    ['    users: crm@acme.com', 'orgs: prod, uat', 'outputs: a.html'],
    'p.yml:3:12: The value of "users" has to be a list, not "crm@acme.com".',
    list('users: ["crm@acme.com"]'),
    'p.yml:4:7: The value of "orgs" has to be a list, not "prod, uat".',
    list('orgs: [prod, uat]'),
    'p.yml:5:10: The value of "outputs" has to be a list, not "a.html".',
    list('outputs: [a.html]'),
  ],
  [
    'users of an org as keys, and without brackets',
    ['    users: { prod: { hush: true, more: true }, uat: crm }'],
    'p.yml:3:20: The value of "prod" has to be a list, not "(map)".',
    names('prod: ["…", "…"]'),
    'p.yml:3:53: The value of "uat" has to be a list, not "crm".',
    list('uat: [crm]'),
  ],
  [
    'users in brackets of a list',
    ['    users: [[hush], x]'],
    'p.yml:3:13: The value of "users" has to be text, not "(list)".',
    flat('users: ["…", "…"]'),
  ],
  [
    'a parameter that is called like what holds prose',
    ['    parameters: { label: { hush: 1 } }'],
    'p.yml:3:26: The value of "label" has to be a list, not "(map)".',
    names('label: ["…"]'),
  ],
  [
    'a misspelt key with misspelt keys below it',
    ['monitor: { chanels: [{ nam: x, type: slack, urlFrom: a b }] }'],
    'p.yml:3:12: "chanels" is not a key of the monitor of a project file; did you mean channels?',
    keysHere('stateDir, expiring, heartbeatFrom, channels'),
    'p.yml:3:24: "nam" is not a key of a channel of the monitor; did you mean name?',
    keysHere(channelKeys),
    'p.yml:3:54: What stands under "urlFrom" is not the name of an environment variable.',
    variableName,
  ],
];

describe('values of a project file of the wrong shape', () => {
  it('more users than an integration has', () => {
    const users = Array.from({ length: 501 }, (_, at) => `u${at}`);
    expect(ofProject(`    users: [${users.join(', ')}]`)).to.deep.equal([
      'p.yml:3:12: "users" holds more than the 500 entries that are allowed.',
      '> Split the file, or use patterns such as Lead.mk_*__c.',
    ]);
  });
  it('days in brackets', () => {
    expect(ofProject('monitor: { expiring: [30] }')).to.deep.equal([
      'p.yml:3:22: The value of "expiring" has to be a whole number of days from 0 to 365, not "(list)".',
      asSaid,
    ]);
  });

  for (const [is, lines, ...said] of projects)
    it(is, () => {
      expect(ofProject(...lines)).to.deep.equal(said);
    });

  it('integrations that are a map, words and a list; a file that is none of keys', () => {
    const of = (text: string): string[] => told(() => parseProject(text, 'p.yml'));
    expect(of('integrations: { definition: [acme, hush] }')).to.deep.equal([
      'p.yml:1:15: The value of "integrations" has to be a list, not "(map)".',
      dashes('- definition: ["…", "…"]'),
    ]);
    expect(of('integrations: [acme, [6sense]]')).to.deep.equal([
      'p.yml:1:16: The value of "integrations" has to be a group of keys and values, not "acme".',
      keys('{ definition: acme }'),
      'p.yml:1:22: The value of "integrations" has to be a group of keys and values, not "(list)".',
      keys('{ definition: "…" }'),
    ]);
    expect(of('integrations: acme, gong')).to.deep.equal([
      'p.yml:1:15: The value of "integrations" has to be a list, not "acme, gong".',
      list('integrations: [{ definition: acme }, { definition: gong }]'),
    ]);
    expect(of('- hush')).to.deep.equal([
      'p.yml:1:1: The value of "p.yml" has to be a group of keys and values, not "(list)".',
      keys('key: value'),
    ]);
  });
});

const waivers: readonly Case[] = [
  [
    'values that are no texts',
    ['  - id: 7', '    reason: [a, b]', '    expires: [2027-01-01]', '    user: [7]'],
    'w.yml:2:9: The value of "id" has to be text, not "7".',
    '> A number, true and false are no texts to YAML. In quotes they are: id: "7"',
    'w.yml:3:13: The value of "reason" has to be text, not "(list)".',
    '> One text stands here, best in quotes: reason: "a b"',
    'w.yml:4:14: The value of "expires" has to be text, not "(list)".',
    single('expires: "2027-01-01"'),
    'w.yml:5:11: The value of "user" has to be text, not "(list)".',
    single('user: "7"'),
  ],
  [
    'the list without a dash',
    ['  id: manual:trusted-ips', '  reason: x'],
    'w.yml:2:3: The value of "waivers" has to be a list, not "(map)".',
    dashes('- id: "manual:trusted-ips"'),
  ],
  [
    'the list as a word',
    ['  manual'],
    'w.yml:2:3: The value of "waivers" has to be a list, not "manual".',
    list('waivers: [{ id: manual }]'),
  ],
];

describe('values of a file of waivers of the wrong shape', () => {
  for (const [is, lines, ...said] of waivers)
    it(is, () => {
      expect(ofWaivers(...lines)).to.deep.equal(said);
    });
});

describe('values of a file that a command has written', () => {
  it('are to be as they were written', () => {
    const text = '{\n  "schemaVersion": 1,\n  "org": [],\n  "integration": 7\n}';
    const of = (): void =>
      checkWritten(
        { text, file: 'r.json', value: JSON.parse(text) },
        'receipt',
        receiptSchema.pick({ schemaVersion: true, org: true, integration: true, reference: true }),
      );
    const written = '> Give the file as the command wrote it.';
    expect(told(of)).to.deep.equal([
      'r.json:1:1: Here a receipt lacks the key "reference".',
      '> Add the key.',
      'r.json:3:10: The value of "org" has to be a group of keys and values, not "(list)".',
      written,
      'r.json:4:18: The value of "integration" has to be text, not "7".',
      written,
    ]);
  });
});
