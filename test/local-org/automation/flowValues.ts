import type { FieldSchema, MetadataTree, Value } from '../model/orgModel.js';
import { evaluateFormula } from '../formula/evaluateFormula.js';
import type { FormulaContext } from '../formula/evaluateFormula.js';
import { fieldValue } from '../formula/fieldValues.js';
import { FormulaError, millisecondsOfDay } from '../formula/formulaValue.js';
import type { FormulaValue } from '../formula/formulaValue.js';
import { parseFormula } from '../formula/parseFormula.js';
import { datetimeOf } from '../model/datetimes.js';
import { textIn, treesOf } from './metadataParts.js';
import { contextOfSave } from './saveContext.js';
import type { RecordSave } from './saveContext.js';

/** A flow that is running over a record. */
export type FlowRun = { save: RecordSave; flow: MetadataTree; variables: Map<string, FormulaValue> };

/** What formulas and references of a flow see: the save, and what the flow itself has. Throws FormulaError. */
export const contextOfFlow = (run: FlowRun): FormulaContext => {
  const outer = contextOfSave(run.save);
  const context: FormulaContext = { ...outer, value: (path) => ownValue(run, context, path) ?? outer.value(path) };
  return context;
};

const ownValue = (run: FlowRun, context: FormulaContext, path: readonly string[]): FormulaValue | undefined => {
  const name = path.join('.');
  if (name.startsWith('$')) return undefined;
  if (run.variables.has(name)) return run.variables.get(name);
  const named = (list: string): MetadataTree | undefined => treesOf(run.flow[list]).find((one) => one['name'] === name);
  const formula = named('formulas');
  if (formula !== undefined) return evaluateFormula(parseFormula(textIn(formula, 'expression')), context);
  const given = named('constants') ?? named('variables');
  if (given === undefined) throw new FormulaError(`Unknown resource ${name}`);
  return flowValue(run, given['value'] ?? null);
};

/** What a `value`, `rightValue` or input of a flow stands for; null where it is empty. Throws FormulaError. */
export const flowValue = (run: FlowRun, value: MetadataTree[string]): FormulaValue => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const reference = textIn(value, 'elementReference');
  if (reference !== '') return contextOfFlow(run).value(reference.split('.'));
  if (typeof value['booleanValue'] === 'boolean') return value['booleanValue'];
  const number = value['numberValue'];
  if (number !== null && number !== undefined) return Number(number);
  if (textIn(value, 'dateValue') !== '') return fieldValue('date', textIn(value, 'dateValue'));
  if (textIn(value, 'dateTimeValue') !== '') {
    return { kind: 'datetime', time: Date.parse(textIn(value, 'dateTimeValue')) };
  }
  return textIn(value, 'stringValue');
};

/** A value as a field of the record stores it. */
export const storableValue = (field: FieldSchema, value: FormulaValue): Value => {
  if (value === null || value === '') return field.type === 'boolean' ? false : null;
  if (typeof value === 'number') return field.type === 'percent' ? value * 100 : value;
  if (typeof value !== 'object') return value;
  switch (value.kind) {
    case 'picklist':
      return value.value === '' ? null : value.value;
    case 'multipicklist':
      return value.values.length === 0 ? null : value.values.join(';');
    case 'date':
      return new Date(value.day * millisecondsOfDay).toISOString().slice(0, 10);
    case 'datetime':
      return datetimeOf(value.time);
    case 'time':
      return new Date(value.time).toISOString().slice(11);
  }
};
