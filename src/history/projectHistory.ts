import { keyOf } from '../platform/names.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistoryChange } from './historyChange.js';
import type { HistoryPlan, PlannedField } from './historyPlan.js';
import { historyFieldOf } from './historyReading.js';
import type { ObjectState } from './historyState.js';

/**
 * What is to stand in a DX project: also what the org tracks already, so that the project tracks it wherever it is
 * deployed. What is left out of the plan, or only people can set, is not in it.
 */
export const projectHistory = (
  schema: HistorySchema,
  states: readonly ObjectState[],
  { action, leftOut, manual }: HistoryPlan,
): HistoryChange => {
  const possible = states.filter(({ verdict }) => verdict.status !== 'impossible');
  const out = new Set([...leftOut, ...manual].map(({ sobject, field }) => keyOf(`${sobject}.${field}`)));
  const wanted = possible.flatMap(({ sobject, requested, suggested }) =>
    [
      ...requested.map((one) => ({ one, reason: 'requested' as const })),
      ...suggested.map((one) => ({ one, reason: 'suggested' as const })),
    ]
      .filter(({ one }) => one.status !== 'impossible' && !out.has(keyOf(`${sobject}.${one.trackedAs}`)))
      .map(({ one: { trackedAs: field }, reason }): PlannedField => {
        const dataType = historyFieldOf(schema, sobject, field)?.dataType ?? '';
        return { sobject, field, reason, dataType };
      }),
  );
  // Several parts of an address or a name are one field.
  const byKey = new Map<string, PlannedField>();
  for (const one of wanted) {
    const key = keyOf(`${one.sobject}.${one.field}`);
    if (!byKey.has(key)) byKey.set(key, one);
  }
  const switches = possible.filter(({ hasSwitch }) => hasSwitch).map(({ sobject }) => sobject);
  return { action, switches: action === 'enable' ? switches : [], fields: [...byKey.values()] };
};
