import { expect } from 'chai';
import { endingSoon } from '../../../src/check/endingSoon.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { needs, requirement, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const setOf = (requirements: readonly Requirement[]) => ({
  ...{ integration: 'acme', label: 'Acme', variant: null, authentication: 'oauth' as const },
  ...{ permissionSet: 'Integration_acme', definitionHash: 'sha256:0', requirements },
});

/** What ends within a week: until when, which assignments, and which needs. The org was read on 2026-11-22. */
const endings = (requirements: Requirement[], ...sources: SourceSpec[]): string[] => {
  const one = user({ sources });
  const taken = snapshot(one);
  return endingSoon(setOf(requirements), taken, one, evaluate(requirements, taken, one), 7).map(
    ({ until, sources: owed, ids }) => `${until}: ${owed.map(({ name }) => name).join(' ')}: ${[...ids].join(' ')}`,
  );
};

const api = requirement(needs.permission('ApiEnabled'));
const reports = requirement(needs.permission('RunReports'));
const [soon, later, late] = ['2026-11-24T00:00:00Z', '2026-11-26T00:00:00Z', '2026-12-24T00:00:00Z'];
const giving = (name: string, expiresAt: string | null, ...permissions: string[]): SourceSpec => ({
  ...{ name, expiresAt, permissions },
});

describe('what ends soon', () => {
  const cases: Array<[title: string, of: () => string[], expected: string[]]> = [
    [
      'what one assignment alone gives',
      () => endings([api], giving('A', soon, 'ApiEnabled')),
      [`${soon}: A: userPermission:ApiEnabled`],
    ],
    [
      'on the last day, to the millisecond',
      () => endings([api], giving('A', '2026-11-29T00:00:00Z', 'ApiEnabled')),
      ['2026-11-29T00:00:00Z: A: userPermission:ApiEnabled'],
    ],
    ['nothing a moment after it', () => endings([api], giving('A', '2026-11-29T00:00:01Z', 'ApiEnabled')), []],
    ['nothing that ends in a month', () => endings([api], giving('A', late, 'ApiEnabled')), []],
    ['nothing that never ends', () => endings([api], giving('A', null, 'ApiEnabled')), []],
    [
      'nothing that another one gives as well',
      () => endings([api], giving('A', soon, 'ApiEnabled'), giving('B', null, 'ApiEnabled')),
      [],
    ],
    [
      'nothing of what has no effect now',
      () => endings([api], { ...giving('A', soon, 'ApiEnabled'), inert: 'expired' }),
      [],
    ],
    [
      'what two give, when the later of them ends',
      () => endings([api], giving('B', later, 'ApiEnabled'), giving('A', soon, 'ApiEnabled')),
      [`${later}: B: userPermission:ApiEnabled`],
    ],
    [
      'each loss once, the earlier end first',
      () => endings([api, reports], giving('B', later, 'RunReports'), giving('A', soon, 'ApiEnabled')),
      [`${soon}: A: userPermission:ApiEnabled`, `${later}: B: userPermission:RunReports`],
    ],
    [
      'only those of one end to which the loss is owed',
      () => endings([api], giving('A', soon, 'ApiEnabled'), giving('B', soon, 'ViewSetup')),
      [`${soon}: A: userPermission:ApiEnabled`],
    ],
    [
      'each of those that would have been enough',
      () => endings([api], giving('A', soon, 'ApiEnabled'), giving('B', soon, 'ApiEnabled')),
      [`${soon}: A B: userPermission:ApiEnabled`],
    ],
    [
      'all that is lost at one end together',
      () => endings([api, reports], giving('A', soon, 'ApiEnabled'), giving('B', soon, 'RunReports')),
      [`${soon}: A B: userPermission:ApiEnabled userPermission:RunReports`],
    ],
    [
      'what cannot do without one, and what each of two is enough for, and not what gives nothing of it',
      () =>
        endings(
          [api, reports],
          giving('A', soon, 'ApiEnabled'),
          giving('B', soon, 'RunReports'),
          giving('C', soon, 'RunReports'),
          giving('D', soon, 'ViewSetup'),
        ),
      [`${soon}: A B C: userPermission:ApiEnabled userPermission:RunReports`],
    ],
    [
      'one alone that holds all of it, though another one holds a part',
      () => endings([api, reports], giving('A', soon, 'ApiEnabled', 'RunReports'), giving('B', soon, 'ViewSetup')),
      [`${soon}: A: userPermission:ApiEnabled userPermission:RunReports`],
    ],
    [
      'all of them, where each is of use only with another',
      () =>
        endings(
          [requirement(needs.field('Account', 'Website'))],
          ...['A', 'B'].map((name) => ({ ...giving(name, soon), objects: { Account: 'read' } })),
          ...['C', 'D'].map((name) => ({ ...giving(name, soon), fields: { 'Account.Website': 'read' as const } })),
        ),
      [`${soon}: A B C D: field:Account.Website:read`],
    ],
    [
      'nothing that is missing today already',
      () => endings([api, reports], giving('A', soon, 'ApiEnabled')),
      [`${soon}: A: userPermission:ApiEnabled`],
    ],
  ];
  for (const [title, of, expected] of cases) {
    it(title, () => {
      expect(of()).to.deep.equal(expected);
    });
  }
});
