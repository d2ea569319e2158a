import { closureOf, directNeedsIn, neededEntries } from '../access/dependencies.js';
import { contains, emptyContent, entryId, entryKey, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { evaluate } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf, qualifiedName, sameName } from '../platform/names.js';
import { candidateOf } from './candidates.js';
import type { Candidate } from './candidates.js';
import type { PlannedEntry, PlannedUser } from './grantPlan.js';
import { platformRowTest } from './platformRowTest.js';
import { spelledEntry } from './planInput.js';
import type { PlanContext } from './planInput.js';
import { withPermissionSet } from './recipients.js';
import type { Recipient } from './recipients.js';
import { isMissing, wantedFindings } from './wantedFindings.js';

/** What would be written and assigned for some candidates, and every finding of everybody afterwards. */
export type Draft = {
  readonly candidates: readonly Candidate[];
  /** Entries that findings ask for, whether the set holds them already or not. */
  readonly requested: readonly PlannedEntry[];
  /** What the set does not hold yet: requests and dependencies. */
  readonly adds: readonly PlannedEntry[];
  readonly users: ReadonlyArray<Omit<PlannedUser, 'receives'>>;
  /** In the order of the recipients. */
  readonly afterwards: ReadonlyArray<readonly Finding[]>;
};

/** Each entry that the candidates ask for, once, with the findings that ask for it. */
const requestedBy = (context: PlanContext, candidates: readonly Candidate[]): PlannedEntry[] => {
  const entries = new Map<string, { entry: Entry; findings: string[] }>();
  for (const { finding, entries: asWritten } of candidates) {
    for (const one of asWritten) {
      const entry = spelledEntry(context, one);
      const key = entryKey(entry);
      const kept = entries.get(key);
      if (kept) kept.findings.push(finding);
      else entries.set(key, { entry, findings: [finding] });
    }
  }
  return [...entries.values()].map(({ entry, findings }) => ({
    entry,
    reason: 'requested',
    neededBy: findings.length === 1 ? findings : [...new Set(findings)].sort(),
  }));
};

/** Edit of a field includes Read, and is written as one row: the weaker entry would be said twice. */
const withoutWeakerFields = (adds: readonly PlannedEntry[]): PlannedEntry[] => {
  const edited = new Set(
    adds.flatMap(({ entry }) => (entry.kind === 'field' && entry.access === 'edit' ? [entryKey(entry)] : [])),
  );
  return adds.filter(
    ({ entry }) =>
      entry.kind !== 'field' || entry.access === 'edit' || !edited.has(entryKey({ ...entry, access: 'edit' })),
  );
};

/**
 * Without access to objects that only user permissions need and that the platform writes by itself for one of them (fact B8): it
 * is told as such. Rows that other rows need stay, as those are written first.
 */
const withoutPlatforms = (planned: readonly PlannedEntry[], held: readonly Entry[]): PlannedEntry[] => {
  const isPlatforms = platformRowTest([...held, ...planned.map(({ entry }) => entry)]);
  const isPermission = ({ entry }: PlannedEntry): boolean => entry.kind === 'userPermission';
  const permissions = new Set(planned.filter(isPermission).map(({ entry }) => entryKey(entry)));
  const needless = new Set<string>();
  for (let size = -1; size < needless.size;) {
    size = needless.size;
    for (const { entry, reason, neededBy } of planned) {
      if (reason !== 'dependency' || !isPlatforms(entry)) continue;
      if (neededBy.map(keyOf).every((id) => permissions.has(id) || needless.has(id))) needless.add(entryKey(entry));
    }
  }
  return planned.filter(({ entry }) => !needless.has(entryKey(entry)));
};

/** Sorted by id as plain text. Each id is put together once: ten thousand entries are compared more than ten times each. */
const sortedById = (adds: readonly PlannedEntry[]): PlannedEntry[] =>
  adds
    .map((add) => ({ add, id: entryId(add.entry) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ add }) => add);

