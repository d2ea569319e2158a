import { readFile, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationMonitor from '../../src/commands/integration/monitor.js';
import type { WatchResult } from '../../src/report/monitor/monitorResult.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { runCommand } from '../support/commandRun.js';
import { admin, openWatched, resultOf, toldIn } from '../support/monitoring.js';
import type { Watched } from '../support/monitoring.js';

const user = 'ciro@example.com';

const definition = [
  'schemaVersion: 1',
  'id: own-sync',
  'label: Own Sync',
  'requires:',
  '  - { userPermission: ApiEnabled, because: Calls the API. }',
  '  - { object: Lead, access: [read, create, edit], because: Writes leads. }',
  '  - { field: [Lead.Title, Lead.Phone], access: [edit], because: Fills in what is empty. }',
  '  - { field: Account.Website, access: [edit], level: recommended, because: Adds domains. }',
  '',
].join('\n');

const project = (...more: string[]): string =>
  [`integrations: [{ definition: own-sync, users: [${user}] }]`, ...more, ''].join('\n');

describe('integration monitor', function () {
  this.timeout(120_000);
  let watched: Watched;

  beforeEach(async () => {
    watched = await openWatched(
      { org: loadScenario('default') },
      { 'integrations/own-sync.yml': definition, 'integration.config.yml': project() },
    );
    watched.turnTo('2027-03-01T06:00:00.000Z');
  });
  afterEach(() => watched.close());

  const assignment = (set: string): Promise<string> =>
    watched.idOf(
      `SELECT Id FROM PermissionSetAssignment WHERE Assignee.Username = '${user}' AND PermissionSet.Name = '${set}'`,
    );
  const unassign = async (set: string): Promise<void> => {
    await watched.call(admin, 'DELETE', `/sobjects/PermissionSetAssignment/${await assignment(set)}`);
  };
  const assign = async (set: string, more: Record<string, unknown> = {}): Promise<void> => {
    await watched.call(admin, 'POST', '/sobjects/PermissionSetAssignment', {
      AssigneeId: await watched.idOf(`SELECT Id FROM User WHERE Username = '${user}'`),
      PermissionSetId: await watched.idOf(`SELECT Id FROM PermissionSet WHERE Name = '${set}'`),
      ...more,
    });
  };

  for (const object of ['*', 'Campaign*'])
    it(`takes no object of ${object} for gone where the list of objects cannot be read`, async () => {
      await writeFile(
        join(watched.folder, 'integrations/own-sync.yml'),
        `${definition}  - { object: "${object}", access: [read], level: optional, because: Reads them. }\n`,
      );
      await watched.look();
      watched.turnTo('2027-03-02T06:00:00.000Z');
      watched.world.org.faults.add({
        ...{ kind: '500', times: Infinity },
        match: { path: 'ObjectPermissions/describe', subrequest: true },
      });
      expect(toldIn(await watched.look())).to.deep.equal([`becameUnknown object:${object}:read`]);
      watched.world.org.faults.clear();
      watched.turnTo('2027-03-03T06:00:00.000Z');
      expect(toldIn(await watched.look())).to.deep.equal([`restored object:${object}:read`]);
    });

  it('asks the org for what rules name, and for no whole describe', async () => {
    watched.world.org.clearRequests();
    await watched.look();
    const bytes = watched.world.org.requests.reduce((sum, { plainOut }) => sum + plainOut, 0);
    // The describe of permission sets alone has more.
    expect(bytes).to.be.greaterThan(1_000).and.to.be.below(60_000);
  });

  it('keeps a baseline, is silent while nothing changes, and tells what was lost and what is back, once', async () => {
    const first = await watched.look();
    expect(toldIn(first)).to.deep.equal([]);
    expect(resultOf(first).looks[0]).to.include({ integration: 'own-sync', user, since: null, missing: 0 });
    expect(first.text).to.include('First look at prod');
    expect(first.exitCode).to.equal(0);

    watched.turnTo('2027-03-02T06:00:00.000Z');
    const quiet = await watched.look();
    expect(toldIn(quiet)).to.deep.equal([]);
    expect(quiet.text.trim().split('\n')).to.have.length(1);
    expect(quiet.text).to.include('Nothing new at prod since 2027-03-01 06:00 UTC');

    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-03T06:00:00.000Z');
    const lost = await watched.look();
    expect(toldIn(lost)).to.deep.equal([
      'lost field:Account.Website:edit',
      'lost field:Lead.Phone:edit',
      'lost field:Lead.Title:edit',
      'lost object:Lead:create',
      'lost object:Lead:edit',
      'lost object:Lead:read',
    ]);
    expect(lost.exitCode).to.equal(1);
    expect(resultOf(lost).looks[0]).to.include({ since: '2027-03-02T06:00:00.000Z', missing: 5 });
    expect(lost.text).to.match(/LOST +Read on Lead/);
    expect(lost.text.match(/Permission set Ciro\s+Integration: unassigned/g), 'who did it, once').to.have.length(1);
    for (const { by } of resultOf(lost).looks[0]?.news ?? [])
      expect(by?.map(({ who, action }) => `${who} ${action}`)).to.deep.equal([`${admin} PermSetUnassign`]);

    watched.turnTo('2027-03-03T18:00:00.000Z');
    const again = await watched.look();
    expect(toldIn(again)).to.deep.equal([]);
    expect(again.exitCode, 'it is missing still').to.equal(1);

    watched.turnTo('2027-03-04T06:00:00.000Z');
    expect(toldIn(await watched.look()).map((one) => one.split(' ')[0])).to.deep.equal(Array(5).fill('stillMissing'));

    await assign('Ciro_Integration');
    watched.turnTo('2027-03-04T07:00:00.000Z');
    const back = await watched.look();
    expect(toldIn(back).map((one) => one.split(' ')[0])).to.deep.equal(Array(6).fill('restored'));
    expect(back.exitCode).to.equal(0);
    expect(toldIn(await watched.look())).to.deep.equal([]);
  });

  it('keeps and tells nothing with --dry-run', async () => {
    await watched.look();
    await unassign('Ciro_Integration');
    const before = await readdir(join(watched.folder, '.integration-monitor'));
    for (const time of ['07', '08']) {
      watched.turnTo(`2027-03-01T${time}:00:00.000Z`);
      const dry = await watched.look('--dry-run');
      expect(toldIn(dry)).to.have.length(6);
      expect(resultOf(dry)).to.include({ dryRun: true });
      expect(resultOf(dry).looks[0]?.channels).to.deep.equal([]);
    }
    expect(await readdir(join(watched.folder, '.integration-monitor'))).to.deep.equal(before);
    expect(toldIn(await watched.look())).to.have.length(6);
  });

  it('ends with 68 where the org fails, however it does, and keeps the look before', async () => {
    await watched.look();
    const { faults } = watched.world.org;
    for (const kind of ['reset', '401', 'requestLimit', 'timeout'] as const) {
      faults.add({ kind, times: Infinity, match: { path: '/services/data/v' } });
      const ran = await watched.look();
      expect(ran.exitCode, kind).to.equal(68);
      expect('error' in ran.outcome, kind).to.equal(true);
      faults.clear();
    }
    expect((await watched.look('-u', 'nobody@example.com')).exitCode, 'a mistake of ours').to.equal(2);
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    expect(toldIn(await watched.look())).to.have.length(6);
  });

  it('takes what is waived for no loss, and tells when the waiver ends', async () => {
    const waivers = (expires: string): Promise<void> =>
      writeFile(join(watched.folder, 'w.yml'), `waivers: [{ id: "*", reason: Being rebuilt, expires: ${expires} }]\n`);
    await writeFile(
      join(watched.folder, 'integration.config.yml'),
      `integrations: [{ definition: own-sync, users: [${user}], waivers: w.yml }]\n`,
    );
    await waivers('2027-03-02');
    await watched.look();
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    const accepted = await watched.look();
    expect(toldIn(accepted)).to.deep.equal([]);
    expect(accepted.exitCode).to.equal(0);
    watched.turnTo('2027-03-03T06:00:00.000Z');
    const ended = await watched.look();
    expect(toldIn(ended)).to.have.length(6);
    expect(resultOf(ended).looks[0]?.news[0]?.why.join(' ')).to.include('accepted by a waiver');
  });

  it('follows a user who was renamed, and says that one is there no more', async () => {
    await watched.look();
    const id = await watched.idOf(`SELECT Id FROM User WHERE Username = '${user}'`);
    await watched.call(admin, 'PATCH', `/sobjects/User/${id}`, { Username: 'renamed@example.com' });
    watched.turnTo('2027-03-02T06:00:00.000Z');
    const renamed = await watched.look();
    expect(toldIn(renamed)).to.deep.equal([]);
    expect(resultOf(renamed).looks.map((one) => one.user)).to.deep.equal(['renamed@example.com']);
    await writeFile(
      join(watched.folder, 'integration.config.yml'),
      'integrations: [{ definition: own-sync, users: [nobody@example.com] }]\n',
    );
    expect((await watched.look()).exitCode).to.equal(2);
  });

  it('warns once of an assignment that ends soon', async () => {
    await unassign('Ciro_Integration');
    await watched.look();
    await assign('Ciro_Integration', { ExpirationDate: '2027-03-20T00:00:00.000+0000' });
    const seen: string[] = [];
    for (const day of ['02', '05', '07', '08', '19', '20']) {
      watched.turnTo(`2027-03-${day}T06:00:00.000Z`);
      const told = toldIn(await watched.look()).filter((one) => !/restored|stillMissing/.test(one));
      if (told.length > 0)
        seen.push(
          `${day} ${[
            ...new Set(
              told.map((one) =>
                one
                  .split(' ')
                  .slice(0, 2)
                  .join(' ')
                  .replace(/ (field|object|userP).*/, ''),
              ),
            ),
          ].join()}`,
        );
    }
    expect(seen).to.deep.equal(['07 upcoming assignment', '19 upcoming assignment', '20 lost']);
  });

  it('shows what was kept without an org', async () => {
    await watched.look();
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    await watched.look();
    watched.turnTo('2027-03-05T06:00:00.000Z');
    const page = join(watched.folder, 'status.html');
    const shown = await watched.status(
      '--output-file',
      page,
      '--output-file',
      'status.md',
      '--output-file',
      'status.json',
    );
    expect(shown.requests).to.deep.equal([]);
    expect(shown.exitCode).to.equal(1);
    const [look] = resultOf(shown).states[0]?.looks ?? [];
    expect(look).to.include({ reference: 'own-sync', user, missing: 5, last: '2027-03-02T06:00:00.000Z' });
    expect(look?.open[0]?.changes).to.deep.equal([
      { at: '2027-03-01T06:00:00.000Z', status: 'met' },
      { at: '2027-03-02T06:00:00.000Z', status: 'unmet' },
    ]);
    expect(shown.text).to.include('Read on Lead, since 2027-03-02 06:00 UTC');
    const html = await readFile(page, 'utf8');
    expect(html).to.match(/<svg class="bar"[^>]* role="img" aria-label="[^"]*MISSING from 2027-03-02/);
    expect((await watched.status('--state-dir', 'nowhere')).exitCode).to.equal(2);
  });

  it('ends with 68 where a channel fails, and catches it up with the next run', async () => {
    const bodies: string[] = [];
    let status = 404;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString('utf8')));
      request.on('end', () => {
        if (status === 200) bodies.push(body);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    process.env['HUB_URL'] = `http://127.0.0.1:${port}/hooks/T0PSECRET1234567`;
    process.env['BEAT_URL'] = `http://127.0.0.1:${port}/beat`;
    try {
      await writeFile(
        join(watched.folder, 'integration.config.yml'),
        project('monitor: { heartbeatFrom: BEAT_URL, channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }'),
      );
      const silent = await watched.look();
      expect(silent.text).to.include('The heartbeat could not be sent');
      expect(silent.exitCode, 'nobody was told that it has run').to.equal(68);
      status = 200;
      expect((await watched.look()).exitCode).to.equal(0);
      expect(bodies, 'the heartbeat alone').to.deep.equal(['']);
      bodies.length = 0;
      await unassign('Ciro_Integration');
      status = 404;
      watched.turnTo('2027-03-02T06:00:00.000Z');
      const failed = await watched.look();
      expect(failed.exitCode).to.equal(68);
      expect(resultOf(failed).looks[0]?.channels.map(({ name, result }) => `${name} ${result}`)).to.deep.equal([
        'hub failed',
      ]);
      expect(failed.text).to.include('hub did not take the news').and.not.include('T0PSECRET');
      status = 200;
      watched.turnTo('2027-03-02T07:00:00.000Z');
      const caught = await watched.look();
      expect(toldIn(caught)).to.deep.equal([]);
      expect(resultOf(caught).earlier.map(({ name, result }) => `${name} ${result}`)).to.deep.equal(['hub delivered']);
      expect(bodies.map((body) => body.includes('object:Lead:read'))).to.deep.equal([true, false]);
      bodies.length = 0;
      await watched.look();
      expect(bodies, 'the heartbeat alone').to.deep.equal(['']);
    } finally {
      delete process.env['HUB_URL'];
      delete process.env['BEAT_URL'];
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('says at the first look that a channel has no address to go to, and ends with 68', async () => {
    await writeFile(
      join(watched.folder, 'integration.config.yml'),
      project(
        'monitor: { channels: [{ name: hub, type: webhook, urlFrom: NOT_SET }, { name: post, type: slack, urlFrom: NO_URL }, { name: out, type: stdout }] }',
      ),
    );
    process.env['NO_URL'] = 'hooks.example.com/x';
    try {
      const ran = await watched.look();
      expect(ran.exitCode).to.equal(68);
      expect(ran.text).to.match(/hub\s+cannot\s+be\s+told\s+of\s+anything\s+\(NOT_SET\s+is\s+not\s+set\)/);
      expect(ran.text).to.match(
        /post\s+cannot\s+be\s+told\s+of\s+anything\s+\(NO_URL\s+holds\s+no\s+https\s+address\)/,
      );
      expect(ran.text).to.not.include('hooks.example.com');
      expect((await watched.look('--dry-run')).exitCode, 'nothing was to be sent').to.equal(0);
    } finally {
      delete process.env['NO_URL'];
    }
  });

  it('tells channels that a state was damaged, so that nobody takes the silence for good', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString('utf8')));
      request.on('end', () => {
        bodies.push(body);
        response.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    process.env['HUB_URL'] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    try {
      await writeFile(
        join(watched.folder, 'integration.config.yml'),
        project('monitor: { channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }'),
      );
      await watched.look();
      expect(bodies, 'a baseline is no news').to.deep.equal([]);
      const folder = join(watched.folder, '.integration-monitor');
      const [file = ''] = await readdir(folder);
      await writeFile(join(folder, file), '{');
      await watched.look();
      expect(bodies).to.have.length(1);
      const { subject, text, looks } = JSON.parse(bodies[0] ?? '') as {
        subject: string;
        text: string;
        looks: Array<{ news: unknown[]; aside?: string }>;
      };
      expect(subject).to.include('looks begin anew');
      expect(text).to.include('damaged');
      expect(looks.map(({ aside, news }) => [aside, news.length])).to.deep.equal([['damaged', 0]]);
      await watched.look();
      expect(bodies, 'once').to.have.length(1);
    } finally {
      delete process.env['HUB_URL'];
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('puts losses of one cause together, also where each has an entry of its own besides', async () => {
    const set = await watched.idOf("SELECT Id FROM PermissionSet WHERE Name = 'Ciro_Integration'");
    await watched.look();
    const field = await watched.idOf(
      `SELECT Id FROM FieldPermissions WHERE ParentId = '${set}' AND Field = 'Lead.Title'`,
    );
    await watched.call(admin, 'DELETE', `/sobjects/FieldPermissions/${field}`);
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    const { text } = await watched.look();
    expect(text.match(/unassigned from user/g), 'said once').to.have.length(1);
  });

  it('prints news so that the runner of GitHub Actions finds no command in it, that of earlier runs too', async () => {
    // The audit trail calls it so, in lines that are broken between its words.
    const set = await watched.idOf("SELECT Id FROM PermissionSet WHERE Name = 'Ciro_Integration'");
    const label = '::error::taken '.repeat(5).trim();
    await watched.call(admin, 'PATCH', `/sobjects/PermissionSet/${set}`, { Label: label });
    const told = (channel: string): Promise<void> =>
      writeFile(
        join(watched.folder, 'integration.config.yml'),
        project(`monitor: { channels: [{ name: out, ${channel} }] }`),
      );
    const { GITHUB_ACTIONS } = process.env;
    try {
      process.env['GITHUB_ACTIONS'] = 'true';
      await told('type: webhook, urlFrom: HUB_URL');
      await watched.look();
      await unassign('Ciro_Integration');
      watched.turnTo('2027-03-02T06:00:00.000Z');
      const now = await watched.look();
      await told('type: stdout');
      watched.turnTo('2027-03-02T07:00:00.000Z');
      // Not by `look`: a message has the width of a mail.
      const earlier = await runCommand<WatchResult>(watched.world.org, IntegrationMonitor, ['-o', 'prod']);
      expect(resultOf(earlier).earlier.map(({ name, result }) => `${name} ${result}`)).to.deep.equal(['out delivered']);
      for (const { text } of [now, earlier])
        expect(text)
          .to.include('error::taken')
          .and.not.match(/^\s*::error::taken/m);
    } finally {
      if (GITHUB_ACTIONS === undefined) delete process.env['GITHUB_ACTIONS'];
      else process.env['GITHUB_ACTIONS'] = GITHUB_ACTIONS;
    }
  });

  it('says that a state was damaged, and keeps it aside', async () => {
    await watched.look();
    const folder = join(watched.folder, '.integration-monitor');
    const [file = ''] = await readdir(folder);
    await writeFile(join(folder, file), '{');
    const ran = await watched.look();
    expect(ran.text).to.include('is damaged').and.to.include('kept-aside-1');
    expect(resultOf(ran).keptAside.map(({ why }) => why)).to.deep.equal(['damaged']);
    expect((await readdir(folder)).sort()).to.deep.equal([file, `${file}.kept-aside-1`]);
  });

  it('looks at what the project file fills in, keeps two fillings of one definition apart, and tells each its own', async () => {
    const filled = (mapped: string, who: string): string =>
      `  - { definition: mapped-sync, users: [${user}], parameters: { mapped: [${mapped}] }, notify: [${who}] }`;
    await writeFile(
      join(watched.folder, 'integrations/mapped-sync.yml'),
      [
        ...['schemaVersion: 1', 'id: mapped-sync', 'label: Mapped Sync', 'parameters:'],
        '  mapped: { label: The mapped fields, of: fields, example: Lead.Title }',
        'requires:',
        '  - { field: "{{mapped}}", access: [edit], because: They are mapped. }',
        '',
      ].join('\n'),
    );
    await writeFile(
      join(watched.folder, 'integration.config.yml'),
      [
        'integrations:',
        filled('Lead.Title', 'one'),
        filled('Account.Website', 'two'),
        'monitor: { channels: [{ name: one, type: webhook, urlFrom: UNSET_A }, { name: two, type: webhook, urlFrom: UNSET_B }] }',
        '',
      ].join('\n'),
    );
    const first = await watched.look();
    expect(resultOf(first).looks).to.have.length(2);
    expect(first.exitCode, 'nothing can be sent').to.equal(68);
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    expect(toldIn(await watched.look())).to.deep.equal([
      'lost field:Lead.Title:edit',
      'lost field:Account.Website:edit',
    ]);
    const folder = join(watched.folder, '.integration-monitor');
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.state.json'));
    const { state } = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      state: { looks: unknown[]; outbox: Array<{ looks: Array<{ notify: string[]; command: string }> }> };
    };
    expect(state.looks).to.have.length(2);
    expect(
      state.outbox.flatMap(({ looks }) =>
        looks.map(({ notify, command }) => [...notify, / --set (\S+)/.exec(command)?.[1]]),
      ),
    ).to.deep.equal([
      ['one', 'mapped=Lead.Title'],
      ['two', 'mapped=Account.Website'],
    ]);
  });

  it('tells everybody of a look that one entry sends to every channel and another one to an address', async () => {
    const entry = (notify: string): string => `  - { definition: own-sync, users: [${user}]${notify} }`;
    await writeFile(
      join(watched.folder, 'integration.config.yml'),
      [
        ...['integrations:', entry(''), entry(', notify: [two, own@x.com]'), 'monitor:', '  channels:'],
        '    - { name: one, type: webhook, urlFrom: UNSET_A }',
        '    - { name: two, type: webhook, urlFrom: UNSET_B }',
        // Nothing can be sent where the login is not there: so what is to be sent stays kept.
        '    - { name: mail, type: smtp, host: localhost, from: a@x.com, to: [b@x.com], userFrom: UNSET_C, passwordFrom: UNSET_D }',
        '',
      ].join('\n'),
    );
    await watched.look();
    await unassign('Ciro_Integration');
    watched.turnTo('2027-03-02T06:00:00.000Z');
    expect(resultOf(await watched.look()).looks).to.have.length(1);
    const folder = join(watched.folder, '.integration-monitor');
    const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.state.json'));
    const { state } = JSON.parse(await readFile(join(folder, file), 'utf8')) as {
      state: { outbox: Array<{ looks: Array<{ notify: string[] }> }> };
    };
    expect(state.outbox.flatMap(({ looks }) => looks.map(({ notify }) => notify))).to.deep.equal([
      ['one', 'two', 'mail', 'own@x.com'],
    ]);
  });

  it('keeps no look of somebody who is watched no more, but where flags name a part of what is watched', async () => {
    const both = `integrations: [{ definition: own-sync, users: [${user}, ${admin}] }]\n`;
    await writeFile(join(watched.folder, 'integration.config.yml'), both);
    await watched.look();
    const usersKept = async (): Promise<string[]> =>
      resultOf(await watched.status()).states.flatMap(({ looks }) => looks.map((one) => one.user));
    watched.turnTo('2027-03-01T07:00:00.000Z');
    await watched.look('-u', user);
    expect(await usersKept()).to.have.members([user, admin]);
    await writeFile(join(watched.folder, 'integration.config.yml'), project());
    watched.turnTo('2027-03-01T08:00:00.000Z');
    await watched.look('-i', 'own-sync');
    expect(await usersKept()).to.have.members([user, admin]);
    watched.turnTo('2027-03-01T09:00:00.000Z');
    await watched.look();
    expect(await usersKept()).to.deep.equal([user]);
  });

  it('does not take a state that cannot be read, or a look that is old, for good', async () => {
    await watched.look();
    expect((await watched.status()).exitCode).to.equal(0);
    watched.turnTo('2027-03-03T06:00:00.000Z');
    expect((await watched.status()).exitCode, 'two days later').to.equal(0);
    watched.turnTo('2027-03-03T06:00:01.000Z');
    const old = await watched.status();
    expect(old.exitCode).to.equal(3);
    expect(resultOf(old).states[0]?.looks[0]).to.include({ old: true });
    expect(old.text.replaceAll(/\s+/g, ' ')).to.include('Nobody has looked for more than two days');
    const folder = join(watched.folder, '.integration-monitor');
    const [file = ''] = await readdir(folder);
    await writeFile(join(folder, file), '{');
    const damaged = await watched.status();
    expect(damaged.exitCode).to.equal(3);
    expect(damaged.text.replaceAll(/\s+/g, ' ')).to.include('is damaged');
  });

  it('leaves a state of a newer version where it is, and tells of one of another integration that is damaged', async () => {
    await watched.look();
    const folder = join(watched.folder, '.integration-monitor');
    const [file = ''] = await readdir(folder);
    await writeFile(join(folder, file.replace('own-sync', 'other')), '{');
    watched.turnTo('2027-03-01T07:00:00.000Z');
    expect(resultOf(await watched.look()).keptAside.map(({ why, keptAs }) => [why, keptAs])).to.deep.equal([
      ['damaged', null],
    ]);
    const newer = (await readFile(join(folder, file), 'utf8')).replace(/"schemaVersion": ?1/, '"schemaVersion": 2');
    await writeFile(join(folder, file), newer);
    for (const flags of [[], ['--dry-run']]) {
      const refused = await watched.look(...flags);
      expect(refused.exitCode).to.equal(2);
      expect(refused.outcome).to.have.nested.property('error.message').that.includes('newer version of this plugin');
    }
    expect(await readFile(join(folder, file), 'utf8')).to.equal(newer);
  });

  it('refuses where nothing says which integration is watched', async () => {
    await writeFile(join(watched.folder, 'integration.config.yml'), 'outputs: []\nintegrations: []\n');
    expect((await watched.look()).exitCode).to.equal(2);
  });

  it('costs one call more than a check at most', async () => {
    const first = await watched.look();
    const calls = first.requests.reduce((sum, one) => sum + one.apiCallsCharged, 0);
    expect(resultOf(first).apiCalls).to.equal(calls);
    expect(calls).to.be.at.most(6);
  });
});
