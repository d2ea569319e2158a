/** The license that a permission set is tied to (fact A11). */
import { gap, known } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import type { SetLicense } from '../../grant/setLicense.js';
import type { OrgClient } from '../orgClient.js';
import { keys, numbers } from '../query.js';
import type { ValueColumn } from '../query.js';
import { numberOrNull, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { readRows } from './readQueries.js';

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

/**
 * Reads which license a permission set is tied to; null for none. A gap where the org does not tell: then the assignment
 * may be refused, and nobody can say so before.
 * @throws OrgFailure when the connection breaks
 */
export const readSetLicense = async (client: OrgClient, setId: string): Promise<Reading<SetLicense | null>> => {
  const rows = await readRows(client, {
    api: 'data',
    from: 'PermissionSet',
    columns: keys('Id', 'LicenseId'),
    where: [{ column: 'Id', is: setId }],
  });
  if (!rows.known) return rows;
  const [set] = rows.value;
  const id = set ? textOrNull(set, 'LicenseId') : null;
  if (id === null) return known(null);
  const kind = kindOf(id);
  if (!kind) return gap('NOT_ANSWERED', 'PermissionSet', id);
  const licenseRows = (seats: readonly ValueColumn[]): Promise<Reading<readonly Row[]>> =>
    readRows(client, {
      api: 'data',
      from: kind.from,
      columns: [...keys('Id', kind.name), ...seats],
      where: [{ column: 'Id', is: id }],
    });
  const whole = await licenseRows(kind.kind === 'userLicense' ? [] : numbers('TotalLicenses', 'UsedLicenses'));
  // An org that refuses the seats may tell the name all the same.
  const licenses = whole.known ? whole : await licenseRows([]);
  if (!licenses.known) return licenses;
  const [license] = licenses.value;
  if (!license) return gap('NOT_ANSWERED', kind.from, id);
  const [total, used] = [numberOrNull(license, 'TotalLicenses'), numberOrNull(license, 'UsedLicenses')];
  const seats = total === null || used === null ? null : { total, used };
  return known({ kind: kind.kind, id, name: text(license, kind.name), seats });
};