/** The draft that gives what these candidates ask for, closed under dependencies, and what is found of everybody then. */
export const draftOf = (
  context: PlanContext,
  recipients: readonly Recipient[],
  candidates: readonly Candidate[],
): Draft => {
  const { requirements, snapshot, permissionSet } = context;
  const current = permissionSet.existing?.content ?? emptyContent;
  const assignees = permissionSet.existing?.assignees ?? [];
  const requested = requestedBy(context, candidates);
  const entries = requested.map(({ entry }) => entry);
  const byRules = new Set(neededEntries(entries, directNeedsIn([]), context.exists).map(entryKey));
  const dependencies = closureOf(entries, context.directNeeds, context.exists).map(
    ({ entry, neededBy }): PlannedEntry => ({
      entry: spelledEntry(context, entry),
      reason: 'dependency',
      origin: byRules.has(entryKey(entry)) ? 'platformRule' : 'orgClaim',
      neededBy,
    }),
  );
  const planned = withoutPlatforms([...requested, ...dependencies], permissionSet.existing?.holds ?? []);
  const adds = sortedById(withoutWeakerFields(planned.filter(({ entry }) => !contains(current, entry))));
  const content = withEntries(
    current,
    adds.map(({ entry }) => entry),
  );
  const served = new Set(requested.flatMap(({ neededBy }) => neededBy));
  const given = new Set(entries.map(entryKey));
  /** Whether what is planned for a finding is of use to this user: it is not while his own finding waits for people. */
  const isServed = (finding: Finding): boolean =>
    (finding.status === 'unmet' || finding.status === 'degraded') &&
    served.has(finding.id) &&
    candidateOf(finding, true).entries.some((entry) => given.has(entryKey(spelledEntry(context, entry))));
  const isWantedItself = ({ remedy }: Finding): boolean =>
    remedy?.permissionSets.some((name) => sameName(name, permissionSet.name)) === true;
  /** Whether the set, as it is, would bring what a rule forbids: then it is not assigned for its own sake. */
  const bringsForbidden = ({ user, before, obstacles, passed }: Recipient): boolean => {
    const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
    const beyond = { sets: obstacles, alternatives: passed };
    return evaluate(requirements.requirements, snapshot, withPermissionSet(user, permissionSet, content), beyond).some(
      (finding) => isMissing(finding) && met.has(finding.id),
    );
  };
  const users = recipients.map((recipient): Omit<PlannedUser, 'receives'> => {
    const { user, licenses, brought, found, reachable, named } = recipient;
    // Not for what his license rules out: the platform would refuse the assignment (fact A16).
    const assign =
      reachable &&
      !assignees.includes(user.id) &&
      (found.some(isServed) ||
        // A rule may name the set of the grant itself.
        (permissionSet.existing !== null &&
          wantedFindings(found, context.scope, recipient.passed).some(isWantedItself) &&
          !bringsForbidden(recipient)));
    return {
      id: user.id,
      username: user.username,
      assign,
      licenses: assign ? licenses : licenses.filter((name) => name !== brought),
      permissionSets: named.map(qualifiedName),
    };
  });
  const afterwards = recipients.map(({ user, found, obstacles, passed }, at) => {
    const holds = users[at]?.assign === true || assignees.includes(user.id);
    return holds
      ? evaluate(requirements.requirements, snapshot, withPermissionSet(user, permissionSet, content), {
          sets: obstacles,
          alternatives: passed,
        })
      : found;
  });
  return { candidates, requested, adds, users, afterwards };
};

/** Whether somebody who has what a rule asks for, or has not what it forbids, would lose that. */
const breaksSomething = (recipients: readonly Recipient[], { afterwards }: Draft): boolean =>
  recipients.some(({ before }, at) => {
    const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
    return (afterwards[at] ?? []).some((finding) => isMissing(finding) && met.has(finding.id));
  });

/**
 * The draft with further candidates, but without those that would give what a rule forbids, by what they bring along or
 * together with what the user has. Harm is rare, and a draft costs an evaluation of everything: so all are tried at once,
 * and only where that does harm each half by itself.
 */
export const withHarmless = (
  context: PlanContext,
  recipients: readonly Recipient[],
  draft: Draft,
  candidates: readonly Candidate[],
): Draft => {
  if (candidates.length === 0) return draft;
  const together = draftOf(context, recipients, [...draft.candidates, ...candidates]);
  if (!breaksSomething(recipients, together)) return together;
  if (candidates.length === 1) return draft;
  const half = Math.ceil(candidates.length / 2);
  const first = withHarmless(context, recipients, draft, candidates.slice(0, half));
  return withHarmless(context, recipients, first, candidates.slice(half));
};
