import type { AccessSnapshot } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { phases } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { requirementsOfReceipt } from '../revoke/receiptRequirements.js';
import { needsOf } from '../revoke/revokePlan.js';
import type { RevokePlan } from '../revoke/revokePlan.js';
import { snapshotWithout } from '../revoke/snapshotWithout.js';
import { planByName } from './planRevokeByName.js';
import { planByReceipt, usersOf } from './planRevokeByReceipt.js';
import { planOfPhases } from './planRevokeOfPhases.js';
import { requirementsOf } from './prepare.js';
import { evaluated, expectSeen, needsIn, parametersOf, readNow } from './revokeReading.js';
import type { Needs, RevokeInput } from './revokeReading.js';
import { runnerLacks } from './runnerLacks.js';

/** A plan with everything that carrying it out needs. */
export type PlannedRevoke = {
  readonly plan: RevokePlan;
  /** What the runner lacks to carry it out, as API names of user permissions; empty when nothing. */
  readonly runnerLacks: readonly string[];
  readonly client: OrgClient;
  readonly snapshot: AccessSnapshot;
  /** Usernames of those who are inspected. */
  readonly usernames: readonly string[];
  readonly needs: Needs;
  readonly before: readonly Evaluation[];
  /** What the evaluation will be once the plan is carried out. */
  readonly expected: readonly Evaluation[];
};

/**
 * @throws DefinitionMistake for a definition that was named, or without a receipt; OrgFailure RECEIPT_OF_ANOTHER_INTEGRATION
 */
const needsFor = async ({ integration, receipt, authentication, filling }: RevokeInput): Promise<Needs> => {
  const reference = integration ?? receipt?.reference ?? '';
  try {
    const named = await requirementsOf(reference, authentication, parametersOf(filling));
    if (integration !== null && receipt && named.requirements.integration !== receipt.integration)
      throw new OrgFailure('RECEIPT_OF_ANOTHER_INTEGRATION', [receipt.integration, named.requirements.integration]);
    return { ...named, fromDefinition: true };
  } catch (error) {
    if (!(error instanceof DefinitionMistake) || integration !== null || receipt === null) throw error;
    return { reference, requirements: requirementsOfReceipt(receipt, authentication), fromDefinition: false };
  }
};

/**
 * Reads what stands and plans the way back. With a receipt exactly what that grant added, without one the assignments of
 * the permission set that grant made.
 * @throws DefinitionMistake, OrgFailure
 */
export const planRevokeWorkflow = async (input: RevokeInput): Promise<PlannedRevoke> => {
  const { receipt } = input;
  const needs = await needsFor(input);
  const client = createOrgClient(await input.connect(), input);
  if (receipt && receipt.org.id !== client.orgId)
    throw new OrgFailure('RECEIPT_OF_ANOTHER_ORG', [receipt.org.instanceUrl]);
  const over = input.filling?.phases ?? [];
  const users = receipt ? await usersOf(client, receipt) : [];
  const usernames = receipt ? users.map(({ username }) => username) : input.users;
  const planned = ({ plan, snapshot, runner }: Awaited<ReturnType<typeof planOfPhases>>): PlannedRevoke => ({
    plan,
    runnerLacks: runnerLacks(runner, needsOf(plan)),
    client,
    snapshot,
    usernames,
    needs,
    before: evaluated(needs, snapshot),
    expected: evaluated(needs, snapshotWithout(snapshot, plan)),
  });
  if (over.length > 0 && !receipt) return planned(await planOfPhases(client, needs, input, over));
  // Before a set goes as a whole, what was granted for a phase has to be told from what others have put in.
  const whole = input.deleteSet && !receipt ? await needsIn(input, phases) : needs;
  const { snapshot, runner } = await readNow(client, { ...needs, ...whole }, usernames);
  expectSeen(client, snapshot);
  const plan = receipt
    ? await planByReceipt(client, receipt, users, snapshot.schema, input)
    : await planByName(client, needs, whole.requirements, snapshot, input);
  return planned({ plan, snapshot, runner });
};
