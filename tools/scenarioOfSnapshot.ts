/**
 * `npm run scenario -- access.json bug.yml`: makes a scenario of the embedded org of a snapshot that somebody has saved with
 * `check --save-snapshot`, says what of it the scenario lacks, and how to open the org.
 */
import { writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { readSnapshot } from '../src/files/snapshotFile.js';
import { visible } from '../src/report/visible.js';
import { loadScenario } from '../test/local-org/scenarios/loadScenario.js';
import { scenarioOfSnapshot } from '../test/support/snapshotScenario/scenarioOfSnapshot.js';

const say = (...lines: readonly string[]): void => void process.stdout.write(`${lines.map(visible).join('\n')}\n`);

const [snapshotFile, scenarioFile, ...more] = process.argv.slice(2);
if (snapshotFile === undefined || scenarioFile === undefined || more.length > 0 || !/\.ya?ml$/.test(scenarioFile)) {
  process.stderr.write('Usage: npm run scenario -- SNAPSHOT.json SCENARIO.yml\n');
  process.exit(1);
}

try {
  const { snapshot, scope, integrations } = await readSnapshot(snapshotFile);
  const { scenario, leftOut } = scenarioOfSnapshot(snapshot, [...scope.sobjects]);
  // Somebody may have worked on an earlier one.
  await writeFile(scenarioFile, stringify(scenario), { flag: 'wx' });
  say(`${scenarioFile}: ${snapshot.users.length} users.`);
  if (leftOut.length > 0) say('It lacks:', ...leftOut.map((line) => `  ${line}`));
  const path = /[/\\]/.test(scenarioFile) ? scenarioFile : `./${scenarioFile}`;
  loadScenario(path);
  const options = [
    ...integrations.map((name) => `-i ${name}`),
    ...snapshot.users.map(({ username }) => `-u ${username}`),
  ].join(' ');
  say(`Open it: npm run org -- --scenario ${path}`, `Then: sf integration check ${options}`);
} catch (error) {
  process.stderr.write(`${visible(error instanceof Error ? error.message : String(error))}\n`);
  process.exitCode = 1;
}
