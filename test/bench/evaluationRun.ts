/**
 * A process of its own that evaluates with the compiled plugin: the first time cold, as every command does it, then often.
 * Arguments: permission sets, sources of each requirement, measured runs. Prints the milliseconds as JSON.
 */
import type { evaluate as Evaluate } from '../../src/check/evaluate.js';
import { manyRequirements, manySources } from './evaluationCase.js';
import { median } from './stats.js';

export type EvaluationRun = { requirements: number; coldMs: number; warmMs: number };

const [permissionSets = 0, sourcesEach = 0, runs = 0] = process.argv.slice(2).map(Number);
const compiled = new URL('../../tmp/compiled/check/evaluate.js', import.meta.url).href;
const { evaluate } = (await import(compiled)) as { evaluate: typeof Evaluate };

const requirements = manyRequirements();
const snapshot = manySources(permissionSets, sourcesEach);
const [user] = snapshot.users;
if (user === undefined) throw new Error('No user');

const timed = (): number => {
  const startedAt = performance.now();
  const findings = evaluate(requirements, snapshot, user);
  const took = performance.now() - startedAt;
  const own = findings.filter(({ kind }) => kind === 'object' || kind === 'field' || kind === 'userPermission');
  const met = own.filter(({ status, grantedBy }) => status === 'met' && grantedBy.length === sourcesEach);
  const expected = sourcesEach === 0 ? 0 : requirements.length;
  if (own.length !== requirements.length || met.length !== expected)
    throw new Error(`${own.length} findings, ${met.length} of them met by ${sourcesEach} sources`);
  return took;
};

const coldMs = timed();
for (let warmUp = 0; warmUp < Math.min(runs, 30); warmUp += 1) timed();
const warmMs = median(Array.from({ length: runs }, timed));
const answer: EvaluationRun = { requirements: requirements.length, coldMs, warmMs };
process.stdout.write(JSON.stringify(answer));
