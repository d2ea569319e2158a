/** The same need from several rules becomes one requirement. */
import { kindOf } from '../kinds/kinds.js';
import { compareIds, idKey } from '../kinds/requirementId.js';
import { stricter } from '../kinds/requirement.js';
import type { Requirement, Source } from '../kinds/requirement.js';

const mergeSources = (first: Requirement, second: Requirement): { sources?: readonly Source[] } => {
  const all = [...(first.sources ?? []), ...(second.sources ?? [])];
  const distinct = all.filter(
    ({ title, url }, index) => all.findIndex((other) => title === other.title && url === other.url) === index,
  );
  return distinct.length === 0 ? {} : { sources: distinct };
};

const mergeTwo = (first: Requirement, second: Requirement): Requirement => ({
  ...first,
  need: kindOf(first.need).merged(first.need, second.need),
  level: stricter(first.level, second.level),
  because: [...new Set([...first.because, ...second.because])],
  // a rule without ifPresent asks for it in every org; a need that the vendor states is no longer inferred
  ifPresent: first.ifPresent && second.ifPresent,
  inferred: first.inferred && second.inferred,
  ...mergeSources(first, second),
});

/**
 * Merges requirements with the same id (design §4): strictest level, union of `minimum`, `onFields` and reasons,
 * `standardized` or. The spelling that comes first stays. Sorted by id.
 */
export const mergeRequirements = (requirements: readonly Requirement[]): Requirement[] => {
  const merged = new Map<string, Requirement>();
  for (const requirement of requirements) {
    const known = merged.get(idKey(requirement.id));
    merged.set(idKey(requirement.id), known ? mergeTwo(known, requirement) : requirement);
  }
  return [...merged.values()].sort((a, b) => compareIds(a.id, b.id));
};
