/** Expansion with its hash: the hash function is Node's, so this stands outside the pure files. */
import { createHash } from 'node:crypto';
import { canonicalForm, expandDefinition } from '../definition/expandDefinition.js';
import type { ExpandOptions } from '../definition/expandDefinition.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { LoadedDefinition } from './loadDefinition.js';

/**
 * Expands a loaded definition into requirements. The variant is the one asked for here, else the one named in the
 * reference, else the default; features likewise.
 *
 * @throws DefinitionMistake for an unknown variant or feature
 */
export const expand = (loaded: LoadedDefinition, { variant, features, ...others }: ExpandOptions): RequirementSet => {
  const expanded = expandDefinition(loaded, {
    variant: variant ?? loaded.requestedVariant,
    features: features ?? loaded.requestedFeatures,
    ...others,
  });
  const digest = createHash('sha256').update(canonicalForm(expanded.requirements)).digest('hex');
  return { ...expanded, definitionHash: `sha256:${digest}` };
};
