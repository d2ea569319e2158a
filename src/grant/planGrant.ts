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

/** Keys of the user permissions among the entry and what it brings along. */
const permissionKeys = (entry: Entry, { edges, snapshot }: PlanInput): string[] =>
  [entry, ...closureOf([entry], edges, existsIn(snapshot)).map((dependency) => dependency.entry)].flatMap((one) =>
    one.kind === 'userPermission' ? [keyOf(one.name)] : [],
  );

/** Somebody whom the plan is for. */
type Person = {
  readonly user: InspectedUser;
  readonly wanted: readonly Finding[];
  /** He can be given the permission set. */
  readonly reachable: boolean;
};

type Requests = {
  readonly entries: ReadonlyMap<string, { entry: Entry; findings: Set<string> }>;
  /** By id of the user. */
  readonly licenses: ReadonlyMap<string, ReadonlySet<string>>;
};

const collect = (input: PlanInput, people: readonly Person[]): Requests => {
  const { requirements } = input.requirements;
  const named = new Set(namedPermissionsIn(requirements));
  const sharing = people.filter(({ wanted, reachable }) => reachable && wanted.length > 0);
  const contexts = sharing.map(({ user }) => contextOf(input.snapshot, user, requirements));
  // Ceilings were read only of what was asked: what the org's own dependencies add to that is not known to be forbidden.
  const asked = new Set(grantQuestion(requirements).userPermissions.map(keyOf));
  const unnamedBlanket = (key: string): boolean => blanket.has(key) && !named.has(key);
  /**
   * The licences of a user who shares the set rule out this permission: the platform would then refuse the whole
   * assignment (facts A12, A16), to everybody's cost.
   */
  const ruledOut = (key: string): boolean =>
    asked.has(key) && contexts.some((context) => licenseForbidsPermission(context, key));
  const refused = (entry: Entry): boolean => {
    const keys = permissionKeys(entry, input);
    // Blanket permissions are planned only where a rule names one; what a named one needs comes with it.
    const isBlanket = entry.kind === 'userPermission' && blanket.has(keyOf(entry.name));
    return (isBlanket ? keys.slice(0, 1) : keys).some(unnamedBlanket) || keys.some(ruledOut);
  };
  const entries = new Map<string, { entry: Entry; findings: Set<string> }>();
  const licenses = new Map<string, Set<string>>();
  for (const { user, wanted } of sharing) {
    for (const finding of wanted) {
      const requested = requestedBy(finding);
      if (requested.entries.some(refused)) continue;
      for (const license of requested.licenses)
        licenses.set(user.id, (licenses.get(user.id) ?? new Set()).add(license));
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

/** The user as he will be: with the licences, and with the permission set in its new form; null where he has it not. */
const after = (user: InspectedUser, planned: PlannedUser, set: TargetSet, content: Content | null): InspectedUser => {
  const { evidence, integrationLicense, permissionSetLicenses } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known || inertAssignment(user, set)) return user;
  const own = (held: Content): AccessSource => ({
    type: 'PermissionSet',
    name: set.name,
    namespace: null,
    label: set.label,
    expiresAt: null,
    inert: null,
    stale: false,
    doubt: null,
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

/**
 * Plans the smallest change that closes what is missing: one permission set, closed under the platform's dependencies
 * (facts B2, B9, D6), with nothing that is effective already. What closes and what stays is not guessed: the plan is
 * applied to the snapshot and everything is evaluated again.
 */
export const planGrant = (input: PlanInput): Plan => {
  const { requirements, snapshot, permissionSet, scope } = input;
  const people = snapshot.users.map((user): Person => ({
    user,
    wanted: wantedOf(evaluate(requirements.requirements, snapshot, user), requirements.requirements, scope),
    reachable: !inertAssignment(user, permissionSet),
  }));
  const { entries, licenses } = collect(input, people);
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
  const planned = people.map((person) => {
    const { user, wanted, reachable } = person;
    const needsSet = reachable && wanted.some(({ id }) => served.has(id));
    const own: PlannedUser = {
      id: user.id,
      username: user.username,
      assign: needsSet && !assignees.includes(user.id),
      licenses: [...(licenses.get(user.id) ?? [])].sort(),
    };
    return { ...person, own };
  });
  const open = planned.flatMap(({ user, wanted, own }) => {
    const holds = own.assign || assignees.includes(user.id);
    const afterwards = evaluate(
      requirements.requirements,
      snapshot,
      after(user, own, permissionSet, holds ? content : null),
    );
    const stillMissing = new Map(afterwards.filter(isMissing).map((finding) => [finding.id, finding]));
    return wanted.map(({ id }) => ({ id, finding: stillMissing.get(id) }));
  });
  const manual = new Map(open.flatMap(({ id, finding }) => (finding ? [[id, finding] as const] : [])));
  return {
    requirements,
    permissionSet,
    adds,
    edges: input.edges,
    platformAdds: platformAddsOf(adds),
    users: planned.map(({ own }) => own),
    closes: [...new Set(open.map(({ id }) => id))].filter((id) => !manual.has(id)).sort(),
    manual: [...manual.values()],
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
