/** `integration list` and `describe` contact no org: no trouble of an org's changes what they say. */
import { expect } from 'chai';
import fc from 'fast-check';
import IntegrationDescribe from '../../../src/commands/integration/describe.js';
import IntegrationList from '../../../src/commands/integration/list.js';
import { torture } from '../support/torture.js';
import { expectContract } from './support/contract.js';
import { calm, changesSince } from './support/orgMemory.js';
import { openOrgs } from './support/orgs.js';
import type { Orgs } from './support/orgs.js';
import { runQuietly } from './support/running.js';
import type { Ran, Runnable } from './support/running.js';
import { makeTrouble, troubles } from './support/trouble.js';
import type { Trouble } from './support/trouble.js';

type Script = { readonly argumentList: readonly string[] | null; readonly json: boolean; readonly trouble: Trouble };

const argumentLists: readonly (readonly string[])[] = [
  ['-i', 'ciro'],
  ['-i', 'hg-insights@recommended'],
  ['-i', '6sense', '--authentication', 'usernamePassword'],
  ['-i', 'no-such-vendor'],
  ['-i', 'cognism@nothing'],
  ['-i', './nowhere.yml'],
];

const scripts: fc.Arbitrary<Script> = fc.record({
  argumentList: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.constantFrom(...argumentLists) },
  ),
  json: fc.boolean(),
  trouble: troubles({ writes: false, deploys: false }),
});

describe('faults in integration list and describe', function () {
  this.timeout(120_000);
  let orgs: Orgs;
  const undisturbed = new Map<string, Ran>();

  before(async () => {
    orgs = await openOrgs(['main'], ['admin']);
  });
  after(() => orgs.close());

  torture(import.meta.url, 'no org, no fault', { short: 6, long: 100 }, scripts, async (script) => {
    const local = orgs.org('main');
    const [name, command]: [string, Runnable] =
      script.argumentList === null ? ['list', IntegrationList] : ['describe', IntegrationDescribe];
    const argv = [...(script.argumentList ?? []), ...(script.json ? ['--json'] : [])];
    const key = [name, ...argv].join(' ');
    const clean = undisturbed.get(key) ?? (await runQuietly(local, command, argv));
    undisturbed.set(key, clean);
    const ran = await runQuietly(local, command, argv, (stop) => makeTrouble(local, script.trouble, stop));
    calm(local);
    expectContract(name, local, argv, ran);
    expect(ran.requests, 'nothing is sent').to.deep.equal([]);
    expect(changesSince(orgs.untouched('main'), local.org)).to.deep.equal([]);
    expect([ran.exitCode, ran.stdout, ran.result]).to.deep.equal([clean.exitCode, clean.stdout, clean.result]);
    expect(ran.exitCode).to.equal(/no-such|nothing|nowhere/.test(key) ? 2 : 0);
  });
});
