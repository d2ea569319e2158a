import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { grant, grantRefusal, isWrite } from '../support/granting.js';
import { runsNow } from '../support/largeMatrix.js';
import { permissionFacts, rememberTables } from '../support/orgState.js';
import { rememberingSteps } from '../support/rememberedSteps.js';
import type { Remembered } from '../support/rememberedSteps.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'api@example.com';

type Saved = { adds: Array<{ id: string }>; users: unknown[] } & Record<string, unknown>;

describe('a plan that was reviewed', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;
  let restore: () => void;
  let remembered: Remembered;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    folder = await mkdtemp(join(tmpdir(), 'grant-plan-'));
    restore = rememberTables(world.org.org);
    remembered = rememberingSteps(world.org);
  });
  after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(() => restore());

  /** Saves a plan and returns its path. */
  const saved = async (name: string, ...argv: string[]): Promise<string> => {
    const path = join(folder, `${name}.json`);
    const target = argv.length > 0 ? argv : ['-u', user, '-i', 'hg-insights'];
    const content = await remembered(target.join(' '), async () => {
      await grant(world.org, '-o', admin, ...target, '--dry-run', '--save-plan', path);
      return readFile(path, 'utf8');
    });
    await writeFile(path, content);
    return path;
  };
  const edited = async (path: string, edit: (plan: Saved) => void): Promise<void> => {
    const plan = JSON.parse(await readFile(path, 'utf8')) as Saved;
    edit(plan);
    await writeFile(path, JSON.stringify(plan));
  };
  const refused = async (...argv: string[]): ReturnType<typeof grantRefusal> => {
    const error = await grantRefusal(world.org, '-o', admin, ...argv, '--no-prompt');
    expect(error.exitCode).to.equal(2);
    expect(error.requests.filter(isWrite)).to.deep.equal([]);
    return error;
  };

  it('is enough by itself: the definition, the users and the flags stand in it', async () => {
    const path = await saved('alone', '-u', user, '-i', 'hg-insights', '--minimum', '--permission-set', 'HG_Sync');
    const { exitCode, result } = await grant(world.org, '-o', admin, '--plan', path, '--no-prompt');
    expect(exitCode).to.equal(0);
    expect(result.integration).to.equal('hg-insights');
    expect(result.plan.permissionSet.name).to.equal('HG_Sync');
    expect(result.plan.adds.map(({ id }) => id)).to.not.include('object:Opportunity:modifyAllRecords');
    expect(permissionFacts(world.org.org).has(`HG_Sync -> ${user}`)).to.equal(true);
  });

  it('is named by its definition in the commands that are told after it: what they say does what is meant', async () => {
    const path = await saved('next', '-u', user, '-i', 'hg-insights');
    const { text } = await grant(world.org, '-o', admin, '--plan', path, '--no-prompt');
    expect(text.replaceAll(/\s+/g, ' ')).to.include(
      '"sf integration history-tracking -i hg-insights -o admin@example.com --enable"',
    );
  });

  it('made for another way of logging in is not applied to the one that is given beside it', async () => {
    const definition = join(folder, 'logins.yml');
    await writeFile(
      definition,
      [
        'schemaVersion: 1',
        'id: logins',
        'label: Logins',
        'requires:',
        '  - { object: Lead }',
        '  - { object: Account, when: { authentication: usernamePassword } }',
        '',
      ].join('\n'),
    );
    const path = await saved('login', '-u', user, '-i', definition, '--authentication', 'usernamePassword');
    const error = await refused('--plan', path, '--authentication', 'oauth');
    expect(error.name).to.equal('PlanAuthenticationError');
    const { exitCode } = await grant(world.org, '-o', admin, '--plan', path, '--no-prompt');
    expect(exitCode).to.equal(0);
  });

  const other: [title: string, saved: string[], given: string[], told: RegExp][] = [
    ['definition', [], ['-i', 'cognism'], /-i cognism was given, but the plan was made with -i hg-insights\./],
    [
      'variant',
      [],
      ['-i', 'hg-insights@fine-grained'],
      /-i hg-insights@fine-grained was given, but the plan was made with -i hg-insights\./,
    ],
    [
      'user',
      [],
      ['-u', 'standard@example.com'],
      /-u standard@example\.com was given, but the plan was made with -u api@example\.com\./,
    ],
    [
      'number of users',
      [],
      ['-u', user, '-u', 'standard@example.com'],
      /-u api@example\.com -u standard@example\.com was given, but the plan was made with -u api@example\.com\./,
    ],
    [
      '--include',
      ['-i', '6sense'],
      ['--include', 'recommended'],
      /--include recommended was given, but the plan was made without --include\./,
    ],
    ['--minimum', [], ['--minimum'], /--minimum was given, but the plan was made without --minimum\./],
    [
      '--permission-set',
      ['--permission-set', 'HG_Sync'],
      ['--permission-set', 'HG_Other'],
      /--permission-set HG_Other was given, but the plan was made with --permission-set HG_Sync\./,
    ],
  ];
  for (const [at, [title, made, given, told]] of other.entries()) {
    it(`is refused with another ${title} than it was made for: both are named, and the org is not blamed`, async () => {
      const definition = made.includes('-i') ? [] : ['-i', 'hg-insights'];
      const path = await saved(`other-${at}`, '-u', user, ...definition, ...made);
      const error = await refused('--plan', path, ...given);
      expect(error.name).to.equal('PlanFlagsError');
      expect(error.message)
        .to.match(told)
        .and.not.match(/changed/);
      expect(error.actions?.join(' ')).to.match(/Leave/);
    });
  }

  it('with the same said in other words is applied', async () => {
    const path = await saved('same-words');
    const given = [
      '-i',
      'hg-insights@recommended',
      '-u',
      user.toUpperCase(),
      '--permission-set',
      'integration_hg_insights',
    ];
    expect((await grant(world.org, '-o', admin, '--plan', path, ...given, '--no-prompt')).exitCode).to.equal(0);
  });

  it('says what every user receives', async () => {
    const plan = JSON.parse(await readFile(await saved('receives'), 'utf8')) as Saved;
    expect(plan.users).to.have.length(1);
    expect(plan.users[0]).to.have.property('receives').that.includes('object:Lead:delete');
    expect(plan).to.have.nested.property('permissionSet.alsoFor').that.deep.equals([]);
  });

  it('allows what it names: a permission over the whole org needs no further flag', async () => {
    const path = await saved('whole-org', '-u', 'standard@example.com', '-i', 'cognism');
    const { exitCode } = await grant(world.org, '-o', admin, '--plan', path, '--no-prompt');
    expect(exitCode).to.equal(0);
  });

  it('that names nobody who receives such a permission allows none: a file of an older version, or a trimmed one', async () => {
    const path = await saved('trimmed', '-u', user, '-i', 'cognism');
    await edited(path, (plan) => {
      delete plan['digest'];
      plan.users = plan.users.map((one) => ({ ...(one as object), receives: undefined }));
    });
    const error = await refused('--plan', path);
    expect(error.name).to.equal('OrgWideNotAllowedError');
  });

  it('of another org is called that before anybody is looked for there', async () => {
    const path = await saved('elsewhere');
    await edited(path, (plan) => {
      plan['org'] = { id: '00D000000000009EAA', instanceUrl: 'https://elsewhere.example' };
      plan['request'] = { ...(plan['request'] as object), users: ['nobody.here@example.com'] };
    });
    const error = await refused('--plan', path);
    expect(error.name).to.equal('PlanOfAnotherOrgError');
    expect(error.requests.flatMap(({ queries }) => queries)).to.deep.equal([]);
  });

  it('that somebody has edited is called that, with each difference by name', async () => {
    const path = await saved('edited');
    const struck = 'object:Opportunity:modifyAllRecords';
    await edited(path, (plan) => {
      plan.adds = plan.adds.filter(({ id }) => id !== struck);
      plan.adds.push({ ...plan.adds[0], id: 'object:Case:read' });
    });
    const error = await refused('--plan', path);
    expect(error.name).to.equal('PlanEditedError');
    expect(error.message)
      .to.match(/file/)
      .and.not.match(/org has changed/);
    expect(error.message).to.include('Not in the reviewed plan: Modify All Records on Opportunity.');
    expect(error.message).to.match(/not planned now: Read on Case\./);
  });

  it('that was only laid out anew is the same', async () => {
    const path = await saved('laid-out');
    await edited(path, () => undefined);
    expect((await grant(world.org, '-o', admin, '--plan', path, '--no-prompt')).exitCode).to.equal(0);
  });

  it('is refused where the org has changed since, with what has changed', async () => {
    await grant(world.org, '-o', admin, '-u', user, '-i', 'hg-insights', '--no-prompt');
    const path = await saved('org-changed', '-u', 'standard@example.com', '-i', 'hg-insights');
    const sets = world.org.org.tables.get('PermissionSet');
    for (const [id, row] of sets ?? [])
      if (row['Name'] === 'Integration_hg_insights') sets?.set(id, { ...row, PermissionsManageSharing: true });
    const error = await refused('--plan', path);
    expect(error.name).to.equal('PlanChangedError');
    expect(error.message)
      .to.match(/org has changed/)
      .and.include('Manage Sharing');
  });

  it('and cut off at any request is carried on to the same end, and then has nothing left', async () => {
    const path = await saved('cut-off');
    const carryOut = (): ReturnType<typeof grant> => grant(world.org, '-o', admin, '--plan', path, '--no-prompt');
    const whole = await carryOut();
    const end = [...permissionFacts(world.org.org)].sort();
    let wereDone = 0;
    for (const at of whole.requests.keys()) {
      for (const carriedOut of [false, true]) {
        // A push runs a third of them (`largeMatrix.ts`).
        if (!runsNow(at, carriedOut ? 1 : 0, 3)) continue;
        restore();
        world.org.faults.add({ kind: 'reset', match: { path: '/services', nth: at + 1 }, carriedOut });
        world.org.faults.add({ kind: 'reset', match: { path: '/services', from: at + 2 }, times: Infinity });
        await grant(world.org, '-o', admin, '--plan', path, '--no-prompt', '--wait', '1').catch(() => null);
        world.org.faults.clear();
        const again = await carryOut();
        if (!again.requests.some(isWrite)) wereDone += 1;
        const where = `request ${at + 1}, ${carriedOut ? 'carried out' : 'lost'}`;
        expect([again.exitCode, [...permissionFacts(world.org.org)].sort()], where).to.deep.equal([0, end]);
      }
    }
    expect(wereDone).to.be.above(0);
    const third = await carryOut();
    expect([third.exitCode, third.requests.filter(isWrite)]).to.deep.equal([0, []]);
  });

  it('of an older version of this command names no definition: it has to be named beside it', async () => {
    const path = await saved('older');
    await edited(path, (plan) => {
      for (const key of ['request', 'digest']) delete plan[key];
      for (const one of plan.users as Array<Record<string, unknown>>) delete one['receives'];
      delete (plan['permissionSet'] as Record<string, unknown>)['alsoFor'];
    });
    const error = await refused('--plan', path);
    expect(error.name).to.equal('PlanWithoutRequestError');
    expect(error.actions?.join(' ')).to.include('-i').and.include('-u');
    const { exitCode } = await grant(
      world.org,
      ...['-o', admin, '-u', user, '-i', 'hg-insights', '--plan', path, '--no-prompt'],
    );
    expect(exitCode).to.equal(0);
  });
});

