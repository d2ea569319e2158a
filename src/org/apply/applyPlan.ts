import { keyOf } from '../../platform/names.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Plan, StepName } from '../../grant/grantPlan.js';
import { withStep } from '../../grant/receipt.js';
import type { AssignedTo, Receipt, ReceiptStep } from '../../grant/receipt.js';
import type { OrgClient } from '../orgClient.js';
import { nodesPerGraph } from '../restApi.js';
import type { Write, WriteError, WriteReply } from '../restApi.js';
import { JournalFailure, orBrokenOff } from './brokenStep.js';
import { failedWrite } from './failedWrite.js';
import { removeMadeSet } from './removeMadeSet.js';
import { waitForGroups } from './waitForGroups.js';
import { writePermissionSet } from './writePermissionSet.js';
import type { WrittenWith } from './writePermissionSet.js';

export type ApplyOptions = {
  /** Keeps the receipt, before and after each write. */
  readonly journal: (receipt: Receipt) => Promise<void>;
  readonly onStep: (step: StepName) => void;
  /** Asked between steps only: a step that runs is finished. */
  readonly interrupted: () => boolean;
  /** Accesses that ObjectPermissions has a column for in this API version. */
  readonly objectAccesses: ReadonlySet<ObjectAccess>;
  /** Ids of permission set licenses by key of their name; one that the org does not have is missing. */
  readonly licenseIds: ReadonlyMap<string, string>;
};

export type Applied = {
  readonly outcomes: readonly Outcome[];
  readonly receipt: Receipt;
  readonly interrupted: boolean;
};

/** The code with which the platform says that it is there already (facts A19, H9); its words are in some language. */
const isDuplicate = ({ errorCode }: WriteError): boolean => errorCode === 'DUPLICATE_VALUE';

type AssignmentWrite = AssignedTo & { readonly write: Write };

/**
 * Writes up to 500 assignments, all or none; one that is there already is taken out and the others are written (fact A19).
 * Out: those that were written with their ids, and which were there; or the refusal.
 */
const writeSome = async (
  client: OrgClient,
  wanted: readonly AssignmentWrite[],
): Promise<
  | { readonly ok: true; readonly written: readonly AssignmentWrite[]; readonly there: ReadonlySet<string> }
  | Extract<WriteReply, { ok: false }>
> => {
  const there = new Set<string>();
  for (;;) {
    const missing = wanted.filter(({ write }) => !there.has(write.ref));
    const reply: WriteReply =
      missing.length === 0 ? { ok: true, ids: new Map() } : await client.write(missing.map(({ write }) => write));
    if (reply.ok) {
      const written = missing.map((one) => ({ ...one, recordId: reply.ids.get(one.write.ref) ?? null }));
      return { ok: true, written, there };
    }
    const duplicates = reply.errors.filter(isDuplicate);
    if (duplicates.length === 0 || duplicates.length < reply.errors.length) return reply;
    duplicates.forEach(({ ref }) => there.add(ref));
  }
};

/** Writes assignments, 500 at a time, and keeps the receipt before and after each write. */
const writeAssignments = async (
  client: OrgClient,
  step: 'licenses' | 'assignments',
  wanted: readonly AssignmentWrite[],
  save: (step: ReceiptStep) => Promise<void>,
): Promise<Outcome[]> => {
  const plain = (all: readonly AssignmentWrite[]): AssignedTo[] =>
    all.map(({ userId, username, what, recordId }) => ({ userId, username, what, recordId }));
  const written: AssignmentWrite[] = [];
  const outcomes: Outcome[] = [];
  for (let rest = wanted; rest.length > 0; rest = rest.slice(nodesPerGraph)) {
    await save({ step, state: 'intended', assigned: plain([...written, ...rest]) });
    const part = rest.slice(0, nodesPerGraph);
    const reply = await writeSome(client, part);
    if (!reply.ok) {
      const nameOf = (ref: string): string => part.find(({ write }) => write.ref === ref)?.username ?? ref;
      await save({ step, state: written.length === 0 ? 'failed' : 'done', assigned: plain(written) });
      return [...outcomes, failedWrite(step, reply, nameOf)];
    }
    written.push(...reply.written);
    outcomes.push(
      ...part.map(({ username, what, write }): Outcome => ({
        step,
        user: username,
        detail: what,
        result: reply.there.has(write.ref) ? 'alreadyDone' : 'done',
      })),
    );
  }
  await save({ step, state: 'done', assigned: plain(written) });
  return outcomes;
};

/** What was written along with the set, one outcome for each. */
const doneAlong = (
  step: 'licenses' | 'assignments',
  wanted: readonly AssignmentWrite[],
  reply: WriteReply,
): Outcome[] =>
  reply.ok ? wanted.map(({ username, what }) => ({ step, user: username, detail: what, result: 'done' })) : [];

/** How the assignments ended that were one transaction with the set. */
const endedAlong = (wanted: readonly AssignmentWrite[], reply: WriteReply): Outcome[] => {
  if (!reply.ok)
    return [failedWrite('assignments', reply, (ref) => wanted.find(({ write }) => write.ref === ref)?.username ?? ref)];
  const isAssignment = ({ write }: AssignmentWrite): boolean => write.path === 'PermissionSetAssignment';
  return doneAlong('assignments', wanted.filter(isAssignment), reply);
};

const skipped = (steps: readonly Outcome['step'][]): Outcome[] => steps.map((step) => ({ step, result: 'skipped' }));

/**
 * Carries a plan out: licenses first, then the permission set, then its assignments, each all or nothing (facts A16,
 * A17), and waits for groups that hold the set. Stops at the first step that fails; a set that it made and that nobody
 * could be given is removed again. A second grant plans from what is there and finishes the job.
 * @throws OrgFailure when the connection or the session breaks; the receipt then says what was intended
 */
