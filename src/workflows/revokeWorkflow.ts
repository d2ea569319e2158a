import type { Connection } from '@salesforce/core';
import type { AccessSnapshot, OrgSchema } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation, NamedRequirements } from '../check/evaluation.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Outcome } from '../grant/grantOutcome.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import { isOwn } from '../grant/ownership.js';
import type { Receipt } from '../grant/receipt.js';
import type { Authentication } from '../kinds/requirement.js';
import { orBrokenOff } from '../org/apply/brokenStep.js';
import { readLicenses, readUsers } from '../org/read/readStanding.js';
import { readStandingSet } from '../org/read/readStandingSet.js';
import { deleteRecords, removeEntries } from '../org/apply/removeGrant.js';
import { OrgFailure } from '../org/failure.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import type { ClientOptions } from '../org/transport.js';
import { chosenOf, isSetOf, withoutReceipt, withReceipt } from '../revoke/planRevoke.js';
import { recipientsOf } from '../revoke/receiptContents.js';
import { requirementsOfReceipt } from '../revoke/receiptRequirements.js';
import { actionOf, keptOutcome, needsOf } from '../revoke/revokePlan.js';
import type { RevokeAction, RevokePlan } from '../revoke/revokePlan.js';
import { snapshotWithout } from '../revoke/snapshotWithout.js';
import type { Standing, StandingUser } from '../revoke/standing.js';
import { requirementsOf, usersToFind } from './prepare.js';
import { runnerLacks } from './runnerLacks.js';

export type RevokeInput = ClientOptions & {
  /** A definition that was named; null where it is the one of the receipt. */
  readonly integration: string | null;
  readonly authentication: Authentication;
  /** Usernames; with a receipt those to whom it is limited, if any. */
  readonly users: readonly string[];
  readonly receipt: Receipt | null;
  /** Name of the permission set, where it is not the definition's own. */
  readonly permissionSet?: string;
  readonly deleteSet: boolean;
  readonly connect: () => Promise<Connection>;
};

/** By which needs it is told what becomes unmet. */
type Needs = NamedRequirements & {
  /** False where the definition of a receipt is not to be had any more: then they are what the grant added. */
  readonly fromDefinition: boolean;
};

/** A plan with everything that carrying it out needs. */
export type PlannedRevoke = {
  readonly plan: RevokePlan;
  /** What the runner lacks to carry it out, as API names of user permissions; empty when nothing. */
  readonly runnerLacks: readonly string[];
  readonly client: OrgClient;
  readonly snapshot: AccessSnapshot;
  /** Usernames of those who are inspected. */
  readonly usernames: readonly string[];
  readonly needs: Needs;
  readonly before: readonly Evaluation[];
  /** What the evaluation will be once the plan is carried out. */
  readonly expected: readonly Evaluation[];
};

/** @throws DefinitionMistake for a definition that was named, or without a receipt */
const needsFor = async ({ integration, receipt, authentication }: RevokeInput): Promise<Needs> => {
  const reference = integration ?? receipt?.reference ?? '';
  try {
    return { ...(await requirementsOf(reference, authentication)), fromDefinition: true };
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || integration !== null || receipt === null) throw error;
    return { reference, requirements: requirementsOfReceipt(receipt, authentication), fromDefinition: false };
  }
};

const evaluated = ({ reference, requirements }: Needs, snapshot: AccessSnapshot): Evaluation[] =>
  evaluationsOf([{ reference, requirements }], snapshot);

const readNow = async (
  client: OrgClient,
  { requirements }: Needs,
  usernames: readonly string[],
  knownSchema?: OrgSchema,
): Promise<Pick<AccessReading, 'snapshot' | 'runner'>> => {
  const scope = grantReadingScope(requirements.requirements);
  const options = { now: Date.now(), ...(knownSchema ? { knownSchema } : {}) };
  // Of the users of a receipt nobody may be left: whoever is logged in is read for the schema alone.
  const { snapshot, runner } = await readAccess(client, scope, usersToFind(usernames, client), options);
  return { snapshot: usernames.length === 0 ? { ...snapshot, users: [] } : snapshot, runner };
};

/** Everybody whom the grant was for and who is there, found by id, whatever they are called now. */
const usersOf = (client: OrgClient, receipt: Receipt): Promise<StandingUser[]> => {
  const recipients = recipientsOf(receipt);
  return readUsers(
    client,
    recipients.flatMap(({ id }) => id ?? []),
    recipients.flatMap(({ id, username }) => (id === null ? [username] : [])),
  );
};

/** The permission set of a receipt by its id; by its name and mark where the receipt never learned the id. */
const setOf = async (
  client: OrgClient,
  receipt: Receipt,
  schema: OrgSchema,
): Promise<Pick<Standing, 'set' | 'namesake'>> => {
  const { id, name } = receipt.permissionSet;
  const byId = id === null ? null : await readStandingSet(client, { id }, schema);
  if (byId) return { set: byId, namesake: false };
  const namesake = await readStandingSet(client, { name }, schema);
  return namesake && isSetOf(namesake, receipt)
    ? { set: namesake, namesake: false }
    : { set: null, namesake: namesake !== null };
};

/** With a receipt: exactly what that grant added. @throws OrgFailure */
const planByReceipt = async (
  client: OrgClient,
  receipt: Receipt,
  users: readonly StandingUser[],
  schema: OrgSchema,
  { users: named, deleteSet }: RevokeInput,
): Promise<RevokePlan> => {
  const { userIds, strangers } = chosenOf(receipt, users, named);
  if (strangers.length > 0)
    throw new OrgFailure('USER_NOT_IN_RECEIPT', [strangers.join(', '), receipt.users.join(', ')]);
  const [set, licenses] = await Promise.all([
    setOf(client, receipt, schema),
    readLicenses(
      client,
      users.map(({ id }) => id),
    ),
  ]);
  return withReceipt(receipt, { ...set, users, licenses }, named.length === 0 ? null : userIds, deleteSet);
};

