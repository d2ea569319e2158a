import { expect } from 'chai';
import { lackedIn } from '../../../../src/org/read/columnsAsked.js';

const soql =
  'SELECT Id, Name, IsActive, Profile.Name, Profile.UserLicense.Name, PermissionsApiEnabled,' +
  ' (SELECT PermissionSetLicenseId, PermissionSetLicense.DeveloperName FROM PermissionSetLicenseAssignments)' +
  " FROM User WHERE Name = 'a FROM b, c' AND Id IN (SELECT AssigneeId FROM PermissionSetAssignment)";

const whole = {
  attributes: { type: 'User' },
  Id: '005',
  Name: 'Ann',
  IsActive: true,
  Profile: { Name: 'P', UserLicense: { Name: 'L' } },
  PermissionsApiEnabled: false,
  PermissionSetLicenseAssignments: null,
};

describe('columns that were asked for', () => {
  const without = (key: keyof typeof whole): Record<string, unknown> =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));

  const table: [is: string, row: Record<string, unknown>, lacked: string | undefined][] = [
    ['all there', whole, undefined],
    ['more than asked for', { ...whole, More: 1 }, undefined],
    ['texts and flags that are null', { ...whole, Name: null, IsActive: null }, undefined],
    ['a record above that is null (fact J6)', { ...whole, Profile: null }, undefined],
    ['a record further above that is null', { ...whole, Profile: { Name: 'P', UserLicense: null } }, undefined],
    ['children', { ...whole, PermissionSetLicenseAssignments: { totalSize: 0, done: true, records: [] } }, undefined],
    ['no id', without('Id'), 'Id'],
    ['no flag', without('IsActive'), 'IsActive'],
    ['a flag as text', { ...whole, PermissionsApiEnabled: 'true' }, 'PermissionsApiEnabled'],
    ['a flag as number', { ...whole, IsActive: 1 }, 'IsActive'],
    ['a text that is a record', { ...whole, Name: { x: 1 } }, 'Name'],
    ['a text that is a list', { ...whole, Name: [] }, 'Name'],
    ['no record above', without('Profile'), 'Profile.Name'],
    ['a record above that is a list', { ...whole, Profile: [] }, 'Profile.Name'],
    ['a record above that is a text', { ...whole, Profile: 'P' }, 'Profile.Name'],
    ['a hole in the record above', { ...whole, Profile: { UserLicense: null } }, 'Profile.Name'],
    ['no children', without('PermissionSetLicenseAssignments'), 'PermissionSetLicenseAssignments'],
    ['children that are a text', { ...whole, PermissionSetLicenseAssignments: '' }, 'PermissionSetLicenseAssignments'],
    ['nothing', {}, 'Id'],
  ];
  for (const [is, row, lacked] of table) {
    it(`${is}: ${lacked ?? 'nothing is lacking'}`, () => expect(lackedIn(soql)(row)).to.equal(lacked));
  }
});
