/** What a plan tells beside what it adds and closes: sets that rules name, what everybody receives, claims and doubts. */
import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import type { SetupAccess } from '../../../src/access/setupAccess.js';
import { setupAccessId } from '../../../src/access/setupAccess.js';
import { known } from '../../../src/access/snapshot.js';
import type { Plan, PlannedUser, TargetSet } from '../../../src/grant/grantPlan.js';
import type { NamedSet } from '../../../src/grant/namedSet.js';
import { planGrant } from '../../../src/grant/planGrant.js';
import type { PlanInput } from '../../../src/grant/planInput.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { entryOf, existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, notRead, requirement } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { assigned, listed, namedSet, readSets } from './support/namedSets.js';

const { object, permission, field } = needs;
const [annId, bobId] = ['005000000000001AAA', '005000000000002AAA'];
const bob: UserSpec = { id: bobId, username: 'bob@example.com' };
const reads = (...sobjects: string[]): Requirement[] => sobjects.map((name) => requirement(object(name, 'read')));

type Scene = {
  readonly rules: readonly Requirement[];
  readonly sets?: readonly NamedSet[];
  readonly world?: PlanWorld;
  readonly input?: Partial<PlanInput>;
};
const planOf = ({ rules, sets = [], world = {}, input = {} }: Scene): Plan =>
  planGrant({
    ...planInput({ ...world, schema: { permissionSets: listed(sets), ...world.schema } }, rules),
    namedSets: readSets(sets),
    ...input,
  });

describe('the sets that rules name, in a plan', () => {
  it('are told once, by name, whoever gets them', () => {
    const sets = ['Zeta', 'Alpha'].map((name) => namedSet(name));
    const rules = ['Zeta', 'Alpha'].map((name) => assigned(name));
    expect(planOf({ rules, sets, world: { users: [{}, bob] } }).named).to.deep.equal([sets[1], sets[0]]);
    const hasAlpha: UserSpec = { sources: [{ name: 'Alpha', namespace: 'acme' }] };
    expect(planOf({ rules, sets, world: { users: [hasAlpha, bob] } }).named).to.deep.equal([sets[1], sets[0]]);
    expect(planOf({ rules: reads('Lead'), sets }).named).to.deep.equal([]);
  });
});

describe('what the set holds beyond a definition, in a plan', () => {
  const beyond = (existing: TargetSet['existing']): string[] =>
    planOf({ rules: reads('Lead'), world: { existing } }).beyond.map(entryId);
  const holds = { objects: { Lead: 'read', Campaign: 'read' } };
  it('is told where somebody has changed the set since grant did', () => {
    expect(beyond(null)).to.deep.equal([]);
    expect(beyond(existingSet(holds))).to.deep.equal([]);
    expect(beyond(existingSet(holds, { intact: false }))).to.deep.equal(['object:Campaign:read']);
  });
});

