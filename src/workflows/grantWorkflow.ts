import { featuresOf } from '../definition/requirementSet.js';
import type { Connection } from '@salesforce/core';
import { keyOf } from '../platform/names.js';
import { isOwnSetName } from '../platform/permissionSetNames.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation } from '../check/evaluation.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import type { Outcome } from '../grant/grantOutcome.js';
import type { ReadingScope } from '../access/readingScope.js';
import { isEmpty, stepNames } from '../grant/grantPlan.js';
import type { Plan } from '../grant/grantPlan.js';
import type { PlanOrigin } from '../grant/savedPlan.js';
import { grantProof } from '../grant/grantProof.js';
import { snapshotWithPlans } from '../grant/snapshotWithPlan.js';
import { noOthers } from '../grant/otherHolders.js';
import { planGrant } from '../grant/planGrant.js';
import { needsMore, scopeOfPlan } from '../grant/planScope.js';
import type { LicensedUsers } from '../grant/planInput.js';
import { broughtLicense } from '../grant/setLicense.js';
import { withStep } from '../grant/receipt.js';
import type { Receipt, ReceiptStep } from '../grant/receipt.js';
import { asContradicted, isThere, saysNothingWritten } from '../grant/refusedButThere.js';
import { hasTouchedSet, unreadProof } from '../grant/unannounced.js';
import { applyPlan } from '../org/apply/applyPlan.js';
import type { Applied } from '../org/apply/applyPlan.js';
import { readOtherHolders } from '../org/read/otherHolders.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { OrgFailure } from '../org/failure.js';
import { readDependencies } from '../org/read/readDependencies.js';
import type { ToldDependencies } from '../org/read/readDependencies.js';
import type { UserRequest } from '../org/read/users.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { targetOf } from './grantTarget.js';
import { requirementsOf, usersToFind } from './prepare.js';
import { refuseForeignSet, refuseMisfits, refuseUnassignable, refuseWithoutSeat } from './refuseGrant.js';
import { runnerLacks } from './runnerLacks.js';
import { takeBackUnannounced } from './takeBackUnannounced.js';
import type { HeldAgainstPlan } from './takeBackUnannounced.js';

const nothingTold: ToldDependencies = { edges: [], unread: null };

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const grantStages = ['definitions', 'people', 'permissions', 'plan', ...stepNames] as const;
export type GrantStage = (typeof grantStages)[number];

