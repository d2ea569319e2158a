import { expect } from 'chai';
import fc from 'fast-check';
import { nodeAt, toValue } from '../../../src/definition/tree.js';
import type { TreeNode } from '../../../src/definition/tree.js';
import { jsonTree } from '../../../src/validate/jsonTree.js';

const nodes = (node: TreeNode): TreeNode[] => [
  node,
  ...(node.type === 'list' ? node.items.flatMap(nodes) : []),
  ...(node.type === 'map' ? node.entries.flatMap(({ value }) => nodes(value)) : []),
];

describe('JSON as a tree with places', () => {
  it('tells line and column of every value and key', () => {
    const text = '{\r\n\t"a": [1,\n    "x\\"y", {"b": null}],\n  "c" : true }';
    const tree = jsonTree(text, 'x.json');
    const at = (...path: (string | number)[]): string => {
      const { line, column } = nodeAt(tree, path).place;
      return `${line}:${column}`;
    };
    expect([at(), at('a'), at('a', 0), at('a', 1), at('a', 2), at('a', 2, 'b'), at('c')]).to.deep.equal([
      ...['1:1', '2:7', '2:8', '3:5', '3:13', '3:19', '4:9'],
    ]);
    expect(
      tree.type === 'map' && tree.entries.map(({ key, keyPlace }) => [key, keyPlace.line, keyPlace.column]),
    ).to.deep.equal([
      ['c', 4, 3],
      ['a', 2, 2],
    ]);
  });

  it('of a key that stands there twice gives the last, as JSON does', () => {
    const tree = jsonTree('{"a": 1, "a": 2}', 'x.json');
    expect(nodeAt(tree, ['a'])).to.deep.include({ type: 'scalar', value: 2 });
  });

  it('is what JSON.parse makes of it, and each place is where the value begins', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), fc.constantFrom(undefined, 2, '\t'), (json, space) => {
        const text = JSON.stringify(JSON.parse(json), undefined, space);
        const tree = jsonTree(text, 'x.json');
        const lines = text.split('\n');
        for (const node of nodes(tree)) {
          const rest = (lines[(node.place.line ?? 0) - 1] ?? '').slice((node.place.column ?? 0) - 1);
          const begins =
            node.type === 'map' ? '{' : node.type === 'list' ? '[' : JSON.stringify(node.value).slice(0, 1);
          expect(rest.slice(0, 1)).to.equal(begins);
        }
        expect(JSON.parse(JSON.stringify(toValue(tree)))).to.deep.equal(JSON.parse(text));
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
