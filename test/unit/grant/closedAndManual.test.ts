/** What a plan closes, what stays for people, and what is left out, from what is found before and afterwards. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { Draft } from '../../../src/grant/draft.js';
import { closedAndManual, toldBySet, withEverybodyNamed } from '../../../src/grant/closedAndManual.js';
import type { Scope } from '../../../src/grant/grantPlan.js';
import { noOthers } from '../../../src/grant/otherHolders.js';
import type { OtherHolders } from '../../../src/grant/otherHolders.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import type { PlanContext } from '../../../src/grant/planInput.js';
import type { Recipient } from '../../../src/grant/recipients.js';
import type { Obstacles } from '../../../src/grant/plannedNamedSets.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Level } from '../../../src/kinds/requirement.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { license } from '../support/licenses.js';
import { entryOf, existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, notRead, requirement, user } from '../support/snapshot.js';
import { setLicense } from './support/namedSets.js';

/** `Lead unmet`, `Lead unmet optional`: a finding about reading an object; further words are its arguments. */
const found = (words: string): Finding => {
  const [sobject = '', status = '', level = 'required', ...args] = words.split(' ');
  return findingOf(
    requirement(needs.object(sobject, 'read'), { level: level as Level }),
    verdict(status as Status, 'OBJECT_PERMISSION_MISSING', args),
  );
};
const recipient = (before: readonly string[], obstacles: Obstacles = new Map()): Recipient => ({
  ...{ user: user(), licenses: [], brought: null, named: [], obstacles, reachable: true },
  ...{ before: before.map(found), found: before.map(found), asked: new Map(), passed: new Map() },
});
const contextOf = (world: PlanWorld, more: Partial<PlanContext> = {}): PlanContext => ({
  ...planContextOf(planInput(world, [])),
  ...more,
});

describe('what a plan closes and what it leaves', () => {
  type Told = { closes?: readonly string[]; manual?: readonly string[]; leftOut?: readonly string[] };
  /** Of each user what is found before, and afterwards. */
  type People = ReadonlyArray<readonly [before: readonly string[], afterwards: readonly string[]]>;
  const told = (people: People, scope: Partial<Scope>): Told => {
    const draft: Draft = {
      ...{ candidates: [], requested: [], adds: [], users: [] },
      afterwards: people.map(([, afterwards]) => afterwards.map(found)),
    };
    const recipients = people.map(([before]) => recipient(before));
    const { closes, manual, leftOut } = closedAndManual(contextOf({ scope }), recipients, draft);
    const inWords = ({ need, status, args }: Finding): string =>
      ['sobject' in need ? need.sobject : '', status, ...args].join(' ');
    return {
      ...(closes.length > 0 ? { closes: closes.map((id) => id.split(':')[1] ?? '') } : {}),
      ...(manual.length > 0 ? { manual: manual.map(inWords) } : {}),
      ...(leftOut.length > 0 ? { leftOut: leftOut.map(inWords) } : {}),
    };
  };
  const rows: ReadonlyArray<readonly [title: string, people: People, expected: Told, scope?: Partial<Scope>]> = [
    ['nothing where nothing is missing', [[['Lead met'], ['Lead met']]], {}],
    [
      'what was missing and is there, sorted',
      [
        [
          ['Lead unmet', 'Case impossible'],
          ['Lead met', 'Case met'],
        ],
      ],
      {
        closes: ['Case', 'Lead'],
      },
    ],
    [
      'what is there in part then stays for people',
      [[['Lead unmet'], ['Lead degraded']]],
      { manual: ['Lead degraded'] },
    ],
    [
      'what stays, sorted',
      [
        [
          ['Lead unmet', 'Case unmet'],
          ['Lead unmet', 'Case unmet'],
        ],
      ],
      {
        manual: ['Case unmet', 'Lead unmet'],
      },
    ],
    [
      'what stays, whatever its order',
      [
        [
          ['Case unmet', 'Lead unmet'],
          ['Case unmet', 'Lead unmet'],
        ],
      ],
      {
        manual: ['Case unmet', 'Lead unmet'],
      },
    ],
    ['neither, of what is not found any more', [[['Lead unmet'], []]], {}],
    ['neither, of what was unknown and is there', [[['Lead unknown'], ['Lead met']]], {}],
    [
      'what nobody asked for and something else brings',
      [[['Lead unmet optional'], ['Lead met optional']]],
      {
        closes: ['Lead'],
      },
    ],
    [
      'left out is what nobody asked for and stays',
      [[['Lead unmet optional'], ['Lead unmet optional']]],
      {
        leftOut: ['Lead unmet'],
      },
    ],
    [
      'wanted is what the scope adds',
      [
        [
          ['Lead unmet optional', 'Case degraded'],
          ['Lead unmet optional', 'Case degraded'],
        ],
      ],
      { manual: ['Case degraded', 'Lead unmet'] },
      { optional: true, degraded: true },
    ],
    [
      'what nobody can tell of afterwards stays for people',
      [[['Lead unmet'], ['Lead unknown']]],
      {
        manual: ['Lead unknown'],
      },
    ],
    ['what nobody could tell of before is left as it is', [[['Lead unknown'], ['Lead unknown']]], {}],
    ['what turns out to be missing stays for people', [[['Lead unknown'], ['Lead unmet']]], { manual: ['Lead unmet'] }],
    [
      'closed is only what is there for everybody',
      [
        [
          ['Lead unmet', 'Case unmet'],
          ['Lead met', 'Case met'],
        ],
        [
          ['Lead unmet', 'Case unmet'],
          ['Lead unmet', 'Case met'],
        ],
      ],
      { closes: ['Case'], manual: ['Lead unmet'] },
    ],
    [
      'not closed is what nobody can tell of somebody',
      [
        [['Lead unmet'], ['Lead met']],
        [['Lead unknown'], ['Lead unknown']],
      ],
      {},
    ],
    [
      'not closed is what somebody lacks who does not need it',
      [
        [['Lead unmet'], ['Lead met']],
        [['Lead degraded'], ['Lead degraded']],
      ],
      { leftOut: ['Lead degraded'] },
    ],
    [
      'told once, as it is for whom it is worst',
      [
        [['Lead unmet'], ['Lead degraded required ann']],
        [['Lead unmet'], ['Lead impossible required bob']],
        [['Lead unmet'], ['Lead unmet required cas']],
        [['Lead unmet'], ['Lead unknown required dan']],
      ],
      { manual: ['Lead impossible bob'] },
    ],
    [
      'told of the first of those for whom it is the same',
      [
        [['Lead unmet'], ['Lead unmet required ann']],
        [['Lead unmet'], ['Lead unmet required bob']],
      ],
      { manual: ['Lead unmet ann'] },
    ],
    [
      'left out as well as it is for whom it is worst',
      [
        [['Lead unmet optional'], ['Lead unmet optional ann']],
        [['Lead unmet optional'], ['Lead impossible optional bob']],
      ],
      { leftOut: ['Lead impossible bob'] },
    ],
    [
      'not left out is what stays for people',
      [
        [['Lead unmet'], ['Lead degraded required ann']],
        [['Lead degraded'], ['Lead degraded required bob']],
      ],
      { manual: ['Lead degraded ann'] },
    ],
  ];
  for (const [title, people, expected, scope = {}] of rows)
    it(title, () => expect(told(people, scope)).to.deep.equal(expected));
});

