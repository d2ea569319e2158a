import type { MetadataTree, Row, Value } from '../model/orgModel.js';
import { evaluateFormula } from '../formula/evaluateFormula.js';
import { FormulaError } from '../formula/formulaValue.js';
import { parseFormula } from '../formula/parseFormula.js';
import { idOf, rowById, rowsOf } from '../permissions/orgTables.js';
import { entityDurableId } from '../schema/durableId.js';
import { findField } from '../schema/schemaLookup.js';
import { storableValue } from './flowValues.js';
import { joinedBy } from './joinedBy.js';
import { textIn, treesOf } from './metadataParts.js';
import { contextOfSave } from './saveContext.js';
import type { RecordSave } from './saveContext.js';

/** What the field updates of the active workflow rules of the object write into a record that has been saved (fact L18). */
export const workflowFieldUpdates = (save: RecordSave): Row => {
  const { org, schema } = save;
  const durableId = entityDurableId(org, schema);
  const values: Row = {};
  for (const rule of rowsOf(org, 'WorkflowRule')) {
    const metadata = org.metadata.get(idOf(rule));
    if (rule['TableEnumOrId'] !== durableId || metadata?.['active'] !== true || !fires(save, metadata)) continue;
    for (const action of treesOf(metadata['actions'])) {
      if (action['type'] === 'FieldUpdate') Object.assign(values, fieldUpdate(save, textIn(action, 'name')));
    }
  }
  return values;
};

const fires = (save: RecordSave, rule: MetadataTree): boolean => {
  const { before } = save;
  const isNew = before === undefined;
  if (rule['triggerType'] === 'onCreateOnly' && !isNew) return false;
  if (!meets(save, rule)) return false;
  // Only when the record has come to meet the criteria.
  return (
    isNew ||
    rule['triggerType'] !== 'onCreateOrTriggeringUpdate' ||
    !meets({ ...save, row: before, before: save.row }, rule)
  );
};

const meets = (save: RecordSave, rule: MetadataTree): boolean => {
  const formula = textIn(rule, 'formula');
  if (formula === '')
    return joinedBy(
      textIn(rule, 'booleanFilter'),
      treesOf(rule['criteriaItems']).map((item) => criterionHolds(rowOf(save, item), item)),
    );
  try {
    return evaluateFormula(parseFormula(formula), contextOfSave(save)) === true;
  } catch (error) {
    if (error instanceof FormulaError) return false;
    throw error;
  }
};

/** Criteria look at the record, or at the user who saves it. */
const rowOf = ({ org, caller, row }: RecordSave, item: MetadataTree): Row =>
  textIn(item, 'field').startsWith('User.') ? (rowById(org, 'User', caller.userId) ?? {}) : row;

const criterionHolds = (row: Row, item: MetadataTree): boolean => {
  const text = (value: Value | undefined): string => String(value ?? '').toLowerCase();
  const actual = text(row[textIn(item, 'field').replace(/^\w+\./, '')]);
  const wanted = textIn(item, 'value')
    .split(',')
    .map((one) => text(one.trim()));
  const some = (holds: (one: string) => boolean): boolean => wanted.some(holds);
  switch (item['operation']) {
    case 'notEqual':
      return !wanted.includes(actual);
    case 'contains':
      return some((one) => actual.includes(one));
    case 'notContain':
      return !some((one) => actual.includes(one));
    case 'startsWith':
      return some((one) => actual.startsWith(one));
    case 'greaterThan':
      return actual !== '' && some((one) => Number(actual) > Number(one));
    case 'lessThan':
      return actual !== '' && some((one) => Number(actual) < Number(one));
    default:
      return wanted.includes(actual);
  }
};

const fieldUpdate = (save: RecordSave, name: string): Row => {
  const { org, schema } = save;
  const update = rowsOf(org, 'WorkflowFieldUpdate').find((row) => row['FullName'] === `${schema.name}.${name}`);
  const metadata = update && org.metadata.get(idOf(update));
  const field = findField(schema, textIn(metadata, 'field'));
  if (metadata === undefined || field === undefined) return {};
  if (metadata['operation'] === 'Literal') return { [field.name]: textIn(metadata, 'literalValue') };
  if (metadata['operation'] === 'Null') return { [field.name]: null };
  const formula = textIn(metadata, 'formula');
  return { [field.name]: storableValue(field, evaluateFormula(parseFormula(formula), contextOfSave(save))) };
};
