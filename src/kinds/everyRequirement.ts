import { kindOf } from './kinds.js';
import type { Requirement } from './requirement.js';

/** The requirements, each followed by those that it is made of: any alternative may be what is used. */
export const everyRequirement = (requirements: readonly Requirement[]): Requirement[] =>
  requirements.flatMap((requirement) => [
    requirement,
    ...everyRequirement((kindOf(requirement.need).members?.(requirement.need) ?? []).flat()),
  ]);

/** The same without what the user must not have. */
export const everyWanted = (requirements: readonly Requirement[]): Requirement[] =>
  everyRequirement(requirements).filter(({ forbid }) => !forbid);
