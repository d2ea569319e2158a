import { expect } from 'chai';
import { storeRow } from '../local-org/permissions/rowStore.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, grantRefusal, isWrite } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Integration_reader: {
        description: 'sf integration grant: permissions that Test reader (reader) needs.',
        userPermissions: ['ApiEnabled', 'ViewSetup', 'ManageSharing', 'ViewRoles'],
        objects: { Account: 'read', Case: 'read edit' },
        fields: { 'Account.Website': 'read', 'Account.Site': 'edit' },
      },
    },
    permissionSetGroups: { Readers: { permissionSets: ['Integration_reader'] } },
    users: {
      holder: { profile: 'Minimum Access - Salesforce', permissionSets: ['Integration_reader'] },
      member: { profile: 'Minimum Access - Salesforce', permissionSetGroups: ['Readers'] },
      plain: { profile: 'Minimum Access - Salesforce' },
      half: { profile: 'Minimum Access - Salesforce', permissionSets: ['View_Setup_Only'] },
    },
  });

describe('what integration grant says that each user receives', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  let restore: () => void;
  let reader: string;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin);
    definitions = await makeDefinitions();
    reader = await definitions.define('reader', [
      { userPermission: 'ApiEnabled' },
      { object: 'Account', access: ['read'] },
      { field: 'Account.Website', access: ['read'] },
    ]);
    restore = rememberTables(world.org.org);
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });
  afterEach(() => restore());

  const inTheSet = [
    'field:Account.Site:edit',
    'field:Account.Website:read',
    'object:Account:read',
    'object:Case:edit',
    'object:Case:read',
    'userPermission:ApiEnabled',
    'userPermission:ManageSharing',
    'userPermission:ViewRoles',
    'userPermission:ViewSetup',
  ];
  const dry = (user: string, ...argv: string[]): ReturnType<typeof grant> =>
    grant(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', reader, '--dry-run', ...argv);
  /** The text of a section, up to the next empty line, with broken lines put together. */
  const sectionOf = (text: string, heading: string): string =>
    (text.split(`\n${heading}\n`)[1]?.split('\n\n')[0] ?? '').replace(/\n {3,}/g, ' ');

  it('all that the set holds, where it is only assigned to one more: nothing is new in it, and all is for him', async () => {
    const { result, text } = await dry('plain');
    expect(result.plan.adds).to.deep.equal([]);
    expect(result.plan.users.map(({ receives }) => receives)).to.deep.equal([inTheSet]);
    expect(text)
      .to.not.include('to be extended')
      .and.not.match(/^ {2}\+ /m);
    expect(sectionOf(text, 'Users')).to.include('9 permissions, 9 of them new for this user');
    expect(sectionOf(text, 'System permissions')).to.match(/^ {2}= Manage Sharing/m);
    expect(sectionOf(text, 'Objects')).to.match(/Case +=/);
    expect(sectionOf(text, 'Fields')).to.include('= Account Edit: Site');
    expect(text).to.match(/= is in it today/);
  });

  it('of that, what he has from elsewhere is not called new', async () => {
    const { text } = await dry('half');
    expect(sectionOf(text, 'Users')).to.include('9 permissions, 7 of them new for this user');
    expect(text).to.not.include('= API Enabled');
  });

  it('a permission over the whole org by name, with who receives it, however it is delivered', async () => {
    const { text } = await dry('plain');
    expect(sectionOf(text, 'Gives control over the whole org')).to.match(/! Manage Sharing.*: plain@example\.com/);
  });

  it('what is added to a set that others have: they are named, those with a group too', async () => {
    const wider = await definitions.define('wider', [
      { userPermission: 'ApiEnabled' },
      { object: ['Account', 'Lead'], access: ['read'] },
      { userPermission: 'ModifyMetadata' },
    ]);
    const set = [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].find(
      (row) => row['Name'] === 'Integration_reader',
    );
    storeRow(world.org.org, 'PermissionSet', { ...set, Description: 'Made by hand.' });
    const { result, text } = await grant(
      world.org,
      ...['-o', admin, '-u', 'holder@example.com', '-i', wider, '--dry-run'],
      // In any spelling: the plan has it as the org spells it.
      ...['--permission-set', 'integration_READER'],
    );
    storeRow(world.org.org, 'PermissionSet', { ...set });
    expect(result.plan.permissionSet.name).to.equal('Integration_reader');
    expect(result.plan.permissionSet.alsoFor).to.deep.equal(['member@example.com']);
    expect(result.plan.users.map(({ receives }) => receives)).to.deep.equal([
      ['object:Lead:read', 'userPermission:ModifyMetadata'],
    ]);
    expect(sectionOf(text, 'Users')).to.match(/Also (changes )?for: member@example\.com/);
    expect(sectionOf(text, 'Gives control over the whole org')).to.match(
      /! Modify Metadata.*: holder@example\.com, member@example\.com/,
    );
    const other = await dry('plain');
    expect(other.result.plan.permissionSet.alsoFor).to.deep.equal(['holder@example.com', 'member@example.com']);
    // Nothing changes for them.
    expect(other.text).to.not.match(/Also .*for:/);
  });

  describe('without a question', () => {
    const write = ['-o', admin, '-u', 'plain@example.com', '--no-prompt'];

    it('a permission over the whole org that somebody receives is refused, with the flag that allows it', async () => {
      const before = stateOf(world.org.org);
      const error = await grantRefusal(world.org, ...write, '-i', reader);
      expect(error).to.include({ exitCode: 2, name: 'OrgWideNotAllowedError' });
      expect([error.message, ...(error.actions ?? [])].join(' ')).to.include('--allow ManageSharing');
      expect(error.requests.filter(isWrite)).to.deep.equal([]);
      expect(changesBetween(before, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('so is one that is new in the set; each has to be allowed', async () => {
      const error = await grantRefusal(world.org, ...write, '-i', 'cognism', '--allow', 'viewAllData');
      expect(error).to.include({ exitCode: 2, name: 'OrgWideNotAllowedError' });
      expect([error.message, ...(error.actions ?? [])].join(' ')).to.include(
        '--allow CustomizeApplication,ViewAllData',
      );
      // The definition asks for them, and nobody has put anything into a set that is not there yet.
      expect((error.actions ?? []).join(' ')).to.not.include('somebody has put');
    });

    it('with the flag it is written', async () => {
      const { exitCode } = await grant(world.org, ...write, '-i', reader, '--allow', 'ManageSharing');
      expect(exitCode).to.equal(0);
      expect(permissionFacts(world.org.org).has('Integration_reader -> plain@example.com')).to.equal(true);
    });

    it('nothing has to be allowed where nothing is written', async () => {
      const { exitCode } = await grant(
        world.org,
        ...['-o', admin, '-u', 'holder@example.com', '--no-prompt', '-i', reader],
      );
      expect(exitCode).to.equal(0);
    });
  });
});
