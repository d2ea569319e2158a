import { expect } from 'chai';
import { emptyScope } from '../../../../src/access/readingScope.js';
import { evaluate } from '../../../../src/check/evaluate.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { readSchema } from '../../../../src/org/read/readSchema.js';
import { needs, requirement, schema, snapshot, user } from '../../support/snapshot.js';

const particle = {
  EntityDefinition: { QualifiedApiName: 'Lead' },
  QualifiedApiName: 'Ext__c',
  FieldDefinition: { QualifiedApiName: 'Ext__c' },
  DataType: 'string',
  ...{ IsPermissionable: true, IsComponent: false, IsCompound: false, IsCreatable: true, IsUpdatable: true },
  ...{ IsCalculated: false, IsAutonumber: false, IsIdLookup: true, IsUnique: false },
};

/** An org with one field that refuses queries for some columns, or answers without them. */
const orgThat = (refuses: readonly string[], omits: readonly string[]): { client: OrgClient; calls: () => number } => {
  let calls = 0;
  const answer = ({ path }: Subrequest): Reply => {
    const soql = decodeURIComponent(path);
    const isParticle = soql.includes('FROM EntityParticle');
    if (isParticle && refuses.some((column) => soql.includes(column)))
      return { ok: false, errorCode: 'INVALID_FIELD', message: 'No such column', status: 400 } as unknown as Reply;
    const row = Object.fromEntries(
      Object.entries(particle).filter(([name]) => soql.includes(name) && !omits.includes(name)),
    );
    return { ok: true, body: { totalSize: 1, done: true, records: [isParticle ? row : { QualifiedApiName: 'Lead' }] } };
  };
  const client = {
    newestApiVersion: () => Promise.resolve(null),
    composite: (subrequests: readonly Subrequest[]) => {
      calls += 1;
      return Promise.resolve(new Map(subrequests.map((one) => [one.ref, answer(one)])));
    },
  } as unknown as OrgClient;
  return { client, calls: () => calls };
};

describe('columns that tell what a field is beyond its permission', () => {
  const table: [title: string, refuses: string[], omits: string[], said: string, calls: number][] = [
    ['all are there', [], [], 'met UPSERT_NEEDS_MORE', 1],
    ['whether it finds records is refused', ['IsIdLookup'], [], 'met GRANTED', 2],
    ['whether it is unique is refused', ['IsUnique'], [], 'met GRANTED', 2],
    ['whether it finds records is left out', [], ['IsIdLookup'], 'met GRANTED', 1],
    ['whether it is unique is left out', [], ['IsUnique'], 'met GRANTED', 1],
    ['its type is left out: it may be encrypted', [], ['DataType'], 'unknown INCOMPLETE_ANSWER', 1],
    ['a column that is needed is refused', ['IsCalculated'], [], 'unknown NOT_READABLE', 2],
  ];
  for (const [title, refuses, omits, said, expected] of table) {
    it(title, async () => {
      const { client, calls } = orgThat(refuses, omits);
      const { entities, fields } = await readSchema(client, {
        ...emptyScope,
        sobjects: ['Lead'],
        fieldSobjects: ['Lead'],
      });
      const ann = user({ sources: [{ objects: { Lead: 'read edit' }, fields: { 'Lead.Ext__c': 'edit' } }] });
      const needed = requirement(needs.field('Lead', 'Ext__c', 'edit'));
      const [found] = evaluate([needed], snapshot(ann, schema({ entities, fields })), ann);
      expect(`${found?.status} ${found?.code}`).to.equal(said);
      expect(calls()).to.equal(expected);
    });
  }
});
