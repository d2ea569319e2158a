/** The license that a permission set is tied to (fact A11). */
import { gap, known } from '../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import type { SetLicense } from '../../grant/setLicense.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, numbers } from '../query.js';
import type { Query, ValueColumn } from '../query.js';
import { hasColumn, numberOrNull, text, textOrNull } from './answerRow.js';
import { licenseObjectsIn } from './licenseObjects.js';
import { ceilingsIn, licenseAlone, licenseParts, maximum } from './licenses.js';
import { objectRowsQuery } from './permissionSetRows.js';
import { toldBy } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { orFewer, readQueries, readRows } from './readQueries.js';

/**
 * What kind of license an id is of, by its key prefix: the relationship of LicenseId is not polymorphic in describe, and
 * comes back null (facts A11, M8).
 */
const kinds = {
  '100': { kind: 'userLicense', from: 'UserLicense', name: 'Name' },
  '0PL': { kind: 'permissionSetLicense', from: 'PermissionSetLicense', name: 'DeveloperName' },
} as const;

const kindOf = (id: string): (typeof kinds)[keyof typeof kinds] | undefined =>
  Object.entries(kinds).find(([prefix]) => id.startsWith(prefix))?.[1];

type Kind = NonNullable<ReturnType<typeof kindOf>>;

/** The license with its seats and what it allows of user permissions; with less where the org refuses a column. */
const licenseAnswer = async (
  client: OrgClient,
  { kind, from, name }: Kind,
  id: string,
  maximums: readonly string[],
): Promise<Reading<Answer> | undefined> => {
  const query = (more: readonly ValueColumn[]): Query => ({
    api: 'data',
    from,
    columns: [...keys('Id', name), ...more],
    where: [{ column: 'Id', is: id }],
  });
  const seats = numbers('TotalLicenses', 'UsedLicenses');
  const ceilings = flags(...maximums);
  const fewer = kind === 'userLicense' ? [[]] : [[...seats, ...ceilings], ceilings, seats, []];
  const [fullest = [], ...others] = fewer;
  const [answer] = await readQueries(client, [query(fullest)]);
  return orFewer(client, answer, others.map(query));
};

/**
 * Reads a license that a permission set is tied to, and what it allows. A gap where the org does not tell.
 * @throws OrgFailure when the connection breaks
 */
export const readLicense = async (
  client: OrgClient,
  id: string,
  schema: Pick<OrgSchema, 'licenseCeilingColumns' | 'objectAccessColumns'>,
  now: number,
): Promise<Reading<SetLicense>> => {
  const kind = kindOf(id);
  if (!kind) return gap('NOT_ANSWERED', 'PermissionSet', id);
  const { licenseCeilingColumns: columns } = schema;
  const permissions = columns.known ? [...columns.value.values()].map(({ name }) => name) : [];
  const [answer, objectRows] = await Promise.all([
    licenseAnswer(client, kind, id, permissions.map(maximum)),
    readQueries(client, [objectRowsQuery({ parentIds: [id], withIds: false }, schema.objectAccessColumns)]),
  ]);
  if (!answer) return gap('NOT_ANSWERED', kind.from, id);
  const told = toldBy(answer, licenseParts(permissions));
  if (!told.known) return told;
  const [license] = told.value.rows;
  if (!license) return gap('NOT_ANSWERED', kind.from, id);
  const [total, used] = [numberOrNull(license, 'TotalLicenses'), numberOrNull(license, 'UsedLicenses')];
  const seats = total === null || used === null ? null : { total, used };
  const name = text(license, kind.name);
  const hasCeilings =
    kind.kind === 'permissionSetLicense' && permissions.some((one) => hasColumn(license, maximum(one)));
  const allows = licenseAlone(
    { id, name },
    hasCeilings ? ceilingsIn(answer, permissions, now) : null,
    licenseObjectsIn({ sobjects: [] }, objectRows),
  );
  return known({ kind: kind.kind, id, name, seats, allows });
};

/**
 * Reads which license a permission set is tied to, and what that allows; null for none. A gap where the org does not tell:
 * then the assignment may be refused, and nobody can say so before.
 * @throws OrgFailure when the connection breaks
 */
export const readSetLicense = async (
  client: OrgClient,
  setId: string,
  schema: Pick<OrgSchema, 'licenseCeilingColumns' | 'objectAccessColumns'>,
  now: number,
): Promise<Reading<SetLicense | null>> => {
  const rows = await readRows(client, {
    api: 'data',
    from: 'PermissionSet',
    columns: keys('Id', 'LicenseId'),
    where: [{ column: 'Id', is: setId }],
  });
  if (!rows.known) return rows;
  const [set] = rows.value;
  const id = set ? textOrNull(set, 'LicenseId') : null;
  return id === null ? known(null) : readLicense(client, id, schema, now);
};
