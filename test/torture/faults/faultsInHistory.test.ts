/** Random faults in `integration history-tracking`: no flag is lost, none too many is set, and a second run finishes the job. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationHistoryTracking from '../../../src/commands/integration/history-tracking.js';
import type { HistoryResult } from '../../../src/report/history/historyResult.js';
import { isTracked } from '../../local-org/schema/fieldHistory.js';
import type { LocalOrg } from '../../local-org/http/localOrgServer.js';
import { torture } from '../support/torture.js';
import { expectContract, expectSoundFiles, filesIn } from './support/contract.js';
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
import type { OrgMemory } from './support/orgMemory.js';
import { forgetVersions, openOrgs, userOf } from './support/orgs.js';
import type { OrgName, Orgs } from './support/orgs.js';
import { runQuietly } from './support/running.js';
import { makeScratch } from './support/scratch.js';
import type { Scratch } from './support/scratch.js';
import { asksForVersions, makeTrouble, mayTakeForEver, troubles, waitOf } from './support/trouble.js';
import type { Trouble } from './support/trouble.js';

/** What is to be tracked: an object whose switch is off, one of one's own, one without a switch, one that tracks already. */
const wishes: readonly (readonly string[])[] = [
  ['--field', 'Opportunity.StageName'],
  ['--field', 'Opportunity.StageName', '--field', 'Opportunity.Amount', '--field', 'Opportunity.Name'],
  ['--field', 'Invoice__c.State__c', '--field', 'Invoice__c.Amount__c'],
  ['--field', 'Case.SuppliedEmail'],
  ['--field', 'Account.Website', '--field', 'Account.Industry'],
  ['--sobject', 'Contact', '--field', 'Email', '--field', 'MailingCity'],
  ['--field', 'Opportunity.StageName', '--field', 'Opportunity.Weighted_Amount__c'],
  ['-i', 'watched'],
  ['--sobject', 'Opportunity'],
];

type Mode = 'look' | 'enable' | 'disable' | 'dryRun' | 'project';

type Script = {
  readonly org: 'main' | 'silent';
  readonly wish: number;
  readonly mode: Mode;
  readonly json: boolean;
  /** Looks only: whoever may not use the Metadata API. */
  readonly blind: boolean;
  readonly trouble: Trouble;
};

const scripts: fc.Arbitrary<Script> = fc.record({
  org: fc.constantFrom('main' as const, 'silent' as const),
  wish: fc.nat({ max: wishes.length - 1 }),
  mode: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Mode>('look') },
    { weight: 8, arbitrary: fc.constant<Mode>('enable') },
    { weight: 3, arbitrary: fc.constant<Mode>('disable') },
    { weight: 1, arbitrary: fc.constant<Mode>('dryRun') },
    { weight: 2, arbitrary: fc.constant<Mode>('project') },
  ),
  json: fc.boolean(),
  blind: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  trouble: troubles({ writes: false, deploys: true }),
});

type Undisturbed = {
  readonly exitCode: number;
  readonly state: readonly string[];
  readonly powers: ReadonlySet<string>;
  readonly files: readonly (readonly [string, string])[];
};

/** A field is called tracked only where the org tracks it, and untracked only where it does not. */
const expectTrueWords = ({ org }: LocalOrg, { sobjects }: HistoryResult): void => {
  for (const { sobject, enabled, trackedFields, requested } of sobjects) {
    const state = org.history.get(sobject);
    if (enabled !== 'unknown' && state !== undefined) expect(enabled, sobject).to.equal(state.objectSwitch);
    for (const field of trackedFields ?? [])
      expect(isTracked(org, sobject, field), `${sobject}.${field} is tracked`).to.equal(true);
    for (const { field, status } of requested) {
      const really = isTracked(org, sobject, field) || isTracked(org, sobject, 'MailingAddress');
      if (status === 'tracked') expect(really, `${sobject}.${field} ${status}`).to.equal(true);
      if (status === 'untracked') expect(isTracked(org, sobject, field), `${sobject}.${field}`).to.equal(false);
    }
  }
};

