import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
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
  /** Objects, and columns as `Object.Column`, that the org does not have. */
  const take = ({ org: { org } }: World, names: readonly string[]): void => {
    for (const name of names) {
      const [object = '', column] = name.split('.');
      const sobject = [...org.schema.keys()].find((key) => key.toLowerCase() === object.toLowerCase()) ?? '';
      const schema = org.schema.get(sobject);
      if (!schema) throw new Error(`There is no ${sobject}`);
      if (column === undefined) org.schema.delete(sobject);
      else org.schema.set(sobject, { ...schema, fields: schema.fields.filter((field) => field.name !== column) });
    }
  };
  const told = async (scenario: string, ...absent: string[]): Promise<Told> => {
    world = await openWorld({ scenario }, admin);
    take(world, absent);
    const { result } = await check(world.org, '-o', admin, '-u', user, '-i', 'hg-insights');
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
    // What rules name of permissions is asked in a call of its own where that of the schema is full, and so are the fields that
    // conditions of automation name.
    expect(calls).to.be.at.most(9);
  });

  it('tells of one list of values once, and gives every step a cause', async () => {
    world = await openWorld({ scenario: 'hgInsights' }, admin);
    const { text } = await runCommand<CheckResult>(world.org, IntegrationCheck, [
      ...['-o', admin, '-u', user, '-i', 'hg-insights'],
    ]);
    const line = text.replace(/\s+/g, ' ');
    expect(line.match(/Salesforce keeps one list of values/g)).to.have.length(1);
    expect(line).to.include('open one of Contact.LeadSource, Lead.LeadSource (Salesforce');
    // The flow does not refuse, and has a step all the same.
    expect(line).to.include('Leads_By_People_Only. To be looked at as well: Tidy_Title.');
  });

  const spare = [
    ...['FlowDefinitionView.NamespacePrefix', 'DuplicateRule.NamespacePrefix'],
    ...['DuplicateRule.MasterLabel', 'ProcessDefinition.DeveloperName', 'RecordType.NamespacePrefix'],
    ...['WorkflowFieldUpdate', 'ApexTrigger.EntityDefinitionId', 'PicklistValueInfo', 'EntityParticle.IsNillable'],
  ];
  it('names them in an org that lacks columns which are not needed, and answers for picklists by describe alone', async () => {
    const [all, fewer] = [await told('hgInsights'), await told('hgInsights', ...spare)];
    expect(fewer.parts).to.deep.equal(all.parts);
    const { 'requiredFields:Contact': contact, 'requiredFields:Lead': lead, ...others } = fewer.open;
    expect(others).to.deep.equal(all.open);
    expect([contact, lead]).to.deep.equal(['unknown INCOMPLETE_ANSWER', 'unknown INCOMPLETE_ANSWER']);
  });

  for (const [gone, id] of [
    ['FlowDefinitionView', 'automation:Account'],
    ['DuplicateRule', 'automation:Opportunity'],
    ['ProcessDefinition', 'automation:Account'],
    ['WorkflowRule', 'automation:Account'],
    ['ValidationRule', 'automation:Account'],
    ['ApexTrigger', 'automation:Account'],
  ] as const) {
    it(`calls nothing clear where ${gone} is not answered for`, async () => {
      const { open } = await told('hgInsightsClean', gone);
      expect(open[id]).to.equal('unknown NOT_READABLE');
    });
  }

  const passwords: Array<[string, Record<string, unknown>, string]> = [
    ['a valid one, of a user whom a SOAP login will be refused', {}, 'degraded SOAP_LOGIN_NEEDS_PERMISSION'],
    ['one that has expired', { passwordExpires: '2020-01-01T00:00:00Z' }, 'unmet PASSWORD_EXPIRED'],
    ['one that is locked', { passwordLocked: true }, 'unmet PASSWORD_LOCKED'],
  ];
  for (const [title, own, expected] of passwords) {
    it(`looks at the password of an integration that logs in with one: ${title}`, async () => {
      const org = loadScenario('default', { users: { secret: { profile: 'Standard User', ...own } } });
      world = await openWorld({ org }, admin);
      const argv = ['-o', admin, '-u', 'secret@example.com', '-i', '6sense'];
      const findingsOf = async (...more: string[]): Promise<Array<{ id: string; status: string; code: string }>> =>
        world ? ((await check(world.org, ...argv, ...more)).result.checks[0]?.findings ?? []) : [];
      const password = (await findingsOf('--authentication', 'usernamePassword')).find(
        ({ id }) => id === 'user:passwordValid',
      );
      expect(`${password?.status} ${password?.code}`).to.equal(expected);
      expect((await findingsOf()).map(({ id }) => id)).to.not.include('user:passwordValid');
    });
  }

  it('finds nothing in the clean twin', async () => {
    const { open, parts } = await told('hgInsightsClean');
    expect(open).to.deep.equal({});
    expect(parts).to.deep.equal({});
  });
});
