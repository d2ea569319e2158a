import { expect } from 'chai';
import { canonicalForm, expandDefinition } from '../../../src/definition/expandDefinition.js';
import { describeDefinition } from '../../../src/report/describe/describeDefinition.js';
import { matchesPattern } from '../../../src/platform/names.js';
import { compareIds, requirementId } from '../../../src/kinds/requirementId.js';
import { nearest } from '../../../src/kinds/nearest.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { mistakeIn, parse, requirementsOf, sentenceOf, withRules } from './helpers.js';
import { cpuTimeOf } from '../../support/cpuTime.js';

const ids = (...lines: string[]): string[] => requirementsOf(withRules(...lines)).map(({ id }) => id);
const only = (...lines: string[]) => {
  const [requirement, ...rest] = requirementsOf(withRules(...lines));
  expect(rest).to.deep.equal([]);
  if (!requirement) throw new Error('nothing is required');
  return requirement;
};

describe('expansion of rules', () => {
  const table: Array<[string, string[], string[]]> = [
    ['read is the default access', ['  - object: Lead'], ['object:Lead:read']],
    [
      'every object with every word',
      ['  - object: [Lead, Case]', '    access: [edit, read]'],
      ['object:Case:edit', 'object:Case:read', 'object:Lead:edit', 'object:Lead:read'],
    ],
    [
      'edit on a field alone, since it includes read',
      ['  - { field: Lead.mk_*__c, access: [edit] }'],
      ['field:Lead.mk_*__c:edit'],
    ],
    ['the switch and any field', ['  - historyTracking: Opportunity'], ['historyTracking:Opportunity']],
    [
      'the tracked fields',
      ['  - { historyTracking: Opportunity, fields: [StageName, Amount] }'],
      ['historyTracking:Opportunity.Amount', 'historyTracking:Opportunity.StageName'],
    ],
    ['APIs', ['  - api: [soql, bulk2]'], ['api:bulk2', 'api:soql']],
    [
      'a picklist value as it is',
      ['  - { picklistValue: Lead.LeadSource, value: HG Insights }'],
      ['picklistValue:Lead.LeadSource=HG Insights'],
    ],
    [
      'a picklist value that would break the line',
      ['  - { picklistValue: Lead.LeadSource, value: "50%\\n\\e[1m\\u202e\\u2028é" }'],
      ['picklistValue:Lead.LeadSource=50%25%0A%1B[1m%E2%80%AE%E2%80%A8é'],
    ],
    [
      'half a character',
      ['  - { picklistValue: Lead.LeadSource, value: "\\ud800" }'],
      ['picklistValue:Lead.LeadSource=%EF%BF%BD'],
    ],
    ['automation per object', ['  - automation: [Lead, Contact]'], ['automation:Contact', 'automation:Lead']],
    ['a choice', ['  - { anyOf: [{ object: Lead }], name: some-way }'], ['anyOf:some-way']],
    ['what must not be', ['  - { object: Lead, access: [delete], forbid: true }'], ['not:object:Lead:delete']],
    ['forbid: false forbids nothing', ['  - { object: Lead, forbid: false }'], ['object:Lead:read']],
  ];
  for (const [is, rules, expected] of table) it(is, () => expect(ids(...rules)).to.deep.equal(expected));

  it('sorts by id without regard to case', () => {
    expect(ids('  - userPermission: [viewSetup, ApiEnabled, RunReports]')).to.deep.equal([
      'userPermission:ApiEnabled',
      'userPermission:RunReports',
      'userPermission:viewSetup',
    ]);
    expect(['b', 'A', 'a', 'B'].sort(compareIds)).to.deep.equal(['A', 'a', 'B', 'b']);
  });

  it('shows reasons in one line', () => {
    expect(only('  - object: Lead', '    because: |', '      One', '        two', '').because).to.deep.equal([
      'One two',
    ]);
  });

  it('takes inferred needs as recommended unless they are less', () => {
    expect(only('  - { object: Lead, inferred: true }')).to.include({ level: 'recommended', inferred: true });
    expect(only('  - { object: Lead, inferred: true, level: optional }')).to.include({ level: 'optional' });
  });

  it('keeps the order of preference in a choice, and merges inside a member', () => {
    const { need, level } = only(
      '  - anyOf:',
      '      - { userPermission: [TransferAnyLead, TransferAnyEntity], because: Moves. }',
      '      - { object: User, access: [viewAllRecords], ifPresent: true }',
      '    name: transfer',
      '    level: recommended',
    );
    if (need.kind !== 'anyOf') throw new Error(need.kind);
    expect(level).to.equal('recommended');
    expect(need.members.map((member) => member.map(({ id }) => id))).to.deep.equal([
      ['userPermission:TransferAnyEntity', 'userPermission:TransferAnyLead'],
      ['object:User:viewAllRecords'],
    ]);
    expect(need.members[0]?.[0]).to.deep.include({ level: 'recommended', because: ['Moves.'], ifPresent: false });
    expect(need.members[1]?.[0]).to.deep.include({ ifPresent: true });
  });
});

