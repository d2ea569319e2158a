/** Every source that holds a thing: those that give it, and why the others do not. */
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { accessPaths, pathOf } from '../../../src/explain/accessPaths.js';
import type { AccessPath } from '../../../src/explain/accessPaths.js';
import { entriesBehind } from '../../../src/explain/entriesBehind.js';
import { requirementFor } from '../../../src/explain/subject.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import { license } from '../support/licenses.js';
import { entryOf } from '../support/plans.js';
import { schema, snapshot, source, user } from '../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../support/snapshot.js';

type AdminUser = Parameters<typeof accessPaths>[0];
type Found = Pick<Finding, 'grantedBy' | 'need'>;

const admin = (spec: UserSpec): AdminUser => {
  const who = user(spec);
  const { evidence } = who;
  if (evidence.mode !== 'admin') throw new Error('not seen by an administrator');
  return { ...who, evidence };
};

/** A path as it is where nothing else is said. */
const path = (name: string, more: Partial<AccessPath> = {}): AccessPath => ({
  type: 'PermissionSet',
  name,
  namespace: null,
  label: name,
  grants: !('why' in more),
  through: [],
  via: null,
  expiresAt: null,
  ...more,
});

/** The paths to an entry, with what a check finds of it. */
const pathsTo = (entry: Entry, spec: UserSpec, org: OrgSchema = schema()): AccessPath[] => {
  const who = admin(spec);
  const finding = evaluate([requirementFor(entry)], snapshot(who, org), who).find(
    ({ need }) => requirementId(need) === requirementId(requirementFor(entry).need),
  );
  if (!finding) throw new Error('no finding');
  return accessPaths(who, org, finding, entriesBehind(org, entry));
};

/** The paths to an entry that is given to nobody, whatever is assigned. */
const ungiven = (id: string): Found => ({ need: requirementFor(entryOf(id)).need, grantedBy: [] });

const readAccount = 'object:Account:read';
const readsAccount: SourceSpec = { name: 'A', objects: { Account: 'read' } };
const until = '2030-01-01T00:00:00Z';

