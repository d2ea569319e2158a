import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, expectNarrow, only, refusal } from '../support/checking.js';
import type { Checked } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'plenty@example.com';

const scenario = loadScenario('default', {
  profiles: { Bare: { license: 'Salesforce', userPermissions: ['ChatterInternalUser'] } },
  permissionSets: {
    Own: { userPermissions: ['ApiEnabled'], objects: { Lead: 'read' }, fields: { 'Lead.Email': 'read' } },
    Broad: {
      userPermissions: ['ApiEnabled', 'RunReports', 'TransferAnyLead', 'CustomizeApplication'],
      objects: { Lead: 'read edit', Campaign: 'read' },
      fields: { 'Lead.Email': 'edit', 'Lead.Phone': 'read' },
    },
    Gone: { userPermissions: ['ModifyAllData'] },
    acme__Base: { label: 'Acme Base', userPermissions: ['RunReports', 'ViewAllUsers'] },
    acme__Extra: { label: 'Acme Extra', userPermissions: ['ExportReport', 'RunReports'] },
  },
  users: {
    plenty: {
      lastName: 'Plenty',
      profile: 'Bare',
      permissionSets: ['Own', 'Broad', { name: 'Gone', expires: '2020-01-01T00:00:00Z' }],
    },
    exact: { lastName: 'Exact', profile: 'Bare', permissionSets: ['Own'] },
    packaged: { lastName: 'Packaged', profile: 'Bare', permissionSets: ['Own', 'acme__Base', 'acme__Extra'] },
  },
});

const lead = { object: 'Lead', access: ['read'] };
const email = { field: 'Lead.Email', access: ['read'] };
const chatter = { userPermission: 'ChatterInternalUser', level: 'optional' };

/** What of the surplus of the only check, by id, power and sources. */
const surplusIn = (run: Checked): string[] =>
  (only(run).surplus ?? []).map(
    ({ id, power, grantedBy }) =>
      `${power} ${id} ${grantedBy.map(({ name, via }) => (via === undefined ? name : `${name} via ${via}`)).join(', ')}`,
  );

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

