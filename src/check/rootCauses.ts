/** Why needs are open: findings of one check, brought together under what has to be changed. 27 missing needs may have 3 causes. */
import type { Finding, FindingKind } from '../kinds/finding.js';
import type { FindingCode } from '../kinds/findingCodes.js';
import { isOpener } from '../kinds/opener.js';
import { compareIds, idKey } from '../kinds/requirementId.js';
import { levels, stricter } from '../kinds/requirement.js';
import type { Level } from '../kinds/requirement.js';
import { surroundingOf } from '../kinds/surroundings.js';
import { isOpen } from '../kinds/verdict.js';
import type { Remedy } from '../kinds/verdict.js';

/**
 * What would mend a cause, the most important first: that the user can log in and has the licenses, then what he must not
 * have, then what he may do, then what the org does with what is written.
 */
export const causeChanges = [
  /** Something about the user: not active, frozen, password, login hours; or nobody named the user. */
  'user',
  /** A permission set license. */
  'license',
  /** A seat of a managed package. */
  'packageSeat',
  /** A flag on the user, such as Marketing User. */
  'userFlag',
  /** The user has it and must not. */
  'forbidden',
  /** Something is assigned that would give it, and has no effect: expired, muted … */
  'withoutEffect',
  /** No permission set gives it: one change of one permission set mends all of it. */
  'notGranted',
  /** Missing, and only people can give it. */
  'byHand',
  /** Automation that refuses, changes or repeats what is written. */
  'automation',
  /** Values of picklists, and fields that have to be filled. */
  'environment',
  /** Field History Tracking of one object. */
  'history',
  /** The user license does not allow it. */
  'licenseForbids',
  /** The org does not have it, or Salesforce does not give it. */
  'impossible',
  /** It could not be read, or nobody can tell. */
  'unknown',
  /** The least is there, and a permission set would give the rest. */
  'inPart',
] as const;
export type CauseChange = (typeof causeChanges)[number];

/** What a root cause looks at of a finding. */
export type CauseFinding = Pick<
  Finding,
  | 'id'
  | 'code'
  | 'kind'
  | 'need'
  | 'level'
  | 'status'
  | 'forbid'
  | 'userLicense'
  | 'blockedBy'
  | 'hints'
  | 'remedy'
  | 'gap'
  | 'grantedBy'
>;

/** One thing that is the matter, and all needs that are open because of it. */
export type RootCause<F extends CauseFinding = Finding> = {
  /** What would mend it. */
  readonly change: CauseChange;
  /**
   * What it is about, where several findings share it: the object, the assignment without effect, the user license, the part
   * that could not be read. Empty where it is about one finding, or about all that no permission set gives.
   */
  readonly subject: string;
  /** Code, kind and need of the first root. */
  readonly code: FindingCode;
  readonly kind: FindingKind;
  readonly need: Finding['need'];
  /** The strictest level of its findings. */
  readonly level: Level;
  /** The findings that are the cause, by id: nothing else is in the way of them. At least one. */
  readonly roots: readonly [F, ...F[]];
  /** The findings that are open because of the roots, by id. */
  readonly falls: readonly F[];
};

/** Change and subject of a finding that is a root; findings with the same `key` are one cause. */
type Place = { readonly change: CauseChange; readonly subject: string; readonly key: string };

/** What mends it whatever its code is: something about the user, or what surrounds the writes. */
const changeOf = ({ need, kind }: CauseFinding): CauseChange | undefined =>
  need.kind === 'user' || isOpener(need) ? need.kind : surroundingOf(kind);

/** The object that a need is about; empty where it is about none. */
const sobjectOf = (need: Finding['need']): string => ('sobject' in need ? need.sobject : '');

/** What was not read stands for all that is unknown because of it; what a run cannot see at all is one cause. */
const unreadOf = ({ gap }: CauseFinding): string | null => {
  if (!gap) return null;
  if (gap.code === 'SELF_MODE' || gap.code === 'NOT_IN_API_VERSION') return '';
  return gap.code === 'RECALCULATING' ? `${gap.part} ${gap.detail}` : gap.part;
};

/** A set that is assigned as it is, or a license by itself, is no change of the set that gives all the rest. */
const isGivenApart = ({ permissionSets, licenses, entries, objectAccess }: Remedy): boolean =>
  permissionSets.length > 0 || (licenses.length > 0 && entries.length === 0 && objectAccess.length === 0);

const placeOf = (finding: CauseFinding): Place => {
  const { id, code, kind, need, status, forbid, userLicense, hints, remedy, grantedBy, gap } = finding;
  const place = (change: CauseChange, subject = '', ...key: readonly string[]): Place => ({
    change,
    subject,
    key: JSON.stringify([change, idKey(subject), ...key]),
  });
  const own = (change: CauseChange): Place => place(change, '', idKey(id));
  /** What only one object is about: its needs are mended in one place, those of other kinds each by itself. */
  const byObject = (change: CauseChange): Place =>
    'sobject' in need ? place(change, need.sobject, code) : own(change);

  if (status === 'unknown') {
    const unread = unreadOf(finding);
    if (unread !== null) return place('unknown', unread, gap?.code ?? '');
  }
  const ofKind = changeOf(finding);
  if (ofKind !== undefined) return own(ofKind);
  if (status === 'unknown') return byObject('unknown');
  if (forbid)
    return place(
      'forbidden',
      '',
      JSON.stringify(grantedBy.map(({ type, name, namespace }) => [type, name, namespace])),
    );
  if (userLicense !== undefined) return place('licenseForbids', userLicense);
  if (status === 'impossible') return byObject('impossible');
  if (kind === 'historyTracking') return place('history', sobjectOf(need));
  const [hint] = hints;
  if (hint) return place('withoutEffect', hint.source, hint.kind);
  if (status === 'degraded') return remedy === null ? byObject('byHand') : place('inPart');
  if (remedy === null) return byObject('byHand');
  return isGivenApart(remedy) ? own('notGranted') : place('notGranted');
};

