import { neededEntries } from '../access/dependencies.js';
import { contains, emptyContent, entryKey } from '../access/entry.js';
import { contextOf } from '../check/evaluate.js';
import type { Alternatives } from '../kinds/context.js';
import type { Finding } from '../kinds/finding.js';
import type { NamedSetObstacleCode } from '../kinds/permissionSetAssigned/judgePermissionSetAssigned.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { compareKeys, keyOf, qualifiedName } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';
import { beyondDefinition, setupAccessIn } from './beyond.js';
import { candidateOf, inOrder, permittedIn } from './candidates.js';
import type { Candidate } from './candidates.js';
import { doubtsOf, forbiddenOf, otherReceivers, setDoubtsOf, unreadOthers } from './doubts.js';
import type { Receiver } from './doubts.js';
import { draftOf, withHarmless } from './draft.js';
import type { Draft } from './draft.js';
import type { Plan, PlannedEntry, PlannedUser } from './grantPlan.js';
import { holdsOwnSet, namedSetKey } from './namedSet.js';
import { toldNames } from './plannedNamedSets.js';
import { holderNames } from './otherHolders.js';
import { planContextOf, spelledEntry } from './planInput.js';
import type { PlanContext, PlanInput } from './planInput.js';
import { receivedBy } from './receives.js';
import { askedAlternatives, recipientOf } from './recipients.js';
import type { Recipient } from './recipients.js';
import { beyondSetIn, forbiddingOthersIn, readWith } from './ruledOut.js';
import { isTied, setAllowsIn } from './setLicense.js';
import { isMissing, isWanted, wantedFindings } from './wantedFindings.js';
import { licensedHolder } from './withLicenses.js';

/** Rounds in which what is planned is followed up: Read of an object, what writing takes, what they make possible. */
const rounds = 5;

/** A test of candidates that ask for something which is not requested yet. */
const furtherThan = (context: PlanContext, requested: readonly PlannedEntry[]): ((candidate: Candidate) => boolean) => {
  if (requested.length === 0) return ({ entries }) => entries.length > 0;
  const planned = new Set(requested.map(({ entry }) => entryKey(entry)));
  return ({ entries }) => entries.some((entry) => !planned.has(entryKey(spelledEntry(context, entry))));
};

/**
 * Plans all that may be planned, until there is nothing more: after the first round a field may still wait for its object,
 * and what was impossible may have become possible. Otherwise the next grant would find something to do.
 */
const settledDraft = (context: PlanContext, recipients: readonly Recipient[]): Draft => {
  const permitted = permittedIn(context, recipients);
  let draft = draftOf(context, recipients, []);
  for (let round = 0; round < rounds; round++) {
    const { requested, afterwards } = draft;
    const wanted = recipients.flatMap(({ reachable, passed }, at) =>
      reachable ? wantedFindings(afterwards[at] ?? [], context.scope, passed) : [],
    );
    // The first round asks for no object on behalf of a field: another rule may ask for it, or for what will do.
    const candidates = permitted(wanted.map((finding) => candidateOf(finding, round > 0)));
    const further = candidates.length === 0 ? [] : candidates.filter(furtherThan(context, requested));
    const next = withHarmless(context, recipients, draft, inOrder(further));
    if (next === draft && round > 0) return draft;
    draft = next;
  }
  return draft;
};

/**
 * The draft without fields that stay closed for everybody who lacks them, because their object cannot be given: nobody
 * would have anything of them.
 */
const withoutFutile = (context: PlanContext, recipients: readonly Recipient[], draft: Draft): Draft => {
  const isField = ({ kind }: Finding): boolean => kind === 'field';
  // Mostly none stays.
  if (!draft.afterwards.some((findings) => findings.some((finding) => isField(finding) && isMissing(finding))))
    return draft;
  const stays = new Set<string>();
  const closed = new Set<string>();
  recipients.forEach(({ found }, at) => {
    const lacked = new Map(found.filter(isMissing).map(({ id, status }) => [id, status]));
    for (const finding of draft.afterwards[at] ?? []) {
      if (finding.kind !== 'field' || !lacked.has(finding.id)) continue;
      // What is there in part then, and was not before, is of use.
      const isOpen = !isMissing(finding) || (finding.status === 'degraded' && lacked.get(finding.id) !== 'degraded');
      (isOpen ? closed : stays).add(finding.id);
    }
  });
  const useful = draft.candidates.filter(({ finding }) => !stays.has(finding) || closed.has(finding));
  return useful.length === draft.candidates.length ? draft : draftOf(context, recipients, useful);
};

