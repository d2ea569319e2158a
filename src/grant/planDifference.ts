import { keyOf } from '../platform/names.js';
import type { SavedPlan } from './savedPlan.js';

/** What may have become of the permission set of a reviewed plan; each has its sentence `difference.set.<word>`. */
export const setChanges = ['made', 'gone', 'other'] as const;

/** What would be planned now and was not reviewed, and the other way round: ids and usernames, those that matter. */
export type PlanDifference = {
  /** Ids that are planned now and stand not in the reviewed plan. */
  readonly added: readonly string[];
  /** Ids that stand in the reviewed plan and are not planned now. */
  readonly missing: readonly string[];
  /** Usernames of those for whom it is not the same: whom it is for, what each gets, who else has the permission set. */
  readonly users: readonly string[];
  /** Ids of what the permission set holds by now and did not then, and of what it held then and does not now. */
  readonly held: readonly string[];
  /** What has become of the permission set: made or deleted since, or another one; null where it is the same. */
  readonly set: { readonly is: (typeof setChanges)[number]; readonly name: string } | null;
};

/** Names of the second list that the first has not. */
const beyond = (known: readonly string[], names: readonly string[]): string[] => {
  const keys = new Set(known.map(keyOf));
  return names.filter((name) => !keys.has(keyOf(name)));
};

/** Names that stand in one of the lists alone. */
const inOne = (a: readonly string[], b: readonly string[]): string[] => [...beyond(a, b), ...beyond(b, a)];

const idsOf = ({ adds, platformAdds }: SavedPlan): string[] => [...adds.map(({ id }) => id), ...platformAdds];

/** What is planned for one user, in a form that can be compared; what an older file does not tell is left out. */
const lineOf = (
  { assign, licenses, permissionSets = [], receives }: SavedPlan['users'][number],
  withReceives: boolean,
): string =>
  JSON.stringify([assign, licenses, permissionSets.map(keyOf), withReceives ? (receives ?? []).map(keyOf) : []]);

const otherUsers = (reviewed: SavedPlan, now: SavedPlan): string[] => {
  const withReceives = reviewed.users.every(({ receives }) => receives !== undefined);
  const linesOf = (plan: SavedPlan): Map<string, string> =>
    new Map(plan.users.map((user) => [keyOf(user.username), lineOf(user, withReceives)]));
  const [then, today] = [linesOf(reviewed), linesOf(now)];
  const all = [...reviewed.users, ...now.users].map(({ username }) => username);
  const changed = all.filter((username) => then.get(keyOf(username)) !== today.get(keyOf(username)));
  const { alsoFor } = reviewed.permissionSet;
  return [...new Set([...changed, ...(alsoFor ? inOne(alsoFor, now.permissionSet.alsoFor ?? []) : [])])];
};

const setDifference = (reviewed: SavedPlan, now: SavedPlan): PlanDifference['set'] => {
  const [then, today] = [reviewed.permissionSet, now.permissionSet];
  if (keyOf(then.name) !== keyOf(today.name)) return { is: 'other', name: today.name };
  if (then.exists === today.exists) return null;
  return { is: today.exists ? 'made' : 'gone', name: today.name };
};

/**
 * What is not the same in a reviewed plan and in what would be planned now. When it was planned, how the instance is
 * called and for which findings an entry is there do not matter.
 */
export const planDifference = (reviewed: SavedPlan, now: SavedPlan): PlanDifference => {
  const set = setDifference(reviewed, now);
  return {
    added: beyond(idsOf(reviewed), idsOf(now)),
    missing: beyond(idsOf(now), idsOf(reviewed)),
    users: otherUsers(reviewed, now),
    held: set ? [] : inOne(reviewed.permissionSet.holds, now.permissionSet.holds),
    set,
  };
};

const isAmong = (names: readonly string[]): ((name: string) => boolean) => {
  const all = new Set(names.map(keyOf));
  return (name) => all.has(keyOf(name));
};

/** What the plan puts into the set, by the keys of its ids. */
const plannedKeys = (plan: SavedPlan): ReadonlySet<string> => new Set(idsOf(plan).map(keyOf));

/**
 * What is left of a reviewed plan whose carrying out was cut off: without what of it is there by now. What is there and was
 * not planned stays a difference.
 * @param now what would be planned now
 */
export const leftOfPlan = (reviewed: SavedPlan, now: SavedPlan): SavedPlan => {
  if (keyOf(reviewed.permissionSet.name) !== keyOf(now.permissionSet.name)) return reviewed;
  const planned = plannedKeys(reviewed);
  const { holds } = reviewed.permissionSet;
  const isHeld = new Set(now.permissionSet.holds.map(keyOf));
  const isOpen = (id: string): boolean => !isHeld.has(keyOf(id));
  return {
    ...reviewed,
    permissionSet: {
      ...reviewed.permissionSet,
      exists: reviewed.permissionSet.exists || now.permissionSet.exists,
      holds: [...holds, ...beyond(holds, now.permissionSet.holds).filter((id) => planned.has(keyOf(id)))],
    },
    adds: reviewed.adds.filter(({ id }) => isOpen(id)),
    platformAdds: reviewed.platformAdds.filter(isOpen),
    users: reviewed.users.map((user) => {
      const today = now.users.find(({ username }) => keyOf(username) === keyOf(user.username));
      if (!today) return user;
      const lacks = new Set((today.receives ?? []).map(keyOf));
      return {
        ...user,
        // Who has the set or the license by now need not get it.
        assign: user.assign && today.assign,
        licenses: user.licenses.filter(isAmong(today.licenses)),
        ...(user.permissionSets
          ? { permissionSets: user.permissionSets.filter(isAmong(today.permissionSets ?? [])) }
          : {}),
        ...(user.receives ? { receives: user.receives.filter((id) => lacks.has(keyOf(id))) } : {}),
      };
    }),
  };
};

/** Nothing that matters is different. */
export const isSamePlan = ({ added, missing, users, held, set }: PlanDifference): boolean =>
  set === null && added.length + missing.length + users.length + held.length === 0;
