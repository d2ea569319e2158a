import { expect } from 'chai';
import { isSamePlan, leftOfPlan, planDifference } from '../../../src/grant/planDifference.js';
import type { PlanDifference } from '../../../src/grant/planDifference.js';
import { savedPlan } from '../../../src/grant/savedPlan.js';
import type { SavedPlan } from '../../../src/grant/savedPlan.js';
import { planFor } from '../support/plans.js';
import { snapshot, user } from '../support/snapshot.js';

const ann = { id: '005', username: 'ann@example.com', assign: true, licenses: [], receives: ['object:Account:read'] };
const reviewed: SavedPlan = {
  ...savedPlan(planFor('Acme', ['object:Account:read', 'userPermission:ApiEnabled'], true), snapshot(user()), {
    reference: 'acme',
    authentication: 'oauth',
    scope: { recommended: false, optional: false, degraded: false, minimum: false },
    permissionSet: null,
  }),
  permissionSet: { name: 'Acme', exists: true, holds: ['object:Case:read'], alsoFor: ['bob@example.com'] },
  users: [ann],
};

const nothing: PlanDifference = { added: [], missing: [], users: [], held: [], set: null };

describe('a reviewed plan', () => {
  const cases: [title: string, then: Partial<SavedPlan>, now: Partial<SavedPlan>, expected: Partial<PlanDifference>][] =
    [
      ['the same', {}, {}, {}],
      ['planned later', {}, { plannedAt: '2030-01-01T00:00:00.000Z' }, {}],
      ['the instance has another name', {}, { org: { ...reviewed.org, instanceUrl: 'https://other' } }, {}],
      [
        'the names in another spelling',
        {},
        { adds: reviewed.adds.map((one) => ({ ...one, id: one.id.toLowerCase() })) },
        {},
      ],
      ['for other findings', {}, { adds: reviewed.adds.map((one) => ({ ...one, neededBy: ['api:rest'] })) }, {}],
      ['one entry struck', { adds: reviewed.adds.slice(1) }, {}, { added: ['object:Account:read'] }],
      ['one entry is there by now', {}, { adds: reviewed.adds.slice(1) }, { missing: ['object:Account:read'] }],
      ['Salesforce adds something', {}, { platformAdds: ['object:*:read'] }, { added: ['object:*:read'] }],
      [
        'the set holds more by now',
        {},
        { permissionSet: { ...reviewed.permissionSet, holds: ['object:Case:read', 'userPermission:ManageUsers'] } },
        { held: ['userPermission:ManageUsers'] },
      ],
      [
        'the set holds less by now',
        {},
        { permissionSet: { ...reviewed.permissionSet, holds: [] } },
        { held: ['object:Case:read'] },
      ],
      [
        'the set is gone',
        {},
        { permissionSet: { ...reviewed.permissionSet, exists: false } },
        { set: { is: 'gone', name: 'Acme' } },
      ],
      [
        'the set is made by now',
        { permissionSet: { ...reviewed.permissionSet, exists: false, holds: [] } },
        {},
        { set: { is: 'made', name: 'Acme' } },
      ],
      [
        'another set, whatever it holds',
        {},
        { permissionSet: { ...reviewed.permissionSet, name: 'Other', exists: false, holds: [] } },
        { set: { is: 'other', name: 'Other' } },
      ],
      [
        'much at once',
        { adds: reviewed.adds.slice(1), users: [] },
        {
          adds: reviewed.adds.slice(0, 1),
          permissionSet: { ...reviewed.permissionSet, holds: ['object:Lead:read'], alsoFor: [] },
        },
        {
          added: ['object:Account:read'],
          missing: ['userPermission:ApiEnabled'],
          users: ['ann@example.com', 'bob@example.com'],
          held: ['object:Lead:read', 'object:Case:read'],
        },
      ],
      ['he is not given the set', {}, { users: [{ ...ann, assign: false }] }, { users: ['ann@example.com'] }],
      [
        'what he receives in another spelling',
        {},
        { users: [{ ...ann, username: 'ANN@example.com', receives: ['object:ACCOUNT:read'] }] },
        {},
      ],
      [
        'a file that does not tell of one of two users what he receives',
        { users: [ann, { ...ann, username: 'eve@example.com', receives: undefined }] },
        {
          users: [
            { ...ann, receives: [] },
            { ...ann, username: 'eve@example.com' },
          ],
        },
        {},
      ],
      [
        'nobody else has the set by now',
        {},
        { permissionSet: { name: 'Acme', exists: true, holds: ['object:Case:read'] } },
        { users: ['bob@example.com'] },
      ],
      [
        'another user',
        {},
        { users: [{ ...ann, username: 'eve@example.com' }] },
        { users: ['ann@example.com', 'eve@example.com'] },
      ],
      ['a user struck', { users: [] }, {}, { users: ['ann@example.com'] }],
      ['a license more', {}, { users: [{ ...ann, licenses: ['SomePsl'] }] }, { users: ['ann@example.com'] }],
      ['he receives more', {}, { users: [{ ...ann, receives: [] }] }, { users: ['ann@example.com'] }],
      [
        'somebody else has the set by now',
        {},
        { permissionSet: { ...reviewed.permissionSet, alsoFor: ['bob@example.com', 'eve@example.com'] } },
        { users: ['eve@example.com'] },
      ],
      [
        'an older file, which does not tell what users receive and who else has the set',
        {
          users: [{ id: '005', username: 'ann@example.com', assign: true, licenses: [] }],
          permissionSet: { name: 'Acme', exists: true, holds: ['object:Case:read'] },
        },
        {},
        {},
      ],
    ];
  for (const [title, then, now, expected] of cases) {
    it(`${title}: ${Object.keys(expected).join(' and ') || 'nothing differs'}`, () => {
      const difference = planDifference({ ...reviewed, ...then }, { ...reviewed, ...now });
      expect(difference).to.deep.equal({ ...nothing, ...expected });
      expect(isSamePlan(difference)).to.equal(Object.keys(expected).length === 0);
    });
  }

  it('of which a set that a rule names is assigned by now: what is left is what would be planned', () => {
    const named = (...permissionSets: string[]): SavedPlan => ({
      ...reviewed,
      users: [{ ...ann, permissionSets }],
    });
    const left = (now: SavedPlan): PlanDifference =>
      planDifference(leftOfPlan(named('acme__Sync_User', 'Acme_Access'), now), now);
    expect(left(named('ACME_access'))).to.deep.equal(nothing);
    expect(left(named('acme__Admin')).users).to.have.length(1);
  });

  describe('whose carrying out was cut off: what is left of it', () => {
    const eve = { ...ann, id: '006', username: 'eve@example.com', assign: false };
    const full: Partial<SavedPlan> = {
      platformAdds: ['object:*:read', 'object:*:edit'],
      users: [
        {
          ...ann,
          licenses: ['One', 'Two'],
          permissionSets: ['A', 'B'],
          receives: ['object:Account:read', 'object:Lead:read'],
        },
        eve,
      ],
    };
    const cases: [title: string, then: Partial<SavedPlan>, now: Partial<SavedPlan>, left: Partial<SavedPlan>][] = [
      ['all of it, where nothing is there', full, full, {}],
      [
        'all of it, where it is about another set',
        full,
        { ...full, permissionSet: { name: 'Other', exists: false, holds: ['userPermission:ApiEnabled'] } },
        {},
      ],
      [
        'what is not in the set by now; what was not planned stays a difference',
        full,
        {
          ...full,
          permissionSet: {
            ...reviewed.permissionSet,
            holds: ['object:ACCOUNT:read', 'object:*:edit', 'object:Lead:read'],
          },
        },
        {
          permissionSet: {
            ...reviewed.permissionSet,
            holds: ['object:Case:read', 'object:ACCOUNT:read', 'object:*:edit'],
          },
          adds: reviewed.adds.slice(1),
          platformAdds: ['object:*:read'],
        },
      ],
      [
        'the set is made by now',
        { permissionSet: { ...reviewed.permissionSet, exists: false } },
        {},
        { permissionSet: reviewed.permissionSet },
      ],
      [
        'the set is gone by now, which stays a difference',
        {},
        { permissionSet: { ...reviewed.permissionSet, exists: false } },
        {},
      ],
      [
        'nobody has the set yet, and it is not there',
        { permissionSet: { ...reviewed.permissionSet, exists: false } },
        { permissionSet: { ...reviewed.permissionSet, exists: false } },
        {},
      ],
      [
        'users without what they have by now, and nothing more than was planned',
        full,
        {
          users: [
            { ...eve, assign: true },
            {
              ...ann,
              username: 'ANN@example.com',
              assign: false,
              licenses: ['two', 'Three'],
              permissionSets: ['b'],
              receives: ['object:LEAD:read'],
            },
          ],
        },
        {
          users: [
            { ...ann, assign: false, licenses: ['Two'], permissionSets: ['B'], receives: ['object:Lead:read'] },
            eve,
          ],
        },
      ],
      [
        'nothing of lists that are not told any more, and users as they were who are not told of',
        full,
        { users: [{ id: '005', username: 'ann@example.com', assign: true, licenses: [] }] },
        { users: [{ ...ann, licenses: [], permissionSets: [], receives: [] }, eve] },
      ],
      [
        'no list that an older file has not',
        { users: [{ id: '005', username: 'ann@example.com', assign: true, licenses: [] }] },
        { users: [{ ...ann, permissionSets: ['A'] }] },
        {},
      ],
    ];
    for (const [title, then, now, left] of cases)
      it(title, () =>
        expect(leftOfPlan({ ...reviewed, ...then }, { ...reviewed, ...now })).to.deep.equal({
          ...reviewed,
          ...then,
          ...left,
        }),
      );
  });
});
