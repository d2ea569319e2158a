/** Who has a thing of Setup by what is assigned to the user: whole answers, with who gives it and what stands in the way. */
import { expect } from 'chai';
import { no, unknown, yes } from '../../../src/access/answer.js';
import type { Answer } from '../../../src/access/answer.js';
import { contains } from '../../../src/access/entry.js';
import { isSetupEntry, openedKey, setupEntityAnswer } from '../../../src/access/setupEntities.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AccessSource, Evidence, GrantedBy, Reading } from '../../../src/access/snapshot.js';
import { entryOf } from '../support/plans.js';
import { notRead, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const bypass = 'customPermission:Sync_Bypass';
const holding = { setup: [bypass] };
const other = { setup: ['customPermission:Sync'] };

const set = (more: SourceSpec = {}): SourceSpec => ({ name: 'Sync_Users', ...holding, ...more });
const group = (more: SourceSpec): SourceSpec => ({ type: 'PermissionSetGroup', name: 'Sync_Group', ...more });
const inMember = { members: { Base: holding, Else: other } };

const bySet: GrantedBy = { type: 'PermissionSet', name: 'Sync_Users', namespace: null, label: 'Sync_Users' };
const byGroup: GrantedBy = { type: 'PermissionSetGroup', name: 'Sync_Group', namespace: null, label: 'Sync_Group' };

const rowsLacked = gap('INCOMPLETE_ROWS', 'SetupEntityAccess', '');
const expiryLacked = gap('INCOMPLETE_ROWS', 'PermissionSetAssignment', 'ExpirationDate').gap;
const statusLacked = gap('INCOMPLETE_ROWS', 'PermissionSetGroup', 'Status').gap;
const membersLacked = gap('NOT_AUTHORISED', 'PermissionSetGroupComponent', '').gap;
const waits = unknown(gap('RECALCULATING', 'PermissionSetGroup', 'Sync_Group').gap);

const isBypass = (content: AccessSource['content']): boolean => contains(content, entryOf(bypass));
const answerFor = (sources: readonly SourceSpec[], appRows: Reading<true> | 'not asked'): Answer => {
  const { evidence } = user({ sources: [...sources], evidence: appRows === 'not asked' ? {} : { appRows } });
  return setupEntityAnswer(evidence, isBypass);
};

describe('whether the user has a thing of Setup', () => {
  const read: Reading<true> = known(true);
  const cases: [title: string, sources: SourceSpec[], rows: Reading<true> | 'not asked', expected: Answer][] = [
    ['nothing holds it', [{ name: 'Sync', ...other }], read, no()],
    ['nothing holds it, and nobody asked', [], 'not asked', unknown(gap('NOT_ANSWERED', 'SetupEntityAccess', '').gap)],
    ['nothing holds it of the rows that were read', [], rowsLacked, unknown(rowsLacked.gap)],
    ['a permission set holds it', [set()], read, yes([bySet])],
    ['whatever else was not read', [set()], rowsLacked, yes([bySet])],
    [
      'all that hold it are named, and until when',
      [set(), { name: 'Sync', ...other }, set({ name: 'Trial', namespace: 'acme', expiresAt: '2027-01-01' })],
      read,
      yes([
        bySet,
        { type: 'PermissionSet', name: 'Trial', namespace: 'acme', label: 'Trial', expiresAt: '2027-01-01' },
      ]),
    ],
    [
      'the profile holds it',
      [set({ type: 'Profile', name: 'Sync' })],
      read,
      yes([{ type: 'Profile', name: 'Sync', namespace: null, label: 'Sync' }]),
    ],
    ...(['expired', 'revoked', 'inactive', 'needsActivation'] as const).map(
      (inert): [string, SourceSpec[], Reading<true>, Answer] => [
        `an assignment that is ${inert} gives nothing, and is named`,
        [set({ inert })],
        read,
        no([{ kind: inert, source: 'Sync_Users' }]),
      ],
    ),
    ['and is not named beside one in force', [set({ name: 'Old', inert: 'expired' }), set()], read, yes([bySet])],
    ['nobody knows whether the assignment is in force', [set({ doubt: expiryLacked })], read, unknown(expiryLacked)],
    [
      'which does not matter beside a sure one',
      [set({ name: 'Maybe', doubt: expiryLacked }), set()],
      read,
      yes([bySet]),
    ],
    [
      'of several doubts the first is told',
      [set({ doubt: expiryLacked }), set({ doubt: statusLacked })],
      read,
      unknown(expiryLacked),
    ],
    ['the aggregate of a group holds it', [group(holding)], read, yes([byGroup])],
    [
      'with the members that bring it',
      [group({ ...holding, ...inMember })],
      read,
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    ['a member alone does, and nothing is muted', [group(inMember)], read, yes([{ ...byGroup, through: ['Base'] }])],
    ['no member does', [group({ members: { Else: other } })], read, no()],
    [
      'a member does, and the group mutes it',
      [group({ ...inMember, muted: holding })],
      read,
      no([{ kind: 'muted', source: 'Sync_Group' }]),
    ],
    ['a member does, and the group mutes other things', [group({ ...inMember, muted: other })], read, waits],
    [
      'the aggregate does, whatever the group mutes',
      [group({ ...holding, ...inMember, muted: holding })],
      read,
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    ['nothing that the group has, and it mutes it', [group({ members: { Else: other }, muted: holding })], read, no()],
    [
      'a group that has expired is not told to be muted',
      [group({ ...inMember, muted: holding, inert: 'expired' })],
      read,
      no([{ kind: 'expired', source: 'Sync_Group' }]),
    ],
    [
      'everything that stands in the way is named',
      [set({ inert: 'revoked' }), group({ ...inMember, muted: holding })],
      read,
      no([
        { kind: 'revoked', source: 'Sync_Users' },
        { kind: 'muted', source: 'Sync_Group' },
      ]),
    ],
    [
      'a group that waits: aggregate and member agree',
      [group({ ...holding, ...inMember, stale: true })],
      read,
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    ['not all rows were read', [group({ ...holding, ...inMember, stale: true })], rowsLacked, waits],
    ['nor asked for', [group({ ...holding, ...inMember, stale: true })], 'not asked', waits],
    [
      'it mutes other things',
      [group({ ...holding, ...inMember, stale: true, muted: other })],
      read,
      yes([{ ...byGroup, through: ['Base'] }]),
    ],
    ['it mutes this', [group({ ...holding, ...inMember, stale: true, muted: holding })], read, waits],
    ['only the old aggregate has it', [group({ ...holding, members: { Else: other }, stale: true })], read, waits],
    ['only a member has it', [group({ ...inMember, stale: true })], read, waits],
    [
      'only a member has it, and it is muted',
      [group({ ...inMember, stale: true, muted: holding })],
      read,
      no([{ kind: 'muted', source: 'Sync_Group' }]),
    ],
    [
      'nobody knows whether it waits',
      [group({ ...holding, stale: true, staleness: statusLacked })],
      read,
      unknown(statusLacked),
    ],
    [
      'nor whether it is assigned',
      [group({ ...holding, ...inMember, stale: true, staleness: statusLacked, doubt: expiryLacked })],
      read,
      unknown(expiryLacked),
    ],
    ['the members of a group were not read', [group({ membersUnread: membersLacked })], read, unknown(membersLacked)],
    ['rows were not read either', [group({ membersUnread: membersLacked })], rowsLacked, unknown(rowsLacked.gap)],
    ['that group has expired', [group({ membersUnread: membersLacked, inert: 'expired' })], read, no()],
    ['another one gives it', [group({ membersUnread: membersLacked }), set()], read, yes([bySet])],
  ];
  for (const [title, sources, rows, expected] of cases) {
    it(title, () => expect(answerFor(sources, rows)).to.deep.equal(expected));
  }

  it('nobody can say who looks at himself, or where the assignments were not read', () => {
    const self: Evidence = {
      mode: 'self',
      userPermissions: known(new Set<string>()),
      userPermissionColumns: new Map(),
      objects: new Map(),
    };
    expect(setupEntityAnswer(self, isBypass)).to.deep.equal(unknown(gap('SELF_MODE', 'SetupEntityAccess', '').gap));
    const { evidence } = user({ evidence: { sources: notRead, appRows: read } });
    expect(setupEntityAnswer(evidence, isBypass)).to.deep.equal(unknown(notRead.gap));
  });

  it('is a custom permission, an Apex class or an app, and no permission', () => {
    const all = [bypass, 'apexClass:LeadSync', 'connectedApp:Acme', 'userPermission:ApiEnabled', 'object:Lead:read'];
    expect([...all, 'field:Lead.Email:read'].filter((id) => isSetupEntry(entryOf(id)))).to.deep.equal(all.slice(0, 3));
  });

  it('may be a custom setting or custom metadata type that is opened, however it is spelled', () => {
    expect(openedKey('Sync_Setting__C')).to.equal('customentitydefinition:sync_setting__c');
  });
});
