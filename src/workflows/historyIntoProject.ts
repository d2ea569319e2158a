import type { HistoryOutcome } from '../history/historyOutcome.js';
import type { HistoryPlan } from '../history/historyPlan.js';
import { projectHistory } from '../history/projectHistory.js';
import { writeHistoryFiles } from '../files/writeHistoryFiles.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/**
 * Writes what is wanted into a DX project instead of the org.
 * @throws OrgFailure, Refusal
 */
export const historyIntoProject = async (
  { client, states, schema }: HistoryReading,
  plan: HistoryPlan,
  directory: string,
): Promise<HistoryOutcome[]> => {
  const files = await writeHistoryFiles(client, projectHistory(schema, states, plan), directory);
  return files.map(({ sobject, field, path, result }) => ({
    step: 'file',
    sobject,
    ...(field === undefined ? {} : { field }),
    result: result === 'unchanged' ? 'alreadyDone' : 'done',
    detail: path,
  }));
};
