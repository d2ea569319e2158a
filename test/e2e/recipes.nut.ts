/**
 * The recipes in docs/recipes and the composite action, run as they stand: every block of shell by the shell that its CI system
 * starts, with the real `sf`, in an empty home, against the embedded org.
 *
 * Two programs are stood in for, since what they bring is here already (test/e2e/pack.nut.ts installs it): `npm install` of the CLI
 * does nothing, and `sf plugins install` looks whether the plugin was allowed before, without which the real one ends with 1 where
 * nobody can answer. The plugin is linked instead. Everything else of `sf` is the real one, also the login with the secret.
 */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import * as ci from '../support/ciBlocks.js';
import type { Block } from '../support/ciBlocks.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { homeWithPlugin, logIn, sfEnvironment } from './sf.js';
import { startTlsFront } from './tlsFront.js';
import type { TlsFront } from './tlsFront.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const recipes = join(root, 'docs', 'recipes');
const plugin = 'sf-plugin-integration';

type Ended = { code: number; stdout: string; stderr: string };

const run = async (program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { cwd, env, timeout: 300_000, killSignal: 'SIGKILL' } as const;
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr });
    });
    child.stdin?.end();
  });

(process.platform === 'win32' ? describe.skip : describe)('the recipes of the documents', function () {
  this.timeout(400_000);
  let org: LocalOrg;
  let front: TlsFront;
  let home: string;
  let folder: string;
  let environment: Record<string, string>;
  let remove: () => Promise<void>;

  const config = (integrations: string): Promise<void> =>
    writeFile(join(folder, 'integration.config.yml'), `integrations:\n${integrations}`);

  /** Programs that come before the real ones on the PATH. */
  const standIn = async (name: string, lines: readonly string[]): Promise<void> => {
    await writeFile(join(home, 'stand-ins', name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
  };

  beforeEach(async () => {
    org = await startLocalOrg({ scenario: 'default' });
    front = await startTlsFront(org.url);
    ({ home, remove } = await homeWithPlugin());
    folder = join(home, 'repository');
    await mkdir(folder);
    await mkdir(join(home, 'stand-ins'));
    const sf = await sfEnvironment(home);
    const allowed = join(home, '.config', 'sf', 'unsignedPluginAllowList.json');
    await standIn('npm', [
      'case "$*" in',
      '  "install --global @salesforce/cli"|"install --prefix .sf-cli @salesforce/cli") exit 0 ;;',
      'esac',
      'echo "not expected: npm $*" >&2; exit 64',
    ]);
    await standIn('sf', [
      `if [ "$1 $2" != "plugins install" ]; then exec "${join(home, 'bin', 'sf')}" "$@"; fi`,
      `case "$3" in ${plugin}|${plugin}@latest) ;; *) echo "not expected: sf $*" >&2; exit 64 ;; esac`,
      `grep -q '"${plugin}"' "${allowed}" || { echo "This plugin isn't signed by Salesforce." >&2; exit 1; }`,
    ]);
    environment = {
      ...sf,
      PATH: [join(home, 'stand-ins'), sf['PATH'] ?? ''].join(delimiter),
      NODE_EXTRA_CA_CERTS: front.certificate,
    };
  });
  afterEach(async () => {
    await front.close();
    await org.close();
    await remove();
  });

  describe('scripts', () => {
    const script = (name: string): Promise<Ended> => run('bash', [`./${name}.sh`, 'uat'], folder, environment);

    it('set up a sandbox, again without a write, and tick the checklist of a release', async () => {
      await logIn(org, 'admin@example.com', 'uat', { home });
      await config(
        '  - { definition: 6sense, users: { uat: [sixsense@example.com] } }\n  - { definition: hg-insights, users: [hginsights@example.com] }\n',
      );
      for (const name of ['sandbox-setup', 'release-checklist']) {
        await copyFile(join(recipes, `${name}.sh`), join(folder, `${name}.sh`));
        await chmod(join(folder, `${name}.sh`), 0o755);
      }
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

  /** Where the file is, its blocks with a secret filled in, and the reports that the check leaves. */
  const systems: Array<{
    name: string;
    file: string;
    blocks: (text: string, secret: string) => Block[];
    reports: readonly string[];
  }> = [
    {
      name: 'GitHub Actions',
      file: 'docs/recipes/github-actions.yml',
      blocks: (text, secret) => ci.blocksOfWorkflow(text, { 'secrets.SFDX_AUTH_URL': secret }),
      reports: ['release.checklist.md', 'release.json'],
    },
    {
      name: 'the composite action',
      file: '.github/actions/check/action.yml',
      blocks: (text, secret) => ci.blocksOfAction(text, { 'inputs.sfdx-auth-url': secret }),
      reports: ['integration-check.checklist.md'],
    },
    {
      name: 'GitLab',
      file: 'docs/recipes/gitlab-ci.yml',
      blocks: (text, secret) => ci.blocksOfGitlab(text, { SFDX_AUTH_URL: secret }),
      reports: ['release.checklist.md', 'release.junit.xml'],
    },
    {
      name: 'Azure Pipelines',
      file: 'docs/recipes/azure-pipelines.yml',
      blocks: (text, secret) => ci.blocksOfAzure(text, { SFDX_AUTH_URL: secret }),
      reports: ['release.checklist.md', 'release.junit.xml'],
    },
    {
      name: 'Bitbucket',
      file: 'docs/recipes/bitbucket-pipelines.yml',
      blocks: (text, secret) => ci.blocksOfBitbucket(text, { SFDX_AUTH_URL: secret }),
      reports: ['release.checklist.md', 'test-results/release.junit.xml'],
    },
    {
      name: 'Jenkins',
      file: 'docs/recipes/Jenkinsfile',
      blocks: (text, secret) => ci.blocksOfJenkins(text, { 'sfdx-auth-url': secret }),
      reports: ['release.checklist.md', 'release.junit.xml'],
    },
  ];

  /** Block by block, as the system would: it ends with the first that fails. */
  const runAll = async (blocks: readonly Block[]): Promise<Ended> => {
    const ended = { code: 0, stdout: '', stderr: '' };
    for (const { name, shell, script, env } of blocks) {
      const [program = '', ...args] = shell;
      const file = join(home, 'block.sh');
      await writeFile(file, script);
      const one = await run(program, [...args, file], folder, { ...environment, ...env });
      ended.stdout += `== ${name}\n${one.stdout}`;
      ended.stderr += one.stderr;
      if (one.code !== 0) return { ...ended, code: one.code };
    }
    return ended;
  };

  for (const { name, file, blocks, reports } of systems) {
    it(`${name}: logs in with the secret and checks; passes where nothing is missing, fails where something is`, async () => {
      const secret = `force://PlatformCLI::${org.refreshTokenFor('admin@example.com')}@${front.host}`;
      const all = blocks(await readFile(join(root, file), 'utf8'), secret);
      await config('  - { definition: cognism, users: [ready@example.com] }\n');
      const ready = await runAll(all);
      expect(ready.code, ready.stdout + ready.stderr).to.equal(0);
      for (const report of reports) {
        expect(await readFile(join(folder, report), 'utf8'), report).to.include('ready@example.com');
        await rm(join(folder, report));
      }
      expect(ready.stdout + ready.stderr, 'the secret is not shown').to.not.include(secret);
      // The login is there already: only the block that checks, which is the last one; where all is one block, all of it.
      await config('  - { definition: 6sense, users: [sixsense@example.com] }\n');
      const missing = await runAll(all.slice(-1));
      expect(missing.code, missing.stdout + missing.stderr).to.equal(1);
      for (const report of reports) {
        expect(await readFile(join(folder, report), 'utf8'), report).to.include('sixsense@example.com');
      }
    });
  }
});
