import { expect } from 'chai';
import { judgeCondition } from '../../../src/automation/formula/judgeCondition.js';
import { parseFormula } from '../../../src/automation/formula/parseFormula.js';
import { withExemption } from '../../../src/automation/withExemption.js';

/** What is offered to be pasted is never true for holders, and for everybody else as it was. */
describe('a formula with an exemption', () => {
  const formulas = [
    'TRUE',
    'ISBLANK(Phone)',
    'ISBLANK(Phone) || LEN(Phone) < 3',
    'NOT ISPICKVAL(Status, "Open") && $User.Bypass__c',
    '/* people only */ $Profile.Name <> "Integration" /* until 2027 */',
    'IF(Amount > 3, TRUE, FALSE)\n',
    '"a) , (" = Name',
    "'/*' = Name",
  ];
  const answer = (formula: string, isHeld: boolean): unknown => {
    const parsed = parseFormula(formula);
    return parsed.ok
      ? judgeCondition(parsed.expression, {
          globals: new Map([['$permission.exempt_x', { state: 'known', value: isHeld }]]),
          fields: new Map(),
        }).answer
      : parsed.mistake.code;
  };
  for (const formula of formulas) {
    it(JSON.stringify(formula), () => {
      const offered = withExemption(formula, 'Exempt_X') ?? '';
      expect(answer(offered, true)).to.equal('never');
      expect(answer(offered, false)).to.equal(answer(formula, false));
    });
  }

  it('is written in one line with what it was', () =>
    expect(withExemption(' ISBLANK(Phone)\n', 'Exempt_X')).to.equal(
      'AND(NOT($Permission.Exempt_X), (ISBLANK(Phone)))',
    ));

  it('is not offered for what cannot be read', () => {
    for (const broken of ['', 'AND(TRUE', 'TRUE /* and', '"open', 'TRUE) OR (TRUE'])
      expect(withExemption(broken, 'Exempt_X'), broken).to.equal(null);
  });
});
