import type { Authentication, Requirement } from '../kinds/requirement.js';

/** One definition, one variant, expanded for one way of logging in. */
export type RequirementSet = {
  readonly integration: string;
  readonly label: string;
  readonly variant: string | null;
  readonly authentication: Authentication;
  /** API name of the permission set that grant owns. */
  readonly permissionSet: string;
  /** `sha256:` and the hex digest of the requirements in canonical form. */
  readonly definitionHash: string;
  /** Sorted by id. */
  readonly requirements: readonly Requirement[];
};
