import type { Connection } from '@salesforce/core';
import type { Entry } from '../access/entry.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { AccessSnapshot, OrgSchema } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation, NamedRequirements } from '../check/evaluation.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { directNeedsIn } from '../access/dependencies.js';
import type { Filling } from '../definition/filling.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { beyondDefinition, rowsBeyond } from '../grant/beyond.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import { namedEntriesIn } from '../grant/namedEntries.js';
import { markOf } from '../grant/ownership.js';
import type { Receipt } from '../grant/receipt.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import { keyOf, qualifiedName, sameName } from '../platform/names.js';
import { phases } from '../kinds/requirement.js';
import type { Authentication, Phase } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import { isIntact } from '../org/fingerprint.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readDependencies } from '../org/read/readDependencies.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { readLicenses, readNamedAssignments, readUsers, withDates } from '../org/read/readStanding.js';
import type { NamedRef } from '../org/read/readStanding.js';
import { readNamesOfMarkedSets } from '../org/read/markedSets.js';
import { readStandingSet } from '../org/read/readStandingSet.js';
import type { ClientOptions } from '../org/transport.js';
import { chosenOf, contradictionOf, isSetOf } from '../revoke/matchReceipt.js';
import { withReceipt } from '../revoke/planRevoke.js';
import { ofPhase } from '../revoke/planRevokePhase.js';
import type { PhaseNeeds } from '../revoke/planRevokePhase.js';
import { withoutReceipt } from '../revoke/planRevokeByName.js';
import { addedEntries, givenIn, recipientsOf } from '../revoke/receiptContents.js';
import { requirementsOfReceipt } from '../revoke/receiptRequirements.js';
import { actionOf, needsOf } from '../revoke/revokePlan.js';
import type { RevokePlan } from '../revoke/revokePlan.js';
import { snapshotWithout } from '../revoke/snapshotWithout.js';
import type { StandingSet } from '../access/standingSet.js';
import type { Standing, StandingUser } from '../revoke/standing.js';
import { entriesIn } from '../access/standingSet.js';
import { overObjectsOf, requirementsOf, usersToFind } from './prepare.js';
import { sameId } from '../platform/sameId.js';
import { runnerLacks } from './runnerLacks.js';

export type RevokeInput = ClientOptions & {
  /** A definition that was named; null where it is the one of the receipt. */
  readonly integration: string | null;
  readonly authentication: Authentication;
  /** Usernames; with a receipt those to whom it is limited, if any. */
  readonly users: readonly string[];
  readonly receipt: Receipt | null;
  /** Parameters of the definition, and the phases that are over: with these, what only they needed goes, and no assignment. */
  readonly filling?: Filling;
  /** Name of the permission set, where it is not the definition's own. */
  readonly permissionSet?: string;
  readonly deleteSet: boolean;
  readonly connect: () => Promise<Connection>;
};

/** By which needs it is told what becomes unmet. */
export type Needs = NamedRequirements & {
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

const parametersOf = ({ parameters }: Filling = {}): Filling => (parameters === undefined ? {} : { parameters });

/**
 * @throws DefinitionMistake for a definition that was named, or without a receipt; OrgFailure RECEIPT_OF_ANOTHER_INTEGRATION
 */
const needsFor = async ({ integration, receipt, authentication, filling }: RevokeInput): Promise<Needs> => {
  const reference = integration ?? receipt?.reference ?? '';
  try {
    const named = await requirementsOf(reference, authentication, parametersOf(filling));
    if (integration !== null && receipt && named.requirements.integration !== receipt.integration)
      throw new OrgFailure('RECEIPT_OF_ANOTHER_INTEGRATION', [receipt.integration, named.requirements.integration]);
    return { ...named, fromDefinition: true };
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || integration !== null || receipt === null) throw error;
    return { reference, requirements: requirementsOfReceipt(receipt, authentication), fromDefinition: false };
  }
};

/** What is found of everybody, in this snapshot. */
export const evaluated = ({ reference, requirements }: Needs, snapshot: AccessSnapshot): Evaluation[] =>
  evaluationsOf([{ reference, requirements }], snapshot);

/**
 * Reads the access of these users as it is now, and what the runner may do.
 * @throws OrgFailure
 */
