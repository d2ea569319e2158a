/** The number of the format that a file is written in. */
import { DefinitionMistake } from './definitionMistake.js';
import { entryOf } from './tree.js';
import type { TreeNode } from './tree.js';

/**
 * A file of a newer format is refused with that sentence alone, before any key in it can be called unknown. Whatever else is no
 * number of ours (`"1"`, `one`) is a mistake among the others.
 * @param supported the highest that this version reads
 * @throws DefinitionMistake
 */
export const refuseNewerFormat = (root: TreeNode, supported: number): void => {
  const version = entryOf(root, 'schemaVersion')?.value;
  if (version?.type !== 'scalar' || version.value === null || !(Number(version.value) > supported)) return;
  throw new DefinitionMistake(
    { code: 'SchemaVersion', found: String(version.value), supported: String(supported) },
    version.place,
  );
};
