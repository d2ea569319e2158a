import { expect } from 'chai';
import type { Status } from '../../src/kinds/verdict.js';
import type { Level } from '../../src/kinds/requirement.js';
import {
  checkExitCode,
  defectExitCode,
  dryRunExitCode,
  exitCodes,
  exitCodesOf,
  failOnLevels,
  failureExitCode,
  isReady,
  projectExitCode,
  runExitCode,
  statusExitCode,
  worstExitCode,
  writingExitCode,
} from '../../src/exitCode.js';
import type { EndedStep, FailOn, StateExitCode } from '../../src/exitCode.js';

/** `required unmet, optional met` */
const findings = (words: string): { level: Level; status: Status }[] =>
  words === ''
    ? []
    : words.split(', ').map((one) => {
        const [level, status] = one.split(' ');
        return { level: level as Level, status: status as Status };
      });

describe('exit code of a check', () => {
  const cases: [words: string, required: StateExitCode, recommended: StateExitCode][] = [
    ['', 0, 0],
    ['required met', 0, 0],
    ['required notApplicable, required waived', 0, 0],
    ['required unmet', 1, 1],
    ['required impossible', 1, 1],
    ['required unknown', 3, 3],
    ['required degraded', 0, 1],
    ['required met, required unmet', 1, 1],
    ['required unknown, required unmet', 1, 1],
    ['required unknown, required degraded', 3, 1],
    ['required met, required unknown', 3, 3],
    ['recommended unmet', 0, 1],
    ['recommended impossible', 0, 1],
    ['recommended degraded', 0, 1],
    ['recommended unknown', 0, 3],
    ['recommended unmet, required unknown', 3, 1],
    ['optional unmet, optional impossible, optional degraded, optional unknown', 0, 0],
    ['optional unmet, required met, recommended met', 0, 0],
  ];
  for (const [words, required, recommended] of cases) {
    const expected: Record<FailOn, StateExitCode> = { required, recommended };
    for (const failOn of failOnLevels) {
      it(`${words === '' ? 'nothing' : words}, with --fail-on ${failOn}: ${expected[failOn]}`, () =>
        expect(checkExitCode(findings(words), failOn)).to.equal(expected[failOn]));
    }
  }

  const together: [codes: StateExitCode[], worst: StateExitCode][] = [
    [[], 0],
    [[0, 0], 0],
    [[0, 3], 3],
    [[3, 1, 0], 1],
    [[0, 1], 1],
  ];
  for (const [codes, worst] of together) {
    it(`of several, ${codes.join(', ') || 'none'}: ${worst}`, () => expect(worstExitCode(codes)).to.equal(worst));
  }

  const ofStatuses: [statuses: Status[], code: StateExitCode][] = [
    [[], 0],
    [['met', 'degraded', 'notApplicable', 'waived'], 0],
    [['met', 'unknown'], 3],
    [['unknown', 'unmet'], 1],
    [['unknown', 'impossible'], 1],
  ];
  for (const [statuses, code] of ofStatuses) {
    it(`of statuses that all count, ${statuses.join(', ') || 'none'}: ${code}`, () =>
      expect(statusExitCode(statuses)).to.equal(code));
  }

  it('only 0 is ready', () => {
    expect(Object.values(exitCodes).filter(isReady)).to.deep.equal([0]);
  });
});

const done: EndedStep = { step: 'licenses', result: 'done' };
const there: EndedStep = { step: 'licenses', result: 'alreadyDone' };
const skipped: EndedStep = { step: 'assignments', result: 'skipped' };
const proved: EndedStep = { step: 'proof', result: 'done' };
const failed = (code: string, more: Partial<EndedStep> = {}): EndedStep => ({
  step: 'permissionSet',
  result: 'failed',
  code,
  ...more,
});

const made: EndedStep = { step: 'permissionSet', result: 'done' };
const refused = failed('FIELD_INTEGRITY_EXCEPTION', { step: 'assignments' });
const removed: EndedStep = { step: 'removeSet', result: 'done' };

