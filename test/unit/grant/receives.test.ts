import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { contextOf } from '../../../src/check/evaluate.js';
import { receivedBy } from '../../../src/grant/receives.js';
import { notAllowed, orgWideReceived } from '../../../src/grant/orgWide.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { needs, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { entryOf, existingSet, planInput, planned } from '../support/plans.js';
import type { Holds } from '../support/plans.js';
import { namedSet } from './support/namedSets.js';

const ann: UserSpec = { id: '005000000000001AAA', username: 'ann@example.com' };
const bob: UserSpec = { id: '005000000000002AAA', username: 'bob@example.com' };

const planOf = (
  users: readonly UserSpec[],
  requirements: readonly Requirement[],
  set: { holds: Holds; assignees?: string[]; alsoFor?: string[] } | null,
): Plan => {
  const { holds: held, ...who } = set ?? {};
  return planned({ users, existing: set && existingSet(held, who) }, requirements);
};

/** `id`, with `+` for what is new in the set and `had` for what the user has already. */
const received = (plan: Plan, at = 0): string[] =>
  (plan.users[at]?.receives ?? []).map(
    ({ entry, isNewInSet, hasAlready }) => `${isNewInSet ? '+' : '='} ${entryId(entry)}${hasAlready ? ' had' : ''}`,
  );

const readAccount = requirement(needs.object('Account', 'read'));
const editWebsite = requirement(needs.field('Account', 'Website', 'edit'));
const holds: Holds = {
  permissions: ['ManageUsers', 'RunReports'],
  objects: { Account: 'read', Lead: 'read' },
  fields: { 'Account.Website': 'read', 'Account.Industry': 'edit' },
};

describe('what a user receives by a plan', () => {
  it('of a set that is made for him: what is put into it', () => {
    expect(received(planOf([ann], [readAccount], null))).to.deep.equal(['+ object:Account:read']);
  });

  it('of a set that is assigned to him: all that it holds, also what nobody asked about', () => {
    expect(received(planOf([ann], [readAccount], { holds }))).to.deep.equal([
      '= field:Account.Industry:edit',
      '= field:Account.Website:read',
      '= object:Account:read',
      '= object:Lead:read',
      '= userPermission:ManageUsers',
      '= userPermission:RunReports',
    ]);
  });

  it('a field that becomes editable once, and not as readable as well', () => {
    const plan = planOf([ann], [readAccount, requirement(needs.object('Account', 'edit')), editWebsite], { holds });
    expect(received(plan)).to.include('+ field:Account.Website:edit').and.not.include('= field:Account.Website:read');
  });

  it('what he has from elsewhere is told apart, of every sort', () => {
    const has = {
      ...ann,
      sources: [
        {
          name: 'Other',
          permissions: ['RunReports'],
          objects: { Lead: 'read' },
          fields: { 'Account.Industry': 'edit' as const },
        },
      ],
    };
    expect(received(planOf([has], [readAccount], { holds })).filter((line) => line.endsWith('had'))).to.deep.equal([
      '= field:Account.Industry:edit had',
      '= object:Lead:read had',
      '= userPermission:RunReports had',
    ]);
  });

  it('who has the set already gets what is added to it, and nothing else', () => {
    const plan = planOf(
      [{ ...ann, sources: [{ name: 'Integration_acme', ...holds }] }],
      [requirement(needs.object('Contact', 'read'))],
      {
        holds: { ...holds, objects: { Account: 'read' } },
        assignees: [String(ann.id)],
      },
    );
    expect(received(plan)).to.deep.equal(['+ object:Contact:read']);
  });

  it('who needs nothing gets nothing', () => {
    const plan = planOf([ann, { ...bob, sources: [{ objects: { Account: 'read' } }] }], [readAccount], null);
    expect(received(plan, 1)).to.deep.equal([]);
  });
});

