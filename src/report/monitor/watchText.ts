/** A look of the monitor, for people. Where nothing is new it is one line. */
import type { Delivery } from '../../monitor/message.js';
import { byCause } from '../../monitor/causes.js';
import type { OfOneCause } from '../../monitor/causes.js';
import { whatHurtsFirst } from '../../monitor/news.js';
import type { News, NewsKind, Upcoming } from '../../monitor/news.js';
import { taggedWith } from '../check/textStyle.js';
import type { TextOptions, Tone } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { hang } from '../layout.js';
import { orgMark } from '../orgText.js';
import { visible } from '../visible.js';
import type { WatchedLook, WatchReport } from './watchReport.js';

/** `words`: texts of messages/integration.monitor.md, and those of the check that begin with `report.`. */
export type WatchTextOptions = Pick<TextOptions, 'width' | 'paint' | 'words' | 'verbose'>;

const indent = ' '.repeat(14);
/** Entries of the audit trail that are shown; what goes beyond is counted. */
const mostEntries = 3;

/** How news is colored. */
export const newsTones: Readonly<Record<NewsKind, Tone>> = {
  lost: 'bad',
  becameUnknown: 'unsure',
  stillMissing: 'bad',
  requirementAdded: 'unsure',
  definitionChanged: 'plain',
  restored: 'good',
};

/** The word for news; of something that the user must not have another one. */
export const newsWord = ({ news, forbid }: News, { words }: Pick<WatchTextOptions, 'words'>): string =>
  words(forbid === true ? `news.${news}.forbid` : `news.${news}`);

/** News in the order in which it is told. */
export const inOrder = (news: readonly News[]): News[] =>
  [...news].sort((a, b) => whatHurtsFirst.indexOf(a.news) - whatHurtsFirst.indexOf(b.news));

/** Who did it, a sentence for each entry. */
export const whoSentences = ({ by = [], nobody }: News, { words }: Pick<WatchTextOptions, 'words'>): string[] => [
  ...by
    .slice(0, mostEntries)
    .map(({ who, when, text, possible }) =>
      visible(words(possible === true ? 'by.possible' : 'by', [who, dateTime(when), text])),
    ),
  ...(by.length > mostEntries ? [counted('by.more', by.length - mostEntries, words)] : []),
  ...(by.length === 0 && nobody !== undefined ? [words(`nobody.${nobody}`)] : []),
];

const beneath = (texts: readonly string[], { width }: WatchTextOptions): string[] =>
  texts.flatMap((text) => hang(indent, visible(text), width));

/** What it is about, how much it is needed, and since when. */
export const newsTitle = ({ what, level, since, news }: News, { words }: Pick<WatchTextOptions, 'words'>): string => {
  const named = level === null || level === 'required' ? what : words('what.level', [what, words(`level.${level}`)]);
  return news === 'stillMissing' ? words('what.since', [named, dateTime(since)]) : named;
};

/** News with one cause: who did it stands below all of it. Why it is so is said of one alone, and with --verbose of each. */
const newsLines = ({ needs: same, by }: OfOneCause, options: WatchTextOptions): string[] => {
  const [first] = same;
  const said = (why: readonly string[]): readonly string[] =>
    // What to do about it is what a check tells.
    options.verbose ? why : same.length === 1 ? why.slice(0, 1) : [];
  return [
    ...same.flatMap((news) => [
      ...taggedWith(newsWord(news, options), newsTones[news.news], newsTitle(news, options), options),
      ...beneath(said(news.why), options),
    ]),
    ...(first ? beneath(whoSentences({ ...first, by }, options), options) : []),
  ];
};

const upcomingLines = ({ text, kind }: Upcoming, options: WatchTextOptions): string[] =>
  taggedWith(options.words(kind === 'apiRequests' ? 'news.usedUp' : 'news.upcoming'), 'unsure', text, options);

const isNew = ({ news, upcoming }: WatchedLook): boolean => news.length > 0 || upcoming.length > 0;

