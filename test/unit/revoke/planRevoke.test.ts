import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import type { Receipt } from '../../../src/grant/receipt.js';
import { chosenOf, contradictionOf, isSetOf } from '../../../src/revoke/matchReceipt.js';
import { withReceipt } from '../../../src/revoke/planRevoke.js';
import { withoutReceipt } from '../../../src/revoke/planRevokeByName.js';
import { keepsSomething, needsOf, takesNothingBack } from '../../../src/revoke/revokePlan.js';
import type { RevokePlan } from '../../../src/revoke/revokePlan.js';
import type { Standing } from '../../../src/revoke/standing.js';
import {
  assigned,
  assignmentOf,
  givenTo,
  licenseOf,
  mailOf,
  mark,
  receiptOf,
  setId,
  setName,
  setStep,
  standingSet,
  userOf,
} from './builders.js';

const short = (username: string): string => username.replace('@example.com', '');

/** A plan in words: one line for each action and for each thing that is not there. */
const told = (plan: RevokePlan): string[] => [
  ...plan.actions.flatMap((action): string[] => {
    switch (action.action) {
      case 'unassign':
      case 'unassignLicenses':
        return action.records.map(({ path, user }) => `${path.split('/')[0] ?? ''} of ${short(user)}`);
      case 'removeEntries':
        return [
          `out ${action.takeOut.entries.map(entryId).join(' ')}`,
          ...(action.alsoFrom.length === 0 ? [] : [`also from ${action.alsoFrom.map(short).join(' ')}`]),
        ];
      case 'deleteSet':
        return [`delete with ${action.holds.map(entryId).join(' ')}`];
      case 'keep':
        return [
          `keep ${action.what} ${action.why} ${[...action.users.map(short), ...action.groups, ...action.more.map(entryId)].join(' ')}${action.failsRevoke ? '' : ' (not asked)'}`,
        ];
    }
  }),
  ...plan.notFound.map(({ what, name, why }) => `no ${what} ${short(name)} ${why}`),
];

const lead = ['object:Lead:read'];
const step = setStep(lead);
const there = { Lead: 'read' };

type Case = {
  title: string;
  receipt: Receipt;
  /** Default: the set as the grant left it, with the users of the receipt. */
  set?: Standing['set'];
  namesake?: boolean;
  /** Names of those of the receipt who are there; default: all. */
  users?: string[];
  /** Names of those who have the license; default: those to whom it was given. */
  licenses?: Standing['licenses'];
  only?: string[];
  deleteSet?: boolean;
  plan: string[];
};

const extended = { permissionSet: { name: setName, id: setId, created: false } };
const unknownId = { permissionSet: { name: setName, id: null, created: true } };
const one = receiptOf(['ann'], [step, givenTo('assignments', ['ann'])]);
const two = receiptOf(['ann', 'bob'], [step, givenTo('assignments', ['ann', 'bob'])]);

