/** What a setup plans, one integration after the other and then their field history, and who agrees to it. Nothing is written. */
import type { Connection } from '@salesforce/core';
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { InspectedUser } from '../access/snapshot.js';
import type { NamedRequirements } from '../check/evaluation.js';
import { isEmpty } from '../grant/grantPlan.js';
import type { Plan } from '../grant/grantPlan.js';
import { savedPlan, scopeOf } from '../grant/savedPlan.js';
import type { PlanOrigin, SavedPlan } from '../grant/savedPlan.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import { targetsOf } from '../history/historyTarget.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { Authentication } from '../kinds/requirement.js';
import { wantsAutomation } from '../org/read/automation/readAutomation.js';
import type { ClientOptions } from '../org/transport.js';
import { sameName } from '../platform/names.js';
import { sandboxForm } from '../platform/sandboxUsernames.js';
import { Refusal } from '../refusal.js';
import { savedHistoryOf } from '../setup/savedSetup.js';
import type { SavedHistory } from '../setup/savedSetup.js';
import type { setupEnd } from '../setup/setupEnd.js';
import { readForGrants, readTargets } from './grantReading.js';
import type { GrantReading, GrantStage } from './grantReading.js';
import { letPassInPlan } from './letPassInPlan.js';
import type { SetupWaivers } from './letPassInPlan.js';
import { firstPlan, planFrom } from './planGrantWorkflow.js';
import type { GrantToPlan, Planned } from './planGrantWorkflow.js';
import { strictestLogin, usersOfAll, usersToFind } from './prepare.js';
import { historyToEnable, refuseOverflow, refuseUnread } from './readHistoryWorkflow.js';
import type { HistoryReading } from './readHistoryWorkflow.js';
import { refuseLackingRunner } from './runnerLacks.js';

/** One integration of a setup, for its users. */
export type SetupPair = Filling & {
  readonly reference: string;
  /** What --allow named when it was planned for a reviewer. */
  readonly allow?: readonly string[] | undefined;
  /** Usernames; at least one. */
  readonly users: readonly string[];
  readonly authentication: Authentication;
};

/** What is to be planned. */
export type SetupTask = {
  readonly pairs: readonly SetupPair[];
  /** Their definitions, in their order. */
  readonly named: readonly NamedRequirements[];
  /** What --allow names now. */
  readonly allowed: readonly string[];
  readonly wantsHistory: boolean;
  /** Whether it is only looked at: then nobody is asked. */
  readonly isDryRun: boolean;
  readonly waivers: SetupWaivers;
};

/** One integration of the run: what is planned for it, and whether somebody agreed to that. */
export type PlannedIntegration = {
  readonly planned: Planned;
  readonly saved: SavedPlan;
  readonly isAgreed: boolean;
};

/** Field history of the run. */
export type PlannedTracking = {
  readonly reading: HistoryReading;
  readonly saved: SavedHistory;
  readonly isAgreed: boolean;
};

/** Everything that is planned. */
export type PlannedSetup = {
  /** What it was planned from. */
  readonly reading: GrantReading;
  readonly grants: readonly [PlannedIntegration, ...PlannedIntegration[]];
  /** Null where no definition wants any, or it is to be left as it is. */
  readonly history: PlannedTracking | null;
};

/** What is planned, without what carrying it out needs. */
export const plannedParts = ({ grants, history }: PlannedSetup): Parameters<typeof setupEnd>[0] => ({
  grants: grants.map(({ planned, isAgreed }) => ({ ...planned, isAgreed })),
  history: history && { ...history.reading, isAgreed: history.isAgreed },
});

/** Whoever is shown what is planned, and agrees to it or does not. */
export type SetupPeople = {
  readonly onReading: () => void;
  readonly onPlanning: (pair: SetupPair) => void;
  /** Shows the plan of an integration. @throws Refusal where it is not the one that was reviewed */
  readonly showGrant: (planned: Planned, saved: SavedPlan, at: number) => void;
  /** The same for field history. */
  readonly showHistory: (reading: HistoryReading, saved: SavedHistory) => void;
  /** Asked only where something is to be written. */
  readonly agreesToGrant: (planned: Planned, at: number) => Promise<boolean>;
  readonly agreesToHistory: (reading: HistoryReading) => Promise<boolean>;
};

/** What a setup shares among its plans. */
export type SetupContext = ClientOptions & {
  readonly connection: Connection;
  readonly onGrantStage?: (stage: GrantStage) => void;
};

/** What a pair is planned from. */
const originOf = (
  { reference, authentication, allow = [], ...filling }: SetupPair,
  allowed: readonly string[],
): PlanOrigin => {
  const names = allowed.length > 0 ? allowed : allow;
  return {
    ...{ reference, authentication, scope: scopeOf([], false), permissionSet: null },
    ...fillingOf(filling),
    ...(names.length === 0 ? {} : { allowed: names }),
  };
};

const wantsHistory = ({ plan: { requirements } }: Planned): boolean => {
  const found = targetsOf({ sobjects: [], fields: [], requirements: requirements.requirements });
  return found.ok && found.targets.length > 0;
};