describe('what the set cannot take, as it is told', () => {
  const limited = () => license('Crm', { objects: { Lead: 'read', Contact: 'read' }, permissions: [] });
  const bob = (more: Partial<OtherHolders> = {}): OtherHolders => ({
    usernames: ['bob@example.com', 'cas@example.com'],
    as: user({ userLicense: 'Limited', license: { ...limited(), id: null } }),
    ...more,
  });
  const eve = (): OtherHolders => ({ usernames: ['eve@example.com'], as: user() });
  const withOthers = (...groups: OtherHolders[]): Partial<PlanContext> => ({
    others: {
      groups,
      scope: { userPermissions: ['RunReports'], sobjects: ['Lead', 'Campaign', 'Contact', 'Account'] },
      unread: null,
    },
  });
  const crm = (holds: Parameters<typeof existingSet>[0] = {}): PlanWorld => ({
    existing: existingSet(holds, { license: known(setLicense('Crm', { allows: limited() })) }),
  });
  /** A finding for which the set would have to hold these. */
  const waiting = (entries: readonly string[], objectAccess: readonly string[] = []): Finding => ({
    ...found('Lead unmet'),
    hints: [{ kind: 'expired', source: 'Old' }],
    remedy: {
      entries: entries.map(entryOf),
      objectAccess: objectAccess.map(entryOf),
      licenses: [],
      permissionSets: [],
    },
  });
  const setForbids = { code: 'SET_LICENSE_FORBIDS', args: ['Integration_acme', 'Crm'], hints: [] };
  const othersForbid = (names: string): object => ({
    ...{ code: 'OTHER_HOLDER_FORBIDS', args: ['Integration_acme', names], hints: [] },
  });
  const named = 'bob@example.com, cas@example.com (Limited)';
  const campaign = 'object:Campaign:read';
  type Row = readonly [title: string, context: () => PlanContext, finding: () => Finding, told: object];
  const rows: readonly Row[] = [
    ['as it is, where the set is tied to nothing', () => contextOf({}), () => waiting([campaign]), {}],
    ['by its license, where that forbids it', () => contextOf(crm()), () => waiting([campaign]), setForbids],
    [
      'by its license, where that forbids one of several things',
      () => contextOf(crm()),
      () => waiting(['object:Lead:read', campaign]),
      setForbids,
    ],
    [
      'by its license, where that forbids the object which a field waits for',
      () => contextOf(crm()),
      () => waiting(['field:Campaign.Status:read'], [campaign]),
      setForbids,
    ],
    [
      'by its license, where that forbids what it needs (B9)',
      () => contextOf(crm()),
      () => waiting(['object:Contact:read']),
      setForbids,
    ],
    ['as it is, where its license allows it', () => contextOf(crm()), () => waiting(['object:Lead:read']), {}],
    [
      'as it is, where the set holds that already',
      () => contextOf(crm({ objects: { Campaign: 'read' } })),
      () => waiting([campaign]),
      {},
    ],
    ['as it is, where no set gives it', () => contextOf(crm()), () => found('Case unmet'), {}],
    [
      'as it is, where nobody can say to which license it is tied',
      () => contextOf({ existing: existingSet({}, { license: notRead }) }),
      () => waiting([campaign]),
      {},
    ],
    [
      'by those who have the set and whose license forbids it (Q2)',
      () => contextOf({ existing: existingSet() }, withOthers(eve(), bob())),
      () => waiting(['object:Lead:read', campaign]),
      othersForbid(named),
    ],
    [
      'by all of them',
      () => contextOf({ existing: existingSet() }, withOthers(bob(), bob({ usernames: ['dan@example.com'] }))),
      () => waiting([campaign]),
      othersForbid(`${named}; dan@example.com (Limited)`),
    ],
    [
      'by the license of the set first',
      () => contextOf(crm(), withOthers(bob())),
      () => waiting([campaign]),
      setForbids,
    ],
    [
      'by others, though the set is not there any more',
      () => contextOf({}, withOthers(bob())),
      () => waiting([campaign]),
      othersForbid(named),
    ],
    [
      'as it is, where all of them may have it',
      () => contextOf({ existing: existingSet() }, withOthers(eve(), bob())),
      () => waiting(['object:Lead:read']),
      {},
    ],
  ];
  for (const [title, context, finding, told] of rows)
    it(title, () => expect(toldBySet(context(), [finding()])).to.deep.equal([{ ...finding(), ...told }]));

  it('each finding by itself, in their order', () => {
    const all = [waiting([campaign]), waiting(['object:Lead:read']), waiting([campaign])];
    const told = toldBySet(contextOf(crm(), { others: noOthers }), all);
    expect(told.map(({ code }) => code)).to.deep.equal([
      'SET_LICENSE_FORBIDS',
      'OBJECT_PERMISSION_MISSING',
      'SET_LICENSE_FORBIDS',
    ]);
  });
});

