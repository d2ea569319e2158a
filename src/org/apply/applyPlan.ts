import type { ObjectAccess } from '../../platform/objectAccess.js';
import { outcomeSteps } from '../../grant/grantOutcome.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Plan, StepName } from '../../grant/grantPlan.js';
import { withStep } from '../../grant/receipt.js';
import type { AssignedTo, AssignmentStep, Receipt, ReceiptStep } from '../../grant/receipt.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { nodesPerGraph } from '../restApi.js';
import { JournalFailure, orBrokenOff } from './brokenStep.js';
import { failedWrite } from './failedWrite.js';
import { removeMadeSet } from './removeMadeSet.js';
import { nameOfNode, newSet, setContent, withId } from './setContent.js';
import type { SetContent } from './setContent.js';
import { togetherOutcomes } from './userOutcomes.js';
import { absentLicenses, getsOwnSet, userWrites, writesIn } from './userWrites.js';
import type { AssignmentWrite, UserWrites } from './userWrites.js';
import { waitForGroups } from './waitForGroups.js';
import { writeTogether } from './writeTogether.js';
import type { TogetherEnd } from './writeTogether.js';

export type ApplyOptions = {
  /** Keeps the receipt, before and after each write. */
  readonly journal: (receipt: Receipt) => Promise<void>;
  readonly onStep: (step: StepName) => void;
  /** Asked between writes only: a write that runs is finished. */
  readonly interrupted: () => boolean;
  /** Accesses that ObjectPermissions has a column for in this API version. */
  readonly objectAccesses: ReadonlySet<ObjectAccess>;
  /** Ids of permission set licenses by key of their name; one that the org does not have is missing. */
  readonly licenseIds: ReadonlyMap<string, string>;
  /** Ids of the things of Setup that are added, by the key of the entry. */
  readonly setupIds: ReadonlyMap<string, string>;
};

export type Applied = {
  readonly outcomes: readonly Outcome[];
  readonly receipt: Receipt;
  readonly interrupted: boolean;
};

const byStep = (a: Outcome, b: Outcome): number => outcomeSteps.indexOf(a.step) - outcomeSteps.indexOf(b.step);

const skipped = (steps: readonly Outcome['step'][]): Outcome[] => steps.map((step) => ({ step, result: 'skipped' }));

const plain = ({ userId, username, what, recordId, setId }: AssignmentWrite): AssignedTo => ({
  ...{ userId, username, what, recordId },
  ...(setId === undefined ? {} : { setId }),
});

/** Those that were really written, with their ids. */
const writtenOf = (all: readonly AssignmentWrite[], { ids }: TogetherEnd): AssignmentWrite[] =>
  all.flatMap((one) =>
    ids?.has(one.write.ref) === true ? [{ ...one, recordId: ids.get(one.write.ref) ?? null }] : [],
  );

/** Users in groups, each of which one transaction takes. */
const inGroups = (users: readonly UserWrites[]): UserWrites[][] => {
  const groups: UserWrites[][] = [];
  let room = 0;
  for (const one of users) {
    const size = one.all.length;
    if (size > room) {
      groups.push([]);
      room = nodesPerGraph;
    }
    groups.at(-1)?.push(one);
    room -= size;
  }
  return groups;
};

/**
 * Carries a plan out: licenses first, then the sets that rules name, then the permission set and its assignments (facts A16,
 * A17), all as one transaction, so that what the org refuses leaves nothing behind. A user who is refused does not stop the
 * others. Where one transaction cannot take it, the set is written before; one that this run made and that nobody could be
 * given is removed again. Then it waits for groups that hold the set. A second grant plans from what is there and finishes
 * the job.
 * @throws OrgFailure when the connection or the session breaks; the receipt then says what was intended
 */
