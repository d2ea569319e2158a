import type { Authentication, Phase, Requirement } from '../kinds/requirement.js';

/** One definition, one variant, the features that are used, expanded for one way of logging in. */
export type RequirementSet = {
  readonly integration: string;
  readonly label: string;
  readonly variant: string | null;
  /** Names of the features that are used, in the order of the definition; left out where it has none. */
  readonly features?: readonly string[];
  readonly authentication: Authentication;
  /** Features that are not used, and phases of which something is not asked for; left out where there is neither. */
  readonly leftOut?: { readonly features: readonly string[]; readonly phases: readonly Phase[] };
  /** API name of the permission set that grant owns. */
  readonly permissionSet: string;
  /** `sha256:` and the hex digest of the requirements in canonical form. */
  readonly definitionHash: string;
  /** Sorted by id. */
  readonly requirements: readonly Requirement[];
};

/** What is not asked for as a result has it: the key is left out where that is nothing. */
export const leftOutJson = ({
  leftOut,
}: Pick<RequirementSet, 'leftOut'>): { leftOut?: { features: string[]; phases: Phase[] } } =>
  leftOut === undefined ? {} : { leftOut: { features: [...leftOut.features], phases: [...leftOut.phases] } };

/** The features as a result has them: the key is left out where the definition has none. */
export const featuresOf = ({ features }: Pick<RequirementSet, 'features'>): { features?: string[] } =>
  features === undefined ? {} : { features: [...features] };
