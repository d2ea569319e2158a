/**
 * The process that serves the many orgs of the benchmark, each at a port of its own, and that has logged in to all of them in an
 * empty home. Its parent steers it over the channel that Node opens between the two.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { orgNameOf, orgNumber, usernameIn } from '../support/manyOrgs.js';
import { enterHome, logIn, setAlias } from '../support/sfHome.js';
import { fleetFiles } from '../support/watchedFleet.js';

/** Opens so many orgs; or says how long every answer takes from now on. */
export type FleetCall = { readonly open: number } | { readonly latencyMs: number };
export type FleetReply =
  | { readonly home: string; readonly folder: string }
  | { readonly done: true }
  | { readonly error: string };

const orgs: LocalOrg[] = [];
let remove: () => Promise<void> = () => Promise.resolve();

const answer = async (call: FleetCall): Promise<FleetReply> => {
  if ('latencyMs' in call) {
    for (const org of orgs) {
      org.latency.ms = call.latencyMs;
      org.clearRequests();
      org.org.limits.dailyApiRequests.used = 0;
    }
    return { done: true };
  }
  const { home, leave } = await enterHome();
  const folder = await mkdtemp(join(tmpdir(), 'bench-fleet-'));
  remove = async () => {
    await leave();
    await rm(folder, { recursive: true, force: true });
  };
  await mkdir(join(folder, 'integrations'));
  for (const [name, text] of Object.entries(fleetFiles(call.open))) await writeFile(join(folder, name), text);
  for (let number = 1; number <= call.open; number += 1) {
    const org = await startLocalOrg({ org: orgNumber(number) });
    orgs.push(org);
    await logIn(org, usernameIn(number, 'admin'));
    await setAlias(orgNameOf(number), usernameIn(number, 'admin'));
  }
  return { home, folder };
};

const say = (reply: FleetReply): void => void process.send?.(reply);

process.on('message', (call: FleetCall) => {
  answer(call).then(say, (error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }));
});
process.once('disconnect', () => void remove().finally(() => process.exit()));
