import type { Row } from '../model/orgModel.js';
import { evaluateFormula } from '../formula/evaluateFormula.js';
import { FormulaError } from '../formula/formulaValue.js';
import { parseFormula } from '../formula/parseFormula.js';
import { storableValue } from './flowValues.js';
import { contextOfSave } from './saveContext.js';
import type { RecordSave } from './saveContext.js';

/**
 * What a new record has in the fields that were not sent and whose default value is a formula (fact V10). A formula that cannot
 * be evaluated leaves its field blank.
 */
export const defaultsOf = (save: RecordSave, sent: Row): Row => {
  const values: Row = {};
  for (const field of save.schema.fields) {
    if (field.defaultFormula === undefined || field.name in sent) continue;
    try {
      values[field.name] = storableValue(
        field,
        evaluateFormula(parseFormula(field.defaultFormula), contextOfSave(save)),
      );
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
    }
  }
  return values;
};
