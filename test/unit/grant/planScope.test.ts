/** What is read once more for a plan: the licenses are asked about what comes along, and about what sets hold already. */
import { expect } from 'chai';
import { grantReadingScope } from '../../../src/grant/grantReadingScope.js';
import type { Plan, PlannedUser } from '../../../src/grant/grantPlan.js';
import { needsMore, scopeOfPlan } from '../../../src/grant/planScope.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { existingSet, planFor, requirementsOfAcme } from '../support/plans.js';
import { needs, requirement } from '../support/snapshot.js';
import { namedSet } from './support/namedSets.js';

type Scene = {
  readonly rules?: readonly Requirement[];
  readonly adds?: readonly string[];
  readonly held?: Parameters<typeof existingSet>[0];
  readonly named?: Plan['named'];
  readonly users?: readonly PlannedUser[];
};
const planOf = ({ rules = [], adds = [], held, named = [], users = [] }: Scene): Plan => ({
  ...planFor('Integration_acme', adds),
  requirements: requirementsOfAcme(rules),
  permissionSet: { name: 'Integration_acme', label: 'Acme', existing: held ? existingSet(held) : null },
  named,
  users,
});

describe('what is to be read of licenses for a plan', () => {
  type Row = readonly [title: string, scene: () => Scene, permissions: readonly string[], sobjects: readonly string[]];
  const rows: readonly Row[] = [
    ['nothing more where nothing is given', () => ({}), [], []],
    [
      'user permissions and objects that the plan adds',
      () => ({
        adds: ['userPermission:BulkMacrosAllowed', 'object:Lead:read', 'object:Lead:edit', 'field:Case.Status:read'],
      }),
      ['BulkMacrosAllowed'],
      ['Lead'],
    ],
    [
      'those that the set holds already',
      () => ({
        held: { permissions: ['BulkMacrosAllowed'], objects: { Lead: 'read' }, fields: { 'Case.Status': 'read' } },
      }),
      ['BulkMacrosAllowed'],
      ['Lead'],
    ],
    [
      'those that come with sets which rules name',
      () => ({ named: [namedSet('One', ['userPermission:BulkMacrosAllowed']), namedSet('Two', ['object:Lead:read'])] }),
      ['BulkMacrosAllowed'],
      ['Lead'],
    ],
    [
      'each name once, whatever its case',
      () => ({
        adds: ['object:Lead:read', 'userPermission:BulkMacrosAllowed', 'userPermission:BULKMACROSALLOWED'],
        held: { objects: { LEAD: 'read edit' } },
      }),
      ['BULKMACROSALLOWED'],
      ['LEAD'],
    ],
    ['no fields and no things of Setup', () => ({ adds: ['field:Case.Status:read', 'apexClass:Sync'] }), [], []],
  ];
  for (const [title, scene, permissions, sobjects] of rows)
    it(title, () => {
      const rules = [requirement(needs.object('Contact', 'read')), requirement(needs.permission('ViewSetup'))];
      const asked = grantReadingScope(rules);
      expect(scopeOfPlan(planOf({ rules, ...scene() }))).to.deep.equal({
        ...asked,
        userPermissions: [...asked.userPermissions, ...permissions],
        sobjects: [...asked.sobjects, ...sobjects],
      });
    });
});

describe('whether licenses are to be read once more', () => {
  const ann = (more: Partial<PlannedUser> = {}): PlannedUser => ({
    ...{ id: '005', username: 'ann@example.com', assign: false, licenses: [], permissionSets: [], receives: [] },
    ...more,
  });
  const isNeeded = (scene: Scene): boolean => {
    const plan = planOf(scene);
    return needsMore(plan, scopeOfPlan(plan));
  };
  const rules = (): Requirement[] => [requirement(needs.object('Lead', 'read'))];
  const rows: ReadonlyArray<readonly [title: string, scene: () => Scene, expected: boolean]> = [
    [
      'not where somebody gets what rules ask for and no more',
      () => ({ rules: rules(), adds: ['object:Lead:read'], users: [ann({ assign: true })] }),
      false,
    ],
    [
      'where an object comes along',
      () => ({ rules: rules(), adds: ['object:Case:read'], users: [ann(), ann({ assign: true })] }),
      true,
    ],
    [
      'where a user permission comes along',
      () => ({ rules: rules(), adds: ['userPermission:BulkMacrosAllowed'], users: [ann({ assign: true })] }),
      true,
    ],
    [
      'where it comes with a set that a rule names',
      () => ({ named: [namedSet('One', ['object:Case:read'])], users: [ann({ permissionSets: ['acme__One'] })] }),
      true,
    ],
    ['not where nobody gets a set', () => ({ rules: rules(), adds: ['object:Case:read'], users: [ann()] }), false],
    ['not where the plan has no users', () => ({ adds: ['object:Case:read'] }), false],
  ];
  for (const [title, scene, expected] of rows) it(title, () => expect(isNeeded(scene())).to.equal(expected));
});
