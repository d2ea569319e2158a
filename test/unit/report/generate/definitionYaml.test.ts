import { expect } from 'chai';
import type { DraftRule } from '../../../../src/generate/definitionDraft.js';
import { definitionYaml } from '../../../../src/report/generate/definitionYaml.js';
import type { DefinitionDraft } from '../../../../src/report/generate/definitionYaml.js';

const yaml = (more: Partial<DefinitionDraft>): string[] =>
  definitionYaml({
    id: 'acme',
    label: 'Acme',
    description: null,
    extends: null,
    variant: null,
    features: [],
    above: [],
    groups: [],
    below: [],
    ...more,
  }).split('\n');

const rule = (one: DraftRule): string[] => yaml({ groups: [{ heading: null, rules: [one] }] }).slice(3, -1);
const head = ['schemaVersion: 1', 'id: acme', 'label: Acme'];

describe('the text of a definition', () => {
  it('is three lines where there is nothing to ask for', () => expect(yaml({})).to.deep.equal([...head, '']));

  it('has all that stands beside the rules in its order', () => {
    expect(
      yaml({ description: 'Sends leads.', extends: './base.yml', variant: 'large', features: ['notes', 'leads'] }),
    ).to.deep.equal([
      ...head,
      ...['description: Sends leads.', 'extends: ./base.yml'],
      ...['variants:', '  large:', '    default: true'],
      ...['features:', '  notes:', '    default: true', '  leads:', '    default: true', ''],
    ]);
  });

  const named = (...names: string[]): { name: string; comment: null }[] =>
    names.map((name) => ({ name, comment: null }));
  const rules: ReadonlyArray<readonly [what: string, rule: DraftRule, text: string[]]> = [
    [
      'a name',
      { kind: 'userPermission', comment: null, names: named('ApiEnabled') },
      ['  - userPermission: ApiEnabled'],
    ],
    [
      'a license with a comment above it',
      { kind: 'permissionSetLicense', comment: 'line 3', names: named('SalesPsl') },
      ['  # line 3', '  - permissionSetLicense: SalesPsl'],
    ],
    [
      'names with comments beside them, which break out of no line',
      {
        kind: 'apexClass',
        comment: null,
        names: [
          { name: 'A', comment: 'from\nrequires: []' },
          { name: 'B', comment: null },
        ],
      },
      ['  - apexClass:', String.raw`      - A # from\u{a}requires: []`, '      - B'],
    ],
    [
      'objects that are only read',
      { kind: 'object', comment: null, sobjects: ['Lead', 'Case'], access: ['read'] },
      ['  - object:', '      - Lead', '      - Case'],
    ],
    [
      'an object that is read and more',
      { kind: 'object', comment: null, sobjects: ['Lead'], access: ['read', 'edit'] },
      ['  - object: Lead', '    access: [read, edit]'],
    ],
    [
      'a field that is read',
      { kind: 'field', comment: null, names: named('Lead.Rating'), access: 'read' },
      ['  - field: Lead.Rating'],
    ],
    [
      'a field that is written',
      { kind: 'field', comment: null, names: named('Lead.Rating'), access: 'edit' },
      ['  - field: Lead.Rating', '    access: [edit]'],
    ],
    ['an API', { kind: 'api', comment: null, apis: ['rest'] }, ['  - api: rest']],
    ['several APIs', { kind: 'api', comment: null, apis: ['rest', 'bulk2'] }, ['  - api: [rest, bulk2]']],
    [
      'history of any field',
      { kind: 'historyTracking', comment: null, sobject: 'Lead', fields: [] },
      ['  - historyTracking: Lead'],
    ],
    [
      'history of fields',
      { kind: 'historyTracking', comment: null, sobject: 'Lead', fields: ['Status', 'Rating'] },
      ['  - historyTracking: Lead', '    fields: [Status, Rating]'],
    ],
    [
      'all that may stand beside it, in its order',
      {
        kind: 'userPermission',
        comment: null,
        names: named('ModifyAllData'),
        because: 'It says so: never',
        level: 'optional',
        onlyWithPassword: true,
        forbid: true,
      },
      [
        ...['  - userPermission: ModifyAllData', '    forbid: true', '    level: optional', '    when:'],
        ...['      authentication: usernamePassword', '    because: "It says so: never"'],
      ],
    ],
  ];
  for (const [what, one, text] of rules)
    it(`has a rule for ${what}`, () => expect(rule(one)).to.deep.equal(['requires:', ...text]));

  it('parts groups by empty lines, with the heading above the first rule of each', () => {
    const lead: DraftRule = { kind: 'object', comment: 'line 3', sobjects: ['Lead'], access: ['read'] };
    const own: DraftRule = { kind: 'object', comment: null, sobjects: ['Case'], access: ['read'] };
    expect(
      yaml({
        groups: [
          { heading: 'Objects', rules: [lead, own] },
          { heading: null, rules: [own, lead] },
          { heading: 'More', rules: [own] },
        ],
      }),
    ).to.deep.equal([
      ...head,
      'requires:',
      ...['  # Objects', '  # line 3', '  - object: Lead', '  - object: Case', ''],
      ...['  - object: Case', '  # line 3', '  - object: Lead', ''],
      ...['  # More', '  - object: Case', ''],
    ]);
  });

  it('breaks comments at 110 columns, keeps what is indented so, and lets none end a line', () => {
    const long = 'word '.repeat(30).trim();
    expect(yaml({ above: [long, 'one\ntwo'], below: [`    ${long}`, '', 'end'] })).to.deep.equal([
      `# ${'word '.repeat(22).trim()}`,
      `# ${'word '.repeat(8).trim()}`,
      String.raw`# one\u{a}two`,
      '',
      ...head,
      '',
      `#     ${'word '.repeat(21).trim()}`,
      `#     ${'word '.repeat(9).trim()}`,
      '',
      '# end',
      '',
    ]);
  });
});
