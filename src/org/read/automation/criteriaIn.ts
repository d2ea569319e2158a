import type { Criteria, Criterion } from '../../../access/orgAutomation.js';
import { sameName } from '../../../platform/names.js';
import { rowsIn, text, valueIn } from '../answerRow.js';
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

/** A logic that nobody can read. */
const untoldLogic = '';

/** Items of a duplicate rule by `sortOrder`; undefined where that does not number them from one on, each with its own number. */
const inOrder = (items: readonly Row[]): readonly Row[] | undefined => {
  const byNumber = new Map<number, Row>(items.map((row) => [Number(valueIn(row, 'sortOrder') ?? Number.NaN), row]));
  const sorted = items.map((_, index) => byNumber.get(index + 1)).filter((row) => row !== undefined);
  return sorted.length === items.length ? sorted : undefined;
};

/**
 * Criteria of a duplicate rule of the object, each with the table of its field (fact L14). The numbers of its logic are those of
 * `sortOrder`, in whatever order the items are told.
 */
export const duplicateCriteria = (filter: Row, sobject: string): Criteria => {
  const items = rowsIn(filter['duplicateRuleFilterItems']);
  const logic = logicOf(filter);
  const sorted = /\d/.test(logic) ? inOrder(items) : items;
  return {
    logic: sorted === undefined ? untoldLogic : logic,
    all: (sorted ?? items).map((row) => criterionOf(row, text(row, 'table'), text(row, 'field'), sobject)),
  };
};
