import { expect } from 'chai';
import type { Api, Caller } from '../model/orgModel.js';
import { OrgError } from '../model/orgModel.js';
import { createOrg } from '../schema/newOrg.js';
import { runQuery } from './runQuery.js';
import { plain } from './testing/tinyOrg.js';

const org = createOrg({ now: () => Date.UTC(2026, 10, 22) });
const [admin] = [...(org.tables.get('User')?.values() ?? [])];
const caller: Caller = { userId: String(admin?.['Id']), apiVersion: 66 };
const records = (soql: string, api: Api = 'data'): unknown => plain(runQuery(org, caller, soql, api).records);

describe('embedded org: SOQL in a new org, as its administrator', () => {
  it('walks from the user to the license', () => {
    expect(records('SELECT Profile.Name, Profile.UserLicense.Name FROM User')).to.deep.equal([
      { Profile: { Name: 'System Administrator', UserLicense: { Name: 'Salesforce' } } },
    ]);
  });

  it('finds the profile among the assigned permission sets (fact A1)', () => {
    const soql = `SELECT PermissionSet.IsOwnedByProfile, PermissionSet.Profile.Name, PermissionSet.PermissionsApiEnabled FROM PermissionSetAssignment WHERE AssigneeId = '${caller.userId.slice(0, 15)}'`;
    expect(records(soql)).to.deep.equal([
      {
        PermissionSet: {
          IsOwnedByProfile: true,
          Profile: { Name: 'System Administrator' },
          PermissionsApiEnabled: true,
        },
      },
    ]);
  });

  it('reads object permissions through a semi-join', () => {
    const soql = `SELECT SobjectType, PermissionsRead, Parent.Profile.Name FROM ObjectPermissions WHERE SobjectType = 'account' AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment WHERE AssigneeId = '${caller.userId}')`;
    expect(records(soql)).to.deep.equal([
      { SobjectType: 'Account', PermissionsRead: true, Parent: { Profile: { Name: 'System Administrator' } } },
    ]);
  });

  for (const api of ['data', 'tooling'] as const)
    it(`reads definitions over the ${api} API`, () => {
      expect(
        records(
          "SELECT QualifiedApiName, EntityDefinition.QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName IN ('Account', 'Lead') AND QualifiedApiName = 'Website'",
          api,
        ),
      ).to.deep.equal([
        { QualifiedApiName: 'Website', EntityDefinition: { QualifiedApiName: 'Account' } },
        { QualifiedApiName: 'Website', EntityDefinition: { QualifiedApiName: 'Lead' } },
      ]);
    });

  it('points at a definition by its durable id', () => {
    const [row] = runQuery(
      org,
      caller,
      "SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'Lead'",
      'tooling',
    ).records;
    expect(row?.attributes.url).to.equal('/services/data/v66.0/tooling/sobjects/EntityDefinition/Lead');
  });

  it('answers effective access', () => {
    const entity = `SELECT IsReadable FROM UserEntityAccess WHERE UserId = '${caller.userId}' AND EntityDefinition.QualifiedApiName = 'Account' LIMIT 200`;
    expect(records(entity)).to.deep.equal([{ IsReadable: true }]);
    const field = `SELECT IsAccessible FROM UserFieldAccess WHERE DurableId = 'Account.Owner.${caller.userId}'`;
    expect(records(field)).to.deep.equal([{ IsAccessible: true }]);
    expect(records('SELECT PermissionsApiEnabled FROM UserPermissionAccess')).to.deep.equal([
      { PermissionsApiEnabled: true },
    ]);
  });

  it('can query every object of its schema, or says by the rules why not', () => {
    const allowed = /reified column|Can select only RecordId|does not support query/;
    const surprises: string[] = [];
    for (const schema of org.schema.values())
      for (const api of ['data', 'tooling'] as const) {
        const served = schema.api === 'both' || schema.api === api;
        try {
          runQuery(org, caller, `SELECT FIELDS(ALL) FROM ${schema.name} ORDER BY Id LIMIT 1`, api);
          if (!served) surprises.push(`${schema.name} answered on ${api}`);
        } catch (error) {
          if (!(error instanceof OrgError)) throw error;
          const expected = served ? allowed.test(error.message) : error.errorCode === 'INVALID_TYPE';
          if (!expected) surprises.push(`${schema.name} on ${api}: ${error.message}`);
        }
      }
    expect(surprises).to.deep.equal([]);
  });
});
