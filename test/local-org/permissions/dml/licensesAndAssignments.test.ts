import { expect } from 'chai';
import type { Caller, Org, Row } from '../../model/orgModel.js';
import { effectiveAccess } from '../effectiveAccess.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { hiddenPermissionSet } from '../assignedSets.js';
import { profileNamed } from '../../schema/storeProfiles.js';
import type { NewOrgOptions } from '../../schema/newOrg.js';
import { idOf, rowById, rowsOf } from '../orgTables.js';
import {
  adminOf,
  expectRefusal,
  nobodysId,
  refusal,
  setWith,
  testOrg,
  userOn,
  userWith,
  type SetContentsText,
} from '../testOrg.js';

const apiOnly = 'Minimum Access - API Only Integrations';
const license = (org: Org, name: string): Row =>
  [...rowsOf(org, 'UserLicense'), ...rowsOf(org, 'PermissionSetLicense')].find(
    (row) => row['Name'] === name || row['DeveloperName'] === name,
  ) ?? {};
const psl = (org: Org): string => idOf(license(org, 'SalesforceAPIIntegrationPsl'));
const notAllowed = (what: string): string => `The user license doesn't allow the permission: ${what}`;

/** Assigns a set with this content to a user, both made for it. */
const assigning = (
  contents: SetContentsText,
  { profile = apiOnly, options = {} }: { profile?: string; options?: NewOrgOptions } = {},
): { org: Org; caller: Caller; setId: string; give: () => string; giveLicense: () => string } => {
  const org = testOrg(options);
  const caller = userOn(org, profile);
  const setId = setWith(org, contents);
  const target = { AssigneeId: caller.userId };
  return {
    org,
    caller,
    setId,
    give: () => insertRow(org, adminOf(org), 'PermissionSetAssignment', { ...target, PermissionSetId: setId }),
    giveLicense: () =>
      insertRow(org, adminOf(org), 'PermissionSetLicenseAssign', { ...target, PermissionSetLicenseId: psl(org) }),
  };
};

