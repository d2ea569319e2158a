/** Command lines with which people run into the traps of the platform, by the real `sf` with the built plugin. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { changesBetween, noChanges, stateOf } from '../support/orgState.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

const profile = 'Minimum Access - Salesforce';

describe('traps of the platform', function () {
  this.timeout(240_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    const built = loadScenario('licensed', {
      org: {
        now: '2026-11-28T08:00:00Z',
        addFeatures: ['Knowledge', 'Payments'],
        seats: { SalesforceAPIIntegrationPsl: 2 },
      },
      permissionSets: {
        Vendor_Sync: { license: 'Salesforce', objects: { Account: 'read' } },
        Shared: { userPermissions: ['ApiEnabled'] },
      },
      users: {
        full: { profile, permissionSets: ['Shared'] },
        plat: { profile: 'Standard Platform User', permissionSets: ['Shared'] },
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

  it('an older API version: what it does not show is not called missing', async () => {
    const file = await define('older', [{ field: 'Contact.Pronouns' }]);
    const args = ['check', '-i', file, '-u', 'full@example.com', '--json'];
    const { checks } = resultOf<CheckResult>(await look(args, { SF_ORG_API_VERSION: '52.0' }));
    const found = checks[0]?.findings.find(({ id }) => id.startsWith('field:Contact.Pronouns'));
    expect(`${found?.status} ${found?.code}`).to.equal('unknown HIDDEN_BY_API_VERSION');
  });
});
