import type { Org } from '../../model/orgModel.js';
import { tinyOrg } from './tinyOrg.js';

export const ids = {
  ada: '005000000000001AAA',
  bob: '005000000000002AAA',
  api: '00e000000000001AAA',
  apiSet: '0PS000000000001AAA',
  sales: '0PS000000000002AAA',
  muted: '0QM000000000001AAA',
  acme: '001000000000001AAA',
  beta: '001000000000002AAA',
  blank: '001000000000003AAA',
  /** differs from beta in the case of one letter only, as ids may */
  lower: '00100000000000aAAA',
  upper: '00100000000000AAAA',
};

/** Two users, their permission sets, five accounts (one visible to nobody), three contacts, two tasks. */
export const companies = (): Org =>
  tinyOrg({
    UserLicense: [{ Id: '100000000000001AAA', Name: 'Salesforce Integration' }],
    Profile: [{ Id: ids.api, Name: 'API Only', UserLicenseId: '100000000000001AAA' }],
    User: [
      { Id: ids.ada, Name: 'Ada', Username: 'ada@example.com', IsActive: true, ProfileId: ids.api },
      { Id: ids.bob, Name: 'Bob', Username: 'bob@example.com', IsActive: false, ProfileId: null },
    ],
    PermissionSet: [
      { Id: ids.apiSet, Name: 'X00e1', Label: 'API Only', IsOwnedByProfile: true, ProfileId: ids.api },
      { Id: ids.sales, Name: 'Sales', Label: 'Sales', IsOwnedByProfile: false, PermissionsApiEnabled: true },
    ],
    MutingPermissionSet: [{ Id: ids.muted, DeveloperName: 'Mute' }],
    PermissionSetGroupComponent: [
      { Id: '0PX000000000001AAA', PermissionSetId: ids.sales },
      { Id: '0PX000000000002AAA', PermissionSetId: ids.muted },
    ],
    PermissionSetAssignment: [
      { Id: '0Pa000000000001AAA', AssigneeId: ids.ada, PermissionSetId: ids.apiSet },
      { Id: '0Pa000000000002AAA', AssigneeId: ids.ada, PermissionSetId: ids.sales },
      { Id: '0Pa000000000003AAA', AssigneeId: ids.bob, PermissionSetId: ids.sales },
    ],
    ObjectPermissions: [
      { Id: '110000000000001AAA', ParentId: ids.sales, SobjectType: 'Account', PermissionsRead: true },
      { Id: '110000000000002AAA', ParentId: ids.sales, SobjectType: 'Contact', PermissionsRead: true },
      { Id: '110000000000003AAA', ParentId: ids.apiSet, SobjectType: 'Lead', PermissionsRead: false },
      { Id: '110000000000004AAA', ParentId: ids.muted, SobjectType: 'Account', PermissionsRead: true },
    ],
    Account: [
      {
        Id: ids.acme,
        Name: 'Acme',
        Industry: 'Energy',
        NumberOfEmployees: 10,
        AnnualRevenue: 2.5,
        IsActive__c: true,
        Tags__c: 'Hot;New',
        Founded__c: '2026-11-22',
        CreatedDate: '2026-11-22T09:00:00.000+0000',
        Description: 'long',
        BillingCity: 'Bonn',
        OwnerId: ids.ada,
        Secret__c: 's',
      },
      {
        Id: ids.beta,
        Name: 'beta',
        Industry: 'Banking',
        NumberOfEmployees: 200,
        IsActive__c: false,
        Tags__c: 'Hot',
        Founded__c: '2025-02-01',
        CreatedDate: '2026-11-21T23:59:59.000+0000',
        OwnerId: ids.bob,
        ParentId: ids.acme,
      },
      { Id: ids.blank, Name: "100%_O'Neil\\" },
      { Id: ids.lower, Name: 'Lower', ParentId: ids.blank },
      { Id: ids.upper, Name: 'Upper', NumberOfEmployees: 200 },
      { Id: '001000000000009AAA', Name: 'Invisible Ltd', Industry: 'Energy', OwnerId: ids.ada },
    ],
    Contact: [
      { Id: '003000000000001AAA', LastName: 'Young', AccountId: ids.acme },
      { Id: '003000000000002AAA', LastName: 'Adams', AccountId: ids.acme, ReportsToId: '003000000000001AAA' },
      { Id: '003000000000003AAA', LastName: 'Zoe', AccountId: null },
      { Id: '003000000000004AAA', LastName: 'Ghost', AccountId: '001000000000009AAA' },
    ],
    Group: [{ Id: '00G000000000001AAA', Name: 'Queue' }],
    Task: [
      { Id: '00T000000000001AAA', Subject: 'Call', WhatId: ids.acme, OwnerId: ids.ada },
      { Id: '00T000000000002AAA', Subject: 'Mail', WhatId: null, OwnerId: '00G000000000001AAA' },
    ],
    Hidden__c: [{ Id: 'a00000000000001AAA', Name: 'x', AccountId: ids.acme }],
  });
