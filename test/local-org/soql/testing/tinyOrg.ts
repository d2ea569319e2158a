import type { Api, Caller, FieldSchema, FieldType, ObjectSchema, Org, Row, Value } from '../../model/orgModel.js';
import { OrgError } from '../../model/orgModel.js';
import { rowsOf } from '../../permissions/orgTables.js';
import { answerQuery, type QueryResult } from '../answerQuery.js';
import type { VisibleData } from '../queryContext.js';

/**
 * `name:type` with options behind it: `AccountId:reference>Account=Account`, `!filter`, `!sort`, `!group`, `*` name
 * field.
 */
const field = (line: string): FieldSchema => {
  const [definition = '', ...options] = line.split(' ');
  const [nameAndType = '', lookup] = definition.split('>');
  const [name = '', type = 'string'] = nameAndType.split(':');
  const [targets = '', relationshipName] = (lookup ?? '').split('=');
  const compound = options.find((option) => option.startsWith('of='))?.slice(3) ?? null;
  const since = options.find((option) => option.startsWith('v'))?.slice(1) ?? '0';
  return {
    name,
    label: name,
    type: type as FieldType,
    length: 80,
    custom: name.endsWith('__c'),
    nillable: true,
    createable: true,
    updateable: true,
    permissionable: true,
    calculated: false,
    autoNumber: false,
    defaultedOnCreate: false,
    filterable: !options.includes('!filter'),
    sortable: !options.includes('!sort'),
    groupable: !options.includes('!group'),
    nameField: options.includes('*'),
    unique: false,
    externalId: false,
    compoundFieldName: compound,
    referenceTo: targets === '' ? [] : targets.split('|'),
    relationshipName: relationshipName ?? null,
    masterDetail: false,
    picklistValues: [],
    restrictedPicklist: false,
    minVersion: Number(since),
    trackable: true,
    defaultValue: null,
  };
};

const object = (name: string, lines: string[], more: Partial<ObjectSchema> = {}): ObjectSchema => ({
  name,
  label: name,
  labelPlural: name,
  keyPrefix: null,
  custom: false,
  customSetting: false,
  queryable: true,
  createable: true,
  updateable: true,
  deletable: true,
  searchable: true,
  permissionable: true,
  supportsViewAll: true,
  supportsViewAllFields: true,
  api: 'both',
  history: 'none',
  minVersion: 0,
  fields: lines.map(field),
  childRelationships: [],
  virtual: false,
  ...more,
});

const virtual = { virtual: true } as const;

const SCHEMA: ObjectSchema[] = [
  object('Account', [
    'Id:id',
    'Name:string *',
    'Industry:picklist',
    'NumberOfEmployees:int',
    'AnnualRevenue:currency',
    'IsActive__c:boolean',
    'Tags__c:multipicklist',
    'Founded__c:date',
    'CreatedDate:datetime',
    'Description:textarea !filter !sort !group',
    'BillingAddress:address !filter',
    'BillingCity:string of=BillingAddress',
    'BillingPostalCode:string of=BillingAddress',
    'Secret__c:string',
    'New__c:string v66',
    'OwnerId:reference>User=Owner',
    'ParentId:reference>Account=Parent',
  ]),
  object('Contact', [
    'Id:id',
    'LastName:string *',
    'AccountId:reference>Account=Account',
    'ReportsToId:reference>Contact=ReportsTo',
  ]),
  object('Task', [
    'Id:id',
    'Subject:string *',
    'WhatId:reference>Account|Contact=What',
    'OwnerId:reference>Group|User=Owner',
  ]),
  object('Group', ['Id:id', 'Name:string *']),
  object('User', [
    'Id:id',
    'Name:string *',
    'Username:string',
    'IsActive:boolean',
    'ProfileId:reference>Profile=Profile',
  ]),
  object('Profile', ['Id:id', 'Name:string *', 'UserLicenseId:reference>UserLicense=UserLicense']),
  object('UserLicense', ['Id:id', 'Name:string *']),
  object('PermissionSet', [
    'Id:id',
    'Name:string *',
    'Label:string',
    'IsOwnedByProfile:boolean',
    'ProfileId:reference>Profile=Profile',
    'PermissionsApiEnabled:boolean',
  ]),
  object('MutingPermissionSet', ['Id:id', 'DeveloperName:string *']),
  object('PermissionSetAssignment', [
    'Id:id',
    'AssigneeId:reference>User=Assignee',
    'PermissionSetId:reference>PermissionSet=PermissionSet',
  ]),
  object('PermissionSetGroupComponent', [
    'Id:id',
    'PermissionSetId:reference>PermissionSet|MutingPermissionSet=PermissionSet',
  ]),
  object('ObjectPermissions', [
    'Id:id',
    'ParentId:reference>MutingPermissionSet|PermissionSet=Parent',
    'SobjectType:picklist',
    'PermissionsRead:boolean',
  ]),
  object('Hidden__c', ['Id:id', 'Name:string *', 'AccountId:reference>Account=Account']),
  object('ActivityHistory', ['Id:id'], { queryable: false }),
  object('ApexClass', ['Id:id', 'Name:string *'], { api: 'tooling' }),
  object('AsyncApexJob', ['Id:id'], { api: 'data' }),
  object('Future', ['Id:id'], { minVersion: 66 }),
  object(
    'EntityDefinition',
    ['DurableId:string', 'QualifiedApiName:string *', 'KeyPrefix:string', 'IsCustomizable:boolean'],
    virtual,
  ),
  object(
    'FieldDefinition',
    [
      'DurableId:string',
      'QualifiedApiName:string *',
      'DataType:string',
      'EntityDefinitionId:string>EntityDefinition=EntityDefinition',
    ],
    virtual,
  ),
  object(
    'UserEntityAccess',
    [
      'DurableId:string',
      'UserId:reference>User=User',
      'EntityDefinitionId:string>EntityDefinition=EntityDefinition',
      'IsReadable:boolean',
    ],
    virtual,
  ),
  object('UserFieldAccess', ['DurableId:string', 'UserId:reference>User=User', 'IsAccessible:boolean'], virtual),
  object(
    'UserRecordAccess',
    ['Id:id', 'UserId:reference>User=User', 'RecordId:picklist', 'HasReadAccess:boolean', 'MaxAccessLevel:picklist'],
    virtual,
  ),
  object('UserPermissionAccess', ['Id:id', 'PermissionsApiEnabled:boolean'], virtual),
  object('PermissionDependency', ['Id:id', 'Permission:string', 'RequiredPermission:string'], {
    ...virtual,
    api: 'tooling',
  }),
];

