/**
 * `npm run torture`: the long form of the random tests, two files at a time, with a fresh seed.
 *   --seed N       the seed to run again
 *   --path P       the case to run again (with --file and --only, as a failure prints them)
 *   --file F       only this test file
 *   --only TITLE   only this test
 *   --cases N      so many of every random test instead
 *   --short        as few cases as every night: twenty times those of the normal test run
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const mocha = join(dirname(createRequire(import.meta.url).resolve('mocha/package.json')), 'bin', 'mocha.js');

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    path: { type: 'string' },
    file: { type: 'string' },
    only: { type: 'string' },
    cases: { type: 'string' },
    short: { type: 'boolean', default: false },
  },
});
const seed = values.seed ?? String(Math.floor(Math.random() * 2 ** 31));
if (!/^-?\d{1,10}$/.test(seed)) throw new Error(`--seed must be a whole number, not ${JSON.stringify(seed)}.`);
if (values.cases !== undefined && !/^[1-9]\d{0,6}$/.test(values.cases))
  throw new Error(`--cases must be a whole number above 0, not ${JSON.stringify(values.cases)}.`);
const files = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && (values.file === undefined || name.endsWith(values.file)))
  .sort();
if (files.length === 0)
  throw new Error(`--file: there is no test file ${JSON.stringify(values.file)} in test/torture.`);

const scratch = mkdtempSync(join(tmpdir(), 'torture-'));
const countsFile = (file: string): string => join(scratch, `${file.replaceAll(/[^a-z]/gi, '-')}.jsonl`);

/** Runs one file in a process of its own; prints what it printed once it is through. Out: its exit code. */
const run = (file: string): Promise<number> =>
  new Promise((done) => {
    const output: Buffer[] = [];
    const only = values.only === undefined ? [] : ['--fgrep', values.only];
    const child = spawn(process.execPath, [mocha, '--no-color', join('test', 'torture', file), ...only], {
      cwd: root,
      env: {
        ...process.env,
        TORTURE_FORM: values.short ? 'short' : 'long',
        TORTURE_SEED: seed,
        TORTURE_COUNTS: countsFile(file),
        ...(values.cases === undefined ? {} : { TORTURE_CASES: values.cases }),
        ...(values.path === undefined ? {} : { TORTURE_PATH: values.path }),
      },
    });
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('close', (code) => {
      process.stdout.write(`\n${file}${Buffer.concat(output).toString()}`);
      done(code ?? 1);
    });
  });

/** What one random test ran, and how many of its cases had each dimension. */
type Counts = { readonly title: string; readonly ran: number; readonly dimensions: Readonly<Record<string, number>> };

const countsOf = (file: string): Counts[] => {
  if (!existsSync(countsFile(file))) return [];
  const lines = readFileSync(countsFile(file), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Counts);
};

/** How many cases had each dimension; one that none had is seen by its 0. */
const tellDimensions = ({ title, ran, dimensions }: Counts): string =>
  Object.keys(dimensions).length === 0
    ? ''
    : `\nOf the ${ran.toLocaleString('en')} cases of ${JSON.stringify(title)} had:\n` +
      Object.entries(dimensions)
        .map(([name, count]) => `${String(count).padStart(8)}  ${name}\n`)
        .join('');

const started = Date.now();
process.stdout.write(`Seed ${seed}. Run the same again with: npm run torture -- --seed ${seed}\n`);
const queue = [...files];
const codes: number[] = [];
const worker = async (): Promise<void> => {
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) codes.push(await run(file));
};
await Promise.all([worker(), worker()]);
const failed = codes.filter((code) => code !== 0).length;
const counts = files.flatMap(countsOf);
const ran = counts.reduce((sum, one) => sum + one.ran, 0);
rmSync(scratch, { recursive: true, force: true });
const seconds = Math.round((Date.now() - started) / 1000);
for (const one of counts) process.stdout.write(tellDimensions(one));
process.stdout.write(
  `\n${ran.toLocaleString('en')} random cases in ${files.length} files, ${failed} files with failures, seed ${seed}, ${seconds} s.\n`,
);
process.exitCode = failed === 0 ? 0 : 1;
