/** Permission sets and groups that rules name: a grant assigns them as they are, and never changes them. */
import { setOfEntries } from '../access/sourceGiving.js';
import { emptyContent } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { SetupAccess } from '../access/setupAccess.js';
import { known } from '../access/snapshot.js';
import type { AccessSource, InspectedUser, PermissionSetName, Reading } from '../access/snapshot.js';
import { sameId } from '../platform/sameId.js';
import { keyOf, qualifiedName, sameName } from '../platform/names.js';
import type { Plan } from './grantPlan.js';
import type { SetLicense } from './setLicense.js';

/** One of them, with everything that somebody gets with it. */
export type NamedSet = PermissionSetName & {
  /** What a grant made of it, by the mark in its description: the set itself, or sets of the group. */
  readonly made: ReadonlyArray<{ readonly set: string; readonly integration: string }>;
  /** It grants only while a session has activated it (fact A9). */
  readonly needsSession: boolean;
  /** Of a group: what it gives is being calculated anew, and is not known before that has ended (fact A6). */
  readonly isRecalculating: boolean;
  /** What a group is made of. */
  readonly members: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  /** The licenses that it, or the sets of the group, are tied to (fact A11). */
  readonly licenses: readonly SetLicense[];
  /** All permissions that come with it, of a group without what is muted there (fact A5). */
  readonly holds: readonly Entry[];
  /** What comes with it beside permissions. */
  readonly setupAccess: readonly SetupAccess[];
};

/** Those that were read, by the key of their qualified name. */
export type NamedSets = ReadonlyMap<string, Reading<NamedSet>>;

/** The set as an assignment in force gives it. */
const sourceOf = ({ type, name, namespace, label, members, holds }: NamedSet): AccessSource => ({
  ...setOfEntries(holds),
  ...{ type, name, namespace, label },
  members: members.map((member) => ({ ...member, content: emptyContent })),
});

/** The user with one of them assigned. */
export const withNamedSet = (user: InspectedUser, set: NamedSet): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known) return user;
  return { ...user, evidence: { ...evidence, sources: known([...evidence.sources.value, sourceOf(set)]) } };
};

/** Whether a user is shown to have one of them assigned, not as a part of a group; null where that is not known. */
export const hasNamedSet = (
  { evidence }: Pick<InspectedUser, 'evidence'>,
  { type, name, namespace }: Pick<PermissionSetName, 'type' | 'name' | 'namespace'>,
): boolean | null =>
  evidence.mode === 'admin' && evidence.sources.known
    ? evidence.sources.value.some(
        (source) => source.type === type && sameName(qualifiedName(source), qualifiedName({ name, namespace })),
      )
    : null;

/** What a grant made of it for another integration: it is for that one alone. Null where there is nothing such. */
export const ofAnother = ({ made }: NamedSet, integration: string): NamedSet['made'][number] | null =>
  made.find((one) => one.integration !== integration) ?? null;

/** Whether it is a group with the permission set of the grant itself: who has the group gets what is added to that. */
export const holdsOwnSet = (
  { members }: NamedSet,
  { permissionSet: { existing } }: Pick<Plan, 'permissionSet'>,
): boolean => existing !== null && members.some(({ id }) => sameId(id, existing.id));

/** The form in which they are compared. */
export const namedSetKey = (set: PermissionSetName): string => keyOf(qualifiedName(set));

/** The ids of the licenses that these are tied to, by the key of the name. */
export const licenseIdsOfNamed = (sets: readonly NamedSet[]): ReadonlyMap<string, string> =>
  new Map(sets.flatMap(({ licenses }) => licenses.map(({ name, id }) => [keyOf(name), id] as const)));
