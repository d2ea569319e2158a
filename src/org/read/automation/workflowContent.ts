import type { WorkflowContent } from '../../../access/orgAutomation.js';
import type { Reading } from '../../../access/snapshot.js';
import { known } from '../../../access/snapshot.js';
import { keyOf, sameName } from '../../../platform/names.js';
import { rowsIn, text } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import type { List } from './list.js';
import type { ListedUpdate } from './triggerLists.js';
import { workflowCriteria } from './criteriaIn.js';

const updateEvents: ReadonlyMap<string, WorkflowContent['onUpdate']> = new Map([
  ['oncreateonly', 'never'],
  ['oncreateortriggeringupdate', 'newlyMet'],
  ['onallchanges', 'always'],
]);

/** The same name whether written as a label or as an API name. */
const looseKey = (name: string): string => keyOf(name).replace(/[^\p{L}\p{N}]+/gu, '_');

/**
 * The fields of the object that the field update of this name writes: none where it writes another object; null where none
 * is listed under the name, or several that write different fields, as it may be a label that is listed.
 */
const writtenBy = (name: string, sobject: string, updates: readonly ListedUpdate[]): readonly string[] | null => {
  const meant = updates.filter((one) => looseKey(one.name) === looseKey(name));
  const [first, ...others] = meant;
  if (first === undefined || meant.some(({ field }) => field === '')) return null;
  const isOther = ({ target }: ListedUpdate): boolean => target !== '' && !sameName(target, sobject);
  const isSame = (one: ListedUpdate): boolean => sameName(one.field, first.field) && isOther(one) === isOther(first);
  if (!others.every(isSame)) return null;
  return isOther(first) ? [] : [first.field];
};

/** Whether a rule says that it is not active; one that does not tell counts as active. */
export const isInactive = (metadata: Reading<Row>): boolean =>
  metadata.known && (metadata.value['active'] === false || metadata.value['active'] === 'false');

/**
 * What is inside of a workflow rule of the object (fact L18).
 * @param updates the field updates that its actions name
 */
export const workflowContent = (
  metadata: Reading<Row>,
  sobject: string,
  updates: List<ListedUpdate>,
): Reading<WorkflowContent> => {
  if (!metadata.known) return metadata;
  const row = metadata.value;
  const actions = [
    ...rowsIn(row['actions']),
    ...rowsIn(row['workflowTimeTriggers']).flatMap((trigger) => rowsIn(trigger['actions'])),
  ].map((action) => ({ type: text(action, 'type'), name: text(action, 'name') }));
  const fieldUpdates = actions.filter(({ type }) => keyOf(type) === 'fieldupdate');
  const own = updates.known ? updates.value.filter((one) => sameName(one.sobject, sobject)) : [];
  const fields = fieldUpdates.map(({ name }) => writtenBy(name, sobject, own));
  const formula = text(row, 'formula') === '' ? null : text(row, 'formula');
  const criteria = workflowCriteria(row, sobject);
  return known({
    sobject,
    // What is not told counts as every update.
    onUpdate: updateEvents.get(keyOf(text(row, 'triggerType'))) ?? 'always',
    formula,
    // A rule has one of the two: one that tells neither, as a managed one may, has not told when it runs.
    criteria: formula === null && criteria.all.length === 0 ? null : criteria,
    actions,
    writes: fields.includes(null) ? null : fields.flatMap((some) => some ?? []),
  });
};
