/** Of several checks with something missing, the one whose plan a person wants to see. */
import { Messages } from '@salesforce/core';
import type { ReportCheck } from '../report/check/checkReport.js';
import { chooseFromList, isNarrowedTo } from './chooseFromList.js';
import type { ListEntry } from './chooseFromList.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'choose');

/**
 * Lets a person choose a check; none is what Enter takes.
 * @throws OrgFailure INTERRUPTED
 */
export const chooseCheck = async (checks: readonly ReportCheck[], signal: AbortSignal): Promise<ReportCheck | null> => {
  const entries: ListEntry<ReportCheck | null>[] = [
    { value: null, name: messages.getMessage('pair.none'), note: '' },
    ...checks.map((check) => ({ value: check, name: `${check.reference}, ${check.user.username}`, note: '' })),
  ];
  return chooseFromList({
    question: messages.getMessage('pair.question'),
    entriesFor: async (typed) => entries.filter((entry) => isNarrowedTo(entry, typed)),
    signal,
  });
};
