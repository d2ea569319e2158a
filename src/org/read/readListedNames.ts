/** The names that an org shows of profiles, user licenses, permission set licenses and packages: there are few of each. */
import type { ListedNames, Reading } from '../../access/snapshot.js';
import { gap, mapReading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import type { OrgClient } from '../orgClient.js';
import { keys } from '../query.js';
import { text } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { runnerHolds, runnerIn, runnerQueryOf } from './runner.js';

/** Each list, and the user permission without which some of it may be hidden: of profiles all but the runner's own (fact J6). */
const lists = {
  profiles: { from: 'Profile', column: 'Name', needs: 'ViewAllProfiles' },
  userLicenses: { from: 'UserLicense', column: 'Name', needs: 'ViewSetup' },
  permissionSetLicenses: { from: 'PermissionSetLicense', column: 'DeveloperName', needs: 'ViewSetup' },
  packages: { from: 'PackageLicense', column: 'NamespacePrefix', needs: 'ViewSetup' },
} as const;

const listQuery = ({ from, column }: (typeof lists)[keyof typeof lists]) =>
  ({ api: 'data', from, columns: keys(column), where: [] }) as const;

/**
 * Reads them, and whether the runner sees all of them, in one call, and one more at the same time for packages.
 * @param packages whether somebody asks for packages
 * @throws OrgFailure
 */
export const readListedNames = async (client: OrgClient, packages: boolean): Promise<ListedNames> => {
  const { profiles, userLicenses, permissionSetLicenses } = lists;
  const ofPackages = packages ? readQueries(client, [listQuery(lists.packages)]) : Promise.resolve([]);
  // Each permission by a query of its own: an org without the one still tells of the other.
  const [[ofProfiles, ofLicenses, ofSetLicenses, seesProfiles, seesSetup], [installed]] = await Promise.all([
    readQueries(client, [
      listQuery(profiles),
      listQuery(userLicenses),
      listQuery(permissionSetLicenses),
      runnerQueryOf([profiles.needs]),
      runnerQueryOf([userLicenses.needs]),
    ]),
    ofPackages,
  ]);
  const shown = (
    { from, column, needs }: (typeof lists)[keyof typeof lists],
    answer: Reading<Answer> | undefined,
    sees: Reading<Answer> | undefined,
  ): ListedNames['profiles'] => {
    if (answer === undefined) return gap('NOT_ANSWERED', from, '');
    const seesAll = sees !== undefined && runnerHolds(runnerIn(sees, [needs]), needs) === true;
    return mapReading(wholeRows(answer), (rows) => ({
      names: new Map(rows.map((row) => [keyOf(text(row, column)), text(row, column)])),
      hidden: seesAll ? null : gap('NOT_AUTHORISED', from, needs).gap,
    }));
  };
  return {
    profiles: shown(profiles, ofProfiles, seesProfiles),
    userLicenses: shown(userLicenses, ofLicenses, seesSetup),
    permissionSetLicenses: shown(permissionSetLicenses, ofSetLicenses, seesSetup),
    packages: shown(lists.packages, installed, seesSetup),
  };
};
