/** What must stay quick with ten thousand entries. Each task prepares its data apart from what is measured. */
import type { Edge } from '../../src/access/dependencies.js';
import { parseEntry } from '../../src/access/entry.js';
import { known } from '../../src/access/snapshot.js';
import type { AccessSnapshot } from '../../src/access/snapshot.js';
import type { evaluationsOf as EvaluationsOf } from '../../src/check/evaluation.js';
import type { grantProof as GrantProof } from '../../src/grant/grantProof.js';
import type { planGrant as PlanGrant } from '../../src/grant/planGrant.js';
import type { Receipt } from '../../src/grant/receipt.js';
import type { becomesUnmet as BecomesUnmet } from '../../src/revoke/becomesUnmet.js';
import type { withReceipt as WithReceipt } from '../../src/revoke/planRevoke.js';
import type { requirementsOfReceipt as RequirementsOfReceipt } from '../../src/revoke/receiptRequirements.js';
import type { snapshotWithout as SnapshotWithout } from '../../src/revoke/snapshotWithout.js';
import type { Standing } from '../../src/revoke/standing.js';
import { manyRequirements, manySources } from './evaluationCase.js';

/** Loads a module of the compiled plugin by its path below tmp/compiled/. */
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

const setName = 'Integration_large';
const setId = '0PS000000000001AAA';

/** The user of the snapshot has everything through the set of the grant. */
const granted = (): { snapshot: AccessSnapshot; receipt: Receipt; standing: Standing } => {
  const snapshot = manySources(1, 1);
  const [user] = snapshot.users;
  if (user?.evidence.mode !== 'admin' || !user.evidence.sources.known) throw new Error('The user has no sources');
  const [source] = user.evidence.sources.value;
  if (!source) throw new Error('The user has no permission set');
  const evidence = { ...user.evidence, sources: known([{ ...source, name: setName, namespace: null }]) };
  const entries = manyRequirements().map(({ id }) => id);
  const fields = entries.flatMap((id) => {
    const entry = parseEntry(id);
    return entry?.kind === 'field' ? [entry] : [];
  });
  const objects = entries.flatMap((id) => {
    const entry = parseEntry(id);
    return entry?.kind === 'object' ? [entry] : [];
  });
  const assigned = { id: '0Pa000000000001AAA', userId: user.id, username: user.username };
  return {
    snapshot: { ...snapshot, users: [{ ...user, evidence }] },
    receipt: {
      schemaVersion: 1,
      org: { id: snapshot.org.id, instanceUrl: snapshot.org.instanceUrl },
      integration: 'large',
      reference: 'large',
      variant: null,
      startedAt: snapshot.takenAt,
      users: [user.username],
      userIds: [user.id],
      permissionSet: { name: setName, id: setId, created: false },
      steps: [
        {
          step: 'permissionSet',
          state: 'done',
          added: entries.map((id) => ({ id, before: 'none' })),
          platformAdds: [],
          objectsBefore: [],
        },
        {
          step: 'assignments',
          state: 'done',
          assigned: [{ userId: user.id, username: user.username, what: setName, recordId: assigned.id }],
        },
      ],
    },
    standing: {
      set: {
        id: setId,
        name: setName,
        description: '',
        userPermissions: entries.flatMap((id) => /^userPermission:(.*)$/.exec(id)?.[1] ?? []),
        objects: [...new Set(objects.map(({ sobject }) => sobject))].map((sobject) => ({
          id: `110${sobject}`,
          sobject,
          accesses: new Set(objects.filter((entry) => entry.sobject === sobject).map(({ access }) => access)),
        })),
        fields: fields.map(({ sobject, field, access }) => ({ id: `01k${sobject}.${field}`, sobject, field, access })),
        assignments: [{ ...assigned, assignedAt: null }],
        groups: [],
        createdAt: null,
      },
      namesake: false,
      users: [{ id: user.id, username: user.username }],
      licenses: [],
      named: [],
    },
  };
};

type EvaluationModule = { evaluationsOf: typeof EvaluationsOf };

const revoke: LargeTask = {
  title: 'plan a revoke of 10,000 entries and tell what becomes unmet',
  prepare: async (load) => {
    const { withReceipt } = (await load('revoke/planRevoke.js')) as { withReceipt: typeof WithReceipt };
    const { snapshotWithout } = (await load('revoke/snapshotWithout.js')) as {
      snapshotWithout: typeof SnapshotWithout;
    };
    const { becomesUnmet } = (await load('revoke/becomesUnmet.js')) as { becomesUnmet: typeof BecomesUnmet };
    const { requirementsOfReceipt } = (await load('revoke/receiptRequirements.js')) as {
      requirementsOfReceipt: typeof RequirementsOfReceipt;
    };
    const { evaluationsOf } = (await load('check/evaluation.js')) as EvaluationModule;
    const { snapshot, receipt, standing } = granted();
    return () => {
      const named = [{ reference: 'large', requirements: requirementsOfReceipt(receipt, 'oauth') }];
      const revokePlan = withReceipt(receipt, standing, null, false);
      const after = evaluationsOf(named, snapshotWithout(snapshot, revokePlan));
      const [lost] = becomesUnmet(evaluationsOf(named, snapshot), after);
      const { length } = receipt.steps.flatMap((step) => (step.step === 'permissionSet' ? step.added : []));
      if (lost?.findings.length !== length) throw new Error(`${lost?.findings.length ?? 0} of ${length} become unmet`);
    };
  },
};

const proof: LargeTask = {
  title: 'prove a grant of 10,000 entries',
  prepare: async (load) => {
    const { grantProof } = (await load('grant/grantProof.js')) as { grantProof: typeof GrantProof };
    const { evaluationsOf } = (await load('check/evaluation.js')) as EvaluationModule;
    const { snapshot, receipt } = granted();
    const { requirementsOfReceipt } = (await load('revoke/receiptRequirements.js')) as {
      requirementsOfReceipt: typeof RequirementsOfReceipt;
    };
    const requirements = requirementsOfReceipt(receipt, 'oauth');
    return () => {
      const findings = evaluationsOf([{ reference: 'large', requirements }], snapshot).flatMap((one) => one.findings);
      const outcome = grantProof(
        requirements.requirements.map(({ id }) => id),
        findings,
      );
      if (outcome.result !== 'done') throw new Error(`The proof is ${outcome.result}: ${outcome.detail ?? ''}`);
    };
  },
};

/** Every task by its id. */
export const largeTasks = { plan, revoke, proof } as const satisfies Record<string, LargeTask>;
export type LargeTaskId = keyof typeof largeTasks;

export const largeTaskIds = Object.keys(largeTasks) as LargeTaskId[];

/** CPU milliseconds that each may take at most. */
export const largeTaskLimitMs = 1000;
