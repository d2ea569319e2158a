import { referenceTo } from '../definition/definitionReference.js';
import { keyOf } from '../platform/names.js';
import type { PlanRequest, SavedPlan } from './savedPlan.js';

/** The flags that say what a plan is for. */
export type PlanFlag = '-i' | '-u' | '--include' | '--minimum' | '--permission-set';

/** A flag that says another thing than a reviewed plan: its values of today and those in the plan, none where it was left out. */
export type OtherFlag = {
  readonly flag: PlanFlag;
  readonly given: readonly string[];
  readonly reviewed: readonly string[];
};

const isSameList = (a: readonly string[], b: readonly string[]): boolean => {
  const keys = (names: readonly string[]): string => [...new Set(names.map(keyOf))].sort().join('\n');
  return keys(a) === keys(b);
};

/** How the definition was named; a plan of an older version says only which it was. */
const referenceOf = ({ request, integration, ...parts }: SavedPlan): string =>
  request?.reference ?? referenceTo(integration, parts);

const usersOf = ({ request, users }: SavedPlan): readonly string[] =>
  request?.users ?? users.map(({ username }) => username);

/** Another variant, or other features; a plan of a definition without features has none. */
const isOtherPart = (reviewed: SavedPlan, now: SavedPlan): boolean =>
  reviewed.variant !== now.variant || !isSameList(reviewed.features ?? [], now.features ?? []);

/** The same in other words is the same; so is the same word for what has changed since. */
const isOtherDefinition = (reviewed: SavedPlan, now: SavedPlan): boolean => {
  if (reviewed.request && referenceOf(reviewed) === referenceOf(now)) return false;
  const isOtherId = reviewed.integration !== now.integration || isOtherPart(reviewed, now);
  return isOtherId || (reviewed.request !== undefined && reviewed.definitionHash !== now.definitionHash);
};

const setOf = ({ request }: SavedPlan): string[] => [request?.permissionSet ?? []].flat();

const ofRequest = (reviewed: PlanRequest, now: PlanRequest): OtherFlag[] => {
  const include = isSameList(reviewed.include, now.include)
    ? []
    : [{ flag: '--include', given: now.include, reviewed: reviewed.include } as const];
  const written = ({ minimum }: PlanRequest): string[] => (minimum ? [''] : []);
  const minimum =
    reviewed.minimum === now.minimum
      ? []
      : [{ flag: '--minimum', given: written(now), reviewed: written(reviewed) } as const];
  return [...include, ...minimum];
};

/**
 * The flags that say another thing today than when a plan was made, in the order in which people write them. Where they are
 * left out the plan speaks for itself, and nothing differs.
 */
export const otherFlags = (reviewed: SavedPlan, now: SavedPlan): OtherFlag[] => {
  const flag = (name: PlanFlag, isOther: boolean, of: (plan: SavedPlan) => readonly string[]): OtherFlag[] =>
    isOther ? [{ flag: name, given: of(now), reviewed: of(reviewed) }] : [];
  return [
    ...flag('-i', isOtherDefinition(reviewed, now), (plan) => [referenceOf(plan)]),
    ...flag('-u', !isSameList(usersOf(reviewed), usersOf(now)), usersOf),
    ...(reviewed.request && now.request ? ofRequest(reviewed.request, now.request) : []),
    ...flag(
      '--permission-set',
      // Another definition has another permission set; only where the flag itself was given is it the matter.
      keyOf(reviewed.permissionSet.name) !== keyOf(now.permissionSet.name) && !isSameList(setOf(reviewed), setOf(now)),
      setOf,
    ),
  ];
};
