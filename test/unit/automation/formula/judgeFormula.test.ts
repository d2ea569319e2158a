import { expect } from 'chai';
import { evaluateFormula } from '../../../../src/automation/formula/evaluateFormula.js';
import type { Expression } from '../../../../src/automation/formula/expression.js';
import type { Fact, FieldFacts, FormulaFacts, Write } from '../../../../src/automation/formula/facts.js';
import { judgeCondition } from '../../../../src/automation/formula/judgeCondition.js';
import { judgeRule } from '../../../../src/automation/formula/judgeRule.js';
import type { RestsOn, UnknownReason } from '../../../../src/automation/formula/judgement.js';
import { parseFormula } from '../../../../src/automation/formula/parseFormula.js';

const expressionOf = (text: string): Expression => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistake));
  return parsed.expression;
};

const field = (name: string, type: FieldFacts['type'], more: Partial<FieldFacts> = {}): [string, FieldFacts] => [
  name.toLowerCase(),
  { name, type, maintained: false, required: false, whenCreated: { state: 'known', value: null }, ...more },
];
const fields = new Map([
  field('Phone', 'text'),
  field('Fax', 'text'),
  field('Amount', 'number'),
  field('Off__c', 'boolean'),
]);
const factsWith = (globals: Record<string, Fact> = {}): FormulaFacts => ({
  globals: new Map(Object.entries(globals)),
  fields,
});
const known = (value: string | number | boolean | null): Fact => ({ state: 'known', value });
const write = (
  operation: Write['operation'],
  written: readonly string[] = [],
  others: Write['others'] = new Set(),
): Write => ({
  operation,
  fields: new Set(written),
  others,
});
const names = (restsOn: readonly RestsOn[]): string[] =>
  restsOn.map(({ reference }) => [reference.global, ...reference.path].join('.'));
