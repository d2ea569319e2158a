import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** What only some commands need, and only once they do their work. Needs the build. */
describe('lazy loading', function () {
  this.timeout(60_000);
  let home: string;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'lazy-'));
  });
  after(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

  /** Packages and own modules that a command loads, e.g. `yaml` and `org/orgClient.js`: what each built file holds, the build has noted. */
  const loadedBy = async (...argv: string[]): Promise<string[]> => {
    const trace = join(home, 'trace.json');
    const preload = pathToFileURL(join(root, 'test/support/traceModules.mjs')).href;
    await run(process.execPath, ['--import', preload, 'bin/run.js', ...argv], {
      cwd: root,
      env: { ...process.env, HOME: home, USERPROFILE: home, SF_DISABLE_TELEMETRY: 'true', TRACE_MODULES: trace },
    }).catch(() => undefined);
    const own = pathToFileURL(root).href;
    const contents = JSON.parse(await readFile(join(root, 'tmp/bundle.json'), 'utf8')) as Record<string, string[]>;
    const addresses = JSON.parse(await readFile(trace, 'utf8')) as string[];
    return [
      ...new Set(
        addresses.flatMap((address) => {
          const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(address)?.[1];
          if (name !== undefined) return [name];
          if (!address.startsWith(`${own}lib/`)) return [];
          const file = address.slice(own.length);
          return contents[file] ?? [`of no build: ${file}`];
        }),
      ),
    ];
  };

  // Small pure files of `access` come along with the table of kinds.
  const readers = /^(org\/(read|apply|orgClient|soql)|workflows\/(check|grant|revoke))/;
  const libraries = /^(yaml|fast-xml-parser|@salesforce\/source-deploy-retrieve|@salesforce\/source-tracking)$/;

  const cases: [title: string, argv: string[], command: string, forbidden: RegExp[]][] = [
    [
      'check --help',
      ['integration', 'check', '--help'],
      'check',
      [
        /^(org\/(read|apply|orgClient)|kinds\/kinds|report\/(check\/check(Report|Text)|document|formats)|cli\/reports|workflows\/check)/,
        libraries,
      ],
    ],
    [
      'a flag that does not exist',
      ['integration', 'check', '--nonsense'],
      'check',
      [/^(org\/(read|apply|orgClient)|kinds\/kinds|report\/check\/check(Report|Text)|workflows\/check)/, libraries],
    ],
    ['list', ['integration', 'list'], 'list', [readers, libraries]],
    ['describe', ['integration', 'describe', '-i', 'ciro'], 'describe', [readers, libraries]],
  ];
  for (const [title, argv, command, forbidden] of cases) {
    it(`${title}: loads nothing that it does not need`, async () => {
      const loaded = await loadedBy(...argv);
      expect(loaded).to.include(`commands/integration/${command}.js`).and.include('@oclif/core');
      expect(loaded.filter((name) => forbidden.some((pattern) => pattern.test(name)))).to.deep.equal([]);
      const others = loaded.filter((name) => name.startsWith('commands/') && !name.endsWith(`/${command}.js`));
      expect(others, 'other commands').to.deep.equal([]);
    });
  }
});
