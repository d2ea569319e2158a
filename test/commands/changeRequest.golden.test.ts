/** The change request of a setup, as a reviewer gets it: whole pages, but for times and what follows from them. */
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import { script, scriptHash } from '../../src/report/formats/html/pageScript.js';
import { style, styleHash } from '../../src/report/formats/html/pageStyle.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import { goldenFiles } from '../support/golden.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

const project = `integrations:
  - { definition: 6sense, users: [sixsense@example.com, viewer@example.com] }
  - { definition: hg-insights, users: [hginsights@example.com] }
`;

/** The same on every day and every machine. */
const lasting = (text: string): string =>
  text
    .replace(style, '(style)')
    .replace(script, '(script)')
    .replace(styleHash, '(hash)')
    .replace(scriptHash, '(hash)')
    .replace(/cr\.json \(sha256:[0-9a-f]{64}\)/g, 'cr.json (sha256:…)')
    .replace(/"digest":\s*"sha256:[0-9a-f]{64}"/g, '"digest": "sha256:…"')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d\.\d{3}Z)?/g, '(time)')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:1')
    // What the program is called depends on what else this process has run.
    .replace(/\b(?:mocha|oclif) integration\b/g, 'sf integration');

const requestAs = (file: string) => async (): Promise<string> => {
  const world = await openWorld({ org: loadScenario('default') }, admin);
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'request-')));
  const cwd = process.cwd();
  try {
    process.chdir(folder);
    await ConfigAggregator.clearInstance();
    await writeFile('integration.config.yml', project);
    const argv = ['-o', admin, '--dry-run', '--save-plan', 'cr.json', '--output-file', file];
    await runCommand(world.org, IntegrationSetup, argv);
    return lasting(await readFile(file, 'utf8'));
  } finally {
    process.chdir(cwd);
    await ConfigAggregator.clearInstance();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
};

goldenFiles('change-request', {
  'request.md': requestAs('request.md'),
  'request.html': requestAs('request.html'),
});
