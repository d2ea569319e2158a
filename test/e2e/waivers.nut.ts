/** Waived, ended and unused waivers, by the real `sf`, with the built plugin linked into an empty home. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const user = 'ciro@example.com';

describe('sf integration check --waivers', function () {
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

  const check = (...args: string[]): Promise<SfResult> =>
    runSf(['integration', 'check', '-o', 'admin', '-i', 'hg-insights', '-u', user, ...args], { home });

  it('writes what fails into a file, and passes once people have written their reasons', async () => {
    const file = join(home, 'integration.waivers.yml');
    const first = await check('--waivers', file, '--update-waivers');
    expect(first.status, first.stderr).to.equal(1);
    expect(first.stdout).to.match(/Added to .*: \d+ entries/);
    expect((await check('--waivers', file)).status).to.equal(1);

    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replaceAll('reason: ""', 'org: admin\n    reason: until the rollout\n    expires: 2999-12-31'),
    );
    const waived = await check('--waivers', file);
    expect(waived.status, waived.stdout).to.equal(0);
    expect(waived.stdout).to.include('READY').and.include('Waived until 2999-12-31: until the rollout');
    const { result } = (await check('--waivers', file, '--json')).json as { result: { ready: boolean } };
    expect(result.ready).to.equal(true);

    await writeFile(file, text.replaceAll('reason: ""', 'reason: until the rollout\n    expires: 2020-12-31'));
    const ended = await check('--waivers', file);
    expect(ended.status).to.equal(1);
    expect(ended.stdout).to.include('ended on 2020-12-31');
  });

  it('tells waivers that match nothing, also under --json, and refuses a day that does not exist', async () => {
    const file = join(home, 'unused.yml');
    await writeFile(file, 'waivers:\n  - id: field:Lead.Nothing:edit\n    reason: x\n');
    const unused = await check('--waivers', file, '--json');
    expect(unused.status).to.equal(1);
    const { warnings } = unused.json as { warnings: string[] };
    expect(warnings.join()).to.include('unused.yml:2:5: the waiver for field:Lead.Nothing:edit matches nothing');

    await writeFile(file, 'waivers:\n  - id: x\n    reason: x\n    expires: 2027-02-30\n');
    const wrong = await check('--waivers', file);
    expect(wrong.status).to.equal(2);
    expect(wrong.stderr).to.include('unused.yml:4:14: The value of "expires" has to be a day');
  });
});
