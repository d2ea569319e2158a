/** The permission set that grant made for an integration, found by its name, and the sets that rules name. */
import type { OrgSchema } from '../access/snapshot.js';
import type { StandingSet } from '../access/standingSet.js';
import type { NamedRequirements } from '../check/evaluation.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { markOf } from '../grant/ownership.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import { readNamesOfMarkedSets } from '../org/read/markedSets.js';
import type { NamedRef } from '../org/read/readStanding.js';
import { readStandingSet } from '../org/read/readStandingSet.js';
import { keyOf, qualifiedName } from '../platform/names.js';
import type { RevokeInput } from './revokeReading.js';

/** The permission sets and groups that rules name and that the org has. */
export const namedByRules = ({ requirements }: RequirementSet, { permissionSets: all }: OrgSchema): NamedRef[] =>
  everyWanted(requirements).flatMap(({ need }): NamedRef[] => {
    const assigned = kindOf(need).assigned?.(need);
    if (!assigned || !('permissionSet' in assigned) || !all.known) return [];
    const set = all.value.get(keyOf(assigned.permissionSet));
    return set ? [{ setId: set.id, name: qualifiedName(set), type: set.type }] : [];
  });

/**
 * No set of that name is not the same as nothing granted: it may have been renamed, or the name mistyped.
 * @throws OrgFailure SET_NOT_FOUND
 */
const refuseIfElsewhere = async (
  client: OrgClient,
  name: string,
  integration: string,
  named: boolean,
): Promise<void> => {
  const others = await readNamesOfMarkedSets(client, integration);
  if (others.length > 0) throw new OrgFailure('SET_ELSEWHERE', [name, others.join(', ')]);
  if (named) throw new OrgFailure('SET_NOT_FOUND', [name]);
};

/** The permission set of the definition, made by grant; null where there is none. @throws OrgFailure SET_NOT_OURS_TO_REVOKE, SET_OF_ANOTHER */
export const ownSetOf = async (
  client: OrgClient,
  { requirements }: Pick<NamedRequirements, 'requirements'>,
  schema: OrgSchema,
  { permissionSet, deleteSet }: RevokeInput,
  withDates = false,
): Promise<StandingSet | null> => {
  const name = permissionSet ?? requirements.permissionSet;
  const set = await readStandingSet(client, { name }, schema, withDates, deleteSet);
  if (!set) await refuseIfElsewhere(client, name, requirements.integration, permissionSet !== undefined);
  const mark = set && markOf(set.description);
  if (set && !mark) throw new OrgFailure('SET_NOT_OURS_TO_REVOKE', [set.name]);
  if (set && mark && mark.integration !== requirements.integration)
    throw new OrgFailure('SET_OF_ANOTHER', [set.name, mark.integration]);
  return set;
};
