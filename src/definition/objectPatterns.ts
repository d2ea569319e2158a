/** Rules about all objects of a name, `acme__*` or `*`: they stand for the objects of the org that take object permissions. */
import { everyRequirement } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import { requirementId } from '../kinds/requirementId.js';
import type { Requirement } from '../kinds/requirement.js';
import { DefinitionMistake } from './definitionMistake.js';
import { maxRequirements } from './definitionSchema.js';
import { mergeRequirements } from './mergeRequirements.js';

/** The objects that take object permissions, as far as that was read. */
type Objects = { readonly known: false } | { readonly known: true; readonly value: ReadonlyMap<string, string> };

const isPattern = ({ need }: Requirement): boolean => kindOf(need).overObjects?.(need, []) !== undefined;

/** Whether a rule is about all objects of a name, alternatives among them. */
export const hasObjectPatterns = (requirements: readonly Requirement[]): boolean =>
  requirements.some((requirement) => {
    const { need } = requirement;
    return isPattern(requirement) || kindOf(need).members?.(need).some(hasObjectPatterns) === true;
  });

/** The requirement for each object that its pattern reaches; as it is where it reaches none, or is no pattern. */
const spread = (requirement: Requirement, objects: readonly string[]): readonly Requirement[] => {
  const { need, forbid } = requirement;
  const kind = kindOf(need);
  const members = kind.members?.(need);
  if (members && kind.withMembers)
    return [
      {
        ...requirement,
        need: kind.withMembers(
          need,
          members.map((member) => spreadAll(member, objects)),
        ),
      },
    ];
  const needs = kind.overObjects?.(need, objects) ?? [];
  if (needs.length === 0) return [requirement];
  // The list of what takes permissions may hold what the schema does not: nobody asked for that by its name.
  return needs.map((one) => ({ ...requirement, need: one, id: requirementId(one, forbid), ifPresent: true }));
};

const spreadAll = (requirements: readonly Requirement[], objects: readonly string[]): readonly Requirement[] =>
  mergeRequirements(requirements.flatMap((requirement) => spread(requirement, objects)));

/**
 * The requirements with one for each object of the org that a pattern reaches, merged with those that name it.
 * @param objects that take object permissions; where that is not known, patterns stay as they are
 * @returns the same list where no rule has a pattern
 */
export const overObjects = (requirements: readonly Requirement[], objects: Objects): readonly Requirement[] =>
  objects.known && hasObjectPatterns(requirements)
    ? spreadAll(requirements, [...objects.value.values()])
    : requirements;

/**
 * The same for a definition that is to be read from the org.
 * @param file of the definition, for a rule of which nobody knows the place
 * @param org as its mistake is to name it
 * @throws DefinitionMistake where it becomes more than a definition may ask for, at the first of the patterns
 */
export const overFewObjects = (
  requirements: readonly Requirement[],
  objects: Objects,
  file: string,
  org: string,
): readonly Requirement[] => {
  const all = overObjects(requirements, objects);
  if (all !== requirements && everyRequirement(all).length > maxRequirements) {
    const [first] = everyRequirement(requirements).filter(isPattern);
    throw new DefinitionMistake(
      { code: 'TooManyObjects', org, id: first?.id ?? '', limit: maxRequirements },
      first?.places?.[0] ?? { file },
    );
  }
  return all;
};
