/** Everybody else who has the permission set: what the license of one of them does not allow cannot be written into it (fact Q2). */
import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { grant, grantTo, stepsOf } from '../support/granting.js';
import { permissionFacts } from '../support/orgState.js';
import { ownedBy } from '../support/ownSet.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const own = (integration: string) => ({ description: ownedBy(integration), objects: { Account: 'read' } });

const scenario = () =>
  loadScenario('default', {
    org: { seats: { 'Salesforce Integration': 20, SalesforceAPIIntegrationPsl: 20 } },
    permissionSets: {
      Integration_acme: own('acme'),
      Integration_grouped: own('grouped'),
      Integration_bare: { description: ownedBy('bare'), userPermissions: ['ApiEnabled'] },
      Integration_licensed: own('licensed'),
      Integration_full: own('full'),
    },
    permissionSetGroups: { Sync: { permissionSets: ['Integration_grouped'] } },
    users: {
      full: { profile: 'Minimum Access - Salesforce' },
      plat: { profile: 'Standard Platform User', permissionSets: ['Integration_acme'] },
      plat2: { profile: 'Standard Platform User', permissionSets: ['Integration_acme'] },
      member: { profile: 'Standard Platform User', permissionSetGroups: ['Sync'] },
      bare: { profile: 'Minimum Access - API Only Integrations', permissionSets: ['Integration_bare'] },
      licensed: {
        profile: 'Minimum Access - API Only Integrations',
        permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
        permissionSets: ['Integration_licensed'],
      },
      other: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_full'] },
    },
  });

const rules = [
  { object: 'Quote', access: ['read'] },
  { object: 'Account', access: ['viewAllRecords'] },
  { userPermission: 'RunReports' },
];

describe('integration grant into a permission set that others have', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ org: scenario() }, admin));

  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const facts = (): Set<string> => permissionFacts(shared.world.org.org);

  const cases: [id: string, holders: string[], license: string, keptOut: string[]][] = [
    ['acme', ['plat@example.com', 'plat2@example.com'], 'Salesforce Platform', ['object:Quote:read']],
    ['grouped', ['member@example.com'], 'Salesforce Platform', ['object:Quote:read']],
    [
      'bare',
      ['bare@example.com'],
      'Salesforce Integration',
      ['object:Account:viewAllRecords', 'object:Quote:read', 'userPermission:RunReports'],
    ],
  ];
  for (const [id, holders, license, keptOut] of cases) {
    it(`${id}: what the license of another holder does not allow stays for people, and the dry run says so`, async () => {
      const reference = await shared.definitions.define(id, rules);
      const target = ['-o', admin, '-u', 'full@example.com', '-i', reference];
      const dry = await grant(shared.world.org, ...target, '--dry-run');
      const { plan } = dry.result;
      expect(plan.adds.map((add) => add.id).filter((one) => keptOut.includes(one))).to.deep.equal([]);
      expect(plan.closes.filter((one) => keptOut.includes(one))).to.deep.equal([]);
      const manual = plan.manual.filter((finding) => keptOut.includes(finding.id));
      expect(manual.map((finding) => [finding.id, finding.code])).to.deep.equal(
        keptOut.map((one) => [one, 'OTHER_HOLDER_FORBIDS']),
      );
      for (const { message, actions } of manual) {
        for (const name of [...holders, license, `Integration_${id}`]) expect(message).to.include(name);
        expect(actions.join(' ')).to.include('--permission-set');
      }
      for (const name of holders) expect(plain(dry.text)).to.include(name);

      const { exitCode, result } = await grantTo(shared.world.org, 'full', reference);
      expect(result.outcomes.filter((outcome) => outcome.result === 'failed')).to.deep.equal([]);
      expect(exitCode, 'something is left to people').to.equal(1);
      for (const one of keptOut) expect(facts().has(`Integration_${id} ${one}`)).to.equal(false);
    });
  }

  for (const id of ['licensed', 'full']) {
    it(`${id}: where the licenses of the others allow it, all is planned and written`, async () => {
      const reference = await shared.definitions.define(id, rules);
      const { exitCode, result } = await grantTo(shared.world.org, 'full', reference);
      expect(stepsOf(result.outcomes)).to.deep.equal(['permissionSet done', 'assignments done', 'proof done']);
      expect(exitCode).to.equal(0);
    });
  }

  it('a set of its own takes what the shared one cannot', async () => {
    const reference = await shared.definitions.define('acme', rules);
    const { exitCode } = await grantTo(shared.world.org, 'full', reference, '--permission-set', 'Acme_Full');
    expect(exitCode).to.equal(0);
    expect(facts().has('Acme_Full object:Quote:read')).to.equal(true);
  });
});