const lookLines = (look: WatchedLook, report: WatchReport, options: WatchTextOptions): string[] => {
  const { words, paint } = options;
  const lost = options.verbose ? look.lostSources : [];
  if (!isNew(look) && lost.length === 0) return [];
  const title = words('look.title', [look.integration, look.user, report.shortName, orgMark(look.org, words)]);
  return [
    '',
    ...hang('', visible(title), options.width).map((line) => paint('heading', line)),
    ...byCause(inOrder(look.news)).flatMap((same) => newsLines(same, options)),
    ...look.upcoming.flatMap((one) => upcomingLines(one, options)),
    ...lost.flatMap(({ what, source, left }) =>
      taggedWith(words('news.sourceLost'), 'quiet', words('sourceLost', [what, source.label, String(left)]), options),
    ),
    ...(isNew(look) ? [`  ${words('look.command')}`, `    ${look.command}`] : []),
  ];
};

/** What was looked at, in one sentence. */
export const watchHeadline = (report: WatchReport, { words }: Pick<WatchTextOptions, 'words'>): string => {
  const { looks, shortName, notFound } = report;
  const total = (of: (look: WatchedLook) => number): string => String(looks.reduce((sum, look) => sum + of(look), 0));
  const counts = [total(({ missing }) => missing), total(({ unknown }) => unknown)];
  const told = looks.filter(isNew).length;
  const before = looks.flatMap(({ since }) => since ?? []).sort();
  const key = told > 0 ? 'headline.news' : before.length === 0 ? 'headline.first' : 'headline.nothing';
  const said = words(key, [
    visible(shortName),
    ...(key === 'headline.nothing' ? [dateTime(before[0] ?? '')] : []),
    ...counts,
  ]);
  return notFound.length === 0 ? said : `${said} ${words('headline.notFound', [notFound.map(visible).join(', ')])}`;
};

const channelSentence = ({ name, result, reason, givenUp }: Delivery, options: WatchTextOptions): string => {
  const key = givenUp === true ? 'givenUp' : result === 'delivered' && reason !== undefined ? 'refused' : result;
  return options.words(`channel.${key}`, [name, reason ?? '']);
};

/** What is to be said of channels: those that failed or left somebody out, and with --verbose all. */
export const channelSentences = (
  report: Pick<WatchReport, 'earlier' | 'channels' | 'dropped' | 'trouble' | 'unready' | 'heartbeatFailed'>,
  options: WatchTextOptions,
): string[] => [
  ...[...report.earlier, ...report.channels]
    .filter(
      ({ result, reason, name }) =>
        result === 'failed' || reason !== undefined || (options.verbose && name !== 'stdout'),
    )
    .map((one) => channelSentence(one, options)),
  ...report.dropped.map((name) => options.words('channel.dropped', [name])),
  ...report.unready
    .filter(({ name }) => [...report.earlier, ...report.channels].every((one) => one.name !== name))
    .map(({ name, reason }) => options.words('channel.unready', [name, reason])),
  ...(report.trouble === null ? [] : [options.words('channel.trouble', [report.trouble])]),
  ...(report.heartbeatFailed === null ? [] : [options.words('heartbeat.failed', [report.heartbeatFailed])]),
];

/** Sentences about states that could not be compared with. */
export const asideSentences = (
  { keptAside }: Pick<WatchReport, 'keptAside'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] =>
  keptAside
    .map(({ path, why, keptAs }) =>
      keptAs === null ? words(`aside.${why}`, [path]) : words('aside.kept', [words(`aside.${why}`, [path]), keptAs]),
    )
    .map(visible);

/** The text. */
export const watchText = (report: WatchReport, options: WatchTextOptions): string => {
  const { words, width, paint } = options;
  const isFirst = report.looks.every(({ since }) => since === null) && report.looks.some(({ missing }) => missing > 0);
  return [
    ...hang('', watchHeadline(report, options), width),
    ...(report.dryRun ? hang('', words('dryRun'), width) : []),
    ...report.looks.flatMap((look) => lookLines(look, report, options)),
    ...(isFirst
      ? [
          '',
          words('first.command'),
          ...report.looks.filter(({ missing }) => missing > 0).map(({ command }) => `  ${command}`),
        ]
      : []),
    ...channelSentences(report, options).flatMap((text) =>
      hang('', visible(text), width).map((line) => paint('unsure', line)),
    ),
  ].join('\n');
};
