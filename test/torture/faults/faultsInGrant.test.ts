/** Random faults in `integration grant`: nothing is lost, nothing is given beyond the plan, and a second run finishes the job. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationGrant from '../../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../../src/commands/integration/revoke.js';
import type { GrantResult } from '../../../src/report/grant/grantResult.js';
import type { LocalOrg } from '../../local-org/http/localOrgServer.js';
import { torture } from '../support/torture.js';
import { effectivePowers } from './support/accessOfAll.js';
import { expectContract, expectObeyed, expectSoundFiles, expectTrue, filesIn } from './support/contract.js';
import { grantScenes, referenceOf, runnerOf, usersOf } from './support/grantScenes.js';
import type { GrantScene } from './support/grantScenes.js';
import {
  calm,
  changesSince,
  endState,
  finishDeploys,
  missingFrom,
  powers,
  remember,
  restore,
} from './support/orgMemory.js';
import { forgetVersions, openOrgs } from './support/orgs.js';
import type { Orgs } from './support/orgs.js';
import { runQuietly } from './support/running.js';
import { makeScratch } from './support/scratch.js';
import type { Scratch } from './support/scratch.js';
import { asksForVersions, makeTrouble, mayTakeForEver, troubles, waitOf } from './support/trouble.js';
import type { Trouble } from './support/trouble.js';
import { allowOrgWide } from '../../support/allowOrgWide.js';

type Mode = 'write' | 'plan' | 'dryRun' | 'project';

type Script = {
  readonly scene: number;
  readonly mode: Mode;
  readonly json: boolean;
  readonly wide: boolean;
  readonly receipt: boolean;
  readonly savePlan: boolean;
  /** What comes after the run that the trouble hit. */
  readonly then: 'again' | 'back' | 'againAndBack';
  readonly trouble: Trouble;
};

const scripts: fc.Arbitrary<Script> = fc.record({
  scene: fc.nat({ max: grantScenes.length - 1 }),
  mode: fc.oneof(
    { weight: 8, arbitrary: fc.constant<Mode>('write') },
    { weight: 1, arbitrary: fc.constant<Mode>('plan') },
    { weight: 1, arbitrary: fc.constant<Mode>('dryRun') },
    { weight: 1, arbitrary: fc.constant<Mode>('project') },
  ),
  json: fc.boolean(),
  wide: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  receipt: fc.oneof({ weight: 1, arbitrary: fc.constant(false) }, { weight: 3, arbitrary: fc.constant(true) }),
  savePlan: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  then: fc.constantFrom('again' as const, 'back' as const, 'againAndBack' as const),
  trouble: troubles({ writes: true, deploys: false }),
});

/** How a run ends that nothing disturbs. */
type Undisturbed = {
  readonly exitCode: number;
  readonly state: readonly string[];
  readonly powers: ReadonlySet<string>;
  readonly files: readonly (readonly [string, string])[];
  /** The plan that `--save-plan` kept. */
  readonly plan: string;
};

