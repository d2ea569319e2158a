import { expect } from 'chai';
import { otherFlags } from '../../../src/grant/planFlags.js';
import type { OtherFlag } from '../../../src/grant/planFlags.js';
import type { PlanRequest, SavedPlan } from '../../../src/grant/savedPlan.js';

const ann = { id: '005', username: 'ann@example.com', assign: true, licenses: [], receives: [] };
const bob = { ...ann, id: '006', username: 'bob@example.com' };

/** A plan of Acme for Ann, made by a command with nothing but -i and -u. */
const planOf = (more: Partial<SavedPlan> = {}, asked: Partial<PlanRequest> = {}): SavedPlan => ({
  schemaVersion: 1,
  org: { id: '00D', instanceUrl: 'https://example.my.salesforce.com' },
  plannedAt: '2026-11-22T00:00:00.000Z',
  integration: 'acme',
  variant: null,
  definitionHash: 'sha256:0',
  request: {
    reference: 'acme',
    users: [ann.username],
    authentication: 'oauth',
    include: [],
    minimum: false,
    permissionSet: null,
    ...asked,
  },
  permissionSet: { name: 'Integration_acme', exists: true, holds: [] },
  adds: [],
  platformAdds: [],
  users: [ann],
  closes: [],
  ...more,
});

/** The same as an older version kept it, which did not say what it was made for. */
const olderOf = (more: Partial<SavedPlan> = {}): SavedPlan => ({ ...planOf(more), request: undefined });

const ownSet = (name: string): Partial<SavedPlan> => ({ permissionSet: { name, exists: true, holds: [] } });

