import { OrgError } from '../model/orgModel.js';
import { evaluateFormula } from '../formula/evaluateFormula.js';
import { FormulaError } from '../formula/formulaValue.js';
import { parseFormula } from '../formula/parseFormula.js';
import { idOf, isTrue, rowsOf, textOf } from '../permissions/orgTables.js';
import { entityDurableId } from '../schema/durableId.js';
import { contextOfSave } from './saveContext.js';
import type { RecordSave } from './saveContext.js';

/**
 * Runs the active validation rules of the object over a record that is being saved.
 * @throws OrgError FIELD_CUSTOM_VALIDATION_EXCEPTION with an error for each rule whose formula is true (fact L12)
 */
export const checkValidationRules = (save: RecordSave): void => {
  const { org, schema } = save;
  const durableId = entityDurableId(org, schema);
  const errors = rowsOf(org, 'ValidationRule')
    .filter((rule) => rule['EntityDefinitionId'] === durableId && isTrue(rule, 'Active'))
    .flatMap((rule) => {
      const formula = org.metadata.get(idOf(rule))?.['errorConditionFormula'];
      if (typeof formula !== 'string' || !isBroken(formula, save)) return [];
      const field = textOf(rule, 'ErrorDisplayField');
      return [
        {
          errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          message: textOf(rule, 'ErrorMessage') ?? '',
          fields: field === null || field === 'Top of Page' ? [] : [field],
        },
      ];
    });
  const [first, ...further] = errors;
  if (first !== undefined) throw new OrgError(400, first.errorCode, first.message, first.fields, further);
};

/** What gives `#Error!` is not true. It is assumed that such a rule lets the record pass. */
const isBroken = (formula: string, save: RecordSave): boolean => {
  try {
    return evaluateFormula(parseFormula(formula), contextOfSave(save)) === true;
  } catch (error) {
    if (error instanceof FormulaError) return false;
    throw error;
  }
};
