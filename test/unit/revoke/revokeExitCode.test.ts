import { expect } from 'chai';
import type { Outcome } from '../../../src/grant/grantOutcome.js';
import { revokeExitCode } from '../../../src/revoke/revokeExitCode.js';
import type { RevokeAction, RevokePlan } from '../../../src/revoke/revokePlan.js';
import { platformCode } from '../../../src/platform/platformCode.js';

const plan = (...actions: RevokeAction[]): RevokePlan => ({
  name: 'Acme',
  formerName: null,
  set: { id: '0PS000000000001AAA' },
  actions,
  notFound: [],
});
const unassign: RevokeAction = { action: 'unassign', records: [] };
const keep = (failsRevoke: boolean): RevokeAction => ({
  action: 'keep',
  what: 'set',
  why: 'OTHERS_HAVE_IT',
  users: ['ann@example.com'],
  groups: [],
  more: [],
  failsRevoke,
});
const done: Outcome = { step: 'unassign', result: 'done' };
const failed: Outcome = { step: 'entries', result: 'failed', code: platformCode('UNABLE_TO_LOCK_ROW') };
const ended = (...outcomes: Outcome[]): Parameters<typeof revokeExitCode>[1] => ({ outcomes, interrupted: false });

describe('exit code of a revoke', () => {
  const table: [title: string, plan: RevokePlan, end: Parameters<typeof revokeExitCode>[1], exitCode: number][] = [
    ['nothing to take', plan(), null, 0],
    ['nothing to take, and what stays was to go', plan(keep(true)), null, 1],
    ['nothing to take, and what stays was not meant', plan(keep(false)), null, 0],
    ['a dry run with something to take', plan(unassign), null, 1],
    ['taken', plan(unassign), ended(done), 0],
    ['taken, and something stays that was to go', plan(unassign, keep(true)), ended(done), 1],
    ['nothing was taken', plan(unassign), ended(failed), 2],
    ['taken in part', plan(unassign), ended(done, failed), 68],
    ['interrupted', plan(unassign), { outcomes: [done], interrupted: true }, 130],
  ];
  for (const [title, one, end, exitCode] of table) {
    it(`${title}: ${exitCode}`, () => expect(revokeExitCode(one, end)).to.equal(exitCode));
  }
});
