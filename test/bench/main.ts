/**
 * `npm run bench`: measures the commands through the real `sf` and writes docs/performance.md.
 *   --only jobs|curves|evaluation|large|page|fleet|realsize   only this part (repeatable)
 *   --job ID                        only this job (repeatable), by the ids in jobs.ts
 *   --rounds N                      measured rounds, instead of 4 without latency and 3 with 100 ms
 *   --orgs N                        orgs of the large watch, instead of 300
 *   --quick                         2 rounds, to try things out
 *   --output FILE                   writes the tables into this file as well
 *   --raw FILE                      writes all medians and spreads as JSON as well
 *   --compare FILE                  such a file of an earlier run: prints what got worse beyond the spread; exit code 1 then
 * The document is written only by a run of everything with at least the usual number of rounds.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { comparedFigures, worseTable, worseThan } from './compare.js';
import { generatedText, withGenerated } from './document.js';
import { readFlags } from './flags.js';
import { measureAll } from './measureAll.js';
import { root } from './place.js';
import { targetsOf } from './targets.js';

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const flags = readFlags(process.argv.slice(2));
const document = join(root, 'docs', 'performance.md');
// Read first: an hour of measuring is not to end with a document that cannot be written.
const before = flags.complete ? await readFile(document, 'utf8') : undefined;
if (before !== undefined) withGenerated(before, '');

const earlier: unknown = flags.compare === undefined ? undefined : JSON.parse(await readFile(flags.compare, 'utf8'));

const startedAt = Date.now();
const results = await measureAll(flags, (round, rounds, title) =>
  say(`${round === 0 ? 'warm-up' : `round ${round} of ${rounds}`}: ${title}`),
);
const text = generatedText(results);
process.stdout.write(`${text}\n`);
if (flags.output !== undefined) await writeFile(flags.output, `${text}\n`);
if (flags.raw !== undefined) await writeFile(flags.raw, `${JSON.stringify(results, undefined, 1)}\n`);
if (earlier !== undefined) {
  const worse = worseThan(earlier, results);
  process.stdout.write(`${worseTable(worse, comparedFigures(earlier, results))}\n`);
  if (worse.length > 0) process.exitCode = 1;
}
if (before !== undefined) await writeFile(document, withGenerated(await readFile(document, 'utf8'), text));
const missed = targetsOf(results).filter(({ met }) => !met).length;
say(`${Math.round((Date.now() - startedAt) / 1000)} s; targets missed: ${missed}.`);