describe('faults in integration grant', function () {
  this.timeout(120_000);
  let orgs: Orgs;
  let scratch: Scratch;
  const undisturbed = new Map<string, Undisturbed>();
  /** What everybody may do in the org as it was made. */
  const everybody = new Map<string, ReturnType<typeof effectivePowers>>();
  /** States, and receipts beside them, from which the rest is known to go well. */
  const proved = new Set<string>();

  before(async () => {
    orgs = await openOrgs(['main', 'sandbox', 'shop', 'old', 'persons', 'hostile', 'sprawl'], ['admin', 'viewer']);
    scratch = await makeScratch();
  });
  after(async () => {
    await orgs.close();
    await scratch.remove();
  });

  const baseOf = (scene: GrantScene): string[] => [
    ...['-o', runnerOf(scene)],
    ...usersOf(scene).flatMap((user) => ['-u', user]),
    ...['-i', referenceOf(orgs, scene)],
  ];
  const scopeOf = ({ wide }: Script): string[] => (wide ? ['--include', 'recommended,optional,degraded'] : []);
  const modeOf = ({ mode }: Script, folder: string): string[] =>
    mode === 'dryRun'
      ? ['--dry-run']
      : mode === 'project'
        ? ['--output-dir', join(folder, 'project')]
        : ['--no-prompt', ...allowOrgWide];
  const projectOf = async (folder: string): Promise<[string, string][]> =>
    [...(await filesIn(join(folder, 'project')))].map(([path, text]) => [path.slice(folder.length), text]);

  const runUndisturbed = async (script: Script, scene: GrantScene, local: LocalOrg): Promise<Undisturbed> => {
    const folder = await scratch.newFolder();
    const before = everybody.get(scene.org) ?? effectivePowers(local.org);
    everybody.set(scene.org, before);
    const argv = [...baseOf(scene), ...scopeOf(script), ...modeOf(script, folder), '--json'];
    const planFile = join(folder, 'reviewed.json');
    const ran = await runQuietly(local, IntegrationGrant, [...argv, '--save-plan', planFile]);
    expectContract('grant', local, argv, ran);
    const refused = scene.runner !== 'admin' && script.mode !== 'dryRun' && script.mode !== 'project';
    expect(ran.exitCode === 2, `refused\n${ran.stdout}`).to.equal(refused);
    // Its own end must be right before anything is held against it: nobody loses, and others gain nothing.
    const after = effectivePowers(local.org);
    for (const [username, had] of before) {
      const has = after.get(username) ?? new Set();
      expect(missingFrom(has, had), `lost by ${username}`).to.deep.equal([]);
      if (
        !scene.alsoFor.includes(username.replace(/@.*$/, '')) &&
        !usersOf(scene).some((user) => username.startsWith(user))
      )
        expect(missingFrom(had, has), `gained by ${username}`).to.deep.equal([]);
    }
    const end: Undisturbed = {
      exitCode: ran.exitCode,
      state: endState(local.org),
      powers: powers(local.org),
      files: await projectOf(folder),
      plan: ran.error === null ? await readFile(planFile, 'utf8') : '',
    };
    restore(local, orgs.untouched(scene.org));
    return end;
  };

  /** Takes back what the receipt tells; afterwards the org must be as it was. */
  const expectBack = async (scene: GrantScene, local: LocalOrg, receipts: readonly string[]): Promise<void> => {
    for (const receipt of receipts) {
      const argv = ['-o', runnerOf(scene), '--receipt', receipt, '--delete', '--no-prompt'];
      const back = await runQuietly(local, IntegrationRevoke, argv);
      expectContract('revoke', local, argv, back);
      expect(back.exitCode, back.stdout + back.stderr).to.equal(0);
    }
    expect(changesSince(orgs.untouched(scene.org), local.org), 'taken back').to.deep.equal([]);
  };

  torture(import.meta.url, 'nothing lost, nothing too much', { short: 25, long: 1000 }, scripts, async (script) => {
    const scene = grantScenes[script.scene] as GrantScene;
    const local = orgs.org(scene.org);
    const { trouble, mode } = script;
    const initial = orgs.untouched(scene.org);
    restore(local, initial);
    const key = [script.scene, mode === 'plan' ? 'write' : mode, script.wide].join(' ');
    const clean = undisturbed.get(key) ?? (await runUndisturbed(script, scene, local));
    undisturbed.set(key, clean);
    const knowAgain = asksForVersions(trouble) ? await forgetVersions(local, runnerOf(scene)) : null;
    const had = powers(local.org);

    const folder = await scratch.newFolder();
    const receipt = join(folder, 'receipt.json');
    const writes = mode === 'write' || mode === 'plan';
    const argv = [
      ...[...baseOf(scene), ...scopeOf(script), ...modeOf(script, folder), ...waitOf(trouble)],
      ...(script.json ? ['--json'] : []),
      ...(writes && script.receipt ? ['--save-receipt', receipt] : []),
    ];
    const more: string[] = [];
    if (mode === 'plan' && clean.plan !== '') {
      await writeFile(join(folder, 'plan.json'), clean.plan);
      more.push('--plan', join(folder, 'plan.json'));
    } else if (script.savePlan) more.push('--save-plan', join(folder, 'saved.json'));
    const ran = await runQuietly(local, IntegrationGrant, [...argv, ...more], (stop) =>
      makeTrouble(local, trouble, stop),
    );
    finishDeploys(local);
    calm(local);
    await knowAgain?.();
    const said = `${argv.join(' ')}\nexit code ${ran.exitCode}\n${ran.stdout}\n${ran.stderr}`;

    expectContract('grant', local, argv, ran);
    expectObeyed(ran, trouble);
    await expectSoundFiles(local, folder);
    const has = powers(local.org);
    expect(missingFrom(has, had), `lost\n${said}`).to.deep.equal([]);
    expect(missingFrom(clean.powers, has), `beyond the plan\n${said}`).to.deep.equal([]);
    const changes = changesSince(initial, local.org);
    if (ran.exitCode === 2 || ran.error !== null || !writes)
      expect(changes, `nothing was to be written\n${said}`).to.deep.equal([]);
    if (ran.exitCode === 69) expect(mayTakeForEver(trouble), `nothing to wait for\n${said}`).to.equal(true);
    if (ran.error === null) {
      const { after } = ran.result as GrantResult;
      expectTrue(local, after ?? []);
      if (writes && ran.exitCode === 0) expect(missingFrom(has, clean.powers), said).to.deep.equal([]);
    }
    if (clean.exitCode === 2) return;

    const kept = (await filesIn(folder)).get(receipt);
    const steps = kept === undefined ? null : (JSON.parse(kept) as { steps: unknown; permissionSet: unknown }).steps;
    const here = JSON.stringify([key, script.then, script.json, endState(local.org), steps]).replaceAll(
      /"(\w{18}|null)"|"recordId":null/g,
      'id',
    );
    if (writes && proved.has(here)) return;
    proved.add(here);
    const receipts = kept === undefined ? [] : [receipt];
    if (script.then !== 'back' || !writes) {
      const second = join(folder, 'second.json');
      const next = [
        ...baseOf(scene),
        ...scopeOf(script),
        ...modeOf(script, folder),
        ...(script.json ? ['--json'] : []),
      ];
      const again = await runQuietly(local, IntegrationGrant, [...next, ...(writes ? ['--save-receipt', second] : [])]);
      expectContract('grant', local, next, again);
      const told = `${said}\n--- again: exit code ${again.exitCode}\n${again.stdout}\n${again.stderr}`;
      expect(again.exitCode, told).to.equal(clean.exitCode);
      const need = (state: readonly string[]): string[] => state.filter((line) => scene.either?.test(line) !== true);
      expect(need(endState(local.org)), told).to.deep.equal(need(clean.state));
      expect(await projectOf(folder), told).to.deep.equal(clean.files);
      // Where nothing was left to do there is no second receipt.
      receipts.unshift(...((await filesIn(folder)).has(second) ? [second] : []));
    }
    // Without its receipt a half-done grant cannot be told from what was there before.
    if (writes && script.then !== 'again' && kept !== undefined) await expectBack(scene, local, receipts);
    await rm(folder, { recursive: true, force: true });
    expect(remember(local.org).tables.size).to.equal(initial.tables.size);
  });
});
