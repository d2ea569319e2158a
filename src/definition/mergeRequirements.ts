/** The same need from several rules becomes one requirement. */
import { kindOf } from '../kinds/kinds.js';
import { compareIds, idKey } from '../kinds/requirementId.js';
import { stricter } from '../kinds/requirement.js';
import type { Requirement, Source } from '../kinds/requirement.js';
import { mergePlaces } from '../kinds/mergePlaces.js';

const mergeSources = (first: Requirement, second: Requirement): { sources?: readonly Source[] } => {
  const distinct = new Map<string, Source>();
  for (const source of [...(first.sources ?? []), ...(second.sources ?? [])]) {
    const key = JSON.stringify([source.title, source.url]);
    if (!distinct.has(key)) distinct.set(key, source);
  }
  return distinct.size === 0 ? {} : { sources: [...distinct.values()] };
};

const stricterOf = (first: Pick<Requirement, 'level'>, second: Requirement): 'first' | 'second' | null => {
  if (first.level === second.level) return null;
  return stricter(first.level, second.level) === first.level ? 'first' : 'second';
};

/** What daily use needs too is no need of a phase. */
const mergeTwo = ({ phase, ...first }: Requirement, second: Requirement): Requirement => ({
  ...first,
  ...(phase === undefined || second.phase === undefined ? {} : { phase }),
  need: kindOf(first.need).merged(first.need, second.need, stricterOf(first, second)),
  level: stricter(first.level, second.level),
  because: [...new Set([...first.because, ...second.because])],
  // a rule without ifPresent asks for it in every org; a need that the vendor states is no longer inferred
  ifPresent: first.ifPresent && second.ifPresent,
  inferred: first.inferred && second.inferred,
  ...mergeSources(first, second),
  ...mergePlaces(first, second),
});

/**
 * All of one id as one. By halves: one after the other, ten thousand rules about the same thing would copy their reasons ten
 * thousand times.
 */
const mergeAll = (first: Requirement, others: readonly Requirement[]): Requirement => {
  const [second] = others;
  if (second === undefined) return first;
  const half = Math.floor(others.length / 2);
  return mergeTwo(mergeAll(first, others.slice(0, half)), mergeAll(others[half] ?? second, others.slice(half + 1)));
};

/**
 * Merges requirements with the same id (design §4): strictest level, union of `minimum`, `onFields` and reasons,
 * `standardized` or. The spelling that comes first stays. Sorted by id.
 */
export const mergeRequirements = (requirements: readonly Requirement[]): Requirement[] => {
  const groups = new Map<string, { first: Requirement; others: Requirement[] }>();
  for (const requirement of requirements) {
    const key = idKey(requirement.id);
    const group = groups.get(key);
    if (group) group.others.push(requirement);
    else groups.set(key, { first: requirement, others: [] });
  }
  return [...groups.values()]
    .map(({ first, others }) => mergeAll(first, others))
    .sort((a, b) => compareIds(a.id, b.id));
};
