import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { builtManifest, manifestFile } from '../../tools/manifest.js';

describe('oclif.manifest.json', () => {
  it('is what the built commands say (else: npm run manifest)', async () => {
    expect(JSON.parse(await readFile(manifestFile, 'utf8'))).to.deep.equal(JSON.parse(await builtManifest()));
  });
});