/** What the platform writes into the set by itself, as ids with `*` for every object (fact B8). */
const platformAddsOf = (adds: readonly PlannedEntry[]): string[] => {
  const names = new Set(adds.flatMap(({ entry }) => (entry.kind === 'userPermission' ? [keyOf(entry.name)] : [])));
  return platformRowsOf((name) => names.has(keyOf(name))).map((access) => `object:*:${access}`);
};

/** The gravest first: a finding that stays for people is told once, as it is for whom it is worst. */
const gravity: readonly Finding['status'][] = ['impossible', 'unmet', 'degraded', 'unknown'];

/** Keeps the finding, unless a graver one of its id is kept. */
const keepGravest = (kept: Map<string, Finding>, finding: Finding): void => {
  const other = kept.get(finding.id);
  if (!other || gravity.indexOf(finding.status) < gravity.indexOf(other.status)) kept.set(finding.id, finding);
};

/** What was wanted, or missing, of anybody and is met for everybody afterwards, and what stays for people to do. */
const closedAndManual = (
  { scope }: PlanContext,
  recipients: readonly Recipient[],
  { afterwards }: Draft,
): Pick<Plan, 'closes' | 'manual' | 'leftOut'> => {
  /**
   * Of what was wanted, what is found afterwards too: a license that another one makes needless is neither closed nor open. And
   * what was missing and nobody wanted, and is met afterwards: something else brings it along.
   */
  const told = new Set<string>();
  const manual = new Map<string, Finding>();
  const open = new Map<string, Finding>();
  /** What nobody can tell of somebody afterwards: it is not closed, though others have it. */
  const unsure = new Set<string>();
  recipients.forEach(({ before }, at) => {
    const now = afterwards[at] ?? [];
    const wantedBefore = new Set<string>();
    const missingBefore = new Set<string>();
    for (const finding of before) {
      if (!isMissing(finding)) continue;
      missingBefore.add(finding.id);
      if (isWanted(finding, scope)) wantedBefore.add(finding.id);
    }
    for (const finding of now) {
      const { id, status } = finding;
      if (wantedBefore.has(id) || (status === 'met' && missingBefore.has(id))) told.add(id);
      if (status === 'unknown') unsure.add(id);
      if (isMissing(finding)) keepGravest(open, finding);
      if (gravity.includes(status) && (wantedBefore.has(id) || isWanted(finding, scope))) keepGravest(manual, finding);
    }
  });
  return {
    closes: [...told].filter((id) => !open.has(id) && !unsure.has(id) && !manual.has(id)).sort(),
    manual: [...manual.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    leftOut: [...open.values()].filter(({ id }) => !manual.has(id)),
  };
};

const received = (
  { requirements, snapshot, permissionSet }: PlanContext,
  recipient: Recipient | undefined,
  { assign }: Pick<PlannedUser, 'assign'>,
  adds: readonly PlannedEntry[],
): PlannedUser['receives'] => {
  if (!recipient) return [];
  const { user, named } = recipient;
  const { assignees = [], throughGroups = [] } = permissionSet.existing ?? {};
  const isAssignee =
    assignees.includes(user.id) ||
    throughGroups.includes(user.id) ||
    named.some((set) => holdsOwnSet(set, { permissionSet }));
  // As he is today: the sets that are planned for him are none that he has.
  const today = snapshot.users.find(({ id }) => id === user.id) ?? user;
  const { access } = contextOf(snapshot, today, requirements.requirements);
  return receivedBy(permissionSet, adds, { assign, isAssignee, named }, access);
};

const beyondOf = ({ permissionSet: { existing }, requirements, snapshot, directNeeds }: PlanContext): Plan['beyond'] =>
  existing === null || existing.intact ? [] : beyondDefinition(existing.holds, requirements, snapshot, directNeeds);

/** The claims that keep back something that is wanted of somebody. */
const notFollowedOf = (context: PlanContext, recipients: readonly Recipient[]): Plan['notFollowed'] => {
  if (context.refusedClaims.length === 0) return [];
  const { scope, permissionSet, directNeeds, exists } = context;
  const wanted = recipients.flatMap(({ found }) =>
    wantedFindings(found, scope).flatMap((finding) => candidateOf(finding, true).entries),
  );
  const needed = neededEntries(wanted, directNeeds, exists);
  const held = permissionSet.existing?.content ?? emptyContent;
  const added = new Set([...wanted, ...needed].filter((entry) => !contains(held, entry)).map(entryKey));
  return context.refusedClaims.filter(({ edge }) => added.has(entryKey(edge.from)));
};

/** What the licenses of everybody who gets something allow for sure, and what nobody can say before it is tried. */
const licenseOutlook = (
  context: PlanContext,
  recipients: readonly Recipient[],
  users: readonly PlannedUser[],
  adds: readonly PlannedEntry[],
): Pick<Plan, 'doubts' | 'unassignable'> => {
  const { schema } = context.snapshot;
  const isRead = readWith(context.limitsRead);
  const added = adds.map(({ entry }) => entry);
  const receivers = recipients.flatMap((recipient, at): Receiver[] => {
    // What somebody has already, the platform has accepted.
    const entries = (users[at]?.receives ?? []).flatMap(({ entry, hasAlready }) => (hasAlready ? [] : [entry]));
    const { user } = licensedHolder(context, { ...recipient, licenses: users[at]?.licenses ?? [] });
    return [{ username: recipient.user.username, user, entries, setup: users[at]?.receivesSetup ?? [], isRead }];
  });
  const { existing } = context.permissionSet;
  const setAllows = setAllowsIn(context);
  const license = existing?.license.known === true ? (existing.license.value?.name ?? null) : null;
  return {
    doubts: [
      ...doubtsOf([...receivers, ...otherReceivers(context.others, added)], schema),
      ...unreadOthers(context.others, added),
      ...setDoubtsOf(
        receivers.filter((_, at) =>
          (users[at]?.receives ?? []).some(({ inOwnSet, hasAlready }) => inOwnSet && !hasAlready),
        ),
        added,
        license,
        (entry) => setAllows(entry).answer !== 'unknown',
      ),
    ],
    unassignable: forbiddenOf(receivers, schema),
  };
};

/**
 * What stays for people, as it is told: where the set cannot take it because of its own license (fact A17), or of others
 * who have it (fact Q2), that is the reason, and another set is the next step.
 */
const toldBySet = (context: PlanContext, manual: readonly Finding[]): Finding[] => {
  const { permissionSet, directNeeds, exists, others } = context;
  const tie = permissionSet.existing?.license;
  if (others.groups.length === 0 && !isTied(tie)) return [...manual];
  const forbidding = forbiddingOthersIn(context);
  const isBeyondSet = beyondSetIn(context);
  const held = permissionSet.existing?.content ?? emptyContent;
  return manual.map((finding) => {
    const { entries } = candidateOf(finding, true);
    const needed = neededEntries(entries, directNeeds, exists);
    const added = [...entries, ...needed].filter((entry) => !contains(held, entry));
    if (tie?.known === true && added.some(isBeyondSet))
      return { ...finding, code: 'SET_LICENSE_FORBIDS', args: [permissionSet.name, tie.value?.name ?? ''], hints: [] };
    const by = others.groups.filter((group) => added.some((entry) => forbidding(entry).includes(group)));
    return by.length === 0
      ? finding
      : { ...finding, code: 'OTHER_HOLDER_FORBIDS', args: [permissionSet.name, holderNames(by)], hints: [] };
  });
};

/** Alternatives that are passed over, by the id of the user. */
type Passed = ReadonlyMap<string, Alternatives>;

/** How often all is planned, for all choices and users together: a try passes over what failed, and costs an evaluation of everything. */
const mostTried = 8;

/**
 * The users of the plan, one after the other, as each takes seats of licenses from those behind him.
 */
const recipientsIn = (context: PlanContext, passed: Passed): Recipient[] => {
  const taken = new Map<string, number>();
  return context.snapshot.users.map((user) => {
    const recipient = recipientOf(context, user, taken, passed.get(user.id));
    for (const name of recipient.licenses) taken.set(keyOf(name), (taken.get(keyOf(name)) ?? 0) + 1);
    return recipient;
  });
};

/** The users of the plan, and what is drafted for them. */
type Drafted = { readonly recipients: readonly Recipient[]; readonly draft: Draft };

/** The alternatives that somebody asked for and that are not met by what is drafted; after the last try all of their choices. */
const failedOf = (
  { scope }: PlanContext,
  { asked, passed }: Recipient,
  afterwards: readonly Finding[],
  isLastTry: boolean,
): Alternatives => {
  // What came along may have made another alternative the one that is asked for.
  const tried = new Map([...asked, ...askedAlternatives(afterwards, scope, passed)]);
  return new Map(
    afterwards.flatMap(({ need, status }) => {
      if (need.kind !== 'anyOf' || status === 'met') return [];
      const choice = keyOf(need.name);
      const failed = tried.get(choice);
      if (failed === undefined) return [];
      return [[choice, new Set(isLastTry ? need.members.keys() : [...(passed.get(choice) ?? []), failed])] as const];
    }),
  );
};

/**
 * Plans until every alternative of a choice for which something is given is met as a whole: where a part of it cannot be given, as
 * it may not be planned or would do harm, nothing of it is given, and the next alternative that can be given is tried.
 */
const draftInWhole = (context: PlanContext): Drafted => {
  let passed: Passed = new Map();
  for (let tries = 1; ; tries++) {
    const recipients = recipientsIn(context, passed);
    const draft = withoutFutile(context, recipients, settledDraft(context, recipients));
    const failed = recipients.flatMap((recipient, at): [string, Alternatives][] => {
      const more = failedOf(context, recipient, draft.afterwards[at] ?? [], tries >= mostTried);
      return more.size === 0 ? [] : [[recipient.user.id, new Map([...recipient.passed, ...more])]];
    });
    if (failed.length === 0) return { recipients, draft };
    passed = new Map([...passed, ...failed]);
  }
};

/** Those whom a reason is about stand last in it. */
const aboutUsers: ReadonlySet<string> = new Set<NamedSetObstacleCode>([
  'NAMED_SET_OTHER_LICENSE',
  'NAMED_SET_WITHOUT_SEAT',
  'NAMED_SET_BEYOND_LICENSE',
]);

/** Why sets that rules name are left to people, with everybody for whom that is the reason: a finding is told once. */
const withEverybodyNamed = (recipients: readonly Recipient[], manual: readonly Finding[]): Finding[] =>
  manual.map((finding) => {
    if (!aboutUsers.has(finding.code)) return finding;
    const [name = '', why = ''] = finding.args;
    const alike = recipients.flatMap(({ obstacles }) => obstacles.get(keyOf(name)) ?? []);
    const users = alike.flatMap(({ code, args }) => (code === finding.code && args[1] === why ? args.slice(2) : []));
    return { ...finding, args: [name, why, toldNames(users)] };
  });

/** Each thing of Setup once, sorted by id. */
const eachOnce = (setup: readonly SetupAccess[]): SetupAccess[] =>
  [...new Map(setup.map((one) => [setupAccessId(one), one])).entries()]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([, one]) => one);