const cases: Case[] = [
  {
    title: 'a set that the grant made: assignment and entries',
    receipt: one,
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read'],
  },
  {
    title: '… as a whole',
    receipt: one,
    deleteSet: true,
    plan: ['PermissionSetAssignment of ann', 'delete with object:Lead:read'],
  },
  {
    title: '… also what the platform wrote, and nothing else is in it',
    receipt: receiptOf(
      ['ann'],
      [
        setStep([...lead, 'userPermission:ViewAllData'], { platformAdds: ['object:*:read'] }),
        givenTo('assignments', ['ann']),
      ],
    ),
    set: standingSet({ Lead: 'read', Case: 'read', ViewAllData: 'on' }, { users: ['ann'] }),
    deleteSet: true,
    plan: [
      'PermissionSetAssignment of ann',
      'delete with object:Case:read object:Lead:read userPermission:ViewAllData',
    ],
  },
  {
    title: 'a set that was there is never deleted',
    receipt: { ...one, ...extended },
    deleteSet: true,
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read'],
  },
  {
    title: 'a set that was there: others who have it lose the entries too, and that is told',
    receipt: { ...one, ...extended },
    set: standingSet(there, { users: ['ann', 'eve'] }),
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read', 'also from eve'],
  },
  {
    title: 'a set that the grant made and somebody else has by now: all stays',
    receipt: one,
    set: standingSet(there, { users: ['ann', 'eve'] }),
    plan: ['PermissionSetAssignment of ann', 'keep entries OTHERS_HAVE_IT eve'],
  },
  {
    title: '… also when it was to be deleted',
    receipt: one,
    set: standingSet(there, { users: ['ann', 'eve'] }),
    deleteSet: true,
    plan: ['PermissionSetAssignment of ann', 'keep set OTHERS_HAVE_IT eve'],
  },
  {
    title: 'somebody has added to it: what came with the grant goes, the set stays',
    receipt: one,
    set: standingSet({ Lead: 'read edit', Case: 'read' }, { users: ['ann'] }),
    deleteSet: true,
    plan: [
      'PermissionSetAssignment of ann',
      'out object:Lead:read',
      'keep set HOLDS_MORE object:Lead:edit object:Case:read',
    ],
  },
  {
    title: 'it is empty by now: nothing to take out',
    receipt: one,
    set: standingSet({}, { users: ['ann'] }),
    plan: ['PermissionSetAssignment of ann'],
  },
  {
    title: 'a license',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann']), step, givenTo('assignments', ['ann'])]),
    plan: ['PermissionSetAssignment of ann', 'PermissionSetLicenseAssign of ann', 'out object:Lead:read'],
  },
  {
    title: 'a license of that name that was given anew stays',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann'])]),
    set: standingSet({}),
    licenses: [{ id: licenseOf('other'), userId: userOf('ann'), license: 'SomePsl' }],
    plan: ['no license ann MADE_ANEW'],
  },
  {
    title: 'another license of that user has nothing to do with it',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann'])]),
    set: standingSet({}),
    licenses: [{ id: licenseOf('other'), userId: userOf('ann'), license: 'OtherPsl' }],
    plan: ['no license ann GONE'],
  },
  {
    title: 'a license of which nobody knows whether it was given: found by its name',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann'], { state: 'intended', recordIds: false })]),
    set: standingSet({}),
    licenses: [{ id: licenseOf('x'), userId: userOf('ann'), license: 'somepsl' }],
    plan: ['PermissionSetLicenseAssign of ann'],
  },
  {
    title: '… and not there',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann'], { state: 'intended', recordIds: false })]),
    set: standingSet({}),
    licenses: [],
    plan: ['no license ann PERHAPS_NEVER_MADE'],
  },
  {
    title: 'steps that failed gave nothing',
    receipt: receiptOf(['ann'], [givenTo('licenses', ['ann'], { state: 'failed' }), step]),
    set: standingSet(there),
    plan: ['out object:Lead:read'],
  },
  {
    title: 'the set was renamed: it is called as it is now',
    receipt: one,
    set: standingSet(there, { users: ['ann'], name: 'Renamed' }),
    deleteSet: true,
    plan: ['PermissionSetAssignment of ann', 'delete with object:Lead:read'],
  },
  {
    title: 'the set is gone, and its assignments with it',
    receipt: one,
    set: null,
    plan: [`no permissionSet ${setName} GONE`],
  },
  {
    title: 'the set is gone, and another one has its name',
    receipt: one,
    set: null,
    namesake: true,
    plan: [`no permissionSet ${setName} MADE_ANEW`],
  },
  {
    title: 'the set was perhaps never made',
    receipt: receiptOf(['ann'], [setStep(lead, { state: 'intended' })], unknownId),
    set: null,
    plan: [`no permissionSet ${setName} PERHAPS_NEVER_MADE`],
  },
  {
    title: 'the set was refused: there is nothing to miss',
    receipt: receiptOf(['ann'], [setStep([], { state: 'failed' })], unknownId),
    set: null,
    plan: [],
  },
  {
    title: 'a grant that had nothing to do',
    receipt: receiptOf(['ann'], [], extended),
    set: standingSet(there, { users: ['ann'] }),
    deleteSet: true,
    plan: [],
  },
  {
    title: 'the assignment was taken by hand',
    receipt: one,
    set: standingSet(there),
    plan: ['out object:Lead:read', 'no assignment ann GONE'],
  },
  {
    title: 'the assignment was made anew: it stays, and what it gives',
    receipt: one,
    set: { ...standingSet(there), assignments: [assigned('ann', assignmentOf('anew'))] },
    plan: ['keep entries OTHERS_HAVE_IT ann', 'no assignment ann MADE_ANEW'],
  },
  {
    title: 'an assignment whose id was never learned is found by its user',
    receipt: receiptOf(['ann'], [step, givenTo('assignments', ['ann'], { state: 'intended', recordIds: false })]),
    set: { ...standingSet(there), assignments: [assigned('ann', assignmentOf('whatever'))] },
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read'],
  },
  {
    title: 'ids of 15 characters are those of 18',
    receipt: {
      ...one,
      userIds: [userOf('ann').slice(0, 15)],
      steps: [
        step,
        {
          step: 'assignments',
          state: 'done',
          assigned: [
            {
              userId: userOf('ann').slice(0, 15),
              username: mailOf('ann'),
              what: setName,
              recordId: assignmentOf('ann').slice(0, 15),
            },
          ],
        },
      ],
    },
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read'],
  },
  {
    title: 'whoever is gone has nothing to take, and is named once',
    receipt: two,
    set: standingSet(there, { users: ['bob'] }),
    users: ['bob'],
    deleteSet: true,
    plan: ['PermissionSetAssignment of bob', 'delete with object:Lead:read', 'no user ann GONE'],
  },
  {
    title: 'of an old receipt, whoever got nothing assigned is known by name alone',
    receipt: { ...receiptOf(['ann', 'bob'], [step, givenTo('assignments', ['ann'])]), userIds: undefined },
    users: ['ann'],
    set: standingSet(there, { users: ['ann'] }),
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read', 'no user bob GONE'],
  },
  {
    title: 'only one of two: the entries stay for the other',
    receipt: two,
    only: ['ann'],
    plan: ['PermissionSetAssignment of ann', 'keep entries OTHERS_HAVE_IT bob (not asked)'],
  },
  {
    title: '… and the set that was to be deleted',
    receipt: two,
    only: ['ann'],
    deleteSet: true,
    plan: ['PermissionSetAssignment of ann', 'keep set OTHERS_HAVE_IT bob'],
  },
  {
    title: 'only one of two, of a set that was there: the entries stay for the other, not for strangers',
    receipt: { ...two, ...extended },
    set: standingSet(there, { users: ['ann', 'bob', 'eve'] }),
    only: ['ann'],
    plan: ['PermissionSetAssignment of ann', 'keep entries OTHERS_HAVE_IT bob (not asked)'],
  },
  {
    title: 'only one of two, when the other does not have the set any more',
    receipt: { ...two, ...extended },
    set: standingSet(there, { users: ['ann', 'eve'] }),
    only: ['ann'],
    plan: ['PermissionSetAssignment of ann', 'out object:Lead:read', 'also from eve'],
  },
  {
    title: 'only one who had the set before: nothing is unassigned, and the entries stay for that one as well',
    receipt: { ...receiptOf(['ann', 'bob'], [step, givenTo('assignments', ['bob'])]), ...extended },
    set: standingSet(there, { users: ['ann', 'bob'] }),
    only: ['ann'],
    plan: ['keep entries OTHERS_HAVE_IT bob (not asked)'],
  },
  {
    title: 'only one: of the other not even an absence is told',
    receipt: receiptOf(['ann', 'bob'], [givenTo('licenses', ['ann', 'bob']), step]),
    set: standingSet(there),
    users: ['ann'],
    licenses: [],
    only: ['ann'],
    plan: ['out object:Lead:read', 'no license ann GONE'],
  },
];

