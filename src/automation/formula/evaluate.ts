import { FALSE, TRUE, known, truth } from './abstract.js';
import type { Abstract, Truth } from './abstract.js';
import { concatenated, reckoned } from './arithmetic.js';
import { equal, isPicklistValue, ordered } from './comparison.js';
import { asTruth, atom, because, either, holding, settling, uncertain } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import type { Expression, Operator } from './expression.js';
import { functions } from './functions/functions.js';
import { notEvaluated } from './functions/functionRule.js';
import { isTouched, priorValue, referenceValue } from './referenceValue.js';
import { and, not, or } from './truth.js';

type Call = Extract<Expression, { kind: 'call' }>;
type Lazy = (walk: Evaluation, call: Call) => Abstract;

const condition = (walk: Evaluation, node: Expression): Truth =>
  settling(walk, () => asTruth(walk, evaluate(walk, node)));

/** Where null is as good as false. */
const holds = (walk: Evaluation, node: Expression): Truth => holding(walk, () => asTruth(walk, evaluate(walk, node)));

/** AND or OR of nodes, up to the first that decides it. */
const joined = (walk: Evaluation, nodes: readonly Expression[], operator: '&&' | '||'): Truth => {
  const parts: Truth[] = [];
  const join = operator === '&&' ? and : or;
  for (const node of nodes) {
    const part = holds(walk, node);
    parts.push(part);
    if (operator === '&&' ? (part.results & TRUE) === 0 : part.results === TRUE) break;
  }
  return join(parts);
};

const joining =
  (operator: '&&' | '||'): Lazy =>
  (walk, call) =>
    call.args.length === 0 ? notEvaluated(walk, call.name) : joined(walk, call.args, operator);

/** NOT as a function: the parser makes an operator of it, conditions of flows are made with it. */
const negated: Lazy = (walk, call) => {
  const [operand] = call.args;
  return operand === undefined || call.args.length > 1 ? notEvaluated(walk, call.name) : not(condition(walk, operand));
};

/** IF: null is taken for false (fact V3). */
const choose: Lazy = (walk, call) => {
  const [when, then, otherwise] = call.args;
  if (when === undefined || then === undefined || otherwise === undefined || call.args.length > 3)
    return notEvaluated(walk, call.name);
  const { results } = holds(walk, when);
  if (results === TRUE) return evaluate(walk, then);
  if ((results & TRUE) === 0) return evaluate(walk, otherwise);
  return either(walk, undefined, [evaluate(walk, then), evaluate(walk, otherwise)]);
};

/** CASE: the result beside the first value that is equal. */
const chooseByValue: Lazy = (walk, call) => {
  const [subject, ...rest] = call.args;
  if (subject === undefined || rest.length < 3 || rest.length % 2 === 0) return notEvaluated(walk, call.name);
  const value = evaluate(walk, subject);
  const possible: Abstract[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const [candidate, result] = [rest[at], rest[at + 1]];
    if (candidate === undefined || result === undefined) break;
    const same = settling(walk, () => {
      const other = evaluate(walk, candidate);
      return candidate.kind === 'text' ? isPicklistValue(walk, value, other) : equal(walk, value, other);
    });
    if ((same.results & TRUE) === 0) continue;
    if (same.results === TRUE && possible.length === 0) return evaluate(walk, result);
    possible.push(evaluate(walk, result));
    if (same.results === TRUE) return either(walk, undefined, possible);
  }
  const last = rest.at(-1);
  if (last === undefined) return notEvaluated(walk, call.name);
  if (possible.length === 0) return evaluate(walk, last);
  return either(walk, undefined, [...possible, evaluate(walk, last)]);
};

/** ISNEW */
const isNew: Lazy = (walk, call) => {
  const { write } = walk.facts;
  if (call.args.length > 0) return notEvaluated(walk, call.name);
  if (write !== undefined) return truth(write.operation === 'create' ? TRUE : FALSE);
  return because(walk, { why: 'operation' }, atom(walk, { key: 'ISNEW', results: TRUE | FALSE, ignorant: false }));
};

/** ISCHANGED: false on new records (fact V5), and where the write does not touch the field. */
const isChanged: Lazy = (walk, call) => {
  const [field] = call.args;
  if (field?.kind !== 'reference' || field.reference.kind !== 'field' || call.args.length > 1)
    return notEvaluated(walk, call.name);
  const { reference } = field;
  const { write, fields } = walk.facts;
  const key = reference.name.toLowerCase();
  if (write?.operation === 'create') return truth(FALSE);
  if (!isTouched(key, fields.get(key), write)) return truth(FALSE);
  const value = atom(walk, { key: `changed ${key}`, results: TRUE | FALSE, ignorant: false });
  return because(walk, { why: write?.fields.has(key) === true ? 'written' : 'record', reference }, value);
};

