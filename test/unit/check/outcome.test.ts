import { expect } from 'chai';
import { statuses, verdict } from '../../../src/check/finding.js';
import type { Finding, Status } from '../../../src/check/finding.js';
import { exitCodeOf, summarise, worstExitCode } from '../../../src/check/checkOutcome.js';
import type { CheckExitCode, FailOn } from '../../../src/check/checkOutcome.js';
import type { Level } from '../../../src/definition/requirement.js';

const finding = (level: Level, status: Status): Finding => ({
  ...verdict(status, 'GRANTED', []),
  id: `${level}:${status}`,
  kind: 'object',
  level,
  because: [],
});

/** `required unmet, optional met` */
const findings = (words: string): Finding[] =>
  words === ''
    ? []
    : words.split(', ').map((one) => {
        const [level, status] = one.split(' ');
        return finding(level as Level, status as Status);
      });

describe('exit code of a check', () => {
  const cases: [words: string, required: CheckExitCode, recommended: CheckExitCode][] = [
    ['', 0, 0],
    ['required met', 0, 0],
    ['required notApplicable, required waived', 0, 0],
    ['required unmet', 1, 1],
    ['required impossible', 1, 1],
    ['required unknown', 3, 3],
    ['required degraded', 0, 1],
    ['required met, required unmet', 1, 1],
    ['required unknown, required unmet', 1, 1],
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
    const expected: Record<FailOn, CheckExitCode> = { required, recommended };
    for (const failOn of ['required', 'recommended'] as const) {
      it(`${words === '' ? 'nothing' : words}, with --fail-on ${failOn}: ${expected[failOn]}`, () =>
        expect(exitCodeOf(findings(words), failOn)).to.equal(expected[failOn]));
    }
  }

  const together: [codes: CheckExitCode[], worst: CheckExitCode][] = [
    [[], 0],
    [[0, 0], 0],
    [[0, 3], 3],
    [[3, 1, 0], 1],
    [[0, 1], 1],
  ];
  for (const [codes, worst] of together) {
    it(`of several, ${codes.join(', ') || 'none'}: ${worst}`, () => expect(worstExitCode(codes)).to.equal(worst));
  }
});

describe('summary of a check', () => {
  it('counts every status, those that do not occur with 0', () => {
    expect(summarise(findings('required met, optional met, required unmet, optional unknown'))).to.deep.equal({
      met: 2,
      degraded: 0,
      unmet: 1,
      impossible: 0,
      unknown: 1,
      notApplicable: 0,
      waived: 0,
    });
    expect(Object.keys(summarise([]))).to.have.members([...statuses]);
  });
});
