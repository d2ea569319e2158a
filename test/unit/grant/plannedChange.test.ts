/** What a plan changes, as results and saved plans show it. */
import { expect } from 'chai';
import type { Plan, PlannedUser, Received } from '../../../src/grant/grantPlan.js';
import { plannedChange } from '../../../src/grant/plannedChange.js';
import type { PlannedChange } from '../../../src/grant/plannedChange.js';
import { entryOf, planFor } from '../support/plans.js';

const [lead, reports] = ['object:Lead:read', 'userPermission:RunReports'];
const apex = { type: 'ApexClass', name: 'Sync' };
const ann = (more: Partial<PlannedUser> = {}): PlannedUser => ({
  ...{ id: '005', username: 'ann@example.com', assign: true, licenses: [], permissionSets: [], receives: [] },
  ...more,
});
const received = (id: string): Received => ({
  ...{ entry: entryOf(id), isNewInSet: true, hasAlready: false, inOwnSet: true },
});

describe('what a plan changes, by ids', () => {
  const nothing: PlannedChange = { adds: [], platformAdds: [], users: [], closes: [] };
  const told = { id: '005', username: 'ann@example.com', assign: true, licenses: [], receives: [] };
  const rows: ReadonlyArray<readonly [title: string, plan: () => Partial<Plan>, expected: Partial<PlannedChange>]> = [
    ['nothing', () => ({}), {}],
    [
      'what is requested, and what that needs by whose word',
      () => ({
        adds: [
          { entry: entryOf(lead), reason: 'requested', neededBy: ['a', 'b'] },
          { entry: entryOf(reports), reason: 'dependency', origin: 'orgClaim', neededBy: [lead] },
        ],
        platformAdds: ['object:*:read'],
      }),
      {
        adds: [
          { id: lead, reason: 'requested', neededBy: ['a', 'b'] },
          { id: reports, reason: 'dependency', origin: 'orgClaim', neededBy: [lead] },
        ],
        platformAdds: ['object:*:read'],
      },
    ],
    ['a user who gets the set alone', () => ({ users: [ann()] }), { users: [told] }],
    [
      'a user with all that he gets, things of Setup last',
      () => ({
        users: [
          ann({
            assign: false,
            licenses: ['Psl'],
            permissionSets: ['acme__Sync'],
            receives: [received(lead), received(reports)],
            receivesSetup: [apex],
          }),
        ],
      }),
      {
        users: [
          {
            ...told,
            assign: false,
            licenses: ['Psl'],
            permissionSets: ['acme__Sync'],
            receives: [lead, reports, 'apexClass:Sync'],
          },
        ],
      },
    ],
    ['what it closes for sure', () => ({ closes: [lead] }), { closes: [lead] }],
    [
      'what it may close, and whose license may refuse what',
      () => ({
        mayClose: [lead],
        doubts: [
          { username: 'ann@example.com', userLicense: 'Platform', entries: [entryOf(lead)], setup: [apex] },
          { username: 'bob@example.com', userLicense: '', entries: [entryOf(reports)], ofSet: { license: 'Crm' } },
          { username: 'cas@example.com', userLicense: '', entries: [], ofSet: { license: null } },
        ],
      }),
      {
        mayClose: [lead],
        mayRefuse: [
          { username: 'ann@example.com', userLicense: 'Platform', ids: [lead, 'apexClass:Sync'] },
          { username: 'bob@example.com', userLicense: '', ids: [reports], setLicense: 'Crm' },
          { username: 'cas@example.com', userLicense: '', ids: [], setLicense: null },
        ],
      },
    ],
  ];
  for (const [title, plan, expected] of rows)
    it(title, () =>
      expect(plannedChange({ ...planFor('Sync', []), ...plan() })).to.deep.equal({ ...nothing, ...expected }),
    );
});