describe('what a rule says of a pattern or of the profile', () => {
  it('stays where all rules about it say it: a pattern without the fields that nobody can edit', () => {
    const edits = '  - { field: Lead.mk_*, access: edit, editableOnly: true }';
    expect(only(edits).need).to.deep.include({ field: 'mk_*', editableOnly: true });
    expect(only(edits, '  - { field: Lead.mk_*, access: edit }').need).to.not.have.property('editableOnly');
  });

  it('stays where one of them says it: from the profile alone', () => {
    for (const rules of [
      ['  - { userPermission: ApiEnabled, on: profile }', '  - userPermission: ApiEnabled'],
      ['  - userPermission: ApiEnabled', '  - { userPermission: ApiEnabled, on: profile }'],
    ])
      expect(only(...rules)).to.deep.include({
        id: 'userPermission:ApiEnabled',
        need: { kind: 'userPermission', name: 'ApiEnabled', on: 'profile' },
      });
  });
});

describe('the same of two levels', () => {
  it('reaches no field at a level that only the looser rule asks for', () => {
    const needed = '  - { field: Lead.mk_*, access: edit, editableOnly: true }';
    const wanted = '  - { field: Lead.mk_*, access: edit, level: recommended }';
    for (const rules of [
      [needed, wanted],
      [wanted, needed],
    ])
      expect(only(...rules)).to.deep.include({
        level: 'required',
        need: {
          ...{ kind: 'field', sobject: 'Lead', field: 'mk_*', access: 'edit', standardized: false },
          editableOnly: true,
        },
      });
    const all = '  - { field: Lead.mk_*, access: edit }';
    const some = '  - { field: Lead.mk_*, access: edit, editableOnly: true, level: optional }';
    expect(only(all, some).need).to.not.have.property('editableOnly');
  });

  it('is from the profile where the stricter rule says so', () => {
    const { need, level } = only(
      '  - { userPermission: ApiEnabled, on: profile }',
      '  - { userPermission: ApiEnabled, level: optional }',
    );
    expect(level).to.equal('required');
    expect(need).to.have.property('on', 'profile');
  });

  it('is refused where the looser rule alone wants it from the profile: it would be wanted there at the stricter level', () => {
    for (const rules of [
      ['  - { userPermission: ApiEnabled }', '  - { userPermission: ApiEnabled, on: profile, level: optional }'],
      ['  - { userPermission: ApiEnabled, on: profile, level: optional }', '  - { userPermission: ApiEnabled }'],
    ]) {
      const { message, actions } = sentenceOf(mistakeIn(() => only(...rules)));
      expect(message)
        .to.match(/^acme\.yml:[56]:\d+: /)
        .and.include(
          'userPermission:ApiEnabled is wanted from the profile here, and from anywhere at a stricter level',
        );
      expect(actions).to.deep.equal(['Give both rules the same level, or leave out on: profile here.']);
    }
  });
});

