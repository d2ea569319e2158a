import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { refuseStateOutside, refuseUnsafeOutputs } from '../../../src/files/teamProject.js';
import { Refusal } from '../../../src/refusal.js';
import { cpuTimeOf } from '../../support/cpuTime.js';

/** What the project file of somebody else's repository may have written, and what it may not. */
describe('files that a project file names', function () {
  if (process.platform === 'win32') return;
  let folder: string;
  const placed = (path: string): string => join(folder, 'project', path);
  const atHand = { path: 'integration.config.yml', placed };
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => {
        if (error instanceof Refusal) return error.code;
        throw error;
      },
    );

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'team-project-')));
    await mkdir(placed('.'));
    await mkdir(join(folder, 'elsewhere'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('a file that is full of what reports begin with is soon told to be none', async () => {
    await writeFile(placed('r.json'), `{${'"schemaVersion": 1,'.repeat(50_000)}`);
    const ms = await cpuTimeOf(async () =>
      expect(await codeOf(refuseUnsafeOutputs(atHand, [placed('r.json')]))).to.equal('project.notReport'),
    );
    expect(ms).to.be.lessThan(1000);
  });

  it('a report is one by its version and what it holds, in this order', async () => {
    const reports: ReadonlyArray<readonly [string, string]> = [
      ['{ "schemaVersion": 1, "checks": [] }', 'none'],
      ['{ "schemaVersion" : 1, "x": 2, "grants": [] }', 'none'],
      ['{ "checks": [], "schemaVersion": 1 }', 'project.notReport'],
      ['{ "schemaVersion": 2, "checks": [] }', 'project.notReport'],
      ['{ "pluginVersion": "1" }', 'none'],
    ];
    for (const [text, code] of reports) {
      await writeFile(placed('r.json'), text);
      expect(await codeOf(refuseUnsafeOutputs(atHand, [placed('r.json')])), text).to.equal(code);
    }
  });

  it('what is kept between looks stays in its folder, whatever a link of that name leads to', async () => {
    await symlink(join(folder, 'elsewhere'), placed('linked'));
    await mkdir(placed('own'));
    await symlink(placed('own'), placed('within'));
    const codes: Readonly<Record<string, string>> = {
      linked: 'stateOutside',
      'linked/below': 'stateOutside',
      own: 'none',
      within: 'none',
      'not/there/yet': 'none',
    };
    for (const [name, code] of Object.entries(codes))
      expect(await codeOf(refuseStateOutside(atHand, placed(name))), name).to.equal(code);
  });
});
