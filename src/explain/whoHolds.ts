/** Who of an org has one thing: every user judged as a check judges one, those who are alike together. */
import type {
  AccessSource,
  Evidence,
  Gap,
  GrantedBy,
  InspectedUser,
  OrgSchema,
  SourceType,
} from '../access/snapshot.js';
import { sourcesOnce } from '../access/sourcesOnce.js';
import { gap, known } from '../access/snapshot.js';
import { evaluate } from '../check/evaluate.js';
import type { Finding } from '../kinds/finding.js';
import { requirementId } from '../kinds/requirementId.js';
import type { Requirement } from '../kinds/requirement.js';
import { compareKeys, keyOf } from '../platform/names.js';
import { isThere, unreadable } from '../kinds/verdict.js';
import type { Has } from './explanation.js';

/** The licenses of somebody, as far as they decide whether something has an effect. */
export type HeldLicenses = Pick<InspectedUser, 'license' | 'permissionSetLicenses' | 'orgLicenses'>;

/** A user to whom something is assigned that may matter. */
export type PossibleHolder = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  /** Null where it is hidden from the runner (fact J6). */
  readonly profile: string | null;
  readonly userLicense: string;
  /** Null where the runner does not see the user at all: with private sharing of users it takes View All Users (fact B11). */
  readonly isActive: boolean | null;
  readonly flags: InspectedUser['flags'];
  readonly packages: InspectedUser['packages'];
  /** Of whoever holds a license that is not in force, or may not be; a gap where that could not be read. Null for all others. */
  readonly licenses: HeldLicenses | Gap | null;
  readonly sources: readonly AccessSource[];
  /** The same for users of whom all of this is the same, but for who they are. */
  readonly alike: string;
};

/** What was read about everybody. */
export type PossibleHolders = {
  readonly users: readonly PossibleHolder[];
  readonly evidence: Omit<Extract<Evidence, { mode: 'admin' }>, 'mode' | 'sources'>;
};

/** Who has it. */
export type UserWhoHolds = Pick<PossibleHolder, 'id' | 'username' | 'name' | 'profile' | 'userLicense'> & {
  readonly isActive: boolean;
  readonly grantedBy: readonly GrantedBy[];
  /** The finding of whoever has an object or a field only in part; null of all others. */
  readonly inPart: Finding | null;
};

/** Of whom nobody can tell, and the finding that says why. */
export type UnclearHolder = Omit<UserWhoHolds, 'grantedBy' | 'inPart' | 'isActive'> &
  Pick<PossibleHolder, 'isActive'> & { readonly finding: Finding };

/** A profile, permission set or group, and how many of the listed users have it from there. */
export type SourceOfUsers = {
  readonly type: SourceType;
  readonly name: string;
  readonly namespace: string | null;
  readonly label: string;
  /** What implies it. Left out where the source holds it by itself. */
  readonly via?: string;
  readonly users: number;
};

export type WhoHolds = {
  /** The finding of a user to whom nothing is assigned: what it is about, spelled as the org spells it. */
  readonly nobody: Finding;
  /** Whether users have it to whom nothing is assigned that holds it. */
  readonly withoutAny: Has;
  /** Those who have it, by username; the active ones alone unless all were asked for. */
  readonly users: readonly UserWhoHolds[];
  /** Null where everybody has it: nobody is listed then. */
  readonly active: number | null;
  /** Users who are not active, and would have it if they were; null likewise. */
  readonly inactive: number | null;
  readonly unclear: readonly UnclearHolder[];
  /** The source with most users first. */
  readonly sources: readonly SourceOfUsers[];
};

const noLicenses: HeldLicenses = {
  license: { id: null, name: '', label: '', objects: null, userPermissions: null },
  permissionSetLicenses: known([]),
  orgLicenses: known([]),
};

const isGap = (licenses: PossibleHolder['licenses']): licenses is Gap => licenses !== null && 'code' in licenses;

const asInspected = (
  { id, username, name, profile, userLicense, flags, packages, licenses, sources }: Omit<PossibleHolder, 'alike'>,
  evidence: PossibleHolders['evidence'],
): InspectedUser => ({
  id,
  username,
  requestedUsername: null,
  name,
  profile,
  userLicense,
  isActive: known(true),
  isFrozen: gap('NOT_AUTHORISED', 'UserLogin', ''),
  unnamed: false,
  ...noLicenses,
  ...(licenses === null || isGap(licenses) ? {} : licenses),
  packages,
  flags,
  evidence: { ...evidence, mode: 'admin', sources: known(sources) },
});

/** What a check says of the subject; one of its own, as it is asked for by name. */
const judged = (subject: Requirement, schema: OrgSchema, user: InspectedUser): Finding => {
  const finding = evaluate([subject], { schema }, user).find(
    ({ need }) => keyOf(requirementId(need)) === keyOf(requirementId(subject.need)),
  );
  if (!finding) throw new Error(`no finding of ${subject.id}`);
  return finding;
};