export const readNow = async (
  client: OrgClient,
  { requirements }: Needs,
  usernames: readonly string[],
  knownSchema?: OrgSchema,
): Promise<Pick<AccessReading, 'snapshot' | 'runner'>> => {
  const [own = { requirements }] = await overObjectsOf(client, [{ reference: '', requirements }]);
  const scope = grantReadingScope(own.requirements.requirements);
  const withoutRows = 'REVOKE_NEEDS_VIEW_SETUP' as const;
  const options = { now: Date.now(), withoutRows, ...(knownSchema ? { knownSchema } : {}) };
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

/**
 * The permission set of a receipt by its id; by its name and mark where the receipt never learned the id.
 * @throws OrgFailure, REFUSED where the receipt has things of Setup and the org does not tell those of the set
 */
const setOf = async (
  client: OrgClient,
  receipt: Receipt,
  schema: OrgSchema,
  deleteSet: boolean,
): Promise<Pick<Standing, 'set' | 'namesake'>> => {
  const found = await foundBy(client, receipt, schema, deleteSet);
  const { further } = found.set ?? {};
  if (addsSetup(receipt) && further?.known === false && further.gap.part === 'SetupEntityAccess')
    throw new OrgFailure('REFUSED', [further.gap.part, further.gap.detail]);
  return found;
};

const addsSetup = (receipt: Receipt): boolean => addedEntries(receipt).some(({ entry }) => isSetupEntry(entry));

/** The same, as far as the org tells it. What others have put in is looked for before a set goes as a whole. */
const foundBy = async (
  client: OrgClient,
  receipt: Receipt,
  schema: OrgSchema,
  deleteSet: boolean,
): Promise<Pick<Standing, 'set' | 'namesake'>> => {
  const { id, name } = receipt.permissionSet;
  const withSetup = deleteSet || addsSetup(receipt);
  const byId = id === null ? null : await readStandingSet(client, { id }, schema, true, withSetup);
  if (byId) return { set: byId, namesake: false };
  const namesake = await readStandingSet(client, { name }, schema, true, withSetup);
  return namesake && isSetOf(namesake, receipt)
    ? { set: namesake, namesake: false }
    : { set: null, namesake: namesake !== null };
};

/**
 * Holds a receipt against the permission set that it names.
 * @throws OrgFailure where they contradict each other
 */
const expectTrue = (receipt: Receipt, set: StandingSet): void => {
  const mark = markOf(set.description);
  if (mark && mark.integration !== receipt.integration)
    throw new OrgFailure('SET_OF_ANOTHER', [set.name, mark.integration]);
  const contradiction = contradictionOf(receipt, set);
  if (contradiction) throw new OrgFailure(`RECEIPT_SET_${contradiction}`, [set.name]);
};

/** Ids of permission set groups begin so. */
const groupPrefix = '0PG';

/** The sets that a receipt says were assigned as they are, each once. */
const namedIn = (receipt: Receipt): NamedRef[] => [
  ...new Map(
    givenIn(receipt, 'namedSets').flatMap(({ setId, what }) =>
      setId === undefined
        ? []
        : [
            [
              setId,
              { setId, name: what, type: setId.startsWith(groupPrefix) ? 'PermissionSetGroup' : 'PermissionSet' },
            ] as const,
          ],
    ),
  ).values(),
];

/** The permission sets and groups that rules name and that the org has. */
const namedByRules = ({ requirements }: RequirementSet, { permissionSets: all }: OrgSchema): NamedRef[] =>
  everyWanted(requirements).flatMap(({ need }): NamedRef[] => {
    const assigned = kindOf(need).assigned?.(need);
    if (!assigned || !('permissionSet' in assigned) || !all.known) return [];
    const set = all.value.get(keyOf(assigned.permissionSet));
    return set ? [{ setId: set.id, name: qualifiedName(set), type: set.type }] : [];
  });

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
  if (deleteSet || addedEntries(receipt).some(({ entry }) => entry.kind === 'userPermission')) expectColumns(schema);
  const [set, licenses, namedSets] = await Promise.all([
    setOf(client, receipt, schema, deleteSet),
    readLicenses(
      client,
      users.map(({ id }) => id),
    ),
    readNamedAssignments(client, users, namedIn(receipt), receipt.integration),
  ]);
  if (set.set) expectTrue(receipt, set.set);
  return withReceipt(
    receipt,
    { ...set, users, licenses, named: namedSets },
    named.length === 0 ? null : userIds,
    deleteSet,
  );
};

/**
 * A set is seen whole only where it is known which system permissions there are: what is not seen would stay, or go unsaid.
 * @throws OrgFailure REFUSED
 */
const expectColumns = ({ permissionSetColumns: columns }: OrgSchema): void => {
  if (!columns.known) throw new OrgFailure('REFUSED', [columns.gap.part, columns.gap.detail || columns.gap.code]);
};

