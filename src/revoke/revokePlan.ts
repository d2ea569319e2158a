import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { setupAccessId } from '../access/setupAccess.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { Gap } from '../access/snapshot.js';
import type { Outcome, OutcomeCode, OutcomeNeed } from '../grant/grantOutcome.js';
import type { Finding } from '../kinds/finding.js';
import type { Phase } from '../kinds/requirement.js';
import type { TakeOut } from './takeOut.js';

/** A record that gives something to a user: the path under `sobjects/`, whose it is, and what it gives. */
export type AssignedRecord = {
  readonly path: string;
  readonly userId: string;
  readonly user: string;
  readonly detail: string;
  /** Of a set that rules name and that is assigned as it is: its type. Left out of the set of the grant, and of licenses. */
  readonly named?: 'PermissionSet' | 'PermissionSetGroup';
};

/** Why something stays although it was to be taken. */
export const keepReasons = [
  'OTHERS_HAVE_IT',
  'IN_A_GROUP',
  'HOLDS_MORE',
  'NOT_READ_WHOLE',
] as const satisfies readonly OutcomeCode[];
export type KeepReason = (typeof keepReasons)[number];

/** Why something that a receipt or a command names is not taken: it is not there, or no grant is known to have given it. */
export const notFoundReasons = [
  'GONE',
  'MADE_ANEW',
  'PERHAPS_NEVER_MADE',
  'OLDER',
  'NO_SUCH_SET',
  'NO_RECEIPT',
] as const;
export type NotFoundReason = (typeof notFoundReasons)[number];

export const notFoundKinds = ['permissionSet', 'assignment', 'license', 'user'] as const;

/** Something that was named and is not there, or not from the grant. */
export type NotFound = {
  readonly what: (typeof notFoundKinds)[number];
  /** Of the permission set its name, else the username. */
  readonly name: string;
  readonly id: string | null;
  readonly why: NotFoundReason;
  /** What was assigned. */
  readonly detail?: string;
};

/** Something that stays. */
export type KeptSet = {
  readonly action: 'keep';
  readonly what: 'set' | 'entries';
  readonly why: KeepReason;
  /** Usernames of those who have it: with OTHERS_HAVE_IT. */
  readonly users: readonly string[];
  /** Names of the groups that it is part of: with IN_A_GROUP. */
  readonly groups: readonly string[];
  /** What somebody has added: with HOLDS_MORE. */
  readonly more: readonly Entry[];
  /** With HOLDS_MORE what somebody has added of which no rule speaks. Left out where there is none. */
  readonly further?: readonly SetupAccess[];
  /** With NOT_READ_WHOLE: what could not be read. */
  readonly unread?: Gap;
  /** Whether the revoke has not done what it was to do: not where it stays because only some of the users were named. */
  readonly failsRevoke: boolean;
};

/** One thing that a revoke does, or says why it does not. */
export type RevokeAction =
  | { readonly action: 'unassign'; readonly records: readonly AssignedRecord[] }
  | { readonly action: 'unassignLicenses'; readonly records: readonly AssignedRecord[] }
  | {
      readonly action: 'removeEntries';
      readonly setId: string;
      readonly takeOut: TakeOut;
      /** Usernames of those who have the set, and so lose the entries, though nothing is taken from them by name. */
      readonly alsoFrom: readonly string[];
      /** The description of the set, what it holds, and what will be left: its mark has to go on to tell the truth. */
      readonly description: string;
      readonly holds: readonly Entry[];
      readonly leaves: readonly Entry[];
    }
  | {
      readonly action: 'deleteSet';
      readonly setId: string;
      /** Everything that the set holds and that goes with it. */
      readonly holds: readonly Entry[];
    }
  | KeptSet;

/** An entry of a phase that is over and that other phases need as well. */
export type KeptForPhases = { readonly entry: Entry; readonly phases: readonly Phase[] };

/** A set or license of a phase that is over and that stays assigned to somebody. */
export type KeptAssigned = {
  readonly username: string;
  /** API name of the set, or DeveloperName of the license. */
  readonly what: string;
  /** The phases that need it again. Left out where none does. */
  readonly phases?: readonly Phase[];
  /** What would be unmet of daily use without it. Left out where nothing would. */
  readonly neededFor?: ReadonlyArray<Pick<Finding, 'id' | 'need'>>;
};

/** What a revoke will do, in the order in which it does it. */
export type RevokePlan = {
  /** The permission set as it is called now; where it is gone, as it was called. */
  readonly name: string;
  /** Its name in the receipt, where it was renamed since. */
  readonly formerName: string | null;
  /** Id of the permission set; null where it does not exist any more. */
  readonly set: { readonly id: string } | null;
  readonly actions: readonly RevokeAction[];
  readonly notFound: readonly NotFound[];
  /** Of a revoke of phases: what stays because phases that are not over need it again. Left out where there is none. */
  readonly keptForPhases?: readonly KeptForPhases[];
  /** Of a revoke of phases: what stays assigned, and why. Left out where there is none. */
  readonly keptAssigned?: readonly KeptAssigned[];
};

/** The action of a plan of this sort, if it has one. */
export const actionOf = <A extends RevokeAction['action']>(
  { actions }: Pick<RevokePlan, 'actions'>,
  action: A,
): Extract<RevokeAction, { action: A }> | undefined =>
  actions.find((one): one is Extract<RevokeAction, { action: A }> => one.action === action);

/** Whether there is nothing to take back. */
export const takesNothingBack = ({ actions }: RevokePlan): boolean => actions.every(({ action }) => action === 'keep');

/** Whether something stays that was asked to be taken. */
export const keepsSomething = ({ actions }: RevokePlan): boolean =>
  actions.some((one) => one.action === 'keep' && one.failsRevoke);

/** What carrying the plan out takes: writing permission sets, assigning. */
export const needsOf = (plan: RevokePlan): { readonly writesSets: boolean; readonly assigns: boolean } => ({
  writesSets: plan.actions.some(({ action }) => action === 'removeEntries' || action === 'deleteSet'),
  assigns: plan.actions.some(({ action }) => action === 'unassign' || action === 'unassignLicenses'),
});

/** Most ids in the detail of an outcome; users are all named. */
const mostIds = 5;

/** What is told of something that stays although it was asked to be taken. */
export const keptOutcome = ({ what, why, more, further = [], unread, users, groups }: KeptSet): Outcome => {
  const outcome = { step: what === 'set' ? 'deleteSet' : 'entries', result: 'skipped', code: why } as const;
  if (unread) return { ...outcome, detail: `${unread.part}: ${unread.detail || unread.code}` };
  if (why !== 'HOLDS_MORE') return { ...outcome, detail: [...users, ...groups].join(', ') };
  const about: readonly OutcomeNeed[] = [
    ...more.map((entry) => ({ id: entryId(entry), need: entry })),
    ...further.map((one) => ({ id: setupAccessId(one), need: null })),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = about.slice(0, mostIds).map(({ id }) => id);
  return { ...outcome, detail: ids.join(', '), about };
};