export const applyPlan = async (
  client: OrgClient,
  plan: Plan,
  start: Receipt,
  options: ApplyOptions,
): Promise<Applied> => {
  const { journal, onStep, interrupted, licenseIds } = options;
  const { existing, name } = plan.permissionSet;
  let receipt = start;
  const save = async (step: ReceiptStep): Promise<void> => {
    receipt = withStep(receipt, step);
    await journal(receipt).catch((error: unknown) => {
      throw new JournalFailure(error, step.state === 'done');
    });
  };
  const outcomes: Outcome[] = [];
  /** A user who was refused stops nobody else; anything else that failed does. */
  const hasFailed = (): boolean => outcomes.some(({ result, user }) => result === 'failed' && user === undefined);
  const isDone = (): boolean => outcomes.some(({ result }) => result === 'done');
  let setId = existing?.id ?? null;

  const all = userWrites(plan, existing?.id ?? newSet, licenseIds);
  outcomes.push(
    ...all.flatMap(({ user }) =>
      absentLicenses(user, licenseIds).map((license): Outcome => ({
        step: 'licenses',
        user: user.username,
        result: 'failed',
        code: 'NO_SUCH_LICENSE',
        detail: license,
      })),
    ),
  );
  const users = all.filter(({ user }) => absentLicenses(user, licenseIds).length === 0);
  const isWantedAlone = plan.users.some(
    ({ assign, receives }) => !assign && receives.some(({ isNewInSet }) => isNewInSet),
  );
  const hasContent = plan.adds.length > 0;
  /** The steps that one transaction takes together, as far as they are wanted. */
  const stepsFor = (
    some: readonly UserWrites[],
    withContent: boolean,
  ): ('namedSets' | 'permissionSet' | 'assignments')[] => [
    ...(writesIn('namedSets', some).length > 0 ? (['namedSets'] as const) : []),
    ...(withContent ? (['permissionSet'] as const) : []),
    ...(writesIn('assignments', some).length > 0 ? (['assignments'] as const) : []),
  ];

  /** What was written of each step before, where several transactions are needed. */
  const written: Readonly<Record<AssignmentStep, AssignmentWrite[]>> = { licenses: [], namedSets: [], assignments: [] };
  const saveAssigned = async (
    step: AssignmentStep,
    of: readonly UserWrites[],
    end: TogetherEnd | null,
  ): Promise<void> => {
    const some = writesIn(step, of);
    if (some.length === 0) return;
    if (end === null) {
      await save({ step, state: 'intended', assigned: [...written[step], ...some].map(plain) });
      return;
    }
    written[step].push(...writtenOf(some, end));
    const isAnything = written[step].length > 0 || (end.ids !== null && end.refused.size === 0);
    await save({ step, state: isAnything ? 'done' : 'failed', assigned: written[step].map(plain) });
  };
  const saveSet = async (step: SetContent['receiptStep'], id: string | null): Promise<void> => {
    receipt = { ...receipt, permissionSet: { ...receipt.permissionSet, id } };
    await save(step);
  };

  /** One transaction for these users, with what goes into the set or without. */
  const transact = async (some: readonly UserWrites[], content: SetContent | null): Promise<Outcome[]> => {
    await saveAssigned('licenses', some, null);
    await saveAssigned('namedSets', some, null);
    if (content) await saveSet(content.receiptStep, setId);
    await saveAssigned('assignments', some, null);
    const together = { content: content?.writes ?? [], users: some, isWantedAlone };
    const end = await writeTogether(client, together, interrupted);
    if (content) setId ??= end.ids?.get('set') ?? null;
    const ended = togetherOutcomes(some, end, content && { name, nameOf: nameOfNode(content.writes) });
    const saves: readonly [Outcome['step'], () => Promise<void>][] = [
      ['licenses', () => saveAssigned('licenses', some, end)],
      ['namedSets', () => saveAssigned('namedSets', some, end)],
      [
        'permissionSet',
        async () => {
          if (!content) return;
          const { receiptStep } = content;
          const isWritten = end.ids !== null;
          await saveSet({ ...receiptStep, ...(isWritten ? { state: 'done' } : { state: 'failed', added: [] }) }, setId);
        },
      ],
      ['assignments', () => saveAssigned('assignments', some, end)],
    ];
    for (const [step, keep] of saves) {
      try {
        await keep();
      } catch (error) {
        if (!(error instanceof JournalFailure) || end.ids === null) throw error;
        const broken: Outcome = { step, result: 'failed', code: 'RECEIPT_UNWRITABLE', partly: true };
        return [...ended.filter((outcome) => outcome.step !== step), broken].sort(byStep);
      }
    }
    return ended;
  };

  /** What is too much for one transaction: the set in several, and then the users. */
  const apart = async (content: SetContent): Promise<void> => {
    const holders = users.filter((one) => !getsOwnSet(one));
    const others = users.filter(getsOwnSet);
    // Who has the set already needs the licenses before it is written (fact Q2).
    if (holders.length > 0) outcomes.push(...(await orBrokenOff('licenses', false, () => transact(holders, null))));
    if (hasFailed() || (holders.length > 0 && interrupted())) {
      outcomes.push(...skipped(stepsFor(others, true)));
      return;
    }
    const { receiptStep } = content;
    outcomes.push(
      ...(await orBrokenOff('permissionSet', isDone(), async () => {
        await saveSet(receiptStep, setId);
        for (const [at, part] of chunk(content.writes, nodesPerGraph).entries()) {
          const writes = at === 0 || setId === null ? part : part.map(withId(setId));
          const reply = await client.write(writes);
          if (!reply.ok) {
            await saveSet({ ...receiptStep, ...(at === 0 ? { state: 'failed', added: [] } : {}) }, setId);
            const outcome = failedWrite('permissionSet', reply, nameOfNode(writes));
            return [at === 0 ? outcome : { ...outcome, partly: true }];
          }
          setId ??= reply.ids.get('set') ?? null;
        }
        await saveSet({ ...receiptStep, state: 'done' }, setId);
        return [{ step: 'permissionSet', result: 'done', detail: name }];
      })),
    );
    const known =
      setId === null
        ? []
        : userWrites(plan, setId, licenseIds).filter(({ user }) => others.some((one) => one.user === user));
    await inTurn(known);
  };

  /** Users by themselves, one transaction after the other. */
  const inTurn = async (some: readonly UserWrites[]): Promise<void> => {
    for (const group of inGroups(some)) {
      if (hasFailed() || interrupted()) {
        outcomes.push(...skipped(stepsFor(group, false)));
        return;
      }
      const step = stepsFor(group, false).at(-1) ?? 'licenses';
      onStep(step);
      outcomes.push(...(await orBrokenOff(step, isDone(), () => transact(group, null))));
    }
  };

  const isOfUse = users.length > 0 || isWantedAlone;
  if (interrupted() || !isOfUse) outcomes.push(...skipped(stepsFor(all, hasContent)));
  else if (hasContent) {
    onStep('permissionSet');
    const content = await setContent(client, plan, options.objectAccesses, options.setupIds);
    const size = content.writes.length + users.reduce((sum, one) => sum + one.all.length, 0);
    if (size > nodesPerGraph) await apart(content);
    else {
      const ended = await orBrokenOff('permissionSet', false, () => transact(users, content));
      const broken = ended.find(({ result }) => result === 'failed');
      const others = broken
        ? stepsFor(users, false).filter((step) => !ended.some((outcome) => outcome.step === step))
        : [];
      // What may be written may be so with all that the same transaction held.
      const licenses = broken?.open === true && writesIn('licenses', users).length > 0 ? (['licenses'] as const) : [];
      const open = broken?.open === true ? [...licenses, ...others].map((step): Outcome => ({ ...broken, step })) : [];
      outcomes.push(...[...ended, ...open].sort(byStep), ...(open.length > 0 ? [] : skipped(others)));
    }
  } else await inTurn(users);

  const isHeld =
    written.assignments.length > 0 ||
    outcomes.some(({ step, result }) => step === 'assignments' && result === 'alreadyDone');
  const madeId = existing === null ? setId : null;
  if (madeId !== null && !isHeld && outcomes.some(({ refused }) => refused === true)) {
    const made = { id: madeId, name };
    if (interrupted()) outcomes.push({ step: 'removeSet', result: 'skipped', code: 'SET_STAYS', detail: name });
    else {
      onStep('removeSet');
      const removed = await orBrokenOff('removeSet', true, async () => [
        await removeMadeSet(client, made, written.licenses.length > 0, save),
      ]);
      outcomes.push(...removed);
    }
  }

  if (
    existing &&
    hasContent &&
    !interrupted() &&
    outcomes.some(({ step, result }) => step === 'permissionSet' && result === 'done')
  ) {
    const ended = await orBrokenOff('groups', isDone(), () =>
      waitForGroups(client, existing.id, () => onStep('groups'), interrupted),
    );
    outcomes.push(...ended);
  }
  return { outcomes, receipt, interrupted: interrupted() };
};