describe('exit code of a run that writes', () => {
  const cases: [title: string, steps: EndedStep[], exitCode: 2 | 68 | 69 | undefined][] = [
    ['nothing to do', [], undefined],
    ['all done', [done, there, proved], undefined],
    ['skipped alone is no failure', [done, skipped], undefined],
    ['refused at the first step: nothing was written', [failed('FIELD_INTEGRITY_EXCEPTION'), skipped], 2],
    ['refused after something was there already: still nothing was written', [there, failed('DUPLICATE_VALUE')], 2],
    ['a proof that went well has written nothing', [proved, failed('FIELD_INTEGRITY_EXCEPTION')], 2],
    ['refused after a step that was done', [done, failed('LICENSE_LIMIT_EXCEEDED')], 68],
    ['not proved after something was written', [done, failed('NOT_EFFECTIVE', { step: 'proof' })], 68],
    ['refused in the middle of a step of several writes', [failed('UNABLE_TO_LOCK_ROW', { partly: true })], 68],
    ['refused, and the set that was made is removed again', [made, refused, removed], 68],
    ['refused in the middle of making the set, which is removed again', [failed('X', { partly: true }), removed], 68],
    ['the set is removed again, and a license stays', [done, made, refused, removed], 68],
    ['the set could not be removed', [made, refused, { ...removed, result: 'failed', code: 'X' }], 68],
    ['it is not known whether the set was removed', [made, refused, { ...removed, result: 'failed', open: true }], 68],
    ['failed, and may still come', [failed('FIELD_INTEGRITY_EXCEPTION', { open: true })], 68],
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
  for (const [title, steps, exitCode] of cases) {
    it(`${title}: ${exitCode ?? 'that of the state'}`, () => {
      expect(writingExitCode(steps)).to.equal(exitCode);
      for (const state of [0, 1, 3] as const) {
        expect(runExitCode(false, steps, state)).to.equal(exitCode ?? state);
        expect(runExitCode(true, steps, state)).to.equal(130);
      }
      expect(runExitCode(false, steps, null)).to.equal(exitCode ?? 0);
    });
  }

  it('a dry run that found something to do: 1, else that of the state', () => {
    for (const state of [0, 1, 3] as const) {
      expect(dryRunExitCode(true, state)).to.equal(1);
      expect(dryRunExitCode(false, state)).to.equal(state);
    }
  });

  const projects: [manual: boolean, unclear: boolean, code: StateExitCode][] = [
    [false, false, 0],
    [false, true, 3],
    [true, false, 1],
    [true, true, 1],
  ];
  for (const [manual, unclear, code] of projects) {
    it(`files with ${manual ? 'work' : 'nothing'} left by hand and ${unclear ? 'something' : 'nothing'} unclear: ${code}`, () =>
      expect(projectExitCode(manual, unclear)).to.equal(code));
  }
});

describe('exit code of a run that could not be carried out', () => {
  const cases: [code: string, exitCode: number][] = [
    ['INTERRUPTED', 130],
    ['GAVE_UP_WAITING', 69],
    ['SESSION_EXPIRED', 2],
    ['CONSENT_REFUSED', 2],
  ];
  for (const [code, exitCode] of cases) {
    it(`${code}: ${exitCode}`, () => expect(failureExitCode(code)).to.equal(exitCode));
  }
  it('a defect: 2, or 68 where something may have been changed', () => {
    expect(defectExitCode(false)).to.equal(2);
    expect(defectExitCode(true)).to.equal(68);
  });
});

describe('exit codes in the help of each command', () => {
  for (const [name, codes] of Object.entries(exitCodesOf)) {
    it(`${name}: its own, each in words of its own`, async () => {
      const { default: command } = (await import(`../../src/commands/integration/${name.replace(' ', '/')}.js`)) as {
        default: { errorCodes: { header: string; body: { name: string; description: string }[] } };
      };
      const { header, body } = command.errorCodes;
      expect(header).to.equal('ERROR CODES');
      expect(body.map((line) => Number(/ \((\d+)\)$/.exec(line.name)?.[1]))).to.deep.equal([...codes]);
      expect(body.filter(({ description }) => !/^[A-Z].*\.$/.test(description))).to.deep.equal([]);
    });
  }
});