/**
 * Plans the smallest change that closes what is missing: sets that rules name, assigned as they are, and one permission set,
 * closed under the platform's dependencies (facts B2, B9, D6), with nothing that is effective already and nothing that a rule
 * forbids. What closes and what stays is not guessed: the plan is applied to the snapshot and everything is evaluated again.
 */
export const planGrant = (input: PlanInput): Plan => {
  const context = planContextOf(input);
  const { recipients, draft } = draftInWhole(context);
  const { closes, manual, leftOut } = closedAndManual(context, recipients, draft);
  const ownSetup = setupAccessIn(input.permissionSet);
  const users = draft.users.map((user, at): PlannedUser => {
    const named = recipients[at]?.named ?? [];
    const setup = [...(user.assign ? ownSetup : []), ...named.flatMap(({ setupAccess }) => setupAccess)];
    return {
      ...user,
      receives: received(context, recipients[at], user, draft.adds),
      ...(setup.length > 0 ? { receivesSetup: eachOnce(setup) } : {}),
    };
  });
  const { doubts, unassignable } = licenseOutlook(context, recipients, users, draft.adds);
  return {
    requirements: input.requirements,
    permissionSet: input.permissionSet,
    adds: draft.adds,
    named: [
      ...new Map(recipients.flatMap(({ named }) => named.map((set) => [namedSetKey(set), set] as const))).values(),
    ].sort((a, b) => compareKeys(qualifiedName(a), qualifiedName(b))),
    beyond: beyondOf(context),
    notFollowed: notFollowedOf(context, recipients),
    edges: input.edges,
    ...(input.dependenciesUnread ? { dependenciesUnread: input.dependenciesUnread } : {}),
    platformAdds: platformAddsOf(draft.adds),
    users,
    closes: doubts.length === 0 ? closes : [],
    mayClose: doubts.length === 0 ? [] : closes,
    doubts,
    unassignable,
    manual: toldBySet(context, withEverybodyNamed(recipients, manual)),
    leftOut,
  };
};
