import { expect } from 'chai';
import { adminOf } from '../permissions/testOrg.js';
import { describeObject } from '../schema/describeObject.js';
import { runQuery } from '../soql/runQuery.js';
import { loadScenario } from './loadScenario.js';

const load = (columnSpelling: Record<string, string>) => loadScenario('default', { org: { columnSpelling } });

describe('columnSpelling of a scenario', () => {
  const org = load({
    'EntityParticle.IsAutonumber': 'IsAutoNumber',
    'EntityParticle.Label': 'label',
    'EntityParticle.EntityDefinition': 'entitydefinition',
    'User.IsActive': 'isActive',
  });
  const query = (soql: string) => runQuery(org, adminOf(org), soql, 'data').records;

  it('is what the org answers with, however the query writes the names', () => {
    for (const columns of ['IsAutonumber, Label', 'ISAUTONUMBER, LABEL', 'IsAutoNumber, label']) {
      const [particle] = query(
        `SELECT ${columns}, EntityDefinition.QualifiedApiName FROM EntityParticle
         WHERE EntityDefinition.QualifiedApiName = 'Lead' AND QualifiedApiName = 'Email'`,
      );
      expect(particle).to.deep.include({ IsAutoNumber: false, label: 'Email' });
      expect(particle).to.have.nested.property('entitydefinition.QualifiedApiName', 'Lead');
    }
  });

  it('holds for filters, FIELDS(), grouping and describe', () => {
    const [found] = query('SELECT FIELDS(STANDARD) FROM User WHERE isactive = true LIMIT 1');
    expect(found ?? {}).to.include({ isActive: true });
    expect(found ?? {}).not.to.have.property('IsActive');
    expect(query('SELECT IsActive, COUNT(Id) n FROM User GROUP BY IsActive')[0]).to.have.property('isActive');
    expect(describeObject(org, adminOf(org), 'User', 'data').fields.map(({ name }) => name)).to.include('isActive');
  });

  it('differs from the schema in case alone', () => {
    expect(() => load({ 'User.IsActive': 'Active' })).to.throw('Active is another name than IsActive');
    expect(() => load({ 'User.Ghost': 'ghost' })).to.throw('There is no column User.Ghost in this org');
  });
});
