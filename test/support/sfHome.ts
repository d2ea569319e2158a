/** A home of its own for commands that run in this process: logins, aliases and config live and die there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthInfo, Config, ConfigAggregator, StateAggregator } from '@salesforce/core';
import configMeta from '../../src/cli/configMeta.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';

const variables = {
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_DISABLE_LOG_FILE: 'true',
};

/** A process reads these files once and remembers where they are; this one moves house and has to forget. */
const forget = async (): Promise<void> => {
  StateAggregator.clearInstance();
  await ConfigAggregator.clearInstance();
};

/** Moves this process into an empty home; `leave` moves back and deletes it. */
export const enterHome = async (): Promise<{ home: string; leave: () => Promise<void> }> => {
  const home = await mkdtemp(join(tmpdir(), 'check-home-'));
  const changes = { ...variables, HOME: home, USERPROFILE: home };
  const before = Object.keys(changes).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, changes);
  await forget();
  return {
    home,
    leave: async () => {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await forget();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

/** What `sf org login access-token` does, without the part that asks. */
export const logIn = async (org: LocalOrg, username: string): Promise<void> => {
  const options = { accessToken: org.tokenFor(username), instanceUrl: org.url, loginUrl: org.url };
  const info = await AuthInfo.create({ accessTokenOptions: options });
  await info.save();
};

/** What `sf alias set` does. */
export const setAlias = async (alias: string, username: string): Promise<void> => {
  const { aliases } = await StateAggregator.getInstance();
  await aliases.setAndSave(alias, username);
};

/** What `sf alias unset` does. */
export const unsetAlias = async (alias: string): Promise<void> => {
  const { aliases } = await StateAggregator.getInstance();
  await aliases.unsetAndSave(alias);
};

/** What `sf config set --global` does with a variable of this plugin; null takes it away again. */
export const setConfig = async (key: string, value: string | null): Promise<void> => {
  Config.addAllowedProperties(configMeta);
  const config = await Config.create({ isGlobal: true });
  if (value === null) config.unset(key);
  else config.set(key, value);
  await config.write();
  await forget();
};
