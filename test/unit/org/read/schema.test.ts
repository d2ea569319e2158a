import { expect } from 'chai';
import { emptyScope } from '../../../../src/access/readingScope.js';
import { keyOf } from '../../../../src/platform/names.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { readSchema } from '../../../../src/org/read/readSchema.js';

const soqlIn = (path: string): string => decodeURIComponent(path.slice(path.indexOf('=') + 1));

const flags =
  'IsPermissionable IsComponent IsCompound IsCreatable IsUpdatable IsCalculated IsAutonumber IsFieldHistoryTracked';

/** An org whose answers hold 2,000 rows at most, as those of EntityParticle do (fact E5), whatever the objects hold. */
const orgWith = (fieldCounts: ReadonlyMap<string, number>): { client: OrgClient; calls: () => number } => {
  let calls = 0;
  const answer = (soql: string): Reply => {
    const named = [...soql.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
    const row = (sobject: string, name: string): Record<string, unknown> => ({
      EntityDefinition: { QualifiedApiName: sobject },
      QualifiedApiName: name,
      FieldDefinition: { QualifiedApiName: name },
      DataType: 'string',
      ...Object.fromEntries(flags.split(' ').map((flag) => [flag, false])),
    });
    const records = soql.includes('FROM EntityDefinition')
      ? named.map((name) => row(name, name))
      : named.flatMap((sobject) =>
          Array.from({ length: fieldCounts.get(sobject) ?? 0 }, (_, i) => row(sobject, `Field${i}__c`)),
        );
    const page = records.slice(0, 2000);
    return { ok: true, body: { totalSize: page.length, done: true, records: page } };
  };
  const client = {
    newestApiVersion: () => Promise.resolve(null),
    composite: (subrequests: readonly Subrequest[]) => {
      calls += 1;
      if (subrequests.length > 5) throw new Error('A composite call takes five queries (fact I8).');
      return Promise.resolve(new Map(subrequests.map(({ ref, path }) => [ref, answer(soqlIn(path))])));
    },
    readMetadata: (_type: string, names: readonly string[]) =>
      Promise.resolve({ ok: true, body: names.map((fullName) => ({ fullName, enableHistory: 'true' })) }),
  } as unknown as OrgClient;
  return { client, calls: () => calls };
};

const objects = (count: number, fields: number): [string, number][] =>
  Array.from({ length: count }, (_, i) => [`Wide${i}__c`, fields]);

describe('reading the schema', () => {
  /** How many objects were read whole and how many are a gap, and in how many calls. */
  const read = async (
    held: readonly (readonly [string, number])[],
    named: number,
  ): Promise<{ whole: number; gaps: string[]; calls: number }> => {
    const { client, calls } = orgWith(new Map(held));
    const names = held.map(([name]) => name);
    const { fields } = await readSchema(client, {
      ...emptyScope,
      sobjects: names,
      fieldSobjects: names,
      fieldsNamed: new Map(names.map((name) => [keyOf(name), named])),
    });
    const readings = held.map(([name, count]) => ({ name, count, reading: fields.get(keyOf(name)) }));
    return {
      whole: readings.filter(({ reading, count }) => reading?.known === true && reading.value.size === count).length,
      gaps: readings.flatMap(({ name, reading }) => (reading?.known === false ? [`${name} ${reading.gap.code}`] : [])),
      calls: calls(),
    };
  };

  const table: [is: string, held: [string, number][], named: number, calls: number][] = [
    ['few objects: one call', objects(12, 90), 10, 1],
    ['two thousand fields named on a hundred objects: one call', objects(100, 50), 20, 1],
    ['ten thousand fields named on a hundred objects: two calls at the same time', objects(100, 115), 100, 2],
    [
      'a hundred objects with far more fields than named: each full answer is asked again in one call',
      objects(100, 115),
      5,
      5,
    ],
    ['objects with so many fields that only one fits into an answer', objects(6, 1500), 5, 4],
  ];
  for (const [is, held, named, calls] of table) {
    it(is, async () => {
      expect(await read(held, named)).to.deep.equal({ whole: held.length, gaps: [], calls });
    });
  }

  it('an object whose fields fill an answer is unknown, and spoils no other', async () => {
    expect(await read([...objects(8, 100), ['Huge__c', 2000]], 5)).to.deep.include({
      whole: 8,
      gaps: ['Huge__c INCOMPLETE_ROWS'],
    });
  });

  it('more objects than an answer holds are all there', async () => {
    const names = objects(2500, 0).map(([name]) => name);
    const { entities } = await readSchema(orgWith(new Map()).client, {
      ...emptyScope,
      sobjects: names,
    });
    expect(entities.known && entities.value.size).to.equal(2500);
  });

  it('an object without a single row is unknown: every object has an Id', async () => {
    const { client } = orgWith(new Map([['Full__c', 3]]));
    const names = ['Full__c', 'Empty__c'];
    const { entities, fields, history } = await readSchema(client, {
      ...emptyScope,
      sobjects: names,
      fieldSobjects: names,
      historySobjects: names,
    });
    expect(entities.known && [...entities.value.keys()]).to.deep.equal(['full__c', 'empty__c']);
    const known = (sobject: string): (boolean | undefined)[] => [
      fields.get(keyOf(sobject))?.known,
      history.get(keyOf(sobject))?.fields.known,
    ];
    expect(known('Full__c')).to.deep.equal([true, true]);
    expect(known('Empty__c')).to.deep.equal([false, false]);
  });
});
