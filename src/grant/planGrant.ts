import { closureOf } from '../access/dependencies.js';
import type { Edge } from '../access/dependencies.js';
import { contains, emptyContent, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { blanketPermissions } from '../platform/impliedAccess.js';
import { keyOf } from '../platform/names.js';
import { known } from '../access/snapshot.js';
import type { AccessSnapshot, AccessSource, Content, InspectedUser } from '../access/snapshot.js';
import { contextOf, evaluate, namedPermissionsIn } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { licenseForbidsPermission, licenseVerdict } from '../kinds/license/judgeLicense.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { grantReadingScope } from './grantReadingScope.js';
import { withActivityTwin } from './withActivityTwin.js';
import type { Plan, PlannedEntry, PlannedUser, Scope, TargetSet } from './grantPlan.js';

/** Everything that a plan is made from. `users` are those of the snapshot that are to be granted. */
export type PlanInput = {
  readonly requirements: RequirementSet;
  readonly snapshot: AccessSnapshot;
  readonly permissionSet: TargetSet;
  readonly scope: Scope;
  /** What the org says about dependencies (fact D7). */
  readonly edges: readonly Edge[];
};

const idKey = (entry: Entry): string => keyOf(entryId(entry));

const byId = (a: { readonly entry: Entry }, b: { readonly entry: Entry }): number =>
  entryId(a.entry) < entryId(b.entry) ? -1 : 1;

/** With `--minimum`, access beyond the minimum of its rule is not wanted. */
const isBeyondMinimum = ({ need }: Finding): boolean =>
  need.kind === 'object' && need.minimum.length > 0 && !need.minimum.includes(need.access);

const isMissing = ({ status }: Finding): boolean =>
  status === 'unmet' || status === 'impossible' || status === 'degraded';

/** Findings that the plan is to close: required and missing, and what the scope adds. */
const wantedOf = (findings: readonly Finding[], scope: Scope): Finding[] =>
  findings.filter((finding) => {
    if (!isMissing(finding) || (finding.status === 'degraded' && !scope.degraded)) return false;
    if (finding.level === 'recommended' && !scope.recommended) return false;
    if (finding.level === 'optional' && !scope.optional) return false;
    return !(scope.minimum && isBeyondMinimum(finding));
  });

/** Whether the org has what a static dependency rule names. */
const existsIn =
  ({ schema }: AccessSnapshot) =>
  (entry: Entry): boolean => {
    if (entry.kind === 'userPermission') {
      return schema.permissionSetColumns.known && schema.permissionSetColumns.value.has(keyOf(entry.name));
    }
    if (entry.kind === 'object') {
      return !schema.permissionableObjects.known || schema.permissionableObjects.value.has(keyOf(entry.sobject));
    }
    return true;
  };

const spelled = ({ schema }: AccessSnapshot, entry: Entry): Entry => {
  if (entry.kind === 'userPermission') {
    const column = schema.permissionSetColumns.known
      ? schema.permissionSetColumns.value.get(keyOf(entry.name))
      : undefined;
    return column ? { ...entry, name: column.name } : entry;
  }
  const entity = schema.entities.known ? schema.entities.value.get(keyOf(entry.sobject)) : undefined;
  return entity ? { ...entry, sobject: entity.name } : entry;
};

const blanket = new Set(blanketPermissions.map(keyOf));

/** The entry and what it brings along. */
const withDependencies = (entry: Entry, { edges, snapshot }: PlanInput): Entry[] => [
  entry,
  ...closureOf([entry], edges, existsIn(snapshot)).map((dependency) => dependency.entry),
];

/** Somebody whom the plan is for. */
type Person = {
  /** With the licenses that are planned: they come first, and what they allow is no obstacle any more. */
  readonly user: InspectedUser;
  readonly licenses: readonly string[];
  /** Before anything. */
  readonly before: readonly Finding[];
  /** With those licenses. */
  readonly found: readonly Finding[];
  /** He can be given the permission set. */
  readonly reachable: boolean;
};

/** The user with further permission set licenses. */
const licensed = (user: InspectedUser, names: readonly string[]): InspectedUser => {
  const { integrationLicense, permissionSetLicenses } = user;
  const held = permissionSetLicenses.known ? permissionSetLicenses.value : [];
  const given = names.map((name) =>
    integrationLicense && keyOf(integrationLicense.name) === keyOf(name)
      ? integrationLicense
      : { id: null, name, label: name, objects: null, userPermissions: null },
  );
  return { ...user, permissionSetLicenses: known([...held, ...given]) };
};

const personOf = (input: PlanInput, user: InspectedUser): Person => {
  const { requirements, snapshot, permissionSet, scope } = input;
  const before = evaluate(requirements.requirements, snapshot, user);
  const reachable = !inertAssignment(user, permissionSet);
  const asked = wantedOf(before, scope).flatMap((finding) => finding.remedy?.licenses ?? []);
  const licenses = reachable ? [...new Set(asked)].sort() : [];
  if (licenses.length === 0) return { user, licenses, before, found: before, reachable };
  const holder = licensed(user, licenses);
  return { user: holder, licenses, before, found: evaluate(requirements.requirements, snapshot, holder), reachable };
};

/** Entries that close a finding of somebody. */
type Ask = { readonly entries: readonly Entry[]; readonly finding: string };

/** Keeps what may be asked for: nothing blanket that nobody named, nothing that a license rules out. */
const permittedAsks = (input: PlanInput, people: readonly Person[]): ((asks: readonly Ask[]) => Ask[]) => {
  const { requirements } = input.requirements;
  const named = new Set(namedPermissionsIn(requirements));
  const current = input.permissionSet.existing?.content ?? emptyContent;
  const assignees = input.permissionSet.existing?.assignees ?? [];
  const asksForEntries = (findings: readonly Finding[]): boolean =>
    wantedOf(findings, input.scope).some((finding) => (finding.remedy?.entries.length ?? 0) > 0);
  const contexts = people
    .filter(({ user, found, reachable }) => reachable && (assignees.includes(user.id) || asksForEntries(found)))
    .map(({ user }) => contextOf(input.snapshot, user, requirements));
  // Ceilings were read only of what was asked: what the org's own dependencies add to that is not known to be forbidden.
  const question = grantReadingScope(requirements);
  const asked = new Set([...question.userPermissions, ...question.sobjects].map(keyOf));
  const isBlanket = (entry: Entry): boolean => entry.kind === 'userPermission' && blanket.has(keyOf(entry.name));
  const unnamedBlanket = (entry: Entry): boolean =>
    entry.kind === 'userPermission' && isBlanket(entry) && !named.has(keyOf(entry.name));
  /**
   * The licenses of a user who shares the set rule out this entry: the platform would then refuse the whole assignment
   * (facts A12, A16), to everybody's cost.
   */
  const ruledOut = (entry: Entry): boolean => {
    if (entry.kind === 'field' || !asked.has(keyOf(entry.kind === 'object' ? entry.sobject : entry.name))) return false;
    return contexts.some((context) =>
      entry.kind === 'object'
        ? licenseVerdict(context, entry.sobject, entry.access)?.status === 'impossible'
        : licenseForbidsPermission(context, entry.name),
    );
  };
  const exists = existsIn(input.snapshot);
  const refused = (entry: Entry): boolean => {
    if (!exists(entry)) return true;
    // What the set holds already, the platform has accepted.
    const all = withDependencies(entry, input).filter((one) => !contains(current, one));
    // Blanket permissions are planned only where a rule names one; what a named one needs comes with it.
    return (isBlanket(entry) ? all.slice(0, 1) : all).some(unnamedBlanket) || all.some(ruledOut);
  };
  return (asks) => asks.filter(({ entries }) => !entries.some(refused));
};

const platformAddsOf = (entries: readonly PlannedEntry[]): string[] => {
  const has = (name: string): boolean =>
    entries.some(({ entry }) => entry.kind === 'userPermission' && keyOf(entry.name) === keyOf(name));
  if (has('ModifyAllData')) {
    return ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'].map(
      (access) => `object:*:${access}`,
    );
  }
  return has('ViewAllData') ? ['object:*:read', 'object:*:viewAllRecords'] : [];
};

