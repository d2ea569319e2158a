import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { License } from '../../../src/access/snapshot.js';
import { inOrder, permittedIn } from '../../../src/grant/candidates.js';
import type { Candidate } from '../../../src/grant/candidates.js';
import type { NamedSet } from '../../../src/grant/namedSet.js';
import { planContextOf } from '../../../src/grant/planInput.js';
import type { PlanInput } from '../../../src/grant/planInput.js';
import { recipientOf } from '../../../src/grant/recipients.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { entryOf, existingSet, planInput } from '../support/plans.js';
import type { PlanWorld } from '../support/plans.js';
import { needs, requirement, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { assigned, listed, namedSet, readSets, setLicense } from './support/namedSets.js';

const candidate = (ids: string, finding = ids): Candidate => ({ entries: ids.split(' ').map(entryOf), finding });
const idsOf = ({ entries }: Candidate): string => entries.map(entryId).join(' ');

describe('the order in which what findings ask for is planned', () => {
  it('is that of the entries, then of the findings, in whatever order they come', () => {
    const all = [
      candidate('object:Account:read', 'a'),
      candidate('object:Account:read', 'b'),
      candidate('object:Account:read object:Lead:read', 'a'),
      candidate('object:lead:read', 'a'),
      candidate('userPermission:RunReports', 'a'),
    ];
    expect(inOrder(all)).to.deep.equal(all);
    expect(inOrder(all.toReversed())).to.deep.equal(all);
    expect(inOrder([2, 4, 0, 3, 1].flatMap((at) => all[at] ?? []))).to.deep.equal(all);
    expect(inOrder([])).to.deep.equal([]);
  });
});

describe('what may be planned at all', () => {
  type Scene = {
    readonly ids?: readonly string[];
    readonly rules?: readonly Requirement[];
    readonly world?: PlanWorld;
    readonly sets?: readonly NamedSet[];
    readonly input?: Partial<PlanInput>;
  };
  const [lead, contact, setup] = ['object:Lead:read', 'object:Contact:read', 'userPermission:ViewSetup'];
  const allData = 'userPermission:ViewAllData';
  const asked = ({ ids = [lead, contact], rules = [], world = {}, sets = [], input = {} }: Scene): string[] => {
    const schema = { permissionSets: listed(sets), ...world.schema };
    const context = planContextOf({
      ...planInput({ ...world, schema }, rules),
      namedSets: readSets(sets),
      ...input,
    });
    const recipients = context.snapshot.users.map((one) => recipientOf(context, one));
    return permittedIn(context, recipients)(ids.map((id) => candidate(id))).map(idsOf);
  };

  const license: License = {
    id: null,
    name: 'Limited',
    label: 'Limited',
    objects: new Map([['lead', new Set(['read'] as const)]]),
    userPermissions: null,
  };
  const limited: UserSpec = { id: '005000000000009AAA', username: 'lim@example.com', license };
  const scope = { userPermissions: [], sobjects: ['Lead', 'Contact'] };
  const limitedIn = (more: UserSpec = {}, world: PlanWorld = {}): Pick<Scene, 'world' | 'input'> => {
    const users = [{}, { ...limited, ...more }];
    return { world: { ...world, users }, input: { licensed: { users: users.map(user), scope } } };
  };
  const psl = requirement({ kind: 'permissionSetLicense', name: 'Psl' });
  const wantsWebsite = requirement(needs.field('Account', 'Website'));
  const blanketClaim = (holds = {}): Scene => ({
    ids: [lead, contact],
    world: { edges: [{ from: entryOf(lead), to: entryOf(allData) }], existing: existingSet(holds) },
    input: { allowed: ['ViewAllData'] },
  });

  const cases: [title: string, scene: () => Scene, expected: string[]][] = [
    ['what the org has', () => ({ ids: [lead, `${contact} ${setup}`] }), [lead, `${contact} ${setup}`]],
    [
      'nothing with an entry that the org does not have',
      () => ({ ids: [lead, 'userPermission:NoSuch', `${contact} object:Task:read`] }),
      [lead],
    ],
    ['no blanket permission that no rule names', () => ({ ids: [lead, allData] }), [lead]],
    [
      'a blanket permission that a rule names',
      () => ({ ids: [lead, allData], rules: [requirement(needs.permission('ViewAllData'))] }),
      [lead, allData],
    ],
    [
      'a blanket permission that the set holds already',
      () => ({ ids: [allData], world: { existing: existingSet({ permissions: ['ViewAllData'] }) } }),
      [allData],
    ],
    ['nothing that needs a blanket permission, as this org says', blanketClaim, [contact]],
    [
      'that, where the set holds the blanket permission already',
      () => blanketClaim({ permissions: ['ViewAllData'] }),
      [lead, contact],
    ],
    [
      'nothing of which this org says that it brings what nobody may get unasked',
      () => ({ ...blanketClaim(), input: {} }),
      [contact],
    ],
    [
      'that, where the set holds it already',
      () => ({ ...blanketClaim({ objects: { Lead: 'read' } }), input: {} }),
      [lead, contact],
    ],
    [
      'nothing that the license of somebody else who has the set does not allow (fact Q2)',
      () => ({
        input: { others: { groups: [{ usernames: ['eve@example.com'], as: user(limited) }], scope, unread: null } },
      }),
      [lead],
    ],
    [
      'nothing that the license of the set does not allow (fact A17)',
      () => ({
        world: { existing: existingSet({}, { license: known(setLicense('Psl', { allows: license })) }) },
      }),
      [lead],
    ],
    [
      'nothing that the license of somebody does not allow who has the set',
      () => limitedIn({}, { existing: existingSet({}, { assignees: ['005000000000009AAA'] }) }),
      [lead],
    ],
    ['what the license of somebody does not allow who wants nothing of the set', () => limitedIn(), [lead, contact]],
    [
      'nothing that the license of somebody does not allow who wants something of the set',
      () => ({ ...limitedIn(), rules: [requirement(needs.permission('RunReports'))] }),
      [lead],
    ],
    [
      'nothing of that where he wants a field and its object',
      () => {
        const objects = new Map([
          ['lead', new Set(['read'] as const)],
          ['account', new Set(['read'] as const)],
        ]);
        return { ...limitedIn({ license: { ...license, objects } }), rules: [wantsWebsite] };
      },
      [lead],
    ],
    [
      'all, where he wants a license alone',
      () => ({ ...limitedIn({ orgLicenses: known([{ ...license, name: 'Psl', objects: null }]) }), rules: [psl] }),
      [lead, contact],
    ],
    [
      'all, where what he wants is only optional',
      () => ({
        ...limitedIn(),
        rules: [requirement(needs.permission('RunReports'), { level: 'optional' })],
      }),
      [lead, contact],
    ],
    [
      'all, where his assignment of the set has run out',
      () => ({
        ...limitedIn({ sources: [{ name: 'Integration_acme', inert: 'expired' }] }),
        rules: [requirement(needs.permission('RunReports'))],
      }),
      [lead, contact],
    ],
    [
      'nothing that the license of somebody does not allow who gets a group with the set',
      () => {
        const group = namedSet('Group', [], {
          type: 'PermissionSetGroup',
          members: [{ id: '0PS000000000001', name: 'Integration_acme' }],
        });
        return { ...limitedIn({}, { existing: existingSet() }), sets: [group], rules: [assigned('Group')] };
      },
      [lead],
    ],
    [
      'all, where nobody has asked what his license says of it',
      () => {
        const { world } = limitedIn();
        return { world: world ?? {}, rules: [requirement(needs.permission('RunReports'))] };
      },
      [lead, contact],
    ],
    [
      'what his license does not allow and the set holds already',
      () => ({
        ...limitedIn({}, { existing: existingSet({ objects: { Contact: 'read' } }) }),
        rules: [requirement(needs.permission('RunReports'))],
      }),
      [lead, contact],
    ],
  ];
  for (const [title, scene, expected] of cases) it(title, () => expect(asked(scene())).to.deep.equal(expected));
});
