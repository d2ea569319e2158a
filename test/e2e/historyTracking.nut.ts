/** Field History Tracking by the real `sf`, with the built plugin linked into an empty home. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';

import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { HistoryResult } from '../../src/report/history/historyResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfOptions, SfResult } from './sf.js';

const id = 'historyTracking:Opportunity';

describe('sf integration history-tracking', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({ scenario: 'default' });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const sf = (args: string[], options: Partial<SfOptions> = {}): Promise<SfResult> =>
    runSf(['integration', ...args, '-o', 'admin'], { home, ...options });
  const resultOf = <T>({ json, stdout, stderr, status }: SfResult): T => {
    const { result } = (json ?? {}) as { result?: T };
    if (!result) throw new Error(`no result: ${stdout}${stderr}`);
    expect(json).to.have.property('status', status);
    return result;
  };
  const checked = async (): Promise<string | undefined> => {
    const seen = await sf(['check', '-i', 'hg-insights', '-u', 'admin', '--json']);
    const { checks } = resultOf<CheckResult>(seen);
    return checks[0]?.findings.find((finding) => finding.id === id)?.status;
  };

  it('--help: tells what is kept how long, what is recorded, and the exit codes', async () => {
    const { stdout, status } = await sf(['history-tracking', '--help']);
    expect(status).to.equal(0);
    const text = stdout.replace(/\s+/g, ' ');
    expect(text).to.include('18 months').and.include('24 months').and.include('20 fields');
    expect(text).to.include('Long text, rich text and multi-select').and.include('68');
  });

  it('looks, asks before it writes, enables, and check turns to met', async () => {
    expect(await checked()).to.equal('unmet');
    const seen = await sf(['history-tracking', '-i', 'hg-insights']);
    expect(seen.status).to.equal(1);
    expect(seen.stdout).to.include('OFF').and.include('sf integration history-tracking -i hg-insights --enable');
    // Nobody is there to be asked.
    const unasked = await sf(['history-tracking', '-i', 'hg-insights', '--enable', '--json']);
    expect(unasked.status).to.equal(2);
    expect(org.org.history.get('Opportunity')?.objectSwitch).to.equal(false);
    const done = await sf(['history-tracking', '-i', 'hg-insights', '--enable', '--no-prompt', '--json']);
    expect(done.status, done.stdout).to.equal(0);
    const { ready, outcomes, sobjects } = resultOf<HistoryResult>(done);
    expect(ready).to.equal(true);
    expect(outcomes?.map(({ result }) => result)).to.deep.equal(Array(6).fill('done'));
    expect(sobjects[0]?.trackedFields).to.have.length(5);
    expect(await checked()).to.equal('met');
  });

  it('writes a project that sf itself deploys', async () => {
    const project = join(home, 'project');
    await mkdir(join(project, 'force-app'), { recursive: true });
    const description = { packageDirectories: [{ path: 'force-app', default: true }], sourceApiVersion: '66.0' };
    await writeFile(join(project, 'sfdx-project.json'), JSON.stringify(description));
    const fields = ['--field', 'Lead.Status', '--field', 'Lead.Company'];
    const written = await sf(['history-tracking', ...fields, '--enable', '--output-dir', project, '--json']);
    expect(written.status, written.stdout).to.equal(0);
    const file = join(project, 'force-app/main/default/objects/Lead/fields/Status.field-meta.xml');
    expect(await readFile(file, 'utf8')).to.include('<trackHistory>true</trackHistory>');
    expect(org.org.history.get('Lead')?.objectSwitch).to.equal(false);
    const deployed = await runSf(['project', 'deploy', 'start', '-o', 'admin', '--source-dir', 'force-app', '--json'], {
      home,
      cwd: project,
    });
    expect(deployed.status, deployed.stdout).to.equal(0);
    const verified = await sf(['history-tracking', ...fields]);
    expect(verified.status, verified.stdout).to.equal(0);
  });
});
