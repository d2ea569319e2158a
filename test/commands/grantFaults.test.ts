import type { Connection } from '@salesforce/core';
import { expect } from 'chai';
import { checkExitCode, worstExitCode, writingExitCode } from '../../src/exitCode.js';
import type { Outcome } from '../../src/grant/grantOutcome.js';
import type { Receipt } from '../../src/grant/receipt.js';
import { OrgFailure } from '../../src/org/failure.js';
import { createOrgClient } from '../../src/org/orgClient.js';
import { grantWorkflow } from '../../src/workflows/grantWorkflow.js';
import { planWorkflow } from '../../src/workflows/planGrantWorkflow.js';
import type { Planned } from '../../src/workflows/planGrantWorkflow.js';
import { takesNothingBack } from '../../src/revoke/revokePlan.js';
import { planRevokeWorkflow } from '../../src/workflows/planRevokeWorkflow.js';
import type { PlannedRevoke } from '../../src/workflows/planRevokeWorkflow.js';
import { revokeWorkflow } from '../../src/workflows/revokeWorkflow.js';
import { faultKinds } from '../local-org/http/faults.js';
import type { FaultKind } from '../local-org/http/faults.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { expectNoSecret, spelled } from '../support/commandRun.js';
import { connect } from '../support/connection.js';
import { runsNow } from '../support/largeMatrix.js';
import { isWrite } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { inHurriedTime } from '../support/virtualClock.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

/** How one run ended. `thrown` where it could not be carried out, which promises that nothing was written. */
type Run = {
  exitCode: number;
  outcomes: readonly Outcome[];
  receipt: Receipt | null;
  thrown: OrgFailure | null;
  said: string;
};

/** Reached only where an answer never comes: the runs take no time otherwise. */
const waitMs = 600_000;

const failedRun = (thrown: unknown, receipt: Receipt | null): Run => {
  if (!(thrown instanceof OrgFailure)) throw thrown;
  return {
    exitCode: thrown.code === 'GAVE_UP_WAITING' ? 69 : 2,
    outcomes: [],
    receipt,
    thrown,
    said: spelled(thrown),
  };
};

type Phase<P> = {
  plan: () => Promise<P>;
  /** Carries out a plan that may have been made for an earlier run from the same state. */
  apply: (planned: P) => Promise<Run>;
};

const both = async <P>({ plan, apply }: Phase<P>): Promise<Run> => {
  try {
    return await apply(await plan());
  } catch (error) {
    return failedRun(error, null);
  }
};

const granting = (connection: Connection, integration: string, user: string): Phase<Planned> => ({
  plan: () =>
    planWorkflow({
      reference: integration,
      permissionSet: null,
      users: [user],
      authentication: 'oauth',
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
      waitMs,
      backoffMs: [],
      connect: () => Promise.resolve(connection),
    }),
  apply: async (planned) => {
    let receipt: Receipt | null = null;
    const client = createOrgClient(connection, { waitMs, backoffMs: [] });
    try {
      const granted = await grantWorkflow(
        { ...planned, client },
        {
          journal: (written) => {
            receipt = structuredClone(written);
            return Promise.resolve();
          },
          interrupted: () => false,
        },
      );
      const checked = granted.after?.evaluations.map(({ findings }) => checkExitCode(findings, 'required')) ?? [];
      return {
        exitCode: writingExitCode(granted.outcomes) ?? worstExitCode(checked),
        outcomes: granted.outcomes,
        receipt,
        thrown: null,
        said: spelled([granted.outcomes, receipt]),
      };
    } catch (error) {
      return failedRun(error, receipt);
    }
  },
});

const revoking = (connection: Connection, receipt: Receipt): Phase<PlannedRevoke> => ({
  plan: () =>
    planRevokeWorkflow({
      integration: null,
      users: [],
      receipt,
      authentication: 'oauth',
      deleteSet: true,
      waitMs,
      backoffMs: [],
      connect: () => Promise.resolve(connection),
    }),
  apply: async (planned) => {
    if (takesNothingBack(planned.plan)) return { exitCode: 0, outcomes: [], receipt, thrown: null, said: '' };
    const client = createOrgClient(connection, { waitMs, backoffMs: [] });
    try {
      const { outcomes } = await revokeWorkflow(
        { ...planned, client },
        () => false,
        () => undefined,
      );
      const exitCode = writingExitCode(outcomes) ?? 0;
      return { exitCode, outcomes, receipt, thrown: null, said: spelled(outcomes) };
    } catch (error) {
      return failedRun(error, receipt);
    }
  },
});

/** What a receipt says, without what differs from run to run. */
const stepsOfReceipt = (receipt: Receipt | null): unknown =>
  receipt && [
    receipt.permissionSet.created,
    receipt.permissionSet.id !== null,
    receipt.steps.map(({ step, state, ...rest }) => [
      step,
      state,
      'assigned' in rest
        ? rest.assigned.map(({ username, what }) => [username, what])
        : 'added' in rest
          ? rest.added
          : null,
    ]),
  ];