describe('allOf as a member of a choice', () => {
  const members = (...lines: string[]) => {
    const { need } = only('  - anyOf:', ...lines, '    name: way', '    level: recommended');
    if (need.kind !== 'anyOf') throw new Error(need.kind);
    return need.members;
  };

  it('is one member with the needs of all of its rules, merged, at the level of the choice', () => {
    const found = members(
      '      - allOf:',
      '          - { object: [Lead, Account], because: Reads. }',
      '          - { userPermission: ViewSetup }',
      '          - { object: Account, access: [read, edit] }',
      '      - { userPermission: ModifyAllData }',
    );
    expect(found.map((member) => member.map(({ id }) => id))).to.deep.equal([
      ['object:Account:edit', 'object:Account:read', 'object:Lead:read', 'userPermission:ViewSetup'],
      ['userPermission:ModifyAllData'],
    ]);
    expect(found[0]?.map(({ level }) => level)).to.deep.equal(Array(4).fill('recommended'));
  });

  it('hands on what stands beside it: the reason, ifPresent, the source', () => {
    const [member = []] = members(
      '      - allOf:',
      '          - { object: Lead, because: Reads. }',
      '          - { api: rest }',
      '        because: Both.',
      '        ifPresent: true',
      '        source: { title: Page }',
    );
    expect(member.map(({ because }) => because)).to.deep.equal([['Both.'], ['Both.', 'Reads.']]);
    for (const one of member) expect(one).to.deep.include({ ifPresent: true, sources: [{ title: 'Page' }] });
  });

  it('leaves out a rule whose parameter is filled in with nothing, and keeps the others', () => {
    const text = [
      'schemaVersion: 1',
      'id: acme',
      'label: Acme',
      'parameters: { more: { label: More, of: fields, example: Lead.Company } }',
      'requires:',
      '  - anyOf:',
      '      - allOf: [{ object: Lead }, { field: "{{more}}" }]',
      '    name: way',
    ].join('\n');
    const idsWith = (more: string[]) => {
      const [first] = expandDefinition(parse(text), { authentication: 'oauth', parameters: { more } }).requirements;
      return first?.need.kind === 'anyOf' ? first.need.members.map((member) => member.map(({ id }) => id)) : [];
    };
    expect(idsWith(['Lead.Title'])).to.deep.equal([['field:Lead.Title:read', 'object:Lead:read']]);
    expect(idsWith([])).to.deep.equal([['object:Lead:read']]);
  });
});

describe('a member of a choice that says nothing beside its rules', () => {
  it('has what its rules say, and no more', () => {
    const choice = only('  - { anyOf: [{ allOf: [{ object: Lead, ifPresent: true }, { api: rest }] }], name: way }');
    const beside = { level: 'required', because: [], inferred: false, forbid: false };
    const places = (column: number): unknown => [{ file: 'acme.yml', line: 5, column }];
    expect(choice.need.kind === 'anyOf' && choice.need.members).to.deep.equal([
      [
        { ...beside, id: 'api:rest', need: { kind: 'api', api: 'rest' }, ifPresent: false, places: places(67) },
        {
          ...{ ...beside, id: 'object:Lead:read', ifPresent: true, places: places(35) },
          need: { kind: 'object', sobject: 'Lead', access: 'read', minimum: [] },
        },
      ],
    ]);
  });
});

