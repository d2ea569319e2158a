/** Built-in definitions with features and a phase, checked and granted by the real `sf` in the embedded org. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect } from 'chai';

import { allowOrgWide } from '../support/allowOrgWide.js';
import { linkedOrg } from './linkedOrg.js';

type Check = {
  readonly findings: ReadonlyArray<{ readonly id: string; readonly level: string; readonly status: string }>;
};
type Checked = { readonly ready: boolean; readonly checks: readonly Check[] };

/** The required needs that are not met, by id. */
const open = ({ checks }: Checked): string[] =>
  checks.flatMap(({ findings }) =>
    findings.filter(({ level, status }) => level === 'required' && status !== 'met').map(({ id }) => id),
  );

describe('built-in definitions with features and phases and the real sf', function () {
  this.timeout(240_000);
  const linked = linkedOrg('vendors');
  const sf = (command: string, ...args: string[]): Promise<{ status: number; result: Checked }> =>
    linked.sf<Checked>('integration', command, '-u', 'full@example.com', ...args);

  it('gong+engage: not ready, granted, ready', async () => {
    const before = await sf('check', '-i', 'gong+engage');
    expect(before.status).to.equal(1);
    expect(open(before.result)).to.include('object:Lead:modifyAllRecords');
    expect((await sf('grant', '-i', 'gong+engage', '--no-prompt', ...allowOrgWide)).status).to.equal(0);
    const after = await sf('check', '-i', 'gong+engage');
    expect(after).to.deep.include({ status: 0 });
    expect(after.result.ready).to.equal(true);
  });

  it('chili-piper+* to be installed: granted but for what is by hand, and ready once that is accepted', async () => {
    const install = ['-i', 'chili-piper+*', '--phase', 'install'];
    expect((await sf('check', ...install)).status).to.equal(1);
    await sf('grant', ...install, '--no-prompt', ...allowOrgWide);
    const after = await sf('check', ...install);
    expect(open(after.result)).to.deep.equal(['manual:first-connection']);
    const waivers = join(linked.home, 'integration.waivers.yml');
    await writeFile(waivers, 'waivers:\n  - id: manual:first-connection\n    reason: Done when it was set up.\n');
    expect((await sf('check', ...install, '--waivers', waivers)).result.ready).to.equal(true);
    expect((await sf('check', '-i', 'chili-piper+*')).result.ready).to.equal(true);
  });
});
