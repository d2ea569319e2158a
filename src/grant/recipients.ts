import type { Holder } from '../access/holder.js';
import { hasInertAssignment, isFromSet } from '../access/inertAssignment.js';
import { known } from '../access/snapshot.js';
import type { AccessSource, Content, InspectedUser, License } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { sameName } from '../platform/names.js';
import type { TargetSet } from './grantPlan.js';
import type { PlanContext } from './planInput.js';
import { broughtLicense, holdsLicense } from './setLicense.js';
import { wantedFindings } from './wantedFindings.js';

/** A user whom the plan is for. */
export type Recipient = {
  /** With the licenses that are planned: they come first, and what they allow is no obstacle any more. */
  readonly user: InspectedUser;
  /** DeveloperNames of the permission set licenses that are planned. */
  readonly licenses: readonly string[];
  /** Of these, the one that comes with the permission set, and only for its sake; null for none. */
  readonly brought: string | null;
  /** What is found of the user as he is. */
  readonly before: readonly Finding[];
  /** What is found of the user with those licenses. */
  readonly found: readonly Finding[];
  /** The permission set can be assigned to him, or is. */
  readonly reachable: boolean;
};

/** The user with further permission set licenses. */
export const withLicenses = (user: InspectedUser, names: readonly string[]): InspectedUser => {
  const { orgLicenses, permissionSetLicenses } = user;
  const held = permissionSetLicenses.known ? permissionSetLicenses.value : [];
  const given = names.map(
    (name): License =>
      (orgLicenses.known ? orgLicenses.value : []).find((license) => sameName(license.name, name)) ?? {
        id: null,
        name,
        label: name,
        objects: null,
        userPermissions: null,
      },
  );
  return { ...user, permissionSetLicenses: known([...held, ...given]) };
};

/** What the plan knows of a user. The licenses that his wanted findings wait for are planned first. */
export const recipientOf = (context: PlanContext, user: InspectedUser): Recipient => {
  const { requirements, snapshot, permissionSet, scope } = context;
  const before = evaluate(requirements.requirements, snapshot, user);
  const reachable = !hasInertAssignment(user, permissionSet.name);
  const wantedLicenses = (findings: readonly Finding[]): string[] =>
    wantedFindings(findings, scope).flatMap((finding) => finding.remedy?.licenses ?? []);
  const needed = wantedLicenses(before);
  const { existing } = permissionSet;
  const license = broughtLicense(existing?.license);
  const isNew = license !== null && !existing?.assignees.includes(user.id) && !holdsLicense(user, license.name);
  const brought = isNew && !needed.some((name) => sameName(name, license.name)) ? license.name : null;
  const licenses = reachable ? [...new Set([...needed, ...(brought === null ? [] : [brought])])].sort() : [];
  if (licenses.length === 0) return { user, licenses, brought: null, before, found: before, reachable };
  // What one license opens may wait for another one: none is asked for twice, so that this ends.
  for (let all: readonly string[] = licenses; ;) {
    const holder = withLicenses(user, all);
    const found = evaluate(requirements.requirements, snapshot, holder);
    const more = wantedLicenses(found).filter((name) => !all.some((one) => sameName(one, name)));
    if (more.length === 0) return { user: holder, licenses: all, brought, before, found, reachable };
    all = [...new Set([...all, ...more])].sort();
  }
};

/** The user as he will be, with the permission set in its new form. */
export const withPermissionSet = (user: InspectedUser, set: TargetSet, content: Content): InspectedUser => {
  const { evidence } = user;
  if (evidence.mode !== 'admin' || !evidence.sources.known || hasInertAssignment(user, set.name)) return user;
  // An assignment that may have expired keeps its doubt: a second one cannot be made beside it (fact A19).
  const doubt = evidence.sources.value.find((source) => isFromSet(source, set.name))?.doubt ?? null;
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

/** The user with the licenses that come first, as far as it was read what all of them allow. */
export const licensedHolder = (
  { licensed, snapshot: { schema } }: PlanContext,
  { user, licenses }: Pick<Recipient, 'user' | 'licenses'>,
): Holder => {
  const fuller = licensed?.users.find(({ id }) => id === user.id);
  return { user: fuller ? withLicenses(fuller, licenses) : user, schema };
};
