/** A grant whose assignment the org refuses: nothing of its own stays that nobody has (fact A16). */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Receipt } from '../../src/grant/receipt.js';
import type { FaultOptions } from '../local-org/http/faults.js';
import { grantTo, revoke, stepsOf } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const setName = 'Integration_hg_insights';

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
  let folder: string;
  let restore: () => void;
  let initial: OrgState;
  let receipts = 0;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    folder = await mkdtemp(join(tmpdir(), 'refused-'));
    restore = rememberTables(world.org.org);
    initial = stateOf(world.org.org);
  });
  after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => {
    restore();
    world.org.faults.clear();
  });

  const newReceipt = (): string => {
    receipts += 1;
    return join(folder, `receipt-${receipts}.json`);
  };
  const read = async (path: string): Promise<Receipt> => JSON.parse(await readFile(path, 'utf8')) as Receipt;
  const plain = (text: string): string => text.replace(/\s+/g, ' ');
  const back = (receipt: string): ReturnType<typeof revoke> =>
    revoke(world.org, '-o', admin, '--receipt', receipt, '--delete', '--no-prompt');

  it('the set that it made is removed again, and that is said; the org is as before', async () => {
    world.org.faults.add(refusedAssignment);
    const receipt = newReceipt();
    const { exitCode, result, text } = await grantTo(world.org, 'viewer', 'hg-insights', '--save-receipt', receipt);
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
    const again = await grantTo(world.org, 'viewer', 'hg-insights');
    expect([again.exitCode, ...stepsOf(again.result.outcomes)]).to.deep.equal([
      0,
      'permissionSet done',
      'assignments done',
      'proof done',
    ]);
  });

  it('a license that was given first stays, is named, and the receipt takes it back', async () => {
    world.org.faults.add(refusedAssignment);
    const receipt = newReceipt();
    const { exitCode, result, text } = await grantTo(world.org, 'api', 'hg-insights', '--save-receipt', receipt);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'licenses done',
      'permissionSet done',
      'assignments failed FIELD_INTEGRITY_EXCEPTION',
      'removeSet done LICENSES_STAY',
    ]);
    expect(exitCode).to.equal(68);
    expect(plain(text)).to.include('The permission set licenses that were given above stay');
    expect([...permissionFacts(world.org.org)].filter((fact) => fact.startsWith(setName))).to.deep.equal([]);
    const taken = await back(receipt);
    expect(taken.exitCode, taken.text).to.equal(0);
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
  });

  it('removing is refused: said plainly, and the receipt takes it away', async () => {
    world.org.faults.add(refusedAssignment);
    world.org.faults.add(removal('rowRefused'));
    const receipt = newReceipt();
    const { exitCode, result, text } = await grantTo(world.org, 'viewer', 'hg-insights', '--save-receipt', receipt);
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

  for (const carriedOut of [true, false]) {
    it(`the connection breaks while it is removed, ${carriedOut ? 'and it is gone' : 'and it is there'}: the receipt tells`, async () => {
      world.org.faults.add(refusedAssignment);
      world.org.faults.add({
        kind: 'reset',
        carriedOut,
        match: { method: 'POST', body: /"DELETE"[^}]*PermissionSet\/|PermissionSet\/[^}]*"DELETE"/ },
      });
      const receipt = newReceipt();
      const { exitCode, result } = await grantTo(world.org, 'viewer', 'hg-insights', '--save-receipt', receipt);
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
