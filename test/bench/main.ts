/**
 * `npm run bench`: measures the commands through the real `sf` and writes docs/performance.md.
 *   --only jobs|curves|evaluation   only one part (repeatable); prints, and writes no document
 *   --job ID                        only these jobs (repeatable), by the ids in jobs.ts
 *   --rounds N                      measured rounds, instead of 7 at 0 ms and 5 at 100 ms
 *   --quick                         2 rounds, to try things out; writes no document
 *   --output FILE                   also writes the tables into this file
 *   --raw FILE                      also writes all medians and spreads as JSON
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { together } from './cost.js';
import type { Cost } from './cost.js';
import { openCurves } from './curves.js';
import { generatedText, withGenerated } from './document.js';
import { evaluatedSets, evaluationTurn, sourcesEach } from './evaluation.js';
import { administrator, checkedUser, grantedUser, jobIds, jobsWith, permissionSet } from './jobs.js';
import type { Job } from './jobs.js';
import { describeMachine } from './machine.js';
import { measureStep } from './measure.js';
import type { Step } from './measure.js';
import { startOrgs } from './orgs.js';
import type { Orgs, RemoteOrg } from './orgs.js';
import { makeProject, openPlace, root } from './place.js';
import type { Place } from './place.js';
import type { CurveResult, EvaluationResult, JobResult, Results } from './results.js';
import { inRounds } from './rounds.js';
import type { Runnable } from './rounds.js';
import { sum } from './stats.js';
import { statOf, summarise } from './summary.js';
import { targetsOf } from './targets.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    job: { type: 'string', multiple: true },
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    output: { type: 'string' },
    raw: { type: 'string' },
  },
});

const parts = ['jobs', 'curves', 'evaluation'] as const;
const known = (option: string, given: readonly string[], allowed: readonly string[]): void => {
  for (const name of given)
    if (!allowed.includes(name)) throw new Error(`--${option} ${name}: expected one of ${allowed.join(', ')}`);
};
known('only', values.only ?? [], parts);
known('job', values.job ?? [], jobIds);
const wanted = (part: (typeof parts)[number]): boolean =>
  values.job === undefined ? (values.only?.includes(part) ?? true) : part === 'jobs';
const asked = values.rounds === undefined ? undefined : Number(values.rounds);
if (asked !== undefined && !(Number.isInteger(asked) && asked > 0)) throw new Error('--rounds: a whole number from 1');
const roundsAt = (usual: number): number => asked ?? (values.quick ? 2 : usual);
const rounds = [
  { latencyMs: 0, rounds: roundsAt(7) },
  { latencyMs: 100, rounds: roundsAt(5) },
];
const complete =
  !values.quick && values.only === undefined && values.job === undefined && (asked === undefined || asked >= 7);

const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** The org of the jobs: one fresh state, and one in which a grant has been carried out. */
const openJobs = async (orgs: Orgs, place: Place): Promise<{ org: RemoteOrg; jobs: Job[] }> => {
  const org = await orgs.open('jobs', {
    scenario: 'default',
    overrides: { users: { bare: { username: grantedUser, lastName: 'Bare', profile: 'Minimum Access - Salesforce' } } },
    logins: [administrator, checkedUser],
  });
  await place.logIn(org, administrator, 'admin');
  await place.logIn(org, checkedUser, 'self');
  await org.remember('fresh');
  const project = await makeProject(place.home, 'project');
  const ours = ['integration', 'grant', '-i', 'hg-insights', '-u', grantedUser, '-o', 'admin'];
  const proof = ['integration', 'check', '-i', 'hg-insights', '-u', grantedUser, '-o', 'admin'];
  // The hand deploys exactly what our grant would give.
  await place.prepare([...ours, '--output-dir', project]);
  const jobs = jobsWith(project);
  for (const { args, exit, cwd } of jobs.find(({ id }) => id === 'grantByHand')?.steps ?? [])
    await place.prepare(args, exit, cwd);
  await place.prepare(proof);
  await org.restore('fresh');
  await place.prepare([...ours, '--no-prompt']);
  await place.prepare(proof);
  await org.remember('granted');
  say(`The grant and its copy by hand (${permissionSet}) both make the user ready.`);
  return { org, jobs: jobs.filter(({ id }) => values.job?.includes(id) ?? true) };
};

