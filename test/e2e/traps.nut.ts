/** Command lines with which people run into the traps of the platform, by the real `sf` with the built plugin. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import type { HistoryResult } from '../../src/report/history/historyResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { Rewrite } from '../local-org/http/faults.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const profile = 'Minimum Access - Salesforce';

/** What an org answers that tells no dependencies at all. */
const withoutDependencies: Rewrite = (answer) => {
  const { body } = answer;
  if (body.kind !== 'json') return answer;
  type Page = { records?: { attributes: { type: string } }[]; totalSize: number };
  for (const { body: page } of (body.value as { compositeResponse: { body: Page }[] }).compositeResponse) {
    if (page.records?.[0]?.attributes.type === 'PermissionDependency')
      Object.assign(page, { records: [], totalSize: 0 });
  }
  return answer;
};

describe('traps of the platform', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    const built = loadScenario('licensed', {
      org: {
        addFeatures: ['Knowledge', 'Payments'],
        seats: { SalesforceAPIIntegrationPsl: 3 },
      },
      permissionSets: {
        Vendor_Sync: { license: 'Salesforce', objects: { Account: 'read' } },
        Shared: { userPermissions: ['ApiEnabled'] },
        Everybody: { userPermissions: ['ApiEnabled'] },
      },
      fields: { Activity: { Score__c: 'double(5,0)', Fee__c: 'currency(18,2)' } },
      users: {
        full: { profile, permissionSets: ['Shared'] },
        plat: { profile: 'Standard Platform User', permissionSets: ['Shared'] },
        poor: { profile, permissionSets: ['Everybody'] },
        rich: { profile, permissionSetLicenses: ['SalesforceCPQUser'] },
        logs: { profile: 'Minimum Access - API Only Integrations' },
        lifted: {
          profile: 'Minimum Access - API Only Integrations',
          permissionSetLicenses: ['SalesforceAPIIntegrationPsl'],
        },
      },
    });
    org = await startLocalOrg({ org: built });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });

  /** Runs a command that must change nothing in the org. */
  const look = async (args: string[], env: Record<string, string> = {}): Promise<SfResult> => {
    const before = stateOf(org.org);
    const result = await runSf(['integration', ...args, '-o', 'admin'], { home, env });
    expect(changesBetween(before, stateOf(org.org))).to.deep.equal(noChanges);
    return result;
  };
  const resultOf = <T>({ json, stdout, stderr }: SfResult): T => {
    const { result } = (json ?? {}) as { result?: T };
    if (!result) throw new Error(`no result: ${stdout}${stderr}`);
    return result;
  };
  const define = async (id: string, requires: object[]): Promise<string> => {
    const path = join(home, `${id}.yml`);
    await writeFile(path, stringify({ schemaVersion: 1, id, label: id, requires }));
    return path;
  };

  it('View All Data where objects come with a license: the license is planned first', async () => {
    const dry = await look(['grant', '-i', 'cognism', '-u', 'full@example.com', '--dry-run', '--json']);
    const { plan } = resultOf<GrantResult>(dry);
    expect(plan.users.map(({ licenses }) => licenses)).to.deep.equal([['SalesforceCPQUser']]);
    expect(dry.status).to.equal(1);
  });

  it('View All Data for one, where somebody without the license has the set: left to people, by name', async () => {
    const args = ['grant', '-i', 'cognism', '-u', 'rich@example.com', '--permission-set', 'Everybody', '--dry-run'];
    const { plan } = resultOf<GrantResult>(await look([...args, '--json']));
    const manual = plan.manual.find(({ id }) => id === 'userPermission:ViewAllData');
    expect(manual?.code).to.equal('OTHER_HOLDER_FORBIDS');
    expect(manual?.message).to.include('poor@example.com');
    expect(plan.closes).to.not.include('userPermission:ViewAllData');
  });

  it('user permissions alone on the bare integration license: no seat is left for the license that they wait for', async () => {
    const file = await define('logs', [
      { userPermission: ['ApiEnabled', 'ViewEventLogFiles'] },
      { api: ['rest', 'soql'] },
    ]);
    const checked = await look(['check', '-i', file, '-u', 'logs@example.com', '--json']);
    const found = resultOf<CheckResult>(checked).checks[0]?.findings ?? [];
    expect(found.find(({ id }) => id === 'license:SalesforceAPIIntegrationPsl')?.status).to.equal('unmet');
    const waiting = found.find(({ id }) => id === 'userPermission:ViewEventLogFiles');
    expect(waiting?.blockedBy).to.deep.equal(['license:SalesforceAPIIntegrationPsl']);
    expect(checked.status).to.equal(1);
  });

  it('a set on another user license: refused before anything is planned', async () => {
    const args = ['grant', '-i', '6sense', '-u', 'int@example.com', '--permission-set', 'Vendor_Sync', '--dry-run'];
    const refused = await look(args);
    expect(refused.status).to.equal(2);
    expect(refused.stderr.replace(/\s+/g, ' ')).to.include('Vendor_Sync').and.include('Salesforce Integration');
  });

  it('somebody else with the set on a lesser license: left to people, and nothing is refused', async () => {
    const file = await define('acme', [{ object: 'Quote' }]);
    const args = ['grant', '-i', file, '-u', 'full@example.com', '--permission-set', 'Shared', '--no-prompt', '--json'];
    const run = await look(args);
    const { plan } = resultOf<GrantResult>(run);
    expect(plan.adds).to.deep.equal([]);
    expect(plan.manual.map(({ id }) => id)).to.deep.equal(['object:Quote:read']);
    expect(run.status).to.equal(1);
  });

  it('no seat is free: the dry run does not say that it closes, and plans nothing', async () => {
    const dry = await look(['grant', '-i', '6sense', '-u', 'bare@example.com', '--dry-run', '--json']);
    const { plan } = resultOf<GrantResult>(dry);
    expect(plan.adds).to.deep.equal([]);
    expect(plan.closes).to.deep.equal([]);
    expect(plan.manual.map(({ id }) => id)).to.include('license:SalesforceAPIIntegrationPsl');
    expect(dry.status).to.equal(1);
  });

  it('seven fields of tasks: the dry run is refused, with the six that fit', async () => {
    const fields = ['Subject', 'Status', 'Priority', 'OwnerId', 'WhoId', 'WhatId', 'ActivityDate'];
    const named = fields.flatMap((name) => ['--field', name]);
    const refused = await look(['history-tracking', '--sobject', 'Task', ...named, '--enable', '--dry-run']);
    expect(refused.status).to.equal(2);
    expect(refused.stderr.replace(/\s+/g, ' ')).to.include('6 fields').and.include('--leave-out');
  });

  it('a custom field of tasks: planned where it is defined, and no amount', async () => {
    const named = ['--field', 'Score__c', '--field', 'Fee__c'];
    const dry = await look(['history-tracking', '--sobject', 'Task', ...named, '--enable', '--dry-run', '--json']);
    const { sobjects, plan } = resultOf<HistoryResult>(dry);
    expect(sobjects[0]?.requested.map(({ field, code }) => `${field} ${code}`)).to.deep.equal([
      'Score__c FIELD_NOT_TRACKED',
      'Fee__c FIELD_NOT_TRACKABLE',
    ]);
    expect(plan?.fields.map(({ field }) => field)).to.deep.equal(['Score__c']);
  });

  it('a runner who reads Salesforce in German gets the same answers', async () => {
    org.org.language = 'de';
    const named = ['--field', 'Case.CaseNumber', '--field', 'Lead.Status', '--field', 'Task.Fee__c'];
    const dry = await look(['history-tracking', ...named, '--enable', '--dry-run', '--json']);
    org.org.language = 'en';
    const found = resultOf<HistoryResult>(dry).sobjects.flatMap(({ sobject, requested }) =>
      requested.map(({ field, code }) => `${sobject}.${field} ${code}`),
    );
    expect(found.sort()).to.deep.equal([
      'Case.CaseNumber FIELD_NOT_TRACKABLE',
      'Lead.Status FIELD_NOT_TRACKED',
      'Task.Fee__c FIELD_NOT_TRACKABLE',
    ]);
  });

  it('the Metadata API where the org tells no dependencies: View Setup and View Roles come along', async () => {
    org.faults.add({
      kind: 'rewritten',
      match: { path: /tooling\/composite$/ },
      times: Infinity,
      rewrite: withoutDependencies,
    });
    const dry = await look(['grant', '-i', 'ciro', '-u', 'lifted@example.com', '--dry-run', '--json']);
    org.faults.clear();
    const adds = resultOf<GrantResult>(dry).plan.adds.map(({ id }) => id);
    expect(adds).to.include.members(
      ['ModifyMetadata', 'ViewSetup', 'ViewRoles'].map((name) => `userPermission:${name}`),
    );
  });

  it('an older API version: what it does not show is not called missing', async () => {
    const file = await define('older', [{ field: 'Contact.Pronouns' }]);
    const args = ['check', '-i', file, '-u', 'full@example.com', '--json'];
    const { checks } = resultOf<CheckResult>(await look(args, { SF_ORG_API_VERSION: '52.0' }));
    const found = checks[0]?.findings.find(({ id }) => id.startsWith('field:Contact.Pronouns'));
    expect(`${found?.status} ${found?.code}`).to.equal('unknown HIDDEN_BY_API_VERSION');
  });
});
