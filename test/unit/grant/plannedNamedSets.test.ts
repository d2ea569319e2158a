import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { License, Reading } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { NamedSet } from '../../../src/grant/namedSet.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import type { PlanInput } from '../../../src/grant/planInput.js';
import { obstaclesOfSets, plannedNamedSets, toldNames } from '../../../src/grant/plannedNamedSets.js';
import type { Obstacles } from '../../../src/grant/plannedNamedSets.js';
import type { Alternatives } from '../../../src/kinds/context.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { qualifiedName } from '../../../src/platform/names.js';
import { planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, notRead, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { assigned, listed, namedSet, readSets, setLicense } from './support/namedSets.js';

/** What is asked, which sets the org has, and how it is otherwise. */
type Scene = {
  readonly rules: readonly Requirement[];
  readonly sets: readonly NamedSet[];
  readonly ann?: UserSpec;
  readonly world?: PlanWorld;
  readonly input?: Partial<PlanInput>;
  readonly licenses?: readonly string[];
  readonly passed?: Alternatives;
  readonly taken?: ReadonlyMap<string, number>;
};

type Told = { readonly sets: readonly string[]; readonly licenses: readonly string[]; readonly left: object };

const asTold = (obstacles: Obstacles): Record<string, string> =>
  Object.fromEntries([...obstacles].map(([key, { code, args }]) => [key, [code, ...args].join(' | ')]));

const plannedIn = ({ rules, sets, ann = {}, world, input, licenses = [], passed, taken }: Scene): Told => {
  const schema = { permissionSets: listed(sets) };
  const context = planContextOf({
    ...planInput({ users: [ann], schema, ...world }, rules),
    namedSets: readSets(sets),
    ...input,
  });
  const holder = user(ann);
  const found = evaluate(rules, context.snapshot, holder);
  const plain = { user: holder, licenses, found, passed: passed ?? new Map() };
  const result = plannedNamedSets(context, holder, plain, found, taken ?? new Map());
  return { sets: result.named.map(qualifiedName), licenses: result.licenses, left: asTold(result.obstacles) };
};

const nothing: Told = { sets: [], licenses: [], left: {} };
const sync = 'acme__Sync_User';
const askSync = (): Requirement[] => [assigned('Sync_User')];

/** What all that is asked comes to, where it is the set `acme__Sync_User`. */
const ofSync = (set: Partial<NamedSet>, scene: Partial<Scene> = {}): Told =>
  plannedIn({ rules: askSync(), sets: [namedSet('Sync_User', [], set)], ...scene });
const given = { ...nothing, sets: [sync] };
const leftAs = (told: string): Told => ({ ...nothing, left: { acme__sync_user: told } });

/** A license that allows these accesses to objects alone. */
const limitedTo = (objects: Record<string, string>): License => ({
  id: '100',
  name: 'Limited',
  label: 'Limited',
  objects: new Map(Object.entries(objects).map(([name, access]) => [name, new Set([access as 'read'])])),
  userPermissions: null,
});

/** The same user as it was read what his licenses allow of these objects. */
const readOf = (ann: UserSpec, ...sobjects: string[]): Partial<PlanInput> => ({
  licensed: { users: [user(ann)], scope: { userPermissions: [], sobjects } },
});

describe('which of the sets that rules name are assigned', () => {
  const asked: [title: string, scene: () => Scene, expected: Told][] = [
    ['none, where no rule names any', () => ({ rules: [], sets: [namedSet('Sync_User')] }), nothing],
    ['the one that a rule names', () => ({ rules: askSync(), sets: [namedSet('Sync_User')] }), given],
    [
      'none that the user has',
      () => ({
        rules: askSync(),
        sets: [namedSet('Sync_User')],
        ann: { sources: [{ name: 'Sync_User', namespace: 'acme' }] },
      }),
      nothing,
    ],
    [
      'one that two rules name only once, and all in the order of their names',
      () => ({
        rules: [assigned('Zeta'), assigned('Sync_User'), assigned('SYNC_USER'), assigned('Alpha')],
        sets: [namedSet('Zeta'), namedSet('Sync_User'), namedSet('Alpha')],
      }),
      { ...nothing, sets: ['acme__Alpha', sync, 'acme__Zeta'] },
    ],
    [
      'not the set of the grant, which is assigned as such',
      () => {
        const own = namedSet('Integration_ACME', [], { namespace: null });
        return { rules: [requirement({ kind: 'permissionSetAssigned', name: own.name })], sets: [own] };
      },
      nothing,
    ],
    [
      'none that is only recommended, unless that is asked for',
      () => ({ rules: [assigned('Sync_User', { level: 'recommended' })], sets: [namedSet('Sync_User')] }),
      nothing,
    ],
    [
      'one that is recommended, where that is asked for',
      () => ({
        rules: [assigned('Sync_User', { level: 'recommended' })],
        sets: [namedSet('Sync_User')],
        world: { scope: { recommended: true } },
      }),
      given,
    ],
    [
      'none of an alternative that is passed over',
      () => ({
        rules: [requirement(needs.anyOf('way', askSync()))],
        sets: [namedSet('Sync_User')],
        passed: new Map([['way', new Set([0])]]),
      }),
      nothing,
    ],
    [
      'with the licenses that are planned before',
      () => ({ rules: askSync(), sets: [namedSet('Sync_User')], licenses: ['Other'] }),
      { ...given, licenses: ['Other'] },
    ],
  ];
  for (const [title, scene, expected] of asked) it(title, () => expect(plannedIn(scene())).to.deep.equal(expected));

  const unread: [title: string, reading: Reading<NamedSet> | undefined, told: string][] = [
    ['was not read', undefined, `NAMED_SET_NOT_READ | ${sync} | PermissionSet`],
    ['could not be read', notRead, `NAMED_SET_NOT_READ | ${sync} | Something INVALID_TYPE`],
    [
      'could not be read, and the org says no more',
      { known: false, gap: { code: 'NOT_AUTHORISED', part: 'Something', detail: '' } },
      `NAMED_SET_NOT_READ | ${sync} | Something`,
    ],
  ];
  for (const [title, reading, told] of unread)
    it(`left is a set that ${title}`, () => {
      const namedSets = new Map(reading ? [['acme__sync_user', reading]] : []);
      expect(ofSync({}, { input: { namedSets } })).to.deep.equal(leftAs(told));
    });

  const ofItself: [title: string, set: Partial<NamedSet>, told: string | null][] = [
    ['made for this integration', { made: [{ set: 'X', integration: 'acme' }] }, null],
    [
      'made for another one',
      {
        made: [
          { set: 'X', integration: 'acme' },
          { set: 'Y', integration: 'other' },
        ],
      },
      `NAMED_SET_OF_ANOTHER | ${sync} | Y | other`,
    ],
    ['that needs a session', { needsSession: true }, `NAMED_SET_NEEDS_SESSION | ${sync}`],
    ['that is being recalculated', { isRecalculating: true }, `NAMED_SET_RECALCULATING | ${sync}`],
    [
      'that needs a session and is being recalculated',
      { needsSession: true, isRecalculating: true },
      `NAMED_SET_NEEDS_SESSION | ${sync}`,
    ],
  ];
  for (const [title, set, told] of ofItself)
    it(`${told === null ? 'given' : 'left'} is a set ${title}, and it is told of one that nobody asks for`, () => {
      expect(ofSync(set)).to.deep.equal(told === null ? given : leftAs(told));
      const sets = [namedSet('Sync_User', [], set), namedSet('Fine')];
      const input: PlanInput = { ...planInput({}, []), namedSets: readSets(sets) };
      expect(asTold(obstaclesOfSets(planContextOf(input)))).to.deep.equal(
        told === null ? {} : { acme__sync_user: told },
      );
    });
  it('nothing is told of one that was not read and that nobody asks for', () => {
    const input: PlanInput = { ...planInput({}, []), namedSets: new Map([['acme__sync_user', notRead]]) };
    expect(asTold(obstaclesOfSets(planContextOf(input)))).to.deep.equal({});
  });
});

describe('the licenses that sets which rules name are tied to', () => {
  const user1 = setLicense('Salesforce', { kind: 'userLicense' });
  const platform = setLicense('Platform', { kind: 'userLicense' });
  const psl = (total: number, used: number): NamedSet['licenses'] => [setLicense('Psl', { seats: { total, used } })];
  const holder: License = { id: null, name: 'psl', label: '', objects: null, userPermissions: null };
  const noSeat = leftAs(`NAMED_SET_WITHOUT_SEAT | ${sync} | Psl | ann@example.com`);
  const cases: [title: string, set: Partial<NamedSet>, scene: Partial<Scene>, expected: Told][] = [
    ['the user license that the user has', { licenses: [user1] }, {}, given],
    [
      'another user license',
      { licenses: [platform] },
      {},
      leftAs(`NAMED_SET_OTHER_LICENSE | ${sync} | Platform | ann@example.com (Salesforce)`),
    ],
    [
      'a user license, and nobody can say which the user has',
      { licenses: [platform] },
      { ann: { userLicense: '' } },
      given,
    ],
    ['a license with a seat, which comes first', { licenses: psl(2, 1) }, {}, { ...given, licenses: ['Psl'] }],
    [
      'a license with a seat, beside one that is planned',
      { licenses: psl(2, 1) },
      { licenses: ['Zeta', 'Alpha'] },
      { ...given, licenses: ['Alpha', 'Psl', 'Zeta'] },
    ],
    [
      'a license that is planned already',
      { licenses: psl(1, 1) },
      { licenses: ['PSL'] },
      { ...given, licenses: ['PSL'] },
    ],
    [
      'a license that the user holds',
      { licenses: psl(1, 1) },
      { ann: { permissionSetLicenses: known([holder]) } },
      given,
    ],
    ['a license without a seat', { licenses: psl(1, 1) }, {}, noSeat],
    [
      'a license whose last seat somebody before takes',
      { licenses: psl(2, 1) },
      { taken: new Map([['psl', 1]]) },
      noSeat,
    ],
    [
      'a license that has a seat behind those before',
      { licenses: psl(3, 1) },
      { taken: new Map([['psl', 1]]) },
      { ...given, licenses: ['Psl'] },
    ],
    [
      'a license whose seats were not told',
      { licenses: [setLicense('Psl', { seats: null })] },
      {},
      { ...given, licenses: ['Psl'] },
    ],
    ['two licenses, of which the second has no seat', { licenses: [setLicense('First'), ...psl(1, 1)] }, {}, noSeat],
  ];
  for (const [title, set, scene, expected] of cases)
    it(`${title}: ${expected.sets.length === 0 ? 'left' : 'given'}`, () =>
      expect(ofSync(set, scene)).to.deep.equal(expected));

  it('one that two sets are tied to is given once', () => {
    const sets = ['Alpha', 'Beta'].map((name) => namedSet(name, [], { licenses: psl(2, 1) }));
    expect(plannedIn({ rules: [assigned('Alpha'), assigned('Beta')], sets })).to.deep.equal({
      sets: ['acme__Alpha', 'acme__Beta'],
      licenses: ['Psl'],
      left: {},
    });
  });
});

describe('what the license of the user does not allow of a set that a rule names', () => {
  const ann: UserSpec = { license: limitedTo({ lead: 'read' }), userLicense: 'Limited' };
  const objects = ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign', 'Product2'];
  const holding = (...ids: string[]): NamedSet[] => [namedSet('Sync_User', ids)];
  const beyond = (ids: string): Told =>
    leftAs(`NAMED_SET_BEYOND_LICENSE | ${sync} | ${ids} | ann@example.com (Limited)`);
  const cases: [title: string, holds: string[], expected: Told][] = [
    ['nothing', ['object:Lead:read'], given],
    ['an object', ['object:Lead:read', 'object:Contact:read'], beyond('object:Contact:read')],
    [
      'more than three things: three are named',
      ['Account', 'Contact', 'Opportunity', 'Campaign', 'Product2'].map((name) => `object:${name}:read`),
      beyond('object:Account:read, object:Campaign:read, object:Contact:read, +2'),
    ],
  ];
  for (const [title, holds, expected] of cases)
    it(title, () =>
      expect(
        plannedIn({ rules: askSync(), sets: holding(...holds), ann, input: readOf(ann, ...objects) }),
      ).to.deep.equal(expected),
    );
  it('is no matter where he has it already', () => {
    const has: UserSpec = { ...ann, sources: [{ objects: { Contact: 'read' } }] };
    const sets = holding('object:Contact:read');
    expect(plannedIn({ rules: askSync(), sets, ann: has, input: readOf(has, ...objects) })).to.deep.equal(given);
  });
  it('is no matter where the license that comes first allows it', () => {
    const lift = { ...limitedTo({ contact: 'read' }), name: 'Psl' };
    const lifted: UserSpec = { ...ann, orgLicenses: known([lift]) };
    const sets = [namedSet('Sync_User', ['object:Contact:read'], { licenses: [setLicense('Psl')] })];
    expect(plannedIn({ rules: askSync(), sets, ann: lifted, input: readOf(lifted, ...objects) })).to.deep.equal({
      ...given,
      licenses: ['Psl'],
    });
  });
});

describe('what a rule forbids and sets that rules name bring', () => {
  const forbid = (need: Requirement['need']): Requirement => requirement(need, { forbid: true });
  const noSetup = (): Requirement => forbid(needs.permission('ViewSetup'));
  const harmful = (name: string): NamedSet => namedSet(name, ['userPermission:ViewSetup']);
  const ask = (...names: string[]): Requirement[] => names.map((name) => assigned(name));
  const told = (name: string, ids = 'not:userPermission:ViewSetup'): Record<string, string> => ({
    [`acme__${name.toLowerCase()}`]: `NAMED_SET_BRINGS_FORBIDDEN | acme__${name} | ${ids}`,
  });
  const cases: [title: string, scene: () => Scene, expected: Told][] = [
    [
      'left is the set that brings it',
      () => ({ rules: [...ask('One'), noSetup()], sets: [harmful('One')] }),
      { ...nothing, left: told('One') },
    ],
    [
      'given is the set, where the user has it already',
      () => ({
        rules: [...ask('One'), noSetup()],
        sets: [harmful('One')],
        ann: { sources: [{ permissions: ['ViewSetup'] }] },
      }),
      { ...nothing, sets: ['acme__One'] },
    ],
    [
      'of five, left are the two that bring it',
      () => ({
        rules: [...ask('A', 'B', 'C', 'D', 'E'), noSetup()],
        sets: [namedSet('A'), harmful('B'), namedSet('C'), namedSet('D'), harmful('E')],
      }),
      { sets: ['acme__A', 'acme__C', 'acme__D'], licenses: [], left: { ...told('B'), ...told('E') } },
    ],
    [
      'of two that bring it only together, left is the second',
      () => ({
        rules: [...ask('A', 'B'), forbid(needs.field('Account', 'Website'))],
        sets: [namedSet('A', ['object:Account:read']), namedSet('B', ['field:Account.Website:read'])],
      }),
      { sets: ['acme__A'], licenses: [], left: told('B', 'not:field:Account.Website:read') },
    ],
    [
      'named are three of many rules, and how many more there are',
      () => ({
        rules: [
          ...ask('One'),
          ...['Lead', 'Contact', 'Campaign', 'Product2', 'Thing__c'].map((name) => forbid(needs.object(name, 'read'))),
        ],
        sets: [
          namedSet(
            'One',
            ['Lead', 'Contact', 'Campaign', 'Product2', 'Thing__c'].map((name) => `object:${name}:read`),
          ),
        ],
      }),
      {
        ...nothing,
        left: told('One', 'not:object:Campaign:read, not:object:Contact:read, not:object:Lead:read, +2'),
      },
    ],
  ];
  for (const [title, scene, expected] of cases) it(title, () => expect(plannedIn(scene())).to.deep.equal(expected));
});

describe('names in a reason', () => {
  for (const [names, told] of [
    [[], ''],
    [['A'], 'A'],
    [['A', 'B', 'C'], 'A, B, C'],
    [['A', 'B', 'C', 'D'], 'A, B, C, +1'],
  ] as const)
    it(`${names.length} of them`, () => expect(toldNames(names)).to.equal(told));
});
