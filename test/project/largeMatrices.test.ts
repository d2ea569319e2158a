/** What a push tests in part is tested whole every night: nobody has to remember to say so. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { largeMatrixFiles } from '../../tools/largeMatrices.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const support = 'test/support/largeMatrix.ts';
/** This file and the tool speak of both without being such a test. */
const others = ['test/project/largeMatrices.test.ts', 'tools/largeMatrices.ts'];

describe('large matrices', () => {
  const files = ['src', 'test', 'tools']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(ts|js|mjs)$/.test(file) && !file.includes('node_modules') && !others.includes(file));

  it('look at EVERY_CASE in one place', () => {
    expect(files.filter((file) => /env(\.|\[['"])EVERY_CASE/.test(read(file)))).to.deep.equal([support]);
  });

  it('run whole every night: each file that runs a part of its cases is on the list', () => {
    const users = files.filter((file) => file !== support && /largeMatrix\.js/.test(read(file))).sort();
    expect(users).to.not.be.empty;
    expect(largeMatrixFiles(), 'a helper between a test and largeMatrix.ts would hide the test').to.deep.equal(users);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts['test:matrices']).to.equal('tsx tools/largeMatrices.ts');
    expect(scripts['test:nightly']).to.include('npm run test:matrices');
  });
});
