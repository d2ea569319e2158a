/** Runs `integration monitor` in this process against an embedded org, in a project of its own and in time that is turned. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import { wire } from '../../src/org/wire.js';
import type { KeptResult, MonitorResult, WatchResult } from '../../src/report/monitor/monitorResult.js';
import type { LocalOrgOptions } from '../local-org/http/localOrgServer.js';
import { expectNarrow } from './checking.js';
import { runCommand } from './commandRun.js';
import { expectCommittedSchema } from './committedSchema.js';
import type { Ran } from './commandRun.js';
import { setAlias } from './sfHome.js';
import { standingClock } from './virtualClock.js';
import { openWorld } from './world.js';
import type { World } from './world.js';

/** An org and a project that watches it. */
export type Watched = {
  readonly world: World;
  readonly folder: string;
  /** Turns the clock of product and org to a moment, at which it stands. */
  readonly turnTo: (moment: string) => void;
  /** Looks once. */
  readonly look: (...argv: string[]) => Promise<Ran<WatchResult>>;
  /** What was kept. */
  readonly status: (...argv: string[]) => Promise<Ran<KeptResult>>;
  /** A REST call of somebody who is logged in. @throws Error where the org refuses it */
  readonly call: (username: string, method: string, path: string, body?: unknown) => Promise<unknown>;
  /** The id of the first record that a query finds. */
  readonly idOf: (soql: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

export const admin = 'admin@example.com';

/** What a run came to. @throws Error where it was refused */
export const resultOf = <T>({ outcome }: Ran<T>): T => {
  if ('error' in outcome) throw new Error(`${outcome.error.name}: ${outcome.error.message}`);
  return outcome.result;
};

/** What is told, in short: `lost field:Lead.Email:edit`. */
export const toldIn = (ran: Ran<WatchResult>): string[] =>
  resultOf(ran).looks.flatMap(({ news, upcoming }) => [
    ...news.map((one) => `${one.news} ${one.id}`),
    ...upcoming.map((one) => `upcoming ${one.kind}`),
  ]);

/**
 * Opens an org, and a project with these files in a folder of its own, in which this process stays until it is closed.
 * @param files by name
 */
export const openWatched = async (
  options: LocalOrgOptions,
  files: Readonly<Record<string, string>>,
  ...usernames: string[]
): Promise<Watched> => {
  const world = await openWorld(options, admin, ...usernames);
  const { turnTo, restore } = standingClock(world.org.org);
  await setAlias('prod', admin);
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'monitor-')));
  await mkdir(join(folder, 'integrations'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const cwd = process.cwd();
  process.chdir(folder);
  await ConfigAggregator.clearInstance();
  const run = async <T extends MonitorResult>(...argv: string[]): Promise<Ran<T>> => {
    const ran = await runCommand<T>(world.org, IntegrationMonitor, argv);
    if ('result' in ran.outcome) {
      const plain = JSON.parse(JSON.stringify(ran.outcome.result)) as T;
      expectCommittedSchema('monitor', plain);
      if (!argv.includes('--json')) expectNarrow(ran.text.replace(/^(?:The state |::error title).*$/gm, ''));
    }
    return ran;
  };
  const call: Watched['call'] = async (username, method, path, body) => {
    const answer = await wire.send(
      {
        method,
        url: `${world.org.url}/services/data/v66.0${path}`,
        headers: { authorization: `Bearer ${world.org.tokenFor(username)}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      },
      new AbortController().signal,
    );
    const pieces: Uint8Array[] = [];
    for await (const piece of answer.chunks) pieces.push(piece);
    const text = Buffer.concat(pieces).toString('utf8');
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  return {
    ...{ world, folder, call, turnTo },
    look: (...argv) => run<WatchResult>('-o', 'prod', ...argv),
    status: (...argv) => run<KeptResult>('--status', ...argv),
    idOf: async (soql) => {
      const { records } = (await call(admin, 'GET', `/query?q=${encodeURIComponent(soql)}`)) as {
        records: ReadonlyArray<{ Id: string }>;
      };
      const [first] = records;
      if (first === undefined) throw new Error(`nothing: ${soql}`);
      return first.Id;
    },
    close: async () => {
      restore();
      process.chdir(cwd);
      await ConfigAggregator.clearInstance();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
