/**
 * `npm run demo`: the main job from end to end, by the real `sf`. Starts the embedded org, logs `sf` in to it in a
 * throw-away home, links this plugin and checks an integration user that lacks things. Exits 0 when all of that worked.
 */

import { fileURLToPath } from 'node:url';

import { emptyHome, logIn, runSf } from '../e2e/sf.js';
import type { SfOptions } from '../e2e/sf.js';
import { startLocalOrg } from './http/localOrgServer.js';

const plugin = fileURLToPath(new URL('../..', import.meta.url));

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs a command as a person would see it; an exit code that is none of the expected ends the demo. */
const show = async (args: readonly string[], expected: readonly number[], options: SfOptions): Promise<void> => {
  say(`\n$ sf ${args.join(' ')}`);
  const { status, stdout, stderr } = await runSf(args, options);
  process.stdout.write(stdout);
  if (!expected.includes(status)) throw new Error(`exit code ${status} instead of ${expected.join(' or ')}\n${stderr}`);
  say(`(exit code ${status})`);
};

const org = await startLocalOrg({ scenario: 'default' });
const { home, remove } = await emptyHome();
try {
  const options: SfOptions = { home, timeoutMs: 120_000 };
  say(`An embedded Salesforce org is running at ${org.url}. The real sf works with it in ${home}.`);
  await show(['plugins', 'link', plugin, '--no-install'], [0], options);
  await logIn(org, 'admin@example.com', 'demo', options);
  await show(['integration', 'list'], [0], options);
  await show(['integration', 'check', '-o', 'demo', '-i', 'ciro', '-u', 'ciro@example.com'], [1], options);
  await show(['integration', 'check', '-o', 'demo', '-i', 'cognism', '-u', 'ready@example.com'], [0], options);
  say('\nThat was the demo. Start an org of your own to play with: npm run org');
} finally {
  await org.close();
  await remove();
}
