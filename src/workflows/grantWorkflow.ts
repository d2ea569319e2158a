/** How a plan is carried out and proved. */
import { featuresOf } from '../definition/requirementSet.js';
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { entryKey } from '../access/entry.js';
import { isSetupEntry } from '../access/setupEntities.js';
import { setupEntityIdIn } from '../access/setupEntityIds.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation } from '../check/evaluation.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { isEmpty } from '../grant/grantPlan.js';
import type { Plan } from '../grant/grantPlan.js';
import { grantProof } from '../grant/grantProof.js';
import { licenseIdsOfNamed } from '../grant/namedSet.js';
import { broughtLicense } from '../grant/setLicense.js';
import { withStep } from '../grant/receipt.js';
import type { Receipt, ReceiptStep } from '../grant/receipt.js';
import { asContradicted, isThere, saysNothingWritten } from '../grant/refusedButThere.js';
import { hasTouchedSet, unreadProof } from '../grant/unannounced.js';
import { applyPlan } from '../org/apply/applyPlan.js';
import type { Applied } from '../org/apply/applyPlan.js';
import { OrgFailure } from '../org/failure.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { targetNamed } from '../org/read/targetSet.js';
import { afterWrites } from '../org/read/findUsers.js';
import type { GrantStage } from './grantReading.js';
import { holdAgainstPlan } from './holdAgainstPlan.js';
import type { HeldAgainstPlan } from './holdAgainstPlan.js';
import type { Planned } from './planGrantWorkflow.js';

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

const licenseIdsOf = ({ permissionSet: { existing }, named }: Plan, { users }: AccessSnapshot): Map<string, string> => {
  const brought = broughtLicense(existing?.license);
  return new Map([
    ...licenseIdsOfNamed(named),
    ...(brought ? [[keyOf(brought.name), brought.id] as const] : []),
    ...users.flatMap(({ orgLicenses }) =>
      (orgLicenses.known ? orgLicenses.value : []).flatMap(({ name, id }) =>
        id === null ? [] : [[keyOf(name), id] as const],
      ),
    ),
  ]);
};

const setupIdsOf = ({ adds }: Plan, { schema }: AccessSnapshot): Map<string, string> =>
  new Map(
    adds.flatMap(({ entry }): [string, string][] => {
      const id = isSetupEntry(entry) ? setupEntityIdIn(schema, entry) : null;
      return id === null ? [] : [[entryKey(entry), id]];
    }),
  );

/** A grant that was written and has to be proved. */
export type AppliedGrant = {
  readonly planned: Planned;
  readonly applied: Applied;
  /** Steps that were begun, by their name, as the receipt has them. */
  readonly intended: ReadonlyMap<string, ReceiptStep>;
  /** The refusal of a whole request, which ends the run unless what was refused is there. */
  readonly thrown: OrgFailure | null;
  /** Whether the org says that nothing was written. */
  readonly mayBeDenied: boolean;
};

/** Whether all went well so far, so that its proof can wait for that of others. */
export const isPlain = ({ applied: { outcomes }, thrown, mayBeDenied }: AppliedGrant): boolean =>
  thrown === null && !mayBeDenied && outcomes.every(({ result }) => result === 'done' || result === 'alreadyDone');

/**
 * Carries a plan out. Without anything to write nothing is sent. What breaks once something is or may be written is an
 * outcome, and the receipt says how far it came.
 * @returns what is to be proved, or how it ended: with nothing to write, or interrupted
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const applyGrant = async (planned: Planned, options: GrantOptions): Promise<AppliedGrant | Granted> => {
  const { plan, client, snapshot } = planned;
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
  const thrown: { error?: OrgFailure } = {};
  const refusedWhole = (error: unknown): Applied => {
    if (!(error instanceof OrgFailure) || error.code !== 'REFUSED' || intended.size === 0) throw error;
    thrown.error = error;
    const step =
      (['permissionSet', 'assignments', 'namedSets'] as const).find((one) => intended.has(one)) ?? 'assignments';
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
    setupIds: setupIdsOf(plan, snapshot),
  }).catch(refusedWhole);
  if (applied.interrupted) {
    if (thrown.error) throw thrown.error;
    return { ...applied, after: null };
  }
  const mayBeDenied = saysNothingWritten(applied.outcomes);
  return { planned, applied, intended, thrown: thrown.error ?? null, mayBeDenied };
};

/** The name of the permission set whose content has to be read for the proof; null where nobody wrote into it. */
export const setToProve = ({ planned: { plan }, applied, mayBeDenied }: AppliedGrant): string | null =>
  mayBeDenied || hasTouchedSet(applied.receipt) ? plan.permissionSet.name : null;