describe('faults in integration history-tracking', function () {
  this.timeout(120_000);
  let orgs: Orgs;
  let scratch: Scratch;
  const undisturbed = new Map<string, Undisturbed>();
  const proved = new Set<string>();
  /** Where a disable starts: the org with all that the wish enables. */
  const enabled = new Map<string, OrgMemory>();

  before(async () => {
    orgs = await openOrgs(['main', 'silent'], ['admin', 'viewer']);
    scratch = await makeScratch();
  });
  after(async () => {
    await orgs.close();
    await scratch.remove();
  });

  const wishOf = (wish: number): string[] =>
    (wishes[wish] ?? []).map((word) => (word === 'watched' ? orgs.definition('watched') : word));
  const modes: Record<Mode, readonly string[]> = {
    look: [],
    enable: ['--enable', '--no-prompt'],
    disable: ['--disable', '--no-prompt'],
    dryRun: ['--enable', '--dry-run'],
    project: ['--enable'],
  };
  const projectOf = async (folder: string): Promise<[string, string][]> =>
    [...(await filesIn(join(folder, 'project')))].map(([path, text]) => [path.slice(folder.length), text]);
  const run = (local: LocalOrg, argv: readonly string[], prepare?: Parameters<typeof runQuietly>[3]) =>
    runQuietly(local, IntegrationHistoryTracking, argv, prepare);

  const startOf = async (org: OrgName, { wish, mode }: Script): Promise<OrgMemory> => {
    const local = orgs.org(org);
    if (mode !== 'disable') return orgs.untouched(org);
    const key = `${org} ${wish}`;
    const known = enabled.get(key);
    if (known !== undefined) return known;
    restore(local, orgs.untouched(org));
    await run(local, ['-o', userOf(org, 'admin'), ...wishOf(wish), ...modes.enable]);
    const memory = remember(local.org);
    enabled.set(key, memory);
    return memory;
  };

  torture(import.meta.url, 'no flag lost, none too many', { short: 30, long: 1000 }, scripts, async (script) => {
    const { org, wish, mode, trouble } = script;
    const local = orgs.org(org);
    const start = await startOf(org, script);
    const runner = userOf(org, script.blind && org === 'main' ? 'viewer' : 'admin');
    const argvIn = (folder: string): string[] => [
      ...['-o', runner, ...wishOf(wish), ...modes[mode]],
      ...(mode === 'project' ? ['--output-dir', join(folder, 'project')] : []),
      ...(script.json ? ['--json'] : []),
    ];
    const key = [org, wish, mode, runner].join(' ');
    const runClean = async (): Promise<Undisturbed> => {
      restore(local, start);
      const folder = await scratch.newFolder();
      const ran = await run(local, argvIn(folder));
      expectContract('history-tracking', local, argvIn(folder), ran);
      if (ran.error === null) expectTrueWords(local, ran.result as HistoryResult);
      return {
        exitCode: ran.exitCode,
        state: endState(local.org),
        powers: powers(local.org),
        files: await projectOf(folder),
      };
    };
    const clean = undisturbed.get(key) ?? (await runClean());
    undisturbed.set(key, clean);
    restore(local, start);
    const had = powers(local.org);
    const knowAgain = asksForVersions(trouble) ? await forgetVersions(local, runner) : null;

    const folder = await scratch.newFolder();
    const argv = argvIn(folder);
    const ran = await run(local, [...argv, ...waitOf(trouble)], (stop) => makeTrouble(local, trouble, stop));
    const said = `${argv.join(' ')}\nexit code ${ran.exitCode}\n${ran.stdout}\n${ran.stderr}`;
    try {
      expectContract('history-tracking', local, argv, ran);
      await expectSoundFiles(local, folder);
      if (ran.error === null) {
        const result = ran.result as HistoryResult;
        expect(result.ready, said).to.equal(ran.exitCode === 0);
        expectTrueWords(local, result);
        // Before what is still under way comes to its end: done is done.
        if (ran.exitCode === 0 && mode !== 'project')
          expect(missingFrom(powers(local.org), clean.powers), said).to.deep.equal([]);
      }
    } finally {
      finishDeploys(local);
      calm(local);
      await knowAgain?.();
    }
    const has = powers(local.org);
    if (mode === 'disable') {
      expect(missingFrom(had, has), `a disable enables nothing\n${said}`).to.deep.equal([]);
      expect(missingFrom(has, clean.powers), `lost\n${said}`).to.deep.equal([]);
    } else {
      expect(missingFrom(has, had), `lost\n${said}`).to.deep.equal([]);
      expect(missingFrom(clean.powers, has), `beyond the plan\n${said}`).to.deep.equal([]);
    }
    if (ran.exitCode === 2 || ran.error !== null || !['enable', 'disable'].includes(mode))
      expect(changesSince(start, local.org), `nothing was to be written\n${said}`).to.deep.equal([]);
    if (ran.exitCode === 69) expect(mayTakeForEver(trouble), `nothing to wait for\n${said}`).to.equal(true);

    const here = JSON.stringify([key, script.json, [...has].sort(), mode === 'project' ? folder : '']);
    if (proved.has(here)) return;
    proved.add(here);
    const again = await run(local, argv);
    const told = `${said}\n--- again: exit code ${again.exitCode}\n${again.stdout}\n${again.stderr}`;
    expectContract('history-tracking', local, argv, again);
    expect(again.exitCode, told).to.equal(clean.exitCode);
    expect(endState(local.org), told).to.deep.equal(clean.state);
    expect(await projectOf(folder), told).to.deep.equal(clean.files);
    await rm(folder, { recursive: true, force: true });
  });
});