/** What is to be planned; `permissionSet` is one that is not ours, named on purpose. */
export type GrantInput = ClientOptions &
  PlanOrigin & {
    /** Usernames; empty means whoever is logged in. */
    readonly users: readonly string[];
    readonly connect: () => Promise<Connection>;
    /** The org of a reviewed plan; null or missing without one. */
    readonly reviewedFor?: { readonly id: string; readonly instanceUrl: string } | null;
    readonly onStage?: (stage: GrantStage) => void;
    /** Plans that will be carried out before this one. */
    readonly given?: readonly Plan[];
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

/**
 * Reads the org and plans. Nothing is written.
 * @throws DefinitionMistake, OrgFailure
 */
export const planWorkflow = async (input: GrantInput): Promise<Planned> => {
  const { onStage } = input;
  onStage?.('definitions');
  const integration = await requirementsOf(input.reference, input.authentication);
  const { requirements } = integration;
  const name = input.permissionSet ?? requirements.permissionSet;
  if (!isOwnSetName(name)) throw new OrgFailure('BAD_SET_NAME', [name]);
  const client = createOrgClient(await input.connect(), input);
  // Before anything is read: the users of a plan are not those of another org.
  const { reviewedFor } = input;
  if (reviewedFor && reviewedFor.id !== client.orgId)
    throw new OrgFailure('PLAN_OF_ANOTHER_ORG', [reviewedFor.instanceUrl]);
  const requests = usersToFind(input.users, client);
  const reading = await readAccess(client, grantReadingScope(requirements.requirements), requests, {
    now: Date.now(),
    withoutRows: 'GRANT_NEEDS_VIEW_SETUP',
    targetSet: name,
    ...(onStage ? { onStage } : {}),
  });
  const { target } = reading;
  const snapshot = snapshotWithPlans(reading.snapshot, input.given ?? []);
  // Without permission rows nobody can tell what is missing, and nothing could be proved afterwards.
  const hidden = !target.known && ['NOT_AUTHORISED', 'SELF_MODE'].includes(target.gap.code);
  if (hidden || snapshot.users.some((user) => user.evidence.mode === 'self'))
    throw new OrgFailure('GRANT_NEEDS_VIEW_SETUP', [client.username]);
  if (!target.known) throw new OrgFailure('REFUSED', [target.gap.part, target.gap.detail || target.gap.code]);
  if (target.value) refuseForeignSet(target.value, name, requirements.integration, input.permissionSet !== null);
  onStage?.('plan');
  const { permissionSet, others: holders } = await targetOf(integration, name, target.value, { client, snapshot });
  refuseMisfits(permissionSet, snapshot);
  const base = { requirements, snapshot, permissionSet, scope: input.scope, allowed: input.allowed ?? [] };
  const first = planGrant({ ...base, edges: [] });
  const entries = first.adds.map(({ entry }) => entry);
  const scope = scopeOfPlan(first);
  const [told, others, licensed] = await Promise.all([
    entries.length > 0 ? readDependencies(client, entries) : nothingTold,
    entries.length > 0
      ? readOtherHolders(client, scope, holders, snapshot.schema, Date.parse(snapshot.takenAt))
      : noOthers,
    needsMore(first, scope) ? readLicensed(client, scope, requests, snapshot) : null,
  ]);
  const { edges, unread } = told;
  const isSame = edges.length === 0 && unread === null && others === noOthers && licensed === null;
  const plan = isSame
    ? first
    : planGrant({
        ...base,
        edges,
        ...(unread ? { dependenciesUnread: unread } : {}),
        others,
        ...(licensed ? { licensed } : {}),
      });
  refuseUnassignable(plan);
  refuseWithoutSeat(plan);
  return {
    plan,
    reference: input.reference,
    before: evaluationsOf([integration], snapshot),
    snapshot,
    client,
    requests,
    runnerLacks: runnerLacks(reading.runner, {
      writesSets: plan.adds.length > 0,
      assigns: plan.users.some((user) => user.assign || user.licenses.length > 0),
    }),
  };
};

export type GrantOptions = {
  readonly journal: (receipt: Receipt) => Promise<void>;
  readonly interrupted: () => boolean;
  readonly onStage?: (stage: GrantStage) => void;
};

export type Granted = {
  readonly outcomes: readonly Outcome[];
  readonly receipt: Receipt;
  readonly interrupted: boolean;
  /** The check after the writes; null when it was not reached. */
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

const startReceipt = ({ plan, snapshot, reference }: Planned): Receipt => ({
  schemaVersion: 1,
  org: { id: snapshot.org.id, instanceUrl: snapshot.org.instanceUrl },
  integration: plan.requirements.integration,
  reference,
  variant: plan.requirements.variant,
  ...featuresOf(plan.requirements),
  startedAt: new Date().toISOString(),
  users: snapshot.users.map(({ username }) => username),
  userIds: snapshot.users.map(({ id }) => id),
  permissionSet: {
    name: plan.permissionSet.name,
    id: plan.permissionSet.existing?.id ?? null,
    created: plan.permissionSet.existing === null,
  },
  steps: [],
});

const licenseIdsOf = ({ permissionSet: { existing } }: Plan, { users }: AccessSnapshot): Map<string, string> => {
  const brought = broughtLicense(existing?.license);
  return new Map([
    ...(brought ? [[keyOf(brought.name), brought.id] as const] : []),
    ...users.flatMap(({ orgLicenses }) =>
      (orgLicenses.known ? orgLicenses.value : []).flatMap(({ name, id }) =>
        id === null ? [] : [[keyOf(name), id] as const],
      ),
    ),
  ]);
};

/**
 * Carries a plan out and proves it by reading the access again. Without anything to write nothing is sent. What breaks
 * once something is or may be written is an outcome, and the receipt says how far it came.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const grantWorkflow = async (planned: Planned, options: GrantOptions): Promise<Granted> => {
  const { plan, client, requests, snapshot, reference } = planned;
  const start = startReceipt(planned);
  // Nothing to do needs no receipt.
  if (isEmpty(plan)) {
    return { outcomes: [], receipt: start, interrupted: false, after: { snapshot, evaluations: planned.before } };
  }
  client.restartClock();
  await options.journal(start);
  const intended = new Map<string, ReceiptStep>();
  let latest = start;
  const journal = async (receipt: Receipt): Promise<void> => {
    latest = receipt;
    for (const step of receipt.steps) if (step.state === 'intended') intended.set(step.step, step);
    await options.journal(receipt);
  };
  /** A refusal of the whole request, which ends the run unless what was refused is there. */
  const thrown: { error?: OrgFailure } = {};
  const refusedWhole = (error: unknown): Applied => {
    if (!(error instanceof OrgFailure) || error.code !== 'REFUSED' || intended.size === 0) throw error;
    thrown.error = error;
    const step = intended.has('permissionSet') ? 'permissionSet' : 'assignments';
    const detail = error.args.join(' ');
    return {
      outcomes: [{ step, result: 'failed', code: error.code, detail, refused: true }],
      receipt: latest,
      interrupted: options.interrupted(),
    };
  };
  const applied = await applyPlan(client, plan, start, {
    journal,
    interrupted: options.interrupted,
    onStep: (step) => options.onStage?.(step),
    objectAccesses: snapshot.schema.objectAccessColumns,
    licenseIds: licenseIdsOf(plan, snapshot),
  }).catch(refusedWhole);
  if (applied.interrupted) {
    if (thrown.error) throw thrown.error;
    return { ...applied, after: null };
  }
  options.onStage?.('proof');
  const failed = applied.outcomes.some(({ result }) => result === 'failed');
  const mayBeDenied = saysNothingWritten(applied.outcomes);
  const isTouched = mayBeDenied || hasTouchedSet(applied.receipt);
  const read = (): Promise<AccessReading> =>
    readAccess(client, grantReadingScope(plan.requirements.requirements), requests, {
      now: Date.now(),
      withoutRows: 'GRANT_NEEDS_VIEW_SETUP',
      knownSchema: snapshot.schema,
      ...(isTouched ? { targetSet: plan.permissionSet.name, wholeTarget: true } : {}),
    });
  const evaluated = (now: AccessSnapshot): NonNullable<Granted['after']> => ({
    snapshot: now,
    evaluations: evaluationsOf([{ reference, requirements: plan.requirements }], now),
  });
  const withoutUnannounced = (some: Applied, reading: AccessReading): Promise<HeldAgainstPlan> =>
    takeBackUnannounced(client, plan, some, reading, read, options.journal);
  const takenBack = (some: Applied, held: Extract<HeldAgainstPlan, { found: 'unannounced' }>): Granted => {
    const { after, receipt } = held;
    return {
      outcomes: [...some.outcomes, ...held.outcomes, held.proof],
      receipt,
      interrupted: after instanceof OrgFailure && after.code === 'INTERRUPTED',
      after: after instanceof OrgFailure ? null : evaluated(after.snapshot),
    };
  };
  try {
    const reading = await read();
    const held = await withoutUnannounced(applied, reading);
    if (held.found === 'unannounced') return takenBack(applied, held);
    const after = evaluated(reading.snapshot);
    const { target } = reading;
    if (mayBeDenied && target.known && isThere(plan, target.value, reading.snapshot.users)) {
      const { permissionSet } = applied.receipt;
      const known = {
        ...applied.receipt,
        permissionSet: { ...permissionSet, id: target.value?.id ?? permissionSet.id },
      };
      const receipt = [...intended.values()].reduce(withStep, known);
      const unkept = await options.journal(receipt).then(
        () => [],
        (): Outcome[] => [{ step: 'proof', result: 'failed', code: 'RECEIPT_UNWRITABLE' }],
      );
      const denied = { ...applied, receipt, outcomes: [...asContradicted(applied.outcomes), ...unkept] };
      const more = await withoutUnannounced(denied, reading);
      return more.found === 'unannounced' ? takenBack(denied, more) : { ...denied, after };
    }
    if (thrown.error) throw thrown.error;
    const proved = grantProof(
      [...plan.closes, ...plan.mayClose],
      after.evaluations.flatMap(({ findings }) => findings),
    );
    const proof = held.found === 'unread' ? unreadProof(proved, plan.permissionSet.name) : proved;
    return { ...applied, outcomes: failed ? applied.outcomes : [...applied.outcomes, proof], after };
  } catch (error) {
    // What is written has to be told, whether or not it can be read back.
    if (thrown.error || !(error instanceof OrgFailure)) throw thrown.error ?? error;
    if (error.code === 'INTERRUPTED') return { ...applied, interrupted: true, after: null };
    const unread: Outcome = { step: 'proof', result: 'failed', code: error.code, detail: error.args.join(' ') };
    return { ...applied, outcomes: failed ? applied.outcomes : [...applied.outcomes, unread], after: null };
  }
};