const standingOf = ({ receipt, set, namesake, users, licenses }: Case): Standing => {
  const names = receipt.users.map(short);
  return {
    set: set === undefined ? standingSet(there, { users: names }) : set,
    namesake: namesake ?? false,
    named: [],
    users: (users ?? names).map((name) => ({ id: userOf(name), username: mailOf(name) })),
    licenses: licenses ?? names.map((name) => ({ id: licenseOf(name), userId: userOf(name), license: 'SomePsl' })),
  };
};

describe('plan of a revoke by a receipt', () => {
  for (const one of cases) {
    it(one.title, () => {
      const only = one.only ? new Set(one.only.map(userOf)) : null;
      const plan = withReceipt(one.receipt, standingOf(one), only, one.deleteSet ?? false);
      expect(told(plan)).to.deep.equal(one.plan);
      expect(takesNothingBack(plan)).to.equal(!one.plan.some((line) => /^(Perm|out|delete)/.test(line)));
      expect(keepsSomething(plan)).to.equal(one.plan.some((line) => /^keep/.test(line) && !/not asked/.test(line)));
      expect(needsOf(plan)).to.deep.equal({
        writesSets: one.plan.some((line) => /^(out|delete)/.test(line)),
        assigns: one.plan.some((line) => line.startsWith('Perm')),
      });
    });
  }

  it('names the set as it is called now, and as it was', () => {
    const standing = { namesake: false, users: [], licenses: [], named: [] };
    const renamed = withReceipt(one, { ...standing, set: standingSet(there, { name: 'New' }) }, null, false);
    expect([renamed.name, renamed.formerName, renamed.set]).to.deep.equal(['New', setName, { id: setId }]);
    const same = withReceipt(one, { ...standing, set: standingSet(there) }, null, false);
    expect([same.name, same.formerName]).to.deep.equal([setName, null]);
    const gone = withReceipt(one, { ...standing, set: null }, null, false);
    expect([gone.name, gone.formerName, gone.set]).to.deep.equal([setName, null, null]);
  });
});

