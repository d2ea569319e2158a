import type { Criteria, Criterion } from '../../../access/orgAutomation.js';
import { sameName } from '../../../platform/names.js';
import { rowsIn, text } from '../answerRow.js';
import type { Row } from '../answerRow.js';

const ofTable = (table: string, sobject: string): Criterion['of'] => {
  if (sameName(table, sobject)) return 'record';
  return sameName(table, 'User') ? 'user' : 'other';
};

/** The logic that joins criteria; without one all must hold. */
const logicOf = (row: Row): string => text(row, 'booleanFilter').trim() || 'and';

const criterionOf = (row: Row, table: string, field: string, sobject: string): Criterion => ({
  of: ofTable(table, sobject),
  field,
  operation: text(row, 'operation'),
  value: text(row, 'value'),
  valueField: text(row, 'valueField'),
});

/** Criteria of a workflow rule of the object: `Lead.Status`, or `User.Title` of whoever saves (fact L18). */
export const workflowCriteria = (rule: Row, sobject: string): Criteria => ({
  logic: logicOf(rule),
  all: rowsIn(rule['criteriaItems']).map((row) => {
    const [table = '', ...path] = text(row, 'field').split('.');
    return criterionOf(row, table, path.join('.'), sobject);
  }),
});

/** Criteria of a duplicate rule of the object, each with the table of its field (fact L14). */
export const duplicateCriteria = (filter: Row, sobject: string): Criteria => ({
  logic: logicOf(filter),
  all: rowsIn(filter['duplicateRuleFilterItems']).map((row) =>
    criterionOf(row, text(row, 'table'), text(row, 'field'), sobject),
  ),
});
