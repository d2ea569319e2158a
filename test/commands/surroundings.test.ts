import { expect } from 'chai';
import { check } from '../support/checking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'hginsights@example.com';

/** What surrounds the writes of an integration: an org in which it has every permission and does not work, and its clean twin. */
describe('integration check: what else would break it', function () {
  this.timeout(60_000);
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  type Told = { open: Record<string, string>; parts: Record<string, string>; urls: string[]; calls: number };
  const told = async (scenario: string, ...who: string[]): Promise<Told> => {
    world = await openWorld({ scenario }, ...(who.length > 0 ? who : [admin]));
    const [runner = admin] = who;
    const { result } = await check(world.org, '-o', runner, '-u', user, '-i', 'hg-insights');
    const findings = result.checks[0]?.findings ?? [];
    const isOpen = ({ status }: { status: string }): boolean => status !== 'met' && status !== 'notApplicable';
    return {
      open: Object.fromEntries(findings.filter(isOpen).map(({ id, status, code }) => [id, `${status} ${code}`])),
      parts: Object.fromEntries(
        findings.flatMap(({ details = [] }) => details.map(({ type, name, verdict }) => [`${type} ${name}`, verdict])),
      ),
      urls: findings.flatMap(({ details = [] }) => details.map(({ url = '' }) => url)),
      calls: result.apiCalls,
    };
  };

  it('names each thing that stands in the way, and nothing else', async () => {
    const { open, parts, urls, calls } = await told('hgInsights');
    expect(open).to.deep.equal({
      'automation:Contact': 'degraded AUTOMATION_TO_REVIEW',
      'automation:Lead': 'unmet AUTOMATION_BLOCKS',
      'picklistValue:Contact.LeadSource=HG Insights': 'unmet PICKLIST_VALUE_MISSING',
      'picklistValue:Lead.LeadSource=HG Insights': 'unmet PICKLIST_VALUE_MISSING',
      'user:loginHours': 'unmet LOGIN_HOURS_RESTRICTED',
      'user:notFrozen': 'unmet USER_FROZEN',
    });
    expect(parts).to.deep.equal({
      'ValidationRule Leads_By_People_Only': 'blocks',
      'Flow Tidy_Title': 'loops',
      'ValidationRule Phone_Of_Ten_Digits': 'exempt',
      'DuplicateRule Same_Email': 'mayBlock',
    });
    expect(urls.every((url) => url.startsWith(world?.org.url ?? 'no org'))).to.equal(true);
    expect(calls).to.be.at.most(8);
  });

  it('finds nothing in the clean twin', async () => {
    const { open, parts } = await told('hgInsightsClean');
    expect(open).to.deep.equal({});
    expect(parts).to.deep.equal({});
  });
});
