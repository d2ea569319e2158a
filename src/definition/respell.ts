/** Keys that were misspelt, as they were meant: so that what stands below them is looked at as well. */
import type { z } from 'zod';
import { nearest } from '../kinds/nearest.js';
import type { FilePart } from './shapeMistake.js';
import { entryOf, toValue } from './tree.js';
import type { MapNode, TreeNode } from './tree.js';

type Issue = z.core.$ZodIssue;

/** What a schema finds in a value; nothing where it is as it should be. */
export type Validation = (value: unknown) => readonly Issue[];

/** Far more than the levels that a file nests. */
const mostRounds = 50;

/** Misspelt keys of one map that are looked up: far more than mistakes are told. */
const mostKeys = 100;

/** The map with each of these keys under the nearest name that can stand there and does not yet; places stay. */
export const withKeysMeant = (node: MapNode, wrong: readonly string[], known: readonly string[]): MapNode => {
  const taken = new Set(node.entries.map(({ key }) => key));
  const misspelt = new Set(wrong.slice(0, mostKeys));
  let isChanged = false;
  const entries = node.entries.map((entry) => {
    const [meant] = misspelt.has(entry.key) ? nearest(entry.key, known) : [];
    if (meant === undefined || taken.has(meant)) return entry;
    taken.add(meant);
    isChanged = true;
    return { ...entry, key: meant };
  });
  return isChanged ? { ...node, entries } : node;
};

/** The tree with another node at a path; the same one where that changes nothing. */
const withNodeAt = (
  node: TreeNode,
  [head, ...rest]: readonly PropertyKey[],
  put: (old: TreeNode) => TreeNode,
): TreeNode => {
  if (head === undefined) return put(node);
  const below = node.type === 'list' ? node.items[Number(head)] : entryOf(node, String(head))?.value;
  const changed = below && withNodeAt(below, rest, put);
  if (changed === undefined || changed === below) return node;
  if (node.type === 'list')
    return { ...node, items: node.items.map((item, at) => (at === Number(head) ? changed : item)) };
  if (node.type !== 'map') return node;
  return {
    ...node,
    entries: node.entries.map((entry) => (entry.key === String(head) ? { ...entry, value: changed } : entry)),
  };
};

/** Issues of keys, those of a branch that the author may have meant among them. */
const keyIssues = (
  issues: readonly Issue[],
  above: readonly PropertyKey[] = [],
): Array<{ path: PropertyKey[]; keys: string[] }> =>
  issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    if (issue.code === 'unrecognized_keys') return [{ path, keys: issue.keys }];
    return issue.code === 'invalid_union' ? issue.errors.flatMap((inner) => keyIssues(inner, path)) : [];
  });

/**
 * The tree, and what becomes of it while the keys that the schema does not know get the nearest name: one tree more for each
 * level of misspelt keys. The last one is as the author meant it.
 * @param partAt what may stand at a path
 */
export const spellings = (
  root: TreeNode,
  validation: Validation,
  partAt: (path: readonly PropertyKey[]) => FilePart,
): TreeNode[] => {
  const trees = [root];
  // Misspelt keys may stand below misspelt keys. Each round puts one under a name that was not there yet.
  for (let tree = root; ; trees.push(tree)) {
    const before = tree;
    for (const { path, keys } of keyIssues(validation(toValue(tree))))
      tree = withNodeAt(tree, path, (node) =>
        node.type === 'map' ? withKeysMeant(node, keys, partAt(path).known) : node,
      );
    // More rounds than levels would be a slip in this, and no reason to refuse a file in the words of a defect.
    if (tree === before || trees.length > mostRounds) return trees;
  }
};