/** PRIORVALUE */
const prior: Lazy = (walk, call) => {
  const [field] = call.args;
  return field?.kind === 'reference' && field.reference.kind === 'field' && call.args.length === 1
    ? priorValue(walk, field.reference)
    : notEvaluated(walk, call.name);
};

/** ISCLONE: depends on how the record came to be. */
const isClone: Lazy = (walk) =>
  because(walk, { why: 'operation' }, atom(walk, { key: 'ISCLONE', results: TRUE | FALSE, ignorant: false }));

/** The functions of which not every argument is evaluated, or not first. */
const lazy: ReadonlyMap<string, Lazy> = new Map([
  ['AND', joining('&&')],
  ['OR', joining('||')],
  ['NOT', negated],
  ['IF', choose],
  ['CASE', chooseByValue],
  ['ISNEW', isNew],
  ['ISCHANGED', isChanged],
  ['PRIORVALUE', prior],
  ['ISCLONE', isClone],
]);

/** Whether `evaluate` knows the function; `name` in upper case. */
export const isEvaluated = (name: string): boolean => lazy.has(name) || functions.has(name);

const called: Lazy = (walk, call) => {
  const own = lazy.get(call.name);
  if (own !== undefined) return own(walk, call);
  const rule = functions.get(call.name);
  if (rule === undefined) return notEvaluated(walk, call.name);
  return rule(
    walk,
    call.args.map((arg) => evaluate(walk, arg)),
    call.name,
  );
};

/** Whether the node is TEXT of something: the platform compares that as it compares picklists. */
const isTextOf = (node: Expression): boolean => node.kind === 'call' && node.name === 'TEXT';

const applied = (
  walk: Evaluation,
  operator: Operator,
  left: Abstract,
  right: Abstract,
  asPicklist: boolean,
): Abstract => {
  switch (operator) {
    case '=':
      return asPicklist ? isPicklistValue(walk, left, right) : equal(walk, left, right);
    case '<>':
      return not(asPicklist ? isPicklistValue(walk, left, right) : equal(walk, left, right));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(walk, operator, left, right);
    case '&':
      return concatenated(walk, left, right);
    case '&&':
      return and([asTruth(walk, left), asTruth(walk, right)]);
    case '||':
      return or([asTruth(walk, left), asTruth(walk, right)]);
    default:
      return reckoned(walk, operator, left, right);
  }
};

const chained = (walk: Evaluation, node: Extract<Expression, { kind: 'chain' }>): Abstract => {
  const { first, rest } = node;
  const [link] = rest;
  if (link?.operator === '&&' || link?.operator === '||')
    return joined(walk, [first, ...rest.map(({ operand }) => operand)], link.operator);
  // which of ^ and * binds tighter, and whether a sign before a power belongs to it, is not certain enough
  const all = [first, ...rest.map(({ operand }) => operand)];
  if (link?.operator === '^' && all.some(({ kind }) => kind === 'chain' || kind === 'minus'))
    return uncertain(walk, '^', 'number');
  let value = evaluate(walk, first);
  let before = first;
  for (const { operator, operand } of rest) {
    const asPicklist = isTextOf(before) || isTextOf(operand);
    value = applied(walk, operator, value, evaluate(walk, operand), asPicklist);
    before = operand;
  }
  return value;
};

/**
 * What is known of the value of an expression.
 * @param walk the facts, and where atoms and reasons are noted
 */
export const evaluate = (walk: Evaluation, node: Expression): Abstract =>
  settling(walk, () => {
    switch (node.kind) {
      case 'text':
        // in flows, {!…} in a text may be replaced
        return node.value.includes('{!') ? uncertain(walk, '{!', 'text') : known(node.value, 'text');
      case 'number':
      case 'boolean':
        return known(node.value);
      case 'null':
        return known(null, 'null');
      case 'reference':
        return referenceValue(walk, node.reference);
      case 'call':
        return called(walk, node);
      case 'not':
        return not(condition(walk, node.operand));
      case 'minus':
        return reckoned(walk, '-', known(0), evaluate(walk, node.operand));
      case 'plus':
        return reckoned(walk, '+', known(0), evaluate(walk, node.operand));
      case 'chain':
        return chained(walk, node);
    }
  });
