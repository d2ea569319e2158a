/** What shards have kept may come from anywhere: an archive of another job, a folder that others write to. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import { runCommand } from '../support/commandRun.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const esc = '\u001b[2J\u001b]0;owned\u0007\u202e\r\n::error::owned';

const round = (more: object = {}): object => ({
  ...{ kind: 'monitorRound', schemaVersion: 1, round: 'r1', shard: { index: 1, of: 2 } },
  ...{ startedAt: '2026-11-29T00:00:00.000Z', endedAt: null, orgs: [], channels: [], earlier: [], dropped: [] },
  ...{ unready: [], trouble: null, heartbeatFailed: null, keptAside: [] },
  ...more,
});

describe('monitor --merge of hostile files', function () {
  this.timeout(60_000);
  const shared = sharedWorld(() => openWorld({ scenario: 'default' }, 'admin@example.com'));
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shards-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const merge = async (record: unknown, ...argv: string[]): Promise<{ text: string; code: number; name: string }> => {
    const place = join(folder, 'shard-1-of-2');
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'round.json'), typeof record === 'string' ? record : JSON.stringify(record));
    const ran = await runCommand(shared.world.org, IntegrationMonitor, ['--merge', folder, ...argv]);
    const { outcome } = ran;
    if ('error' in outcome) return { text: outcome.error.message, code: ran.exitCode, name: outcome.error.name };
    return { text: ran.text, code: ran.exitCode, name: '' };
  };

  for (const parts of [1001, 400_000_000, 2 ** 53, -1, 0])
    it(`refuses a sharing among ${parts}`, async () => {
      const { code, text, name } = await merge(round({ shard: { index: 1, of: parts } }));
      expect(code, text).to.equal(2);
      expect(name).to.not.match(/RangeError|Defect/i);
    });
  for (const index of [0, 3, -7])
    it(`refuses part ${index} of 2`, async () => {
      expect((await merge(round({ shard: { index, of: 2 } }))).code).to.equal(2);
    });
  for (const startedAt of ['yesterday', '', esc, '9'.repeat(5000)])
    it(`refuses a beginning that is no time: ${JSON.stringify(startedAt.slice(0, 12))}`, async () => {
      expect((await merge(round({ startedAt }))).code).to.equal(2);
    });

  it('shows no control character of any text', async () => {
    const failed = { code: 'REFUSED', text: esc };
    const org = {
      name: esc,
      username: esc,
      orgId: null,
      outcome: 'failed',
      failure: failed,
      notFound: [esc],
      apiCalls: 1,
    };
    const delivery = { name: esc, result: 'failed', messageId: esc, reason: esc };
    const { text } = await merge(
      round({
        ...{ orgs: [org, { ...org, outcome: 'open', failure: null }], channels: [delivery], earlier: [delivery] },
        ...{ dropped: [esc], unready: [{ name: esc, reason: esc }], trouble: esc, heartbeatFailed: esc },
        ...{ keptAside: [{ path: esc, why: 'damaged', keptAs: esc }] },
      }),
    );
    // eslint-disable-next-line no-control-regex
    expect(text).to.not.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).to.not.match(/^::/m);
  });

  it('ends soon with a bomb, in one sentence', async () => {
    for (const bomb of [
      `${'['.repeat(200_000)}`,
      `{"kind":"monitorRound","orgs":[${'{},'.repeat(400_000)}{}]}`,
      '\u0000'.repeat(1000),
    ])
      expect((await merge(bomb)).code).to.equal(2);
  });
});
