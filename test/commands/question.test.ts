import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import type { Rewrite } from '../local-org/http/faults.js';
import { json } from '../local-org/http/httpExchange.js';
import { runCommand } from '../support/commandRun.js';
import { grantRefusal } from '../support/granting.js';
import { trackRefusal } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const hostile = '\u001b[2K\u001b[1A\rHarmless\u202e\u001b]0;pwned\u0007\u009b8m\u200b\nApply nothing';

const badLabels: Rewrite = (right) =>
  right.body.kind === 'json'
    ? json(
        right.status,
        JSON.parse(JSON.stringify(right.body.value).replace(/("label":)"[^"]*"/gi, `$1${JSON.stringify(hostile)}`)),
      )
    : right;

/** Without a terminal, for systems that have none to test with; in a real one: test/built/terminal.test.ts. */
describe('the question before something is written', function () {
  this.timeout(60_000);
  let world: World;
  let questions: string[];
  let kept: { isTTY: boolean; ci: string | undefined };
  const sandbox = sinon.createSandbox();

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    world.org.faults.add({ kind: 'rewritten', times: Infinity, match: { path: '/services/data' }, rewrite: badLabels });
  });
  after(() => world.close());
  beforeEach(() => {
    questions = [];
    kept = { isTTY: process.stdin.isTTY, ci: process.env['CI'] };
    process.stdin.isTTY = true;
    process.env['CI'] = 'false';
    sandbox.stub(SfCommand.prototype, 'confirm').callsFake(({ message }) => {
      questions.push(message);
      return Promise.resolve(false);
    });
  });
  afterEach(() => {
    sandbox.restore();
    process.stdin.isTTY = kept.isTTY;
    if (kept.ci === undefined) delete process.env['CI'];
    else process.env['CI'] = kept.ci;
  });

  const expectHarmless = (): void => {
    expect(questions).to.have.length(1);
    // Red is what production is called.
    const text = questions.join('').replaceAll(/\u001b\[[0-9;]*m/g, '');
    expect(text.replaceAll('\n', '')).to.not.match(/[\p{Cc}\u202e\u200b]/u);
  };

  it('of a grant obeys no label of the org, and no is an answer', async () => {
    const refused = await grantRefusal(world.org, '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com');
    expect([refused.exitCode, refused.name]).to.deep.equal([2, 'ConsentRefusedError']);
    expectHarmless();
    expect(questions[0]).to.include('Harmless');
  });

  it('of a grant: who says no has the reports of the plan that he asked for, and is told so', async () => {
    const files = ['plan.md', 'plan.json', 'plan.junit.xml'].map((name) => join(world.home, name));
    const reports = files.flatMap((file) => ['--output-file', file]);
    const argv = ['-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', ...reports];
    const refused = await runCommand(world.org, IntegrationGrant, argv);
    expect(refused.exitCode).to.equal(2);
    expect(refused.outcome).to.have.nested.property('error.name', 'ConsentRefusedError');
    expect(refused.text).to.include('Written: ').and.include('stands in the reports');
    const [markdown = '', data = '', tests = ''] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    expect(markdown).to.include('**NOTHING WRITTEN**').and.include('CustomizeApplication');
    expect(JSON.parse(data)).to.include({ dryRun: false, after: null }).and.have.deep.property('outcomes', []);
    expect(tests).to.match(/<(failure|error)/);
  });

  it('of a grant that nobody can be asked about: the reports are written as well', async () => {
    process.stdin.isTTY = false;
    const file = join(world.home, 'nobody.md');
    const argv = ['-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--output-file', file];
    const refused = await runCommand(world.org, IntegrationGrant, argv);
    expect(refused.outcome).to.have.nested.property('error.name', 'ConsentRequiredError');
    expect(await readFile(file, 'utf8')).to.include('**NOTHING WRITTEN**');
  });

  it('of history-tracking: likewise', async () => {
    const file = join(world.home, 'history.md');
    const argv = ['-o', admin, '--field', 'Opportunity.StageName', '--enable', '--output-file', file];
    const refused = await runCommand(world.org, IntegrationHistoryTracking, argv);
    expect(refused.outcome).to.have.nested.property('error.name', 'ConsentRefusedError');
    expect(refused.text).to.include('stands in the reports');
    expect(await readFile(file, 'utf8'))
      .to.include('**NOTHING WRITTEN**')
      .and.include('To be turned on');
  });

  it('of history-tracking neither', async () => {
    const refused = await trackRefusal(world.org, '-o', admin, '--field', 'Opportunity.StageName', '--enable');
    expect(refused.name).to.equal('ConsentRefusedError');
    expectHarmless();
  });
});
