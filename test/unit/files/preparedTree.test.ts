import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { parseTree } from '../../../src/definition/yamlTree.js';
import { prepared, treeOf } from '../../../src/files/preparedTree.js';

const folder = new URL('../../../integrations/', import.meta.url);

/** What the build prepares, so that nobody has to parse it. */
describe('the prepared tree of a definition', () => {
  it('is the tree that is parsed, with every place, for every built-in definition', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));
    expect(files).to.include('ciro.yml');
    for (const file of files) {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const parsed = parseTree(text, 'built-in:/x.yml');
      // The place is that of the file as it is known where it is read, not where it was built.
      expect(treeOf(prepared(text, parseTree(text, file)), text, 'built-in:/x.yml'), file).to.deep.equal(parsed);
    }
  });

  it('keeps a key like __proto__ a key, and values what they are', () => {
    const text = '__proto__: [1, 1.5, true, null, "1", ""]\n';
    expect(treeOf(prepared(text, parseTree(text, 'a.yml')), text, 'a.yml')).to.deep.equal(parseTree(text, 'a.yml'));
  });

  const text = 'id: acme\n';
  const written = prepared(text, parseTree(text, 'acme.yml'));
  for (const [title, said, now] of [
    ['of another text', written, 'id: acme2\n'],
    ['that was cut off', written.slice(0, -3), text],
    ['that holds something else', '[]', text],
    ['that holds nothing', '', text],
  ] as const) {
    it(`${title} counts for nothing`, () => {
      expect(treeOf(said, now, 'acme.yml')).to.equal(null);
    });
  }
});
