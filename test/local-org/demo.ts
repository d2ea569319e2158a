/**
 * `npm run demo`: starts the embedded org, logs the real `sf` in to it in a temporary home folder, links this plugin
 * and checks an integration user that lacks permissions and one that lacks none. Exits with 0 if all of that worked.
 */

import { fileURLToPath } from 'node:url';

import { emptyHome, logIn, runSf } from '../e2e/sf.js';
import type { SfOptions } from '../e2e/sf.js';
import { startLocalOrg } from './http/localOrgServer.js';

const plugin = fileURLToPath(new URL('../..', import.meta.url));

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Runs a command and prints it with its output; an unexpected exit code ends the demo. */
const show = async (args: readonly string[], expected: readonly number[], options: SfOptions): Promise<void> => {
  print(`\n$ sf ${args.join(' ')}`);
  const { status, stdout, stderr } = await runSf(args, options);
  process.stdout.write(stdout);
  if (!expected.includes(status)) throw new Error(`exit code ${status} instead of ${expected.join(' or ')}\n${stderr}`);
  print(`(exit code ${status})`);
};

const org = await startLocalOrg({ scenario: 'default' });
const { home, remove } = await emptyHome();
try {
  const options: SfOptions = { home, timeoutMs: 120_000 };
  print(`An embedded Salesforce org is running at ${org.url}. The real sf works with it in ${home}.`);
  await show(['plugins', 'link', plugin, '--no-install'], [0], options);
  await logIn(org, 'admin@example.com', 'demo', options);
  await show(['integration', 'list'], [0], options);
  await show(['integration', 'check', '-o', 'demo', '-i', 'ciro', '-u', 'ciro@example.com'], [1], options);
  await show(['integration', 'check', '-o', 'demo', '-i', 'cognism', '-u', 'ready@example.com'], [0], options);
  print('\nThat was the demo. Start an org of your own to play with: npm run org');
} finally {
  await org.close();
  await remove();
}