describe('the set that a grant made without learning its id', () => {
  const never = receiptOf(['ann'], [setStep(lead, { state: 'intended' })], unknownId);
  const set = { description: mark };
  it('is known by its mark', () => expect(isSetOf(set, never)).to.equal(true));
  it('is not one without the mark', () => expect(isSetOf({ description: 'By hand.' }, never)).to.equal(false));
  it('is not one of that name where the id is known', () => expect(isSetOf(set, one)).to.equal(false));
  it('is not one of that name where the making was refused', () =>
    expect(isSetOf(set, receiptOf(['ann'], [setStep([], { state: 'failed' })], unknownId))).to.equal(false));
});

describe('a receipt that names a record of somebody else', () => {
  it('does not take it from him: the record is not of the user to whom it was given', () => {
    const stolen = receiptOf(
      ['ann'],
      [
        step,
        {
          ...givenTo('assignments', ['ann']),
          assigned: [{ userId: userOf('ann'), username: mailOf('ann'), what: setName, recordId: assignmentOf('eve') }],
        } as Receipt['steps'][number],
      ],
    );
    const set = standingSet(there, { users: ['eve'] });
    const users = [{ id: userOf('ann'), username: mailOf('ann') }];
    const plan = withReceipt(stolen, { set, namesake: false, users, licenses: [], named: [] }, null, false);
    expect(plan.actions.filter(({ action }) => action === 'unassign')).to.deep.equal([]);
    expect(plan.notFound.map(({ what, why }) => [what, why])).to.deep.equal([['assignment', 'GONE']]);
  });
});