export const applyPlan = async (
  client: OrgClient,
  plan: Plan,
  start: Receipt,
  options: ApplyOptions,
): Promise<Applied> => {
  const { journal, onStep, interrupted } = options;
  let receipt = start;
  const save = async (step: ReceiptStep): Promise<void> => {
    receipt = withStep(receipt, step);
    await journal(receipt).catch((error: unknown) => {
      throw new JournalFailure(error, step.state === 'done');
    });
  };
  const outcomes: Outcome[] = [];
  const stop = (): boolean => interrupted() || outcomes.some(({ result }) => result === 'failed');
  const carryOut = async (step: Outcome['step'], run: () => Promise<Outcome[]>): Promise<void> => {
    const done = outcomes.some(({ result }) => result === 'done');
    outcomes.push(...(await orBrokenOff(step, done, run)));
  };
  let setId = plan.permissionSet.existing?.id ?? null;

  const licensed = plan.users.flatMap((user) => user.licenses.map((license) => ({ user, license })));
  const ids = options.licenseIds;
  const absent = licensed.filter(({ license }) => !ids.has(keyOf(license)));
  const licenseWrites = licensed.map(({ user, license }, i): AssignmentWrite => {
    const body = { AssigneeId: user.id, PermissionSetLicenseId: ids.get(keyOf(license)) ?? '' };
    return {
      userId: user.id,
      username: user.username,
      what: license,
      recordId: null,
      write: { ref: `license${i}`, method: 'POST', path: 'PermissionSetLicenseAssign', body },
    };
  });
  // Where nobody can say whether the licenses allow it, all is one transaction: a refusal leaves nothing.
  const isTogether = plan.doubts.length > 0 && plan.adds.length > 0 && plan.users.some(({ assign }) => assign);
  const licensesAlong = isTogether && absent.length === 0 ? licenseWrites : [];
  if (licensed.length > 0 && licensesAlong.length === 0 && !interrupted()) {
    onStep('licenses');
    if (absent.length === 0)
      await carryOut('licenses', () => writeAssignments(client, 'licenses', licenseWrites, save));
    outcomes.push(
      ...absent.map(({ user, license }): Outcome => ({
        step: 'licenses',
        user: user.username,
        result: 'failed',
        code: 'NO_SUCH_LICENSE',
        detail: license,
      })),
    );
  }

  const assigned = plan.users.filter(({ assign }) => assign);
  const assignmentsTo = (id: string): AssignmentWrite[] =>
    assigned.map((user, i) => ({
      userId: user.id,
      username: user.username,
      what: plan.permissionSet.name,
      recordId: null,
      write: {
        ref: `assign${i}`,
        method: 'POST',
        path: 'PermissionSetAssignment',
        body: { AssigneeId: user.id, PermissionSetId: id },
      },
    }));
  const plain = (all: readonly AssignmentWrite[], known: ReadonlyMap<string, string>): AssignedTo[] =>
    all.map(({ write, ...one }) => ({ ...one, recordId: known.get(write.ref) ?? null }));
  const along: WrittenWith | null = isTogether
    ? {
        writes: (id) => [...licensesAlong, ...assignmentsTo(id)].map(({ write }) => write),
        save: async (state, known) => {
          const given = (all: readonly AssignmentWrite[]): AssignedTo[] =>
            state === 'failed' ? [] : plain(all, known);
          if (licensesAlong.length > 0) await save({ step: 'licenses', state, assigned: given(licensesAlong) });
          await save({ step: 'assignments', state, assigned: given(assignmentsTo('')) });
        },
      }
    : null;
  let alongReply: WriteReply | null = null;

  if (plan.adds.length > 0) {
    if (stop()) outcomes.push(...skipped(['permissionSet']));
    else {
      onStep('permissionSet');
      const saveSet = async (step: ReceiptStep, id: string | null): Promise<void> => {
        receipt = { ...receipt, permissionSet: { ...receipt.permissionSet, id } };
        await save(step);
      };
      await carryOut('permissionSet', async () => {
        const written = await writePermissionSet(client, plan, options.objectAccesses, saveSet, along);
        setId = written.setId;
        alongReply = written.along;
        return [written.outcome];
      });
    }
  }

  if (assigned.length > 0) {
    const reply = alongReply as WriteReply | null;
    if (reply !== null)
      outcomes.push(
        ...doneAlong('licenses', licensesAlong, reply),
        ...endedAlong([...licensesAlong, ...assignmentsTo('')], reply),
      );
    else if (stop() || setId === null) outcomes.push(...skipped(['assignments']));
    else {
      onStep('assignments');
      const wanted = assignmentsTo(setId);
      await carryOut('assignments', () => writeAssignments(client, 'assignments', wanted, save));
    }
  }

  const { existing } = plan.permissionSet;
  const madeId = existing === null ? setId : null;
  if (madeId !== null && outcomes.some(({ refused }) => refused === true)) {
    const made = { id: madeId, name: plan.permissionSet.name };
    const licensesStay = outcomes.some(({ step, result }) => step === 'licenses' && result === 'done');
    if (interrupted()) outcomes.push({ step: 'removeSet', result: 'skipped', code: 'SET_STAYS', detail: made.name });
    else {
      onStep('removeSet');
      const removed = await orBrokenOff('removeSet', true, async () => [
        await removeMadeSet(client, made, licensesStay, save),
      ]);
      outcomes.push(...removed);
    }
  }

  if (existing && plan.adds.length > 0 && !stop()) {
    await carryOut('groups', () => waitForGroups(client, existing.id, () => onStep('groups'), interrupted));
  }
  return { outcomes, receipt, interrupted: interrupted() };
};
