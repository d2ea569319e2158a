/**
 * A month of looks, one each morning at seven in Berlin, through the change to summer time and the end of the month: forty changes by
 * three administrators give exactly the news that they should, once, with the right name.
 */
import { expect } from 'chai';
import type { Caller, Org, Row } from '../local-org/model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../local-org/permissions/dml.js';
import { idOf, rowsOf } from '../local-org/permissions/orgTables.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { admin, openWatched, resultOf } from '../support/monitoring.js';
import type { Watched } from '../support/monitoring.js';

const user = 'ciro@example.com';
const admins = [admin, 'ready@example.com', 'standard@example.com'] as const;

const definition = [
  'schemaVersion: 1',
  'id: own-sync',
  'label: Own Sync',
  'requires:',
  '  - { object: Lead, access: [read, edit], because: Writes leads. }',
  '  - { field: [Lead.Title, Lead.Phone, Contact.Title], access: [edit], because: Fills in what is empty. }',
  '  - { field: Account.Website, access: [edit], level: recommended, because: Adds domains. }',
  '  - { userPermission: RunReports, because: Counts. }',
  '',
].join('\n');

/** In UTC: seven in Berlin is six until the last Saturday of March, and five from the Sunday on. */
const morning = (day: number): string => new Date(Date.UTC(2027, 2, day, day < 28 ? 6 : 5)).toISOString();

const rowOf = (org: Org, table: string, values: Row): Row => {
  const found = rowsOf(org, table).find((row) => Object.entries(values).every(([name, value]) => row[name] === value));
  if (found === undefined) throw new Error(`no ${table} ${JSON.stringify(values)}`);
  return found;
};

type Step = (org: Org, caller: Caller) => void;
/** What can be taken and given back, what is lost by it, and of that what fails a check. */
type Thing = {
  readonly take: Step;
  readonly give: Step;
  readonly lost: readonly string[];
  readonly recommended?: true;
};

const ciroSet = (org: Org): string => idOf(rowOf(org, 'PermissionSet', { Name: 'Ciro_Integration' }));
const userId = (org: Org): string => idOf(rowOf(org, 'User', { Username: user }));

const field = (name: string, recommended?: true): Thing => {
  const set =
    (edit: boolean): Step =>
    (org, caller) =>
      void updateRow(
        org,
        caller,
        'FieldPermissions',
        idOf(rowOf(org, 'FieldPermissions', { ParentId: ciroSet(org), Field: name })),
        {
          PermissionsEdit: edit,
        },
      );
  return {
    ...{ take: set(false), give: set(true), lost: [`field:${name}:edit`] },
    ...(recommended === undefined ? {} : { recommended }),
  };
};
const login =
  (isFrozen: boolean): Step =>
  (org, caller) =>
    void updateRow(org, caller, 'UserLogin', idOf(rowOf(org, 'UserLogin', { UserId: userId(org) })), {
      IsFrozen: isFrozen,
    });
const reports =
  (value: boolean): Step =>
  (org, caller) =>
    void updateRow(org, caller, 'PermissionSet', ciroSet(org), { PermissionsRunReports: value });

const things = {
  title: field('Lead.Title'),
  phone: field('Lead.Phone'),
  contact: field('Contact.Title'),
  website: field('Account.Website', true),
  reports: { take: reports(false), give: reports(true), lost: ['userPermission:RunReports'] },
  frozen: { take: login(true), give: login(false), lost: ['user:notFrozen'] },
  set: {
    take: (org, caller) =>
      deleteRow(
        org,
        caller,
        'PermissionSetAssignment',
        idOf(rowOf(org, 'PermissionSetAssignment', { AssigneeId: userId(org), PermissionSetId: ciroSet(org) })),
      ),
    give: (org, caller) =>
      void insertRow(org, caller, 'PermissionSetAssignment', {
        AssigneeId: userId(org),
        PermissionSetId: ciroSet(org),
      }),
    lost: [],
  },
} as const satisfies Record<string, Thing>;
type Name = keyof typeof things;

/** What the set gives: all of it is lost with it. */
const ofSet = [
  ...things.title.lost,
  ...things.phone.lost,
  ...things.contact.lost,
  ...things.website.lost,
  ...things.reports.lost,
  'object:Lead:edit',
  'object:Lead:read',
];

