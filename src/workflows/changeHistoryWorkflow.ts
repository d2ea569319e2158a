import { keyOf } from '../platform/names.js';
import { gap } from '../access/snapshot.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { HistoryOutcome } from '../history/historyOutcome.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { HistoryAction, HistoryPlan, PlannedField } from '../history/historyPlan.js';
import { historyStates } from '../history/historyState.js';
import type { ObjectState } from '../history/historyState.js';
import { workKey, workOnHistory } from '../org/apply/writeHistory.js';
import type { HistoryWork, Worked, WorkOptions, WriteProblem } from '../org/apply/writeHistory.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { readHistory } from '../org/read/readHistory.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

export type HistoryChanged = {
  readonly outcomes: readonly HistoryOutcome[];
  readonly interrupted: boolean;
  /** What is known now: where it could not be read back, nothing is, for what was read before may have changed. */
  readonly states: readonly ObjectState[];
  /** The reading afterwards; null where it could not be had. */
  readonly after: { readonly schema: HistorySchema; readonly states: readonly ObjectState[] } | null;
};

type Goal = { readonly switches: readonly string[]; readonly fields: readonly PlannedField[] };

const isFlagged = (schema: HistorySchema, { sobject, field }: PlannedField): boolean | null => {
  const fields = schema.history.get(keyOf(sobject))?.fields;
  return fields?.known ? fields.value.get(keyOf(field))?.tracked === true : null;
};

const switchOf = (schema: HistorySchema, sobject: string): boolean | null => {
  const read = schema.history.get(keyOf(sobject))?.objectSwitch;
  return read?.known ? read.value !== false : null;
};

/** Whether the field records, or does not, as was wanted. A ticked box below a switch that is off records nothing (F12). */
const isReached = (schema: HistorySchema, action: HistoryAction, field: PlannedField): boolean | undefined => {
  const [flagged, on] = [isFlagged(schema, field), switchOf(schema, field.sobject)];
  if (flagged === null) return undefined;
  if (action === 'disable') return !flagged;
  return flagged && on === null ? undefined : flagged && on === true;
};

/**
 * What is worth a second attempt in the safe order: where the org reported success that did not stick, or refused
 * because the object switch was off (facts F11, F12). Everything else was refused for a reason that stays.
 */
const secondGoal = (
  schema: HistorySchema,
  action: HistoryAction,
  goal: Goal,
  problems: Worked['problems'],
): Goal | null => {
  const missing = goal.fields.filter((field) => {
    const problem = problems.get(workKey(field.sobject, field.field));
    return isReached(schema, action, field) === false && (problem === undefined || problem.code === 'SWITCH_OFF');
  });
  const off = [...new Set([...goal.switches, ...missing.map(({ sobject }) => sobject)])].filter(
    (sobject) => switchOf(schema, sobject) === false && !problems.has(workKey(sobject)),
  );
  const switches = action === 'enable' ? off : [];
  return missing.length + switches.length === 0 ? null : { switches, fields: missing };
};

type End = Pick<HistoryOutcome, 'result' | 'code' | 'detail' | 'open'>;

const failed = ({ code, detail, open }: WriteProblem): End => ({
  result: 'failed',
  code,
  ...(detail === '' ? {} : { detail }),
  ...(open ? { open } : {}),
});

const notEffective: WriteProblem = { code: 'NOT_EFFECTIVE', detail: '' };

/** What the reading afterwards says of each switch and field; where there is none, what the writing said. */
const outcomesOf = (
  schema: HistorySchema | null,
  action: HistoryAction,
  goal: Goal,
  worked: Worked,
): HistoryOutcome[] => {
  const ended = (key: string, reached: boolean | undefined): End => {
    if (reached === true) return { result: worked.alreadyDone.has(key) ? 'alreadyDone' : 'done' };
    const problem = worked.problems.get(key);
    if (problem) return failed(problem);
    if (worked.interrupted) return { result: 'skipped', code: 'INTERRUPTED' };
    // Without a reading nothing is proved, and what was accepted is no more than that.
    return reached === undefined ? { result: 'done', code: 'NOT_PROVED' } : failed(notEffective);
  };
  return [
    ...goal.switches.map((sobject): HistoryOutcome => ({
      step: 'objectSwitch',
      sobject,
      ...ended(workKey(sobject), (schema ? switchOf(schema, sobject) : null) ?? undefined),
    })),
    ...goal.fields.map((field): HistoryOutcome => ({
      step: 'field',
      sobject: field.sobject,
      field: field.field,
      ...ended(workKey(field.sobject, field.field), schema ? isReached(schema, action, field) : undefined),
    })),
  ];
};