/** The finding of whoever has it as far as permission sets tell, where it could not be read whether a license is in force, or who he is. */
const unclearBy = (finding: Finding, lacked: Gap): Finding => ({
  ...finding,
  ...unreadable(finding.args[0] ?? '', lacked),
});

/** Why nobody can tell whether he has it now who is assigned what gives it; null where all that it takes was read. */
const lackingOf = ({ id, isActive, licenses }: PossibleHolder): Gap | null => {
  if (isActive === null) return gap('NOT_AUTHORISED', 'User', id).gap;
  return isGap(licenses) ? licenses : null;
};

/** Whether there is anything of it: who reviews an org wants to see also whoever has it of some records, or with masked values. */
const holdsIt = (finding: Finding): Has => (finding.status === 'unknown' ? 'unknown' : isThere(finding));

/** What a check says of a user to whom nothing is assigned. */
export const findingOfNobody = (
  subject: Requirement,
  schema: OrgSchema,
  evidence: PossibleHolders['evidence'] = {
    objectRows: known(true),
    fieldRows: known(true),
    userPermissionRows: known(true),
    appRows: known(true),
  },
): Finding =>
  judged(
    subject,
    schema,
    asInspected(
      {
        ...{ id: '', username: '', name: '', profile: null, userLicense: '', isActive: true },
        ...{ flags: new Map(), packages: new Map(), licenses: null, sources: [] },
      },
      evidence,
    ),
  );

const withSourcesOnce = (finding: Finding): Finding => ({ ...finding, grantedBy: sourcesOnce(finding.grantedBy) });

const countedBySource = (users: readonly UserWhoHolds[]): SourceOfUsers[] => {
  const counted = new Map<string, SourceOfUsers>();
  for (const { grantedBy } of users) {
    const own = new Map(
      grantedBy.map(({ type, name, namespace, label, via }) => [
        JSON.stringify([type, namespace, keyOf(name), via]),
        { type, name, namespace, label, ...(via === undefined ? {} : { via }) },
      ]),
    );
    for (const [key, source] of own) counted.set(key, { ...source, users: (counted.get(key)?.users ?? 0) + 1 });
  }
  return [...counted.values()].sort(
    (a, b) => b.users - a.users || compareKeys(a.name, b.name) || compareKeys(a.via ?? '', b.via ?? ''),
  );
};

/** Nobody is looked for where everybody has it. @param nobody the finding of a user to whom nothing is assigned */
export const everybodyHolds = (nobody: Finding): WhoHolds | null =>
  holdsIt(nobody) === true
    ? { nobody, withoutAny: true, users: [], active: null, inactive: null, unclear: [], sources: [] }
    : null;

/**
 * Who of these users has it. Whoever is alike is judged once: twenty thousand users have some dozens of profiles.
 * @param subject what is asked about: one entry
 * @param withInactive whether users who are not active are listed too
 */
export const whoHolds = (
  subject: Requirement,
  schema: OrgSchema,
  { users, evidence }: PossibleHolders,
  withInactive: boolean,
): WhoHolds => {
  const nobody = findingOfNobody(subject, schema, evidence);
  const findings = new Map<string, Finding>();
  const findingOf = (user: PossibleHolder): Finding => {
    const kept = findings.get(user.alike);
    if (kept) return kept;
    const found = withSourcesOnce(judged(subject, schema, asInspected(user, evidence)));
    const lacking = lackingOf(user);
    const finding = lacking !== null && holdsIt(found) === true ? unclearBy(found, lacking) : found;
    findings.set(user.alike, finding);
    return finding;
  };
  const all = [...users]
    .sort((a, b) => compareKeys(a.username, b.username))
    .map(({ id, username, name, profile, userLicense, isActive, ...user }) => ({
      who: { id, username, name, profile, userLicense, isActive },
      finding: findingOf({ id, username, name, profile, userLicense, isActive, ...user }),
    }));
  const holding = all.flatMap(({ who: { isActive, ...who }, finding }) =>
    holdsIt(finding) === true && isActive !== null ? [{ who: { ...who, isActive }, finding }] : [],
  );
  const listed = holding
    .filter(({ who }) => who.isActive || withInactive)
    .map(({ who, finding }) => ({
      ...who,
      grantedBy: finding.grantedBy,
      inPart: finding.status === 'met' ? null : finding,
    }));
  return {
    nobody,
    withoutAny: holdsIt(nobody),
    users: listed,
    active: holding.filter(({ who }) => who.isActive).length,
    inactive: holding.filter(({ who }) => !who.isActive).length,
    unclear: all.flatMap(({ who, finding }) =>
      holdsIt(finding) === 'unknown' && (who.isActive !== false || withInactive) ? [{ ...who, finding }] : [],
    ),
    sources: countedBySource(listed),
  };
};
