/** A draft: what would be written and assigned for what findings ask for. */
import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import { draftOf } from '../../../src/grant/draft.js';
import type { Draft } from '../../../src/grant/draft.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import { recipientOf } from '../../../src/grant/recipients.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { entryOf, existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, requirement } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { setLicense } from './support/namedSets.js';

const { object, permission } = needs;
const [lead, contact, account] = ['object:Lead:read', 'object:Contact:read', 'object:Account:read'];
const [reports, viewAll] = ['userPermission:RunReports', 'userPermission:ViewAllData'];

/** What findings ask for: `finding = entry entry`. */
const drafted = (asked: readonly string[], world: PlanWorld = {}, rules: readonly Requirement[] = []): Draft => {
  const context = planContextOf(planInput(world, rules));
  const recipients = context.snapshot.users.map((one) => recipientOf(context, one));
  const candidates = asked.map((one) => {
    const [finding = '', entries = finding] = one.split(' = ');
    return { finding, entries: entries.split(' ').map(entryOf) };
  });
  return draftOf(context, recipients, candidates);
};

describe('what a draft writes into the permission set', () => {
  const adds = (draft: Draft): string[] =>
    draft.adds.map(({ entry, reason, origin, neededBy }) =>
      [reason, entryId(entry), 'for', ...neededBy, ...(origin ? [`by ${origin}`] : [])].join(' '),
    );
  const claim = (from: string, to: string): NonNullable<PlanWorld['edges']>[number] => ({
    from: entryOf(from),
    to: entryOf(to),
  });
  const ofAccount = `dependency ${account} for ${contact} by platformRule`;
  const ofContact = `requested ${contact} for ${contact}`;
  const ofViewAll = [
    `requested ${viewAll} for ${viewAll}`,
    `dependency userPermission:ViewSetup for ${viewAll} by platformRule`,
  ];
  type Row = readonly [title: string, draft: () => Draft, adds: readonly string[]];
  const rows: readonly Row[] = [
    ['nothing where nothing is asked for', () => drafted([]), []],
    [
      'each entry once, for all who ask for it, each named once and in order',
      () => drafted([`b = ${lead}`, 'a = object:lead:read', `b = ${lead} ${reports}`]),
      [`requested ${lead} for a b`, `requested ${reports} for b`],
    ],
    ['what that needs by the rules of the platform (B9)', () => drafted([contact]), [ofAccount, ofContact]],
    [
      'what that needs by the word of the org, spelled as the org does',
      () => drafted([lead], { edges: [claim(lead, 'userPermission:runreports')] }),
      [`requested ${lead} for ${lead}`, `dependency ${reports} for ${lead} by orgClaim`],
    ],
    [
      'not what the set holds',
      () => drafted([contact], { existing: existingSet({ objects: { Account: 'read' } }) }),
      [ofContact],
    ],
    [
      'of a field Edit alone, which includes Read',
      () => drafted(['field:Lead.Email:read', 'field:Lead.Email:edit', 'field:Lead.Phone:read', 'object:Lead:edit']),
      [
        'requested field:Lead.Email:edit for field:Lead.Email:edit',
        'requested field:Lead.Phone:read for field:Lead.Phone:read',
        'requested object:Lead:edit for object:Lead:edit',
        'dependency object:Lead:read for object:Lead:edit by platformRule',
      ],
    ],
    [
      'rows that are asked for, though the platform would write them (B8)',
      () => drafted([lead, viewAll]),
      [`requested ${lead} for ${lead}`, ...ofViewAll],
    ],
    [
      'rows that other rows need, though the platform would write them',
      () => drafted([contact, viewAll]),
      [ofAccount, ofContact, ...ofViewAll],
    ],
    [
      'no rows that user permissions alone need and the platform writes',
      () => drafted([reports, viewAll], { edges: [claim(reports, contact)] }),
      [`requested ${reports} for ${reports}`, ...ofViewAll],
    ],
    [
      'those rows, where something else needs them as well',
      () => drafted([reports, viewAll, contact], { edges: [claim(reports, account)] }),
      [
        `dependency ${account} for ${contact} ${reports} by platformRule`,
        ofContact,
        `requested ${reports} for ${reports}`,
        ...ofViewAll,
      ],
    ],
    [
      'those rows, where the platform does not write them',
      () => drafted([reports], { edges: [claim(reports, lead)] }),
      [`dependency ${lead} for ${reports} by orgClaim`, `requested ${reports} for ${reports}`],
    ],
    [
      'none that the platform writes for what the set holds',
      () =>
        drafted([reports], { edges: [claim(reports, lead)], existing: existingSet({ permissions: ['ViewAllData'] }) }),
      [`requested ${reports} for ${reports}`],
    ],
  ];
  for (const [title, draft, expected] of rows) it(title, () => expect(adds(draft())).to.deep.equal(expected));
});

