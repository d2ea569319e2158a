/** The same need from several rules becomes one requirement. */
import { compareIds, idKey } from './requirementIds.js';
import type { Level, Need, Requirement, Source } from './requirement.js';

const strictness: Readonly<Record<Level, number>> = { required: 2, recommended: 1, optional: 0 };

/** Union in order of appearance; names that differ only in case are the same name. */
const union = <T extends string>(first: readonly T[], second: readonly T[], key: (text: T) => string = idKey): T[] => {
  const all = new Map<string, T>();
  for (const entry of [...first, ...second]) if (!all.has(key(entry))) all.set(key(entry), entry);
  return [...all.values()];
};

const mergeNeeds = (first: Need, second: Need): Need => {
  if (first.kind === 'object' && second.kind === 'object') {
    return { ...first, minimum: union(first.minimum, second.minimum) };
  }
  if (first.kind === 'field' && second.kind === 'field') {
    return { ...first, standardized: first.standardized || second.standardized };
  }
  if (first.kind === 'historyTracking' && second.kind === 'historyTracking') {
    return { ...first, suggestedFields: union(first.suggestedFields, second.suggestedFields) };
  }
  if (first.kind === 'automation' && second.kind === 'automation') {
    return { ...first, onFields: union(first.onFields, second.onFields) };
  }
  return first;
};

const mergeSources = (first: Requirement, second: Requirement): { sources?: readonly Source[] } => {
  const all = [...(first.sources ?? []), ...(second.sources ?? [])];
  const distinct = all.filter((source, index) => all.findIndex(({ title }) => title === source.title) === index);
  return distinct.length === 0 ? {} : { sources: distinct };
};

const mergeTwo = (first: Requirement, second: Requirement): Requirement => ({
  ...first,
  need: mergeNeeds(first.need, second.need),
  level: strictness[first.level] >= strictness[second.level] ? first.level : second.level,
  because: union(first.because, second.because, (reason) => reason),
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