const isOwnSource = (source: AccessSource, { name }: TargetSet): boolean =>
  source.type === 'PermissionSet' && source.name === name && source.namespace === null;

/**
 * The assignment of the permission set that the user has and that grants nothing: expired, or bound to a session (facts A2,
 * A9). A second one cannot be made (fact A19), and what somebody let run out is not for us to prolong.
 */
const inertAssignment = ({ evidence }: InspectedUser, set: TargetSet): AccessSource | undefined =>
  evidence.mode === 'admin' && evidence.sources.known
    ? evidence.sources.value.find((source) => isOwnSource(source, set) && source.inert !== null)
    : undefined;

/** The user as he will be, with the permission set in its new form. */
const after = (user: InspectedUser, set: TargetSet, content: Content): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known || inertAssignment(user, set)) return user;
  // An assignment of which nobody knows whether it is in force stays as it is: it cannot be made a second time (A19).
  const doubt = evidence.sources.value.find((source) => isOwnSource(source, set))?.doubt ?? null;
  const own: AccessSource = {
    type: 'PermissionSet',
    name: set.name,
    namespace: null,
    label: set.label,
    expiresAt: null,
    inert: null,
    stale: false,
    doubt,
    content,
    profileOnly: new Set(),
    members: [],
    muted: null,
  };
  return { ...user, evidence: { ...evidence, sources: known([...evidence.sources.value, own]) } };
};

