/** Pure: the targets of the project, held against what was measured in the same run. */
import type { JobId } from './jobs.js';
import { largeTaskLimitMs } from './largeTasks.js';
import { pageLimitMs } from './pages.js';
import type { Results } from './results.js';
import type { FigureName, Summary } from './summary.js';

export type Target = {
  title: string;
  /** What was measured, in `unit`. */
  figure: number;
  /** At most this, or less than this. */
  limit: number;
  strict: boolean;
  unit: 'times' | 'trips' | 'ms' | 'kB';
  met: boolean;
};

const target = (title: string, figure: number, limit: number, unit: Target['unit'], strict = false): Target => ({
  title,
  figure,
  limit,
  strict,
  unit,
  met: strict ? figure < limit : figure <= limit,
});

/** What a check may cost on the org of real size; the empty command stands beside it. */
const realSizeTargets = (results: Results['realSize']): Target[] => {
  const base = results.find(({ baseline }) => baseline)?.summary;
  return results
    .filter(({ baseline }) => !baseline)
    .flatMap(({ title, time, summary }) => {
      const named = (what: string): string => `real size, ${title}, ${time} run: ${what}`;
      return [
        target(named('uncompressed'), summary.plainReceived.median / 1000, time === 'first' ? 400 : 150, 'kB'),
        target(named('in sequence'), summary.inSequence.median, 3, 'trips'),
        ...(base ? [target(named('CPU time'), summary.cpuMs.median / base.cpuMs.median, 1.3, 'times')] : []),
        target(named('own time at the end'), summary.tailMs.median, 50, 'ms'),
      ];
    });
};

/** Those targets whose jobs were measured; a run with `--only` has not measured all of them. */
export const targetsOf = ({ jobs, curves, evaluation, large, page, fleet, realSize }: Results): Target[] => {
  const job = (id: JobId, latencyMs: number): Summary | undefined =>
    jobs.find((one) => one.id === id && one.latencyMs === latencyMs)?.summary;

  const against = (
    title: string,
    [ours, theirs]: readonly [JobId, JobId],
    latencyMs: number,
    compare: (ours: Summary, theirs: Summary) => Omit<Target, 'title'>,
  ): Target[] => {
    const [a, b] = [job(ours, latencyMs), job(theirs, latencyMs)];
    return a && b ? [{ ...compare(a, b), title }] : [];
  };
  const ratio =
    (name: FigureName, limit: number, strict = false) =>
    (ours: Summary, theirs: Summary): Target =>
      target('', ours[name].median / theirs[name].median, limit, 'times', strict);
  const beyond =
    (limit: number) =>
    (ours: Summary, theirs: Summary): Target =>
      target('', ours.inSequence.median - theirs.inSequence.median, limit, 'trips');

  const checks: ReadonlyArray<[string, JobId]> = [
    ['`check` of one vendor', 'check'],
    ['`check` by the user itself', 'checkSelf'],
    ['`check` of all vendors', 'checkAll'],
  ];
  const users = curves.find(({ id }) => id === 'users')?.points;
  const [one, many] = [users?.[0]?.summary, users?.at(-1)?.summary];
  const usual = evaluation.find(({ sourcesEach }) => sourcesEach === 10);
  return [
    ...checks.flatMap(([title, id]) =>
      against(`${title}: CPU time, beside the empty command`, [id, 'empty'], 0, ratio('cpuMs', 1.3)),
    ),
    ...against(
      '`check` of one vendor: wall time, beside the empty command',
      ['check', 'empty'],
      0,
      ratio('wallMs', 1.25),
    ),
    ...against(
      '`check` of one vendor: the same, with SF_DISABLE_LOG_FILE',
      ['checkUnlogged', 'emptyUnlogged'],
      0,
      ratio('wallMs', 1.25),
    ),
    ...checks.flatMap(([title, id]) =>
      against(`${title}: round trips in sequence beyond it, 100 ms`, [id, 'empty'], 100, beyond(3)),
    ),
    ...against('`check --help`: wall time, beside a core command', ['help', 'coreHelp'], 0, ratio('wallMs', 1.05)),
    ...against('`check --help`: CPU time, beside a core command', ['help', 'coreHelp'], 0, ratio('cpuMs', 1.05)),
    ...against('`check --help`: CPU time, beside the empty command', ['help', 'emptyHelp'], 0, ratio('cpuMs', 1.05)),
    ...against(
      'flag error: CPU time, beside that of a core command',
      ['flagError', 'coreFlagError'],
      0,
      ratio('cpuMs', 1.05),
    ),
    ...against(
      'flag error: CPU time, beside that of the empty command',
      ['flagError', 'emptyFlagError'],
      0,
      ratio('cpuMs', 1.05),
    ),
    ...against(
      'topic `--help`: wall time, beside a core topic',
      ['topicHelp', 'coreTopicHelp'],
      0,
      ratio('wallMs', 1.05),
    ),
    ...(one && many
      ? [
          target(
            '500 users in one run: wall time without paging, beside one user',
            (many.wallMs.median - many.pagingMs.median) / one.wallMs.median,
            3,
            'times',
          ),
        ]
      : []),
    ...(usual
      ? [
          target('10,000 requirements evaluated, first run of the process', usual.cold.median, 50, 'ms'),
          target('10,000 requirements evaluated, warm', usual.warm.median, 50, 'ms'),
        ]
      : []),
    ...[0, 100].flatMap((latencyMs) =>
      against(
        `whole \`grant\`: wall time, beside deploy and assignment, ${latencyMs} ms`,
        ['grant', 'grantByHand'],
        latencyMs,
        ratio('wallMs', 1, true),
      ),
    ),
    ...[...new Set(fleet.map(({ latencyMs }) => latencyMs))].flatMap((latencyMs) => {
      const own = fleet.filter((each) => each.latencyMs === latencyMs).sort((a, b) => a.orgs - b.orgs);
      const [few, lots] = [own[0], own.at(-1)];
      if (few === undefined || lots === undefined || few === lots) return [];
      const title = (what: string): string =>
        `watch of ${lots.orgs} orgs: ${what}, beside ${few.orgs} orgs, ${latencyMs} ms`;
      return [
        target(title('peak memory'), lots.peakBytes.median / few.peakBytes.median, 1.3, 'times'),
        target(title('memory held at the end'), lots.heldBytes.median / few.heldBytes.median, 1.3, 'times'),
      ];
    }),
    ...realSizeTargets(realSize),
    ...large.map(({ title, cpu }) => target(`${title}: CPU time`, cpu.median, largeTaskLimitMs, 'ms')),
    ...page.flatMap(({ title, written, opened, searched, chosen }) => [
      target(`HTML report, ${title}: CPU time of writing it`, written.median, pageLimitMs, 'ms', true),
      target(`HTML report, ${title}: opened`, opened.median, pageLimitMs, 'ms', true),
      target(`HTML report, ${title}: filtered`, Math.max(searched.median, chosen.median), pageLimitMs, 'ms', true),
    ]),
  ];
};
