import { actionsOf } from '../monitor/whoDidIt/auditClues.js';
import { explainLosses as explain } from '../monitor/whoDidIt/explainLoss.js';
import type { Explained, Loss } from '../monitor/whoDidIt/loss.js';
import { noNames } from '../monitor/whoDidIt/orgNames.js';
import { situationsOf } from '../monitor/whoDidIt/situations.js';
import type { OrgClient } from '../org/orgClient.js';
import { readAuditTrail } from '../org/read/auditTrail/readAuditTrail.js';
import { readOrgNames } from '../org/read/auditTrail/readOrgNames.js';

/**
 * Who did it: reads the audit trail of the org and which of its entries explain each loss. Sends nothing where nothing is lost.
 * @param losses of all integrations and users of this org
 * @param since when the look before was: ISO 8601
 * @returns by the key of the loss
 * @throws OrgFailure
 */
export const explainLosses = async (
  client: OrgClient,
  losses: readonly Loss[],
  since: string,
): Promise<ReadonlyMap<string, Explained>> => {
  if (losses.length === 0) return new Map();
  // Which things may have happened follows from the losses alone, names only say which entries fit.
  const happenings = new Set(losses.flatMap((loss) => situationsOf(loss, noNames).map(({ happening }) => happening)));
  // Of a group nobody knows here whether something mutes.
  if (happenings.has('groupTaken')) happenings.add('groupMuting');
  const [trail, names] = await Promise.all([
    readAuditTrail(client, since, actionsOf(happenings)),
    readOrgNames(client, losses),
  ]);
  if (!trail.known) {
    const nobody = trail.gap.code === 'NOT_ANSWERED' ? 'NOT_READ' : 'NOT_VISIBLE';
    return new Map(losses.map(({ key }) => [key, { by: [], nobody }]));
  }
  const { entries, isCut } = trail.value;
  const explained = explain(losses, names, entries, new Date(Date.now()).toISOString());
  return new Map([...explained].map(([key, one]) => [key, isCut && one.by.length === 0 ? { ...one, cut: true } : one]));
};
