import { expect } from 'chai';
import {
  checkFilling,
  expandDefinition,
  isInPhase,
  unknownParameters,
} from '../../../src/definition/expandDefinition.js';
import type { ExpandOptions } from '../../../src/definition/expandDefinition.js';
import type { Definition } from '../../../src/definition/extendDefinition.js';
import type { ParameterValues } from '../../../src/definition/filling.js';
import { featuresOf, leftOutJson } from '../../../src/definition/requirementSet.js';
import { mistakeIn, parse, sentenceOf, withRules } from './helpers.js';

const whole = (): Definition =>
  parse(
    [
      withRules(
        '  - object: Account',
        '  - { userPermission: InstallPackaging, when: { phase: install } }',
        '  - { userPermission: ModifyMetadata, when: { phase: upgrade } }',
        '  - { object: account, when: { phase: connect } }',
        '  - { userPermission: ViewSetup, when: { phase: connect, authentication: usernamePassword } }',
      ),
      'features:',
      '  deals: { requires: [{ object: Opportunity }] }',
      '  engage: { requires: [{ object: Lead, when: { phase: connect } }] }',
      '  core: { default: true, requires: [{ object: Contact }] }',
    ].join('\n'),
  );

describe('what a definition would ask for beside what is asked for', () => {
  const table: ReadonlyArray<
    readonly [string, Omit<ExpandOptions, 'authentication'>, readonly string[], readonly string[], readonly string[]]
  > = [
    ['in daily use', {}, ['core'], ['deals', 'engage'], ['install', 'upgrade']],
    [
      'with a feature that asks for something in a phase',
      { features: ['engage'] },
      ['engage', 'core'],
      ['deals'],
      ['install', 'connect', 'upgrade'],
    ],
    ['to install', { phases: ['install'], features: ['deals'] }, ['deals', 'core'], ['engage'], ['upgrade']],
    ['features alone', { phases: ['install', 'upgrade'] }, ['core'], ['deals', 'engage'], []],
    ['phases alone', { features: ['*'] }, ['deals', 'engage', 'core'], [], ['install', 'connect', 'upgrade']],
  ];
  for (const [what, options, features, leftFeatures, leftPhases] of table)
    it(`is named, and given to scripts: ${what}`, () => {
      const expanded = expandDefinition(whole(), { authentication: 'oauth', ...options });
      const leftOut = { features: leftFeatures, phases: leftPhases };
      expect({ leftOut: expanded.leftOut, features: expanded.features }).to.deep.equal({ leftOut, features });
      expect({ ...leftOutJson(expanded), ...featuresOf(expanded) }).to.deep.equal({ leftOut, features });
    });

  it('counts for the way of logging in alone', () => {
    const { leftOut } = expandDefinition(whole(), { authentication: 'usernamePassword' });
    expect(leftOut?.phases).to.deep.equal(['install', 'connect', 'upgrade']);
  });

  it('is left out where there is nothing, as are features where there are none', () => {
    const all = expandDefinition(whole(), {
      ...{ authentication: 'oauth', features: ['*'], phases: ['install', 'connect', 'upgrade'] },
    });
    expect(all).to.not.have.property('leftOut');
    expect(leftOutJson(all)).to.deep.equal({});
    const bare = expandDefinition(parse(withRules('  - object: Lead')), { authentication: 'oauth' });
    expect({ ...leftOutJson(bare), ...featuresOf(bare) }).to.deep.equal({});
    expect(bare).to.deep.equal({
      ...{ integration: 'acme', label: 'Acme', variant: null, authentication: 'oauth' },
      permissionSet: 'Integration_acme',
      requirements: [
        {
          id: 'object:Lead:read',
          need: { kind: 'object', sobject: 'Lead', access: 'read', minimum: [] },
          ...{ level: 'required', because: [], ifPresent: false, inferred: false, forbid: false },
          places: [{ file: 'acme.yml', line: 5, column: 13 }],
        },
      ],
    });
  });

  it('is in daily use whatever belongs to no phase', () => {
    expect([isInPhase({}), isInPhase({ phase: 'install' }), isInPhase({}, ['install'])]).to.deep.equal([
      true,
      false,
      true,
    ]);
    expect([
      isInPhase({ phase: 'install' }, ['upgrade']),
      isInPhase({ phase: 'install' }, ['connect', 'install']),
    ]).to.deep.equal([false, true]);
  });
});

