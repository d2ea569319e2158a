import { toldAs } from '../../access/sourceGiving.js';
import type { Hint } from '../../access/answer.js';
import { gap } from '../../access/snapshot.js';
import type { AccessSource, PermissionSetName } from '../../access/snapshot.js';
import { keyOf, qualifiedName, sameName } from '../../platform/names.js';
import type { Context } from '../context.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';

/** Why a grant leaves the assignment to people, though the org has the set: found only when its content is looked at. */
export const namedSetObstacles = [
  'NAMED_SET_NOT_READ',
  'NAMED_SET_OF_ANOTHER',
  'NAMED_SET_NEEDS_SESSION',
  'NAMED_SET_RECALCULATING',
  'NAMED_SET_OTHER_LICENSE',
  'NAMED_SET_WITHOUT_SEAT',
  'NAMED_SET_BEYOND_LICENSE',
  'NAMED_SET_BRINGS_FORBIDDEN',
] as const;
export type NamedSetObstacleCode = (typeof namedSetObstacles)[number];

/** Why one of them is not assigned to somebody, and is left to people: the name comes first, and who it is about last. */
export type NamedSetObstacle = { readonly code: NamedSetObstacleCode; readonly args: readonly string[] };

const obstacleCodes: ReadonlySet<string> = new Set(namedSetObstacles);

/** Whether something is missing because a grant leaves a set to people. */
export const isLeftToPeople = ({ code }: Pick<Verdict, 'code'>): boolean => obstacleCodes.has(code);

export const permissionSetAssignedCodes = {
  settled: ['PERMISSION_SET_ASSIGNED'],
  open: ['PERMISSION_SET_NOT_ASSIGNED', 'NO_SUCH_PERMISSION_SET', ...namedSetObstacles],
} as const;

/** The member of a group that is this permission set, by its id: members of other namespaces can bear the same name. */
const memberIn = ({ members }: AccessSource, set: PermissionSetName | undefined): string | undefined =>
  members.find(({ id }) => id === set?.id)?.name;

/**
 * Is the permission set or group assigned to the user and in force, directly or as a member of an assigned group? What it
 * holds is not looked at: other rules ask for that (facts A2, A4, A9).
 * @param name API name, `ns__Name` when packaged
 */
export const judgePermissionSetAssigned = (
  { schema, user, notGiven }: Context,
  name: string,
  ifPresent: boolean,
): Verdict => {
  const { permissionSets } = schema;
  if (!permissionSets.known) return unreadable(name, permissionSets.gap);
  const set = permissionSets.value.get(keyOf(name));
  if (!set) {
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name])
      : verdict('impossible', 'NO_SUCH_PERMISSION_SET', [name]);
  }
  const { evidence } = user;
  if (evidence.mode === 'self') return unreadable(name, gap('SELF_MODE', 'PermissionSetAssignment', '').gap);
  if (!evidence.sources.known) return unreadable(name, evidence.sources.gap);
  const assigned = evidence.sources.value
    .map((source) => ({
      source,
      through: memberIn(source, set),
      isDirect: source.type === set.type && sameName(qualifiedName(source), qualifiedName(set)),
    }))
    .filter(({ isDirect, through }) => isDirect || through !== undefined);
  const inForce = assigned.filter(({ source }) => source.inert === null && source.doubt === null);
  if (inForce.length > 0) {
    return verdict('met', 'PERMISSION_SET_ASSIGNED', [qualifiedName(set)], {
      grantedBy: inForce.map(({ source, through }) => toldAs(source, through === undefined ? [] : [through])),
    });
  }
  const doubtful = assigned.find(({ source }) => source.inert === null)?.source.doubt;
  if (doubtful) return unreadable(name, doubtful);
  const unseen = evidence.sources.value.find(({ inert, membersUnread }) => inert === null && membersUnread);
  if (unseen?.membersUnread && set.type === 'PermissionSet') return unreadable(name, unseen.membersUnread);
  const hints = assigned.flatMap(({ source }): Hint[] =>
    source.inert === null ? [] : [{ kind: source.inert, source: source.name }],
  );
  // A second assignment cannot be made beside one that grants nothing (fact A19); a set of a group can be assigned by itself.
  const isThere = assigned.some(({ isDirect }) => isDirect);
  const left = isThere ? undefined : notGiven.sets.get(keyOf(qualifiedName(set)));
  if (left) return verdict('unmet', left.code, left.args);
  return verdict('unmet', 'PERMISSION_SET_NOT_ASSIGNED', [qualifiedName(set), user.username], {
    hints,
    ...(isThere ? {} : { remedy: { permissionSets: [qualifiedName(set)] } }),
  });
};