/**
 * No set of that name is not the same as nothing granted: it may have been renamed, or the name mistyped.
 * @throws OrgFailure SET_NOT_FOUND
 */
const refuseIfElsewhere = async (
  client: OrgClient,
  name: string,
  integration: string,
  named: boolean,
): Promise<void> => {
  const others = await readNamesOfMarkedSets(client, integration);
  if (others.length > 0) throw new OrgFailure('SET_ELSEWHERE', [name, others.join(', ')]);
  if (named) throw new OrgFailure('SET_NOT_FOUND', [name]);
};

const isPermission = (entry: Entry): boolean => !isSetupEntry(entry);

/**
 * Without a receipt: the assignments of the permission set that grant made for this integration.
 * @param whole what the definition asks for in every phase: what a grant may have put in
 * @throws OrgFailure SET_NOT_OURS_TO_REVOKE, SET_OF_ANOTHER
 */
const planByName = async (
  client: OrgClient,
  { requirements }: Needs,
  whole: RequirementSet,
  snapshot: AccessSnapshot,
  input: RevokeInput,
): Promise<RevokePlan> => {
  const name = input.permissionSet ?? requirements.permissionSet;
  const { deleteSet } = input;
  if (deleteSet) expectColumns(snapshot.schema);
  const byRules = namedByRules(requirements, snapshot.schema).filter((one) => !sameName(one.name, name));
  const users = snapshot.users.map(({ id, username }) => ({ id, username }));
  const [set, named] = await Promise.all([
    ownSetOf(client, { requirements }, snapshot.schema, input, byRules.length > 0),
    readNamedAssignments(client, users, byRules, requirements.integration),
  ]);
  const holds = set ? entriesIn(set) : [];
  // The fingerprint in the description is one of the permissions alone: of things of Setup each row tells by itself.
  const beyond = !set
    ? []
    : [
        ...(isIntact(set.description, holds)
          ? []
          : beyondDefinition(holds.filter(isPermission), whole, snapshot, directNeedsIn([]))),
        ...rowsBeyond(set.setup ?? [], whole, snapshot),
      ];
  return withoutReceipt(name, set, new Set(snapshot.users.map(({ id }) => id)), deleteSet, beyond, named);
};

/** What the definition asks for in daily use and in these phases. @throws DefinitionMistake */
const needsIn = (
  { integration, authentication, filling }: RevokeInput,
  some: readonly Phase[],
): Promise<NamedRequirements> =>
  requirementsOf(integration ?? '', authentication, { ...parametersOf(filling), phases: some });

/**
 * What the definition asks for with and without the phases that are over, over the objects of this org.
 * @throws DefinitionMistake, OrgFailure
 */
const needsOfPhases = async (
  client: OrgClient,
  input: RevokeInput,
  whole: NamedRequirements,
  over: readonly Phase[],
): Promise<PhaseNeeds> => {
  const remaining = phases.filter((phase) => !over.includes(phase));
  const named = await Promise.all(
    [remaining, [], over, ...remaining.map((phase) => [phase])].map((some) => needsIn(input, some)),
  );
  const all = (await overObjectsOf(client, [whole, ...named])).map(({ requirements }) => requirements);
  const [wholeNeeds = whole.requirements, kept = wholeNeeds, daily = kept, overNeeds = wholeNeeds, ...others] = all;
  return {
    whole: wholeNeeds,
    kept,
    daily,
    over: overNeeds,
    others: remaining.flatMap((phase, i) => {
      const needs = others[i];
      return needs ? [{ phase, needs }] : [];
    }),
  };
};

/** The permission set of the definition, made by grant; null where there is none. @throws OrgFailure SET_NOT_OURS_TO_REVOKE, SET_OF_ANOTHER */
const ownSetOf = async (
  client: OrgClient,
  { requirements }: Pick<NamedRequirements, 'requirements'>,
  schema: OrgSchema,
  { permissionSet, deleteSet }: RevokeInput,
  withDates = false,
): Promise<StandingSet | null> => {
  const name = permissionSet ?? requirements.permissionSet;
  const set = await readStandingSet(client, { name }, schema, withDates, deleteSet);
  if (!set) await refuseIfElsewhere(client, name, requirements.integration, permissionSet !== undefined);
  const mark = set && markOf(set.description);
  if (set && !mark) throw new OrgFailure('SET_NOT_OURS_TO_REVOKE', [set.name]);
  if (set && mark && mark.integration !== requirements.integration)
    throw new OrgFailure('SET_OF_ANOTHER', [set.name, mark.integration]);
  return set;
};

