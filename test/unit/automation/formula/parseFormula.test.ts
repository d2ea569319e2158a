import { expect } from 'chai';
import { parseFormula } from '../../../../src/automation/formula/parseFormula.js';
import type { Expression, Reference } from '../../../../src/automation/formula/expression.js';
import { referencesIn } from '../../../../src/automation/formula/referencesIn.js';

const named = (reference: Reference): string => {
  if (reference.kind === 'global') return [reference.global, ...reference.path].join('.');
  if (reference.kind === 'field') return reference.name;
  if (reference.kind === 'prior') return `prior:${reference.name}`;
  return `${reference.kind}${'prior' in reference && reference.prior ? '(prior)' : ''}:${reference.path.join('.')}`;
};

/** The tree with every bracket that it stands for. */
const shown = (node: Expression): string => {
  switch (node.kind) {
    case 'text':
      return JSON.stringify(node.value);
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'reference':
      return named(node.reference);
    case 'call':
      return `${node.name}(${node.args.map(shown).join(', ')})`;
    case 'chain':
      return `(${[shown(node.first), ...node.rest.map(({ operator, operand }) => `${operator} ${shown(operand)}`)].join(' ')})`;
    default:
      return `${node.kind}(${shown(node.operand)})`;
  }
};

const treeOf = (text: string): Expression => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistake));
  return parsed.expression;
};
const read = (text: string): string => shown(treeOf(text));

describe('parseFormula', () => {
  const trees: readonly (readonly [string, string])[] = [
    ['TRUE', 'true'],
    ['nUll', 'null'],
    ['Amount', 'Amount'],
    ['a || b && c', '(a || (b && c))'],
    ['a = b && c <> d', '((a = b) && (c <> d))'],
    ['a == b', '(a = b)'],
    ['a != b', '(a <> b)'],
    ['a + b * c - d', '(a + (b * c) - d)'],
    ['a & b & "c"', '(a & b & "c")'],
    ['a * b ^ c', '((a * b) ^ c)'],
    ['-a + +b', '(minus(a) + plus(b))'],
    ['!a && NOT b', '(not(a) && not(b))'],
    ['NOT(a) = b', '(not(a) = b)'],
    ['not ( a )', 'not(a)'],
    ['isChanged (Phone)', 'ISCHANGED(Phone)'],
    ['NOW()', 'NOW()'],
    ['(a || b) && c', '((a || b) && c)'],
    ['1.50', '1.5'],
    ['"a\\"b\\n\\\\"', '"a\\"b\\n\\\\"'],
    ['\'say "x"\'', '"say \\"x\\""'],
    ['/* $User.X = 1 */ a /* b /* c */', 'a'],
    ['"/* no comment */"', '"/* no comment */"'],
    ['Account.Owner.Name', 'related:Account.Owner.Name'],
    ['Owner:User.IsActive', 'related:Owner:User.IsActive'],
    ['$User.ns__Bypass__c', '$User.ns__Bypass__c'],
    ['$CustomMetadata.T__mdt.Rec.F__c', '$CustomMetadata.T__mdt.Rec.F__c'],
    ['{!$Record.Phone} = {! $Record__Prior.Phone }', '(Phone = prior:Phone)'],
    ['{!$RECORD.Account.Name}', 'related:Account.Name'],
    ['{!$Record__Prior.Account.Name}', 'related(prior):Account.Name'],
    ['{!isBypassed} && {!$Permission.X}', '(resource:isBypassed && $Permission.X)'],
    ['  a \n\t ', 'a'],
    ['"not" = a', '("not" = a)'],
    ['{!$Record}', 'resource:$Record'],
    ['$User', 'resource:$User'],
    ['a /**/ = /***/ b', '(a = b)'],
    ['0.5 + 10.25', '(0.5 + 10.25)'],
    ['"\\t\\r\\\'"', '"\\t\\r\'"'],
  ];
  for (const [text, tree] of trees) it(text, () => expect(read(text)).to.equal(tree));

  const mistakes: readonly (readonly [string, string, number, string?])[] = [
    ['', 'empty', 0],
    ['  /* all */ ', 'empty', 0],
    ['a =', 'unexpectedEnd', 3],
    ['AND(a, ', 'unexpectedEnd', 7],
    ['AND(a', 'unexpectedEnd', 5],
    ['AND(a b)', 'unexpected', 6, 'b)'],
    ['AND(a,)', 'unexpected', 6, ')'],
    ['a)', 'unexpected', 1, ')'],
    ['a, b', 'unexpected', 1, ', b'],
    ['= a)', 'unexpected', 0, '= a)'],
    [') a', 'unexpected', 0, ') a'],
    ['a "(" b', 'unexpected', 2, '"(" b'],
    ['"a" "+" "b"', 'unexpected', 4, '"+" "b"'],
    ['a b and all that comes after it', 'unexpected', 2, 'b and all that comes'],
    ['"open', 'openText', 0, '"open'],
    ['"open, and a long text after it', 'openText', 0, '"open, and a long te'],
    ['"line\nbreak"', 'openText', 0, '"line\nbreak"'],
    ['"line\rbreak"', 'openText', 0, '"line\rbreak"'],
    ['"\\d"', 'unexpected', 1, '\\d"'],
    ['"a\\', 'unexpected', 2, '\\'],
    ['a /* open', 'openComment', 2, '/* open'],
    ['a /*/', 'openComment', 2, '/*/'],
    ['a /* \\*/', 'unexpected', 5, '\\*/'],
    ['a..b', 'unexpected', 0, 'a..b'],
    ['a | b', 'unexpected', 2, '| b'],
    ['1. + 2', 'unexpected', 1, '. + 2'],
    ['1 .5', 'unexpected', 2, '.5'],
    ['{!a', 'unexpected', 0, '{!a'],
    ['{!}', 'unexpected', 0, '{!}'],
    ['{! 1a}', 'unexpected', 0, '{! 1a}'],
    ['$User.X(1)', 'unexpected', 0, '$User.X(1)'],
    ['a.b(1)', 'unexpected', 0, 'a.b(1)'],
    ['a # b', 'unexpected', 2, '# b'],
    ['a é', 'unexpected', 2, 'é'],
  ];
  for (const [text, code, at, found] of mistakes)
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseFormula(text)).to.deep.equal({
        ok: false,
        mistake: { code, at, ...(found === undefined ? {} : { found }) },
      });
    });

  it('says where everything stands', () => {
    const tree = treeOf('  AND( Phone = "1" , TRUE )');
    expect([tree.start, tree.end]).to.deep.equal([2, 27]);
    const [first] = tree.kind === 'call' ? tree.args : [];
    expect([first?.start, first?.end]).to.deep.equal([7, 18]);
  });

  it('refuses hostile depth and length, and takes long chains', () => {
    for (const one of ['(', '!', '-', 'NOT ', 'IF(', 'AND(a,'])
      expect(parseFormula(one.repeat(3000)), one)
        .to.deep.include({ ok: false })
        .and.to.have.nested.property('mistake.code', 'tooDeep');
    expect(parseFormula('a'.repeat(20_001))).to.deep.equal({ ok: false, mistake: { code: 'tooLong', at: 20_000 } });
    expect(parseFormula('a'.repeat(20_000)).ok).to.equal(true);
    expect(parseFormula(`a${' & a'.repeat(4900)}`).ok).to.equal(true);
    expect(parseFormula(`${'('.repeat(400)}a${')'.repeat(400)}`).ok).to.equal(true);
    expect(parseFormula(`${'('.repeat(401)}a${')'.repeat(401)}`)).to.deep.equal({
      ok: false,
      mistake: { code: 'tooDeep', at: 401 },
    });
  });
});

