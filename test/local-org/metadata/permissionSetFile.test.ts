import { expect } from 'chai';

import type { Org } from '../model/orgModel.js';
import { adminOf, assign, testOrg, userOn, userWith } from '../permissions/testOrg.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import type { DeployOutcome } from './deploy.js';
import { permissionSetType } from './permissionSetFile.js';
import { deployFiles, deploySet, problems } from './testPackages.js';
import type { SetText } from './testPackages.js';
import {
  retrievedSet,
  rowsUnderSet,
  storedFields,
  storedObjects,
  storedPermissions,
  storedSet,
  succeeded,
} from './deployedSets.js';

describe('embedded org: deployed permission sets', () => {
  let org: Org;
  beforeEach(() => {
    org = testOrg();
  });
  const deployed = (file: SetText | string, options: Parameters<typeof deploySet>[3] = {}): DeployOutcome =>
    deploySet(org, adminOf(org), file, options);

  const full: SetText = {
    label: 'Acme Sync',
    description: 'For <Acme> & "others"',
    fields: { 'Account.Website': 'edit', 'Account.BillingAddress': 'edit', 'Contact.AccountId': 'read' },
    objects: { Account: 'read edit viewAllRecords', Contact: 'read create' },
    permissions: ['ApiEnabled', 'ViewSetup'],
  };

  it('creates the rows that the file says', () => {
    const outcome = succeeded(deployed(full));
    expect(outcome.successes[0]).to.include({
      componentType: 'PermissionSet',
      fullName: 'Acme',
      fileName: 'permissionsets/Acme.permissionset',
      created: true,
      changed: true,
      success: true,
      id: idOf(storedSet(org) ?? {}),
    });
    expect(outcome.total).to.equal(1);
    expect(storedSet(org)).to.include({
      Label: 'Acme Sync',
      Description: 'For <Acme> & "others"',
      Type: 'Regular',
      IsCustom: true,
      LicenseId: null,
    });
    expect(storedObjects(org)).to.deep.equal({ Account: 'Read Edit ViewAllRecords', Contact: 'Create Read' });
    expect(storedFields(org)).to.deep.equal({
      'Account.Website': 'edit',
      'Account.BillingAddress': 'edit',
      'Contact.AccountId': 'read',
    });
    expect(storedPermissions(org)).to.have.members(['ApiEnabled', 'ViewSetup']);
  });

  it('retrieves it in the order of the platform, and that file changes nothing (facts B3, H5, H6)', () => {
    succeeded(deployed(full));
    const file = retrievedSet(org);
    expect([...file.matchAll(/^ {4}<(\w+)>/gm)].map(([, tag]) => tag)).to.deep.equal([
      'description',
      'fieldPermissions',
      'fieldPermissions',
      'fieldPermissions',
      'hasActivationRequired',
      'label',
      'objectPermissions',
      'objectPermissions',
      'userPermissions',
      'userPermissions',
    ]);
    expect([...file.matchAll(/<(?:field|object|name)>(.*)<\//g)].map(([, name]) => name)).to.deep.equal([
      'Account.BillingAddress',
      'Account.Website',
      'Contact.AccountId',
      'Account',
      'Contact',
      'ApiEnabled',
      'ViewSetup',
    ]);
    const before = JSON.stringify(rowsUnderSet(org, 'ObjectPermissions'));
    expect(succeeded(deployed(file)).successes[0]).to.include({ created: false, changed: false });
    expect(JSON.stringify(rowsUnderSet(org, 'ObjectPermissions'))).to.equal(before);
    expect(retrievedSet(org)).to.equal(file);
  });

  it('shows View All Fields since version 63 only', () => {
    succeeded(deployed({ objects: { Account: 'read viewAllFields' } }));
    expect(storedObjects(org)).to.deep.equal({ Account: 'Read ViewAllFields' });
    expect(retrievedSet(org, 'Acme', 63)).to.include('<viewAllFields>true</viewAllFields>');
    const older = retrievedSet(org, 'Acme', 62);
    expect(older).not.to.include('viewAllFields');
    // Version 62 does not know the element, so it cannot take it away either.
    succeeded(deployed(older, { version: 62 }));
    expect(storedObjects(org)).to.deep.equal({ Account: 'Read ViewAllFields' });
    expect(problems(deployed(retrievedSet(org, 'Acme', 63), { version: 62 }))[0]).to.match(
      /Element \{http.*\}viewAllFields invalid at this location in type PermissionSetObjectPermissions \(\d+:\d+\)$/,
    );
  });

  it('replaces the whole set: what the file does not say is gone (facts D8, H1)', () => {
    succeeded(
      deployed({
        ...full,
        more: [
          [
            'tabSettings',
            [
              ['tab', 'standard-Account'],
              ['visibility', 'Visible'],
            ],
          ],
        ],
      }),
    );
    expect(retrievedSet(org)).to.include('<tab>standard-Account</tab>');
    const id = storedSet(org)?.['Id'];
    expect(succeeded(deployed({ objects: { Account: 'read' } })).successes[0]).to.include({
      created: false,
      changed: true,
    });
    expect(storedSet(org)).to.include({ Id: id, Label: 'Acme', Description: null });
    expect(storedObjects(org)).to.deep.equal({ Account: 'Read' });
    expect(storedFields(org)).to.deep.equal({});
    expect(storedPermissions(org)).to.deep.equal([]);
    expect(retrievedSet(org)).not.to.include('tabSettings');
  });

  it('adds before version 40 (fact H1)', () => {
    succeeded(deployed(full));
    succeeded(deployed({ fields: { 'Account.Industry': 'read' }, objects: { Lead: 'read' } }, { version: 39 }));
    expect(Object.keys(storedObjects(org))).to.have.members(['Account', 'Contact', 'Lead']);
    expect(Object.keys(storedFields(org)))
      .to.include('Account.Industry')
      .and.to.include('Account.Website');
    expect(storedPermissions(org)).to.have.members(['ApiEnabled', 'ViewSetup']);
    expect(storedSet(org)?.['Description']).to.equal('For <Acme> & "others"');
  });

  it('leaves assignments and other sets alone', () => {
    succeeded(deployed(full));
    const user = userOn(org);
    assign(org, user, idOf(storedSet(org) ?? {}));
    succeeded(deployed(full, { name: 'Other' }));
    const other = retrievedSet(org, 'Other');
    succeeded(deployed({ objects: { Account: 'read' } }));
    expect(
      rowsOf(org, 'PermissionSetAssignment').some((row) => row['PermissionSetId'] === storedSet(org)?.['Id']),
    ).to.equal(true);
    expect(retrievedSet(org, 'Other')).to.equal(other);
  });

  const silent: Array<[string, SetText, Record<string, string>]> = [
    ['View All on Product2 (fact B7)', { objects: { Product2: 'read viewAllRecords' } }, { Product2: 'Read' }],
    ['View All Fields on Product2 (fact C16)', { objects: { Product2: 'read viewAllFields' } }, { Product2: 'Read' }],
    [
      'a custom detail of a standard master (fact B10)',
      { objects: { Account: 'read', AccountDetail__c: 'read' } },
      { Account: 'Read' },
    ],
    ['entries without any access (fact B13)', { objects: { Account: '' } }, {}],
  ];
  for (const [what, file, expected] of silent) {
    it(`drops in silence: ${what}`, () => {
      succeeded(deployed(file));
      expect(storedObjects(org)).to.deep.equal(expected);
    });
  }

  it('writes the rows that View All Data brings (fact B8)', () => {
    const viewAllData = [
      'ViewAllData',
      'ViewSetup',
      'ViewEventLogFiles',
      'ViewPublicDashboards',
      'ViewPublicReports',
      'ViewPlatformEvents',
      'ViewDataLeakageEvents',
      'ViewRoles',
    ];
    succeeded(deployed({ objects: { Account: 'read edit' }, permissions: viewAllData }));
    expect(storedObjects(org)).to.include({
      Account: 'Read Edit ViewAllRecords',
      Lead: 'Read ViewAllRecords',
      Product2: 'Read',
    });
  });

  const refused: Array<[string, SetText, string]> = [
    ['B2', { objects: { Account: 'create' } }, 'Permission Create Account depends on permission(s): Read Account'],
    [
      'B9, one layer at a time',
      { objects: { Contact: 'read', Detail__c: 'read' } },
      'Permission Read Contact depends on permission(s): Read Account',
    ],
    [
      'B9, the next layer',
      { objects: { Account: 'read', Contact: 'read', Detail__c: 'read' } },
      'Permission Read Detail__c depends on permission(s): Read Master__c',
    ],
    ['C3', { fields: { 'Account.BillingCity': 'edit' } }, 'Invalid field permission field name Account.BillingCity'],
    ['C7, standard', { fields: { 'Account.Name': 'edit' } }, 'You cannot deploy to a required field: Account.Name'],
    [
      'C7, master-detail',
      { fields: { 'Detail__c.Master__c': 'read' } },
      'You cannot deploy to a required field: Detail__c.Master__c',
    ],
    [
      'C7, read only',
      { fields: { 'Account.Score__c': 'edit' } },
      "Edit permission can't be granted on the read-only field: Account.Score__c",
    ],
    ['C10', { fields: { 'Activity.Source__c': 'read' } }, 'In field: field - no CustomObject named Activity found'],
    [
      'C12, field',
      { fields: { 'Account.Nope__c': 'read' } },
      'In field: field - no CustomField named Account.Nope__c found',
    ],
    ['C12, permission', { permissions: ['MadeUp'] }, 'Unknown user permission: MadeUp'],
    ['D4, on profiles only', { permissions: ['ChatterInternalUser'] }, 'Unknown user permission: ChatterInternalUser'],
    ['D5', { permissions: ['ResetPasswords'] }, 'Permission ResetPasswords depends on permission(s): ViewSetup'],
    [
      'D5, objects',
      { permissions: ['EditPublicDocuments'] },
      'Permission Manage Public Documents depends on permission(s): Create Document, Delete Document, Edit Document, Read Document',
    ],
    ['unknown object', { objects: { Nope__c: 'read' } }, 'In field: object - no CustomObject named Nope__c found'],
    ['B5', { objects: { Task: 'read' } }, 'Sobject Type Name: bad value for restricted picklist field: Task'],
    [
      'a second entry',
      { more: [], objects: { Account: 'read', account: 'read' } },
      'Duplicate objectPermissions Account specified',
    ],
    ['unknown license', { license: 'Nonsense' }, 'In field: license - no UserLicense named Nonsense found'],
    ['long description (fact H4)', { description: 'x'.repeat(256) }, 'Description: data value too large'],
  ];
  for (const [what, file, problem] of refused) {
    it(`refuses ${what}: ${problem.slice(0, 60)}`, () => {
      const before = JSON.stringify([...org.tables]);
      const outcome = deployed(file);
      expect(outcome.status).to.equal('Failed');
      expect(problems(outcome)).to.have.length(1);
      expect(problems(outcome)[0]).to.include(`Acme: ${problem}`);
      expect(outcome.failures[0]).to.include({ problemType: 'Error', success: false, changed: false, created: false });
      expect(JSON.stringify([...org.tables])).to.equal(before);
    });
  }

  it('refuses names that break the rules (fact H4)', () => {
    for (const name of ['9Acme', 'Acme_', 'Ac__me']) {
      expect(problems(deployed({}, { name }))[0], name).to.include('can only contain underscores and alphanumeric');
    }
  });

  it('gives access to Apex classes and custom permissions by name', () => {
    const classId = insertRow(org, adminOf(org), 'ApexClass', {
      Name: 'Sync',
      ApiVersion: 66,
      Status: 'Active',
      IsValid: true,
    });
    const more = [
      [
        'classAccesses',
        [
          ['apexClass', 'Sync'],
          ['enabled', true],
        ],
      ],
    ] as const;
    succeeded(deployed({ more }));
    expect(rowsUnderSet(org, 'SetupEntityAccess').map((row) => row['SetupEntityId'])).to.deep.equal([classId]);
    expect(retrievedSet(org)).to.include('<apexClass>Sync</apexClass>');
    succeeded(deployed({}));
    expect(rowsUnderSet(org, 'SetupEntityAccess')).to.deep.equal([]);
    const missing = [
      [
        'classAccesses',
        [
          ['apexClass', 'Gone'],
          ['enabled', true],
        ],
      ],
    ] as const;
    expect(problems(deployed({ more: missing }))).to.deep.equal([
      'Acme: In field: apexClass - no ApexClass named Gone found',
    ]);
  });

  it('needs the rights that writing the rows needs (fact H3)', () => {
    const caller = userWith(org, { permissions: 'ApiEnabled ModifyMetadata ViewSetup' });
    expect(problems(deploySet(org, caller, { objects: { Account: 'read' } }))).to.deep.equal([
      'Acme: entity type cannot be inserted: Permission Set',
    ]);
    const manager = userWith(org, { permissions: 'ApiEnabled ModifyMetadata ViewSetup ManageProfilesPermissionsets' });
    succeeded(deploySet(org, manager, { objects: { Account: 'read' } }));
  });

  it('deletes by a destructive manifest, not what is assigned; what is not there is a warning', () => {
    succeeded(deployed({}));
    const destroy = (name: string): DeployOutcome =>
      deployFiles(
        org,
        adminOf(org),
        {},
        {
          'destructiveChanges.xml': `<Package><types><members>${name}</members><name>PermissionSet</name></types></Package>`,
        },
      );
    expect(succeeded(destroy('Nothing')).successes[0]).to.include({
      problem: 'No PermissionSet named: Nothing found',
      problemType: 'Warning',
      fullName: 'destructiveChanges.xml',
      deleted: false,
    });
    const assignment = assign(org, userOn(org), idOf(storedSet(org) ?? {}));
    expect(problems(destroy('Acme'))[0]).to.include('it is assigned to users');
    org.tables.get('PermissionSetAssignment')?.delete(assignment);
    expect(succeeded(destroy('Acme')).successes[0]).to.include({ fullName: 'Acme', deleted: true });
    expect(storedSet(org)).to.equal(undefined);
  });

  it("does not take a profile's or a group's own set for a component", () => {
    const names = permissionSetType.names(org);
    const hidden = rowsOf(org, 'PermissionSet').filter((row) => row['IsOwnedByProfile'] === true);
    expect(hidden).not.to.deep.equal([]);
    for (const row of hidden) {
      expect(names).not.to.include(row['Name']);
      expect(permissionSetType.read(org, String(row['Name']), 66)).to.equal(undefined);
      expect(rowById(org, 'PermissionSet', row['Id'])).to.equal(row);
    }
  });
});
