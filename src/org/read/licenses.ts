/** What user licenses and permission set licenses let their holder have at most (facts A15, A20). */
import { lackedIn } from '../../access/snapshot.js';
import type { Content, Gap, License, Reading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { flags, keys } from '../query.js';
import type { Query } from '../query.js';
import { flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { toldBy } from './queryAnswer.js';
import type { Answer, RestsOn } from './queryAnswer.js';

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

/** What a permission set license allows at most. */
export type Ceiling = {
  readonly id: string;
  /** Keys of user permissions, of those that were asked for; null where the org does not tell. */
  readonly userPermissions: ReadonlySet<string> | null;
};

/** Ceilings by key of the license's name, and the user permissions of which an answer did not tell whether they are allowed. */
export type Ceilings = {
  readonly byName: ReadonlyMap<string, Ceiling>;
  readonly untold: ReadonlyMap<string, Gap>;
};

const maximum = (name: string): string => `MaximumPermissions${name}`;

/**
 * Ceilings of permission set licenses, which may not be assigned yet.
 * @param userPermissions that PermissionSetLicense has a ceiling column for
 */
export const ceilingQuery = (licenses: readonly string[], userPermissions: readonly string[]): Query => ({
  api: 'data',
  from: 'PermissionSetLicense',
  columns: [...keys('Id', 'DeveloperName'), ...flags(...userPermissions.map(maximum))],
  where: [{ column: 'DeveloperName', in: licenses }],
});

/** What rests on these columns: whether each user permission is allowed, by its key, on its own. */
const ceilingParts = (userPermissions: readonly string[]): RestsOn<string> =>
  new Map(userPermissions.map((name) => [maximum(name), keyOf(name)]));

/**
 * The ceilings that an answer tells. An org that refuses to tell them knows no limit (fact A20); an answer that lacks
 * something leaves unknown what it lacks, all of it where nobody can say whose ceiling is whose.
 * @param userPermissions those that were asked for; null where the org does not tell which there are
 */
export const ceilingsIn = (
  answer: Reading<Answer> | undefined,
  userPermissions: readonly string[] | null,
): Ceilings => {
  const none: Ceilings = { byName: new Map(), untold: new Map() };
  if (!answer) return none;
  const told = toldBy(answer, ceilingParts(userPermissions ?? []));
  if (!told.known)
    return lackedIn(told)
      ? { ...none, untold: new Map((userPermissions ?? []).map((name) => [keyOf(name), told.gap])) }
      : none;
  const { rows, untold } = told.value;
  const ceilingOf = (row: Row): Ceiling => ({
    id: text(row, 'Id'),
    userPermissions:
      userPermissions && new Set(userPermissions.filter((name) => flag(row, maximum(name))).map((name) => keyOf(name))),
  });
  return { byName: new Map(rows.map((row) => [keyOf(text(row, 'DeveloperName')), ceilingOf(row)])), untold };
};

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
  { byName, untold }: Ceilings,
): License => {
  const ceiling = byName.get(keyOf(name));
  const own = id.known ? id.value : '';
  const lacked = lackedIn(id);
  return {
    id: own === '' ? (ceiling?.id ?? null) : own,
    name,
    label,
    objects: (own === '' ? undefined : contents.get(own)?.objects) ?? null,
    userPermissions: ceiling?.userPermissions ?? null,
    ...(untold.size === 0 && !lacked
      ? {}
      : { untold: { userPermissions: untold, ...(lacked ? { objects: lacked } : {}) } }),
  };
};
