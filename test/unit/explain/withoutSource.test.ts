/** The user without a permission set, a group, a license, or with another profile. */
import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { AccessSource, Content, InspectedUser, License } from '../../../src/access/snapshot.js';
import { unionOf, withoutMuted } from '../../../src/explain/contentArithmetic.js';
import { isTaken, lostFindings, withoutSource } from '../../../src/explain/withoutSource.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { content, needs, requirement, source, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const sourcesOf = ({ evidence }: InspectedUser): readonly AccessSource[] =>
  evidence.mode === 'admin' && evidence.sources.known ? evidence.sources.value : [];
const named = (who: InspectedUser): string[] => sourcesOf(who).map(({ name }) => name);

const holding = (...sources: SourceSpec[]): InspectedUser => user({ sources });
const group: SourceSpec = {
  type: 'PermissionSetGroup',
  name: 'Group',
  permissions: ['RunReports', 'ViewSetup'],
  objects: { Account: 'read edit' },
  members: {
    One: { permissions: ['RunReports'], objects: { Account: 'read' } },
    Two: { permissions: ['ViewSetup', 'EditTask'], objects: { Account: 'read edit delete' } },
  },
  muted: { permissions: ['EditTask'], objects: { Account: 'delete' } },
};

describe('the user without one source', () => {
  const license = (name: string): License => ({
    id: name,
    name,
    label: `${name} label`,
    objects: null,
    userPermissions: null,
  });
  const licensed = (): InspectedUser =>
    user({ userLicense: 'Salesforce', permissionSetLicenses: known([license('SalesPsl'), license('OtherPsl')]) });

  const table: ReadonlyArray<readonly [string, () => InspectedUser, string, string | null, readonly string[]]> = [
    ['a set by its name', () => holding({ name: 'A' }, { name: 'B' }), 'a', 'PermissionSet', ['Standard User', 'B']],
    [
      'a set of a package by name and namespace',
      () => holding({ name: 'A', namespace: 'acme' }, { name: 'B' }),
      'acme__A',
      'PermissionSet',
      ['Standard User', 'B'],
    ],
    ['a group', () => holding(group, { name: 'B' }), 'Group', 'PermissionSetGroup', ['Standard User', 'B']],
    ['a member of a group', () => holding(group, { name: 'B' }), 'One', 'member', ['Standard User', 'Group', 'B']],
    [
      'a set that is a member too',
      () => holding({ name: 'One' }, group),
      'One',
      'PermissionSet',
      ['Standard User', 'Group'],
    ],
    ['the profile', () => holding({ name: 'A' }), 'Standard User', 'Profile', ['Standard User', 'A']],
    ['the user license', licensed, 'salesforce', 'userLicense', ['Standard User']],
    ['a permission set license', licensed, 'SalesPsl', 'license', ['Standard User']],
    ['a permission set license by its label', licensed, 'SalesPsl label', 'license', ['Standard User']],
    ['what nobody has', licensed, 'Nothing', null, ['Standard User']],
  ];
  for (const [title, who, wanted, found, left] of table)
    it(title, () => {
      const without = withoutSource(who(), wanted);
      expect(without.found).to.equal(found);
      expect(named(without.user)).to.deep.equal(left);
    });

  it('by its label', () => {
    const labelled = { ...source({ name: 'A' }), label: 'Sales Users' };
    const who = user({ evidence: { sources: known([labelled]) } });
    expect(withoutSource(who, 'sales users').found).to.equal('PermissionSet');
  });

  it('a group without a member holds what the others do, less what is muted', () => {
    const one = sourcesOf(withoutSource(holding(group), 'Two').user).find(({ name }) => name === 'Group');
    expect([...(one?.content.userPermissions ?? [])]).to.deep.equal(['runreports']);
    expect([...(one?.content.objects.get('account') ?? [])]).to.deep.equal(['read']);
    expect(one?.members.map(({ name }) => name)).to.deep.equal(['One']);
    const two = sourcesOf(withoutSource(holding(group), 'One').user).find(({ name }) => name === 'Group');
    expect([...(two?.content.userPermissions ?? [])]).to.deep.equal(['viewsetup']);
    expect([...(two?.content.objects.get('account') ?? [])]).to.deep.equal(['read', 'edit']);
  });

  it('a profile gives nothing then, or what the other one gives', () => {
    const profile = source({
      type: 'Profile',
      name: 'P',
      permissions: ['ViewSetup'],
      profileOnly: ['ChatterInternalUser'],
    });
    const other = source({ type: 'Profile', name: 'Q', permissions: ['RunReports'] });
    const who = user({ evidence: { sources: known([profile, source({ name: 'A' })]) } });
    const [emptied] = sourcesOf(withoutSource(who, 'P').user);
    expect(emptied?.content.userPermissions.size).to.equal(0);
    expect(emptied?.profileOnly?.size).to.equal(0);
    expect(named(withoutSource(who, 'P', other).user)).to.deep.equal(['Q', 'A']);
    const hidden = user({ evidence: { sources: known([{ ...profile, profileOnly: null }]) } });
    expect(sourcesOf(withoutSource(hidden, 'P').user)[0]?.profileOnly).to.equal(null);
  });

  it('a license is out of force then, and the other one is not', () => {
    const { permissionSetLicenses: left } = withoutSource(licensed(), 'SalesPsl').user;
    const forces = left.known ? left.value.map(({ name, standing }) => [name, standing?.force]) : [];
    expect(forces).to.deep.equal([
      ['SalesPsl', known('disabled')],
      ['OtherPsl', undefined],
    ]);
  });

  it('nothing is taken from a user of whom it is not known what is assigned', () => {
    const unread = user({ evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') } });
    expect(withoutSource(unread, 'Anything')).to.deep.equal({ user: unread, found: 'unknown' });
    const self = user({ self: { mode: 'self' } as unknown as Exclude<InspectedUser['evidence'], { mode: 'admin' }> });
    expect(withoutSource(self, 'Anything').found).to.equal('unknown');
    const unlicensed = user({ permissionSetLicenses: gap('NOT_AUTHORISED', 'PermissionSetLicenseAssign', '') });
    expect(withoutSource(unlicensed, 'SalesPsl').found).to.equal('unknown');
  });

  it('what was taken, or is not there, is told from what cannot be told', () => {
    const taken = ['PermissionSet', 'PermissionSetGroup', 'Profile', 'member', 'license', 'notHeld'] as const;
    for (const found of taken) expect(isTaken(found), found).to.equal(true);
    for (const found of ['userLicense', 'unknown', null] as const)
      expect(isTaken(found), String(found)).to.equal(false);
  });
});

describe('what would be lost', () => {
  const finding = (status: Status, forbid = false): Finding =>
    findingOf(requirement(needs.object('Lead', 'read'), { forbid }), verdict(status, 'DERIVED_PERMISSION_MISSING', []));
  const table: ReadonlyArray<readonly [Status, Status, boolean]> = [
    ['met', 'unmet', true],
    ['met', 'degraded', true],
    ['met', 'unknown', true],
    ['degraded', 'unmet', true],
    ['degraded', 'degraded', false],
    ['degraded', 'met', false],
    ['met', 'met', false],
    ['unmet', 'unmet', false],
    ['unknown', 'unmet', false],
  ];
  for (const [before, after, lost] of table)
    it(`${before} before and ${after} after: ${lost ? 'lost' : 'not'}`, () => {
      expect(lostFindings([finding(before)], [finding(after)])).to.have.length(lost ? 1 : 0);
    });

  it('what is not there any more at all is lost, and what is forbidden never is', () => {
    expect(lostFindings([finding('met')], [])).to.have.length(1);
    expect(lostFindings([finding('met', true)], [finding('unmet', true)])).to.deep.equal([]);
  });
});

describe('contents put together and taken away', () => {
  const setup = (apps: string[], setupEntities: string[]): Content => ({
    ...content({}),
    apps: new Set(apps),
    setupEntities: new Set(setupEntities),
  });

  it('a union holds all of each, Edit of a field before Read', () => {
    const all = unionOf([
      content({ permissions: ['A'], objects: { X: 'read' }, fields: { 'X.F': 'edit', 'X.G': 'read' } }),
      content({ permissions: ['B'], objects: { X: 'edit', Y: 'read' }, fields: { 'X.F': 'read', 'X.G': 'edit' } }),
    ]);
    expect([...all.userPermissions]).to.deep.equal(['a', 'b']);
    expect([...(all.objects.get('x') ?? [])]).to.deep.equal(['read', 'edit']);
    expect([...all.fields]).to.deep.equal([
      ['x.f', 'edit'],
      ['x.g', 'edit'],
    ]);
    expect(all).to.not.have.any.keys('apps', 'setupEntities');
  });

  it('a union holds apps and things of Setup', () => {
    const all = unionOf([setup(['1'], ['a']), setup(['2'], []), content({})]);
    expect([...(all.apps ?? [])]).to.deep.equal(['1', '2']);
    expect([...(all.setupEntities ?? [])]).to.deep.equal(['a']);
  });

  it('muting takes a word with all that rests on it, and of a field Edit with Read', () => {
    const left = withoutMuted(
      content({
        permissions: ['A', 'B'],
        objects: { X: 'read create edit delete', Y: 'read edit delete', Z: 'read' },
        fields: { 'X.F': 'edit', 'X.G': 'edit', 'X.H': 'read', 'X.I': 'read', 'X.J': 'edit' },
      }),
      content({
        permissions: ['B'],
        objects: { X: 'read', Y: 'edit' },
        fields: { 'X.F': 'read', 'X.G': 'edit', 'X.H': 'edit', 'X.I': 'read' },
      }),
    );
    expect([...left.userPermissions]).to.deep.equal(['a']);
    expect([...(left.objects.get('x') ?? [])]).to.deep.equal([]);
    expect([...(left.objects.get('y') ?? [])]).to.deep.equal(['read']);
    expect([...(left.objects.get('z') ?? [])]).to.deep.equal(['read']);
    expect([...left.fields]).to.deep.equal([
      ['x.g', 'read'],
      ['x.h', 'read'],
      ['x.j', 'edit'],
    ]);
  });

  it('muting takes apps and things of Setup, and nothing where nothing mutes', () => {
    const left = withoutMuted(setup(['1', '2'], ['a', 'b']), setup(['2'], ['a']));
    expect([...(left.apps ?? [])]).to.deep.equal(['1']);
    expect([...(left.setupEntities ?? [])]).to.deep.equal(['b']);
    const whole = setup(['1'], ['a']);
    expect(withoutMuted(whole, null)).to.equal(whole);
  });
});
