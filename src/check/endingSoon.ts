import type { AccessSnapshot, AccessSource, InspectedUser } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Finding } from '../kinds/finding.js';
import { evaluate } from './evaluate.js';

/** Something that is needed and that the user will have no longer once these assignments have run out. */
export type Ending = {
  /** When the assignments end, as the org says it. */
  readonly until: string;
  /** What is assigned only until then. */
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
    const then = evaluate(requirements, snapshot, without(user, gone));
    const still = new Set(then.flatMap(({ id, status }) => (status === 'met' ? [id] : [])));
    const ids = new Set([...left].filter((id) => !still.has(id)));
    left = new Set([...left].filter((id) => still.has(id)));
    return ids.size === 0 ? [] : [{ until, sources: now, ids }];
  });
};
