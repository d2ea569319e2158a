import { closureOf } from '../access/dependencies.js';
import type { Edge } from '../access/dependencies.js';
import { contains, emptyContent, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { blanketPermissions } from '../access/implications.js';
import { keyOf } from '../access/names.js';
import { known } from '../access/snapshot.js';
import type { AccessSnapshot, AccessSource, Content, InspectedUser } from '../access/snapshot.js';
import { contextOf, namedPermissionsIn } from '../check/context.js';
import { evaluate } from '../check/evaluate.js';
import type { Finding } from '../check/finding.js';
import { licenseForbidsPermission, licenseVerdict } from '../check/license.js';
import type { Requirement, RequirementSet } from '../definition/requirement.js';
import { grantQuestion } from './grantQuestion.js';
import type { Plan, PlannedEntry, PlannedUser, Scope, TargetSet } from './plan.js';
import { requestedBy, requestedForObject } from './requested.js';
import type { Requested } from './requested.js';

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
const beyondMinimum = (finding: Finding, requirements: readonly Requirement[]): boolean => {
  const need = requirements.find(({ id }) => keyOf(id) === keyOf(finding.id))?.need;
  return need?.kind === 'object' && need.minimum.length > 0 && !need.minimum.includes(need.access);
};

const isMissing = ({ status }: Finding): boolean =>
  status === 'unmet' || status === 'impossible' || status === 'degraded';

/** Findings that the plan is to close: required and missing, and what the scope adds. */
const wantedOf = (findings: readonly Finding[], requirements: readonly Requirement[], scope: Scope): Finding[] =>
  findings.filter((finding) => {
    if (!isMissing(finding) || (finding.status === 'degraded' && !scope.degraded)) return false;
    if (finding.level === 'recommended' && !scope.recommended) return false;
    if (finding.level === 'optional' && !scope.optional) return false;
    return !(scope.minimum && beyondMinimum(finding, requirements));
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
  readonly user: InspectedUser;
  readonly before: readonly Finding[];
  readonly wanted: readonly Finding[];
  /** He can be given the permission set. */
  readonly reachable: boolean;
};

/** Entries and licences that close a finding of somebody. */
type Ask = Requested & { readonly user: InspectedUser; readonly finding: string };

/** Keeps what may be asked for: nothing blanket that nobody named, nothing that a license rules out. */
const permittedAsks = (input: PlanInput, people: readonly Person[]): ((asks: readonly Ask[]) => Ask[]) => {
  const { requirements } = input.requirements;
  const named = new Set(namedPermissionsIn(requirements));
  const current = input.permissionSet.existing?.content ?? emptyContent;
  const assignees = input.permissionSet.existing?.assignees ?? [];
  const sharing = people.filter(
    ({ user, wanted, reachable }) => reachable && (wanted.length > 0 || assignees.includes(user.id)),
  );
  const contexts = sharing.map(({ user }) => contextOf(input.snapshot, user, requirements));
  // Ceilings were read only of what was asked: what the org's own dependencies add to that is not known to be forbidden.
  const question = grantQuestion(requirements);
  const asked = new Set([...question.userPermissions, ...question.sobjects].map(keyOf));
  const isBlanket = (entry: Entry): boolean => entry.kind === 'userPermission' && blanket.has(keyOf(entry.name));
  const unnamedBlanket = (entry: Entry): boolean =>
    entry.kind === 'userPermission' && isBlanket(entry) && !named.has(keyOf(entry.name));
  /**
   * The licences of a user who shares the set rule out this entry: the platform would then refuse the whole assignment
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

/** The user as he will be: with the licences, and with the permission set in its new form; null where he has it not. */
const after = (user: InspectedUser, planned: PlannedUser, set: TargetSet, content: Content | null): InspectedUser => {
  const { evidence, integrationLicense, permissionSetLicenses } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known || inertAssignment(user, set)) return user;
  // An assignment of which nobody knows whether it is in force stays as it is: it cannot be made a second time (A19).
  const doubt = evidence.sources.value.find((source) => isOwnSource(source, set))?.doubt ?? null;
  const own = (held: Content): AccessSource => ({
    type: 'PermissionSet',
    name: set.name,
    namespace: null,
    label: set.label,
    expiresAt: null,
    inert: null,
    stale: false,
    doubt,
    content: held,
    profileOnly: new Set(),
    members: [],
    muted: null,
  });
  const given = planned.licenses.map((name) =>
    integrationLicense && keyOf(integrationLicense.name) === keyOf(name)
      ? integrationLicense
      : { id: null, name, label: name, objects: null, userPermissions: null },
  );
  return {
    ...user,
    permissionSetLicenses: known([...(permissionSetLicenses.known ? permissionSetLicenses.value : []), ...given]),
    evidence: { ...evidence, sources: known([...evidence.sources.value, ...(content ? [own(content)] : [])]) },
  };
};

/** What would be written and assigned for some asks, and every finding of everybody afterwards. */
type Draft = {
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
  const users = people.map(({ user, wanted, reachable }): PlannedUser => ({
    id: user.id,
    username: user.username,
    assign: reachable && !assignees.includes(user.id) && wanted.some(({ id }) => served.has(id)),
    licenses: [...new Set(asks.filter((ask) => ask.user === user).flatMap(({ licenses }) => licenses))].sort(),
  }));
  const afterwards = people.map(({ user }, at) => {
    const own = users[at] ?? { id: user.id, username: user.username, assign: false, licenses: [] };
    const holds = own.assign || assignees.includes(user.id);
    const changed = after(user, own, permissionSet, holds ? content : null);
    return evaluate(requirements.requirements, snapshot, changed);
  });
  return { requested, adds, users, afterwards };
};

/** Whether somebody who has what a rule asks for, or has not what it forbids, would have it no longer. */
const breaks = (people: readonly Person[], { afterwards }: Draft): boolean =>
  people.some(({ before }, at) => {
    const met = new Set(before.filter(({ status }) => status === 'met').map(({ id }) => id));
    return (afterwards[at] ?? []).some((finding) => isMissing(finding) && met.has(finding.id));
  });

/**
 * The asks without those that would give what a rule forbids, by what they bring along or together with what the user
 * has. Halves are tried as a whole, as it is mostly none, and otherwise few.
 */
const harmless = (
  input: PlanInput,
  people: readonly Person[],
  accepted: readonly Ask[],
  asks: readonly Ask[],
): Ask[] => {
  const together = [...accepted, ...asks];
  if (asks.length === 0 || !breaks(people, draftOf(input, people, together))) return together;
  if (asks.length === 1) return [...accepted];
  const half = Math.ceil(asks.length / 2);
  return harmless(input, people, harmless(input, people, accepted, asks.slice(0, half)), asks.slice(half));
};

/** Rounds in which what is planned is followed up: Read of an object, what writing takes, what they make possible. */
const rounds = 5;

/** By what is asked for, so that the order of rules and users decides nothing. */
const byEntries = (a: Ask, b: Ask): number => {
  const [left = '', right = ''] = [a, b].map(({ entries, finding }) => [...entries.map(idKey), finding].join(' '));
  return left < right ? -1 : left > right ? 1 : 0;
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
  const people = snapshot.users.map((user): Person => {
    const before = evaluate(requirements.requirements, snapshot, user);
    const wanted = wantedOf(before, requirements.requirements, scope);
    return { user, before, wanted, reachable: !inertAssignment(user, permissionSet) };
  });
  const permitted = permittedAsks(input, people);
  const asksFor = (requestOf: (finding: Finding) => Requested, findingsOf: (at: number) => readonly Finding[]): Ask[] =>
    people.flatMap(({ user, wanted, reachable }, at) => {
      const ids = new Set(wanted.map(({ id }) => id));
      const findings = reachable ? findingsOf(at).filter(({ id }) => ids.has(id)) : [];
      return permitted(findings.map((finding) => ({ ...requestOf(finding), user, finding: finding.id })));
    });
  const safe = (accepted: readonly Ask[], asks: readonly Ask[]): Ask[] =>
    harmless(input, people, accepted, [...asks].sort(byEntries));

  let asks = safe(
    [],
    asksFor(requestedBy, (at) => people[at]?.wanted ?? []),
  );
  let draft = draftOf(input, people, asks);
  for (let round = 0; round < rounds; round++) {
    const { afterwards, requested } = draft;
    const planned = new Set(requested.map(({ entry }) => idKey(entry)));
    // A field may still wait for its object, and what was impossible may have become possible: else the next grant would
    // find something to do.
    const further = asksFor(
      (finding) => {
        const { entries, licenses } = requestedBy(finding);
        return { entries: [...entries, ...requestedForObject(finding)], licenses };
      },
      (at) => (afterwards[at] ?? []).filter(isMissing),
    ).filter(({ entries }) => entries.some((entry) => !planned.has(idKey(spelled(snapshot, entry)))));
    if (further.length === 0) break;
    asks = safe(asks, further);
    draft = draftOf(input, people, asks);
  }

  const { adds, users, afterwards } = draft;
  const open = people.flatMap(({ wanted }, at) => {
    const now = new Map((afterwards[at] ?? []).map((finding) => [finding.id, finding]));
    return wanted.map(({ id }) => ({ id, finding: now.get(id) }));
  });
  const manual = new Map<string, Finding>();
  for (const { id, finding } of open) {
    if (!finding || !gravity.includes(finding.status)) continue;
    const other = manual.get(id);
    if (!other || gravity.indexOf(finding.status) < gravity.indexOf(other.status)) manual.set(id, finding);
  }
  return {
    requirements,
    permissionSet,
    adds,
    edges: input.edges,
    platformAdds: platformAddsOf(adds),
    users,
    closes: [...new Set(open.map(({ id }) => id))].filter((id) => !manual.has(id)).sort(),
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
