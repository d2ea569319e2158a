/** How much a definition asks for: what is counted where it is limited. */
import { everyRequirement } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake } from './definitionMistake.js';
import { maxStars } from './definitionSchema.js';

/** Needs, those of choices among them, and the names that they bring along. */
export const sizeOf = (atoms: readonly Atom[]): number =>
  everyRequirement(atoms.map(({ requirement }) => requirement)).reduce(
    (sum, { need }) => sum + (kindOf(need).size?.(need) ?? 1),
    0,
  );

/**
 * Refuses more `*` in patterns than a definition may have, at the first pattern that has one too many.
 * @throws DefinitionMistake
 */
export const checkStars = (atoms: readonly Atom[]): void => {
  let stars = 0;
  for (const { requirement, place } of atoms) {
    for (const { need } of everyRequirement([requirement])) stars += kindOf(need).stars?.(need) ?? 0;
    if (stars > maxStars) throw new DefinitionMistake({ code: 'TooManyPatterns', limit: maxStars }, place);
  }
};
