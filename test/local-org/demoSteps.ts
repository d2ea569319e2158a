/** The demo as data: its steps, and how they are carried out with the real `sf` in the embedded org. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emptyHome, logIn, runSf } from '../e2e/sf.js';
import { startLocalOrg } from './http/localOrgServer.js';

const plugin = fileURLToPath(new URL('../..', import.meta.url));
const admin = 'admin@example.com';
const of = ['-i', '6sense', '-u', 'sixsense@example.com'] as const;

/** One step: what people read above it, the command behind `sf`, and the exit code that it ends with. */
export type DemoStep = { readonly headline: string; readonly command: readonly string[]; readonly exitCode: number };

const step = (headline: string, exitCode: number, ...command: string[]): DemoStep => ({
  headline,
  command: ['integration', ...command],
  exitCode,
});

/** From a vendor whose integration lacks something to the look that finds it lost again. */
export const demoSteps: readonly DemoStep[] = [
  step('Check: can the integration do its job?', 1, 'check', '-o', 'demo', ...of),
  step('Plan: what would be granted? Nothing changes yet.', 1, 'grant', '-o', 'demo', ...of, '--dry-run'),
  step(
    'Grant it, and keep a receipt.',
    0,
    'grant',
    '-o',
    'demo',
    ...of,
    '--no-prompt',
    '--save-receipt',
    'receipt.json',
  ),
  step('Check again.', 0, 'check', '-o', 'demo', ...of),
  step(
    'Explain: where does it come from?',
    0,
    'explain',
    '-o',
    'demo',
    '-u',
    'sixsense@example.com',
    '--sobject',
    'Lead',
  ),
  step('Report: a page for the ticket.', 0, 'check', '-o', 'demo', ...of, '--output-file', 'report.html'),
  step('Monitor: the first look is the baseline.', 0, 'monitor', '-o', 'demo', ...of, '--state-dir', 'state'),
  step('Somebody takes it away.', 0, 'revoke', '-o', 'demo', '--receipt', 'receipt.json', '--no-prompt'),
  step('The next look says what was lost, and who did it.', 1, 'monitor', '-o', 'demo', ...of, '--state-dir', 'state'),
];

/** A step that was carried out. */
export type DemoOutput = DemoStep & { readonly output: string };

/**
 * Carries the demo out, in an org, a home and a folder that are gone afterwards.
 * @param port of the org; any free one where it is left out
 * @param onStep called before a step, with what people read first
 * @param onOutput called with what it printed
 * @throws Error where a step ends with another exit code
 */
export const runDemo = async (
  port: number | undefined,
  onStep: (step: DemoStep) => void = () => {},
  onOutput: (output: string) => void = () => {},
): Promise<readonly DemoOutput[]> => {
  const org = await startLocalOrg({ scenario: 'default', ...(port === undefined ? {} : { port }) });
  const { home, remove } = await emptyHome();
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  try {
    const options = { home, cwd: folder, timeoutMs: 120_000 };
    const linked = await runSf(['plugins', 'link', plugin, '--no-install'], options);
    if (linked.status !== 0) throw new Error(linked.stderr);
    await logIn(org, admin, 'demo', options);
    const done: DemoOutput[] = [];
    for (const one of demoSteps) {
      onStep(one);
      const { status, stdout, stderr } = await runSf(one.command, options);
      if (status !== one.exitCode)
        throw new Error(
          `sf ${one.command.join(' ')}: exit code ${status} instead of ${one.exitCode}\n${stdout}${stderr}`,
        );
      onOutput(stdout);
      done.push({ ...one, output: stdout });
    }
    return done;
  } finally {
    await org.close();
    await remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
