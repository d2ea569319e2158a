import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { expand } from '../../src/files/hashDefinition.js';
import { loadDefinition } from '../../src/files/loadDefinition.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check } from '../support/checking.js';
import { grant, grantRefusal, isWrite, revoke, revokeRefusal, stepsOf } from '../support/granting.js';
import type { Refused } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import type { OrgState } from '../support/orgState.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { sampleOf } from '../support/largeMatrix.js';

const admin = 'admin@example.com';
const user = 'api@example.com';
const target = ['-u', user, '-i', 'hg-insights'];

/** What the built-in definition says that whoever grants has to hold; `usernamePassword` changes nothing in it. */
const runnerNeeds = async (variant: string): Promise<string[]> =>
  expand(await loadDefinition(`runner@${variant}`), { variant: null, authentication: 'oauth' }).requirements.flatMap(
    ({ level, need }) => (level === 'required' && need.kind === 'userPermission' ? [need.name] : []),
  );

const runners = { grant: await runnerNeeds('grant'), revoke: await runnerNeeds('revoke') };
const without = (name: string): string[] => runners.grant.filter((permission) => permission !== name);

const scenario = () =>
  loadScenario('default', {
    permissionSets: {
      Runs_Grant: { userPermissions: runners.grant },
      Runs_Revoke: { userPermissions: runners.revoke },
      No_Setup: { userPermissions: without('ViewSetup') },
      No_Sets: { userPermissions: without('ManageProfilesPermissionsets') },
      No_Assign: { userPermissions: without('AssignPermissionSets') },
      Nothing: { userPermissions: ['ApiEnabled', 'ViewSetup'] },
      Integration_6sense: { description: 'Made by hand.', objects: { Account: 'read edit', Case: 'read' } },
    },
    users: Object.fromEntries(
      ['Runs_Grant', 'Runs_Revoke', 'No_Setup', 'No_Sets', 'No_Assign', 'Nothing'].map((name) => [
        name.toLowerCase(),
        { profile: 'Minimum Access - Salesforce', permissionSets: [name] },
      ]),
    ),
  });

const runnerNames = ['runs_grant', 'runs_revoke', 'no_setup', 'no_sets', 'no_assign', 'nothing'].map(
  (name) => `${name}@example.com`,
);