/**
 * Proves a grant by reading the access again; what the set holds beyond the plan is taken back.
 * @param first the reading after the writes, where several grants share one; left out where this grant has one of its own
 * @throws OrgFailure where certainly nothing was written
 */
export const proveGrant = async (
  grant: AppliedGrant,
  options: GrantOptions,
  first?: () => Promise<AccessReading>,
): Promise<Granted> => {
  const { planned, applied, intended, thrown, mayBeDenied } = grant;
  const { plan, client, requests, snapshot, reference } = planned;
  options.onStage?.('proof');
  const failed = applied.outcomes.some(({ result }) => result === 'failed');
  const name = setToProve(grant);
  const read = (): Promise<AccessReading> =>
    readAccess(client, grantReadingScope(plan.requirements.requirements), requests, {
      now: Date.now(),
      withoutRows: 'GRANT_NEEDS_VIEW_SETUP',
      knownSchema: snapshot.schema,
      ...(name === null ? {} : { targetSets: [name], wholeTargets: true }),
    });
  const evaluated = (all: AccessSnapshot): NonNullable<Granted['after']> => {
    // A reading that several grants share is about the users of all.
    const now = { ...all, users: all.users.filter(({ id }) => snapshot.users.some((user) => sameId(user.id, id))) };
    return { snapshot: now, evaluations: evaluationsOf([{ reference, requirements: plan.requirements }], now) };
  };
  const heldAgainstPlan = (some: Applied, reading: AccessReading): Promise<HeldAgainstPlan> =>
    holdAgainstPlan(client, { plan, schema: snapshot.schema }, some, reading, read, options.journal);
  const takenBack = (some: Applied, held: Extract<HeldAgainstPlan, { found: 'unannounced' }>): Granted => {
    const { after, receipt } = held;
    return {
      outcomes: [...some.outcomes, ...held.outcomes],
      receipt,
      interrupted: after instanceof OrgFailure && after.code === 'INTERRUPTED',
      after: after instanceof OrgFailure ? null : evaluated(after.snapshot),
    };
  };
  try {
    const reading = await (first ?? read)();
    const held = await heldAgainstPlan(applied, reading);
    if (held.found === 'unannounced') return takenBack(applied, held);
    const after = evaluated(reading.snapshot);
    const target = targetNamed(reading.targets, plan.permissionSet.name);
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
      const more = await heldAgainstPlan(denied, reading);
      return more.found === 'unannounced' ? takenBack(denied, more) : { ...denied, after };
    }
    if (thrown) throw thrown;
    const proved = grantProof(
      [...plan.closes, ...plan.mayClose],
      after.evaluations.flatMap(({ findings }) => findings),
    );
    const proof = held.unread.length > 0 ? unreadProof(proved, held.unread.join(', ')) : proved;
    return { ...applied, outcomes: failed ? applied.outcomes : [...applied.outcomes, proof], after };
  } catch (cause) {
    const error = afterWrites(cause);
    // What is written has to be told, whether or not it can be read back.
    if (thrown || !(error instanceof OrgFailure)) throw thrown ?? error;
    if (error.code === 'INTERRUPTED') return { ...applied, interrupted: true, after: null };
    const unread: Outcome = { step: 'proof', result: 'failed', code: error.code, detail: error.args.join(' ') };
    return { ...applied, outcomes: failed ? applied.outcomes : [...applied.outcomes, unread], after: null };
  }
};

/**
 * Carries a plan out and proves it by reading the access again.
 * @throws OrgFailure, Refusal where certainly nothing was written
 */
export const grantWorkflow = async (planned: Planned, options: GrantOptions): Promise<Granted> => {
  const applied = await applyGrant(planned, options);
  return 'applied' in applied ? proveGrant(applied, options) : applied;
};
