/** Seats of installed packages: who may use what a package brings. */
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { PackageSeat, Reading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { keys, numbers, texts } from '../query.js';
import type { Query } from '../query.js';
import { numberOrNull, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { toldBy } from './queryAnswer.js';
import type { Answer, RestsOn } from './queryAnswer.js';

/** The packages with these namespaces; one that is no managed package has no row. */
export const packageQuery = (namespaces: readonly string[]): Query => ({
  api: 'data',
  from: 'PackageLicense',
  columns: [
    ...keys('Id', 'NamespacePrefix'),
    ...texts('Status', 'ExpirationDate'),
    ...numbers('AllowedLicenses', 'UsedLicenses'),
  ],
  where: [{ column: 'NamespacePrefix', in: namespaces }],
});

/** The seats that these users have, of any package. */
export const seatQuery = (userIds: readonly string[]): Query => ({
  api: 'data',
  from: 'UserPackageLicense',
  columns: keys('PackageLicenseId', 'UserId'),
  where: [{ column: 'UserId', in: userIds }],
});

/** The seats that anybody has of the packages with these namespaces. */
export const seatsOfPackages = (namespaces: readonly string[]): Query => ({
  api: 'data',
  from: 'UserPackageLicense',
  columns: keys('PackageLicenseId', 'UserId'),
  where: [{ column: 'PackageLicense.NamespacePrefix', in: namespaces }],
});

/** Everything that a column tells decides whether the package can be used, but how many seats are taken. */
const parts: RestsOn<'used'> = new Map([['UsedLicenses', 'used']]);

/** Licensed for the whole org: nobody needs a seat. */
const wholeOrg = -1;

const hasEnded = (row: Row, now: number): boolean => {
  const ends = textOrNull(row, 'ExpirationDate');
  return keyOf(text(row, 'Status')) === 'expired' || (ends !== null && Date.parse(ends) <= now);
};

/** Keys of the namespaces that have a package, of those that were asked for. */
export const installedIn = (packageAnswer: Reading<Answer> | undefined): Reading<ReadonlySet<string>> =>
  mapReading(
    toldBy(packageAnswer ?? gap('NOT_ANSWERED', 'PackageLicense', ''), new Map<string, never>([])),
    ({ rows }) => new Set(rows.map((row) => keyOf(text(row, 'NamespacePrefix')))),
  );

/** What is known of the packages for one user, by the key of the namespace; without those that take no seat. */
export type PackagesOf = (userId: string) => ReadonlyMap<string, Reading<PackageSeat>>;

/**
 * What the answers to both queries tell.
 * @param namespaces that were asked for
 * @param now milliseconds since the epoch
 */
export const packagesIn = (
  namespaces: readonly string[],
  packageAnswer: Reading<Answer> | undefined,
  seatAnswer: Reading<Answer> | undefined,
  now: number,
): PackagesOf => {
  if (namespaces.length === 0) return () => new Map();
  const packages = toldBy(packageAnswer ?? gap('NOT_ANSWERED', 'PackageLicense', ''), parts);
  const seats = toldBy(seatAnswer ?? gap('NOT_ANSWERED', 'UserPackageLicense', ''), new Map<string, never>());
  if (!packages.known) return () => new Map(namespaces.map((namespace) => [keyOf(namespace), packages]));
  const held = mapReading(
    seats,
    ({ rows }) => new Set(rows.map((one) => `${text(one, 'UserId')} ${text(one, 'PackageLicenseId')}`)),
  );
  return (userId) =>
    new Map(
      packages.value.rows.flatMap((row): Array<[string, Reading<PackageSeat>]> => {
        const allowed = numberOrNull(row, 'AllowedLicenses') ?? 0;
        const ended = hasEnded(row, now);
        if (allowed === wholeOrg && !ended) return [];
        const namespace = text(row, 'NamespacePrefix');
        const numbersOf = { namespace, allowed, used: numberOrNull(row, 'UsedLicenses') ?? 0 };
        const seat: Reading<PackageSeat> = ended
          ? known({ state: 'expired', ...numbersOf })
          : mapReading(held, (all): PackageSeat => ({
              state: all.has(`${userId} ${text(row, 'Id')}`) ? 'held' : 'missing',
              ...numbersOf,
            }));
        return [[keyOf(namespace), seat]];
      }),
    );
};
