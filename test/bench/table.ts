/** Pure: results as Markdown. Cells are padded, so that the same text is a readable table in a terminal. */
import type { sourcesEach } from './evaluation.js';
import { growthOf, itemsOf } from './growth.js';
import type { JobId } from './jobs.js';
import type { CurveResult, JobResult, Results } from './results.js';
import type { Stat } from './summary.js';
import { targetsOf } from './targets.js';
import type { Target } from './targets.js';

/** A Markdown table; the first column is text, the others are numbers. */
export const markdownTable = (head: readonly string[], rows: ReadonlyArray<readonly string[]>): string => {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, at) => (at === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
};

const spread = ({ median, half }: Stat, unit: number, digits: number): string =>
  `${(median / unit).toFixed(digits)} ±${(half / unit).toFixed(digits)}`;
const seconds = (stat: Stat): string => spread(stat, 1000, 2);
const megabytes = ({ median }: Stat): string => (median / 1e6).toFixed(0);
const kilobytes = ({ median }: Stat): string => (median / 1000).toFixed(1);
const whole = ({ median }: Stat): string => String(Math.round(median));
const times = (ratio: number): string => `${ratio.toFixed(2)}×`;

/** What everything else is held against. */
const baseline: JobId = 'empty';

/** Without latency the org's process answers one request after the other, and chains of requests say nothing. */
const chains = ({ latencyMs }: { latencyMs: number }): boolean => latencyMs > 0;

const jobRow = (job: JobResult, base: JobResult | undefined): string[] => {
  const { summary: own } = job;
  const beside = (name: 'wallMs' | 'cpuMs'): string =>
    base === undefined ? '' : times(own[name].median / base.summary[name].median);
  return [
    job.title,
    seconds(own.wallMs),
    beside('wallMs'),
    seconds(own.cpuMs),
    beside('cpuMs'),
    megabytes(own.peakBytes),
    whole(own.roundTrips),
    ...(chains(job) ? [whole(own.inSequence)] : []),
    whole(own.apiCalls),
    kilobytes(own.sent),
    kilobytes(own.received),
  ];
};

const jobHead = (latencyMs: number): string[] => [
  'job',
  'wall s',
  '÷ empty',
  'CPU s',
  '÷ empty',
  'peak MB',
  'round trips',
  ...(chains({ latencyMs }) ? ['in sequence'] : []),
  'API calls',
  'kB sent',
  'kB received',
];

/** Every job at one latency. */
export const jobTable = ({ jobs }: Results, latencyMs: number): string => {
  const own = jobs.filter((job) => job.latencyMs === latencyMs);
  const base = own.find(({ id }) => id === baseline);
  return markdownTable(
    jobHead(latencyMs),
    own.map((job) => jobRow(job, base)),
  );
};

const pairs: ReadonlyArray<readonly [title: string, ours: JobId, byHand: JobId]> = [
  ['`check` of one vendor, beside the queries by hand', 'check', 'checkByHand'],
  ['`grant`, beside deploy and assignment', 'grant', 'grantByHand'],
  ['`explain` of one object, beside the queries by hand', 'explain', 'explainByHand'],
  ['`explain --who`, beside the query by hand', 'who', 'whoByHand'],
  ['`health`, beside the queries by hand', 'health', 'healthByHand'],
  ['`lookup` in an org, beside a describe', 'lookup', 'lookupByHand'],
];

/** The commands beside what they replace: what ours costs as a share of the other. Null where no pair was measured. */
export const pairTable = ({ jobs }: Results): string | null => {
  const rows = pairs.flatMap(([title, ours, byHand]) =>
    [0, 100].flatMap((latencyMs) => {
      const find = (id: JobId): JobResult | undefined =>
        jobs.find((job) => job.id === id && job.latencyMs === latencyMs);
      const [a, b] = [find(ours)?.summary, find(byHand)?.summary];
      if (a === undefined || b === undefined) return [];
      const share = (name: 'wallMs' | 'cpuMs'): string => times(a[name].median / b[name].median);
      return [
        [
          title,
          `${latencyMs} ms`,
          share('wallMs'),
          share('cpuMs'),
          `${whole(a.processes)} : ${whole(b.processes)}`,
          `${whole(a.roundTrips)} : ${whole(b.roundTrips)}`,
          `${whole(a.apiCalls)} : ${whole(b.apiCalls)}`,
        ],
      ];
    }),
  );
  return rows.length === 0
    ? null
    : markdownTable(['pair', 'latency', 'wall', 'CPU', 'processes', 'round trips', 'API calls'], rows);
};

const amount = ({ figure, unit }: Pick<Target, 'figure' | 'unit'>): string =>
  unit === 'times' ? times(figure) : unit === 'trips' ? String(Math.round(figure)) : `${figure.toFixed(1)} ${unit}`;

/** Every target with its figure, and whether it is met. */
export const targetTable = (results: Results): string =>
  markdownTable(
    ['target', 'measured', 'allowed', 'of what is allowed', 'verdict'],
    targetsOf(results).map(({ title, figure, limit, strict, unit, met }) => [
      title,
      amount({ figure, unit }),
      `${strict ? '<' : '≤'} ${amount({ figure: limit, unit })}`,
      `${((figure / limit) * 100).toFixed(0)} %`,
      met ? 'met' : '**missed**',
    ]),
  );

