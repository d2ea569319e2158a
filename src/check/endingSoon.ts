import type { AccessSnapshot, AccessSource, InspectedUser } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Finding } from '../kinds/finding.js';
import { evaluate } from './evaluate.js';

/** Something that is needed and that the user will have no longer once these assignments have run out. */
export type Ending = {
  /** When the assignments end, as the org says it. */
  readonly until: string;
  /** What is assigned only until then, and gives some of it. */
  readonly sources: readonly AccessSource[];
  /** Ids of the needs that are met now and will not be any more. */
  readonly ids: ReadonlySet<string>;
};

const day = 86_400_000;

/** The user as he will be once these assignments have run out. */
const without = (user: InspectedUser, gone: ReadonlySet<AccessSource>): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known) return user;
  const sources = evidence.sources.value.filter((source) => !gone.has(source));
  return { ...user, evidence: { ...evidence, sources: { known: true, value: sources } } };
};

/**
 * Those of the assignments that end together to which what is lost is owed: what cannot do without one of them, and what
 * one of them is enough for beside those. Where they only count in another way, all of them.
 * @param metWith what of it is met while these of the assignments are still there
 */
const owedTo = (
  ending: readonly AccessSource[],
  metWith: (kept: readonly AccessSource[]) => number,
): AccessSource[] => {
  if (ending.length === 1) return [...ending];
  const all = metWith(ending);
  const needed = ending.filter((source) => metWith(ending.filter((other) => other !== source)) < all);
  const withNeeded = metWith(needed);
  const owed = ending.filter(
    (source) => needed.includes(source) || (withNeeded < all && metWith([...needed, source]) > withNeeded),
  );
  return owed.length === 0 ? [...ending] : owed;
};

/**
 * What is met today and ends within some days, because the assignments that give it run out (fact A2). It is not guessed:
 * everything is judged again without them, for one end after the other.
 * @param findings of this user and these requirements, as they are now
 * @param days counted from when the snapshot was taken
 */
export const endingSoon = (
  { requirements }: RequirementSet,
  snapshot: AccessSnapshot,
  user: InspectedUser,
  findings: readonly Finding[],
  days: number,
): Ending[] => {
  const { evidence } = user;
  const assigned = evidence.mode === 'admin' && evidence.sources.known ? evidence.sources.value : [];
  const latest = Date.parse(snapshot.takenAt) + days * day;
  const ending = assigned
    .flatMap((source) =>
      source.inert === null && source.expiresAt !== null ? [{ source, until: source.expiresAt }] : [],
    )
    .filter(({ until }) => Date.parse(until) <= latest)
    .sort((a, b) => Date.parse(a.until) - Date.parse(b.until));
  const gone = new Set<AccessSource>();
  let left = new Set(findings.flatMap(({ id, status }) => (status === 'met' ? [id] : [])));
  return [...new Set(ending.map(({ until }) => until))].flatMap((until) => {
    const now = ending.filter((one) => one.until === until).map(({ source }) => source);
    for (const source of now) gone.add(source);
    const metWith = (kept: readonly AccessSource[]): Set<string> => {
      const missing = new Set([...gone].filter((source) => !kept.includes(source)));
      const then = evaluate(requirements, snapshot, without(user, missing));
      return new Set(then.flatMap(({ id, status }) => (status === 'met' ? [id] : [])));
    };
    const still = metWith([]);
    const ids = new Set([...left].filter((id) => !still.has(id)));
    left = new Set([...left].filter((id) => still.has(id)));
    if (ids.size === 0) return [];
    const sources = owedTo(now, (kept) => [...metWith(kept)].filter((id) => ids.has(id)).length);
    return [{ until, sources, ids }];
  });
};
