import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import { runsNow } from '../support/largeMatrix.js';
import { check, expectNarrow, finding, only, refusal, refusedFlags, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { expectAgreement } from '../support/oracle.js';
import { firstVendors, isFirstVendor } from '../support/firstVendors.js';
import { setAlias, setConfig } from '../support/sfHome.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const everyVariant = async (): Promise<string[]> =>
  (await listBuiltIn())
    .filter(isFirstVendor)
    .flatMap(({ id, variants }) => (variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`)));

describe('integration check', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, 'ciro@example.com', 'viewer@example.com');
    definitions = await makeDefinitions();
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const run = (...argv: string[]): ReturnType<typeof check> => check(world.org, '-o', admin, ...argv);

  describe('of every user and definition', () => {
    const ready: Record<string, string[]> = {
      admin: [
        '6sense',
        'ciro@granular',
        'ciro@quick-setup',
        'cognism',
        'hg-insights@fine-grained',
        'hg-insights@recommended',
      ],
      api: [],
      cognism: ['6sense'],
      hginsights: ['6sense'],
      ciro: ['6sense'],
      sixsense: [],
      ready: [
        '6sense',
        'ciro@granular',
        'ciro@quick-setup',
        'cognism',
        'hg-insights@fine-grained',
        'hg-insights@recommended',
      ],
      standard: ['6sense'],
      grouped: ['6sense'],
      temporary: [],
      viewer: [],
      former: [],
      frozen: [],
    };

    for (const [row, [name, expected]] of Object.entries(ready).entries()) {
      // A push looks at every second one (`largeMatrix.ts`).
      if (!runsNow(row, 0, 2)) continue;
      it(`${name}: ready for ${expected.length === 0 ? 'nothing' : expected.join(', ')}; agrees with the org`, async () => {
        const integrations = (await everyVariant()).flatMap((reference) => ['-i', reference]);
        const { result, exitCode, text } = await run('-u', `${name}@example.com`, ...integrations);
        const names = result.checks
          .filter((one) => one.ready)
          .map(({ integration, variant }) => (variant === null ? integration : `${integration}@${variant}`));
        expect(names.sort()).to.deep.equal(expected);
        expect(result.checks).to.have.length(integrations.length / 2);
        expect(exitCode).to.equal(names.length === result.checks.length ? 0 : 1);
        for (const one of result.checks) {
          const { compared, unknown } = expectAgreement(world.org.org, one);
          expect(compared).to.be.greaterThan(5);
          expect(unknown).to.deep.equal([]);
          expect(one.findings.map(({ id }) => id)).to.deep.equal(one.findings.map(({ id }) => id).sort());
          expect(
            one.findings.filter(({ status, grantedBy }) => status !== 'met' && grantedBy.length > 0),
          ).to.deep.equal([]);
        }
        expectNarrow(text);
      });
    }
  });

  describe('whom it inspects', () => {
    it('names every source of what is met, as an administrator', async () => {
      const one = only(await run('-u', 'ciro@example.com', '-i', 'ciro'));
      expect(one).to.deep.include({ integration: 'ciro', variant: 'granular', mode: 'admin' });
      expect(one.user).to.deep.include({
        username: 'ciro@example.com',
        name: 'Ciro Integration',
        profile: 'Minimum Access - API Only Integrations',
        userLicense: 'Salesforce Integration',
      });
      expect(finding(one, 'userPermission:ApiEnabled').grantedBy).to.have.deep.members([
        {
          type: 'PermissionSet',
          name: 'Ciro_Integration',
          namespace: null,
          label: 'Ciro Integration',
        },
        {
          type: 'Profile',
          name: 'Minimum Access - API Only Integrations',
          namespace: null,
          label: 'Minimum Access - API Only Integrations',
        },
      ]);
      expect(statusOf(one, 'object:Lead:viewAllRecords')).to.equal('unmet OBJECT_PERMISSION_MISSING');
      expect(statusOf(one, 'field:Lead.Website:edit')).to.equal('unmet FIELD_PERMISSION_MISSING');
      expect(finding(one, 'field:Task.Subject:edit').blockedBy).to.deep.equal(['object:Task:edit']);
      expect(finding(one, 'field:Account.Website:edit').message).to.be.a('string').and.not.equal('');
    });

    it('takes several users with a comma between, as with the flag repeated', async () => {
      const usersOf = async (...users: string[]): Promise<string[]> => {
        const { result } = await run('-i', 'ciro', ...users.flatMap((user) => ['-u', user]));
        return result.checks.map(({ user }) => user.username);
      };
      const apart = await usersOf('ciro@example.com', 'api@example.com');
      expect(apart).to.have.length(2);
      expect(await usersOf('ciro@example.com, api@example.com')).to.deep.equal(apart);
      expect(await usersOf('ciro@example.com,api@example.com')).to.deep.equal(apart);
    });

    it('reads once for several users and several definitions', async () => {
      const users = ['ciro', 'standard', 'grouped'].map((name) => `${name}@example.com`);
      const { result, calls, text } = await run(
        ...users.flatMap((user) => ['-u', user]),
        ...['-i', 'ciro', '-i', 'cognism'],
      );
      expect(result.checks.map(({ user, integration }) => `${user.username} ${integration}`)).to.deep.equal(
        users.flatMap((user) => [`${user} ciro`, `${user} cognism`]),
      );
      // One more than by whole describes, which are read only for what asking by name leaves open.
      expect(calls).to.equal(result.apiCalls).and.at.most(6);
      const matrix = text.slice(text.lastIndexOf('---'));
      for (const user of users) expect(matrix).to.match(new RegExp(`^${user} `, 'm'));
      const alone = only(await run('-u', 'grouped@example.com', '-i', 'cognism'));
      expect(result.checks.at(-1)).to.deep.equal(alone);
    });

    it('checks the others where one of several names is nobody, which is a row and makes the run fail', async () => {
      const argv = ['-u', 'ready@example.com', '-u', 'cirro@example.com', '-i', 'cognism'];
      const { result, exitCode, text } = await run(...argv);
      expect(exitCode).to.equal(1);
      expect(result).to.deep.include({
        ready: false,
        usersNotFound: [{ username: 'cirro@example.com', code: 'USER_NOT_FOUND', didYouMean: ['ciro@example.com'] }],
      });
      const alone = only(await run('-u', 'ready@example.com', '-i', 'cognism'));
      expect(result.checks).to.deep.equal([alone]);
      expect(text).to.match(/^cirro@example\.com +no such user; did you mean ciro@example\.com\?$/m);
      expect(text).to.include('Correct the usernames that no user of this org has: cirro@example.com.');
    });

    it('says it as an error where none of several names is anybody', async () => {
      const error = await refusal(world.org, '-o', admin, '-u', 'cirro@example.com', '-u', 'x@y.zz', '-i', 'ciro');
      expect(error).to.include({ exitCode: 2, name: 'UsersNotFoundError' });
    });

    it('shows who is ready for what and nothing else with --summary', async () => {
      const first = firstVendors.join(',');
      const { text, result } = await run('-u', 'ready@example.com', '-u', 'ciro@example.com', '--summary', '-i', first);
      const lines = text.split('\n');
      expect(result.checks).to.have.length(8);
      expect(lines.length).to.be.lessThan(18);
      expect(lines[0]).to.match(/^Org +\S/);
      expect(lines.filter((line) => line.startsWith('ciro@example.com '))).to.have.length(1);
      expect(text).to.not.include('What to do');
    });

    it('takes a user or a definition named twice once', async () => {
      const argv = ['-u', 'ciro@example.com', '-u', 'CIRO@example.com', '-i', 'ciro', '-i', 'ciro@granular'];
      expect((await run(...argv)).result.checks).to.have.length(1);
    });

    it('lets a user look at itself, and says what it cannot know', async () => {
      const argv = ['-o', 'ciro@example.com', ...(await everyVariant()).flatMap((reference) => ['-i', reference])];
      const { result, exitCode, text } = await check(world.org, ...argv);
      expect(exitCode).to.equal(1);
      for (const one of result.checks) {
        expect(one).to.deep.include({ mode: 'self' });
        expect(one.findings.flatMap(({ grantedBy }) => grantedBy)).to.deep.equal([]);
        expect(expectAgreement(world.org.org, one).compared).to.be.greaterThan(5);
      }
      const [ciro] = result.checks.filter(({ variant }) => variant === 'granular');
      expect(ciro && statusOf(ciro, 'object:Lead:viewAllRecords')).to.equal('unknown NOT_VISIBLE_TO_SELF');
      expect(ciro && statusOf(ciro, 'user:named')).to.equal('met USER_NAMED');
      expect(ciro && statusOf(ciro, 'user:notFrozen')).to.match(/^(met|unknown) /);
      expect(text).to.include('self: as ciro@example.com sees itself');
      expectNarrow(text);
    });

    it('tells a step once that several things ask for', async () => {
      const { text } = await check(world.org, '-o', 'ciro@example.com', '-i', 'hg-insights');
      const steps = text.slice(text.indexOf('What to do')).replace(/\s+/g, ' ');
      expect(steps.match(/Run the check as an administrator/g)).to.have.length(1);
    });

    it('does not let a user without View Setup look at another', async () => {
      const error = await refusal(world.org, '-o', 'ciro@example.com', '-u', 'ready@example.com', '-i', 'ciro');
      expect(error).to.include({ exitCode: 2, name: 'NoViewSetupError' });
      expect(error.message).to.include('ciro@example.com').and.include('View Setup');
      expect(error.actions?.join(' ')).to.include('View Setup').and.include('--user');
    });

    it('is satisfied with View Setup alone', async () => {
      const one = only(await check(world.org, '-o', 'viewer@example.com', '-u', 'ciro@example.com', '-i', 'ciro'));
      const asAdmin = only(await run('-u', 'ciro@example.com', '-i', 'ciro'));
      expect(one.mode).to.equal('admin');
      // Who is frozen takes Manage Users, the switch of history tracking Modify Metadata; everything else is the same.
      const differing = one.findings.filter(({ id, status }) => finding(asAdmin, id).status !== status);
      expect(differing.map(({ id, status }) => `${id} ${status}`)).to.deep.equal(['user:notFrozen unknown']);
      expect(finding(one, 'user:notFrozen').level).to.equal('recommended');
    });

    it('never calls an administrator ready whom nobody named', async () => {
      const checked = await run('-i', 'cognism');
      expect(checked.exitCode).to.equal(3);
      expect(statusOf(only(checked), 'user:named')).to.equal('unknown NOT_NAMED');
      expect(only(checked).user.username).to.equal(admin);
      expect(checked.text).to.include('--user');
      expect((await run('-i', 'cognism', '-u', admin)).exitCode).to.equal(0);
    });

    it('takes aliases for users and orgs', async () => {
      await setAlias('int', 'ciro@example.com');
      await setAlias('prod', admin);
      const { result } = await check(world.org, '-o', 'prod', '-u', 'int', '-i', 'ciro');
      expect(result.org.username).to.equal(admin);
      expect(result.checks[0]?.user)
        .to.include({ username: 'ciro@example.com' })
        .and.not.have.property('requestedUsername');
    });

    it('takes users and definitions from the config, and flags before the config', async () => {
      await setConfig('integration-user', 'int');
      await setConfig('integration-definition', 'ciro@quick-setup');
      try {
        const configured = only(await run());
        expect(configured).to.include({ integration: 'ciro', variant: 'quick-setup' });
        expect(configured.user.username).to.equal('ciro@example.com');
        const flagged = only(await run('-u', 'ready@example.com', '-i', 'cognism'));
        expect(flagged.integration).to.equal('cognism');
        expect(flagged.user.username).to.equal('ready@example.com');
      } finally {
        await setConfig('integration-user', null);
        await setConfig('integration-definition', null);
      }
    });

    it('checks every built-in definition when none is named, and shows who is ready alone', async () => {
      const { result, text } = await run('-u', 'ciro@example.com');
      // Roles are of people, and not of the integration user that is looked at.
      const ids = (await listBuiltIn()).flatMap(({ id, group }) => (group === 'vendor' ? [id] : []));
      expect(ids).to.not.include('sales-manager');
      expect(result.checks.map(({ integration }) => integration)).to.deep.equal(ids);
      expect(text).to.match(/^Integration +ciro@example\.com$/m);
      for (const id of ids) expect(text).to.match(new RegExp(`^${id} +(READY|\\d+ (missing|unknown))`, 'm'));
      expect(text.split('\n').length).to.be.at.most(ids.length + 15);
      expectNarrow(text);
    });

    it('tells each of them in whole where that is asked for', async () => {
      const { text } = await run('-u', 'ciro@example.com', '--verbose');
      expect(text)
        .to.match(/^Integration {2}cognism$/m)
        .and.match(/^Integration {2}hg-insights/m);
    });
  });

  describe('exit codes', () => {
    const cases: Array<[number, string, string[]]> = [
      [0, 'nothing required is missing', ['-u', 'ready@example.com', '-i', 'cognism']],
      [0, 'something recommended is missing', ['-u', 'ready@example.com', '-i', 'hg-insights']],
      [
        1,
        'the same with --fail-on recommended',
        ['-u', 'ready@example.com', '-i', 'hg-insights', '--fail-on', 'recommended'],
      ],
      [
        0,
        'everything is there, with --fail-on recommended',
        ['-u', 'ready@example.com', '-i', 'ciro', '--fail-on', 'recommended'],
      ],
      [1, 'something required is missing', ['-u', 'ciro@example.com', '-i', 'ciro']],
      [1, 'one of two is not ready', ['-u', 'ready@example.com', '-u', 'ciro@example.com', '-i', 'ciro']],
      [3, 'something required is unknown', ['-i', 'cognism']],
    ];
    for (const [expected, title, argv] of cases) {
      it(`${expected}: ${title}`, async () => {
        expect((await run(...argv)).exitCode).to.equal(expected);
      });
    }

    it('2: a flag that does not exist, or a value that it does not take', async () => {
      for (const argv of [
        ['--nonsense'],
        ['--fail-on', 'never'],
        ['--wait', '0'],
        ['--authentication', 'saml'],
        ['--api-version', 'x'],
      ]) {
        expect((await refusedFlags(world.org, '-o', admin, ...argv)).exitCode, argv.join(' ')).to.equal(2);
      }
      expect((await refusedFlags(world.org, '-o', 'nobody@example.com')).exitCode).to.equal(2);
    });
  });

  it('asks for more of an integration that logs in with username and password', async () => {
    const ids = async (...argv: string[]): Promise<string[]> =>
      only(await run('-u', 'hginsights@example.com', '-i', 'hg-insights@fine-grained', ...argv)).findings.map(
        ({ id }) => id,
      );
    const oauth = await ids();
    const password = await ids('--authentication', 'usernamePassword');
    expect(oauth).to.not.include('userPermission:ApiUserOnly');
    expect(password.filter((id) => !oauth.includes(id))).to.deep.equal([
      'user:passwordValid',
      'userPermission:ApiUserOnly',
      'userPermission:PasswordNeverExpires',
    ]);
  });

  it('repeats the command as it was given, with everything that changes its answer', async () => {
    const argv = ['-u', 'ready@example.com', '-i', 'hg-insights@fine-grained'];
    const extras = ['--authentication', 'usernamePassword', '--fail-on', 'recommended', '--api-version', '66.0'];
    const { text } = await run(...argv, ...extras);
    const repeated = text.split('\n').find((line) => line.includes('integration check')) ?? '';
    for (const part of [`-o ${admin}`, '-u ready@example.com', '-i hg-insights@fine-grained'])
      expect(repeated).to.include(part);
    for (const part of ['--authentication usernamePassword', '--fail-on recommended', '--api-version 66.0']) {
      expect(repeated).to.include(part);
    }
    const plain = (await run(...argv)).text.split('\n').find((line) => line.includes('integration check')) ?? '';
    expect(plain).to.not.include('--fail-on').and.not.include('--authentication').and.not.include('--api-version');
  });

  it('points to what closes the gaps: a grant, and history tracking apart from it', async () => {
    const nextOf = async (user: string): Promise<string[]> => {
      const { text } = await run('-i', 'hg-insights', '-u', `${user}@example.com`);
      return text.slice(text.search(/^What /m)).match(/(?<=(?:sf|oclif|mocha) )integration [a-z-]+(?= )/g) ?? [];
    };
    expect(await nextOf('hginsights')).to.deep.equal([
      'integration grant',
      'integration history-tracking',
      'integration check',
    ]);
    expect(await nextOf('ready')).to.deep.equal(['integration history-tracking', 'integration check']);
  });

  it('lets whoever may look and not grant ask somebody who may', async () => {
    const { text } = await check(world.org, '-o', 'viewer@example.com', '-i', 'ciro', '-u', 'ciro@example.com');
    expect(text.replace(/\s+/g, ' ')).to.match(
      /You may not do that yourself \(missing: Manage Profiles and Permission Sets \(ManageProfilesPermissionsets\), Assign Permission Sets \(AssignPermissionSets\)\); ask somebody who may to run this, with -o and their own login to http:\S+: \S+ integration grant -i ciro -u ciro@example\.com --dry-run /,
    );
    expect((await run('-i', 'ciro', '-u', 'ciro@example.com')).text).to.not.include('ask somebody');
  });

  it('warns of what runs out within as many days as it is told', async () => {
    // View_Setup_Only of this user runs out in 2099.
    const argv = [
      '-i',
      await definitions.define('setup', [{ userPermission: 'ViewSetup' }]),
      '-u',
      'temporary@example.com',
    ];
    expect((await run(...argv)).text).to.not.include('Ends on');
    const { text, exitCode } = await run(...argv, '--expires-within', '40000');
    expect(exitCode).to.equal(0);
    expect(text).to.match(/! Ends on 2099-01-01 00:00 UTC: View Setup and Configuration/);
  });

  it('reads with the API version that is asked for', async () => {
    world.org.clearRequests();
    const { result } = await run('-u', 'ciro@example.com', '-i', 'ciro', '--api-version', '60.0');
    expect(result.org.apiVersion).to.equal('60.0');
    expect(world.org.requests.map(({ path }) => path).filter((path) => !path.includes('/v60.0'))).to.deep.equal([]);
  });

  it('shows with --verbose where access comes from', async () => {
    const folded = (await run('-u', 'ciro@example.com', '-i', 'ciro')).text;
    const full = (await run('-u', 'ciro@example.com', '-i', 'ciro', '--verbose')).text;
    expect(folded).to.not.include('from permission set');
    expect(full).to.include('from permission set').and.include('Ciro_Integration');
    expectNarrow(full);
  });
});
