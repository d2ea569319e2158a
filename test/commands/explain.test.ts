import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationExplain from '../../src/commands/integration/explain.js';
import type { ExplainResult, ExplainSeveralResult } from '../../src/report/explain/explainResult.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { runCommand } from '../support/commandRun.js';
import type { Failure } from '../support/commandRun.js';
import { makeDefinitions } from '../support/definitions.js';
import { expectNarrow } from '../support/checking.js';
import { requestsInSequence } from '../local-org/http/requestLog.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('integration explain', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, 'sixsense@example.com');
  });
  after(() => world.close());

  type Explained = { code: number; calls: number; text: string; result: ExplainResult };
  const explain = async (...argv: string[]): Promise<Explained> => {
    const ran = await runCommand<ExplainResult>(world.org, IntegrationExplain, ['-o', admin, ...argv]);
    if ('error' in ran.outcome) throw ran.outcome.error;
    const { result } = ran.outcome;
    expectCommittedSchema('explain', result);
    expectNarrow(ran.text);
    return { code: ran.exitCode, calls: ran.requests.length, text: ran.text, result };
  };
  const of = (username: string, ...argv: string[]): Promise<Explained> =>
    explain('-u', `${username}@example.com`, ...argv);
  const refusal = async (...argv: string[]): Promise<string> =>
    explain(...argv).then(
      () => 'no refusal',
      (error: Error) => error.name,
    );

  it('names no set among the ways which the licenses of the user would refuse', async () => {
    const asked = ['--sobject', 'Account', '--access', 'edit'];
    const sets = ({ result }: Explained): string[] =>
      result.waysToGet.flatMap(({ do: verb, name = '' }) => (verb === 'assign' ? [name] : []));
    expect(sets(await of('api', ...asked)))
      .to.include('HG_Insights')
      .and.not.include('Everything');
    expect(sets(await of('sixsense', ...asked))).to.include('Everything');
  });

  it('names the feature that brings an object which the org lacks, and no source of what does not exist', async () => {
    const { code, text, result } = await of('grouped', '--sobject', 'AccountTeamMember');
    expect([code, result.status, result.code, result.paths]).to.deep.equal([1, 'impossible', 'NO_SUCH_OBJECT', []]);
    expect(text.replaceAll(/\s+/g, ' '))
      .to.match(/The feature that brings AccountTeamMember may be turned off here.*: account teams\./)
      .and.not.include('did you mean');
  });

  for (const [username, state, told] of [
    ['former', [false, false], '! The user is not active: nobody can log in as this user, whatever the user has.'],
    ['frozen', [true, true], '! The user is frozen: nobody can log in as this user, whatever the user has.'],
  ] as const)
    it(`says of ${username} that nobody can log in: having it is no use then`, async () => {
      const { code, text, result } = await of(username, '--sobject', 'Account');
      expect([code, result.has, [result.user.isActive, result.user.isFrozen]]).to.deep.equal([0, true, state]);
      expect(text.replaceAll(/\s+/g, ' ')).to.include(told);
    });

  it('says it in the list of several users too, and of nobody else', async () => {
    const { text } = await explain(
      '-u',
      'former@example.com,frozen@example.com,ready@example.com',
      '--sobject',
      'Account',
    );
    expect(text).to.include('  HAS IT  Frank Former <former@example.com>, not active\n');
    expect(text).to.include('  HAS IT  Fiona Frozen <frozen@example.com>, frozen\n');
    expect(text).to.match(/ {2}HAS IT {2}Rita Ready <ready@example\.com>\n/);
    expect(text.match(/^! /gm)).to.have.length(2);
  });

  /** `+` grants, `-` with the reason does not; behind it through what, and what implies it. */
  const path = ({ grants, type, name, why, through = [], via }: NonNullable<ExplainResult['paths']>[number]): string =>
    [
      `${grants ? '+' : `-${why}`} ${type} ${name}`,
      ...(through.length > 0 ? [`through ${through.join(', ')}`] : []),
      ...(via === undefined ? [] : [`by ${via}`]),
    ].join(' ');

  const table: ReadonlyArray<readonly [string, string, string[], ExplainResult['has'], string[]]> = [
    [
      'what takes two permissions that one profile holds',
      'standard',
      ['--sobject', 'Task', '--access', 'delete'],
      true,
      ['+ Profile Standard User by ActivitiesAccess', '+ Profile Standard User by EditTask'],
    ],
    [
      'a field that is open with its object',
      'standard',
      ['--field', 'Account.Name', '--access', 'edit'],
      true,
      ['+ Profile Standard User'],
    ],
    ['a permission of a profile', 'admin', ['--permission', 'viewalldata'], true, ['+ Profile System Administrator']],
    [
      'an object that a permission implies too',
      'ready',
      ['--sobject', 'Account', '--access', 'edit'],
      true,
      ['+ PermissionSet Everything', '+ PermissionSet Everything by ModifyAllData'],
    ],
    [
      'a field through two members of a group',
      'grouped',
      ['--field', 'Contact.Email'],
      true,
      ['+ PermissionSetGroup Sales_Integration through Sales_Read, Sales_Write'],
    ],
    [
      'what a group mutes',
      'grouped',
      ['--sobject', 'Lead', '--access', 'delete'],
      false,
      ['-muted PermissionSetGroup Sales_Integration through Sales_Write'],
    ],
    [
      'assignments that have expired, are revoked, or wait for a session',
      'temporary',
      ['--sobject', 'Account'],
      false,
      [
        '-expired PermissionSet Sales_Read',
        '-revoked PermissionSet Sales_Write',
        '-needsActivation PermissionSet Session_Access',
      ],
    ],
    ['nothing', 'sixsense', ['--sobject', 'Lead'], false, []],
    [
      'an object that has no permissions of its own',
      'ready',
      ['--sobject', 'Task'],
      true,
      ['+ Profile Minimum Access - Salesforce by ActivitiesAccess', '+ PermissionSet Everything by ActivitiesAccess'],
    ],
    [
      'a part of an address',
      'ciro',
      ['--field', 'Contact.MailingCity', '--access', 'edit'],
      true,
      ['+ PermissionSet Ciro_Integration by MailingAddress'],
    ],
  ];
  it('explains automation piece by piece, with a step for each', async () => {
    const busy = await openWorld({ scenario: 'hgInsights' }, admin);
    try {
      const argv = ['-o', admin, '-i', 'hg-insights', '-u', 'hginsights@example.com', '--finding', 'automation:Lead'];
      const { text, exitCode } = await runCommand<ExplainResult>(busy.org, IntegrationExplain, argv);
      expectNarrow(text);
      expect(exitCode).to.equal(1);
      for (const part of [
        'Validation rule Leads_By_People_Only: always refuses. ',
        'Flow Tidy_Title: may loop. ',
        '\n  1. Setup > Object Manager > Lead > Validation Rules > Leads_By_People_Only:',
        '\n  2. Setup > Flows > Tidy_Title: ',
      ])
        expect(text).to.include(part);
    } finally {
      await busy.close();
    }
  });

  it('asks at most three times in sequence, whatever it explains', async () => {
    world.org.latency.ms = 30;
    try {
      for (const [what, username, argv] of table) {
        world.org.clearRequests();
        await of(username, ...argv);
        expect(requestsInSequence(world.org.requests), what).to.be.within(1, 3);
      }
    } finally {
      world.org.latency.ms = 0;
    }
  });

  for (const [what, username, argv, has, paths] of table) {
    it(`explains ${what}`, async () => {
      const { code, calls, result } = await of(username, ...argv);
      expect(result.has).to.equal(has);
      expect(code).to.equal(has === true ? 0 : 1);
      expect(result.paths?.map(path)).to.deep.equal(paths);
      expect(calls).to.be.at.most(4);
    });
  }

  it('names the object that is missing under a field, and how to have that explained', async () => {
    const { result, text } = await of('sixsense', '--field', 'Lead.Company');
    expect(result.blockedBy).to.deep.equal(['object:Lead:read']);
    expect(result.waysToGet.at(-1)).to.deep.equal({ do: 'create', adds: ['object:Lead:read'], why: 'newSet' });
    expect(text).to.include('explain -o admin@example.com -u sixsense@example.com --sobject Lead --access read');
  });

  it('says which sets hold it, those first that bring least, and none that is assigned', async () => {
    const { result } = await of('sixsense', '--sobject', 'Lead', '--access', 'create');
    const ways = result.waysToGet.map(({ do: verb, name, adds }) => [verb, name ?? '', ...adds].join(' '));
    expect(ways).to.deep.equal([
      'assign Sales_Integration object:Lead:create',
      'assign Sales_Write object:Lead:create',
      'assign HG_Insights object:Lead:create',
      'assign Ciro_Integration object:Lead:create',
      'assign Everything object:Lead:create userPermission:ViewAllData userPermission:ModifyAllData' +
        ' userPermission:ManageInternalUsers userPermission:CustomizeApplication userPermission:ModifyMetadata',
      'create  object:Lead:create',
    ]);
    const muted = await of('grouped', '--sobject', 'Lead', '--access', 'delete');
    expect(muted.result.waysToGet[0]).to.deep.equal({
      do: 'byHand',
      name: 'Sales_Integration',
      adds: [],
      why: 'muted',
    });
  });

  it('takes a finding of a definition, and adds to its own permission set', async () => {
    const { result } = await of('hginsights', '-i', 'hg-insights', '--finding', 'object:opportunity:edit');
    expect(result.subject).to.equal('object:Opportunity:edit');
    expect(result.waysToGet[0]).to.deep.include({ do: 'create', name: 'Integration_hg_insights' });
  });

  it('takes what a check adds to the rules: a state of the user, with what to do about it', async () => {
    const frozen = await of('frozen', '-i', 'ciro', '--finding', 'user:notfrozen');
    expect(frozen.result).to.deep.include({ subject: 'user:notFrozen', has: false, code: 'USER_FROZEN' });
    expect(frozen.text)
      .to.match(/\nNOT FINE {2}/)
      .and.match(/\nWhat to do\n {2}1\. /);
    expect(frozen.text).to.not.match(/LACKS IT|What would give it/);
    expect(frozen.code).to.equal(1);
    expect(frozen.text).to.include('Unfreeze');
    const fine = await of('sixsense', '-i', '6sense', '--finding', 'user:active', '--without', 'SixSense');
    expect(fine.result).to.deep.include({ subject: 'user:active', has: true, waysToGet: [] });
    expect(fine.result.without).to.deep.include({ has: true });
  });

  it('of a user who looks at himself without View Setup says what he has, and that sources are hidden', async () => {
    const ran = await runCommand<ExplainResult>(world.org, IntegrationExplain, [
      '-o',
      'sixsense@example.com',
      '--sobject',
      'Account',
    ]);
    if ('error' in ran.outcome) throw ran.outcome.error;
    expect(ran.outcome.result).to.deep.include({ has: true, paths: null });
    expect(ran.text).to.include('Sources cannot be seen');
  });

  it('says with --without what would be lost, and what stays', async () => {
    const { code, result, text } = await of('sixsense', '-i', '6sense', '--without', 'sixsense');
    // What matters most comes first, and fields stand together by object.
    expect(text).to.match(/Would be lost: \d+\n +- API Enabled \(ApiEnabled\)/);
    expect(text).to.match(/- Account: Read.*\n[^]*- Account Read: \w+, /);
    expect(code).to.equal(1);
    expect(result.without).to.deep.include({ name: 'sixsense', found: 'PermissionSet' });
    expect(result.without?.loses).to.include.members(['object:Account:read', 'userPermission:ApiEnabled']);
    const stays = await of('grouped', '--sobject', 'Account', '--without', 'Sales_Read');
    expect([stays.code, stays.result.without]).to.deep.equal([
      0,
      { name: 'Sales_Read', found: 'member', has: true, loses: [] },
    ]);
    const license = await of('cognism', '-i', 'cognism', '--without', 'SalesforceAPIIntegrationPsl');
    expect(license.result.without?.found).to.equal('license');
    expect(license.result.without?.loses).to.include('userPermission:ViewAllData');
  });

  it('refuses a name that neither user nor org has, and says of one that others have that nothing would be lost', async () => {
    const ran = await runCommand(world.org, IntegrationExplain, [
      ...['-o', admin, '-u', 'sixsense@example.com', '-i', '6sense', '--without', 'Sixsens'],
    ]);
    if (!('error' in ran.outcome)) throw new Error('no refusal');
    expect([ran.outcome.error.name, ran.outcome.error.exitCode]).to.deep.equal(['NoSuchSourceError', 2]);
    expect(ran.outcome.error.actions?.join(' ')).to.include('SixSense');
    const ofOthers = await of('sixsense', '-i', '6sense', '--without', 'HG_Insights');
    expect([ofOthers.code, ofOthers.result.without]).to.deep.equal([
      0,
      { name: 'HG_Insights', found: 'notHeld', loses: [] },
    ]);
  });

  it('says of a profile what would be lost if another one gave nothing, and what with another one', async () => {
    const profile = ['--without', 'Standard User', '--sobject', 'Account'];
    const most = await of('standard', ...profile);
    expect([most.code, most.result.without]).to.deep.equal([
      1,
      { name: 'Standard User', found: 'Profile', has: false, loses: ['object:Account:read'] },
    ]);
    expect(most.text).to.include('--to-profile');
    const changed = await of('standard', ...profile, '--to-profile', 'system administrator');
    expect([changed.code, changed.result.without]).to.deep.equal([
      0,
      { name: 'Standard User', found: 'Profile', toProfile: 'System Administrator', has: true, loses: [] },
    ]);
    const lost = await of('standard', ...profile, '--to-profile', 'Minimum Access - Salesforce');
    expect([lost.code, lost.result.without?.loses]).to.deep.equal([1, ['object:Account:read']]);
    const standard = ['-u', 'standard@example.com', '--sobject', 'Account'];
    expect(await refusal(...standard, '--to-profile', 'System Administrator')).to.equal('ToProfileWithoutProfileError');
    const toProfile = async (name: string): Promise<string> =>
      refusal('-u', 'standard@example.com', ...profile, '--to-profile', name);
    expect(await toProfile('System Administrators')).to.equal('NoSuchProfileError');
    expect(await toProfile('Minimum Access - API Only Integrations')).to.equal('OtherLicenseError');
  });

  it('says of several users who has it and who would be hit, in one reading', async () => {
    const several = async (
      ...argv: string[]
    ): Promise<{ code: number; calls: number; text: string; result: ExplainSeveralResult }> => {
      const ran = await runCommand<ExplainSeveralResult>(world.org, IntegrationExplain, ['-o', admin, ...argv]);
      if ('error' in ran.outcome) throw ran.outcome.error;
      expectCommittedSchema('explain', ran.outcome.result);
      expectNarrow(ran.text);
      return { code: ran.exitCode, calls: ran.requests.length, text: ran.text, result: ran.outcome.result };
    };
    const users = ['-u', 'grouped@example.com,temporary@example.com', '-u', 'frozen@example.com'];
    const { code, calls, text, result } = await several(...users, '--sobject', 'Account', '--without', 'Sales_Read');
    expect(code).to.equal(0);
    expect(calls).to.be.at.most(4);
    expect(
      result.users.map(({ user, has, without }) => [user.username, has, without?.found, without?.loses]),
    ).to.deep.equal([
      ['grouped@example.com', true, 'member', []],
      ['temporary@example.com', false, 'PermissionSet', []],
      ['frozen@example.com', true, 'PermissionSet', []],
    ]);
    expect(text).to.include('3 users').and.to.include('LOSES NOTHING');
    const hit = await several(...users, '--field', 'Contact.Email', '--without', 'Sales_Integration');
    expect(hit.code).to.equal(1);
    expect(hit.result.users.map(({ without }) => without?.loses)).to.deep.equal([['field:Contact.Email:read'], [], []]);
    expect(hit.text).to.match(/LOSES 1 +Grace Grouped/);
  });

  it('does not call what could not be read, or a user license, fine', async () => {
    const license = await of('sixsense', '-i', '6sense', '--without', 'Salesforce');
    expect([license.code, license.result.without?.found]).to.deep.equal([3, 'userLicense']);
    const own = await runCommand<ExplainResult>(world.org, IntegrationExplain, [
      ...['-o', 'sixsense@example.com', '-i', '6sense', '--without', 'SixSense'],
    ]);
    if ('error' in own.outcome) throw own.outcome.error;
    expect([own.exitCode, own.outcome.result.without?.found]).to.deep.equal([3, 'unknown']);
    expect(own.text.replace(/\s+/g, ' ')).to.include('could not be read, so nobody can say what would be lost');
  });

  it('does not take the minimum of an access for the access, and calls its loss one', async () => {
    const definitions = await makeDefinitions();
    try {
      const file = await definitions.define('weak', [
        { object: 'Lead', access: ['read', 'delete'], minimum: ['read'] },
      ]);
      const lacks = await of('ciro', '-i', file, '--finding', 'object:Lead:delete');
      expect([lacks.code, lacks.result.has, lacks.result.status]).to.deep.equal([1, false, 'degraded']);
      expect(lacks.result.waysToGet[0]?.adds).to.deep.equal(['object:Lead:delete']);
      const lost = await of('ready', '-i', file, '--without', 'Everything');
      expect(lost.result.without?.loses).to.include('object:Lead:delete');
    } finally {
      await definitions.remove();
    }
  });

  it('does not say that a set gives a field of an object which nobody has looked for in it', async () => {
    const { result } = await of('viewer', '--field', 'Lead.Email', '--access', 'edit');
    const assigned = result.waysToGet.find(({ do: verb }) => verb === 'assign');
    expect(assigned).to.deep.include({ adds: ['field:Lead.Email:edit'] });
    expect(assigned?.besides).to.include('object:Lead:read');
  });

  it('does not say that a user lacks what the org does not have, but which name may have been meant', async () => {
    const misspelt: ReadonlyArray<readonly [string[], string, string]> = [
      [['--permission', 'ViewAlData'], 'NoSuchPermissionError', 'ViewAllData'],
      [['--sobject', 'Acount'], 'NoSuchObjectError', 'Account'],
      [['--field', 'Acount.Name'], 'NoSuchObjectError', 'Account'],
      [['--field', 'Account.Wesbite', '--access', 'edit'], 'NoSuchFieldError', 'Account.Website'],
    ];
    for (const [argv, name, meant] of misspelt) {
      const ran = await runCommand(world.org, IntegrationExplain, ['-o', admin, '-u', 'sixsense@example.com', ...argv]);
      if (!('error' in ran.outcome)) throw new Error(`${argv.join(' ')}: no refusal`);
      expect([ran.outcome.error.name, ran.outcome.error.exitCode]).to.deep.equal([name, 2]);
      expect(ran.outcome.error.actions?.join(' ')).to.include(meant);
    }
  });

  it('names the ids of needs to whoever has to type one', async () => {
    const errorOf = async (...argv: string[]): Promise<Failure> => {
      const { outcome } = await runCommand(world.org, IntegrationExplain, ['-o', admin, ...argv]);
      if (!('error' in outcome)) throw new Error('no refusal');
      return outcome.error;
    };
    const without = await errorOf('-i', 'ciro');
    expect([without.name, without.exitCode]).to.deep.equal(['NoSubjectOfError', 2]);
    expect(without.actions?.[0]).to.match(
      /^Give --finding with one of these: .*field:… \(\d+ more\), .*object:Account:create, /,
    );
    const wrong = await errorOf('-i', 'ciro', '-u', 'ciro@example.com', '--finding', 'wrong:thing');
    expect(wrong.actions?.[0]).to.match(/^Give --finding with one of these: .*object:Account:create, .*user:active/);
  });

  it('says what to do about a need that people have to see to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'explain-'));
    const file = join(folder, 'acme.yml');
    const text = 'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - { manual: Assign the app., name: app }\n';
    await writeFile(file, text);
    const ran = await runCommand(world.org, IntegrationExplain, [
      ...['-o', admin, '-u', 'ciro@example.com', '-i', file, '--finding', 'manual:app'],
    ]);
    await rm(folder, { recursive: true });
    expect(ran.exitCode).to.equal(3);
    expect(ran.text.replace(/\s+/g, ' ')).to.match(
      /1\. See to it: Assign the app\. .* a waiver for `manual:app` says so/,
    );
  });

  it('refuses what it cannot make sense of', async () => {
    expect(await refusal()).to.equal('NoSubjectError');
    expect(await refusal('--permission', 'A', '--sobject', 'B')).to.equal('SeveralSubjectsError');
    expect(await refusal('--field', 'Lead')).to.equal('BadFieldError');
    expect(await refusal('--permission', 'View All Data')).to.equal('BadNameError');
    expect(await refusal('--permission', 'object:Lead:read')).to.equal('IdNotNameError');
    expect(await refusal('--sobject', 'not:userPermission:ViewAllData')).to.equal('IdNotNameError');
    expect(await refusal('--field', 'Lead.Email', '--access', 'delete')).to.equal('BadFieldAccessError');
    expect(await refusal('--finding', 'object:Lead:read')).to.equal('FindingWithoutIntegrationError');
    expect(await refusal('-i', 'ciro', '--finding', 'object:Laed:read')).to.equal('NoSuchFindingError');
  });
});
