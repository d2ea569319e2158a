import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { itFinds, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';

const text = [
  withRules('  - userPermission: ApiEnabled', '    level: recommended'),
  'variants:',
  '  broad: { requires: [{ userPermission: ViewAllData }] }',
  '  granular: { default: true, requires: [{ object: Account }] }',
  'features:',
  '  deals: { label: Deals, requires: [{ object: Opportunity }] }',
  '  engage:',
  '    requires: [{ object: Lead, access: [edit] }, { userPermission: ApiEnabled, because: Engage writes. }]',
  '  core: { default: true, requires: [{ object: Contact }] }',
].join('\n');

const expanded = (features: readonly string[], variant?: string) =>
  expandDefinition(parse(text), { authentication: 'oauth', features, variant });
const idsOf = (features: readonly string[], variant?: string): string[] =>
  expanded(features, variant).requirements.map(({ id }) => id);

describe('features', () => {
  const table: ReadonlyArray<readonly [string, readonly string[], readonly string[], readonly string[]]> = [
    ['without a name only those that every use has', [], ['core'], ['object:Account:read', 'object:Contact:read']],
    ['by name, in the order of the definition', ['engage', 'deals'], ['deals', 'engage', 'core'], []],
    ['all with *', ['*'], ['deals', 'engage', 'core'], []],
    ['once where one is named twice', ['deals', 'deals'], ['deals', 'core'], []],
    ['those that every use has also by name', ['core'], ['core'], []],
  ];
  for (const [what, named, used, ids] of table) {
    it(`are used ${what}`, () => {
      expect(expanded(named).features).to.deep.equal(used);
      expect(idsOf(named)).to.include.members([...ids]);
    });
  }

  it('add to the common rules and to the variant, and the same need from both is one', () => {
    expect(idsOf(['engage'])).to.deep.equal([
      'object:Account:read',
      'object:Contact:read',
      'object:Lead:edit',
      'userPermission:ApiEnabled',
    ]);
    expect(idsOf([], 'broad')).to.deep.equal([
      'object:Contact:read',
      'userPermission:ApiEnabled',
      'userPermission:ViewAllData',
    ]);
    const [api] = expanded(['engage']).requirements.filter(({ id }) => id === 'userPermission:ApiEnabled');
    expect(api).to.deep.include({ level: 'required', because: ['Engage writes.'] });
  });

  it('are left out of what has none', () => {
    const none = expandDefinition(parse(withRules('  - object: Lead')), { authentication: 'oauth' });
    expect(none).to.not.have.property('features');
  });

  it('that do not exist are named with the near ones', () => {
    expect(sentenceOf(mistakeIn(() => expanded(['deal'])))).to.deep.equal({
      message: 'The integration definition acme has no feature called "deal"; did you mean deals?',
      actions: [
        'Use one of these: deals, engage, core. A feature is named behind a plus sign, and +* means all of them.',
      ],
    });
    for (const name of ['deals', '*']) {
      const none = mistakeIn(() =>
        expandDefinition(parse(withRules('  - object: Lead')), { authentication: 'oauth', features: [name] }),
      );
      expect(sentenceOf(none).message).to.equal(`The definition acme has no feature "${name}".`);
    }
  });

  it('are inherited by name: rules are added, the label and the default can change, needs can be omitted', () => {
    const child = parseDefinition(
      [
        'schemaVersion: 1',
        'id: own',
        'label: Own',
        'extends: acme',
        'omit: "object:Lead:edit"',
        'features:',
        '  engage: { default: true, requires: [{ object: Task }] }',
        '  core: { label: The core, default: false }',
        '  more: { requires: [{ object: Case }] }',
      ].join('\n'),
      { file: 'own.yml', pluginVersion: '0.1.0' },
    );
    const own = extendDefinition(child, parse(text));
    expect(own.features.map(({ name, label, isDefault }) => [name, label, isDefault])).to.deep.equal([
      ['deals', 'Deals', false],
      ['engage', 'engage', true],
      ['core', 'The core', false],
      ['more', 'more', false],
    ]);
    const { requirements, features } = expandDefinition(own, { authentication: 'oauth' });
    expect(features).to.deep.equal(['engage']);
    expect(requirements.map(({ id }) => id)).to.deep.equal([
      'object:Account:read',
      'object:Task:read',
      'userPermission:ApiEnabled',
    ]);
  });

  const cases: readonly MistakeCase[] = [
    {
      is: 'a feature whose name is not in kebab-case',
      text: [withRules('  - object: Lead'), 'features:', '  Deals: { requires: [{ object: Opportunity }] }'].join('\n'),
      says: 'acme.yml:7:3: The value of "features" has to be lower-case letters, digits and single hyphens, such as acme-sync, not "Deals".',
    },
    {
      is: 'an unknown key of a feature',
      text: [withRules('  - object: Lead'), 'features:', '  deals: { defualt: true }'].join('\n'),
      says: 'acme.yml:7:12: "defualt" is not a key of a feature; did you mean default?',
    },
    {
      is: 'a mistake in a rule of a feature',
      text: [withRules('  - object: Lead'), 'features:', '  deals: { requires: [{ objekt: Opportunity }] }'].join('\n'),
      says: 'acme.yml:7:25: "objekt" is not a key of a rule; did you mean object?',
    },
    {
      is: 'a feature that requires what another one forbids',
      text: [
        withRules('  - object: Lead'),
        'features:',
        '  safe: { requires: [{ userPermission: ViewAllData, forbid: true }] }',
        '  broad: { requires: [{ userPermission: ViewAllData }] }',
      ].join('\n'),
      says: 'acme.yml:8:41: A user cannot have userPermission:ViewAllData and satisfy not:userPermission:ViewAllData at the same time (the other rule is at acme.yml:7:40).',
    },
    {
      is: 'a feature that requires what a variant forbids',
      text: [
        withRules('  - object: Lead'),
        'variants:',
        '  safe: { default: true, requires: [{ userPermission: ViewAllData, forbid: true }] }',
        'features:',
        '  broad: { requires: [{ userPermission: ViewAllData }] }',
      ].join('\n'),
      says: 'acme.yml:7:55: A user cannot have userPermission:ViewAllData and satisfy not:userPermission:ViewAllData at the same time (the other rule is at acme.yml:9:41).',
    },
  ];
  for (const one of cases) itFinds(one);
});
