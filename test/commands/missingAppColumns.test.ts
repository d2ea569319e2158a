/** Answers about apps that lack a column, one after the other: what rests on it is unknown, and nothing is judged otherwise. */
import { expect } from 'chai';
import { evaluationsOf } from '../../src/check/evaluation.js';
import { readingScopeOf } from '../../src/kinds/readingNames.js';
import { createOrgClient } from '../../src/org/orgClient.js';
import { readAccess } from '../../src/org/read/readAccess.js';
import { requirementsOf } from '../../src/workflows/prepare.js';
import { connect } from '../support/connection.js';
import { makeDefinitions } from '../support/definitions.js';
import { forgetful } from '../support/withoutColumn.js';
import { openWorld } from '../support/world.js';

const named = ['Acme Sync', 'Open_Sync', 'Strict_Sync', 'Strict Sync', 'Bot_Sync', 'Own_Sync', 'Off_Sync', 'Nowhere'];
const ofApps = /^(?:ConnectedApplication|ExternalClientApplication|ExtlClnt|SetupEntityAccess|OauthToken)/;

describe('a column that an answer about apps lacks', function () {
  this.timeout(60_000);

  it('only makes unknown', async () => {
    const definitions = await makeDefinitions();
    const world = await openWorld({ scenario: 'apps' }, 'admin@example.com');
    try {
      const path = await definitions.define('acme', [{ connectedApp: named }]);
      const { requirements, reference } = await requirementsOf(path, 'oauth');
      const org = forgetful(createOrgClient(await connect(world, 'admin@example.com'), { waitMs: 60_000 }));
      const users = ['admitted', 'grouped', 'former', 'office'].map((name) => ({
        username: `${name}@example.com`,
        unnamed: false,
      }));
      const look = async (): Promise<Map<string, string>> => {
        const { snapshot } = await readAccess(org.client, readingScopeOf(requirements.requirements), users, {
          now: Date.parse('2026-11-22T00:00:00Z'),
          withoutRows: 'NO_VIEW_SETUP',
        });
        return new Map(
          evaluationsOf([{ reference, requirements }], snapshot).flatMap(({ user, findings }) =>
            findings
              .filter(({ kind }) => kind === 'connectedApp')
              .map(({ need, status }) => [`${'name' in need ? need.name.toLowerCase() : ''} ${user.username}`, status]),
          ),
        );
      };
      const whole = await look();
      expect(new Set(whole.values())).to.deep.equal(new Set(['met', 'unmet', 'degraded', 'impossible']));
      const columns = org.columns().filter(({ from }) => ofApps.test(from));
      const [wrong, harmless]: [string[], string[]] = [[], []];
      for (const column of columns) {
        const name = `${column.from}.${column.path}`;
        org.forget(column);
        const without = await look();
        org.forget(null);
        for (const [key, status] of whole) {
          const now = without.get(key);
          if (now !== status && now !== 'unknown') wrong.push(`${name}: ${key} was ${status}, is ${now}`);
        }
        if (![...without].some(([key, status]) => status === 'unknown' && whole.get(key) !== 'unknown'))
          harmless.push(name);
      }
      expect(wrong, wrong.join('\n')).to.deep.equal([]);
      // Addresses matter to another finding; tokens to a sentence alone.
      expect(harmless.sort()).to.deep.equal([
        'ExtlClntAppOauthPlcyCnfg.IpRelaxationPolicyType',
        'OauthToken.AppName',
        'OauthToken.UserId',
      ]);
    } finally {
      await world.close();
      await definitions.remove();
    }
  });
});
