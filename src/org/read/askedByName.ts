/** What is asked of the schema by the names that rules have, in place of describes, and what the answers tell. */
import type { Reading, UserPermission } from '../../access/snapshot.js';
import { known } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import type { NamedInRules } from '../../kinds/namedInRules.js';
import { permissionsInRules, permissionsNeededInAll } from '../../platform/dependencyRules.js';
import { isNamePattern, keyOf } from '../../platform/names.js';
import { objectPermissionColumns } from '../../platform/objectPermissionColumns.js';
import type { OrgClient } from '../orgClient.js';
import { keys, names } from '../query.js';
import type { ChildColumn, Condition, Query } from '../query.js';
import { isApiName } from '../soql.js';
import { text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { batchRows } from './batches.js';
import type { OfferedObjects } from './describedSchema.js';
import { maximum } from './licenses.js';
import { childrenOf, wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';

/** Objects with a column for each user permission (facts D1, D2, A20), and how the columns are called. */
export const columnOwners = {
  PermissionSet: (name: string): string => `Permissions${name}`,
  Profile: (name: string): string => `Permissions${name}`,
  PermissionSetLicense: maximum,
} as const;
export type ColumnOwner = keyof typeof columnOwners;

/** The objects alone. */
export const owners = Object.keys(columnOwners) as ColumnOwner[];

/** A permission that each org has on permission sets, profiles and licenses: it is asked for whatever rules name. */
export const inEveryOrg = 'ViewSetup';

/**
 * Which columns of these user permissions there are, and which of object access: EntityParticle has whatever describe has
 * (fact C21).
 */
export const columnsQuery = ({ userPermissions }: Pick<ReadingScope, 'userPermissions'>): Query => {
  const wanted = [inEveryOrg, ...userPermissions].filter(isApiName);
  // What a muting set takes away may take along what needs it (facts D6, M4), so its columns are wanted too; none has to be there.
  const keysNeeded = new Set(wanted.flatMap((name) => permissionsNeededInAll(name)));
  const needed = permissionsInRules().filter((name) => keysNeeded.has(keyOf(name)));
  const columns = [
    ...owners.flatMap((owner) => wanted.map(columnOwners[owner])),
    ...needed.map(columnOwners.PermissionSet),
    ...Object.values(objectPermissionColumns),
  ];
  return {
    api: 'tooling',
    from: 'EntityParticle',
    columns: [...keys('EntityDefinitionId', 'QualifiedApiName'), ...names('Label')],
    where: [
      { column: 'EntityDefinition.QualifiedApiName', in: [...owners, 'ObjectPermissions'] },
      { column: 'QualifiedApiName', in: [...new Set(columns)] },
    ],
    limit: batchRows,
  };
};

/** A lookup stands there with or without its `Id` (fact X2). */
export const bothForms = (field: string): string[] => (/.Id$/i.test(field) ? [field, field.slice(0, -2)] : [field]);

/** Packages and licenses bring objects that no rule names. */
export const bringsObjects = ({
  namespaces,
  licensedObjects,
}: Pick<ReadingScope, 'namespaces' | 'licensedObjects'>): boolean => namespaces.length > 0 || licensedObjects;

/**
 * Which custom objects of packages the org has, in place of the describe of ObjectPermissions, which lists every object there is
 * (facts A23, B4, C22); null where none matters.
 */
export const packagedQuery = (scope: Pick<ReadingScope, 'namespaces' | 'licensedObjects'>): Query | null =>
  bringsObjects(scope)
    ? {
        api: 'tooling',
        from: 'EntityDefinition',
        columns: keys('QualifiedApiName'),
        where: [
          { column: 'QualifiedApiName', pattern: '*__*__c' },
          { column: 'IsCustomSetting', is: false },
        ],
        limit: batchRows,
      }
    : null;

/** What was told of what rules name. */
export type ToldByName = {
  readonly columns: readonly Row[];
  /** Custom objects of packages; null where nobody asked, or nobody can say whether these are all. */
  readonly packaged: ReadonlyMap<string, string> | null;
  /** Objects and fields of which the sets of the runner hold a row: those surely take permissions (fact B4). */
  readonly objects: ReadonlyMap<string, string>;
  readonly fields: ReadonlySet<string>;
  /** All objects that take permissions, where they were read before. */
  readonly offered: OfferedObjects | undefined;
};

/** Named fields, and all that begin like a pattern; one that begins with a star or nearly so could be anything. */
const fieldConditions = (fields: NamedInRules['fields']): Condition[] => {
  const plain = fields.filter(({ field }) => !isNamePattern(field));
  const listed = plain.flatMap((one) => bothForms(one.field).map((field) => `${one.sobject}.${field}`));
  const starts = fields
    .filter(({ field }) => field.indexOf('*') > 1)
    .map(({ sobject, field }) => `${sobject}.${field.slice(0, field.indexOf('*'))}`);
  return [
    ...(listed.length > 0 ? [{ column: 'Field', in: [...new Set(listed)] }] : []),
    ...[...new Set(starts)].map((start) => ({ column: 'Field', startsWith: start })),
  ];
};

const objectRows = (sobjects: readonly string[]): ChildColumn => ({
  children: 'ObjectPerms',
  columns: keys('SobjectType'),
  where: [{ column: 'SobjectType', in: sobjects }],
});

const fieldRows = (fields: NamedInRules['fields'], asked: readonly Condition[]): ChildColumn => ({
  children: 'FieldPerms',
  columns: keys('Field'),
  where: [{ column: 'SobjectType', in: [...new Set(fields.map(({ sobject }) => sobject))] }, { anyOf: asked }],
});

/**
 * Which of the named objects and fields the runner's own sets hold rows of: all in one query, for which the first call mostly
 * has room. Null where rules name none.
 */
export const ownRowsQuery = (
  { username }: Pick<OrgClient, 'username'>,
  { sobjects }: Pick<ReadingScope, 'sobjects'>,
  { fields }: Pick<NamedInRules, 'fields'>,
): Query | null => {
  const asked = fieldConditions(fields);
  const children = [
    ...(sobjects.length > 0 ? [objectRows(sobjects)] : []),
    ...(asked.length > 0 ? [fieldRows(fields, asked)] : []),
  ];
  if (children.length === 0) return null;
  return {
    api: 'data',
    from: 'PermissionSet',
    columns: [...keys('Id'), ...children],
    where: [
      {
        column: 'Id',
        inRowsOf: {
          api: 'data',
          from: 'PermissionSetAssignment',
          columns: keys('PermissionSetId'),
          where: [{ column: 'Assignee.Username', is: username }],
        },
      },
    ],
  };
};

/**
 * What the answers tell. A list that goes on behind its first page, or was refused, proves nothing.
 * @param columns the answer to `columnsQuery`
 * @param packaged the answer to `packagedQuery`
 * @param sets the answer to `ownRowsQuery`
 * @param offered the objects that take permissions, where they were read before
 */
export const toldByName = (
  { columns, packaged }: { readonly columns: Reading<Answer> | null; readonly packaged: Reading<Answer> | null },
  sets: Reading<readonly Row[]> | null,
  offered?: OfferedObjects,
): ToldByName => {
  const told = columns ? wholeRows(columns) : known([]);
  const ofPackages = packaged ? wholeRows(packaged) : null;
  const namesIn = (children: string, column: string): string[] =>
    (sets?.known ? sets.value : []).flatMap((set) => {
      const rows = childrenOf('PermissionSet', set, { children, columns: keys(column) });
      return rows.known ? rows.value.map((row) => text(row, column)) : [];
    });
  return {
    columns: told.known ? told.value : [],
    // A full answer could be a part of one.
    packaged:
      ofPackages?.known === true && ofPackages.value.length < batchRows
        ? new Map(ofPackages.value.map((row) => text(row, 'QualifiedApiName')).map((name) => [keyOf(name), name]))
        : null,
    objects: new Map(namesIn('ObjectPerms', 'SobjectType').map((name) => [keyOf(name), name])),
    fields: new Set(namesIn('FieldPerms', 'Field').map(keyOf)),
    offered,
  };
};

/** The user permissions of an object with their labels, as the rows of its columns tell them. */
export const permissionsOf = (owner: ColumnOwner, rows: readonly Row[]): Map<string, UserPermission> => {
  const prefix = columnOwners[owner]('');
  return new Map(
    rows
      .filter((row) => text(row, 'EntityDefinitionId') === owner && isApiName(text(row, 'QualifiedApiName')))
      .map((row) => {
        const name = text(row, 'QualifiedApiName').slice(prefix.length);
        return [keyOf(name), { name, label: text(row, 'Label') || name }] as const;
      }),
  );
};

/** The user permissions of those that were asked for that a permission set or a profile can hold, as far as that was told. */
export const permissionsTold = ({ columns }: ToldByName): ReadonlyMap<string, UserPermission> =>
  new Map([...permissionsOf('Profile', columns), ...permissionsOf('PermissionSet', columns)]);
