import type { AccessSnapshot, GrantedBy, InspectedUser } from '../access/snapshot.js';
import { known } from '../access/snapshot.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { everyRequirement } from '../kinds/everyRequirement.js';
import type { Finding } from '../kinds/finding.js';
import type { Requirement } from '../kinds/requirement.js';
import { keyOf } from '../platform/names.js';
import { orgWidePermissions } from '../platform/orgWidePermissions.js';
import { contextOf, evaluate } from './evaluate.js';

/** A permission over the whole org that the user has and that the integration does not need. */
export type Beyond = { readonly name: string; readonly grantedBy: readonly GrantedBy[] };

/** Keys of the user permissions that rules name, whether the user must have them or must not. */
const namedIn = (requirements: readonly Requirement[]): string[] =>
  everyRequirement(requirements).flatMap(({ need }) => (need.kind === 'userPermission' ? [keyOf(need.name)] : []));

/** Keys of the user permissions that a user without anything would be given. */
const givenTo = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ remedy }) =>
    (remedy?.entries ?? []).flatMap((entry) => (entry.kind === 'userPermission' ? [keyOf(entry.name)] : [])),
  );

const bare = (user: InspectedUser): InspectedUser =>
  user.evidence.mode === 'admin' ? { ...user, evidence: { ...user.evidence, sources: known([]) } } : user;

/**
 * The permissions over the whole org that the user has although the definition asks for nothing that takes them: he can do
 * far more than the integration needs. What could not be read is not among them.
 */
export const orgWideBeyond = (
  { requirements }: RequirementSet,
  snapshot: Pick<AccessSnapshot, 'schema'>,
  user: InspectedUser,
): Beyond[] => {
  const { access } = contextOf(snapshot, user, requirements);
  const held = orgWidePermissions.flatMap((name) => {
    const answer = access.userPermission(name);
    return answer.answer === 'yes' ? [{ name, grantedBy: answer.grantedBy }] : [];
  });
  if (held.length === 0) return [];
  const needed = new Set([...namedIn(requirements), ...givenTo(evaluate(requirements, snapshot, bare(user)))]);
  return held.filter(({ name }) => !needed.has(keyOf(name)));
};