/** What would be written and assigned for some asks, and every finding of everybody afterwards. */
type Draft = {
  readonly asks: readonly Ask[];
  readonly requested: readonly PlannedEntry[];
  readonly adds: readonly PlannedEntry[];
  readonly users: readonly PlannedUser[];
  /** In the order of the people. */
  readonly afterwards: ReadonlyArray<readonly Finding[]>;
};

const draftOf = (input: PlanInput, people: readonly Person[], asks: readonly Ask[]): Draft => {
  const { requirements, snapshot, permissionSet } = input;
  const entries = new Map<string, { entry: Entry; findings: Set<string> }>();
  for (const { finding, entries: raw } of asks) {
    for (const one of raw) {
      const entry = spelled(snapshot, one);
      const kept = entries.get(idKey(entry)) ?? { entry, findings: new Set<string>() };
      kept.findings.add(finding);
      entries.set(idKey(entry), kept);
    }
  }
  const current = permissionSet.existing?.content ?? emptyContent;
  const assignees = permissionSet.existing?.assignees ?? [];
  const requested = [...entries.values()].map(({ entry, findings }): PlannedEntry => ({
    entry,
    reason: 'requested',
    neededBy: [...findings].sort(),
  }));
  const dependencies = closureOf(
    requested.map(({ entry }) => entry),
    input.edges,
    existsIn(snapshot),
  ).map(({ entry, neededBy }): PlannedEntry => ({ entry: spelled(snapshot, entry), reason: 'dependency', neededBy }));
  const adds = strongestFields([...requested, ...dependencies].filter(({ entry }) => !contains(current, entry))).sort(
    byId,
  );
  const content = withEntries(
    current,
    adds.map(({ entry }) => entry),
  );
  const served = new Set(requested.flatMap(({ neededBy }) => neededBy));
  const users = people.map(({ user, licenses, found, reachable }): PlannedUser => ({
    id: user.id,
    username: user.username,
    // Not for what his license rules out: the platform would refuse the assignment (fact A16).
    assign:
      reachable &&
      !assignees.includes(user.id) &&
      found.some(({ id, status }) => (status === 'unmet' || status === 'degraded') && served.has(id)),
    licenses,
  }));
  const afterwards = people.map(({ user, found }, at) => {
    const holds = users[at]?.assign === true || assignees.includes(user.id);
    return holds ? evaluate(requirements.requirements, snapshot, after(user, permissionSet, content)) : found;
  });
  return { asks, requested, adds, users, afterwards };
};

/** Whether somebody who has what a rule asks for, or has not what it forbids, would have it no longer. */
const breaks = (people: readonly Person[], { afterwards }: Draft): boolean =>
  people.some(({ before }, at) => {
    const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
    return (afterwards[at] ?? []).some((finding) => isMissing(finding) && met.has(finding.id));
  });

/**
 * The draft with further asks, but without those that would give what a rule forbids, by what they bring along or
 * together with what the user has. Halves are tried as a whole, as it is mostly none, and otherwise few.
 */