describe('referencesIn', () => {
  it('names each thing once, in the order of the text, and nothing of comments and texts', () => {
    const { fields, related, globals, resources, functions } = referencesIn(
      treeOf(
        `AND(phone = "Website", /* $User.Hidden__c */ PRIORVALUE(Phone) <> Name, Account.Owner.Name = 'x', $User.Id = $USER.ID,
         NOT($Permission.X), {!flag}, IF(TRUE, ACCOUNT.owner.NAME = "", {!$Record__Prior.Fax} = 1))`,
      ),
    );
    expect(fields).to.deep.equal(['phone', 'Name', 'Fax']);
    expect(related).to.deep.equal([['Account', 'Owner', 'Name']]);
    expect(globals.map(({ global, path }) => [global, ...path].join('.'))).to.deep.equal(['$User.Id', '$Permission.X']);
    expect(resources).to.deep.equal([['flag']]);
    expect(functions).to.deep.equal(['AND', 'PRIORVALUE', 'IF']);
  });

  it('takes paths for one only where each of their names is the same', () => {
    const { related, globals, resources } = referencesIn(
      treeOf('A.BC = AB.C && $Setup.X.YZ = $Setup.XY.Z && {!a.bc} = {!ab.c} && {!A.BC} = {!$Record}'),
    );
    expect(related).to.deep.equal([
      ['A', 'BC'],
      ['AB', 'C'],
    ]);
    expect(globals.map(({ path }) => path)).to.deep.equal([
      ['X', 'YZ'],
      ['XY', 'Z'],
    ]);
    expect(resources).to.deep.equal([['a', 'bc'], ['ab', 'c'], ['$Record']]);
  });
});