describe('small things of a grant', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, 'viewer@example.com');
    folder = await mkdtemp(join(tmpdir(), 'grant-small-'));
  });
  after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('nothing to do leaves no receipt, and minds none of that name', async () => {
    const [fresh, kept] = [join(folder, 'fresh.json'), join(folder, 'kept.json')];
    await writeFile(kept, 'mine');
    for (const path of [fresh, kept]) {
      const { exitCode, result } = await grant(
        world.org,
        ...['-o', admin, '-u', 'ready@example.com', '-i', '6sense', '--no-prompt', '--save-receipt', path],
      );
      expect([exitCode, result.outcomes]).to.deep.equal([0, []]);
    }
    expect(await readFile(kept, 'utf8')).to.equal('mine');
    expect(await readFile(fresh, 'utf8').catch(() => 'none')).to.equal('none');
  });

  it('without a user nobody is guessed: not the one who is logged in', async () => {
    const error = await grantRefusal(world.org, '-o', admin, '-i', 'ciro', '--dry-run');
    expect(error).to.include({ exitCode: 2, name: 'NoUserError' });
    expect(error.actions?.join(' ')).to.include('-u').and.include('integration-user');
    expect(error.requests).to.deep.equal([]);
  });

  it('says how to apply what a dry run shows, and how to undo what was done', async () => {
    const target = ['-o', admin, '-u', 'viewer@example.com', '-i', '6sense'];
    const [plan, receipt] = [join(folder, 'plan.json'), join(folder, 'receipt.json')];
    const dry = await grant(world.org, ...target, '--dry-run');
    expect(dry.text).to.include(' integration grant -i 6sense -u viewer@example.com');
    const kept = await grant(world.org, ...target, '--dry-run', '--save-plan', plan);
    expect(kept.text).to.include(` integration grant --plan ${plan}`);
    const done = await grant(world.org, ...target, '--no-prompt', '--save-receipt', receipt);
    expect(done.text).to.match(new RegExp(`integration revoke -o ${admin} --receipt ${receipt} --delete`));
  });
});
