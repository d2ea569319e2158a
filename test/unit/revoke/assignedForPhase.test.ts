import { expect } from 'chai';
import { directNeedsIn } from '../../../src/access/dependencies.js';
import { known } from '../../../src/access/snapshot.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { ofPhase } from '../../../src/revoke/planRevokePhase.js';
import type { StandingAssigned } from '../../../src/revoke/planRevokePhase.js';
import type { RevokePlan } from '../../../src/revoke/revokePlan.js';
import type { StandingNamed } from '../../../src/revoke/standing.js';
import { requirementsOfAcme } from '../support/plans.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';
import { assignmentOf, licenseOf, mailOf, setId, setName, standingSet, userOf } from './builders.js';

/** When the grant made its set; ten minutes before, to the very second, is still of the grant. */
const setMade = '2026-11-01T10:00:00.000Z';
const justOfGrant = '2026-11-01T09:50:00.000Z';
const tooOld = '2026-11-01T09:49:59.000Z';

const aSet = (name: string): Need => ({ kind: 'permissionSetAssigned', name });
const aLicense = (name: string): Need => ({ kind: 'permissionSetLicense', name });

const named = (name: string, assignedAt: string | null = setMade): StandingNamed => ({
  id: assignmentOf(name.toLowerCase()),
  userId: userOf('ann'),
  username: mailOf('ann'),
  setId: `0PS${name}`,
  type: 'PermissionSet',
  name,
  assignedAt,
});

const licensed = (license: string, assignedAt?: string | null): StandingAssigned['licenses'][number] => ({
  id: licenseOf(license.toLowerCase()),
  userId: userOf('ann'),
  username: mailOf('ann'),
  license,
  ...(assignedAt === undefined ? {} : { assignedAt }),
});

type Scene = {
  /** What daily use needs, what the phase that is over needs on top of it, and what the upgrade needs on top of it. */
  readonly daily?: readonly Need[];
  readonly install?: readonly Need[];
  readonly upgrade?: readonly Need[];
  readonly named?: readonly StandingNamed[];
  readonly licenses?: StandingAssigned['licenses'];
  /** What ann has. */
  readonly sources?: SourceSpec[];
  /** What the set of the grant holds; null where there is none. */
  readonly holds?: Readonly<Record<string, string>> | null;
  readonly createdAt?: string | null;
};

const planOf = ({
  daily = [],
  install = [aSet('Sync_Install'), aLicense('InstallPsl')],
  upgrade = [],
  named: sets = [],
  licenses = [],
  sources = [],
  holds = {},
  createdAt = setMade,
}: Scene): RevokePlan => {
  const setOf = (...parts: readonly (readonly Need[])[]) =>
    requirementsOfAcme(parts.flat().map((need) => requirement(need)));
  const anyone = user({ sources });
  return ofPhase(
    setName,
    holds && standingSet(holds, { users: ['ann'], createdAt }),
    new Set([userOf('ann')]),
    {
      kept: setOf(daily, upgrade),
      whole: setOf(daily, install, upgrade),
      daily: setOf(daily),
      over: setOf(daily, install),
      others: [
        { phase: 'connect', needs: setOf(daily) },
        { phase: 'upgrade', needs: setOf(daily, upgrade) },
      ],
    },
    snapshot(
      { ...anyone, id: userOf('ann') },
      schema({
        permissionSets: known(
          new Map(
            sets.map(({ name, setId: id }) => [
              name.toLowerCase(),
              { id, name, namespace: null, label: name, type: 'PermissionSet' },
            ]),
          ),
        ),
      }),
    ),
    directNeedsIn([]),
    { named: sets, licenses },
  );
};