/** Everything that can be reached over what blocks, without the finding itself unless it blocks itself in a circle. */
const behind = <F extends CauseFinding>(finding: F, blockersOf: (one: F) => readonly F[]): Set<F> => {
  const found = new Set<F>();
  const waiting = [...blockersOf(finding)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...blockersOf(next));
  }
  return found;
};

/** The function, which works out each answer once. */
const keeping = <F extends object, T extends object>(of: (one: F) => T): ((one: F) => T) => {
  const answers = new Map<F, T>();
  return (one) => {
    const kept = answers.get(one);
    if (kept) return kept;
    const fresh = of(one);
    answers.set(one, fresh);
    return fresh;
  };
};

const strictest = (findings: readonly CauseFinding[]): Level =>
  findings.map(({ level }) => level).reduce(stricter, 'optional');

/** Licenses that are alternatives of each other: for everything that waits for one of them, each of them would do. */
const choicesOf = <F extends CauseFinding>(
  open: readonly F[],
  blockersOf: (one: F) => readonly F[],
): Map<F, string> => {
  const choices = new Map<F, Set<string>>();
  for (const finding of open) {
    const licenses = blockersOf(finding).filter(({ kind }) => kind === 'license');
    const choice = JSON.stringify(licenses.map(({ id }) => idKey(id)).sort());
    for (const license of licenses) choices.set(license, (choices.get(license) ?? new Set()).add(choice));
  }
  return new Map(
    [...choices].flatMap(([license, all]) => (all.size === 1 ? [[license, [...all][0] ?? ''] as const] : [])),
  );
};

/**
 * The root causes of one check, the most important first: by the strictest level, what is missing before what is there in part,
 * then by what has to be changed, then those with more findings. Every open finding is in exactly one of them: as a root, or under the most important root that
 * `blockedBy` leads to. Findings that block each other in a circle stand under the first of them by id.
 * @param findings those of one user and one definition; each id once
 */
export const rootCauses = <F extends CauseFinding>(findings: readonly F[]): RootCause<F>[] => {
  const open = findings.filter(isOpen).sort((a, b) => compareIds(a.id, b.id));
  const byId = new Map(open.map((finding) => [idKey(finding.id), finding]));
  const blockersOf = (finding: F): F[] => finding.blockedBy.flatMap((id) => byId.get(idKey(id)) ?? []);
  const reachedFrom = keeping((finding: F) => behind(finding, blockersOf));
  /** Nothing is behind it but what it is behind of itself; of a circle the first by id. */
  const isRoot = (finding: F): boolean => {
    const circle = [...reachedFrom(finding)];
    return circle.every((one) => reachedFrom(one).has(finding) && compareIds(finding.id, one.id) <= 0);
  };
  const choices = choicesOf(open, blockersOf);
  const roots = new Set(open.filter(isRoot));
  const placeOfRoot = keeping((root: F): Place => {
    const choice = choices.get(root);
    return { ...placeOf(root), ...(choice === undefined ? {} : { key: choice }) };
  });
  /** Whatever is no root comes last: a root reaches no other one, and everything else reaches one. */
  const rank = (one: F): number =>
    roots.has(one) ? causeChanges.indexOf(placeOfRoot(one).change) : causeChanges.length;
  const rootOf = (finding: F): F =>
    [finding, ...reachedFrom(finding)].reduce((best, one) =>
      (rank(one) - rank(best) || compareIds(one.id, best.id)) < 0 ? one : best,
    );
  const groups = new Map<string, { readonly place: Place; readonly roots: F[]; readonly falls: F[] }>();
  for (const finding of open) {
    const root = rootOf(finding);
    const place = placeOfRoot(root);
    const group = groups.get(place.key) ?? { place, roots: [], falls: [] };
    groups.set(place.key, group);
    (root === finding ? group.roots : group.falls).push(finding);
  }
  const causes = [...groups.values()].flatMap(({ place: { change, subject }, roots, falls }): RootCause<F>[] => {
    const [first, ...more] = roots;
    if (!first) return [];
    const { code, kind, need } = first;
    return [
      { change, subject, code, kind, need, level: strictest([...roots, ...falls]), roots: [first, ...more], falls },
    ];
  });
  const size = ({ roots, falls }: RootCause<F>): number => roots.length + falls.length;
  /** There in part, or only to be looked at. */
  const isWeak = ({ roots }: RootCause<F>): number => (roots.every(({ status }) => status === 'degraded') ? 1 : 0);
  return causes.sort(
    (a, b) =>
      levels.indexOf(a.level) - levels.indexOf(b.level) ||
      isWeak(a) - isWeak(b) ||
      causeChanges.indexOf(a.change) - causeChanges.indexOf(b.change) ||
      size(b) - size(a) ||
      compareIds(a.roots[0].id, b.roots[0].id),
  );
};

/** Number of needs of each level. */
export type NeedCounts = Readonly<Record<Level, number>> & { readonly all: number };

/** How many needs hang on a cause, its roots among them. */
export const needsOf = ({ roots, falls }: Pick<RootCause<CauseFinding>, 'roots' | 'falls'>): NeedCounts => {
  const all = [...roots, ...falls];
  const of = (level: Level): number => all.filter((finding) => finding.level === level).length;
  return { required: of('required'), recommended: of('recommended'), optional: of('optional'), all: all.length };
};
