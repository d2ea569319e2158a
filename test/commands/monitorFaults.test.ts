/**
 * Whatever goes wrong in a run that has something to tell, at any request to the org, any write to the disk and any channel, and
 * in any combination: after runs in which nothing goes wrong each loss was told to each channel, and none twice to a channel that
 * has confirmed it.
 */
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Messages } from '@salesforce/core';
import { expect } from 'chai';
import fc from 'fast-check';
import { findingTexts } from '../../src/cli/presentation.js';
import { replaceJsonFile } from '../../src/files/jsonFile.js';
import { openMonitorStore } from '../../src/files/monitorStore.js';
import type { Disk } from '../../src/files/monitorStore.js';
import { fileRefusal } from '../../src/files/fileRefusal.js';
import type { Delivery } from '../../src/monitor/message.js';
import type { ChannelSettings } from '../../src/monitor/monitorSettings.js';
import { connectOrg } from '../../src/org/connectOrg.js';
import { Refusal } from '../../src/refusal.js';
import { forgetSecrets } from '../../src/secrets.js';
import type { Sender } from '../../src/workflows/deliverNews.js';
import { watch } from '../../src/workflows/watchWorkflow.js';
import type { FaultKind } from '../local-org/http/faults.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { everyCase, runsNow } from '../support/largeMatrix.js';
import { rememberTables } from '../support/orgState.js';
import { inHurriedTime, standingClock } from '../support/virtualClock.js';
import { takeSetFrom } from '../support/watchedFleet.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'ciro@example.com';
const channels: readonly ChannelSettings[] = [
  { name: 'one', type: 'stdout' },
  { name: 'two', type: 'stdout' },
];
const lostIds = ['field:Lead.Phone:edit', 'field:Lead.Title:edit', 'object:Lead:edit', 'object:Lead:read'];

/** The process is gone: nothing of the run goes on. */
class Killed extends Error {}

/** What an org does at a request, once or from then on. */
type OrgFault = { readonly nth: number; readonly kind: FaultKind; readonly isLasting: boolean };
/** What happens at a write: it fails, or the process is killed before or after it. */
type DiskFault = { readonly nth: number; readonly how: 'fails' | 'killBefore' | 'killAfter' };
/** How a channel takes a message: `answerLost`: it has it, and nobody knows. */
type Taking = 'delivered' | 'failed' | 'answerLost';
type Faults = { readonly org?: OrgFault; readonly disk?: DiskFault; readonly takes?: readonly Taking[] };

