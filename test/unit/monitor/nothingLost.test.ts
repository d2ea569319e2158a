/** Whatever ends a run, and whatever channels do: no loss goes untold, and none is told twice to a channel that has confirmed it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { messageIdOf, openMonitorStore } from '../../../src/files/monitorStore.js';
import type { Disk, MonitorStore } from '../../../src/files/monitorStore.js';
import type { Delivery, MonitorMessage } from '../../../src/monitor/message.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { deliverNews } from '../../../src/workflows/deliverNews.js';
import { keepReading } from '../../../src/workflows/keepReading.js';
import { findingOf, lookOf } from './looks.js';

/** The process is gone: nothing of the run goes on. */
class Killed extends Error {}

const org = {
  ...{ id: '00D000000000001AAA', username: 'a@b.c', instanceUrl: 'https://x.example', apiVersion: '66.0' },
  ...{ name: 'X', type: 'production' as const },
};
const channels: readonly ChannelSettings[] = [
  { name: 'one', type: 'slack', urlFrom: 'A' },
  { name: 'two', type: 'slack', urlFrom: 'B' },
];
const integrations = ['a', 'b'];
const needs = ['x', 'y'];

/** Whether each need of each integration is missing on a day. */
type World = ReadonlySet<string>;

/** What goes wrong: at which write of all, and whether before or after it; how a channel takes the n-th message. */
type Faults = {
  readonly killAt: ReadonlyMap<number, 'before' | 'after'>;
  readonly take: (channel: string, attempt: number) => 'delivered' | 'failed' | 'answerLost';
};

/** What a channel has seen of one message. */
type Seen = { readonly id: string; readonly told: readonly string[] };

class Trial {
  public readonly seen = new Map<string, Seen[]>(channels.map(({ name }) => [name, []]));
  public writes = 0;
  public attempts = 0;
  private readonly confirmed = new Set<string>();
  /** What was confirmed and is not written down yet: a kill now takes it from the memory of everybody here. */
  private readonly fresh = new Set<string>();
  /** What is being struck off. */
  private striking: string | null = null;
  private runs = 0;

  private readonly folder: string;
  private readonly faults: Faults;

  public constructor(folder: string, faults: Faults) {
    this.folder = folder;
    this.faults = faults;
  }

  /** One run of the monitor. @returns false where it was killed */
  public async run(missing: World, hasFaults = true): Promise<boolean> {
    this.runs += 1;
    const run = `run${this.runs}`;
    const at = new Date(Date.UTC(2027, 0, 1, this.runs)).toISOString();
    const signal = new AbortController().signal;
    const files = openMonitorStore(this.folder, { waitMs: 5_000, signal }, this.disk(hasFaults));
    const store: MonitorStore = {
      ...files,
      confirm: async (confirmed) => {
        this.striking = `${confirmed.channel} ${messageIdOf(confirmed.run, confirmed.files)}`;
        await files.confirm(confirmed);
        this.striking = null;
      },
    };
    const found = integrations.map((reference) => ({
      ...{ evaluation: null, filling: {}, notify: [] },
      look: lookOf(
        at,
        needs.map((need) => findingOf(need, missing.has(`${reference} ${need}`) ? 'unmet' : 'met')),
        { reference, definition: { id: reference, hash: '1', label: reference } },
      ),
    }));
    try {
      await keepReading(
        { org, found, notFound: [] },
        {
          ...{ store, run, dryRun: false, isWhole: true, channels: channels.map(({ name }) => name), shortName: 'x' },
          ...{ commandFor: () => '', words: (key: string) => key },
          explain: () => Promise.resolve(new Map()),
        },
      );
      await deliverNews({
        ...{ store, channels, signal },
        send: (message, to) => Promise.resolve(to.map((one) => this.take(one.name, message, hasFaults))),
      });
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      for (const key of this.fresh) this.confirmed.delete(key);
      this.fresh.clear();
      this.striking = null;
      return false;
    }
  }

  private take(channel: string, message: MonitorMessage, hasFaults: boolean): Delivery {
    const key = `${channel} ${message.id}`;
    expect(this.confirmed.has(key), `${key} was confirmed and is sent again`).to.equal(false);
    const how = hasFaults ? this.faults.take(channel, (this.attempts += 1)) : 'delivered';
    if (how !== 'failed') {
      const told = message.looks.flatMap(({ integration, news }) =>
        news.filter((one) => one.news !== 'stillMissing').map((one) => `${one.news} ${integration} ${one.id}`),
      );
      this.seen.get(channel)?.push({ id: message.id, told });
    }
    if (how !== 'delivered') return { name: channel, result: 'failed', messageId: message.id, reason: 'x' };
    this.confirmed.add(key);
    this.fresh.add(key);
    return { name: channel, result: 'delivered', messageId: message.id };
  }

