/** Random definitions through the commands and the embedded org: granted twice is granted once, and a revoke undoes it. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationCheck from '../../../src/commands/integration/check.js';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../../src/commands/integration/revoke.js';
import type { CheckResult } from '../../../src/report/check/checkResult.js';
import type { GrantResult } from '../../../src/report/grant/grantResult.js';
import type { Definitions } from '../../support/definitions.js';
import { makeDefinitions } from '../../support/definitions.js';
import { expectContract, expectTrue } from '../faults/support/contract.js';
import { changesSince, missingFrom, powers, remember, restore } from '../faults/support/orgMemory.js';
import { openOrgs, userOf } from '../faults/support/orgs.js';
import type { Orgs } from '../faults/support/orgs.js';
import { runQuietly } from '../faults/support/running.js';
import type { Ran } from '../faults/support/running.js';
import { torture } from '../support/torture.js';
import { allowOrgWide } from '../../support/allowOrgWide.js';

const words = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'] as const;
const sobjects = [
  'Account',
  'Contact',
  'Lead',
  'Opportunity',
  'Invoice__c',
  'Task',
  'CampaignMember',
  'OpportunityHistory',
];
const fields = [
  'Account.Website',
  'Account.BillingCity',
  'Account.Name',
  'Contact.Email',
  'Contact.MailingStreet',
  'Lead.Company',
  'Lead.Phone',
  'Opportunity.Amount',
  'Opportunity.CreatedDate',
  'Invoice__c.Amount__c',
  'Invoice__c.*',
  'Ghost__c.Nothing__c',
];
const permissions = [
  'ApiEnabled',
  'RunReports',
  'ViewRoles',
  'ViewAllUsers',
  'EditTask',
  'ViewAllData',
  'ManageUsers',
  'Nope',
];

const some = <T>(from: readonly T[], maxLength: number): fc.Arbitrary<T[]> =>
  fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength });
const kind: fc.Arbitrary<object> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ object: some(sobjects, 2), access: some(words, 3) }) },
  { weight: 3, arbitrary: fc.record({ field: some(fields, 3), access: some(['read', 'edit'], 2) }) },
  { weight: 2, arbitrary: fc.record({ userPermission: some(permissions, 2) }) },
  { weight: 1, arbitrary: fc.record({ api: some(['rest', 'metadata', 'tooling'], 2) }) },
);
const level = fc.constantFrom({}, {}, { level: 'required' }, { level: 'recommended' }, { level: 'optional' });
const present = fc.constantFrom({}, {}, { ifPresent: true });
const plain = fc.tuple(kind, level, present).map((parts): object => Object.assign({}, ...parts) as object);
const rule = fc.oneof(
  { weight: 8, arbitrary: plain },
  {
    weight: 1,
    arbitrary: fc.record({ userPermission: some(['ViewAllData', 'ModifyAllData'], 1), forbid: fc.constant(true) }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(kind, kind).map((anyOf): object => ({ anyOf, name: 'way' })),
  },
);
const rules = fc
  .array(rule, { minLength: 1, maxLength: 5 })
  .map((all) => all.filter((one, at) => !('anyOf' in one) || all.findIndex((other) => 'anyOf' in other) === at));

type Script = { readonly rules: object[]; readonly user: string; readonly include: boolean; readonly minimum: boolean };
const scripts: fc.Arbitrary<Script> = fc.record({
  rules,
  user: fc.constantFrom('api', 'standard', 'grouped', 'cognism', 'member', 'half'),
  include: fc.boolean(),
  minimum: fc.boolean(),
});

describe('random definitions through the commands', function () {
  this.timeout(120_000);
  let orgs: Orgs;
  let definitions: Definitions;

  before(async () => {
    orgs = await openOrgs(['main'], ['admin']);
    definitions = await makeDefinitions();
  });
  after(async () => {
    await definitions.remove();
    await orgs.close();
  });

  torture(
    import.meta.url,
    'granted twice is granted once, and a revoke undoes it',
    { short: 20, long: 600 },
    scripts,
    async ({ rules: requires, user, include, minimum }) => {
      const local = orgs.org('main');
      const untouched = orgs.untouched('main');
      restore(local, untouched);
      const path = await definitions.define('acme', requires);
      const receipt = join(definitions.folder, 'receipt.json');
      await rm(receipt, { force: true });
      const common = ['-o', userOf('main', 'admin'), '-i', path];
      const about = [...common, '-u', userOf('main', user)];
      const scope = [
        ...(include ? ['--include', 'recommended,optional,degraded'] : []),
        ...(minimum ? ['--minimum'] : []),
      ];
      const run = async (
        name: 'check' | 'grant' | 'revoke',
        command: { run: (argv: string[]) => Promise<unknown> },
        argv: readonly string[],
      ): Promise<Ran> => {
        const ran = await runQuietly(local, command, argv);
        expectContract(name, local, argv, ran);
        return ran;
      };
      const had = powers(local.org);

      const first = await run('grant', IntegrationGrant, [
        ...about,
        ...scope,
        '--no-prompt',
        ...allowOrgWide,
        '--json',
        '--save-receipt',
        receipt,
      ]);
      const said = `${JSON.stringify(requires)}\nexit code ${first.exitCode}\n${first.stdout}\n${first.stderr}`;
      if (first.error !== null) {
        expect(first.exitCode, said).to.equal(2);
        expect(changesSince(untouched, local.org), said).to.deep.equal([]);
        return;
      }
      const { plan, outcomes, after } = first.result as GrantResult;
      expect(
        outcomes.filter(({ result }) => result === 'failed'),
        said,
      ).to.deep.equal([]);
      expectTrue(local, after ?? []);
      const has = powers(local.org);
      expect(missingFrom(has, had), `lost\n${said}`).to.deep.equal([]);
      const statuses = new Map((after ?? []).flatMap(({ findings }) => findings.map((one) => [one.id, one.status])));
      expect(
        plan.closes.filter((id) => statuses.get(id) !== 'met'),
        `closed\n${said}`,
      ).to.deep.equal([]);

      const granted = remember(local.org);
      const again = await run('grant', IntegrationGrant, [
        ...about,
        ...scope,
        '--no-prompt',
        ...allowOrgWide,
        '--json',
      ]);
      expect((again.result as GrantResult).plan.adds, `again\n${said}\n${again.stdout}`).to.deep.equal([]);
      expect(changesSince(granted, local.org), `again\n${said}`).to.deep.equal([]);
      expect(again.exitCode, `again\n${said}\n${again.stdout}`).to.equal(first.exitCode);
      const check = await run('check', IntegrationCheck, [...about, '--json']);
      expect(
        (check.result as CheckResult).checks.map(({ findings }) => findings),
        said,
      ).to.deep.equal((after ?? []).map(({ findings }) => findings));

      const taken = await readFile(receipt, 'utf8').catch(() => null);
      if (taken === null) return expect(changesSince(untouched, local.org), said).to.deep.equal([]) && undefined;
      if (outcomes.every(({ result }) => result !== 'done')) return;
      const back = await run('revoke', IntegrationRevoke, [
        ...common,
        '--receipt',
        receipt,
        '--delete',
        '--no-prompt',
        '--json',
      ]);
      expect(back.exitCode, `${said}\n--- back\n${back.stdout}\n${back.stderr}`).to.equal(0);
      expect(changesSince(untouched, local.org), `${said}\n--- back\n${back.stdout}`).to.deep.equal([]);
    },
  );
});
