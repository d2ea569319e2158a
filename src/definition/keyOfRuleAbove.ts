/** A key of a rule that somebody began in the first column, where it stands beside the rules and not in one. */
import { kindKeys, ruleKeys } from './definitionSchema.js';
import { entryOf } from './tree.js';
import type { TreeNode } from './tree.js';

/** Where such a key belongs: below the line in which its rule begins, behind so many blanks. */
export type RuleAbove = { readonly line: number; readonly blanks: number };

/**
 * The rule to which a key of the outermost map belongs: the last one above it, where nothing but such keys stands between.
 * @param known the keys of the definition itself
 */
export const ruleAbove = (root: TreeNode, key: string, known: readonly string[]): RuleAbove | undefined => {
  if (root.type !== 'map' || !kindKeys.some((kind) => ruleKeys(kind).includes(key))) return undefined;
  const keys = root.entries.map((entry) => entry.key);
  const last = keys.slice(0, keys.indexOf(key)).findLast((above) => known.includes(above));
  const rules = last === 'requires' ? entryOf(root, last)?.value : undefined;
  const rule = rules?.type === 'list' ? rules.items.at(-1) : undefined;
  if (rule?.type !== 'map' || rule.place.line === undefined) return undefined;
  return { line: rule.place.line, blanks: (rule.place.column ?? 1) - 1 };
};