const recordOfSet = (name: string) => ({
  path: `PermissionSetAssignment/${assignmentOf(name.toLowerCase())}`,
  userId: userOf('ann'),
  user: mailOf('ann'),
  detail: name,
  named: 'PermissionSet',
});
const recordOfLicense = (license: string) => ({
  path: `PermissionSetLicenseAssign/${licenseOf(license.toLowerCase())}`,
  userId: userOf('ann'),
  user: mailOf('ann'),
  detail: license,
});
const unclearSet = (name: string) => ({
  what: 'assignment',
  name: mailOf('ann'),
  id: assignmentOf(name.toLowerCase()),
  why: 'NO_RECEIPT',
  detail: name,
});
const unclearLicense = (license: string) => ({
  what: 'license',
  name: mailOf('ann'),
  id: licenseOf(license.toLowerCase()),
  why: 'NO_RECEIPT',
  detail: license,
});

const plainPlan = { name: setName, formerName: null, set: { id: setId }, actions: [], notFound: [] };

describe('what was assigned for a phase that is over', () => {
  const table: [title: string, scene: () => Scene, plan: () => object][] = [
    ['nothing was assigned', () => ({}), () => plainPlan],
    [
      'a set and a license of the grant go, each by its record',
      () => ({ named: [named('Sync_Install')], licenses: [licensed('InstallPsl', setMade)] }),
      () => ({
        ...plainPlan,
        actions: [
          { action: 'unassign', records: [recordOfSet('Sync_Install')] },
          { action: 'unassignLicenses', records: [recordOfLicense('InstallPsl')] },
        ],
      }),
    ],
    [
      'names are compared without regard to case',
      () => ({
        install: [aSet('SYNC_INSTALL'), aLicense('installpsl')],
        named: [named('Sync_Install')],
        licenses: [licensed('InstallPsl', setMade)],
      }),
      () => ({
        ...plainPlan,
        actions: [
          { action: 'unassign', records: [recordOfSet('Sync_Install')] },
          { action: 'unassignLicenses', records: [recordOfLicense('InstallPsl')] },
        ],
      }),
    ],
    [
      'a license is not taken for a set of the same name',
      () => ({ install: [aSet('Same')], licenses: [licensed('Same', setMade)] }),
      () => plainPlan,
    ],
    [
      'what the phase does not name stays, and nobody speaks of it',
      () => ({ named: [named('Other')], licenses: [licensed('OtherPsl', setMade)] }),
      () => plainPlan,
    ],
    [
      'what daily use names too stays, and nobody speaks of it',
      () => ({
        daily: [aSet('Sync_Install'), aLicense('InstallPsl')],
        named: [named('Sync_Install')],
        licenses: [licensed('InstallPsl', setMade)],
      }),
      () => plainPlan,
    ],
    [
      'ten minutes before the set was made is still of the grant',
      () => ({ named: [named('Sync_Install', justOfGrant)] }),
      () => ({ ...plainPlan, actions: [{ action: 'unassign', records: [recordOfSet('Sync_Install')] }] }),
    ],
    [
      'what is older is told, and stays',
      () => ({ named: [named('Sync_Install', tooOld)], licenses: [licensed('InstallPsl', tooOld)] }),
      () => ({ ...plainPlan, notFound: [unclearSet('Sync_Install'), unclearLicense('InstallPsl')] }),
    ],
    [
      'so is what the org gives no date',
      () => ({ named: [named('Sync_Install', null)], licenses: [licensed('InstallPsl')] }),
      () => ({ ...plainPlan, notFound: [unclearSet('Sync_Install'), unclearLicense('InstallPsl')] }),
    ],
    [
      'so is all where the org does not tell when the set was made',
      () => ({ named: [named('Sync_Install')], createdAt: null }),
      () => ({ ...plainPlan, notFound: [unclearSet('Sync_Install')] }),
    ],
    [
      'so is all where the set of the grant is not there',
      () => ({ named: [named('Sync_Install')], licenses: [licensed('InstallPsl', setMade)], holds: null }),
      () => ({
        ...plainPlan,
        set: null,
        notFound: [
          { what: 'permissionSet', name: setName, id: null, why: 'NO_SUCH_SET' },
          unclearSet('Sync_Install'),
          unclearLicense('InstallPsl'),
        ],
      }),
    ],
    [
      'what another phase needs again stays, and the phase is named',
      () => ({
        upgrade: [aSet('Sync_Install')],
        named: [named('Sync_Install')],
        licenses: [licensed('InstallPsl', setMade)],
      }),
      () => ({
        ...plainPlan,
        actions: [{ action: 'unassignLicenses', records: [recordOfLicense('InstallPsl')] }],
        keptAssigned: [{ username: mailOf('ann'), what: 'Sync_Install', phases: ['upgrade'] }],
      }),
    ],
    [
      'what stays is sorted by name',
      () => ({
        install: [aSet('Zeta'), aSet('Alpha'), aSet('Mid')],
        upgrade: [aSet('Zeta'), aSet('Alpha'), aSet('Mid')],
        named: [named('Mid'), named('Zeta'), named('Alpha')],
      }),
      () => ({
        ...plainPlan,
        keptAssigned: ['Alpha', 'Mid', 'Zeta'].map((what) => ({ username: mailOf('ann'), what, phases: ['upgrade'] })),
      }),
    ],
    [
      'a set that gives what daily use needs stays, and the need is named',
      () => ({
        daily: [needs.permission('RunReports'), needs.permission('ViewSetup')],
        named: [named('Sync_Install')],
        sources: [
          { name: 'Sync_Install', permissions: ['RunReports'] },
          { name: 'Else', permissions: ['ViewSetup'] },
        ],
      }),
      () => ({
        ...plainPlan,
        keptAssigned: [
          {
            username: mailOf('ann'),
            what: 'Sync_Install',
            neededFor: [{ id: 'userPermission:RunReports', need: needs.permission('RunReports') }],
          },
        ],
      }),
    ],
    [
      'of two that give the same only the last stays',
      () => ({
        daily: [needs.permission('RunReports')],
        install: [aSet('First'), aSet('Second')],
        named: [named('First'), named('Second')],
        sources: [
          { name: 'First', permissions: ['RunReports'] },
          { name: 'Second', permissions: ['RunReports'] },
        ],
      }),
      () => ({
        ...plainPlan,
        actions: [{ action: 'unassign', records: [recordOfSet('First')] }],
        keptAssigned: [
          {
            username: mailOf('ann'),
            what: 'Second',
            neededFor: [{ id: 'userPermission:RunReports', need: needs.permission('RunReports') }],
          },
        ],
      }),
    ],
  ];
  for (const [title, scene, plan] of table) {
    it(title, () => expect(planOf(scene())).to.deep.equal(plan()));
  }

  it('goes before the entries of the set, which go too', () => {
    const plan = planOf({
      install: [aSet('Sync_Install'), aLicense('InstallPsl'), needs.permission('RunReports')],
      named: [named('Sync_Install')],
      licenses: [licensed('InstallPsl', setMade)],
      sources: [{ name: setName, permissions: ['RunReports'] }],
      holds: { RunReports: 'on' },
    });
    expect(plan.actions.map(({ action }) => action)).to.deep.equal(['unassign', 'unassignLicenses', 'removeEntries']);
  });

  it('stays where it gives what goes out of the set and daily use needs elsewhere', () => {
    const plan = planOf({
      daily: [needs.object('Account', 'read')],
      install: [aSet('Sync_Install'), needs.permission('RunReports')],
      named: [named('Sync_Install')],
      sources: [
        { name: 'Sync_Install', permissions: ['RunReports'] },
        { name: setName, permissions: ['RunReports'], objects: { Account: 'read' } },
      ],
      holds: { RunReports: 'on', Account: 'read' },
    });
    expect(plan.actions.map(({ action }) => action)).to.deep.equal(['unassign', 'removeEntries']);
    expect(plan.keptAssigned).to.equal(undefined);
  });
});
