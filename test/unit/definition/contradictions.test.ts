import { expect } from 'chai';
import { extendDefinition } from '../../../src/definition/extendDefinition.js';
import { formatPlace } from '../../../src/definition/definitionMistake.js';
import { parseDefinition } from '../../../src/definition/parseDefinition.js';
import { mistakeIn, parse, withRules } from './helpers.js';

/** Place, and what is told of the two rules, of every mistake. */
const told = (run: () => unknown): unknown[] => {
  const first = mistakeIn(run);
  return [first, ...first.others].map(({ place, mistake }) => ({ at: place && formatPlace(place), ...mistake }));
};

describe('what is required and forbidden at the same time', () => {
  const forbidden = (rule: string): string => `  - { ${rule}, forbid: true }`;
  const cases: [title: string, required: string, forbids: string, contradicts: boolean][] = [
    ['the same field, reading', 'field: Lead.Title', 'field: Lead.Title', true],
    ['the same field in another case', 'field: lead.title', 'field: Lead.TITLE', true],
    ['editing a field, of which reading is forbidden', 'field: Lead.Title, access: [edit]', 'field: Lead.Title', true],
    [
      'editing a field, and editing is forbidden',
      'field: Lead.Title, access: [edit]',
      'field: Lead.Title, access: [edit]',
      true,
    ],
    [
      'reading a field, of which only editing is forbidden',
      'field: Lead.Title',
      'field: Lead.Title, access: [edit]',
      false,
    ],
    ['the field of that name of another object', 'field: Contact.Title', 'field: Lead.Title', false],
    ['another field of the object', 'field: Lead.Company', 'field: Lead.Title', false],
    ['a field of a forbidden pattern', 'field: Lead.Secret__c', 'field: Lead.S*__c', true],
    ['a field beside a forbidden pattern', 'field: Lead.Open__c', 'field: Lead.S*__c', false],
    ['a pattern that holds a forbidden field', 'field: Lead.S*__c', 'field: Lead.Secret__c', true],
    ['access to an object that is forbidden', 'object: Lead', 'object: lead', true],
    ['access that includes a forbidden one', 'object: Lead, access: [edit]', 'object: Lead', true],
    ['access that a forbidden one includes', 'object: Lead', 'object: Lead, access: [edit]', false],
    ['the same access to another object', 'object: Contact', 'object: Lead', false],
    ['a user permission', 'userPermission: ViewSetup', 'userPermission: viewsetup', true],
    ['another user permission', 'userPermission: ViewSetup', 'userPermission: ApiEnabled', false],
    ['things of two kinds', 'object: Lead', 'field: Lead.Title', false],
  ];
  for (const [title, required, forbids, contradicts] of cases) {
    it(`${title}: ${contradicts ? 'a mistake' : 'is fine'}, in both orders`, () => {
      const rules = [`  - { ${required} }`, forbidden(forbids)];
      for (const lines of [rules, [...rules].reverse()]) {
        const text = withRules(...lines);
        if (contradicts) expect(mistakeIn(() => parse(text)).code).to.equal('RequiredAndForbidden');
        else expect(parse(text).id).to.equal('acme');
      }
    });
  }
});

describe('which of the two rules is told', () => {
  const requires = (name: string, rest = ''): string => `  - { userPermission: ${name}${rest} }`;
  const forbids = (name: string, rest = ''): string => requires(name, `, forbid: true${rest}`);
  const oauth = ', when: { authentication: oauth }';
  const password = ', when: { authentication: usernamePassword }';
  const toldOf = (rules: readonly string[]): unknown => told(() => parse(withRules(...rules)));
  const mistake = (at: number, first: number, id = 'ViewSetup'): unknown => ({
    ...{ at: `acme.yml:${at}:23`, code: 'RequiredAndForbidden', id: `userPermission:${id}` },
    ...{ forbidden: `not:userPermission:${id}`, first: `acme.yml:${first}:23` },
  });

  const table: ReadonlyArray<readonly [string, readonly string[], readonly unknown[]]> = [
    [
      'what is always required and forbidden for one way of logging in',
      [requires('ViewSetup'), forbids('ViewSetup', oauth)],
      [mistake(6, 5)],
    ],
    [
      'what is always forbidden and required for one way of logging in',
      [forbids('ViewSetup'), requires('ViewSetup', oauth)],
      [mistake(6, 5)],
    ],
    [
      'what is forbidden for the second of two ways of logging in',
      [forbids('RunReports', oauth), forbids('ViewSetup', password), requires('ViewSetup', password)],
      [mistake(7, 6)],
    ],
    [
      'the first of several that are forbidden',
      [forbids('ViewSetup'), forbids('RunReports'), requires('ViewSetup')],
      [mistake(7, 5)],
    ],
    [
      'the first of two rules that forbid it, whatever else is forbidden for the same way of logging in',
      [forbids('RunReports'), forbids('ViewSetup', oauth), forbids('ViewSetup'), requires('ViewSetup')],
      [mistake(8, 6)],
    ],
    [
      'the same twice forbidden is no mistake of its own',
      [forbids('ViewSetup'), forbids('ViewSetup'), requires('ViewSetup')],
      [mistake(7, 5)],
    ],
    [
      'the first of two rules that forbid it, for every way of logging in and for one',
      [forbids('ViewSetup'), forbids('ViewSetup', oauth), requires('ViewSetup')],
      [mistake(7, 5)],
    ],
    [
      'each that is required, at once',
      [requires('ViewSetup'), requires('RunReports'), forbids('RunReports'), forbids('ViewSetup')],
      [mistake(7, 6, 'RunReports'), mistake(8, 5)],
    ],
  ];
  for (const [what, rules, mistakes] of table) it(what, () => expect(toldOf(rules)).to.deep.equal(mistakes));

  it('nothing where all is forbidden, by whatever rules', () => {
    expect(parse(withRules(forbids('ViewSetup'), forbids('ViewSetup', oauth))).rules).to.have.length(2);
  });
});

