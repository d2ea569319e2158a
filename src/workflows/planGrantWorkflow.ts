/** What a grant plans. Nothing is written. */
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation, NamedRequirements } from '../check/evaluation.js';
import type { Plan } from '../grant/grantPlan.js';
import type { PlanOrigin } from '../grant/savedPlan.js';
import { snapshotWithPlans } from '../grant/snapshotWithPlan.js';
import { noOthers } from '../grant/otherHolders.js';
import { planGrant } from '../grant/planGrant.js';
import { needsMore, scopeOfPlan } from '../grant/planScope.js';
import type { LicensedUsers } from '../grant/planInput.js';
import { readOtherHolders } from '../org/read/otherHolders.js';
import type { OrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import type { UserRequest } from '../org/read/users.js';
import { readForGrants, readTargets } from './grantReading.js';
import type { GrantReading, GrantReadingOptions, PlannedTarget } from './grantReading.js';
import { requirementsOf, usersToFind } from './prepare.js';
import { refuseMisfits, refuseUnassignable, refuseWithoutSeat } from './refuseGrant.js';
import { runnerLacks } from './runnerLacks.js';

/** What is to be planned; `permissionSet` is one that is not ours, named on purpose. */
export type GrantInput = GrantReadingOptions &
  PlanOrigin & {
    /** Usernames; empty means whoever is logged in. */
    readonly users: readonly string[];
  };

/** A plan with everything that carrying it out needs. */
export type Planned = {
  readonly plan: Plan;
  readonly reference: string;
  readonly before: readonly Evaluation[];
  readonly snapshot: AccessSnapshot;
  readonly client: OrgClient;
  readonly requests: readonly UserRequest[];
  /** What the runner lacks to carry it out, as API names of user permissions; empty when nothing. */
  readonly runnerLacks: readonly string[];
  /** The ids of what the plan gives although a waiver lets it be missing; left out where nobody held it against waivers. */
  readonly waived?: readonly string[];
};

/** The users once more, for the sake of their licenses. @throws OrgFailure */
const readLicensed = async (
  client: OrgClient,
  scope: ReadingScope,
  requests: readonly UserRequest[],
  { schema, takenAt }: AccessSnapshot,
): Promise<LicensedUsers> => {
  const options = { now: Date.parse(takenAt), withoutRows: 'GRANT_NEEDS_VIEW_SETUP', knownSchema: schema } as const;
  const { snapshot } = await readAccess(client, scope, requests, options);
  return { users: snapshot.users, scope };
};

/** One grant, as far as it is known before its plan. */
export type GrantToPlan = PlannedTarget & {
  readonly integration: NamedRequirements;
  readonly origin: PlanOrigin;
  /** The reading with its users alone. */
  readonly snapshot: AccessSnapshot;
  readonly requests: readonly UserRequest[];
};

/** The plan as it is before anybody asks what comes along: the entries whose dependencies are to be asked for. */
export const firstPlan = (
  { integration: { requirements }, origin, permissionSet, namedSets, snapshot }: GrantToPlan,
  given: readonly Plan[],
): Plan =>
  planGrant({
    ...{ requirements, permissionSet, namedSets, scope: origin.scope, allowed: origin.allowed ?? [], edges: [] },
    snapshot: snapshotWithPlans(snapshot, given),
  });

/**
 * The entries whose dependencies are asked for: those of the plan, and those that would be planned if a set that a rule names
 * turned out to be one for people.
 */
const entriesToFollow = (first: Plan, one: GrantToPlan, given: readonly Plan[]): Entry[] => {
  const withoutNamed = first.named.length === 0 ? [] : firstPlan({ ...one, namedSets: new Map() }, given).adds;
  return [...new Map([...first.adds, ...withoutNamed].map(({ entry }) => [entryId(entry), entry])).values()];
};

/**
 * Plans one grant from a reading.
 * @param given plans that will be carried out before this one
 * @throws OrgFailure
 */
export const planFrom = async (reading: GrantReading, one: GrantToPlan, given: readonly Plan[]): Promise<Planned> => {
  const { client } = reading;
  const { integration, origin, permissionSet, others: holders, namedSets, requests } = one;
  const snapshot = snapshotWithPlans(one.snapshot, given);
  refuseMisfits(permissionSet, snapshot);
  let plan = firstPlan(one, given);
  const followed = new Set<string>();
  let adds: Plan['adds'] = [];
  let named: Plan['named'] = [];
  // What was not known before may keep back an alternative of a choice: then another one is planned, of which more is to be read.
  for (let entries = entriesToFollow(plan, one, given); ;) {
    for (const entry of entries) followed.add(entryId(entry));
    adds = [...adds, ...plan.adds];
    named = [...named, ...plan.named];
    // What an alternative needs that is passed over is read again: otherwise nothing would keep it back the next time.
    const scope = scopeOfPlan({ ...plan, adds, named });
    const [{ edges, unread }, others, licensed] = await Promise.all([
      reading.dependencies(entries),
      adds.length > 0
        ? readOtherHolders(client, scope, holders, snapshot.schema, Date.parse(snapshot.takenAt))
        : noOthers,
      needsMore(plan, scope) ? readLicensed(client, scope, requests, snapshot) : null,
    ]);
    if (edges.length === 0 && unread === null && others === noOthers && licensed === null) break;
    plan = planGrant({
      ...{ requirements: integration.requirements, snapshot, permissionSet, namedSets, edges, others },
      ...{ scope: origin.scope, allowed: origin.allowed ?? [] },
      ...(unread ? { dependenciesUnread: unread } : {}),
      ...(licensed ? { licensed } : {}),
    });
    entries = plan.adds.flatMap(({ entry, reason }) =>
      reason === 'requested' && !followed.has(entryId(entry)) ? [entry] : [],
    );
    if (entries.length === 0) break;
  }
  refuseUnassignable(plan);
  refuseWithoutSeat(plan);
  return {
    plan,
    reference: integration.reference,
    before: evaluationsOf([integration], snapshot),
    snapshot,
    client,
    requests,
    runnerLacks: runnerLacks(reading.runner, {
      writesSets: plan.adds.length > 0,
      assigns: plan.users.some((user) => user.assign || user.licenses.length + user.permissionSets.length > 0),
    }),
  };
};

/**
 * Reads the org and plans one grant.
 * @throws DefinitionMistake, OrgFailure
 */
export const planWorkflow = async (input: GrantInput): Promise<Planned> => {
  const { onStage } = input;
  onStage?.('definitions');
  const named = await requirementsOf(input.reference, input.authentication, input);
  const name = input.permissionSet ?? named.requirements.permissionSet;
  const reading = await readForGrants([name], { named: [named] }, (client) => usersToFind(input.users, client), input);
  const { snapshot, requests } = reading;
  const [integration = named] = reading.integrations;
  const wanted = { integration, name, isNamed: input.permissionSet !== null, snapshot, scope: input.scope };
  const [target] = await readTargets(reading, [wanted]);
  onStage?.('plan');
  if (!target) throw new Error('a grant without a permission set');
  return planFrom(reading, { ...target, integration, origin: input, snapshot, requests }, []);
};