describe('whom a draft gives the permission set', () => {
  const id = '005000000000001AAA';
  const told = ({ users }: Draft): string[] =>
    users.map(({ username, assign, licenses }) => [username, ...(assign ? ['assign'] : []), ...licenses].join(' '));
  const bob: UserSpec = { id: '005000000000002AAA', username: 'bob@example.com' };
  const reads = (): Requirement[] => [requirement(object('Lead', 'read'))];
  const readsLead: UserSpec = { sources: [{ objects: { Lead: 'read' } }] };
  const tied = (more: Parameters<typeof existingSet>[1] = {}): PlanWorld => ({
    existing: existingSet({}, { license: known(setLicense('Psl')), ...more }),
  });
  const own = 'Integration_acme';
  const listed = {
    permissionSets: known(
      new Map([
        [own.toLowerCase(), { type: 'PermissionSet', id: '0PS', name: own, namespace: null, label: own } as const],
      ]),
    ),
  };
  const asked = (...more: Requirement[]): Requirement[] => [
    requirement({ kind: 'permissionSetAssigned', name: own }),
    ...more,
  ];
  type Row = readonly [title: string, draft: () => Draft, told: readonly string[]];
  const rows: readonly Row[] = [
    [
      'who lacks what is planned, and nobody else',
      () => drafted([lead], { users: [{}, { ...bob, ...readsLead }] }, reads()),
      ['ann@example.com assign', 'bob@example.com'],
    ],
    ['nobody for what is not planned', () => drafted([reports], {}, reads()), ['ann@example.com']],
    [
      'who has it in part',
      () => drafted(['object:Lead:edit'], { users: [readsLead] }, [requirement(object('Lead', 'edit', ['read']))]),
      ['ann@example.com assign'],
    ],
    [
      'nobody whose license rules it out',
      () => {
        const license = { id: null, name: 'None', label: 'None', objects: new Map(), userPermissions: null };
        return drafted([lead], { users: [{ license, userLicense: 'None' }] }, reads());
      },
      ['ann@example.com'],
    ],
    [
      'nobody who has it',
      () => drafted([lead], { existing: existingSet({}, { assignees: [id] }) }, reads()),
      ['ann@example.com'],
    ],
    ['with the license that it brings', () => drafted([lead], tied(), reads()), ['ann@example.com assign Psl']],
    [
      'without that license, who does not get the set',
      () => drafted([lead], { ...tied(), users: [readsLead] }, reads()),
      ['ann@example.com'],
    ],
    [
      'who is to have the set itself, whatever else he lacks',
      () => drafted([], { existing: existingSet(), schema: listed }, asked(requirement(permission('RunReports')))),
      ['ann@example.com assign'],
    ],
    [
      'not where it would bring what is forbidden',
      () =>
        drafted(
          [],
          { existing: existingSet({ permissions: ['RunReports'] }), schema: listed },
          asked(requirement(permission('RunReports'), { forbid: true })),
        ),
      ['ann@example.com'],
    ],
    [
      'also where that is there already',
      () =>
        drafted(
          [],
          {
            existing: existingSet({ permissions: ['RunReports'] }),
            schema: listed,
            users: [{ sources: [{ permissions: ['RunReports'] }] }],
          },
          asked(requirement(permission('RunReports'), { forbid: true })),
        ),
      ['ann@example.com assign'],
    ],
    ['not for its own sake before it is made', () => drafted([], { schema: listed }, asked()), ['ann@example.com']],
  ];
  for (const [title, draft, expected] of rows) it(title, () => expect(told(draft())).to.deep.equal(expected));
});
