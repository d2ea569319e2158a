import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { readingScopeOf } from '../../../src/kinds/readingNames.js';
import { entryId } from '../../../src/access/entry.js';
import { needs, objectList, requirement, schema, snapshot, user } from '../support/snapshot.js';

/** Convert Leads is of use only along with access to the objects that a conversion writes (facts D6, Q8). */
describe('Convert Leads', () => {
  const names = ['ApiEnabled', 'ConvertLeads', 'ModifyAllData', 'ViewAllData'];
  const columns = known(new Map(names.map((name) => [name.toLowerCase(), { name, label: name }])));
  const org = schema({ permissionSetColumns: columns, profileColumns: columns });
  const convert = requirement(needs.permission('ConvertLeads'));
  const judged = (objects: Record<string, string>, permissions = ['ConvertLeads'], inOrg = org): Finding => {
    const inspected = user({ sources: [{ permissions, objects }] });
    const found = evaluate([convert], snapshot(inspected, inOrg), inspected);
    const finding = found.find(({ id }) => id === 'userPermission:ConvertLeads');
    if (!finding) throw new Error('no finding');
    return finding;
  };
  const told = ({ status, code, besides = [] }: Finding): string => [status, code, ...besides.map(entryId)].join(' ');

  it('alone is met, and says what converting takes beside it', () => {
    expect(told(judged({ Lead: 'read' }))).to.equal(
      'met CONVERTING_NEEDS_MORE object:Lead:edit object:Account:create object:Account:edit object:Contact:create object:Contact:edit',
    );
  });

  it('names only what is missing', () => {
    expect(told(judged({ Lead: 'read edit', Account: 'read create edit', Contact: 'read create' }))).to.equal(
      'met CONVERTING_NEEDS_MORE object:Contact:edit',
    );
  });

  it('has nothing to add where all of it is there', () => {
    const all = { Lead: 'read edit', Account: 'read create edit', Contact: 'read create edit' };
    expect(told(judged(all))).to.equal('met GRANTED');
    expect(told(judged({}, ['ConvertLeads', 'ModifyAllData']))).to.equal('met GRANTED');
  });

  it('says nothing of objects that this org does not have', () => {
    const entities = known(new Map([['lead', { name: 'Lead' }]]));
    expect(told(judged({}, ['ConvertLeads'], { ...org, entities }))).to.equal(
      'met CONVERTING_NEEDS_MORE object:Lead:edit',
    );
  });

  it('is missing as any other permission is', () => {
    expect(told(judged({}, []))).to.equal('unmet USER_PERMISSION_MISSING');
  });

  it('has the objects read along', () => {
    expect(readingScopeOf([convert]).sobjects).to.deep.equal(['Account', 'Contact', 'Lead']);
    expect(readingScopeOf([requirement(needs.permission('ApiEnabled'))]).sobjects).to.deep.equal([]);
  });

  it('asks for nothing that the org does not take permissions for', () => {
    const permissionableObjects = known(objectList('Lead'));
    expect(told(judged({}, ['ConvertLeads'], { ...org, permissionableObjects }))).to.equal(
      'met CONVERTING_NEEDS_MORE object:Lead:edit',
    );
  });
});
