import { expect } from 'chai';
import { formatPlace } from '../../../src/definition/definitionMistake.js';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import type { Definition } from '../../../src/definition/extendDefinition.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { describeDefinition } from '../../../src/report/describe/describeDefinition.js';
import { mistakeIn, sentenceOf } from './helpers.js';

const read = (id: string, base: Definition | null, ...lines: string[]): Definition =>
  extendDefinition(
    parseDefinition(
      ['schemaVersion: 1', `id: ${id}`, 'label: X', ...(base ? ['extends: x'] : []), ...lines].join('\n'),
      {
        file: `${id}.yml`,
        pluginVersion: '0.1.0',
      },
    ),
    base,
  );
const says = (run: () => unknown): string[] => {
  const first = mistakeIn(run);
  return [first, ...first.others].map((one) => sentenceOf(one).message);
};

const base = (): Definition =>
  read(
    'base-one',
    null,
    'requires: [{ object: Lead }, { field: "{{mapped}}", level: optional }]',
    'parameters:',
    '  mapped: { label: Mapped fields, of: fields, example: Lead.Company }',
    '  synced: { label: Synced objects, of: objects, example: Invoice__c }',
  );

describe('a definition with what it inherits', () => {
  it('owns a permission set named after its id, in characters that such a name may have', () => {
    expect(base().permissionSet).to.equal('Integration_base_one');
    expect(read('own', base()).permissionSet).to.equal('Integration_own');
    expect(read('own', base(), 'permissionSet: Mine').permissionSet).to.equal('Mine');
  });

  it('is refused where it fills in a parameter that is not inherited, with the near ones', () => {
    expect(says(() => read('own', base(), 'parameters: { maped: [Lead.Title], other: [X__c] }'))).to.deep.equal([
      'own.yml:5:15: The integration definition base-one has no parameter called "maped"; did you mean mapped?',
      'own.yml:5:36: The integration definition base-one has no parameter called "other".',
    ]);
    expect(mistakeIn(() => read('own', base(), 'parameters: { maped: [] }')).mistake).to.deep.equal({
      code: 'UnknownParameter',
      ...{ id: 'base-one', name: 'maped', known: ['mapped', 'synced'], nearest: ['mapped'] },
    });
    expect(
      says(() => read('own', read('bare', null, 'requires: [{ object: Lead }]'), 'parameters: { x: [] }')),
    ).to.deep.equal(['own.yml:5:15: The definition bare has no parameter "x".']);
  });

  it('declares a parameter anew, and keeps what a definition between has filled in', () => {
    const between = read('between', base(), 'parameters: { mapped: Lead.Title }');
    const own = read('own', between, 'parameters: { mapped: { label: Ours, of: fields, example: Lead.City } }');
    expect(
      own.parameters.map(({ name, label, values }) => [name, label, values?.map(({ value }) => value)]),
    ).to.deep.equal([
      ['mapped', 'Ours', ['Lead.Title']],
      ['synced', 'Synced objects', undefined],
    ]);
    expect(own.extends).to.deep.equal(['between', 'base-one']);
    expect(own.parameters[0]?.values?.[0]?.place).to.deep.equal({ file: 'between.yml', line: 5, column: 23 });
  });

  it('is refused where an example that it declares anew cannot stand in an inherited rule: at the place of the parameter', () => {
    expect(
      says(() => read('own', base(), 'parameters:', '  mapped: { label: Ours, of: fields, example: Company }')),
    ).to.deep.equal([
      'own.yml:6:3: "Company" does not name a field: it takes the object and the field with one dot between them, such as Account.Industry.',
    ]);
  });

  it('still waits for the one of two parameters of a rule that is not omitted', () => {
    const two = read(
      'two',
      null,
      'requires:',
      '  - { field: ["{{a}}", "{{b}}"], because: Both., level: optional, when: { phase: install } }',
      '  - object: Lead',
      'parameters:',
      '  a: { label: First, of: fields, example: Lead.Company }',
      '  b: { label: Second, of: fields, example: Lead.Title }',
    );
    const waiting = (definition: Definition): unknown[] =>
      expandDefinition(definition, { authentication: 'oauth', phases: ['install'] }).requirements.filter(
        ({ need }) => need.kind === 'parameter',
      );
    const need = (name: string, label: string, example: string, column: number): unknown => ({
      ...{ id: `parameter:${name}`, level: 'optional', because: ['Both.'], phase: 'install' },
      need: { kind: 'parameter', name, label, of: 'fields', example },
      ...{ ifPresent: false, inferred: false, forbid: false, places: [{ file: 'two.yml', line: 5, column }] },
    });
    const [a, b] = [need('a', 'First', 'Lead.Company', 15), need('b', 'Second', 'Lead.Title', 24)];
    expect(waiting(two)).to.deep.equal([a, b]);
    expect(waiting(read('own', two, 'omit: "parameter:a"'))).to.deep.equal([b]);
    expect(waiting(read('own', two, 'omit: ["parameter:a", "parameter:b"]'))).to.deep.equal([]);
  });

  it('keeps the pages of its base with what it inherits, in variants and features too, and adds none of its own to it', () => {
    const of = (page: string, own: string): unknown[] => {
      const first = read(
        'base',
        null,
        ...['requires: [{ object: Lead }]', page],
        'variants: { v: { default: true, requires: [{ object: Case }] } }',
        'features: { f: { requires: [{ object: Task }, { object: Event, source: { title: Events } }] } }',
      );
      const { requirements } = expandDefinition(read('own', first, own), { authentication: 'oauth', features: ['f'] });
      return requirements.map(({ id, ...rest }) => [id, 'sources' in rest ? rest.sources : 'none']);
    };
    const page = [{ title: 'Base' }];
    expect(of('source: { title: Base }', 'source: { title: Own }')).to.deep.equal([
      ['object:Case:read', page],
      ['object:Event:read', [{ title: 'Events' }]],
      ['object:Lead:read', page],
      ['object:Task:read', page],
    ]);
    const none = [
      ['object:Case:read', 'none'],
      ['object:Event:read', [{ title: 'Events' }]],
      ['object:Lead:read', 'none'],
      ['object:Task:read', 'none'],
    ];
    expect(of('# none', 'source: { title: Own }')).to.deep.equal(none);
    expect(of('source: { title: Base }', '# none')).to.deep.equal(none);
  });

  it('cannot omit what is only the example of a parameter', () => {
    expect(says(() => read('own', base(), 'omit: "field:Lead.Company:read"'))).to.deep.equal([
      'own.yml:5:7: Nothing that is inherited has the id "field:Lead.Company:read".',
    ]);
  });

  it('has labels of its own for variants and features, or those of its base, or their names', () => {
    const first = read(
      'base',
      null,
      'variants: { v: { label: A way, default: true, requires: [{ object: Lead }] }, w: {} }',
      'features: { f: { label: A part }, g: {} }',
    );
    const own = read('own', first, 'variants: { w: { label: Ours } }', 'features: { f: { label: Ours }, h: {} }');
    const labels = ({ variants, features }: Definition): string[] =>
      [...variants, ...features].map(({ label }) => label);
    expect(labels(first)).to.deep.equal(['A way', 'w', 'A part', 'g']);
    expect(labels(own)).to.deep.equal(['A way', 'Ours', 'Ours', 'g', 'h']);
  });

  it('waits in daily use for what belongs to no phase', () => {
    const { requirements } = expandDefinition(base(), { authentication: 'oauth' });
    expect(requirements[1]).to.deep.equal({
      ...{ id: 'parameter:mapped', level: 'optional', because: [], ifPresent: false, inferred: false, forbid: false },
      need: { kind: 'parameter', name: 'mapped', label: 'Mapped fields', of: 'fields', example: 'Lead.Company' },
      places: [{ file: 'base-one.yml', line: 4, column: 39 }],
    });
  });

  it('does not wait in a description for a choice that it omits', () => {
    const choice = read(
      'choice',
      null,
      'requires: [{ object: Lead }, { anyOf: [{ object: "{{x}}" }], name: way }]',
      'parameters: { x: { label: X, of: objects, example: Case } }',
    );
    const described = (definition: Definition): string[] =>
      describeDefinition(definition, {}).requirements.map(({ id }) => id);
    expect(described(choice)).to.deep.equal(['object:Lead:read', 'parameter:x']);
    expect(described(read('own', choice, 'omit: anyOf:way'))).to.deep.equal(['object:Lead:read']);
  });
});