describe('what a user receives by sets, in whole', () => {
  type Row = [id: string, what: string];
  /** `new` in the set, `had` by the user, `own` set gives it, and the names of others that do. */
  const whole = (
    sets: { holds?: Holds; adds?: string[]; named?: ReturnType<typeof namedSet>[] },
    who: { assign: boolean; isAssignee: boolean },
    has: UserSpec = {},
  ): Row[] => {
    const { holds: held, adds = [], named = [] } = sets;
    const { snapshot, requirements } = planInput({ users: [has] }, []);
    const { access } = contextOf(snapshot, user(has), requirements.requirements);
    return receivedBy(
      { name: 'Integration_acme', label: 'Acme', existing: held ? existingSet(held) : null },
      adds.map((id) => ({ entry: entryOf(id), reason: 'requested', neededBy: [] })),
      { ...who, named },
      access,
    ).map((one): Row => [
      entryId(one.entry),
      [
        ...(one.isNewInSet ? ['new'] : []),
        ...(one.hasAlready ? ['had'] : []),
        ...(one.inOwnSet ? ['own'] : []),
        ...('through' in one ? [`through ${one.through?.join(' and ')}`] : []),
      ].join(' '),
    ]);
  };
  const assign = { assign: true, isAssignee: false };
  const rest = { assign: false, isAssignee: false };
  const cases: [title: string, rows: () => Row[], expected: Row[]][] = [
    ['nothing of nothing', () => whole({}, assign), []],
    [
      'what the set holds and what is added to it, in the order of ids',
      () => whole({ holds: { objects: { Lead: 'read' } }, adds: ['object:Account:read'] }, assign),
      [
        ['object:Account:read', 'new own'],
        ['object:Lead:read', 'own'],
      ],
    ],
    [
      'only what is added, for whom has the set',
      () =>
        whole(
          { holds: { objects: { Lead: 'read' } }, adds: ['object:Account:read'] },
          { assign: false, isAssignee: true },
        ),
      [['object:Account:read', 'new own']],
    ],
    [
      'nothing of the set for whom does not get it',
      () => whole({ holds: { objects: { Lead: 'read' } }, adds: ['object:Account:read'] }, rest),
      [],
    ],
    [
      'what comes with other sets, each thing once, with all of them',
      () =>
        whole(
          {
            named: [
              namedSet('A', ['object:Lead:read', 'userPermission:RunReports']),
              namedSet('B', ['object:Lead:read'], { namespace: null }),
            ],
          },
          rest,
        ),
      [
        ['object:Lead:read', 'through acme__A and B'],
        ['userPermission:RunReports', 'through acme__A'],
      ],
    ],
    [
      'what comes both with the set and with another one',
      () =>
        whole(
          {
            holds: { objects: { Lead: 'read' } },
            adds: ['object:Account:read'],
            named: [namedSet('A', ['object:Lead:read', 'object:Account:read'])],
          },
          assign,
        ),
      [
        ['object:Account:read', 'new own through acme__A'],
        ['object:Lead:read', 'own through acme__A'],
      ],
    ],
    [
      'what the user has from elsewhere',
      () => whole({ named: [namedSet('A', ['object:Lead:read'])] }, rest, { sources: [{ objects: { Lead: 'read' } }] }),
      [['object:Lead:read', 'had through acme__A']],
    ],
    [
      'a field as readable beside one that becomes readable, and not beside itself as editable',
      () =>
        whole(
          {
            holds: {
              objects: { Account: 'read' },
              fields: { 'Account.Website': 'read', 'Account.Industry': 'read', 'Account.Mk_fit__c': 'edit' },
            },
            adds: [
              'field:Account.Website:edit',
              'field:Account.Industry:read',
              'field:Account.Mk_fit__c:edit',
              'object:Account:edit',
            ],
          },
          assign,
        ),
      [
        ['field:Account.Industry:read', 'new own'],
        ['field:Account.Mk_fit__c:edit', 'new own'],
        ['field:Account.Website:edit', 'new own'],
        ['object:Account:edit', 'new own'],
        ['object:Account:read', 'own'],
      ],
    ],
  ];
  for (const [title, rows, expected] of cases) it(title, () => expect(rows()).to.deep.equal(expected));
});

describe('permissions over the whole org', () => {
  const modifyMetadata = requirement(needs.permission('ModifyMetadata'));
  const told = (plan: Plan): string[] => orgWideReceived(plan).map(({ name, users }) => `${name}: ${users.join(' ')}`);

  it('are told with who receives them, new in the set or in it already', () => {
    const plan = planOf([ann, bob], [modifyMetadata], { holds });
    expect(told(plan)).to.deep.equal([
      'ManageUsers: ann@example.com bob@example.com',
      'ModifyMetadata: ann@example.com bob@example.com',
    ]);
  });

  it('are received by everybody else who has the set, where they are added to it', () => {
    const plan = planOf([ann], [modifyMetadata], { holds: {}, alsoFor: ['eve@example.com'] });
    expect(told(plan)).to.deep.equal(['ModifyMetadata: ann@example.com eve@example.com']);
    expect(told(planOf([ann], [readAccount], { holds, alsoFor: ['eve@example.com'] }))).to.deep.equal([
      'ManageUsers: ann@example.com',
    ]);
  });

  it('are none where nobody receives any', () => {
    expect(told(planOf([ann], [readAccount], null))).to.deep.equal([]);
    const has = { ...ann, sources: [{ name: 'Integration_acme', ...holds }] };
    expect(told(planOf([has], [readAccount], { holds, assignees: [String(ann.id)] }))).to.deep.equal([]);
  });

  it('are allowed by name, whatever the spelling; each for itself', () => {
    const all = orgWideReceived(planOf([ann], [modifyMetadata], { holds }));
    expect(notAllowed(all, [])).to.deep.equal(['ManageUsers', 'ModifyMetadata']);
    expect(notAllowed(all, [' manageusers'])).to.deep.equal(['ModifyMetadata']);
    expect(notAllowed(all, ['ManageUsers', 'ModifyMetadata', 'Other'])).to.deep.equal([]);
  });
});
