import { expect } from 'chai';
import { failureExitCode } from '../../../src/grant/grantOutcome.js';
import type { Outcome } from '../../../src/grant/grantOutcome.js';

const done: Outcome = { step: 'licenses', result: 'done' };
const there: Outcome = { step: 'licenses', result: 'alreadyDone' };
const skipped: Outcome = { step: 'assignments', result: 'skipped' };
const failed = (code: string, more: Partial<Outcome> = {}): Outcome => ({
  step: 'permissionSet',
  result: 'failed',
  code,
  ...more,
});

describe('exit code of the steps of a grant or revoke', () => {
  const cases: [title: string, outcomes: Outcome[], exitCode: number | undefined][] = [
    ['nothing to do', [], undefined],
    ['all done', [done, there], undefined],
    ['skipped alone is no failure', [done, skipped], undefined],
    ['refused at the first step: nothing was written', [failed('FIELD_INTEGRITY_EXCEPTION'), skipped], 2],
    ['refused after something was there already: still nothing was written', [there, failed('DUPLICATE_VALUE')], 2],
    ['refused after a step that was done', [done, failed('LICENSE_LIMIT_EXCEEDED')], 68],
    ['refused in the middle of a step of several writes', [failed('UNABLE_TO_LOCK_ROW', { partly: true })], 68],
    ['the session ended before the first write', [failed('SESSION_EXPIRED')], 2],
    ['the session ended after a step that was done', [done, failed('SESSION_EXPIRED')], 68],
    ['the connection broke in a write, which may have been carried out', [failed('CONNECTION_LOST')], 68],
    ['the server did not answer a write properly', [failed('SERVER_UNAVAILABLE')], 68],
    ['a page answered a write', [failed('NOT_SALESFORCE_ANSWER')], 68],
    ['the time was up, whatever is done', [failed('GAVE_UP_WAITING')], 69],
    ['the time was up for one of two users', [failed('UNABLE_TO_LOCK_ROW'), failed('GAVE_UP_WAITING')], 69],
    ['one was refused, for another the connection broke', [failed('DUPLICATE_VALUE'), failed('CONNECTION_LOST')], 68],
    ['failed without a code', [{ step: 'assignments', result: 'failed' }], 2],
    ['the time was up after a step that was done', [done, failed('GAVE_UP_WAITING')], 69],
  ];
  for (const [title, outcomes, exitCode] of cases) {
    it(`${title}: ${exitCode ?? 'that of the check'}`, () => expect(failureExitCode(outcomes)).to.equal(exitCode));
  }
});
