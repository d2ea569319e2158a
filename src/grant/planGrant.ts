import { neededEntries } from '../access/dependencies.js';
import { contains, emptyContent, entryKey } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { contextOf } from '../check/evaluate.js';
import { compareKeys, keyOf, qualifiedName } from '../platform/names.js';
import { platformRowsOf } from '../platform/platformRows.js';
import { beyondDefinition, setupAccessIn } from './beyond.js';
import { candidateOf } from './candidates.js';
import { closedAndManual, toldBySet, withEverybodyNamed } from './closedAndManual.js';
import { draftInWhole } from './draftInWhole.js';
import type { Plan, PlannedEntry, PlannedUser } from './grantPlan.js';
import { licenseOutlook } from './licenseOutlook.js';
import { holdsOwnSet, namedSetKey } from './namedSet.js';
import { planContextOf } from './planInput.js';
import type { PlanContext, PlanInput } from './planInput.js';
import { receivedBy } from './receives.js';
import type { Recipient } from './recipients.js';
import { wantedFindings } from './wantedFindings.js';

/** What the platform writes into the set by itself, as ids with `*` for every object (fact B8). */
const platformAddsOf = (adds: readonly PlannedEntry[]): string[] => {
  const names = new Set(adds.flatMap(({ entry }) => (entry.kind === 'userPermission' ? [keyOf(entry.name)] : [])));
  return platformRowsOf((name) => names.has(keyOf(name))).map((access) => `object:*:${access}`);
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