describe('flags that say another thing than a reviewed plan', () => {
  const flag = (name: OtherFlag['flag'], given: string[], reviewed: string[]): OtherFlag => ({
    flag: name,
    given,
    reviewed,
  });
  const cases: [title: string, plans: () => [reviewed: SavedPlan, now: SavedPlan], expected: OtherFlag[]][] = [
    ['nothing, where all is the same', () => [planOf(), planOf()], []],
    [
      'another definition',
      () => [planOf(), planOf({ integration: 'other' }, { reference: 'other' })],
      [flag('-i', ['other'], ['acme'])],
    ],
    [
      'another variant, and none',
      () => [planOf({ variant: 'sync' }, { reference: 'acme@sync' }), planOf()],
      [flag('-i', ['acme'], ['acme@sync'])],
    ],
    [
      'another feature',
      () => [
        planOf({ features: ['a', 'b'] }, { reference: 'acme+a+b' }),
        planOf({ features: ['a', 'c'] }, { reference: 'acme+a+c' }),
      ],
      [flag('-i', ['acme+a+c'], ['acme+a+b'])],
    ],
    [
      'a feature where there was none',
      () => [planOf(), planOf({ features: ['a'] }, { reference: 'acme+a' })],
      [flag('-i', ['acme+a'], ['acme'])],
    ],
    [
      'no feature where there was one',
      () => [planOf({ features: ['a'] }, { reference: 'acme+a' }), planOf()],
      [flag('-i', ['acme'], ['acme+a'])],
    ],
    [
      'nothing: the same definition in other words, its features in another order',
      () => [
        planOf({ features: ['a', 'b'] }, { reference: 'acme+a+b' }),
        planOf({ features: ['B', 'A'] }, { reference: './acme.yml+b+a' }),
      ],
      [],
    ],
    [
      'nothing: the same words for a definition that has changed since',
      () => [planOf(), planOf({ definitionHash: 'sha256:1', variant: 'sync' })],
      [],
    ],
    [
      'other words for a definition of the same id that says another thing',
      () => [planOf(), planOf({ definitionHash: 'sha256:1' }, { reference: './acme.yml' })],
      [flag('-i', ['./acme.yml'], ['acme'])],
    ],
    [
      'another definition than in a plan of an older version',
      () => [
        olderOf({ variant: 'sync', features: ['a'] }),
        planOf({ integration: 'other' }, { reference: './other.yml' }),
      ],
      [flag('-i', ['./other.yml'], ['acme@sync+a'])],
    ],
    [
      'nothing of a plan of an older version, whose definition has changed since',
      () => [olderOf(), planOf({ definitionHash: 'sha256:1' }, { reference: './acme.yml' })],
      [],
    ],
    [
      'other users',
      () => [planOf({}, { users: [ann.username, bob.username] }), planOf({}, { users: [bob.username] })],
      [flag('-u', [bob.username], [ann.username, bob.username])],
    ],
    [
      'nothing: the same users in another order and spelling, and twice',
      () => [
        planOf({}, { users: [ann.username, bob.username] }),
        planOf({}, { users: ['BOB@example.com', ann.username, bob.username] }),
      ],
      [],
    ],
    [
      'other users than in a plan of an older version',
      () => [olderOf(), planOf({}, { users: [bob.username] })],
      [flag('-u', [bob.username], [ann.username])],
    ],
    [
      'other users whose names together are the same letters',
      () => [planOf({}, { users: ['a', 'b'] }), planOf({}, { users: ['ab'] })],
      [flag('-u', ['ab'], ['a', 'b'])],
    ],
    [
      'more to include',
      () => [planOf(), planOf({}, { include: ['recommended', 'optional'] })],
      [flag('--include', ['recommended', 'optional'], [])],
    ],
    ['less to include', () => [planOf({}, { include: ['degraded'] }), planOf()], [flag('--include', [], ['degraded'])]],
    ['the minimum', () => [planOf(), planOf({}, { minimum: true })], [flag('--minimum', [''], [])]],
    ['not the minimum', () => [planOf({}, { minimum: true }), planOf()], [flag('--minimum', [], [''])]],
    [
      'nothing of what a plan of an older version does not say',
      () => [olderOf(), planOf({}, { include: ['optional'], minimum: true })],
      [],
    ],
    [
      'nothing of what is compared with a plan of an older version',
      () => [planOf({}, { include: ['optional'], minimum: true }), olderOf()],
      [],
    ],
    [
      'another permission set',
      () => [planOf(ownSet('One'), { permissionSet: 'One' }), planOf(ownSet('Two'), { permissionSet: 'Two' })],
      [flag('--permission-set', ['Two'], ['One'])],
    ],
    [
      'a permission set where there was none',
      () => [planOf(), planOf(ownSet('Two'), { permissionSet: 'Two' })],
      [flag('--permission-set', ['Two'], [])],
    ],
    [
      'nothing: the permission set that it was anyway',
      () => [planOf(), planOf(ownSet('INTEGRATION_acme'), { permissionSet: 'INTEGRATION_acme' })],
      [],
    ],
    [
      'a definition with another permission set, and not the permission set',
      () => [planOf(), planOf({ integration: 'other', ...ownSet('Integration_other') }, { reference: 'other' })],
      [flag('-i', ['other'], ['acme'])],
    ],
    [
      'a permission set where the plan of an older version had another one',
      () => [olderOf(), planOf(ownSet('Two'), { permissionSet: 'Two' })],
      [flag('--permission-set', ['Two'], [])],
    ],
    [
      'all of them, in the order in which people write them',
      () => [
        planOf(),
        planOf(
          { integration: 'other', ...ownSet('Two') },
          {
            reference: 'other',
            users: [bob.username],
            include: ['optional'],
            minimum: true,
            permissionSet: 'Two',
          },
        ),
      ],
      [
        flag('-i', ['other'], ['acme']),
        flag('-u', [bob.username], [ann.username]),
        flag('--include', ['optional'], []),
        flag('--minimum', [''], []),
        flag('--permission-set', ['Two'], []),
      ],
    ],
  ];
  for (const [title, plans, expected] of cases) it(title, () => expect(otherFlags(...plans())).to.deep.equal(expected));
});