const jobTurns = (
  org: RemoteOrg,
  jobs: readonly Job[],
  home: string,
): Array<Runnable<Cost> & { job: Job; latencyMs: number }> =>
  rounds.flatMap(({ latencyMs, rounds: count }) =>
    jobs
      .filter(({ offline }) => !offline || latencyMs === 0)
      .map((job) => ({
        job,
        latencyMs,
        title: `${job.id}, ${latencyMs} ms`,
        rounds: count,
        run: async () => {
          await org.restore(job.state);
          const costs: Cost[] = [];
          for (const step of job.steps) costs.push(await measureStep(step, home, org, latencyMs));
          return together(costs);
        },
      })),
  );

const stepTurn = (title: string, org: RemoteOrg, step: Step, home: string): Runnable<Cost> => ({
  title,
  rounds: roundsAt(7),
  run: () => measureStep(step, home, org, 0),
});

const measureAll = async (orgs: Orgs, place: Place): Promise<Results> => {
  const machine = describeMachine();
  const opened = wanted('jobs') ? await openJobs(orgs, place) : undefined;
  const curves = wanted('curves') ? await openCurves(orgs, place) : [];
  const turns = opened ? jobTurns(opened.org, opened.jobs, place.home) : [];
  const points = curves.flatMap((curve) =>
    curve.points.map(({ number, org, step }) => ({
      curve,
      number,
      ...stepTurn(`${curve.id} ${number}`, org, step, place.home),
    })),
  );
  const onTurn = (round: number, of: number, title: string): void =>
    say(`${round === 0 ? 'warm-up' : `round ${round} of ${of}`}: ${title}`);
  const costs = await inRounds<Cost>([...turns, ...points], onTurn);
  const evaluations = wanted('evaluation')
    ? await inRounds(
        sourcesEach.map((each) => evaluationTurn(each, roundsAt(7), values.quick ? 20 : 100)),
        onTurn,
      )
    : [];
  const jobs = turns.map(({ job: { id, title }, latencyMs }, at): JobResult => ({
    id,
    title,
    latencyMs,
    summary: summarise(costs[at] ?? []),
  }));
  const measured = points.map(({ curve, number }, at) => ({
    curve,
    number,
    summary: summarise(costs[turns.length + at] ?? []),
  }));
  const evaluation = evaluations.map((runs, at): EvaluationResult => ({
    requirements: runs[0]?.requirements ?? 0,
    permissionSets: evaluatedSets,
    sourcesEach: sourcesEach[at] ?? 0,
    cold: statOf(runs.map(({ coldMs }) => coldMs)),
    warm: statOf(runs.map(({ warmMs }) => warmMs)),
  }));
  const all = costs.flat();
  const capacity = sum(all.map(({ wallMs }) => wallMs)) * machine.cores;
  return {
    machine: {
      ...machine,
      foreignShare: capacity === 0 ? 0 : sum(all.map(({ foreignMs }) => foreignMs)) / capacity,
    },
    quick: values.quick,
    rounds,
    jobs,
    curves: curves.map(({ id, title, unit }): CurveResult => ({
      id,
      title,
      unit,
      points: measured.filter(({ curve }) => curve.id === id).map(({ number, summary }) => ({ number, summary })),
    })),
    evaluation,
  };
};

const startedAt = Date.now();
const orgs = startOrgs();
const place = await openPlace();
try {
  const results = await measureAll(orgs, place);
  const text = generatedText(results);
  process.stdout.write(`${text}\n`);
  if (values.output !== undefined) await writeFile(values.output, `${text}\n`);
  if (values.raw !== undefined) await writeFile(values.raw, `${JSON.stringify(results, undefined, 1)}\n`);
  if (complete) {
    const file = join(root, 'docs', 'performance.md');
    await writeFile(file, withGenerated(await readFile(file, 'utf8'), text));
  }
  const missed = targetsOf(results).filter(({ met }) => !met).length;
  say(`${Math.round((Date.now() - startedAt) / 1000)} s; ${missed} targets missed.`);
} finally {
  await orgs.close();
  await place.remove();
}
