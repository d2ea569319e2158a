import { expect } from 'chai';
import { expectations } from '../../../src/kinds/ruleShapes.js';
import type { MistakeCode } from '../../../src/definition/definitionMistake.js';
import { parseReference, referenceTo } from '../../../src/definition/definitionReference.js';
import { head, itFinds, messages, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';

/** Written as a record, so that the compiler misses every code that is missing here. */
const codes = Object.keys({
  UnknownDefinition: true,
  DefinitionOutsideProject: true,
  AmbiguousAlias: true,
  SeveralDefinitions: true,
  UnknownVariant: true,
  NoVariants: true,
  UnknownFeature: true,
  UnknownParameter: true,
  FileNotFound: true,
  NotAFile: true,
  FileUnreadable: true,
  FileTooLarge: true,
  NotUtf8: true,
  NotADefinition: true,
  BrokenYaml: true,
  EmptyFile: true,
  NoWaiversKey: true,
  ManyDocuments: true,
  DuplicateKey: true,
  TabIndent: true,
  Alias: true,
  Anchor: true,
  Tag: true,
  KeyNotText: true,
  TooDeep: true,
  PluginTooOld: true,
  SchemaVersion: true,
  MissingKey: true,
  UnknownKey: true,
  WrongValue: true,
  UnknownWord: true,
  FieldShape: true,
  TooLong: true,
  TooMany: true,
  DuplicateEntry: true,
  IdNotFileName: true,
  NothingRequired: true,
  NoKindKey: true,
  TwoKindKeys: true,
  ReservedKindKey: true,
  KeyOutOfPlace: true,
  ForbidWith: true,
  KeyOfAnyOf: true,
  NestedAnyOf: true,
  AllOfOutOfPlace: true,
  AnyOfWithoutName: true,
  MinimumOutsideAccess: true,
  EditableOnlyOfName: true,
  InferredRequired: true,
  DuplicateName: true,
  RequiredAndForbidden: true,
  FromProfileAtLooserLevel: true,
  NoDefaultVariant: true,
  TwoDefaultVariants: true,
  OmitWithoutExtends: true,
  OmitMatchesNothing: true,
  ExtendsVariant: true,
  ExtendsFeature: true,
  ExtendsCycle: true,
  ExtendsTooLong: true,
  ExtendsTooLarge: true,
  TooManyParts: true,
  TooManyPatterns: true,
  TooManyObjects: true,
  BrokenJson: true,
  EditedPlan: true,
  NotOurFile: true,
  WaiversNotFound: true,
  NotInOrg: true,
  UnfitInOrg: true,
  LooksMisspelt: true,
  NobodyEdits: true,
  NotLookedUp: true,
  TwoVariants: true,
  NoFeatures: true,
  NoParameters: true,
  SecretInFile: true,
  NotAVariable: true,
  PasswordInClear: true,
  NobodySendsMail: true,
} satisfies Record<MistakeCode, true>);

const variants = (...lines: string[]): string => [head.replace('\nrequires:', ''), 'variants:', ...lines].join('\n');

const cases: MistakeCase[] = [
  // YAML
  {
    is: 'a broken list',
    text: withRules('  - object: [Lead'),
    says: 'acme.yml:5:13: The bracket [ that opens here is not closed.',
  },
  {
    is: 'a key twice',
    text: withRules('  - object: Lead', '    because: a', '    because: b'),
    says: 'acme.yml:7:5: The key "because" is used twice in the same place.',
  },
  {
    is: 'a variant twice',
    text: variants('  a: { default: true, requires: [{ object: Lead }] }', '  a: { }'),
    says: 'acme.yml:6:3: The key "a" is used twice in the same place.',
  },
  {
    is: 'tabs',
    text: withRules('\t- object: Lead'),
    says: 'acme.yml:5:1: YAML is indented with spaces, and here is a tab.',
  },
  {
    is: 'two documents',
    text: `${withRules('  - object: Lead')}\n---\n${head}`,
    says: 'acme.yml:6:1: A second YAML document begins here, but a file holds only one.',
  },
  {
    is: 'an alias',
    text: withRules('  - object: [Lead]', '  - object: *o'),
    says: 'acme.yml:6:13: A text that begins with * stands in quotes: without them, "*o" is a YAML alias, and this file may not use aliases.',
  },
  {
    is: 'an alias that nobody defines',
    text: withRules('  - field: *Status__c'),
    says: 'acme.yml:5:12: A text that begins with * stands in quotes: without them, "*Status__c" is a YAML alias, and this file may not use aliases.',
    advises: 'Of an alias, write out what it stands for. Put a text in quotes: field: "*Status__c"',
  },
  {
    is: 'an alias of itself',
    text: 'a: &a [*a]',
    says: 'acme.yml:1:4: A text that begins with & stands in quotes: without them, "&a" is a YAML anchor, and this file may not use anchors.',
  },
  {
    is: 'a tag',
    text: withRules('  - object: !x Lead'),
    says: 'acme.yml:5:13: A text that begins with ! stands in quotes: without them, "!x" is a YAML tag, and this file may not use tags.',
  },
  {
    is: 'a standard tag',
    text: withRules('  - object: !!set { Lead }'),
    says: 'acme.yml:5:13: A text that begins with ! stands in quotes: without them, "!!set" is a YAML tag, and this file may not use tags.',
  },
  {
    is: 'a key that is a number',
    text: withRules('  - 1: Lead'),
    says: 'acme.yml:5:5: A key has to be a word.',
  },
  {
    is: 'a key that is a list',
    text: withRules('  - ? [a]', '    : b'),
    says: 'acme.yml:5:7: A key has to be a word.',
  },
  {
    is: 'nesting that the parser still bears',
    text: `a: ${'['.repeat(30)}${']'.repeat(30)}`,
    says: 'acme.yml:1:23: This is nested deeper than the 20 levels that such a file may have.',
  },
  { is: 'nothing', text: '', says: 'acme.yml:1:1: The integration definition is empty.' },
  { is: 'only a comment', text: '# later', says: 'acme.yml:1:1: The integration definition is empty.' },
  {
    is: 'a list',
    text: '- a',
    says: 'acme.yml:1:1: The value of "acme.yml" has to be a group of keys and values, not "(list)".',
  },
  {
    is: 'HTML',
    text: '<html></html>',
    says: 'acme.yml:1:1: The value of "acme.yml" has to be a group of keys and values, not "<html></html>".',
  },
  // head
  {
    is: 'a newer plugin needed, before the key that is new',
    text: `requiresPlugin: ">=0.2"\nnewKey: 1\n${head}`,
    says: 'acme.yml:1:17: This integration definition needs plugin version 0.2 or later, and this is 0.1.0.',
  },
  {
    is: 'a newer format, before the key that is new',
    text: 'schemaVersion: 2\nnewKey: 1',
    says: 'acme.yml:1:16: The schemaVersion 2 is not supported; this version of the plugin reads schemaVersion 1.',
  },
  {
    is: 'a newer format in quotes, before the key that is new',
    text: 'schemaVersion: "2"\nnewKey: 1',
    says: 'acme.yml:1:16: The schemaVersion 2 is not supported; this version of the plugin reads schemaVersion 1.',
  },
  {
    is: 'the format in quotes',
    text: head.replace('schemaVersion: 1', 'schemaVersion: "1"'),
    says: 'acme.yml:1:16: The value of "schemaVersion" has to be the number 1, without quotes, not "1".',
    advises: 'Write the number without quotes: schemaVersion: 1',
  },
  {
    is: 'a format as text',
    text: head.replace('schemaVersion: 1', 'schemaVersion: one'),
    says: 'acme.yml:1:16: The value of "schemaVersion" has to be the number 1, without quotes, not "one".',
    advises: 'Write the number without quotes: schemaVersion: 1',
  },
  {
    is: 'a plugin version that is none',
    text: `requiresPlugin: 0.1\n${head}`,
    says: 'acme.yml:1:17: The value of "requiresPlugin" has to be text, not "0.1".',
  },
  {
    is: 'a plugin version that is no lowest one',
    text: `requiresPlugin: ^0.1\n${head}`,
    says: 'acme.yml:1:17: The value of "requiresPlugin" has to be a lowest version such as ">=0.1", not "^0.1".',
  },
  {
    is: 'no format',
    text: 'id: acme\nlabel: Acme\nrequires: [{ object: Lead }]',
    says: 'acme.yml:1:1: Here an integration definition lacks the key "schemaVersion".',
  },
  {
    is: 'no id',
    text: 'schemaVersion: 1\nlabel: Acme',
    says: 'acme.yml:1:1: Here an integration definition lacks the key "id".',
  },
  {
    is: 'an unknown key',
    text: `${head}\n  - object: Lead\nvariant: {}`,
    says: 'acme.yml:6:1: "variant" is not a key of an integration definition; did you mean variants?',
  },
  {
    is: 'an unknown key like nothing',
    text: `xyzzy: 1\n${head}`,
    says: 'acme.yml:1:1: "xyzzy" is not a key of an integration definition.',
  },
  {
    is: 'a hostile key',
    text: `__proto__: 1\n${head}`,
    says: 'acme.yml:1:1: "__proto__" is not a key of an integration definition.',
  },
  {
    is: 'an id of another file',
    text: withRules('  - object: Lead').replace('id: acme', 'id: other'),
    says: 'acme.yml:2:5: The id "other" is not the name of its file, which is "acme.yml".',
  },
  {
    is: 'an id with capitals',
    text: withRules('  - object: Lead').replace('id: acme', 'id: Acme'),
    says: 'acme.yml:2:5: The value of "id" has to be lower-case letters, digits and single hyphens, such as acme-sync, not "Acme".',
  },
  {
    is: 'a label with a terminal escape',
    text: withRules('  - object: Lead').replace('label: Acme', 'label: "\\e[31mAcme"'),
    says: 'acme.yml:3:8: The value of "label" has to be text without control characters and characters that nobody sees, not "\uFFFD[31mAcme".',
  },
  {
    is: 'a label that is a number',
    text: withRules('  - object: Lead').replace('label: Acme', 'label: 7'),
    says: 'acme.yml:3:8: The value of "label" has to be text, not "7".',
  },
  {
    is: 'a label that is empty',
    text: withRules('  - object: Lead').replace('label: Acme', 'label:'),
    says: 'acme.yml:3:7: The value of "label" has to be text, not "(empty)".',
  },
  {
    is: 'a label without end',
    text: withRules('  - object: Lead').replace('Acme', 'A'.repeat(121)),
    says: 'acme.yml:3:8: The value of "label" is longer than 120 characters.',
  },
  {
    is: 'an unknown key of a source',
    text: `${withRules('  - object: Lead')}\nsource: { title: T, uri: x }`,
    says: 'acme.yml:6:21: "uri" is not a key of a source; did you mean url?',
  },
  {
    is: 'a source without title',
    text: `${withRules('  - object: Lead')}\nsource: { date: 2025-01-01 }`,
    says: 'acme.yml:6:9: Here a source lacks the key "title".',
  },
  {
    is: 'a variant called source, with an unknown key',
    text: `${withRules('  - object: Lead')}\nvariants: { source: { defualt: true } }`,
    says: 'acme.yml:6:23: "defualt" is not a key of a variant; did you mean default?',
    advises: 'These keys can stand here: label, default, requires.',
  },
  {
    is: 'a variant called when, with an unknown key',
    text: `${withRules('  - object: Lead')}\nvariants: { when: { defualt: true } }`,
    says: 'acme.yml:6:21: "defualt" is not a key of a variant; did you mean default?',
  },
  {
    is: 'a parameter called source without what it takes',
    text: `${withRules('  - object: Lead')}\nparameters: { source: { label: Pages, of: values } }`,
    says: 'acme.yml:6:23: Here a parameter lacks the key "example".',
  },
  {
    is: 'an unknown key of one of several sources',
    text: `${withRules('  - object: Lead')}\nsource: [{ title: T }, { title: U, uri: x }]`,
    says: 'acme.yml:6:36: "uri" is not a key of a source; did you mean url?',
  },
  {
    is: 'an unknown key of a source beside allOf',
    text: withRules('  - { anyOf: [{ allOf: [{ object: Lead }], source: { title: T, uri: x } }], name: a }'),
    says: 'acme.yml:5:64: "uri" is not a key of a source; did you mean url?',
    advises: 'These keys can stand here: title, url, date, seen.',
  },
  {
    is: 'a source of a rule without title',
    text: withRules('  - { object: Lead, source: [{ seen: part }] }'),
    says: 'acme.yml:5:30: Here a source lacks the key "title".',
  },
  {
    is: 'a date that is none',
    text: `${withRules('  - object: Lead')}\nsource: { title: T, date: 5 Dec }`,
    says: 'acme.yml:6:27: The value of "date" has to be a day written as YYYY-MM-DD, not "5 Dec".',
  },
  {
    is: 'an address that is none',
    text: `${withRules('  - object: Lead')}\nsource: { title: T, url: "javascript:x" }`,
    says: 'acme.yml:6:26: The value of "url" has to be an address beginning with https:// or http://, not "javascript:x".',
  },
  {
    is: 'a permission set that cannot be',
    text: `${withRules('  - object: Lead')}\npermissionSet: A__B`,
    says: 'acme.yml:6:16: The value of "permissionSet" has to be the API name of a permission set: letters, digits and single underscores, beginning with a letter, not "A__B".',
  },
  {
    is: 'no rules',
    text: 'schemaVersion: 1\nid: acme\nlabel: Acme',
    says: 'acme.yml:1:1: This integration definition requires nothing.',
  },
  {
    is: 'rules that are empty',
    text: head,
    says: 'acme.yml:4:10: The value of "requires" has to be a list, not "(empty)".',
  },
  {
    is: 'rules that are a map',
    text: withRules('  object: Lead'),
    says: 'acme.yml:5:3: The value of "requires" has to be a list, not "(map)".',
  },
  {
    is: 'an omit without extends',
    text: `${withRules('  - object: Lead')}\nomit: object:Lead:read`,
    says: 'acme.yml:6:1: "omit" removes what is inherited, and this definition extends no other.',
  },
  // rules
  {
    is: 'a rule that is a word',
    text: withRules('  - ApiEnabled'),
    says: 'acme.yml:5:5: The value of "requires" has to be a group of keys and values, not "ApiEnabled".',
  },
  {
    is: 'no kind key',
    text: withRules('  - because: x'),
    says: 'acme.yml:5:5: This rule does not say what it requires.',
    advises:
      'A rule has exactly one of these keys: userPermission, object, field, historyTracking, api, picklistValue, automation, permissionSetAssigned, customPermission, apexClass, connectedApp, permissionSetLicense, userLicense, profile, userFlag, package, recordVisibility, manual, anyOf.',
  },
  {
    is: 'no kind key, but one by which another kind is called',
    text: withRules('  - { because: x, fields: [Name] }'),
    says: 'acme.yml:5:5: This rule does not say what it requires; did you mean field?',
  },
  {
    is: 'a rule without keys',
    text: withRules('  - {}'),
    says: 'acme.yml:5:5: This rule does not say what it requires.',
  },
  {
    is: 'a condition without one',
    text: withRules('  - { object: Lead, when: {} }'),
    says: 'acme.yml:5:27: The value of "when" has to be at least one entry or character, not "(map)".',
    advises: 'Write it as this sentence says.',
  },
  {
    is: 'a kind key misspelt',
    text: withRules('  - because: x', '    userPermissions: ApiEnabled'),
    says: 'acme.yml:6:5: "userPermissions" is not a key of a rule; did you mean userPermission?',
  },
  {
    is: 'two kind keys',
    text: withRules('  - object: Lead', '    field: Lead.Email'),
    says: 'acme.yml:6:5: A rule requires one kind of thing, and this one has both "object" and "field".',
  },
  {
    is: 'a reserved kind key',
    text: withRules('  - license: Acme'),
    says: 'acme.yml:5:5: No rule of this version asks for "license"; did you mean permissionSetLicense or userLicense?',
  },
  {
    is: 'an unknown key of a rule',
    text: withRules('  - object: Lead', '    acces: [read]'),
    says: 'acme.yml:6:5: "acces" is not a key of a rule of kind object; did you mean access?',
    advises:
      'These keys can stand here: object, access, minimum, forbid, because, ifPresent, source, level, when, inferred.',
  },
  {
    is: 'a key of another kind',
    text: withRules('  - api: rest', '    access: [read]'),
    says: 'acme.yml:6:5: "access" does not belong to a rule of kind api, only to object, field.',
  },
  {
    is: 'a forbidden API',
    text: withRules('  - api: rest', '    forbid: true'),
    says: 'acme.yml:6:5: "forbid" does not belong to a rule of kind api, only to userPermission, object, field, userLicense, profile.',
  },
  {
    is: 'an app without a name',
    text: withRules('  - connectedApp: "  "'),
    says: 'acme.yml:5:19: The value of "connectedApp" has to be at least one entry or character, not "  ".',
  },
  {
    is: 'an app whose name hides something',
    text: withRules('  - connectedApp: "Acme\\u202eSync"'),
    says: 'acme.yml:5:19: The value of "connectedApp" has to be text without control characters and characters that nobody sees, not "Acme�Sync".',
  },
  {
    is: 'an app that must not be known',
    text: withRules('  - connectedApp: Acme', '    forbid: true'),
    says: 'acme.yml:6:5: "forbid" does not belong to a rule of kind connectedApp, only to userPermission, object, field, userLicense, profile.',
  },
  {
    is: 'an unknown access word',
    text: withRules('  - object: Lead', '    access: [read, updte]'),
    says: 'acme.yml:6:20: "updte" is not a word for "access".',
    advises: 'Use one of these: read, create, edit, delete, viewAllRecords, modifyAllRecords, viewAllFields.',
  },
  {
    is: 'an access word nearly right',
    text: withRules('  - object: Lead', '    access: [read, viewAll]'),
    says: 'acme.yml:6:20: "viewAll" is not a word for "access"; did you mean viewAllRecords?',
  },
  {
    is: 'an access word alone',
    text: withRules('  - object: Lead', '    access: reed'),
    says: 'acme.yml:6:13: "reed" is not a word for "access"; did you mean read?',
  },
  {
    is: 'object access on a field',
    text: withRules('  - field: Lead.Email', '    access: [delete]'),
    says: 'acme.yml:6:14: "delete" is not a word for "access".',
  },
  {
    is: 'an access that is a number',
    text: withRules('  - object: Lead', '    access: 5'),
    says: 'acme.yml:6:13: "5" is not a word for "access".',
  },
  {
    is: 'an access that is empty',
    text: withRules('  - object: Lead', '    access: []'),
    says: 'acme.yml:6:13: The value of "access" has to be at least one entry or character, not "(list)".',
  },
  {
    is: 'an unknown level',
    text: withRules('  - object: Lead', '    level: recomended'),
    says: 'acme.yml:6:12: "recomended" is not a word for "level"; did you mean recommended?',
  },
  {
    is: 'the label of a permission in place of its name',
    text: withRules('  - userPermission: [ApiEnabled, View All Data]'),
    says: 'acme.yml:5:34: The value of "userPermission" has to be the API name of a user permission, such as ApiEnabled, not "View All Data"; did you mean ViewAllData?',
  },
  {
    is: 'a part of the label of a permission',
    text: withRules('  - userPermission: View Roles'),
    says: 'not "View Roles"; did you mean ViewRoles?',
  },
  {
    is: 'the label of an object in place of its name',
    text: withRules('  - object: Opportunity Contact Role'),
    says: 'acme.yml:5:13: The value of "object" has to be the API name of an object, such as Account or Invoice__c, or a pattern such as acme__*, not "Opportunity Contact Role"; did you mean OpportunityContactRole?',
  },
  {
    is: 'a misspelt kind',
    text: withRules('  - permissionSetLicence: X'),
    says: 'acme.yml:5:5: "permissionSetLicence" is not a key of a rule; did you mean permissionSetLicense?',
  },
  {
    is: 'an unknown API',
    text: withRules('  - api: [soql, bulk3]'),
    says: 'acme.yml:5:17: "bulk3" is not a word for "api"; did you mean bulk or bulk2?',
  },
  {
    is: 'an unknown login',
    text: withRules('  - object: Lead', '    when: { authentication: password }'),
    says: 'acme.yml:6:29: "password" is not a word for "authentication"; did you mean usernamePassword?',
  },
  {
    is: 'an unknown condition',
    text: withRules('  - object: Lead', '    when: { auth: oauth }'),
    says: 'acme.yml:6:13: "auth" is not a key of when; did you mean authentication?',
  },
  {
    is: 'a label in place of a name',
    text: withRules('  - userPermission: API Enabled'),
    says: 'acme.yml:5:21: The value of "userPermission" has to be the API name of a user permission, such as ApiEnabled, not "API Enabled"; did you mean ApiEnabled?',
  },
  {
    is: 'a name with SOQL in it',
    text: withRules(`  - object: "Lead' OR Id != '"`),
    says: `acme.yml:5:13: The value of "object" has to be the API name of an object, such as Account or Invoice__c, or a pattern such as acme__*, not "Lead' OR Id != '".`,
  },
  {
    is: 'a name with letters that only look right',
    text: withRules('  - object: [Lead, Аccount]'),
    says: 'acme.yml:5:20: The value of "object" has to be the API name of an object, such as Account or Invoice__c, or a pattern such as acme__*, not "Аccount".',
  },
  {
    is: 'a pattern of objects where one object is meant',
    text: withRules('  - historyTracking: "*"'),
    says: 'acme.yml:5:22: The value of "historyTracking" has to be the API name of an object, such as Account or Invoice__c, not "*".',
  },
  {
    is: 'a number in a list of names',
    text: withRules('  - object: [Lead, 5]'),
    says: 'acme.yml:5:20: The value of "object" has to be text, not "5".',
  },
  {
    is: 'a field without object',
    text: withRules('  - field: [Lead.Email, Email]'),
    says: 'acme.yml:5:25: "Email" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
  },
  {
    is: 'a field behind a lookup',
    text: withRules('  - field: Contact.Account.Name'),
    says: 'acme.yml:5:12: "Contact.Account.Name" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
  },
  {
    is: 'a pattern in the object part',
    text: withRules('  - field: "*.Email"'),
    says: 'acme.yml:5:12: The value of "field" has to be Object.Field in API names, with * only in the field part, not "*.Email".',
  },
  {
    is: 'a pattern as picklist',
    text: withRules('  - picklistValue: Lead.*', '    value: x'),
    says: 'acme.yml:5:20: The value of "picklistValue" has to be Object.Field in API names, not "Lead.*".',
  },
  {
    is: 'a picklist without value',
    text: withRules('  - picklistValue: Lead.LeadSource'),
    says: 'acme.yml:5:5: Here a rule of kind picklistValue lacks the key "value".',
  },
  {
    is: 'a tracked field with its object',
    text: withRules('  - historyTracking: Lead', '    fields: [Lead.Status]'),
    says: 'acme.yml:6:14: The value of "fields" has to be the API name of a field without its object, such as StageName, not "Lead.Status".',
  },
  {
    is: 'a name listed twice',
    text: withRules('  - userPermission: [ApiEnabled, RunReports, apienabled]'),
    says: 'acme.yml:5:46: "apienabled" is listed twice under "userPermission".',
  },
  {
    is: 'a word listed twice',
    text: withRules('  - object: Lead', '    access: [read, read]'),
    says: 'acme.yml:6:20: "read" is listed twice under "access".',
  },
  {
    is: 'a minimum outside access',
    text: withRules('  - object: Lead', '    access: [read, edit]', '    minimum: [read, create]'),
    says: 'acme.yml:7:21: "create" stands under "minimum", but no word under "access" is it or includes it.',
  },
  {
    is: 'an inferred need as required',
    text: withRules('  - object: Lead', '    inferred: true', '    level: required'),
    says: 'acme.yml:7:12: What the vendor does not state itself cannot be required: an inferred rule is recommended or optional.',
  },
  {
    is: 'a forbidden field that is standardized',
    text: withRules('  - { field: Lead.Title, standardized: true, forbid: true }'),
    says: 'acme.yml:5:26: "standardized" cannot stand in a rule that forbids.',
  },
  {
    is: 'a forbidden minimum',
    text: withRules('  - object: Lead', '    minimum: [read]', '    forbid: true'),
    says: 'acme.yml:6:5: "minimum" cannot stand in a rule that forbids.',
  },
  // anyOf
  {
    is: 'a choice without name',
    text: withRules('  - anyOf: [{ object: Lead }]'),
    says: 'acme.yml:5:5: An anyOf rule needs a "name", which becomes part of its id.',
  },
  {
    is: 'a choice in a choice',
    text: withRules('  - anyOf:', '      - anyOf: [{ object: Lead }]', '        name: b', '    name: a'),
    says: 'acme.yml:6:9: An anyOf cannot stand inside another one.',
  },
  {
    is: 'a level on a member',
    text: withRules('  - anyOf:', '      - object: Lead', '        level: optional', '    name: a'),
    says: 'acme.yml:7:9: "level" belongs to the whole anyOf rule, not to one of its members.',
  },
  {
    is: 'an unknown key on a member',
    text: withRules('  - anyOf:', '      - object: Lead', '        becuase: x', '    name: a'),
    says: 'acme.yml:7:9: "becuase" is not a key of a rule of kind object inside anyOf; did you mean because?',
  },
  {
    is: 'an unknown key like nothing on a member: keys of the whole rule are not among those that can stand there',
    text: withRules('  - anyOf:', '      - object: Lead', '        xyzzy: x', '    name: a'),
    says: 'acme.yml:7:9: "xyzzy" is not a key of a rule of kind object inside anyOf.',
    advises: 'These keys can stand here: object, access, minimum, forbid, because, ifPresent, source.',
  },
  {
    is: 'a member that is a word',
    text: withRules('  - { anyOf: [Lead], name: a }'),
    says: 'acme.yml:5:15: The value of "anyOf" has to be a group of keys and values, not "Lead".',
    advises: 'Each rule is a key with its value: - object: Lead',
  },
  {
    is: 'a rule of allOf that is a word',
    text: withRules('  - { anyOf: [{ allOf: [Lead] }], name: a }'),
    says: 'acme.yml:5:25: The value of "allOf" has to be a group of keys and values, not "Lead".',
    advises: 'Each rule is a key with its value: - object: Lead',
  },
  {
    is: 'an unknown word in a member',
    text: withRules('  - anyOf:', '      - object: Lead', '        access: [write]', '    name: a'),
    says: 'acme.yml:7:18: "write" is not a word for "access"; did you mean edit?',
  },
  {
    is: 'a choice of nothing',
    text: withRules('  - anyOf: []', '    name: a'),
    says: 'acme.yml:5:12: The value of "anyOf" has to be at least one entry or character, not "(list)".',
  },
  {
    is: 'a choice that is no list',
    text: withRules('  - anyOf: Lead', '    name: a'),
    says: 'acme.yml:5:12: The value of "anyOf" has to be a list, not "Lead".',
  },
  {
    is: 'two choices of one name',
    text: withRules('  - { anyOf: [{ object: Lead }], name: a }', '  - { anyOf: [{ object: Task }], name: a }'),
    says: 'acme.yml:6:40: Another rule is called "a" already (acme.yml:5:40).',
  },
  {
    is: 'an object that no pattern can be',
    text: withRules('  - object: "acme-*"'),
    says: 'acme.yml:5:13: The value of "object" has to be the API name of an object, such as Account or Invoice__c, or a pattern such as acme__*, not "acme-*".',
  },
  {
    is: 'an object that is required and forbidden by a pattern',
    text: withRules('  - object: acme__Signal__c', '  - { object: acme__*, access: [read], forbid: true }'),
    says: 'acme.yml:6:15: A user cannot have object:acme__Signal__c:read and satisfy not:object:acme__*:read at the same time (the other rule is at acme.yml:5:13).',
  },
  {
    is: 'an object that is forbidden and required by a pattern',
    text: withRules('  - { object: Lead, access: [edit], forbid: true }', '  - { object: "*", access: [delete] }'),
    says: 'acme.yml:6:15: A user cannot have object:*:delete and satisfy not:object:Lead:edit at the same time (the other rule is at acme.yml:5:15).',
  },
  // packages and records
  {
    is: 'something that is no namespace',
    text: withRules('  - package: "Acme Inc"'),
    says: 'acme.yml:5:14: The value of "package" has to be the namespace of a package, such as acme, not "Acme Inc".',
  },
  {
    is: 'a seat of something else',
    text: withRules('  - { object: Lead, seat: true }'),
    says: 'acme.yml:5:21: "seat" does not belong to a rule of kind object, only to package.',
  },
  {
    is: 'a misspelt kind of records',
    text: withRules('  - recordVisiblity: Account'),
    says: 'acme.yml:5:5: "recordVisiblity" is not a key of a rule; did you mean recordVisibility?',
  },
  {
    is: 'records of a pattern',
    text: withRules('  - recordVisibility: "*"'),
    says: 'acme.yml:5:23: The value of "recordVisibility" has to be the API name of an object, such as Account or Invoice__c, not "*".',
  },
  {
    is: 'a kind that is reserved',
    text: withRules('  - recordType: Lead.Business'),
    says: 'acme.yml:5:5: No rule of this version asks for "recordType"; did you mean manual?',
  },
  // editableOnly and on
  {
    is: 'editableOnly beside a field that is named',
    text: withRules('  - { field: [Lead.mk_*, Lead.Title], editableOnly: true }'),
    says: 'acme.yml:5:26: "editableOnly" is about patterns, and "Lead.Title" names one field.',
  },
  {
    is: 'editableOnly that is no boolean',
    text: withRules('  - { field: [Lead.mk_*], editableOnly: maybe }'),
    says: 'acme.yml:5:41: The value of "editableOnly" has to be true or false, not "maybe".',
  },
  {
    is: 'editableOnly misspelt',
    text: withRules('  - { field: [Lead.mk_*], editableonly: true }'),
    says: 'acme.yml:5:27: "editableonly" is not a key of a rule of kind field; did you mean editableOnly?',
  },
  {
    is: 'editableOnly of objects',
    text: withRules('  - { object: acme__*, editableOnly: true }'),
    says: 'acme.yml:5:24: "editableOnly" does not belong to a rule of kind object, only to field.',
  },
  {
    is: 'a forbidden pattern of editable fields',
    text: withRules('  - { field: [Lead.mk_*], editableOnly: true, forbid: true }'),
    says: 'acme.yml:5:27: "editableOnly" cannot stand in a rule that forbids.',
  },
  {
    is: 'a permission from something that is no profile',
    text: withRules('  - { userPermission: ApiEnabled, on: profil }'),
    says: 'acme.yml:5:39: "profil" is not a word for "on"; did you mean profile?',
  },
  {
    is: 'a permission that is forbidden on the profile',
    text: withRules('  - { userPermission: ApiEnabled, on: profile, forbid: true }'),
    says: 'acme.yml:5:35: "on" cannot stand in a rule that forbids.',
  },
  // allOf
  {
    is: 'allOf outside of a choice',
    text: withRules('  - allOf: [{ object: Lead }]'),
    says: 'acme.yml:5:5: An allOf can stand only as a member of anyOf, and not inside another one.',
  },
  {
    is: 'allOf inside of allOf',
    text: withRules('  - anyOf:', '      - allOf:', '          - allOf: [{ object: Lead }]', '    name: a'),
    says: 'acme.yml:7:13: An allOf can stand only as a member of anyOf, and not inside another one.',
  },
  {
    is: 'a choice inside of allOf',
    text: withRules(
      '  - anyOf:',
      '      - allOf:',
      '          - { anyOf: [{ object: Lead }], name: b }',
      '    name: a',
    ),
    says: 'acme.yml:7:15: An anyOf cannot stand inside another one.',
  },
  {
    is: 'allOf of nothing',
    text: withRules('  - { anyOf: [{ allOf: [] }], name: a }'),
    says: 'acme.yml:5:24: The value of "allOf" has to be at least one entry or character, not "(list)".',
  },
  {
    is: 'allOf that is no list',
    text: withRules('  - { anyOf: [{ allOf: Lead }], name: a }'),
    says: 'acme.yml:5:24: The value of "allOf" has to be a list, not "Lead".',
  },
  {
    is: 'a kind key beside allOf',
    text: withRules('  - { anyOf: [{ allOf: [{ object: Lead }], object: Task }], name: a }'),
    says: 'acme.yml:5:44: A rule requires one kind of thing, and this one has both "allOf" and "object".',
  },
  {
    is: 'a level beside allOf',
    text: withRules('  - { anyOf: [{ allOf: [{ object: Lead }], level: optional }], name: a }'),
    says: 'acme.yml:5:44: "level" belongs to the whole anyOf rule, not to one of its members.',
  },
  {
    is: 'a misspelt key beside allOf',
    text: withRules('  - { anyOf: [{ allOf: [{ object: Lead }], becuase: x }], name: a }'),
    says: 'acme.yml:5:44: "becuase" is not a key of the member of anyOf that holds allOf; did you mean because?',
  },
  {
    is: 'a mistake in a rule of allOf',
    text: withRules('  - { anyOf: [{ allOf: [{ object: Lead, acess: [read] }] }], name: a }'),
    says: 'acme.yml:5:41: "acess" is not a key of a rule of kind object inside anyOf; did you mean access?',
  },
  {
    is: 'allOf misspelt',
    text: withRules('  - { anyOf: [{ alOf: [{ object: Lead }] }], name: a }'),
    says: 'acme.yml:5:17: "alOf" is not a key of a rule; did you mean allOf?',
  },
  // contradictions
  {
    is: 'a permission required and forbidden',
    text: withRules(
      '  - userPermission: ModifyAllData',
      '  - { userPermission: [ViewSetup, modifyalldata], forbid: true }',
    ),
    says: 'acme.yml:6:35: A user cannot have userPermission:ModifyAllData and satisfy not:userPermission:modifyalldata at the same time (the other rule is at acme.yml:5:21).',
  },
  {
    is: 'an access required that includes a forbidden one',
    text: withRules(
      '  - { object: Lead, access: [delete], forbid: true }',
      '  - object: Lead',
      '    access: [read, modifyAllRecords]',
    ),
    says: 'acme.yml:6:13: A user cannot have object:Lead:modifyAllRecords and satisfy not:object:Lead:delete at the same time (the other rule is at acme.yml:5:15).',
  },
  {
    is: 'a field required by pattern and forbidden',
    text: withRules('  - { field: Lead.S*__c, access: [edit] }', '  - { field: Lead.Secret__c, forbid: true }'),
    says: 'acme.yml:6:14: A user cannot have field:Lead.S*__c:edit and satisfy not:field:Lead.Secret__c:read at the same time (the other rule is at acme.yml:5:14).',
  },
  {
    is: 'a contradiction in one variant',
    text: `${withRules('  - userPermission: ViewSetup')}\nvariants:\n  a: { default: true }\n  b: { requires: [{ userPermission: ViewSetup, forbid: true }] }`,
    says: 'acme.yml:8:37: A user cannot have userPermission:ViewSetup and satisfy not:userPermission:ViewSetup at the same time (the other rule is at acme.yml:5:21).',
  },
  // variants
  {
    is: 'no default variant',
    text: variants('  a: { requires: [{ object: Lead }] }', '  b: {}'),
    says: 'acme.yml:4:1: None of the variants is the default.',
  },
  {
    is: 'two default variants',
    text: variants('  a: { default: true, requires: [{ object: Lead }] }', '  b: { default: true }'),
    says: 'acme.yml:6:8: Only one variant can be the default, and both a and b say so.',
  },
  {
    is: 'a variant with a bad name',
    text: variants('  Quick Setup: { default: true }'),
    says: 'acme.yml:5:3: The value of "variants" has to be lower-case letters, digits and single hyphens, such as acme-sync, not "Quick Setup".',
  },
  {
    is: 'a variant called like a property of every object',
    text: variants('  __proto__: { default: true, requires: [{ object: Lead }] }'),
    says: 'acme.yml:5:3: The value of "variants" has to be lower-case letters, digits and single hyphens, such as acme-sync, not "__proto__".',
  },
  {
    is: 'an unknown key of a variant',
    text: variants('  a: { defalt: true }'),
    says: 'acme.yml:5:8: "defalt" is not a key of a variant; did you mean default?',
  },
  {
    is: 'a mistake in a rule of a variant',
    text: variants('  a:', '    default: true', '    requires:', '      - object: Lead', '        access: [reed]'),
    says: 'acme.yml:9:18: "reed" is not a word for "access"; did you mean read?',
  },
];

describe('mistakes in a definition', () => {
  for (const mistake of cases) itFinds(mistake);

  it('counts columns behind a byte order mark, and lines that end in CR LF', () => {
    const text = `\uFEFF${withRules('  - object: Lead', '    acces: [read]')}`.replaceAll('\n', '\r\n');
    const { place } = mistakeIn(() => parse(text));
    expect(place).to.deep.equal({ file: 'acme.yml', line: 6, column: 5 });
    expect(mistakeIn(() => parse('\uFEFFa b')).place).to.deep.equal({ file: 'acme.yml', line: 1, column: 1 });
  });

  it('takes a plugin of the needed version or later, whatever its pre-release', () => {
    const with_ = (range: string): string => `requiresPlugin: "${range}"\n${withRules('  - object: Lead')}`;
    for (const range of ['>=0', '>=0.1', '>= 0.1.0', '>=0.0.99']) expect(parse(with_(range)).id).to.equal('acme');
    for (const range of ['>=1', '>=0.1.1', '>=0.10']) {
      expect(mistakeIn(() => parse(with_(range))).code, range).to.equal('PluginTooOld');
    }
  });

  it('says of no range, however long, more than a sentence bears', () => {
    const range = `>=${'1'.repeat(900_000)}`;
    const { message } = sentenceOf(
      mistakeIn(() => parse(`requiresPlugin: "${range}"\n${withRules('  - object: Lead')}`)),
    );
    expect(message.length).to.be.lessThan(300);
  });

  const unseen: Record<string, string> = {
    'zero-width space': '\\u200B',
    'left-to-right mark': '\\u200E',
    'arabic letter mark': '\\u061C',
    'byte order mark': '\\uFEFF',
    'soft hyphen': '\\u00AD',
    'word joiner': '\\u2060',
    'right-to-left isolate': '\\u2067',
    'interlinear annotation': '\\uFFF9',
    'tag character': '\\U000E0041',
  };
  for (const [name, character] of Object.entries(unseen))
    it(`refuses a ${name} in whatever goes into reports and into the permission set`, () => {
      const good = withRules('  - object: Lead');
      const texts = [
        good.replace('label: Acme', `label: "Ac${character}me"`),
        `description: "a${character}b"\n${good}`,
        `source: { title: "a${character}b" }\n${good}`,
        `source: { title: a, url: "https://a${character}b" }\n${good}`,
        `${good}\n    because: "a${character}b"`,
      ];
      for (const text of texts) {
        const mistake = mistakeIn(() => parse(text));
        expect(mistake.code, text).to.equal('WrongValue');
        expect(sentenceOf(mistake).message).to.not.match(/[\p{Cf}]/u);
      }
    });

  it('refuses half of a surrogate pair in a label, and takes whole ones', () => {
    const labelled = (label: string): string =>
      withRules('  - object: Lead').replace('label: Acme', `label: "${label}"`);
    expect(mistakeIn(() => parse(labelled('a\\uD83D'))).code).to.equal('WrongValue');
    expect(parse(labelled('👍🏽 東京 Zoë')).label).to.equal('👍🏽 東京 Zoë');
  });

  it('shows hostile text short and without what a terminal would obey', () => {
    const { message } = sentenceOf(mistakeIn(() => parse(withRules(`  - object: "\\e]0;x\\a${'A'.repeat(300)}"`))));
    expect(message).to.not.match(/[\u0000-\u001f\u007f-\u009f]/);
    expect(message.length).to.be.lessThan(250);
  });

  it('shows a byte order mark inside a text and characters without width as such', () => {
    const { message } = sentenceOf(mistakeIn(() => parse(withRules('  - object: "a\uFEFF\u200B\u2060b"'))));
    expect(message).to.include('"a\uFFFD\uFFFD\uFFFDb"');
  });

  it('has a sentence and an advice for every code, and words for every expectation', () => {
    for (const code of codes) {
      expect(messages.getMessage(`error.${code}`), code).to.match(/^%s./);
      expect(messages.getMessages(`error.${code}.actions`), code).to.not.be.empty;
    }
    for (const word of expectations) expect(messages.getMessage(`expected.${word}`), word).to.not.be.empty;
  });
});

describe('parseReference', () => {
  const table: Array<[string, string, string | null, string[]?]> = [
    ['ciro', 'id:ciro', null],
    ['gong+engage', 'id:gong', null, ['engage']],
    ['gong+engage+deals', 'id:gong', null, ['engage', 'deals']],
    ['gong+*', 'id:gong', null, ['*']],
    ['gong+', 'id:gong', null, ['']],
    ['gong@broad+engage', 'id:gong', 'broad', ['engage']],
    ['gong+engage@broad', 'id:gong', 'broad', ['engage']],
    ['acme.yml+engage', 'path:acme.yml', null, ['engage']],
    ['acme.yml@b+engage+deals', 'path:acme.yml', 'b', ['engage', 'deals']],
    ['./c++/acme.yml', 'path:./c++/acme.yml', null],
    ['./c++/acme.yml+x', 'path:./c++/acme.yml', null, ['x']],
    ['a+b.yml@c+d', 'path:a+b.yml', 'c', ['d']],
    ['node_modules/@acme/sync.yml+x', 'path:node_modules/@acme/sync.yml', null, ['x']],
    ['ciro@quick-setup', 'id:ciro', 'quick-setup'],
    ['ciro@', 'id:ciro', ''],
    ['acme.yml', 'path:acme.yml', null],
    ['acme.YAML@b', 'path:acme.YAML', 'b'],
    ['./defs/acme', 'path:./defs/acme', null],
    ['./defs/acme@b', 'path:./defs/acme', 'b'],
    ['node_modules/@acme/sync.yml', 'path:node_modules/@acme/sync.yml', null],
    ['node_modules/@acme/sync.yml@b', 'path:node_modules/@acme/sync.yml', 'b'],
    ['me@home.yml', 'path:me@home.yml', null],
    ['C:\\defs\\acme.yml@b', 'path:C:\\defs\\acme.yml', 'b'],
    ['', 'id:', null],
  ];
  for (const [reference, named, variant, features = []] of table) {
    it(`${JSON.stringify(reference)} is ${[named, ...features].join(' + ')}${variant === null ? '' : ` with variant "${variant}"`}`, () => {
      const parsed = parseReference(reference);
      expect(parsed.type === 'id' ? `id:${parsed.id}` : `path:${parsed.path}`).to.equal(named);
      expect(parsed.variant).to.equal(variant);
      expect(parsed.features).to.deep.equal(features);
      const name = parsed.type === 'id' ? parsed.id : parsed.path;
      expect(parseReference(referenceTo(name, parsed))).to.deep.equal(parsed);
    });
  }
});
