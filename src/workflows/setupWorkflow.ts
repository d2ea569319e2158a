/** The whole road for several integrations: what is planned for each, one after the other, and how it is carried out. */
import type { Connection } from '@salesforce/core';
import { isEmpty } from '../grant/grantPlan.js';
import type { Plan } from '../grant/grantPlan.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { scopeOf } from '../grant/savedPlan.js';
import type { PlanOrigin } from '../grant/savedPlan.js';
import { targetsOf } from '../history/historyTarget.js';
import { isEmptyPlan } from '../history/historyPlan.js';
import type { Authentication } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import type { FailureCode } from '../failureCode.js';
import { Refusal } from '../refusal.js';
import type { ClientOptions } from '../org/transport.js';
import type { SetupDone, SetupGranted } from '../setup/setupEnd.js';
import { emptySetupReceipt, withGrant, withHistory } from '../setup/setupReceipt.js';
import type { SetupReceipt } from '../setup/setupReceipt.js';
import type { NamedRequirements } from '../check/evaluation.js';
import { sameName } from '../platform/names.js';
import { requirementsOf } from './prepare.js';
import { changeHistoryWorkflow } from './changeHistoryWorkflow.js';
import { grantWorkflow, planWorkflow } from './grantWorkflow.js';
import type { GrantStage, Planned } from './grantWorkflow.js';
import { readHistoryWorkflow, refuseOverflow, refuseUnread } from './readHistoryWorkflow.js';
import type { HistoryReading } from './readHistoryWorkflow.js';

/** One integration of a setup, for its users. */
export type SetupPair = {
  readonly reference: string;
  /** What --allow named when it was planned for a reviewer. */
  readonly allow?: readonly string[] | undefined;
  /** Usernames; at least one. */
  readonly users: readonly string[];
  readonly authentication: Authentication;
};

/** What a setup shares among its parts. */
export type SetupContext = ClientOptions & {
  readonly connection: Connection;
  readonly onGrantStage?: (stage: GrantStage) => void;
};

/** What a pair is planned from. @param allowed what --allow names now */
export const originOf = (
  { reference, authentication, allow = [] }: SetupPair,
  allowed: readonly string[],
): PlanOrigin => {
  const names = allowed.length > 0 ? allowed : allow;
  return {
    ...{ reference, authentication, scope: scopeOf([], false), permissionSet: null },
    ...(names.length === 0 ? {} : { allowed: names }),
  };
};

/**
 * Refuses definitions that use one permission set: what one needs would go to the users of the other.
 * @throws Refusal; DefinitionMistake
 */
export const refuseSharedSets = async (pairs: readonly SetupPair[]): Promise<readonly NamedRequirements[]> => {
  const named = await Promise.all(pairs.map((pair) => requirementsOf(pair.reference, pair.authentication)));
  named.forEach(({ reference, requirements: { permissionSet } }, at) => {
    const first = named.slice(0, at).find((other) => sameName(other.requirements.permissionSet, permissionSet));
    if (first) throw new Refusal('failure', 'setup.sameSet', [first.reference, reference, permissionSet]);
  });
  return named;
};

/**
 * Plans one integration as if the plans before it had been carried out. Nothing is written.
 * @throws DefinitionMistake, OrgFailure
 */
export const planPair = (
  pair: SetupPair,
  before: readonly Plan[],
  allowed: readonly string[],
  { connection, onGrantStage, ...options }: SetupContext,
): Promise<Planned> =>
  planWorkflow({
    ...options,
    ...originOf(pair, allowed),
    users: pair.users,
    given: before,
    connect: () => Promise.resolve(connection),
    ...(onGrantStage ? { onStage: onGrantStage } : {}),
  });

const wantsHistory = ({ plan: { requirements } }: Planned): boolean => {
  const found = targetsOf({ sobjects: [], fields: [], requirements: requirements.requirements });
  return found.ok && found.targets.length > 0;
};

/** References of the definitions of a setup that want field history, each once. */
export const historyIntegrations = (planned: readonly Planned[]): string[] => [
  ...new Set(planned.filter(wantsHistory).map(({ reference }) => reference)),
];

/**
 * Plans the field history that definitions want. Nothing is written.
 * @param integrations references; at least one
 * @throws DefinitionMistake, OrgFailure, Refusal, also where there are more fields than can be tracked, or what is tracked could not be read
 */
