/**
 * `npx tsx tools/largeMatrices.ts`: the large matrices whole (`npm run test:matrices`): every test file that imports
 * `test/support/largeMatrix.ts`, of which all other runs take a part. Words behind it choose files: those whose path holds
 * one of them.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The test files that import the support of large matrices by themselves, as paths from the root. */
export const largeMatrixFiles = (): string[] =>
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => /^(import|\}) .*\/support\/largeMatrix\.js';$/m.test(readFileSync(join(root, file), 'utf8')))
    .sort();

/** Runs them, and takes over how that ended. */
const main = (words: readonly string[]): void => {
  const files = largeMatrixFiles().filter((file) => words.length === 0 || words.some((word) => file.includes(word)));
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, '--parallel', '--jobs', '2', ...files], {
    cwd: root,
    env: { ...process.env, EVERY_CASE: 'yes' },
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