/** A reading of which nothing is left but which objects and fields there are. */
const unread = (schema: HistorySchema): HistorySchema => ({
  ...schema,
  history: new Map(
    [...schema.history].map(([key, { objectSwitch }]) => [
      key,
      {
        objectSwitch:
          objectSwitch.known && objectSwitch.value !== 'always'
            ? gap('NOT_ANSWERED', 'CustomObject', '')
            : objectSwitch,
        fields: gap('NOT_ANSWERED', 'FieldDefinition', ''),
      },
    ]),
  ),
});

const joined = (first: Worked, second: Worked): Worked => ({
  // A second attempt that went through takes its first problem away; a new problem replaces it.
  problems: second.problems,
  alreadyDone: new Set([...first.alreadyDone, ...second.alreadyDone]),
  interrupted: second.interrupted,
});

/**
 * Carries the plan out and proves it by reading back, field by field: what the platform reports is no proof (fact F12).
 * @throws OrgFailure where certainly nothing was written
 */
export const changeHistoryWorkflow = async (
  reading: HistoryReading,
  plan: HistoryPlan,
  options: WorkOptions & Pick<ClientOptions, 'waitMs' | 'backoffMs' | 'onWrite'> & { readonly onProof?: () => void },
): Promise<HistoryChanged> => {
  if (isEmptyPlan(plan)) {
    const { schema, states } = reading;
    return { outcomes: [], interrupted: false, states, after: { schema, states } };
  }
  // A deadline of its own: people may have read the plan for a while.
  const client = createOrgClient(reading.connection, {
    waitMs: options.waitMs,
    ...(options.backoffMs ? { backoffMs: options.backoffMs } : {}),
    ...(options.onWrite ? { onWrite: options.onWrite } : {}),
  });
  const limits = new Map(reading.states.map(({ sobject, limit }) => [keyOf(sobject), limit]));
  const sobjects = reading.targets.map(({ sobject }) => sobject);
  const { action } = plan;
  const workOf = ({ switches, fields }: Goal): HistoryWork => ({ action, switches, fields, limits });
  let worked = await workOnHistory(client, workOf(plan), options);
  const readBack = async (): Promise<HistorySchema | null> => {
    options.onProof?.();
    try {
      return await readHistory(client, sobjects);
    } catch (error) {
      // What may be written has to be told, whether or not it can be read back.
      if (!(error instanceof OrgFailure)) throw error;
      return null;
    }
  };
  let schema = await readBack();
  const again = schema && !worked.interrupted ? secondGoal(schema, action, plan, worked.problems) : null;
  if (again && !options.interrupted()) {
    const kept = [...worked.problems].filter(
      ([key]) =>
        !again.fields.some((field) => workKey(field.sobject, field.field) === key) &&
        !again.switches.some((sobject) => workKey(sobject) === key),
    );
    try {
      const second = await workOnHistory(client, workOf(again), options);
      worked = joined(worked, { ...second, problems: new Map([...kept, ...second.problems]) });
      schema = await readBack();
    } catch (error) {
      // The first attempt wrote; its outcome stands.
      if (!(error instanceof OrgFailure)) throw error;
    }
  }
  const outcomes = outcomesOf(schema, action, plan, worked);
  const proof: HistoryOutcome[] = schema
    ? []
    : [{ step: 'proof', sobject: sobjects.join(', '), result: 'failed', code: 'NOT_READ_BACK' }];
  const states = historyStates(schema ?? unread(reading.schema), reading.targets);
  return {
    outcomes: [...outcomes, ...proof],
    interrupted: worked.interrupted,
    states,
    after: schema === null ? null : { schema, states },
  };
};
