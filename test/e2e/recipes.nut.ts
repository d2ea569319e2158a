/** The recipes of docs/recipes.md, run as they stand: by bash and the real `sf`, with the built plugin linked into an empty home. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { homeWithPlugin, logIn, sfEnvironment } from './sf.js';

const page = fileURLToPath(new URL('../../docs/recipes.md', import.meta.url));

/** The block behind a mark. */
const recipe = async (name: string): Promise<string> => {
  const [, block] =
    new RegExp(`<!-- recipe: ${name} -->\\s+\`\`\`sh\\n([\\s\\S]*?)\`\`\``).exec(await readFile(page, 'utf8')) ?? [];
  if (block === undefined) throw new Error(`docs/recipes.md has no recipe ${name}`);
  return block;
};

(process.platform === 'win32' ? describe.skip : describe)('the recipes of the documents', function () {
  this.timeout(400_000);
  let org: LocalOrg;
  let home: string;
  let folder: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({ scenario: 'default' });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'uat', { home });
    folder = join(home, 'repository');
    await mkdir(folder);
    await writeFile(
      join(folder, 'integration.config.yml'),
      'integrations:\n  - { definition: 6sense, users: { uat: [sixsense@example.com] } }\n  - { definition: hg-insights, users: [hginsights@example.com] }\n',
    );
    for (const name of ['sandbox-setup', 'release-checklist']) {
      await writeFile(join(folder, `${name}.sh`), await recipe(name));
      await chmod(join(folder, `${name}.sh`), 0o755);
    }
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const script = async (name: string): Promise<{ code: number; stdout: string; stderr: string }> => {
    const env = await sfEnvironment(home);
    return new Promise((resolve) => {
      const options = { cwd: folder, env, timeout: 300_000, killSignal: 'SIGKILL' } as const;
      const child = execFile('bash', [`./${name}.sh`, 'uat'], options, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
      });
      child.stdin?.end();
    });
  };

  it('set up a sandbox, again without a write, and tick the checklist of a release', async () => {
    const before = await script('release-checklist');
    expect(before.code, before.stderr).to.equal(1);
    const first = await script('sandbox-setup');
    expect(first.stdout, first.stderr).to.include('Integration_6sense');
    expect(first.code, first.stdout + first.stderr).to.be.oneOf([0, 1]);
    expect(await readdir(join(folder, 'receipts', 'uat'))).to.include('setup.html');
    const state = stateOf(org.org);
    const second = await script('sandbox-setup');
    expect(second.code, second.stdout + second.stderr).to.equal(first.code);
    const { appeared, disappeared, changed } = changesBetween(state, stateOf(org.org));
    const isTold = (key: string): boolean => !/^(LoginHistory|SetupAuditTrail|User)\//.test(key);
    expect({ appeared: appeared.filter(isTold), disappeared, changed: changed.filter(isTold) }).to.deep.equal(
      noChanges,
    );
    const after = await script('release-checklist');
    expect(after.code, after.stdout + after.stderr).to.equal(second.code);
    expect(await readFile(join(folder, 'release.checklist.md'), 'utf8')).to.match(/- \[x\]/);
  });
});
