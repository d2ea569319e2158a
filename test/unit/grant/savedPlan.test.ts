import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import { includeOf, reviewedNames, savedPlan, savedPlanSchema, scopeOf } from '../../../src/grant/savedPlan.js';
import type { PlanOrigin, SavedPlan } from '../../../src/grant/savedPlan.js';
import { existingSet, planFor } from '../support/plans.js';
import { notRead, snapshot, user } from '../support/snapshot.js';

const none = { recommended: false, optional: false, degraded: false, minimum: false };
const plain: PlanOrigin = { reference: 'acme', authentication: 'oauth', scope: none, permissionSet: null };

const kept = (plan: Plan, origin: Partial<PlanOrigin> = {}): SavedPlan =>
  savedPlan(plan, snapshot(user()), { ...plain, ...origin });

describe('a plan that is kept', () => {
  it('says what it was made for and what it changes, and no more than there is to say', () => {
    const plan = kept(planFor('Integration_acme', ['object:Lead:read']));
    expect(plan).to.deep.equal({
      schemaVersion: 1,
      org: { id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
      plannedAt: '2026-11-22T00:00:00.000Z',
      integration: 'acme',
      variant: null,
      definitionHash: 'sha256:0',
      request: {
        reference: 'acme',
        users: ['ann@example.com'],
        authentication: 'oauth',
        include: [],
        minimum: false,
        permissionSet: null,
      },
      permissionSet: { name: 'Integration_acme', exists: false, holds: [], alsoFor: [] },
      adds: [{ id: 'object:Lead:read', reason: 'requested', neededBy: ['object:Lead:read'] }],
      platformAdds: [],
      users: [],
      closes: [],
    });
    expect(savedPlanSchema.parse(JSON.parse(JSON.stringify(plan)))).to.deep.equal(plan);
  });

  it('says how the definition was filled in, what it leaves out, and what was allowed by name', () => {
    const { requirements, ...rest } = planFor('Integration_acme', []);
    const plan = kept(
      {
        ...rest,
        requirements: {
          ...requirements,
          variant: 'sync',
          features: ['a'],
          leftOut: { features: ['b'], phases: ['install'] },
        },
      },
      {
        reference: './acme.yml@sync+a',
        scope: { ...none, degraded: true, recommended: true, minimum: true },
        permissionSet: 'Other',
        parameters: { object: ['Lead'] },
        phases: ['install'],
        allowed: ['ManageUsers'],
      },
    );
    expect({ variant: plan.variant, features: plan.features, leftOut: plan.leftOut }).to.deep.equal({
      variant: 'sync',
      features: ['a'],
      leftOut: { features: ['b'], phases: ['install'] },
    });
    expect(plan.request).to.deep.equal({
      reference: './acme.yml@sync+a',
      users: ['ann@example.com'],
      authentication: 'oauth',
      include: ['recommended', 'degraded'],
      minimum: true,
      permissionSet: 'Other',
      parameters: { object: ['Lead'] },
      phases: ['install'],
      allow: ['ManageUsers'],
    });
    expect(savedPlanSchema.parse(plan)).to.deep.equal(plan);
  });

  const app = { type: 'TabSet', name: 'Sales' };
  for (const [title, setupAccess, more] of [
    ['with what it holds beside permissions', known([app]), ['app:Sales']],
    ['with no more where the rest could not be read', notRead, []],
  ] as const)
    it(`says what the permission set holds, in the order of ids, and who else has it, ${title}`, () => {
      const existing = existingSet(
        { permissions: ['RunReports'], objects: { Lead: 'read', Account: 'read' } },
        { setupAccess, alsoFor: ['eve@example.com'] },
      );
      const plan = planFor('Integration_acme', []);
      expect(kept({ ...plan, permissionSet: { ...plan.permissionSet, existing } }).permissionSet).to.deep.equal({
        name: 'Integration_acme',
        exists: true,
        holds: [...more, 'object:Account:read', 'object:Lead:read', 'userPermission:RunReports'],
        alsoFor: ['eve@example.com'],
      });
    });
});

describe('what a plan is to hold beyond what is required', () => {
  const cases: [words: ReturnType<typeof includeOf>, minimum: boolean, scope: ReturnType<typeof scopeOf>][] = [
    [[], false, none],
    [['recommended'], false, { ...none, recommended: true }],
    [['optional'], true, { ...none, optional: true, minimum: true }],
    [['degraded'], false, { ...none, degraded: true }],
    [
      ['recommended', 'optional', 'degraded'],
      true,
      { recommended: true, optional: true, degraded: true, minimum: true },
    ],
  ];
  for (const [words, minimum, scope] of cases)
    it(`${words.join(' ') || 'nothing'}${minimum ? ', as a minimum' : ''}: in words and as a scope`, () => {
      expect(scopeOf(words, minimum)).to.deep.equal(scope);
      expect(includeOf(scope)).to.deep.equal(words);
    });
});

describe('the user permissions to which a reviewer has agreed', () => {
  const ann = { id: '005', username: 'ann@example.com', assign: true, licenses: [] };
  const reviewed = (...receives: (string[] | undefined)[]): SavedPlan => ({
    ...kept(planFor('Integration_acme', [])),
    users: receives.map((ids) => (ids ? { ...ann, receives: ids } : ann)),
  });
  const cases: [title: string, plan: () => SavedPlan | null, names: string[]][] = [
    ['none without a plan', () => null, []],
    ['none of a file that does not say what users receive', () => reviewed(undefined), []],
    [
      'those that somebody receives, each once',
      () =>
        reviewed(['userPermission:ManageUsers', 'object:Lead:read'], undefined, [
          'userPermission:ManageUsers',
          'userPermission:ViewSetup',
          'no id at all',
        ]),
      ['ManageUsers', 'ViewSetup'],
    ],
  ];
  for (const [title, plan, names] of cases) it(title, () => expect(reviewedNames(plan())).to.deep.equal(names));
});
