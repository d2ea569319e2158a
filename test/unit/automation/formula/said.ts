/** What is said of a formula, as one line: the whole answer, for the tables of formulas. */
import { evaluateFormula } from '../../../../src/automation/formula/evaluateFormula.js';
import type { Expression, Reference } from '../../../../src/automation/formula/expression.js';
import type { Fact, FieldFacts, FormulaFacts, Write } from '../../../../src/automation/formula/facts.js';
import { judgeCondition } from '../../../../src/automation/formula/judgeCondition.js';
import type { UnknownReason } from '../../../../src/automation/formula/judgement.js';
import { parseFormula } from '../../../../src/automation/formula/parseFormula.js';
import type { FormulaValue } from '../../../../src/automation/formula/value.js';
import { dateOf } from '../../../../src/automation/formula/value.js';

/** The tree of a formula. */
export const expressionOf = (text: string): Expression => {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.mistake)}`);
  return parsed.expression;
};

const field = (name: string, type: FieldFacts['type'], more: Partial<FieldFacts> = {}): [string, FieldFacts] => [
  name.toLowerCase(),
  { name, type, maintained: false, required: false, whenCreated: { state: 'known', value: null }, ...more },
];
const known = (value: FormulaValue): Fact => ({ state: 'known', value });

/**
 * What the rows know: of the record only its schema (`Any__c` is in no schema), of user and org some values.
 * A name that stands here in no way, such as `$User.Secret__c`, is one that nobody could read.
 */
const facts = (): FormulaFacts => ({
  fields: new Map([
    field('Phone', 'text'),
    field('Fax', 'text'),
    field('Company', 'text', { required: true }),
    field('Stage', 'picklist'),
    field('Status', 'picklist', { required: true }),
    field('Regions', 'multipicklist'),
    field('Amount', 'number'),
    field('Budget', 'number'),
    field('Count', 'number', { required: true }),
    field('Off', 'boolean'),
    field('Start', 'date'),
    field('Until', 'date'),
    field('Since', 'datetime'),
    field('Opens', 'time'),
    field('Parent', 'id'),
    field('Where', 'other'),
    field('Needed', 'other', { required: true }),
  ]),
  globals: new Map([
    ['$user.name', known('Ann')],
    ['$user.none__c', known(null)],
    ['$user.level__c', known(5)],
    ['$user.minus__c', known(-1)],
    ['$user.on__c', known(true)],
    ['$user.id', known('0055e000001AbCdAAK')],
    ['$user.managerid', known('0055e000001EfGhAAK')],
    ['$user.contactid', known('0055e000001AbCd')],
    ['$user.delegatedid', known('nobody')],
    ['$user.idea__c', known('ABCDEFGHIJKLMNO')],
    ['$user.until__c', known(dateOf(2026, 2, 28) ?? null)],
    ['$user.since__c', known({ kind: 'datetime', time: 1_000_000 })],
    ['$user.later__c', known({ kind: 'datetime', time: 2_000_000 })],
    ['$setup.gone__c.a__c', { state: 'absent' }],
    ['$setup.gone__c.b__c', { state: 'absent' }],
    ['$user.hidden__c', { state: 'unreadable', needs: 'ViewSetup' }],
    ['$profile.name', { state: 'oneOf', values: ['Admin', 'Verwalter'] }],
  ]),
});

/** In which case a formula is asked about. */
export type Asked = {
  /** The write, if any: what it sends are Phone and Amount. */
  operation?: Write['operation'];
  /** What other automation may set in the same save; by default the Fax. */
  others?: Write['others'];
  inFlow?: boolean;
};

const askedFacts = ({ operation, others = new Set(['fax']), inFlow }: Asked): FormulaFacts => ({
  ...facts(),
  ...(operation === undefined ? {} : { write: { operation, fields: new Set(['phone', 'amount']), others } }),
  ...(inFlow === undefined ? {} : { inFlow }),
});

/** A reference, with its kind where that is not the usual one of such a name. */
const named = (reference: Reference): string => {
  switch (reference.kind) {
    case 'field':
      return reference.name;
    case 'global':
      return [reference.global, ...reference.path].join('.');
    case 'related':
      return `${reference.prior ? 'prior ' : ''}${reference.path.join('.')}`;
    default:
      return `${reference.kind} ${'name' in reference ? reference.name : reference.path.join('.')}`;
  }
};

const reasonSaid = (reason: UnknownReason): string =>
  [
    reason.why,
    ...('name' in reason ? [reason.name] : []),
    ...('reference' in reason ? [named(reason.reference)] : []),
    ...('values' in reason ? [reason.values.join('|')] : []),
    ...('needs' in reason ? [`needs ${reason.needs}`] : []),
  ].join(' ');

/** The value of a formula, or why it has none as a list of reasons. */
export const valueSaid = (text: string, asked: Asked = {}): FormulaValue | readonly string[] => {
  const evaluated = evaluateFormula(expressionOf(text), askedFacts(asked));
  return evaluated.known ? evaluated.value : evaluated.reasons.map(reasonSaid);
};

/** `always`, `never`, `depends on Phone` or `undecided for function VLOOKUP`, with the facts that it rests on behind `by`. */
export const answerSaid = (text: string, asked: Asked = {}): string => {
  const judged = judgeCondition(expressionOf(text), askedFacts(asked));
  const list = (word: string, items: readonly string[]): string[] =>
    items.length === 0 ? [] : [`${word} ${items.join(', ')}`];
  return [
    judged.answer,
    ...('on' in judged ? list('on', judged.on.map(named)) : []),
    ...('why' in judged ? list('for', judged.why.map(reasonSaid)) : []),
    ...('restsOn' in judged
      ? list(
          'by',
          judged.restsOn.map(({ reference }) => named(reference)),
        )
      : []),
  ].join(' ');
};