const withHarmless = (input: PlanInput, people: readonly Person[], draft: Draft, asks: readonly Ask[]): Draft => {
  if (asks.length === 0) return draft;
  const together = draftOf(input, people, [...draft.asks, ...asks]);
  if (!breaks(people, together)) return together;
  if (asks.length === 1) return draft;
  const half = Math.ceil(asks.length / 2);
  return withHarmless(input, people, withHarmless(input, people, draft, asks.slice(0, half)), asks.slice(half));
};

/** Rounds in which what is planned is followed up: Read of an object, what writing takes, what they make possible. */
const rounds = 5;

/** By what is asked for, so that the order of rules and users decides nothing. */
const byEntries = (a: Ask, b: Ask): number => {
  const [left = '', right = ''] = [a, b].map(({ entries, finding }) => [...entries.map(idKey), finding].join(' '));
  return left < right ? -1 : left > right ? 1 : 0;
};

/**
 * Everything that may be asked for, until there is nothing more: after the first round a field may still wait for its
 * object, and what was impossible may have become possible. Else the next grant would find something to do.
 */
const draftFor = (input: PlanInput, people: readonly Person[]): Draft => {
  const { snapshot, scope } = input;
  const permitted = permittedAsks(input, people);
  let draft = draftOf(input, people, []);
  for (let round = 0; round < rounds; round++) {
    const { requested, afterwards } = draft;
    const planned = new Set(requested.map(({ entry }) => idKey(entry)));
    const asks = people.flatMap(({ reachable }, at): Ask[] => {
      const findings = reachable ? wantedOf(afterwards[at] ?? [], scope) : [];
      return findings.map((finding) => ({
        entries: [
          ...(finding.remedy?.entries ?? []),
          ...(round === 0 ? [] : (finding.remedy?.objectAccess ?? [])),
        ].flatMap(withActivityTwin),
        finding: finding.id,
      }));
    });
    const further = permitted(asks).filter(({ entries }) =>
      entries.some((entry) => round === 0 || !planned.has(idKey(spelled(snapshot, entry)))),
    );
    const next = withHarmless(input, people, draft, further.sort(byEntries));
    // The first round asks for no object on behalf of a field: another rule may ask for it, or for what will do.
    if (next === draft && round > 0) return draft;
    draft = next;
  }
  return draft;
};

/** The gravest first: a finding that stays for people is told once, as it is for whom it is worst. */
const gravity: readonly Finding['status'][] = ['impossible', 'unmet', 'degraded', 'unknown'];

/**
 * Plans the smallest change that closes what is missing: one permission set, closed under the platform's dependencies
 * (facts B2, B9, D6), with nothing that is effective already and nothing that a rule forbids. What closes and what stays
 * is not guessed: the plan is applied to the snapshot and everything is evaluated again.
 */
export const planGrant = (input: PlanInput): Plan => {
  const { requirements, snapshot, permissionSet, scope } = input;
  const people = snapshot.users.map((user) => personOf(input, user));
  const { adds, users, afterwards } = draftFor(input, people);
  const wantedIds = new Set<string>();
  const manual = new Map<string, Finding>();
  people.forEach(({ before }, at) => {
    const now = afterwards[at] ?? [];
    const ids = new Set(wantedOf(before, scope).map(({ id }) => id));
    for (const id of ids) wantedIds.add(id);
    const late = new Set(wantedOf(now, scope).map(({ id }) => id));
    for (const finding of now) {
      if (!gravity.includes(finding.status) || !(ids.has(finding.id) || late.has(finding.id))) continue;
      const other = manual.get(finding.id);
      if (!other || gravity.indexOf(finding.status) < gravity.indexOf(other.status)) manual.set(finding.id, finding);
    }
  });
  return {
    requirements,
    permissionSet,
    adds,
    edges: input.edges,
    platformAdds: platformAddsOf(adds),
    users,
    closes: [...wantedIds].filter((id) => !manual.has(id)).sort(),
    manual: [...manual.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};

/** Edit of a field includes Read, and is written as one row: the weaker entry would be said twice. */
const strongestFields = (adds: readonly PlannedEntry[]): PlannedEntry[] => {
  const planned = new Set(adds.map(({ entry }) => idKey(entry)));
  return adds.filter(
    ({ entry }) =>
      entry.kind !== 'field' || entry.access === 'edit' || !planned.has(idKey({ ...entry, access: 'edit' })),
  );
};
