/** Plans for tests: tests name only what they are about. */
import { emptyContent, parseEntry } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import type { Edge } from '../../../src/access/dependencies.js';
import type { RequirementSet } from '../../../src/definition/requirementSet.js';
import type { Plan, Scope, TargetSet } from '../../../src/grant/grantPlan.js';
import { planGrant } from '../../../src/grant/planGrant.js';
import type { PlanInput } from '../../../src/grant/planInput.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { content, entriesOf, schema as schemaWith, snapshot, user } from './snapshot.js';
import type { UserSpec } from './snapshot.js';

/** The entry of an id. @throws Error for what is none */
export const entryOf = (id: string): Entry => {
  const entry = parseEntry(id);
  if (entry === undefined) throw new Error(`no entry: ${id}`);
  return entry;
};

/** The requirements of an integration called Acme. */
export const requirementsOfAcme = (
  requirements: readonly Requirement[],
  permissionSet = 'Integration_acme',
): RequirementSet => ({
  integration: 'acme',
  label: 'Acme',
  variant: null,
  authentication: 'oauth',
  permissionSet,
  definitionHash: 'sha256:0',
  requirements,
});

/** What a permission set holds. */
export type Holds = Parameters<typeof content>[0];

type Existing = NonNullable<TargetSet['existing']>;

/** A permission set that the org has already and that grant made. */
export const existingSet = (holds: Holds = {}, more: Partial<Existing> = {}): Existing => ({
  id: '0PS000000000001AAA',
  owned: true,
  intact: true,
  description: '',
  license: known(null),
  throughGroups: [],
  content: content(holds),
  holds: entriesOf(holds),
  assignees: [],
  alsoFor: [],
  ...more,
});

/** What a plan is made from: one user without anything, in an org as most are, where nothing else is said. */
export type PlanWorld = {
  readonly users?: readonly UserSpec[];
  readonly schema?: Partial<OrgSchema>;
  readonly existing?: TargetSet['existing'];
  readonly scope?: Partial<Scope>;
  readonly edges?: readonly Edge[];
};

/** What a plan for Acme is made from. */
export const planInput = (
  { users = [{}], schema = {}, existing = null, scope = {}, edges = [] }: PlanWorld,
  requirements: readonly Requirement[],
): PlanInput => ({
  requirements: requirementsOfAcme(requirements),
  snapshot: { ...snapshot(user(), schemaWith(schema)), users: users.map(user) },
  permissionSet: { name: 'Integration_acme', label: 'Acme', existing },
  scope: { recommended: false, optional: false, degraded: false, minimum: false, ...scope },
  edges,
});

/** Plans for Acme. */
export const planned = (world: PlanWorld, requirements: readonly Requirement[]): Plan =>
  planGrant(planInput(world, requirements));

/** A plan that adds entries, by their ids, to a permission set; `existing` where the org has it already. */
export const planFor = (name: string, ids: readonly string[], existing = false): Plan => ({
  requirements: requirementsOfAcme([], name),
  permissionSet: {
    name,
    label: 'Acme integration',
    existing: existing ? existingSet({}, { id: '0PS000000000001', content: emptyContent }) : null,
  },
  adds: ids.map((id) => ({ entry: entryOf(id), reason: 'requested', neededBy: [id] })),
  named: [],
  beyond: [],
  notFollowed: [],
  edges: [],
  platformAdds: [],
  users: [],
  closes: [],
  mayClose: [],
  doubts: [],
  unassignable: [],
  manual: [],
  leftOut: [],
});
