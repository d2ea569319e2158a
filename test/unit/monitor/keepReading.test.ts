/** What becomes of a reading whatever the audit trail answers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openMonitorStore } from '../../../src/files/monitorStore.js';
import type { MonitorStore } from '../../../src/files/monitorStore.js';
import type { Loss } from '../../../src/monitor/whoDidIt/loss.js';
import { OrgFailure } from '../../../src/org/failure.js';
import type { FoundLook } from '../../../src/workflows/lookAtOrg.js';
import { keepReading } from '../../../src/workflows/keepReading.js';
import type { SeenLook } from '../../../src/workflows/keepReading.js';
import { findingOf, lookOf } from './looks.js';

const org = {
  ...{ id: '00D000000000001AAA', username: 'a@b.c', instanceUrl: 'https://x.example', apiVersion: '66.0' },
  ...{ name: 'X', type: 'production' as const },
};
const owner = { orgId: org.id, integration: 'acme' };
const at = (hour: number): string => new Date(Date.UTC(2027, 0, 1, hour)).toISOString();

/** A look in which these are missing, of these. */
const foundAt = (
  hour: number,
  ids: readonly string[],
  missing: readonly string[] = [],
  reference = 'acme',
): FoundLook => {
  const need = { kind: 'userPermission', name: 'ApiEnabled' };
  const findings = ids.map((id) => findingOf(id, missing.includes(id) ? 'unmet' : 'met'));
  return {
    look: lookOf(at(hour), findings, { reference }),
    evaluation: {
      findings: findings.map((one) => ({ ...one, need, blockers: [] })),
      failOn: 'required',
    } as unknown as NonNullable<FoundLook['evaluation']>,
    ...{ filling: {}, notify: [] },
  };
};

describe('monitor: keeping what was read', () => {
  let folder: string;
  let store: MonitorStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keep-'));
    store = openMonitorStore(folder, { waitMs: 1_000, signal: new AbortController().signal });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  type Explain = Parameters<typeof keepReading>[1]['explain'];
  const nothing: Explain = () => Promise.resolve(new Map());
  const keep = async (
    found: readonly FoundLook[],
    explain: Explain = nothing,
    on = store,
  ): Promise<readonly SeenLook[]> => {
    const { looks } = await keepReading(
      { org, found, notFound: [] },
      {
        ...{ store: on, run: found[0]?.look.at ?? '', dryRun: false, isWhole: true, channels: ['one'], shortName: 'x' },
        ...{ commandFor: () => '', words: (key: string) => key, explain },
      },
    );
    return looks;
  };
  const newsIn = (looks: readonly SeenLook[]): string[] =>
    looks.flatMap(({ news }) => news.map((one) => `${one.news} ${one.id} ${one.nobody ?? '-'}`));

  for (const code of ['GAVE_UP_WAITING', 'REQUEST_LIMIT', 'CONNECTION_LOST'] as const)
    it(`tells a loss also where the audit trail could not be read: ${code}`, async () => {
      await keep([foundAt(1, ['a'])]);
      expect(newsIn(await keep([foundAt(2, ['a'], ['a'])], () => Promise.reject(new OrgFailure(code))))).to.deep.equal([
        'lost a NOT_READ',
      ]);
      const { state } = await store.read(owner);
      expect(state?.outbox[0]?.looks[0]?.news[0]).to.include({ news: 'lost', id: 'a', nobody: 'NOT_READ' });
    });

  it('keeps and tells nothing where it was interrupted', async () => {
    await keep([foundAt(1, ['a'])]);
    const before = await store.read(owner);
    const stopped = await keep([foundAt(2, ['a'], ['a'])], () => Promise.reject(new OrgFailure('INTERRUPTED'))).catch(
      (error: unknown) => error,
    );
    expect(stopped).to.include({ code: 'INTERRUPTED' });
    expect(await store.read(owner)).to.deep.equal(before);
  });

  it('reads the audit trail once, and not while other runs wait for the state', async () => {
    await keep([foundAt(1, ['a', 'b'], ['b'])]);
    const early = await store.read(owner);
    // Another run sees b restored, after this one has read the state.
    await keep([foundAt(2, ['a', 'b'])]);
    const lookedUp: string[][] = [];
    const looks = await keep(
      [foundAt(3, ['a', 'b'], ['a', 'b'])],
      (losses) => {
        lookedUp.push(losses.map(({ key }) => key.split('\n').at(-1) ?? ''));
        return Promise.resolve(new Map(losses.map(({ key }) => [key, { by: [], nobody: 'NO_ENTRY' }])));
      },
      { ...store, read: () => Promise.resolve(early) },
    );
    expect(lookedUp).to.deep.equal([['a']]);
    expect(newsIn(looks)).to.deep.equal(['lost a NO_ENTRY', 'lost b NOT_READ']);
  });

  it('looks for who did it since the look before of each loss', async () => {
    await keep([foundAt(1, ['a']), foundAt(1, ['a'], [], 'acme@full')]);
    await keepLater();
    const since: Array<Loss['since']> = [];
    await keep([foundAt(9, ['a'], ['a']), foundAt(9, ['a'], ['a'], 'acme@full')], (losses) => {
      since.push(...losses.map((one) => one.since));
      return Promise.resolve(new Map());
    });
    expect(since).to.deep.equal([at(1), at(5)]);
  });

  /** A run that looks at one of them alone. */
  const keepLater = async (): Promise<void> => {
    await keepReading(
      { org, found: [foundAt(5, ['a'], [], 'acme@full')], notFound: [] },
      {
        ...{ store, run: 'r5', dryRun: false, isWhole: false, channels: ['one'], shortName: 'x' },
        ...{ commandFor: () => '', words: (key: string) => key, explain: nothing },
      },
    );
  };
});
