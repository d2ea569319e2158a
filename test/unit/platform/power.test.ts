import { expect } from 'chai';
import { isLimiting, powerOfPermission } from '../../../src/platform/power.js';
import { orgWidePermissions } from '../../../src/platform/orgWidePermissions.js';

describe('how powerful user permissions are', () => {
  const cases: Array<[name: string, power: string]> = [
    ['ModifyAllData', 'org'],
    ['modifyalldata', 'org'],
    ['CustomizeApplication', 'org'],
    ['ManageUsers', 'org'],
    ['AuthorApex', 'org'],
    ['ViewAllData', 'data'],
    ['ViewAllFieldsGlobal', 'data'],
    ['ViewEncryptedData', 'data'],
    ['BulkApiHardDelete', 'data'],
    ['TransferAnyLead', 'data'],
    ['ApiEnabled', 'other'],
    ['RunReports', 'other'],
    ['constructor', 'other'],
  ];
  for (const [name, power] of cases) {
    it(`${name}: ${power}`, () => {
      expect(powerOfPermission(name)).to.equal(power);
    });
  }

  it('what is told of as control over the whole org is not called less than power over all data', () => {
    for (const name of orgWidePermissions) expect(powerOfPermission(name), name).to.be.oneOf(['org', 'data']);
  });

  it('what only limits its holder is no power at all', () => {
    expect(['ApiUserOnly', 'apiuseronly', 'IsSsoEnabled', 'ApiEnabled'].map(isLimiting)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
  });
});
