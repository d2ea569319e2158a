/** A run about many orgs, as a report document: a table of the orgs, and a group for each cause of news. */
import { exitCodes } from '../../exitCode.js';
import { causesOf } from '../../monitor/causes.js';
import type { Cause } from '../../monitor/causes.js';
import { counted } from '../counted.js';
import {
  commandOf,
  endingIn,
  failureSentence,
  failureStep,
  fleetHeadline,
  lostSourcesIn,
  notFoundSentences,
  otherLoginSentences,
  shardSentences,
  whoOfCause,
} from '../monitor/fleetText.js';
import { fleetJson, namesOfOrgs } from '../monitor/fleetReport.js';
import type { FleetOrg, FleetReport } from '../monitor/fleetReport.js';
import { asideSentences, channelSentences, newsWord } from '../monitor/watchText.js';
import type { WatchTextOptions } from '../monitor/watchText.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact, plainItem } from './documentParts.js';
import { newsItem, upcomingItem } from './monitorDocument.js';
import type { DocumentCell, DocumentGroup, DocumentStep, DocumentTone, ReportDocument } from './reportDocument.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Why it could not be looked at, where its name stands beside it. */
const failedWhy = (org: FleetOrg, options: WatchTextOptions): string =>
  org.failure?.text ?? failureSentence(org, options);

const rowOf = (org: FleetOrg, options: WatchTextOptions): DocumentCell[] => {
  const { name, looks, outcome, notFound } = org;
  const missing = sum(looks.map((look) => look.missing));
  const unknown = sum(looks.map((look) => look.unknown));
  const news = sum(looks.map((look) => look.news.length));
  if (outcome !== 'seen')
    return [
      { text: visible(name) },
      { text: visible(failedWhy(org, options)), tone: 'bad' },
      ...[news, missing, unknown].map((): DocumentCell => ({ text: '' })),
    ];
  const count = (number: number, tone: DocumentTone): DocumentCell => ({
    text: String(number),
    ...(number > 0 ? { tone } : {}),
  });
  return [
    { text: visible(name) },
    notFound.length === 0
      ? { text: options.words('fleet.seen') }
      : { text: visible(options.words('fleet.seen.notFound', [notFound.join(', ')])), tone: 'bad' },
    count(news, 'unsure'),
    count(missing, 'bad'),
    count(unknown, 'unsure'),
  ];
};

const toneOf = ({ news }: Cause): DocumentTone => {
  if (news === 'lost' || news === 'stillMissing') return 'bad';
  return news === 'restored' ? 'good' : 'unsure';
};

const groupOf = (
  cause: Cause,
  at: number,
  nameOf: (id: string) => string,
  options: WatchTextOptions,
): DocumentGroup => {
  const { words } = options;
  const orgs = new Set(cause.places.map(({ org }) => org.id)).size;
  const title = words(orgs === 1 ? 'fleet.cause.one' : 'fleet.cause', [cause.integration, String(orgs)]);
  const [first] = cause.needs;
  return {
    key: `cause-${at + 1}`,
    title: visible(title),
    integration: visible(cause.integration),
    facts: [
      fact(words('fleet.table'), cause.places.map(({ org, user }) => `${nameOf(org.id)} (${user})`).join(', ')),
      ...whoOfCause(cause, options).map((text) => fact(words('fleet.by'), text)),
    ],
    verdict: {
      word: first === undefined ? '' : newsWord(first, options),
      text: visible(title),
      tone: toneOf(cause),
    },
    warnings: [],
    causes: [],
    // Who did it is another one in each org, and stands above.
    items: cause.needs.map(({ news, id, was, is, since, level, what, why, forbid }) =>
      newsItem({ news, id, was, is, since, level, what, why, ...(forbid ? { forbid } : {}) }, options),
    ),
  };
};

