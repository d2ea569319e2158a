/** What users get: the packed tarball, installed by the real `sf` into an empty home. Needs the npm registry. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { expect } from 'chai';

import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { emptyHome, logIn, runSf } from './sf.js';
import type { SfOptions } from './sf.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** How this machine reaches the registry: certificates, proxies, and npm's own settings, which live in the real home. */
const network = (): Record<string, string | undefined> => {
  const names = Object.keys(process.env).filter((name) =>
    /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|SSL_CERT_DIR|npm_config_(registry|cache|cafile))$/i.test(
      name,
    ),
  );
  const settings = process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc');
  return {
    ...Object.fromEntries(names.map((name) => [name, process.env[name]])),
    ...(existsSync(settings) ? { npm_config_userconfig: settings } : {}),
  };
};

type Packed = { filename: string; size: number; files: Array<{ path: string }> };

describe('the packed plugin', function () {
  this.timeout(600_000);
  let home: string;
  let remove: () => Promise<void>;
  let org: LocalOrg;
  let packed: Packed;
  let options: SfOptions;
  let address: string;

  before(async () => {
    ({ home, remove } = await emptyHome());
    org = await startLocalOrg();
    options = { home, env: network(), timeoutMs: 400_000 };
    // The build has been made before these tests; the manifest's freshness has a test of its own.
    const npm = ['pack', '--ignore-scripts', '--json', '--pack-destination', home];
    const { stdout } = await run('npm', npm, { cwd: root, shell: process.platform === 'win32', maxBuffer: 1e7 });
    packed = (JSON.parse(stdout) as Packed[])[0] ?? { filename: '', size: 0, files: [] };
    address = pathToFileURL(join(home, packed.filename)).href;
  });
  after(async () => {
    await org.close();
    await remove();
  });

  it('holds what users need and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0]));
    expect([...folders].sort()).to.deep.equal(['docs', 'integrations', 'lib', 'messages', 'schemas']);
    expect(paths.filter((path) => !path.includes('/')).sort()).to.deep.equal([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'oclif.manifest.json',
      'package.json',
    ]);
    const wrong = paths.filter((path) => /\.tsbuildinfo$|\.map$|\.test\.|\.nut\.|\.ts$/.test(path));
    expect(wrong).to.deep.equal([]);
    expect(paths).to.include('lib/commands/integration/check.js').and.include('integrations/ciro.yml');
    // The modules are put together to few files, which load quicker (tools/bundle.ts).
    expect(packed.files.length).to.be.below(600);
    expect(packed.size).to.be.below(1_300_000);
  });

  it('needs no install script, and brings no Node to its users', async () => {
    const { scripts, dependencies, optionalDependencies } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    ) as Record<string, Record<string, string> | undefined>;
    expect(Object.keys(scripts ?? {}).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).to.deep.equal([]);
    expect(
      Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => /^node(-|$)/.test(name)),
    ).to.deep.equal([]);
  });

  it('is not installed unasked, because it is not signed', async () => {
    const refused = await runSf(['plugins', 'install', address], options);
    expect(refused.status).to.equal(1);
    expect((await runSf(['plugins', '--json'], options)).stdout).to.not.include('sf-plugin-integration');
  });

  it('is installed from the allow list, and checks', async () => {
    const allowed = await runSf(['plugins', 'trust', 'allowlist', 'add', '--name', address], options);
    expect(allowed.status, allowed.stdout + allowed.stderr).to.equal(0);
    const installed = await runSf(['plugins', 'install', address], options);
    expect(installed.status, installed.stdout + installed.stderr).to.equal(0);
    await logIn(org, 'admin@example.com', 'admin', options);
    const checked = await runSf(
      ['integration', 'check', '-o', 'admin', '-u', 'ciro@example.com', '-i', 'ciro'],
      options,
    );
    expect(checked.status, checked.stderr).to.equal(1);
    expect(checked.stdout)
      .to.match(/^Integration +ciro@granular/)
      .and.include('NOT READY');
    const ready = await runSf(
      ['integration', 'check', '-o', 'admin', '-u', 'ready@example.com', '-i', 'cognism', '--json'],
      options,
    );
    expect(ready.json).to.have.nested.property('result.ready', true);
    expect(ready.status).to.equal(0);
  });
});