describe('rules that a definition inherits and its own, held against each other', () => {
  type Part = 'rules' | 'feature' | 'variant';
  type Where = `${'base' | 'own'} ${Part}`;
  /** In the order in which the rules count. */
  const wheres: readonly Where[] = [
    'base rules',
    'base feature',
    'own rules',
    'own feature',
    'base variant',
    'own variant',
  ];
  const lines: Readonly<Record<Part, number>> = { rules: 7, feature: 9, variant: 11 };
  const textOf = (id: 'base' | 'own', rules: Readonly<Partial<Record<Where, string>>>): string => {
    const rule = (part: Part): string => rules[`${id} ${part}`] ?? '{ api: rest }';
    return [
      ...[
        'schemaVersion: 1',
        `id: ${id}`,
        'label: X',
        id === 'own' ? 'extends: base' : '#',
        'requires:',
        '  - api: soql',
      ],
      ...[`  - ${rule('rules')}`, 'features:', `  f: { requires: [${rule('feature')}] }`],
      ...[
        'variants:',
        `  v: { default: true, requires: [${rule('variant')}] }`,
        '  other: { requires: [{ api: bulk }] }',
      ],
    ].join('\n');
  };
  const read = (rules: Readonly<Partial<Record<Where, string>>>): unknown => {
    const file = (id: 'base' | 'own') =>
      parseDefinition(textOf(id, rules), { file: `${id}.yml`, pluginVersion: '0.1.0' });
    return extendDefinition(file('own'), extendDefinition(file('base'), null));
  };
  const requires = '{ object: Lead }';
  const forbids = '{ object: Lead, forbid: true }';
  const columns: Readonly<Record<Part, number>> = { rules: 15, feature: 29, variant: 44 };
  const placeOf = (where: Where): string => {
    const [id, part] = where.split(' ') as ['base' | 'own', Part];
    return `${id}.yml:${lines[part]}:${columns[part]}`;
  };

  for (const required of wheres)
    for (const forbidden of wheres)
      if (required !== forbidden)
        it(`the ${required} require what the ${forbidden} forbid: told once, at the later of the two`, () => {
          const [first, later] = wheres.filter((where) => where === required || where === forbidden);
          if (!first || !later) throw new Error('there are two');
          expect(told(() => read({ [required]: requires, [forbidden]: forbids }))).to.deep.equal([
            {
              ...{ at: placeOf(later), code: 'RequiredAndForbidden', first: placeOf(first) },
              ...{ id: 'object:Lead:read', forbidden: 'not:object:Lead:read' },
            },
          ]);
        });

  it('may forbid the same again', () => {
    for (const [one, other] of [
      ['base rules', 'own rules'],
      ['base variant', 'own variant'],
      ['base rules', 'own variant'],
      ['base variant', 'own rules'],
    ] as const)
      expect(read({ [one]: forbids, [other]: forbids }), `${one}, ${other}`).to.include({ id: 'own' });
  });

  it('are all told, those of variants beside those that are common', () => {
    const text = [
      withRules('  - object: Lead', '  - { object: Lead, forbid: true }'),
      ...['variants:', '  a: { default: true, requires: [{ object: Case }, { object: Case, forbid: true }] }'],
      '  b: { requires: [{ object: Lead, access: edit }] }',
    ].join('\n');
    expect(told(() => parse(text)).map((one) => Object.entries(one as object)[0]?.[1])).to.deep.equal([
      'acme.yml:6:15',
      'acme.yml:8:62',
      'acme.yml:9:29',
    ]);
  });
});
