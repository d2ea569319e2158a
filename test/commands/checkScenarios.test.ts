import { expect } from 'chai';
import type { Row } from '../local-org/model/orgModel.js';
import type { LocalOrgOptions } from '../local-org/http/localOrgServer.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { patchRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { visible } from '../../src/report/visible.js';
import { check, expectNarrow, finding, only, refusal, statusOf } from '../support/checking.js';
import type { Checked } from '../support/checking.js';
import { runsNow } from '../support/largeMatrix.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

type User = NonNullable<Scenario['users']>[string];

const everything = [
  '6sense',
  'ciro@granular',
  'ciro@quick-setup',
  'cognism',
  'hg-insights@fine-grained',
  'hg-insights',
];

describe('integration check in an org', function () {
  this.timeout(60_000);
  let world: World | undefined;

  const open = async (
    options: LocalOrgOptions,
    admin = 'admin@example.com',
  ): Promise<(...argv: string[]) => Promise<Checked>> => {
    const opened = await openWorld(options, admin);
    world = opened;
    return (...argv) => check(opened.org, '-o', admin, ...argv);
  };
  const org = (): World['org'] => {
    if (!world) throw new Error('no org');
    return world.org;
  };
  const usernames = (): string[] =>
    [...(org().org.tables.get('User')?.values() ?? [])].map((row) => String(row['Username']));
  /**
   * All built-in definitions for all users, each permission compared with what the org itself says. A push takes every third
   * user (`largeMatrix.ts`).
   */
  const agree = async (run: (...argv: string[]) => Promise<Checked>, mayBeUnknown = /^$/): Promise<Checked[]> => {
    const runs: Checked[] = [];
    for (const username of usernames().filter((_, at) => runsNow(0, at, 3))) {
      const checked = await run('-u', username, ...everything.flatMap((reference) => ['-i', reference]));
      for (const one of checked.result.checks) {
        const { unknown } = expectAgreement(org().org, one);
        expect(unknown.filter((id) => !mayBeUnknown.test(id))).to.deep.equal([]);
      }
      runs.push(checked);
    }
    return runs;
  };

  afterEach(async () => {
    await world?.close();
    world = undefined;
  });

  describe('that is a sandbox', () => {
    const admin = 'admin@example.com.uat';

    it('takes a username that exists only with the suffix, and says so', async () => {
      const run = await open({ scenario: 'sandbox' }, admin);
      const checked = await run('-u', 'cognism@example.com', '-i', 'cognism');
      const { user } = only(checked);
      expect(user).to.include({ username: 'cognism@example.com.uat', requestedUsername: 'cognism@example.com' });
      expect(checked.text.replaceAll(/\s+/g, ' ')).to.include(
        '<cognism@example.com.uat> (asked for cognism@example.com;',
      );
      const exact = only(await run('-u', 'cognism@example.com.uat', '-i', 'cognism'));
      expect(exact.user).to.not.have.property('requestedUsername');
      expect(exact.findings).to.deep.equal(only(checked).findings);
    });

    it('shows a user as much of himself under the username of production', async () => {
      const ciro = 'ciro@example.com.uat';
      await open({ scenario: 'sandbox' }, ciro);
      const own = only(await check(org(), '-o', ciro, '-u', ciro, '-i', 'ciro'));
      const { user, findings, mode } = only(await check(org(), '-o', ciro, '-u', 'ciro@example.com', '-i', 'ciro'));
      expect([mode, user.username, user.requestedUsername]).to.deep.equal(['self', ciro, 'ciro@example.com']);
      expect(findings).to.deep.equal(own.findings);
    });

    it('takes the suffix of the sandbox before a longer one', async () => {
      const run = await open({ scenario: 'sandbox' }, admin);
      expect(only(await run('-u', 'ciro@example.com', '-i', '6sense')).user.username).to.equal('ciro@example.com.uat');
    });

    it('asks which one when several would do', async () => {
      const twin = (username: string): User => ({ username, lastName: 'Twin', profile: 'Standard User' });
      const users = { one: twin('twin@example.com.one'), two: twin('twin@example.com.two') };
      await open({ org: loadScenario('sandbox', { users }) }, admin);
      const error = await refusal(org(), '-o', admin, '-u', 'twin@example.com', '-i', 'ciro');
      expect(error).to.include({ exitCode: 2, name: 'UserAmbiguousError' });
      expect(error.message).to.include('twin@example.com.one.uat').and.include('twin@example.com.two.uat');
    });

    it('takes nobody with a suffix in an org that is no sandbox', async () => {
      const run = await open({ scenario: 'default' });
      await run('-u', 'ciro@example.com', '-i', '6sense');
      for (const username of ['ciro@example', 'ciro', 'ciro@example.com.uat', '%']) {
        const error = await refusal(org(), '-o', 'admin@example.com', '-u', username, '-i', 'ciro');
        expect(error).to.include({ exitCode: 2, name: 'UserNotFoundError' });
        expect(error.message).to.include(username);
      }
    });
  });

  it('with person accounts: agrees with the org', async () => {
    await agree(await open({ scenario: 'person-accounts' }));
  });

  it('without Campaigns and groups: what the definition does not insist on is not applicable', async () => {
    const run = await open({ scenario: 'no-campaigns' });
    await agree(run);
    const one = only(await run('-u', 'hginsights@example.com', '-i', 'hg-insights'));
    const campaigns = one.findings.filter(({ id }) => /^object:Campaign/.test(id));
    expect(campaigns.map(({ status, code }) => `${status} ${code}`)).to.have.length.greaterThan(1);
    for (const { status, code } of campaigns) expect(`${status} ${code}`).to.equal('notApplicable NOT_IN_THIS_ORG');
    expect(one.findings.filter(({ id, status }) => id.startsWith('object:Opportunity:') && status === 'met')).to.not.be
      .empty;
  });

  it('of an old API version: what has no column yet is unknown, never met', async () => {
    const run = await open({ scenario: 'old-api' });
    // Whether an assignment has expired cannot be asked before version 52: only the profile is sure.
    await agree(run, /./);
    const one = only(await run('-u', 'ciro@example.com', '-i', 'hg-insights@fine-grained'));
    expect(statusOf(one, 'object:Account:viewAllFields')).to.equal('unknown API_VERSION_TOO_OLD');
    expect(statusOf(one, 'object:Account:read')).to.equal('unknown API_VERSION_TOO_OLD');
    expect(one.findings.flatMap(({ grantedBy }) => grantedBy.map(({ type }) => type))).to.not.include('PermissionSet');
    const { result, exitCode } = await run('-u', 'admin@example.com', '-i', 'ciro');
    expect(result.org.apiVersion).to.equal('51.0');
    expect(exitCode).to.equal(0);
  });

  it('with 300 permission sets: agrees with the org, names every source', async () => {
    const run = await open({ scenario: 'many-sets' });
    await agree(run);
    const one = only(await run('-u', 'busy@example.com', '-i', '6sense'));
    expect(finding(one, 'object:Contact:read').grantedBy).to.have.length(300);
  });

  describe('with hostile names', () => {
    // Control and format characters, ANSI escapes among them, but for the ends of lines.
    const dangerous = /[^\P{Cc}\n]|[\u200B\u202A-\u202E\u2066-\u2069]/u;

    it('prints no character that a terminal obeys, keeps JSON exact, and agrees with the org', async () => {
      const run = await open({ scenario: 'hostile' });
      for (const { text, result } of await agree(run)) {
        expect(text).to.not.match(dangerous);
        expect(JSON.parse(JSON.stringify(result))).to.deep.equal(result);
      }
      const verbose = await run(...usernames().flatMap((name) => ['-u', name]), '-i', 'ciro', '--verbose');
      expect(verbose.text).to.not.match(dangerous);
      expect(verbose.text).to.include(visible('\u001b[31mRed')).and.include(visible('\u202Eadmin'));
      expectNarrow(verbose.text.replaceAll(/\\u\{[0-9a-f]+\}/g, '?'));
      const labels = verbose.result.checks.flatMap(({ findings }) =>
        findings.flatMap(({ grantedBy }) => grantedBy.map(({ label }) => label)),
      );
      expect(labels)
        .to.include('<img src=x onerror="alert(1)">')
        .and.include('\u001b]0;owned\u0007\u001b[1;31mAdmin\u001b[0m');
    });

    it('finds exactly the user that is named, whatever the name holds', async () => {
      const run = await open({ scenario: 'hostile' });
      for (const username of usernames()) {
        expect(only(await run('-u', username, '-i', '6sense')).user.username).to.equal(username);
      }
      for (const username of ["' OR Username != '", "o'brien", '100%_sure', 'x\u001b[31m\nred', '\\']) {
        const error = await refusal(org(), '-o', 'admin@example.com', '-u', username, '-i', 'ciro');
        expect(error.name).to.equal('UserNotFoundError');
        expect(error.message).to.not.match(dangerous);
      }
    });
  });

  describe('with permission set groups', () => {
    it('counts the group with muting, and names group and member', async () => {
      const run = await open({ scenario: 'default' });
      const one = only(await run('-u', 'grouped@example.com', '-i', 'ciro'));
      const group = {
        type: 'PermissionSetGroup',
        name: 'Sales_Integration',
        namespace: null,
        label: 'Sales_Integration',
      };
      const [source] = finding(one, 'object:Lead:create').grantedBy;
      expect(source).to.deep.include({ ...group, label: source?.label, through: ['Sales_Write'] });
      expect(statusOf(one, 'field:Lead.Phone:edit')).to.equal('unmet FIELD_PERMISSION_MISSING');
      expect(finding(one, 'field:Lead.Phone:edit').actions.join(' ')).to.match(
        /Sales_Integration.*muting permission set/,
      );
    });

    it('is not sure of what a group that waits for recalculation is about to lose', async () => {
      const run = await open({ scenario: 'default' });
      const before = only(await run('-u', 'grouped@example.com', '-i', 'ciro'));
      const rows = (table: string): Row[] => [...(org().org.tables.get(table)?.values() ?? [])];
      const member = rows('PermissionSet').find((row) => row['Name'] === 'Sales_Write')?.['Id'];
      for (const row of rows('ObjectPermissions')) {
        if (row['ParentId'] === member && row['SobjectType'] === 'Lead')
          patchRow(org().org, 'ObjectPermissions', row, { PermissionsCreate: false });
      }
      for (const group of rows('PermissionSetGroup'))
        patchRow(org().org, 'PermissionSetGroup', group, { Status: 'Outdated' });
      const checked = await run('-u', 'grouped@example.com', '-i', 'ciro');
      const changed = only(checked).findings.filter(({ id, status }) => finding(before, id).status !== status);
      expect(changed.map(({ id, status, code }) => `${id} ${status} ${code}`)).to.deep.equal([
        'object:Lead:create unknown GROUP_RECALCULATING',
      ]);
      expect(changed[0]?.message).to.include('Sales_Integration');
    });
  });

  it('with expired, revoked and session-based assignments: they grant nothing, and are named as the reason', async () => {
    const run = await open({ scenario: 'default' });
    const one = only(await run('-u', 'temporary@example.com', '-i', 'ciro'));
    expect(finding(one, 'object:Account:read').status).to.equal('unmet');
    const words = (id: string): string => finding(one, id).actions.join(' ');
    expect(words('object:Lead:read')).to.match(/Sales_Read.*expired/);
    expect(words('object:Lead:create')).to.match(/Sales_Write.*revoked/);
    expect(words('object:Account:read')).to.match(/Session_Access.*session/);
    const api = finding(one, 'userPermission:ApiEnabled');
    expect(api.status).to.equal('met');
    expect(api.grantedBy).to.deep.equal([
      {
        type: 'PermissionSet',
        name: 'View_Setup_Only',
        namespace: null,
        label: 'View Setup Only',
        expiresAt: '2099-01-01T00:00:00.000+0000',
      },
    ]);
  });

  it('reports inactive and frozen users as findings', async () => {
    const run = await open({ scenario: 'default' });
    const former = await run('-u', 'former@example.com', '-i', '6sense');
    expect(statusOf(only(former), 'user:active')).to.equal('unmet USER_INACTIVE');
    const frozen = await run('-u', 'frozen@example.com', '-i', '6sense');
    expect(statusOf(only(frozen), 'user:notFrozen')).to.equal('unmet USER_FROZEN');
    expect([former.exitCode, frozen.exitCode]).to.deep.equal([1, 1]);
    expect(former.text).to.include('inactive');
    expect(frozen.text).to.include('frozen');
  });
});
