/** What the permission sets, groups, profiles and permission set licenses of an org are called. */
import type { Reading } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import { qualifiedName } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names } from '../query.js';
import { parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

/** API names and labels, each once, for who looks for one of them. */
const bothNames = (row: Row, name: string, label: string): string[] =>
  [
    qualifiedName({ name: text(row, name), namespace: textOrNull(row, 'NamespacePrefix') }),
    text(row, name),
    text(row, label),
  ].filter((one) => one !== '');

const rowsOf = (reading: Reading<readonly Row[]> | undefined): readonly Row[] =>
  reading?.known === true ? reading.value : [];

/**
 * Reads all of them, in one call.
 * @returns a gap where some could not be read; an org without groups has none (fact A7)
 * @throws OrgFailure
 */
export const readSourceNames = async (client: OrgClient): Promise<Reading<readonly string[]>> => {
  const answers = await readQueries(client, [
    {
      api: 'data',
      from: 'PermissionSet',
      columns: [...keys('Name', 'NamespacePrefix'), ...names('Label', 'Profile.Name')],
      where: [],
    },
    {
      api: 'data',
      from: 'PermissionSetGroup',
      columns: [...keys('DeveloperName', 'NamespacePrefix'), ...names('MasterLabel')],
      where: [],
    },
    {
      api: 'data',
      from: 'PermissionSetLicense',
      columns: [...keys('DeveloperName'), ...names('MasterLabel')],
      where: [],
    },
  ]);
  const [sets, groups, licenses] = answers.map(wholeRows);
  const [failed] = [sets, licenses].flatMap((one) => (one?.known === false ? [one] : []));
  if (failed) return failed;
  const hasNoGroups = groups?.known === false && groups.gap.detail.startsWith('INVALID_TYPE');
  if (groups?.known === false && !hasNoGroups) return groups;
  return known([
    ...new Set([
      ...rowsOf(sets).flatMap((row) => [...bothNames(row, 'Name', 'Label'), text(parent(row, 'Profile'), 'Name')]),
      ...rowsOf(groups).flatMap((row) => bothNames(row, 'DeveloperName', 'MasterLabel')),
      ...rowsOf(licenses).flatMap((row) => bothNames(row, 'DeveloperName', 'MasterLabel')),
    ]),
  ]);
};
