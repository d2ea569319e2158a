import type { ChainLink, Expression, FormulaMistake, Operator, ParsedFormula } from './expression.js';
import { readReference } from './readReference.js';
import type { Token } from './tokens.js';
import { tokensOf } from './tokens.js';

/** Salesforce keeps formulas of at most 3,900 characters; whatever is far longer is no formula. */
const longest = 20_000;
/** So many levels of brackets, functions and signs before operands. Deeper text is refused, never a stack overflow. */
const deepest = 400;

/** Operators by rank, the loosest first; as in the platform's grammar, `*` and `/` bind tighter than `^` (fact V1). */
const ranks: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['=', '==', '<>', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-', '&'],
  ['^'],
  ['*', '/'],
];
const spelledOnce: Readonly<Record<string, Operator>> = { '==': '=', '!=': '<>' };
const before: Readonly<Record<string, 'not' | 'minus' | 'plus'>> = { '!': 'not', '-': 'minus', '+': 'plus' };

class Refused extends Error {
  public readonly mistake: FormulaMistake;

  public constructor(mistake: FormulaMistake) {
    super(mistake.code);
    this.mistake = mistake;
  }
}

/** Reads one formula, word by word: a method per rule of the grammar. Mistakes are thrown here and caught in `parseFormula`. */
class Reader {
  private next = 0;
  private depth = 0;

  private readonly tokens: readonly Token[];
  private readonly text: string;

  public constructor(tokens: readonly Token[], text: string) {
    this.tokens = tokens;
    this.text = text;
  }

  public formula(): Expression {
    const expression = this.chain(0);
    if (this.here().kind !== 'end') this.refuse();
    return expression;
  }

  private here(): Token {
    // the last token is `end` and is never passed
    return this.tokens[this.next] as Token;
  }

  private isSign(...signs: readonly string[]): boolean {
    const { kind, value } = this.here();
    return kind === 'sign' && signs.includes(value);
  }

  private isNot(): boolean {
    const { kind, value } = this.here();
    return kind === 'name' && value.toLowerCase() === 'not';
  }

  private take(): Token {
    const token = this.here();
    this.next++;
    return token;
  }

  private takeSign(sign: string): Token {
    if (!this.isSign(sign)) this.refuse();
    return this.take();
  }

  private refuse(token: Token = this.here()): never {
    if (token.kind === 'end') throw new Refused({ code: 'unexpectedEnd', at: token.start });
    throw new Refused({ code: 'unexpected', at: token.start, found: this.text.slice(token.start, token.start + 20) });
  }

  private deeper<T>(read: () => T): T {
    if (++this.depth > deepest) throw new Refused({ code: 'tooDeep', at: this.here().start });
    const result = read();
    this.depth--;
    return result;
  }

  private chain(rank: number): Expression {
    const operators = ranks[rank];
    if (operators === undefined) return this.unary();
    const first = this.chain(rank + 1);
    const rest: ChainLink[] = [];
    while (this.isSign(...operators)) {
      const { value } = this.take();
      rest.push({ operator: spelledOnce[value] ?? (value as Operator), operand: this.chain(rank + 1) });
    }
    const last = rest.at(-1);
    return last === undefined ? first : { kind: 'chain', first, rest, start: first.start, end: last.operand.end };
  }

  private unary(): Expression {
    const kind = this.isNot() ? 'not' : this.here().kind === 'sign' ? before[this.here().value] : undefined;
    if (kind === undefined) return this.primary();
    const { start } = this.take();
    const operand = this.deeper(() => this.unary());
    return { kind, operand, start, end: operand.end };
  }

  private primary(): Expression {
    const token = this.take();
    const { start, end, value } = token;
    if (token.kind === 'text') return { kind: 'text', value, start, end };
    if (token.kind === 'number') return { kind: 'number', value: Number(value), start, end };
    if (token.kind === 'wrapped') return this.reference(token, true);
    if (token.kind === 'name') return this.isSign('(') ? this.call(token) : this.named(token);
    if (token.kind !== 'sign' || value !== '(') this.refuse(token);
    const inner = this.deeper(() => this.chain(0));
    return { ...inner, start, end: this.takeSign(')').end };
  }

  private named(token: Token): Expression {
    const { start, end } = token;
    const word = token.value.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', start, end };
    if (word === 'null') return { kind: 'null', start, end };
    return this.reference(token, false);
  }

  private reference(token: Token, wrapped: boolean): Expression {
    const { start, end, value } = token;
    return { kind: 'reference', reference: readReference(value, wrapped) ?? this.refuse(token), start, end };
  }

  private call(token: Token): Expression {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(token.value)) this.refuse(token);
    this.takeSign('(');
    const args: Expression[] = [];
    if (!this.isSign(')')) {
      do args.push(this.deeper(() => this.chain(0)));
      while (this.isSign(',') && this.take());
    }
    const { end } = this.takeSign(')');
    return { kind: 'call', name: token.value.toUpperCase(), args, start: token.start, end };
  }
}

/**
 * The tree of a formula: of a validation rule, a workflow rule, or in the wrapped form of flows (`{!$Record.Name}`).
 * @param text as the org holds it, hence hostile: whatever stands in it, nothing is thrown
 * @returns the tree, or the first mistake and where it stands
 */
export const parseFormula = (text: string): ParsedFormula => {
  if (text.length > longest) return { ok: false, mistake: { code: 'tooLong', at: longest } };
  const tokens = tokensOf(text);
  if (!Array.isArray(tokens)) return { ok: false, mistake: tokens as FormulaMistake };
  if (tokens.length === 1) return { ok: false, mistake: { code: 'empty', at: 0 } };
  try {
    return { ok: true, expression: new Reader(tokens as readonly Token[], text).formula() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, mistake: error.mistake };
    throw error;
  }
};
