/** Users who hold a permission set license that is not in force, or may not be: what it opened has no effect for them. */
import { gap, lackedIn } from '../../access/snapshot.js';
import type { Gap, OrgSchema, Reading } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { HeldLicenses } from '../../explain/whoHolds.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { ChildColumn } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { childrenOf } from './queryAnswer.js';
import { readAccess } from './readAccess.js';
import { readRows } from './readQueries.js';

/** The licenses of a user: null where all of them are in force, a gap where nobody can say. */
export type LicensesOf = (userId: string) => HeldLicenses | Gap | null;

/** Most users whose licenses are read one by one: of further ones that are like none of them nobody can say. */
const mostDifferent = 25;

const heldLicenses: ChildColumn = {
  children: 'PermissionSetLicenseAssignments',
  columns: keys('PermissionSetLicenseId'),
};

/** What decides whether something has an effect: the same for users of the same licenses. */
const keyOfLicenses = (row: Row): string => {
  const userLicense = text(parent(row, 'Profile'), 'UserLicenseId');
  const held = childrenOf('PermissionSetLicenseAssign', row, heldLicenses);
  if (userLicense === '' || !held.known) return text(row, 'Id');
  return [userLicense, ...held.value.map((child) => text(child, 'PermissionSetLicenseId')).sort()].join(' ');
};

const everybodys =
  (licenses: Gap | null): LicensesOf =>
  () =>
    licenses;

/**
 * Reads who holds one of these licenses, and of one user of each sort what all of them allow. Nothing is sent where all
 * licenses of the org are in force.
 * @param doubtful ids of the licenses in question
 * @param schema of the same run, which is not read again
 * @throws OrgFailure
 */
export const readDoubtfulLicenses = async (
  client: OrgClient,
  doubtful: Reading<readonly string[]>,
  scope: ReadingScope,
  schema: OrgSchema,
  now: number,
): Promise<LicensesOf> => {
  // An org that does not tell of its licenses knows no limit (fact A20); an answer that lacks something leaves it open.
  if (!doubtful.known) return everybodys(lackedIn(doubtful) ?? null);
  if (doubtful.value.length === 0) return everybodys(null);
  const rows = await readRows(client, {
    api: 'data',
    from: 'User',
    columns: [...keys('Id', 'Username'), ...texts('Profile.UserLicenseId'), heldLicenses],
    where: [
      {
        column: 'Id',
        inRowsOf: {
          api: 'data',
          from: 'PermissionSetLicenseAssign',
          columns: keys('AssigneeId'),
          where: [{ column: 'PermissionSetLicenseId', in: doubtful.value }],
        },
      },
    ],
  });
  if (!rows.known) return everybodys(rows.gap);
  if (rows.value.length === 0) return everybodys(null);
  const keyById = new Map(rows.value.map((row) => [text(row, 'Id'), keyOfLicenses(row)]));
  const oneOfEach = [...new Map(rows.value.map((row) => [keyOfLicenses(row), text(row, 'Username')])).values()];
  const { snapshot } = await readAccess(
    client,
    scope,
    oneOfEach.slice(0, mostDifferent).map((username) => ({ username, unnamed: false })),
    { now, withoutRows: 'NO_VIEW_SETUP', knownSchema: schema, withoutMissing: true },
  );
  const byKey = new Map(
    snapshot.users.map(({ id, license, permissionSetLicenses, orgLicenses }): [string, HeldLicenses] => [
      keyById.get(id) ?? id,
      { license, permissionSetLicenses, orgLicenses },
    ]),
  );
  return (userId) => {
    const key = keyById.get(userId);
    return key === undefined ? null : (byKey.get(key) ?? gap('NOT_ANSWERED', 'PermissionSetLicenseAssign', '').gap);
  };
};
