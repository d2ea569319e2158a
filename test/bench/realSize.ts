/** What a check costs on an org as large as those of customers: bytes, round trips, CPU time and its own time at the end. */
import type { Cost } from './cost.js';
import { measureStep } from './measure.js';
import type { Orgs } from './orgs.js';
import type { Place } from './place.js';
import { realSizeAdmin, realSizeOrg, realSizeUser } from './realSizeOrg.js';
import type { RealSizeResult } from './results.js';
import type { Runnable } from './rounds.js';

export type RealSizeTurn = Omit<RealSizeResult, 'summary'> & Runnable<Cost>;

/** Chains of requests are only told apart where answers take their time. */
const latencyMs = 100;

const alias = 'realsize';

/** Vendors of both sorts, and how a check of them ends. */
const vendors = [
  ['6sense', 'permissions alone', 0],
  ['hg-insights', 'automation and picklists too', 1],
] as const;

/** Opens the org, which takes a quarter of a minute or more, and says what is to be measured in it. */
export const openRealSize = async (orgs: Orgs, place: Place, rounds: number): Promise<RealSizeTurn[]> => {
  const org = await orgs.open(alias, { scenario: 'default', overrides: realSizeOrg(), logins: [realSizeAdmin] });
  await place.logIn(org, realSizeAdmin, alias);
  const measured = (args: readonly string[], exit: number): Promise<Cost> =>
    measureStep({ args: [...args, '-o', alias], exit }, place.home, org, latencyMs);
  const empty = ['bench', 'empty'];
  return [
    { title: 'empty command', run: () => measured(empty, 0), time: 'next', baseline: true, rounds },
    ...vendors.flatMap(([vendor, asks, exit]) => {
      const check = ['integration', 'check', '-i', vendor, '-u', realSizeUser];
      const title = `\`check\` of ${vendor}: ${asks}`;
      return [
        {
          title,
          time: 'first' as const,
          baseline: false,
          rounds,
          run: async () => {
            await place.forgetOrgs();
            return measured(check, exit);
          },
        },
        // What is kept of the org lies there from the run before.
        { title, time: 'next' as const, baseline: false, rounds, run: () => measured(check, exit) },
      ];
    }),
  ];
};
