import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const src = fileURLToPath(new URL('../../src/', import.meta.url));

/** What a file loads of this package; `import type` is gone once it is compiled. */
const loadedBy = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type\b)[^;']*?from '(\.[^']+)\.js';$/gm)].map(
    ([, path]) => resolve(dirname(file), `${path}.ts`),
  );

/** The first way found from a file back to itself; undefined where there is none. */
const circleIn = (imports: ReadonlyMap<string, readonly string[]>): string[] | undefined => {
  const done = new Set<string>();
  const from = (file: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = from(next, [...way, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = from(file, []);
    if (circle) return circle;
  }
  return undefined;
};

describe('imports', () => {
  it('of src go in no circle: what a file holds is there when another one is loaded', () => {
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const imports = new Map(files.sort().map((name) => [join(src, name), loadedBy(join(src, name))]));
    expect([...imports.values()].flat().length, 'imports found').to.be.greaterThan(1000);
    expect(circleIn(imports)?.map((file) => relative(src, file))).to.equal(undefined);
  });

  it('in a circle would be found', () => {
    const imports = new Map([
      ['a', ['b', 'c']],
      ['b', []],
      ['c', ['d']],
      ['d', ['b', 'c']],
    ]);
    expect(circleIn(imports)).to.deep.equal(['c', 'd', 'c']);
  });
});
