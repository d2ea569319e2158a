import { expect } from 'chai';
import { keys, valuesIn } from '../../../src/org/query.js';
import { sideBySide } from '../../../src/org/read/sideBySide.js';

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

const query = (objects: readonly string[], sets: readonly string[]) =>
  ({
    api: 'data',
    from: 'FieldPermissions',
    columns: keys('Field'),
    where: [
      { column: 'ParentId', in: sets },
      { column: 'SobjectType', in: objects },
    ],
  }) as const;

describe('field permissions that page side by side', () => {
  const table: [title: string, objects: number, sets: number, fields: number, parts: number][] = [
    ['little', 4, 3, 300, 1],
    ['four wide objects', 4, 12, 300, 4],
    ['one wide object', 1, 12, 500, 3],
    ['more than a call holds', 40, 300, 500, 5],
    ['fields that nobody counted', 4, 1000, 0, 1],
  ];
  for (const [title, objects, sets, fields, parts] of table)
    it(`${title}: ${parts}, which ask for each object of each set once`, () => {
      const [sobjects, ids] = [numbered('Thing', objects), numbered('set', sets)];
      const counts = new Map(sobjects.map((name) => [name.toLowerCase(), fields]));
      const split = sideBySide(query(sobjects, ids), counts);
      expect(split).to.have.length(parts);
      const asked = split.flatMap((one) =>
        valuesIn(one, 'SobjectType').flatMap((name) => valuesIn(one, 'ParentId').map((id) => `${name} ${id}`)),
      );
      expect(asked).to.have.length(objects * sets);
      expect(new Set(asked).size).to.equal(objects * sets);
    });
});
