import { expect } from 'chai';
import { changedSince, savedPlan } from '../../../src/files/planFile.js';
import type { SavedPlan } from '../../../src/files/planFile.js';
import { planFor } from '../support/plans.js';
import { snapshot, user } from '../support/snapshot.js';

const reviewed = savedPlan(
  planFor('Acme', ['object:Account:read', 'userPermission:ApiEnabled'], true),
  snapshot(user()),
  ['object:Case:read'],
);

describe('a reviewed plan', () => {
  const cases: [title: string, change: Partial<SavedPlan>, expected: string | undefined][] = [
    ['the same', {}, undefined],
    ['planned later', { plannedAt: '2030-01-01T00:00:00.000Z' }, undefined],
    ['the instance has another name', { org: { ...reviewed.org, instanceUrl: 'https://other' } }, undefined],
    ['another org', { org: { ...reviewed.org, id: '00D000000000009EAA' } }, 'org'],
    ['another org and more', { org: { ...reviewed.org, id: '00D000000000009EAA' }, adds: [] }, 'org'],
    ['another definition', { integration: 'other' }, 'integration'],
    ['another variant', { variant: 'broad' }, 'variant'],
    ['the definition was changed', { definitionHash: 'sha256:1' }, 'definitionHash'],
    ['the set is gone', { permissionSet: { name: 'Acme', exists: false, holds: [] } }, 'permissionSet'],
    [
      'the set holds more by now',
      { permissionSet: { name: 'Acme', exists: true, holds: ['object:Case:read', 'userPermission:ManageUsers'] } },
      'permissionSet',
    ],
    ['one entry is there by now', { adds: reviewed.adds.slice(1) }, 'adds'],
    ['Salesforce adds something', { platformAdds: ['object:*:read'] }, 'platformAdds'],
    ['another user', { users: [{ id: '005', username: 'a@b.c', assign: true, licenses: [] }] }, 'users'],
  ];
  for (const [title, change, expected] of cases) {
    it(`${title}: ${expected === undefined ? 'applied' : `refused for ${expected}`}`, () =>
      expect(changedSince(reviewed, { ...reviewed, ...change })).to.equal(expected));
  }
});
