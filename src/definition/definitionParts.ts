import type { RuleKind } from '../kinds/kinds.js';
import {
  allOfKey,
  allOfKeys,
  definitionKeys,
  featureKeys,
  parameterKeys,
  ruleKeys,
  sourceKeys,
  variantKeys,
  whenKeys,
} from './definitionSchema.js';
import type { FilePart, FileShape } from './shapeMistake.js';

const partAt = (path: readonly PropertyKey[], kind: RuleKind | null): FilePart => {
  const parts = path.map(String);
  // A variant can be called `source` as well: that one is no page.
  if (path[0] === 'source') return { container: 'source', known: sourceKeys };
  if (kind !== null && parts.at(-1) === 'when') return { container: 'when', known: whenKeys };
  if (kind !== null) return { container: 'rule', known: ruleKeys(kind) };
  if (parts[0] === 'variants' && parts.length === 2) return { container: 'variant', known: variantKeys };
  if (parts[0] === 'features' && parts.length === 2) return { container: 'feature', known: featureKeys };
  if (parts[0] === 'parameters' && parts.length === 2) return { container: 'parameter', known: parameterKeys };
  return { container: 'definition', known: definitionKeys };
};

/** What an integration definition is made of. @param kind of the rule that is read, where it is one and not the whole file */
export const definitionShape = (kind: RuleKind | null): FileShape => ({
  partAt: (path) => partAt(path, kind),
  kind,
  key: kind ?? 'requires',
});

/** A member of a choice that takes several rules: what stands beside them. */
export const allOfShape: FileShape = {
  partAt: (path) =>
    path[0] === 'source' ? { container: 'source', known: sourceKeys } : { container: 'allOf', known: allOfKeys },
  kind: null,
  key: allOfKey,
};
