/** Grant and revoke by the real `sf`, with the built plugin linked into an empty home. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Ajv } from 'ajv';
import { expect } from 'chai';

import { listBuiltIn } from '../../src/files/loadDefinition.js';
import type { GrantResult } from '../../src/report/grant/grantResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { isWrite } from '../support/granting.js';
import { changesBetween, noChanges, permissionFacts, rememberTables, stateOf } from '../support/orgState.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfOptions, SfResult } from './sf.js';
import { allowOrgWide } from '../support/allowOrgWide.js';
import { isFirstVendor } from '../support/firstVendors.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const schema = JSON.parse(readFileSync(`${root}/schemas/integration-grant.schema.json`, 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);
const vendors = (await listBuiltIn())
  .filter(isFirstVendor)
  .flatMap(({ id, variants }) => (variants.length === 0 ? [id] : variants.map(({ name }) => `${id}@${name}`)));

describe('sf integration grant and revoke', function () {
  this.timeout(180_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;
  let restore: () => void;

  before(async () => {
    org = await startLocalOrg({ scenario: 'default' });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
    restore = rememberTables(org.org);
  });
  after(async () => {
    await org.close();
    await remove();
  });
  beforeEach(() => {
    restore();
    org.clearRequests();
    org.faults.clear();
  });

  const sf = async (args: string[], options: Partial<SfOptions> = {}): Promise<SfResult> => {
    const result = await runSf(['integration', ...args, '-o', 'admin'], { home, ...options });
    for (const token of org.org.tokens.keys()) {
      expect(result.stdout + result.stderr).to.not.include(token.slice(token.indexOf('!') + 1));
    }
    expect(org.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
    return result;
  };
  const resultOf = ({ json, stdout, stderr, status }: SfResult): GrantResult => {
    const { result } = (json ?? {}) as { result?: GrantResult };
    if (!result) throw new Error(`no result: ${stdout}${stderr}`);
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
    expect(json).to.have.property('status', status);
    return result;
  };
  const target = ['-i', 'hg-insights', '-u', 'api@example.com'];

  it('the way of a rollout: dry run, grant, check, grant again, revoke', async () => {
    const before = stateOf(org.org);
    const receipt = join(home, 'receipt.json');

    const dry = await sf(['grant', ...target, '--dry-run']);
    expect(dry.status, dry.stderr).to.equal(1);
    expect(dry.stdout)
      .to.match(/^Plan for hg-insights@recommended/m)
      .and.include('SalesforceAPIIntegrationPsl');
    expect(changesBetween(before, stateOf(org.org))).to.deep.equal(noChanges);

    const granted = await sf(['grant', ...target, '--no-prompt', '--save-receipt', receipt]);
    expect(granted.status, granted.stdout + granted.stderr).to.equal(0);
    expect(granted.stdout)
      .to.match(/done +assignment: api@example\.com/)
      .and.match(/\bREADY\b/);

    expect((await sf(['check', ...target])).status).to.equal(0);

    org.clearRequests();
    const again = await sf(['grant', ...target, '--no-prompt', '--json']);
    expect(again.status).to.equal(0);
    expect(resultOf(again).outcomes).to.deep.equal([]);
    expect(org.requests.filter(isWrite)).to.deep.equal([]);

    const back = await sf(['revoke', '--receipt', receipt, '--delete', '--no-prompt']);
    expect(back.status, back.stdout + back.stderr).to.equal(0);
    expect(back.stdout).to.match(/Missing now is what was to be missing, as planned above/);
    expect(changesBetween(before, stateOf(org.org))).to.deep.equal(noChanges);
  });

  it('asks nobody where nobody can answer: exit code 2, and nothing is written', async () => {
    const before = stateOf(org.org);
    for (const flags of [[], ['--json']]) {
      const refused = await sf(['grant', ...target, ...flags]);
      expect(refused.status).to.equal(2);
      expect(refused.stdout + refused.stderr).to.include('--no-prompt');
    }
    expect(changesBetween(before, stateOf(org.org))).to.deep.equal(noChanges);
  });

  for (const reference of vendors) {
    it(`${reference}: granted to a new integration user and a standard user, then checked`, async () => {
      const users = ['-i', reference, '-u', 'api@example.com', '-u', 'standard@example.com'];
      const granted = await sf(['grant', ...users, '--no-prompt', ...allowOrgWide, '--json']);
      const { plan, after, outcomes } = resultOf(granted);
      expect(outcomes.filter(({ result }) => result === 'failed')).to.deep.equal([]);
      const checked = await sf(['check', ...users, '--json']);
      expect(checked.status).to.equal(plan.manual.length === 0 ? 0 : 1);
      expect(granted.status).to.equal(checked.status);
      expect(checked.json).to.have.nested.property('result.checks').that.deep.equals(after);
      const open = (after ?? []).flatMap(({ findings }) =>
        findings.filter(({ status, level }) => level === 'required' && status !== 'met' && status !== 'notApplicable'),
      );
      expect([...new Set(open.map(({ id }) => id))]).to.have.members(plan.manual.map(({ id }) => id));
    });
  }

  it('Ctrl-C during the write: it is finished whole and told, exit code 130, and a second run finds nothing to do', async () => {
    const interrupted = await sf(['grant', ...target, '--no-prompt'], {
      // The answer to the first write is held back for longer than any signal takes.
      onStart: (child) =>
        void org.faults.add({
          kind: 'slow',
          match: { path: '/composite/graph' },
          delayMs: 3000,
          onHit: () => void child.kill('SIGINT'),
        }),
    });
    expect(interrupted.status, interrupted.stderr).to.equal(130);
    expect(interrupted.stdout)
      .to.match(/done +permission set license: api@example\.com/)
      .and.match(/done +permission set: /)
      .and.match(/done +assignment: api@example\.com/)
      .and.include('Interrupted');
    expect(interrupted.stderr).to.not.match(/^\s+at /m);
    const facts = permissionFacts(org.org);
    expect(facts.has('license SalesforceAPIIntegrationPsl -> api@example.com')).to.equal(true);
    expect(facts.has('Integration_hg_insights -> api@example.com')).to.equal(true);
    org.faults.clear();
    const again = await sf(['grant', ...target, '--no-prompt']);
    expect(again.status, again.stdout + again.stderr).to.equal(0);
  });
});
