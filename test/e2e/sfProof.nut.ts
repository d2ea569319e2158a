/** Proof of the embedded org by a client that was written for the real platform: the published `sf`. */

import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { administrator, plainUser, startTestOrg, userId } from '../local-org/http/testClient.js';
import type { Row } from '../local-org/model/orgModel.js';
import { emptyHome, logIn, runSf } from './sf.js';
import type { SfResult } from './sf.js';

describe('the real sf against the embedded org', function () {
  this.timeout(120_000);
  let local: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    local = await startTestOrg();
    ({ home, remove } = await emptyHome());
    await logIn(local, administrator, 'admin', { home });
  });
  after(async () => {
    await local.close();
    await remove();
  });
  beforeEach(() => {
    local.clearRequests();
    local.faults.clear();
  });
  afterEach(() => {
    expect(local.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  });

  const sf = (...args: string[]): Promise<SfResult> => runSf([...args, '--target-org', 'admin'], { home });
  const rows = (object: string): Row[] => [...(local.org.tables.get(object)?.values() ?? [])];
  const account = (name: string): Row | undefined => rows('Account').find((row) => row['Name'] === name);

  it('org login access-token: logs a second user in, says so, and changes nothing in the org', async () => {
    const before = JSON.stringify([...(local.org.tables.get('User')?.values() ?? [])]);
    const result = await logIn(local, plainUser, 'plain', { home });
    expect(result.stdout).to.include(`Successfully authorized ${plainUser} with org ID ${local.org.id}`);
    expect(
      local.requests.map(({ path, username }) => [path.split('?')[0]?.replace(/^\/+/, '/'), username]),
    ).to.deep.include.members([
      ['/services/oauth2/userinfo', plainUser],
      [`/services/data/v51.0/sobjects/User/${userId(local.org, plainUser)}`, plainUser],
    ]);
    expect(JSON.stringify([...(local.org.tables.get('User')?.values() ?? [])])).to.equal(before);
  });

  it('org login access-token: is refused with a wrong token', async () => {
    const args = ['org', 'login', 'access-token', '--instance-url', local.url, '--no-prompt', '--json'];
    const result = await runSf(args, { home, env: { SF_ACCESS_TOKEN: `${local.org.id}!wrong` } });
    expect(result.status).not.to.equal(0);
    expect(result.stdout).to.include('Bad_OAuth_Token');
    expect(local.org.tokens.has(`${local.org.id}!wrong`)).to.equal(false);
  });

  it('org display: shows the org as connected', async () => {
    const result = await sf('org', 'display', '--json');
    expect(result.status, result.stderr).to.equal(0);
    expect(result.json).to.deep.include({ status: 0 });
    expect(result.json).to.have.property('result').that.includes({
      id: local.org.id,
      username: administrator,
      alias: 'admin',
      apiVersion: '68.0',
      connectedStatus: 'Connected',
    });
    expect(local.requests.at(-1)).to.include({ username: administrator, status: 200 });
  });

  it('data query: prints a table with a parent field, and JSON', async () => {
    const query = `SELECT Username, Profile.Name FROM User WHERE Username = '${administrator}'`;
    const human = await sf('data', 'query', '--query', query);
    expect(human.status, human.stderr).to.equal(0);
    expect(human.stdout)
      .to.match(/USERNAME\W+PROFILE\.NAME/)
      .and.to.match(/admin@example\.com\W+System Administrator/);
    const json = await sf('data', 'query', '--query', query, '--json');
    expect(json.json).to.have.nested.property('result.totalSize', 1);
    expect(json.json).to.have.nested.property('result.records[0].Profile.Name', 'System Administrator');
    expect(local.requests.flatMap(({ queries }) => queries)).to.include(query);
  });

  it('data query: follows pages', async () => {
    const Ids = Array.from({ length: 2300 }, (_, index) => {
      const Id = local.org.nextId('00Q');
      const row: Row = { Id, LastName: `L${index}`, Company: 'Paged', IsDeleted: false };
      const table = local.org.tables.get('Lead') ?? new Map<string, Row>();
      local.org.tables.set('Lead', table.set(Id, row));
      return Id;
    });
    const result = await sf('data', 'query', '--query', "SELECT Id FROM Lead WHERE Company = 'Paged'", '--json');
    const { records } = (result.json as { result: { records: Array<{ Id: string }> } }).result;
    expect(records.map(({ Id }) => Id).sort()).to.deep.equal([...Ids].sort());
    expect(local.requests.some(({ path }) => /\/query\/01g\w+-2000$/.test(path))).to.equal(true);
    for (const Id of Ids) local.org.tables.get('Lead')?.delete(Id);
  });

  it("data query: passes the platform's errors on", async () => {
    const result = await sf('data', 'query', '--query', 'SELECT Id FROM XYZZY', '--json');
    expect(result.status).to.equal(1);
    expect(result.json).to.have.property('name', 'INVALID_TYPE');
    expect(result.json).to.have.property('message').that.includes("sObject type 'XYZZY' is not supported.");
  });

  it('data query --use-tooling-api: asks the Tooling API', async () => {
    const query =
      "SELECT QualifiedApiName, IsFieldHistoryTracked FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Opportunity' AND QualifiedApiName = 'StageName'";
    const result = await sf('data', 'query', '--use-tooling-api', '--query', query, '--json');
    expect(result.status, result.stdout).to.equal(0);
    expect(result.json).to.have.nested.property('result.records[0].QualifiedApiName', 'StageName');
    expect(local.requests.some(({ path }) => path.includes('/tooling/query'))).to.equal(true);
    const human = await sf('data', 'query', '--use-tooling-api', '--query', query);
    expect(human.stdout).to.match(/StageName\W+false/);
  });

  it('data create record: the row is in the org, owned by the caller', async () => {
    const result = await sf(
      'data',
      'create',
      'record',
      '--sobject',
      'Account',
      '--values',
      "Name='Acme & Sons' Website=acme.test",
    );
    expect(result.status, result.stderr).to.equal(0);
    const row = account('Acme & Sons');
    expect(row).to.include({ Website: 'acme.test', OwnerId: userId(local.org, administrator) });
    expect(result.stdout).to.include(`Successfully created record: ${String(row?.['Id'])}`);
  });

  it('data create record: nothing is stored when a required field is missing', async () => {
    const before = rows('Account').length;
    const result = await sf(
      'data',
      'create',
      'record',
      '--sobject',
      'Account',
      '--values',
      'Website=acme.test',
      '--json',
    );
    expect(result.status).to.equal(1);
    expect(result.stdout).to.include('Required fields are missing: [Name]');
    expect(rows('Account')).to.have.length(before);
  });

  it('data update record: by id and by a value', async () => {
    await sf('data', 'create', 'record', '--sobject', 'Account', '--values', "Name='Update Me'");
    const id = String(account('Update Me')?.['Id']);
    const byId = await sf('data', 'update', 'record', '--sobject', 'Account', '--record-id', id, '--values', 'Site=HQ');
    expect(byId.stdout, byId.stderr).to.include(`Successfully updated record: ${id}`);
    expect(account('Update Me')).to.include({ Site: 'HQ' });
    const byValue = ['--where', "Name='Update Me'", '--values', "Name='Updated'"];
    const renamed = await sf('data', 'update', 'record', '--sobject', 'Account', ...byValue);
    expect(renamed.status, renamed.stderr).to.equal(0);
    expect(account('Update Me')).to.equal(undefined);
    expect(account('Updated')).to.include({ Id: id, Site: 'HQ' });
  });

  it('data get record: reads it back', async () => {
    await sf('data', 'create', 'record', '--sobject', 'Account', '--values', "Name='Read Me' Website=read.test");
    const result = await sf('data', 'get', 'record', '--sobject', 'Account', '--where', "Name='Read Me'", '--json');
    expect(result.json)
      .to.have.property('result')
      .that.includes({ Name: 'Read Me', Website: 'read.test', IsDeleted: false });
  });

  it('data delete record: the row is gone', async () => {
    await sf('data', 'create', 'record', '--sobject', 'Account', '--values', "Name='Delete Me'");
    const id = String(account('Delete Me')?.['Id']);
    const result = await sf('data', 'delete', 'record', '--sobject', 'Account', '--record-id', id);
    expect(result.stdout, result.stderr).to.include(`Successfully deleted record: ${id}`);
    expect(account('Delete Me')).to.equal(undefined);
    const again = await sf('data', 'delete', 'record', '--sobject', 'Account', '--record-id', id, '--json');
    expect(again.status).to.equal(1);
    expect(again.json).to.have.property('name', 'ENTITY_IS_DELETED');
  });

  it('sobject describe: shows fields and flags', async () => {
    const result = await sf('sobject', 'describe', '--sobject', 'Lead', '--json');
    expect(result.status, result.stderr).to.equal(0);
    const { fields, ...lead } = (result.json as { result: { fields: Array<Record<string, unknown>> } }).result;
    expect(lead).to.include({ name: 'Lead', keyPrefix: '00Q', createable: true });
    expect(fields.find(({ name }) => name === 'Website')).to.include({ permissionable: true, nillable: true });
    expect(fields.find(({ name }) => name === 'LastName')).to.include({ permissionable: false, nillable: false });
  });

  it('sobject describe: an object that is not there', async () => {
    const result = await sf('sobject', 'describe', '--sobject', 'Nothing__c', '--json');
    expect([result.status, result.json]).to.satisfy(
      ([status, json]: [number, { name: string }]) => status === 1 && json.name === 'NOT_FOUND',
    );
  });

  it('sobject list: lists the objects', async () => {
    const result = await sf('sobject', 'list', '--sobject', 'all', '--json');
    expect(result.status, result.stderr).to.equal(0);
    expect((result.json as { result: string[] }).result).to.include.members([
      'Account',
      'Lead',
      'PermissionSet',
      'User',
    ]);
    expect((result.json as { result: string[] }).result).not.to.include('FieldPermissions__c');
  });

  it('org list limits: shows what the org counted', async () => {
    const result = await sf('org', 'list', 'limits', '--json');
    expect(result.status, result.stderr).to.equal(0);
    const { max, used } = local.org.limits.dailyApiRequests;
    expect((result.json as { result: unknown[] }).result).to.deep.include({
      name: 'DailyApiRequests',
      max,
      remaining: max - used,
    });
  });

  it('org list metadata: reads the Metadata API', async () => {
    const result = await sf('org', 'list', 'metadata', '--metadata-type', 'Profile', '--json');
    expect(result.status, result.stdout).to.equal(0);
    const names = (result.json as { result: Array<{ fullName: string }> }).result.map(({ fullName }) => fullName);
    expect(names).to.include('System Administrator');
    expect(local.requests.at(-1)).to.include({ soapCall: 'listMetadata', username: administrator });
  });

  it('says what the platform says when a session has ended', async () => {
    for (const [token, session] of local.org.tokens) {
      if (session.userId === userId(local.org, plainUser)) local.org.tokens.set(token, { ...session, expired: true });
    }
    const args = ['data', 'query', '--query', 'SELECT Id FROM User', '--json', '--target-org', 'plain'];
    const result = await runSf(args, { home });
    expect(result.status).not.to.equal(0);
    expect(result.stdout).to.match(/INVALID_SESSION_ID|Session expired|Bad_OAuth_Token|expired/);
  });
});

