/** A look of the monitor, as a report document. */
import { exitCodes } from '../../exitCode.js';
import type { News, Upcoming } from '../../monitor/news.js';
import { dateTime } from '../dateTime.js';
import type { WatchedLook, WatchReport } from '../monitor/watchReport.js';
import { watchJson } from '../monitor/watchReport.js';
import {
  asideSentences,
  channelSentences,
  inOrder,
  newsTitle,
  newsWord,
  watchHeadline,
  whoSentences,
} from '../monitor/watchText.js';
import type { WatchTextOptions } from '../monitor/watchText.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact, orgParts, plainItem } from './documentParts.js';
import type { DocumentGroup, DocumentItem, DocumentTone, ReportDocument } from './reportDocument.js';

const toneOf = ({ news }: News): DocumentTone => {
  if (news === 'lost' || news === 'stillMissing') return 'bad';
  if (news === 'restored') return 'good';
  return news === 'definitionChanged' ? 'plain' : 'unsure';
};

/** One piece of news. */
export const newsItem = (news: News, options: WatchTextOptions): DocumentItem =>
  plainItem({
    ...{ id: `${news.id} ${news.news}`, kind: 'news', code: news.news, tone: toneOf(news) },
    level: news.level ?? 'optional',
    ...(news.forbid === true ? { forbid: true } : {}),
    // What is not looked for any more was there, or is of no use: nothing is left to be done.
    status: news.is ?? (news.news === 'lost' ? 'unmet' : 'met'),
    fails: news.news === 'lost' || (news.news === 'stillMissing' && news.level === 'required'),
    statusWord: newsWord(news, options),
    name: newsTitle(news, options),
    message: [...whoSentences(news, options), ...news.why].join(' '),
  });

/** Something that ends soon. */
export const upcomingItem = ({ kind, name, ends, text }: Upcoming, { words }: WatchTextOptions): DocumentItem =>
  plainItem({
    ...{ id: [kind, name, ends ?? ''].join(' '), kind: 'upcoming', code: kind, tone: 'unsure', level: 'recommended' },
    ...{ status: 'degraded', fails: false, name, message: text },
    statusWord: words(kind === 'apiRequests' ? 'news.usedUp' : 'news.upcoming'),
  });

const verdictOf = (exitCode: number, text: string, { words }: WatchTextOptions): DocumentGroup['verdict'] => ({
  word: words(`verdict.${exitCode}`),
  text: visible(text),
  tone: exitCode === exitCodes.done ? 'good' : exitCode === exitCodes.unknown ? 'unsure' : 'bad',
});

const lookCode = ({ news, missing, unknown }: WatchedLook): number => {
  if (missing > 0 || news.some((one) => one.news === 'lost')) return exitCodes.missing;
  return unknown > 0 ? exitCodes.unknown : exitCodes.done;
};

const groupOf = (look: WatchedLook, at: number, options: WatchTextOptions, { said }: DocumentFrame): DocumentGroup => {
  const { words } = options;
  const { integration, user, since } = look;
  return {
    key: `look-${at + 1}`,
    title: visible(words('group.title', [integration, user])),
    user: visible(user),
    integration: visible(integration),
    facts: [
      fact(said('fact.integration'), integration),
      fact(said('fact.user'), user),
      fact(words('fact.before'), since === null ? words('fact.first') : dateTime(since)),
      { label: words('fact.check'), text: visible(look.command), isCommand: true },
    ],
    verdict: verdictOf(lookCode(look), words('group.counts', [String(look.missing), String(look.unknown)]), options),
    warnings: look.lostSources.map(({ what, source, left }) =>
      visible(words('sourceLost', [what, source.label, String(left)])),
    ),
    causes: [],
    items: [
      ...inOrder(look.news).map((one) => newsItem(one, options)),
      ...look.upcoming.map((one) => upcomingItem(one, options)),
    ],
  };
};

/** The document of a look. */
export const monitorDocument = (
  report: WatchReport,
  options: WatchTextOptions,
  frame: DocumentFrame,
): ReportDocument => ({
  command: 'monitor',
  title: visible(options.words('document.title', [report.shortName])),
  ...orgParts(report.org, options.words, frame),
  at: report.at,
  exitCode: report.exitCode,
  verdict: verdictOf(report.exitCode, watchHeadline(report, options), options),
  tables: [],
  groups: report.looks.map((look, at) => groupOf(look, at, options, frame)),
  steps: report.looks
    .filter(({ missing }) => missing > 0)
    .map(({ command, integration, user }) => ({
      text: visible(options.words('step.check', [integration, user])),
      command: visible(command),
    })),
  unread: [
    ...(report.dryRun ? [options.words('dryRun')] : []),
    ...asideSentences(report, options),
    ...channelSentences(report, options),
  ].map(visible),
  json: watchJson(report),
});