/** On which day of March what is taken, by whom, and on which it is given back. Each is done after the look of its day. */
const plan: ReadonlyArray<readonly [thing: Name, taken: number, who: 0 | 1 | 2, given: number]> = [
  ['title', 1, 0, 2],
  ['phone', 1, 1, 3],
  ['reports', 2, 2, 3],
  ['website', 3, 0, 6],
  ['set', 4, 1, 5],
  ['contact', 6, 2, 7],
  ['frozen', 7, 0, 8],
  ['title', 8, 1, 9],
  ['set', 9, 2, 12],
  ['phone', 13, 0, 14],
  ['reports', 13, 1, 15],
  ['website', 15, 2, 16],
  ['contact', 16, 0, 18],
  ['frozen', 18, 1, 19],
  ['title', 19, 2, 22],
  ['phone', 22, 0, 23],
  ['set', 24, 1, 25],
  ['reports', 26, 2, 29],
  ['frozen', 29, 0, 30],
  ['contact', 30, 1, 32],
];

/** What holds the need `id` back on the morning of a day, and since which day; later takings do not matter. */
const missingOn = (
  day: number,
): ReadonlyMap<string, { readonly since: number; readonly who: string; readonly thing: Name }> => {
  const missing = new Map<string, { since: number; who: string; thing: Name }>();
  for (const [thing, taken, who, given] of plan) {
    if (!(taken < day && day <= given)) continue;
    const lost: readonly string[] = thing === 'set' ? ofSet : things[thing].lost;
    for (const id of lost) {
      const before = missing.get(id);
      if (!before || taken < before.since) missing.set(id, { since: taken, who: admins[who], thing });
    }
  }
  return missing;
};

const isRecommended = (id: string): boolean => id === things.website.lost[0] || id === 'user:notFrozen';

/** What the look of a morning has to tell. */
const expectedOn = (day: number): string[] => {
  const [before, now] = [missingOn(day - 1), missingOn(day)];
  const lost = [...now].filter(([id]) => !before.has(id)).map(([id, { who }]) => `lost ${id} by ${who}`);
  const still = [...now].filter(([id]) => before.has(id) && !isRecommended(id)).map(([id]) => `stillMissing ${id}`);
  const back = [...before].filter(([id]) => !now.has(id)).map(([id]) => `restored ${id}`);
  return [...lost, ...still, ...back].sort();
};

describe('integration monitor through a month', function () {
  this.timeout(600_000);
  let watched: Watched;
  before(async () => {
    watched = await openWatched(
      { org: loadScenario('default') },
      {
        'integrations/own-sync.yml': definition,
        'integration.config.yml': `integrations: [{ definition: own-sync, users: [${user}] }]\n`,
      },
    );
  });
  after(() => watched.close());

  it('tells forty changes, each once, with who made it', async () => {
    const { org } = watched.world.org;
    const callerOf = (username: string): Caller => ({
      userId: idOf(rowOf(org, 'User', { Username: username })),
      apiVersion: 66,
    });
    const profile = idOf(rowOf(org, 'Profile', { Name: 'System Administrator' }));
    watched.turnTo(morning(0));
    for (const username of admins.slice(1))
      updateRow(org, callerOf(admin), 'User', callerOf(username).userId, { ProfileId: profile });
    expect(plan.length * 2).to.equal(40);
    const told: string[][] = [];
    for (let day = 1; day <= 33; day += 1) {
      watched.turnTo(morning(day));
      const { looks } = resultOf(await watched.look());
      told.push(
        looks
          .flatMap(({ news }) =>
            news.map(({ news: kind, id, by }) =>
              [kind, id, ...(by === undefined ? [] : ['by', ...new Set(by.map(({ who }) => who))])].join(' '),
            ),
          )
          .sort(),
      );
      // Some hours after the look, each by its administrator.
      watched.turnTo(new Date(Date.parse(morning(day)) + 5 * 3_600_000).toISOString());
      for (const [thing, taken, who, given] of plan) {
        if (given === day) things[thing].give(org, callerOf(admins[(who + 1) % 3] ?? admin));
        if (taken === day) things[thing].take(org, callerOf(admins[who]));
      }
    }
    expect(told).to.deep.equal(Array.from({ length: 33 }, (_, at) => expectedOn(at + 1)));
  });
});
