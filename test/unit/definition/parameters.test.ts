import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import type { Definition } from '../../../src/definition/extendDefinition.js';
import type { ParameterValues } from '../../../src/definition/filling.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { itFinds, mistakeIn, parse, sentenceOf, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';

const declared = [
  'parameters:',
  '  mapped-fields: { label: Mapped Lead fields, of: fields, example: Lead.Company }',
  '  synced: { label: Synced objects, of: objects, example: Invoice__c }',
];
const text = [
  withRules(
    '  - field: [Lead.Email, "{{mapped-fields}}"]',
    '    because: Written back.',
    '  - object: "{{synced}}"',
    '    level: optional',
  ),
  ...declared,
].join('\n');

const needsOf = (definition: Definition, parameters?: ParameterValues): string[] =>
  expandDefinition(definition, { authentication: 'oauth', parameters }).requirements.map(
    ({ id, level }) => `${id} ${level}`,
  );

const child = (...lines: string[]): Definition =>
  extendDefinition(
    parseDefinition(['schemaVersion: 1', 'id: own', 'label: Own', 'extends: acme', ...lines].join('\n'), {
      file: 'own.yml',
      pluginVersion: '0.1.0',
    }),
    parse(text),
  );

describe('parameters of a definition', () => {
  const waiting = ['parameter:mapped-fields recommended', 'parameter:synced optional'];

  const table: ReadonlyArray<readonly [string, ParameterValues | undefined, readonly string[]]> = [
    [
      'wait to be filled in, at most recommended; what stands beside them counts',
      undefined,
      ['field:Lead.Email:read required', ...waiting],
    ],
    [
      'are filled in with several values',
      { 'mapped-fields': ['Lead.A__c', 'Lead.B__c'], synced: ['X__c'] },
      [
        'field:Lead.A__c:read required',
        'field:Lead.B__c:read required',
        'field:Lead.Email:read required',
        'object:X__c:read optional',
      ],
    ],
    ['are filled in with nothing', { 'mapped-fields': [], synced: [] }, ['field:Lead.Email:read required']],
  ];
  for (const [what, parameters, needs] of table)
    it(what, () => expect(needsOf(parse(text), parameters)).to.deep.equal(needs));

  it('stand for one or several where a rule takes one or several, and for one where it takes one', () => {
    const one = [
      withRules(
        '  - { historyTracking: "{{object}}", fields: "{{fields}}" }',
        '  - { picklistValue: Lead.LeadSource, value: "{{sources}}" }',
        '  - { object: "{{object}}", access: [read, edit], when: { phase: connect } }',
      ),
      'parameters:',
      '  object: { label: O, of: objects, example: Case }',
      '  fields: { label: F, of: fields, example: Status }',
      '  sources: { label: S, of: values, example: Acme }',
    ].join('\n');
    const filled = (parameters: ParameterValues): string[] =>
      expandDefinition(parse(one), { authentication: 'oauth', parameters, phases: ['connect'] }).requirements.map(
        ({ id }) => id,
      );
    expect(filled({ object: ['Lead'], fields: ['Status', 'Rating'], sources: ['Acme'] })).to.deep.equal([
      'historyTracking:Lead.Rating',
      'historyTracking:Lead.Status',
      'object:Lead:edit',
      'object:Lead:read',
      'picklistValue:Lead.LeadSource=Acme',
    ]);
    const places = (parameters: ParameterValues): unknown => {
      const { place, mistake } = mistakeIn(() => filled(parameters));
      return [place, mistake.code];
    };
    expect(places({ object: ['Lead', 'Case'], fields: ['Status'], sources: [] })).to.deep.equal([
      { file: 'acme.yml', line: 5, column: 24 },
      'WrongValue',
    ]);
  });

  it('are filled in by a definition that extends, and a run has the last word', () => {
    const own = child('parameters:', '  mapped-fields: [Lead.A__c]');
    expect(needsOf(own)).to.deep.equal([
      'field:Lead.A__c:read required',
      'field:Lead.Email:read required',
      'parameter:synced optional',
    ]);
    expect(needsOf(own, { 'mapped-fields': ['Lead.B__c'] }))
      .to.include('field:Lead.B__c:read required')
      .and.not.include('field:Lead.A__c:read required');
  });

  it('can be omitted, as can what stands beside them', () => {
    expect(needsOf(child('omit: ["parameter:synced", "field:Lead.Email:read"]'))).to.deep.equal([
      'parameter:mapped-fields recommended',
    ]);
  });

  it('stand in choices, in variants and in features', () => {
    const all = [
      withRules('  - name: way', '    anyOf:', '      - object: "{{synced}}"', '      - userPermission: ViewAllData'),
      'features:',
      '  more: { requires: [{ historyTracking: Lead, fields: ["{{tracked}}"] }] }',
      ...declared,
      '  tracked: { label: Tracked fields, of: fields, example: Status }',
    ].join('\n');
    expect(needsOf(parse(all))).to.deep.equal(['anyOf:way required', 'parameter:synced recommended']);
    const used = expandDefinition(parse(all), {
      authentication: 'oauth',
      features: ['more'],
      parameters: { synced: ['X__c'], tracked: ['Status', 'Rating'] },
    });
    expect(used.requirements.map(({ id }) => id)).to.deep.equal([
      'anyOf:way',
      'historyTracking:Lead.Rating',
      'historyTracking:Lead.Status',
    ]);
  });

  it('are held in each variant by itself against what is forbidden, and against names of choices', () => {
    const variants = [
      'schemaVersion: 1',
      'id: acme',
      'label: Acme',
      'parameters:',
      '  synced: { label: Synced objects, of: objects, example: Invoice__c }',
      'variants:',
      '  wide:',
      '    default: true',
      '    requires:',
      '      - object: [Account, "{{synced}}"]',
      '      - { anyOf: [object: "{{synced}}"], name: way }',
      '  narrow:',
      '    requires:',
      '      - { object: [Account, "{{synced}}"], forbid: true }',
      '      - { anyOf: [object: ["{{synced}}", Lead]], name: way }',
    ].join('\n');
    const idsOf = (variant: string): string[] =>
      expandDefinition(parse(variants), { authentication: 'oauth', variant }).requirements.map(({ id }) => id);
    expect(idsOf('wide')).to.deep.equal(['object:Account:read', 'parameter:synced']);
    expect(idsOf('narrow')).to.deep.equal(['anyOf:way', 'not:object:Account:read', 'parameter:synced']);
    const both = variants.replace(
      '      - object: [Account',
      '      - { object: Account, forbid: true }\n      - object: [Account',
    );
    expect(mistakeIn(() => parse(both)).code).to.equal('RequiredAndForbidden');
  });

  it('still wait where the example is what a definition omits', () => {
    const base = parse(
      [withRules('  - field: Lead.Company', '  - field: "{{mapped-fields}}"'), ...declared].join('\n'),
    );
    const own = extendDefinition(
      parseDefinition('schemaVersion: 1\nid: own\nlabel: Own\nextends: acme\nomit: field:Lead.Company:read', {
        file: 'own.yml',
        pluginVersion: '0.1.0',
      }),
      base,
    );
    expect(needsOf(own)).to.deep.equal(['parameter:mapped-fields recommended']);
  });

  it('do not wait in a choice that a definition omits', () => {
    const choice = '  - { anyOf: [field: "{{mapped-fields}}", object: Account], name: way }';
    const base = parse([withRules(choice, '  - object: Lead'), ...declared].join('\n'));
    const own = parseDefinition('schemaVersion: 1\nid: own\nlabel: Own\nextends: acme\nomit: anyOf:way', {
      file: 'own.yml',
      pluginVersion: '0.1.0',
    });
    expect(needsOf(base)).to.include('parameter:mapped-fields recommended');
    expect(needsOf(extendDefinition(own, base))).to.deep.equal(['object:Lead:read required']);
  });

  it('refuse a value that cannot stand there, at its place', () => {
    const said = (run: () => unknown): string => sentenceOf(mistakeIn(run)).message;
    expect(said(() => needsOf(parse(text), { 'mapped-fields': ['Company'] }))).to.equal(
      '{{mapped-fields}}: "Company" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
    );
    expect(said(() => child('parameters:', '  mapped-fields: [Lead.A__c, Company]'))).to.match(
      /^own\.yml:6:30: "Company"/,
    );
    expect(said(() => child('parameters: { mapped-fields: Company }'))).to.match(/^own\.yml:5:30: "Company"/);
    const safe = [text.replace('requires:', 'requires:\n  - { field: Lead.Secret__c, forbid: true }')].join('\n');
    expect(said(() => needsOf(parse(safe), { 'mapped-fields': ['Lead.Secret__c'] }))).to.include(
      'A user cannot have field:Lead.Secret__c:read',
    );
  });

  const cases: readonly MistakeCase[] = [
    {
      is: 'an example that cannot stand at the second of two marks',
      text: [withRules('  - field: ["{{mapped-fields}}", "{{synced}}"]'), ...declared].join('\n'),
      says: 'acme.yml:5:34: "Invoice__c" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
    },
    {
      is: 'an empty list beside a mark',
      text: [withRules('  - { object: "{{synced}}", access: [] }'), ...declared].join('\n'),
      says: 'acme.yml:5:37: The value of "access" has to be at least one entry or character, not "(list)".',
    },
    {
      is: 'a mark without a parameter',
      text: withRules('  - object: "{{x}}"'),
      says: 'acme.yml:5:13: The definition acme has no parameter "x".',
    },
    {
      is: 'a mark with a misspelt parameter',
      text: [withRules('  - object: "{{sinced}}"'), ...declared].join('\n'),
      says: 'acme.yml:5:13: The integration definition acme has no parameter called "sinced"; did you mean synced?',
    },
    {
      is: 'an example that cannot stand where its rule has it',
      text: [withRules('  - field: "{{synced}}"'), ...declared].join('\n'),
      says: 'acme.yml:5:12: "Invoice__c" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
    },
    {
      is: 'a parameter without an example',
      text: [withRules('  - object: Lead'), 'parameters:', '  x: { label: X, of: objects }'].join('\n'),
      says: 'acme.yml:7:6: Here a parameter lacks the key "example".',
    },
    {
      is: 'a word after of that means nothing',
      text: [withRules('  - object: Lead'), 'parameters:', '  x: { label: X, of: feilds, example: A.B }'].join('\n'),
      says: 'acme.yml:7:22: "feilds" is not a word for "of"; did you mean fields?',
    },
    {
      is: 'values for a parameter that is not inherited',
      text: [withRules('  - object: Lead'), 'parameters:', '  x: [A, B]'].join('\n'),
      says: 'acme.yml:7:3: The definition acme has no parameter "x".',
    },
  ];
  for (const one of cases) itFinds(one);
});
