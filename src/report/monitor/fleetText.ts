/** A run about many orgs, for people: by cause, and a line for each org that could not be looked at. */
import { causesOf } from '../../monitor/causes.js';
import type { Cause, Place } from '../../monitor/causes.js';
import type { Upcoming } from '../../monitor/news.js';
import type { ToldLook } from '../../monitor/round.js';
import { taggedWith } from '../check/textStyle.js';
import type { Tone } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { dateTime } from '../dateTime.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { namesOfOrgs } from './fleetReport.js';
import type { FleetOrg, FleetReport } from './fleetReport.js';
import { channelSentences, newsTitle, newsTones, newsWord } from './watchText.js';
import type { WatchTextOptions } from './watchText.js';

/** Needs and orgs of one cause that are shown; what goes beyond is counted, unless all of it is wanted. */
const mostNeeds = 8;
const mostPlaces = 10;
const mostEnding = 20;

const indent = ' '.repeat(14);

const beneath = (text: string, { width }: WatchTextOptions): string[] => hang(indent, visible(text), width);

/** How many, and those that are shown. */
const shown = <T>(all: readonly T[], most: number, { verbose }: WatchTextOptions): readonly [readonly T[], number] => {
  const some = verbose ? all : all.slice(0, most);
  return [some, all.length - some.length];
};

/** What is said in one sentence of all of it. */
export const fleetHeadline = (
  { orgs, shards, inAll = 0 }: FleetReport,
  { words }: Pick<WatchTextOptions, 'words'>,
): string => {
  const [part] = shards;
  // "Nothing new" would be said of orgs that nobody has looked at.
  if (orgs.length === 0 && part) return words('fleet.noOrg', [part.index, part.of, inAll].map(String));
  const looks = orgs.flatMap((org) => org.looks);
  const count = (outcome: FleetOrg['outcome']): number => orgs.filter((org) => org.outcome === outcome).length;
  const total = (of: (look: ToldLook) => number): string => String(looks.reduce((sum, look) => sum + of(look), 0));
  const counts = [total(({ missing }) => missing), total(({ unknown }) => unknown)];
  const withNews = new Set(
    looks.flatMap(({ org, news, upcoming }) => (news.length > 0 || upcoming.length > 0 ? [org.id] : [])),
  ).size;
  const key =
    withNews > 0
      ? 'fleet.news'
      : looks.length > 0 && looks.every(({ since }) => since === null)
        ? 'fleet.first'
        : 'fleet.nothing';
  const said = words(key, [...(key === 'fleet.news' ? [String(withNews)] : []), String(count('seen')), ...counts]);
  const failed = [count('failed'), count('open')];
  // An org whose looks begin anew has lost nothing that anybody could tell: that must not go unsaid.
  const fresh =
    key === 'fleet.first' ? 0 : new Set(looks.flatMap(({ org, since }) => (since === null ? [org.id] : []))).size;
  return [
    said,
    ...(fresh > 0 ? [words('fleet.fresh', [String(fresh)])] : []),
    ...(failed[0] ? [words('fleet.failed', [String(failed[0])])] : []),
    ...(failed[1] ? [words('fleet.open', [String(failed[1])])] : []),
  ].join(' ');
};

const placeName = ({ org, user }: Place, nameOf: (id: string) => string): string => `${nameOf(org.id)} (${user})`;

/** Who did it, in one place as an example of all. */
export const whoOfCause = ({ places, nobody, news }: Cause, { words }: Pick<WatchTextOptions, 'words'>): string[] => {
  if (news !== 'lost') return [];
  const [entry] = places.flatMap(({ by }) => by);
  if (entry === undefined) return nobody === null ? [] : [words(`nobody.${nobody}`)];
  const said = words(entry.possible === true ? 'by.possible' : 'by', [entry.who, dateTime(entry.when), entry.text]);
  const more = places.reduce((sum, { by }) => sum + by.length, 0) - 1;
  return [visible(said), ...(more > 0 ? [counted('fleet.by.more', more, words)] : [])];
};

/** The check of the first place, as an example of all. */
export const commandOf = ({ integration, places }: Cause, { orgs }: FleetReport): string | null => {
  const [place] = places;
  const looks = orgs.flatMap((one) => one.looks);
  return (
    looks.find((look) => look.org.id === place?.org.id && look.user === place.user && look.integration === integration)
      ?.command ?? null
  );
};

const causeLines = (
  cause: Cause,
  report: FleetReport,
  nameOf: (id: string) => string,
  options: WatchTextOptions,
): string[] => {
  const { words, paint, width } = options;
  const [first] = cause.needs;
  if (first === undefined) return [];
  const orgs = new Set(cause.places.map(({ org }) => org.id)).size;
  const title = words(orgs === 1 ? 'fleet.cause.one' : 'fleet.cause', [cause.integration, String(orgs)]);
  const [needs, moreNeeds] = shown(cause.needs, mostNeeds, options);
  const [places, morePlaces] = shown(cause.places, mostPlaces, options);
  const command = commandOf(cause, report);
  const names = places.map((place) => placeName(place, nameOf)).join(', ');
  return [
    '',
    ...hang('', visible(title), width).map((line) => paint('heading', line)),
    ...needs.flatMap((need) =>
      taggedWith(newsWord(need, options), newsTones[need.news], newsTitle(need, options), options),
    ),
    ...(moreNeeds > 0 ? beneath(counted('fleet.more.needs', moreNeeds, words), options) : []),
    ...whoOfCause(cause, options).flatMap((line) => beneath(line, options)),
    ...hang('  ', visible(words('fleet.where', [names])), width),
    ...(morePlaces > 0 ? hang('  ', words('fleet.more.orgs', [String(morePlaces)]), width) : []),
    ...(command === null ? [] : [`  ${words('look.command')}`, `    ${visible(command)}`]),
  ];
};

