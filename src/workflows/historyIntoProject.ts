import type { HistoryOutcome } from '../history/historyOutcome.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import { projectHistory } from '../history/projectHistory.js';
import { writeHistoryFiles } from '../files/writeHistoryFiles.js';
import type { HistoryChange } from '../history/historyChange.js';
import type { Definitions } from '../history/historyParts.js';
import { projectFileRefusal } from '../metadata/projectFileRefusal.js';
import type { OrgClient } from '../org/orgClient.js';
import { retrieveDefinitions } from '../org/read/retrieveDefinitions.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/** What the org has of these objects. @throws OrgFailure, Refusal */
const definitionsOf = async (client: OrgClient, { switches, fields }: HistoryChange): Promise<Definitions> => {
  const retrieved = await retrieveDefinitions(client, { switches, fields });
  if ('problem' in retrieved)
    throw projectFileRefusal('OrgContentUnreadable', switches.join(', '), retrieved.problem.detail);
  return retrieved.definitions;
};

/**
 * Writes what is wanted into a DX project instead of the org.
 * @throws OrgFailure, Refusal
 */
export const historyIntoProject = async (
  { client, states, schema }: HistoryReading,
  plan: HistoryPlan,
  directory: string,
): Promise<HistoryOutcome[]> => {
  const change = projectHistory(schema, states, plan);
  const files = await writeHistoryFiles(change, () => definitionsOf(client, change), directory);
  return files.map(({ sobject, field, path, result }) => ({
    step: 'file',
    sobject,
    ...(field === undefined ? {} : { field }),
    result: result === 'unchanged' ? 'alreadyDone' : 'done',
    detail: path,
  }));
};
