/** A message of the monitor in words, before it gets the form that a channel wants. All of it is text in one line each. */
import type { LookNews, MonitorMessage } from '../../monitor/message.js';
import type { News, NewsKind, Upcoming } from '../../monitor/news.js';
import type { OrgNews } from '../../monitor/outages.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { unique } from '../groups.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';

export type MessageTone = 'good' | 'bad' | 'unsure' | 'plain';

/** One piece of news. */
export type MessageItem = {
  readonly tone: MessageTone;
  /** What has happened, in a word or two: `Lost`. */
  readonly word: string;
  /** How much it is needed; null where that is not known. */
  readonly level: string | null;
  /** What it is about: `Read on Lead.Email`. */
  readonly what: string;
  /** Since when, who did it, why it matters. */
  readonly lines: readonly string[];
};

/** What is new of one integration in one org. */
export type MessagePart = {
  readonly title: string;
  readonly facts: readonly string[];
  readonly items: readonly MessageItem[];
  /** What is said of items that were left out; null where all are there. */
  readonly more: string | null;
  readonly commandLabel: string;
  /** Null where it is too long for a message: half a command would be another one. */
  readonly command: string | null;
};

export type MessageText = {
  readonly subject: string;
  readonly parts: readonly MessagePart[];
  /** What is said of parts that were left out; null where all are there. */
  readonly more: string | null;
  readonly foot: string;
};

/** Longest text of one line: a name can be as long as somebody likes. */
const longestLine = 400;
const mostLines = 8;
const mostEntries = 3;
const longestCommand = 2000;

/** One line that does no harm, whoever wrote it. */
const line = (text: string): string => {
  const begin = text.slice(0, 2 * longestLine);
  const isCut = begin.length < text.length;
  // Not within a character that takes two of the units in which texts are counted.
  const whole = isCut ? begin.replace(/[\ud800-\udbff]$/, '') : begin;
  const characters = Array.from(visible(whole.replace(/\s+/g, ' ')).trim());
  return isCut || characters.length > longestLine
    ? `${characters.slice(0, longestLine - 1).join('')}…`
    : characters.join('');
};

const wordKey = ({ news, forbid }: News): string => {
  if (forbid !== true) return news;
  if (news === 'lost') return 'appeared';
  if (news === 'restored') return 'gone';
  return news === 'stillMissing' ? 'stillThere' : news;
};

/** In the order in which news is told: what hurts first. */
const toneOf: Readonly<Record<NewsKind, MessageTone>> = {
  lost: 'bad',
  becameUnknown: 'unsure',
  stillMissing: 'bad',
  requirementAdded: 'plain',
  definitionChanged: 'plain',
  restored: 'good',
};
const order = Object.keys(toneOf) as readonly NewsKind[];

const limited = (lines: readonly string[], said: Words): string[] =>
  lines.length > mostLines
    ? [...lines.slice(0, mostLines - 1), said('more.lines', [String(lines.length - mostLines + 1)])]
    : [...lines];

const whoLines = ({ by = [], nobody }: News, said: Words): string[] => [
  ...by
    .slice(0, mostEntries)
    .map(({ who, when, text, action, possible }) =>
      line(said(possible === true ? 'item.by.possible' : 'item.by', [who, dateTime(when), text, action])),
    ),
  ...(by.length > mostEntries ? [counted('item.by.more', by.length - mostEntries, said)] : []),
  ...(by.length === 0 && nobody !== undefined ? [said(`item.nobody.${nobody}`)] : []),
];

const itemOf = (news: News, said: Words): MessageItem => ({
  tone: toneOf[news.news],
  word: said(`news.${wordKey(news)}`),
  level: news.level === null ? null : said(`level.${news.level}`),
  what: line(news.what),
  lines: limited(
    [said('item.since', [dateTime(line(news.since))]), ...whoLines(news, said), ...news.why.map(line)],
    said,
  ),
});

const upcomingItem = ({ kind, name, ends, text }: Upcoming, said: Words): MessageItem => ({
  tone: 'unsure',
  word: said(kind === 'apiRequests' ? 'news.usedUp' : 'news.upcoming'),
  level: null,
  what: line(name),
  lines: [line(text), ...(ends === null ? [] : [said('item.ends', [dateTime(line(ends))])])],
});

const levelRank = ({ level }: News): number =>
  level === null ? 3 : ['required', 'recommended', 'optional'].indexOf(level);

const sorted = (news: readonly News[]): News[] =>
  [...news].sort((a, b) => order.indexOf(a.news) - order.indexOf(b.news) || levelRank(a) - levelRank(b));

/** Which org it is: `acme, PRODUCTION, https://acme.my.salesforce.com (00D...)`. */
const orgLine = ({ org }: LookNews, said: Words): string =>
  line(said('look.org', [org.shortName, said(`orgType.${org.type ?? 'unknown'}`), org.instanceUrl, org.id]));

const missingLine = ({ missing }: LookNews, said: Words): string =>
  missing === 0
    ? said('look.missing.none')
    : missing === 1
      ? said('look.missing.one')
      : said('look.missing', [String(missing)]);

