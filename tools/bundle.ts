/**
 * Puts the compiled files together to few: the last part of `npm run build`. A check loads some four hundred of our files, and each
 * costs half a millisecond of processor time for finding, reading and compiling it alone (docs/performance.md). Commands stay files of their own,
 * as oclif looks for them by their names; what is imported when it is needed stays apart.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';
import { parseTree } from '../src/definition/yamlTree.js';
import { prepared, preparedPath } from '../src/files/preparedTree.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where it is built: whatever goes wrong, what was built before stays as it was. */
const fresh = join(root, 'tmp/lib');

/** Where it is used from. */
const lib = join(root, 'lib');

/** What was built before, until the new one is in its place. */
const before = join(root, 'tmp/lib.before');

/** What `tsc` has compiled, file by file: the benchmark takes single functions from there. */
const compiled = join(root, 'tmp/compiled');

/** Which source files each built file holds, for tests and people who look for one. */
const contents = join(root, 'tmp/bundle.json');

/** Everything that oclif loads by its name; commands as they stand in src, as what was compiled once may be gone there. */
const entries = async (): Promise<string[]> => {
  const files = await readdir(join(root, 'src/commands'), { recursive: true });
  const commands = files.filter((file) => file.endsWith('.ts')).map((file) => join('commands', file));
  return [...commands, 'cli/configMeta.ts', 'cli/nodeVersion.ts', 'index.ts'].map((file) =>
    join(compiled, file.replace(/\.ts$/, '.js')),
  );
};

/**
 * `@salesforce/core` has loaded zod already, in its CommonJS form: imported by us it would be loaded a second time, ninety-five files,
 * for as much as sixty of ours.
 */
const zodOfCore: Plugin = {
  name: 'zod-of-core',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^zod$/ }, () => ({ path: 'zod', namespace: 'of-core' }));
    onLoad({ filter: /^zod$/, namespace: 'of-core' }, () => ({
      contents: `import { createRequire } from 'node:module';\nexport const { z } = createRequire(import.meta.url)('zod');\n`,
    }));
  },
};

/** The built-in definitions, parsed: no run has to do it again. */
const prepareTrees = async (): Promise<void> => {
  const folder = join(root, 'integrations');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yml'));
  await mkdir(join(fresh, dirname(preparedPath('any'))), { recursive: true });
  await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      const target = join(fresh, preparedPath(basename(file, '.yml')));
      await writeFile(target, prepared(text, parseTree(text, file)));
    }),
  );
};

/**
 * esbuild calls a class that speaks of itself by another name within itself, and `sf` tells people and scripts the name of the class
 * of a command that failed. So they have their own names again.
 */
const withOwnNames = (text: string): string =>
  [...text.matchAll(/\bclass _(\w+)/g)].reduce(
    (renamed, [, name]) => renamed.replaceAll(new RegExp(`\\b_${name}\\b`, 'g'), `${name}`),
    text,
  );

await rm(fresh, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: await entries(),
  outbase: compiled,
  outdir: fresh,
  chunkNames: 'parts/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'esnext',
  packages: 'external',
  plugins: [zodOfCore],
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
});
const built = Object.entries(metafile.outputs).map(([file, { inputs }]) => ({
  file: relative(fresh, resolve(file)).replaceAll('\\', '/'),
  sources: Object.keys(inputs).map((input) => input.replace(/^.*tmp\/compiled\//, '')),
}));
await Promise.all(
  built.map(async ({ file }) => {
    const path = join(fresh, file);
    await writeFile(path, withOwnNames(await readFile(path, 'utf8')));
  }),
);
await prepareTrees();
await rm(before, { recursive: true, force: true });
if (existsSync(lib)) await rename(lib, before);
try {
  await rename(fresh, lib);
} catch (error) {
  if (existsSync(before)) await rename(before, lib);
  throw error;
}
await rm(before, { recursive: true, force: true });
const sources = Object.fromEntries(built.map((one) => [`lib/${one.file}`, one.sources]));
await writeFile(contents, `${JSON.stringify(sources, null, 1)}\n`);
