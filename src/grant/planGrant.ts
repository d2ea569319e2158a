import { closureOf } from '../access/dependencies.js';
import type { Edge } from '../access/dependencies.js';
import { contains, emptyContent, entryId, withEntries } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import { blanketPermissions } from '../access/implications.js';
import { keyOf } from '../access/names.js';
import { known } from '../access/snapshot.js';
import type { AccessSnapshot, AccessSource, Content, InspectedUser } from '../access/snapshot.js';
import { contextOf, namedPermissionsIn } from '../check/context.js';
import type { Context } from '../check/context.js';
import { evaluate } from '../check/evaluate.js';
import type { Finding } from '../check/finding.js';
import { licenseForbidsPermission } from '../check/license.js';
import type { Requirement, RequirementSet } from '../definition/requirement.js';
import { grantQuestion } from './grantQuestion.js';
import type { Plan, PlannedEntry, PlannedUser, Scope, TargetSet } from './plan.js';
import { requestedBy } from './requested.js';

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

/** Findings that the plan is to close: required and missing, and what the scope adds. */
const wanted = (findings: readonly Finding[], requirements: readonly Requirement[], scope: Scope): Finding[] =>
  findings.filter((finding) => {
    const missing = finding.status === 'unmet' || finding.status === 'impossible';
    if (!missing && !(finding.status === 'degraded' && scope.degraded)) return false;
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

/**
 * Blanket permissions are planned only where a rule names one; what a named one needs comes with it.
 * @returns the blanket permissions that this entry would bring without anybody having named them
 */
const unnamedBlanket = (entry: Entry, input: PlanInput, namedKeys: ReadonlySet<string>): boolean => {
  const blanketKeys = new Set(blanketPermissions.map(keyOf));
  const isBlanket = (e: Entry): boolean => e.kind === 'userPermission' && blanketKeys.has(keyOf(e.name));
  if (isBlanket(entry) && entry.kind === 'userPermission') return !namedKeys.has(keyOf(entry.name));
  return closureOf([entry], input.edges, existsIn(input.snapshot)).some(
    (d) => isBlanket(d.entry) && d.entry.kind === 'userPermission' && !namedKeys.has(keyOf(d.entry.name)),
  );
};

type Requests = {
  readonly entries: ReadonlyMap<string, { entry: Entry; findings: Set<string> }>;
  readonly licenses: ReadonlyMap<string, ReadonlySet<string>>;
};

/**
 * Whether the licences of a user who shares the set rule out this entry or what it brings along: the platform would then
 * refuse the whole assignment (facts A12, A16), to everybody's cost.
 */
const ruledOut = (entry: Entry, input: PlanInput, contexts: readonly Context[]): boolean => {
  // Ceilings were read only of what was asked: what the org's own dependencies add to that is not known to be forbidden.
  const asked = new Set(grantQuestion(input.requirements.requirements).userPermissions.map(keyOf));
  const all = [entry, ...closureOf([entry], input.edges, existsIn(input.snapshot)).map((d) => d.entry)];
  return contexts.some((context) =>
    all.some(
      (one) =>
        one.kind === 'userPermission' && asked.has(keyOf(one.name)) && licenseForbidsPermission(context, one.name),
    ),
  );
};

const collect = (input: PlanInput, wantedByUser: ReadonlyMap<string, readonly Finding[]>): Requests => {
  const named = new Set(namedPermissionsIn(input.requirements.requirements));
  const entries = new Map<string, { entry: Entry; findings: Set<string> }>();
  const licenses = new Map<string, Set<string>>();
  const sharing = input.snapshot.users.filter((user) => (wantedByUser.get(user.id) ?? []).length > 0);
  const contexts = sharing.map((user) => contextOf(input.snapshot, user, input.requirements.requirements));
  for (const [userId, findings] of wantedByUser) {
    for (const finding of findings) {
      const requested = requestedBy(finding);
      if (requested.entries.some((entry) => unnamedBlanket(entry, input, named) || ruledOut(entry, input, contexts)))
        continue;
      for (const license of requested.licenses) licenses.set(userId, (licenses.get(userId) ?? new Set()).add(license));
      for (const raw of requested.entries) {
        const entry = spelled(input.snapshot, raw);
        const kept = entries.get(idKey(entry)) ?? { entry, findings: new Set<string>() };
        kept.findings.add(finding.id);
        entries.set(idKey(entry), kept);
      }
    }
  }
  return { entries, licenses };
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

/** The user as he will be: with the licences, and with the permission set in its new form. */
const after = (user: InspectedUser, planned: PlannedUser, set: TargetSet, content: Content): InspectedUser => {
  if (user.evidence.mode !== 'admin' || !user.evidence.sources.known) return user;
  const holds = planned.assign || (set.existing?.assignees.includes(user.id) ?? false);
  if (inertAssignment(user, set)) return user;
  const others = user.evidence.sources.value.filter((source) => !isOwnSource(source, set));
  const own: AccessSource = {
    type: 'PermissionSet',
    name: set.name,
    namespace: null,
    label: set.label,
    expiresAt: null,
    inert: null,
    stale: false,
    doubt: null,
    content,
    profileOnly: new Set(),
    members: [],
    muted: null,
  };
  const licenses = user.permissionSetLicenses.known ? user.permissionSetLicenses.value : [];
  return {
    ...user,
    permissionSetLicenses: known([
      ...licenses,
      ...planned.licenses.map((name) =>
        user.integrationLicense && keyOf(user.integrationLicense.name) === keyOf(name)
          ? user.integrationLicense
          : { id: null, name, label: name, objects: null, userPermissions: null },
      ),
    ]),
    evidence: { ...user.evidence, sources: known(holds ? [...others, own] : others) },
  };
};

const missing = (finding: Finding): boolean =>
  finding.status === 'unmet' || finding.status === 'impossible' || finding.status === 'degraded';

/**
 * Plans the smallest change that closes what is missing: one permission set, closed under the platform's dependencies
 * (facts B2, B9, D6), with nothing that is effective already. What closes and what stays is not guessed: the plan is
 * applied to the snapshot and everything is evaluated again.
 */
export const planGrant = (input: PlanInput): Plan => {
  const { requirements, snapshot, permissionSet, scope } = input;
  const before = new Map(snapshot.users.map((user) => [user.id, evaluate(requirements.requirements, snapshot, user)]));
  const wantedByUser = new Map(
    [...before].map(([id, findings]) => [id, wanted(findings, requirements.requirements, scope)]),
  );
  const reachable = snapshot.users.filter((user) => !inertAssignment(user, permissionSet)).map(({ id }) => id);
  const { entries, licenses } = collect(
    input,
    new Map([...wantedByUser].filter(([userId]) => reachable.includes(userId))),
  );
  const current = permissionSet.existing?.content ?? emptyContent;
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
  const needsSet = (user: InspectedUser): boolean =>
    reachable.includes(user.id) &&
    requested.some(({ neededBy }) =>
      neededBy.some((id) => wantedByUser.get(user.id)?.some((finding) => finding.id === id)),
    );
  const users = snapshot.users.map((user): PlannedUser => ({
    id: user.id,
    username: user.username,
    assign: needsSet(user) && !(permissionSet.existing?.assignees.includes(user.id) ?? false),
    licenses: [...(licenses.get(user.id) ?? [])].sort(),
  }));
  const afterwards = snapshot.users.map((user, i) => {
    const planned = users[i] ?? { id: user.id, username: user.username, assign: false, licenses: [] };
    return evaluate(requirements.requirements, snapshot, after(user, planned, permissionSet, content));
  });
  const open = snapshot.users.flatMap((user, i) => {
    const stillMissing = new Map((afterwards[i] ?? []).filter(missing).map((finding) => [finding.id, finding]));
    return (wantedByUser.get(user.id) ?? []).map(({ id }) => ({ id, finding: stillMissing.get(id) }));
  });
  const manual = new Map(open.flatMap(({ id, finding }) => (finding ? [[id, finding] as const] : [])));
  return {
    requirements,
    permissionSet,
    adds,
    edges: input.edges,
    platformAdds: platformAddsOf(adds),
    users,
    closes: [...new Set(open.filter(({ id }) => !manual.has(id)).map(({ id }) => id))].sort(),
    manual: [...manual.values()],
  };
};

/** Edit of a field includes Read, and is written as one row: the weaker entry would be said twice. */
const strongestFields = (adds: readonly PlannedEntry[]): PlannedEntry[] => {
  const edited = new Set(
    adds.flatMap(({ entry }) =>
      entry.kind === 'field' && entry.access === 'edit' ? [keyOf(`${entry.sobject}.${entry.field}`)] : [],
    ),
  );
  return adds.filter(
    ({ entry }) =>
      entry.kind !== 'field' || entry.access === 'edit' || !edited.has(keyOf(`${entry.sobject}.${entry.field}`)),
  );
};
