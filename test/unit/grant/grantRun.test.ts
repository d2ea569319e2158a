import { expect } from 'chai';
import type { Evaluation } from '../../../src/check/evaluation.js';
import type { Outcome } from '../../../src/grant/grantOutcome.js';
import { grantRunExitCode } from '../../../src/grant/grantRun.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import type { GrantRun } from '../../../src/grant/grantRun.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { definition, evaluations, reading, schemaFor } from '../report/support/scenes.js';
import { schema, user } from '../support/snapshot.js';
import { planFor } from '../support/plans.js';
import { platformCode } from '../../../src/platform/platformCode.js';

/** One user, whose only permission is required and has this status; the rest is fine. */
const evaluated = (status: Status): Evaluation[] => {
  const needs = definition(['userPermission: ApiEnabled']);
  return evaluations(reading(schemaFor([needs]), user({})), [needs]).map((one) => ({
    ...one,
    findings: one.findings.map((finding) => ({
      ...finding,
      status: finding.id === 'userPermission:ApiEnabled' ? status : 'met',
    })),
  }));
};

// Plans are made by the test that needs them, and not while the file is loaded.
const empty = (): Plan => planFor('Acme', []);
const adds = (): Plan => planFor('Acme', ['userPermission:ApiEnabled']);
const byHand = (): Plan => ({ ...empty(), manual: evaluated('impossible').flatMap(({ findings }) => findings) });
const done: Outcome = { step: 'permissionSet', result: 'done' };
const notProved: Outcome = { step: 'proof', result: 'skipped', code: 'SET_NOT_READ', detail: 'Integration_acme' };
const failed: Outcome = { step: 'permissionSet', result: 'failed', code: platformCode('DUPLICATE_VALUE') };

describe('exit code of a run of grant', () => {
  type Case = [
    title: string,
    run: { mode: GrantRun['mode']; plan: () => Plan } & Partial<Omit<GrantRun, 'plan'>>,
    before: Status,
    after: Status | null,
    exitCode: number,
  ];
  const table: Case[] = [
    ['a dry run with something to write', { mode: 'dryRun', plan: adds }, 'unmet', null, 1],
    ['a dry run that leaves work for people', { mode: 'dryRun', plan: byHand }, 'impossible', null, 1],
    ['a dry run with nothing to do', { mode: 'dryRun', plan: empty }, 'met', null, 0],
    ['a dry run that cannot tell', { mode: 'dryRun', plan: empty }, 'unknown', null, 3],
    ['a file that holds all of it', { mode: 'project', plan: adds, outcomes: [done] }, 'unmet', null, 0],
    ['a file, and work for people', { mode: 'project', plan: byHand, outcomes: [done] }, 'impossible', null, 1],
    ['a file, and something that is not known', { mode: 'project', plan: adds }, 'unknown', null, 3],
    ['written, and all is there', { mode: 'change', plan: adds, outcomes: [done] }, 'unmet', 'met', 0],
    ['written, and something is missing', { mode: 'change', plan: adds, outcomes: [done] }, 'unmet', 'unmet', 1],
    ['written, and something cannot be told', { mode: 'change', plan: adds, outcomes: [done] }, 'unmet', 'unknown', 3],
    [
      'written, and the set not read back',
      { mode: 'change', plan: adds, outcomes: [done, notProved] },
      'unmet',
      'met',
      3,
    ],
    [
      'the same where no check was reached',
      { mode: 'change', plan: adds, outcomes: [done, notProved] },
      'unmet',
      null,
      3,
    ],
    [
      'the same where more is missing',
      { mode: 'change', plan: adds, outcomes: [done, notProved] },
      'unmet',
      'unmet',
      1,
    ],
    ['nothing was written', { mode: 'change', plan: adds, outcomes: [failed] }, 'unmet', null, 2],
    ['written in part', { mode: 'change', plan: adds, outcomes: [done, failed] }, 'unmet', 'unmet', 68],
    ['interrupted', { mode: 'change', plan: adds, outcomes: [done], interrupted: true }, 'unmet', null, 130],
  ];
  for (const [title, run, before, after, exitCode] of table) {
    it(`${title}: ${exitCode}`, () => {
      const snapshot = reading(schema(), user({}));
      const ended = grantRunExitCode({
        snapshot,
        outcomes: [],
        interrupted: false,
        receipt: null,
        ...run,
        plan: run.plan(),
        before: evaluated(before),
        after: after && { snapshot, evaluations: evaluated(after) },
      });
      expect(ended).to.equal(exitCode);
    });
  }
});