describe('check --surplus', function () {
  this.timeout(120_000);
  const shared = sharedWorld(() => openWorld({ org: scenario }, admin, 'exact@example.com'));
  const run = async (...argv: string[]): Promise<Checked> => {
    const checked = await check(shared.world.org, '-o', admin, ...argv);
    expectNarrow(checked.text.replace(/^Written: .*$/m, ''));
    return checked;
  };
  const define = (): Promise<string> => shared.definitions.define('slim', [lead, email, chatter]);

  it('names what nothing asks for, the most powerful first, with every source', async () => {
    const checked = await run('-i', await define(), '-u', user, '--surplus');
    expect(surplusIn(checked)).to.deep.equal([
      'org userPermission:CustomizeApplication Broad',
      'data userPermission:TransferAnyLead Broad',
      'object object:Lead:edit Broad',
      'object object:Campaign:read Broad',
      'object field:Lead.Email:edit Broad',
      'object field:Lead.Phone:read Broad',
      // The platform has put these beside Customize Application.
      ...['ManageCustomPermissions', 'RunReports', 'ViewRoles', 'ViewSetup'].map(
        (name) => `other userPermission:${name} Broad`,
      ),
    ]);
    expect(checked.exitCode, 'too much is no reason to fail').to.equal(0);
    expect(oneLine(checked.text))
      .to.include('More than is asked for: plenty@example.com')
      .and.include('1 over the whole org, 1 over data of all objects, 4 of objects and fields')
      .and.include('Org Customize Application (CustomizeApplication) from permission set Broad')
      .and.include('Lead: Edit, 2 fields, 1 of them with Edit from permission set Broad')
      .and.include('Can be unassigned: what is needed of it comes from elsewhere as well.')
      .and.not.include('Gone');
  });

  it('says where in Setup it goes, and by a command that can be carried out what would be lost', async () => {
    const definition = await define();
    const { text } = await run('-i', definition, '-u', user, '--surplus');
    expect(oneLine(text)).to.include(
      'Unassign permission set Broad: in Setup > Users, open plenty@example.com > Permission Set Assignments > Edit',
    );
    const printed = /^ +\w+ integration explain (.*)$/m.exec(text)?.[1] ?? '';
    const explained = await runCommand(shared.world.org, IntegrationExplain, printed.split(' '));
    expect(explained.exitCode).to.equal(0);
    expect(oneLine(explained.text)).to.include('Without Broad Nothing that is needed would be lost.');
  });

  it('is left out where nobody asked, and nothing of an answer changes with it', async () => {
    const definition = await define();
    const [without, asked] = [
      await run('-i', definition, '-u', user),
      await run('-i', definition, '-u', user, '--surplus'),
    ];
    expect(only(without)).to.not.have.property('surplus');
    const { surplus } = only(asked);
    expect(only(asked)).to.deep.equal({ ...only(without), surplus });
  });

  it('is nothing for a user who has exactly what is asked for', async () => {
    const checked = await run('-i', await define(), '-u', 'exact@example.com', '--surplus');
    expect(surplusIn(checked)).to.deep.equal([]);
    expect(oneLine(checked.text)).to.include('Nothing beyond what is asked for by');
  });

  it('is beyond all definitions together that are checked for the user, and says so', async () => {
    const second = await shared.definitions.define('second', [
      { object: 'Campaign', access: ['read'] },
      { userPermission: 'CustomizeApplication' },
      { object: 'Lead', access: ['edit'] },
    ]);
    const checked = await run('-i', await define(), '-i', second, '-u', user, '--surplus');
    const [first, other] = checked.result.checks;
    expect(first?.surplus).to.deep.equal(other?.surplus);
    expect(first?.surplus?.map(({ id }) => id)).to.deep.equal([
      'userPermission:TransferAnyLead',
      'field:Lead.Email:edit',
      'field:Lead.Phone:read',
      'userPermission:RunReports',
    ]);
    expect(oneLine(checked.text)).to.include('Beyond all 2 definitions together that are checked for this user.');
    expect(checked.text.match(/^More than is asked for/gm), 'once for each user').to.have.length(1);
  });

  it('tells sets of the vendor apart, and leaves out what comes with one that is asked for by name', async () => {
    const definition = await shared.definitions.define('vendor', [
      lead,
      email,
      chatter,
      { userPermission: 'ApiEnabled' },
      { permissionSetAssigned: 'acme__Base' },
    ]);
    const checked = await run('-i', definition, '-u', 'packaged@example.com', '--surplus');
    expect(surplusIn(checked)).to.deep.equal(['other userPermission:ExportReport Extra']);
    expect(oneLine(checked.text))
      .to.include("From a permission set of the vendor's package, which only the vendor changes")
      .and.include(
        'Not counted are 2 permissions that come with permission sets which the definition asks for by name.',
      )
      .and.include('Data View All Users (ViewAllUsers) from permission set acme__Base')
      .and.include("It belongs to the vendor's package. Can be unassigned");
  });

  describe('where it is not known what is needed', () => {
    const byHand = { manual: 'Assign the permission set of the package.', name: 'assign' };

    it('names the need that a person has to see to, and says of no assignment that it can go', async () => {
      const definition = await shared.definitions.define('by-hand', [lead, email, chatter, byHand]);
      const checked = await run('-i', definition, '-u', user, '--surplus');
      expect(oneLine(checked.text))
        .to.include(
          'No assignment is said to be one that can go: it may be needed for this, which only people can tell',
        )
        .and.include('Assign the permission set of the package.')
        .and.not.include('Can be unassigned');
    });

    it('says so again once a waiver accepts it, of a snapshot as well', async () => {
      const definition = await shared.definitions.define('by-hand', [lead, email, chatter, byHand]);
      const [waivers, saved] = [join(shared.world.home, 'waivers.yml'), join(shared.world.home, 'by-hand.json')];
      await writeFile(waivers, 'waivers: [{ id: "manual:assign", reason: The set is assigned. }]\n');
      const args = ['--surplus', '--waivers', waivers];
      const checked = await run('-i', definition, '-u', user, ...args, '--save-snapshot', saved);
      const again = await check(shared.world.org, '--snapshot', saved, ...args);
      for (const { text } of [checked, again]) expect(oneLine(text)).to.include('Can be unassigned');
    });

    it('says what was not looked at before anything is unassigned', async () => {
      const checked = await run('-i', await define(), '-u', user, '--surplus');
      expect(oneLine(checked.text)).to.include(
        'Before you unassign anything: Apex classes, pages, apps and custom permissions that it may also give were not looked at, but for those that a definition names.',
      );
    });
  });

  describe('--fail-on surplus', () => {
    it('exits with 1 where there is any, and says why', async () => {
      const checked = await run('-i', await define(), '-u', user, '--fail-on', 'surplus');
      expect(checked.exitCode).to.equal(1);
      expect(only(checked).ready).to.equal(false);
      expect(only(checked).surplus).to.not.be.empty;
      expect(oneLine(checked.text)).to.match(/NOT READY The user has \d+ permissions beyond what is asked for\. /);
    });

    it('exits with 3 where a parameter is not filled in, for which anything may be needed', async () => {
      const definition = await shared.definitions.define(
        'fill-in',
        [lead, email, chatter, { object: '{{objects}}', access: ['read'], level: 'optional' }],
        { parameters: { objects: { label: 'Objects to sync', of: 'objects', example: 'Account' } } },
      );
      const checked = await run('-i', definition, '-u', user, '--fail-on', 'surplus');
      expect(checked.exitCode).to.equal(3);
      expect(oneLine(checked.text)).to.include('Objects to sync').and.not.include('Can be unassigned');
      const filled = await run('-i', definition, '-u', user, '--fail-on', 'surplus', '--set', 'objects=Campaign');
      expect(filled.exitCode).to.equal(1);
    });

    it('exits with 0 where there is none', async () => {
      const checked = await run('-i', await define(), '-u', 'exact@example.com', '--fail-on', 'surplus');
      expect(checked.exitCode).to.equal(0);
      expect(only(checked).ready).to.equal(true);
    });

    it('exits with 3 where nobody can say: of users who look at themselves', async () => {
      const exact = 'exact@example.com';
      const checked = await check(
        shared.world.org,
        '-o',
        exact,
        '-i',
        await define(),
        '-u',
        exact,
        '--fail-on',
        'surplus',
      );
      expect(checked.exitCode).to.equal(3);
      expect(only(checked)).to.not.have.property('surplus');
      expect(oneLine(checked.text))
        .to.include('NOT KNOWN It is not known whether the user has more than is asked for.')
        .and.include('What is too much cannot be seen without View Setup and Configuration.');
    });

    it('counts in the matrix of several definitions', async () => {
      const second = await shared.definitions.define('second', [lead]);
      const checked = await run('-i', await define(), '-i', second, '-u', user, '--fail-on', 'surplus', '--summary');
      expect(checked.exitCode).to.equal(1);
      expect(checked.text).to.include('NOT READY');
      expect(oneLine(checked.text)).to.include('plenty@example.com: ');
    });
  });

  it('is in every report file, entry by entry in the spreadsheet', async () => {
    const folder = shared.world.home;
    const files = ['html', 'md', 'csv', 'json', 'junit.xml', 'sarif', 'checklist.md'].map((end) =>
      join(folder, `s.${end}`),
    );
    await run(
      ...['-i', await define(), '-u', user, '--fail-on', 'surplus'],
      ...files.flatMap((file) => ['--output-file', file]),
    );
    const [html, md, csv, json, junit, sarif, checklist] = await Promise.all(
      files.map(async (file) => {
        const text = await readFile(file, 'utf8');
        await rm(file);
        return text;
      }),
    );
    for (const text of [html, md])
      expect(text).to.include('More than is asked for').and.include('CustomizeApplication');
    expect(csv).to.include('"surplus"').and.include('"field:Lead.Email:edit"').and.include('"permission set Broad"');
    expect((JSON.parse(json ?? '') as { checks: Array<{ surplus: unknown[] }> }).checks[0]?.surplus).to.not.be.empty;
    for (const text of [junit, sarif, checklist]) expect(text).to.include('beyond what is asked for');
  });

  it('can be told of a snapshot that was taken with it, and of no other', async () => {
    const definition = await define();
    const [whole, partial] = [join(shared.world.home, 'whole.json'), join(shared.world.home, 'partial.json')];
    const taken = await run('-i', definition, '-u', user, '--surplus', '--save-snapshot', whole);
    await run('-i', definition, '-u', user, '--save-snapshot', partial);
    const again = await check(shared.world.org, '--snapshot', whole, '--surplus');
    expect(only(again).surplus).to.deep.equal(only(taken).surplus);
    const refused = await refusal(shared.world.org, '--snapshot', partial, '--surplus');
    expect(refused.message).to.include('it was taken without --surplus');
    expect(refused.exitCode).to.equal(2);
  });

  it('is worth one more request at most: it reads the describes at once that are otherwise read where something is open', async () => {
    const definition = await define();
    await run('-i', definition, '-u', user);
    const plain = await run('-i', definition, '-u', user);
    const asked = await run('-i', definition, '-u', user, '--surplus');
    expect(asked.calls - plain.calls, 'further requests').to.be.within(0, 1);
    expect(asked.result.apiCalls - plain.result.apiCalls, 'further calls').to.be.within(0, 1);
  });
});
