/** How much a definition asks for: what is counted where it is limited. */
import { everyRequirement } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake } from './definitionMistake.js';
import { maxStars } from './definitionSchema.js';

/** Needs, those of choices among them, and the names that they bring along. */
export const sizeOf = (atoms: readonly Atom[]): number =>
  everyRequirement(atoms.map(({ requirement }) => requirement)).reduce(
    (sum, { need }) => sum + (kindOf(need).size?.(need) ?? 1),
    0,
  );

/** The `*` of a need and of the alternatives of a choice. */
const starsOf = ({ need }: Requirement): number => {
  const kind = kindOf(need);
  const own = kind.stars?.(need) ?? 0;
  const members = kind.members?.(need);
  return members ? members.flat().reduce((sum, member) => sum + starsOf(member), own) : own;
};

/**
 * Refuses more `*` in patterns than a definition may have, at the first pattern that has one too many.
 * @throws DefinitionMistake
 */
export const checkStars = (atoms: readonly Atom[]): void => {
  let stars = 0;
  for (const { requirement, place } of atoms) {
    stars += starsOf(requirement);
    if (stars > maxStars) throw new DefinitionMistake({ code: 'TooManyPatterns', limit: maxStars }, place);
  }
};
