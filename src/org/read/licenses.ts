/** What user licenses and permission set licenses let their holder have at most (facts A15, A20). */
import type { Content, License } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { flags, keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { flag, text } from './answerRow.js';
import type { Row } from './answerRow.js';

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

/**
 * Ceilings of permission set licenses, which may not be assigned yet.
 * @param userPermissions that PermissionSetLicense has a ceiling column for
 */
export const ceilingQuery = (licenses: readonly string[], userPermissions: readonly string[]): Query => ({
  api: 'data',
  from: 'PermissionSetLicense',
  columns: [
    ...texts('Id'),
    ...keys('DeveloperName'),
    ...flags(...userPermissions.map((name) => `MaximumPermissions${name}`)),
  ],
  where: [{ column: 'DeveloperName', in: licenses }],
});

/**
 * Ceilings by key of the license's name.
 * @param userPermissions those that were asked for; null where the org does not tell which there are
 */
export const ceilingsIn = (
  rows: readonly Row[],
  userPermissions: readonly string[] | null,
): ReadonlyMap<string, Ceiling> =>
  new Map(
    rows.map((row) => [
      keyOf(text(row, 'DeveloperName')),
      {
        id: text(row, 'Id'),
        userPermissions:
          userPermissions &&
          new Set(userPermissions.filter((name) => flag(row, `MaximumPermissions${name}`)).map((name) => keyOf(name))),
      },
    ]),
  );

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
 * @param id empty where it is not known: then the ceiling may tell it
 * @param contents object permissions by the license that holds them; one without any did not tell its ceiling
 */
export const licenseWith = (
  { id, name, label }: { readonly id: string; readonly name: string; readonly label: string },
  contents: ReadonlyMap<string, Content>,
  ceilings: ReadonlyMap<string, Ceiling>,
): License => {
  const ceiling = ceilings.get(keyOf(name));
  return {
    id: id === '' ? (ceiling?.id ?? null) : id,
    name,
    label,
    objects: (id === '' ? undefined : contents.get(id)?.objects) ?? null,
    userPermissions: ceiling?.userPermissions ?? null,
  };
};
