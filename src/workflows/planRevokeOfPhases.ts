/** The way back of phases that are over: what the set holds for them alone. */
import { directNeedsIn } from '../access/dependencies.js';
import { isSetupEntry } from '../access/setupEntities.js';
import { entriesIn } from '../access/standingSet.js';
import type { NamedRequirements } from '../check/evaluation.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { namedEntriesIn } from '../grant/namedEntries.js';
import { everyWanted } from '../kinds/everyRequirement.js';
import { kindOf } from '../kinds/kinds.js';
import { phases } from '../kinds/requirement.js';
import type { Phase } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { readDependencies } from '../org/read/readDependencies.js';
import { readLicenses, readNamedAssignments, withDates } from '../org/read/readStanding.js';
import { sameId } from '../platform/sameId.js';
import { ofPhase } from '../revoke/planRevokePhase.js';
import type { PhaseNeeds } from '../revoke/planRevokePhase.js';
import { actionOf } from '../revoke/revokePlan.js';
import type { PlannedRevoke } from './planRevokeWorkflow.js';
import { overObjectsOf } from './prepare.js';
import { expectColumns, expectSeen, expectSetupRead, needsIn, readNow } from './revokeReading.js';
import type { Needs, RevokeInput } from './revokeReading.js';
import { namedByRules, ownSetOf } from './setToRevoke.js';

/**
 * What the definition asks for with and without the phases that are over, over the objects of this org.
 * @throws DefinitionMistake, OrgFailure
 */
const needsOfPhases = async (
  client: OrgClient,
  input: RevokeInput,
  whole: NamedRequirements,
  over: readonly Phase[],
): Promise<PhaseNeeds> => {
  const remaining = phases.filter((phase) => !over.includes(phase));
  const named = await Promise.all(
    [remaining, [], over, ...remaining.map((phase) => [phase])].map((some) => needsIn(input, some)),
  );
  const all = (await overObjectsOf(client, [whole, ...named])).map(({ requirements }) => requirements);
  const [wholeNeeds = whole.requirements, kept = wholeNeeds, daily = kept, overNeeds = wholeNeeds, ...others] = all;
  return {
    whole: wholeNeeds,
    kept,
    daily,
    over: overNeeds,
    others: remaining.flatMap((phase, i) => {
      const needs = others[i];
      return needs ? [{ phase, needs }] : [];
    }),
  };
};

/** Whether rules name a license to be assigned. */
const namesLicense = ({ requirements }: RequirementSet): boolean =>
  everyWanted(requirements).some(({ need }) => {
    const assigned = kindOf(need).assigned?.(need);
    return assigned !== undefined && 'license' in assigned;
  });

/** Of phases that are over: what the set holds for them alone. Nobody loses the set. @throws DefinitionMistake, OrgFailure */
export const planOfPhases = async (
  client: OrgClient,
  needs: Needs,
  input: RevokeInput,
  over: readonly Phase[],
): Promise<Pick<PlannedRevoke, 'plan' | 'snapshot'> & Pick<AccessReading, 'runner'>> => {
  const whole = await needsIn(input, phases);
  const { snapshot, runner } = await readNow(client, { ...whole, fromDefinition: true }, input.users);
  expectSeen(client, snapshot);
  expectColumns(snapshot.schema);
  const byRules = namedByRules(whole.requirements, snapshot.schema);
  const users = snapshot.users.map(({ id, username }) => ({ id, username }));
  const [set, phaseNeeds, named, licenses] = await Promise.all([
    ownSetOf(client, needs, snapshot.schema, { ...input, deleteSet: true }, true),
    needsOfPhases(client, input, whole, over),
    readNamedAssignments(client, users, byRules, needs.requirements.integration),
    namesLicense(whole.requirements)
      ? readLicenses(
          client,
          users.map(({ id }) => id),
        ).then((all) => withDates(client, all))
      : [],
  ]);
  if (namedEntriesIn(phaseNeeds.over.requirements).some(isSetupEntry)) expectSetupRead(set);
  const { edges, unread } = set ? await readDependencies(client, entriesIn(set)) : { edges: [], unread: null };
  const plan = ofPhase(
    input.permissionSet ?? needs.requirements.permissionSet,
    set,
    new Set(snapshot.users.map(({ id }) => id)),
    phaseNeeds,
    snapshot,
    directNeedsIn(edges),
    {
      named,
      licenses: licenses.flatMap((license) => {
        const user = users.find(({ id }) => sameId(id, license.userId));
        return user ? [{ ...license, username: user.username }] : [];
      }),
    },
  );
  // That nothing which stays rests on what goes would be a guess.
  if (unread && actionOf(plan, 'removeEntries'))
    throw new OrgFailure('DEPENDENCIES_UNREAD', [unread.part, unread.detail || unread.code, plan.name]);
  return { plan, snapshot, runner };
};
