import { Messages } from '@salesforce/core/messages';
import type { Words } from '../../../src/report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'htmlReport');

/** Sentences of messages/htmlReport.md. */
export const pageWords: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);