describe('a receipt that its permission set contradicts', () => {
  const made = { description: mark, createdAt: '2026-11-01T00:00:05.000+0000' };
  const wasThere = { ...one, permissionSet: { ...one.permissionSet, created: false } };
  const byHand = { ...made, description: 'By hand.' };
  const table: [
    title: string,
    receipt: Receipt,
    set: typeof made | { description: string; createdAt: null },
    is: string | null,
  ][] = [
    ['made with the grant', one, made, null],
    ['made with the grant, by a clock that goes wrong', one, { ...made, createdAt: '2026-10-31T01:00:00.000Z' }, null],
    ['made long before the grant', one, { ...made, createdAt: '2026-10-30T23:59:59.000Z' }, 'OLDER'],
    ['made by the grant, without its mark', one, byHand, 'NOT_MARKED'],
    ['made by the grant, nobody knows when', one, { ...made, createdAt: null }, null],
    ['there before', wasThere, { ...byHand, createdAt: '2020-01-01T00:00:00.000Z' }, null],
    ['there before, but made after', wasThere, { ...byHand, createdAt: '2026-11-02T00:00:01.000Z' }, 'YOUNGER'],
  ];
  for (const [title, receipt, set, is] of table)
    it(`${title}: ${is ?? 'none'}`, () => expect(contradictionOf(receipt, set)).to.equal(is));
});

describe('who of a receipt is meant', () => {
  const now = [
    { id: userOf('ann'), username: 'Ann.New@example.com' },
    { id: userOf('bob'), username: mailOf('bob') },
  ];
  const chosen = (receipt: Receipt, ...names: string[]): [ids: string[], strangers: readonly string[]] => {
    const { userIds, strangers } = chosenOf(receipt, now, names);
    return [[...userIds], strangers];
  };
  it('by the name of then, of now, in any case', () => {
    for (const name of ['ann@example.com', 'ANN.new@example.com'])
      expect(chosen(two, name)).to.deep.equal([[userOf('ann')], []]);
  });
  it('in a sandbox without its suffix, where only one begins so', () => {
    const uat = receiptOf(
      ['ann@example.com', 'bob@example.com'].map((name) => name.replace('@example.com', '')),
      [],
    );
    const renamed = { ...uat, users: ['ann@example.com.uat', 'ann@example.com.dev'] };
    expect(
      chosenOf({ ...renamed, users: ['ann@example.com.uat', 'bob@example.com.uat'] }, [], ['Ann@example.com']),
    ).to.deep.include({ strangers: [] });
    expect(chosenOf(renamed, [], ['ann@example.com']).strangers).to.deep.equal(['ann@example.com']);
  });
  it('nobody: everybody', () => expect(chosen(two)).to.deep.equal([[], []]));
  it('somebody else', () =>
    expect(chosen(two, 'eve@example.com', 'bob@example.com')).to.deep.equal([[userOf('bob')], ['eve@example.com']]));
  it('who is known by name alone, by the id that the name has now', () =>
    expect(chosen({ ...two, userIds: undefined, steps: [] }, 'bob@example.com')).to.deep.equal([[userOf('bob')], []]));
  it('who is known by name alone and is gone', () =>
    expect(chosen({ ...two, userIds: undefined, steps: [] }, 'ann@example.com')).to.deep.equal([
      [],
      ['ann@example.com'],
    ]));
});

describe('plan of a revoke without a receipt', () => {
  const withoutCases: [title: string, set: Standing['set'], deleteSet: boolean, plan: string[]][] = [
    ['no such set: that is said', null, true, ['no permissionSet Integration_acme NO_SUCH_SET']],
    ['the user does not have it', standingSet(there), false, []],
    ['the user has it', standingSet(there, { users: ['ann', 'eve'] }), false, ['PermissionSetAssignment of ann']],
    [
      'the set too',
      standingSet(there, { users: ['ann'] }),
      true,
      ['PermissionSetAssignment of ann', 'delete with object:Lead:read'],
    ],
    [
      'the set too, which somebody else has',
      standingSet(there, { users: ['ann', 'eve'] }),
      true,
      ['PermissionSetAssignment of ann', 'keep set OTHERS_HAVE_IT eve'],
    ],
    ['the set alone', standingSet(there), true, ['delete with object:Lead:read']],
  ];
  for (const [title, set, deleteSet, plan] of withoutCases) {
    it(title, () => {
      const planned = withoutReceipt(setName, set, new Set([userOf('ann')]), deleteSet, [], []);
      expect(told(planned)).to.deep.equal(plan);
      expect([planned.name, planned.formerName]).to.deep.equal([setName, null]);
    });
  }
});
