import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Org } from '../local-org/model/orgModel.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { changeField } from '../local-org/schema/changeField.js';
import { grant, revokeRefusal } from '../support/granting.js';
import { deploys, retrieved, track, trackedIn, trackRefusal } from '../support/historyTracking.js';
import type { RefusedTracking, Tracked } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const yes = ['--enable', '--no-prompt'];

/** The parts of a receipt that these tests look at. */
type Receipt = { steps: { step: string; sobject: string; field?: string; state: string; trackedWithIt?: string[] }[] };

describe('integration history-tracking, back again', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;
  const receiptFile = (): string => join(folder, 'receipt.json');
  const saved = async (): Promise<string[]> =>
    (JSON.parse(await readFile(receiptFile(), 'utf8')) as Receipt).steps.map(
      ({ step, sobject, field, state, trackedWithIt }) =>
        [step, sobject, field, state, trackedWithIt?.join('+')].filter((part) => part !== undefined).join(' '),
    );

  /** Account tracks two fields; Lead is off, with a tick below the switch that nobody sees (fact F12). */
  const open = async (behaviour: 'error' | 'silent' = 'error'): Promise<World> => {
    const org = loadScenario('default', {
      objects: { Invoice__c: { label: 'Invoice' } },
      fields: { Invoice__c: { State__c: 'picklist(40); values=Open|Paid' }, Lead: { Score__c: 'double(4,0)' } },
      org: { behaviours: { historyWithoutSwitch: behaviour } },
      history: { Lead: { enabled: false, fields: ['Company'] } },
    } as Parameters<typeof loadScenario>[1]);
    world = await openWorld({ org }, admin);
    return world;
  };
  const org = (): Org => world.org.org;
  const run = (...argv: string[]): Promise<Tracked> => track(world.org, '-o', admin, ...argv);
  const refusal = (...argv: string[]): Promise<RefusedTracking> => trackRefusal(world.org, '-o', admin, ...argv);
  const undo = (...argv: string[]): Promise<Tracked> =>
    run('--disable', '--receipt', receiptFile(), '--no-prompt', ...argv);
  const adminId = (): string =>
    String([...(org().tables.get('User')?.values() ?? [])].find(({ Username }) => Username === admin)?.['Id']);
  const objects = ['Account', 'Lead', 'Invoice__c', 'Opportunity'];
  /** What the platform shows of the objects, and the ticks that it hides. */
  const standing = (): string =>
    [
      retrieved(org(), adminId(), ...objects),
      ...objects.map((name) => [name, ...(org().history.get(name)?.trackedFields ?? [])].sort().join(' ')),
    ].join('\n');
  const wanted = [
    ...['Account.Industry', 'Account.Rating', 'Lead.Status', 'Lead.City', 'Lead.Score__c'],
    ...['Invoice__c.Name', 'Invoice__c.State__c'],
  ].flatMap((name) => ['--field', name]);
  const endsOf = ({ result }: Tracked): string[] =>
    (result.outcomes ?? []).map(({ step, sobject, field, result: end, code }) =>
      [step, field === undefined ? sobject : `${sobject}.${field}`, end, ...(code === undefined ? [] : [code])].join(
        ' ',
      ),
    );
  const planOf = ({ result }: Tracked): Record<string, unknown> => ({ ...result.plan });
  const plain = ({ text }: { text: string }): string => text.replace(/\s+/g, ' ');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'history-receipt-'));
  });
  afterEach(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const behaviour of ['error', 'silent'] as const) {
    it(`takes back what the run turned on, switches too, and nothing that was there before (${behaviour})`, async () => {
      await open(behaviour);
      const before = standing();
      const done = await run(...wanted, ...yes, '--save-receipt', receiptFile());
      expect(done.exitCode).to.equal(0);
      expect(await saved()).to.deep.equal([
        'objectSwitch Lead done Company',
        'objectSwitch Invoice__c done ',
        'field Account Rating done',
        'field Lead Status done',
        'field Lead Address done',
        'field Lead Score__c done',
        'field Invoice__c Name done',
        'field Invoice__c State__c done',
      ]);
      expect(trackedIn(org(), 'Lead')).to.deep.equal(['Address', 'Company', 'Score__c', 'Status']);
      expect(trackedIn(org(), 'Account')).to.deep.equal(['Industry', 'OwnerId', 'Rating']);
      const undone = await undo();
      expect(undone.exitCode, undone.text).to.equal(0);
      expect(undone.result.plan?.switches).to.deep.equal(['Lead', 'Invoice__c']);
      expect(endsOf(undone).filter((end) => !end.endsWith(' done'))).to.deep.equal([]);
      expect(standing()).to.equal(before);
      const again = await undo();
      expect(again.exitCode).to.equal(0);
      expect(deploys(again.requests)).to.equal(0);
      expect(plain(again)).to.include('nothing that the receipt names is on any more');
    });
  }

  it('a dry run names what it would take back', async () => {
    await open();
    await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    const dry = await run('--disable', '--receipt', receiptFile(), '--dry-run');
    expect(dry.exitCode).to.equal(1);
    expect(deploys(dry.requests)).to.equal(0);
    expect(dry.result.plan).to.deep.include({ action: 'disable', switches: ['Lead'] });
    expect(plain(dry)).to.include('Lead stops tracking Status').and.include('object switch of Lead');
    expect(plain(dry)).to.include(`integration history-tracking --disable --receipt ${receiptFile()} -o ${admin}`);
  });

  it('leaves the switch on where somebody has tracked another field since, and says which', async () => {
    await open();
    await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    await run('--field', 'Lead.Rating', ...yes);
    const undone = await undo();
    expect(endsOf(undone)).to.deep.equal(['field Lead.Status done', 'objectSwitch Lead skipped OTHERS_TRACKED']);
    expect(undone.exitCode).to.equal(1);
    expect(planOf(undone)['keeps']).to.deep.equal([{ sobject: 'Lead', code: 'OTHERS_TRACKED', fields: ['Rating'] }]);
    expect(plain(undone)).to.include('the object switch of Lead stays on').and.include('Rating');
    expect(trackedIn(org(), 'Lead')).to.deep.equal(['Company', 'Rating']);
  });

  it('says what cannot be found, and never that there is nothing', async () => {
    await open();
    await run('--field', 'Lead.Score__c', '--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    // Renamed: under its new name it is still tracked.
    changeField(org(), 'Lead', 'Score__c', { name: 'Points__c' });
    const ticks = org().history.get('Lead')?.trackedFields;
    if (ticks?.delete('Score__c')) ticks.add('Points__c');
    const undone = await undo();
    expect(undone.exitCode).to.equal(1);
    expect(planOf(undone)['notFound']).to.deep.equal([{ sobject: 'Lead', field: 'Score__c' }]);
    expect(endsOf(undone)).to.deep.equal([
      'field Lead.Status done',
      'field Lead.Score__c skipped NOT_FOUND',
      'objectSwitch Lead skipped OTHERS_TRACKED',
    ]);
    expect(plain(undone)).to.include('Lead.Score__c').and.include('renamed');
    const again = await undo();
    expect(again.exitCode).to.equal(1);
    expect(plain(again)).to.include('Lead.Score__c').and.not.include('nothing that the receipt names is on');
  });

  it('is on the disk before each write, and redeems a run that broke off', async () => {
    await open();
    const before = standing();
    const seen: string[] = [];
    const deploying = { path: '/Soap/m/', body: /<deploy[ >]/ };
    const look = (): void => {
      const { steps } = JSON.parse(readFileSync(receiptFile(), 'utf8')) as Receipt;
      seen.push(steps.map(({ step, sobject, field, state }) => `${step} ${field ?? sobject} ${state}`).join(', '));
    };
    world.org.faults.add({ kind: 'slow', match: deploying, onHit: look });
    // The fields are set, and the answer to that is lost.
    world.org.faults.add({ kind: 'reset', carriedOut: true, match: deploying, onHit: look });
    const broken = await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    expect(broken.exitCode).to.equal(0);
    expect(await saved()).to.deep.equal(['objectSwitch Lead done Company', 'field Lead Status intended']);
    expect(seen).to.deep.equal(['objectSwitch Lead intended', 'objectSwitch Lead done, field Status intended']);
    expect(trackedIn(org(), 'Lead')).to.deep.equal(['Company', 'Status']);
    const undone = await undo();
    expect(undone.exitCode, undone.text).to.equal(0);
    expect(standing()).to.equal(before);
  });

  /** From now on nothing can take the place of the receipt. */
  const blockReceipt = (): void => {
    rmSync(receiptFile());
    mkdirSync(join(receiptFile(), 'full'), { recursive: true });
  };

  it('stops before the first write where the receipt cannot be kept', async () => {
    await open();
    const before = standing();
    const retrieving = { path: '/Soap/m/', body: /<checkRetrieveStatus[ >]/ };
    world.org.faults.add({ kind: 'slow', match: retrieving, onHit: blockReceipt });
    const argv = ['--field', 'Lead.Status', '--field', 'Lead.Score__c', ...yes, '--save-receipt', receiptFile()];
    const refused = await refusal(...argv);
    expect(refused.exitCode).to.equal(2);
    expect(refused.message).to.include('cannot be written').and.include('nothing was changed');
    expect(deploys(refused.requests)).to.equal(0);
    expect(standing()).to.equal(before);
  });

  it('stops before the next write where the receipt cannot be kept any more, and says so', async () => {
    await open();
    world.org.faults.add({ kind: 'slow', match: { path: '/Soap/m/', body: /<deploy[ >]/ }, onHit: blockReceipt });
    const done = await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    expect(endsOf(done)).to.deep.equal([
      'objectSwitch Lead done',
      'field Lead.Status failed RECEIPT_UNWRITABLE',
      'receipt Lead failed RECEIPT_UNWRITABLE',
    ]);
    expect(done.exitCode).to.equal(68);
    expect(deploys(done.requests)).to.equal(1);
    expect(plain(done)).to.include('The receipt could not be written');
  });

  it('is refused in another org, and so is the receipt of a grant, and the other way round', async () => {
    await open();
    await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    const text = await readFile(receiptFile(), 'utf8');
    const elsewhere = join(folder, 'elsewhere.json');
    await writeFile(elsewhere, text.replace(/"id": "00D\w+"/, '"id": "00D000000000001AAA"'));
    const other = await refusal('--disable', '--receipt', elsewhere, '--no-prompt');
    expect(other.exitCode).to.equal(2);
    expect(other.message).to.include('another org');
    const granted = join(folder, 'grant.json');
    await grant(
      world.org,
      '-o',
      admin,
      '-i',
      '6sense',
      '-u',
      'sixsense@example.com',
      '--no-prompt',
      '--save-receipt',
      granted,
    );
    const wrong = await refusal('--disable', '--receipt', granted, '--no-prompt');
    expect(wrong.exitCode).to.equal(2);
    expect(`${wrong.message} ${(wrong.actions ?? []).join(' ')}`).to.match(/sf integration revoke( -o \S+)? --receipt/);
    const back = await revokeRefusal(world.org, '-o', admin, '--receipt', receiptFile(), '--no-prompt');
    expect(back.exitCode).to.equal(2);
    expect(`${back.message} ${(back.actions ?? []).join(' ')}`).to.match(
      /history-tracking( -o \S+)? --disable --receipt/,
    );
    expect(trackedIn(org(), 'Lead')).to.deep.equal(['Company', 'Status']);
  });

  it('is never written over, is not made where there is nothing to do, and needs a run that turns something on', async () => {
    await open();
    const there = 'mine\n';
    await writeFile(receiptFile(), there);
    const refused = await refusal('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
    expect(refused.exitCode).to.equal(2);
    expect(refused.message).to.include('exists already');
    expect(await readFile(receiptFile(), 'utf8')).to.equal(there);
    expect(deploys(refused.requests)).to.equal(0);
    const nothing = join(folder, 'nothing.json');
    const idle = await run('--field', 'Account.Industry', ...yes, '--save-receipt', nothing);
    expect(idle.exitCode).to.equal(0);
    expect(await stat(nothing).catch(() => null), 'no file').to.equal(null);
    for (const argv of [
      ['--save-receipt', nothing],
      ['--disable', '--field', 'Account.Industry', '--save-receipt', nothing],
      ['--enable', '--dry-run', '--save-receipt', nothing],
      ['--enable', '--receipt', receiptFile()],
      ['--disable', '--receipt', receiptFile(), '--field', 'Account.Industry'],
    ]) {
      const wrong = await refusal(...argv);
      expect(wrong.exitCode, argv.join(' ')).to.equal(2);
    }
  });

  describe('tells people the way back', () => {
    it('by the receipt, or by the fields that were turned on', async () => {
      await open();
      const kept = await run('--field', 'Lead.Status', ...yes, '--save-receipt', receiptFile());
      expect(kept.text).to.include(`integration history-tracking --disable --receipt ${receiptFile()} -o ${admin}`);
      const loose = await run('--field', 'Account.Rating', '--field', 'Account.Industry', ...yes);
      expect(loose.text).to.include(`integration history-tracking --disable --field Account.Rating -o ${admin}`);
      const idle = await run('--field', 'Account.Rating', ...yes);
      expect(idle.text).to.not.include('--disable');
    });

    it('where a definition alone does not say which fields to stop tracking', async () => {
      await open();
      await run('-i', 'hg-insights', ...yes);
      const refused = await refusal('-i', 'hg-insights', '--disable', '--no-prompt');
      expect(refused.exitCode).to.equal(2);
      expect(refused.message).to.include('hg-insights').and.include('names no field');
      expect(refused.actions?.join(' ')).to.include('--receipt').and.include('--field');
    });
  });
});
