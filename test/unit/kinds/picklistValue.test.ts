/** Values of picklists by the record types that open them. */
import { expect } from 'chai';
import type { ProfileRules, RecordType } from '../../../src/access/orgAutomation.js';
import { gap, known } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { requirement, schema, snapshot, user } from '../support/snapshot.js';

const values = { open: ['Web'], closed: ['Phone'] };
type Values = keyof typeof values | 'unread';
const recordType = (name: string, which: Values): RecordType => ({
  name: `Account.${name}`,
  values:
    which === 'unread'
      ? gap('NOT_AUTHORISED', 'RecordType', 'INSUFFICIENT_ACCESS')
      : known(new Map([['industry', values[which]]])),
});

const keysOf = (names: readonly string[]): Set<string> => new Set(names.map((name) => `account.${name.toLowerCase()}`));

const verdictOf = (
  types: Readonly<Record<string, Values>>,
  inProfile: readonly string[],
  inSets?: readonly string[],
): string => {
  const rules: ProfileRules = {
    isCustom: true,
    loginHours: [],
    ipRanges: [],
    recordTypes: keysOf(inProfile),
  };
  const holder = {
    ...user(),
    profileRules: known(rules),
    ...(inSets ? { recordTypesOfSets: known(keysOf(inSets)) } : {}),
  };
  const org = schema({
    picklists: new Map([
      [
        'account',
        {
          fields: new Map([['industry', known([{ value: 'Web', isActive: true }])]]),
          recordTypes: known(Object.entries(types).map(([name, which]) => recordType(name, which))),
        },
      ],
    ]),
  });
  const need = { kind: 'picklistValue', sobject: 'Account', field: 'Industry', value: 'Web' } as const;
  const [finding] = evaluate([requirement(need)], snapshot(holder, org), holder).filter(
    ({ kind }) => kind === need.kind,
  );
  return `${finding?.status} ${finding?.code}`;
};

describe('a value of a picklist', () => {
  const cases: [types: Record<string, Values>, inProfile: string[], expected: string][] = [
    [{}, [], 'met PICKLIST_VALUE_OPEN'],
    [{ A: 'open' }, ['A'], 'met PICKLIST_VALUE_OPEN'],
    [{ A: 'open', B: 'open' }, ['A'], 'met PICKLIST_VALUE_OPEN'],
    [{ A: 'open', B: 'closed' }, ['A', 'B'], 'degraded PICKLIST_VALUE_PARTLY_CLOSED'],
    // a permission set may open what the profile does not (fact O5)
    [{ A: 'open', B: 'closed' }, ['A'], 'degraded PICKLIST_VALUE_PARTLY_CLOSED'],
    [{ A: 'open', B: 'unread' }, ['A'], 'unknown NOT_READABLE'],
    [{ B: 'unread' }, [], 'unknown NOT_READABLE'],
    [{ A: 'closed', B: 'unread' }, ['A'], 'unknown NOT_READABLE'],
    [{ A: 'closed' }, ['A'], 'unmet PICKLIST_VALUE_CLOSED'],
  ];
  for (const [types, inProfile, expected] of cases) {
    const told = Object.entries(types).map(([name, which]) => `${name} is ${which}`);
    it(`${told.join(', ') || 'no record types'}; the profile opens ${inProfile.join() || 'none'}: ${expected}`, () =>
      expect(verdictOf(types, inProfile)).to.equal(expected));
  }

  const withSets: [types: Record<string, Values>, inProfile: string[], inSets: string[], expected: string][] = [
    [{ A: 'open', B: 'closed' }, ['A'], [], 'met PICKLIST_VALUE_OPEN'],
    [{ A: 'open', B: 'closed' }, ['A'], ['B'], 'degraded PICKLIST_VALUE_PARTLY_CLOSED'],
    [{ A: 'open', B: 'closed' }, [], ['A'], 'met PICKLIST_VALUE_OPEN'],
    [{ A: 'open', B: 'closed' }, [], ['B'], 'unmet PICKLIST_VALUE_CLOSED'],
    // whoever has no record type at all: what counts then is not certain
    [{ A: 'open', B: 'closed' }, [], [], 'degraded PICKLIST_VALUE_PARTLY_CLOSED'],
  ];
  for (const [types, inProfile, inSets, expected] of withSets) {
    const told = Object.entries(types).map(([name, which]) => `${name} is ${which}`);
    const openers = [inProfile, inSets].map((names) => names.join() || 'none').join(', the permission sets ');
    it(`${told.join(', ')}; the profile opens ${openers}: ${expected}`, () =>
      expect(verdictOf(types, inProfile, inSets)).to.equal(expected));
  }
});