const partOf = (look: LookNews, said: Words): MessagePart => ({
  title: line(said('look.title', [look.integration, look.user, look.org.shortName])),
  facts: [
    orgLine(look, said),
    ...(look.aside === undefined ? [] : [said(`look.aside.${look.aside}`)]),
    look.since === null ? said('look.first') : said('look.before', [dateTime(line(look.since))]),
    missingLine(look, said),
  ],
  items: [...sorted(look.news).map((one) => itemOf(one, said)), ...look.upcoming.map((one) => upcomingItem(one, said))],
  more: null,
  commandLabel: said('look.command'),
  command: look.command.length > longestCommand ? null : visible(look.command),
});

/** Names that are shown of one cause; what goes beyond is counted. */
const mostNames = 20;

/** Why orgs could not be looked at: once where all say the same, else org by org, as one code has many texts. */
const whyLines = (orgs: readonly OrgNews[], said: Words): string[] =>
  unique(orgs.map(({ text }) => text)).length > 1
    ? limited(
        orgs.map(({ name, text }) => line(said('orgs.why', [name, text]))),
        said,
      )
    : orgs.slice(0, 1).map(({ text }) => line(text));

/** Orgs that could not be looked at for the same reason, or can be again. */
const orgItem = (orgs: readonly OrgNews[], said: Words): MessageItem => {
  const [first] = orgs;
  const names = orgs.slice(0, mostNames).map(({ name }) => line(name));
  const more = orgs.length > mostNames ? [said('orgs.more', [String(orgs.length - mostNames)])] : [];
  const since = orgs.map((one) => one.since).sort()[0] ?? '';
  const isBack = first?.news === 'back';
  return {
    tone: isBack ? 'good' : 'bad',
    word: said(isBack ? 'orgs.back' : 'orgs.failed'),
    level: null,
    what: line([...names, ...more].join(', ')),
    lines: isBack
      ? [said('orgs.back.since', [dateTime(line(since))])]
      : [...whyLines(orgs, said), said('orgs.failed.later')],
  };
};

/** The orgs of a message, by cause: those that could not be looked at first. */
const orgParts = (orgs: readonly OrgNews[], said: Words): MessagePart[] => {
  if (orgs.length === 0) return [];
  const groups = new Map<string, OrgNews[]>();
  for (const one of orgs) {
    const key = one.news === 'back' ? 'back' : `failed ${one.code}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const all = [...groups.values()].sort(([a], [b]) => Number(a?.news === 'back') - Number(b?.news === 'back'));
  return [
    {
      ...{ title: said('orgs.title'), facts: [], items: all.map((some) => orgItem(some, said)) },
      ...{ more: null, commandLabel: said('look.command'), command: null },
    },
  ];
};

/** What the subject is about: the integration and the org where there is one, else how many. */
const aboutOf = (looks: readonly LookNews[], said: Words): string => {
  const orgs = unique(looks.map(({ org }) => org.id));
  const integrations = unique(looks.map(({ integration }) => integration));
  const [integration = '', org = ''] = [integrations[0], looks[0]?.org.shortName];
  if (integrations.length <= 1)
    return orgs.length <= 1
      ? said('subject.about.one', [integration, org])
      : said('subject.about.orgs', [integration, String(orgs.length)]);
  return orgs.length <= 1
    ? said('subject.about.integrations', [String(integrations.length), org])
    : said('subject.about.many', [String(integrations.length), String(orgs.length)]);
};

const countsOf = (looks: readonly LookNews[], orgs: readonly OrgNews[], said: Words): string => {
  const all = looks.flatMap(({ news }) => news);
  const told = order.flatMap((kind) => {
    const number = all.filter(({ news }) => news === kind).length;
    if (number === 1 && kind === 'definitionChanged') return [said('count.definitionChanged.one')];
    return number === 0 ? [] : [said(`count.${kind}`, [String(number)])];
  });
  const upcoming = looks.reduce((sum, look) => sum + look.upcoming.length, 0);
  const ofOrgs = (news: OrgNews['news'], key: string): string[] => {
    const number = orgs.filter((one) => one.news === news).length;
    return number === 0 ? [] : [said(number === 1 ? `${key}.one` : key, [String(number)])];
  };
  const counts = [
    ...told,
    ...(upcoming === 0 ? [] : [said('count.upcoming', [String(upcoming)])]),
    ...ofOrgs('failed', 'count.orgsFailed'),
    ...ofOrgs('back', 'count.orgsBack'),
  ];
  const anew = looks.some(({ aside }) => aside !== undefined) ? [said('count.aside')] : [];
  return counts.length + anew.length === 0 ? said('count.nothing') : [...counts, ...anew].join(', ');
};

/** One line that says the most important of it, fit for the subject of a mail. */
const subjectOf = (looks: readonly LookNews[], orgs: readonly OrgNews[], said: Words): string => {
  const counts = countsOf(looks, orgs, said);
  const subject = looks.length === 0 ? said('subject.orgs', [counts]) : said('subject', [counts, aboutOf(looks, said)]);
  const characters = Array.from(line(subject));
  return characters.length > 150 ? `${characters.slice(0, 149).join('')}…` : characters.join('');
};

/**
 * The message in words.
 * @param said texts of messages/monitorMessage.md
 */
export const messageText = ({ id, at, looks, orgs = [] }: MonitorMessage, said: Words): MessageText => ({
  subject: subjectOf(looks, orgs, said),
  // First: what nobody could look at may hide anything.
  parts: [...orgParts(orgs, said), ...looks.map((look) => partOf(look, said))],
  more: null,
  foot: said('foot', [line(id), dateTime(line(at))]),
});
