import type { Edge } from '../access/dependencies.js';
import type { Gap } from '../access/snapshot.js';
import type { Entry } from '../access/entry.js';
import type { SetupAccess } from '../access/setupAccess.js';
import type { Content, Reading } from '../access/snapshot.js';
import type { Finding } from '../kinds/finding.js';
import type { Doubt } from './doubts.js';
import type { NamedSet } from './namedSet.js';
import type { RefusedClaim } from './orgClaims.js';
import type { SetLicense } from './setLicense.js';
import type { RequirementSet } from '../definition/requirementSet.js';

/** The permission set that grant works on. `existing` is null where it has to be created. */
export type TargetSet = {
  readonly name: string;
  readonly label: string;
  readonly existing: {
    readonly id: string;
    /** Its description says that grant made it, for this integration. */
    readonly owned: boolean;
    /** It holds exactly what the mark in its description says that grant has put in. */
    readonly intact: boolean;
    readonly description: string;
    /** The license that it is tied to (fact A11); a gap where the org does not tell. */
    readonly license: Reading<SetLicense | null>;
    readonly content: Content;
    /** Everything in it, also what nobody asked about: whoever gets it assigned gets this too. */
    readonly holds: readonly Entry[];
    /** What it holds beside permissions, which goes to whoever gets it as well; nothing where it is left out. */
    readonly setupAccess?: Reading<readonly SetupAccess[]>;
    /** Ids of the inspected users to whom it is assigned and in force. */
    readonly assignees: readonly string[];
    /** Ids of the inspected users who have it through a permission set group. */
    readonly throughGroups: readonly string[];
    /** Usernames of everybody else who has it, directly or through a group: what is added, they get as well. */
    readonly alsoFor: readonly string[];
  } | null;
};

/** What is planned beyond the required and unmet. */
export type Scope = {
  readonly recommended: boolean;
  readonly optional: boolean;
  readonly degraded: boolean;
  /** Only the minimum where a rule names one. */
  readonly minimum: boolean;
};

export type PlannedEntry = {
  readonly entry: Entry;
  readonly reason: 'requested' | 'dependency';
  /** Of a dependency: whether the platform's own rules say so, or only this org (fact D7). */
  readonly origin?: 'platformRule' | 'orgClaim';
  /** For a request the ids of findings, for a dependency the entries that need it. */
  readonly neededBy: readonly string[];
};

export type PlannedUser = {
  readonly id: string;
  readonly username: string;
  readonly assign: boolean;
  /** DeveloperNames of the permission set licenses to be assigned first (fact A16). */
  readonly licenses: readonly string[];
  /** Permission sets and groups that rules name and that are assigned as they are, by qualified name. */
  readonly permissionSets: readonly string[];
  /** Everything that the plan gives him, sorted by id. */
  readonly receives: readonly Received[];
  /** What all of these sets give him beside permissions. Left out where that is nothing. */
  readonly receivesSetup?: readonly SetupAccess[];
};

/** One thing that a user receives. */
export type Received = {
  readonly entry: Entry;
  /** The plan adds it to the permission set; otherwise the set holds it today. */
  readonly isNewInSet: boolean;
  /** He has it today from elsewhere. */
  readonly hasAlready: boolean;
  /** Qualified names of the sets that are assigned as they are and bring it. Left out where none does. */
  readonly through?: readonly string[];
  /** The permission set of the grant itself gives it. */
  readonly inOwnSet: boolean;
};

/** The smallest change that closes the findings, and what stays for people to do. */
export type Plan = {
  readonly requirements: RequirementSet;
  readonly permissionSet: TargetSet;
  readonly adds: readonly PlannedEntry[];
  /** The sets that are assigned as they are to somebody, sorted by name. */
  readonly named: readonly NamedSet[];
  /**
   * What the set holds today that grant did not put in and this definition does not ask for, sorted by id: whoever gets
   * the set gets it too.
   */
  readonly beyond: readonly Entry[];
  /** What this org says about dependencies of what is wanted and is not followed: what waits for it stays for people. */
  readonly notFollowed: readonly RefusedClaim[];
  /** What the org says about dependencies, for the order of the writes. */
  readonly edges: readonly Edge[];
  /** Why the org's word about dependencies is not whole: what it did not tell, it may refuse. Left out where it is. */
  readonly dependenciesUnread?: Gap;
  /** What the platform writes into the set by itself, as ids with `*` for every object (fact B8). */
  readonly platformAdds: readonly string[];
  readonly users: readonly PlannedUser[];
  /** Ids of the findings that the plan closes. */
  readonly closes: readonly string[];
  /** Ids of the findings that it closes if the licenses allow it: all of them, where anything is in doubt. */
  readonly mayClose: readonly string[];
  /** What the org does not tell of the licenses. Then the set is written and assigned at once, or not at all. */
  readonly doubts: readonly Doubt[];
  /** Users whose license does not allow what they would get with the set: it can never be assigned to them. */
  readonly unassignable: readonly Doubt[];
  readonly manual: readonly Finding[];
  /** What is missing and was not asked for, whether grant could give it or only people can mend it: findings as they are after the plan, each as of the user who lacks most. */
  readonly leftOut: readonly Finding[];
};

/** Nothing to write, for nobody. */
export const isEmpty = ({ adds, users }: Plan): boolean =>
  adds.length === 0 && users.every((user) => !user.assign && user.licenses.length + user.permissionSets.length === 0);

/**
 * The steps in the order in which they are carried out. `removeSet` only where the org refused what was to follow, and the
 * set that this run made would stay without anybody who has it.
 */
export const stepNames = [
  'licenses',
  'namedSets',
  'permissionSet',
  'assignments',
  'removeSet',
  'groups',
  'proof',
] as const;
export type StepName = (typeof stepNames)[number];
