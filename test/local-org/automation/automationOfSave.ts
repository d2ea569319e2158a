import { OrgError } from '../model/orgModel.js';
import type { Row } from '../model/orgModel.js';
import { patchRow } from '../permissions/rowStore.js';
import { checkDuplicateRules } from './duplicateRules.js';
import { flowFailed, runRecordFlows } from './recordFlows.js';
import type { RecordSave } from './saveContext.js';
import { checkValidationRules } from './validationRules.js';
import { workflowFieldUpdates } from './workflowRules.js';

/** What has run in this save and in those that it leads to: a flow runs once for a record. */
export type SaveOrder = { ranBefore: Set<string>; ranAfter: Set<string> };

/** A save that no other save has led to. */
export const newSaveOrder = (): SaveOrder => ({ ranBefore: new Set(), ranAfter: new Set() });

/** First of all automation: flows before the save, which change the row that is to be stored. @throws OrgError */
export const beforeSave = (save: RecordSave, order: SaveOrder): void => {
  runRecordFlows(save, 'RecordBeforeSave', order.ranBefore);
};

/** Then, when the platform has checked the record: validation rules and, if these let it pass, duplicate rules. @throws OrgError */
export const checkSave = (save: RecordSave): void => {
  checkValidationRules(save);
  checkDuplicateRules(save);
};

/**
 * When the record is stored: field updates of workflow rules, which validation rules do not check again, and flows after the
 * save. What a flow changes in the record is a save of its own, done by `saveAgain`.
 *
 * @throws OrgError
 */
export const afterSave = (save: RecordSave, order: SaveOrder, saveAgain: (values: Row, current: Row) => Row): void => {
  const { org, schema } = save;
  let row = save.row;
  const updates = workflowFieldUpdates(save);
  if (Object.keys(updates).length > 0) row = patchRow(org, schema.name, row, updates);
  for (const { label, values } of runRecordFlows({ ...save, row }, 'RecordAfterSave', order.ranAfter)) {
    if (Object.keys(values).length > 0) row = failing(label, () => saveAgain(values, row));
  }
};

/** An error of a save that a flow has led to is a fault of the flow that nobody handled (fact L7). */
const failing = (label: string, run: () => Row): Row => {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    const details = `This error occurred when the flow tried to update records: ${error.errorCode}: ${error.message}.`;
    throw flowFailed(label, details);
  }
};
