/** Opens what is needed, measures everything in turns, and puts the results together. */
import { together } from './cost.js';
import type { Cost } from './cost.js';
import { openCurves } from './curves.js';
import type { Curve } from './curves.js';
import { evaluatedSets, evaluationTurn, sourcesEach } from './evaluation.js';
import { largeTurn } from './large.js';
import { largeTaskIds, largeTasks } from './largeTasks.js';
import type { Flags } from './flags.js';
import type { Job } from './jobs.js';
import { openJobs } from './jobWorld.js';
import { describeMachine } from './machine.js';
import { measureStep } from './measure.js';
import { startOrgs } from './orgs.js';
import type { Orgs, RemoteOrg } from './orgs.js';
import { openPlace } from './place.js';
import type { Place } from './place.js';
import { pageTurn } from './page.js';
import { pageIds, pageTitle } from './pages.js';
import { openFleetWorld } from './fleet.js';
import { openRealSize } from './realSize.js';
import type {
  FleetBenchResult,
  CurveResult,
  EvaluationResult,
  LargeResult,
  JobResult,
  PageResult,
  RealSizeResult,
  Results,
} from './results.js';
import { inRounds } from './rounds.js';
import type { Runnable } from './rounds.js';
import { sum } from './stats.js';
import { statOf, summarise } from './summary.js';

type OnTurn = Parameters<typeof inRounds>[1];
type JobTurn = Runnable<Cost> & Pick<JobResult, 'latencyMs'> & { job: Job };
type PointTurn = Runnable<Cost> & { curve: Curve; number: number };

