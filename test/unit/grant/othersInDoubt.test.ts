import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import { doubtsOf, otherReceivers, setDoubtsOf, unreadOthers } from '../../../src/grant/doubts.js';
import type { Doubt, Receiver } from '../../../src/grant/doubts.js';
import { noOthers } from '../../../src/grant/otherHolders.js';
import { fullLicense } from '../../../src/platform/fullLicense.js';
import { integrationLicense, integrationPermissionSetLicense } from '../../../src/platform/integrationLicense.js';
import { entryOf } from '../support/plans.js';
import { schema, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const receiver = (username: string, more: UserSpec, parts: Partial<Receiver> = {}): Receiver => ({
  username,
  user: user(more),
  entries: [],
  isRead: () => true,
  ...parts,
});
const adds = ['object:Lead:read', 'object:Account:read', 'userPermission:RunReports'].map(entryOf);

describe('what nobody can say of the license of the set', () => {
  const receivers = (): Receiver[] => [
    receiver('ann@example.com', { userLicense: 'Salesforce' }),
    receiver('bob@example.com', { userLicense: 'Salesforce Platform' }),
  ];
  it('is nothing where the set can hold everything for sure', () =>
    expect(setDoubtsOf(receivers(), adds, 'SomePsl', () => true)).to.deep.equal([]));
  for (const license of ['SomePsl', null])
    it(`is told of everybody, sorted, without what is sure (${license ?? 'license not known'})`, () => {
      const entries = ['object:Account:read', 'object:Lead:read'].map(entryOf);
      expect(setDoubtsOf(receivers(), adds, license, ({ kind }) => kind !== 'object')).to.deep.equal([
        { username: 'ann@example.com', userLicense: 'Salesforce', entries, ofSet: { license } },
        { username: 'bob@example.com', userLicense: 'Salesforce Platform', entries, ofSet: { license } },
      ]);
    });
});

describe('what a set gives beside permissions, where a license may not allow it', () => {
  const setup: NonNullable<Receiver['setup']> = [{ type: 'ApexClass', name: 'LeadSync' }];
  const doubts = (...receivers: Receiver[]): Doubt[] => doubtsOf(receivers, schema());
  const held = (name: string): UserSpec['permissionSetLicenses'] => known([{ ...user().license, name, label: name }]);
  const cases: [title: string, userLicense: string, more: () => UserSpec, doubted: boolean][] = [
    ['in doubt with a license of which nobody knows', 'Salesforce Platform', () => ({}), true],
    ['sure with the full license', fullLicense, () => ({}), false],
    ['in doubt with the license of integrations alone', integrationLicense, () => ({}), true],
    [
      'sure with its permission set license as well',
      integrationLicense,
      () => ({ permissionSetLicenses: held(integrationPermissionSetLicense) }),
      false,
    ],
    ['in doubt with another one', integrationLicense, () => ({ permissionSetLicenses: held('Other') }), true],
    [
      'in doubt where nobody can say which are held',
      integrationLicense,
      () => ({ permissionSetLicenses: gap('NOT_AUTHORISED', 'Licenses', 'x') }),
      true,
    ],
    [
      'in doubt where that permission set license is with another license',
      'Salesforce Platform',
      () => ({ permissionSetLicenses: held(integrationPermissionSetLicense) }),
      true,
    ],
  ];
  for (const [title, userLicense, more, doubted] of cases)
    it(title, () =>
      expect(doubts(receiver('ann@example.com', { userLicense, ...more() }, { setup }))).to.deep.equal(
        doubted ? [{ username: 'ann@example.com', userLicense, entries: [], setup }] : [],
      ),
    );
});

describe('others who have the set', () => {
  it('get everything that is added, each of them, by what was asked of their licenses', () => {
    const as = user({ userLicense: 'Salesforce Platform' });
    const scope = { userPermissions: ['RunReports'], sobjects: ['Lead'] };
    const groups = [{ usernames: ['bob@example.com', 'cas@example.com'], as }];
    const told = otherReceivers({ groups, scope, unread: null }, adds).map(({ isRead, ...rest }) => ({
      ...rest,
      read: adds.map(isRead),
    }));
    const read = [true, false, true];
    expect(told).to.deep.equal([
      { username: 'bob@example.com', user: as, entries: adds, read },
      { username: 'cas@example.com', user: as, entries: adds, read },
    ]);
  });
  it('are in doubt with everything that is added where their licenses were not read', () => {
    const unread = { usernames: ['bob@example.com'], gap: gap('NOT_AUTHORISED', 'Users', 'x').gap };
    expect(unreadOthers({ ...noOthers, unread }, adds)).to.deep.equal([
      { username: 'bob@example.com', userLicense: '', entries: adds },
    ]);
    expect(unreadOthers({ ...noOthers, unread }, [])).to.deep.equal([]);
    expect(unreadOthers(noOthers, adds)).to.deep.equal([]);
  });
});