const line = (word: string, tone: Tone, text: string, options: WatchTextOptions): string[] =>
  taggedWith(word, tone, text, options);

/** Why an org could not be looked at. */
export const failureSentence = (
  { name, failure, outcome }: FleetOrg,
  { words }: Pick<WatchTextOptions, 'words'>,
): string =>
  failure === null || outcome === 'open'
    ? words('fleet.org.open', [name])
    : words('fleet.org.failed', [name, failure.text]);

/** A name that can stand in a command line as it is. */
const plainName = /^[\w][\w.-]*$/;

/** What to do about an org that could not be looked at, where that is another thing than to repeat it; null otherwise. */
export const failureStep = ({ name, failure }: FleetOrg, { words }: Pick<WatchTextOptions, 'words'>): string | null => {
  if (failure?.code === 'PatternFitsNone') return words('fleet.next.PatternFitsNone');
  if (failure?.code !== 'NoLogin') return null;
  return plainName.test(name) ? words('fleet.next.NoLogin', [name]) : words('fleet.next.NoLogin.list');
};

/** Sources that something still met has lost, over all orgs. */
export const lostSourcesIn = (
  { orgs }: Pick<FleetReport, 'orgs'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] =>
  orgs.flatMap(({ name, looks }) =>
    looks.flatMap(({ integration, lostSources }) =>
      lostSources.map(({ what, source, left }) =>
        words('fleet.ending', [name, integration, words('sourceLost', [what, source.label, String(left)])]),
      ),
    ),
  );

/** What is to be said of parts that are not complete, and of what is left out. */
export const shardSentences = (
  { shards, leftOut = [] }: FleetReport,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] => [
  ...shards
    .filter(({ state }) => state !== 'complete')
    .map(({ index, of, state, startedAt }) =>
      words(`fleet.shard.${state}`, [String(index), String(of), startedAt === null ? '' : dateTime(startedAt)]),
    ),
  ...leftOut.map(({ of, startedAt }) =>
    of === 1
      ? words('fleet.leftOut.one', [dateTime(startedAt)])
      : words('fleet.leftOut', [String(of), dateTime(startedAt)]),
  ),
];

/** Names that lead to nobody, by org. */
export const notFoundSentences = ({ orgs }: FleetReport, { words }: Pick<WatchTextOptions, 'words'>): string[] =>
  orgs
    .filter(({ notFound }) => notFound.length > 0)
    .map(({ name, notFound }) => words('fleet.notFound', [name, notFound.join(', ')]));

/** Orgs that were named by several logins: which of them was not used, so that nobody waits for a line of it. */
export const otherLoginSentences = (
  { orgs }: Pick<FleetReport, 'orgs'>,
  { words }: Pick<WatchTextOptions, 'words'>,
): string[] => {
  const several = orgs.flatMap(({ name, otherLogins = [] }) =>
    otherLogins.length === 0 ? [] : [words('fleet.sameOrg.one', [otherLogins.join(', '), name])],
  );
  return several.length === 0 ? [] : [words('fleet.sameOrg', [several.join('; ')])];
};

type Ending = { readonly name: string; readonly look: ToldLook; readonly upcoming: Upcoming };

/** What ends soon, over all orgs. */
export const endingIn = ({ orgs }: FleetReport): Ending[] =>
  orgs.flatMap(({ name, looks }) =>
    looks.flatMap((look) => look.upcoming.map((upcoming) => ({ name, look, upcoming }))),
  );

/** The text. */
export const fleetText = (report: FleetReport, options: WatchTextOptions): string => {
  const { words, width, paint } = options;
  const causes = causesOf(report.orgs.flatMap((org) => org.looks));
  const nameOf = namesOfOrgs(report);
  const [ending, moreEnding] = shown(endingIn(report), mostEnding, options);
  const failed = report.orgs.filter(({ outcome }) => outcome !== 'seen');
  const unsure = [
    ...shardSentences(report, options),
    ...notFoundSentences(report, options),
    ...otherLoginSentences(report, options),
    ...channelSentences(report, options),
  ];
  return [
    ...hang('', fleetHeadline(report, options), width),
    ...(report.dryRun ? hang('', words('dryRun'), width) : []),
    ...(failed.length > 0 ? [''] : []),
    ...failed.flatMap((org) => {
      const step = failureStep(org, options);
      return [
        ...line(words('fleet.tag.failed'), 'bad', failureSentence(org, options), options),
        ...(step === null ? [] : beneath(step, options)),
      ];
    }),
    ...causes.flatMap((cause) => causeLines(cause, report, nameOf, options)),
    ...(ending.length > 0 ? [''] : []),
    ...ending.flatMap(({ name, look, upcoming }) =>
      line(
        words(upcoming.kind === 'apiRequests' ? 'news.usedUp' : 'news.upcoming'),
        'unsure',
        words('fleet.ending', [name, look.integration, upcoming.text]),
        options,
      ),
    ),
    ...(moreEnding > 0 ? beneath(counted('fleet.more.ending', moreEnding, words), options) : []),
    ...(options.verbose ? lostSourcesIn(report, options) : []).flatMap((text) =>
      line(words('news.sourceLost'), 'quiet', text, options),
    ),
    ...unsure.flatMap((text) => hang('', visible(text), width).map((one) => paint('unsure', one))),
  ].join('\n');
};
