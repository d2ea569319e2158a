/** Connected apps that admit only whom an administrator has named: a grant names its own permission set, and never touches a policy. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, isWrite, revoke } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration grant and apps', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ scenario: 'apps' }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });
  const access = (): unknown[] => [...(world.org.org.tables.get('SetupEntityAccess')?.values() ?? [])];
  const policies = (): string =>
    JSON.stringify(
      ['ConnectedApplication', 'ExtlClntAppOauthPlcyCnfg', 'ExtlClntAppPlcyCnfg'].map((table) => [
        ...(world.org.org.tables.get(table)?.values() ?? []),
      ]),
    );

  for (const [name, entry] of [
    ['Acme Sync', 'connectedApp:Acme Sync'],
    ['Strict Sync', 'connectedApp:Strict_Sync'],
  ] as const)
    it(`pre-authorizes the user for ${name} in its own set, and the receipt takes that back`, async () => {
      const path = await definitions.define('acme', [{ userPermission: 'ApiEnabled' }, { connectedApp: name }]);
      const [before, untouched] = [access().length, policies()];
      const receipt = join(world.folder, 'receipt.json');
      const granted = await grantTo(world.org, 'viewer', path, '--save-receipt', receipt);
      expect(granted.exitCode, granted.text).to.equal(0);
      expect(granted.result.plan.adds.map(({ id }) => id)).to.deep.equal([entry]);
      expect(granted.result.plan.closes).to.deep.equal([`connectedApp:${name}`]);
      expect(granted.result.outcomes.find(({ step }) => step === 'proof')?.result).to.equal('done');
      expect(granted.text)
        .to.include('Connected apps')
        .and.include(`+ ${entry.slice('connectedApp:'.length)}`);
      expect(access()).to.have.length(before + 1);
      const writes = granted.requests.filter(isWrite);
      expect(writes).to.not.be.empty;
      const again = await grantTo(world.org, 'viewer', path);
      expect([again.exitCode, again.result.plan.adds]).to.deep.equal([0, []]);
      expect(await readFile(receipt, 'utf8')).to.include(entry);
      const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt');
      expect(back.exitCode, back.text).to.equal(0);
      expect(access()).to.have.length(before);
      expect(policies()).to.equal(untouched);
      const after = only(await check(world.org, '-o', admin, '-u', 'viewer@example.com', '-i', path));
      expect(statusOf(after, `connectedApp:${name}`)).to.equal('unmet CONNECTED_APP_NOT_PREAUTHORIZED');
    });

  it('leaves apps alone that users authorize themselves, and those that are disabled', async () => {
    const path = await definitions.define('acme', [{ connectedApp: ['Open Sync', 'Off Sync'] }]);
    const planned = await grantTo(world.org, 'viewer', path, '--dry-run');
    expect(planned.result.plan.adds).to.deep.equal([]);
    expect(planned.result.plan.manual.map(({ id }) => id)).to.deep.equal(['connectedApp:Off Sync']);
  });

  it('says what the file of a permission set cannot hold', async () => {
    const path = await definitions.define('acme', [{ userPermission: 'RunReports' }, { connectedApp: 'Acme Sync' }]);
    await mkdir(join(world.folder, 'out'));
    const written = await grantTo(world.org, 'viewer', path, '--output-dir', join(world.folder, 'out'));
    const steps = written.result.outcomes.map(({ step, result, code }) => [step, result, code ?? '']);
    expect(steps).to.deep.equal([
      ['file', 'done', ''],
      ['file', 'skipped', 'NOT_IN_FILE'],
    ]);
    expect(written.text.replace(/\s+/g, ' ')).to.include('A permission set file cannot say which apps');
  });

  it('an app that is missing is told as before', async () => {
    const path = await definitions.define('acme', [{ connectedApp: 'Acme Sync' }]);
    const one = only(await check(world.org, '-o', admin, '-u', 'viewer@example.com', '-i', path));
    expect(finding(one, 'connectedApp:Acme Sync').actions.join(' ')).to.include('Manage Permission Sets');
  });
});
