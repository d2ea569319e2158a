import { millisecondsOf } from '../model/datetimes.js';
import type { FieldType, Value } from '../model/orgModel.js';
import { millisecondsOfDay } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';

/** What a field of this type holds, as formulas see it. `value` is as REST shows it. */
export const fieldValue = (type: FieldType, value: Value | undefined): FormulaValue => {
  const given = value ?? null;
  switch (type) {
    case 'boolean':
      // A checkbox is never null.
      return given === true;
    case 'int':
    case 'long':
    case 'double':
    case 'currency':
      return given === null ? null : Number(given);
    case 'percent':
      // 40 % is 0.4 in formulas.
      return given === null ? null : Number(given) / 100;
    case 'date':
      return given === null
        ? null
        : { kind: 'date', day: Date.parse(`${String(given)}T00:00:00Z`) / millisecondsOfDay };
    case 'datetime':
      return given === null ? null : { kind: 'datetime', time: millisecondsOf(String(given)) };
    case 'time':
      return given === null
        ? null
        : { kind: 'time', time: Date.parse(`1970-01-01T${String(given).replace(/Z$/, '')}Z`) };
    case 'picklist':
    case 'combobox':
      return { kind: 'picklist', value: textOf(given) };
    case 'multipicklist':
      return { kind: 'multipicklist', values: given === null ? [] : textOf(given).split(';') };
    case 'id':
    case 'reference':
      // Ids have 15 characters in formulas, so that one of 18 equals none (help 000386186).
      return textOf(given).slice(0, 15);
    default:
      return textOf(given);
  }
};

const textOf = (value: Value): string => (value === null ? '' : String(value));