  private disk(hasFaults: boolean): Disk {
    const step = async (work: () => Promise<void>): Promise<void> => {
      const kill = hasFaults ? this.faults.killAt.get((this.writes += 1)) : undefined;
      if (kill === 'before') throw new Killed();
      await work();
      if (this.striking !== null) this.fresh.delete(this.striking);
      if (kill === 'after') throw new Killed();
    };
    return {
      // Kills come between writes, so that these need not be whole or nothing.
      write: (path, value) => step(() => writeFile(path, JSON.stringify(value))),
      rename: () => step(() => Promise.reject(new Error('nothing is to be kept aside'))),
      remove: (path) => step(() => rm(path, { force: true })),
    };
  }

  /** Each channel has heard of each need lost and restored in turn, and knows how it is now. */
  public expectTold(missing: World): void {
    for (const [channel, messages] of this.seen) {
      const once = [...new Map(messages.map((one) => [one.id, one])).values()];
      for (const integration of integrations)
        for (const need of needs) {
          const own = once.flatMap(({ told }) =>
            told.filter((one) => one.endsWith(` ${integration} ${need}`)).map((one) => one.split(' ')[0] ?? ''),
          );
          const name = `${channel} of ${integration} ${need}: ${own.join(', ')}`;
          own.forEach((one, at) => expect(one, name).to.equal(at % 2 === 0 ? 'lost' : 'restored'));
          const isMissing = missing.has(`${integration} ${need}`);
          expect(own.length % 2 === 1, name).to.equal(isMissing);
        }
    }
  }
}

const days: readonly World[] = [new Set(['a x', 'b x']), new Set(['a x', 'b y'])];
const last = days.at(-1) ?? new Set();
const takesAll: Faults['take'] = () => 'delivered';

describe('monitor: nothing is lost and nothing told twice', function () {
  this.timeout(600_000);
  let root: string;
  let number = 0;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'nothing-lost-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  const trialOf = (faults: Faults): Trial => new Trial(join(root, String((number += 1))), faults);

  /** The days, each looked at once, then twice without faults. */
  const live = async (faults: Faults): Promise<Trial> => {
    const trial = trialOf(faults);
    // A baseline is needed for anything to be lost.
    expect(await trial.run(new Set(), false)).to.equal(true);
    for (const day of days) await trial.run(day);
    expect(await trial.run(last, false)).to.equal(true);
    expect(await trial.run(last, false)).to.equal(true);
    trial.expectTold(last);
    return trial;
  };

  it('without faults', async () => {
    const trial = await live({ killAt: new Map(), take: takesAll });
    expect(trial.seen.get('one')?.length).to.equal(2);
  });

  it('killed before and after each write', async () => {
    const { writes } = await live({ killAt: new Map(), take: takesAll });
    expect(writes).to.be.above(15);
    for (let at = 1; at <= writes; at += 1)
      for (const when of ['before', 'after'] as const) await live({ killAt: new Map([[at, when]]), take: takesAll });
  });

  it('with each message failing, or its answer lost, at one channel or both', async () => {
    for (const how of ['failed', 'answerLost'] as const)
      for (let at = 1; at <= 4; at += 1) {
        await live({ killAt: new Map(), take: (_, attempt) => (attempt === at ? how : 'delivered') });
        await live({ killAt: new Map(), take: (_, attempt) => (attempt >= at ? how : 'delivered') });
      }
  });

  it('with faults of all sorts at once', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      let value = seed;
      const random = (below: number): number => {
        value = (value * 1_103_515_245 + 12_345) % 2 ** 31;
        return Math.floor((value / 2 ** 31) * below);
      };
      const killAt = new Map(
        Array.from({ length: 5 }, () => [1 + random(30), random(2) === 0 ? 'before' : 'after'] as const),
      );
      await live({
        killAt,
        take: () => (['delivered', 'delivered', 'failed', 'answerLost'] as const)[random(4)] ?? 'failed',
      });
    }
  });

  it('with two runs at once', async () => {
    const trial = trialOf({ killAt: new Map(), take: takesAll });
    await trial.run(new Set(), false);
    for (const day of days) await Promise.all([trial.run(day), trial.run(day)]);
    trial.expectTold(last);
  });
});