/** Requests of planning, and of carrying the plan out with its proof. */
type Requests = { plan: number; apply: number };

/** A user and what he is granted, in a scenario of his own. */
type Case = { title: string; user: string; integration: string };

const cases: Case[] = [
  { title: 'a new integration user who needs a license', user: 'api@example.com', integration: 'hg-insights' },
  {
    title: 'a user whose permission set exists, with content of others, in a group',
    user: 'half@example.com',
    integration: 'ciro',
  },
];

/** A push runs one of so many cases: there are more than a thousand. */
const every = 12;

/** A whole request is refused like a single row is, by `lockRow` and by these two alike: one stands for all. */
const kinds: readonly FaultKind[] = faultKinds.filter((kind) => kind !== 'rowRefused' && kind !== 'licenseRefused');

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_ciro: {
        description: 'sf integration grant: permissions that Ciro (ciro) needs.',
        userPermissions: ['ApiEnabled', 'RunReports', 'EditEvent'],
        objects: { Account: 'read create', Campaign: 'read', Contact: 'read' },
        fields: { 'Account.Website': 'read', 'Account.Site': 'edit', 'Contact.Email': 'edit' },
      },
    },
    permissionSetGroups: { Sync: { permissionSets: ['Integration_ciro', 'Sales_Read'] } },
    users: {
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_ciro'] },
      other: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_ciro'] },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Sync'] },
    },
  });

