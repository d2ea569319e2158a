import { entryId } from '../../access/entry.js';
import { idsOf } from '../../revoke/becomesUnmet.js';
import { actionOf } from '../../revoke/revokePlan.js';
import type { RevokePlan } from '../../revoke/revokePlan.js';
import { checkJson, orgJson } from '../check/checkJson.js';
import { outcomeJson } from '../grant/grantJson.js';
import type { RevokeReport } from './revokeReport.js';
import type { RevokeResult } from './revokeResult.js';

const assigned = (plan: RevokePlan, action: 'unassign' | 'unassignLicenses'): RevokeResult['plan']['unassign'] =>
  (actionOf(plan, action)?.records ?? []).map(({ user, detail }) => ({ username: user, what: detail }));

/** The `--json` result. What is seldom there stands only where it says something. */
export const revokeJson = ({ plan, snapshot, needs, dryRun, outcomes, lost, after }: RevokeReport): RevokeResult => {
  const removed = actionOf(plan, 'removeEntries');
  const platformEntries = removed?.takeOut.platformEntries ?? [];
  const alsoFrom = removed?.alsoFrom ?? [];
  return {
    schemaVersion: 1,
    org: orgJson(snapshot.org),
    integration: needs.reference,
    ...(needs.fromDefinition ? {} : { definitionRead: false }),
    dryRun,
    plan: {
      permissionSet: { name: plan.name, exists: plan.set !== null },
      unassign: assigned(plan, 'unassign'),
      licenses: assigned(plan, 'unassignLicenses'),
      entries: (removed?.takeOut.entries ?? []).map(entryId),
      ...(platformEntries.length === 0 ? {} : { platformEntries: platformEntries.map(entryId) }),
      ...(alsoFrom.length === 0 ? {} : { alsoFrom: [...alsoFrom] }),
      ...(plan.keptForPhases === undefined
        ? {}
        : {
            keptForPhases: plan.keptForPhases.map(({ entry, phases }) => ({ id: entryId(entry), phases: [...phases] })),
          }),
      ...(plan.keptAssigned === undefined
        ? {}
        : {
            keptAssigned: plan.keptAssigned.map(({ username, what, phases, neededFor }) => ({
              ...{ username, what },
              ...(phases ? { phases: [...phases] } : {}),
              ...(neededFor ? { neededFor: neededFor.map(({ id }) => id) } : {}),
            })),
          }),
      deletesPermissionSet: actionOf(plan, 'deleteSet') !== undefined,
    },
    ...(plan.notFound.length === 0 ? {} : { notFound: plan.notFound.map((one) => ({ ...one })) }),
    outcomes: outcomes.map(outcomeJson),
    becomesUnmet: idsOf(lost),
    after: after ? checkJson(after).checks : null,
  };
};
