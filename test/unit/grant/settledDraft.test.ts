/** What is planned for everybody at once, round after round, and without what would be of no use. */
import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { Draft } from '../../../src/grant/draft.js';
import type { PlannedEntry } from '../../../src/grant/grantPlan.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import { recipientOf } from '../../../src/grant/recipients.js';
import type { Recipient } from '../../../src/grant/recipients.js';
import { settledDraft, withoutFutile } from '../../../src/grant/settledDraft.js';
import { findingOf } from '../../../src/kinds/finding.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { verdict } from '../../../src/kinds/verdict.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { entryOf, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const { field, object, permission } = needs;
const website = (): Requirement => requirement(field('Account', 'Website'));
/** Account cannot be read without what nobody may get unasked, as this org says. */
const accountRefused = (): PlanWorld => ({
  edges: [{ from: entryOf('object:Account:read'), to: entryOf('userPermission:ViewAllData') }],
});
const readsAccount = (more: UserSpec = {}): UserSpec => ({ sources: [{ objects: { Account: 'read' } }], ...more });

describe('what is planned round after round', () => {
  const forWhom = (all: readonly PlannedEntry[]): string[] =>
    all.map(({ entry, neededBy }) => `${entryId(entry)} for ${neededBy.join(' ')}`);
  type Told = { candidates: string[]; requested: string[]; open: string[] };
  const settled = (world: PlanWorld, rules: readonly Requirement[]): Told => {
    const context = planContextOf(planInput(world, rules));
    const recipients = context.snapshot.users.map((one) => recipientOf(context, one));
    const { candidates, requested, afterwards } = settledDraft(context, recipients);
    return {
      candidates: candidates.map(({ finding, entries }) => [finding, ...entries.map(entryId)].join(' + ')),
      requested: forWhom(requested),
      open: [...new Set(afterwards.flat().flatMap(({ id, status }) => (status === 'met' ? [] : [`${id} ${status}`])))],
    };
  };
  const rows: ReadonlyArray<
    readonly [title: string, world: () => PlanWorld, rules: () => Requirement[], expected: Told]
  > = [
    ['nothing where nothing is wanted', () => ({}), () => [], { candidates: [], requested: [], open: [] }],
    [
      'nothing of what no permission set gives',
      () => ({}),
      () => [requirement(object('Ghost', 'read'))],
      { candidates: [], requested: [], open: ['object:Ghost:read impossible'] },
    ],
    [
      'a field, and its object once the field still waits for it',
      () => ({}),
      () => [website()],
      {
        candidates: [
          'field:Account.Website:read + field:Account.Website:read',
          'field:Account.Website:read + object:Account:read',
        ],
        requested: [
          'field:Account.Website:read for field:Account.Website:read',
          'object:Account:read for field:Account.Website:read',
        ],
        open: [],
      },
    ],
    [
      'a field, whose object another rule asks for',
      () => ({}),
      () => [website(), requirement(object('Account', 'read'))],
      {
        candidates: [
          'field:Account.Website:read + field:Account.Website:read',
          'object:Account:read + object:Account:read',
        ],
        requested: [
          'field:Account.Website:read for field:Account.Website:read',
          'object:Account:read for object:Account:read',
        ],
        open: [],
      },
    ],
    [
      'no object for the sake of a field, where another rule asks for what will do',
      () => ({ users: [{ sources: [{ fields: { 'Account.Website': 'edit' } }] }] }),
      () => [requirement(field('Account', 'Website', 'edit')), requirement(object('Account', 'create'))],
      {
        candidates: ['object:Account:create + object:Account:create'],
        requested: ['object:Account:create for object:Account:create'],
        open: [],
      },
    ],
    [
      'the object alone, where the field is there already',
      () => ({ users: [{ sources: [{ fields: { 'Account.Website': 'read' } }] }] }),
      () => [website()],
      {
        candidates: ['field:Account.Website:read + object:Account:read'],
        requested: ['object:Account:read for field:Account.Website:read'],
        open: [],
      },
    ],
    [
      'a field alone, once, where its object cannot be given',
      accountRefused,
      () => [website(), requirement(permission('RunReports'))],
      {
        candidates: [
          'field:Account.Website:read + field:Account.Website:read',
          'userPermission:RunReports + userPermission:RunReports',
        ],
        requested: [
          'field:Account.Website:read for field:Account.Website:read',
          'userPermission:RunReports for userPermission:RunReports',
        ],
        open: ['field:Account.Website:read unmet'],
      },
    ],
    [
      'each thing once, also for whom nobody can see what is assigned',
      () => ({
        users: [
          {
            self: {
              mode: 'self',
              userPermissions: known(new Set()),
              userPermissionColumns: new Map([['runreports', { name: 'RunReports', label: 'Run Reports' }]]),
              objects: new Map(),
            },
          },
        ],
      }),
      () => [requirement(permission('RUNREPORTS'))],
      {
        candidates: ['userPermission:RunReports + userPermission:RunReports'],
        requested: ['userPermission:RunReports for userPermission:RunReports'],
        open: ['userPermission:RunReports unmet'],
      },
    ],
    [
      'nothing for somebody whose assignment has run out',
      () => ({ users: [{ sources: [{ name: 'Integration_acme', inert: 'expired' }] }] }),
      () => [requirement(permission('RunReports'))],
      { candidates: [], requested: [], open: ['userPermission:RunReports unmet'] },
    ],
  ];
  for (const [title, world, rules, expected] of rows)
    it(title, () => expect(settled(world(), rules())).to.deep.equal(expected));
});

describe('the draft without what would be of no use', () => {
  /** `Website unmet`: a finding about reading a field of Account; `Account unmet` one about the object. */
  const found = (words: string): Finding => {
    const [name = '', status = ''] = words.split(' ');
    const need = name === 'Account' ? object('Account', 'read') : field('Account', name);
    return findingOf(requirement(need), verdict(status as Status, 'FIELD_PERMISSION_MISSING', []));
  };
  type People = ReadonlyArray<readonly [before: readonly string[], afterwards: readonly string[]]>;
  const recipientsOf = (people: People): Recipient[] =>
    people.map(([before]) => ({
      ...{ user: user(), licenses: [], brought: null, named: [], obstacles: new Map(), reachable: true },
      ...{ before: before.map(found), found: before.map(found), asked: new Map(), passed: new Map() },
    }));
  const draftFor = (people: People, names: readonly string[]): Draft => ({
    candidates: names.map((name) => {
      const { id } = found(`${name} unmet`);
      return { entries: [entryOf(id)], finding: id };
    }),
    ...{ requested: [], adds: [], users: [] },
    afterwards: people.map(([, afterwards]) => afterwards.map(found)),
  });
  const names = ['Account', 'Industry', 'Website'];
  const rows: ReadonlyArray<readonly [title: string, people: People, left: readonly string[] | 'all']> = [
    ['all of it where every field is open then', [[['Website unmet'], ['Website met']]], 'all'],
    ['all of it where an object alone stays closed', [[['Account unmet'], ['Account unmet']]], 'all'],
    ['not a field that stays closed', [[['Website unmet'], ['Website unmet']]], ['Account', 'Industry']],
    [
      'not fields that stay closed for two users',
      [
        [['Website unmet'], ['Website impossible']],
        [['Industry unmet'], ['Industry unmet']],
      ],
      ['Account'],
    ],
    [
      'also a field that is open to somebody then',
      [
        [['Website unmet'], ['Website unmet']],
        [['Website unmet'], ['Website met']],
      ],
      'all',
    ],
    [
      'not a field that is closed for somebody, and open to who had it',
      [
        [['Website unmet'], ['Website unmet']],
        [['Website met'], ['Website met']],
      ],
      ['Account', 'Industry'],
    ],
    ['also a field that is there in part then', [[['Website unmet'], ['Website degraded']]], 'all'],
    [
      'not a field that somebody has in part as before, and nobody else has then',
      [
        [['Website unmet'], ['Website unmet']],
        [['Website degraded'], ['Website degraded']],
      ],
      ['Account', 'Industry'],
    ],
    [
      'also a field of which nobody can tell whether it is open then',
      [
        [['Website unmet'], ['Website unmet']],
        [['Website unmet'], ['Website unknown']],
      ],
      'all',
    ],
    [
      'a field that stays closed beside an object that stays closed',
      [
        [
          ['Account unmet', 'Website unmet'],
          ['Account unmet', 'Website unmet'],
        ],
      ],
      ['Account', 'Industry'],
    ],
    ['all of it where the field was not lacked before', [[['Website unknown'], ['Website unmet']]], 'all'],
    ['all of it where nothing is found afterwards', [[['Website unmet'], []]], 'all'],
  ];
  for (const [title, people, left] of rows)
    it(title, () => {
      const draft = draftFor(people, names);
      const after = withoutFutile(planContextOf(planInput({}, [])), recipientsOf(people), draft);
      if (left === 'all') expect(after).to.equal(draft);
      else expect(after.candidates).to.deep.equal(draft.candidates.filter((_, at) => left.includes(names[at] ?? '')));
    });

  it('is planned anew: who has the object from elsewhere gets the field, and nobody where none has', () => {
    const planned = (...users: UserSpec[]): unknown => {
      const context = planContextOf(planInput({ ...accountRefused(), users }, [website()]));
      const recipients = context.snapshot.users.map((one) => recipientOf(context, one));
      const { adds, users: told } = withoutFutile(context, recipients, settledDraft(context, recipients));
      return [adds.map(({ entry }) => entryId(entry)), told.map(({ assign }) => assign)];
    };
    expect(planned({})).to.deep.equal([[], [false]]);
    expect(planned({}, readsAccount({ id: '005000000000002AAA' }))).to.deep.equal([
      ['field:Account.Website:read'],
      [true, true],
    ]);
  });
});
