import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core/config';
import { normalizeArgv } from '@oclif/core/help';
import { expect } from 'chai';
import { builtManifest, manifestFile } from '../../tools/manifest.js';

describe('oclif.manifest.json', () => {
  it('is what the built commands say (else: npm run manifest)', async () => {
    expect(JSON.parse(await readFile(manifestFile, 'utf8'))).to.deep.equal(JSON.parse(await builtManifest()));
  });

  it('lets sf take a word behind the name of a command for a word, and not for a part of that name', async () => {
    const config = await Config.load(fileURLToPath(new URL('../..', import.meta.url)));
    const ids = config.commandIDs.filter((id) => id.startsWith('integration:'));
    expect(ids).to.have.length.above(10);
    for (const id of ids) expect(normalizeArgv(config, [...id.split(':'), '6sense'])).to.deep.equal([id, '6sense']);
  });
});
