import { expect } from 'chai';
import { overFewObjects, overObjects } from '../../../src/definition/objectPatterns.js';
import { maxRequirements } from '../../../src/definition/definitionSchema.js';
import { mistakeIn, requirementsOf, sentenceOf, withRules } from './helpers.js';

const listOf = (...names: string[]) =>
  ({ known: true, value: new Map(names.map((name) => [name.toLowerCase(), name])) }) as const;
const org = listOf('Account', 'Lead', 'acme__Signal__c', 'acme__Score__c', 'Other__c');

const idsOver = (...rules: string[]): string[] =>
  overObjects(requirementsOf(withRules(...rules)), org).map(({ id }) => id);

describe('patterns of objects', () => {
  it('stand for what the org has and takes object permissions, whatever the case, for each word of access', () => {
    expect(idsOver('  - { object: ACME__*, access: [read, edit] }')).to.deep.equal([
      'object:acme__Score__c:edit',
      'object:acme__Score__c:read',
      'object:acme__Signal__c:edit',
      'object:acme__Signal__c:read',
    ]);
    expect(idsOver('  - { object: "*" }')).to.deep.equal(
      ['Account', 'acme__Score__c', 'acme__Signal__c', 'Lead', 'Other__c'].map((name) => `object:${name}:read`),
    );
    expect(idsOver('  - { object: "*__c", forbid: true, access: delete }')).to.deep.equal(
      ['acme__Score__c', 'acme__Signal__c', 'Other__c'].map((name) => `not:object:${name}:delete`),
    );
  });

  it('merge with rules that name an object', () => {
    const all = overObjects(
      requirementsOf(
        withRules(
          '  - { object: "*", access: [read, edit], minimum: read, level: optional, because: All. }',
          '  - { object: lead, because: Named. }',
        ),
      ),
      org,
    );
    const lead = all.find(({ id }) => id.toLowerCase() === 'object:lead:read');
    expect(lead).to.deep.include({ level: 'required', ifPresent: false, because: ['All.', 'Named.'] });
    expect(all.find(({ id }) => id === 'object:Account:edit')).to.deep.include({ level: 'optional', ifPresent: true });
    expect(all).to.have.lengthOf(10);
  });

  it('reach into choices', () => {
    const [choice] = overObjects(
      requirementsOf(
        withRules('  - { anyOf: [{ allOf: [{ object: acme__* }, { api: rest }] }, { object: no__* }], name: a }'),
      ),
      org,
    );
    const members = choice?.need.kind === 'anyOf' ? choice.need.members : [];
    expect(members.map((member) => member.map(({ id }) => id))).to.deep.equal([
      ['api:rest', 'object:acme__Score__c:read', 'object:acme__Signal__c:read'],
      ['object:no__*:read'],
    ]);
  });

  it('are found in any member of a choice', () => {
    for (const members of ['{ api: rest }, { object: acme__S* }', '{ object: acme__S* }, { api: rest }']) {
      const [choice] = overObjects(requirementsOf(withRules(`  - { anyOf: [${members}], name: a }`)), org);
      const found = choice?.need.kind === 'anyOf' ? choice.need.members.flat().map(({ id }) => id) : [];
      expect(found.sort(), members).to.deep.equal([
        'api:rest',
        'object:acme__Score__c:read',
        'object:acme__Signal__c:read',
      ]);
    }
  });

  it('stay where they match nothing, or where nobody knows what takes permissions', () => {
    expect(idsOver('  - { object: ghost__* }')).to.deep.equal(['object:ghost__*:read']);
    const all = requirementsOf(withRules('  - { object: "*" }'));
    expect(overObjects(all, { known: false })).to.equal(all);
  });

  it('leave definitions without patterns as they are', () => {
    const all = requirementsOf(withRules('  - { object: Lead }', '  - { field: Lead.* }'));
    expect(overObjects(all, org)).to.equal(all);
  });

  it('are refused where they stand for more than a definition may ask for', () => {
    const things = Array.from({ length: maxRequirements / 5 + 1 }, (_, at) => `Thing${at}__c`);
    const many = listOf(...things);
    const all = requirementsOf(
      withRules('  - { object: Lead }', '  - { object: "*", access: [read, create, edit, delete, viewAllRecords] }'),
    );
    const { message, actions } = sentenceOf(mistakeIn(() => overFewObjects(all, many, 'acme', 'admin@acme.com')));
    expect(message).to.equal(
      `acme.yml:6:15: In the org admin@acme.com, object:*:create and the other patterns of objects stand for more than ${maxRequirements} kinds of access, and a definition may ask for no more.`,
    );
    expect(actions.join(' ')).to.contain('acme__*');
    // What names no pattern is not told, and what stands in no file is told of the definition.
    const beside = requirementsOf(
      withRules('  - api: rest', '  - { object: "*", access: [read, create, edit, delete, viewAllRecords] }'),
    );
    const { mistake, place } = mistakeIn(() =>
      overFewObjects(
        beside.map((one) => ({ ...one, places: [] })),
        ...([many, 'acme.yml', 'admin@acme.com'] as const),
      ),
    );
    expect([place, mistake]).to.deep.equal([
      { file: 'acme.yml' },
      { code: 'TooManyObjects', org: 'admin@acme.com', id: 'object:*:create', limit: maxRequirements },
    ]);
    expect(overFewObjects(all, org, 'acme', 'admin@acme.com')).to.have.lengthOf(25);
    const words = requirementsOf(
      withRules('  - { object: "*", access: [read, create, edit, delete, viewAllRecords] }'),
    );
    expect(overFewObjects(words, listOf(...things.slice(1)), 'acme', 'admin@acme.com')).to.have.lengthOf(
      maxRequirements,
    );
  });
});
