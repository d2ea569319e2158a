import { expect } from 'chai';
import { OrgError } from '../model/orgModel.js';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { accessesOfLetters } from '../schema/accessLetters.js';
import { orgLikeBefore } from '../schema/copyOrg.js';
import { createOrg, type NewOrgOptions } from '../schema/newOrg.js';
import { profileNamed } from '../schema/storeProfiles.js';
import { insertRow } from './dml.js';
import { objectPermissionColumns } from './objectAccess.js';
import { storeNewRow } from './rowStore.js';
import { idOf, rowsOf, toLongId } from './orgTables.js';

/** The time of test orgs, which does not go on. */
export const testNow = Date.parse('2026-11-22T10:00:00.000Z');

/** An org with custom objects for the rules of relationships, at a fixed time. */
export const testOrg = (options: NewOrgOptions = {}): Org => {
  const features = options.features === undefined ? {} : { features: [...options.features] };
  const make = (): Org => newTestOrg({ ...options, ...features });
  return options.now === undefined ? orgLikeBefore(JSON.stringify(['testOrg', options, features]), make) : make();
};

const newTestOrg = (options: NewOrgOptions): Org =>
  createOrg({
    now: () => testNow,
    customObjects: [{ name: 'Master__c' }, { name: 'Detail__c' }, { name: 'AccountDetail__c' }],
    customFields: [
      { object: 'Detail__c', name: 'Master__c', line: 'reference ->Master__c master required' },
      { object: 'AccountDetail__c', name: 'Account__c', line: 'reference ->Account master required' },
      { object: 'Detail__c', name: 'Code__c', line: 'string(10) unique external' },
      { object: 'Account', name: 'Score__c', line: 'double(18,0) calc ro' },
      { object: 'Account', name: 'Key__c', line: 'string(20)' },
      { object: 'Activity', name: 'Source__c', line: 'string(20)' },
    ],
    ...options,
  });

/** The administrator of a new org. */
export const adminOf = (org: Org, apiVersion = 68): Caller => ({
  userId: idOf(rowsOf(org, 'User')[0] ?? {}),
  apiVersion,
});

let users = 0;

/** What an insert of a user needs, with a username that is free. */
export const userValues = (org: Org, profile: string, values: Row = {}): Row => {
  users += 1;
  return {
    Username: `user${users}@example.com`,
    LastName: `User ${users}`,
    Email: `user${users}@example.com`,
    Alias: `u${users}`,
    ProfileId: profileNamed(org, profile),
    TimeZoneSidKey: 'GMT',
    LocaleSidKey: 'en_GB',
    LanguageLocaleKey: 'en_US',
    EmailEncodingKey: 'UTF-8',
    IsActive: true,
    ...values,
  };
};

/** Inserts a user on a profile; by default one on a full license whose profile gives no object. */
export const userOn = (org: Org, profile = 'Minimum Access - Salesforce', apiVersion = 68): Caller => ({
  userId: insertRow(org, adminOf(org), 'User', userValues(org, profile)),
  apiVersion,
});

export type SetContentsText = {
  permissions?: string;
  /** object name -> letters as in `accessLetters`: R C E D V M F */
  objects?: Record<string, string>;
  /** `Object.Field` -> `r` or `rw` */
  fields?: Record<string, 'r' | 'rw'>;
  row?: Row;
};

let sets = 0;

/** Stores rows of object and field permissions under any parent, unchecked. */
export const storePermissions = (org: Org, parentId: string, contents: SetContentsText): void => {
  for (const [name, letters] of Object.entries(contents.objects ?? {})) {
    const schema = findObject(org, name);
    const given = schema === undefined ? new Set() : accessesOfLetters(letters, schema);
    storeNewRow(org, 'ObjectPermissions', {
      ParentId: parentId,
      SobjectType: name,
      ...objectPermissionColumns((access) => given.has(access)),
    });
  }
  for (const [field, letters] of Object.entries(contents.fields ?? {})) {
    storeNewRow(org, 'FieldPermissions', {
      ParentId: parentId,
      SobjectType: field.split('.')[0] ?? '',
      Field: field,
      PermissionsRead: true,
      PermissionsEdit: letters === 'rw',
    });
  }
};

/** Stores a permission set with these contents, unchecked, and returns its id. */
export const setWith = (org: Org, contents: SetContentsText = {}): string => {
  sets += 1;
  const row = storeNewRow(org, 'PermissionSet', {
    Name: `Set_${sets}`,
    Label: `Set ${sets}`,
    IsCustom: true,
    Type: 'Regular',
    ...columnsOf(contents.permissions),
    ...contents.row,
  });
  storePermissions(org, idOf(row), contents);
  return idOf(row);
};

/** `Permissions<Name>` columns, true for each of the names. */
export const columnsOf = (names = ''): Row =>
  Object.fromEntries(
    names
      .split(' ')
      .filter(Boolean)
      .map((name) => [`Permissions${name}`, true]),
  );

/** Stores an assignment, unchecked, and returns its id. */
export const assign = (org: Org, caller: Caller, setId: string, values: Row = {}): string =>
  idOf(
    storeNewRow(org, 'PermissionSetAssignment', {
      AssigneeId: caller.userId,
      PermissionSetId: setId,
      IsActive: true,
      ...values,
    }),
  );

/** A user who was given exactly this, on a profile that gives API access and nothing else (fact A13). */
export const userWith = (org: Org, contents: SetContentsText): Caller => {
  const caller = userOn(org, 'Minimum Access - API Only Integrations');
  assign(org, caller, setWith(org, contents));
  return caller;
};

/** The OrgError that this throws; fails the test when nothing or something else is thrown. */
export const refusal = (run: () => unknown): OrgError => {
  try {
    run();
  } catch (error) {
    if (error instanceof OrgError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** Asserts code and message of a refusal. */
export const expectRefusal = (run: () => unknown, errorCode: string, message: string | RegExp): void => {
  const error = refusal(run);
  expect(error.errorCode, error.message).to.equal(errorCode);
  if (typeof message === 'string') expect(error.message).to.equal(message);
  else expect(error.message).to.match(message);
};

/** An id that no record has. */
export const nobodysId = (prefix: string): string => toLongId(`${prefix}000000000ZZZ`);
