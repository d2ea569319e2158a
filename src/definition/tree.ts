/** What a definition file, or another file of ours, says as a tree in which every node knows its line and column; whatever it was parsed from. */
import type { Place } from '../kinds/ruleReader.js';
import type { ToldSlip } from './foundSlip.js';

export type ScalarNode = {
  readonly type: 'scalar';
  readonly value: unknown;
  readonly place: Place;
  /** Why nothing may have been read here although something was typed. */
  readonly slip?: ToldSlip;
};

export type ListNode = { readonly type: 'list'; readonly items: readonly TreeNode[]; readonly place: Place };

export type MapEntry = { readonly key: string; readonly keyPlace: Place; readonly value: TreeNode };

export type MapNode = { readonly type: 'map'; readonly entries: readonly MapEntry[]; readonly place: Place };

export type TreeNode = ScalarNode | ListNode | MapNode;

/**
 * Lines, commas, brackets, quotation marks and the like in one definition, with what it inherits. Each may be an object of the
 * parser's, or an error of its own, and a megabyte of them takes it a minute.
 */
export const mostParts = 25_000;

/** The tree of a text, and how many parts the text has: lines, commas, brackets and the like, which are limited. */
export type TextTree = { readonly root: TreeNode; readonly parts: number };

/** The entry of a map, or undefined when the node is no map or has no such key. */
export const entryOf = (node: TreeNode, key: string): MapEntry | undefined =>
  node.type === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;

/** The tree as plain values. `fromEntries` makes own properties, so that a key like `__proto__` stays a key. */
export const toValue = (node: TreeNode): unknown => {
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toValue);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
  }
};

/** The node at a path of keys and indexes, or the last one on the way there. */
export const nodeAt = (node: TreeNode, path: readonly PropertyKey[]): TreeNode => {
  const [head, ...rest] = path;
  if (head === undefined) return node;
  const next = node.type === 'list' ? node.items[Number(head)] : entryOf(node, String(head))?.value;
  return next === undefined ? node : nodeAt(next, rest);
};