describe('what a run fills in', () => {
  const declared = (): Definition =>
    parse(
      [
        withRules('  - object: "{{synced}}"'),
        'features:',
        '  deals: { requires: [{ field: "{{mapped}}" }] }',
        '  other: { requires: [{ object: Case }] }',
        'parameters:',
        '  synced: { label: Synced, of: objects, example: Invoice__c }',
        '  mapped: { label: Mapped, of: fields, example: Lead.Company }',
      ].join('\n'),
    );
  const idsOf = (features: readonly string[], parameters?: ParameterValues): string[] =>
    expandDefinition(declared(), { authentication: 'oauth', features, parameters }).requirements.map(({ id }) => id);

  it('counts in the features that are used, and in no others', () => {
    expect(idsOf(['other'])).to.deep.equal(['object:Case:read', 'parameter:synced']);
    expect(idsOf(['other'], { mapped: ['Lead.Title'] })).to.deep.equal(['object:Case:read', 'parameter:synced']);
    expect(idsOf(['deals'], { mapped: ['Lead.Title'] })).to.deep.equal(['field:Lead.Title:read', 'parameter:synced']);
  });

  it('has to be of a parameter of the definition: others are named', () => {
    expect(unknownParameters(declared(), { parameters: { synced: [], sinced: ['X'], x: [] } })).to.deep.equal([
      'sinced',
      'x',
    ]);
    expect(unknownParameters(declared(), {})).to.deep.equal([]);
    expect(checkFilling(declared(), { parameters: { mapped: [], synced: [] }, phases: ['install'] })).to.equal(
      undefined,
    );
    const misspelt = mistakeIn(() => checkFilling(declared(), { parameters: { mapped: [], sinced: ['X'], x: [] } }));
    expect([misspelt.place, misspelt.mistake]).to.deep.equal([
      { file: 'acme.yml' },
      { code: 'UnknownParameter', id: 'acme', name: 'sinced', known: ['synced', 'mapped'], nearest: ['synced'] },
    ]);
    const bare = parse(withRules('  - object: Lead'));
    const none = mistakeIn(() => checkFilling(bare, { parameters: { x: [] } }));
    expect([none.place, none.mistake]).to.deep.equal([
      { file: 'acme.yml' },
      { code: 'NoParameters', definition: 'acme', name: 'x' },
    ]);
    expect(sentenceOf(none).message).to.equal('The definition acme has no parameter "x".');
  });

  it('is no more than a definition may ask for', () => {
    const names = (of: string, length: number): string[] => Array.from({ length }, (_, at) => `${of}${at}`);
    const definition = parse(
      [
        withRules(
          `  - { historyTracking: Lead, fields: ["{{tracked}}"], suggestedFields: [${names('S', 99).join(', ')}] }`,
        ),
        'parameters: { tracked: { label: Tracked, of: fields, example: Status } }',
      ].join('\n'),
    );
    const run = (length: number): unknown =>
      expandDefinition(definition, { authentication: 'oauth', parameters: { tracked: names('F', length) } });
    // Each of them brings 99 names along.
    expect(run(120)).to.have.property('requirements').with.length(120);
    const { mistake, place } = mistakeIn(() => run(121));
    expect([place, mistake]).to.deep.equal([
      { file: 'acme.yml' },
      { code: 'TooMany', key: 'parameters', limit: 12_000 },
    ]);
  });

  it('has a place in no file, and is named in its stead', () => {
    const { place } = mistakeIn(() => idsOf(['deals'], { mapped: ['Lead.Title', 'Company'] }));
    expect(place).to.deep.equal({ file: '{{mapped}}' });
  });
});

describe('a variant or feature that a definition does not have', () => {
  const text = [
    withRules('  - object: Account'),
    'variants: { broad: { default: true }, narrow: {} }',
    'features: { deals: {} }',
  ].join('\n');
  const bare = withRules('  - object: Account');
  const table: ReadonlyArray<readonly [string, string, Omit<ExpandOptions, 'authentication'>, unknown]> = [
    [
      'a variant',
      text,
      { variant: 'narow' },
      { code: 'UnknownVariant', id: 'acme', name: 'narow', known: ['broad', 'narrow'], nearest: ['narrow'] },
    ],
    ['a variant of none', bare, { variant: 'x' }, { code: 'NoVariants', id: 'acme', name: 'x' }],
    [
      'a feature',
      text,
      { features: ['deals', 'deal'] },
      { code: 'UnknownFeature', id: 'acme', name: 'deal', known: ['deals'], nearest: ['deals'] },
    ],
    ['a feature of none', bare, { features: ['*'] }, { code: 'NoFeatures', definition: 'acme', name: '*' }],
  ];
  for (const [what, definition, options, expected] of table)
    it(`is a mistake of its file: ${what}`, () => {
      const { mistake, place } = mistakeIn(() =>
        expandDefinition(parse(definition), { authentication: 'oauth', ...options }),
      );
      expect([place, mistake]).to.deep.equal([{ file: 'acme.yml' }, expected]);
    });
});
