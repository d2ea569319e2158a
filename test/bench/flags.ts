import { parseArgs } from 'node:util';
import { jobIds } from './jobs.js';

const parts = ['jobs', 'curves', 'evaluation', 'large', 'page', 'fleet', 'realsize'] as const;
export type Part = (typeof parts)[number];

export type Flags = {
  parts: ReadonlySet<Part>;
  /** Ids of jobs; null for all. */
  jobs: ReadonlySet<string> | null;
  quick: boolean;
  /** Measured rounds without latency and with 100 ms. */
  rounds: { still: number; late: number };
  /** Everything, with rounds enough: what may be written into the document. */
  complete: boolean;
  /** How many orgs the large watch looks at. */
  orgs: number;
  output: string | undefined;
  raw: string | undefined;
  /** The raw results of an earlier run; undefined where nothing is compared. */
  compare: string | undefined;
};

const usual = { still: 4, late: 3 } as const;

/** How many orgs the large watch looks at, and the small one. */
const usualOrgs = 300;
export const fewOrgs = 10;

/** Reads the flags that main.ts describes. @throws Error for what is none of them */
export const readFlags = (argv: readonly string[]): Flags => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: 'string', multiple: true },
      job: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      orgs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      output: { type: 'string' },
      raw: { type: 'string' },
      compare: { type: 'string' },
    },
  });
  const known = <T extends string>(flag: string, given: readonly string[], allowed: readonly T[]): T[] =>
    given.map((name) => {
      const found = allowed.find((one) => one === name);
      if (found === undefined) throw new Error(`--${flag} ${name}: expected one of ${allowed.join(', ')}`);
      return found;
    });
  const jobs = values.job === undefined ? null : new Set(known('job', values.job, jobIds));
  const given = values.rounds === undefined ? (values.quick ? 2 : undefined) : Number(values.rounds);
  if (given !== undefined && !(Number.isInteger(given) && given > 0))
    throw new Error('--rounds: a whole number from 1');
  const orgs = Number(values.orgs ?? usualOrgs);
  if (!(Number.isInteger(orgs) && orgs > fewOrgs && orgs < 1000))
    throw new Error(`--orgs: more than ${fewOrgs}, below 1000`);
  const rounds = { still: given ?? usual.still, late: given ?? usual.late };
  return {
    parts: new Set(jobs === null ? known('only', values.only ?? [...parts], parts) : (['jobs'] as const)),
    jobs,
    quick: values.quick,
    rounds,
    complete:
      !values.quick &&
      values.only === undefined &&
      orgs === usualOrgs &&
      jobs === null &&
      rounds.still >= usual.still &&
      rounds.late >= usual.late,
    orgs,
    output: values.output,
    raw: values.raw,
    compare: values.compare,
  };
};
