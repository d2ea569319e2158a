import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { StateAggregator } from '@salesforce/core';
import { expect } from 'chai';
import { shardOf } from '../../src/monitor/shard.js';
import type { FleetResult, KeptResult } from '../../src/report/monitor/monitorResult.js';
import type { WebhookBody } from '../../src/report/monitor/webhookBody.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Ran } from '../support/commandRun.js';
import { orgNameOf, usernameIn } from '../support/manyOrgs.js';
import { resultOf } from '../support/monitoring.js';
import { logIn, setAlias } from '../support/sfHome.js';
import { openFleet, takeSetFrom } from '../support/watchedFleet.js';
import type { Fleet } from '../support/watchedFleet.js';
import { itAtNight } from '../support/largeMatrix.js';

const count = 5;

describe('integration monitor --orgs', function () {
  this.timeout(120_000);
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = await openFleet(count);
    fleet.turnTo('2027-03-01T06:00:00.000Z');
  });
  afterEach(() => fleet.close());

  const org = (number: number): Fleet['orgs'][number] => {
    const found = fleet.orgs[number - 1];
    if (found === undefined) throw new Error(`no org ${number}`);
    return found;
  };
  /** Where `sf` keeps the login of an org. */
  const loginOf = (number: number): string => join(homedir(), '.sfdx', `${usernameIn(number, 'admin')}.json`);
  /** One that is of another of three parts by its id than by its username, by which it counts without a login. */
  const movingOrg = (): number => {
    const found = [1, 2, 3, 4, 5].find(
      (one) => shardOf(org(one).org.id.slice(0, 15), 3) !== shardOf(usernameIn(one, 'admin'), 3),
    );
    if (found === undefined) throw new Error('id and name give the same part for all');
    return found;
  };
  const outcomes = (ran: Ran<FleetResult>): string[] =>
    resultOf(ran).fleet.orgs.map(({ name, outcome }) => `${name} ${outcome}`);
  const told = (ran: Ran<FleetResult>): string[] =>
    resultOf(ran).fleet.causes.map(
      ({ news, ids, orgs }) => `${news} ${ids.join()} in ${orgs.map(({ name }) => name).join()}`,
    );
  const lostIds = 'field:Lead.Phone:edit,field:Lead.Title:edit,object:Lead:edit,object:Lead:read';

  it('looks at each org that a pattern fits, keeps calls apart, and tells by cause which orgs lost what', async () => {
    const first = await fleet.run('--orgs', 'org-*');
    expect(outcomes(first)).to.deep.equal(Array.from({ length: count }, (_, at) => `${orgNameOf(at + 1)} seen`));
    expect(first.text).to.include(`First look, kept to compare with. Looked at: ${count} (missing: 0, unknown: 0).`);
    expect(first.exitCode).to.equal(0);
    for (const { name, apiCalls } of resultOf(first).fleet.orgs)
      expect(apiCalls, name).to.equal(resultOf(first).fleet.orgs[0]?.apiCalls).and.to.be.greaterThan(0);

    const { orgs } = await StateAggregator.getInstance();
    expect(orgs.has(usernameIn(1, 'admin')), 'the login of an org that was left').to.equal(false);

    fleet.turnTo('2027-03-02T06:00:00.000Z');
    const quiet = await fleet.run('--orgs', 'project');
    expect(told(quiet)).to.deep.equal([]);
    expect(quiet.text.trim().split('\n')).to.have.length(1);

    for (const number of [2, 5]) takeSetFrom(org(number));
    fleet.turnTo('2027-03-03T06:00:00.000Z');
    const lost = await fleet.run('--orgs', 'org-*', '--output-file', 'fleet.html', '--output-file', 'fleet.json');
    expect(told(lost)).to.deep.equal([`lost ${lostIds} in org-002,org-005`]);
    expect(lost.exitCode).to.equal(1);
    expect(lost.text)
      .to.include('own-sync, the same in 2 orgs')
      .and.to.match(/In org-002 \(ciro@org-002/);
    expect(await readFile(join(fleet.folder, 'fleet.html'), 'utf8')).to.include('org-005');
    expect(JSON.parse(await readFile(join(fleet.folder, 'fleet.json'), 'utf8'))).to.have.property('schemaVersion', 1);
    expect(
      resultOf(lost)
        .looks.filter(({ news }) => news.length > 0)
        .map(({ org: one }) => one.username),
    ).to.deep.equal(['admin@org-002.example.com', 'admin@org-005.example.com']);
  });

  it('looks once at an org that is named by two of its logins, and says so', async () => {
    await logIn(org(2), usernameIn(2, 'ciro'));
    const ran = await fleet.run('--orgs', 'org-001,org-002', '--orgs', usernameIn(2, 'ciro'));
    expect(outcomes(ran)).to.deep.equal(['org-001 seen', 'org-002 seen']);
    expect(ran.text.replace(/\s+/g, ' ')).to.include(`${usernameIn(2, 'ciro')}: the org of org-002.`);
    expect(resultOf(ran).fleet.orgs.map(({ otherLogins }) => otherLogins)).to.deep.equal([
      ...[undefined, [usernameIn(2, 'ciro')]],
    ]);
    expect(ran.exitCode).to.equal(0);
    const twice = await fleet.run('--orgs', 'org-001,org-00?,org-001');
    expect(twice.text, 'the same login twice').to.not.include('several logins');
  });

  it('gives an org that fails a line of its own and ends with 68, and looks at the others', async () => {
    await fleet.run('--orgs', 'org-*');
    for (const number of [3, 4]) takeSetFrom(org(number));
    org(1).faults.add({ kind: 'reset', times: Infinity });
    org(2).faults.add({ kind: '401', times: Infinity });
    org(3).faults.add({ kind: 'requestLimit', times: Infinity });
    fleet.turnTo('2027-03-02T06:00:00.000Z');
    const ran = await fleet.run('--orgs', 'org-*,nobody-knows-it');
    expect(outcomes(ran)).to.deep.equal([
      ...['nobody-knows-it failed', 'org-001 failed', 'org-002 failed', 'org-003 failed'],
      ...['org-004 seen', 'org-005 seen'],
    ]);
    expect(resultOf(ran).fleet.orgs.map(({ failure }) => failure?.code)).to.deep.equal([
      ...['NoLogin', 'ConnectionLost', 'SessionExpired', 'RequestLimit', undefined, undefined],
    ]);
    expect(told(ran)).to.deep.equal([`lost ${lostIds} in org-004`]);
    expect(ran.exitCode).to.equal(68);
    expect(ran.text)
      .to.match(/Could\s+not\s+be\s+looked\s+at:\s+4\./)
      .and.to.match(/FAILED +org-002: /)
      .and.to.match(/sf org login web --alias nobody-knows-it/)
      .and.to.match(/To look at it:\n.*integration check -i own-sync -u ciro@org-004\S* -o org-004/);
    for (const { faults } of fleet.orgs) faults.clear();
    fleet.turnTo('2027-03-02T07:00:00.000Z');
    const next = await fleet.run('--orgs', 'org-*');
    expect(told(next), 'what was lost behind the failure').to.deep.equal([`lost ${lostIds} in org-003`]);
    expect(next.exitCode).to.equal(1);
  });

  it('gives an org that has more objects than a definition may ask for a line of its own, and tells of the others', async () => {
    const accesses = 'read, create, edit, delete, viewAllRecords, modifyAllRecords, viewAllFields';
    const path = join(fleet.folder, 'integrations/own-sync.yml');
    const rules = await readFile(path, 'utf8');
    await writeFile(
      path,
      `${rules}  - { object: "*", access: [${accesses}], level: optional, because: Copies all. }\n`,
    );
    await fleet.run('--orgs', 'org-002,org-003');
    takeSetFrom(org(3));
    const names = Array.from({ length: 2_200 }, (_, at) => `Archive_${at}__c`);
    const { schema } = loadScenario('default', { objects: Object.fromEntries(names.map((name) => [name, {}])) });
    org(2).org.schema = schema;
    fleet.turnTo('2027-03-02T06:00:00.000Z');
    const ran = await fleet.run('--orgs', 'org-002,org-003');
    const failed = resultOf(ran).fleet.orgs.filter(({ outcome }) => outcome !== 'seen');
    expect(failed.map(({ name, failure }) => `${name} ${failure?.code}`)).to.deep.equal(['org-002 TooManyObjects']);
    expect(failed[0]?.failure?.text)
      .to.include('own-sync.yml:8:15: In the org admin@org-002.example.com, ')
      .and.to.include('object:*:create');
    expect(told(ran).join()).to.match(/lost .*object:Lead:read.* in org-003/);
    expect(ran.exitCode).to.equal(68);
  });

  it('tells channels of all orgs in one message', async () => {
    await writeFile(
      join(fleet.folder, 'integration.config.yml'),
      `${await readFile(join(fleet.folder, 'integration.config.yml'), 'utf8')}monitor: { channels: [{ name: out, type: stdout }] }\n`,
    );
    await fleet.run('--orgs', 'org-*');
    for (const number of [1, 5]) takeSetFrom(org(number));
    fleet.turnTo('2027-03-02T06:00:00.000Z');
    const { looks } = resultOf(await fleet.run('--orgs', 'org-*'));
    const ids = looks.flatMap(({ channels }) => channels.map(({ messageId }) => messageId));
    expect(ids).to.have.length(2);
    expect(new Set(ids).size, 'one message').to.equal(1);
  });

  describe('with receivers', () => {
    const bodies: Array<WebhookBody & { readonly at: string }> = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString('utf8')));
      request.on('end', () => {
        bodies.push({ ...(JSON.parse(body) as WebhookBody), at: request.url ?? '' });
        response.writeHead(200).end();
      });
    });
    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      process.env['HUB_URL'] = `${address}/hub`;
      process.env['ACME_URL'] = `${address}/acme`;
    });
    after(async () => {
      delete process.env['HUB_URL'];
      delete process.env['ACME_URL'];
      await new Promise((resolve) => server.close(resolve));
    });
    /** What is sent by a run on this day of March. */
    const sent = async (day: number, names = 'org-*'): Promise<typeof bodies> => {
      fleet.turnTo(`2027-03-0${day}T06:00:00.000Z`);
      bodies.length = 0;
      await fleet.run('--orgs', names);
      return bodies;
    };
    const subjects = async (day: number): Promise<string[]> =>
      (await sent(day, 'org-001,org-002,org-003,org-004')).map(({ subject }) => subject);
    const addToFile = async (text: string): Promise<void> => {
      const file = join(fleet.folder, 'integration.config.yml');
      await writeFile(file, `${await readFile(file, 'utf8')}${text}\n`);
    };

    it('tells channels once of orgs that fail, by cause, and once that they can be looked at again', async () => {
      await addToFile('monitor: { channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }');
      expect(await subjects(1)).to.deep.equal([]);
      org(1).faults.add({ kind: 'reset', times: Infinity });
      for (const number of [2, 3]) org(number).faults.add({ kind: 'requestLimit', times: Infinity });
      takeSetFrom(org(2));
      takeSetFrom(org(4));
      expect(await subjects(2)).to.deep.equal([
        'sf integration: 4 lost, 3 orgs could not be looked at: own-sync in org-004',
      ]);
      expect(bodies[0]?.orgs?.map(({ news, name, code }) => `${news} ${name} ${code}`)).to.deep.equal([
        ...['failed org-001 ConnectionLost', 'failed org-002 RequestLimit', 'failed org-003 RequestLimit'],
      ]);
      expect(bodies[0]?.text).to.match(/Could not be looked at: org-002, org-003\n/);
      expect((await subjects(3)).join(), 'no org twice').to.not.include('looked at');
      for (const number of [1, 2]) org(number).faults.clear();
      expect((await subjects(4)).join()).to.include('2 orgs can be looked at again');
      expect(bodies[0]?.looks.flatMap(({ org: one, news }) => news.map(() => one.shortName))).to.include('org-002');
      expect((await subjects(5)).join()).to.not.include('looked at');
      const status = await fleet.run('--status');
      expect((resultOf(status) as unknown as KeptResult).states, 'orgs alone').to.have.length(4);
    });

    itAtNight(
      'tells nobody twice of orgs that fail where the number of parts has changed, and loses nothing that waits',
      async () => {
        await addToFile('monitor: { channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }');
        /** What is told by runs of so many parts; 0 for one of all orgs. */
        const shares = async (day: number, of: number): Promise<string[]> => {
          fleet.turnTo(`2027-03-0${day}T06:00:00.000Z`);
          bodies.length = 0;
          for (let index = 1; index <= Math.max(1, of); index += 1)
            await fleet.run(
              '--orgs',
              [1, 2, 3, 4, 5].map(orgNameOf).join(),
              ...(of === 0 ? [] : ['--shard', `${index}/${of}`]),
              '--state-dir',
              'looks',
            );
          return bodies.flatMap(({ orgs = [] }) => orgs.map(({ news, name }) => `${news} ${name}`)).sort();
        };
        for (const number of [1, 2, 3, 4]) org(number).faults.add({ kind: 'requestLimit', times: Infinity });
        expect(await shares(1, 2)).to.deep.equal([1, 2, 3, 4].map((number) => `failed ${orgNameOf(number)}`));
        org(4).faults.clear();
        expect(await shares(2, 3), 'of three parts').to.deep.equal(['back org-004']);
        org(3).faults.clear();
        expect(await shares(3, 2), 'of two parts again').to.deep.equal(['back org-003']);
        // Nobody hears what one sharing has to tell; the next one tells it.
        const address = process.env['HUB_URL'] ?? '';
        delete process.env['HUB_URL'];
        org(2).faults.clear();
        org(5).faults.add({ kind: 'requestLimit', times: Infinity });
        expect(await shares(4, 2)).to.deep.equal([]);
        process.env['HUB_URL'] = address;
        expect(await shares(5, 0), 'not shared out any more').to.deep.equal(['back org-002', 'failed org-005']);
        for (const { faults } of fleet.orgs) faults.clear();
        expect(await shares(6, 3)).to.deep.equal(['back org-001', 'back org-005']);
        expect(await shares(7, 2)).to.deep.equal([]);
      },
    );

    it('tells channels once of a pattern that fits no login, and once that it fits one again', async () => {
      await addToFile('monitor: { channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }');
      const file = join(fleet.folder, 'integration.config.yml');
      await writeFile(file, (await readFile(file, 'utf8')).replace('["org-*"]', '["org-001", "late-*"]'));
      const news = async (day: number): Promise<string[]> =>
        (await sent(day, 'project')).flatMap(({ orgs = [] }) => orgs.map((one) => `${one.news} ${one.name}`));
      expect(await news(1)).to.deep.equal(['failed late-*']);
      expect(await news(2)).to.deep.equal([]);
      await setAlias('late-one', usernameIn(1, 'admin'));
      expect(await news(3)).to.deep.equal(['back late-*']);
      expect(await news(4)).to.deep.equal([]);
    });

    itAtNight('tells once that an org has a login again, though with it the org is of another part', async () => {
      await addToFile('monitor: { channels: [{ name: hub, type: webhook, urlFrom: HUB_URL }] }');
      const number = movingOrg();
      const names = Array.from({ length: count }, (_, at) => orgNameOf(at + 1)).join();
      const news = async (): Promise<string[]> => {
        StateAggregator.clearInstance();
        bodies.length = 0;
        for (const index of [1, 2, 3])
          await fleet.run('--orgs', names, '--shard', `${index}/3`, '--state-dir', 'looks');
        return bodies.flatMap(({ orgs = [] }) => orgs.map((one) => `${one.news} ${one.name}`));
      };
      await rename(loginOf(number), `${loginOf(number)}.away`);
      expect(await news()).to.deep.equal([`failed ${orgNameOf(number)}`]);
      expect(await news(), 'once').to.deep.equal([]);
      await rename(`${loginOf(number)}.away`, loginOf(number));
      expect(await news()).to.deep.equal([`back ${orgNameOf(number)}`]);
      expect(await news(), 'once').to.deep.equal([]);
    });

    itAtNight('tells a channel that is named for one customer of no org of another one', async () => {
      const three = 'org-001,org-002,org-003';
      const file = join(fleet.folder, 'integration.config.yml');
      const text = await readFile(file, 'utf8');
      await writeFile(
        file,
        text.replace(/^orgs:/m, '    notify: [hub]\n    inOrg: { org-001: { notify: [acme] } }\norgs:'),
      );
      const channels = ['hub', 'acme'].map(
        (name) => `{ name: ${name}, type: webhook, urlFrom: ${name.toUpperCase()}_URL }`,
      );
      await addToFile(`monitor: { channels: [${channels.join()}] }`);
      expect(await sent(1, three)).to.deep.equal([]);
      for (const number of [1, 2]) org(number).faults.add({ kind: 'requestLimit', times: Infinity });
      const names = (all: typeof bodies): string[] =>
        all.map(({ at, orgs = [] }) => `${at} ${orgs.map(({ news, name }) => `${news} ${name}`).join()}`).sort();
      expect(names(await sent(2, three))).to.deep.equal(['/acme failed org-001', '/hub failed org-002']);
      for (const number of [1, 2]) org(number).faults.clear();
      expect(names(await sent(3, three))).to.deep.equal(['/acme back org-001', '/hub back org-002']);
      expect(names(await sent(4, `${three},nobody-knows-it`)), 'nobody is told of every org of the file').to.deep.equal(
        [],
      );
    });
  });

  it('shares the orgs out so that each is in one part, in folders of their own, and merges them to the same report', async () => {
    const whole = await fleet.run('--orgs', 'org-*', '--state-dir', 'whole');
    const shard = (index: number): Promise<Ran<FleetResult>> =>
      fleet.run('--orgs', 'org-*', '--shard', `${index}/3`, '--state-dir', 'looks');
    const parts = [await shard(1), await shard(2), await shard(3)];
    expect(parts.flatMap(outcomes).sort()).to.deep.equal(outcomes(whole));
    expect((await readdir('looks')).sort()).to.deep.equal(['shard-1-of-3', 'shard-2-of-3', 'shard-3-of-3']);
    for (const number of [1, 2, 5]) takeSetFrom(org(number));
    fleet.turnTo('2027-03-02T06:00:00.000Z');
    const again = await fleet.run('--orgs', 'org-*', '--state-dir', 'whole');
    await shard(1);
    await shard(2);
    const early = await fleet.run('--merge', 'looks');
    expect(early.exitCode, 'the third part is of the day before').to.equal(68);
    expect(early.text).to.include('Part 3 of 3 is of an earlier day');
    await shard(3);
    const merged = await fleet.run('--merge', 'looks');
    expect(merged.requests).to.deep.equal([]);
    const { fleet: one, ...rest } = resultOf(merged);
    const { fleet: other, ...others } = resultOf(again);
    expect(one.causes).to.deep.equal(other.causes);
    expect(one.orgs).to.deep.equal(other.orgs);
    const silent = (looks: FleetResult['looks']): unknown[] => looks.map((look) => ({ ...look, channels: [] }));
    expect(silent(rest.looks)).to.deep.equal(silent(others.looks));
    expect(merged.exitCode).to.equal(again.exitCode).and.to.equal(1);
    expect(resultOf(await fleet.run('--merge', 'whole')).looks).to.deep.equal(others.looks);
  });

  it('shows what all parts have kept, merges folders that are named one by one, and begins anew where a record is damaged', async () => {
    for (const index of [1, 2]) await fleet.run('--orgs', 'org-*', '--shard', `${index}/2`, '--state-dir', 'looks');
    const status = await fleet.run('--status', '--state-dir', 'looks');
    expect(status.exitCode).to.equal(0);
    expect(status.text.replaceAll(/\s+/g, ' '))
      .to.include('Counted are needs that fail a check')
      .and.to.match(/To look again: .*integration check -i own-sync -u ciro@org-001\S* -o \S+/);
    expect((resultOf(status) as unknown as KeptResult).states).to.have.length(count);
    const parts = [1, 2].map((index) => `looks/shard-${index}-of-2`);
    expect(outcomes(await fleet.run('--merge', ...parts))).to.have.length(count);
    await writeFile(`${parts[0] ?? ''}/round.json`, '{');
    const again = await fleet.run('--orgs', 'org-*', '--shard', '1/2', '--state-dir', 'looks');
    expect(again.exitCode).to.equal(0);
    expect((await fleet.run('--merge', 'looks')).exitCode).to.equal(0);
  });

  itAtNight(
    'goes on with the looks of another number of parts, and says of which orgs it is the first look',
    async () => {
      const shares = async (of: number): Promise<Array<Ran<FleetResult>>> => {
        const ran: Array<Ran<FleetResult>> = [];
        for (let index = 1; index <= of; index += 1)
          ran.push(await fleet.run('--orgs', 'org-*', '--shard', `${index}/${of}`, '--state-dir', 'looks'));
        return ran;
      };
      const lostIn = (ran: ReadonlyArray<Ran<FleetResult>>): string[] =>
        ran
          .flatMap((one) => resultOf(one).looks)
          .flatMap(({ org: { username }, news }) => (news.some((one) => one.news === 'lost') ? [username] : []))
          .sort();
      const kept = async (): Promise<number> =>
        (resultOf(await fleet.run('--status', '--state-dir', 'looks')) as unknown as KeptResult).states.length;
      await shares(2);
      for (const number of [2, 5]) takeSetFrom(org(number));
      fleet.turnTo('2027-03-02T06:00:00.000Z');
      const dry = await fleet.run('--orgs', 'org-*', '--shard', '1/1', '--state-dir', 'looks', '--dry-run');
      expect(lostIn([dry])).to.deep.equal(['admin@org-002.example.com', 'admin@org-005.example.com']);
      expect(lostIn(await shares(3))).to.deep.equal(['admin@org-002.example.com', 'admin@org-005.example.com']);
      expect(await kept(), 'each org is kept once').to.equal(count);
      expect(lostIn(await shares(3)), 'and told once').to.deep.equal([]);
      takeSetFrom(org(1));
      fleet.turnTo('2027-03-03T06:00:00.000Z');
      const whole = await fleet.run('--orgs', 'org-*', '--state-dir', 'looks');
      expect(lostIn([whole]), 'not shared out any more').to.deep.equal(['admin@org-001.example.com']);
      expect(await kept()).to.equal(count);
      await rm(join(fleet.folder, 'looks', (await readdir('looks')).find((one) => one.endsWith('.state.json')) ?? ''));
      const ran = await fleet.run('--orgs', 'org-*', '--state-dir', 'looks');
      expect(ran.text.replace(/\s+/g, ' ')).to.include('First look, kept to compare with: 1.');
    },
  );

  itAtNight('says of an org that each part took for one of another part that no part has looked at it', async () => {
    const names = Array.from({ length: count }, (_, at) => orgNameOf(at + 1)).join();
    const run = (index: number): Promise<Ran<FleetResult>> =>
      fleet.run('--orgs', names, '--shard', `${index}/3`, '--state-dir', 'looks');
    const number = movingOrg();
    const login = loginOf(number);
    const ownPart = shardOf(org(number).org.id.slice(0, 15), 3);
    for (const index of [1, 2, 3]) {
      const isLost = index === ownPart;
      if (isLost) await rename(login, `${login}.away`);
      StateAggregator.clearInstance();
      await run(index);
      if (isLost) await rename(`${login}.away`, login);
    }
    const merged = await fleet.run('--merge', 'looks');
    expect(outcomes(merged).filter((one) => !one.endsWith('seen'))).to.deep.equal([`${orgNameOf(number)} failed`]);
    expect(merged.text.replace(/\s+/g, ' ')).to.include(
      `No part has looked at ${orgNameOf(number)}: at least one of them`,
    );
    expect(merged.exitCode).to.equal(68);
    await run(ownPart);
    expect((await fleet.run('--merge', 'looks')).exitCode, 'logged in again').to.equal(0);
  });

  itAtNight(
    'leaves a login that failed on one machine out of the merged report, where another one has looked at the org',
    async () => {
      const names = Array.from({ length: count }, (_, at) => orgNameOf(at + 1));
      const run = (orgs: string, index: number): Promise<Ran<FleetResult>> =>
        fleet.run('--orgs', orgs, '--shard', `${index}/3`, '--state-dir', 'looks');
      const number = movingOrg();
      const failing = shardOf(usernameIn(number, 'admin'), 3);
      const login = loginOf(number);
      for (const index of [1, 2, 3]) {
        // As a part of a generated workflow does: a login that failed is named beside the pattern.
        if (index === failing) await rename(login, `${login}.away`);
        StateAggregator.clearInstance();
        await run(index === failing ? `org-*,${orgNameOf(number)}` : 'org-*', index);
        if (index === failing) await rename(`${login}.away`, login);
      }
      const merged = await fleet.run('--merge', 'looks');
      expect(outcomes(merged)).to.deep.equal(names.map((one) => `${one} seen`));
      expect(merged.exitCode).to.equal(0);
    },
  );

  itAtNight(
    'merges the newest sharing where the number of parts has changed, and says what it has left out',
    async () => {
      const shares = async (of: number): Promise<void> => {
        for (let index = 1; index <= of; index += 1)
          await fleet.run('--orgs', 'org-*', '--shard', `${index}/${of}`, '--state-dir', 'looks');
      };
      await shares(2);
      fleet.turnTo('2027-03-02T06:00:00.000Z');
      await shares(3);
      const merged = await fleet.run('--merge', 'looks');
      expect(outcomes(merged)).to.have.length(count);
      expect(resultOf(merged).fleet.shards.map(({ index, of, state }) => `${index}/${of} ${state}`)).to.deep.equal([
        ...['1/3 complete', '2/3 complete', '3/3 complete'],
      ]);
      expect(merged.exitCode).to.equal(0);
      expect(merged.text.replace(/\s+/g, ' ')).to.include(
        'Left out is what was kept when there were 2 parts: it began at 2027-03-01 06:00 UTC',
      );
    },
  );

  /** Puts these names under `orgs` in the project file. */
  const nameOrgs = async (names: string): Promise<void> => {
    const file = join(fleet.folder, 'integration.config.yml');
    await writeFile(file, (await readFile(file, 'utf8')).replace(/^orgs:.*$/m, `orgs: [${names}]`));
  };

  it('gives a pattern of the project file that fits no login a line of its own, and looks at the others', async () => {
    await nameOrgs('"org-*", "prod-*"');
    const ran = await fleet.run('--orgs', 'project');
    expect(outcomes(ran)).to.deep.equal([
      ...Array.from({ length: count }, (_, at) => `${orgNameOf(at + 1)} seen`),
      'prod-* failed',
    ]);
    expect(resultOf(ran).fleet.orgs.at(-1)?.failure).to.deep.equal({
      code: 'PatternFitsNone',
      text: 'integration.config.yml:9:17: None of the orgs that sf is logged in to fits prod-*.',
    });
    expect(ran.exitCode).to.equal(68);
    expect(ran.text.replace(/\s+/g, ' '))
      .to.include('Could not be looked at: 1.')
      .and.to.include('Log in to such an org with "sf org login web --alias ALIAS"');
    const narrow = await fleet.run('--orgs', 'project', '--orgs', 'prod-*');
    expect(narrow.exitCode, 'given on the command line too').to.equal(2);
  });

  it('refuses a pattern of the project file that fits no login where nothing else is named', async () => {
    await nameOrgs('"prod-*", "uat-*"');
    const ran = await fleet.run('--orgs', 'project');
    expect(ran.exitCode).to.equal(2);
    expect('error' in ran.outcome && ran.outcome.error.message).to.equal(
      'integration.config.yml:9:8: None of the orgs that sf is logged in to fits prod-*, uat-*.',
    );
  });

  it('says of a part that has no org how many orgs there are in all', async () => {
    const part = shardOf(org(1).org.id.slice(0, 15), 2);
    const empty = `${3 - part}/2`;
    const ran = await fleet.run('--orgs', 'org-001', '--shard', empty, '--output-file', 'part.md');
    expect(ran.text.split('\n')[0]).to.equal(`Part ${3 - part} of 2 has no org. Orgs in all: 1.`);
    expect(ran.text).to.not.include('Nothing new');
    expect(await readFile('part.md', 'utf8')).to.include('has no org');
    expect(ran.exitCode).to.equal(0);
    expect((await fleet.run('--orgs', 'org-001', '--shard', `${part}/2`)).text).to.include('Looked at: 1');
  });

  it('refuses what is no part, no pattern that fits, and no folder of a run', async () => {
    for (const argv of [
      ['--orgs', 'org-*', '--shard', '5/4'],
      ['--orgs', 'org-*', '--shard', 'half'],
      ['--orgs', 'org-*', '--shard', 'auto'],
      ['--orgs', 'customer-*'],
      ['--shard', '1/2'],
      ['--merge', '.'],
      ['--orgs', 'org-*', '-o', 'org-001'],
    ]) {
      const ran = await fleet.run(...argv);
      expect(ran.exitCode, argv.join(' ')).to.equal(2);
      expect(
        fleet.orgs.flatMap(({ requests }) => requests),
        argv.join(' '),
      ).to.deep.equal([]);
    }
  });
});
