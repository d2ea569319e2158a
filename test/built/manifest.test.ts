import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Plugin } from '@oclif/core';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('oclif.manifest.json', () => {
  it('is what the built commands say (else: npm run manifest)', async () => {
    const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
    await plugin.load();
    const committed = JSON.parse(await readFile(`${root}/oclif.manifest.json`, 'utf8')) as unknown;
    expect(committed).to.deep.equal(JSON.parse(JSON.stringify(plugin.manifest)));
  });
});