describe('integration grant that is refused before anything is written', function () {
  this.timeout(60_000);
  let world: World;
  let restore: () => void;
  let initial: OrgState;

  before(async () => {
    world = await openWorld({ org: scenario() }, admin, ...runnerNames);
    restore = rememberTables(world.org.org);
    initial = stateOf(world.org.org);
  });
  after(() => world.close());
  afterEach(() => restore());

  const file = (name: string): string => join(world.folder, name);
  const expectUntouched = (requests: Refused['requests']): void => {
    expect(requests.filter(isWrite)).to.deep.equal([]);
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
  };
  const refused = async (...argv: string[]): Promise<Refused> => {
    const error = await grantRefusal(world.org, ...argv);
    expect(error.exitCode).to.equal(2);
    expectUntouched(error.requests);
    return error;
  };

  describe('because of who runs it', () => {
    const lacking: [runner: string, error: string, missing: RegExp][] = [
      ['no_setup', 'GrantNeedsViewSetupError', /ViewSetup/],
      ['no_sets', 'RunnerLacksError', /ManageProfilesPermissionsets/],
      ['no_assign', 'RunnerLacksError', /AssignPermissionSets/],
      [
        'nothing',
        'RunnerLacksError',
        /Manage Profiles and Permission Sets \(ManageProfilesPermissionsets\), Assign Permission Sets \(AssignPermissionSets\)/,
      ],
    ];
    for (const [runner, name, missing] of sampleOf(lacking)) {
      it(`${runner}: names what is missing`, async () => {
        const error = await refused('-o', `${runner}@example.com`, ...target, '--no-prompt');
        expect(error.name).to.equal(name);
        expect(error.message).to.match(missing);
        expect(error.actions).to.not.be.empty;
        // That is what a check advises; grant refuses it.
        expect(error.actions?.join(' ')).to.not.match(/as the integration user itself/);
      });
    }

    it('tells it with the plan of a dry run as well', async () => {
      const ran = await grant(world.org, '-o', 'nothing@example.com', ...target, '--dry-run');
      expect(ran.exitCode).to.equal(1);
      expect(ran.text).to.match(
        /nothing@example\.com needs Manage Profiles and Permission Sets \(ManageProfilesPermissionsets\), Assign Permission Sets \(AssignPermissionSets\)/,
      );
      // Run as printed by whoever may, and not once more by whoever may not.
      expect(ran.text.replaceAll(/\s+/g, ' ')).to.match(
        /ask somebody who may to run this, with -o and their own login to http:\S+: \S+ integration grant (?!.* -o )/,
      );
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('names it for revoke too, before anything is taken', async () => {
      await grant(world.org, '-o', admin, ...target, '--no-prompt');
      const granted = stateOf(world.org.org);
      const looked = await revoke(world.org, '-o', 'no_assign@example.com', ...target, '--dry-run');
      expect(looked.text)
        .to.include('ask somebody who may to run this')
        .and.not.match(/integration revoke .* -o /);
      const error = await revokeRefusal(world.org, '-o', 'no_assign@example.com', ...target, '--no-prompt', '--delete');
      expect(error).to.include({ exitCode: 2, name: 'RunnerLacksError' });
      expect(error.message).to.match(/AssignPermissionSets/);
      expect(changesBetween(granted, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('needs exactly what the definition runner says: grant, check and revoke work with it', async () => {
      const receipt = file('runner.json');
      const granted = await grant(
        world.org,
        ...['-o', 'runs_grant@example.com', ...target, '--no-prompt', '--save-receipt', receipt],
      );
      expect(granted.exitCode, granted.text).to.equal(0);
      expect((await check(world.org, '-o', 'runs_grant@example.com', ...target)).exitCode).to.equal(0);
      const back = await revoke(
        world.org,
        ...['-o', 'runs_revoke@example.com', '--receipt', receipt, '--delete', '--no-prompt'],
      );
      expect(back.exitCode, back.text).to.equal(0);
      expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    });
  });

  describe('because nobody can be asked', () => {
    it('--json without --no-prompt', async () => {
      const error = await refused('-o', admin, ...target, '--json');
      expect(error.name).to.equal('ConsentRequiredError');
    });

    it('no terminal', async () => {
      const error = await refused('-o', admin, ...target);
      expect(error.name).to.equal('ConsentRequiredError');
      expect(error.actions?.join(' ')).to.include('--no-prompt');
    });

    it('revoke neither', async () => {
      await grant(world.org, '-o', admin, ...target, '--no-prompt');
      const granted = stateOf(world.org.org);
      for (const flag of [[], ['--json']]) {
        const error = await revokeRefusal(world.org, '-o', admin, ...target, ...flag);
        expect(error).to.include({ exitCode: 2, name: 'ConsentRequiredError' });
      }
      expect(changesBetween(granted, stateOf(world.org.org))).to.deep.equal(noChanges);
    });
  });

  it('--dry-run: exit code 1 with the plan of the real run, and nothing is written', async () => {
    const dry = await grant(world.org, '-o', admin, ...target, '--dry-run');
    expect(dry.exitCode).to.equal(1);
    expect(dry.result).to.include({ dryRun: true, after: null });
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
    const real = await grant(world.org, '-o', admin, ...target, '--no-prompt');
    expect(real.result.plan).to.deep.equal(dry.result.plan);
    const again = await grant(world.org, '-o', admin, ...target, '--dry-run');
    expect(again.exitCode).to.equal(0);
    expect(again.requests.filter(isWrite)).to.deep.equal([]);
  });

  it('--dry-run with --no-prompt is a dry run: there is nothing to ask', async () => {
    const dry = await grant(world.org, '-o', admin, ...target, '--dry-run', '--no-prompt');
    expect(dry.exitCode).to.equal(1);
    expect(dry.result).to.include({ dryRun: true, after: null });
    expect(changesBetween(initial, stateOf(world.org.org))).to.deep.equal(noChanges);
  });

  describe('because of the permission set', () => {
    const taken = ['-o', admin, '-u', user, '-i', '6sense'];

    it('one of that name that is not ours is left alone', async () => {
      const error = await refused(...taken, '--no-prompt');
      expect(error.name).to.equal('SetNotOursError');
      expect(error.message).to.include('Integration_6sense');
      expect(error.actions?.join(' ')).to.include('--permission-set');
    });

    it('named on purpose it is extended, and what it holds and how it is described stay', async () => {
      const before = permissionFacts(world.org.org);
      const { exitCode, result } = await grant(
        world.org,
        ...[...taken, '--no-prompt', '--permission-set', 'Integration_6sense'],
      );
      expect(exitCode).to.equal(0);
      expect(result.plan.permissionSet).to.deep.include({ name: 'Integration_6sense', exists: true });
      expect(result.plan.adds.map(({ id }) => id)).to.not.include('object:Account:read');
      const after = permissionFacts(world.org.org);
      expect([...before].filter((fact) => !after.has(fact))).to.deep.equal([]);
      expect(after.has('Integration_6sense object:Case:read')).to.equal(true);
      const row = [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].find(
        ({ Name: name }) => name === 'Integration_6sense',
      );
      expect(row).to.include({ Description: 'Made by hand.' });
    });

    it("a name of one's own choice is created", async () => {
      const { exitCode } = await grant(world.org, ...taken, '--no-prompt', '--permission-set', 'Six_Sense_EU');
      expect(exitCode).to.equal(0);
      expect(permissionFacts(world.org.org).has('Six_Sense_EU -> api@example.com')).to.equal(true);
    });

    for (const name of ['bad__name', 'ends_', '1st', 'with-hyphen', 'ünïcode', `x${'y'.repeat(80)}`, '']) {
      it(`the name "${name.slice(0, 12)}" that Salesforce does not take is refused`, async () => {
        const error = await refused(...taken, '--no-prompt', '--permission-set', name);
        expect(error.message).to.match(/name/i);
      });
    }
  });

  describe('because of files', () => {
    const save = ['-o', admin, ...target, '--dry-run', '--save-plan'];
    const apply = ['-o', admin, ...target, '--no-prompt', '--plan'];

    it('a reviewed plan is applied; it is readable and says what and why', async () => {
      const path = file('good.plan.json');
      const dry = await grant(world.org, ...save, path);
      const saved = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      expect(saved).to.deep.include({ schemaVersion: 1, integration: 'hg-insights', adds: dry.result.plan.adds });
      expect(saved).to.have.property('org').that.deep.includes({ id: world.org.org.id });
      const { exitCode, result } = await grant(world.org, ...apply, path);
      expect(exitCode).to.equal(0);
      expect(result.plan).to.deep.equal(dry.result.plan);
    });

    it('a plan is not overwritten', async () => {
      const path = file('kept.plan.json');
      await writeFile(path, 'mine');
      const error = await refused(...save, path);
      expect(error.name).to.equal('FileExistsError');
      expect(await readFile(path, 'utf8')).to.equal('mine');
    });

    const planChanges: [title: string, change: (plan: Record<string, unknown>) => void, error: string][] = [
      [
        'for another org',
        (plan) => Object.assign(plan, { org: { id: '00D000000000009EAA', instanceUrl: 'https://x' } }),
        'PlanOfAnotherOrgError',
      ],
      ['of another definition', (plan) => Object.assign(plan, { integration: 'ciro' }), 'PlanEditedError'],
      ['of an older definition', (plan) => Object.assign(plan, { definitionHash: 'sha256:0' }), 'PlanEditedError'],
      ['with one permission less', (plan) => void (plan['adds'] as unknown[]).pop(), 'PlanEditedError'],
      ['for another user', (plan) => void (plan['users'] as unknown[]).pop(), 'PlanEditedError'],
      ['of another version of the file', (plan) => Object.assign(plan, { schemaVersion: 2 }), 'FileNotOursError'],
    ];
    for (const [title, change, name] of sampleOf(planChanges)) {
      it(`a plan ${title} is refused`, async () => {
        const path = file(`${title.replace(/\W+/g, '-')}.json`);
        await grant(world.org, ...save, path);
        const plan = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
        change(plan);
        await writeFile(path, JSON.stringify(plan));
        const error = await refused(...apply, path);
        expect(error.name).to.equal(name);
        expect(error.actions).to.not.be.empty;
      });
    }

    it('a plan that cannot be read is refused before the org is asked, in words of bearable length', async () => {
      const path = file('broken.plan.json');
      await grant(world.org, ...save, path);
      const plan = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      await writeFile(path, JSON.stringify(plan).slice(0, -1));
      const error = await refused(...apply, path);
      expect(error).to.include({ exitCode: 2, name: 'FileNotJsonError' });
      expect(error.requests).to.be.empty;
      await writeFile(path, JSON.stringify({ ...plan, org: { id: 'x', instanceUrl: 'y'.repeat(100_000) } }));
      const foreign = await refused(...apply, path);
      expect(foreign.name).to.equal('PlanOfAnotherOrgError');
      expect(foreign.message.length).to.be.lessThan(1000);
    });

    it('receipts: one that exists is not overwritten, and nothing is granted', async () => {
      const path = file('kept.receipt.json');
      await writeFile(path, 'mine');
      const error = await refused('-o', admin, ...target, '--no-prompt', '--save-receipt', path);
      expect(error.name).to.equal('FileExistsError');
      expect(await readFile(path, 'utf8')).to.equal('mine');
    });

    it('receipts: one that cannot be written stops the grant', async () => {
      await writeFile(file('a-file'), '');
      const error = await refused('-o', admin, ...target, '--no-prompt', '--save-receipt', file('a-file/receipt.json'));
      expect(error.name).to.equal('FileUnwritableError');
    });

    it('receipts: is not readable by others, and holds no token', async () => {
      const path = file('private.receipt.json');
      await grant(world.org, '-o', admin, ...target, '--no-prompt', '--save-receipt', path);
      const text = await readFile(path, 'utf8');
      for (const token of world.org.org.tokens.keys()) expect(text).to.not.include(token);
      expect(JSON.parse(text)).to.include({ schemaVersion: 1, reference: 'hg-insights' });
    });

    const broken: [title: string, content: string | Buffer | null, error: string][] = [
      ['missing', null, 'FileMissingError'],
      ['half written', '{"schemaVersion": 1, "org"', 'FileNotJsonError'],
      ['binary', '\uFFFD\u0000', 'FileNotJsonError'],
      ['in another encoding', Buffer.from([0x7b, 0xff, 0x7d]), 'FileNotUtf8Error'],
      ['far too large', Buffer.alloc(21_000_000, ' '), 'FileTooLargeError'],
      ['of something else', '{"a": 1}', 'FileNotOursError'],
      ['that is a list', '[]', 'FileNotOursError'],
    ];
    for (const [title, content, name] of sampleOf(broken)) {
      it(`receipts: one ${title} is refused by revoke`, async () => {
        const path = file(`${title.replace(/\W+/g, '-')}.receipt.json`);
        if (content !== null) await writeFile(path, content);
        const error = await revokeRefusal(world.org, '-o', admin, '--receipt', path, '--no-prompt');
        expect(error).to.include({ exitCode: 2, name });
        expect(error.actions?.join('')).to.match(/\w/);
        expectUntouched(error.requests);
      });
    }

    it('receipts: one of another org is refused by revoke', async () => {
      const path = file('foreign.receipt.json');
      await grant(world.org, '-o', admin, ...target, '--no-prompt', '--save-receipt', path);
      const granted = stateOf(world.org.org);
      const receipt = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
      await writeFile(
        path,
        JSON.stringify({ ...receipt, org: { id: '00D000000000009EAA', instanceUrl: 'https://x' } }),
      );
      const error = await revokeRefusal(world.org, '-o', admin, '--receipt', path, '--no-prompt', '--delete');
      expect(error).to.include({ exitCode: 2, name: 'ReceiptOfAnotherOrgError' });
      expect(changesBetween(granted, stateOf(world.org.org))).to.deep.equal(noChanges);
    });

    it('a plan is refused after somebody has changed the permission set or the user', async () => {
      await grant(world.org, '-o', admin, ...target, '--no-prompt');
      const set = [...(world.org.org.tables.get('PermissionSet')?.values() ?? [])].find(
        ({ Name: name }) => name === 'Integration_hg_insights',
      );
      const setId = String(set?.['Id']);
      const plan = file('second-user.json');
      const other = ['-o', admin, '-u', 'standard@example.com', '-i', 'hg-insights'];
      const dry = await grant(world.org, ...other, '--dry-run', '--save-plan', plan);
      expect(dry.result.plan.adds).to.deep.equal([]);
      expect(stepsOf(dry.result.outcomes)).to.deep.equal([]);
      // Somebody puts more into the set: the second user would get it unreviewed.
      const row = world.org.org.tables.get('PermissionSet')?.get(setId) ?? {};
      world.org.org.tables.get('PermissionSet')?.set(setId, { ...row, PermissionsManageUsers: true });
      const error = await grantRefusal(world.org, ...other, '--no-prompt', '--plan', plan);
      expect(error).to.include({ exitCode: 2, name: 'PlanChangedError' });
    });
  });
});
