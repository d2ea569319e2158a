import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import { isOrgWide } from '../../src/platform/orgWidePermissions.js';
import { check, finding, only, statusOf } from '../support/checking.js';
import { runsNow } from '../support/largeMatrix.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { rememberTables } from '../support/orgState.js';
import { grantTo } from '../support/granting.js';

const admin = 'admin@example.com';

/** Which user has the license, and the permission sets of packages, that a definition wants; `full` where none is named. */
const users: Readonly<Record<string, string>> = {
  'cirrus-insight': 'api',
  fin: 'packaged',
  'pendula@as-published': 'packaged',
  'pendula@least-privilege': 'packaged',
  'spotlight-ai': 'packaged',
  // What has to stand on the profile no grant gives.
  'entra-provisioning': 'admin',
  'okta-provisioning': 'admin',
};

/** What is left to people beside rules that say so themselves. */
const byHand: Readonly<Record<string, readonly string[]>> = {};

/** Variants that ask for what controls the whole org because the vendor does. All others are to do without. */
const broad: Readonly<Record<string, readonly string[]>> = {
  'axonius@as-published': [
    'AssignPermissionSets',
    'CustomizeApplication',
    'ManageInternalUsers',
    'ManageProfilesPermissionsets',
    'ManageRemoteAccess',
    'ManageRoles',
    'ManageSharing',
    'ManageUsers',
    'ModifyMetadata',
    'ResetPasswords',
  ],
  'boomerang@as-published': ['CustomizeApplication', 'ModifyMetadata', 'ViewAllData'],
  'ciro@quick-setup': ['ModifyAllData', 'ModifyMetadata', 'ViewAllData'],
  // The Metadata API is on its list of APIs.
  'ciro@granular': ['ModifyMetadata'],
  cognism: ['CustomizeApplication', 'ViewAllData'],
  'gearset-backup@as-published': [
    'AssignPermissionSets',
    'ManageInternalUsers',
    'ManageProfilesPermissionsets',
    'ManageRoles',
    'ManageSharing',
    'ManageUsers',
    'ModifyAllData',
    'ModifyMetadata',
    'ResetPasswords',
    'ViewAllData',
  ],
  'gearset-backup@backup-only': ['ViewAllData'],
  // A feature of its own: tenant secrets.
  'own-backup': ['ManageEncryptionKeys'],
  'it-administrator': ['AssignPermissionSets', 'ManageInternalUsers', 'ManageProfilesPermissionsets', 'ManageRoles'],
  'pendula@as-published': ['CustomizeApplication', 'ModifyMetadata'],
  'rollworks@as-published': ['ManageProfilesPermissionsets'],
  sequel: ['ModifyMetadata'],
  // Two of its features, each for orgs in which nothing narrower does.
  'vonage-contact-center': ['ModifyAllData', 'ModifyMetadata', 'ViewAllData'],
  zendesk: ['ModifyMetadata'],
};

