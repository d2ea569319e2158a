/** Random trouble: what goes wrong at which request of a run, and how it is put into an embedded org. */
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import type { FaultKind, FaultMatch } from '../../../local-org/http/faults.js';
import type { LocalOrg } from '../../../local-org/http/localOrgServer.js';
import type { Interrupt } from './running.js';

/** Where a fault hits: any request, those that write records, those of the Metadata API, parts of a composite, the list of versions. */
export type Place = 'any' | 'graph' | 'soap' | 'part' | 'writtenPart' | 'versions';

export type Blow = {
  readonly kind: FaultKind;
  readonly place: Place;
  /** Of the requests at this place, counted from 1. */
  readonly from: number;
  readonly times: number | 'always';
  /** The request is carried out; only its answer is lost. */
  readonly carriedOut: boolean;
  readonly status: number;
};

export type Trouble = {
  readonly blows: readonly Blow[];
  /** Ctrl-C: at which request, and how many milliseconds after it came in. */
  readonly interrupt: { readonly request: number; readonly afterMs: number } | null;
  /** How often a deploy or retrieve says that it is not done. */
  readonly polls: number | 'never';
  readonly verdict: 'own' | 'component' | 'unexplained';
};

const places: Readonly<Record<Place, FaultMatch>> = {
  any: {},
  graph: { path: '/composite/graph' },
  soap: { path: '/services/Soap/m/' },
  part: { subrequest: true },
  writtenPart: { subrequest: true, method: 'POST' },
  versions: { path: /\/services\/data\/?$/ },
};

/** Kinds that can be the answer of a part, and that may come instead of any answer. */
const ofParts: readonly FaultKind[] = ['lockRow', 'rowRefused', 'licenseRefused', '500', '503', 'requestLimit', '401'];
const ofAnswers: readonly FaultKind[] = [
  '401',
  'requestLimit',
  'concurrentLimit',
  'apiDisabled',
  '500',
  '503',
  '503html',
  'htmlOk',
  'reset',
  'cutOff',
  'truncatedJson',
  'garbled',
  'emptyBody',
  'fewerRows',
  'slow',
];
/** Answers that say nothing of whether the request was carried out: a refusal of the platform's comes before anything is. */
const leavesOpen: ReadonlySet<FaultKind> = new Set([
  '500',
  '503',
  '503html',
  'htmlOk',
  'emptyBody',
  'reset',
  'timeout',
]);

/** sf's own client tries the others again for a quarter of a minute, by a clock that nobody can turn. */
const ofVersions: readonly FaultKind[] = ['401', 'htmlOk', 'cutOff', 'truncatedJson', 'garbled', 'emptyBody'];

const times = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 3 }) },
  { weight: 3, arbitrary: fc.constant('always' as const) },
);

const blow = (
  place: Place,
  kinds: readonly FaultKind[],
  last: number,
  carriedOut: fc.Arbitrary<boolean>,
): fc.Arbitrary<Blow> =>
  fc.record({
    place: fc.constant(place),
    kind: fc.constantFrom(...kinds),
    from: fc.integer({ min: 1, max: last }),
    times,
    carriedOut,
    status: fc.constantFrom(503, 429, 500, 502, 504),
  });

/** An answer that never comes costs a whole deadline: rare. */
const silence: fc.Arbitrary<Blow> = fc.record({
  place: fc.constantFrom<Place>('any', 'graph', 'soap'),
  kind: fc.constant<FaultKind>('timeout'),
  from: fc.integer({ min: 1, max: 9 }),
  times: fc.constant(1),
  carriedOut: fc.boolean(),
  status: fc.constant(503),
});

/** One to four blows. `writes`: of a command that writes records; `deploys`: of one that deploys. */
export const troubles = ({ writes, deploys }: { writes: boolean; deploys: boolean }): fc.Arbitrary<Trouble> => {
  const sometimes = fc.boolean();
  const one = fc.oneof(
    { weight: 10, arbitrary: blow('any', ofAnswers, writes ? 10 : 6, sometimes) },
    { weight: 5, arbitrary: blow('part', ofParts, 16, fc.constant(false)) },
    { weight: writes ? 10 : 0, arbitrary: blow('graph', ofAnswers, 3, fc.constant(true)) },
    { weight: writes ? 5 : 0, arbitrary: blow('graph', ofAnswers, 3, fc.constant(false)) },
    { weight: writes ? 5 : 0, arbitrary: blow('writtenPart', ofParts, 8, fc.constant(false)) },
    { weight: deploys ? 12 : 2, arbitrary: blow('soap', ofAnswers, deploys ? 9 : 2, sometimes) },
    { weight: 1, arbitrary: silence },
    { weight: 1, arbitrary: blow('versions', ofVersions, 1, fc.constant(false)) },
  );
  const all = fc.record({
    blows: fc.array(one, { minLength: 1, maxLength: 4 }),
    interrupt: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      {
        weight: 1,
        arbitrary: fc.record({
          request: fc.integer({ min: 1, max: writes || deploys ? 9 : 5 }),
          afterMs: fc.constantFrom(0, 0, 1, 5, 20),
        }),
      },
    ),
    polls: fc.oneof(
      { weight: 6, arbitrary: fc.constant(0) },
      { weight: deploys ? 3 : 0, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: deploys ? 1 : 0, arbitrary: fc.constant('never' as const) },
    ),
    verdict: fc.oneof(
      { weight: 5, arbitrary: fc.constant('own' as const) },
      { weight: deploys ? 1 : 0, arbitrary: fc.constantFrom('component' as const, 'unexplained' as const) },
    ),
  });
  // Whatever hits any request would hit the one for the versions first.
  return all.map((trouble) =>
    asksForVersions(trouble) ? { ...trouble, blows: trouble.blows.filter(({ place }) => place !== 'any') } : trouble,
  );
};

/** How long a run may take, as flags: only where something never comes it takes any time. */
export const waitOf = (trouble: Trouble): string[] => ['-w', mayTakeForEver(trouble) ? '1' : '60'];

/** Whether it may take the whole of a run's time. */
export const mayTakeForEver = ({ blows, polls }: Trouble): boolean =>
  polls === 'never' || blows.some(({ kind }) => kind === 'timeout');

/** Whether sf has to ask for the versions of the API, which it does once a day, while it connects. */
export const asksForVersions = ({ blows }: Trouble): boolean => blows.some(({ place }) => place === 'versions');

/** Puts the trouble into the org. */
export const makeTrouble = (
  { faults, metadataJobs }: LocalOrg,
  { blows, interrupt, polls, verdict }: Trouble,
  stop: Interrupt,
): void => {
  metadataJobs.pollsUntilDone = polls === 'never' ? Infinity : polls;
  metadataJobs.verdict = verdict;
  if (interrupt !== null) {
    const { request, afterMs } = interrupt;
    const onHit = (): void => (afterMs === 0 ? stop() : void delay(afterMs).then(stop));
    faults.add({ kind: 'slow', match: { from: request }, onHit });
  }
  for (const { kind, place, from, times: often, carriedOut, status } of blows) {
    faults.add({
      kind,
      match: { ...places[place], from },
      times: often === 'always' ? Infinity : often,
      carriedOut: carriedOut && leavesOpen.has(kind),
      status,
      ...(kind === 'slow' ? { delayMs: 2000 } : {}),
    });
  }
};