export const planSetupHistory = async (
  integrations: readonly string[],
  { connection, ...options }: SetupContext,
): Promise<HistoryReading> => {
  const reading = await readHistoryWorkflow({
    ...options,
    ...{ integrations, sobjects: [], fields: [], action: 'enable', leaveOut: [], takesBack: null, tellsOrg: false },
    connect: () => Promise.resolve(connection),
  });
  refuseOverflow(reading);
  refuseUnread(reading);
  return reading;
};

export type SetupParts = {
  /** What was agreed to, in the order of the plans. */
  readonly grants: readonly Planned[];
  /** Null where there is none, or nobody agreed to it. */
  readonly history: HistoryReading | null;
};

export type SetupOptions = Pick<ClientOptions, 'waitMs' | 'backoffMs' | 'onWrite'> & {
  readonly journal: (receipt: SetupReceipt) => Promise<void>;
  readonly interrupted: () => boolean;
  readonly onGrantStage?: (stage: GrantStage) => void;
};

/** Why a part could not begin; `ends`: nor can what follows it. */
type Broken = { readonly code: FailureCode | 'RECEIPT_UNWRITABLE'; readonly detail: string; readonly ends: boolean };

/** What a grant that could not begin comes to, once an earlier part has written: it has to be told with the others. */
const notBegun = ({ code, detail }: Broken): SetupGranted => {
  const outcome: Outcome = { step: 'permissionSet', result: 'failed', code, detail, partly: true };
  return { outcomes: [outcome], receipt: null, interrupted: code === 'INTERRUPTED' };
};

/**
 * Carries out what was agreed to, one part after the other, and keeps one receipt of all. A part that fails keeps none of
 * the others back; Ctrl-C ends it at the next boundary.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const carryOutSetup = async (
  { grants, history }: SetupParts,
  org: SetupReceipt['org'],
  options: SetupOptions,
): Promise<SetupDone> => {
  const { journal, interrupted, onGrantStage } = options;
  let receipt = emptySetupReceipt(org, new Date().toISOString());
  const keep = (next: SetupReceipt): Promise<void> => {
    receipt = next;
    return journal(next);
  };
  const hasWritten = (): boolean => receipt.grants.some(({ steps }) => steps.length > 0);
  /** A failure that ends the run where nothing is written yet, and is told with the rest where something is. */
  const afterWrites = (error: unknown): Broken => {
    if (!(error instanceof Refusal) || !hasWritten()) throw error;
    // Without a receipt nothing more is written.
    return error instanceof OrgFailure
      ? { code: error.code, detail: error.args.join(' '), ends: error.code === 'INTERRUPTED' }
      : { code: 'RECEIPT_UNWRITABLE', detail: error.args.join(' '), ends: true };
  };
  const done: SetupGranted[] = [];
  for (const planned of grants) {
    if (interrupted()) return { grants: done, history: null, interrupted: true };
    const granted = await grantWorkflow(planned, {
      journal: (one) => keep(withGrant(receipt, one)),
      interrupted,
      ...(onGrantStage ? { onStage: onGrantStage } : {}),
    }).catch(afterWrites);
    if ('ends' in granted) {
      done.push(notBegun(granted));
      if (granted.ends) return { grants: done, history: null, interrupted: granted.code === 'INTERRUPTED' };
      continue;
    }
    done.push(granted);
    if (granted.interrupted) return { grants: done, history: null, interrupted: true };
  }
  const plan = history?.plan ?? null;
  if (history === null || plan === null || interrupted())
    return { grants: done, history: null, interrupted: interrupted() };
  const changed = await changeHistoryWorkflow(history, plan, {
    ...options,
    journal: (one) => keep(withHistory(receipt, one)),
  }).catch(afterWrites);
  return 'ends' in changed
    ? { grants: done, history: { failure: changed.code }, interrupted: changed.code === 'INTERRUPTED' }
    : { grants: done, history: changed, interrupted: changed.interrupted };
};

/** Whether there is anything to write. */
export const hasWork = ({ grants, history }: SetupParts): boolean =>
  grants.some(({ plan }) => !isEmpty(plan)) ||
  (history !== null && history.plan !== null && !isEmptyPlan(history.plan));
