/** What user licenses and permission set licenses let their holder have at most (facts A15, A20). */
import { gap, known, lackedIn, mapReading } from '../../access/snapshot.js';
import type {
  Content,
  Gap,
  License,
  LicenseForce,
  LicenseObjects,
  LicenseStanding,
  Reading,
} from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { flags, keys, names, numbers, texts } from '../query.js';
import type { Query, ValueColumn } from '../query.js';
import { flag, hasColumn, numberOrNull, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { partOf, toldBy } from './queryAnswer.js';
import type { Answer, RestsOn, Told } from './queryAnswer.js';

/** User licenses of which only the id is known (fact J6). */
export const licenseNameQuery = (ids: readonly string[]): Query => ({
  api: 'data',
  from: 'UserLicense',
  columns: keys('Id', 'Name'),
  where: [{ column: 'Id', in: ids }],
});

/** Names of user licenses by id. */
export const licenseNamesIn = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(rows.map((row) => [text(row, 'Id'), text(row, 'Name')]));

/** The permission set licenses of the org, by their ids alone. */
export const licenseIdQuery: Query = { api: 'data', from: 'PermissionSetLicense', columns: keys('Id'), where: [] };

/** The ids that it tells. */
export const licenseIdsIn = (answer: Reading<Answer>): Reading<readonly string[]> =>
  mapReading(answer, ({ rows }) => rows.map((row) => text(row, 'Id')));

/** What a permission set license allows at most, and whether it can be used. */
export type Ceiling = {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly standing: LicenseStanding;
  /** Keys of user permissions, of those that were asked for; null where the org does not tell. */
  readonly userPermissions: ReadonlySet<string> | null;
};

/** Ceilings by key of the license's name, and the user permissions of which an answer did not tell whether they are allowed. */
export type Ceilings = {
  readonly byName: ReadonlyMap<string, Ceiling>;
  readonly untold: ReadonlyMap<string, Gap>;
  /** Whether the licenses of the org were told at all. */
  readonly told: Reading<true>;
};

/** The column that tells whether a license allows a user permission. */
export const maximum = (name: string): string => `MaximumPermissions${name}`;

/**
 * All permission set licenses of the org, assigned or not, with their seats and ceilings; then queries to fall back on
 * where the org refuses a column, fuller ones first.
 * @param userPermissions that PermissionSetLicense has a ceiling column for
 */
export const licenseQueries = (userPermissions: readonly string[]): [Query, ...Query[]] => {
  const query = (standing: readonly ValueColumn[]): Query => ({
    api: 'data',
    from: 'PermissionSetLicense',
    columns: [
      ...keys('Id', 'DeveloperName'),
      ...names('MasterLabel'),
      ...standing,
      ...flags(...userPermissions.map(maximum)),
    ],
    where: [],
  });
  const [status, ends] = [texts('Status'), texts('ExpirationDate')];
  const seats = numbers('TotalLicenses', 'UsedLicenses');
  return [
    query([...status, ...ends, ...seats]),
    query([...status, ...ends]),
    query([...status, ...seats]),
    query([...ends, ...seats]),
    query([]),
  ];
};

/** Parts of an answer that are no keys of user permissions. */
const [forcePart, seatsPart] = ['(force)', '(seats)'] as const;

/** What rests on these columns: whether each user permission is allowed, by its key, on its own. */
export const licenseParts = (userPermissions: readonly string[]): RestsOn<string> =>
  new Map([
    ...userPermissions.map((name) => [maximum(name), keyOf(name)] as const),
    ['Status', forcePart],
    ['ExpirationDate', forcePart],
    ['TotalLicenses', seatsPart],
    ['UsedLicenses', seatsPart],
  ]);

/** Why a column is not told: the org refused it, so that the answer has none. */
const refused = (row: Row, ...columns: readonly string[]): Gap | undefined => {
  const missing = columns.find((column) => !hasColumn(row, column));
  return missing === undefined ? undefined : gap('NOT_AUTHORISED', 'PermissionSetLicense', missing).gap;
};

const day = 86_400_000;

/** A license can be used until its last day is over. @param now milliseconds since the epoch */
const forceOf = (row: Row, now: number): LicenseForce => {
  if (text(row, 'Status').toLowerCase() === 'disabled') return 'disabled';
  const last = textOrNull(row, 'ExpirationDate');
  return last !== null && Date.parse(last) + day <= now ? 'expired' : 'inForce';
};

const standingOf = (row: Row, told: Told<string>, now: number): LicenseStanding => {
  const [total, used] = [numberOrNull(row, 'TotalLicenses'), numberOrNull(row, 'UsedLicenses')];
  const noForce = refused(row, 'Status', 'ExpirationDate');
  const noSeats = refused(row, 'TotalLicenses', 'UsedLicenses');
  const force = partOf(told, forcePart, forceOf(row, now));
  const seats = partOf(told, seatsPart, { total: total ?? 0, used: used ?? 0 });
  return {
    // Told as disabled it is, whatever else was refused.
    force: force.known && noForce && force.value === 'inForce' ? { known: false, gap: noForce } : force,
    seats:
      seats.known && (total === null || used === null)
        ? { known: false, gap: noSeats ?? gap('NOT_ANSWERED', 'PermissionSetLicense', 'TotalLicenses').gap }
        : seats,
  };
};

/**
 * The ceilings that an answer tells. An org that refuses to tell them knows no limit (fact A20); an answer that lacks
 * something leaves unknown what it lacks, all of it where nobody can say whose ceiling is whose.
 * @param userPermissions those that were asked for; null where the org does not tell which there are
 * @param now milliseconds since the epoch
 */
export const ceilingsIn = (
  answer: Reading<Answer> | undefined,
  userPermissions: readonly string[] | null,
  now: number,
): Ceilings => {
  const none: Ceilings = {
    byName: new Map(),
    untold: new Map(),
    told: answer?.known === false ? answer : gap('NOT_ANSWERED', 'PermissionSetLicense', ''),
  };
  if (!answer) return none;
  const told = toldBy(answer, licenseParts(userPermissions ?? []));
  if (!told.known)
    return lackedIn(told)
      ? { ...none, told, untold: new Map((userPermissions ?? []).map((name) => [keyOf(name), told.gap])) }
      : none;
  const { rows } = told.value;
  const untold = new Map([...told.value.untold].filter(([part]) => part !== forcePart && part !== seatsPart));
  const ceilingOf = (row: Row): Ceiling => ({
    id: text(row, 'Id'),
    name: text(row, 'DeveloperName'),
    label: text(row, 'MasterLabel') || text(row, 'DeveloperName'),
    standing: standingOf(row, told.value, now),
    userPermissions:
      userPermissions && new Set(userPermissions.filter((name) => flag(row, maximum(name))).map((name) => keyOf(name))),
  });
  return {
    byName: new Map(rows.map((row) => [keyOf(text(row, 'DeveloperName')), ceilingOf(row)])),
    untold,
    told: known(true),
  };
};

const unread = (lacked: Gap): { known: false; gap: Gap } => ({ known: false, gap: lacked });

/** A license of which nothing but its name is known. */
export const licenseByName = (name: string, label: string): License => ({
  id: null,
  name,
  label,
  objects: null,
  userPermissions: null,
});

/**
 * A license with its ceilings.
 * @param id as a reading: a gap where an answer lacked it; empty where there is none, then the ceiling may tell it
 * @param contents object permissions by the license that holds them; one without any did not tell its ceiling
 */
export const licenseWith = (
  { id, name, label }: { readonly id: Reading<string>; readonly name: string; readonly label: string },
  contents: ReadonlyMap<string, Content>,
  { byName, untold, told }: Ceilings,
): License => {
  const ceiling = byName.get(keyOf(name));
  const nobodyKnows = lackedIn(told);
  const own = id.known ? id.value : '';
  const lacked = lackedIn(id);
  return {
    id: own === '' ? (ceiling?.id ?? null) : own,
    name,
    label,
    objects: (own === '' ? undefined : contents.get(own)?.objects) ?? null,
    userPermissions: ceiling?.userPermissions ?? null,
    ...(ceiling ? { standing: ceiling.standing } : {}),
    ...(nobodyKnows ? { standing: { force: unread(nobodyKnows), seats: unread(nobodyKnows) } } : {}),
    ...(untold.size === 0 && !lacked
      ? {}
      : { untold: { userPermissions: untold, ...(lacked ? { objects: lacked } : {}) } }),
  };
};

/** Every permission set license that the answer told, with what each allows. */
export const orgLicensesIn = (
  contents: ReadonlyMap<string, Content>,
  ceilings: Ceilings,
  lookedUp: LicenseObjects | undefined,
): Reading<readonly License[]> =>
  mapReading(ceilings.told, () =>
    [...ceilings.byName.values()].map(({ id, name, label }) =>
      withObjects(licenseWith({ id: known(id), name, label }, contents, ceilings), lookedUp),
    ),
  );

/** The license with the objects that were looked up beside those that were read with the permission sets. */
export const withObjects = (license: License, lookedUp: LicenseObjects | undefined): License => {
  const more = license.id === null ? undefined : lookedUp?.byLicense.get(license.id);
  const lacked = lookedUp?.untold;
  return {
    ...license,
    objects: more || license.objects ? new Map([...(license.objects ?? []), ...(more ?? [])]) : null,
    ...(more && lookedUp && license.objects === null ? { onlyOf: lookedUp.sobjects } : {}),
    ...(lacked ? { untold: { userPermissions: new Map<string, Gap>(), ...license.untold, objects: lacked } } : {}),
  };
};

/**
 * A license by itself, all of whose object rows were read.
 * @param ceilings null where the org does not tell which user permissions it allows
 */
export const licenseAlone = (
  { id, name }: { readonly id: string; readonly name: string },
  ceilings: Ceilings | null,
  { byLicense, untold }: LicenseObjects,
): License => {
  const ceiling = ceilings?.byName.get(keyOf(name));
  const permissions = ceilings?.untold ?? new Map<string, Gap>();
  return {
    id,
    name,
    label: ceiling?.label ?? name,
    objects: byLicense.get(id) ?? null,
    userPermissions: ceiling?.userPermissions ?? null,
    ...(permissions.size === 0 && !untold
      ? {}
      : { untold: { userPermissions: permissions, ...(untold ? { objects: untold } : {}) } }),
  };
};
