import { recordChange } from '../auditTrail/recordChange.js';
import { defaultsOf } from '../automation/defaultsOf.js';
import { checkApprovalLock } from '../automation/approvalLocks.js';
import { afterSave, beforeSave, checkSave, newSaveOrder } from '../automation/automationOfSave.js';
import type { SaveOrder } from '../automation/automationOfSave.js';
import type { RecordSave } from '../automation/saveContext.js';
import { OrgError } from '../model/orgModel.js';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { findObject } from '../schema/schemaLookup.js';
import { effectiveAccess } from './effectiveAccess.js';
import {
  badReference,
  cannotChange,
  cannotInsert,
  entityIsDeleted,
  notFound,
  readOnlyRecord,
} from './dml/dmlErrors.js';
import { removeDetails } from './dml/masterDetails.js';
import { checkRecordType } from './dml/recordTypeValues.js';
import { rulesOf } from './dml/ruleRegistry.js';
import type { WriteContext } from './dml/objectRules.js';
import { checkedValues, checkRequired, checkUnique, withoutNullsOfDefaults } from './dml/sentValues.js';
import { auditOfChange, newRow, removeRow, storeRow, wasDeleted } from './rowStore.js';
import { inTransaction } from './rowTransactions.js';
import { idOf, isIdShaped, rowById, toLongId } from './orgTables.js';
import { mayQuery, visibleRows } from './visibleRows.js';

const startWrite = (org: Org, caller: Caller, objectName: string): WriteContext => {
  const schema = findObject(org, objectName);
  if (schema === undefined || !mayQuery(org, caller, objectName)) throw notFound();
  return { org, caller, access: effectiveAccess(org, caller.userId), schema };
};

const existingRow = ({ org, caller, schema }: WriteContext, id: string): Row => {
  if (!isIdShaped(id)) throw new OrgError(400, 'MALFORMED_ID', `bad id ${id}`);
  const row = rowById(org, schema.name, id);
  if (row === undefined) {
    if (wasDeleted(org, id)) throw entityIsDeleted();
    // Placeholder rows cannot be written (fact B12).
    throw id.startsWith('000') ? badReference() : notFound();
  }
  if (visibleRows(org, caller, schema.name, [row]).length === 0) throw notFound();
  return row;
};

/**
 * Inserts a record as the caller and returns its 18-character id. Success does not mean that a row is stored: the
 * platform drops some rows and reports an id all the same (facts B7, B10, B13).
 *
 * @throws OrgError with the platform's codes: NOT_FOUND (object unknown to the caller),
 * CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY (no create access), INVALID_FIELD, INVALID_FIELD_FOR_INSERT_UPDATE,
 * INVALID_CROSS_REFERENCE_KEY (record type, fact O4), REQUIRED_FIELD_MISSING and others of fact H9, and those of the object's own rules in `dml/`. Nothing is changed then.
 */
export const insertRow = (org: Org, caller: Caller, objectName: string, values: Row): string =>
  inTransaction(org, () => {
    const write = startWrite(org, caller, objectName);
    const { schema, access } = write;
    if (!schema.createable || !access.object(schema.name).create) throw cannotInsert(schema);
    const rules = rulesOf(schema.name);
    const told = checkedValues(write, 'insert', rules.prepare?.(write, values) ?? values);
    const sent = withoutNullsOfDefaults(write, told);
    checkRecordType(write, sent);
    const row = newRow(org, schema.name, sent, caller.userId);
    const save: RecordSave = { org, caller, schema, row, before: undefined };
    Object.assign(row, defaultsOf(save, sent));
    rules.complete?.(write, row);
    const order = newSaveOrder();
    beforeSave(save, order);
    rules.complete?.(write, row);
    checkRequired(write, 'insert', row, sent);
    const fate = rules.checkInsert?.(write, row) ?? 'store';
    checkSave(save);
    checkUnique(write, row, sent);
    if (fate === 'store') {
      storeRow(org, schema.name, row);
      recordChange(org, caller.userId, schema.name, undefined, row);
      rules.afterInsert?.(write, row);
      afterSave(save, order, (changes, current) => saveAgain(write, order, current, changes));
    }
    return idOf(row);
  });

/**
 * Updates a record as the caller.
 *
 * @throws OrgError as `insertRow`, and MALFORMED_ID, NOT_FOUND or ENTITY_IS_DELETED for the record,
 * INSUFFICIENT_ACCESS_OR_READONLY without edit access or for records that nobody edits (fact H2)
 */
export const updateRow = (org: Org, caller: Caller, objectName: string, id: string, values: Row): void =>
  inTransaction(org, () => {
    const write = startWrite(org, caller, objectName);
    const { schema, access } = write;
    const before = existingRow(write, id);
    if (!schema.updateable) throw cannotChange(schema, 'updated');
    if (!access.object(schema.name).edit) throw readOnlyRecord();
    const rules = rulesOf(schema.name);
    const sent = checkedValues(write, 'update', rules.prepare?.(write, values) ?? values);
    checkRecordType(write, sent);
    const row = { ...before, ...sent, ...auditOfChange(org, before, caller.userId) };
    // Rules run before computed fields are filled: some records cannot be edited, whatever is sent.
    const fate = rules.checkUpdate?.(write, row, before) ?? 'store';
    checkApprovalLock(org, access, idOf(before));
    rules.complete?.(write, row);
    const save: RecordSave = { org, caller, schema, row, before };
    const order = newSaveOrder();
    beforeSave(save, order);
    rules.complete?.(write, row);
    checkRequired(write, 'update', row, sent);
    checkSave(save);
    checkUnique(write, row, sent);
    if (fate === 'remove') removeRow(org, schema.name, idOf(before));
    else storeRow(org, schema.name, row);
    recordChange(org, caller.userId, schema.name, before, fate === 'remove' ? undefined : row);
    rules.afterUpdate?.(write, row, before);
    if (fate === 'store') afterSave(save, order, (changes, current) => saveAgain(write, order, current, changes));
  });

/** What a flow writes into the record that started it: as the platform, but past all rules of the org. */
const saveAgain = (write: WriteContext, order: SaveOrder, before: Row, values: Row): Row => {
  const { org, caller, schema } = write;
  const row = { ...before, ...values, ...auditOfChange(org, before, caller.userId) };
  const save: RecordSave = { org, caller, schema, row, before };
  beforeSave(save, order);
  rulesOf(schema.name).complete?.(write, row);
  checkSave(save);
  storeRow(org, schema.name, row);
  afterSave(save, order, (changes, current) => saveAgain(write, order, current, changes));
  return row;
};

/**
 * Deletes a record as the caller, with its master-detail children.
 *
 * @throws OrgError as `updateRow`, and DELETE_FAILED where something stands in the way (fact H10)
 */
export const deleteRow = (org: Org, caller: Caller, objectName: string, id: string): void =>
  inTransaction(org, () => {
    const write = startWrite(org, caller, objectName);
    const { schema, access } = write;
    const row = existingRow(write, toLongId(id));
    if (!schema.deletable) throw cannotChange(schema, 'deleted');
    if (!access.object(schema.name).delete) throw readOnlyRecord();
    const rules = rulesOf(schema.name);
    rules.checkDelete?.(write, row);
    checkApprovalLock(org, access, idOf(row));
    recordChange(org, caller.userId, schema.name, row, undefined);
    removeRow(org, schema.name, idOf(row));
    removeDetails(org, schema, idOf(row));
    rules.afterDelete?.(write, row);
  });