/** Whether rules name a license to be assigned. */
const namesLicense = ({ requirements }: RequirementSet): boolean =>
  everyWanted(requirements).some(({ need }) => {
    const assigned = kindOf(need).assigned?.(need);
    return assigned !== undefined && 'license' in assigned;
  });

/**
 * Where the phase needs apps, classes or custom permissions, those of the set have to be seen.
 * @throws OrgFailure REFUSED
 */
const expectSetup = (set: StandingSet | null, { requirements }: RequirementSet): void => {
  const unread = set?.further?.known === false ? set.further.gap : null;
  if (unread?.part === 'SetupEntityAccess' && namedEntriesIn(requirements).some(isSetupEntry))
    throw new OrgFailure('REFUSED', [unread.part, unread.detail]);
};

/** Of phases that are over: what the set holds for them alone. Nobody loses the set. @throws DefinitionMistake, OrgFailure */
const planOfPhases = async (
  client: OrgClient,
  needs: Needs,
  input: RevokeInput,
  over: readonly Phase[],
): Promise<Pick<PlannedRevoke, 'plan' | 'snapshot'> & Pick<AccessReading, 'runner'>> => {
  const whole = await needsIn(input, phases);
  const { snapshot, runner } = await readNow(client, { ...whole, fromDefinition: true }, input.users);
  expectSeen(client, snapshot);
  expectColumns(snapshot.schema);
  const byRules = namedByRules(whole.requirements, snapshot.schema);
  const users = snapshot.users.map(({ id, username }) => ({ id, username }));
  const [set, phaseNeeds, named, licenses] = await Promise.all([
    ownSetOf(client, needs, snapshot.schema, { ...input, deleteSet: true }, true),
    needsOfPhases(client, input, whole, over),
    readNamedAssignments(client, users, byRules, needs.requirements.integration),
    namesLicense(whole.requirements)
      ? readLicenses(
          client,
          users.map(({ id }) => id),
        ).then((all) => withDates(client, all))
      : [],
  ]);
  expectSetup(set, phaseNeeds.over);
  const { edges, unread } = set ? await readDependencies(client, entriesIn(set)) : { edges: [], unread: null };
  const plan = ofPhase(
    input.permissionSet ?? needs.requirements.permissionSet,
    set,
    new Set(snapshot.users.map(({ id }) => id)),
    phaseNeeds,
    snapshot,
    directNeedsIn(edges),
    {
      named,
      licenses: licenses.flatMap((license) => {
        const user = users.find(({ id }) => sameId(id, license.userId));
        return user ? [{ ...license, username: user.username }] : [];
      }),
    },
  );
  // That nothing which stays rests on what goes would be a guess.
  if (unread && actionOf(plan, 'removeEntries'))
    throw new OrgFailure('DEPENDENCIES_UNREAD', [unread.part, unread.detail || unread.code, plan.name]);
  return { plan, snapshot, runner };
};

/** What a set holds is seen by whoever may see the setup. @throws OrgFailure REVOKE_NEEDS_VIEW_SETUP */
const expectSeen = (client: OrgClient, { users }: AccessSnapshot): void => {
  if (users.some(({ evidence }) => evidence.mode === 'self'))
    throw new OrgFailure('REVOKE_NEEDS_VIEW_SETUP', [client.username]);
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
  const over = input.filling?.phases ?? [];
  const users = receipt ? await usersOf(client, receipt) : [];
  const usernames = receipt ? users.map(({ username }) => username) : input.users;
  const planned = ({ plan, snapshot, runner }: Awaited<ReturnType<typeof planOfPhases>>): PlannedRevoke => ({
    plan,
    runnerLacks: runnerLacks(runner, needsOf(plan)),
    client,
    snapshot,
    usernames,
    needs,
    before: evaluated(needs, snapshot),
    expected: evaluated(needs, snapshotWithout(snapshot, plan)),
  });
  if (over.length > 0 && !receipt) return planned(await planOfPhases(client, needs, input, over));
  // Before a set goes as a whole, what was granted for a phase has to be told from what others have put in.
  const whole = input.deleteSet && !receipt ? await needsIn(input, phases) : needs;
  const { snapshot, runner } = await readNow(client, { ...needs, ...whole }, usernames);
  expectSeen(client, snapshot);
  const plan = receipt
    ? await planByReceipt(client, receipt, users, snapshot.schema, input)
    : await planByName(client, needs, whole.requirements, snapshot, input);
  return planned({ plan, snapshot, runner });
};