const definitions = await listBuiltIn();
const references = definitions.flatMap(({ id, variants, features }) => {
  const named = variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`);
  return named.map((reference) => (features.length === 0 ? reference : `${reference}+*`));
});

const target = ['-o', admin, '-u', 'full@example.com'];

/** A file in which somebody has accepted a finding. */
const waive = async (id: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), 'vendors-')), 'integration.waivers.yml');
  await writeFile(file, `waivers:\n  - id: ${id}\n    reason: Done when it was set up.\n`);
  return file;
};

const withoutFeatures = (reference: string): string => reference.replace(/\+.*/, '');

describe('built-in definitions, each in every variant with all features', function () {
  this.timeout(60_000);
  let world: World;
  let restore: () => void;

  before(async () => {
    world = await openWorld({ scenario: 'vendors' }, admin);
    restore = rememberTables(world.org.org);
  });
  afterEach(() => restore());
  after(() => world.close());

  for (const [row, reference] of references.entries()) {
    // A push grants every fifth one (`largeMatrix.ts`).
    if (!runsNow(row, 0, 5)) continue;
    it(`${reference} can be granted, and is then ready but for what is by hand`, async () => {
      const name = withoutFeatures(reference);
      const user = users[name] ?? 'full';
      const { result } = await grantTo(world.org, user, reference);
      expect(result.outcomes.filter(({ result: ended }) => !/^(done|alreadyDone)$/.test(ended))).to.deep.equal([]);
      const [after] =
        result.after ??
        (await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', reference)).result.checks;
      expect(after?.findings).to.not.be.empty;
      const open = (after?.findings ?? []).filter(
        ({ level, status, kind }) =>
          level === 'required' &&
          status !== 'met' &&
          status !== 'notApplicable' &&
          kind !== 'manual' &&
          // What sharing opens to the user, a grant does not change.
          !(kind === 'recordVisibility' && status === 'degraded'),
      );
      expect(open.map(({ id, status, code }) => `${id} ${status} ${code}`)).to.deep.equal(byHand[name] ?? []);
      const orgWide = result.plan.adds
        .map(({ id }) => /^userPermission:(.*)/.exec(id)?.[1] ?? '')
        .filter((permission) => isOrgWide(permission));
      expect(orgWide).to.deep.equal(broad[name] ?? []);
      if (name.endsWith('@least-privilege')) expect(orgWide).to.deep.equal([]);
      // Of one object Modify All is what View All and Modify All Data are for the org.
      if (/@(least-privilege|fine-grained)/.test(reference))
        expect(result.plan.adds.filter(({ id }) => id.endsWith(':modifyAllRecords'))).to.deep.equal([]);
    });
  }

  it('gong+engage: says what is missing for people, and is ready after the grant', async () => {
    const before = await check(world.org, ...target, '-i', 'gong+engage');
    expect(before.exitCode).to.equal(1);
    expect(only(before)).to.deep.include({ integration: 'gong', features: ['engage'] });
    for (const said of [/MISSING +API Enabled \(ApiEnabled\), View All Users/, /Campaign +MISSING +- +MISSING/])
      expect(before.text).to.match(said);
    // Modify All is what the page asks for with Engage; Edit is what it does not work without.
    expect(finding(only(before), 'object:Lead:modifyAllRecords').status).to.equal('unmet');

    const granted = await grantTo(world.org, 'full', 'gong+engage');
    expect(granted.exitCode, granted.text).to.equal(0);
    const after = await check(world.org, ...target, '-i', 'gong+engage');
    expect(after.result.ready).to.equal(true);
    // Who has turned multiple currencies on in Gong has a person see to the currency of the user; nobody else is asked.
    expect(only(after).findings.map(({ id }) => id)).to.not.include('manual:currency');
    const currencies = await check(world.org, ...target, '-i', 'gong+engage+multiple-currencies');
    expect(statusOf(only(currencies), 'manual:currency')).to.equal('unknown BY_HAND');
    expect(currencies.exitCode).to.equal(3);
    // What exports of activities and deals take is not asked for, and was not given.
    const other = only(await check(world.org, ...target, '-i', 'gong+activities'));
    expect(finding(other, 'object:Task:create').status).to.equal('unmet');
  });

  it('chili-piper+*, to be installed: all that can be granted is; the first connection is left to a person, and can be accepted', async () => {
    const install = ['-i', 'chili-piper+*', '--phase', 'install'];
    const before = await check(world.org, ...target, ...install);
    expect(before.exitCode).to.equal(1);
    expect(before.text).to.include('PushTopic').and.include('manual:first-connection');
    expect(finding(only(before), 'manual:first-connection').phase).to.equal('install');

    await grantTo(world.org, 'full', 'chili-piper+*', '--phase', 'install');
    const after = await check(world.org, ...target, ...install);
    const open = only(after).findings.filter(({ level, status }) => level === 'required' && status !== 'met');
    expect(open.map(({ id }) => id)).to.deep.equal(['manual:first-connection']);
    // Once it is made, and in daily use, nothing is open.
    const waivers = await waive('manual:first-connection');
    expect((await check(world.org, ...target, ...install, '--waivers', waivers)).result.ready).to.equal(true);
    expect((await check(world.org, ...target, '-i', 'chili-piper+*')).result.ready).to.equal(true);
  });

  it('chili-piper: a check says which phases and features it leaves out, until they are named', async () => {
    const said = async (...argv: string[]): Promise<string> =>
      (await check(world.org, ...target, ...argv)).text.replace(/\s+/g, ' ');
    const plain = await said('-i', 'chili-piper');
    expect(plain).to.include('Left out: what is needed only to install (--phase install).');
    expect(plain).to.include(
      'Features that are not used: create-people, opportunities, cases, campaigns, distro (-i chili-piper+NAME).',
    );
    expect(await said('-i', 'chili-piper+cases')).to.include(
      'not used: create-people, opportunities, campaigns, distro (',
    );
    const whole = await said('-i', 'chili-piper+*', '--phase', 'install');
    expect(whole).to.not.include('Left out:').and.not.include('Features that are not used');
    // Of a variant, another feature is named behind it.
    expect(await said('-i', 'gearset-backup@backup-only+knowledge')).to.include(
      '(-i gearset-backup@backup-only+knowledge+NAME).',
    );
    // Where daily use needs it as well, nothing is left out.
    expect(await said('-i', 'zendesk')).to.include('only to connect for the first time (--phase connect).');
    expect(await said('-i', 'zendesk+ticket-sync')).to.not.include('Left out:');
  });

  it('chili-piper: a plan says what it leaves out as a check does, and both say it in --json', async () => {
    const leftOut = {
      features: ['create-people', 'opportunities', 'cases', 'campaigns', 'distro'],
      phases: ['install'],
    };
    const sentences = [
      'Left out: what is needed only to install (--phase install).',
      'Features that are not used: create-people, opportunities, cases, campaigns, distro (-i chili-piper+NAME).',
    ];
    const checked = await check(world.org, ...target, '-i', 'chili-piper');
    expect(only(checked).leftOut).to.deep.equal(leftOut);
    const planned = await grantTo(world.org, 'full', 'chili-piper', '--dry-run');
    expect(planned.result.leftOut).to.deep.equal(leftOut);
    for (const sentence of sentences) expect(planned.text.replace(/\s+/g, ' ')).to.include(sentence);
    const whole = await grantTo(world.org, 'full', 'chili-piper+*', '--phase', 'install', '--dry-run');
    expect(whole.result).to.not.have.property('leftOut');
    expect(whole.text).to.not.include('Features that are not used');
  });

  it('zendesk: access to cases to connect at first, and afterwards only where tickets become cases', async () => {
    const ofCases = async (...argv: string[]): Promise<string[]> =>
      only(await check(world.org, ...target, ...argv)).findings.flatMap(({ id }) => (/Case|case/.test(id) ? [id] : []));
    expect(await ofCases('-i', 'zendesk')).to.deep.equal([]);
    expect(await ofCases('-i', 'zendesk', '--phase', 'connect')).to.deep.equal(['object:Case:read']);
    expect(await ofCases('-i', 'zendesk+ticket-sync')).to.deep.equal([
      ...['create', 'edit', 'read'].map((access) => `object:Case:${access}`),
      'parameter:case-fields',
    ]);
  });

  it('account-engagement: what is only read of accounts is not asked for as writing', async () => {
    const set = ['--set', 'synced-fields=Lead.Rating', '--set', 'read-fields=Account.Industry'];
    const [granted] = (await grantTo(world.org, 'full', 'account-engagement', ...set)).result.after ?? [];
    const statusOfId = (id: string): string | undefined => granted?.findings.find((one) => one.id === id)?.status;
    for (const id of [
      'field:Lead.Rating:edit',
      'field:Account.Industry:read',
      'object:pi__ObjectChangeLog__c:modifyAllRecords',
    ])
      expect(statusOfId(id), id).to.equal('met');
    expect(granted?.findings.map(({ id }) => id)).to.include('field:pi__ObjectChangeLog__c.pi__ObjectType__c:edit');
  });
});