describe('what everybody receives by a plan', () => {
  /** `object:Lead:read`, then in words what is said of it. */
  const receives = ({ receives: all }: PlannedUser): string[] =>
    all.map(({ entry, isNewInSet, hasAlready, inOwnSet, through = [] }) =>
      [
        entryId(entry),
        ...(isNewInSet ? ['new'] : []),
        ...(hasAlready ? ['had'] : []),
        ...(inOwnSet ? ['own'] : []),
        ...through,
      ].join(' '),
    );
  const leadSet = (): NamedSet => namedSet('Sync', ['object:Lead:read', 'object:Campaign:read']);
  const ownSet = (more: Partial<NonNullable<TargetSet['existing']>> = {}): TargetSet['existing'] =>
    existingSet({ objects: { Campaign: 'read' } }, more);
  type Row = readonly [title: string, scene: () => Scene, ...receives: string[][]];
  const rows: readonly Row[] = [
    ['nothing who needs nothing', () => ({ rules: [] }), []],
    [
      'the set and what is added to it, who gets it assigned',
      () => ({ rules: reads('Lead'), world: { existing: ownSet() } }),
      ['object:Campaign:read own', 'object:Lead:read new own'],
    ],
    [
      'what is added alone, who has the set, and nothing who does not get it',
      () => ({
        rules: reads('Lead'),
        world: {
          existing: ownSet({ assignees: [annId] }),
          users: [{}, { ...bob, sources: [{ objects: { Lead: 'read' } }] }],
        },
      }),
      ['object:Lead:read new own'],
      [],
    ],
    [
      'what is added alone, who has the set by a group',
      () => ({
        rules: reads('Lead'),
        world: {
          existing: ownSet({ throughGroups: [bobId] }),
          users: [{}, { ...bob, sources: [{ objects: { Lead: 'read' } }] }],
        },
      }),
      ['object:Campaign:read own', 'object:Lead:read new own'],
      ['object:Lead:read new had own'],
    ],
    [
      'what is added, who gets a group with the set',
      () => {
        const existing = ownSet();
        const members = [{ id: existing?.id ?? '', name: 'Integration_acme' }];
        return {
          rules: [assigned('Group'), ...reads('Lead')],
          sets: [namedSet('Group', ['object:Campaign:read'], { type: 'PermissionSetGroup', members })],
          world: { existing, users: [{ sources: [{ objects: { Lead: 'read' } }] }, bob] },
        };
      },
      ['object:Campaign:read acme__Group', 'object:Lead:read new had own'],
      ['object:Campaign:read own acme__Group', 'object:Lead:read new own'],
    ],
    [
      'not what is added, who gets a group without the set',
      () => {
        const members = [{ id: '0PS000000000009AAA', name: 'Other' }];
        return {
          rules: [assigned('Group'), ...reads('Lead')],
          sets: [namedSet('Group', ['object:Campaign:read'], { type: 'PermissionSetGroup', members })],
          world: {
            existing: ownSet({ assignees: [bobId] }),
            users: [{ sources: [{ objects: { Lead: 'read' } }] }, bob],
          },
        };
      },
      ['object:Campaign:read acme__Group'],
      ['object:Campaign:read acme__Group', 'object:Lead:read new own'],
    ],
    [
      'what comes with a set that a rule names, each as he has it today',
      () => ({
        rules: [assigned('Sync')],
        sets: [leadSet()],
        world: { users: [{}, { ...bob, sources: [{ objects: { Lead: 'read' } }] }] },
      }),
      ['object:Campaign:read acme__Sync', 'object:Lead:read acme__Sync'],
      ['object:Campaign:read acme__Sync', 'object:Lead:read had acme__Sync'],
    ],
  ];
  for (const [title, scene, ...expected] of rows)
    it(title, () => expect(planOf(scene()).users.map(receives)).to.deep.equal(expected));
});

describe('what everybody receives in Setup by a plan', () => {
  const apex = (name: string): SetupAccess => ({ type: 'ApexClass', name });
  const existing = (): TargetSet['existing'] =>
    existingSet({}, { setupAccess: known([apex('Own'), { type: 'Tab', name: 'Lead' }]) });
  const told = (scene: Scene): Array<string[] | null> =>
    planOf(scene).users.map((one) => ('receivesSetup' in one ? (one.receivesSetup ?? []).map(setupAccessId) : null));
  const sets = (): NamedSet[] => [
    namedSet('Zeta', [], { setupAccess: [apex('Zed'), apex('OWN'), apex('Own')] }),
    namedSet('Alpha', [], { setupAccess: [apex('Alpha'), apex('Zed')] }),
  ];
  const rows: ReadonlyArray<readonly [title: string, scene: () => Scene, expected: Array<string[] | null>]> = [
    ['nothing is said of it where nothing comes', () => ({ rules: reads('Lead') }), [null]],
    [
      'what the set opens, for whoever gets it',
      () => ({
        rules: reads('Lead'),
        world: { existing: existing(), users: [{}, { ...bob, sources: [{ objects: { Lead: 'read' } }] }] },
      }),
      [['apexClass:Own', 'tab:Lead'], null],
    ],
    [
      'what sets open that rules name, each once and sorted',
      () => ({ rules: [assigned('Zeta'), assigned('Alpha')], sets: sets() }),
      [['apexClass:Alpha', 'apexClass:OWN', 'apexClass:Own', 'apexClass:Zed']],
    ],
    [
      'both together',
      () => ({ rules: [assigned('Alpha'), ...reads('Lead')], sets: sets(), world: { existing: existing() } }),
      [['apexClass:Alpha', 'apexClass:Own', 'apexClass:Zed', 'tab:Lead']],
    ],
  ];
  for (const [title, scene, expected] of rows) it(title, () => expect(told(scene())).to.deep.equal(expected));
});