describe('faults in the middle of grant and revoke', function () {
  this.timeout(240_000);
  let world: World;
  let connection: Connection;
  let restore: () => void;
  let initial: OrgState;
  let initialFacts: Set<string>;
  let count = 0;
  const table: string[] = [];

  before(async () => {
    world = await openWorld({ org: scenario() });
    connection = await connect(world, 'admin@example.com');
    restore = rememberTables(world.org.org);
    initial = stateOf(world.org.org);
    initialFacts = facts();
  });
  beforeEach(() => {
    restore();
    world.org.faults.clear();
    world.org.clearRequests();
  });
  after(async () => {
    await world.close();
    process.stdout.write(`${table.join('\n')}\n      ${count} cases of faults in grant and revoke\n`);
  });

  /** Rows by table: duplicates show here even where they change nobody's access. */
  /** Not of the Setup Audit Trail: what two runs write together stands there in more lines than what one writes at once. */
  const rowCounts = (): Record<string, number> =>
    Object.fromEntries(
      [...world.org.org.tables]
        .map(([name, rows]): [string, number] => [name, rows.size])
        .filter(([name, n]) => n !== 0 && name !== 'SetupAuditTrail'),
    );
  /** Runs from a start with a fault at the nth request of it. */
  const withFault = async (kind: FaultKind, nth: number, start: () => void, run: () => Promise<Run>): Promise<Run> => {
    const { org } = world;
    start();
    org.clearRequests();
    org.faults.clear();
    org.faults.add({ kind, match: { nth }, delayMs: kind === 'slow' ? 2000 : 0 });
    const ended = await inHurriedTime(run);
    expect(
      org.requests.some(({ fault }) => fault === kind),
      `${kind} at request ${nth} happened`,
    ).to.equal(true);
    org.faults.clear();
    return ended;
  };
  /**
   * One run for each request: those of planning, and those of carrying out a plan made without fault. A push runs a part
   * of them (`largeMatrix.ts`).
   */
  const atEachRequest = async <P>(
    kind: FaultKind,
    phase: Phase<P>,
    start: () => void,
    requests: Requests,
    then: (run: Run, label: string) => Promise<void>,
  ): Promise<void> => {
    const at = kinds.indexOf(kind);
    const numbered = (count: number, before: number): number[] =>
      Array.from({ length: count }, (_, i) => i + 1).filter((nth) => runsNow(at, before + nth, every));
    for (const nth of numbered(requests.plan, 0)) {
      const run = await withFault(kind, nth, start, () => both(phase));
      await then(run, `${kind} at request ${nth}`);
    }
    const applying = numbered(requests.apply, requests.plan);
    if (applying.length === 0) return;
    start();
    const planned = await phase.plan();
    for (const nth of applying) {
      const run = await withFault(kind, nth, start, () => phase.apply(planned));
      await then(run, `${kind} at request ${requests.plan + nth}`);
    }
  };
  /** A run without fault, and how many requests it took. */
  const cleanRun = async <P>({ plan, apply }: Phase<P>): Promise<{ run: Run; requests: Requests }> => {
    world.org.clearRequests();
    const planned = await plan();
    const planning = world.org.requests.length;
    const run = await apply(planned);
    expect(run.exitCode, run.said).to.equal(0);
    return { run, requests: { plan: planning, apply: world.org.requests.length - planning } };
  };
  const facts = (): Set<string> => permissionFacts(world.org.org);
  /** What is different from the beginning, and how many rows there are: enough to know the state again. */
  const known = (): unknown => {
    const [before, now] = [initialFacts, facts()];
    const without = (facts: Set<string>, others: Set<string>): string[] =>
      [...facts].filter((fact) => !others.has(fact)).sort();
    return [without(now, before), without(before, now), rowCounts()];
  };
  const state = (): OrgState => stateOf(world.org.org);

  /** What must be true of a run that a fault hit. */
  const expectContract = (run: Run, before: OrgState, label: string): void => {
    expectNoSecret(world.org, run.said);
    expect([0, 1, 2, 3, 68, 69], label).to.include(run.exitCode);
    if (run.exitCode === 2 || run.thrown) {
      expect(
        changesBetween(before, state()),
        `${label}: exit code ${run.exitCode} promises that nothing was written`,
      ).to.deep.equal(noChanges);
    }
    const failed = run.outcomes.filter(({ result }) => result === 'failed');
    // Steps of one transaction may be written or not together.
    const causes = new Set(failed.map(({ code, detail }) => JSON.stringify([code, detail])));
    expect(causes.size, `${label}: a step that failed has no other after it`).to.be.at.most(1);
    for (const { code } of failed) expect(code, label).to.match(/^[A-Z_]+$/);
    if (failed.length > 0) expect(run.exitCode, label).to.be.oneOf([2, 68, 69]);
  };

  for (const [row, { title, user, integration }] of cases.entries()) {
    describe(title, () => {
      let requests: { grant: Requests; revoke: Requests };
      let clean: { facts: Set<string>; rows: Record<string, number> };
      let granted: { receipt: Receipt; restore: () => void; state: OrgState };
      const grantAgain = (): Promise<Run> => both(granting(connection, integration, user));
      const takeBack = (receipt: Receipt): Promise<Run> => both(revoking(connection, receipt));
      /** States, and receipts beside them, from which a second run and the way back are known to end well. */
      const proved = new Set<string>();

      before(async () => {
        restore();
        const grant = await cleanRun(granting(connection, integration, user));
        const { receipt } = grant.run;
        if (!receipt) throw new Error('no receipt');
        clean = { facts: facts(), rows: rowCounts() };
        granted = { receipt, restore: rememberTables(world.org.org), state: state() };
        const revoke = await cleanRun(revoking(connection, receipt));
        expect(changesBetween(initial, state())).to.deep.equal(noChanges);
        requests = { grant: grant.requests, revoke: revoke.requests };
        table.push(
          `      ${title}: ${grant.requests.plan} + ${grant.requests.apply} requests of grant, ` +
            `${revoke.requests.plan} + ${revoke.requests.apply} of revoke, ${kinds.length} kinds`,
        );
      });

      // A push grants with every other kind in one case, and revokes with it in the other.
      for (const kind of kinds.filter((_, at) => runsNow(row + 1, at, 2))) {
        it(`grant: ${kind} at each request; a second run ends as a clean one; both can be taken back`, async () => {
          const phase = granting(connection, integration, user);
          await atEachRequest(kind, phase, restore, requests.grant, async (first, label) => {
            count += 1;
            expectContract(first, initial, label);
            // From the same state with the same receipt the same follows: each is gone through once.
            const here = JSON.stringify([known(), stepsOfReceipt(first.receipt)]);
            if (proved.has(here)) return;
            proved.add(here);
            const second = await grantAgain();
            expect(second.exitCode, `${label}: second run\n${second.said}`).to.equal(0);
            expect(facts(), `${label}: end state`).to.deep.equal(clean.facts);
            expect(rowCounts(), `${label}: duplicates`).to.deep.equal(clean.rows);
            expect(changesBetween(initial, state()).disappeared, `${label}: lost`).to.deep.equal([]);
            for (const { receipt } of [second, first]) {
              if (!receipt) continue;
              const back = await takeBack(receipt);
              expect(back.exitCode, `${label}: back\n${back.said}`).to.equal(0);
            }
            expect(changesBetween(initial, state()), `${label}: taken back`).to.deep.equal(noChanges);
          });
        });
      }

      for (const kind of kinds.filter((_, at) => runsNow(row, at, 2))) {
        it(`revoke: ${kind} at each request; a second run ends as a clean one`, async () => {
          const { receipt, restore: restoreGranted, state: before } = granted;
          const phase = revoking(connection, receipt);
          await atEachRequest(kind, phase, restoreGranted, requests.revoke, async (first, label) => {
            count += 1;
            expectContract(first, before, label);
            const here = JSON.stringify(['revoke', known()]);
            if (proved.has(here)) return;
            proved.add(here);
            const second = await takeBack(receipt);
            expect(second.exitCode, `${label}: second run\n${second.said}`).to.equal(0);
            expect(changesBetween(initial, state()), `${label}: end state`).to.deep.equal(noChanges);
            world.org.clearRequests();
            const third = await takeBack(receipt);
            expect([third.exitCode, world.org.requests.filter(isWrite)], `${label}: third run`).to.deep.equal([0, []]);
          });
        });
      }
    });
  }
});
