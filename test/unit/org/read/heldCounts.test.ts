/** What the org counted for permission sets: where its lists are whole, where they are cut, where it refused. */
import { expect } from 'chai';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { Reading } from '../../../../src/access/snapshot.js';
import { countQueries, heldCounts } from '../../../../src/org/read/heldCounts.js';
import type { CountedSets } from '../../../../src/org/read/heldCounts.js';
import type { Answer } from '../../../../src/org/read/queryAnswer.js';
import { soqlOf } from '../../../../src/org/soql.js';

const set = (n: number): string => `0PS${String(n).padStart(12, '0')}`;
const rows = (...own: ReadonlyArray<Record<string, unknown>>): Reading<Answer> =>
  known({ from: '', rows: own, lacks: new Set() });
/** A row with these columns true. */
const row = (n: number, counted: number, ...held: string[]): Record<string, unknown> => ({
  ParentId: set(n),
  counted,
  ...Object.fromEntries(held.map((column) => [column, true])),
});
const many = (from: number, length: number): ReturnType<typeof row>[] =>
  Array.from({ length }, (_, at) => row(from + at, 1));

const byPermission: CountedSets = { by: 'set', where: [{ column: 'Parent.PermissionsViewSetup', is: true }] };
const ofObject: CountedSets = { by: 'rows', from: 'ObjectPermissions', where: [], sobject: 'Lead' };
const ofField: CountedSets = { by: 'rows', from: 'FieldPermissions', where: [], sobject: 'Lead' };

describe('how much permission sets hold', () => {
  it('every access to an object is one, Edit of a field two, and a thing of Setup one', () => {
    const counts = heldCounts(
      byPermission,
      [
        rows(row(1, 2), row(1, 3, 'PermissionsEdit', 'PermissionsViewAllFields'), row(2, 1, 'PermissionsCreate')),
        rows(row(1, 4), row(1, 5, 'PermissionsEdit')),
        rows(row(1, 6)),
      ],
      '63.0',
    );
    expect(counts(set(1))).to.deep.equal({ objects: 2 + 3 * 3, fields: 4 + 5 * 2, setup: 6 });
    expect(counts(set(2))).to.deep.equal({ objects: 2, fields: 0, setup: 0 });
    expect(counts(set(3))).to.deep.equal({ objects: 0, fields: 0, setup: 0 });
  });

  it('before its version View All Fields is neither asked for nor counted', () => {
    const queries = (version: string): string => countQueries(byPermission, version).map(soqlOf).join('\n');
    expect(queries('63.0')).to.include('PermissionsViewAllFields');
    expect(queries('62.0')).to.not.include('PermissionsViewAllFields');
    expect(
      heldCounts(byPermission, [rows(row(1, 1, 'PermissionsViewAllFields'))], '62.0')(set(1)).objects,
      'in an answer that has it all the same',
    ).to.equal(1);
  });

  const table: ReadonlyArray<[string, CountedSets, number, string[]]> = [
    ['all sets of a permission', byPermission, 1999, ['1', '1', '0']],
    ['a list that is cut, of which the last set may have had more', byPermission, 2000, ['1', 'null', 'null']],
  ];
  for (const [title, sets, length, expected] of table)
    it(title, () => {
      const counts = heldCounts(sets, [rows(...many(1, length))], '63.0');
      const asked = [set(1), set(length), set(9000)].map((id) => String(counts(id).objects));
      expect(asked).to.deep.equal(expected);
    });

  it('of the table that is looked in, a set that is missing may hold anything', () => {
    const ofObjects = heldCounts(ofObject, [rows(), rows(), rows()], '63.0')(set(1));
    expect(ofObjects).to.deep.equal({ objects: null, fields: 0, setup: 0 });
    const ofFields = heldCounts(ofField, [rows(), rows(), rows()], '63.0')(set(1));
    expect(ofFields).to.deep.equal({ objects: 0, fields: null, setup: 0 });
  });

  it('what was refused, or not answered, is not known', () => {
    const refused = heldCounts(byPermission, [gap('NOT_ANSWERED', 'ObjectPermissions', ''), rows()], '63.0')(set(1));
    expect(refused).to.deep.equal({ objects: null, fields: 0, setup: null });
  });

  it('no query looks into its own table, and none counts profiles', () => {
    for (const sets of [byPermission, ofObject, ofField])
      for (const query of countQueries(sets, '68.0').map(soqlOf)) {
        const [, outer = '', inner] = /FROM (\w+)(?:.*FROM (\w+))?/.exec(query) ?? [];
        expect(inner, query).to.not.equal(outer);
        expect(query)
          .to.include('Parent.IsOwnedByProfile = false')
          .and.to.match(/GROUP BY ParentId.* LIMIT 2000$/);
      }
  });
});