const jobTurns = (org: RemoteOrg, jobs: readonly Job[], home: string, { rounds }: Flags): JobTurn[] =>
  [
    { latencyMs: 0, rounds: rounds.still },
    { latencyMs: 100, rounds: rounds.late },
  ].flatMap(({ latencyMs, rounds: count }) =>
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

const pointTurns = (curves: readonly Curve[], home: string, { rounds }: Flags): PointTurn[] =>
  curves.flatMap((curve) =>
    curve.points.map(({ number, org, step }) => ({
      curve,
      number,
      title: `${curve.id} ${number}`,
      rounds: rounds.still,
      run: () => measureStep(step, home, org, 0),
    })),
  );

type Measured = { jobs: JobResult[]; curves: CurveResult[]; costs: Cost[] };

const measureCommands = async (orgs: Orgs, place: Place, flags: Flags, onTurn: OnTurn): Promise<Measured> => {
  const world = flags.parts.has('jobs') ? await openJobs(orgs, place) : undefined;
  const chosen = world?.jobs.filter(({ id }) => flags.jobs?.has(id) ?? true) ?? [];
  const curves = flags.parts.has('curves') ? await openCurves(orgs, place) : [];
  const jobs = world ? jobTurns(world.org, chosen, place.home, flags) : [];
  const points = pointTurns(curves, place.home, flags);
  const costs = await inRounds<Cost>([...jobs, ...points], onTurn);
  const measured = points.map(({ curve, number }, at) => ({
    curve,
    number,
    summary: summarise(costs[jobs.length + at] ?? []),
  }));
  return {
    jobs: jobs.map(({ job: { id, title }, latencyMs }, at) => ({
      id,
      title,
      latencyMs,
      summary: summarise(costs[at] ?? []),
    })),
    curves: curves.map(({ id, title, unit }) => ({
      id,
      title,
      unit,
      points: measured.filter(({ curve }) => curve.id === id).map(({ number, summary }) => ({ number, summary })),
    })),
    costs: costs.flat(),
  };
};

/** Starts the orgs and makes the home, and takes both away again whatever happens. */
const withOrgs = async <T>(run: (orgs: Orgs, place: Place) => Promise<T>): Promise<T> => {
  const orgs = startOrgs();
  try {
    const place = await openPlace();
    try {
      return await run(orgs, place);
    } finally {
      await place.remove();
    }
  } finally {
    await orgs.close();
  }
};

const measureEvaluation = async ({ rounds, quick }: Flags, onTurn: OnTurn): Promise<EvaluationResult[]> => {
  const turns = sourcesEach.map((each) => evaluationTurn(each, rounds.still, quick ? 20 : 100));
  const runs = await inRounds(turns, onTurn);
  return sourcesEach.map((each, at) => ({
    requirements: runs[at]?.[0]?.requirements ?? 0,
    permissionSets: evaluatedSets,
    sourcesEach: each,
    cold: statOf((runs[at] ?? []).map(({ coldMs }) => coldMs)),
    warm: statOf((runs[at] ?? []).map(({ warmMs }) => warmMs)),
  }));
};

const measureLarge = async ({ rounds }: Flags, onTurn: OnTurn): Promise<LargeResult[]> => {
  const runs = await inRounds(
    largeTaskIds.map((id) => largeTurn(id, rounds.still)),
    onTurn,
  );
  return largeTaskIds.map((id, at) => ({
    id,
    title: largeTasks[id].title,
    cpu: statOf((runs[at] ?? []).map(({ cpuMs }) => cpuMs)),
  }));
};

const measurePage = async ({ rounds }: Flags, onTurn: OnTurn): Promise<PageResult[]> => {
  const runs = await inRounds(
    pageIds.map((id) => pageTurn(id, rounds.still)),
    onTurn,
  );
  return pageIds.map((id, at) => {
    const own = runs[at] ?? [];
    return {
      id,
      title: pageTitle(id),
      bytes: own[0]?.bytes ?? 0,
      written: statOf(own.map(({ writtenMs }) => writtenMs)),
      opened: statOf(own.map(({ openedMs }) => openedMs)),
      searched: statOf(own.map(({ searchedMs }) => searchedMs)),
      chosen: statOf(own.map(({ chosenMs }) => chosenMs)),
    };
  });
};

const measureFleet = async ({ rounds, orgs: large }: Flags, onTurn: OnTurn): Promise<FleetBenchResult[]> => {
  const world = await openFleetWorld(large);
  try {
    const turns = world.turns(rounds);
    const runs = await inRounds(turns, onTurn);
    return turns.map(({ orgs, latencyMs }, at) => ({
      ...{ orgs, latencyMs },
      wall: statOf((runs[at] ?? []).map(({ wallMs }) => wallMs)),
      peakBytes: statOf((runs[at] ?? []).map(({ peakBytes }) => peakBytes)),
      heldBytes: statOf((runs[at] ?? []).map(({ heldBytes }) => heldBytes)),
    }));
  } finally {
    await world.close();
  }
};

const measureRealSize = ({ rounds }: Flags, onTurn: OnTurn): Promise<RealSizeResult[]> =>
  withOrgs(async (orgs, place) => {
    const turns = await openRealSize(orgs, place, rounds.late);
    const costs = await inRounds(turns, onTurn);
    return turns.map(({ title, time, baseline }, at) => ({
      ...{ title, time, baseline },
      summary: summarise(costs[at] ?? []),
    }));
  });

/** Measures what the flags ask for. Rejects with the first command that does not do what it is expected to do. */
export const measureAll = async (flags: Flags, onTurn: OnTurn): Promise<Results> => {
  const machine = describeMachine();
  const commands =
    flags.parts.has('jobs') || flags.parts.has('curves')
      ? await withOrgs((orgs, place) => measureCommands(orgs, place, flags, onTurn))
      : { jobs: [], curves: [], costs: [] };
  const evaluation = flags.parts.has('evaluation') ? await measureEvaluation(flags, onTurn) : [];
  const large = flags.parts.has('large') ? await measureLarge(flags, onTurn) : [];
  const fleet = flags.parts.has('fleet') ? await measureFleet(flags, onTurn) : [];
  const realSize = flags.parts.has('realsize') ? await measureRealSize(flags, onTurn) : [];
  const page = flags.parts.has('page') ? await measurePage(flags, onTurn) : [];
  const capacity = sum(commands.costs.map(({ wallMs }) => wallMs)) * machine.cores;
  const foreign = sum(commands.costs.map(({ foreignMs }) => foreignMs));
  return {
    machine: { ...machine, foreignShare: capacity === 0 ? null : foreign / capacity },
    quick: flags.quick,
    rounds: [
      { latencyMs: 0, rounds: flags.rounds.still },
      { latencyMs: 100, rounds: flags.rounds.late },
    ],
    jobs: commands.jobs,
    curves: commands.curves,
    evaluation,
    large,
    page,
    fleet,
    realSize,
  };
};
