import { expect } from 'chai';
import { statuses, verdict } from '../../../src/kinds/verdict.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { summarise } from '../../../src/check/checkSummary.js';
import type { Level } from '../../../src/kinds/requirement.js';

const finding = (level: Level, status: Status): Finding => ({
  ...verdict(status, 'GRANTED', []),
  id: `${level}:${status}`,
  need: { kind: 'object', sobject: 'Account', access: 'read', minimum: [] },
  forbid: false,
  kind: 'object',
  level,
  because: [],
  blockedBy: [],
});

describe('summary of a check', () => {
  it('counts every status, those that do not occur with 0', () => {
    const findings = [
      finding('required', 'met'),
      finding('optional', 'met'),
      finding('required', 'unmet'),
      finding('optional', 'unknown'),
    ];
    expect(summarise(findings)).to.deep.equal({
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