/** Without a receipt: the assignments of the permission set that grant made. @throws OrgFailure SET_NOT_OURS_TO_REVOKE */
const planByName = async (
  client: OrgClient,
  { requirements }: Needs,
  { schema, users }: AccessSnapshot,
  { permissionSet, deleteSet }: RevokeInput,
): Promise<RevokePlan> => {
  const name = permissionSet ?? requirements.permissionSet;
  const set = await readStandingSet(client, { name }, schema);
  if (set && !isOwn(set.description)) throw new OrgFailure('SET_NOT_OURS_TO_REVOKE', [name]);
  return withoutReceipt(name, set, new Set(users.map(({ id }) => id)), deleteSet);
};

/**
 * Reads what stands and plans the way back. With a receipt exactly what that grant added, without one the assignments of
 * the permission set that grant made.
 * @throws DefinitionMistake, OrgFailure
 */
export const planRevokeWorkflow = async (input: RevokeInput): Promise<PlannedRevoke> => {
  const { receipt } = input;
  const needs = await needsFor(input);
  const client = createOrgClient(await input.connect(), input);
  if (receipt && receipt.org.id !== client.orgId)
    throw new OrgFailure('RECEIPT_OF_ANOTHER_ORG', [receipt.org.instanceUrl]);
  const users = receipt ? await usersOf(client, receipt) : [];
  const usernames = receipt ? users.map(({ username }) => username) : input.users;
  const { snapshot, runner } = await readNow(client, needs, usernames);
  if (snapshot.users.some(({ evidence }) => evidence.mode === 'self'))
    throw new OrgFailure('REVOKE_NEEDS_VIEW_SETUP', [client.username]);
  const plan = receipt
    ? await planByReceipt(client, receipt, users, snapshot.schema, input)
    : await planByName(client, needs, snapshot, input);
  return {
    plan,
    runnerLacks: runnerLacks(runner, needsOf(plan)),
    client,
    snapshot,
    usernames,
    needs,
    before: evaluated(needs, snapshot),
    expected: evaluated(needs, snapshotWithout(snapshot, plan)),
  };
};

export type Revoked = {
  readonly outcomes: readonly Outcome[];
  readonly interrupted: boolean;
  readonly after: { readonly snapshot: AccessSnapshot; readonly evaluations: readonly Evaluation[] } | null;
};

/** Carries one action out. @throws OrgFailure */
const carryOut = async (client: OrgClient, plan: RevokePlan, action: RevokeAction): Promise<Outcome[]> => {
  switch (action.action) {
    case 'unassign':
      return deleteRecords(client, 'unassign', action.records);
    case 'unassignLicenses': {
      // Unassigning a set can take its license along (facts A18, P3): what is gone already needs no second deletion.
      const there = await readLicenses(client, [...new Set(action.records.map(({ userId }) => userId))]);
      const paths = new Set(there.map(({ id }) => `PermissionSetLicenseAssign/${id}`));
      return deleteRecords(
        client,
        'licenses',
        action.records.filter(({ path }) => paths.has(path)),
      );
    }
    case 'removeEntries':
      return removeEntries(client, { id: action.setId, name: plan.name }, action.takeOut);
    case 'deleteSet':
      return deleteRecords(client, 'deleteSet', [{ path: `PermissionSet/${action.setId}`, detail: plan.name }]);
    case 'keep':
      return [];
  }
};

const stepOf = {
  unassign: 'unassign',
  unassignLicenses: 'licenses',
  removeEntries: 'entries',
  deleteSet: 'deleteSet',
} as const;

/**
 * Takes back: assignments first, then licenses, then entries or the whole set, which must not be assigned any more (fact
 * H10). Each step is all or nothing, and a second run finishes the job.
 * @throws OrgFailure
 */
export const revokeWorkflow = async (
  { plan, client, needs, usernames, snapshot: snapshotBefore }: PlannedRevoke,
  interrupted: () => boolean,
  onStep: (step: Outcome['step']) => void,
): Promise<Revoked> => {
  client.restartClock();
  const outcomes: Outcome[] = [];
  for (const action of plan.actions) {
    if (action.action === 'keep' || interrupted() || outcomes.some(({ result }) => result === 'failed')) continue;
    const step = stepOf[action.action];
    onStep(step);
    const done = outcomes.some(({ result }) => result === 'done');
    outcomes.push(...(await orBrokenOff(step, done, () => carryOut(client, plan, action))));
  }
  const kept = actionOf(plan, 'keep');
  if (kept) outcomes.push(keptOutcome(kept));
  if (interrupted()) return { outcomes, interrupted: true, after: null };
  onStep('proof');
  try {
    const { snapshot } = await readNow(client, needs, usernames, snapshotBefore.schema);
    return { outcomes, interrupted: false, after: { snapshot, evaluations: evaluated(needs, snapshot) } };
  } catch (error) {
    // What is taken back has to be told, whether or not it can be read back.
    if (!(error instanceof OrgFailure)) throw error;
    if (error.code === 'INTERRUPTED') return { outcomes, interrupted: true, after: null };
    const failed = outcomes.some(({ result }) => result === 'failed');
    const unread: Outcome = { step: 'proof', result: 'failed', code: error.code, detail: error.args.join(' ') };
    return { outcomes: failed ? outcomes : [...outcomes, unread], interrupted: false, after: null };
  }
};
