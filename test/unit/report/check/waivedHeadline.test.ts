import { expect } from 'chai';
import { headline } from '../../../../src/report/check/headline.js';
import type { ReportCheck } from '../../../../src/report/check/checkReport.js';
import { ciro, definition, reading, reportOf, schemaFor, textOptions } from '../support/scenes.js';
import { user } from '../../support/snapshot.js';

describe('the headline of a check with waivers', () => {
  it('tells what is met from what is waived', () => {
    const sets = [definition(['{ userPermission: ApiEnabled, because: Calls the APIs. }'])];
    const [check] = reportOf(
      reading(schemaFor(sets), user({ ...ciro, sources: [{ name: 'Base', permissions: ['ApiEnabled'] }] })),
      sets,
    ).checks;
    if (!check) throw new Error('no check');
    const options = textOptions({ width: 80, paint: (_, text) => text }, 'integration.check');
    expect(headline(check, options).text).to.equal('All 4 required needs are met.');
    const waived: ReportCheck = {
      ...check,
      findings: check.findings.map((one, at) => (at === 0 ? { ...one, status: 'waived' } : one)),
    };
    expect(headline(waived, options).text).to.equal('Of 4 required needs: 3 met, 1 waived.');
    const alone = (one: ReportCheck): ReportCheck => ({ ...one, findings: one.findings.slice(0, 1) });
    expect(headline(alone(check), options).text).to.equal('The one required need is met.');
    expect(headline(alone(waived), options).text).to.equal('The one required need is waived.');
  });
});
