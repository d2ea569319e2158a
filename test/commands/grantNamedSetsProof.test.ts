/** What the org shows, and what is true, after sets that rules name were assigned: nothing of it is believed unread. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Receipt } from '../../src/grant/receipt.js';
import type { Rewrite } from '../local-org/http/faults.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { storeNewRow } from '../local-org/permissions/rowStore.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, stepsOf } from '../support/granting.js';
import { permissionFacts, rememberTables } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { betrayed, inQueries, isWrite } from '../torture/hostile/support/betrayals.js';

const admin = 'admin@example.com';
const lead = { object: 'Lead', access: ['read'] };
const sync = { permissionSetAssigned: 'acme__Sync_User' };

/** An own set that holds more than its definition asks for, so that something of it can be hidden. */
const scenario = () =>
  loadScenario('namedSets', {
    permissionSets: {
      Integration_acme: {
        description: 'sf integration grant: permissions that Test acme (acme) needs.',
        userPermissions: ['ApiEnabled'],
        objects: { Account: 'read', Case: 'read edit' },
      },
      Leads: { objects: { Lead: 'read' } },
    },
    permissionSetGroups: { Own_Access: { permissionSets: ['Integration_acme', 'acme__Reports'] } },
    users: { reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Leads'] } },
  });

describe('the proof of sets that rules name', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let receiptFile: string;
  let count = 0;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
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

  /** Hides rows of objects and fields until the first write, and then answers as `lie` does. */
  const hide = (lie: (writes: number) => Rewrite = () => (right) => right): void => {
    let writes = 0;
    const rewrite: Rewrite = (right, request) => {
      const progress = { requests: writes === 0 ? 0 : 1, writes };
      if (isWrite(request)) writes += 1;
      const shown = betrayed({ kind: 'hides', what: 0, until: 1 }, right, request, progress);
      return lie(progress.writes)(shown, request);
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
  };
  /** Says of the first write that it was refused. */
  const denies =
    (writes: number): Rewrite =>
    (right, request) =>
      betrayed({ kind: 'denies', how: 0, which: 0 }, right, request, { requests: 0, writes });
  const run = async (rules: readonly unknown[], ...words: string[]) =>
    grant(
      world.org,
      ...['-o', admin, '-i', await definitions.define('acme', [...rules]), '-u', 'bot@example.com'],
      ...['--no-prompt', '--save-receipt', receiptFile, ...words],
    );
  const holds = (set: string): boolean => permissionFacts(world.org.org).has(`${set} -> bot@example.com`);
  const receipt = async (): Promise<Receipt> => JSON.parse(await readFile(receiptFile, 'utf8')) as Receipt;

  it('holds them against the plan also where the own set holds more than was told', async () => {
    hide();
    const { exitCode, result } = await run([sync, lead]);
    expect([holds('Sync_User'), holds('Integration_acme')]).to.deep.equal([false, false]);
    expect(exitCode).to.equal(68);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'namedSets done',
      'permissionSet done',
      'assignments done',
      'groups done',
      'unassign done',
      'unassign done',
      'proof failed UNANNOUNCED',
    ]);
    expect(result.outcomes.at(-1)?.detail).to.include('object:Case:edit').and.include('object:Account:delete');
    const { steps } = await receipt();
    for (const name of ['assignments', 'namedSets'] as const)
      expect(steps.find(({ step }) => step === name)).to.deep.equal({ step: name, state: 'failed', assigned: [] });
  });

  it('says of one that the org denies to have assigned that it is there and gives more than was told', async () => {
    hide(denies);
    const { exitCode, result } = await run([sync, lead]);
    expect([holds('Sync_User'), holds('Integration_acme')]).to.deep.equal([true, true]);
    expect(exitCode).to.equal(68);
    const left = result.outcomes.filter(({ code }) => code === 'NOT_TAKEN_BACK');
    expect(left.map(({ detail }) => detail)).to.include('acme__Sync_User');
    expect(result.outcomes.at(-1)?.detail).to.include('object:Case:edit').and.include('object:Account:delete');
  });

  it('takes one back that opens a thing of Setup which nobody was told of', async () => {
    const { org } = world.org;
    const [set] = [...(org.tables.get('PermissionSet')?.values() ?? [])].filter(({ Name }) => Name === 'Sync_User');
    storeNewRow(org, 'SetupEntityAccess', {
      ParentId: String(set?.['Id']),
      SetupEntityId: '0665g000000AbCdAAK',
      SetupEntityType: 'ApexPage',
    });
    let isWritten = false;
    const rewrite: Rewrite = (right, request) => {
      isWritten ||= isWrite(request);
      if (isWritten || right.body.kind !== 'json') return right;
      const value = inQueries(right.body.value, (result) => {
        const records = result.records.filter((row) => !JSON.stringify(row).includes('"SetupEntityAccess"'));
        return { ...result, records, totalSize: records.length };
      });
      return { ...right, body: { ...right.body, value } };
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const { exitCode, result } = await run([sync]);
    expect([exitCode, holds('Sync_User')]).to.deep.equal([68, false]);
    expect(result.outcomes.at(-1)).to.deep.include({ code: 'UNANNOUNCED', detail: 'apexPage:0665g000000AbCdAAK' });
  });

  it('does not believe the org that it has assigned nothing, where the user has the set afterwards', async () => {
    let writes = 0;
    const rewrite: Rewrite = (right, request) => {
      if (!isWrite(request)) return right;
      writes += 1;
      return denies(writes - 1)(right, request);
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const { exitCode, result } = await run([sync]);
    expect([exitCode, holds('Sync_User')]).to.deep.equal([68, true]);
    expect(result.outcomes.map(({ code }) => code)).to.include('REFUSED_BUT_DONE');
    const [step] = (await receipt()).steps;
    expect(step).to.have.property('state', 'intended');
    expect(step).to.have.nested.property('assigned[0].what', 'acme__Sync_User');
  });

  it('counts as told what the plan adds to the own set where that is part of a group, and what the platform adds', async () => {
    const rules = [{ permissionSetAssigned: 'Own_Access' }, lead, { userPermission: 'ViewAllData' }];
    const { exitCode, result, text } = await run(rules, '--allow', 'ViewAllData', '-u', 'reader@example.com');
    expect(exitCode, text).to.equal(0);
    expect(result.plan.platformAdds).to.include('object:*:viewAllRecords');
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'namedSets done',
      'namedSets done',
      'permissionSet done',
      'assignments done',
      'assignments done',
      'groups done',
      'proof done',
    ]);
  });

  it('tells whoever gets a group what the plan adds to the own set in it', async () => {
    const { exitCode, result, text } = await run(
      [{ permissionSetAssigned: 'Own_Access' }, lead],
      ...['-u', 'reader@example.com'],
    );
    expect(exitCode, text).to.equal(0);
    const reader = result.plan.users.find(({ username }) => username === 'reader@example.com');
    expect(reader?.assign).to.equal(false);
    expect(reader?.receives).to.include('object:Lead:read');
  });

  it('does not believe that it is taken back while the org still shows it (fact B7)', async () => {
    const table = world.org.org.tables.get('PermissionSetAssignment');
    let before = [...(table ?? [])];
    hide(() => (right, request) => {
      if (isWrite(request) && request.body.includes('"DELETE"')) for (const [id, row] of before) table?.set(id, row);
      else before = [...(table ?? [])];
      return right;
    });
    const { exitCode, result } = await run([sync]);
    expect(holds('Sync_User')).to.equal(true);
    expect(exitCode).to.equal(68);
    expect(stepsOf(result.outcomes)).to.deep.equal([
      'namedSets done',
      'unassign failed NOT_TAKEN_BACK',
      'proof failed UNANNOUNCED',
    ]);
    const [step] = (await receipt()).steps;
    expect(step).to.have.nested.property('assigned[0].what', 'acme__Sync_User');
  });
});