describe('names of choices', () => {
  const choice = (name: string): string => `{ anyOf: [{ object: Lead }], name: ${name} }`;
  const places = (run: () => unknown): unknown[] => {
    const first = mistakeIn(run);
    return [first, ...first.others].map(({ place, mistake }) => [place && formatPlace(place), mistake]);
  };
  const duplicate = (at: string, first: string): unknown => [at, { code: 'DuplicateName', name: 'way', first }];

  it('are used once in what counts together: the common rules, the features and each variant', () => {
    expect(
      places(() =>
        read(
          'own',
          null,
          `requires: [${choice('way')}]`,
          'variants:',
          `  a: { default: true, requires: [${choice('way')}] }`,
          `  b: { requires: [${choice('other')}, ${choice('way')}] }`,
        ),
      ),
    ).to.deep.equal([duplicate('own.yml:6:69', 'own.yml:4:47'), duplicate('own.yml:7:98', 'own.yml:4:47')]);
    expect(
      places(() =>
        read('own', null, `requires: [${choice('way')}]`, `features: { f: { requires: [${choice('way')}] } }`),
      ),
    ).to.deep.equal([duplicate('own.yml:5:64', 'own.yml:4:47')]);
  });

  it('can be the same in two variants', () => {
    const both = read(
      'own',
      null,
      ...['variants:', `  a: { default: true, requires: [${choice('way')}] }`, `  b: { requires: [${choice('way')}] }`],
    );
    expect(both.variants.map(({ rules }) => rules.length)).to.deep.equal([1, 1]);
  });
});
