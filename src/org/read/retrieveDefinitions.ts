import { keyOf } from '../../platform/names.js';
import type { HistoryChange, WriteProblem } from '../../history/historyChange.js';
import { refusedWith } from '../../history/historyChange.js';
import { neededComponents } from '../../history/historyParts.js';
import type { Definitions } from '../../history/historyParts.js';
import { blocksOf, expectRoot } from '../../metadata/elementText.js';
import type { Block } from '../../metadata/elementText.js';
import { MetadataFileMistake } from '../../metadata/metadataFileMistake.js';
import { retrieveFiles } from '../metadataJobs.js';
import type { OrgClient } from '../orgClient.js';

/**
 * Definitions as the org has them now: whatever is deployed is this, but for the flags. No request where none is needed.
 * @throws OrgFailure
 */
export const retrieveDefinitions = async (
  client: OrgClient,
  change: Pick<HistoryChange, 'switches' | 'fields'>,
): Promise<{ readonly definitions: Definitions } | { readonly problem: WriteProblem }> => {
  const components = neededComponents(change);
  if (Object.keys(components).length === 0) return { definitions: new Map() };
  const retrieved = await retrieveFiles(client, components);
  if (!retrieved.ok) return { problem: refusedWith(retrieved.code, `${retrieved.code}: ${retrieved.words}`) };
  const definitions = new Map<string, readonly Block[]>();
  for (const [path, content] of retrieved.files) {
    const sobject = /(?:^|\/)objects\/([^/]+)\.object$/.exec(path)?.[1];
    if (sobject === undefined) continue;
    try {
      expectRoot(content, 'CustomObject');
      definitions.set(keyOf(sobject), blocksOf(content));
    } catch (error) {
      if (!(error instanceof MetadataFileMistake)) throw error;
      return { problem: { code: 'DEFINITION_UNREADABLE', detail: `${path}:${error.line}:${error.column}` } };
    }
  }
  return { definitions };
};
