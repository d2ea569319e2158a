import { definitionOfTree } from '../definition/definitionOfTree.js';
import type { DefinitionFile, ParseOptions } from '../definition/definitionOfTree.js';
import { mostParts } from '../definition/tree.js';
import { preparedTree } from './preparedTree.js';

/** So many files are kept: more than are built in. */
const most = 100;

/** Longer texts are not kept: they are few, and would take much memory. */
const longestText = 200_000;

const kept = new Map<string, DefinitionFile>();

const read = async (text: string, options: ParseOptions, builtInId: string | null): Promise<DefinitionFile> => {
  const tree = builtInId === null ? null : await preparedTree(builtInId, text, options.file);
  if (tree !== null && tree.parts + (options.partsAbove ?? 0) <= mostParts) return definitionOfTree(tree, options);
  // Loaded now: most runs are about built-in definitions, and need no parser.
  const { parseDefinition } = await import('../definition/parseDefinition.js');
  return parseDefinition(text, options);
};

/**
 * What a definition file says, as `parseDefinition` reads it. A look at many orgs reads the same files for each of them, and a
 * setup for each of its steps: a text that was read before in the same way is not parsed again.
 *
 * @param builtInId the id of a definition that is built in; null for a file of people's own
 * @throws DefinitionMistake with line and column of every mistake
 */
export const parseOnce = async (
  text: string,
  options: ParseOptions,
  builtInId: string | null,
): Promise<DefinitionFile> => {
  if (text.length > longestText) return read(text, options, builtInId);
  const { file, pluginVersion, partsAbove, mostMistakes } = options;
  const key = JSON.stringify([file, pluginVersion, partsAbove, mostMistakes, text]);
  const parsed = kept.get(key) ?? (await read(text, options, builtInId));
  // Behind all others, as the one that was used last: the one that was not used for longest goes.
  kept.delete(key);
  kept.set(key, parsed);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return parsed;
};
