import { entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import { keyOf } from '../../access/names.js';
import type { Content } from '../../access/snapshot.js';
import { fieldKey } from '../../access/names.js';
import type { Outcome } from '../../grant/outcome.js';
import type { Plan, StepName } from '../../grant/plan.js';
import { withStep } from '../../grant/receipt.js';
import type { AssignedTo, Receipt, ReceiptStep } from '../../grant/receipt.js';
import type { OrgClient, Write, WriteError, WriteReply } from '../client.js';
import { OrgFailure } from '../failure.js';
import { query } from '../read/asks.js';
import { rowsOf, text } from '../read/rows.js';
import type { Row } from '../read/rows.js';
import { chunk, quote } from '../soql.js';
import { JournalFailure, orBrokenOff } from './brokenStep.js';
import { entryWrites, noRows, permissionColumns } from './entryWrites.js';
import type { ExistingRows } from './entryWrites.js';
import { accessesOf } from './standingSet.js';
import { waitForGroups } from './waitForGroups.js';

export type ApplyOptions = {
  /** Keeps the receipt, before and after each write. */
  readonly journal: (receipt: Receipt) => Promise<void>;
  readonly onStep: (step: StepName) => void;
  /** Asked between steps only: a step that runs is finished. */
  readonly interrupted: () => boolean;
  readonly description: string;
  /** Columns of ObjectPermissions that this API version has. */
  readonly objectColumns: readonly string[];
  /** Ids of permission set licences by key of their name; one that the org does not have is missing. */
  readonly licenseIds: ReadonlyMap<string, string>;
};

export type Applied = {
  readonly outcomes: readonly Outcome[];
  readonly receipt: Receipt;
  readonly interrupted: boolean;
};

/** Nodes in one composite graph (fact I9). */
const nodesPerGraph = 500;

/** Texts by which the platform says that it is there already (facts A19, H9). */
const isDuplicate = ({ errorCode, message }: WriteError): boolean =>
  errorCode === 'DUPLICATE_VALUE' || /^duplicate/i.test(message);

const failed = (
  step: Outcome['step'],
  reply: Extract<WriteReply, { ok: false }>,
  nameOf: (ref: string) => string,
): Outcome => ({
  step,
  result: 'failed',
  code: reply.errors[0]?.errorCode ?? 'UNKNOWN',
  detail: reply.errors.map(({ ref, errorCode, message }) => `${nameOf(ref)}: ${errorCode}: ${message}`).join(' | '),
});

type RowsBefore = ExistingRows & { readonly objectIds: readonly string[] };

const rowsBefore = async (client: OrgClient, setId: string, columns: readonly string[]): Promise<RowsBefore> => {
  const replies = await client.composite(
    [
      query(
        'objects',
        `SELECT Id, SobjectType, ${columns.join(', ')} FROM ObjectPermissions WHERE ParentId = ${quote(setId)}`,
      ),
      query('fields', `SELECT Id, SobjectType, Field FROM FieldPermissions WHERE ParentId = ${quote(setId)}`),
    ],
    'data',
  );
  const read = async (part: string, ref: string): Promise<readonly Row[]> => {
    const rows = await rowsOf(client, part, replies.get(ref));
    if (!rows.known) throw new OrgFailure('REFUSED', [part, rows.gap.detail]);
    // Rows whose id begins with 000 are placeholders that cannot be updated (fact B12).
    return rows.value.filter((row) => !text(row, 'Id').startsWith('000'));
  };
  const [objects, fields] = await Promise.all([
    read('ObjectPermissions', 'objects'),
    read('FieldPermissions', 'fields'),
  ]);
  const byKey = (rows: readonly Row[], column: string): Map<string, string> =>
    new Map(rows.map((row) => [keyOf(text(row, column)), text(row, 'Id')]));
  return {
    objects: byKey(objects, 'SobjectType'),
    fields: byKey(fields, 'Field'),
    objectIds: objects.flatMap((row) =>
      accessesOf(row).map((access) => entryId({ kind: 'object', sobject: text(row, 'SobjectType'), access })),
    ),
  };
};

type Assignment = AssignedTo & { readonly write: Write };

/** Writes assignments, all or none; one that is there already is taken out and the others are written (fact A19). */
const writeAssignments = async (
  client: OrgClient,
  step: 'licenses' | 'assignments',
  wanted: readonly Assignment[],
  save: (step: ReceiptStep) => Promise<void>,
): Promise<Outcome[]> => {
  const plain = (all: readonly Assignment[]): AssignedTo[] =>
    all.map(({ userId, username, what, recordId }) => ({ userId, username, what, recordId }));
  await save({ step, state: 'intended', assigned: plain(wanted) });
  const there = new Set<string>();
  for (;;) {
    const missing = wanted.filter(({ write }) => !there.has(write.ref));
    const reply: WriteReply =
      missing.length === 0 ? { ok: true, ids: new Map() } : await client.write(missing.map(({ write }) => write));
    if (reply.ok) {
      const written = missing.map((one) => ({ ...one, recordId: reply.ids.get(one.write.ref) ?? null }));
      await save({ step, state: 'done', assigned: plain(written) });
      return wanted.map(({ username, what, write }) => ({
        step,
        user: username,
        detail: what,
        result: there.has(write.ref) ? 'alreadyDone' : 'done',
      }));
    }
    const duplicates = reply.errors.filter(isDuplicate);
    if (duplicates.length === 0 || duplicates.length < reply.errors.length) {
      await save({ step, state: 'failed', assigned: [] });
      return [failed(step, reply, (ref) => wanted.find(({ write }) => write.ref === ref)?.username ?? ref)];
    }
    duplicates.forEach(({ ref }) => there.add(ref));
  }
};

const before = (content: Content | undefined, entry: Entry): 'none' | 'read' =>
  entry.kind === 'field' && content?.fields.has(fieldKey(entry.sobject, entry.field)) ? 'read' : 'none';

const nameOfNode =
  (writes: readonly Write[]) =>
  (ref: string): string => {
    const body = writes.find((write) => write.ref === ref)?.body ?? {};
    const name = body['Field'] ?? body['SobjectType'] ?? body['Name'];
    return typeof name === 'string' ? name : ref;
  };

/** Creates or extends the permission set; the first graph creates it, so that nothing is left when that fails. */
const writeSet = async (
  client: OrgClient,
  plan: Plan,
  { description, objectColumns }: Pick<ApplyOptions, 'description' | 'objectColumns'>,
  save: (step: ReceiptStep, setId: string | null) => Promise<void>,
): Promise<{ outcome: Outcome; setId: string | null }> => {
  const { existing, name, label } = plan.permissionSet;
  const entries = plan.adds.map(({ entry }) => entry);
  const added = entries.map((entry) => ({ id: entryId(entry), before: before(existing?.content, entry) }));
  const rows = existing ? await rowsBefore(client, existing.id, objectColumns) : { ...noRows, objectIds: [] };
  const columns = permissionColumns(entries);
  const own: Write[] = existing
    ? Object.keys(columns).length > 0
      ? [{ ref: 'set', method: 'PATCH', path: `PermissionSet/${existing.id}`, body: columns }]
      : []
    : [
        {
          ref: 'set',
          method: 'POST',
          path: 'PermissionSet',
          body: { Name: name, Label: label, Description: description, ...columns },
        },
      ];
  let setId = existing?.id ?? null;
  const about = {
    step: 'permissionSet',
    platformAdds: plan.platformAdds,
    objectsBefore: rows.objectIds,
  } as const;
  await save({ ...about, state: 'intended', added }, setId);
  const first = [...own, ...entryWrites(setId ?? '@{set.id}', entries, rows, plan.edges)];
  for (const [at, part] of chunk(first, nodesPerGraph).entries()) {
    const writes =
      at === 0 || setId === null
        ? part
        : part.map((write) =>
            write.body?.['ParentId'] === '@{set.id}' ? { ...write, body: { ...write.body, ParentId: setId } } : write,
          );
    const reply = await client.write(writes);
    if (!reply.ok) {
      await save({ ...about, state: at === 0 ? 'failed' : 'intended', added: at === 0 ? [] : added }, setId);
      const outcome = failed('permissionSet', reply, nameOfNode(writes));
      return { outcome: at === 0 ? outcome : { ...outcome, partly: true }, setId };
    }
    setId ??= reply.ids.get('set') ?? null;
  }
  await save({ ...about, state: 'done', added }, setId);
  return { outcome: { step: 'permissionSet', result: 'done', detail: name }, setId };
};

const skipped = (steps: readonly Outcome['step'][]): Outcome[] => steps.map((step) => ({ step, result: 'skipped' }));

/**
 * Carries a plan out: licences first, then the permission set, then its assignments, each all or nothing (facts A16,
 * A17), and waits for groups that hold the set. Stops at the first step that fails. A second grant plans from what is
 * there and finishes the job.
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
  if (licensed.length > 0 && !interrupted()) {
    onStep('licenses');
    const ids = options.licenseIds;
    const wanted = licensed.map(({ user, license }, i): Assignment => {
      const body = { AssigneeId: user.id, PermissionSetLicenseId: ids.get(keyOf(license)) ?? '' };
      return {
        userId: user.id,
        username: user.username,
        what: license,
        recordId: null,
        write: { ref: `license${i}`, method: 'POST', path: 'PermissionSetLicenseAssign', body },
      };
    });
    const absent = licensed.filter(({ license }) => !ids.has(keyOf(license)));
    if (absent.length === 0) await carryOut('licenses', () => writeAssignments(client, 'licenses', wanted, save));
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

  if (plan.adds.length > 0) {
    if (stop()) outcomes.push(...skipped(['permissionSet']));
    else {
      onStep('permissionSet');
      await carryOut('permissionSet', async () => {
        const written = await writeSet(client, plan, options, async (step, id) => {
          receipt = { ...receipt, permissionSet: { ...receipt.permissionSet, id } };
          await save(step);
        });
        setId = written.setId;
        return [written.outcome];
      });
    }
  }

  const assigned = plan.users.filter(({ assign }) => assign);
  if (assigned.length > 0) {
    if (stop() || setId === null) outcomes.push(...skipped(['assignments']));
    else {
      onStep('assignments');
      const id = setId;
      const wanted = assigned.map((user, i): Assignment => ({
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
      await carryOut('assignments', () => writeAssignments(client, 'assignments', wanted, save));
    }
  }

  const { existing } = plan.permissionSet;
  if (existing && plan.adds.length > 0 && !stop()) {
    await carryOut('groups', () => waitForGroups(client, existing.id, () => onStep('groups'), interrupted));
  }
  return { outcomes, receipt, interrupted: interrupted() };
};
