/** An org that hides what a permission set holds until somebody has it: whoever gained more than was announced loses it again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationSetup from '../../src/commands/integration/setup.js';
import type { Receipt } from '../../src/grant/receipt.js';
import type { SetupResult } from '../../src/report/setup/setupResult.js';
import type { Rewrite } from '../local-org/http/faults.js';
import { json } from '../local-org/http/httpExchange.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, isWrite, revoke, stepsOf } from '../support/granting.js';
import { permissionFacts, rememberTables } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { betrayed, inQueries, isWrite as isWriting } from '../torture/hostile/support/betrayals.js';

const admin = 'admin@example.com';

/** Which rows are hidden, by their place in `hiddenTypes` of the betrayals. */
const rowsOfObjectsAndFields = 0;
const thingsOfSetup = 6;
const userPermissions = 7;

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_reader: {
        description: 'sf integration grant: permissions that Test reader (reader) needs.',
        userPermissions: ['ApiEnabled', 'ViewAllData'],
        objects: { Account: 'read', Case: 'read edit' },
        fields: { 'Account.Website': 'read', 'Account.Site': 'edit' },
      },
      Integration_door: {
        description: 'sf integration grant: permissions that Test door (door) needs.',
        objects: { Account: 'read' },
        apexClasses: ['SyncApi'],
        customPermissions: ['Sync_Bypass'],
      },
      Integration_other: {
        description: 'sf integration grant: permissions that Test other (other) needs.',
        userPermissions: ['ApiEnabled'],
        objects: { Account: 'read', Case: 'read edit' },
        fields: { 'Account.Website': 'read', 'Account.Site': 'edit' },
      },
    },
    profiles: { Holder: { license: 'Salesforce', customPermissions: ['Sync_Admin'] } },
    users: {
      holder: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_reader'] },
      ann: { profile: 'Minimum Access - Salesforce' },
      bob: { profile: 'Minimum Access - Salesforce' },
    },
  });