/** The points of one curve. */
export const curveTable = ({ unit, points }: CurveResult): string =>
  markdownTable(
    [
      unit,
      'result items',
      'result kB',
      'rows read',
      'wall s',
      'own wall s',
      'CPU s',
      'peak MB',
      'requests',
      'kB received',
    ],
    points.map(({ number, summary: own }) => [
      String(number),
      String(Math.round(itemsOf(own))),
      kilobytes(own.resultBytes),
      whole(own.rows),
      seconds(own.wallMs),
      seconds(own.ownWallMs),
      seconds(own.cpuMs),
      megabytes(own.peakBytes),
      whole(own.roundTrips),
      kilobytes(own.received),
    ]),
  );

const perThousand: Readonly<Record<string, (marginal: number) => string>> = {
  ownWallMs: (marginal) => `${(marginal * 1000).toFixed(1)} ms`,
  cpuMs: (marginal) => `${(marginal * 1000).toFixed(1)} ms`,
  peakBytes: (marginal) => `${(marginal / 1000).toFixed(2)} MB`,
  roundTrips: (marginal) => (marginal * 1000).toFixed(2),
  received: (marginal) => `${marginal.toFixed(1)} kB`,
};

/** What a thousand further result items cost at both ends of a curve, and the verdict on each cost. */
export const growthTable = (curve: CurveResult): string =>
  markdownTable(
    ['cost', 'per 1,000 items, small end', 'large end', 'verdict'],
    growthOf(curve).map(({ title, figure, verdict: { holds, marginal } }) => {
      const show = perThousand[figure] ?? String;
      const [small, large] = marginal === null ? ['–', '–'] : [show(marginal.small), show(marginal.large)];
      const words = marginal === null ? ['stays the same', '**grows**'] : ['no faster', '**faster**'];
      return [title, small, large, (holds ? words[0] : words[1]) ?? ''];
    }),
  );

const sourceWords: Readonly<Record<(typeof sourcesEach)[number], string>> = {
  0: 'nothing granted',
  10: 'each granted by 10 sets',
  100: 'each granted by 100 sets',
};

/** Pure evaluation. */
export const evaluationTable = ({ evaluation }: Results): string =>
  markdownTable(
    ['requirements × permission sets', 'first run, ms', 'warm, ms'],
    evaluation.map(({ requirements, permissionSets, sourcesEach: each, cold, warm }) => [
      `${requirements.toLocaleString('en')} × ${permissionSets.toLocaleString('en')}, ${
        sourceWords[each as keyof typeof sourceWords] ?? `${each} sources each`
      }`,
      spread(cold, 1, 1),
      spread(warm, 1, 1),
    ]),
  );

/** Large tasks of planning. */
export const largeTable = ({ large }: Results): string =>
  markdownTable(
    ['task', 'CPU, ms'],
    large.map(({ title, cpu }) => [title, spread(cpu, 1, 0)]),
  );

/** The watch of many orgs: orgs in a minute, of the whole command with its start. */
export const fleetTable = ({ fleet }: Results): string =>
  markdownTable(
    ['orgs', 'latency, ms', 'wall s', 'orgs a minute', 'peak MB', 'held at the end, MB'],
    fleet.map(({ orgs, latencyMs, wall, peakBytes, heldBytes }) => [
      ...[String(orgs), String(latencyMs), spread(wall, 1000, 1)],
      String(Math.round((orgs * 60_000) / wall.median)),
      ...[spread(peakBytes, 1e6, 0), spread(heldBytes, 1e6, 0)],
    ]),
  );

/** The org of real size: what comes back, and what the command does with it. */
export const realSizeTable = ({ realSize }: Results): string => {
  const base = realSize.find(({ baseline }) => baseline)?.summary;
  return markdownTable(
    [
      'command',
      'run',
      'kB uncompressed',
      'kB received',
      'round trips',
      'in sequence',
      'CPU s',
      '÷ empty',
      'own time at the end, ms',
    ],
    realSize.map(({ title, time, baseline, summary: own }) => [
      title,
      baseline ? '' : time,
      kilobytes(own.plainReceived),
      kilobytes(own.received),
      whole(own.roundTrips),
      whole(own.inSequence),
      seconds(own.cpuMs),
      base === undefined ? '' : times(own.cpuMs.median / base.cpuMs.median),
      baseline ? '' : spread(own.tailMs, 1, 0),
    ]),
  );
};

/** The HTML report: CPU time of writing it; what somebody waits for in a browser. */
export const pageTable = ({ page }: Results): string =>
  markdownTable(
    ['page', 'MB', 'written, CPU ms', 'opened, ms', 'first search, ms', 'status chosen, ms'],
    page.map(({ title, bytes, written, opened, searched, chosen }) => [
      title,
      (bytes / 1e6).toFixed(1),
      ...[written, opened, searched, chosen].map((stat) => spread(stat, 1, 0)),
    ]),
  );
