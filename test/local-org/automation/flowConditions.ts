import type { MetadataTree } from '../model/orgModel.js';
import { evaluateFormula } from '../formula/evaluateFormula.js';
import { comesBefore, equalValues, hasChanged, isBlank } from '../formula/formulaValue.js';
import type { FormulaValue } from '../formula/formulaValue.js';
import { parseFormula } from '../formula/parseFormula.js';
import { isIdShaped } from '../permissions/orgTables.js';
import { joinedBy } from './joinedBy.js';
import { textIn, treesOf } from './metadataParts.js';
import { contextOfFlow, flowValue } from './flowValues.js';
import type { FlowRun } from './flowValues.js';

/** Whether the conditions of a rule or of the start hold, joined by `and`, `or`, or a logic such as `1 AND (2 OR 3)`. */
export const conditionsHold = (run: FlowRun, logic: string, conditions: readonly MetadataTree[]): boolean => {
  return joinedBy(
    logic,
    conditions.map((condition) => conditionHolds(run, condition)),
  );
};

/** A condition of a decision, or a filter of the start, whose left side is a field of the record. */
const conditionHolds = (run: FlowRun, condition: MetadataTree): boolean => {
  const field = textIn(condition, 'field');
  const path = (field === '' ? textIn(condition, 'leftValueReference') : `$Record.${field}`).split('.');
  const right = flowValue(run, condition['rightValue'] ?? condition['value'] ?? null);
  const context = contextOfFlow(run);
  const operator = textIn(condition, 'operator');
  if (operator === 'IsChanged') {
    const changed = !context.isNew && hasChanged(context.prior(path), context.value(path));
    return changed === (right !== false);
  }
  return compared(operator, context.value(path), right);
};

/** What is compared in flows: picklists as texts, ids in either length. It is assumed that upper and lower case differ. */
const plain = (value: FormulaValue): FormulaValue => {
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'picklist') return value.value;
    return value.kind === 'multipicklist' ? value.values.join(';') : value;
  }
  return typeof value === 'string' && value.length === 18 && isIdShaped(value) ? value.slice(0, 15) : value;
};

const compared = (operator: string, leftValue: FormulaValue, rightValue: FormulaValue): boolean => {
  const [left, right] = [plain(leftValue), plain(rightValue)];
  const text = (value: FormulaValue): string => (typeof value === 'string' ? value : '');
  // Unlike in formulas, nothing equals nothing.
  const same = (): boolean =>
    isBlank(left) || isBlank(right) ? isBlank(left) && isBlank(right) : equalValues(left, right) === true;
  switch (operator) {
    case 'EqualTo':
      return same();
    case 'NotEqualTo':
      return !same();
    case 'GreaterThan':
      return comesBefore(right, left) === true;
    case 'LessThan':
      return comesBefore(left, right) === true;
    case 'GreaterThanOrEqualTo':
      return comesBefore(left, right) === false;
    case 'LessThanOrEqualTo':
      return comesBefore(right, left) === false;
    case 'StartsWith':
      return text(left).startsWith(text(right));
    case 'EndsWith':
      return text(left).endsWith(text(right));
    case 'Contains':
      return text(left).includes(text(right));
    case 'IsNull':
    case 'IsBlank':
    case 'IsEmpty':
      return isBlank(left) === (right !== false);
    default:
      return false;
  }
};

/**
 * Whether a flow starts for this save: kind of write, conditions or formula, and, where it is only for records that have come to
 * meet them, that the record did not before. Throws FormulaError.
 */
export const flowStarts = (run: FlowRun, start: MetadataTree): boolean => {
  const { before, row } = run.save;
  const on = textIn(start, 'recordTriggerType');
  if (!['CreateAndUpdate', before === undefined ? 'Create' : 'Update'].includes(on)) return false;
  if (!meets(run, start)) return false;
  if (before === undefined || start['doesRequireRecordChangedToMeetCriteria'] !== true || !isConditional(start))
    return true;
  return !meets({ ...run, save: { ...run.save, row: before, before: row } }, start);
};

const isConditional = (start: MetadataTree): boolean =>
  textIn(start, 'filterFormula') !== '' || treesOf(start['filters']).length > 0;

const meets = (run: FlowRun, start: MetadataTree): boolean => {
  const formula = textIn(start, 'filterFormula');
  if (formula !== '') return evaluateFormula(parseFormula(formula), contextOfFlow(run)) === true;
  return conditionsHold(run, textIn(start, 'filterLogic'), treesOf(start['filters']));
};
