/** The way back by a receipt: exactly what that grant added. */
import { isSetupEntry } from '../access/setupEntities.js';
import type { OrgSchema } from '../access/snapshot.js';
import type { StandingSet } from '../access/standingSet.js';
import { markOf } from '../grant/ownership.js';
import type { Receipt } from '../grant/receipt.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import { readLicenses, readNamedAssignments, readUsers } from '../org/read/readStanding.js';
import type { NamedRef } from '../org/read/readStanding.js';
import { readStandingSet } from '../org/read/readStandingSet.js';
import { chosenOf, contradictionOf, isSetOf } from '../revoke/matchReceipt.js';
import { withReceipt } from '../revoke/planRevoke.js';
import { addedEntries, givenIn, recipientsOf } from '../revoke/receiptContents.js';
import type { RevokePlan } from '../revoke/revokePlan.js';
import type { Standing, StandingUser } from '../revoke/standing.js';
import { expectColumns, expectSetupRead } from './revokeReading.js';
import type { RevokeInput } from './revokeReading.js';

/** Everybody whom the grant was for and who is there, found by id, whatever they are called now. */
export const usersOf = (client: OrgClient, receipt: Receipt): Promise<StandingUser[]> => {
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
  if (addsSetup(receipt)) expectSetupRead(found.set);
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

/** With a receipt: exactly what that grant added. @throws OrgFailure */
export const planByReceipt = async (
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