/** Orgs that could not be looked at, each an item, so that no format leaves one out. */
const failedGroup = (orgs: readonly FleetOrg[], options: WatchTextOptions): DocumentGroup[] => {
  const failed = orgs.filter(({ outcome }) => outcome !== 'seen');
  if (failed.length === 0) return [];
  const { words } = options;
  const title = words('fleet.group.failed', [String(failed.length)]);
  return [
    {
      ...{ key: 'orgs-failed', title, facts: [], warnings: [], causes: [] },
      verdict: { word: words('fleet.tag.failed'), text: title, tone: 'bad' },
      items: failed.map((org) =>
        plainItem({
          ...{ id: `org ${org.name}`, kind: 'org', code: org.failure?.code ?? 'NotLookedAt', tone: 'bad' },
          ...{ level: 'required', status: 'unknown', fails: true, statusWord: words('fleet.tag.failed') },
          name: org.name,
          message: failedWhy(org, options),
          actions: [failureStep(org, options) ?? []].flat(),
        }),
      ),
    },
  ];
};

/** What ends soon, over all orgs. */
const endingGroup = (report: FleetReport, options: WatchTextOptions): DocumentGroup[] => {
  const ending = endingIn(report);
  if (ending.length === 0) return [];
  const { words } = options;
  const title = words('fleet.group.ending', [String(ending.length)]);
  return [
    {
      ...{ key: 'ending', title, facts: [], warnings: [], causes: [] },
      verdict: { word: words('news.upcoming'), text: title, tone: 'unsure' },
      items: ending.map(({ name, look, upcoming }) => {
        const item = upcomingItem(upcoming, options);
        return {
          ...item,
          id: `${item.id} ${name} ${look.integration}`,
          name: visible(`${name}, ${look.integration}: ${item.name}`),
        };
      }),
    },
  ];
};

/** What to do next: the check that shows a cause in its first org. Where nobody is logged in, the item of the org says what to do. */
const stepsOf = (causes: readonly Cause[], report: FleetReport, { words }: WatchTextOptions): DocumentStep[] => [
  ...causes.flatMap((cause): DocumentStep[] => {
    const command = cause.news === 'restored' ? null : commandOf(cause, report);
    if (command === null) return [];
    const text = words('step.check', [cause.integration, cause.places[0]?.user ?? '']);
    return [{ text: visible(text), command: visible(command) }];
  }),
];

/** The document. */
export const fleetDocument = (report: FleetReport, options: WatchTextOptions, frame: DocumentFrame): ReportDocument => {
  const { words } = options;
  const { exitCode, orgs } = report;
  const nameOf = namesOfOrgs(report);
  const causes = causesOf(orgs.flatMap(({ looks }) => looks));
  return {
    command: 'monitor',
    title: counted('fleet.title', orgs.length, words),
    ...{ org: null, runBy: '', version: frame.version, facts: [], at: report.at, exitCode },
    verdict: {
      word: words(`verdict.${exitCode === exitCodes.interrupted ? exitCodes.inPart : exitCode}`),
      text: visible(fleetHeadline(report, options)),
      tone: exitCode === exitCodes.done ? 'good' : exitCode === exitCodes.unknown ? 'unsure' : 'bad',
    },
    tables: [
      {
        ...{ key: 'orgs', title: words('fleet.table'), notes: [] },
        columns: ['fleet.head.org', 'fleet.head.look', 'fleet.head.news', 'kept.head.missing', 'kept.head.unknown'].map(
          (key) => words(key),
        ),
        rows: orgs.map((org) => rowOf(org, options)),
      },
    ],
    groups: [
      ...failedGroup(orgs, options),
      ...causes.map((cause, at) => groupOf(cause, at, nameOf, options)),
      ...endingGroup(report, options),
    ],
    steps: stepsOf(causes, report, options),
    unread: [
      ...(report.dryRun ? [words('dryRun')] : []),
      ...shardSentences(report, options),
      ...notFoundSentences(report, options),
      ...otherLoginSentences(report, options),
      ...asideSentences(report, options),
      ...channelSentences(report, options),
      ...lostSourcesIn(report, options),
    ].map(visible),
    json: fleetJson(report),
  };
};
