/** A permission set as it stands in the org, whole: of a grant what is handed over with it, of a revoke what can be taken. */
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { entryId } from './entry.js';
import type { Entry } from './entry.js';
import type { SetupAccess } from './setupAccess.js';
import type { SetupEntry } from './setupEntities.js';
import type { Reading } from './snapshot.js';

/** Somebody who has the permission set. */
export type Holder = { readonly userId: string; readonly username: string };

/** One assignment of the permission set. `assignedAt` is ISO 8601, null where the org does not say (fact A2). */
export type StandingAssignment = Holder & { readonly id: string; readonly assignedAt: string | null };

/** A permission set group that the set is part of, with those who have the group. */
export type StandingGroup = { readonly name: string; readonly holders: readonly Holder[] };

/** One row of ObjectPermissions. */
export type StandingObject = {
  readonly id: string;
  readonly sobject: string;
  readonly accesses: ReadonlySet<ObjectAccess>;
};

/** One row of FieldPermissions; `edit` includes `read`. */
export type StandingField = {
  readonly id: string;
  readonly sobject: string;
  /** Without the object. */
  readonly field: string;
  readonly access: FieldAccess;
};

/** One row of SetupEntityAccess for a thing that rules can ask for. */
export type StandingSetup = { readonly id: string; readonly entityId: string; readonly entry: SetupEntry };

/** A permission set as it stands in the org, with all that it holds and who has it. */
export type StandingSet = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** API names of the user permissions that are on, as the org spells them. */
  readonly userPermissions: readonly string[];
  readonly objects: readonly StandingObject[];
  readonly fields: readonly StandingField[];
  /** Apps, classes and custom permissions. Left out where they were not read. */
  readonly setup?: readonly StandingSetup[];
  /**
   * What else it holds beside permissions, of which no rule speaks and no grant writes: pages, flows, tabs (fact E12). A gap where
   * not all of it, or not all of `setup`, could be read. Left out where it was not read.
   */
  readonly further?: Reading<readonly SetupAccess[]>;
  readonly assignments: readonly StandingAssignment[];
  readonly groups: readonly StandingGroup[];
  /** ISO 8601; null where the org does not say. */
  readonly createdAt: string | null;
};

/** Everything that the set holds, sorted by id. */
export const entriesIn = ({
  userPermissions,
  objects,
  fields,
  setup = [],
}: Pick<StandingSet, 'userPermissions' | 'objects' | 'fields' | 'setup'>): Entry[] =>
  [
    ...userPermissions.map((name): Entry => ({ kind: 'userPermission', name })),
    ...objects.flatMap(({ sobject, accesses }) =>
      [...accesses].map((access): Entry => ({ kind: 'object', sobject, access })),
    ),
    ...fields.map(({ sobject, field, access }): Entry => ({ kind: 'field', sobject, field, access })),
    ...setup.map(({ entry }): Entry => entry),
  ]
    .map((entry) => ({ entry, id: entryId(entry) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ entry }) => entry);
