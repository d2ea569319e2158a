import { parseDefinition } from '../definition/parseDefinition.js';
import type { DefinitionFile, ParseOptions } from '../definition/parseDefinition.js';

/** So many files are kept: more than are built in. */
const most = 100;

/** Longer texts are not kept: they are few, and would take much memory. */
const longestText = 200_000;

const kept = new Map<string, DefinitionFile>();

/**
 * What a definition file says, as `parseDefinition` reads it. A look at many orgs reads the same files for each of them, and a
 * setup for each of its steps: a text that was read before in the same way is not parsed again.
 *
 * @throws DefinitionMistake with line and column of every mistake
 */
export const parseOnce = (text: string, options: ParseOptions): DefinitionFile => {
  if (text.length > longestText) return parseDefinition(text, options);
  const { file, pluginVersion, partsAbove, mostMistakes } = options;
  const key = JSON.stringify([file, pluginVersion, partsAbove, mostMistakes, text]);
  const parsed = kept.get(key) ?? parseDefinition(text, options);
  // Behind all others, as the one that was used last: the one that was not used for longest goes.
  kept.delete(key);
  kept.set(key, parsed);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return parsed;
};
