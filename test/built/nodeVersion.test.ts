import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { runsNow } from '../support/largeMatrix.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const preload = (file: string): string[] => ['--import', pathToFileURL(join(root, 'test/support', file)).href];

type Ended = { code: number; stdout: string; stderr: string; loaded: string[] };

/** A Node that is too old for the libraries: they end in a stack trace while they are loaded. Needs the build. */
describe('a Node that is too old', function () {
  this.timeout(60_000);
  let home: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'node-'));
  });
  after(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

  const run = (version: string, ...argv: string[]): Promise<Ended> => {
    const trace = join(home, 'trace.json');
    const env = { ...process.env, HOME: home, USERPROFILE: home, SF_DISABLE_TELEMETRY: 'true' };
    const command = [...preload('traceModules.mjs'), ...preload('oldNode.mjs'), 'bin/run.js', ...argv];
    return new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        command,
        { cwd: root, env: { ...env, OLD_NODE: version, TRACE_MODULES: trace } },
        (error, stdout, stderr) => {
          readFile(trace, 'utf8').then((text) => {
            const loaded = JSON.parse(text) as string[];
            resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr, loaded });
          }, reject);
        },
      );
    });
  };

  const sentence = (version: string): string =>
    `The integration commands need Node 22.15 or later. This sf runs with Node ${version}`;

  for (const version of ['20.20.2', '22.9.0', '18.0.0']) {
    it(`${version}: one sentence that names the Node that is needed, and what to do`, async () => {
      const { code, stdout, stderr, loaded } = await run(version, 'integration', 'check', '-i', 'ciro');
      expect(code).to.equal(2);
      expect(stdout).to.equal('');
      expect(stderr)
        .to.include(sentence(version))
        .and.include('Try this:')
        .and.not.match(/\n\s+at /);
      expect(loaded.filter((address) => address.includes('@salesforce/core'))).to.deep.equal([]);
    });
  }

  it('says it to whoever wants JSON as JSON', async () => {
    const { code, stdout } = await run('20.20.2', 'integration', 'list', '--json');
    expect(code).to.equal(2);
    const told = JSON.parse(stdout) as { name: string; message: string; status: number; actions: string[] };
    expect(told).to.include({ name: 'NodeTooOldError', status: 2, exitCode: 2 });
    expect(told.message).to.include(sentence('20.20.2'));
    expect(told.actions).to.have.length.greaterThan(0);
  });

  it('leaves commands of others alone', async () => {
    const { stderr } = await run('20.20.2', 'plugins');
    expect(stderr).to.not.include(sentence('20.20.2'));
  });

  // A push leaves the one between out (`largeMatrix.ts`).
  for (const version of ['22.15.0', '24.0.0', '100.1.0'].filter((_, row) => runsNow(row, 0, 2))) {
    it(`${version}: runs`, async () => {
      const { code, stdout } = await run(version, 'integration', 'list');
      expect(code).to.equal(0);
      expect(stdout).to.include('hg-insights');
    });
  }
});
