import { expect } from 'chai';
import { readingScopeOf } from '../../src/kinds/readingNames.js';
import { expand } from '../../src/files/hashDefinition.js';
import { loadDefinition } from '../../src/files/loadDefinition.js';
import { questionsByHand } from './byHand.js';

const requirements = expand(await loadDefinition('hg-insights'), { variant: null, authentication: 'oauth' });
const question = readingScopeOf(requirements.requirements);
const queries = questionsByHand('ann@example.com');

/** The names in the list after the last IN of the query about this object. */
const listed = (from: string): string[] => {
  const { soql } = queries.find((one) => one.soql.includes(` FROM ${from} WHERE`)) ?? { soql: '' };
  const list = soql.slice(soql.lastIndexOf(' IN ('));
  return [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name).sort();
};
const columns = (from: string, prefix: string): string[] => {
  const { soql } = queries.find((one) => one.soql.includes(` FROM ${from} WHERE`)) ?? { soql: '' };
  const names = [...soql.matchAll(new RegExp(`\\b${prefix}(\\w+)`, 'g'))].map(([, name = '']) => name);
  return names.sort();
};

describe('bench: the questions asked by hand', () => {
  it('are about the objects, fields and permissions that the check asks about', () => {
    expect(listed('ObjectPermissions')).to.deep.equal([...question.sobjects].sort());
    expect(listed('EntityDefinition')).to.deep.equal([...question.sobjects].sort());
    expect(listed('FieldPermissions')).to.deep.equal([...question.fieldSobjects].sort());
    expect(listed('EntityParticle')).to.deep.equal([...question.fieldSobjects].sort());
    expect(listed('FieldDefinition')).to.deep.equal([...question.historySobjects].sort());
    // The check asks for more columns, which matter to other vendors; a column costs nothing.
    expect(question.userPermissions).to.include.members(columns('PermissionSet', 'Permissions'));
    expect(columns('PermissionSetLicense', 'MaximumPermissions')).to.deep.equal(
      columns('PermissionSet', 'Permissions'),
    );
  });
});
