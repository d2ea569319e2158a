import { accessRestsOn } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';
import type { Content } from './snapshot.js';

/**
 * A sort of permission: where content keeps one of them by its key, what there counts as held, and what a muting permission
 * set must hold to take it away. `mayMute` tells of a muting set that takes away something the permission needs: whether the
 * permission then goes too is not known (facts D6, M4).
 */
export type Sort<V> = {
  readonly in: (content: Content, key: string) => V | undefined;
  readonly holds: (held: V | undefined) => boolean;
  readonly mutes: (muted: V | undefined) => boolean;
  readonly mayMute: (muted: Content) => boolean;
};

/** One permission of a sort. */
export type Permission<V> = { readonly sort: Sort<V>; readonly key: string };

const isNeverInDoubt = (): boolean => false;

/** The two sorts of field permissions: muting Read takes Edit along (fact C2). */
export const fieldSorts: Readonly<Record<FieldAccess, Sort<FieldAccess>>> = {
  read: {
    in: (content, key) => content.fields.get(key),
    holds: (held) => held !== undefined,
    mutes: (muted) => muted === 'read',
    mayMute: isNeverInDoubt,
  },
  edit: {
    in: (content, key) => content.fields.get(key),
    holds: (held) => held === 'edit',
    mutes: (muted) => muted !== undefined,
    mayMute: isNeverInDoubt,
  },
};

/** The sort of each word of access to an object; muting what a word rests on takes the word along. */
export const objectSort = (access: ObjectAccess): Sort<ReadonlySet<ObjectAccess>> => {
  const muting = [access, ...accessRestsOn[access]];
  return {
    in: (content, key) => content.objects.get(key),
    holds: (words) => words?.has(access) ?? false,
    mutes: (words) => muting.some((word) => words?.has(word)),
    mayMute: isNeverInDoubt,
  };
};

const isThere = (held: string | undefined): boolean => held !== undefined;

/**
 * The sort of one user permission.
 * @param key its name as keys are written
 * @param needed the keys of those without which it cannot be held
 */
export const userPermissionSort = (key: string, needed: readonly string[]): Sort<string> => ({
  in: (content) => (content.userPermissions.has(key) ? key : undefined),
  holds: isThere,
  mutes: isThere,
  mayMute: (muted) => needed.some((one) => muted.userPermissions.has(one)),
});
