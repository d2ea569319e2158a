/** Text of one definition file → what it says, before inheritance. No I/O: the text comes in. */
import { definitionOfTree } from './definitionOfTree.js';
import type { DefinitionFile, ParseOptions } from './definitionOfTree.js';
import type { TextTree } from './tree.js';
import { parseTree } from './yamlTree.js';

/**
 * Parses and validates one definition file.
 *
 * @throws DefinitionMistake with line and column of every mistake; those of the YAML itself hide all others
 */
export const parseDefinition = (text: string, options: ParseOptions): DefinitionFile => {
  const { file, partsAbove } = options;
  const read = (tree: TextTree): DefinitionFile => definitionOfTree(tree, options);
  return read(parseTree(text, file, { read, ...(partsAbove === undefined ? {} : { partsAbove }) }));
};