const whyOf = (reasons: readonly UnknownReason[]): string[] =>
  reasons.map((reason) =>
    [
      reason.why,
      'name' in reason ? reason.name : '',
      'reference' in reason && 'path' in reason.reference ? reason.reference.path.join('.') : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );

describe('judgeCondition', () => {
  it('names only the facts without which the answer would be another one', () => {
    const facts = factsWith({
      '$user.off__c': known(true),
      '$profile.name': known('Sales'),
      '$user.alias': known('x'),
    });
    const judged = judgeCondition(
      expressionOf('AND(ISBLANK(Phone), $Profile.Name <> "Admin", NOT($User.Off__c), $User.Alias = "x")'),
      facts,
    );
    expect(judged.answer).to.equal('never');
    expect('restsOn' in judged ? names(judged.restsOn) : []).to.deep.equal(['$User.Off__c']);
  });

  it('rests on one of two facts that each decide alone, and on both where both are needed', () => {
    const facts = factsWith({ '$permission.a': known(true), '$permission.b': known(true) });
    const either = judgeCondition(expressionOf('AND(NOT(OR($Permission.A, $Permission.B)), ISBLANK(Phone))'), facts);
    expect('restsOn' in either ? names(either.restsOn) : []).to.deep.equal(['$Permission.B']);
    const both = judgeCondition(expressionOf('AND(NOT(AND($Permission.A, $Permission.B)), ISBLANK(Phone))'), facts);
    expect('restsOn' in both ? names(both.restsOn) : []).to.deep.equal(['$Permission.A', '$Permission.B']);
  });

  it('says on which fields it depends, and nothing of what is decided', () => {
    const judged = judgeCondition(expressionOf('OR(AND(FALSE, Fax = "x"), Phone = "y", Account.Owner.Name = "z")'), {
      ...factsWith(),
      write: write('edit', ['phone']),
    });
    expect(judged).to.deep.include({ answer: 'depends', restsOn: [] });
    expect('on' in judged ? judged.on : []).to.deep.equal([
      { kind: 'field', name: 'Phone' },
      { kind: 'related', path: ['Account', 'Owner', 'Name'], prior: false },
    ]);
  });

  it('names every fact where there are more than 30, as it does not try each of them', () => {
    const restsOn = (many: number): readonly string[] => {
      const all = Array.from({ length: many }, (_, at) => `$Permission.P${at}`);
      const facts = factsWith(Object.fromEntries(all.map((name) => [name.toLowerCase(), known(false)])));
      const judged = judgeCondition(expressionOf(`OR(${all.join(', ')}) && ISBLANK(Phone)`), facts);
      expect(judged.answer).to.equal('never');
      return 'restsOn' in judged ? names(judged.restsOn) : [];
    };
    // only of all of them together it is false
    expect(restsOn(30)).to.have.length(30);
    const one = (many: number): readonly string[] => {
      const all = Array.from({ length: many }, (_, at) => `$Permission.P${at}`);
      const facts = factsWith(Object.fromEntries(all.map((name) => [name.toLowerCase(), known(false)])));
      const judged = judgeCondition(expressionOf(`AND(${all.join(', ')}, ISBLANK(Phone))`), facts);
      return 'restsOn' in judged ? names(judged.restsOn) : [];
    };
    expect(one(30)).to.deep.equal(['$Permission.P29']);
    expect(one(31)).to.have.length(31);
  });

  it('tries up to 64 choices between names that depend on the language', () => {
    const answer = (many: number): string => {
      const all = Array.from({ length: many }, (_, at) => `$Setup.N${at}__c.Name`);
      const facts = factsWith(
        Object.fromEntries(all.map((name) => [name.toLowerCase(), { state: 'oneOf', values: ['a', 'b'] }])),
      );
      const text = all.map((name) => `(${name} = "a" || ${name} = "b")`).join(' && ');
      return judgeCondition(expressionOf(text), facts).answer;
    };
    expect([answer(1), answer(6), answer(7)]).to.deep.equal(['always', 'always', 'undecided']);
  });

  it('says what would have to be known', () => {
    const facts = factsWith({
      '$user.off__c': { state: 'unreadable', needs: 'ViewSetup' },
      '$setup.gone__c.x__c': { state: 'absent' },
      '$profile.name': { state: 'oneOf', values: ['A', 'B'] },
    });
    const judged = judgeCondition(
      expressionOf('OR($User.Off__c, $Setup.Gone__c.X__c, $Profile.Name = "A", VLOOKUP(Phone), ISBLANK(Phone))'),
      facts,
    );
    expect(judged.answer).to.equal('undecided');
    expect('why' in judged ? whyOf(judged.why) : []).to.deep.equal([
      'unreadable Off__c',
      'absent Gone__c.X__c',
      'oneOf Name',
      'function VLOOKUP',
    ]);
    expect('why' in judged ? judged.why[0] : {}).to.have.property('needs', 'ViewSetup');
  });

  it('does not mind what is unknown where it decides nothing', () => {
    for (const text of ['IF($User.X, TRUE, TRUE)', '$User.X || NOT(FALSE)', 'OR(Amount = 1, TRUE)'])
      expect(judgeCondition(expressionOf(text), factsWith()).answer, text).to.equal('always');
    for (const text of ['$User.X && $User.X <> TRUE && NOT($User.X)', 'VLOOKUP(Phone) && FALSE'])
      expect(judgeCondition(expressionOf(text), factsWith()).answer, text).to.equal('never');
  });

  it('is not sure of what comes after something that the platform may give an error for', () => {
    for (const text of [
      'OR(VALUE("web") = 1, TRUE)',
      'OR(VALUE(Phone) = 1, TRUE)',
      'OR(5 / Amount = 1, TRUE)',
      'OR(MOD(5, Amount) = 1, TRUE)',
      '(1 / 0 = 1) || TRUE',
      'IF(DATEVALUE("x") = DATEVALUE("y"), TRUE, TRUE)',
    ]) {
      const judged = judgeCondition(expressionOf(text), factsWith());
      expect([judged.answer, 'why' in judged ? judged.why.length : 0], text).to.deep.equal(['undecided', 1]);
    }
    for (const text of ['OR(TRUE, VALUE("web") = 1)', 'OR(Amount / 5 = 1, TRUE)', 'OR(VALUE("7") = 1, TRUE)'])
      expect(judgeCondition(expressionOf(text), factsWith()).answer, text).to.equal('always');
  });

  it('takes one value for no other one, and leaves open what differs in case alone', () => {
    const never = ['Phone = "a" && Phone = "b"', 'Amount = 1 && Amount = 2', 'Phone = "a" && ISBLANK(Phone)'];
    for (const text of never) expect(judgeCondition(expressionOf(text), factsWith()).answer, text).to.equal('never');
    expect(judgeCondition(expressionOf('ISPICKVAL(X, "a") && TEXT(X) = "A"'), factsWith()).answer).to.equal('depends');
  });

  it('takes a field for changed where other automation may set it, or anything may be set', () => {
    const changed = expressionOf('ISCHANGED(Fax)');
    const answer = (others: Write['others']): string =>
      judgeCondition(changed, { ...factsWith(), write: write('edit', [], others) }).answer;
    expect([answer(new Set()), answer(new Set(['fax'])), answer('anything')]).to.deep.equal([
      'never',
      'depends',
      'depends',
    ]);
  });

  it('reads flows: $Record, $Record__Prior and resources, less certain of blanks and ids', () => {
    const facts: FormulaFacts = {
      ...factsWith({ '$user.id': known('0055e000001AbCdAAK'), '$permission.skip': known(true) }),
      resources: new Map([['skip', known(true)]]),
      inFlow: true,
    };
    const answer = (text: string, more: Partial<FormulaFacts> = {}): string =>
      judgeCondition(expressionOf(text), { ...facts, ...more }).answer;
    expect(answer('{!skip} = FALSE && {!$Record.Phone} = "x"')).to.equal('never');
    expect(answer('NOT({!$Permission.Skip}) && {!$Record.Off__c}')).to.equal('never');
    expect(answer('{!other} && {!$Record.Off__c}')).to.equal('undecided');
    expect(answer('{!$Record.Fax} <> {!$Record__Prior.Fax}', { write: write('edit', ['phone']) })).to.equal('never');
    expect(answer('{!$Record.Fax} <> {!$Record__Prior.Fax}', { write: write('create', ['phone']) })).to.equal(
      'undecided',
    );
    expect(answer('{!$User.Id} = "0055e000001AbCd"')).to.equal('undecided');
    expect(answer('{!$User.Id} = "0055e000001XyZw"')).to.equal('never');
    expect(answer('NOT({!$Record.Amount} = 5)', { write: write('create', ['phone']) })).to.equal('undecided');
  });

  it('answers for many conditions, and for more than can be tried says what holds anyway', () => {
    const many = Array.from({ length: 900 }, (_, at) => `(F${at} = "x")`).join(' = ');
    expect(judgeCondition(expressionOf(many), factsWith()).answer).to.equal('depends');
    expect(judgeCondition(expressionOf(`FALSE && (${many})`), factsWith()).answer).to.equal('never');
  });
});

describe('trees that no parser made', () => {
  const nowhere = { start: 0, end: 0 };
  const yes: Expression = { ...nowhere, kind: 'boolean', value: true };
  const call = (name: string, ...args: readonly Expression[]): Expression => ({ ...nowhere, kind: 'call', name, args });

  it('has NOT as a function', () => {
    expect(judgeCondition(call('NOT', yes), factsWith()).answer).to.equal('never');
    expect(judgeCondition(call('NOT', call('NOT', yes)), factsWith()).answer).to.equal('always');
    expect(judgeCondition(call('NOT', yes, yes), factsWith()).answer).to.equal('undecided');
  });

  it('takes what is too deep or too big for undecided, and does not stop over it', () => {
    let deep: Expression = yes;
    for (let at = 0; at < 20_000; at++) deep = call('AND', deep);
    let big: Expression = yes;
    for (let at = 0; at < 30; at++) big = call('AND', big, big);
    for (const tree of [deep, big]) {
      const why: readonly UnknownReason[] = [{ why: 'uncertain', name: 'AND' }];
      expect(judgeCondition(tree, factsWith())).to.deep.equal({ answer: 'undecided', why });
      expect(judgeRule(tree, factsWith(), [write('edit')])).to.deep.include({ verdict: 'unjudged', why });
      expect(evaluateFormula(tree, factsWith())).to.deep.equal({ known: false, reasons: why });
    }
  }).timeout(10_000);
});

describe('judgeRule', () => {
  it('says in which operations, and rests on what decided it', () => {
    const facts = factsWith({ '$permission.skip': known(false) });
    const writes = [write('create', ['phone']), write('edit', ['phone'])];
    const blocks = judgeRule(expressionOf('AND(ISBLANK(Fax), NOT($Permission.Skip))'), facts, writes);
    expect(blocks).to.deep.include({ verdict: 'blocks', operations: ['create'] });
    expect(names(blocks.restsOn)).to.deep.equal(['$Permission.Skip']);
    const mayBlock = judgeRule(expressionOf('ISCHANGED(Phone)'), facts, writes);
    expect(mayBlock).to.deep.include({
      verdict: 'mayBlock',
      operations: ['edit'],
      on: [{ kind: 'field', name: 'Phone' }],
    });
  });

  describe('the whole verdict', () => {
    const phone = { kind: 'field', name: 'Phone' };
    const fax = { kind: 'field', name: 'Fax' };
    const skip = (value: boolean): object => ({
      reference: { kind: 'global', global: '$Permission', path: ['Skip'] },
      fact: { state: 'known', value },
    });
    const secret = { why: 'unreadable', reference: { kind: 'global', global: '$User', path: ['Secret'] } };
    const nothing = { restsOn: [], on: [], why: [], operations: [], storedRecordsObey: false, onlyAfter: false };
    type Writes = 'create' | 'edit' | 'both' | 'again';
    const writesOf = (which: Writes): readonly Write[] => {
      const [create, edit] = [write('create', ['phone']), write('edit', ['phone'])];
      // automation saves the record again that the integration has created
      const again: Write = { ...write('edit', [], new Set(['fax'])), after: { fields: new Set(['phone']) } };
      return { create: [create], edit: [edit], both: [create, edit], again: [create, again] }[which];
    };
    const rows: readonly (readonly [string, Writes, object])[] = [
      ['FALSE', 'both', { ...nothing, verdict: 'exempt' }],
      ['NOT($Permission.Skip) && ISBLANK(Phone)', 'both', { ...nothing, verdict: 'exempt', restsOn: [skip(true)] }],
      ['ISBLANK(Fax)', 'edit', { ...nothing, verdict: 'unaffected', storedRecordsObey: true }],
      // new records surely obey, stored ones have to
      ['NOT(ISBLANK(Fax))', 'both', { ...nothing, verdict: 'unaffected', storedRecordsObey: true }],
      ['ISCHANGED(Fax)', 'both', { ...nothing, verdict: 'unaffected' }],
      ['ISNEW()', 'edit', { ...nothing, verdict: 'unaffected' }],
      ['ISBLANK(Fax)', 'both', { ...nothing, verdict: 'blocks', operations: ['create'] }],
      ['TRUE', 'both', { ...nothing, verdict: 'blocks', operations: ['create', 'edit'] }],
      [
        '$Permission.Skip && $PERMISSION.SKIP',
        'both',
        { ...nothing, verdict: 'blocks', operations: ['create', 'edit'], restsOn: [skip(true)] },
      ],
      ['ISBLANK(Phone)', 'both', { ...nothing, verdict: 'mayBlock', operations: ['create', 'edit'], on: [phone] }],
      [
        '$Permission.Skip && ISBLANK(Phone) && PRIORVALUE(PHONE) = ""',
        'edit',
        {
          ...nothing,
          verdict: 'mayBlock',
          operations: ['edit'],
          restsOn: [skip(true)],
          on: [{ kind: 'field', name: 'PHONE' }],
        },
      ],
      [
        'IF(ISNEW(), ISBLANK(Phone), $User.Secret)',
        'both',
        { ...nothing, verdict: 'mayBlock', operations: ['create', 'edit'], on: [phone], why: [secret] },
      ],
      [
        '$User.Secret || $USER.SECRET',
        'both',
        {
          ...nothing,
          verdict: 'unjudged',
          operations: ['create', 'edit'],
          why: [{ why: 'unreadable', reference: { kind: 'global', global: '$USER', path: ['SECRET'] } }],
        },
      ],
      // what the formula rests on may have changed since the record was saved
      [
        'NEW_FUNCTION(Fax)',
        'edit',
        { ...nothing, verdict: 'unjudged', operations: ['edit'], why: [{ why: 'function', name: 'NEW_FUNCTION' }] },
      ],
      [
        '{!flag} && ISBLANK(Fax)',
        'edit',
        {
          ...nothing,
          verdict: 'unjudged',
          operations: ['edit'],
          why: [{ why: 'unreadable', reference: { kind: 'resource', path: ['flag'] } }],
        },
      ],
      [
        'RecordType.Owner.Name = "x" && ISBLANK(Fax)',
        'edit',
        {
          ...nothing,
          verdict: 'mayBlock',
          operations: ['edit'],
          on: [{ kind: 'related', path: ['RecordType', 'Owner', 'Name'], prior: false }, fax],
        },
      ],
      // only the second save, which may not happen, sets the fax
      [
        'NOT(ISBLANK(Fax))',
        'again',
        { ...nothing, verdict: 'mayBlock', operations: ['edit'], on: [fax], onlyAfter: true },
      ],
      ['NOT(ISNEW())', 'again', { ...nothing, verdict: 'mayBlock', operations: ['edit'], onlyAfter: true }],
      [
        'ISBLANK(Phone) || NOT(ISBLANK(Fax))',
        'again',
        { ...nothing, verdict: 'mayBlock', operations: ['create', 'edit'], on: [phone, fax] },
      ],
    ];
    for (const [text, which, expected] of rows)
      it(`${text}, ${which}`, () => {
        const facts = factsWith({ '$permission.skip': known(true) });
        const all = new Map([...fields, field('RecordTypeId', 'id')]);
        expect(judgeRule(expressionOf(text), { ...facts, fields: all }, writesOf(which))).to.deep.equal(expected);
      });
  });

  it('tells whether it rests on stored records obeying the rule', () => {
    const verdictOf = (text: string): object => {
      const { verdict, storedRecordsObey } = judgeRule(expressionOf(text), factsWith(), [write('edit', ['phone'])]);
      return { verdict, storedRecordsObey };
    };
    expect(verdictOf('ISBLANK(Fax)')).to.deep.equal({ verdict: 'unaffected', storedRecordsObey: true });
    expect(verdictOf('ISCHANGED(Fax)')).to.deep.equal({ verdict: 'unaffected', storedRecordsObey: false });
  });

  it('says nothing of stored records where the integration only creates some, and automation saves them again', () => {
    const again: Write = { ...write('edit', [], new Set(['phone'])), after: { fields: new Set(['phone']) } };
    const judged = judgeRule(expressionOf('NOT(ISBLANK(Fax))'), factsWith(), [write('create', ['phone']), again]);
    expect(judged).to.deep.include({ verdict: 'unaffected', storedRecordsObey: false });
  });

  it('blocks where one operation is refused for good, whatever is not known of the other', () => {
    const rule = judgeRule(expressionOf('IF(ISNEW(), TRUE, $User.X)'), factsWith(), [write('create'), write('edit')]);
    expect(rule).to.deep.include({ verdict: 'blocks', operations: ['create'] });
  });

  it('is not exempt by a permission that nobody looked up', () => {
    expect(judgeRule(expressionOf('NOT($Permission.X)'), factsWith(), [write('edit')])).to.deep.include({
      verdict: 'unjudged',
    });
  });
});

/** A text that is ten times as long with each of so many steps. */
const grown = (steps: number): string =>
  steps === 0 ? '"aaaaaaaaaa"' : `SUBSTITUTE(${grown(steps - 1)}, "a", "aaaaaaaaaa")`;

describe('evaluateFormula', () => {
  const value = (text: string): unknown => {
    const evaluated = evaluateFormula(
      expressionOf(text),
      factsWith({ '$user.name': known('Ann'), '$user.none': known(null) }),
    );
    return evaluated.known ? evaluated.value : whyOf(evaluated.reasons);
  };
  const rows: readonly (readonly [string, unknown])[] = [
    ['$User.Name & " B"', 'Ann B'],
    ['LEFT($User.Name, 1)', 'A'],
    ['MID("abcd", 2, 2)', 'bc'],
    ['RIGHT("abcd", 9)', 'abcd'],
    ['TRIM("  a b ")', 'a b'],
    ['TRIM("   ")', null],
    ['SUBSTITUTE("a-b-c", "-", "")', 'abc'],
    // texts that grow with each step: no more of them is reckoned than the platform could hold
    [`LEN(SUBSTITUTE("${'a'.repeat(40)}", "a", "${'b'.repeat(100)}"))`, 4000],
    [`SUBSTITUTE("${'a'.repeat(41)}", "a", "${'b'.repeat(100)}")`, ['uncertain SUBSTITUTE']],
    [`SUBSTITUTE("${'a'.repeat(4001)}", "b", "c")`, ['uncertain SUBSTITUTE']],
    [`LEN("${'a'.repeat(2000)}" & "${'b'.repeat(2000)}")`, 4000],
    [`"${'a'.repeat(2000)}" & "${'b'.repeat(2001)}"`, ['uncertain &']],
    [grown(30), ['uncertain SUBSTITUTE']],
    ['LEN($User.None)', 0],
    ['BLANKVALUE($User.None, "x")', 'x'],
    ['0.1 + 0.2', 0.3],
    ['1.05 * 100', 105],
    ['10 / 4', 2.5],
    ['1 / 3', ['uncertain /']],
    ['1 / 0', ['uncertain /']],
    ['-3', -3],
    ['MOD(7, 3)', 1],
    ['MOD(0 - 7, 3)', ['uncertain MOD']],
    ['ROUND(2.5, 0)', 3],
    ['MAX(1, 5, 3)', 5],
    ['YEAR(DATE(2024, 2, 29))', 2024],
    ['WEEKDAY(DATE(2026, 11, 28))', 7],
    ['MONTH(ADDMONTHS(DATE(2026, 12, 5), 2))', 2],
    ['TEXT(DATE(2026, 1, 2))', '2026-01-02'],
    ['DATEVALUE("2026-02-30") = TODAY()', ['uncertain DATEVALUE', 'time']],
    ['VALUE("12") + 1', 13],
    ['VALUE("x")', ['uncertain VALUE']],
    ['ISNUMBER("1e5")', ['uncertain ISNUMBER']],
    ['ISNUMBER("12b")', false],
    ['CONTAINS("abc", "b")', true],
    ['BEGINS("abc", "b")', false],
    ['CONTAINS("abc", "")', ['uncertain CONTAINS']],
    ['REGEX("ab12", "[a-z]+\\\\d{2}")', true],
    ['REGEX("ab12", "[a-z]+")', false],
    ['REGEX("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+")', ['uncertain REGEX']],
    ['INCLUDES("a;b", "b")', true],
    ['"a" < "b"', ['uncertain <']],
    ['CASE(3, 1, "a", 3, "c", "z")', 'c'],
    ['IF(NULL, 1, 2)', 2],
    ['Phone', ['record']],
    ['NOW() - 1', ['time']],
    ['IMAGE("x", "y")', ['function IMAGE']],
    ['AND()', ['function AND']],
    ['"{!x}"', ['uncertain {!']],
  ];
  for (const [text, expected] of rows) it(text, () => expect(value(text)).to.deep.equal(expected));
});
