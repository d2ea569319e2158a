import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import { vendorsPage, vendorsPageFile } from '../../tools/vendorsPage.js';

describe('docs/vendors.md', () => {
  it('says what is built in now (npm run vendors)', async () => {
    expect(await readFile(vendorsPageFile, 'utf8')).to.equal(vendorsPage(await listBuiltIn()));
  });
});