describe('the paths from a user to a thing', () => {
  type Row = readonly [title: string, id: string, scene: () => UserSpec, paths: readonly AccessPath[]];
  const notInForce = (): UserSpec => {
    const lifter = license('Reads', { objects: { Account: 'read' }, force: 'disabled' });
    return {
      userLicense: 'Lesser',
      license: { ...license('Lesser', { objects: {} }), id: null },
      permissionSetLicenses: known([lifter]),
      orgLicenses: known([lifter]),
      sources: [readsAccount],
    };
  };
  const withoutSeat = (): UserSpec => ({
    packages: new Map([['acme', known({ state: 'missing', allowed: 1, used: 1 })]]),
    sources: [{ name: 'A', objects: { Account: 'read' }, fields: { 'Account.acme__Score__c': 'read' } }],
  });
  const rows: readonly Row[] = [
    [
      'a group of a package, with its members and its end',
      readAccount,
      () => ({
        sources: [
          {
            type: 'PermissionSetGroup',
            name: 'G',
            namespace: 'acme',
            objects: { Account: 'read' },
            expiresAt: until,
            members: { One: { objects: { Account: 'read' } }, Two: { objects: { Contact: 'read' } } },
          },
        ],
      }),
      [path('G', { type: 'PermissionSetGroup', namespace: 'acme', through: ['One'], expiresAt: until })],
    ],
    [
      'an assignment of a package that has ended',
      readAccount,
      () => ({ sources: [{ ...readsAccount, namespace: 'acme', inert: 'expired', expiresAt: until }] }),
      [path('A', { namespace: 'acme', expiresAt: until, why: 'expired' })],
    ],
    [
      'an assignment of which an answer lacked whether it has ended',
      readAccount,
      () => ({
        sources: [{ ...readsAccount, doubt: gap('INCOMPLETE_ROWS', 'PermissionSetAssignment', 'ExpirationDate').gap }],
      }),
      [path('A', { why: 'unclear' })],
    ],
    ['a license that is not in force', readAccount, notInForce, [path('A', { why: 'license' })]],
    [
      'a seat of a package that the user lacks',
      'field:Account.acme__Score__c:read',
      withoutSeat,
      [path('A', { why: 'packageSeat' })],
    ],
    [
      'a checkbox of the user that is not set',
      'object:Campaign:edit',
      () => ({
        flags: new Map([['marketinguser', known(false)]]),
        sources: [{ name: 'A', objects: { Campaign: 'read edit' } }],
      }),
      [path('A', { why: 'userFlag' })],
    ],
    [
      'a permission that this org does not know',
      'userPermission:Ghost',
      () => ({ sources: [{ name: 'A', permissions: ['Ghost'] }] }),
      [path('A', { why: 'unclear' })],
    ],
    [
      'a member of a group whose own rows do not say it',
      readAccount,
      () => ({
        sources: [{ type: 'PermissionSetGroup', name: 'G', members: { One: { objects: { Account: 'read' } } } }],
      }),
      [path('G', { type: 'PermissionSetGroup', through: ['One'], why: 'unclear' })],
    ],
    [
      'a group that is being calculated again',
      readAccount,
      () => ({ sources: [{ type: 'PermissionSetGroup', name: 'G', stale: true, objects: { Account: 'read' } }] }),
      [path('G', { type: 'PermissionSetGroup', why: 'recalculating' })],
    ],
  ];
  for (const [title, id, scene, paths] of rows)
    it(title, () => expect(pathsTo(entryOf(id), scene())).to.deep.equal(paths));

  it('a source that does not hold it is none, nor a profile of which the rest was not read', () => {
    const sources: SourceSpec[] = [
      { type: 'Profile', name: 'P', profileOnly: null },
      { name: 'A', permissions: ['RunReports'] },
    ];
    const of = (id: string): AccessPath[] =>
      accessPaths(admin({ sources }), schema(), ungiven(id), entriesBehind(schema(), entryOf(id)));
    expect(of('userPermission:ViewSetup')).to.deep.equal([]);
    expect(of('object:Account:read')).to.deep.equal([]);
    expect(of('userPermission:RunReports')).to.deep.equal([path('A', { why: 'needsMore' })]);
  });

  it('what only profiles have, with the profile', () => {
    const profile = source({ type: 'Profile', name: 'P', profileOnly: ['ChatterInternalUser'] });
    const who = admin({ evidence: { sources: known([profile]) } });
    const id = 'userPermission:ChatterInternalUser';
    expect(accessPaths(who, schema(), ungiven(id), entriesBehind(schema(), entryOf(id)))).to.deep.equal([
      path('P', { type: 'Profile', why: 'needsMore' }),
    ]);
  });

  it('none where it is not known what is assigned', () => {
    const who = admin({ evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') } });
    expect(
      accessPaths(who, schema(), ungiven(readAccount), entriesBehind(schema(), entryOf(readAccount))),
    ).to.deep.equal([]);
  });
});

describe('by which name a source gives a thing', () => {
  const given = (name: string, more: object = {}): Finding['grantedBy'][number] => ({
    type: 'PermissionSet',
    name,
    namespace: null,
    label: name,
    ...more,
  });
  const viaOf = (one: Finding['grantedBy'][number], ...sources: SourceSpec[]): Array<string | null> =>
    accessPaths(
      admin({ sources }),
      schema(),
      { ...ungiven(readAccount), grantedBy: [one] },
      entriesBehind(schema(), entryOf(readAccount)),
    ).map(({ via }) => via);
  type Row = readonly [
    title: string,
    one: Finding['grantedBy'][number],
    sources: readonly SourceSpec[],
    via: readonly (string | null)[],
  ];
  const rows: readonly Row[] = [
    ['its own, where the finding says so', given('A', { via: 'Else' }), [readsAccount], ['Else']],
    ['none, where it holds the thing itself', given('A'), [readsAccount], [null]],
    [
      'none, where it holds what implies it as well',
      given('A'),
      [{ ...readsAccount, permissions: ['ViewAllData'] }],
      [null],
    ],
    [
      'the first that implies it, where it does not hold it',
      given('A'),
      [{ name: 'A', permissions: ['ModifyAllData', 'ViewAllData'] }],
      ['ViewAllData'],
    ],
    ['none, where it holds nothing of the kind', given('A'), [{ name: 'A' }], [null]],
    ['none, where it is not among what is assigned', given('B'), [], [null]],
  ];
  for (const [title, one, sources, via] of rows) it(title, () => expect(viaOf(one, ...sources)).to.deep.equal(via));

  it('as a path, with all that is said of the source', () => {
    const source = { type: 'PermissionSetGroup', name: 'G', namespace: 'acme', label: 'Group' } as const;
    expect(pathOf({ ...source, through: ['One'], via: 'ViewAllData', expiresAt: until })).to.deep.equal({
      ...source,
      grants: true,
      through: ['One'],
      via: 'ViewAllData',
      expiresAt: until,
    });
    expect(pathOf(source)).to.deep.equal({ ...source, grants: true, through: [], via: null, expiresAt: null });
  });
});

describe('what would open a custom setting by itself (E12)', () => {
  const opensSetting = { setup: ['customEntityDefinition:Acme_Setting__c'] };
  const org = (): OrgSchema =>
    schema({
      entities: known(
        new Map([
          ['acme_setting__c', { name: 'Acme_Setting__c', isCustomSetting: true, durableId: '01I000000000001AAA' }],
          ['thing__c', { name: 'Thing__c', durableId: '01I000000000002AAA' }],
        ]),
      ),
    });
  const of = (sobject: string, access: string, sources: SourceSpec[], rows = true): AccessPath[] =>
    accessPaths(
      admin({ sources, evidence: rows ? { appRows: known(true) } : {} }),
      org(),
      ungiven(`object:${sobject}:${access}`),
      [],
    );
  const both: SourceSpec[] = [
    { name: 'Opens', ...opensSetting, expiresAt: until },
    { name: 'Other', setup: ['apexClass:Sync'] },
    { name: 'None' },
  ];

  for (const access of ['read', 'viewAllRecords'])
    it(`${access}: a set with a row for it, which lacks something more`, () =>
      expect(of('Acme_Setting__c', access, both)).to.deep.equal([
        path('Opens', { why: 'needsMore', expiresAt: until }),
      ]));

  for (const access of ['create', 'edit', 'delete', 'modifyAllRecords'])
    it(`${access}: nothing, as such a row only lets read`, () =>
      expect(of('Acme_Setting__c', access, both)).to.deep.equal([]));

  it('nothing opens any other object so', () => {
    const sources: SourceSpec[] = [{ name: 'Opens', setup: ['customEntityDefinition:Thing__c'] }];
    expect(of('Thing__c', 'read', sources)).to.deep.equal([]);
  });

  it('an assignment that has ended, and a group with the members that have the row', () => {
    const sources: SourceSpec[] = [
      { name: 'Old', ...opensSetting, inert: 'expired' },
      { type: 'PermissionSetGroup', name: 'G', inert: 'revoked', members: { One: {}, Two: opensSetting } },
      { type: 'PermissionSetGroup', name: 'H', members: { One: { setup: ['apexClass:Sync'] } } },
    ];
    expect(of('Acme_Setting__c', 'read', sources)).to.deep.equal([
      path('Old', { why: 'expired' }),
      path('G', { type: 'PermissionSetGroup', why: 'revoked', through: ['Two'] }),
    ]);
  });

  it('nobody can say where the group may mute it', () => {
    const sources: SourceSpec[] = [
      { type: 'PermissionSetGroup', name: 'G', members: { One: opensSetting }, muted: {} },
    ];
    expect(of('Acme_Setting__c', 'read', sources)).to.deep.equal([
      path('G', { type: 'PermissionSetGroup', why: 'recalculating', through: ['One'] }),
    ]);
  });

  it('not what the finding names already, and nothing for a thing that is no object', () => {
    const grantedBy = [{ type: 'PermissionSet', name: 'Opens', namespace: null, label: 'Opens' }] as const;
    const who = admin({ sources: [{ name: 'Opens', ...opensSetting }], evidence: { appRows: known(true) } });
    const { need } = ungiven('object:Acme_Setting__c:read');
    expect(accessPaths(who, org(), { need, grantedBy }, [])).to.deep.equal([path('Opens')]);
    expect(accessPaths(who, org(), ungiven('field:Acme_Setting__c.Key__c:read'), [])).to.deep.equal([]);
  });
});
