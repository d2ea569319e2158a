import { expect } from 'chai';
import { emptyScope } from '../../../../src/access/readingScope.js';
import { evaluate } from '../../../../src/check/evaluate.js';
import type { OrgClient } from '../../../../src/org/orgClient.js';
import type { Reply } from '../../../../src/org/reply.js';
import type { Subrequest } from '../../../../src/org/restApi.js';
import { readSchema } from '../../../../src/org/read/readSchema.js';
import { needs, requirement, schema, snapshot, user } from '../../support/snapshot.js';

const columns = {
  IsPermissionable: true,
  IsComponent: false,
  IsCompound: false,
  IsCreatable: true,
  IsUpdatable: true,
  IsCalculated: false,
  IsAutonumber: false,
};

/** An org with one object of one field, whose answers lack a column. */
const orgWithout = (column: string): OrgClient => {
  const row = (from: string): Record<string, unknown> =>
    from === 'EntityDefinition'
      ? { QualifiedApiName: 'Lead' }
      : {
          EntityDefinition: { QualifiedApiName: 'Lead' },
          QualifiedApiName: 'Company',
          FieldDefinition: { QualifiedApiName: 'Company' },
          ...Object.fromEntries(Object.entries(columns).filter(([name]) => name !== column)),
        };
  const answer = ({ path }: Subrequest): Reply => {
    const from = /FROM (\w+)/.exec(decodeURIComponent(path))?.[1] ?? '';
    return { ok: true, body: { totalSize: 1, done: true, records: [row(from)] } };
  };
  return {
    newestApiVersion: () => Promise.resolve(null),
    composite: (subrequests: readonly Subrequest[]) =>
      Promise.resolve(new Map(subrequests.map((one) => [one.ref, answer(one)]))),
  } as unknown as OrgClient;
};

describe('a column of fields that is missing in an answer', () => {
  const codes = async (column: string): Promise<string[]> => {
    const scope = { ...emptyScope, sobjects: ['Lead'], fieldSobjects: ['Lead'] };
    const { entities, fields } = await readSchema(orgWithout(column), scope);
    const ann = user({ sources: [{ objects: { Lead: 'read edit create' }, fields: { 'Lead.Company': 'edit' } }] });
    const needed = (['read', 'edit'] as const).map((access) => requirement(needs.field('Lead', 'Company', access)));
    const findings = evaluate(needed, snapshot(ann, schema({ entities, fields })), ann);
    return needed.map(({ id }) => {
      const found = findings.find((one) => one.id === id);
      return found?.status === 'unknown' ? found.code : (found?.status ?? 'none');
    });
  };

  const table: [column: string, read: string, edit: string][] = [
    ['none', 'met', 'met'],
    ['IsAutonumber', 'met', 'INCOMPLETE_ANSWER'],
    ['IsCalculated', 'met', 'INCOMPLETE_ANSWER'],
    ['IsCreatable', 'met', 'INCOMPLETE_ANSWER'],
    ['IsCompound', 'met', 'INCOMPLETE_ANSWER'],
    ['IsPermissionable', 'INCOMPLETE_ANSWER', 'INCOMPLETE_ANSWER'],
    ['IsComponent', 'INCOMPLETE_ANSWER', 'INCOMPLETE_ANSWER'],
  ];
  for (const [column, read, edit] of table) {
    it(`${column}: read ${read}, edit ${edit}`, async () => expect(await codes(column)).to.deep.equal([read, edit]));
  }
});
