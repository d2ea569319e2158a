import type { DuplicateAction, DuplicateContent } from '../../../access/orgAutomation.js';
import type { Reading } from '../../../access/snapshot.js';
import { gap, known } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import { asRow, text } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { duplicateCriteria } from './criteriaIn.js';

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** What a duplicate rule does (fact L14); null where it says neither that it allows nor that it blocks. */
const duplicateAction = (row: Row, event: 'Insert' | 'Update'): DuplicateAction | null => {
  const action = keyOf(text(row, `actionOn${event}`));
  if (action === 'block') return 'block';
  if (action !== 'allow') return null;
  return textsOf(row[`operationsOn${event}`]).some((one) => keyOf(one) === 'alert') ? 'alert' : 'pass';
};

/** What is inside of a duplicate rule of the object. */
export const duplicateContent = (reading: Reading<Row>, sobject: string): Reading<DuplicateContent> => {
  if (!reading.known) return reading;
  const onInsert = duplicateAction(reading.value, 'Insert');
  const onUpdate = duplicateAction(reading.value, 'Update');
  if (onInsert === null) return gap('NOT_ANSWERED', 'DuplicateRule', 'actionOnInsert');
  if (onUpdate === null) return gap('NOT_ANSWERED', 'DuplicateRule', 'actionOnUpdate');
  const criteria = duplicateCriteria(asRow(reading.value['duplicateRuleFilter']), sobject);
  return known({ onInsert, onUpdate, criteria });
};
