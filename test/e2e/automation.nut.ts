/** Proof of the verdicts on automation: what check says of a rule is what the real `sf data create record` comes to feel. */

import { expect } from 'chai';

import type { CheckResult } from '../../src/report/check/checkResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const integration = 'hginsights@example.com';

describe('verdicts on automation and the real sf data create record', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    org = await startLocalOrg({
      // Thawed, as a frozen user logs in nowhere.
      org: loadScenario('hgInsights', {
        users: { hginsights: { profile: 'HG Insights Integration', frozen: false } },
      }),
    });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
    await logIn(org, integration, 'hg', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  const create = (as: string, sobject: string, values: string): Promise<SfResult> =>
    runSf(['data', 'create', 'record', '--sobject', sobject, '--values', values, '--target-org', as, '--json'], {
      home,
    });
  const errorOf = ({ json }: SfResult): string => JSON.stringify(json);
  const count = (object: string): number => org.org.tables.get(object)?.size ?? 0;

  /** The verdict of check on one rule. */
  const verdictOn = async (sobject: string, rule: string): Promise<unknown> => {
    const args = ['integration', 'check', '-i', 'hg-insights', '-u', integration, '-o', 'admin', '--json'];
    const { json, stdout } = await runSf(args, { home });
    const { checks } = (json as { result: CheckResult }).result;
    const finding = checks.flatMap(({ findings }) => findings).find(({ id }) => id === `automation:${sobject}`);
    expect(finding, stdout).not.to.equal(undefined);
    return finding?.details?.find(({ name }) => name === rule)?.verdict;
  };

  const lead = 'LastName=Young Company=Initech';

  it('a rule that blocks refuses the lead', async () => {
    expect(await verdictOn('Lead', 'Leads_By_People_Only')).to.equal('blocks');
    const before = count('Lead');
    const refused = await create('hg', 'Lead', lead);
    expect(refused.status).not.to.equal(0);
    expect(errorOf(refused))
      .to.include('FIELD_CUSTOM_VALIDATION_EXCEPTION')
      .and.include('Leads are entered by people.');
    expect(count('Lead')).to.equal(before);
    expect((await create('admin', 'Lead', lead)).status).to.equal(0);
  });

  it('a rule that exempts the user lets the contact pass, and stops others', async () => {
    expect(await verdictOn('Contact', 'Phone_Of_Ten_Digits')).to.equal('exempt');
    const passed = await create('hg', 'Contact', 'LastName=New Phone=1');
    expect(passed.status, errorOf(passed)).to.equal(0);
    expect(errorOf(await create('admin', 'Contact', 'LastName=New Phone=1'))).to.include(
      'A phone number has ten digits.',
    );
  });

  it('a duplicate rule that may block refuses the contact that is there already', async () => {
    expect(await verdictOn('Contact', 'Same_Email')).to.equal('mayBlock');
    const refused = await create('hg', 'Contact', 'LastName=Doe Email=jane@acme.example');
    expect(errorOf(refused)).to.include('This contact is there already.');
  });

  it('the user exempted, the same rule lets the same lead pass', async () => {
    const where = `Username='${integration}'`;
    const args = [
      'data',
      'update',
      'record',
      '--sobject',
      'User',
      '--where',
      where,
      '--values',
      'Bypass_Rules__c=true',
    ];
    const updated = await runSf([...args, '--target-org', 'admin', '--json'], { home });
    expect(updated.status, errorOf(updated)).to.equal(0);
    expect(await verdictOn('Lead', 'Leads_By_People_Only')).to.equal('exempt');
    const passed = await create('hg', 'Lead', lead);
    expect(passed.status, errorOf(passed)).to.equal(0);
  });
});
