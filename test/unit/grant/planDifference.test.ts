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
});
