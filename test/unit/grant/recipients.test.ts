import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import type { NamedSet } from '../../../src/grant/namedSet.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import { recipientOf, withPermissionSet } from '../../../src/grant/recipients.js';
import type { Alternatives } from '../../../src/kinds/context.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { qualifiedName } from '../../../src/platform/names.js';
import { existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { license } from '../support/licenses.js';
import { content, needs, notRead, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { assigned, listed, namedSet, readSets, setLicense } from './support/namedSets.js';

/** What a plan knows of a user, in short: what he lacks as he is, and what he lacks with what comes first. */
type Told = {
  licenses: string[];
  brought: string | null;
  sets: string[];
  left: string[];
  reachable: boolean;
  before: string[];
  after: string[];
  asked: Record<string, number>;
};

type Scene = {
  readonly rules: readonly Requirement[];
  readonly sets?: readonly NamedSet[];
  readonly ann?: UserSpec;
  readonly world?: PlanWorld;
  readonly passed?: Alternatives;
  readonly taken?: ReadonlyMap<string, number>;
};

const open = (findings: readonly Finding[]): string[] =>
  findings.filter(({ status }) => status !== 'met').map(({ id, code }) => `${id} ${code}`);

const knownOf = ({ rules, sets = [], ann: spec = {}, world, passed, taken }: Scene): Told => {
  const ann = { orgLicenses: known(['Alpha', 'Psl', 'Zeta'].map((name) => license(name, { force: null }))), ...spec };
  const input = planInput({ users: [ann], schema: { permissionSets: listed(sets) }, ...world }, rules);
  const context = planContextOf({ ...input, namedSets: readSets(sets) });
  const one = recipientOf(context, user(ann), taken, passed);
  return {
    licenses: [...one.licenses],
    brought: one.brought,
    sets: one.named.map(qualifiedName),
    left: [...one.obstacles].map(([key, { code }]) => `${key} ${code}`),
    reachable: one.reachable,
    before: open(one.before),
    after: open(one.found),
    asked: Object.fromEntries(one.asked),
  };
};

const plain: Told = {
  licenses: [],
  brought: null,
  sets: [],
  left: [],
  reachable: true,
  before: [],
  after: [],
  asked: {},
};

const psl = (name = 'Psl'): Requirement => requirement({ kind: 'permissionSetLicense', name });
const reports = (): Requirement => requirement(needs.permission('RunReports'));
const reportsLacking = 'userPermission:RunReports USER_PERMISSION_MISSING';
const pslLacking = 'license:Psl LICENSE_NEEDED';
const choice = (...members: Requirement[][]): Requirement => requirement(needs.anyOf('Way', ...members));

describe('what a plan knows of a user', () => {
  const cases: [title: string, scene: () => Scene, expected: Partial<Told>][] = [
    ['nothing is asked of him', () => ({ rules: [] }), {}],
    [
      'he lacks what the set of the grant is to give',
      () => ({ rules: [reports()] }),
      { before: [reportsLacking], after: [reportsLacking] },
    ],
    [
      'he lacks licenses: they come first, in the order of their names',
      () => ({ rules: [psl('Zeta'), psl('Alpha')] }),
      { before: ['license:Alpha LICENSE_NEEDED', 'license:Zeta LICENSE_NEEDED'], licenses: ['Alpha', 'Zeta'] },
    ],
    [
      'he lacks a license that nobody wants',
      () => ({ rules: [{ ...psl(), level: 'optional' }] }),
      { before: [pslLacking], after: [pslLacking] },
    ],
    [
      'his assignment of the set has run out: nothing comes first',
      () => ({ rules: [psl()], ann: { sources: [{ name: 'Integration_acme', inert: 'expired' }] } }),
      { before: [pslLacking], after: [pslLacking], reachable: false },
    ],
    [
      'he lacks a set and its license',
      () => ({
        rules: [assigned('Sync_User')],
        sets: [namedSet('Sync_User', [], { licenses: [setLicense('Psl')] })],
      }),
      {
        before: ['permissionSetAssigned:acme__Sync_User PERMISSION_SET_NOT_ASSIGNED'],
        licenses: ['Psl'],
        sets: ['acme__Sync_User'],
      },
    ],
    [
      'a set gives him what would else be put into the set of the grant',
      () => ({
        rules: [assigned('Sync_User'), reports()],
        sets: [namedSet('Sync_User', ['userPermission:RunReports'])],
      }),
      {
        before: ['permissionSetAssigned:acme__Sync_User PERMISSION_SET_NOT_ASSIGNED', reportsLacking],
        sets: ['acme__Sync_User'],
      },
    ],
    [
      'the last seat of the license of a set is taken by somebody before him',
      () => ({
        rules: [assigned('Sync_User')],
        sets: [namedSet('Sync_User', [], { licenses: [setLicense('Psl')] })],
        taken: new Map([['psl', 1]]),
      }),
      {
        before: ['permissionSetAssigned:acme__Sync_User PERMISSION_SET_NOT_ASSIGNED'],
        after: ['permissionSetAssigned:acme__Sync_User NAMED_SET_WITHOUT_SEAT'],
        left: ['acme__sync_user NAMED_SET_WITHOUT_SEAT'],
      },
    ],
    [
      'of a choice the first alternative is asked for',
      () => ({ rules: [choice([reports()], [psl()])] }),
      { before: ['anyOf:Way NO_ALTERNATIVE_MET'], after: ['anyOf:Way NO_ALTERNATIVE_MET'], asked: { way: 0 } },
    ],
    [
      'of a choice an alternative is passed over: the next one',
      () => ({
        rules: [choice([reports()], [requirement(needs.permission('ViewSetup'))])],
        passed: new Map([['way', new Set([0])]]),
      }),
      { before: ['anyOf:Way NO_ALTERNATIVE_MET'], after: ['anyOf:Way NO_ALTERNATIVE_MET'], asked: { way: 1 } },
    ],
    [
      'of a choice the set of the first alternative is left to people, as is seen at once: the next one',
      () => ({
        rules: [choice([assigned('Basic')], [assigned('Full')])],
        sets: [namedSet('Basic', [], { needsSession: true }), namedSet('Full')],
      }),
      {
        before: ['anyOf:Way NO_ALTERNATIVE_MET'],
        sets: ['acme__Full'],
        left: ['acme__basic NAMED_SET_NEEDS_SESSION'],
        asked: { way: 1 },
      },
    ],
    [
      'of a choice the set of the first alternative turns out to have no seat: the next one',
      () => ({
        rules: [choice([assigned('Basic')], [assigned('Full')])],
        sets: [
          namedSet('Old', [], { isRecalculating: true }),
          namedSet('Basic', [], { licenses: [setLicense('Psl', { seats: { total: 1, used: 1 } })] }),
          namedSet('Full'),
        ],
      }),
      {
        before: ['anyOf:Way NO_ALTERNATIVE_MET'],
        sets: ['acme__Full'],
        left: ['acme__old NAMED_SET_RECALCULATING', 'acme__basic NAMED_SET_WITHOUT_SEAT'],
        asked: { way: 1 },
      },
    ],
  ];
  for (const [title, scene, expected] of cases)
    it(title, () => expect(knownOf(scene())).to.deep.equal({ ...plain, ...expected }));
});

describe('the license that comes with the permission set of the grant', () => {
  const tied = (more: Parameters<typeof existingSet>[1] = {}): PlanWorld => ({
    existing: existingSet({}, { license: known(setLicense('Psl')), ...more }),
  });
  const lacking = { before: [reportsLacking], after: [reportsLacking] };
  const cases: [title: string, ann: UserSpec, world: () => PlanWorld, rules: () => Requirement[], Partial<Told>][] = [
    ['comes first', {}, tied, () => [reports()], { ...lacking, licenses: ['Psl'], brought: 'Psl' }],
    [
      'does not come again to who has the set',
      { id: '005000000000009AAA' },
      () => ({ ...tied({ assignees: ['005000000000009AAA'] }), users: [{ id: '005000000000009AAA' }] }),
      () => [reports()],
      lacking,
    ],
    [
      'does not come again to who holds it',
      { permissionSetLicenses: known([license('PSL', { force: null })]) },
      tied,
      () => [reports()],
      lacking,
    ],
    [
      'is not brought, where a rule asks for it as well',
      {},
      tied,
      () => [reports(), psl('PSL')],
      { before: ['license:PSL LICENSE_NEEDED', reportsLacking], after: [reportsLacking], licenses: ['PSL'] },
    ],
    [
      'is brought beside another one that a rule asks for',
      {},
      tied,
      () => [reports(), psl('Alpha')],
      {
        before: ['license:Alpha LICENSE_NEEDED', reportsLacking],
        after: [reportsLacking],
        licenses: ['Alpha', 'Psl'],
        brought: 'Psl',
      },
    ],
    [
      'is none where the set is tied to a user license',
      {},
      () => tied({ license: known(setLicense('Salesforce', { kind: 'userLicense' })) }),
      () => [reports()],
      lacking,
    ],
    ['is none where nobody can say', {}, () => tied({ license: notRead }), () => [reports()], lacking],
  ];
  for (const [title, ann, world, rules, expected] of cases)
    it(title, () => expect(knownOf({ ann, world: world(), rules: rules() })).to.deep.equal({ ...plain, ...expected }));
});

describe('the user with the permission set in its new form', () => {
  const set = { name: 'Integration_acme', label: 'Acme', existing: null };
  const holds = content({ permissions: ['RunReports'] });
  const lastOf = ({ evidence }: InspectedUser): unknown =>
    evidence.mode === 'admin' && evidence.sources.known ? evidence.sources.value.at(-1) : undefined;
  const own = {
    type: 'PermissionSet',
    name: 'Integration_acme',
    namespace: null,
    label: 'Acme',
    expiresAt: null,
    inert: null,
    stale: false,
    doubt: null,
    content: holds,
    profileOnly: new Set(),
    members: [],
    muted: null,
  };

  it('has it as one more source', () => {
    expect(lastOf(withPermissionSet(user(), set, holds))).to.deep.equal(own);
    const held = user({ sources: [{ name: 'Other', doubt: notRead.gap }] });
    expect(lastOf(withPermissionSet(held, set, holds))).to.deep.equal(own);
  });
  it('keeps the doubt of the assignment that he has (fact A19)', () => {
    const doubtful = user({ sources: [{ name: 'integration_ACME', doubt: notRead.gap }] });
    expect(lastOf(withPermissionSet(doubtful, set, holds))).to.deep.equal({ ...own, doubt: notRead.gap });
  });
  it('is as he was where nobody can see what he has, and where his assignment has run out', () => {
    for (const same of [
      user({ self: { mode: 'self', userPermissions: notRead, userPermissionColumns: new Map(), objects: new Map() } }),
      user({ evidence: { sources: notRead } }),
      user({ sources: [{ name: 'Integration_acme', inert: 'expired' }] }),
    ])
      expect(withPermissionSet(same, set, holds)).to.equal(same);
  });
});
