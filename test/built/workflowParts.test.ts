import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { workflowFiles } from '../../src/generate/workflow/workflowFiles.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { blocksOfWorkflow } from '../support/ciBlocks.js';
import type { Block } from '../support/ciBlocks.js';
import { orgNameOf, orgNumber, usernameIn } from '../support/manyOrgs.js';
import { enterHome, logIn, setAlias } from '../support/sfHome.js';
import { fleetFiles, takeSetFrom } from '../support/watchedFleet.js';
import { partsPlanOf } from '../unit/generate/workflowPlans.js';

const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const count = 4;

/** What `generate workflow --shards` writes, run with the compiled plugin against orgs that answer over HTTP. Needs the build. */
(process.platform === 'win32' ? describe.skip : describe)('the workflow of two parts and their report', function () {
  this.timeout(120_000);
  const orgs: LocalOrg[] = [];
  let folder: string;
  let leave: () => Promise<void>;

  before(async () => {
    ({ leave } = await enterHome());
    folder = await mkdtemp(join(tmpdir(), 'parts-'));
    for (const name of ['integrations', 'bin']) await mkdir(join(folder, name));
    for (const [name, text] of Object.entries(fleetFiles(count))) await writeFile(join(folder, name), text);
    // sf with this plugin; it is logged in already, and nothing is installed.
    const sf = `#!/bin/sh\n[ "$1" = integration ] || exit 0\nexec "${process.execPath}" "${cli}" "$@"\n`;
    for (const [name, text] of [
      ['sf', sf],
      ['npm', '#!/bin/sh\n'],
    ] as const) {
      await writeFile(join(folder, 'bin', name), text);
      await chmod(join(folder, 'bin', name), 0o755);
    }
    for (let number = 1; number <= count; number += 1) {
      const org = await startLocalOrg({ org: orgNumber(number) });
      orgs.push(org);
      await logIn(org, usernameIn(number, 'admin'));
      await setAlias(orgNameOf(number), usernameIn(number, 'admin'));
    }
  });
  after(async () => {
    for (const org of orgs) await org.close();
    await leave();
    await rm(folder, { recursive: true, force: true });
  });

  const parts = { of: 2, orgs: 'project', logins: ['LOGINS'] };
  const text = workflowFiles('github', partsPlanOf('github', { parts, variables: [] }))[0]?.text ?? '';
  const blocksOf = (part: number): Block[] =>
    blocksOfWorkflow(text.replaceAll('${{ matrix.part }}', String(part)), { 'secrets.LOGINS': 'org-001=force://' });

  /** Runs blocks one after the other, until one fails. @returns the code of the last one, and what it printed */
  const run = async (blocks: readonly Block[]): Promise<{ code: number; said: string }> => {
    let last = { code: 0, said: '' };
    for (const { shell, script, env } of blocks) {
      const path = join(folder, 'script');
      await writeFile(path, script);
      const [program = 'sh', ...args] = shell;
      const own = { ...process.env, PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter), ...env };
      last = await new Promise((resolve) => {
        execFile(program, [...args, path], { cwd: folder, env: own }, (error, stdout, stderr) =>
          resolve({ code: error ? Number(error.code ?? -1) : 0, said: stdout + stderr }),
        );
      });
      if (last.code !== 0) break;
    }
    return last;
  };
  /** A day: both parts, and then the report; without the last part, where only one ran. */
  const day = async (...ran: readonly number[]): Promise<{ parts: number[]; code: number; said: string }> => {
    const codes: number[] = [];
    for (const part of ran) codes.push((await run(blocksOf(part).slice(0, 3))).code);
    return { parts: codes, ...(await run(blocksOf(1).slice(3))) };
  };

  it('end as the report says: fine, with a part that is not there, and with a loss', async () => {
    const early = await day(1);
    expect([early.parts, early.code], early.said).to.deep.equal([[0], 68]);
    expect(early.said).to.include('Part 2 of 2 is not there.');
    const first = await day(2);
    expect([first.parts, first.code], first.said).to.deep.equal([[0], 0]);
    for (const org of orgs.slice(0, 3)) takeSetFrom(org);
    const lost = await day(1, 2);
    expect([lost.parts, lost.code], lost.said).to.deep.equal([[0, 0], 1]);
    expect(lost.said).to.include('own-sync, the same in 3 orgs');
    expect(await readFile(join(folder, 'integration-monitor.html'), 'utf8')).to.include('org-003');
  });
});
