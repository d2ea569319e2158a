/** Rules about licenses and the profile of the user, and what only people can see to. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const viewer = 'viewer@example.com';

describe('rules about licenses, profile and people', function () {
  this.timeout(120_000);
  let world: World;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
  });
  after(() => world.close());

  const definition = async (...rules: string[]): Promise<string> => {
    const path = join(world.folder, 'acme.yml');
    const lines = ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', ...rules.map((rule) => `  - ${rule}`)];
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  };
  const resultOf = <T>(ran: Ran<T>): T => {
    if ('error' in ran.outcome) throw new Error(`${ran.outcome.error.name}: ${ran.outcome.error.message}`);
    return ran.outcome.result;
  };
  const check = async (path: string, ...argv: string[]): Promise<Ran<CheckResult>> =>
    runCommand<CheckResult>(world.org, IntegrationCheck, ['-o', admin, '-i', path, '-u', viewer, ...argv]);
  const told = (ran: Ran<CheckResult>): string[] =>
    resultOf(ran).checks.flatMap(({ findings }) =>
      findings.flatMap(({ id, status, code }) => (id.startsWith('user:') ? [] : [`${id} ${status} ${code}`])),
    );

  it('are judged from what is read anyway', async () => {
    world.org.clearRequests();
    await check(await definition('{ userPermission: ApiEnabled, because: Calls. }'));
    const before = world.org.requests.length;
    world.org.clearRequests();
    const path = await definition(
      '{ userLicense: [Salesforce, Salesforce Platform], because: Objects. }',
      '{ profile: No Such Profile, because: Said so. }',
      '{ permissionSetLicense: NoSuchPsl, ifPresent: true, because: Inbox. }',
      '{ manual: Put the user at the top of the role hierarchy., name: role, because: Sees all. }',
    );
    const ran = await check(path);
    expect(world.org.requests.length).to.equal(before);
    expect(told(ran)).to.deep.equal([
      'license:NoSuchPsl notApplicable NOT_IN_THIS_ORG',
      'manual:role unknown BY_HAND',
      'profile:No Such Profile unmet PROFILE_OTHER',
      'userLicense:Salesforce|Salesforce Platform met USER_LICENSE_FITS',
    ]);
    const text = ran.text.replace(/\s+/g, ' ');
    expect(text)
      .to.include('Put the user at the top of the role hierarchy.')
      .and.include('the definition asks for: No Such Profile.');
    const described = (await runCommand(world.org, IntegrationDescribe, ['-i', path])).text.replace(/\s+/g, ' ');
    expect(described)
      .to.include('role: Put the user at the top of the role hierarchy.')
      .and.include('Salesforce | Salesforce Platform');
  });

  it('let a waiver accept what was seen to', async () => {
    const path = await definition('{ manual: Share the folder., name: folder, because: Reports. }');
    const waivers = join(world.folder, 'w.yml');
    await writeFile(waivers, 'waivers:\n  - { id: "manual:folder", reason: Done on Monday. }\n');
    expect(told(await check(path))).to.deep.equal(['manual:folder unknown BY_HAND']);
    expect(told(await check(path, '--waivers', waivers))).to.deep.equal(['manual:folder waived BY_HAND']);
  });

  it('take what is only advised into a file of waivers, so that the advice can be followed', async () => {
    const path = await definition('{ manual: Share the folder., name: folder, level: recommended, because: Reports. }');
    const waivers = join(world.folder, 'new.yml');
    const said = (ran: Ran<CheckResult>): string => ran.text.replace(/\s+/g, ' ');
    const first = said(await check(path));
    expect(first)
      .to.include('`manual:folder`')
      .and.include(`integration check -i ${path} -u ${viewer} -o ${admin} --update-waivers`)
      .and.include('an empty reason waives nothing')
      .and.not.include('By hand: folder:');
    const written = said(await check(path, '--waivers', waivers, '--update-waivers'));
    expect(written).to.include(`Added to ${waivers}: 1 entry.`).and.not.include('--update-waivers');
    const text = await readFile(waivers, 'utf8');
    expect(text).to.include('id: manual:folder');
    await writeFile(waivers, text.replace('reason: ""', 'reason: Shared on Monday.'));
    expect(told(await check(path, '--waivers', waivers))).to.deep.equal(['manual:folder waived BY_HAND']);
  });

  it('advise no file of waivers that is not there', async () => {
    const path = await definition('{ object: Account, access: [read], level: optional, because: Reads. }');
    const ran = await check(path, '--waivers', join(world.folder, 'none.yml'), '--update-waivers');
    expect(resultOf(ran).ready).to.equal(true);
    expect(ran.text.slice(ran.text.indexOf('Check again'))).to.not.include('none.yml');
  });

  it('call no deed something that can be taken back', async () => {
    const path = await definition(
      '{ manual: Connect it once., name: first, level: recommended, when: { phase: install }, because: Said so. }',
    );
    const ran = await check(path, '--phase', 'install');
    expect(told(ran)).to.deep.equal(['manual:first unknown BY_HAND']);
    expect(ran.text).to.not.include('to be taken back');
  });

  it('are told in the table of several definitions, whose words are explained', async () => {
    const path = await definition('{ manual: Share the folder., name: folder, level: recommended, because: Reports. }');
    const ran = await check(path, '-i', 'hg-insights', '--summary');
    expect(ran.text).to.include('READY, 1 open').and.include('"missing": required needs');
  });

  it('have a plan say what people must see to, and not its name alone', async () => {
    const path = await definition('{ manual: Share the folder., name: folder }', '{ object: Lead }');
    const args = ['-o', admin, '-i', path, '-u', viewer, '--dry-run'];
    const { text } = await runCommand<GrantResult>(world.org, IntegrationGrant, args);
    expect(text.replace(/\s+/g, ' ')).to.include('By hand: folder (Share the folder).');
  });

  it('have a grant plan the license that is named, and leave the rest to people', async () => {
    const path = await definition(
      '{ permissionSetLicense: SalesforceAPIIntegrationPsl, because: Reads. }',
      '{ profile: No Such Profile, because: Said so. }',
    );
    const args = ['-o', admin, '-i', path, '-u', viewer, '--dry-run'];
    const granted = resultOf(await runCommand<GrantResult>(world.org, IntegrationGrant, args));
    expect(granted.plan.users.map(({ licenses }) => licenses)).to.deep.equal([['SalesforceAPIIntegrationPsl']]);
    expect(granted.plan.manual.map(({ id }) => id)).to.deep.equal(['profile:No Such Profile']);
  });
});
