/** A column that an answer lacked makes unknown what depends on it, and nothing else. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { EntityField, OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { field, history, historyField, needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

const account = (website: Partial<EntityField>): OrgSchema['fields'] =>
  new Map([['account', known(new Map([['website', field('Website', website)]]))]]);
const holder = user({
  sources: [{ objects: { Account: 'read edit' }, fields: { 'Account.Website': 'edit' }, permissions: ['ApiEnabled'] }],
});
const statusOf = (need: Need, org: Partial<OrgSchema>): string => {
  const findings = evaluate([requirement(need)], snapshot(holder, schema(org)), holder);
  const { status, gap } = findings.find(({ kind }) => kind === need.kind) ?? {};
  return gap ? `${status} ${gap.code} ${gap.part} ${gap.detail}` : String(status);
};

describe('a column of EntityParticle that did not come', () => {
  const cases: [column: string, reading: string, editing: string][] = [
    ['IsCreatable', 'met', 'unknown'],
    ['IsUpdatable', 'met', 'unknown'],
    ['IsCompound', 'met', 'unknown'],
    ['IsCalculated', 'met', 'unknown'],
    ['IsAutonumber', 'met', 'unknown'],
    ['IsPermissionable', 'unknown', 'unknown'],
    ['IsComponent', 'unknown', 'unknown'],
    ['FieldDefinition.QualifiedApiName', 'unknown', 'unknown'],
    ['Label', 'met', 'met'],
  ];
  for (const [column, reading, editing] of cases) {
    it(`${column}: reading the field is ${reading}, editing it ${editing}`, () => {
      const told = (status: string): string =>
        status === 'met' ? status : `${status} INCOMPLETE_ROWS EntityParticle ${column}`;
      const fields = account({ untold: new Set([column]) });
      expect(statusOf(needs.field('Account', 'Website'), { fields })).to.equal(told(reading));
      expect(statusOf(needs.field('Account', 'Website', 'edit'), { fields })).to.equal(told(editing));
    });
  }
});

describe('history of a field that FieldDefinition does not list', () => {
  const statusWith = (untold: readonly string[]): string =>
    statusOf(needs.history('Account', 'Website'), {
      history: new Map([['account', history(known(true), [historyField('Rating', true)])]]),
      fields: account(untold.length > 0 ? { untold: new Set(untold) } : {}),
    });
  const cases: [untold: string[], expected: string][] = [
    [[], 'impossible'],
    [['IsUpdatable'], 'impossible'],
    [['IsComponent'], 'unknown INCOMPLETE_ROWS EntityParticle IsComponent'],
    [['FieldDefinition.QualifiedApiName'], 'unknown INCOMPLETE_ROWS EntityParticle FieldDefinition.QualifiedApiName'],
  ];
  for (const [untold, expected] of cases) {
    it(`lacking ${untold.join() || 'nothing'}: ${expected}`, () => expect(statusWith(untold)).to.equal(expected));
  }
});
