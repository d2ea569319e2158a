/** One user permission and everything that is assigned to the user: whole answers, with who gives it and what stands in the way. */
import { expect } from 'chai';
import { adminAccess } from '../../../src/access/adminAccess.js';
import { no, unknown, yes } from '../../../src/access/answer.js';
import type { Answer } from '../../../src/access/answer.js';
import { gap } from '../../../src/access/snapshot.js';
import type { Evidence, Gap, GrantedBy } from '../../../src/access/snapshot.js';
import { notRead, schema, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const reports = { permissions: ['RunReports'] };
const other = { permissions: ['EditTask'] };
const set = (more: SourceSpec = {}): SourceSpec => ({ name: 'Sync', ...reports, ...more });
const group = (more: SourceSpec): SourceSpec => ({ type: 'PermissionSetGroup', name: 'Team', ...more });
const waiting = (more: SourceSpec): SourceSpec => group({ stale: true, ...more });
const inMember = { members: { Base: reports, Else: other } };

const bySet: GrantedBy = { type: 'PermissionSet', name: 'Sync', namespace: null, label: 'Sync' };
const byGroup: GrantedBy = { type: 'PermissionSetGroup', name: 'Team', namespace: null, label: 'Team' };
const muted = { kind: 'muted', source: 'Team' } as const;
const waits = unknown(gap('RECALCULATING', 'PermissionSetGroup', 'Team').gap);

const lacked = (part: string): Gap => gap('INCOMPLETE_ROWS', part, '').gap;
const noAnswer = gap('NOT_ANSWERED', 'PermissionSetAssignment', 'ExpirationDate').gap;

type More = Partial<Extract<Evidence, { mode: 'admin' }>>;
const answerFor = (name: string, sources: readonly SourceSpec[], more: More = {}): Answer => {
  const { evidence } = user({ sources: [...sources], evidence: more });
  if (evidence.mode === 'self') throw new Error('an administrator reads all');
  return adminAccess(evidence, schema()).userPermission(name);
};

describe('what the sources assigned to a user say of a user permission', () => {
  const cases: [title: string, sources: SourceSpec[], expected: Answer, more?: More][] = [
    ['none mentions it', [{ name: 'Sync', ...other }], no()],
    ['none does, of the rows that were read', [], unknown(notRead.gap), { userPermissionRows: notRead }],
    ['a set gives it', [{ name: 'Tasks', ...other }, set()], yes([bySet])],
    [
      'a set and a group give it, with the members that bring it',
      [set(), group({ ...reports, ...inMember })],
      yes([bySet, { ...byGroup, through: ['Base'] }]),
    ],
    ['a group that has it from no member', [group({ ...reports, members: { Else: other } })], yes([byGroup])],
    [
      'a set that has expired stands beside a group that mutes it',
      [set({ inert: 'expired' }), group({ ...inMember, muted: reports })],
      no([{ kind: 'expired', source: 'Sync' }, muted]),
    ],
    [
      'two groups mute it, each is named',
      [group({ ...inMember, muted: reports }), group({ ...inMember, name: 'Crew', muted: reports })],
      no([muted, { kind: 'muted', source: 'Crew' }]),
    ],
    [
      'a group waits that would get it, and a set that has expired comes before it',
      [set({ inert: 'expired' }), waiting(inMember)],
      waits,
    ],
    [
      'a group that waits has it, and so has a member',
      [waiting({ ...reports, ...inMember })],
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    [
      'and mutes other things',
      [waiting({ ...reports, ...inMember, muted: other })],
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    ['and mutes it', [waiting({ ...reports, ...inMember, muted: reports })], waits],
    ['of two groups that wait the first is named', [waiting(inMember), waiting({ ...inMember, name: 'Crew' })], waits],
    [
      'nobody knows whether the group waits',
      [waiting({ ...inMember, staleness: lacked('PermissionSetGroup') })],
      unknown(lacked('PermissionSetGroup')),
    ],
    [
      'the group waits, and an answer lacked whether it is in force',
      [waiting({ ...inMember, doubt: lacked('PermissionSetAssignment') })],
      unknown(lacked('PermissionSetAssignment')),
    ],
    [
      'the group waits, and whether it is in force was not answered',
      [waiting({ ...inMember, doubt: noAnswer })],
      waits,
    ],
    [
      'the group waits, and an answer lacked what sets hold',
      [waiting({ ...reports, ...inMember, doubt: lacked('PermissionSetAssignment') })],
      unknown(lacked('PermissionSet')),
      { userPermissionRows: { known: false, gap: lacked('PermissionSet') } },
    ],
    [
      'the group waits, and an answer lacked what muting sets take away',
      [waiting({ ...reports, ...inMember })],
      unknown(lacked('PermissionSet')),
      {
        untold: {
          userPermissions: new Map(),
          mutedPermissions: new Map([['runreports', lacked('PermissionSet')]]),
          objects: new Map(),
          fields: new Map(),
        },
      },
    ],
    [
      'the group waits, and rows were not read',
      [waiting({ ...reports, ...inMember })],
      waits,
      { userPermissionRows: notRead },
    ],
    ['nobody knows whether the set is in force', [set({ doubt: noAnswer })], unknown(noAnswer)],
    [
      'of several such doubts the first is told',
      [set({ doubt: noAnswer }), set({ name: 'Trial', doubt: lacked('PermissionSetAssignment') })],
      unknown(noAnswer),
    ],
    [
      'a doubt about a group of which only a member has it, and which mutes it',
      [group({ ...inMember, muted: reports, doubt: noAnswer })],
      no([muted]),
    ],
    ['a group waits whose members were not read', [waiting({ membersUnread: notRead.gap })], unknown(notRead.gap)],
  ];
  for (const [title, sources, expected, more] of cases) {
    it(title, () => expect(answerFor('runreports', sources, more)).to.deep.equal(expected));
  }

  it('what needs other permissions is sure of a group that waits and mutes nothing', () => {
    const all = { permissions: ['ViewAllData'] };
    expect(answerFor('ViewAllData', [waiting({ ...all, members: { Base: all } })])).to.deep.equal(
      yes([{ ...byGroup, through: ['Base'] }]),
    );
  });
});
