import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** How often lint says in a folder of such files, each of which imports one thing, that imports go one way: by file. */
const refusals = (files: readonly (readonly [file: string, from: string])[]): Map<string, number> => {
  const folder = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    for (const [file, from] of files) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), `import { x } from '${from}';\nexport const y = x;\n`);
    }
    // Where rules hold is said from the folder of the configuration.
    const rules = join(root, 'tools/lint/rules.js').replaceAll('\\', '/');
    const configuration = readFileSync(join(root, '.oxlintrc.json'), 'utf8').replace('./tools/lint/rules.js', rules);
    writeFileSync(join(folder, '.oxlintrc.json'), configuration);
    const argv = [join(root, 'node_modules/oxlint/bin/oxlint'), '--format', 'unix'];
    const { stdout } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
    const found = [...stdout.matchAll(/^(.*?):\d+:\d+: Imports go one way/gm)].map(([, file = '']) =>
      file.replaceAll('\\', '/'),
    );
    return new Map(files.map(([file]) => [file, found.filter((other) => other === file).length]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe('imports go one way', () => {
  const cases: [file: string, from: string, refused: boolean][] = [
    ['src/access/hole.ts', '../cli/presentation.js', true],
    ['src/access/hole.ts', '../presentation.js', true],
    ['src/access/hole.ts', '../kinds/kinds.js', true],
    ['src/access/hole.ts', '../platform/names.js', false],
    ['src/access/hole.ts', './entry.js', false],
    ['src/kinds/object/hole.ts', '../../report/layout.js', true],
    ['src/kinds/object/hole.ts', '../../access/entry.js', false],
    ['src/kinds/object/hole.ts', '../verdict.js', false],
    ['src/platform/hole.ts', '../access/entry.js', true],
    ['src/org/read/hole.ts', '../../workflows/checkWorkflow.js', true],
    ['src/org/read/hole.ts', '../../cli/configMeta.js', true],
    ['src/report/check/hole.ts', '../../index.js', true],
    ['src/hole.ts', './cli/presentation.js', true],
    ['src/hole.ts', './kinds/verdict.js', true],
    ['src/exitCode.ts', './kinds/verdict.js', false],
    ['src/commands/integration/hole.ts', '../../cli/presentation.js', false],
    ['src/commands/integration/hole.ts', '../../org/read/rows.js', true],
    ['src/commands/integration/hole.ts', '../../files/receiptFile.js', true],
    ['src/files/hole.ts', '../org/orgClient.js', true],
    ['src/org/read/hole.ts', '../../files/jsonFile.js', true],
    ['src/grant/hole.ts', 'node:fs', true],
    ['src/grant/hole.ts', '@salesforce/core', true],
    ['src/grant/hole.ts', '@salesforce/sf-plugins-core', true],
    ['src/org/hole.ts', '@salesforce/sf-plugins-core', true],
  ];
  // One run of lint looks at all of them, each in a file of its own.
  const named = cases.map(([file, from], at) => [file.replace('hole.ts', `hole${at}.ts`), from] as const);
  let found: Map<string, number>;
  before(function () {
    this.timeout(60_000);
    found = refusals(named);
  });
  for (const [at, [file, from, refused]] of cases.entries()) {
    it(`${file}: ${refused ? 'nothing' : 'something'} from ${from}`, () => {
      expect(found.get(named[at]?.[0] ?? '')).to.equal(refused ? 1 : 0);
    });
  }
});
