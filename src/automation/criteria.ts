/** Criteria of duplicate rules and workflow rules as expressions of the formula language, so that one evaluator judges all. */
import type { Criteria, Criterion } from '../access/orgAutomation.js';
import { keyOf } from '../platform/names.js';
import { joinedBy } from './conditionLogic.js';
import { boolean, both, call, compared, equal, not, nowhere, ofTexts, unknown } from './expressions.js';
import type { Expression } from './formula/expression.js';
import { globalKey } from './formula/facts.js';
import type { FieldType, FormulaFacts, GlobalReference } from './formula/facts.js';
import { referencesIn } from './formula/referencesIn.js';

/** What a criterion looks at: a field of the record, or of the user who saves it; undefined where that is not known here. */
const subjectOf = ({ of, field }: Criterion): Expression | undefined => {
  if (field === '' || field.includes('.')) return undefined;
  switch (of) {
    case 'record':
      return { ...nowhere, kind: 'reference', reference: { kind: 'field', name: field } };
    case 'user':
      return { ...nowhere, kind: 'reference', reference: { kind: 'global', global: '$User', path: [field] } };
    case 'other':
      return undefined;
  }
};

/** Types of fields whose value stands in a criterion as the API tells it: not so times, or picklists, which show labels. */
const plainTexts: ReadonlySet<string> = new Set(['string', 'email', 'phone', 'url', 'textarea']);

/** Texts of a user that may be picklists of states and countries in this org. */
const maybePicklists: ReadonlySet<string> = new Set(['state', 'country']);

/** As which type the value is compared; undefined where that is not known. */
const typeOf = ({ of, field }: Criterion, { fields, globals, userFields }: FormulaFacts): FieldType | undefined => {
  if (of === 'record') return fields.get(keyOf(field))?.type;
  const fact = globals.get(globalKey({ kind: 'global', global: '$User', path: [field] }));
  if (fact?.state !== 'known') return undefined;
  if (typeof fact.value === 'boolean') return 'boolean';
  const isText = plainTexts.has(userFields?.get(keyOf(field)) ?? '') && !maybePicklists.has(keyOf(field));
  return isText && typeof fact.value === 'string' ? 'text' : undefined;
};

/** The values of a criterion, of which one has to fit; undefined where it is not sure what they are. */
const valuesOf = (value: string): string[] | undefined => {
  if (value.includes('"')) return undefined;
  return value.split(',').map((one) => one.trim());
};

const text = (value: string): Expression => ({ ...nowhere, kind: 'text', value });

const anyOf = (all: readonly Expression[]): Expression => call('OR', ...all);

/** A criterion that some value must not meet. What a blank does then is not certain. */
const noneOf = (subject: Expression, all: readonly Expression[]): Expression => {
  const isBlank = call('ISBLANK', subject);
  return both(not(anyOf(all)), call('OR', not(isBlank), unknown('blank', JSON.stringify(subject))));
};

const ofText = (subject: Expression, operation: string, values: readonly string[]): Expression | undefined => {
  const isEqual = (value: string): Expression =>
    value === '' ? call('ISBLANK', subject) : equal(subject, text(value));
  const fits = (name: string): Expression[] =>
    values.map((value) => ofTexts((a, b) => call(name, a, b), subject, text(value)));
  const isEmpty = values.includes('');
  switch (keyOf(operation)) {
    case 'equals':
      return anyOf(values.map(isEqual));
    case 'notequal':
      return isEmpty ? not(anyOf(values.map(isEqual))) : noneOf(subject, values.map(isEqual));
    case 'startswith':
      return isEmpty ? undefined : anyOf(fits('BEGINS'));
    case 'contains':
      return isEmpty ? undefined : anyOf(fits('CONTAINS'));
    case 'notcontain':
      return isEmpty ? undefined : noneOf(subject, fits('CONTAINS'));
    default:
      return undefined;
  }
};

const ofCheckbox = (subject: Expression, operation: string, value: string): Expression | undefined => {
  const isSet = new Map([
    ['true', true],
    ['false', false],
  ]).get(keyOf(value.trim()));
  if (isSet === undefined) return undefined;
  const same = compared(subject, '=', boolean(isSet));
  const operations = new Map([
    ['equals', same],
    ['notequal', not(same)],
  ]);
  return operations.get(keyOf(operation));
};

/**
 * One criterion. Numbers, dates and names behind ids are left open: in which form their values stand is not certain. What is
 * left open still names the field.
 */
const criterionOf = (criterion: Criterion, facts: FormulaFacts): Expression => {
  const subject = subjectOf(criterion);
  const untold = unknown('criterion', JSON.stringify(criterion));
  if (subject === undefined) return untold;
  const open = call('CRITERION', subject, untold);
  const values = valuesOf(criterion.value);
  if (values === undefined || criterion.valueField !== '') return open;
  switch (typeOf(criterion, facts)) {
    case 'text':
    case 'picklist':
      return ofText(subject, criterion.operation, values) ?? open;
    case 'boolean':
      return ofCheckbox(subject, criterion.operation, criterion.value) ?? open;
    default:
      return open;
  }
};

/** Criteria as one expression; true where there are none, unknown where nobody can say how they are joined. */
export const criteriaExpression = ({ logic, all }: Criteria, facts: FormulaFacts): Expression =>
  all.length === 0
    ? boolean(true)
    : (joinedBy(
        logic,
        all.map((one) => criterionOf(one, facts)),
      ) ?? call('CRITERION', ...all.map((one) => criterionOf(one, facts))));

/** The fields of the user that the criteria look at. */
export const globalsInCriteria = ({ all }: Criteria): readonly GlobalReference[] =>
  all.flatMap((one) => {
    const subject = subjectOf(one);
    return subject === undefined ? [] : referencesIn(subject).globals;
  });