describe('the same need from several rules', () => {
  it('stays what all of them say: present only where the org has it, inferred, in a phase', () => {
    const phase = (name: string): string => `when: { phase: ${name} }`;
    const of = (...rules: string[]): unknown => {
      const { requirements } = expandDefinition(parse(withRules(...rules)), {
        ...{ authentication: 'oauth', phases: ['install', 'upgrade'] },
      });
      return requirements.map((one) =>
        Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'need' && key !== 'places')),
      );
    };
    const beside = { because: [], forbid: false };
    const lead = { id: 'object:Lead:read', ...beside };
    const weak = `  - { object: Lead, ifPresent: true, inferred: true, ${phase('install')} }`;
    expect(of(weak, weak)).to.deep.equal([
      { ...lead, level: 'recommended', ifPresent: true, inferred: true, phase: 'install' },
    ]);
    expect(of(weak, `  - { object: Lead, ${phase('upgrade')} }`)).to.deep.equal([
      { ...lead, level: 'required', ifPresent: false, inferred: false, phase: 'install' },
    ]);
    const daily = { ...lead, level: 'required', ifPresent: false, inferred: false };
    expect(of(weak, '  - object: Lead')).to.deep.equal([daily]);
    expect(of('  - object: Lead', weak)).to.deep.equal([daily]);
  });

  it('names a page as the first rule has it', () => {
    const source = (rest: string): string => `  - { object: Lead, source: { title: Page, ${rest} } }`;
    expect(only(source('seen: part'), source('seen: whole, date: 2026-01-01')).sources).to.deep.equal([
      { title: 'Page', seen: 'part' },
    ]);
  });

  it('takes the strictest level and every reason once, in the first spelling', () => {
    expect(
      only(
        '  - { object: Account, level: optional, because: One., ifPresent: true, inferred: true }',
        '  - { object: ACCOUNT, because: Two. }',
        '  - { object: account, level: recommended, because: One. }',
      ),
    ).to.deep.include({
      id: 'object:Account:read',
      level: 'required',
      because: ['One.', 'Two.'],
      ifPresent: false,
      inferred: false,
    });
  });

  it('joins the minimum', () => {
    const rules = requirementsOf(
      withRules(
        '  - { object: Lead, access: [read, edit, delete], minimum: [read] }',
        '  - { object: lead, access: [edit], minimum: [edit] }',
      ),
    );
    const minimum = (id: string): unknown => {
      const need = rules.find((requirement) => requirement.id === id)?.need;
      return need?.kind === 'object' ? need.minimum : undefined;
    };
    expect(minimum('object:Lead:edit')).to.deep.equal(['read', 'edit']);
    expect(minimum('object:Lead:delete')).to.deep.equal(['read']);
  });

  it('takes a minimum word that an access word brings along as asked for', () => {
    const rules = requirementsOf(withRules('  - { object: Lead, access: [viewAllFields], minimum: [read] }'));
    expect(rules.map(({ id }) => id)).to.deep.equal(['object:Lead:read', 'object:Lead:viewAllFields']);
    for (const { need } of rules) expect(need).to.deep.include({ minimum: ['read'] });
  });

  it('is standardized when one of them is', () => {
    expect(only('  - field: Lead.Email', '  - { field: Lead.Email, standardized: true }').need).to.include({
      standardized: true,
    });
  });

  it('joins the fields that automation and history are about', () => {
    expect(
      only('  - { automation: Lead, onFields: [Email, Phone] }', '  - { automation: lead, onFields: [phone, Title] }')
        .need,
    ).to.deep.include({ onFields: ['Email', 'Phone', 'Title'] });
    expect(
      only(
        '  - { historyTracking: Case, suggestedFields: [Status] }',
        '  - { historyTracking: Case, suggestedFields: [Origin] }',
      ).need,
    ).to.deep.include({ suggestedFields: ['Status', 'Origin'] });
  });

  it('names the sources of rules once', () => {
    const source = 'source: { title: Page }';
    expect(
      only(`  - { object: Lead, ${source} }`, `  - { object: Lead, ${source} }`, '  - object: Lead').sources,
    ).to.deep.equal([{ title: 'Page' }]);
  });

  it('keeps two sources that are called the same and lie at different addresses', () => {
    const source = (url: string): string => `source: { title: Help, url: "${url}" }`;
    const [one, other] = ['https://a.example/objects', 'https://a.example/fields'];
    expect(
      only(
        `  - { object: Lead, ${source(one)} }`,
        `  - { object: Lead, ${source(other)} }`,
        `  - { object: Lead, ${source(one)} }`,
      ).sources,
    ).to.deep.equal([
      { title: 'Help', url: one },
      { title: 'Help', url: other },
    ]);
  });
});

