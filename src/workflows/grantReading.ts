/** What grants are planned from: one reading of the org for all of them. */
import type { Connection } from '@salesforce/core';
import { entryId } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { ReadingScope } from '../access/readingScope.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import type { NamedRequirements } from '../check/evaluation.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import type { Authentication } from '../kinds/requirement.js';
import { beginOverObjects } from './prepare.js';
import type { Scope, TargetSet } from '../grant/grantPlan.js';
import { ofAnother } from '../grant/namedSet.js';
import type { NamedSets } from '../grant/namedSet.js';
import { namedSetsToRead } from '../grant/namedSetsToRead.js';
import { broughtLicense } from '../grant/setLicense.js';
import type { Holder } from '../access/standingSet.js';
import { stepNames } from '../grant/grantPlan.js';
import { qualifiedName, sameName } from '../platform/names.js';
import { isOwnSetName } from '../platform/permissionSetNames.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { OrgFailure } from '../org/failure.js';
import { readAccess } from '../org/read/readAccess.js';
import type { ToldDependencies } from '../access/dependencies.js';
import { readDependencies } from '../org/read/readDependencies.js';
import type { Runner } from '../org/read/runner.js';
import { readNamedSets } from '../org/read/readNamedSets.js';
import { targetNamed } from '../org/read/targetSet.js';
import type { FoundSets } from '../org/read/targetSet.js';
import type { UserRequest } from '../org/read/users.js';
import { withSharedCalls } from '../org/sharedCalls.js';
import type { ClientOptions } from '../org/transport.js';
import { targetOf } from './grantTarget.js';
import { refuseForeignSet } from './refuseGrant.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const grantStages = ['definitions', 'people', 'permissions', 'plan', ...stepNames] as const;
export type GrantStage = (typeof grantStages)[number];

/** How the org is talked to. */
export type GrantReadingOptions = ClientOptions & {
  readonly connect: () => Promise<Connection>;
  /** The org of a reviewed plan; null or missing without one. */
  readonly reviewedFor?: { readonly id: string; readonly instanceUrl: string } | null;
  readonly onStage?: (stage: GrantStage) => void;
};

/** What is to be granted, and how the strictest of them logs in where that is checked from the same reading. */
export type GrantsToRead = {
  readonly named: readonly NamedRequirements[];
  readonly authentication?: Authentication;
};

/** One reading. */
export type GrantReading = {
  readonly client: OrgClient;
  /** What it was read for, in the order in which it was named, with the objects of the org in place of patterns. */
  readonly integrations: readonly NamedRequirements[];
  /** Of all users. */
  readonly snapshot: AccessSnapshot;
  readonly runner: Runner;
  readonly targets: FoundSets;
  readonly scope: ReadingScope;
  readonly requests: readonly UserRequest[];
  /** What the org says about dependencies of these entries; what was asked before is not asked again. */
  readonly dependencies: (entries: readonly Entry[]) => Promise<ToldDependencies>;
};

const nothingTold: ToldDependencies = { edges: [], unread: null };

/** Reads dependencies, and keeps them: what holds for some entries holds for all plans that have them. */
const dependencyReader = (client: OrgClient): GrantReading['dependencies'] => {
  const asked = new Set<string>();
  let told = nothingTold;
  return async (entries) => {
    if (entries.length === 0) return nothingTold;
    const open = entries.filter((entry) => !asked.has(entryId(entry)));
    if (open.length === 0) return told;
    const now = await readDependencies(client, open);
    for (const entry of open) asked.add(entryId(entry));
    told = { edges: [...told.edges, ...now.edges], unread: told.unread ?? now.unread };
    return told;
  };
};

/**
 * Reads the org for grants into these permission sets. Nothing is written.
 * @param names of permission sets, each once
 * @param usersOf whom it is about, once it is known who is logged in
 * @throws OrgFailure
 */
