/** What the licenses of everybody who gets something allow, what nobody can tell, and what is ruled out. */
import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { setupAccessId } from '../../../src/access/setupAccess.js';
import type { SetupAccess } from '../../../src/access/setupAccess.js';
import { known } from '../../../src/access/snapshot.js';
import type { Doubt } from '../../../src/grant/doubts.js';
import type { PlannedUser, Received } from '../../../src/grant/grantPlan.js';
import { licenseOutlook } from '../../../src/grant/licenseOutlook.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import { recipientOf } from '../../../src/grant/recipients.js';
import { license } from '../support/licenses.js';
import { entryOf, existingSet, planFor, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, notRead, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { setLicense } from './support/namedSets.js';

const [lead, contact] = ['object:Lead:read', 'object:Contact:read'];
const apex: SetupAccess = { type: 'ApexClass', name: 'Sync' };

/** `ann@example.com (Limited) object:Lead:read, of Crm`. */
const inWords = ({ username, userLicense, entries, setup = [], ofSet }: Doubt): string =>
  [
    `${username} (${userLicense})`,
    ...entries.map(entryId),
    ...setup.map(setupAccessId),
    ...(ofSet ? [`of ${ofSet.license ?? 'nobody knows'}`] : []),
  ].join(' ');

describe('what licenses allow of a plan', () => {
  /** What somebody receives: by ids, `had` those that he has, `elsewhere` those that come with other sets. */
  type Gets = {
    readonly spec?: UserSpec;
    readonly gets?: readonly string[];
    readonly had?: readonly string[];
    readonly elsewhere?: readonly string[];
    readonly licenses?: readonly string[];
    readonly setup?: readonly SetupAccess[];
  };
  const told = (people: readonly Gets[], adds: readonly string[] = [], world: PlanWorld = {}): unknown => {
    const specs = people.map(({ spec }, at) => ({ id: `00500000000000${at}AAA`, ...spec }));
    const rules = ['Lead', 'Contact'].map((name) => requirement(needs.object(name, 'read')));
    const input = planInput({ ...world, users: specs }, rules);
    const scope = { userPermissions: [], sobjects: ['Lead', 'Contact'] };
    const context = planContextOf({ ...input, licensed: { users: specs.map(user), scope } });
    const recipients = context.snapshot.users.map((one) => recipientOf(context, one));
    const one = (id: string, more: Partial<Received> = {}): Received => ({
      ...{ entry: entryOf(id), isNewInSet: true, hasAlready: false, inOwnSet: true },
      ...more,
    });
    const users = people.map(({ gets = [], had = [], elsewhere = [], licenses = [], setup }, at): PlannedUser => ({
      ...{ id: specs[at]?.id ?? '', username: '', assign: true, licenses, permissionSets: [] },
      receives: [
        ...gets.map((id) => one(id)),
        ...had.map((id) => one(id, { hasAlready: true })),
        ...elsewhere.map((id) => one(id, { inOwnSet: false, isNewInSet: false })),
      ],
      ...(setup ? { receivesSetup: setup } : {}),
    }));
    const { doubts, unassignable } = licenseOutlook(context, recipients, users, planFor('Sync', adds).adds);
    return { doubts: doubts.map(inWords), unassignable: unassignable.map(inWords) };
  };
  const nothing = { doubts: [], unassignable: [] };
  const limited = (more: UserSpec = {}): UserSpec => ({
    username: 'lim@example.com',
    userLicense: 'Limited',
    license: { ...license('Limited', { objects: { Lead: 'read' } }), id: null },
    ...more,
  });
  const platform = (): UserSpec => ({ username: 'plat@example.com', userLicense: 'Salesforce Platform' });
  const tied = (tie: Parameters<typeof existingSet>[1]): PlanWorld => ({ existing: existingSet({}, tie) });
  const quiet = (): PlanWorld => tied({ license: known(setLicense('Crm')) });

  type Row = readonly [title: string, found: () => unknown, expected: object];
  const rows: readonly Row[] = [
    [
      'all of it, of the full license',
      () => told([{ gets: [lead, contact], setup: [apex] }], [lead, contact]),
      nothing,
    ],
    ['nothing is asked of who gets nothing', () => told([{ spec: limited() }], [contact]), nothing],
    [
      'not what the license of somebody rules out',
      () => told([{ gets: [contact] }, { spec: limited(), gets: [contact, lead] }], [contact, lead]),
      { ...nothing, unassignable: [`lim@example.com (Limited) ${contact}`] },
    ],
    ['what he has already, the platform has accepted', () => told([{ spec: limited(), had: [contact] }]), nothing],
    [
      'what a license allows that comes first',
      () => {
        const psl = license('Psl', { objects: { Contact: 'read' } });
        const spec = limited({ orgLicenses: known([psl]) });
        return [told([{ spec, gets: [contact], licenses: ['Psl'] }]), told([{ spec, gets: [contact] }])];
      },
      [nothing, { ...nothing, unassignable: [`lim@example.com (Limited) ${contact}`] }],
    ],
    [
      'nobody can say where the license does not tell, of things of Setup either',
      () => told([{ spec: platform(), gets: [lead], setup: [apex] }]),
      { ...nothing, doubts: [`plat@example.com (Salesforce Platform) ${lead} apexClass:Sync`] },
    ],
    [
      'nobody can say of things of Setup alone',
      () => told([{ spec: limited(), gets: [lead], setup: [apex] }]),
      { ...nothing, doubts: ['lim@example.com (Limited) apexClass:Sync'] },
    ],
    [
      'nobody can say where the license of the set does not tell, for those who get something new by it',
      () =>
        told(
          [
            { gets: [contact] },
            { spec: { username: 'had@example.com' }, had: [contact] },
            { spec: { username: 'else@example.com' }, elsewhere: [contact] },
            { spec: { username: 'both@example.com' }, gets: [lead], had: [contact] },
          ],
          [lead, contact],
          quiet(),
        ),
      {
        ...nothing,
        doubts: [
          `ann@example.com (Salesforce) ${contact} ${lead} of Crm`,
          `both@example.com (Salesforce) ${contact} ${lead} of Crm`,
        ],
      },
    ],
    [
      'nor where nobody knows which license that is',
      () => told([{ gets: [lead] }], [lead], tied({ license: notRead })),
      { ...nothing, doubts: [`ann@example.com (Salesforce) ${lead} of nobody knows`] },
    ],
    [
      'all that the license of the set tells is known',
      () => {
        const crm = setLicense('Crm', { allows: license('Crm', { objects: { Lead: 'read' } }) });
        return told([{ gets: [lead, contact] }], [lead, contact], tied({ license: known(crm) }));
      },
      nothing,
    ],
    ['a set that is tied to none lets in everything', () => told([{ gets: [lead] }], [lead], tied({})), nothing],
  ];
  for (const [title, found, expected] of rows) it(title, () => expect(found()).to.deep.equal(expected));
});
