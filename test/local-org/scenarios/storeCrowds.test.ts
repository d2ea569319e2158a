import { expect } from 'chai';
import { rowsOf } from '../permissions/orgTables.js';
import { describeObject } from '../schema/describeObject.js';
import { loadScenario } from './loadScenario.js';

describe('embedded org: many of everything', () => {
  const org = loadScenario('default', {
    org: { furtherUserPermissions: 3, behaviours: { furtherOfferedObjects: 2 } },
    generate: [{ permissionSets: 4, prefix: 'Team', objects: { Account: 'read' } }],
    generateGroups: [{ groups: 2, prefix: 'Department', setsEach: 3, setPrefix: 'Team' }],
    generateUsers: [{ users: 5, prefix: 'Employee', profile: 'Minimum Access - Salesforce' }],
  });
  const named = (object: string, column: string, start: string): number =>
    rowsOf(org, object).filter((row) => String(row[column]).startsWith(start)).length;
  const fields = (object: string) =>
    describeObject(org, { userId: String(rowsOf(org, 'User')[0]?.['Id']), apiVersion: 68 }, object, 'data').fields;

  it('has sets that nobody has, groups of them, and users with their profile alone', () => {
    expect(named('PermissionSet', 'Name', 'Team_')).to.equal(4);
    expect(named('PermissionSetGroup', 'DeveloperName', 'Department_')).to.equal(2);
    const groups = new Set(
      rowsOf(org, 'PermissionSetGroup').flatMap(({ DeveloperName: name, Id: id }) =>
        String(name).startsWith('Department_') ? [id] : [],
      ),
    );
    const members = rowsOf(org, 'PermissionSetGroupComponent').filter(({ PermissionSetGroupId: id }) =>
      groups.has(id ?? ''),
    );
    expect(members).to.have.length(6);
    expect(named('User', 'Username', 'employee_')).to.equal(5);
    const users = new Set(
      rowsOf(org, 'User').flatMap(({ Username: name, Id: id }) => (String(name).startsWith('employee_') ? [id] : [])),
    );
    const assigned = rowsOf(org, 'PermissionSetAssignment').filter(({ AssigneeId: id }) => users.has(id ?? ''));
    expect(assigned).to.have.length(5);
  });

  it('has further user permissions on all four objects, and names in the picklist of which it has no object', () => {
    for (const [object, prefix] of [
      ['PermissionSet', 'Permissions'],
      ['Profile', 'Permissions'],
      ['UserPermissionAccess', 'Permissions'],
      ['PermissionSetLicense', 'MaximumPermissions'],
    ] as const)
      expect(fields(object).filter(({ name }) => name.startsWith(`${prefix}UseIndustryFeature`))).to.have.length(3);
    const offered = fields('ObjectPermissions').find(({ name }) => name === 'SobjectType')?.picklistValues ?? [];
    const further = offered.filter(({ value }) => value.startsWith('IndustryCloudThing'));
    expect(further).to.have.length(2);
    expect(further.some(({ value }) => org.schema.has(value.toLowerCase()))).to.equal(false);
  });
});
