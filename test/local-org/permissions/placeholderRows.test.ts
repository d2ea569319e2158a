import { expect } from 'chai';
import type { Org } from '../model/orgModel.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { permissionSetNamed } from '../scenarios/storeGroup.js';
import { runQuery } from '../soql/runQuery.js';
import { effectiveAccess } from './effectiveAccess.js';
import { deleteRow, insertRow, updateRow } from './dml.js';
import { idOf, rowsOf, zeroId } from './orgTables.js';
import { adminOf, expectRefusal } from './testOrg.js';

const set = 'HG_Insights';
const placeholders = { [set]: ['Campaign', 'Account', 'Lead.Phone'], 'Standard User': ['Region__c'] };

const accessOfUser = (org: Org) => {
  const user = rowsOf(org, 'User').find((row) => row['Username'] === 'hginsights@example.com');
  return effectiveAccess(org, idOf(user ?? {}));
};

describe('placeholder rows of ObjectPermissions and FieldPermissions (fact B12)', () => {
  const org = loadScenario('default', { placeholders });
  const admin = adminOf(org);
  const setId = permissionSetNamed(org, set);
  const query = (soql: string): unknown[] =>
    runQuery(org, admin, soql, 'data').records.map((record) => ({ ...record, attributes: undefined }));
  const campaignRows = (where = ''): unknown[] =>
    query(
      `SELECT Id, SobjectType, PermissionsRead, PermissionsEdit, Parent.Name FROM ObjectPermissions
       WHERE ParentId = '${setId}' AND SobjectType = 'Campaign'${where}`,
    );
  const placeholder = {
    attributes: undefined,
    Id: zeroId,
    SobjectType: 'Campaign',
    PermissionsRead: false,
    PermissionsEdit: false,
    Parent: { attributes: { type: 'Name', url: `/services/data/v68.0/sobjects/PermissionSet/${setId}` }, Name: set },
  };

  it('are shown with an id of zeros and everything false', () => {
    expect(campaignRows()).to.deep.equal([placeholder]);
    expect(
      query(`SELECT Id, Field, PermissionsRead FROM FieldPermissions WHERE ParentId = '${setId}' AND Id = '${zeroId}'`),
    ).to.deep.equal([{ attributes: undefined, Id: zeroId, Field: 'Lead.Phone', PermissionsRead: false }]);
  });

  it('are found by filters as other rows are', () => {
    expect(campaignRows(' AND PermissionsRead = true')).to.deep.equal([]);
    expect(campaignRows(' AND PermissionsRead = false')).to.have.length(1);
  });

  it('belong to the hidden permission sets of profiles too', () => {
    expect(
      query(`SELECT Parent.Profile.Name FROM ObjectPermissions WHERE SobjectType = 'Region__c' AND Id = '${zeroId}'`),
    ).to.have.length(1);
  });

  it('are not shown where a row is stored', () => {
    const rows = query(`SELECT Id FROM ObjectPermissions WHERE ParentId = '${setId}' AND SobjectType = 'Account'`);
    expect(rows).to.have.length(1);
    expect(rows).not.to.deep.include({ attributes: undefined, Id: zeroId });
  });

  it('give nothing', () => {
    expect(accessOfUser(org).object('Campaign').read).to.be.false;
  });

  it('cannot be updated; an inserted row takes their place until it is deleted', () => {
    expectRefusal(
      () => updateRow(org, admin, 'ObjectPermissions', zeroId, { PermissionsRead: true }),
      'INVALID_CROSS_REFERENCE_KEY',
      'invalid cross reference id',
    );
    const id = insertRow(org, admin, 'ObjectPermissions', {
      ParentId: setId,
      SobjectType: 'Campaign',
      PermissionsRead: true,
    });
    expect(campaignRows()).to.deep.equal([{ ...placeholder, Id: id, PermissionsRead: true }]);
    deleteRow(org, admin, 'ObjectPermissions', id);
    expect(campaignRows()).to.deep.equal([placeholder]);
  });

  it('are written in a scenario only for what the org has', () => {
    for (const [name, names, message] of [
      ['Nobody', ['Campaign'], /There is no profile "Nobody"/],
      [set, ['Ghost'], /There is no object Ghost/],
      [set, ['Lead.Ghost'], /There is no field Lead.Ghost/],
    ] as const) {
      expect(() => loadScenario('default', { placeholders: { [name]: [...names] } })).to.throw(message);
    }
  });
});
