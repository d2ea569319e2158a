/** What blocks of end-to-end tests begin with: an org, and a home with the built plugin in which its administrator is logged in. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';

/** To be had inside of tests and hooks alone. */
export type LinkedOrg = {
  readonly org: LocalOrg;
  readonly home: string;
  /** Runs `sf <args> --json` as the administrator, which must end with JSON. */
  readonly sf: <T>(...args: string[]) => Promise<{ status: number; result: T }>;
};

/**
 * Registers hooks for a block that opens an org before its first test and closes it after the last.
 * @param files what stands in the home, by name
 */
export const linkedOrg = (scenario: string, files: Readonly<Record<string, string>> = {}): LinkedOrg => {
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;
  before(async () => {
    org = await startLocalOrg({ scenario });
    ({ home, remove } = await homeWithPlugin());
    for (const [name, text] of Object.entries(files)) await writeFile(join(home, name), text);
    await logIn(org, 'admin@example.com', 'admin', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });
  return {
    get org() {
      return org;
    },
    get home() {
      return home;
    },
    sf: async <T>(...args: string[]) => {
      const { status, json, stdout } = await runSf([...args, '-o', 'admin', '--json'], { home });
      expect(json, stdout).to.be.an('object');
      return { status, result: (json as { result: T }).result };
    },
  };
};
