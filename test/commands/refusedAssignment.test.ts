/** A grant whose assignment the org refuses: nothing of its own stays that nobody has (fact A16). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Receipt } from '../../src/grant/receipt.js';
import type { FaultOptions } from '../local-org/http/faults.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, revoke, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, rememberTables, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { wideFields, wideRules } from '../support/wide.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { itAtNight, sampleOf } from '../support/largeMatrix.js';

const admin = 'admin@example.com';
const setName = 'Integration_wide';

/** The platform refuses the assignment, as it does where the license of the user does not allow something in the set. */
const refusedAssignment: FaultOptions = {
  kind: 'licenseRefused',
  match: { subrequest: true, method: 'POST', path: 'sobjects/PermissionSetAssignment' },
};

/** What becomes of the request that removes the set. */
const removal = (kind: FaultOptions['kind'], more: Partial<FaultOptions> = {}): FaultOptions => ({
  kind,
  match: { subrequest: true, method: 'DELETE', path: 'sobjects/PermissionSet/' },
  ...more,
});

describe('integration grant whose assignment is refused', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let wide: string;
  let restore: () => void;
  let initial: OrgState;
  let receipts = 0;

  before(async () => {
    world = await openWorld({ org: loadScenario('default', { fields: wideFields }) }, admin);
    definitions = await makeDefinitions();
    wide = await definitions.define('wide', wideRules);
    restore = rememberTables(world.org.org);
    initial = stateOf(world.org.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => {
    restore();
    world.org.faults.clear();
  });

  const newReceipt = (): string => {
    receipts += 1;
    return join(world.folder, `receipt-${receipts}.json`);
  };
  const read = async (path: string): Promise<Receipt> => JSON.parse(await readFile(path, 'utf8')) as Receipt;
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const back = (receipt: string): ReturnType<typeof revoke> =>
    revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt');

  for (const user of sampleOf(['viewer', 'api']))
    it(`${user}: what one transaction takes leaves nothing, neither a set nor a license, and the receipt says so`, async () => {
      world.org.faults.add(refusedAssignment);
      const receipt = newReceipt();
      const { exitCode, result, text } = await grantTo(world.org, user, 'hg-insights', '--save-receipt', receipt);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        ...(user === 'api' ? ['licenses skipped LICENSE_NOT_ALONE'] : []),
        'permissionSet skipped NOT_WITHOUT_ASSIGNMENT',
        'assignments failed FIELD_INTEGRITY_EXCEPTION',
      ]);
      expect(exitCode, 'nothing was written').to.equal(2);
      expect(text, 'nothing to take back').to.not.include('integration revoke');
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      const { steps } = await read(receipt);
      expect(steps.map(({ step, state }) => `${step} ${state}`)).to.deep.equal([
        ...(user === 'api' ? ['licenses failed'] : []),
        'permissionSet failed',
        'assignments failed',
      ]);
      const taken = await back(receipt);
      expect(taken.exitCode, taken.text).to.equal(0);
      const again = await grantTo(world.org, user, 'hg-insights');
      expect([again.exitCode, ...stepsOf(again.result.outcomes)]).to.deep.equal([
        0,
        ...(user === 'api' ? ['licenses done'] : []),
        'permissionSet done',
        'assignments done',
        'proof done',
      ]);
    });

  itAtNight(
    'the set that is more than one transaction takes is removed again, and that is said; the org is as before',
    async () => {
      world.org.faults.add(refusedAssignment);
      const receipt = newReceipt();
      const { exitCode, result, text } = await grantTo(world.org, 'viewer', wide, '--save-receipt', receipt);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'permissionSet done',
        'assignments failed FIELD_INTEGRITY_EXCEPTION',
        'removeSet done',
      ]);
      expect(exitCode, 'something was written').to.equal(68);
      expect(plain(text)).to.include(`removal of the permission set of this run, as nobody got it: ${setName}`);
      expect(text, 'nothing to take back').to.not.include('integration revoke');
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
      const { steps } = await read(receipt);
      expect(steps.map(({ step, state }) => `${step} ${state}`)).to.deep.equal([
        'permissionSet done',
        'assignments failed',
        'removeSet done',
      ]);
      const taken = await back(receipt);
      expect(taken.exitCode, taken.text).to.equal(0);
      expect(taken.result.notFound ?? []).to.deep.equal([]);
      const again = await grantTo(world.org, 'viewer', wide);
      expect([again.exitCode, ...stepsOf(again.result.outcomes)]).to.deep.equal([
        0,
        'permissionSet done',
        'assignments done',
        'proof done',
      ]);
    },
  );

  itAtNight('nor does a license stay that was to be given first', async () => {
    world.org.faults.add(refusedAssignment);
    const receipt = newReceipt();
    const { exitCode, result, text } = await grantTo(world.org, 'api', wide, '--save-receipt', receipt);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'permissionSet done',
      'licenses skipped LICENSE_NOT_ALONE',
      'assignments failed FIELD_INTEGRITY_EXCEPTION',
      'removeSet done',
    ]);
    expect(exitCode).to.equal(68);
    expect(plain(text)).to.include('the user has no new license');
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    const taken = await back(receipt);
    expect(taken.exitCode, taken.text).to.equal(0);
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
  });

  it('removing is refused: said plainly, and the receipt takes it away', async () => {
    world.org.faults.add(refusedAssignment);
    world.org.faults.add(removal('rowRefused'));
    const receipt = newReceipt();
    const { exitCode, result, text } = await grantTo(world.org, 'viewer', wide, '--save-receipt', receipt);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'permissionSet done',
      'assignments failed FIELD_INTEGRITY_EXCEPTION',
      'removeSet failed INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    ]);
    expect(exitCode).to.equal(68);
    expect(plain(text)).to.include('is still there, and nobody has it');
    expect(plain(text)).to.match(/integration revoke .*--receipt .*--delete/);
    const taken = await back(receipt);
    expect(taken.exitCode, taken.text).to.equal(0);
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
  });

  for (const carriedOut of sampleOf([true, false])) {
    it(`the connection breaks while it is removed, ${carriedOut ? 'and it is gone' : 'and it is there'}: the receipt tells`, async () => {
      world.org.faults.add(refusedAssignment);
      world.org.faults.add({
        kind: 'reset',
        carriedOut,
        match: { method: 'POST', body: /"DELETE"[^}]*PermissionSet\/|PermissionSet\/[^}]*"DELETE"/ },
      });
      const receipt = newReceipt();
      const { exitCode, result } = await grantTo(world.org, 'viewer', wide, '--save-receipt', receipt);
      expect(stepsOf(result.outcomes).at(-1)).to.equal('removeSet failed CONNECTION_LOST');
      expect(exitCode).to.equal(68);
      expect((await read(receipt)).steps.at(-1)).to.deep.include({ step: 'removeSet', state: 'intended' });
      const taken = await back(receipt);
      expect(taken.exitCode, taken.text).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });
  }

  it('a set that was there before stays, as it is by then', async () => {
    await grantTo(world.org, 'standard', 'hg-insights');
    const before = stateOf(world.org.org);
    world.org.faults.add(refusedAssignment);
    const { result } = await grantTo(world.org, 'viewer', 'hg-insights');
    expect(stepsOf(result.outcomes).at(-1)).to.equal('assignments failed FIELD_INTEGRITY_EXCEPTION');
    expect(changesBetween(before, stateOf(world.org.org)).disappeared).to.deep.equal([]);
  });
});
