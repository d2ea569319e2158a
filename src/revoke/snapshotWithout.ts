import { contains, entryKey, parseEntry } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { AccessSnapshot, AccessSource, Content, InspectedUser } from '../access/snapshot.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import { fieldKey, keyOf, qualifiedName, sameName } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { actionOf } from './revokePlan.js';
import type { RevokePlan } from './revokePlan.js';
import type { TakeOut } from './takeOut.js';

/** What goes out of a set, by key. */
type Out = {
  readonly userPermissions: ReadonlySet<string>;
  readonly objects: ReadonlyMap<string, ReadonlySet<ObjectAccess>>;
  /** What is left of a field: nothing, or that it can be read. */
  readonly fields: ReadonlyMap<string, FieldAccess | null>;
  /** Things of Setup by their ids, and the keys of their entries. */
  readonly entityIds: readonly string[];
  readonly setup: ReadonlySet<string>;
};

const outOf = ({ userPermissions, objects, fields, setup }: TakeOut): Out => ({
  userPermissions: new Set(userPermissions.map(keyOf)),
  objects: new Map(objects.map(({ row, takes }) => [keyOf(row.sobject), new Set(takes)])),
  fields: new Map(fields.map(({ row, rowGoes }) => [fieldKey(row.sobject, row.field), rowGoes ? null : 'read'])),
  entityIds: setup.map(({ entityId }) => entityId),
  setup: new Set(setup.map(({ entry }) => entryKey(entry))),
});

/** Things of Setup without those that go out. */
const setupWithout = (
  { apps, setupEntities }: Content,
  out: Out,
  stays: (entry: Entry) => boolean,
): Pick<Content, 'apps' | 'setupEntities'> => {
  const isStaying = (key: string): boolean => {
    const entry = parseEntry(key);
    return entry !== undefined && stays(entry);
  };
  return {
    ...(apps && {
      apps: new Set(
        [...apps].filter(
          (id) =>
            !out.entityIds.some((gone) => sameId(gone, id)) || stays({ kind: 'connectedApp', name: '', appId: id }),
        ),
      ),
    }),
    ...(setupEntities && {
      setupEntities: new Set([...setupEntities].filter((key) => !out.setup.has(key) || isStaying(key))),
    }),
  };
};

/** The content without what goes out. @param stays whether something else in the same place gives the entry as well */
const contentWithout = (content: Content, out: Out, stays: (entry: Entry) => boolean = () => false): Content => ({
  ...content,
  userPermissions: new Set(
    [...content.userPermissions].filter(
      (key) => !out.userPermissions.has(key) || stays({ kind: 'userPermission', name: key }),
    ),
  ),
  objects: new Map(
    [...content.objects].map(([sobject, words]) => [
      sobject,
      new Set(
        [...words].filter(
          (access) => out.objects.get(sobject)?.has(access) !== true || stays({ kind: 'object', sobject, access }),
        ),
      ),
    ]),
  ),
  fields: new Map(
    [...content.fields].flatMap(([key, access]): [string, FieldAccess][] => {
      const left = out.fields.get(key);
      if (left === undefined) return [[key, access]];
      const [sobject = '', field = ''] = key.split('.');
      const held = (['edit', 'read'] as const).find(
        (one) => (one === 'read' || access === 'edit') && stays({ kind: 'field', sobject, field, access: one }),
      );
      const strongest = held ?? left;
      return strongest === null ? [] : [[key, strongest]];
    }),
  ),
  ...setupWithout(content, out, stays),
});

const isSet = ({ type, namespace, name }: AccessSource, setName: string): boolean =>
  type === 'PermissionSet' && namespace === null && keyOf(name) === keyOf(setName);

/** One source of a user after the revoke; null where it is not assigned any more. */
const sourceAfter = (source: AccessSource, setName: string, out: Out, unassigned: boolean): AccessSource | null => {
  if (isSet(source, setName)) return unassigned ? null : { ...source, content: contentWithout(source.content, out) };
  if (!source.members.some(({ name }) => keyOf(name) === keyOf(setName))) return source;
  // A group gives what its members give together (fact A5): an entry stays where another member has it.
  const members = source.members.map((member) =>
    keyOf(member.name) === keyOf(setName) ? { ...member, content: contentWithout(member.content, out) } : member,
  );
  const stays = (entry: Entry): boolean => members.some(({ content }) => contains(content, entry));
  return { ...source, members, content: contentWithout(source.content, out, stays) };
};

const nothingOut: Out = {
  userPermissions: new Set(),
  objects: new Map(),
  fields: new Map(),
  entityIds: [],
  setup: new Set(),
};

/**
 * The snapshot as it will be once a revoke is carried out: what its evaluation does not find any more will be missing.
 * @param plan whose set is named as in the snapshot
 */
export const snapshotWithout = (snapshot: AccessSnapshot, plan: RevokePlan): AccessSnapshot => {
  const removed = actionOf(plan, 'removeEntries');
  const out = removed ? outOf(removed.takeOut) : nothingOut;
  const deleted = actionOf(plan, 'deleteSet') !== undefined;
  const records = actionOf(plan, 'unassign')?.records ?? [];
  const unassigned = new Set(records.flatMap(({ userId, named }) => (named === undefined ? [userId] : [])));
  /** Whether a user loses a set that a rule names. */
  const losesNamed = (userId: string, source: AccessSource): boolean =>
    records.some(
      (one) => one.named === source.type && sameId(one.userId, userId) && sameName(one.detail, qualifiedName(source)),
    );
  const licenses = actionOf(plan, 'unassignLicenses')?.records ?? [];
  const userAfter = (user: InspectedUser): InspectedUser => {
    const { evidence, permissionSetLicenses } = user;
    const gone = new Set(licenses.filter(({ userId }) => userId === user.id).map(({ detail }) => keyOf(detail)));
    return {
      ...user,
      permissionSetLicenses: permissionSetLicenses.known
        ? { known: true, value: permissionSetLicenses.value.filter(({ name }) => !gone.has(keyOf(name))) }
        : permissionSetLicenses,
      evidence:
        evidence.mode === 'admin' && evidence.sources.known
          ? {
              ...evidence,
              sources: {
                known: true,
                value: evidence.sources.value.flatMap((source) =>
                  losesNamed(user.id, source)
                    ? []
                    : (sourceAfter(source, plan.name, out, deleted || unassigned.has(user.id)) ?? []),
                ),
              },
            }
          : evidence,
    };
  };
  return { ...snapshot, users: snapshot.users.map(userAfter) };
};
