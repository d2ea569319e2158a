/** A run about many orgs, as a report document: a table of the orgs, and a group for each cause of news. */
import { exitCodes } from '../../exitCode.js';
import { causesOf } from '../../monitor/causes.js';
import type { Cause } from '../../monitor/causes.js';
import {
  fleetHeadline,
  failureSentence,
  endingIn,
  notFoundSentences,
  shardSentences,
  whoOfCause,
} from '../monitor/fleetText.js';
import { fleetJson, namesOfOrgs } from '../monitor/fleetReport.js';
import type { FleetOrg, FleetReport } from '../monitor/fleetReport.js';
import { asideSentences, channelSentences, newsWord } from '../monitor/watchText.js';
import type { WatchTextOptions } from '../monitor/watchText.js';
import { visible } from '../visible.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact } from './documentParts.js';
import { newsItem } from './monitorDocument.js';
import type { DocumentCell, DocumentGroup, DocumentTone, ReportDocument } from './reportDocument.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const rowOf = (org: FleetOrg, options: WatchTextOptions): DocumentCell[] => {
  const { name, looks, outcome } = org;
  const missing = sum(looks.map((look) => look.missing));
  const unknown = sum(looks.map((look) => look.unknown));
  const news = sum(looks.map((look) => look.news.length));
  if (outcome !== 'seen')
    return [
      { text: visible(name) },
      { text: visible(failureSentence(org, options)), tone: 'bad' },
      ...[news, missing, unknown].map((): DocumentCell => ({ text: '' })),
    ];
  const count = (number: number, tone: DocumentTone): DocumentCell => ({
    text: String(number),
    ...(number > 0 ? { tone } : {}),
  });
  return [
    { text: visible(name) },
    { text: options.words('fleet.seen') },
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

/** The document. */
export const fleetDocument = (report: FleetReport, options: WatchTextOptions, frame: DocumentFrame): ReportDocument => {
  const { words } = options;
  const { exitCode, orgs } = report;
  const nameOf = namesOfOrgs(report);
  return {
    command: 'monitor',
    title: words('fleet.title', [String(orgs.length)]),
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
    groups: causesOf(orgs.flatMap(({ looks }) => looks)).map((cause, at) => groupOf(cause, at, nameOf, options)),
    steps: [],
    unread: [
      ...orgs.filter(({ outcome }) => outcome !== 'seen').map((org) => failureSentence(org, options)),
      ...shardSentences(report, options),
      ...notFoundSentences(report, options),
      ...endingIn(report).map(({ name, look, upcoming }) =>
        words('fleet.ending', [name, look.integration, upcoming.text]),
      ),
      ...asideSentences(report, options),
      ...channelSentences(report, options),
    ].map(visible),
    json: fleetJson(report),
  };
};
