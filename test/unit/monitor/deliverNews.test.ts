import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMonitorStore } from '../../../src/files/monitorStore.js';
import type { Delivery } from '../../../src/monitor/message.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { deliverNews } from '../../../src/workflows/deliverNews.js';

describe('monitor: sending', () => {
  const { signal } = new AbortController();
  const owner = { orgId: '00D000000000001AAA', integration: 'acme' };
  const at = '2027-01-01T00:00:00.000Z';
  const channel = (name: string): ChannelSettings => ({ name, type: 'slack', urlFrom: 'A' });
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deliver-'));
    await store().change(owner, async () => ({
      org: { id: owner.orgId, username: 'a@b.c', shortName: 'x', instanceUrl: 'https://x.example' },
      integration: owner.integration,
      looks: [],
      outbox: ['r1', 'r2'].map((run) => ({ run, at, looks: [], pending: ['fast', 'slow', 'gone'] })),
    }));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const store = (): ReturnType<typeof openMonitorStore> => openMonitorStore(folder, { waitMs: 5_000, signal });
  const pending = async (): Promise<string[]> =>
    [...(await store().all()).states.values()].flatMap(({ outbox }) =>
      outbox.map((one) => `${one.run}: ${one.pending.join(' ')}`),
    );

  it('strikes off a channel as soon as it has confirmed, while another still hangs', async () => {
    let seen: string[] = [];
    await deliverNews({
      ...{ store: store(), signal, channels: [channel('fast'), channel('slow')] },
      send: async ({ id }, to) => {
        const delivered = ({ name }: ChannelSettings): Delivery => ({ name, result: 'delivered', messageId: id });
        const isSlow = to.some(({ name }) => name === 'slow');
        for (let turn = 0; isSlow && id.startsWith('r1') && turn < 200; turn += 1) {
          seen = await pending();
          if (seen[0] === 'r1: slow') break;
        }
        return to.map(delivered);
      },
    });
    expect(seen[0]).to.equal('r1: slow');
    expect(await pending()).to.deep.equal([]);
  });

  it('sends nothing later to a channel that has failed, keeps it for the next run, and drops one that is no more', async () => {
    const sent: string[] = [];
    const run = async (fails: boolean): Promise<readonly string[]> => {
      const { dropped } = await deliverNews({
        ...{ store: store(), signal, channels: [channel('fast'), channel('slow')] },
        send: async ({ id }, to) =>
          to.map(({ name }): Delivery => {
            sent.push(`${id.split('.')[0] ?? ''} ${name}`);
            return fails && name === 'slow'
              ? { name, result: 'failed', messageId: id, reason: 'HTTP 503' }
              : { name, result: 'delivered', messageId: id };
          }),
      });
      return dropped;
    };
    expect(await run(true)).to.deep.equal(['gone']);
    expect(sent.sort()).to.deep.equal(['r1 fast', 'r1 slow', 'r2 fast']);
    expect(await pending()).to.deep.equal(['r1: slow', 'r2: slow']);
    sent.length = 0;
    expect(await run(false)).to.deep.equal([]);
    expect(sent).to.deep.equal(['r1 slow', 'r2 slow']);
    expect(await pending()).to.deep.equal([]);
  });
});
