/** The permission set, group, profile or user that is looked at, found by its name, as assignments of it. */
import { known } from '../../access/snapshot.js';
import type { PermissionSetName, Reading } from '../../access/snapshot.js';
import type { HoldingSource } from '../../generate/generateSource.js';
import { nearest } from '../../kinds/nearest.js';
import { keyOf, qualifiedName, sameName } from '../../platform/names.js';
import { Refusal } from '../../refusal.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { parent, text } from './answerRow.js';
import type { Row } from './answerRow.js';
import type { Assignment, Assignments, GroupComponent } from './assignments.js';
import type { FirstReading } from './firstCall.js';
import { readAllPermissionSetNames, readPermissionSetNames } from './permissionSetNames.js';
import { mustRead } from './readQueries.js';
import { findUsers } from './findUsers.js';

/** Whose permissions are wanted. */
export type HoldingsWanted =
  | { readonly kind: 'permissionSet' | 'profile'; readonly name: string }
  | { readonly kind: 'user'; readonly username: string };

/** The messages in which a source that is not there is told. */
export const bundle = 'integration.generate.definition';

/** What stands for the assignment of something that is looked at by itself. */
const unassigned = {
  userId: '',
  isSessionBased: false,
  expiresAt: null,
  isRevoked: false,
  isActive: null,
} as const;

const noDoubt: Omit<Assignments, 'all'> = { doubt: null, groupDoubt: null, statusUntold: null };

/** What is looked at, as assignments of it, and what its groups are made of. */
export type Looked = {
  readonly source: HoldingSource;
  readonly assignments: Assignments;
  readonly components: Reading<readonly GroupComponent[]>;
};

const one = (
  source: HoldingSource,
  assignment: Omit<Assignment, keyof typeof unassigned>,
  components: readonly GroupComponent[] = [],
): Looked => ({
  source,
  assignments: { all: [{ ...unassigned, ...assignment }], ...noDoubt },
  components: known(components),
});

const profilesQuery: Query = {
  api: 'data',
  from: 'PermissionSet',
  columns: [...keys('Id', 'Name', 'Profile.Name')],
  where: [{ column: 'IsOwnedByProfile', is: true }],
};

const lookAtProfile = async (client: OrgClient, wanted: string): Promise<Looked> => {
  const [rows = []] = await mustRead(client, [profilesQuery]);
  const nameOf = (row: Row): string => text(parent(row, 'Profile'), 'Name');
  const row = rows.find((each) => sameName(nameOf(each), wanted));
  if (row === undefined) {
    const near = nearest(
      wanted,
      rows.map(nameOf).filter((name) => name !== ''),
    );
    throw new Refusal(bundle, 'ProfileNotFound', [wanted, client.instanceUrl]).meaning(near);
  }
  const name = nameOf(row);
  return one(
    { type: 'Profile', name, label: name },
    {
      permissionSetId: text(row, 'Id'),
      set: {
        name: text(row, 'Name'),
        namespace: null,
        label: name,
        isOwnedByProfile: true,
        profile: name,
        licenseId: known(''),
      },
      group: null,
    },
  );
};

const where = (from: string, columns: Query['columns'], column: string, is: string): Query => ({
  api: 'data',
  from,
  columns,
  where: [{ column, is }],
});

/** Sets that may have been meant: those of this label, else those with the nearest names. */
const nearSets = (wanted: string, all: readonly PermissionSetName[]): string[] => {
  const labeled = all.filter(({ label }) => sameName(label, wanted)).map(qualifiedName);
  return labeled.length > 0 ? labeled : nearest(wanted, all.map(qualifiedName));
};

const lookAtSet = async (client: OrgClient, wanted: string): Promise<Looked> => {
  const found = await readPermissionSetNames(client, [wanted]);
  if (!found.known) throw new OrgFailure('REFUSED', [found.gap.part, found.gap.detail]);
  const set = found.value.get(keyOf(wanted));
  if (set === undefined) {
    const near = nearSets(wanted, await readAllPermissionSetNames(client));
    throw new Refusal(bundle, 'PermissionSetNotFound', [wanted, client.instanceUrl]).meaning(near);
  }
  const { name, namespace, label, id } = set;
  const source: HoldingSource = { type: set.type, name: qualifiedName(set), label };
  const named = { name, namespace, label, isOwnedByProfile: false, profile: null, licenseId: known('') };
  if (set.type === 'PermissionSet') return one(source, { permissionSetId: id, set: named, group: null });
  const [groups = [], sums = [], components = []] = await mustRead(client, [
    where('PermissionSetGroup', [...keys('Id'), ...texts('Status')], 'Id', id),
    where('PermissionSet', keys('Id'), 'PermissionSetGroupId', id),
    where('PermissionSetGroupComponent', keys('PermissionSetGroupId', 'PermissionSetId'), 'PermissionSetGroupId', id),
  ]);
  const [group = {}] = groups;
  const [sum = {}] = sums;
  return one(
    source,
    {
      permissionSetId: text(sum, 'Id'),
      set: named,
      group: { id, name, namespace, label, status: text(group, 'Status') || null },
    },
    components.map((row) => ({ groupId: id, permissionSetId: text(row, 'PermissionSetId') })),
  );
};

const lookAtUser = async (client: OrgClient, first: FirstReading, username: string): Promise<Looked> => {
  const [user] = await findUsers(client, [{ username, unnamed: false }], first.users, []);
  if (user === undefined) throw new OrgFailure('USER_NOT_FOUND', [username, client.instanceUrl]);
  const { assignments } = first;
  if (!assignments.known) throw new OrgFailure('REFUSED', [assignments.gap.part, assignments.gap.detail]);
  return {
    source: { type: 'User', name: user.username, label: user.name },
    assignments: { ...assignments.value, all: assignments.value.all.filter(({ userId }) => userId === user.id) },
    components: first.components,
  };
};

/** Finds what is wanted. @throws OrgFailure; Refusal where the org has no such source */
export const lookAt = (client: OrgClient, wanted: HoldingsWanted, first: FirstReading): Promise<Looked> =>
  wanted.kind === 'user'
    ? lookAtUser(client, first, wanted.username)
    : (wanted.kind === 'profile' ? lookAtProfile : lookAtSet)(client, wanted.name);