describe('rules for one way of logging in', () => {
  const text = withRules(
    '  - { userPermission: ApiUserOnly, when: { authentication: usernamePassword } }',
    '  - { userPermission: RunReports, level: recommended }',
    '  - { userPermission: RunReports, when: { authentication: usernamePassword }, because: Logs in. }',
  );

  it('count only for it', () => {
    const named = (authentication: 'oauth' | 'usernamePassword'): string[] =>
      requirementsOf(text, { authentication }).map(({ id, level }) => `${id} ${level}`);
    expect(named('oauth')).to.deep.equal(['userPermission:RunReports recommended']);
    expect(named('usernamePassword')).to.deep.equal([
      'userPermission:ApiUserOnly required',
      'userPermission:RunReports required',
    ]);
  });

  it('may require what the rule for another way forbids', () => {
    const both = (first: string, second: string): string =>
      withRules(
        `  - { userPermission: ApiUserOnly, when: { authentication: ${first} } }`,
        `  - { userPermission: ApiUserOnly, when: { authentication: ${second} }, forbid: true }`,
      );
    expect(parse(both('usernamePassword', 'oauth')).rules).to.have.length(2);
    expect(mistakeIn(() => parse(both('oauth', 'oauth'))).code).to.equal('RequiredAndForbidden');
  });

  it('are told apart in a description of all of them', () => {
    const described = describeDefinition(parse(text), {}).requirements;
    expect(described.map(({ id, when }) => [id, when?.authentication])).to.deep.equal([
      ['userPermission:ApiUserOnly', 'usernamePassword'],
      ['userPermission:RunReports', undefined],
    ]);
    const oauth = describeDefinition(parse(text), { authentication: 'oauth' }).requirements;
    expect(oauth.map(({ id, level, when }) => [id, level, when])).to.deep.equal([
      ['userPermission:RunReports', 'recommended', undefined],
    ]);
  });
});

describe('variants', () => {
  const text = [
    withRules('  - userPermission: ApiEnabled'),
    'variants:',
    '  broad: { requires: [{ userPermission: ViewAllData }] }',
    '  granular: { label: Granular, default: true, requires: [{ object: Lead }] }',
  ].join('\n');

  it('add to the common rules; the default one is taken unless another is named', () => {
    const expanded = expandDefinition(parse(text), { authentication: 'oauth' });
    expect(expanded).to.include({
      integration: 'acme',
      label: 'Acme',
      variant: 'granular',
      permissionSet: 'Integration_acme',
    });
    expect(expanded.requirements.map(({ id }) => id)).to.deep.equal(['object:Lead:read', 'userPermission:ApiEnabled']);
    expect(requirementsOf(text, { variant: 'broad' }).map(({ id }) => id)).to.deep.equal([
      'userPermission:ApiEnabled',
      'userPermission:ViewAllData',
    ]);
  });

  it('that do not exist are named with the near ones', () => {
    const of = (variant: string) => sentenceOf(mistakeIn(() => requirementsOf(text, { variant })));
    expect(of('granula')).to.deep.equal({
      message: 'The integration definition acme has no variant called "granula"; did you mean granular?',
      actions: ['Use one of these: broad, granular.'],
    });
    const none = mistakeIn(() => requirementsOf(withRules('  - object: Lead'), { variant: 'x' }));
    expect(sentenceOf(none).message).to.equal(
      'The integration definition acme has no variants, so "@x" cannot be chosen.',
    );
  });
});

