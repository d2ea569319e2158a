/** The same user as if a permission set, a group or a license were gone: what would be lost. */
import { emptyContent } from '../access/entry.js';
import type { Content, AccessSource, InspectedUser, License } from '../access/snapshot.js';
import { known } from '../access/snapshot.js';
import type { Status } from '../kinds/verdict.js';
import type { Finding } from '../kinds/finding.js';

import { qualifiedName, sameName } from '../platform/names.js';
import { withoutMuted, unionOf } from './contentArithmetic.js';

/**
 * What a name can be found to be. A user license cannot be taken away, it comes with the profile; `notHeld` where the org has it
 * and this user does not; `unknown` where what the user has could not be read.
 */
export const foundSources = [
  'PermissionSet',
  'PermissionSetGroup',
  'Profile',
  'userLicense',
  'member',
  'license',
  'notHeld',
  'unknown',
] as const;
export type FoundSource = (typeof foundSources)[number];

/** Whether people call the source by this name: its API name, with or without namespace, or its label. */
const isCalled = (
  { name, namespace, label }: Pick<AccessSource, 'name' | 'namespace' | 'label'>,
  wanted: string,
): boolean => sameName(qualifiedName({ name, namespace }), wanted) || sameName(name, wanted) || sameName(label, wanted);

/** The group without one of its members: what the others hold, less what its muting sets take away (facts A4, A5). */
const withoutMember = (group: AccessSource, wanted: string): AccessSource => {
  const members = group.members.filter(({ name }) => !sameName(name, wanted));
  const content: Content = withoutMuted(unionOf(members.map((member) => member.content)), group.muted);
  return { ...group, members, content };
};

const isMember = ({ members }: AccessSource, wanted: string): boolean =>
  members.some(({ name }) => sameName(name, wanted));

const licenseCalled = ({ name, label }: License, wanted: string): boolean =>
  sameName(name, wanted) || sameName(label, wanted);

/** The license as if it were not in force: what was given with it has no effect any more. */
const outOfForce = (license: License): License => ({
  ...license,
  standing: {
    seats: known({ total: 0, used: 0 }),
    ...license.standing,
    force: known('disabled'),
  },
});

export type Without = {
  readonly user: InspectedUser;
  /** Null where the user has nothing of that name. */
  readonly found: FoundSource | null;
};

/** Whether it was taken away, or never there, so that what would be lost is known. */
export const isTaken = (found: FoundSource | null): boolean =>
  found !== null && found !== 'userLicense' && found !== 'unknown';

/** The profile as if it gave nothing: nobody can be without one, so that this is the most that a change can take. */
const emptied = (profile: AccessSource): AccessSource => ({
  ...profile,
  content: emptyContent,
  profileOnly: profile.profileOnly === null ? null : new Set(),
});

/**
 * The user without what has this name. A permission set goes out of the groups of which it is a member, too. Nothing is taken
 * from a user whose sources could not be read.
 * @param instead the profile that would come in the place of one of this name; null: then it is taken for one that gives nothing
 */
export const withoutSource = (user: InspectedUser, wanted: string, instead: AccessSource | null = null): Without => {
  const { evidence } = user;
  if (evidence.mode === 'self' || !evidence.sources.known) return { user, found: 'unknown' };
  const sources = evidence.sources.value;
  const direct = sources.filter((source) => isCalled(source, wanted));
  if (direct.some(({ type }) => type === 'Profile')) {
    const changed = sources.map((source) => (source.type === 'Profile' ? (instead ?? emptied(source)) : source));
    return { user: { ...user, evidence: { ...evidence, sources: known(changed) } }, found: 'Profile' };
  }
  const isInGroup = sources.some((source) => isMember(source, wanted));
  if (direct.length > 0 || isInGroup) {
    const left = sources
      .filter((source) => !direct.includes(source))
      .map((source) => (isMember(source, wanted) ? withoutMember(source, wanted) : source));
    return {
      user: { ...user, evidence: { ...evidence, sources: known(left) } },
      found: direct.find(({ type }) => type !== 'Profile')?.type ?? 'member',
    };
  }
  const licenses = user.permissionSetLicenses;
  if (sameName(user.userLicense, wanted)) return { user, found: 'userLicense' };
  if (!licenses.known) return { user, found: 'unknown' };
  if (!licenses.value.some((license) => licenseCalled(license, wanted))) return { user, found: null };
  return {
    user: {
      ...user,
      permissionSetLicenses: known(
        licenses.value.map((license) => (licenseCalled(license, wanted) ? outOfForce(license) : license)),
      ),
    },
    found: 'license',
  };
};

/** How much of it is there: all of it, its minimum, nothing. */
const ranks: Partial<Record<Status, number>> = { met: 2, degraded: 1 };
const rankOf = (status: Status): number => ranks[status] ?? 0;

/** Findings of which less is there after than before, by id, in the order of the first. */
export const lostFindings = (before: readonly Finding[], after: readonly Finding[]): Finding[] => {
  const later = new Map(after.map(({ id, status }) => [id, rankOf(status)]));
  return before.filter(({ id, status, forbid }) => !forbid && rankOf(status) > (later.get(id) ?? 0));
};