describe('everybody for whom a set that rules name is left to people', () => {
  const left = (code: Finding['code'], ...args: string[]): Finding =>
    findingOf(requirement({ kind: 'permissionSetAssigned', name: 'acme__Sync' }), verdict('unmet', code, args));
  const withObstacle = (...told: ReadonlyArray<readonly [key: string, ...args: string[]]>): Recipient =>
    recipient(
      [],
      new Map(told.map(([key, ...args]) => [key, { code: 'NAMED_SET_WITHOUT_SEAT', args: ['acme__Sync', ...args] }])),
    );
  const told = (finding: Finding, ...recipients: Recipient[]): readonly string[] | undefined =>
    withEverybodyNamed(recipients, [finding])[0]?.args;
  const noSeat = (): Finding => left('NAMED_SET_WITHOUT_SEAT', 'acme__Sync', 'Psl', 'ann');

  it('is named, once the reason is the same', () => {
    expect(
      told(
        noSeat(),
        withObstacle(['acme__sync', 'Psl', 'ann']),
        withObstacle(['acme__sync', 'Other', 'bob']),
        withObstacle(['acme__other', 'Psl', 'cas']),
        recipient([]),
        withObstacle(['acme__sync', 'Psl', 'dan']),
      ),
    ).to.deep.equal(['acme__Sync', 'Psl', 'ann, dan']);
  });
  it('is named as the first three, and how many more there are', () => {
    const all = ['ann', 'bob', 'cas', 'dan', 'eve'].map((name) => withObstacle(['acme__sync', 'Psl', name]));
    expect(told(noSeat(), ...all)).to.deep.equal(['acme__Sync', 'Psl', 'ann, bob, cas, +2']);
  });
  it('is not named for another reason of the same set', () => {
    const other = left('NAMED_SET_OTHER_LICENSE', 'acme__Sync', 'Psl', 'ann');
    expect(told(other, withObstacle(['acme__sync', 'Psl', 'ann']))).to.deep.equal(['acme__Sync', 'Psl', '']);
  });
  it('is not named where the reason is about the set alone, or the finding about something else', () => {
    for (const finding of [left('NAMED_SET_NEEDS_SESSION', 'acme__Sync'), found('Lead unmet')])
      expect(withEverybodyNamed([withObstacle(['acme__sync', 'Psl', 'ann'])], [finding])).to.deep.equal([finding]);
  });
});