describe('integration monitor, whatever goes wrong', function () {
  this.timeout(600_000);
  let world: World;
  let definitions: Definitions;
  let reference: string;
  let baseline: string;
  let restoreOrg: () => void;
  let clock: ReturnType<typeof standingClock>;

  before(async () => {
    world = await openWorld({ org: loadScenario('default') }, admin);
    clock = standingClock(world.org.org);
    definitions = await makeDefinitions();
    reference = await definitions.define('own-sync', [
      { userPermission: 'ApiEnabled' },
      { object: 'Lead', access: ['read', 'edit'] },
      { field: ['Lead.Title', 'Lead.Phone'], access: ['edit'] },
    ]);
    baseline = await mkdtemp(join(tmpdir(), 'faults-'));
    restoreOrg = rememberTables(world.org.org);
    await new Trial(baseline).run(1);
  });
  after(async () => {
    clock.restore();
    await definitions.remove();
    await world.close();
    await rm(baseline, { recursive: true, force: true });
  });

  class Trial {
    /** What each channel has got, by the ids of messages: one that comes again is no news. */
    public readonly got = new Map(channels.map(({ name }) => [name, new Map<string, string[]>()]));
    public writes = 0;
    private readonly confirmed = new Set<string>();
    private messages = 0;

    private readonly folder: string;

    public constructor(folder: string) {
      this.folder = folder;
    }

    /** One run, on a day of March. */
    public async run(day: number, { org, disk, takes = [] }: Faults = {}): Promise<void> {
      forgetSecrets();
      clock.turnTo(`2027-03-${String(day).padStart(2, '0')}T06:00:00.000Z`);
      this.messages = 0;
      this.writes = 0;
      const { signal } = new AbortController();
      const patience = { waitMs: 60_000, signal };
      const words = Messages.loadMessages('sf-plugin-integration', 'integration.monitor');
      const send: Sender = async (message, to) => {
        await Promise.resolve();
        return to.map(({ name }): Delivery => {
          const told = { name, messageId: message.id };
          const key = `${name} ${message.id}`;
          expect(this.confirmed.has(key), `${key} was confirmed and is sent again`).to.equal(false);
          const how = takes[this.messages] ?? 'delivered';
          this.messages += 1;
          if (how !== 'failed')
            this.got.get(name)?.set(
              message.id,
              message.looks.flatMap(({ news }) => news.map((one) => `${one.news} ${one.id}`)),
            );
          if (how !== 'delivered') return { ...told, result: 'failed', reason: 'HTTP 503' };
          // Killed before it is written down: then it is nobody's knowledge.
          if (disk === undefined) this.confirmed.add(key);
          return { ...told, result: 'delivered' };
        });
      };
      if (org !== undefined)
        world.org.faults.add({
          kind: org.kind,
          times: org.isLasting ? Infinity : 1,
          match: org.isLasting ? { from: org.nth } : { nth: org.nth },
        });
      try {
        await inHurriedTime(() =>
          watch({
            ...{ ...patience, channels, send, heartbeat: null, expiring: null, run: `run${day}`, plugin: '1' },
            targets: [{ reference, users: [user], authentication: 'oauth', failOn: 'required', waivers: null }],
            ...{ isWhole: true, dryRun: false, shortName: 'prod', texts: findingTexts() },
            ...{ aliasesOf: () => Promise.resolve([]), commandFor: () => '', io: { env: {} } },
            words: (key, tokens) => words.getMessage(key, tokens ?? []),
            connect: () => connectOrg(admin, undefined, patience),
            state: openMonitorStore(this.folder, patience, this.diskWith(disk)),
          }),
        );
      } catch (error) {
        if (!(error instanceof Killed || error instanceof Refusal)) throw error;
      } finally {
        world.org.faults.clear();
      }
    }

    private diskWith(fault: DiskFault | undefined): Disk {
      let isDead = false;
      const at = async (work: () => Promise<void>): Promise<void> => {
        this.writes += 1;
        if (isDead) throw new Killed();
        const isNow = fault?.nth === this.writes;
        if (isNow && fault.how === 'fails') throw fileRefusal('unwritable', 'state', 'ENOSPC');
        if (!isNow || fault.how === 'killAfter') await work();
        isDead = isNow;
        if (isDead) throw new Killed();
      };
      return {
        write: (path, value) => at(() => replaceJsonFile(path, value)),
        rename: (from, to) => at(() => rename(from, to)),
        remove: (path) => at(() => rm(path, { force: true })),
      };
    }
  }

  /** Loses access, runs with faults, then without; gives it back and looks once more. */
  const expectTold = async (faults: Faults): Promise<Trial> => {
    const folder = await mkdtemp(join(tmpdir(), 'faults-'));
    const spelled = JSON.stringify(faults);
    try {
      restoreOrg();
      await cp(baseline, folder, { recursive: true });
      const trial = new Trial(folder);
      takeSetFrom(world.org);
      await trial.run(2, faults);
      await trial.run(3);
      restoreOrg();
      await trial.run(4);
      await trial.run(5);
      for (const [channel, messages] of trial.got) {
        const told = [...messages.values()].flat();
        const of = (news: string): string[] =>
          told
            .filter((one) => one.startsWith(`${news} `))
            .map((one) => one.slice(news.length + 1))
            .sort();
        expect(of('lost'), `${channel}, lost: ${spelled}`).to.deep.equal(lostIds);
        expect(of('restored'), `${channel}, restored: ${spelled}`).to.include.members(lostIds);
        expect(new Set(of('restored')).size, `${channel}, once: ${spelled}`).to.equal(of('restored').length);
      }
      return trial;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  const kinds: readonly FaultKind[] = [
    'reset',
    '500',
    '401',
    'requestLimit',
    'truncatedJson',
    'fewerRows',
    'cutOff',
    'emptyBody',
  ];

  it('at each request to the org, once and from then on', async () => {
    world.org.clearRequests();
    restoreOrg();
    const folder = await mkdtemp(join(tmpdir(), 'faults-'));
    await cp(baseline, folder, { recursive: true });
    takeSetFrom(world.org);
    await new Trial(folder).run(2);
    await rm(folder, { recursive: true, force: true });
    const requests = world.org.requests.length;
    expect(requests, 'the audit trail is read too').to.be.greaterThan(4);
    for (let nth = 1; nth <= requests; nth += 1)
      for (const [column, kind] of kinds.entries())
        for (const isLasting of [false, true])
          if (runsNow(nth, column + (isLasting ? 3 : 0), 12)) await expectTold({ org: { nth, kind, isLasting } });
  });

  it('at each write', async () => {
    const { writes } = await expectTold({});
    const most = writes + 8;
    for (let nth = 1; nth <= most; nth += 1)
      for (const [column, how] of (['fails', 'killBefore', 'killAfter'] as const).entries())
        if (runsNow(nth, column, 4)) await expectTold({ disk: { nth, how } });
  });

  it('at each channel', async () => {
    const takings: readonly Taking[] = ['delivered', 'failed', 'answerLost'];
    for (const [row, one] of takings.entries())
      for (const [column, two] of takings.entries())
        if (runsNow(row, column, 3)) await expectTold({ takes: [one, two] });
  });

  it('at all of them together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(
          fc.record({ nth: fc.integer({ min: 1, max: 20 }), kind: fc.constantFrom(...kinds), isLasting: fc.boolean() }),
        ),
        fc.record({
          nth: fc.integer({ min: 1, max: 16 }),
          how: fc.constantFrom('fails' as const, 'killBefore' as const, 'killAfter' as const),
        }),
        fc.array(fc.constantFrom<Taking>('delivered', 'failed', 'answerLost'), { maxLength: 3 }),
        async (org, disk, takes) => {
          await expectTold({ ...(org === null ? {} : { org }), disk, takes });
        },
      ),
      { numRuns: everyCase ? 200 : 4 },
    );
  });
});
