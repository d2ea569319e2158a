/** Sentences of commands that end with the report of a check. */
import { Messages } from '@salesforce/core';
import type { Words } from '../report/words.js';
import { withLine } from './markedCommands.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const check = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of a command; those of the report, `report.…`, are the check's. @param own messages of the command */
export const wordsWithReport =
  (own: Pick<Messages<string>, 'getMessage'>): Words =>
  (key, tokens) =>
    withLine((key.startsWith('report.') ? check : own).getMessage(key, tokens ?? []));
