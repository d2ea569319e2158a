import type { Connection } from '@salesforce/core';
import type { OrgIdentity } from '../access/snapshot.js';
import type { HistorySchema } from '../kinds/historyTracking/judgeHistoryTracking.js';
import { planDisable, planEnable } from '../history/historyPlan.js';
import type { HistoryAction, HistoryPlan } from '../history/historyPlan.js';
import { historyStates } from '../history/historyState.js';
import type { ObjectState } from '../history/historyState.js';
import { targetsOf } from '../history/historyTarget.js';
import type { HistoryTarget } from '../history/historyTarget.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import { readHistory } from '../org/read/readHistory.js';
import { requirementsOf } from './prepare.js';

export type HistoryInput = ClientOptions & {
  /** Reference of a definition; null where none was given. */
  readonly integration: string | null;
  readonly sobjects: readonly string[];
  readonly fields: readonly string[];
  /** Null to look only. */
  readonly action: HistoryAction | null;
  readonly leaveOut: readonly string[];
  readonly connect: () => Promise<Connection>;
};

/** What was read, and what is to be done about it. */
export type HistoryReading = {
  readonly org: OrgIdentity;
  readonly targets: readonly HistoryTarget[];
  readonly schema: HistorySchema;
  readonly states: readonly ObjectState[];
  /** Null where it was only to be looked. */
  readonly plan: HistoryPlan | null;
  readonly connection: Connection;
  readonly client: OrgClient;
};

/**
 * Reads Field History Tracking of the wanted objects and, where it is to be changed, plans. Nothing is written.
 * @throws DefinitionMistake, OrgFailure, Refusal
 */
export const readHistoryWorkflow = async (input: HistoryInput): Promise<HistoryReading> => {
  const definition = input.integration === null ? null : await requirementsOf(input.integration, 'oauth');
  const named = targetsOf({
    sobjects: input.sobjects,
    fields: input.fields,
    requirements: definition?.requirements.requirements ?? null,
  });
  if (!named.ok) throw new Refusal('integration.history-tracking', 'AmbiguousFields', [named.ambiguous]);
  const { targets } = named;
  const connection = await input.connect();
  const client = createOrgClient(connection, input);
  const schema = await readHistory(
    client,
    targets.map(({ sobject }) => sobject),
  );
  const states = historyStates(schema, targets);
  const { orgId, username, instanceUrl, apiVersion } = client;
  const planned = (): HistoryPlan | null => {
    if (input.action === null) return null;
    return input.action === 'enable' ? planEnable(schema, states, input.leaveOut) : planDisable(schema, states);
  };
  return {
    org: { id: orgId, username, instanceUrl, apiVersion },
    targets,
    schema,
    states,
    plan: planned(),
    connection,
    client,
  };
};

/**
 * Whether the plan can be carried out at all: what was not read cannot be planned.
 * @throws OrgFailure
 */
export const refuseBlindPlan = ({ states, client }: HistoryReading): void => {
  const unread = states.some(
    ({ hasSwitch, enabled, trackedFields, verdict }) =>
      verdict.status !== 'impossible' && (trackedFields === null || (hasSwitch && enabled === null)),
  );
  if (unread) throw new OrgFailure('HISTORY_UNREADABLE', [client.username]);
};
