/** What must stay quick with ten thousand entries. Each task prepares its data apart from what is measured. */
import type { Edge } from '../../src/access/dependencies.js';
import type { planGrant as PlanGrant } from '../../src/grant/planGrant.js';
import { manyRequirements, manySources } from './evaluationCase.js';

/** Loads a module of the compiled plugin by its path below lib/. */
type Load = (path: string) => Promise<unknown>;

export type LargeTask = {
  readonly title: string;
  /** Loads the code and makes the data. Out: what is measured; it throws when the outcome is not what it has to be. */
  readonly prepare: (load: Load) => Promise<() => void>;
};

const edgeCount = 9300;

/** Read of each of a hundred objects needs Read of 93 others: more than the org of fact D7 has. */
const edges = (): Edge[] =>
  Array.from({ length: edgeCount }, (_, at) => ({
    from: { kind: 'object', sobject: `Thing_${at % 100}__c`, access: 'read' },
    to: { kind: 'object', sobject: `Thing_${(at * 7) % 93}__c`, access: 'read' },
  }));

const plan: LargeTask = {
  title: `plan 10,000 needs, ${edgeCount.toLocaleString('en')} dependencies of the org`,
  prepare: async (load) => {
    const { planGrant } = (await load('grant/planGrant.js')) as { planGrant: typeof PlanGrant };
    const requirements = manyRequirements();
    const input: Parameters<typeof planGrant>[0] = {
      requirements: {
        integration: 'large',
        label: 'Large',
        variant: null,
        authentication: 'oauth',
        permissionSet: 'Integration_large',
        definitionHash: 'sha256:0',
        requirements,
      },
      snapshot: manySources(1, 0),
      permissionSet: { name: 'Integration_large', label: 'Large', existing: null },
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
      edges: edges(),
    };
    return () => {
      const { closes, manual } = planGrant(input);
      if (closes.length !== requirements.length || manual.length > 0)
        throw new Error(`The plan closes ${closes.length} of ${requirements.length}`);
    };
  },
};

/** Every task by its id. */
export const largeTasks = { plan } as const satisfies Record<string, LargeTask>;
export type LargeTaskId = keyof typeof largeTasks;

export const largeTaskIds = Object.keys(largeTasks) as LargeTaskId[];

/** CPU milliseconds that each may take at most. */
export const largeTaskLimitMs = 1000;
