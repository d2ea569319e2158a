/** Random faults in `integration check`: it never says ready, met or missing where the org says otherwise. */
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationCheck from '../../../src/commands/integration/check.js';
import type { CheckResult } from '../../../src/report/check/checkResult.js';
import { torture } from '../support/torture.js';
import { expectContract, expectObeyed, expectTrue } from './support/contract.js';
import { calm, changesSince } from './support/orgMemory.js';
import { forgetVersions, openOrgs, userOf } from './support/orgs.js';
import type { DefinitionName, OrgName, Orgs } from './support/orgs.js';
import { runQuietly } from './support/running.js';
import type { Ran } from './support/running.js';
import { asksForVersions, makeTrouble, mayTakeForEver, troubles, waitOf } from './support/trouble.js';
import type { Trouble } from './support/trouble.js';

/** Who looks at whom, in which org, against which definitions. Without users the runner looks at himself. */
type Scene = {
  readonly org: OrgName;
  readonly runner: string;
  readonly users: readonly string[];
  readonly definitions: readonly string[];
};

const own = (...names: DefinitionName[]): readonly string[] => names.map((name) => `own:${name}`);

const scenes: readonly Scene[] = [
  { org: 'main', runner: 'admin', users: ['viewer'], definitions: own('plain') },
  { org: 'main', runner: 'admin', users: ['ready'], definitions: own('plain', 'custom') },
  { org: 'main', runner: 'admin', users: ['ready', 'grouped', 'temporary'], definitions: own('contacts') },
  { org: 'main', runner: 'admin', users: ['ready'], definitions: own('watched') },
  { org: 'main', runner: 'admin', users: ['hginsights'], definitions: ['hg-insights'] },
  { org: 'main', runner: 'admin', users: ['frozen', 'former'], definitions: own('plain') },
  { org: 'main', runner: 'admin', users: [], definitions: own('plain') },
  { org: 'main', runner: 'viewer', users: ['grouped'], definitions: own('contacts') },
  { org: 'main', runner: 'standard', users: [], definitions: own('plain', 'contacts') },
  { org: 'main', runner: 'ready', users: [], definitions: own('custom', 'watched') },
  { org: 'sandbox', runner: 'admin', users: ['ciro', 'ready'], definitions: own('plain') },
  { org: 'shop', runner: 'admin', users: ['hginsights'], definitions: own('plain', 'contacts') },
  { org: 'old', runner: 'admin', users: ['ciro'], definitions: own('plain') },
  { org: 'persons', runner: 'admin', users: ['sixsense'], definitions: own('contacts') },
  { org: 'hostile', runner: 'admin', users: ['ansi'], definitions: own('plain') },
  { org: 'sprawl', runner: 'admin', users: ['busy'], definitions: own('plain') },
];

type Script = {
  readonly scene: number;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly strict: boolean;
  readonly again: boolean;
  readonly trouble: Trouble;
};

const scripts: fc.Arbitrary<Script> = fc.record({
  scene: fc.nat({ max: scenes.length - 1 }),
  json: fc.boolean(),
  verbose: fc.boolean(),
  strict: fc.boolean(),
  again: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  trouble: troubles({ writes: false, deploys: false }),
});

describe('faults in integration check', function () {
  this.timeout(120_000);
  let orgs: Orgs;
  /** What an undisturbed run says, by arguments. */
  const undisturbed = new Map<string, Ran>();

  before(async () => {
    orgs = await openOrgs(
      ['main', 'sandbox', 'shop', 'old', 'persons', 'hostile', 'sprawl'],
      ['admin', 'viewer', 'standard', 'ready'],
    );
  });
  after(() => orgs.close());

  const argvOf = ({ scene, json, verbose, strict }: Script): string[] => {
    const { org, runner, users, definitions } = scenes[scene] as Scene;
    const suffix = org === 'sandbox' ? '.uat' : '';
    return [
      ...['-o', userOf(org, runner) + suffix],
      ...users.flatMap((user) => ['-u', userOf(org, user)]),
      ...definitions.flatMap((name) => [
        '-i',
        name.startsWith('own:') ? orgs.definition(name.slice('own:'.length) as DefinitionName) : name,
      ]),
      ...(json ? ['--json'] : []),
      ...(verbose ? ['--verbose'] : []),
      ...(strict ? ['--fail-on', 'recommended'] : []),
    ];
  };

  /** What a result says, without when and at which cost. */
  const said = ({ result }: Ran): unknown => {
    const { checkedAt, apiCalls, ...rest } = result as CheckResult;
    expect([checkedAt, apiCalls]).to.not.include(undefined);
    return rest;
  };

  torture(import.meta.url, 'never a wrong word', { short: 30, long: 1000 }, scripts, async (script) => {
    const { org, runner } = scenes[script.scene] as Scene;
    const local = orgs.org(org);
    const argv = argvOf(script);
    const key = argv.join(' ');
    const { trouble } = script;
    const clean = undisturbed.get(key) ?? (await runQuietly(local, IntegrationCheck, argv));
    undisturbed.set(key, clean);
    expectContract('check', local, argv, clean);
    const knowAgain = asksForVersions(trouble)
      ? await forgetVersions(local, userOf(org, runner) + (org === 'sandbox' ? '.uat' : ''))
      : null;
    const ran = await runQuietly(local, IntegrationCheck, [...argv, ...waitOf(trouble)], (stop) =>
      makeTrouble(local, trouble, stop),
    );
    calm(local);
    await knowAgain?.();
    expectContract('check', local, argv, ran);
    expectObeyed(ran, trouble);
    expect(changesSince(orgs.untouched(org), local.org), 'a check changes nothing').to.deep.equal([]);
    if (ran.exitCode === 69)
      expect(mayTakeForEver(trouble), `nothing to wait for\n${ran.stdout}\n${ran.stderr}`).to.equal(true);
    if (ran.error === null) {
      const { ready, checks } = ran.result as CheckResult;
      expect(ready, 'ready exactly when the exit code is 0').to.equal(ran.exitCode === 0);
      if (ready) expect(clean.exitCode, `never a wrong ready: ${ran.stdout}`).to.equal(0);
      expectTrue(local, checks);
    }
    if (!script.again) return;
    const again = await runQuietly(local, IntegrationCheck, argv);
    expect(again.exitCode, again.stdout + again.stderr).to.equal(clean.exitCode);
    if (again.error === null) expect(said(again)).to.deep.equal(said(clean));
  });
});