describe('what the org says and a plan does not follow', () => {
  const power = 'userPermission:ManageUsers';
  const claims = (): PlanWorld['edges'] =>
    ['object:Account:read', 'object:Product2:read'].map((from) => ({ from: entryOf(from), to: entryOf(power) }));
  const told = (rules: readonly Requirement[], world: PlanWorld = {}): string[] =>
    planOf({ rules, world: { edges: claims() ?? [], ...world } }).notFollowed.map(
      ({ edge: { from, to } }) => `${entryId(from)} > ${entryId(to)}`,
    );
  const ofAccount = `object:Account:read > ${power}`;
  const ofProduct = `object:Product2:read > ${power}`;
  const rows: ReadonlyArray<readonly [title: string, found: () => string[], expected: string[]]> = [
    ['nothing where it claims nothing', () => told(reads('Account'), { edges: [] }), []],
    ['a claim about what is wanted', () => told(reads('Account')), [ofAccount]],
    [
      'claims about all that is wanted, in their order',
      () => told(reads('Product2', 'Account')),
      [ofAccount, ofProduct],
    ],
    ['not one about what nobody wants', () => told(reads('Lead')), []],
    ['a claim about what that needs (B9)', () => told(reads('Contact')), [ofAccount]],
    [
      'a claim about the object that a field waits for',
      () =>
        told([requirement(field('Account', 'Website'))], {
          users: [{ sources: [{ fields: { 'Account.Website': 'read' } }] }],
        }),
      [ofAccount],
    ],
    [
      'not one about what the set holds already',
      () => told(reads('Account', 'Product2'), { existing: existingSet({ objects: { Account: 'read' } }) }),
      [ofProduct],
    ],
    [
      'not one about what everybody has',
      () => told(reads('Account'), { users: [{ sources: [{ objects: { Account: 'read' } }] }] }),
      [],
    ],
  ];
  for (const [title, found, expected] of rows) it(title, () => expect(found()).to.deep.equal(expected));

  it('why its word is not whole is told, where that is so', () => {
    const { gap } = notRead;
    expect(planOf({ rules: [], input: { dependenciesUnread: gap } }).dependenciesUnread).to.deep.equal(gap);
    expect(planOf({ rules: [] })).to.not.have.property('dependenciesUnread');
  });
});

describe('what a plan closes for sure', () => {
  const closing = (spec: UserSpec): unknown => {
    const { closes, mayClose, doubts, adds } = planOf({
      rules: [requirement(permission('RunReports'))],
      world: { users: [spec] },
    });
    return {
      closes,
      mayClose,
      doubts: doubts.map(({ username, entries }) => [username, ...entries.map(entryId)].join(' ')),
      adds: adds.map(({ entry }) => entryId(entry)),
    };
  };
  const id = 'userPermission:RunReports';
  it('is all of it where the license tells what it allows', () =>
    expect(closing({})).to.deep.equal({ closes: [id], mayClose: [], doubts: [], adds: [id] }));
  it('is nothing where a license does not tell: then it may', () =>
    expect(closing({ userLicense: 'Salesforce Platform' })).to.deep.equal({
      ...{ closes: [], mayClose: [id], doubts: [`ann@example.com ${id}`], adds: [id] },
    }));
});
