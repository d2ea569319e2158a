import { expect } from 'chai';
import JSZip from 'jszip';

import { readZip, writeZip } from './zipArchive.js';

const files = new Map([
  ['package.xml', '<Package/>'],
  ['permissionsets/Ünï.permissionset', 'ä'.repeat(5000)],
  ['empty', ''],
]);

describe('embedded org: zip archives', () => {
  it('writes archives that another program reads', async () => {
    const archive = await JSZip.loadAsync(writeZip(files), { checkCRC32: true });
    const read = await Promise.all(
      Object.keys(archive.files).map(async (name) => [name, await archive.file(name)?.async('string')] as const),
    );
    expect(new Map(read)).to.deep.equal(files);
  });

  for (const [compression, streamFiles] of [
    ['DEFLATE', false],
    ['DEFLATE', true],
    ['STORE', false],
  ] as const) {
    it(`reads archives of another program: ${compression}${streamFiles ? ', streamed' : ''}`, async () => {
      const archive = new JSZip();
      for (const [name, content] of files) archive.file(name, content);
      const bytes = await archive.generateAsync({ type: 'nodebuffer', compression, streamFiles });
      const read = new Map([...readZip(bytes)].map(([name, content]) => [name, content.toString('utf8')]));
      expect(read).to.deep.equal(files);
    });
  }

  for (const [what, bytes] of [
    ['text', Buffer.from('this is no archive')],
    ['nothing', Buffer.alloc(0)],
    ['half an archive', writeZip(files).subarray(60)],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(() => readZip(bytes)).to.throw();
    });
  }
});
