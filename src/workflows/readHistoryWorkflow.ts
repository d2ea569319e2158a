import type { Connection } from '@salesforce/core';
import type { AccessSnapshot, OrgIdentity } from '../access/snapshot.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { planUndo, targetsOfReceipt } from '../history/planUndo.js';
import type { HistoryReceipt } from '../history/historyReceipt.js';
import { nothingToLeaveOut, planDisable, planEnable } from '../history/historyPlan.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import type { HistoryTask } from '../history/historyTask.js';
import { historyStates } from '../history/historyState.js';
import type { ObjectState } from '../history/historyState.js';
import { targetsOf } from '../history/historyTarget.js';
import type { HistoryTarget } from '../history/historyTarget.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { nearest } from '../kinds/nearest.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import { readOrganization } from '../org/read/organization.js';
import { readHistoryAndNames, wholeHistory } from '../org/read/readHistory.js';
import { requirementsOfSeveral } from './prepare.js';

export type HistoryInput = ClientOptions & HistoryTask & { readonly connect: () => Promise<Connection> };

/** What was read, and what is to be done about it. */
export type HistoryReading = {
  readonly org: OrgIdentity;
  readonly targets: readonly HistoryTarget[];
  readonly schema: HistorySchema;
  readonly states: readonly ObjectState[];
  /** Null where it was only to be looked. */
  readonly plan: HistoryPlan | null;
  readonly takesBack: HistoryReceipt | null;
  readonly connection: Connection;
  readonly client: OrgClient;
};

const bundle = 'integration.history-tracking';

/** @throws DefinitionMistake, Refusal */
const targetsFor = async ({
  takesBack,
  integrations,
  sobjects,
  fields,
}: HistoryTask): Promise<readonly HistoryTarget[]> => {
  if (takesBack) return targetsOfReceipt(takesBack);
  const definitions = await requirementsOfSeveral(
    integrations.map((one) => ({ ...one, authentication: 'oauth' as const })),
  );
  return targetsAmong(
    definitions.map(({ named }) => named.requirements),
    { sobjects, fields },
  );
};

/** @throws Refusal */
const targetsAmong = (
  definitions: readonly RequirementSet[],
  named: Pick<HistoryTask, 'sobjects' | 'fields'>,
): readonly HistoryTarget[] => {
  const wanted = definitions.flatMap(({ requirements }) => requirements);
  const found = targetsOf({ ...named, requirements: definitions.length === 0 ? null : wanted });
  if (!found.ok) throw new Refusal(bundle, 'AmbiguousFields', [found.ambiguous]);
  return found.targets;
};

/** @throws Refusal where a name to be left out is not among what is wanted, or nothing says which fields to stop tracking */
const planOf = (
  { action, leaveOut, takesBack, integrations }: HistoryTask,
  schema: HistorySchema,
  states: readonly ObjectState[],
): HistoryPlan | null => {
  if (action === null) return null;
  if (takesBack) return planUndo(schema, takesBack);
  const { names, fields } = nothingToLeaveOut(states, leaveOut);
  if (names.length > 0)
    throw new Refusal(bundle, 'NothingToLeaveOut', [names]).meaning(
      names.flatMap((name) => nearest(name.slice(name.lastIndexOf('.') + 1), fields, 1)),
    );
  if (action === 'enable') return planEnable(schema, states, leaveOut);
  if (states.length > 0 && states.every(({ requested }) => requested.length === 0))
    throw integrations.length === 0
      ? new Refusal(bundle, 'NothingToDisable')
      : new Refusal(bundle, 'NothingToDisableIn', [integrations.map(({ reference }) => reference)]);
  return planDisable(schema, states);
};

/**
 * Reads Field History Tracking of the wanted objects and, where it is to be changed, plans. Nothing is written.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const readHistoryWorkflow = async (input: HistoryInput): Promise<HistoryReading> => {
  const targets = await targetsFor(input);
  const connection = await input.connect();
  const client = createOrgClient(connection, input);
  const { orgId } = client;
  const { takesBack } = input;
  if (takesBack && takesBack.org.id !== orgId)
    throw new OrgFailure('RECEIPT_OF_ANOTHER_ORG', [takesBack.org.instanceUrl]);
  const sobjects = targets.map(({ sobject }) => sobject);
  // Which org it is costs a request, at the same time as the others: a report is no evidence without it.
  const [schema, org] = await Promise.all([readHistoryAndNames(client, sobjects), readOrganization(client)]);
  const states = historyStates(schema, targets);
  const plan = planOf(input, schema, states);
  return { org, targets, schema, states, plan, takesBack, connection, client };
};

/**
 * Plans the history that definitions want from what was read of the org for something else.
 * @param definitions as they are filled in; at least one
 * @throws Refusal
 */
export const historyToEnable = (
  definitions: readonly RequirementSet[],
  { snapshot, client }: { readonly snapshot: AccessSnapshot; readonly client: OrgClient },
  connection: Connection,
): HistoryReading => {
  const task = { integrations: [], sobjects: [], fields: [], action: 'enable', leaveOut: [], takesBack: null } as const;
  const targets = targetsAmong(definitions, task);
  const schema = wholeHistory(snapshot.schema);
  const states = historyStates(schema, targets);
  const plan = planOf(task, schema, states);
  return { org: snapshot.org, targets, schema, states, plan, takesBack: null, connection, client };
};

/**
 * Refuses a plan of more fields than there are slots: a dry run of it would promise what the run does not keep.
 * @throws Refusal
 */
export const refuseOverflow = ({ plan }: Pick<HistoryReading, 'plan'>): void => {
  const [overflow] = plan?.overflows ?? [];
  if (!overflow) return;
  const { sobject, limit, used, fields } = overflow;
  const words = [sobject, String(limit), String(used), String(fields.length), fields];
  throw new Refusal(bundle, 'TooManyFields', words, [String(fields.length - (limit - used))]);
};

/**
 * Refuses to carry out a plan that rests on what was not read.
 * @throws OrgFailure
 */
export const refuseUnread = ({ states, client }: HistoryReading): void => {
  const unread = states.some(
    ({ hasSwitch, enabled, trackedFields, verdict }) =>
      verdict.status !== 'impossible' && (trackedFields === null || (hasSwitch && enabled === null)),
  );
  if (unread) throw new OrgFailure('HISTORY_UNREADABLE', [client.username]);
};
