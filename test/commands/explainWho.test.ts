import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult } from '../../src/report/explain/explainResult.js';
import type { WhoResult } from '../../src/report/explain/whoResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Scenario } from '../local-org/scenarios/scenarioFormat.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { expectNarrow } from '../support/checking.js';
import { runsNow } from '../support/largeMatrix.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

type Told = { code: number; calls: number; text: string; result: WhoResult };

const whoIn = async (world: World, ...argv: string[]): Promise<Told> => whoAs(admin, world, ...argv);

const whoAs = async (runner: string, world: World, ...argv: string[]): Promise<Told> => {
  const ran = await runCommand<WhoResult>(world.org, IntegrationExplain, ['-o', runner, '--who', ...argv]);
  if ('error' in ran.outcome) throw ran.outcome.error;
  const { result } = ran.outcome;
  expectCommittedSchema('explain', result);
  expectNarrow(ran.text);
  return { code: ran.exitCode, calls: ran.requests.length, text: ran.text, result };
};

const usernamesIn = (users: ReadonlyArray<{ username: string }>): string[] =>
  users.map(({ username }) => username.replace('@example.com', ''));

/** What users have one of everything that makes access give nothing, or give it in another way. */
const mixed: Partial<Scenario> = {
  objects: { Sync_Settings__c: { customSetting: true } },
  permissionSets: {
    Reads: {
      userPermissions: ['ApiEnabled'],
      objects: { Account: 'read', Lead: 'read edit' },
      fields: { 'Lead.Email': 'edit' },
    },
    Email_Alone: { fields: { 'Lead.Email': 'edit' } },
    Sees_All: { userPermissions: ['ViewAllData'] },
    Session: { sessionBased: true, objects: { Account: 'read' } },
    Opens: { userPermissions: ['ApiEnabled'], opens: ['Sync_Settings__c'] },
  },
  permissionSetGroups: {
    Muted: { permissionSets: ['Reads'], muting: { objects: { Account: 'read' } } },
    Whole: { permissionSets: ['Reads', 'Sees_All'] },
    Openers: { permissionSets: ['Opens'] },
    Muted_Openers: { permissionSets: ['Opens'], muting: { opens: ['Sync_Settings__c'] } },
  },
  users: {
    direct: { lastName: 'Direct', profile: 'Minimum Access - Salesforce', permissionSets: ['Reads'] },
    email: { lastName: 'Email', profile: 'Minimum Access - Salesforce', permissionSets: ['Email_Alone'] },
    all: { lastName: 'All', profile: 'Minimum Access - Salesforce', permissionSets: ['Sees_All'] },
    muted: { lastName: 'Muted', profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Muted'] },
    whole: { lastName: 'Whole', profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Whole'] },
    session: { lastName: 'Session', profile: 'Minimum Access - Salesforce', permissionSets: ['Session'] },
    expired: {
      lastName: 'Expired',
      profile: 'Minimum Access - Salesforce',
      permissionSets: [{ name: 'Reads', expires: '2025-01-01T00:00:00Z' }],
    },
    revoked: {
      lastName: 'Revoked',
      profile: 'Minimum Access - Salesforce',
      permissionSets: [{ name: 'Reads', revoked: true }],
    },
    opened: { lastName: 'Opened', profile: 'Minimum Access - Salesforce', permissionSets: ['Opens'] },
    opener: { lastName: 'Opener', profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Openers'] },
    closed: { lastName: 'Closed', profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Muted_Openers'] },
    gone: { lastName: 'Gone', profile: 'Minimum Access - Salesforce', active: false, permissionSets: ['Reads'] },
  },
};

describe('integration explain --who', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await openWorld({ org: loadScenario('default', mixed) }, admin, 'direct@example.com');
  });
  after(() => world.close());
  const who = (...argv: string[]): Promise<Told> => whoIn(world, ...argv);

  it('names everybody who has an object, each with every source that gives it, and counts whoever is not active', async () => {
    const { code, result, text } = await who('--sobject', 'account');
    const own = usernamesIn(result.who.users).filter((name) => Object.hasOwn(mixed.users ?? {}, name));
    expect(own).to.deep.equal(['all', 'direct', 'whole']);
    expect(code).to.equal(0);
    expect(result.subject).to.equal('object:Account:read');
    // One of them is of the scenario.
    expect(result.who.inactive).to.equal(2);
    expect(text).to.include('2 users who are not active would have it if they were (--inactive names them)');
    expect(result.who.active).to.equal(result.who.users.length);
    const whole = result.who.users.find(({ username }) => username === 'whole@example.com');
    expect(whole?.grantedBy.map(({ type, name, via = '' }) => `${type} ${name} ${via}`)).to.deep.equal([
      'PermissionSetGroup Whole ',
      'PermissionSetGroup Whole ViewAllData',
    ]);
    expect(text).to.include('Where they have it from').and.to.include('permission set Reads');
  });

  it('lists users who are not active too where that is wanted', async () => {
    const { result, text } = await who('--sobject', 'Account', '--inactive');
    expect(text).to.not.include('--inactive');
    expect(text).to.include('2 users who are not active would have it if they were; they are listed too.');
    const gone = result.who.users.find(({ username }) => username === 'gone@example.com');
    expect(gone?.isActive).to.equal(false);
  });

  it('says of every user what explain says of that one', async () => {
    const asked = [
      ['--permission', 'ViewAllData'],
      ['--permission', 'ApiEnabled'],
      ['--sobject', 'Account', '--access', 'edit'],
      ['--sobject', 'Lead'],
      ['--sobject', 'Task', '--access', 'create'],
      ['--field', 'Lead.Email', '--access', 'edit'],
      ['--field', 'Contact.MailingCity'],
      ['--sobject', 'Sync_Settings__c'],
    ];
    const everybody = [...(world.org.org.tables.get('User')?.values() ?? [])]
      .map((row) => String(row['Username']))
      .filter((name) => name.endsWith('@example.com'));
    for (const [row, argv] of asked.entries()) {
      const { result } = await who(...argv, '--inactive');
      const holding = new Set(result.who.users.map(({ username }) => username));
      for (const [column, username] of everybody.entries()) {
        if (!runsNow(row, column)) continue;
        const ran = await runCommand<ExplainResult>(world.org, IntegrationExplain, [
          ...['-o', admin, '-u', username, ...argv],
        ]);
        if ('error' in ran.outcome) throw ran.outcome.error;
        const { has, paths } = ran.outcome.result;
        expect(holding.has(username), `${argv.join(' ')} of ${username}`).to.equal(has === true);
        const grants = (paths ?? []).filter(({ grants: one }) => one).map(({ type, name }) => `${type} ${name}`);
        const told = result.who.users.find((one) => one.username === username)?.grantedBy ?? [];
        if (grants.length > 0)
          expect(
            told.map(({ type, name }) => `${type} ${name}`),
            username,
          ).to.include.members(grants);
      }
    }
  });

  it('names whom a set opens a custom setting, by the set or its group', async () => {
    const { result } = await who('--sobject', 'Sync_Settings__c');
    const own = result.who.users.filter(({ username }) => /^(opened|opener|closed)@/.test(username));
    expect(
      own.map(({ username, grantedBy }) => `${username} ${grantedBy.map(({ name }) => name).join()}`),
    ).to.deep.equal(['opened@example.com Opens', 'opener@example.com Openers']);
  });

  it('names a source once, however many parts of it come from there', async () => {
    for (const asked of [
      ['--field', 'Account.Name', '--access', 'edit'],
      ['--sobject', 'Task', '--access', 'delete'],
    ]) {
      const { result } = await who(...asked);
      const standard = result.who.users.find(({ username }) => username === 'standard@example.com');
      expect(
        standard?.grantedBy.map(({ name }) => name),
        asked.join(' '),
      ).to.deep.equal(['Standard User']);
    }
  });

  it('says why nobody has it where the org lacks the feature for it', async () => {
    const { code, text } = await whoIn(world, '--sobject', 'AccountTeamMember');
    expect(code).to.equal(0);
    expect(text.replaceAll(/\s+/g, ' ')).to.match(
      /0 active users have it\. This org has no object AccountTeamMember\. The feature that brings AccountTeamMember may be turned off here.*: account teams\./,
    );
  });

  it('says of what needs no permission that all have it', async () => {
    const { result, text, code } = await who('--sobject', 'User');
    expect([code, result.who.withoutAny, result.who.active, result.who.users]).to.deep.equal([0, true, null, []]);
    expect(text).to.include('no permission is needed');
  });

  it('sends few requests, and none for each user', async () => {
    const { calls } = await who('--sobject', 'Account');
    expect(calls).to.be.at.most(8);
  });

  it('writes all users into report files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'who-'));
    try {
      const endings = ['html', 'md', 'csv', 'junit.xml', 'sarif', 'json'];
      const files = endings.map((ending) => join(folder, `who.${ending}`));
      const ran = await runCommand(world.org, IntegrationExplain, [
        ...['-o', admin, '--who', '--sobject', 'Account'],
        ...files.flatMap((file) => ['--output-file', file]),
      ]);
      if ('error' in ran.outcome) throw ran.outcome.error;
      const [html = '', markdown = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      for (const text of [html, markdown]) {
        expect(text).to.include('direct@example.com').and.to.include('whole@example.com');
        expect(text).to.include('permission set Reads');
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  describe('where sharing of users is private, by somebody without View All Users', () => {
    let hidden: World;
    before(async () => {
      hidden = await openWorld(
        {
          org: loadScenario('default', {
            org: { behaviours: { usersArePrivate: true } },
            permissionSets: {
              Looks: { userPermissions: ['ApiEnabled', 'ViewSetup'] },
              Exports: { userPermissions: ['ExportReport'], objects: { Campaign: 'read' } },
            },
            users: {
              looks: { lastName: 'Looks', profile: 'Minimum Access - Salesforce', permissionSets: ['Looks'] },
              exports: { lastName: 'Exports', profile: 'Minimum Access - Salesforce', permissionSets: ['Exports'] },
            },
          }),
        },
        'looks@example.com',
      );
    });
    after(() => hidden.close());

    it('does not know of whoever is assigned what gives it, and names him by his id', async () => {
      const id = [...(hidden.org.org.tables.get('User')?.values() ?? [])].find(
        (row) => row['Username'] === 'exports@example.com',
      )?.['Id'];
      for (const argv of [
        ['--permission', 'ExportReport'],
        ['--sobject', 'Campaign', '--access', 'read'],
      ]) {
        const { code, result, text } = await whoAs('looks@example.com', hidden, ...argv);
        expect(code).to.equal(3);
        expect(result.who.unclear.map((one) => [one.id, one.username, one.isActive])).to.deep.include([id, id, null]);
        expect(result.who.inactive, 'nobody knows that he is not active').to.equal(0);
        expect(text).to.include(String(id));
      }
    });
  });

  it('says nothing of others where it is not known whether the runner sees their assignments', async () => {
    world.org.faults.add({
      ...{ kind: 'rowRefused', times: Infinity, match: { path: /UserPermissionAccess/, subrequest: true } },
    });
    try {
      const ran = await runCommand(world.org, IntegrationExplain, [
        ...['-o', 'direct@example.com', '--who', '--sobject', 'Lead'],
      ]);
      expect('error' in ran.outcome && ran.outcome.error.name).to.equal('RefusedError');
      expect('error' in ran.outcome && ran.outcome.error.message).to.include('UserPermissionAccess');
    } finally {
      world.org.faults.clear();
    }
  });

  it('refuses a word too many, and advises to quote it only with a flag that takes a value', async () => {
    const advice = async (...argv: string[]): Promise<string[]> => {
      const { outcome, exitCode } = await runCommand(world.org, IntegrationExplain, ['-o', admin, ...argv]);
      if (!('error' in outcome)) throw new Error('accepted');
      expect({ exitCode, message: outcome.error.message.slice(0, 19) }).to.deep.equal({
        exitCode: 2,
        message: 'Unexpected argument',
      });
      return (outcome.error as { actions?: string[] }).actions ?? [];
    };
    expect(await advice('--who', 'ViewAllData')).to.deep.equal([
      'Did you mean --permission ViewAllData, --sobject ViewAllData?',
    ]);
    expect(await advice('--permission', 'View', 'All')).to.deep.equal(['--permission "View All"']);
  });

  it('refuses what does not go with it, a name that the org does not have, and whoever may not look at others', async () => {
    const refusal = async (user: string, ...argv: string[]): Promise<string> => {
      const ran = await runCommand(world.org, IntegrationExplain, ['-o', user, ...argv]);
      return 'error' in ran.outcome ? ran.outcome.error.name : 'no refusal';
    };
    expect(await refusal(admin, '--who')).to.equal('NoSubjectError');
    expect(await refusal(admin, '--who', '-u', 'all@example.com', '--sobject', 'Lead')).to.equal('WhoIsAboutAllError');
    expect(await refusal(admin, '--inactive', '--sobject', 'Lead')).to.equal('InactiveWithoutWhoError');
    expect(await refusal(admin, '--who', '--permission', 'ViewAlData')).to.equal('NoSuchPermissionError');
    expect(await refusal('direct@example.com', '--who', '--sobject', 'Lead')).to.equal('NoViewSetupError');
    const { outcome } = await runCommand(world.org, IntegrationExplain, [
      ...['-o', 'direct@example.com', '--who', '--sobject', 'Lead'],
    ]);
    // Nobody was named, and no user sees of itself who else has something.
    expect(JSON.stringify('error' in outcome && outcome.error))
      .to.include('log in with one who has it')
      .and.not.include('--user');
  });
});
