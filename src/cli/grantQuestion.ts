/** What a person agrees to before a plan is carried out: permissions over the whole org by name, everything else as a whole. */
import { Messages } from '@salesforce/core';
import { notAllowed, orgWideReceived } from '../grant/orgWide.js';
import { sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { unique } from '../report/groups.js';
import { permissionLabel } from '../report/needName.js';
import { orgInQuestion } from '../report/orgText.js';
import type { PlanReport } from '../report/grant/planReport.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

/** The question before the plan is carried out. */
export const grantQuestion = ({ plan, org, vocabulary }: PlanReport): string => {
  const where = orgInQuestion(org);
  const labels = orgWideReceived(plan).map(({ name }) => permissionLabel(name, vocabulary));
  return labels.length > 0
    ? messages.getMessage('prompt.applyControl', [labels.join(', '), where])
    : messages.getMessage('prompt.apply', [where]);
};

/**
 * Refuses, where nobody is there to answer the question, permissions over the whole org that `--allow` does not name: those of
 * all plans at once.
 * @throws Refusal ORG_WIDE_NOT_ALLOWED
 */
export const refuseNotAllowed = (reports: readonly PlanReport[], allowed: readonly string[]): void => {
  const all = reports.map(({ plan, vocabulary }) => {
    const orgWide = orgWideReceived(plan);
    const refused = notAllowed(orgWide, allowed);
    const isPutIn = plan.beyond.some(
      (entry) => entry.kind === 'userPermission' && refused.some((name) => sameName(name, entry.name)),
    );
    const labels = refused.map((name) => permissionLabel(name, vocabulary));
    return { names: orgWide.map(({ name }) => name), labels, isPutIn };
  });
  const labels = unique(all.flatMap((one) => one.labels));
  if (labels.length === 0) return;
  const names = unique(all.flatMap((one) => one.names)).join(',');
  const refusal = new Refusal('failure', 'ORG_WIDE_NOT_ALLOWED', [labels], [names]);
  // What somebody has put into a set can be taken out of it; what the definition asks for cannot.
  throw all.some(({ isPutIn }) => isPutIn) ? refusal.told('beyond') : refusal;
};