export const readForGrants = async (
  names: readonly string[],
  { named, authentication }: GrantsToRead,
  usersOf: (client: OrgClient) => readonly UserRequest[],
  input: GrantReadingOptions,
): Promise<GrantReading> => {
  const bad = names.find((name) => !isOwnSetName(name));
  if (bad !== undefined) throw new OrgFailure('BAD_SET_NAME', [bad]);
  const client = createOrgClient(await input.connect(), input);
  // Before anything is read: the users of a plan are not those of another org.
  const { reviewedFor, onStage } = input;
  if (reviewedFor && reviewedFor.id !== client.orgId)
    throw new OrgFailure('PLAN_OF_ANOTHER_ORG', [reviewedFor.instanceUrl]);
  const requests = usersOf(client);
  const { integrations, begun } = await beginOverObjects(client, named, requests);
  const scope = grantReadingScope(
    integrations.flatMap(({ requirements }) => requirements.requirements),
    authentication,
  );
  const { snapshot, runner, targets } = await readAccess(client, scope, requests, {
    now: Date.now(),
    withoutRows: 'GRANT_NEEDS_VIEW_SETUP',
    targetSets: names,
    ...(onStage ? { onStage } : {}),
    ...begun,
  });
  // Without permission rows nobody can tell what is missing, and nothing could be proved afterwards.
  const hidden = !targets.known && ['NOT_AUTHORISED', 'SELF_MODE'].includes(targets.gap.code);
  if (hidden || snapshot.users.some((user) => user.evidence.mode === 'self'))
    throw new OrgFailure('GRANT_NEEDS_VIEW_SETUP', [client.username]);
  if (!targets.known) throw new OrgFailure('REFUSED', [targets.gap.part, targets.gap.detail || targets.gap.code]);
  return { client, integrations, snapshot, runner, targets, scope, requests, dependencies: dependencyReader(client) };
};

/** A permission set that is to be written into. */
export type WantedSet = {
  readonly integration: NamedRequirements;
  readonly name: string;
  /** Whether somebody named it on purpose: then it need not be ours. */
  readonly isNamed: boolean;
  /** The reading with the users of this grant alone. */
  readonly snapshot: AccessSnapshot;
  readonly scope: Scope;
};

/** The set as it is planned for, everybody else who has it, and the sets that rules name and somebody lacks. */
export type PlannedTarget = {
  readonly permissionSet: TargetSet;
  readonly others: readonly Holder[];
  readonly namedSets: NamedSets;
};

/**
 * Reads the sets that rules name and that are wanted for somebody, with all that comes with them.
 * @param target the set of the grant, whose license comes first too
 * @throws OrgFailure SET_OF_ANOTHER, GROUP_WITH_SET_OF_ANOTHER for one that a rule asks for outside of a choice, and that a grant
 *   made for another integration, or that holds such a set
 */
const readNamedOf = async (
  client: OrgClient,
  { integration: { requirements }, name, snapshot, scope }: WantedSet,
  target: Promise<{ readonly permissionSet: TargetSet }>,
): Promise<NamedSets> => {
  const { permissionSets } = snapshot.schema;
  if (!permissionSets.known || permissionSets.value.size === 0) return new Map();
  const read = async (keys: readonly string[]): Promise<NamedSets> => {
    const sets = keys.flatMap((key) => (sameName(key, name) ? [] : (permissionSets.value.get(key) ?? [])));
    return readNamedSets(client, sets, snapshot.schema, Date.parse(snapshot.takenAt));
  };
  const context = { requirements, snapshot, scope };
  const plain = namedSetsToRead(context);
  const keys = new Set([...plain.asked, ...plain.ofChoices]);
  const [named, { permissionSet }] = await Promise.all([read([...keys]), target]);
  const brought = broughtLicense(permissionSet.existing?.license)?.name ?? null;
  const licensed = brought === null ? plain : namedSetsToRead(context, brought);
  const more = await read([...licensed.asked, ...licensed.ofChoices].filter((key) => !keys.has(key)));
  const all = new Map([...named, ...more]);
  // A choice takes another alternative, or tells the reason of the first.
  for (const key of [...plain.asked, ...licensed.asked]) {
    const reading = all.get(key);
    const other = reading?.known ? ofAnother(reading.value, requirements.integration) : null;
    if (!reading?.known || other === null) continue;
    const set = qualifiedName(reading.value);
    if (reading.value.type === 'PermissionSet') throw new OrgFailure('SET_OF_ANOTHER', [set, other.integration]);
    throw new OrgFailure('GROUP_WITH_SET_OF_ANOTHER', [set, other.set, other.integration]);
  }
  return all;
};

/**
 * Reads the permission sets of several grants, with all that they hold and everybody who has them, in shared calls.
 * @returns one for each, in their order
 * @throws OrgFailure, of the first of them that may not be written into
 */
export const readTargets = async (
  { client, targets }: Pick<GrantReading, 'client' | 'targets'>,
  wanted: readonly WantedSet[],
): Promise<readonly PlannedTarget[]> => {
  const shared = withSharedCalls(client);
  for (const { integration, name, isNamed } of wanted) {
    const found = targetNamed(targets, name);
    if (found.known && found.value) refuseForeignSet(found.value, name, integration.requirements.integration, isNamed);
  }
  return Promise.all(
    wanted.map(async (one) => {
      const { integration, name, snapshot } = one;
      const found = targetNamed(targets, name);
      const reading = targetOf(integration, name, found.known ? found.value : null, { client: shared, snapshot });
      const [target, namedSets] = await Promise.all([reading, readNamedOf(shared, one, reading)]);
      return { ...target, namedSets };
    }),
  );
};
