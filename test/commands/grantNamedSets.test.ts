/** Permission sets and groups that rules name: a grant assigns them as they are, and takes exactly these assignments back. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { check, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grant, grantRefusal, grantTo, revoke } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { sampleOf } from '../support/largeMatrix.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import type { Rewrite } from '../local-org/http/faults.js';
import { betrayed, isWrite as isWriting } from '../torture/hostile/support/betrayals.js';

const admin = 'admin@example.com';
const sync = { permissionSetAssigned: 'acme__Sync_User' };
const syncId = 'permissionSetAssigned:acme__Sync_User';

describe('a grant of permission sets that rules name', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  beforeEach(async () => {
    world = await openWorld({ scenario: 'namedSets' }, admin);
    definitions = await makeDefinitions();
  });
  afterEach(async () => {
    await world.close();
    await definitions.remove();
  });

  const rows = (table: string): Array<Record<string, unknown>> => [
    ...(world.org.org.tables.get(table)?.values() ?? []),
  ];
  const idOf = (user: string): unknown =>
    rows('User').find(({ Username }) => Username === `${user}@example.com`)?.['Id'];
  /** Names of what is assigned to a user beside the profile, and the licenses. */
  const held = (user: string): string[] =>
    [
      ...rows('PermissionSetAssignment')
        .filter(({ AssigneeId }) => AssigneeId === idOf(user))
        .map(({ PermissionSetId, PermissionSetGroupId }) => {
          const group = rows('PermissionSetGroup').find(({ Id }) => Id === PermissionSetGroupId);
          const set = rows('PermissionSet').find(({ Id }) => Id === PermissionSetId);
          return String(group?.['DeveloperName'] ?? (set?.['IsOwnedByProfile'] === true ? '' : set?.['Name']));
        }),
      ...rows('PermissionSetLicenseAssign')
        .filter(({ AssigneeId }) => AssigneeId === idOf(user))
        .map(({ PermissionSetLicenseId }) =>
          String(rows('PermissionSetLicense').find(({ Id }) => Id === PermissionSetLicenseId)?.['DeveloperName']),
        ),
    ]
      .filter((name) => name !== '')
      .sort();
  const define = (...rules: unknown[]): Promise<string> => definitions.define('acme', rules);
  const steps = (outcomes: ReadonlyArray<{ step: string; result: string; code?: string | undefined }>): string[] =>
    outcomes.map(({ step, result, code }) => [step, result, code ?? ''].join(' ').trim());
  const manual = (result: { plan: { manual: ReadonlyArray<{ id: string; code: string }> } }): string[] =>
    result.plan.manual.map(({ id, code }) => `${id} ${code}`);

  it('assigns the set, says all that the user receives, proves it, and does nothing twice', async () => {
    const path = await define(sync);
    const before = rows('PermissionSet').length;
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.adds).to.deep.equal([]);
    expect(done.result.plan.users).to.deep.equal([
      {
        id: idOf('bot'),
        username: 'bot@example.com',
        assign: false,
        licenses: [],
        permissionSets: ['acme__Sync_User'],
        receives: [
          'field:Account.Website:edit',
          'object:Account:delete',
          'object:Account:edit',
          'object:Account:read',
          'userPermission:ApiEnabled',
        ],
      },
    ]);
    expect(done.result.plan.closes).to.include(syncId);
    expect(steps(done.result.outcomes)).to.deep.equal(['namedSets done', 'proof done']);
    expect(done.text).to.include('permission set acme__Sync_User, for bot@example.com');
    expect(done.text).to.include('Account: Read, Edit, Delete');
    expect(done.text).to.match(/! Delete on Account/);
    expect(held('bot')).to.deep.equal(['Sync_User']);
    expect(rows('PermissionSet')).to.have.length(before);
    expect(statusOf(only(await check(world.org, '-o', admin, '-u', 'bot@example.com', '-i', path)), syncId)).to.equal(
      'met PERMISSION_SET_ASSIGNED',
    );
    const again = await grantTo(world.org, 'bot', path);
    expect([again.exitCode, again.result.outcomes]).to.deep.equal([0, []]);
  });

  it('puts nothing into its own set that the named one brings, and the rest as always', async () => {
    const path = await define(
      sync,
      { object: 'Account', access: ['read', 'edit'] },
      { object: 'Lead', access: ['read'] },
    );
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.adds.map(({ id }) => id)).to.deep.equal(['object:Lead:read']);
    expect(steps(done.result.outcomes)).to.deep.equal([
      'namedSets done',
      'permissionSet done',
      'assignments done',
      'proof done',
    ]);
    expect(held('bot')).to.deep.equal(['Integration_acme', 'Sync_User']);
  });

  it('says what it opens in Setup, of a set and of a group', async () => {
    const path = await define({ permissionSetAssigned: ['Back_Door', 'Doors'] });
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.users[0]?.receives).to.include.members([
      'customPermission:Sync_Bypass',
      'apexClass:SyncApi',
    ]);
    const alone = await grantTo(world.org, 'second', await define({ permissionSetAssigned: 'Doors' }));
    expect(alone.result.plan.users[0]?.receives).to.include('customPermission:Sync_Bypass');
  });

  it('assigns a group, with what is left of it after muting', async () => {
    const path = await define({ permissionSetAssigned: 'Acme_Access' });
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.users[0]?.permissionSets).to.deep.equal(['Acme_Access']);
    expect(done.result.plan.users[0]?.receives)
      .to.include.members(['userPermission:RunReports', 'object:Account:edit'])
      .and.not.include('userPermission:ExportReport');
    expect(held('bot')).to.deep.equal(['Acme_Access']);
    // A set of the group is assigned with it.
    await definitions.define('acme', [sync]);
    expect((await grantTo(world.org, 'bot', path)).result.outcomes).to.deep.equal([]);
  });

  it('writes what controls the whole org only where that is allowed by name, or stands in a reviewed plan', async () => {
    const path = await define({ permissionSetAssigned: 'acme__Admin' });
    const target = ['-o', admin, '-u', 'bot@example.com', '-i', path];
    const refused = await grantRefusal(world.org, ...target, '--no-prompt');
    expect(refused.exitCode).to.equal(2);
    expect(refused.message).to.include('control over the whole org').and.include('Modify Metadata');
    expect(held('bot')).to.deep.equal([]);
    const plan = join(world.folder, 'plan.json');
    const planned = await grant(world.org, ...target, '--dry-run', '--save-plan', plan);
    expect(planned.exitCode, planned.text).to.equal(1);
    expect(planned.text).to.match(/Gives control over the whole org[\s\S]*Modify Metadata/);
    expect(await readFile(plan, 'utf8')).to.include('"permissionSets"');
    const done = await grant(world.org, '-o', admin, '--plan', plan, '--no-prompt');
    expect(done.exitCode, done.text).to.equal(0);
    expect(held('bot')).to.deep.equal(['Admin']);
  });

  it('refuses a reviewed plan when the named set gives something else by then', async () => {
    const path = await define(sync);
    const plan = join(world.folder, 'plan.json');
    await grant(world.org, '-o', admin, '-u', 'bot@example.com', '-i', path, '--dry-run', '--save-plan', plan);
    const [set] = rows('PermissionSet').filter(({ Name }) => Name === 'Sync_User');
    world.org.org.tables
      .get('PermissionSet')
      ?.set(String(set?.['Id']), { ...set, PermissionsRunReports: true } as never);
    const refused = await grantRefusal(world.org, '-o', admin, '--plan', plan, '--no-prompt');
    expect([refused.exitCode, held('bot')]).to.deep.equal([2, []]);
  });

  it('refuses the set that a grant made for another integration', async () => {
    const path = await define({ permissionSetAssigned: 'Integration_other' });
    const refused = await grantRefusal(world.org, '-o', admin, '-u', 'bot@example.com', '-i', path, '--no-prompt');
    expect([refused.name, refused.exitCode]).to.deep.equal(['SetOfAnotherError', 2]);
    expect(held('bot')).to.deep.equal([]);
  });

  it('refuses a group that holds a set of another integration, and names both', async () => {
    const path = await define({ permissionSetAssigned: 'Other_Access' });
    const refused = await grantRefusal(world.org, '-o', admin, '-u', 'bot@example.com', '-i', path, '--no-prompt');
    expect([refused.name, refused.exitCode]).to.deep.equal(['GroupWithSetOfAnotherError', 2]);
    expect(refused.message).to.include('Other_Access').and.include('Integration_other').and.include('"other"');
    expect(held('bot')).to.deep.equal([]);
  });

  it('assigns a group that holds the set which a grant made for the same integration', async () => {
    const path = await definitions.define('other', [{ permissionSetAssigned: 'Other_Access' }]);
    const done = await grantTo(world.org, 'bot', path);
    expect([done.exitCode, held('bot')]).to.deep.equal([0, ['Other_Access']]);
  });

  const forPeople: [title: string, user: string, set: string, code: string][] = [
    ['what a session has to activate', 'bot', 'acme__Session', 'NAMED_SET_NEEDS_SESSION'],
    ['a group that is being calculated', 'bot', 'Acme_Waiting', 'NAMED_SET_RECALCULATING'],
    ['a set on another user license', 'bot', 'acme__OtherLicense', 'NAMED_SET_OTHER_LICENSE'],
    ['a set whose license has no seat', 'bot', 'acme__Full', 'NAMED_SET_WITHOUT_SEAT'],
    ['a set that the license of the user does not allow', 'lesser', 'acme__Sync_User', 'NAMED_SET_BEYOND_LICENSE'],
    ['an assignment that has run out', 'former', 'acme__Sync_User', 'PERMISSION_SET_NOT_ASSIGNED'],
    ['a set that is not there', 'bot', 'acme__Nope', 'NO_SUCH_PERMISSION_SET'],
  ];
  for (const [title, user, set, code] of sampleOf(forPeople, 3)) {
    it(`leaves to people: ${title}`, async () => {
      const path = await define({ permissionSetAssigned: set });
      const before = held(user);
      const done = await grantTo(world.org, user, path);
      expect(done.exitCode, done.text).to.equal(1);
      expect(manual(done.result)).to.deep.equal([`permissionSetAssigned:${set} ${code}`]);
      expect([done.result.outcomes, held(user)]).to.deep.equal([[], before]);
      expect(done.result.plan.manual[0]?.actions).to.not.be.empty;
    });
  }

  it('writes nothing of an alternative whose set is left to people, and takes the next one', async () => {
    const path = await define({
      anyOf: [
        {
          allOf: [
            { permissionSetAssigned: ['acme__Session', 'acme__Licensed'] },
            { userPermission: 'RunReports' },
            { permissionSetLicense: 'SyncPsl' },
          ],
        },
        { object: 'Lead', access: ['read'] },
      ],
      name: 'way',
    });
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.adds.map(({ id }) => id)).to.deep.equal(['object:Lead:read']);
    expect(done.result.plan.closes).to.include('anyOf:way');
    expect(held('bot')).to.deep.equal(['Integration_acme']);
  });

  it('assigns the set of the next alternative where that of the first is left to people', async () => {
    const path = await define({ anyOf: [{ permissionSetAssigned: 'acme__Session' }, sync], name: 'way' });
    const done = await grantTo(world.org, 'bot', path);
    expect(done.exitCode, done.text).to.equal(0);
    expect(held('bot')).to.deep.equal(['Sync_User']);
  });

  it('says why where the sets of all alternatives are left to people, and writes nothing of them', async () => {
    const path = await define({
      anyOf: [
        { allOf: [{ permissionSetAssigned: 'acme__Session' }, { userPermission: 'RunReports' }] },
        { permissionSetAssigned: 'Acme_Waiting' },
      ],
      name: 'way',
    });
    const done = await grantTo(world.org, 'bot', path);
    expect(manual(done.result)).to.deep.equal(['anyOf:way NAMED_SET_NEEDS_SESSION']);
    expect([done.exitCode, done.result.plan.adds, held('bot')]).to.deep.equal([1, [], []]);
    expect(done.text.replaceAll(/\s+/g, ' ')).to.include(
      'acme__Session is not assigned, and it grants something only while',
    );
  });

  it('takes the next alternative where the first brings what a rule forbids', async () => {
    const path = await define(
      {
        anyOf: [{ allOf: [sync, { permissionSetAssigned: 'acme__Licensed' }] }, { permissionSetAssigned: 'Back_Door' }],
        name: 'way',
      },
      { object: 'Account', access: ['delete'], forbid: true },
    );
    const done = await grantTo(world.org, 'bot', path);
    expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, ['Back_Door']]);
  });

  const withRest: [title: string, rest: object][] = [
    ['the set', sync],
    ['the license', { permissionSetLicense: 'SyncPsl' }],
    ['both', { permissionSetAssigned: 'acme__Licensed' }],
  ];
  for (const [title, rest] of sampleOf(withRest, 3)) {
    it(`gives nothing of an alternative whose entries are not given: ${title}`, async () => {
      world.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
      const path = await define({ anyOf: [{ allOf: [rest, { object: 'Lead', access: ['read'] }] }], name: 'way' });
      const target = ['-o', admin, '-u', 'bot@example.com', '-i', path, '--no-prompt'];
      const done = await grant(world.org, ...target);
      expect(manual(done.result)).to.deep.equal(['anyOf:way NO_ALTERNATIVE_MET']);
      expect([done.exitCode, done.result.plan.adds, done.result.outcomes, held('bot')]).to.deep.equal([1, [], [], []]);
      expect(done.result.plan.notFollowed?.map(({ brings }) => brings)).to.deep.equal([
        ['userPermission:AuthorApex', 'userPermission:ModifyMetadata'],
      ]);
      // Another rule may ask for it by itself.
      await definitions.define('acme', [
        { anyOf: [{ allOf: [rest, { object: 'Lead', access: ['read'] }] }], name: 'way' },
        sync,
      ]);
      expect((await grant(world.org, ...target)).exitCode).to.equal(1);
      expect(held('bot')).to.deep.equal(['Sync_User']);
      const allowed = await grant(world.org, ...target, '--allow', 'AuthorApex,ModifyMetadata');
      expect(allowed.exitCode, allowed.text).to.equal(0);
      expect(held('bot')).to.include('Integration_acme');
    });
  }

  it('gives nothing of an alternative that does harm as a whole, whatever a part of it does alone', async () => {
    await world.close();
    const users = { marketer: { profile: 'Minimum Access - Salesforce', flags: ['MarketingUser'] } };
    const permissionSets = { acme__Campaigns: { objects: { Campaign: 'read' } } };
    world = await openWorld({ org: loadScenario('namedSets', { permissionSets, users }) }, admin);
    // Whoever reads campaigns and leads writes members of campaigns (fact B11).
    const path = await define(
      {
        anyOf: [{ allOf: [{ permissionSetAssigned: 'acme__Campaigns' }, { object: 'Lead', access: ['read'] }] }],
        name: 'way',
      },
      { object: 'CampaignMember', access: ['edit'], forbid: true },
    );
    const done = await grantTo(world.org, 'marketer', path);
    expect(manual(done.result)).to.deep.equal(['anyOf:way NO_ALTERNATIVE_MET']);
    expect([done.exitCode, done.result.plan.adds, held('marketer')]).to.deep.equal([1, [], []]);
    const [choice, ...rest] = [
      {
        anyOf: [
          { allOf: [{ permissionSetAssigned: 'acme__Campaigns' }, { object: 'Lead', access: ['read'] }] },
          { permissionSetAssigned: 'acme__Campaigns' },
        ],
        name: 'way',
      },
      { object: 'CampaignMember', access: ['edit'], forbid: true },
    ];
    const other = await grantTo(world.org, 'marketer', await define(choice, ...rest));
    expect([other.exitCode, other.result.plan.adds, held('marketer')]).to.deep.equal([0, [], ['Campaigns']]);
  });

  const lead = { object: 'Lead', access: ['read'] };
  const campaign = { object: 'Campaign', access: ['read'] };
  /** Without a yes to what gives control over the org. */
  const plainly = (user: string, path: string) =>
    grant(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', path, '--no-prompt');
  const refusedFirst: [title: string, first: object][] = [
    ...withRest.map(([title, rest]): [string, object] => [`${title} and an entry`, { allOf: [rest, lead] }]),
    ['an entry alone', lead],
  ];
  for (const [title, first] of sampleOf(refusedFirst)) {
    it(`takes the next alternative where the entries of the first are not given: ${title}`, async () => {
      world.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
      const done = await plainly('bot', await define({ anyOf: [first, campaign], name: 'way' }));
      expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, ['Integration_acme']]);
      expect(done.result.plan.adds.map(({ id }) => id)).to.deep.equal(['object:Campaign:read']);
      expect(done.result.plan.closes).to.include('anyOf:way');
      expect(done.result.plan.notFollowed ?? []).to.deep.equal([]);
    });
  }

  it('asks what the next alternative needs, and passes over as many as cannot be given', async () => {
    world.org.org.behaviours.claimedDependencies = [
      ['Lead<read>', 'AuthorApex'],
      ['Contact<read>', 'CustomizeApplication'],
      ['Campaign<read>', 'RunReports'],
    ];
    const ways = [lead, { allOf: [{ object: 'Contact', access: ['read'] }, sync] }, campaign];
    const done = await plainly('bot', await define({ anyOf: ways, name: 'way' }));
    expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, ['Integration_acme']]);
    expect(done.result.plan.adds.map(({ id, origin }) => [id, origin])).to.deep.equal([
      ['object:Campaign:read', undefined],
      ['userPermission:RunReports', 'orgClaim'],
    ]);
  });

  it('takes the next alternative that names a set, also where the first names none', async () => {
    world.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
    const done = await plainly('bot', await define({ anyOf: [lead, sync], name: 'way' }));
    expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, ['Sync_User']]);
  });

  const byHand = { allOf: [{ userFlag: 'MarketingUser' }, { userPermission: 'RunReports' }] };
  it('passes over what people have to give', async () => {
    world.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
    const done = await plainly('bot', await define({ anyOf: [lead, byHand, campaign], name: 'way' }));
    expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, ['Integration_acme']]);
    expect(done.result.plan.adds.map(({ id }) => id)).to.deep.equal(['object:Campaign:read']);
  });

  it('gives nothing where no alternative is left, and says what keeps the first back', async () => {
    world.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
    const done = await plainly('bot', await define({ anyOf: [lead, byHand], name: 'way' }));
    expect([done.exitCode, held('bot')], done.text).to.deep.equal([1, []]);
    expect(manual(done.result)).to.deep.equal(['anyOf:way NO_ALTERNATIVE_MET']);
    expect(done.result.plan.notFollowed?.map(({ brings }) => brings)).to.deep.equal([
      ['userPermission:AuthorApex', 'userPermission:ModifyMetadata'],
    ]);
  });

  it('is stopped by no set of another integration in an alternative that is not taken', async () => {
    const path = await define({ anyOf: [sync, { permissionSetAssigned: 'Integration_other' }], name: 'way' });
    expect((await grantTo(world.org, 'bot', path)).exitCode).to.equal(0);
    const other = await define({
      anyOf: [{ permissionSetAssigned: 'acme__Session' }, { permissionSetAssigned: 'Other_Access' }],
      name: 'way',
    });
    const done = await grantTo(world.org, 'second', other);
    expect([done.exitCode, held('second')]).to.deep.equal([1, []]);
  });

  const other = { permissionSetAssigned: 'Integration_other' };
  const otherGroup = { permissionSetAssigned: 'Other_Access' };
  const withOther: [title: string, alternatives: object[], held: string][] = [
    ['the set first', [other, sync], 'Sync_User'],
    ['the set last', [sync, other], 'Sync_User'],
    ['the group that holds it first', [otherGroup, lead], 'Integration_acme'],
    ['the group that holds it last', [lead, otherGroup], 'Integration_acme'],
    ['both before what is left', [other, otherGroup, lead], 'Integration_acme'],
    ['the set with something beside it', [{ allOf: [other, lead] }, sync], 'Sync_User'],
  ];
  for (const [title, anyOf, given] of sampleOf(withOther, 3)) {
    it(`takes the other alternative of a choice that names a set of another integration: ${title}`, async () => {
      const done = await grantTo(world.org, 'bot', await define({ anyOf, name: 'way' }));
      expect([done.exitCode, held('bot')], done.text).to.deep.equal([0, [given]]);
      expect(done.result.plan.closes).to.include('anyOf:way');
    });
  }

  for (const anyOf of [
    [other, otherGroup],
    [otherGroup, other],
  ]) {
    it(`leaves a choice to people that names sets of another integration alone, first ${anyOf[0]?.permissionSetAssigned}`, async () => {
      const done = await grantTo(world.org, 'bot', await define({ anyOf, name: 'way' }));
      expect(manual(done.result)).to.deep.equal(['anyOf:way NAMED_SET_OF_ANOTHER']);
      expect([done.exitCode, held('bot')]).to.deep.equal([1, []]);
    });
  }

  it('refuses a set of another integration that a rule asks for by itself, whatever a choice names besides', async () => {
    const path = await define({ anyOf: [other, sync], name: 'way' }, other);
    const refused = await grantRefusal(world.org, '-o', admin, '-u', 'bot@example.com', '-i', path, '--no-prompt');
    expect([refused.name, refused.exitCode, held('bot')]).to.deep.equal(['SetOfAnotherError', 2, []]);
  });

  it('leaves to people what cannot be read whole', async () => {
    const path = await define(sync);
    world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: /FROM PermissionSetTabSetting/i },
      times: Infinity,
    });
    const done = await grantTo(world.org, 'bot', path);
    expect(manual(done.result)).to.deep.equal([`${syncId} NAMED_SET_NOT_READ`]);
    expect(done.result.plan.manual[0]?.message).to.match(
      /^acme__Sync_User is .* \(PermissionSetTabSetting\b.*\): .*tell\.$/,
    );
    expect(held('bot')).to.deep.equal([]);
  });

  it('leaves to people what brings something that a rule forbids', async () => {
    const path = await define(sync, { object: 'Account', access: ['delete'], forbid: true });
    const done = await grantTo(world.org, 'bot', path);
    expect(manual(done.result)).to.deep.equal([`${syncId} NAMED_SET_BRINGS_FORBIDDEN`]);
    expect(held('bot')).to.deep.equal([]);
  });

  it('gives the license of the set first, and takes both back', async () => {
    const path = await define({ permissionSetAssigned: 'acme__Licensed' });
    const receipt = join(world.folder, 'receipt.json');
    const done = await grantTo(world.org, 'bot', path, '--save-receipt', receipt);
    expect(done.exitCode, done.text).to.equal(0);
    expect(done.result.plan.users[0]?.licenses).to.deep.equal(['SyncPsl']);
    expect(held('bot')).to.deep.equal(['Licensed', 'SyncPsl']);
    const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt');
    expect(back.exitCode, back.text).to.equal(0);
    expect(held('bot')).to.deep.equal([]);
  });

  it('is told in every report, and not written by a dry run', async () => {
    const path = await define(sync);
    const files = ['plan.html', 'plan.md', 'plan.csv', 'plan.json', 'plan.junit.xml'].map((name) =>
      join(world.folder, name),
    );
    const done = await grantTo(
      world.org,
      'bot',
      path,
      '--dry-run',
      ...files.flatMap((file) => ['--output-file', file]),
    );
    expect(done.exitCode).to.equal(1);
    expect(held('bot')).to.deep.equal([]);
    for (const file of files) expect(await readFile(file, 'utf8'), file).to.include('acme__Sync_User');
  });

  it('is left to people by --output-dir, as no file holds an assignment', async () => {
    const path = await define(sync, { object: 'Lead', access: ['read'] });
    const done = await grantTo(world.org, 'bot', path, '--output-dir', world.folder);
    expect(steps(done.result.outcomes)).to.include('file skipped ASSIGN_BY_HAND');
    expect([done.exitCode, held('bot')]).to.deep.equal([1, []]);
  });

  it('goes with its receipt, and nothing else does', async () => {
    const path = await define(sync, { permissionSetAssigned: 'Acme_Access' }, { object: 'Lead', access: ['read'] });
    const receipt = join(world.folder, 'receipt.json');
    const done = await grant(
      world.org,
      ...['-o', admin, '-u', 'bot@example.com', '-u', 'holder@example.com', '-i', path, '--no-prompt'],
      ...['--save-receipt', receipt],
    );
    expect(done.exitCode, done.text).to.equal(0);
    expect(held('holder')).to.deep.equal(['Acme_Access', 'Integration_acme', 'Sync_User']);
    const dry = await revoke(world.org, '-o', admin, '--receipt', receipt, '--dry-run');
    expect(dry.text).to.include('acme__Sync_User').and.include('Acme_Access');
    const back = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt', '--delete');
    expect(back.exitCode, back.text).to.equal(0);
    // What somebody had before the grant stays.
    expect([held('bot'), held('holder')]).to.deep.equal([[], ['Sync_User']]);
    const again = await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt', '--delete');
    expect(again.result.outcomes.filter(({ result }) => result === 'done' || result === 'failed')).to.deep.equal([]);
  });

  it('stays without a receipt, as nobody knows who has assigned it, and is named', async () => {
    const path = await define(sync, { object: 'Lead', access: ['read'] });
    expect((await grantTo(world.org, 'bot', path)).exitCode).to.equal(0);
    const back = await revoke(world.org, '-o', admin, '-i', path, '-u', 'bot@example.com', '--no-prompt');
    expect(back.exitCode, back.text).to.equal(0);
    expect(held('bot')).to.deep.equal(['Sync_User']);
    expect(back.result.notFound?.map(({ name, why, detail }) => ({ name, why, detail }))).to.deep.equal([
      { name: 'bot@example.com', why: 'NO_RECEIPT', detail: 'acme__Sync_User' },
    ]);
  });

  it('of an administrator stays where no grant ever ran', async () => {
    const path = await define(sync);
    const back = await revoke(world.org, '-o', admin, '-i', path, '-u', 'holder@example.com', '--no-prompt');
    expect(back.exitCode, back.text).to.equal(0);
    expect(held('holder')).to.deep.equal(['Sync_User']);
    expect(back.text).to.contain('--receipt');
  });

  it('of another grant stays with a receipt that does not know it', async () => {
    const path = await define({ object: 'Lead', access: ['read'] });
    const receipt = join(world.folder, 'receipt.json');
    await grantTo(world.org, 'bot', path, '--save-receipt', receipt);
    await definitions.define('acme', [{ object: 'Lead', access: ['read'] }, sync]);
    expect((await grantTo(world.org, 'bot', path)).exitCode).to.equal(0);
    await revoke(world.org, '-o', admin, '--receipt', receipt, '--no-prompt');
    expect(held('bot')).to.deep.equal(['Sync_User']);
  });

  it('is taken back where the org shows only then that it gives more than was announced', async () => {
    const path = await define(sync);
    let writes = 0;
    const rewrite: Rewrite = (right, request) => {
      const requests = writes === 0 ? 0 : 1;
      if (isWriting(request)) writes += 1;
      return betrayed({ kind: 'hides', what: 0, until: 1 }, right, request, { requests, writes });
    };
    world.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite });
    const receipt = join(world.folder, 'receipt.json');
    const done = await grantTo(world.org, 'bot', path, '--save-receipt', receipt);
    expect(done.exitCode, done.text).to.equal(68);
    expect(steps(done.result.outcomes)).to.deep.equal(['namedSets done', 'unassign done', 'proof failed UNANNOUNCED']);
    expect(done.result.outcomes.at(-1)?.detail).to.include('object:Account:');
    expect(held('bot')).to.deep.equal([]);
    expect(JSON.parse(await readFile(receipt, 'utf8'))).to.have.deep.property('steps', [
      { step: 'namedSets', state: 'failed', assigned: [] },
    ]);
  });

  it('goes to the first of two where its license has one seat', async () => {
    const path = await define({ permissionSetAssigned: 'acme__OneSeat' });
    const done = await grant(
      world.org,
      ...['-o', admin, '-i', path, '--no-prompt', '-u', 'bot@example.com', '-u', 'second@example.com'],
    );
    expect(done.exitCode, done.text).to.equal(1);
    expect([held('bot'), held('second')]).to.deep.equal([['OneSeat', 'OneSeatPsl'], []]);
    expect(done.result.plan.manual.map(({ message }) => message)).to.deep.equal([
      'acme__OneSeat is not assigned, and cannot be: it is tied to the permission set license OneSeatPsl, of which no seat is free for second@example.com.',
    ]);
  });

  it('of another integration is not named by revoke as one that a grant may have assigned', async () => {
    const path = await define({ permissionSetAssigned: ['Integration_other', 'acme__Sync_User'] });
    const back = await revoke(
      world.org,
      ...['-o', admin, '-i', path, '-u', 'foreign@example.com', '-u', 'holder@example.com', '--no-prompt'],
    );
    expect(back.result.notFound?.flatMap(({ detail }) => detail ?? [])).to.deep.equal(['acme__Sync_User']);
    expect(held('foreign')).to.deep.equal(['Integration_other']);
  });

  it('says for whom it is left to people, all of them', async () => {
    const path = await define({ permissionSetAssigned: ['acme__Sync_User', 'acme__Full'] });
    const done = await grant(
      world.org,
      ...['-o', admin, '-i', path, '--no-prompt'],
      ...['bot', 'lesser', 'least', 'second'].flatMap((user) => ['-u', `${user}@example.com`]),
    );
    const reasons = done.result.plan.manual.map(({ message }) => message);
    expect(reasons).to.deep.equal([
      'acme__Full is not assigned, and cannot be: it is tied to the permission set license FullPsl, of which no seat is free for bot@example.com, lesser@example.com, least@example.com, +1.',
      'acme__Sync_User is not assigned, and Salesforce would refuse it: what it gives is not allowed by the license of lesser@example.com (Salesforce Integration), least@example.com (Salesforce Integration): object:Account:delete, object:Account:edit, object:Account:read.',
    ]);
  });

  it('is written with all else of a user or not at all, and one who is refused stops nobody', async () => {
    const path = await define({ permissionSetAssigned: 'acme__Full' }, sync);
    const done = await grant(
      world.org,
      ...['-o', admin, '-u', 'bot@example.com', '-u', 'full@example.com', '-i', path, '--no-prompt'],
    );
    expect(held('full')).to.deep.equal(['Full', 'FullPsl', 'Sync_User']);
    expect(held('bot')).to.deep.equal(['Sync_User']);
    expect(manual(done.result)).to.deep.equal(['permissionSetAssigned:acme__Full NAMED_SET_WITHOUT_SEAT']);
  });
});
