/**
 * What is written into an issue of GitHub: one for each integration and org. Hidden marks tell whose it is, and which
 * messages it has already.
 */
import type { LookNews, MonitorMessage } from '../../monitor/message.js';
import { commentLimit } from '../formats/markdown.js';
import { markdownText } from '../formats/markdownText.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import { messageMarkdownBody } from './markdown.js';
import { fitting } from './fittingMessage.js';
import { messageText } from './messageText.js';

/** What a title may have. */
const longestTitle = 256;

/** Looks of one integration in one org. */
export type IssueNews = {
  /** Nothing but letters, digits and hyphens. */
  readonly key: string;
  readonly looks: readonly [LookNews, ...LookNews[]];
};

/** Letters and digits for any text, the same for the same text, another for another one. */
const spelled = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => {
    const letter = String.fromCharCode(byte);
    return /[a-z0-9]/.test(letter) ? letter : `-${byte.toString(16).padStart(2, '0')}`;
  }).join('');

/** The news of a message, for each issue. */
export const issueNewsOf = ({ looks }: Pick<MonitorMessage, 'looks'>): IssueNews[] => {
  const byKey = new Map<string, [LookNews, ...LookNews[]]>();
  for (const look of looks) {
    const key = spelled(`${look.org.id}/${look.integration}`);
    const before = byKey.get(key);
    byKey.set(key, before ? [...before, look] : [look]);
  }
  return [...byKey].map(([key, own]) => ({ key, looks: own }));
};

/** The mark of an issue; hidden, as Markdown shows no comments. */
export const issueMark = (key: string): string => `<!-- sf-integration-monitor issue ${key} -->`;

/** The mark of a message in an issue or comment. */
export const messageMark = (id: string): string => `<!-- sf-integration-monitor message ${spelled(id)} -->`;

/** Whether the issue is done: nothing is missing or unknown any more, nothing is about to end, and the looks go on. */
export const isSettled = ({ looks }: IssueNews): boolean =>
  looks.every(
    ({ missing, upcoming, isEnding, isOpen, aside }) =>
      missing === 0 && upcoming.length === 0 && isEnding !== true && isOpen !== true && aside === undefined,
  );

/** The title of an issue; GitHub shows it as plain text, but calls whoever is named behind an `@`. */
export const issueTitle = ({ looks: [{ integration, org }] }: IssueNews, said: Words): string => {
  const text = visible(said('issue.title', [integration, org.shortName, org.id]).replace(/\s+/g, ' '));
  const title = Array.from(text.replaceAll('@', '@ '));
  return title.length <= longestTitle ? title.join('') : `${title.slice(0, longestTitle - 1).join('')}…`;
};

type IssueText = Pick<MonitorMessage, 'id' | 'at'>;

const body = ({ id, at }: IssueText, { looks }: IssueNews, before: readonly string[], said: Words): string => {
  const text = messageText({ id, at, looks }, said);
  return fitting(
    text,
    said,
    (cut) => [messageMark(id), ...before, `**${markdownText(cut.subject)}**`, messageMarkdownBody(cut)].join('\n\n'),
    (form) => form.length <= commentLimit.most,
  );
};

/** The text of a new issue. */
export const issueBody = (message: IssueText, news: IssueNews, said: Words): string =>
  body(message, news, [issueMark(news.key), markdownText(said('issue.intro'))], said);

/** The text of a comment below an issue that is there. */
export const issueComment = (message: IssueText, news: IssueNews, said: Words): string =>
  body(message, news, isSettled(news) ? [`**${markdownText(said('issue.closed'))}**`] : [], said);
