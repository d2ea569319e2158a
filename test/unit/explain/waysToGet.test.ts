/** The ways to something that is missing, and their order: what brings least comes first. */
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { entryId } from '../../../src/access/entry.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { InspectedUser, License } from '../../../src/access/snapshot.js';
import { countedTogether } from '../../../src/explain/setHolding.js';
import type { SetHolding } from '../../../src/explain/setHolding.js';
import { waysToGet } from '../../../src/explain/waysToGet.js';
import type { WayToGet } from '../../../src/explain/waysToGet.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status, Verdict } from '../../../src/kinds/verdict.js';
import { license } from '../support/licenses.js';
import { needs, requirement, schema, source, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const readLead: Entry = { kind: 'object', sobject: 'Lead', access: 'read' };
const editLead: Entry = { kind: 'object', sobject: 'Lead', access: 'edit' };

const missing = (status: Status = 'unmet', more: Partial<Verdict> = {}): Finding =>
  findingOf(requirement(needs.object('Lead', 'read')), {
    ...verdict(status, 'DERIVED_PERMISSION_MISSING', []),
    ...more,
  });

const set = (name: string, more: Partial<SetHolding> = {}): SetHolding => ({
  type: 'PermissionSet',
  id: `0PS${name}`,
  name,
  namespace: null,
  label: name,
  licenseId: null,
  orgWide: [],
  counts: { objects: 1, fields: 0, setup: 0 },
  ...more,
});

/** In one line: what is done, with what, what it gives, `+` what comes along, `?` what nobody looked for. */
const inWords = ({ do: verb, name, gives, beyond, besides, why }: WayToGet): string =>
  [
    `${verb}${name === undefined ? '' : ` ${name}`} (${why})`,
    ...gives.map(entryId),
    ...(beyond ?? ['unread']).map((entry) => `+${typeof entry === 'string' ? entry : entryId(entry)}`),
    ...besides.map((entry) => `?${entryId(entry)}`),
  ].join(' ');

type Scene = {
  readonly finding?: Finding;
  readonly gives?: readonly Entry[];
  readonly user?: InspectedUser;
  readonly sets?: readonly SetHolding[];
  readonly lookedFor?: readonly Entry[];
  readonly ownSet?: { readonly name: string; readonly exists: boolean } | null;
};

const ways = ({
  finding = missing(),
  gives = [readLead],
  user: who = user(),
  sets = [],
  lookedFor = [readLead],
  ownSet = null,
}: Scene): string[] =>
  waysToGet(finding, gives, { user: who, schema: schema() }, { sets, lookedFor }, ownSet).map(inWords);
const names = (scene: Scene): string[] =>
  waysToGet(
    scene.finding ?? missing(),
    scene.gives ?? [readLead],
    { user: scene.user ?? user(), schema: schema() },
    { sets: scene.sets ?? [], lookedFor: [readLead] },
    null,
  ).flatMap(({ do: verb, name = '' }) => (verb === 'assign' ? [name] : []));

describe('ways to get something', () => {
  for (const status of ['met', 'unknown', 'notApplicable', 'waived'] as const)
    it(`none of what is ${status}`, () => {
      expect(ways({ finding: missing(status) })).to.deep.equal([]);
    });

  for (const status of ['unmet', 'impossible', 'degraded'] as const)
    it(`of what is ${status}`, () => {
      expect(ways({ finding: missing(status) })).to.deep.equal(['create (newSet) object:Lead:read']);
    });

  it('into the set of the integration where the org has it, else into a new one of its name, before any other set', () => {
    const sets = [set('Other')];
    expect(ways({ sets, ownSet: { name: 'Integration_acme', exists: true } })).to.deep.equal([
      'addTo Integration_acme (ownSet) object:Lead:read',
      'assign Other (holdsIt) object:Lead:read',
    ]);
    expect(ways({ sets, ownSet: { name: 'Integration_acme', exists: false } })).to.deep.equal([
      'create Integration_acme (newSet) object:Lead:read',
      'assign Other (holdsIt) object:Lead:read',
    ]);
    expect(ways({ sets })).to.deep.equal([
      'assign Other (holdsIt) object:Lead:read',
      'create (newSet) object:Lead:read',
    ]);
  });

  it('a license first, then what only has to be mended', () => {
    const finding = missing('unmet', {
      blockers: [
        { kind: 'license', name: 'SalesPsl', id: 'license:SalesPsl' },
        { kind: 'userFlag', flag: 'MarketingUser', id: 'userFlag:MarketingUser' },
        { kind: 'object', sobject: 'Account', access: 'read', id: 'object:Account:read' },
      ] as unknown as Verdict['blockers'],
      hints: [{ kind: 'expired', source: 'Old' }],
    });
    expect(ways({ finding })).to.deep.equal([
      'license SalesPsl (opensIt)',
      'license userFlag:MarketingUser (opensIt)',
      'byHand Old (expired)',
      'create (newSet) object:Lead:read',
    ]);
  });

  it('where no permission set gives it: what can be mended or licensed, else by hand', () => {
    expect(ways({ gives: [] })).to.deep.equal(['byHand (notGrantable)']);
    const hints = [{ kind: 'muted', source: 'Group' }] as const;
    expect(ways({ gives: [], finding: missing('unmet', { hints }) })).to.deep.equal(['byHand Group (muted)']);
  });

  it('what a set was not looked at for is named apart', () => {
    expect(ways({ gives: [readLead, editLead], sets: [set('Other')] })[0]).to.equal(
      'assign Other (holdsIt) object:Lead:read ?object:Lead:edit',
    );
  });

  it('what comes along over the whole org, without what is wanted, whatever its case', () => {
    const gives: Entry[] = [{ kind: 'userPermission', name: 'ViewAllData' }];
    const sets = [set('Wide', { orgWide: ['viewalldata', 'ModifyAllData'] }), set('Unread', { orgWide: null })];
    expect(ways({ gives, sets, lookedFor: gives }).slice(0, 2)).to.deep.equal([
      'assign Wide (holdsIt) userPermission:ViewAllData +userPermission:ModifyAllData',
      'assign Unread (holdsIt) userPermission:ViewAllData +unread',
    ]);
  });

  it('says how much a set holds, and of nothing else', () => {
    const [first, second] = waysToGet(
      missing(),
      [readLead],
      { user: user(), schema: schema() },
      { sets: [set('One')], lookedFor: [readLead] },
      null,
    );
    expect(first?.holds).to.deep.equal({ objects: 1, fields: 0, setup: 0 });
    expect(second).to.not.have.property('holds');
  });
});

describe('sets in the order of what they bring', () => {
  const counts = (
    objects: number | null,
    fields: number | null = 0,
    setup: number | null = 0,
  ): Partial<SetHolding> => ({
    counts: { objects, fields, setup },
  });
  const table: ReadonlyArray<readonly [string, readonly SetHolding[], readonly string[]]> = [
    [
      'what reaches over the whole org weighs more than any number',
      [set('A', { orgWide: ['ManageUsers'], ...counts(1) }), set('B', counts(900, 900))],
      ['B', 'A'],
    ],
    [
      'what is not known of the whole org comes last',
      [set('A', { orgWide: null }), set('B', { orgWide: ['ManageUsers', 'ViewAllData'] })],
      ['B', 'A'],
    ],
    [
      'objects, fields and things of Setup count alike',
      [set('A', counts(1, 1, 2)), set('B', counts(1, 1, 1))],
      ['B', 'A'],
    ],
    ['fields too', [set('A', counts(0, 3)), set('B', counts(2, 0))], ['B', 'A']],
    ['what was not counted comes behind what was', [set('A', counts(1, null)), set('B', counts(500))], ['B', 'A']],
    [
      'of the same, the alphabet',
      [set('B', counts(null)), set('C', counts(1)), set('A', counts(null))],
      ['C', 'A', 'B'],
    ],
    [
      'of the same, by the name with its namespace',
      [set('A', { namespace: 'zz' }), set('B', { namespace: 'aa' })],
      ['aa__B', 'zz__A'],
    ],
  ];
  for (const [title, sets, expected] of table)
    it(title, () => {
      expect(names({ sets })).to.deep.equal(expected);
    });

  it('at most five', () => {
    expect(names({ sets: ['F', 'E', 'D', 'C', 'B', 'A'].map((name) => set(name)) })).to.deep.equal([
      'A',
      'B',
      'C',
      'D',
      'E',
    ]);
  });

  it('everything together, endless where a part is not known', () => {
    expect(countedTogether({ objects: 1, fields: 2, setup: 4 })).to.equal(7);
    for (const part of ['objects', 'fields', 'setup'])
      expect(countedTogether({ objects: 1, fields: 2, setup: 4, [part]: null }), part).to.equal(Infinity);
  });
});

describe('sets that can be assigned', () => {
  const byId = (id: string): License => ({ id, name: id, label: id, objects: null, userPermissions: null });
  const who = (
    more: Partial<Pick<InspectedUser, 'permissionSetLicenses'>> = {},
    ...sources: SourceSpec[]
  ): InspectedUser =>
    user({ sources, license: byId('100User'), permissionSetLicenses: known([byId('0PLHeld')]), ...more });
  const table: ReadonlyArray<readonly [string, InspectedUser, SetHolding, boolean]> = [
    ['of no license', who(), set('S'), true],
    ['of the user license that the user has', who(), set('S', { licenseId: '100User' }), true],
    ['of another user license', who(), set('S', { licenseId: '100Other' }), false],
    ['of a permission set license that the user holds', who(), set('S', { licenseId: '0PLHeld' }), true],
    ['of one that the user does not hold', who(), set('S', { licenseId: '0PLOther' }), false],
    [
      'of one, where it is not known what the user holds',
      who({ permissionSetLicenses: gap('NOT_AUTHORISED', 'PermissionSetLicenseAssign', '') }),
      set('S', { licenseId: '0PLHeld' }),
      false,
    ],
    ['that is assigned already', who({}, { name: 'S' }), set('S'), false],
    ['of which a group has the name', who({}, { name: 'S', type: 'PermissionSetGroup' }), set('S'), true],
    ['of which a set of a package has the name', who({}, { name: 'S', namespace: 'acme' }), set('S'), true],
    [
      'of the package, assigned already',
      who({}, { name: 'S', namespace: 'acme' }),
      set('S', { namespace: 'acme' }),
      false,
    ],
    ['of another name', who({}, { name: 'T' }), set('S'), true],
    [
      'where it is not known what is assigned',
      user({ evidence: { sources: gap('NOT_AUTHORISED', 'PermissionSetAssignment', '') } }),
      set('S'),
      true,
    ],
  ];
  for (const [title, person, one, expected] of table)
    it(title, () => {
      expect(names({ user: person, sets: [one] })).to.deep.equal(
        expected ? [one.namespace === null ? 'S' : `${one.namespace}__S`] : [],
      );
    });

  it('an assignment that gives nothing now is one all the same', () => {
    const held = source({ name: 'S', inert: 'expired' });
    const person = user({ evidence: { sources: known([held]) } });
    expect(names({ user: person, sets: [set('S')] })).to.deep.equal([]);
  });
});

describe('sets that a license keeps from the user', () => {
  const lifter = (permissions: string, name = 'SalesforceAPIIntegrationPsl'): License =>
    license(name, { permissions: [permissions] });
  const integration = (...held: License[]): InspectedUser => ({
    ...user(),
    userLicense: 'Salesforce Integration',
    license: license('Salesforce Integration'),
    orgLicenses: known([lifter('ViewAllData'), lifter('ManageInternalUsers', 'OtherPsl')]),
    permissionSetLicenses: known(held),
  });
  const first = missing('unmet', {
    blockers: [
      { kind: 'license', name: 'SalesforceAPIIntegrationPsl', id: 'license:SalesforceAPIIntegrationPsl' },
    ] as unknown as Verdict['blockers'],
  });
  const sets = [
    set('A', { orgWide: ['ManageInternalUsers'] }),
    set('B', { orgWide: ['ViewAllData'] }),
    set('C', { orgWide: null }),
  ];
  const table: ReadonlyArray<readonly [string, InspectedUser, Finding, readonly string[]]> = [
    ['a user of a full license gets all', user(), missing(), ['A', 'B', 'C']],
    ['what the license that comes first does not allow is left out', integration(), first, ['B', 'C']],
    ['so is what takes a license that nobody advises', integration(), missing(), ['C']],
    ['what a license allows that is held stays', integration(lifter('ViewAllData')), missing(), ['B', 'C']],
    [
      'also where it is another one than that of integration users',
      integration(lifter('ViewAllData'), lifter('ManageInternalUsers', 'OtherPsl')),
      missing(),
      ['A', 'B', 'C'],
    ],
  ];
  for (const [title, who, finding, expected] of table)
    it(title, () => {
      expect(names({ user: who, finding, sets })).to.deep.equal(expected);
    });
});
