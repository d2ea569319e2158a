import { expect } from 'chai';
import { emptyContent } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import { hasNamedSet, holdsOwnSet, licenseIdsOfNamed, ofAnother, withNamedSet } from '../../../src/grant/namedSet.js';
import type { NamedSet } from '../../../src/grant/namedSet.js';
import { holderNames } from '../../../src/grant/otherHolders.js';
import { namedSetsToRead } from '../../../src/grant/namedSetsToRead.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { content, needs, notRead, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { assigned, listed, namedSet, setLicense } from './support/namedSets.js';

const unread = (): InspectedUser => user({ evidence: { sources: notRead } });
const self = (): InspectedUser =>
  user({ self: { mode: 'self', userPermissions: notRead, userPermissionColumns: new Map(), objects: new Map() } });

describe('a set that a rule names, assigned to a user', () => {
  it('is one more of his sources, with all that it holds and its members', () => {
    const set = namedSet('Sync_Group', ['object:Lead:read', 'userPermission:RunReports'], {
      type: 'PermissionSetGroup',
      members: [{ id: '0PS', name: 'Part' }],
    });
    const ann = user();
    const before = ann.evidence.mode === 'admin' && ann.evidence.sources.known ? ann.evidence.sources.value : [];
    expect(withNamedSet(ann, set)).to.deep.equal({
      ...ann,
      evidence: {
        ...ann.evidence,
        sources: known([
          ...before,
          {
            type: 'PermissionSetGroup',
            name: 'Sync_Group',
            namespace: 'acme',
            label: 'Sync_Group',
            expiresAt: null,
            inert: null,
            stale: false,
            doubt: null,
            content: content({ objects: { Lead: 'read' }, permissions: ['RunReports'] }),
            profileOnly: new Set(),
            members: [{ id: '0PS', name: 'Part', content: emptyContent }],
            muted: null,
          },
        ]),
      },
    });
  });
  it('changes nothing of a user of whom nobody can see the sources', () => {
    for (const one of [unread(), self()]) expect(withNamedSet(one, namedSet('Sync_User'))).to.equal(one);
  });

  const has: [title: string, user: () => InspectedUser, has: boolean | null][] = [
    ['has it', () => user({ sources: [{ name: 'SYNC_User', namespace: 'ACME' }] }), true],
    ['has one of another name', () => user({ sources: [{ name: 'Other', namespace: 'acme' }] }), false],
    ['has one of another namespace', () => user({ sources: [{ name: 'Sync_User' }] }), false],
    [
      'has a group of the same name',
      () => user({ sources: [{ type: 'PermissionSetGroup', name: 'Sync_User', namespace: 'acme' }] }),
      false,
    ],
    ['has something of which nobody knows what', unread, null],
    ['looks at himself', self, null],
  ];
  for (const [title, holder, expected] of has)
    it(`${expected === null ? 'may be there' : expected ? 'is there' : 'is not there'}: the user ${title}`, () =>
      expect(hasNamedSet(holder(), namedSet('Sync_User'))).to.equal(expected));
});

describe('what is known of sets that rules name', () => {
  it('whether a grant made it, or a part of it, for another integration', () => {
    const [own, other] = [
      { set: 'A', integration: 'acme' },
      { set: 'B', integration: 'other' },
    ];
    const of = (...made: NamedSet['made']): unknown => ofAnother(namedSet('X', [], { made }), 'acme');
    expect([of(), of(own), of(own, other)]).to.deep.equal([null, null, other]);
  });

  it('whether it is a group with the permission set of the grant, by the id in either length', () => {
    const group = namedSet('X', [], { members: [{ id: '0PS000000000001', name: 'Integration_acme' }] });
    const inGroup = (set: NamedSet, id: string | null): boolean =>
      holdsOwnSet(set, {
        permissionSet: { name: '', label: '', existing: id === null ? null : existingSet({}, { id }) },
      });
    expect(inGroup(group, '0PS000000000001AAA')).to.equal(true);
    expect(inGroup(group, '0PS000000000002AAA')).to.equal(false);
    expect(inGroup(group, null)).to.equal(false);
    expect(inGroup(namedSet('X'), '0PS000000000001AAA')).to.equal(false);
  });

  it('the ids of the licenses that they are tied to', () => {
    const sets = [namedSet('A', [], { licenses: [setLicense('One'), setLicense('Two')] }), namedSet('B')];
    expect([...licenseIdsOfNamed(sets)]).to.deep.equal([
      ['one', '0PL One'],
      ['two', '0PL Two'],
    ]);
  });
});

