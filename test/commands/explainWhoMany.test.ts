/** What `--who` costs in an org of many users: a page for two thousand assignments, and nothing for each user. */
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { WhoResult } from '../../src/report/explain/whoResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { addCrowd } from '../support/crowd.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const profile = 'Minimum Access - Salesforce';

/** How many active users have Read on Account, and the requests that it took to say so. */
const costOf = async (users: number): Promise<{ active: number | null; sources: unknown; requests: number }> => {
  const org = loadScenario('default', {
    permissionSets: { Reads: { objects: { Account: 'read' } } },
    users: { crowd: { lastName: 'Crowd', profile, permissionSets: ['Reads'] } },
  });
  addCrowd(org, 'crowd@example.com', users - 1);
  const world = await openWorld({ org }, admin);
  try {
    const ran = await runCommand<WhoResult>(world.org, IntegrationExplain, [
      ...['-o', admin, '--who', '--sobject', 'Account'],
    ]);
    if ('error' in ran.outcome) throw ran.outcome.error;
    const { active, sources } = ran.outcome.result.who;
    return { active, sources: sources[0], requests: ran.requests.length };
  } finally {
    await world.close();
  }
};

describe('integration explain --who of many users', function () {
  this.timeout(300_000);

  it('takes one more request for each two thousand users', async () => {
    const [few, many] = [await costOf(10), await costOf(20_000)];
    expect(many.active).to.equal((few.active ?? 0) + 19_990);
    expect(many.sources).to.deep.include({ type: 'PermissionSet', name: 'Reads', users: 20_000 });
    expect(few.requests).to.be.at.most(8);
    expect(many.requests - few.requests).to.equal(10);
  });
});
