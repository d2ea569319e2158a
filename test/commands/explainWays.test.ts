/** Which set of the org brings least, counted by the org in the call that looks for the sets. */
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { runCommand } from '../support/commandRun.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';

/** Named so that the alphabet would put the widest one first. */
const scenario: Partial<Scenario> = {
  profiles: { Bare: { license: 'Salesforce' } },
  permissionSets: {
    A_Many_Fields: {
      userPermissions: ['ConvertLeads'],
      objects: { Lead: 'read create edit' },
      fields: { 'Lead.Fax': 'edit', 'Lead.Phone': 'edit' },
    },
    B_Wide_Words: {
      userPermissions: ['ConvertLeads'],
      objects: { Lead: 'read create edit delete viewAllRecords modifyAllRecords' },
      fields: { 'Lead.Fax': 'read' },
    },
    C_Things: {
      userPermissions: ['ConvertLeads'],
      objects: { Lead: 'read create edit' },
      customPermissions: ['Sync_Bypass', 'Sync_Other'],
      fields: { 'Lead.Fax': 'read' },
    },
    D_Least: {
      userPermissions: ['ConvertLeads'],
      objects: { Lead: 'read create edit' },
      fields: { 'Lead.Fax': 'read' },
    },
    E_Field_Alone: { fields: { 'Lead.Fax': 'read' } },
    F_Org_Wide: { userPermissions: ['ConvertLeads', 'ManageInternalUsers'], objects: { Lead: 'read create edit' } },
  },
  users: { asked: { lastName: 'Asked', profile: 'Bare' } },
};

describe('integration explain, the ways in the order of what they bring', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ org: loadScenario('default', scenario) }, admin));
  const ways = async (...argv: string[]): Promise<{ ways: string[]; text: string; calls: number }> => {
    const args = ['-o', admin, '-u', 'asked@example.com', ...argv];
    const ran = await runCommand<ExplainResult>(shared.world.org, IntegrationExplain, args);
    if ('error' in ran.outcome) throw ran.outcome.error;
    const own = ran.outcome.result.waysToGet.filter(({ name = '' }) => /^[A-F]_/.test(name));
    return {
      ways: own.map(({ name, holds }) => `${name} ${holds?.objects} ${holds?.fields} ${holds?.setup}`),
      text: ran.text.replace(/\s+/g, ' '),
      calls: ran.requests.length,
    };
  };

  const table: ReadonlyArray<readonly [string, string[], string[]]> = [
    [
      'a permission; what reaches over the whole org comes last, however little else it brings',
      ['--permission', 'ConvertLeads'],
      ['D_Least 3 1 0', 'C_Things 3 1 2', 'A_Many_Fields 3 4 0', 'B_Wide_Words 6 1 0', 'F_Org_Wide 3 0 0'],
    ],
    [
      'an object',
      ['--sobject', 'Lead', '--access', 'create'],
      ['D_Least 3 1 0', 'C_Things 3 1 2', 'A_Many_Fields 3 4 0', 'B_Wide_Words 6 1 0'],
    ],
    [
      'a field; where the object is not held the fields are not counted',
      ['--field', 'Lead.Fax'],
      ['D_Least 3 1 0', 'C_Things 3 1 2', 'A_Many_Fields 3 4 0', 'B_Wide_Words 6 1 0', 'E_Field_Alone 0 null 0'],
    ],
  ];
  for (const [what, argv, expected] of table)
    it(`of ${what}`, async () => {
      const found = await ways(...argv);
      expect(found.ways).to.include.ordered.members(expected);
      expect(found.calls).to.be.at.most(4);
    });

  it('says how much, and what was not counted', async () => {
    const { text } = await ways('--field', 'Lead.Fax');
    expect(text).to.include('Assign D_Least, which holds it.');
    expect(text).to.include('In all it holds 3 object permissions, 1 field permission, 0 things of Setup.');
    expect(text).to.include('In all it holds 0 object permissions, 0 things of Setup. Not counted: field permissions.');
    expect(text).to.include('User permissions that do not reach over the whole org are not counted here.');
  });
});
