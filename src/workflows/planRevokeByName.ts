/** The way back without a receipt: the assignments of the permission set that grant made. */
import { directNeedsIn } from '../access/dependencies.js';
import type { Entry } from '../access/entry.js';
import { isSetupEntry } from '../access/setupEntities.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import { entriesIn } from '../access/standingSet.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { beyondDefinition, rowsBeyond } from '../grant/beyond.js';
import { isIntact } from '../org/fingerprint.js';
import type { OrgClient } from '../org/orgClient.js';
import { readNamedAssignments } from '../org/read/readStanding.js';
import { sameName } from '../platform/names.js';
import { withoutReceipt } from '../revoke/planRevokeByName.js';
import type { RevokePlan } from '../revoke/revokePlan.js';
import { expectColumns } from './revokeReading.js';
import type { Needs, RevokeInput } from './revokeReading.js';
import { namedByRules, ownSetOf } from './setToRevoke.js';

const isPermission = (entry: Entry): boolean => !isSetupEntry(entry);

/**
 * Without a receipt: the assignments of the permission set that grant made for this integration.
 * @param whole what the definition asks for in every phase: what a grant may have put in
 * @throws OrgFailure SET_NOT_OURS_TO_REVOKE, SET_OF_ANOTHER
 */
export const planByName = async (
  client: OrgClient,
  { requirements }: Needs,
  whole: RequirementSet,
  snapshot: AccessSnapshot,
  input: RevokeInput,
): Promise<RevokePlan> => {
  const name = input.permissionSet ?? requirements.permissionSet;
  const { deleteSet } = input;
  if (deleteSet) expectColumns(snapshot.schema);
  const byRules = namedByRules(requirements, snapshot.schema).filter((one) => !sameName(one.name, name));
  const users = snapshot.users.map(({ id, username }) => ({ id, username }));
  const [set, named] = await Promise.all([
    ownSetOf(client, { requirements }, snapshot.schema, input, byRules.length > 0),
    readNamedAssignments(client, users, byRules, requirements.integration),
  ]);
  const holds = set ? entriesIn(set) : [];
  // The fingerprint in the description is one of the permissions alone: of things of Setup each row tells by itself.
  const beyond = !set
    ? []
    : [
        ...(isIntact(set.description, holds)
          ? []
          : beyondDefinition(holds.filter(isPermission), whole, snapshot, directNeedsIn([]))),
        ...rowsBeyond(set.setup ?? [], whole, snapshot),
      ];
  return withoutReceipt(name, set, new Set(snapshot.users.map(({ id }) => id)), deleteSet, beyond, named);
};