describe('a permission set that shows what it holds only once it is assigned', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let reader: string;
  let receiptFile: string;
  let count = 0;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    reader = await definitions.define('reader', [
      { userPermission: 'ApiEnabled' },
      { object: 'Account', access: ['read'] },
      { field: 'Account.Website', access: ['read'] },
    ]);
    restore = rememberTables(world.org.org);
  });
  beforeEach(() => {
    count += 1;
    receiptFile = join(world.home, `receipt${count}.json`);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => {
    world.org.faults.clear();
    restore();
  });

  /** Hides it until the first write is carried out. */
  const hide = (what: number): void => {
    let writes = 0;
    const rewrite: Rewrite = (right, request) => {
      const requests = writes === 0 ? 0 : 1;
      if (isWriting(request)) writes += 1;
      return betrayed({ kind: 'hides', what, until: 1 }, right, request, { requests, writes });
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
  };
  const run = (users: readonly string[], ...argv: string[]) =>
    grant(
      world.org,
      ...['-o', admin, '-i', reader, '--no-prompt', '--save-receipt', receiptFile],
      ...users.flatMap((user) => ['-u', `${user}@example.com`]),
      ...argv,
    );
  const holds = (user: string): boolean =>
    permissionFacts(world.org.org).has(`Integration_reader -> ${user}@example.com`);
  const receipt = async (): Promise<Receipt> => JSON.parse(await readFile(receiptFile, 'utf8')) as Receipt;

  it('is taken from everybody whom this run gave it, with what was hidden by name', async () => {
    hide(userPermissions);
    const { exitCode, result, text } = await run(['ann', 'bob']);
    expect([holds('ann'), holds('bob'), holds('holder')]).to.deep.equal([false, false, true]);
    expect(exitCode).to.equal(68);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'permissionSet done',
      'assignments done',
      'assignments done',
      'unassign done',
      'unassign done',
      'proof failed UNANNOUNCED',
    ]);
    expect(result.outcomes.at(-1)?.detail).to.match(/\buserPermission:ViewAllData\b/);
    expect(text).to.include('View All Data');
    const given = (await receipt()).steps.filter(({ step }) => step === 'assignments');
    expect(given).to.deep.equal([{ step: 'assignments', state: 'failed', assigned: [] }]);
  });

  it('shows itself by what it opens in Setup as well, but for what the plan adds', async () => {
    const door = await definitions.define('door', [
      { object: 'Account', access: ['read'] },
      { customPermission: 'Sync_Admin' },
    ]);
    const target = ['-o', admin, '-i', door, '-u', 'ann@example.com', '--no-prompt'];
    hide(thingsOfSetup);
    const { exitCode, result } = await grant(world.org, ...target);
    expect(permissionFacts(world.org.org).has('Integration_door -> ann@example.com')).to.equal(false);
    expect(exitCode).to.equal(68);
    expect(result.outcomes.at(-1)).to.deep.include({
      code: 'UNANNOUNCED',
      detail: 'apexClass:SyncApi, customPermission:Sync_Bypass',
    });
  });

  it('shows nothing that was not told where all that it opens in Setup stands in the plan', async () => {
    const door = await definitions.define('door', [
      { object: 'Account', access: ['read'] },
      { customPermission: ['Sync_Bypass', 'Sync_Admin'] },
    ]);
    const target = ['-o', admin, '-i', door, '-u', 'ann@example.com', '--no-prompt'];
    const { exitCode, text } = await grant(world.org, ...target);
    expect(exitCode, text).to.equal(0);
  });

  it('is told as not read where the org does not tell afterwards what it opens in Setup', async () => {
    const door = await definitions.define('door', [{ object: 'Account', access: ['read'] }]);
    let isWritten = false;
    const rewrite: Rewrite = (right, request) => {
      const isAsked = isWritten && right.body.kind === 'json';
      isWritten ||= isWriting(request);
      if (!isAsked || right.body.kind !== 'json') return right;
      const { compositeResponse = [] } = right.body.value as { compositeResponse?: { body: unknown }[] };
      const refused = { httpStatusCode: 403, body: [{ errorCode: 'INSUFFICIENT_ACCESS', message: 'no' }] };
      const parts = compositeResponse.map((part) =>
        JSON.stringify(part.body).includes('"SetupEntityAccess"') ? { ...part, ...refused } : part,
      );
      return compositeResponse.length === 0 ? right : json(200, { compositeResponse: parts });
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const argv = ['-o', admin, '-i', door, '-u', 'ann@example.com', '--no-prompt'];
    const { result, exitCode } = await grant(world.org, ...argv);
    expect(result.outcomes.at(-1)).to.deep.include({ step: 'proof', code: 'SET_NOT_READ', detail: 'Integration_door' });
    // Not known is not done.
    expect(exitCode).to.equal(3);
  });

  it('shows itself by rows of objects and fields as well', async () => {
    const other = await definitions.define('other', [{ userPermission: 'ApiEnabled' }]);
    hide(rowsOfObjectsAndFields);
    const { exitCode, result } = await grant(
      world.org,
      ...['-o', admin, '-i', other, '-u', 'ann@example.com', '--no-prompt'],
    );
    expect(permissionFacts(world.org.org).has('Integration_other -> ann@example.com')).to.equal(false);
    expect(exitCode).to.equal(68);
    expect(result.outcomes.at(-1)).to.deep.include({
      code: 'UNANNOUNCED',
      detail:
        'field:Account.Site:edit, field:Account.Website:read, object:Account:read, object:Case:edit, object:Case:read',
    });
  });

  it('stays with those who had it before, and that is told', async () => {
    const wider = await definitions.define('reader', [
      { userPermission: ['ApiEnabled', 'RunReports'] },
      { object: 'Account', access: ['read'] },
    ]);
    hide(userPermissions);
    const { exitCode, result, text } = await grant(
      world.org,
      ...['-o', admin, '-i', wider, '--no-prompt', '--save-receipt', receiptFile],
      ...['-u', 'holder@example.com', '-u', 'ann@example.com'],
    );
    expect([holds('holder'), holds('ann')]).to.deep.equal([true, false]);
    expect(exitCode).to.equal(68);
    expect(stepsOf(result.outcomes)).to.include.members([
      'unassign done',
      'unassign skipped HELD_BEFORE',
      'proof failed UNANNOUNCED',
    ]);
    expect(text.replace(/\s+/g, ' ')).to.include('holder@example.com');
  });

  it('says so where the org refuses to take it back, and the receipt still knows of it', async () => {
    world.org.faults.add({
      kind: 'rowRefused',
      times: Infinity,
      match: { path: '/composite/graph', body: /"DELETE"/ },
    });
    hide(userPermissions);
    const { exitCode, result, text } = await run(['ann', 'bob']);
    expect([holds('ann'), holds('bob')]).to.deep.equal([true, true]);
    expect(exitCode).to.equal(68);
    expect(stepsOf(result.outcomes).slice(-3)).to.deep.equal([
      'unassign failed NOT_TAKEN_BACK',
      'unassign failed NOT_TAKEN_BACK',
      'proof failed UNANNOUNCED',
    ]);
    expect(text.replace(/\s+/g, ' ')).to.include('still has the permission set');
    const given = (await receipt()).steps.flatMap((step) => (step.step === 'assignments' ? step.assigned : []));
    expect(given.map(({ username }) => username)).to.deep.equal(['ann@example.com', 'bob@example.com']);
    world.org.faults.clear();
    await revoke(world.org, '-o', admin, '--receipt', receiptFile, '--no-prompt');
    expect([holds('ann'), holds('bob')]).to.deep.equal([false, false]);
  });

  it('is not believed to be proved where it cannot be read back whole', async () => {
    let writes = 0;
    const rewrite: Rewrite = (right, request) => {
      if (isWriting(request)) writes += 1;
      if (writes === 0 || right.body.kind !== 'json') return right;
      const value = JSON.parse(
        JSON.stringify(right.body.value, (key, inner: unknown) =>
          key === 'PermissionsViewAllData' ? undefined : inner,
        ),
      ) as unknown;
      return { ...right, body: { kind: 'json', value } };
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const { result } = await run(['ann'], '--allow', 'ViewAllData');
    expect(stepsOf(result.outcomes).at(-1)).to.equal('proof skipped SET_NOT_READ');
  });

  it('is told as written where the org shows none of several users any more, and so is what is taken back', async () => {
    let isWritten = false;
    const rewrite: Rewrite = (right, request) => {
      const isAsked = isWritten && right.body.kind === 'json';
      isWritten ||= isWriting(request);
      if (!isAsked || right.body.kind !== 'json') return right;
      const value = inQueries(right.body.value, (found) =>
        JSON.stringify(found.records[0] ?? '').includes('"type":"User"')
          ? { ...found, totalSize: 0, records: [] }
          : found,
      );
      return { ...right, body: { ...right.body, value } };
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const { exitCode, result } = await run(['ann', 'bob'], '--allow', 'ViewAllData');
    expect([exitCode, holds('ann')]).to.deep.equal([68, true]);
    expect(stepsOf(result.outcomes).at(-1)).to.equal('proof failed USER_NOT_FOUND');
    isWritten = false;
    const users = ['-u', 'ann@example.com', '-u', 'bob@example.com'];
    const back = await revoke(world.org, '-o', admin, '-i', reader, ...users, '--no-prompt');
    expect([back.exitCode, holds('ann')]).to.deep.equal([68, false]);
  });

  it('takes one request of an org that hides nothing, for what a set opens in Setup that was there before', async () => {
    const { exitCode, result, requests } = await run(['ann', 'bob'], '--allow', 'ViewAllData');
    expect(exitCode).to.equal(0);
    expect(stepsOf(result.outcomes).at(-1)).to.equal('proof done');
    const lastWrite = requests.map(isWrite).lastIndexOf(true);
    expect(requests.slice(lastWrite + 1).length).to.be.at.most(3 + 1);
  });

  it('is taken back by a setup of several integrations, which proves them together, and the others stay', async () => {
    const other = await definitions.define('other', [{ userPermission: 'ApiEnabled' }]);
    hide(userPermissions);
    const ran = await runCommand<SetupResult>(world.org, IntegrationSetup, [
      '-o',
      admin,
      '-i',
      other,
      '-i',
      reader,
      '-u',
      'ann@example.com',
      '--no-prompt',
      '--save-receipt',
      receiptFile,
    ]);
    if ('error' in ran.outcome) throw new Error(ran.outcome.error.message);
    const [ofOther, ofReader] = ran.outcome.result.grants;
    expect([holds('ann'), permissionFacts(world.org.org).has('Integration_other -> ann@example.com')]).to.deep.equal([
      ...[false, true],
    ]);
    expect(ran.exitCode).to.equal(68);
    expect(stepsOf(ofOther?.outcomes ?? []).at(-1)).to.equal('proof done');
    expect(stepsOf(ofReader?.outcomes ?? []).slice(-2)).to.deep.equal(['unassign done', 'proof failed UNANNOUNCED']);
  });
});
