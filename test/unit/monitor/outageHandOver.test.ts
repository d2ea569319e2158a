import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMonitorStore, stateFileName } from '../../../src/files/monitorStore.js';
import type { MonitorStore } from '../../../src/files/monitorStore.js';
import type { MonitorState } from '../../../src/monitor/monitorState.js';
import { outageOwner, outageState } from '../../../src/monitor/outages.js';
import type { KeptOutage, OutageOrg } from '../../../src/monitor/outages.js';
import { takeOverOutages } from '../../../src/workflows/takeOverOutages.js';

const at = '2027-01-01T00:00:00.000Z';
const kept = (name: string): KeptOutage => ({
  ...{ name, username: `admin@${name}.com`, since: at, code: 'RequestLimit', text: 'No calls are left.' },
});
const org = (name: string): OutageOrg => ({
  ...{ name, username: `admin@${name}.com`, orgId: null, outcome: 'seen', failure: null },
});
const former: MonitorState = {
  ...outageState(),
  outages: ['a', 'b', 'c', 'gone'].map(kept),
  outbox: [{ run: 'r1', at, looks: [], orgs: [{ news: 'failed', ...kept('a') }], pending: ['hub'] }],
};

describe('what a former sharing has kept of orgs that fail', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outages-'));
    for (const name of ['shard-1-of-1', 'shard-1-of-2', 'shard-2-of-2']) await store(name).prepare();
    await store('shard-1-of-1').change(outageOwner, () => Promise.resolve(former));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const store = (name: string): MonitorStore =>
    openMonitorStore(join(folder, name), { waitMs: 60_000, signal: new AbortController().signal });
  const keptIn = async (name: string): Promise<string> => {
    const { state } = await store(name).read(outageOwner);
    return [...(state?.outages ?? []).map((one) => one.name), ...(state?.outbox ?? []).map(({ run }) => run)].join();
  };
  const take = (part: string, ...names: string[]): ReturnType<typeof takeOverOutages> =>
    takeOverOutages(store(part), [store('shard-1-of-1')], names.map(org));

  it('goes to the part of each org once, and the news that waits to one of them, however they run side by side', async () => {
    await Promise.all([take('shard-1-of-2', 'a', 'new'), take('shard-2-of-2', 'b', 'c')]);
    const parts = [await keptIn('shard-1-of-2'), await keptIn('shard-2-of-2')];
    expect(parts.join().split(',').sort()).to.deep.equal(['a', 'b', 'c', 'r1']);
    expect(parts[0]?.replace(',r1', '')).to.equal('a');
    expect(await keptIn('shard-1-of-1')).to.equal('gone');
  });

  it('is taken once by a run that was killed before it was struck off there', async () => {
    await take('shard-1-of-2', 'a', 'b');
    const first = await keptIn('shard-1-of-2');
    await store('shard-1-of-1').change(outageOwner, () => Promise.resolve(former));
    await take('shard-1-of-2', 'a', 'b');
    expect(await keptIn('shard-1-of-2'))
      .to.equal(first)
      .and.to.equal('a,b,r1');
    expect(await keptIn('shard-1-of-1')).to.equal('c,gone');
  });

  it('stays as it is, and is said, where it is damaged', async () => {
    const path = join(folder, 'shard-1-of-1', stateFileName(outageOwner));
    await writeFile(path, '{');
    expect(await take('shard-1-of-2', 'a')).to.deep.equal([{ path, why: 'damaged', keptAs: null }]);
    expect(await readFile(path, 'utf8')).to.equal('{');
    expect(await keptIn('shard-1-of-2')).to.equal('');
  });
});
