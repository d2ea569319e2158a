/** What a setup plans, one integration after the other and then their field history, and who agrees to it. Nothing is written. */
import type { Connection } from '@salesforce/core';
import { isEmpty } from '../grant/grantPlan.js';
import type { Plan } from '../grant/grantPlan.js';
import { savedPlan, scopeOf } from '../grant/savedPlan.js';
import type { PlanOrigin, SavedPlan } from '../grant/savedPlan.js';
import { targetsOf } from '../history/historyTarget.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { Authentication } from '../kinds/requirement.js';
import type { ClientOptions } from '../org/transport.js';
import { Refusal } from '../refusal.js';
import { savedHistoryOf } from '../setup/savedSetup.js';
import type { SavedHistory } from '../setup/savedSetup.js';
import type { setupEnd } from '../setup/setupEnd.js';
import { planWorkflow } from './grantWorkflow.js';
import type { GrantStage, Planned } from './grantWorkflow.js';
import { readHistoryWorkflow, refuseOverflow, refuseUnread } from './readHistoryWorkflow.js';
import type { HistoryReading } from './readHistoryWorkflow.js';
import { refuseLackingRunner } from './runnerLacks.js';

/** One integration of a setup, for its users. */
export type SetupPair = {
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
  /** What --allow names now. */
  readonly allowed: readonly string[];
  readonly wantsHistory: boolean;
  /** Whether it is only looked at: then nobody is asked. */
  readonly isDryRun: boolean;
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
  readonly onPlanning: (pair: SetupPair) => void;
  readonly onHistory: () => void;
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
const originOf = ({ reference, authentication, allow = [] }: SetupPair, allowed: readonly string[]): PlanOrigin => {
  const names = allowed.length > 0 ? allowed : allow;
  return {
    ...{ reference, authentication, scope: scopeOf([], false), permissionSet: null },
    ...(names.length === 0 ? {} : { allowed: names }),
  };
};

const wantsHistory = ({ plan: { requirements } }: Planned): boolean => {
  const found = targetsOf({ sobjects: [], fields: [], requirements: requirements.requirements });
  return found.ok && found.targets.length > 0;
};

/** References of the definitions of a setup that want field history, each once. */
const historyIntegrations = (planned: readonly Planned[]): string[] => [
  ...new Set(planned.filter(wantsHistory).map(({ reference }) => reference)),
];

const planOne = async (
  at: number,
  given: readonly Plan[],
  { pairs, allowed, isDryRun }: SetupTask,
  people: SetupPeople,
  { connection, onGrantStage, ...options }: SetupContext,
): Promise<PlannedIntegration> => {
  const pair = pairs[at] as SetupPair;
  people.onPlanning(pair);
  const origin = originOf(pair, allowed);
  const planned = await planWorkflow({
    ...options,
    ...origin,
    ...{ users: pair.users, given },
    connect: () => Promise.resolve(connection),
    ...(onGrantStage ? { onStage: onGrantStage } : {}),
  });
  const saved = savedPlan(planned.plan, planned.snapshot, origin);
  people.showGrant(planned, saved, at);
  const isLeft = isEmpty(planned.plan) || isDryRun;
  if (!isLeft) refuseLackingRunner(planned);
  return { planned, saved, isAgreed: isLeft || (await people.agreesToGrant(planned, at)) };
};

const planTracking = async (
  grants: readonly PlannedIntegration[],
  task: SetupTask,
  people: SetupPeople,
  { connection, waitMs, signal, onWrite }: SetupContext,
): Promise<PlannedTracking | null> => {
  const integrations = task.wantsHistory ? historyIntegrations(grants.map(({ planned }) => planned)) : [];
  if (integrations.length === 0) return null;
  people.onHistory();
  const reading = await readHistoryWorkflow({
    waitMs,
    ...(signal ? { signal } : {}),
    ...(onWrite ? { onWrite } : {}),
    ...{ integrations, sobjects: [], fields: [], action: 'enable', leaveOut: [], takesBack: null },
    connect: () => Promise.resolve(connection),
  });
  refuseOverflow(reading);
  refuseUnread(reading);
  const saved = savedHistoryOf(integrations, reading.plan);
  people.showHistory(reading, saved);
  const isLeft = reading.plan === null || isEmptyPlan(reading.plan) || task.isDryRun;
  return { reading, saved, isAgreed: isLeft || (await people.agreesToHistory(reading)) };
};

/**
 * Plans each integration as if those before it to which somebody agreed had been carried out, then the field history that
 * their definitions want.
 * @throws DefinitionMistake, OrgFailure, Refusal, also where there are more fields than can be tracked, or what is tracked could not be read
 */
export const planSetup = async (task: SetupTask, people: SetupPeople, context: SetupContext): Promise<PlannedSetup> => {
  const grants: PlannedIntegration[] = [];
  for (const at of task.pairs.keys()) {
    const given = grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned.plan);
    grants.push(await planOne(at, given, task, people, context));
  }
  const [first, ...others] = grants;
  if (!first) throw new Refusal('failure', 'setup.nothing', []);
  return { grants: [first, ...others], history: await planTracking(grants, task, people, context) };
};