const RELATIONSHIPS: [parent: string, relationshipName: string, childObject: string, field: string][] = [
  ['Account', 'Contacts', 'Contact', 'AccountId'],
  ['Account', 'Hiddens__r', 'Hidden__c', 'AccountId'],
  ['PermissionSet', 'ObjectPerms', 'ObjectPermissions', 'ParentId'],
  ['PermissionSet', 'Assignments', 'PermissionSetAssignment', 'PermissionSetId'],
  ['EntityDefinition', 'Fields', 'FieldDefinition', 'EntityDefinitionId'],
];
for (const schema of SCHEMA)
  for (const [parent, relationshipName, childObject, by] of RELATIONSHIPS)
    if (schema.name === parent) schema.childRelationships.push({ childObject, field: by, relationshipName });

/** An org with the given rows; every field of a row that is not given is null. */
export const tinyOrg = (
  rows: Record<string, Record<string, Value>[]>,
  behaviour: 'tolerant' | 'strict' = 'tolerant',
): Org => ({
  id: '00D000000000001EAA',
  name: 'Tiny',
  isSandbox: false,
  instanceName: 'DEV1',
  organizationType: 'Developer Edition',
  apiVersions: [65],
  features: new Set(),
  behaviours: {
    virtualObjects: behaviour,
    historyWithoutSwitch: 'error',
    autoAssignPermissionSetLicense: true,
    licenseCeilingsReadable: true,
    usersArePrivate: false,
  },
  now: () => Date.UTC(2026, 10, 22, 10, 30),
  schema: new Map(SCHEMA.map((schema) => [schema.name.toLowerCase(), schema])),
  tables: new Map(
    SCHEMA.map((schema) => [
      schema.name,
      new Map((rows[schema.name] ?? []).map((row, index) => [String(row['Id'] ?? index), complete(schema, row)])),
    ]),
  ),
  history: new Map(),
  metadata: new Map(),
  ceilings: new Map(),
  licensedObjects: new Set(),
  sharing: new Map(),
  userPermissions: [],
  placeholders: [],
  bulkJobs: new Map(),
  eventLogs: new Map(),
  tokens: new Map(),
  limits: { dailyApiRequests: { max: 1000, used: 0 } },
  deletedIds: new Set(),
  automaticLicenses: new Set(),
  idCounts: new Map(),
  nextId: (prefix) => `${prefix}000000000001AAA`,
});

const complete = (schema: ObjectSchema, row: Record<string, Value>): Row => ({
  ...Object.fromEntries(schema.fields.map(({ name }) => [name, null])),
  ...row,
});

/** Hides the object Hidden__c, the field Account.Secret__c and every row whose name starts with "Invisible". */
export const visibleData: VisibleData = {
  mayQuery: (_org, _caller, name) => name !== 'Hidden__c',
  visibleFields: (_org, _caller, schema) => schema.fields.filter(({ name }) => name !== 'Secret__c'),
  visibleRows: (_org, _caller, _name, rows) => rows.filter((row) => !String(row['Name'] ?? '').startsWith('Invisible')),
  virtualRows: (org, _caller, name) => rowsOf(org, name),
};

export const caller: Caller = { userId: '005000000000001AAA', apiVersion: 65 };

/** Answers a query in the tiny org's visible. */
export const query = (org: Org, soql: string, api: Api = 'data'): QueryResult =>
  answerQuery(visibleData, org, caller, soql, api);

/** The error with which a query is refused; fails if it is answered. */
export const refusalOf = (org: Org, soql: string, api: Api = 'data'): { code: string; message: string } => {
  try {
    query(org, soql, api);
  } catch (error) {
    if (error instanceof OrgError && error.httpStatus === 400) return { code: error.errorCode, message: error.message };
    throw error;
  }
  throw new Error(`answered: ${soql}`);
};

/** Values without the attributes of records. */
export const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== 'attributes')
      .map(([name, inner]) => [name, plain(inner)]),
  );
};