describe('others who have the permission set', () => {
  it('are named with their license, where that is known', () => {
    const as = (userLicense: string): InspectedUser => user({ userLicense });
    expect(holderNames([])).to.equal('');
    expect(
      holderNames([
        { usernames: ['ann@example.com', 'bob@example.com'], as: as('Salesforce Platform') },
        { usernames: ['eve@example.com'], as: as('') },
      ]),
    ).to.equal('ann@example.com, bob@example.com (Salesforce Platform); eve@example.com');
  });
});

describe('which sets that rules name have to be read', () => {
  const sets = (): NamedSet[] => ['Sync_User', 'Basic', 'Full'].map((name) => namedSet(name));
  const psl = requirement({ kind: 'permissionSetLicense', name: 'Psl' });
  const choice = (...members: Requirement[][]): Requirement => requirement(needs.anyOf('way', ...members));
  const toRead = (
    rules: readonly Requirement[],
    ann: UserSpec = {},
    scope: PlanWorld['scope'] = {},
    brought: string | null = null,
  ): Record<string, string[]> => {
    const input = planInput({ users: [ann], schema: { permissionSets: listed(sets()) }, scope }, rules);
    const { asked, ofChoices } = namedSetsToRead(input, brought);
    return { asked: [...asked], ofChoices: [...ofChoices] };
  };
  const has = (name: string): UserSpec => ({ sources: [{ name, namespace: 'acme' }] });
  const optional = { level: 'optional' } as const;
  const cases: [title: string, read: () => Record<string, string[]>, asked: string[], ofChoices: string[]][] = [
    ['none, where no rule names any', () => toRead([requirement(needs.permission('RunReports'))]), [], []],
    ['one that the user lacks', () => toRead([assigned('Sync_User')]), ['acme__sync_user'], []],
    ['none that the user has', () => toRead([assigned('Sync_User')], has('Sync_User')), [], []],
    ['none that is only optional', () => toRead([assigned('Sync_User', optional)]), [], []],
    [
      'one that is optional, where that is asked for',
      () => toRead([assigned('Sync_User', optional)], {}, { optional: true }),
      ['acme__sync_user'],
      [],
    ],
    [
      'of a choice those of all alternatives, wherever they stand',
      () =>
        toRead([
          choice([assigned('Basic'), requirement(needs.permission('RunReports'))], [psl], [assigned('Full')]),
          assigned('Sync_User'),
        ]),
      ['acme__sync_user'],
      ['acme__basic', 'acme__full'],
    ],
    [
      'none of a choice that is met',
      () => toRead([choice([assigned('Basic')], [assigned('Full')])], has('Full')),
      [],
      [],
    ],
    [
      'one that is asked for together with a license that comes first',
      () => toRead([psl, assigned('Sync_User')], { orgLicenses: known([setLicense('Psl').allows]) }),
      ['acme__sync_user'],
      [],
    ],
    [
      'of a user who gets a license with the set of the grant',
      () => toRead([assigned('Sync_User')], {}, {}, 'Psl'),
      ['acme__sync_user'],
      [],
    ],
  ];
  for (const [title, read, asked, ofChoices] of cases)
    it(title, () => expect(read()).to.deep.equal({ asked, ofChoices }));
});
