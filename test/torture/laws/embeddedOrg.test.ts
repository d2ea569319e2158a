/** Random permission sets in an embedded org: read by the commands, judged by the second evaluator. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { loadScenario } from '../../local-org/scenarios/loadScenario.js';
import { idOf, rowsOf } from '../../local-org/permissions/orgTables.js';
import { check, only } from '../../support/checking.js';
import { rememberTables } from '../../support/orgState.js';
import { logIn } from '../../support/sfHome.js';
import { openWorld } from '../../support/world.js';
import type { World as CommandWorld } from '../../support/world.js';
import { conclude } from '../naive/check.js';
import { clashes, contradictsItself } from '../naive/definition.js';
import type { Rule } from '../naive/definition.js';
import type { World } from '../naive/world.js';
import { torture } from '../support/torture.js';
import { disagreements } from './support/compare.js';
import { definitions } from './support/definitions.js';
import { everyRule } from '../naive/definition.js';
import { fileOf } from './support/product.js';
import {
  orgNames,
  orgObjects,
  randomOrgs,
  randomOrgSetup,
  randomOrgUsers,
  storeRandomOrg,
} from './support/randomOrg.js';
import type { RandomOrg, RandomUser } from './support/randomOrg.js';
import { worldOfOrg } from './support/worldOfOrg.js';

const admin = 'admin@example.com';
const usernameOf = (user: RandomUser): string => `${user}@example.com`;

type Case = { random: RandomOrg; rules: Rule[] };
/** Of picklist values and automation the second evaluator knows nothing: they are held elsewhere. */
const isJudgedTwice = (rule: Rule): boolean =>
  everyRule(rule).every((one) => !('picklistValue' in one || 'automation' in one));

const cases: fc.Arbitrary<Case> = fc
  .record({ random: randomOrgs, rules: definitions(6, orgNames).map((rules) => rules.filter(isJudgedTwice)) })
  .filter(({ rules }) => rules.length > 0)
  // The definition of a case must be accepted: who refuses what is held elsewhere.
  .filter(({ rules }) => !contradictsItself(rules) && !clashes(rules, 'oauth', []));

const missing = ['unmet', 'impossible', 'degraded'];

describe('random permission sets in an embedded org', function () {
  this.timeout(60_000);
  let home: CommandWorld;
  let folder: string;
  let definition: string;
  let restore: () => void;
  const loggedIn = new Set<string>();

  before(async () => {
    const org = loadScenario('default', {
      users: randomOrgUsers,
      ...randomOrgSetup,
      org: {
        seats: { 'Salesforce Integration': 20 },
      },
      // The other evaluation does not know which objects are details of a standard master (fact B10): here it is none.
      fields: {
        Buying_Signal__c: {
          Account__c: 'reference ->Account child=Buying_Signals; label=Account',
          Strength__c: 'double(3,0); label=Strength',
          Seen__c: 'boolean; label=Seen',
        },
      },
    });
    home = await openWorld({ org }, admin);
    folder = await mkdtemp(join(tmpdir(), 'torture-org-'));
    definition = join(folder, 'acme.yml');
    // The first command after a login also looks up the API version of the org; that is no part of the property.
    await check(home.org, '-o', admin, '-i', '6sense');
    restore = rememberTables(org);
  });
  after(async () => {
    await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The org with the random part in it; gone again afterwards, whatever happens. */
  const inOrg = async (one: Case, property: (username: string) => Promise<void>): Promise<void> => {
    const { org } = home.org;
    const username = usernameOf(one.random.user);
    const user = rowsOf(org, 'User').find((row) => row['Username'] === username);
    if (!user) throw new Error(`no ${username}`);
    try {
      storeRandomOrg(org, one.random, idOf(user));
      home.org.clearRequests();
      await writeFile(definition, fileOf(one.rules));
      await property(username);
    } finally {
      restore();
    }
  };
  const worldNow = (username: string): World => worldOfOrg(home.org.org, username, orgObjects);

  torture(
    import.meta.url,
    'are judged by an administrator as by the second evaluator',
    { short: 25, long: 500 },
    cases,
    (one) =>
      inOrg(one, async (username) => {
        const world = worldNow(username);
        const [user] = world.users;
        if (!user) throw new Error('nobody');
        const checked = only(await check(home.org, '-o', admin, '-u', username, '-i', definition));
        expect(checked.mode).to.equal('admin');
        const findings = checked.findings
          // Restricted logins are told where a definition asks about them or the org has them: held elsewhere too.
          .filter(({ id }) => !['user:ipRanges', 'user:loginHours'].includes(id))
          .map((finding) => ({ ...finding, blockedBy: finding.blockedBy ?? [] }));
        const differences = disagreements(world, user, findings, conclude(world, user, one.rules, 'oauth'));
        expect(differences, differences.join('\n')).to.deep.equal([]);
      }),
  );

  torture(import.meta.url, 'are never misjudged by the user himself', { short: 15, long: 300 }, cases, (one) =>
    inOrg(one, async (username) => {
      const world = worldNow(username);
      const [user] = world.users;
      if (!user) throw new Error('nobody');
      const conclusions = new Map(conclude(world, user, one.rules, 'oauth').map((found) => [found.id, found]));
      // Without API Enabled nobody gets so far as to log in.
      const api = conclude(world, user, [{ api: ['rest'] }], 'oauth').find(({ id }) => id === 'api:rest');
      if (api?.status !== 'met') return;
      if (!loggedIn.has(username)) await logIn(home.org, username);
      loggedIn.add(username);
      const checked = only(await check(home.org, '-o', username, '-i', definition));
      for (const { id, status, code } of checked.findings) {
        const theirs = conclusions.get(id);
        if (!theirs || status === 'unknown' || theirs.status === 'unknown') continue;
        if (id === 'user:named') continue;
        if (status === 'met') expect(theirs.status, `${id} ${code}`).to.equal('met');
        if (missing.includes(status)) expect(theirs.status, `${id} ${code}`).to.be.oneOf(missing);
        if (status === 'notApplicable') expect(theirs.status, `${id} ${code}`).to.equal('notApplicable');
      }
    }),
  );
});