describe('permissions/dml: PermissionSetAssignment', () => {
  it('assigns, and the user has it (facts A1, A2)', () => {
    const { org, caller, give } = assigning({ objects: { Account: 'R' } }, { profile: 'Minimum Access - Salesforce' });
    expect(rowById(org, 'PermissionSetAssignment', give())?.['IsActive']).to.be.true;
    expect(effectiveAccess(org, caller.userId).object('Account').read).to.be.true;
  });

  it('is not idempotent (fact A19)', () => {
    const { caller, setId, give } = assigning({});
    give();
    expectRefusal(
      give,
      'DUPLICATE_VALUE',
      `Duplicate PermissionSetAssignment. Assignee: ${caller.userId.slice(0, 15)}; Permission Set: ${setId.slice(0, 15)}`,
    );
  });

  it('changes its expiration only; another set is another assignment (fact A2)', () => {
    const { org, caller, give } = assigning({ permissions: 'PasswordNeverExpires' });
    const id = give();
    const has = (): boolean => effectiveAccess(org, caller.userId).userPermission('PasswordNeverExpires');
    updateRow(org, adminOf(org), 'PermissionSetAssignment', id, { ExpirationDate: '2026-11-22T09:59:59Z' });
    expect(has()).to.be.false;
    updateRow(org, adminOf(org), 'PermissionSetAssignment', id, { ExpirationDate: null });
    expect(has()).to.be.true;
    for (const values of [{ PermissionSetId: setWith(org) }, { IsActive: false }]) {
      expectRefusal(
        () => updateRow(org, adminOf(org), 'PermissionSetAssignment', id, values),
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        /Unable to create/,
      );
    }
  });

  const targets: Array<[title: string, values: (org: Org) => Row, code: string]> = [
    ['neither set nor group', () => ({}), 'REQUIRED_FIELD_MISSING'],
    ['a set that is not there (H9)', () => ({ PermissionSetId: nobodysId('0PS') }), 'INVALID_CROSS_REFERENCE_KEY'],
    [
      'a profile (A1)',
      (org) => ({ PermissionSetId: idOf(hiddenPermissionSet(org, profileNamed(org, apiOnly)) ?? {}) }),
      'INVALID_CROSS_REFERENCE_KEY',
    ],
    [
      'a user who is not there (H9)',
      (org) => ({ AssigneeId: nobodysId('005'), PermissionSetId: setWith(org) }),
      'INVALID_CROSS_REFERENCE_KEY',
    ],
  ];
  for (const [title, values, code] of targets) {
    it(`refuses ${title}`, () => {
      const org = testOrg();
      const row = { AssigneeId: userOn(org).userId, ...values(org) };
      expect(refusal(() => insertRow(org, adminOf(org), 'PermissionSetAssignment', row)).errorCode).to.equal(code);
    });
  }

  it('needs Assign Permission Sets or Manage Users (facts A3, H3)', () => {
    const org = testOrg();
    const row = { AssigneeId: userOn(org).userId, PermissionSetId: setWith(org) };
    const insert = (permissions: string): string =>
      insertRow(org, userWith(org, { permissions }), 'PermissionSetAssignment', row);
    expectRefusal(() => insert(''), 'NOT_FOUND', /does not exist/);
    expectRefusal(() => insert('ViewSetup'), 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', /cannot be inserted/);
    expect(insert('AssignPermissionSets')).to.match(/^0Pa/);
  });

  it('keeps the assignment of the profile (fact A1)', () => {
    const org = testOrg();
    const caller = userOn(org);
    const [row] = rowsOf(org, 'PermissionSetAssignment').filter((each) => each['AssigneeId'] === caller.userId);
    expectRefusal(
      () => deleteRow(org, adminOf(org), 'PermissionSetAssignment', idOf(row ?? {})),
      'INSUFFICIENT_ACCESS_OR_READONLY',
      /rights/,
    );
  });
});

describe('permissions/dml: licenses', () => {
  const table: Array<[contents: SetContentsText, alone: string | undefined, withPsl: string | undefined]> = [
    [{ permissions: 'ApiEnabled' }, undefined, undefined],
    [{ objects: { Account: 'R' } }, 'Read Account', undefined],
    [{ objects: { Account: 'RV' } }, 'Read Account', undefined],
    [{ permissions: 'ApiEnabled', objects: { Lead: 'RCE' } }, 'Read Lead', undefined],
    [{ objects: { Master__c: 'R' } }, 'Read Master__c', undefined],
    [{ permissions: 'FreezeUsers' }, 'FreezeUsers', 'FreezeUsers'],
    // Field permissions are not limited by licenses.
    [{ fields: { 'Account.Phone': 'rw' } }, undefined, undefined],
  ];
  for (const [contents, alone, withPsl] of table) {
    it(`Salesforce Integration and ${JSON.stringify(contents)} (facts A13, A15, A16, A17)`, () => {
      for (const [given, refusedFor] of [
        [false, alone],
        [true, withPsl],
      ] as const) {
        const { give, giveLicense } = assigning(contents);
        if (given) giveLicense();
        if (refusedFor === undefined) expect(give()).to.match(/^0Pa/);
        else expectRefusal(give, 'FIELD_INTEGRITY_EXCEPTION', notAllowed(refusedFor));
      }
    });
  }

  it('does not limit a full license (fact A16)', () => {
    const { give } = assigning(
      { permissions: 'FreezeUsers', objects: { Account: 'RCEDVM' } },
      { profile: 'Standard User' },
    );
    expect(give()).to.match(/^0Pa/);
  });

  it('limits what comes into a set that is assigned, and says whose license does not allow it (facts A16, Q2)', () => {
    const { org, setId, give } = assigning({ permissions: 'ApiEnabled' });
    give();
    const insert = (): string =>
      insertRow(org, adminOf(org), 'ObjectPermissions', {
        ParentId: setId,
        SobjectType: 'Lead',
        PermissionsRead: true,
      });
    const label = String(org.tables.get('PermissionSet')?.get(setId)?.['Label']);
    const whose = `Can't save permission set ${label}, which is assigned to a user with user license Salesforce Integration.`;
    expectRefusal(insert, 'FIELD_INTEGRITY_EXCEPTION', `${whose} ${notAllowed('Read Lead')}`);
    expectRefusal(
      () =>
        updateRow(org, adminOf(org), 'PermissionSet', setId, {
          PermissionsRunReports: true,
          PermissionsEditTask: true,
          PermissionsActivitiesAccess: true,
        }),
      'FIELD_INTEGRITY_EXCEPTION',
      `${whose} ${['ActivitiesAccess', 'EditTask', 'RunReports'].map(notAllowed).join('\n')}`,
    );
  });

  it('limits a group by its aggregate (facts A4, A16)', () => {
    const { org, caller, setId } = assigning({ objects: { Account: 'R' } });
    const group = insertRow(org, adminOf(org), 'PermissionSetGroup', { DeveloperName: 'G', MasterLabel: 'G' });
    insertRow(org, adminOf(org), 'PermissionSetGroupComponent', {
      PermissionSetGroupId: group,
      PermissionSetId: setId,
    });
    expectRefusal(
      () =>
        insertRow(org, adminOf(org), 'PermissionSetAssignment', {
          AssigneeId: caller.userId,
          PermissionSetGroupId: group,
        }),
      'FIELD_INTEGRITY_EXCEPTION',
      notAllowed('Read Account'),
    );
  });

  it('gives a set with a user license only to users with the same (fact A12)', () => {
    const org = testOrg();
    const setId = setWith(org, { row: { LicenseId: idOf(license(org, 'Salesforce')) } });
    const give = (caller: Caller): string =>
      insertRow(org, adminOf(org), 'PermissionSetAssignment', { AssigneeId: caller.userId, PermissionSetId: setId });
    expectRefusal(() => give(userOn(org, apiOnly)), 'FIELD_INTEGRITY_EXCEPTION', /user license doesn't match/);
    expect(give(userOn(org))).to.match(/^0Pa/);
  });

  it('lets a set on the user license Salesforce Integration hold no standard object (fact A17)', () => {
    const org = testOrg();
    const values = { Name: 'A', Label: 'A', LicenseId: idOf(license(org, 'Salesforce Integration')) };
    const setId = insertRow(org, adminOf(org), 'PermissionSet', values);
    expectRefusal(
      () =>
        insertRow(org, adminOf(org), 'ObjectPermissions', {
          ParentId: setId,
          SobjectType: 'Account',
          PermissionsRead: true,
        }),
      'FIELD_INTEGRITY_EXCEPTION',
      notAllowed('Read Account'),
    );
  });

  const tied = (options: NewOrgOptions = {}): ReturnType<typeof assigning> => {
    const made = assigning({ objects: { Account: 'R' } }, { options });
    const set = rowById(made.org, 'PermissionSet', made.setId) ?? {};
    made.org.tables.get('PermissionSet')?.set(made.setId, { ...set, LicenseId: psl(made.org) });
    return made;
  };
  const seats = (org: Org): unknown => rowById(org, 'PermissionSetLicense', psl(org))?.['UsedLicenses'];

  it('gives the license with a set that is tied to it, and takes it back with the set (facts A17, A18)', () => {
    const { org, give } = tied();
    const id = give();
    expect(rowsOf(org, 'PermissionSetLicenseAssign')).to.have.length(1);
    expect(seats(org)).to.equal(1);
    deleteRow(org, adminOf(org), 'PermissionSetAssignment', id);
    expect(rowsOf(org, 'PermissionSetLicenseAssign')).to.have.length(0);
    expect(seats(org)).to.equal(0);
  });

  it('leaves a license that was there before (fact A18)', () => {
    const { org, give, giveLicense } = tied();
    giveLicense();
    deleteRow(org, adminOf(org), 'PermissionSetAssignment', give());
    expect(rowsOf(org, 'PermissionSetLicenseAssign')).to.have.length(1);
  });

  it('does not give the license where the org does not (fact A18)', () => {
    const { give, giveLicense } = tied({ behaviours: { autoAssignPermissionSetLicense: false } });
    expectRefusal(give, 'FIELD_INTEGRITY_EXCEPTION', notAllowed('Read Account'));
    giveLicense();
    expect(give()).to.match(/^0Pa/);
  });

  it('reports both errors when no seat is left (fact A21)', () => {
    const { org, give } = tied({ seats: { SalesforceAPIIntegrationPsl: 0 } });
    const error = refusal(give);
    expect(error.errorCode).to.equal('LICENSE_LIMIT_EXCEEDED');
    expect(error.further.map(({ errorCode, message }) => `${errorCode}: ${message}`)).to.deep.equal([
      `FIELD_INTEGRITY_EXCEPTION: ${notAllowed('Read Account')}`,
    ]);
    expect(rowsOf(org, 'PermissionSetLicenseAssign')).to.deep.equal([]);
  });

  it('assigns a permission set license once, counts its seat, and no more than there are (facts A19, A21)', () => {
    const { org, giveLicense } = assigning({}, { options: { seats: { SalesforceAPIIntegrationPsl: 1 } } });
    giveLicense();
    expect(seats(org)).to.equal(1);
    expectRefusal(giveLicense, 'DUPLICATE_VALUE', /^duplicate value found/);
    const row = { AssigneeId: userOn(org).userId, PermissionSetLicenseId: psl(org) };
    expectRefusal(
      () => insertRow(org, adminOf(org), 'PermissionSetLicenseAssign', row),
      'LICENSE_LIMIT_EXCEEDED',
      'License Limit Exceeded',
    );
  });

  it('does not take a license away that something assigned needs (fact A16)', () => {
    const { org, give, giveLicense } = assigning({ objects: { Account: 'R' } });
    const id = giveLicense();
    const assignment = give();
    expectRefusal(
      () => deleteRow(org, adminOf(org), 'PermissionSetLicenseAssign', id),
      'FIELD_INTEGRITY_EXCEPTION',
      notAllowed('Read Account'),
    );
    expect(seats(org)).to.equal(1);
    deleteRow(org, adminOf(org), 'PermissionSetAssignment', assignment);
    deleteRow(org, adminOf(org), 'PermissionSetLicenseAssign', id);
    expect(seats(org)).to.equal(0);
  });
});
