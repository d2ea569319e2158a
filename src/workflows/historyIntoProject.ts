import { keyOf } from '../platform/names.js';
import type { HistoryOutcome } from '../history/historyOutcome.js';
import type { HistoryPlan, PlannedField } from '../history/historyPlan.js';
import { writeHistoryFiles } from '../files/writeHistoryFiles.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/**
 * Writes what is wanted into a DX project instead of the org: also what the org tracks already, so that the project
 * tracks it wherever it is deployed.
 * @throws OrgFailure, Refusal
 */
export const historyIntoProject = async (
  { client, states, schema }: HistoryReading,
  plan: HistoryPlan,
  directory: string,
): Promise<HistoryOutcome[]> => {
  const isOut = (sobject: string, field: string): boolean =>
    [...plan.leftOut, ...plan.manual].some(
      (one) => keyOf(one.sobject) === keyOf(sobject) && keyOf(one.field) === keyOf(field),
    );
  const standing = (sobject: string, field: string, reason: PlannedField['reason']): PlannedField => {
    const fields = schema.history.get(keyOf(sobject))?.fields;
    return {
      sobject,
      field,
      reason,
      dataType: (fields?.known ? fields.value.get(keyOf(field))?.dataType : undefined) ?? '',
    };
  };
  const wanted = states
    .filter(({ verdict }) => verdict.status !== 'impossible')
    .flatMap(({ sobject, requested, suggested }) =>
      [
        ...requested.map((one) => ({ one, reason: 'requested' as const })),
        ...suggested.map((one) => ({ one, reason: 'suggested' as const })),
      ]
        .filter(({ one }) => one.status !== 'impossible' && !isOut(sobject, one.trackedAs))
        .map(({ one, reason }) => standing(sobject, one.trackedAs, reason)),
    )
    .filter(
      (one, at, all) =>
        all.findIndex((other) => other.sobject === one.sobject && keyOf(other.field) === keyOf(one.field)) === at,
    );
  const switches =
    plan.action === 'enable'
      ? states.filter(({ verdict, hasSwitch }) => verdict.status !== 'impossible' && hasSwitch).map((s) => s.sobject)
      : [];
  const files = await writeHistoryFiles(client, { action: plan.action, switches, fields: wanted }, directory);
  return files.map(({ sobject, field, path, result }) => ({
    step: 'file',
    sobject,
    ...(field === undefined ? {} : { field }),
    result: result === 'unchanged' ? 'alreadyDone' : 'done',
    detail: path,
  }));
};
