import { expect } from 'chai';
import type { Org } from '../model/orgModel.js';
import { adminOf } from '../permissions/testOrg.js';
import { rowsOf } from '../permissions/orgTables.js';
import { runQuery } from '../soql/runQuery.js';
import { loadScenario } from './loadScenario.js';

const query = (org: Org, soql: string) => runQuery(org, adminOf(org), soql, 'tooling');
const distinctIds = (org: Org, soql: string): number => new Set(query(org, soql).records.map(({ Id }) => Id)).size;

describe('generateObjects and generateFields of a scenario', () => {
  it('make objects, their fields, and chains of details that need Read on their masters (fact B9)', () => {
    const org = loadScenario('old-api', {
      generateObjects: [{ objects: 4, prefix: 'Bulk', levels: 3, fieldsPerObject: 2 }],
      generateFields: [{ object: 'Lead', fields: 2, prefix: 'Extra', fieldLine: 'double(18,0)' }],
    });
    const fieldsOf = (name: string): string[] =>
      (org.schema.get(name.toLowerCase())?.fields ?? []).filter(({ custom }) => custom).map((field) => field.name);
    expect(fieldsOf('Bulk_0001__c')).to.deep.equal(['Field_0001__c', 'Field_0002__c']);
    expect(fieldsOf('Bulk_0003__c')).to.deep.equal(['Master__c', 'Field_0001__c', 'Field_0002__c']);
    expect(fieldsOf('Bulk_0004__c')).to.deep.equal(['Field_0001__c', 'Field_0002__c']);
    expect(fieldsOf('Lead')).to.deep.equal(['Extra_0001__c', 'Extra_0002__c']);
    expect(rowsOf(org, 'CustomField')).to.have.length(4 * 2 + 2 + 2);
    const needs = query(
      org,
      "SELECT RequiredPermission FROM PermissionDependency WHERE Permission = 'Bulk_0003__c<read>'",
    ).records;
    expect(needs.map(({ RequiredPermission }) => RequiredPermission)).to.deep.equal(['Bulk_0002__c<read>']);
  });

  describe('a thousand objects', () => {
    const all = 'SELECT Id FROM PermissionDependency';

    it('have about nine thousand dependencies, and LIMIT is ignored (fact D7)', () => {
      const org = loadScenario('many-objects');
      const found = query(org, `${all} LIMIT 10`);
      expect(found.totalSize).to.be.within(9000, 11_000);
      expect(distinctIds(org, all)).to.equal(found.totalSize);
    });

    it('may come as 2,000 rows again and again, of which only a walk by Id finds all (fact D7)', () => {
      const org = loadScenario('many-objects', { org: { behaviours: { permissionDependencies: 'repeated' } } });
      const total = query(org, 'SELECT COUNT() FROM PermissionDependency').totalSize;
      expect(query(org, all).totalSize).to.be.above(2000);
      expect(distinctIds(org, all)).to.equal(2000);
      const walked = new Set<unknown>();
      for (let last = ''; ;) {
        const after = last === '' ? '' : ` WHERE Id > '${last}'`;
        const ids = query(org, `${all}${after} ORDER BY Id`).records.map(({ Id }) => Id);
        if (ids.length === 0) break;
        for (const id of ids) walked.add(id);
        last = String([...ids].sort().at(-1));
      }
      expect(walked.size).to.equal(total);
    });
  });
});
