import { kindOf } from './kinds.js';
import type { Requirement } from './requirement.js';

const addAll = (requirements: readonly Requirement[], all: Requirement[]): Requirement[] => {
  for (const requirement of requirements) {
    all.push(requirement);
    const members = kindOf(requirement.need).members?.(requirement.need);
    if (members) for (const member of members) addAll(member, all);
  }
  return all;
};

/**
 * The requirements, each followed by those that it is made of: any alternative may be what is used. Into one list: a list for
 * each of ten thousand requirements costs more than judging them.
 */
export const everyRequirement = (requirements: readonly Requirement[]): Requirement[] => addAll(requirements, []);

/** The same without what the user must not have. */
export const everyWanted = (requirements: readonly Requirement[]): Requirement[] =>
  everyRequirement(requirements).filter(({ forbid }) => !forbid);
