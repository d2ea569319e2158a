/** A question before a write, as a terminal shows it: where it writes, and what of it nobody typed. */
import { Messages } from '@salesforce/core';
import { wrap } from '../report/layout.js';
import { orgMark } from '../report/orgText.js';
import type { ToldOrg } from '../report/orgText.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';
import { withoutSecrets } from '../secrets.js';
import type { Origins } from './originText.js';
import { paint, terminalWidth } from './presentation.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/**
 * A question broken between words: the prompt itself breaks in the middle of them. Room is left for `? ` and `(y/N)`. It
 * begins with what sort of org it is; production is red.
 */
export const inLines = (org: ToldOrg, question: string): string => {
  const bundle = Messages.loadMessages('sf-plugin-integration', 'integration.check');
  const mark = orgMark(org, (key) => bundle.getMessage(key));
  const text = wrap(`${mark}: ${visible(withoutSecrets(question))}`, terminalWidth() - 10).join('\n');
  const isSerious = org.type === null || org.type === 'production';
  return isSerious && text.startsWith(mark) ? paint('bad', mark) + text.slice(mark.length) : text;
};

/** Sentences on where something comes from that nobody typed. */
export const originWords: Words = (key, tokens) =>
  Messages.loadMessages('sf-plugin-integration', 'integration.check').getMessage(key, tokens ?? []);

/** The question with what nobody typed, so that it is agreed to as well. */
export const withOrigins = (question: string, { settings }: Origins): string =>
  settings.length === 0
    ? question
    : originWords('origin.question', [question, settings.map(({ key, value }) => `${key} ${value}`).join(', ')]);
