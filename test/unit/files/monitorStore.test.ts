import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMonitorStore, stateFileName } from '../../../src/files/monitorStore.js';
import type { MonitorStore } from '../../../src/files/monitorStore.js';
import type { MonitorState } from '../../../src/monitor/monitorState.js';
import { Refusal } from '../../../src/refusal.js';
import { lookOf, findingOf, through } from '../monitor/looks.js';

const owner = { orgId: '00D000000000001AAA', integration: 'acme' };
const at = '2027-01-01T00:00:00.000Z';
const stateOf = (more: Partial<MonitorState> = {}): MonitorState => ({
  org: { id: owner.orgId, username: 'a@b.c', shortName: 'prod', instanceUrl: 'https://x.example' },
  integration: owner.integration,
  looks: [through(lookOf(at, [findingOf('a', 'met')])).next],
  outbox: [],
  ...more,
});
const batch = (run: string, ...pending: string[]): MonitorState['outbox'][number] => ({ run, at, looks: [], pending });

describe('store of the monitor', () => {
  let folder: string;
  let store: MonitorStore;
  const wait = { waitMs: 2_000, signal: new AbortController().signal };
  const path = (): string => join(folder, stateFileName(owner));

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'monitor-')), 'state');
    store = openMonitorStore(folder, wait);
  });
  afterEach(async () => rm(join(folder, '..'), { recursive: true, force: true }));

  it('gives back what was kept, in a file for its owner alone', async () => {
    expect(await store.read(owner)).to.deep.equal({ state: null, unfit: null });
    await store.change(owner, async () => stateOf());
    expect(await store.read(owner)).to.deep.equal({ state: stateOf(), unfit: null });
    expect((await stat(path())).mode & 0o777).to.equal(0o600);
    expect(await readdir(folder)).to.deep.equal([stateFileName(owner)]);
  });

  it('names files that no file system takes for the same, whatever the integration is called', () => {
    const names = ['00D0000000000aBAAA', '00D0000000000AbAAA', '00D0000000000abAAA'].flatMap((orgId) =>
      ['acme', 'a/../b', 'a_.._b', 'x'.repeat(300)].map((integration) => stateFileName({ orgId, integration })),
    );
    expect(new Set(names.map((name) => name.toLowerCase()))).to.have.property('size', names.length);
    for (const name of names)
      expect(name)
        .to.match(/^[\w-]+\.state\.json$/)
        .and.to.have.length.below(120);
    expect(stateFileName({ ...owner, orgId: owner.orgId.slice(0, 15) })).to.equal(stateFileName(owner));
  });

  const spoiled: ReadonlyArray<readonly [string, string, (text: string) => string | Buffer]> = [
    ['cut off', 'damaged', (text) => text.slice(0, 100)],
    ['empty', 'damaged', () => ''],
    ['no text', 'damaged', () => Buffer.from([0xff, 0xfe, 0])],
    ['other JSON', 'damaged', () => '{"a":1}'],
    [
      'nested without end',
      'damaged',
      (text) => text.replace(/"state": [\s\S]*/, `"state": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`),
    ],
    ['edited by hand', 'damaged', (text) => text.replace('"met"', '"unmet"')],
    ['of an older version', 'older', (text) => text.replace('"schemaVersion": 1', '"schemaVersion": 0')],
  ];
  for (const [name, why, spoil] of spoiled)
    it(`keeps a state that is ${name} aside, says so and begins anew`, async () => {
      await store.change(owner, async () => stateOf());
      const left = spoil(await readFile(path(), 'utf8'));
      for (const number of [1, 2]) {
        await writeFile(path(), left);
        expect(await store.read(owner)).to.deep.equal({ state: null, unfit: { path: path(), why, keptAs: null } });
        const seen: unknown[] = [];
        const { unfit } = await store.change(owner, async (state) => {
          seen.push(state);
          return stateOf();
        });
        const keptAs = `${path()}.kept-aside-${number}`;
        expect(seen).to.deep.equal([null]);
        expect(unfit).to.deep.equal({ path: path(), why, keptAs });
        expect(await readFile(keptAs)).to.deep.equal(Buffer.from(left));
      }
      expect((await store.all()).states.size).to.equal(1);
    });

  it('refuses a state of a newer version, and leaves it where it is', async () => {
    await store.change(owner, async () => stateOf());
    const newer = (await readFile(path(), 'utf8')).replace('"schemaVersion": 1', '"schemaVersion": 2');
    await writeFile(path(), newer);
    for (const use of [() => store.read(owner), () => store.change(owner, async () => stateOf())])
      expect(await use().catch((error: unknown) => error)).to.include({ code: 'stateNewer' });
    expect(await readFile(path(), 'utf8')).to.equal(newer);
    expect((await store.all()).unfit.map(({ why }) => why)).to.deep.equal(['newer']);
  });

  it('keeps the state of another integration aside that somebody has copied here', async () => {
    const other = { ...owner, integration: 'other' };
    await store.change(other, async () => stateOf({ integration: 'other' }));
    await writeFile(path(), await readFile(join(folder, stateFileName(other))));
    expect((await store.read(owner)).unfit?.why).to.equal('foreign');
    expect((await store.all()).unfit.map(({ why }) => why)).to.deep.equal(['foreign']);
  });

  it('loses nothing of two runs at once', async () => {
    const add = (run: string): Promise<unknown> =>
      openMonitorStore(folder, wait).change(owner, async (state) => {
        await new Promise((resolve) => setImmediate(resolve));
        return stateOf({ outbox: [...(state?.outbox ?? []), batch(run, 'slack')] });
      });
    await Promise.all(['a', 'b', 'c', 'd'].map(add));
    const { state } = await store.read(owner);
    expect(state?.outbox.map(({ run }) => run).sort()).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('leaves the state as it was where the change fails', async () => {
    await store.change(owner, async () => stateOf());
    const before = await readFile(path());
    const failed = await store.change(owner, () => Promise.reject(new Error('no'))).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Error);
    expect(await readFile(path())).to.deep.equal(before);
    await store.change(owner, async () => stateOf({ outbox: [batch('r', 'slack')] }));
  });

  it('gives up where another run does not end', async () => {
    const short = openMonitorStore(folder, { ...wait, waitMs: 0 });
    await store.alone(async () => {
      const refused = await short.alone(async () => 1).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Refusal).with.property('code', 'stateLocked');
    });
    expect(await short.alone(async () => 1)).to.equal(1);
  });

  it('strikes off over several states, and finishes what was begun', async () => {
    const other = { ...owner, integration: 'other' };
    const outbox = [batch('r', 'slack', 'mail')];
    await store.change(owner, async () => stateOf({ outbox }));
    await store.change(other, async () => stateOf({ integration: 'other', outbox }));
    const files = [stateFileName(owner), stateFileName(other)].sort();
    await store.confirm({ run: 'r', channel: 'slack', files });
    const pending = async (): Promise<string[][]> =>
      [...(await store.all()).states.values()].map((state) => state.outbox.flatMap((one) => one.pending));
    expect(await pending()).to.deep.equal([['mail'], ['mail']]);
    // Killed after it was written down.
    await writeFile(join(folder, 'confirmed.json'), JSON.stringify([{ run: 'r', channel: 'mail', files }]));
    await store.finishConfirming();
    expect(await pending()).to.deep.equal([[], []]);
    expect(await readdir(folder)).to.deep.equal(files);
  });

  it('refuses a folder that it cannot write before anything else', async () => {
    await mkdir(folder);
    await writeFile(join(folder, 'file'), '');
    const refused = await openMonitorStore(join(folder, 'file'), wait)
      .prepare()
      .catch((error: unknown) => error);
    expect(refused).to.be.instanceOf(Refusal);
    if (process.getuid?.() !== 0) {
      await chmod(folder, 0o500);
      const readOnly = await store.prepare().catch((error: unknown) => error);
      expect(readOnly).to.be.instanceOf(Refusal).with.property('code', 'file.unwritable');
    }
    await chmod(folder, 0o700);
    await store.prepare();
    expect(await readdir(folder)).to.deep.equal(['file']);
  });
});
