/** What is known of definitions without an org: `list` and `describe`. */
import { describeDefinition, listDefinitions } from '../report/describe/describeDefinition.js';
import type { DescribeResult, ListResult } from '../report/describe/describeResult.js';
import { otherNameIn } from '../definition/definitionReference.js';
import { checkFilling } from '../definition/expandDefinition.js';
import type { Filling } from '../definition/filling.js';
import { loadAllDefinitions, loadDefinition } from '../files/loadDefinition.js';
import { definitionFilesOutsideProject } from '../files/teamProject.js';
import type { Authentication } from '../kinds/requirement.js';

/** The definitions that are known by an id: those of the project, then the built-in ones; of a text those that fit, best first. */
export const listIntegrations = async (search?: string): Promise<ListResult> => {
  const [all, outside] = await Promise.all([loadAllDefinitions(), definitionFilesOutsideProject(process.cwd())]);
  const result = listDefinitions(all, search);
  return outside.length === 0 ? result : { ...result, outsideProject: [...outside] };
};

/**
 * One definition with all it inherits, in the variant that the reference names or the default one, with the features that it names.
 *
 * @throws DefinitionMistake for an unknown definition, variant or feature and for every mistake in the file
 */
export const describeIntegration = async (
  reference: string,
  authentication?: Authentication,
  filling: Filling = {},
): Promise<DescribeResult> => {
  const loaded = await loadDefinition(reference);
  checkFilling(loaded, filling);
  return describeDefinition(loaded, {
    ...filling,
    variant: loaded.requestedVariant,
    features: loaded.requestedFeatures,
    authentication,
    requestedAs: otherNameIn(reference, loaded.id),
  });
};
