import { expect } from 'chai';
import { requestsInSequence } from '../local-org/http/requestLog.js';
import { check, only } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const viewer = 'viewer@example.com';

describe('integration check: whether an app admits the user', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    definitions = await makeDefinitions();
    world = await openWorld({ scenario: 'apps' }, admin, viewer, 'admitted@example.com', 'office@example.com');
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const take = (...names: string[]): void => {
    const { schema } = world.org.org;
    for (const name of names) {
      const [object = '', column] = name.split('.');
      const sobject = [...schema.keys()].find((key) => key.toLowerCase() === object.toLowerCase()) ?? '';
      const described = schema.get(sobject);
      if (!described) throw new Error(`There is no ${object}`);
      if (column === undefined) schema.delete(sobject);
      else schema.set(sobject, { ...described, fields: described.fields.filter((field) => field.name !== column) });
    }
  };
  /** What is found of these apps. */
  const ofAll = async (apps: string[], user: string, runner = admin, ...more: string[]): Promise<string[]> => {
    const path = await definitions.define('acme', [{ connectedApp: apps }]);
    const one = only(await check(world.org, '-o', runner, '-i', path, '-u', `${user}@example.com`, ...more));
    return one.findings
      .filter(({ kind }) => kind === 'connectedApp')
      .map(({ id, status, code, grantedBy = [] }) => {
        const sources = grantedBy.map(({ name, through }) => [name, ...(through ?? [])].join(' through '));
        return [id, status, code, ...sources].join('; ');
      });
  };
  const of = async (app: string, ...how: [user: string, runner?: string, ...more: string[]]): Promise<string> => {
    const [first] = await ofAll([app], ...how);
    if (first === undefined) throw new Error('no finding');
    return first;
  };

  const cases: Record<string, string[]> = {
    admitted: [
      'Acme Sync; met; CONNECTED_APP_PREAUTHORIZED; App_Users',
      'Acme_Sync; met; CONNECTED_APP_PREAUTHORIZED; App_Users',
      'Bot_Sync; degraded; CONNECTED_APP_RUNS_AS_OTHER',
      'Own_Sync; met; CONNECTED_APP_SELF_AUTHORIZED',
      'Off_Sync; unmet; CONNECTED_APP_DISABLED',
      'Acme Snyc; impossible; NO_SUCH_CONNECTED_APP',
    ],
    grouped: ['Acme Sync; met; CONNECTED_APP_WITHOUT_TOKEN; Sync_Users through App_Users'],
    former: [
      'Acme Sync; unmet; CONNECTED_APP_NOT_PREAUTHORIZED',
      'Open Sync; met; CONNECTED_APP_WITHOUT_TOKEN',
      'Strict Sync; unmet; CONNECTED_APP_NOT_PREAUTHORIZED',
    ],
    office: [
      'Acme Sync; unmet; CONNECTED_APP_NOT_PREAUTHORIZED',
      'Open Sync; met; CONNECTED_APP_SELF_AUTHORIZED',
      'Strict_Sync; met; CONNECTED_APP_WITHOUT_TOKEN; Office',
    ],
  };
  for (const [user, expected] of Object.entries(cases)) {
    it(`is judged for ${user} by the policies of each app`, async () => {
      const apps = expected.map((line) => line.split(';')[0] ?? '');
      expect(await ofAll(apps, user)).to.have.members(expected.map((line) => `connectedApp:${line}`));
    });
  }

  it('is found in any case', async () => {
    expect(await of('acme sync', 'admitted')).to.equal(
      'connectedApp:Acme Sync; met; CONNECTED_APP_PREAUTHORIZED; App_Users',
    );
  });

  it('says what may have been meant, and where to admit the user', async () => {
    const text = async (app: string, user: string): Promise<string> => {
      const path = await definitions.define('acme', [{ connectedApp: app }]);
      const { text: all, result } = await check(world.org, '-o', admin, '-i', path, '-u', `${user}@example.com`);
      const steps = result.checks.flatMap(({ findings }) => findings.flatMap(({ actions }) => actions));
      return [all, ...steps].join(' ').replace(/\s+/g, ' ');
    };
    expect(await text('Acme Snyc', 'admitted')).to.include('Acme Sync');
    expect(await text('Acme Sync', 'office')).to.include(
      'Manage Connected Apps, open Acme Sync > Manage Permission Sets',
    );
    expect(await text('Strict_Sync', 'former')).to.include('External Client App Manager, open Strict_Sync > Policies');
  });

  it('tells a runner who may not see tokens whether the app admits, and nothing of tokens', async () => {
    expect(await of('Acme Sync', 'grouped', viewer)).to.equal(
      'connectedApp:Acme Sync; met; CONNECTED_APP_PREAUTHORIZED; Sync_Users through App_Users',
    );
  });

  it('is unknown to the user himself, who may not see apps', async () => {
    expect(await of('Open Sync', 'office', 'office@example.com')).to.equal(
      'connectedApp:Open Sync; unknown; NOT_READABLE',
    );
  });

  it('is never impossible where a table could not be read', async () => {
    take('ExternalClientApplication');
    expect(await of('Nowhere', 'admitted')).to.equal('connectedApp:Nowhere; unknown; NOT_READABLE');
    expect(await of('Acme Sync', 'admitted')).to.equal('connectedApp:Acme Sync; unknown; NOT_READABLE');
    expect(await of('Acme Sync', 'office')).to.include('; unmet; ');
  });

  it('is judged as far as an org tells policies', async () => {
    take(
      'ExtlClntAppOauthPlcyCnfg.IsClientCredentialsFlowEnabled',
      'ExtlClntAppOauthPlcyCnfg.ClientCredentialsFlowUser',
    );
    expect(await of('Bot_Sync', 'admitted')).to.include('; met; ');
    expect(await of('Strict_Sync', 'former')).to.include('; unmet; ');
    take('ExtlClntAppOauthPlcyCnfg.IpRelaxationPolicyType', 'ExternalClientApplication.NamespacePrefix');
    expect(await of('Strict_Sync', 'former')).to.include('; unmet; ');
    take('ExtlClntAppPlcyCnfg');
    expect(await of('Own_Sync', 'admitted')).to.equal('connectedApp:Own_Sync; unknown; NOT_READABLE');
    take('ExtlClntAppOauthPlcyCnfg');
    expect(await of('Strict_Sync', 'office')).to.equal('connectedApp:Strict_Sync; unknown; NOT_READABLE');
  });

  it('is unknown where client credentials are on and nobody can say as whom they run', async () => {
    const policies = world.org.org.tables.get('ExtlClntAppOauthPlcyCnfg');
    for (const [id, row] of policies ?? [])
      if (row['IsClientCredentialsFlowEnabled'] === true)
        policies?.set(id, { ...row, ClientCredentialsFlowUser: null });
    expect(await of('Own_Sync', 'admitted')).to.equal('connectedApp:Own_Sync; unknown; INCOMPLETE_ANSWER');
    expect(await of('Strict_Sync', 'admitted')).to.include('; met; ');
  });

  it('is known by its name alone where the Tooling API does not tell developer names', async () => {
    take('ConnectedApplication.ExecutionUserId');
    expect(await of('Acme_Sync', 'admitted')).to.equal(
      'connectedApp:Acme_Sync; met; CONNECTED_APP_PREAUTHORIZED; App_Users',
    );
    take('ConnectedApplication.DeveloperName');
    // Nor does it tell then as whom the client credentials flow runs.
    expect(await of('Acme Sync', 'admitted')).to.equal('connectedApp:Acme Sync; unknown; NOT_READABLE');
    expect(await of('Acme Sync', 'office')).to.include('; unmet; ');
    expect(await of('Acme_Sync', 'admitted')).to.equal('connectedApp:Acme_Sync; unknown; NOT_READABLE');
  });

  it('looks at hours and addresses of the profile, which an app may relax', async () => {
    let runner = admin;
    const logins = async (app: string, ...more: string[]): Promise<Record<string, string>> => {
      const path = await definitions.define('acme', [{ connectedApp: app }]);
      const one = only(await check(world.org, '-o', runner, '-i', path, '-u', 'office@example.com', ...more));
      return Object.fromEntries(
        one.findings
          .filter(({ id }) => /^user:(?:login|ip)/.test(id))
          .map(({ id, status, code }) => [id, `${status} ${code}`]),
      );
    };
    const hours = { 'user:loginHours': 'unmet LOGIN_HOURS_RESTRICTED' };
    const restricted = { ...hours, 'user:ipRanges': 'degraded LOGIN_ADDRESSES_RESTRICTED' };
    expect(await logins('Strict_Sync')).to.deep.equal(restricted);
    expect(await logins('Own_Sync')).to.deep.equal({ ...hours, 'user:ipRanges': 'met LOGIN_ADDRESSES_RELAXED' });
    expect(await logins('Acme Sync')).to.deep.equal(restricted);
    expect(await logins('Open_Sync')).to.deep.equal({ ...hours, 'user:ipRanges': 'met LOGIN_ADDRESSES_RELAXED' });
    expect(await logins('Own_Sync', '--authentication', 'usernamePassword')).to.deep.equal(restricted);
    // Without the Metadata API nobody can say what a connected app relaxes.
    runner = viewer;
    expect((await logins('Open_Sync'))['user:ipRanges']).to.not.include('met ');
  });

  it('costs nothing where no rule names an app, and one step where one does', async () => {
    let user = 'admitted@example.com';
    const spent = async (...rules: Record<string, unknown>[]): Promise<[calls: number, inSequence: number]> => {
      const path = await definitions.define('acme', [{ object: 'Account' }, ...rules]);
      await check(world.org, '-o', admin, '-i', path, '-u', user);
      world.org.clearRequests();
      world.org.latency.ms = 30;
      await check(world.org, '-o', admin, '-i', path, '-u', user);
      world.org.latency.ms = 0;
      return [world.org.requests.length, requestsInSequence(world.org.requests)];
    };
    const [plain, inSequence] = await spent();
    const asked = () => world.org.requests.map(({ subrequests = [] }) => JSON.stringify(subrequests)).join(' ');
    expect(asked()).to.not.match(/ConnectedApplication|OauthToken|SetupEntityAccess|ExternalClient/);
    const [withApp, withAppInSequence] = await spent({ connectedApp: ['Acme Sync', 'Strict_Sync', 'Nowhere'] });
    expect(withApp - plain).to.be.at.most(2);
    expect(withAppInSequence).to.equal(inSequence + 1);
    // Of a user whose profile restricts addresses the apps are asked whether they heed that.
    user = 'office@example.com';
    const [restricted, restrictedInSequence] = await spent({ connectedApp: ['Acme Sync', 'Strict_Sync', 'Nowhere'] });
    expect([restricted, restrictedInSequence]).to.deep.equal([withApp + 1, inSequence + 1]);
  });

  it('is closed by a grant together with the rest', async () => {
    const path = await definitions.define('acme', [{ connectedApp: 'Acme Sync' }, { userPermission: 'RunReports' }]);
    const argv = ['-o', admin, '-i', path, '-u', 'office@example.com', '--no-prompt'];
    const { result, exitCode } = await grant(world.org, ...argv);
    expect(result.plan?.adds.map(({ id }) => id)).to.include('connectedApp:Acme Sync');
    expect(result.plan?.manual).to.deep.equal([]);
    expect(exitCode).to.equal(0);
  });

  it('stays met when a grant writes into the set that admits the user', async () => {
    const path = await definitions.define('acme', [{ connectedApp: 'Acme Sync' }, { userPermission: 'RunReports' }]);
    const argv = [
      '-o',
      admin,
      '-i',
      path,
      '-u',
      'admitted@example.com',
      '--permission-set',
      'App_Users',
      '--no-prompt',
    ];
    const { result, exitCode } = await grant(world.org, ...argv);
    expect(result.plan?.manual).to.deep.equal([]);
    expect(exitCode).to.equal(0);
  });
});
