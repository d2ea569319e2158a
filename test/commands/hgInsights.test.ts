import { expect } from 'chai';
import { check } from '../support/checking.js';
import { openWorld } from '../support/world.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';

const admin = 'admin@example.com';

/** What is not met, with the verdicts on automation that are behind it. */
const open = async (scenario: string): Promise<unknown[]> => {
  const world = await openWorld({ scenario }, admin);
  try {
    const { result } = await check(world.org, '-o', admin, '-i', 'hg-insights', '-u', 'hginsights@example.com');
    const { checks } = result as CheckResult;
    return checks
      .flatMap(({ findings }) => findings)
      .filter(({ status }) => status !== 'met')
      .map(({ id, status, code, details }) => [
        id,
        status,
        code,
        ...(details ?? []).map(({ name, verdict }) => `${name}: ${verdict}`),
      ]);
  } finally {
    await world.close();
  }
};

describe('integration check of HG Insights where every permission is there', function () {
  this.timeout(60_000);

  it('finds what else is in the way, and nothing more', async () => {
    expect(await open('hgInsights')).to.deep.equal([
      ['automation:Contact', 'degraded', 'AUTOMATION_TO_REVIEW', 'Phone_Of_Ten_Digits: exempt', 'Same_Email: mayBlock'],
      ['automation:Lead', 'unmet', 'AUTOMATION_BLOCKS', 'Leads_By_People_Only: blocks', 'Tidy_Title: loops'],
      ['picklistValue:Contact.LeadSource=HG Insights', 'unmet', 'PICKLIST_VALUE_MISSING'],
      ['picklistValue:Lead.LeadSource=HG Insights', 'unmet', 'PICKLIST_VALUE_MISSING'],
      ['user:loginHours', 'unmet', 'LOGIN_HOURS_RESTRICTED'],
      ['user:notFrozen', 'unmet', 'USER_FROZEN'],
    ]);
  });

  it('finds nothing in the clean twin', async () => {
    expect(await open('hgInsightsClean')).to.deep.equal([]);
  });
});
