/** The snapshot as it will be once plans are carried out. */
import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { AccessSnapshot } from '../../../src/access/snapshot.js';
import type { Plan, PlannedUser } from '../../../src/grant/grantPlan.js';
import { snapshotWithPlans } from '../../../src/grant/snapshotWithPlan.js';
import { license } from '../support/licenses.js';
import { existingSet, planFor } from '../support/plans.js';
import { snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { namedSet } from './support/namedSets.js';

const annId = '005000000000001AAA';
const bobId = '005000000000002AAA';

const of = (...specs: UserSpec[]): AccessSnapshot => ({
  ...snapshot(user()),
  users: specs.map((spec) => user(spec)),
});
const both = (): AccessSnapshot => of({ id: annId }, { id: bobId, username: 'bob@example.com' });

const planned = (more: Partial<PlannedUser> = {}): PlannedUser => ({
  ...{ id: annId, username: 'ann@example.com', assign: false, licenses: [], permissionSets: [], receives: [] },
  ...more,
});
const planOf = (ids: readonly string[], ...users: PlannedUser[]): Plan => ({ ...planFor('Sync', ids), users });

/** Of each user the sets beside the profile with the sizes of what they hold, then the licenses. */
const told = ({ users }: AccessSnapshot): unknown =>
  users.map(({ username, evidence, permissionSetLicenses }) => [
    username,
    ...(evidence.mode === 'admin' && evidence.sources.known
      ? evidence.sources.value
          .filter(({ type }) => type !== 'Profile')
          .map(({ type, name, content: { userPermissions, objects, fields } }) =>
            [type, name, ...userPermissions, ...objects.keys(), ...fields.keys()].join(' '),
          )
      : []),
    ...(permissionSetLicenses.known ? permissionSetLicenses.value.map(({ name }) => `license ${name}`) : []),
  ]);

describe('the snapshot as plans leave it', () => {
  it('is the same where there is no plan', () => {
    const before = both();
    expect(snapshotWithPlans(before, [])).to.equal(before);
  });

  it('keeps all that is said of the org, and users whom no plan is about', () => {
    const before = both();
    const after = snapshotWithPlans(before, [planOf(['userPermission:RunReports'])]);
    expect(after).to.deep.equal(before);
  });

  type Row = readonly [title: string, plans: () => readonly Plan[], after: unknown];
  const rows: readonly Row[] = [
    [
      'a new set, for those alone who get it',
      () => [planOf(['userPermission:RunReports', 'object:Lead:read'], planned({ assign: true }))],
      [['ann@example.com', 'PermissionSet Sync runreports lead'], ['bob@example.com']],
    ],
    [
      'users are known by ids of either length',
      () => [planOf(['object:Lead:read'], planned({ id: annId.slice(0, 15), assign: true }))],
      [['ann@example.com', 'PermissionSet Sync lead'], ['bob@example.com']],
    ],
    [
      'whoever has the set already, with what is added to it',
      () => {
        const existing = existingSet(
          { permissions: ['ViewSetup'] },
          { assignees: ['005000000000009', bobId.slice(0, 15)] },
        );
        return [
          {
            ...planOf(['object:Lead:read'], planned(), planned({ id: bobId })),
            permissionSet: { name: 'Sync', label: 'Sync', existing },
          },
        ];
      },
      [['ann@example.com'], ['bob@example.com', 'PermissionSet Sync viewsetup lead']],
    ],
    [
      'also where the plan has nothing for him',
      () => {
        const existing = existingSet({}, { assignees: [bobId] });
        return [{ ...planOf(['object:Lead:read']), permissionSet: { name: 'Sync', label: 'Sync', existing } }];
      },
      [['ann@example.com'], ['bob@example.com', 'PermissionSet Sync lead']],
    ],
    [
      'licenses, without a set as well',
      () => [planOf([], planned({ licenses: ['Psl'] }))],
      [['ann@example.com', 'license Psl'], ['bob@example.com']],
    ],
    [
      'the sets that rules name, each for those who get it',
      () => [
        {
          ...planOf([], planned({ permissionSets: ['ACME__one'] }), planned({ id: bobId, permissionSets: [] })),
          named: [namedSet('One', ['object:Lead:read']), namedSet('Two', ['object:Case:read'])],
        },
      ],
      [['ann@example.com', 'PermissionSet One lead'], ['bob@example.com']],
    ],
    [
      'all of it together, and one plan after the other',
      () => [
        {
          ...planOf(
            ['object:Lead:read'],
            planned({ assign: true, licenses: ['Psl'], permissionSets: ['acme__One', 'acme__Two'] }),
          ),
          named: [namedSet('One'), namedSet('Two'), namedSet('Three')],
        },
        { ...planFor('Other', ['object:Case:read']), users: [planned({ assign: true }), planned({ id: bobId })] },
      ],
      [
        [
          'ann@example.com',
          'PermissionSet One',
          'PermissionSet Two',
          'PermissionSet Sync lead',
          'PermissionSet Other case',
          'license Psl',
        ],
        ['bob@example.com'],
      ],
    ],
  ];
  for (const [title, plans, after] of rows)
    it(title, () => expect(told(snapshotWithPlans(both(), plans()))).to.deep.equal(after));

  it('the license is the one of the org, and what a user holds stays', () => {
    const held = license('Held', { objects: { Lead: 'read' } });
    const psl = license('Psl', { objects: { Case: 'read' } });
    const before = of({ id: annId, permissionSetLicenses: known([held]), orgLicenses: known([held, psl]) });
    const [after] = snapshotWithPlans(before, [planOf([], planned({ licenses: ['Psl'] }))]).users;
    expect(after?.permissionSetLicenses).to.deep.equal(known([held, psl]));
  });
});
