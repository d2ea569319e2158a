import { expect } from 'chai';
import { directNeedsIn } from '../../../src/access/dependencies.js';
import { entryId } from '../../../src/access/entry.js';
import type { RequirementSet } from '../../../src/definition/requirementSet.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { ofPhase } from '../../../src/revoke/planRevokePhase.js';
import { actionOf, keepsSomething, takesNothingBack } from '../../../src/revoke/revokePlan.js';
import type { RevokePlan } from '../../../src/revoke/revokePlan.js';
import { entryOf, requirementsOfAcme } from '../support/plans.js';
import { needs, requirement, snapshot, user } from '../support/snapshot.js';
import { setName, standingSet, userOf } from './builders.js';

const daily: Need[] = [needs.object('Account', 'read'), needs.field('Account', 'Website')];
const install: Need[] = [
  needs.object('Account', 'edit'),
  { ...needs.field('Account', 'Website'), access: 'edit' } as Need,
  needs.permission('RunReports'),
];

type Case = {
  readonly named?: readonly string[];
  readonly edges?: readonly (readonly [string, string])[];
  /** What the upgrade needs. */
  readonly again?: readonly Need[];
};

const needsWith = (more: readonly Need[]): RequirementSet =>
  requirementsOfAcme([...daily, ...more].map((need) => requirement(need)));

const planFor = (
  holds: Readonly<Record<string, string>> | null,
  { named = ['ann'], edges = [], again = [] }: Case = {},
): RevokePlan =>
  ofPhase(
    setName,
    holds && standingSet(holds, { users: ['ann'] }),
    new Set(named.map(userOf)),
    {
      kept: needsWith(again),
      whole: needsWith([...install, ...again]),
      daily: needsWith([]),
      over: needsWith(install),
      others: [
        { phase: 'connect', needs: needsWith([]) },
        { phase: 'upgrade', needs: needsWith(again) },
      ],
    },
    snapshot(user()),
    directNeedsIn(edges.map(([from, to]) => ({ from: entryOf(from), to: entryOf(to) }))),
    { named: [], licenses: [] },
  );

const takenBy = (plan: RevokePlan): string[] =>
  (actionOf(plan, 'removeEntries')?.takeOut.entries ?? []).map(entryId).sort();

const granted = { Account: 'read edit', 'Account.Website': 'edit', RunReports: 'on', ViewSetup: 'on' };

describe('plan of a revoke of a phase', () => {
  it('takes what the phase alone explains; a field that daily use reads keeps that', () => {
    const plan = planFor(granted);
    expect(takenBy(plan)).to.include.members([
      'field:Account.Website:edit',
      'object:Account:edit',
      'userPermission:RunReports',
    ]);
    expect(actionOf(plan, 'removeEntries')?.leaves.map(entryId)).to.include.members([
      'field:Account.Website:read',
      'object:Account:read',
    ]);
    expect(actionOf(plan, 'unassign')).to.equal(undefined);
  });

  it('leaves what somebody else has put in, and what that rests on', () => {
    const plan = planFor(
      { ...granted, Account: 'read edit delete', AuthorApex: 'on' },
      { edges: [['userPermission:AuthorApex', 'userPermission:RunReports']] },
    );
    // Delete, which is not of the definition, rests on Edit (fact B2).
    expect(takenBy(plan)).to.not.include.members(['object:Account:edit']);
    expect(takenBy(plan)).to.not.include.members(['userPermission:RunReports']);
    expect(takenBy(plan)).to.not.include.members(['object:Account:delete']);
    expect(takenBy(plan)).to.include('field:Account.Website:edit');
  });

  it('takes nothing while somebody has the set who is not named, and fails by that', () => {
    const plan = planFor(granted, { named: ['bob'] });
    expect(plan.actions).to.have.length(1);
    expect(actionOf(plan, 'keep')).to.deep.include({
      what: 'entries',
      why: 'OTHERS_HAVE_IT',
      users: ['ann@example.com'],
    });
    expect([takesNothingBack(plan), keepsSomething(plan)]).to.deep.equal([true, true]);
  });

  it('names what another phase needs again, and what daily use needs is not among it', () => {
    const again = [needs.permission('RunReports'), needs.permission('ViewSetup'), needs.object('Account', 'read')];
    const plan = planFor(granted, { again });
    expect(takenBy(plan)).to.not.include('userPermission:RunReports');
    expect(takenBy(plan)).to.include('object:Account:edit');
    expect(plan.keptForPhases?.map(({ entry, phases }) => [entryId(entry), ...phases])).to.deep.equal([
      ['userPermission:RunReports', 'upgrade'],
    ]);
    expect(planFor(granted).keptForPhases).to.equal(undefined);
  });

  it('has nothing to take where nothing of the phase is there, and tells a set that is missing', () => {
    expect(planFor({ Account: 'read', 'Account.Website': 'read' }).actions).to.deep.equal([]);
    expect(planFor(null).notFound).to.deep.equal([
      { what: 'permissionSet', name: setName, id: null, why: 'NO_SUCH_SET' },
    ]);
  });
});