describe('the canonical form', () => {
  it('does not change with the order of rules or the words of reasons, but with what is needed', () => {
    const form = (...rules: string[]): string => canonicalForm(requirementsOf(withRules(...rules)));
    const one = form('  - { object: Lead, because: A. }', '  - userPermission: ApiEnabled');
    expect(form('  - userPermission: ApiEnabled', '  - { because: B., object: Lead }')).to.equal(one);
    expect(form('  - userPermission: ApiEnabled', '  - { object: Lead, level: optional }')).to.not.equal(one);
  });

  it('is this text: its hash stands in plans and receipts of earlier versions', () => {
    const [lead, choice] = [
      '{"forbid":false,"id":"object:Lead:read","ifPresent":true,"inferred":false,"level":"required","need":{"access":"read","kind":"object","minimum":["read"],"sobject":"Lead"},"phase":"install"}',
      '{"forbid":false,"id":"anyOf:way","ifPresent":false,"inferred":false,"level":"optional","need":{"kind":"anyOf","members":[[{"forbid":false,"id":"api:rest","ifPresent":false,"inferred":false,"level":"optional","need":{"api":"rest","kind":"api"}}]],"name":"way"}}',
    ];
    const { requirements } = expandDefinition(
      parse(
        withRules(
          '  - { object: Lead, minimum: read, because: A., source: { title: T }, ifPresent: true, when: { phase: install } }',
          '  - { anyOf: [{ api: rest, source: { title: T }, because: B. }], name: way, level: optional }',
        ),
      ),
      { authentication: 'oauth', phases: ['install'] },
    );
    expect(canonicalForm(requirements)).to.equal(`[${choice},${lead}]`);
    const turned = (value: object): object => Object.fromEntries(Object.entries(value).reverse());
    expect(canonicalForm(requirements.map((one) => turned({ ...one, need: turned(one.need) }) as typeof one))).to.equal(
      `[${choice},${lead}]`,
    );
  });
});

describe('names', () => {
  it('match patterns without regard to case, and quickly', async () => {
    const yes: Array<[string, string]> = [
      ['mk_*__c', 'MK_score__c'],
      ['*', 'Email'],
      ['*a*a*', 'banana'],
      ['Email', 'EMAIL'],
      ['a*a', 'aa'],
      ['a**b', 'ab'],
    ];
    const no: Array<[string, string]> = [
      ['mk_*__c', 'mk__c'],
      ['a*a', 'a'],
      ['*a*a*a*', 'aa'],
      ['Email', 'Email2'],
      ['ab*ba', 'aba'],
    ];
    for (const [pattern, name] of yes) expect(matchesPattern(pattern, name), `${pattern} ${name}`).to.equal(true);
    for (const [pattern, name] of no) expect(matchesPattern(pattern, name), `${pattern} ${name}`).to.equal(false);
    const match = (): void => void expect(matchesPattern('*a'.repeat(60) + '*b', 'a'.repeat(160))).to.equal(false);
    expect(await cpuTimeOf(match)).to.be.lessThan(1000);
  });

  it('that are near are found, best first', () => {
    const known = ['hg-insights', 'cognism', 'ciro', '6sense'];
    expect(nearest('cogism', known)).to.deep.equal(['cognism']);
    expect(nearest('CIRO', known)).to.deep.equal(['ciro']);
    expect(nearest('icro', known)).to.deep.equal(['ciro']);
    expect(nearest('hg', known)).to.deep.equal(['hg-insights']);
    expect(nearest('sense', known)).to.deep.equal(['6sense']);
    expect(nearest('salesforce', known)).to.deep.equal([]);
    expect(nearest('', known)).to.deep.equal([]);
    expect(nearest('x'.repeat(1e6), known)).to.deep.equal([]);
  });

  it('become ids', () => {
    const need: Need = { kind: 'object', sobject: 'Lead', access: 'read', minimum: [] };
    expect(requirementId(need)).to.equal('object:Lead:read');
    expect(requirementId(need, true)).to.equal('not:object:Lead:read');
  });
});
