import { expect } from 'chai';
import type { StandingSet } from '../../../src/access/standingSet.js';
import { mayBeOfGrant, unassignedNamed, whyItStays } from '../../../src/revoke/revokeActions.js';
import { entryOf } from '../support/plans.js';
import { mailOf, standingSet, userOf } from './builders.js';

const holder = (name: string) => ({ userId: userOf(name), username: mailOf(name) });
const page = { type: 'ApexPage', name: 'Console' };
const gap = { code: 'NOT_AUTHORISED', part: 'SetupEntityAccess', detail: '' } as const;

const stays = { action: 'keep', what: 'set', failsRevoke: true, users: [], groups: [], more: [] };

describe('why a permission set that was to go stays', () => {
  type Row = [title: string, set: Partial<StandingSet>, more: string[], others: string[], kept: object | null];
  const table = (): Row[] => [
    ['nothing keeps it', {}, [], [], null],
    ['nothing else is in it, and all was read', { further: { known: true, value: [] } }, [], [], null],
    [
      'others have it: each is named once',
      {},
      [],
      ['eve', 'bob', 'eve'],
      { ...stays, why: 'OTHERS_HAVE_IT', users: [mailOf('eve'), mailOf('bob')] },
    ],
    [
      'it is part of groups that nobody has',
      { groups: ['Sales', 'Service'].map((name) => ({ name, holders: [] })) },
      [],
      [],
      { ...stays, why: 'IN_A_GROUP', groups: ['Sales', 'Service'] },
    ],
    [
      'others have it, and that counts before groups and contents',
      { groups: [{ name: 'Sales', holders: [] }] },
      ['userPermission:RunReports'],
      ['eve'],
      { ...stays, why: 'OTHERS_HAVE_IT', users: [mailOf('eve')] },
    ],
    [
      'somebody has added permissions',
      {},
      ['userPermission:RunReports'],
      [],
      { ...stays, why: 'HOLDS_MORE', more: [entryOf('userPermission:RunReports')] },
    ],
    [
      'somebody has added a page',
      { further: { known: true, value: [page] } },
      [],
      [],
      { ...stays, why: 'HOLDS_MORE', further: [page] },
    ],
    [
      'somebody has added a permission and a page',
      { further: { known: true, value: [page] } },
      ['userPermission:RunReports'],
      [],
      { ...stays, why: 'HOLDS_MORE', more: [entryOf('userPermission:RunReports')], further: [page] },
    ],
    [
      'not all of it could be read',
      { further: { known: false, gap } },
      [],
      [],
      { ...stays, why: 'NOT_READ_WHOLE', unread: gap },
    ],
    [
      'not all could be read, but what was is enough',
      { further: { known: false, gap } },
      ['userPermission:RunReports'],
      [],
      { ...stays, why: 'HOLDS_MORE', more: [entryOf('userPermission:RunReports')] },
    ],
  ];
  for (const [i, [title]] of table().entries()) {
    it(title, () => {
      const [, set, more, others, kept] = table()[i] ?? expect.fail();
      expect(whyItStays(standingSet({}, set), more.map(entryOf), others.map(holder))).to.deep.equal(kept);
    });
  }
});

describe('whether a grant can have made an assignment', () => {
  const made = '2026-11-01T10:00:00.000+0000';
  const table: [assignedAt: string | null, set: { createdAt: string | null } | null, may: boolean][] = [
    ['2026-11-01T10:00:00.000+0000', { createdAt: made }, true],
    ['2026-12-01T10:00:00.000+0000', { createdAt: made }, true],
    ['2026-11-01T09:50:00.000+0000', { createdAt: made }, true],
    ['2026-11-01T09:49:59.000+0000', { createdAt: made }, false],
    [null, { createdAt: made }, false],
    ['2026-11-01T10:00:00.000+0000', { createdAt: null }, false],
    ['2026-11-01T10:00:00.000+0000', null, false],
    [null, null, false],
  ];
  for (const [assignedAt, set, may] of table) {
    it(`assigned ${assignedAt ?? 'nobody knows when'}, set ${set === null ? 'not there' : `made ${set.createdAt ?? 'nobody knows when'}`}: ${may ? 'yes' : 'no'}`, () => {
      expect(mayBeOfGrant(assignedAt, set)).to.equal(may);
    });
  }
});

describe('the record that gives a named set', () => {
  it('has the type of what was assigned', () => {
    const { userId, username } = holder('ann');
    const row = { id: '0Pa1', userId, username, setId: '0PG1', name: 'ns__All', assignedAt: null };
    expect(unassignedNamed({ ...row, type: 'PermissionSetGroup' })).to.deep.equal({
      path: 'PermissionSetAssignment/0Pa1',
      userId,
      user: username,
      detail: 'ns__All',
      named: 'PermissionSetGroup',
    });
  });
});