/** The users of a pair among those that were read, each once, as the pair names them. */
const usersOf = ({ users: names }: SetupPair, users: readonly InspectedUser[]): InspectedUser[] => {
  const found = names.flatMap((name) => {
    const isNamed = ({ username, requestedUsername }: InspectedUser): boolean =>
      sameName(requestedUsername ?? username, name);
    const isMeant = ({ username }: InspectedUser): boolean =>
      sameName(username, name) || sandboxForm(username, name) !== null;
    return users.find(isNamed) ?? users.find(isMeant) ?? [];
  });
  return [...new Map(found.map((user) => [user.id, user])).values()];
};

/** A user as a grant sees it: what is read for the check at the end alone is no matter of the plan. */
const asPlannedFor = ({ requirements }: NamedRequirements, user: InspectedUser): InspectedUser => {
  const scope = grantReadingScope(requirements.requirements);
  const { password, profileRules, ...rest } = user;
  if (password === undefined && profileRules === undefined) return user;
  return profileRules && (scope.logins || wantsAutomation(scope)) ? { ...rest, profileRules } : rest;
};

/**
 * Reads the org once for all pairs: users, permission sets and what they hold, history, and what the check at the end takes.
 * What comes along with entries is asked for all plans together, as far as they are known before anybody is asked.
 */
const readForSetup = async (
  { pairs, named, allowed }: SetupTask,
  { connection, onGrantStage, ...options }: SetupContext,
): Promise<{ readonly reading: GrantReading; readonly toPlan: readonly GrantToPlan[] }> => {
  const names = named.map(({ requirements }) => requirements.permissionSet);
  const reading = await readForGrants(
    names,
    { named, authentication: strictestLogin(pairs) },
    (client) => usersOfAll(pairs, client),
    {
      ...options,
      connect: () => Promise.resolve(connection),
      ...(onGrantStage ? { onStage: onGrantStage } : {}),
    },
  );
  const wanted = pairs.map((pair, at) => {
    const integration = reading.integrations[at] as NamedRequirements;
    const users = usersOf(pair, reading.snapshot.users).map((user) => asPlannedFor(integration, user));
    return {
      integration,
      name: integration.requirements.permissionSet,
      isNamed: false,
      snapshot: { ...reading.snapshot, users },
      scope: scopeOf([], false),
      origin: originOf(pair, allowed),
      requests: usersToFind(pair.users, reading.client),
    };
  });
  const targets = await readTargets(reading, wanted);
  onGrantStage?.('plan');
  const toPlan = wanted.flatMap((one, at): GrantToPlan[] => (targets[at] ? [{ ...one, ...targets[at] }] : []));
  const first: Plan[] = [];
  if (toPlan.length > 1) for (const one of toPlan) first.push(firstPlan(one, first));
  await reading.dependencies(first.flatMap(({ adds }) => adds.map(({ entry }) => entry)));
  return { reading, toPlan };
};

/** A plan with whoever agreed to it. */
const agreedPlan = async (
  planned: Planned,
  at: number,
  { pairs, allowed, isDryRun }: SetupTask,
  people: SetupPeople,
): Promise<PlannedIntegration> => {
  const saved = savedPlan(planned.plan, planned.snapshot, originOf(pairs[at] as SetupPair, allowed));
  people.showGrant(planned, saved, at);
  const isLeft = isEmpty(planned.plan) || isDryRun;
  if (!isLeft) refuseLackingRunner(planned);
  return { planned, saved, isAgreed: isLeft || (await people.agreesToGrant(planned, at)) };
};

const planTracking = async (
  grants: readonly PlannedIntegration[],
  reading: GrantReading,
  task: SetupTask,
  people: SetupPeople,
  { connection }: SetupContext,
): Promise<PlannedTracking | null> => {
  const wanting = task.wantsHistory ? grants.map(({ planned }) => planned).filter(wantsHistory) : [];
  if (wanting.length === 0) return null;
  // As they are filled in: a definition may want the history of fields that only the team knows.
  const definitions = wanting.map(({ plan }) => plan.requirements);
  const history = historyToEnable(definitions, reading, connection);
  refuseOverflow(history);
  refuseUnread(history);
  const saved = savedHistoryOf([...new Set(wanting.map(({ reference }) => reference))], history.plan);
  people.showHistory(history, saved);
  const isLeft = history.plan === null || isEmptyPlan(history.plan) || task.isDryRun;
  return { reading: history, saved, isAgreed: isLeft || (await people.agreesToHistory(history)) };
};

/**
 * Reads the org once and plans each integration as if those before it to which somebody agreed had been carried out, then the
 * field history that their definitions want.
 * @throws DefinitionMistake, OrgFailure, Refusal, also where there are more fields than can be tracked, or what is tracked could not be read
 */
export const planSetup = async (task: SetupTask, people: SetupPeople, context: SetupContext): Promise<PlannedSetup> => {
  people.onReading();
  const { reading, toPlan } = await readForSetup(task, context);
  const grants: PlannedIntegration[] = [];
  for (const [at, one] of toPlan.entries()) {
    const given = grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned.plan);
    const pair = task.pairs[at] as SetupPair;
    people.onPlanning(pair);
    const planned = await letPassInPlan(await planFrom(reading, one, given), pair, task.waivers);
    grants.push(await agreedPlan(planned, at, task, people));
  }
  const [first, ...others] = grants;
  if (!first) throw new Refusal('failure', 'setup.nothing', []);
  return { reading, grants: [first, ...others], history: await planTracking(grants, reading, task, people, context) };
};