describe('npm run org', function () {
  this.timeout(120_000);
  const main = fileURLToPath(new URL('../local-org/serveLocalOrg.ts', import.meta.url));
  const start = (...args: string[]): ChildProcessByStdio<null, Readable, Readable> =>
    spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

  it('prints a login for each user of the default scenario that works', async () => {
    const child = start();
    const { home, remove } = await emptyHome();
    try {
      const printed = await untilPrinted(child.stdout, 'Stop with Ctrl+C.');
      const logins = [...printed.matchAll(/SF_ACCESS_TOKEN='([^']+)';? sf (org login access-token .*)$/gm)];
      expect(logins.length).to.be.greaterThan(1);
      for (const [, token = '', command = ''] of logins.slice(0, 2)) {
        const result = await runSf(command.split(' '), { home, env: { SF_ACCESS_TOKEN: token } });
        expect(result.stdout, result.stderr).to.include('Successfully authorized');
      }
    } finally {
      child.kill();
      await remove();
    }
  });

  it('prints hostile names without what a terminal would obey', async () => {
    const child = start('--scenario', 'hostile');
    try {
      const printed = await untilPrinted(child.stdout, 'Stop with Ctrl+C.');
      expect(printed.replaceAll('\n', '')).not.to.match(/[\p{Cc}\p{Cf}]/u);
    } finally {
      child.kill();
    }
  });

  it('names the scenarios when it is asked for another one', async () => {
    const child = start('--scenario', 'nonsense');
    const [stderr, status] = await Promise.all([untilPrinted(child.stderr, '\n'), once(child, 'exit')]);
    expect(stderr).to.match(/nonsense.*default/);
    expect(stderr).not.to.include('    at ');
    expect(status[0]).to.equal(1);
  });
});

async function untilPrinted(stream: NodeJS.ReadableStream, end: string): Promise<string> {
  let text = '';
  for await (const chunk of stream) {
    text += String(chunk);
    if (text.includes(end)) return text;
  }
  throw new Error(`ended after printing: ${text}`);
}
