/** What a person at a terminal chooses where flags are missing. In a real terminal: test/built/terminal.test.ts. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import type { CheckResult } from '../../src/report/check/checkResult.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { fakeTerminal, keys } from '../support/fakeTerminal.js';
import type { FakeTerminal, Reaction } from '../support/fakeTerminal.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const integrationQuestion = /Which integration\?[^]*\(/;
const userQuestion = /Which user[^]*@/;
/** The list of users once it has been narrowed to one. */
const narrowedTo = (username: string): RegExp => new RegExp(`Which user[^\\n]*${username}\\n❯ ${username}`);

describe('what is missing is chosen at a terminal', function () {
  this.timeout(60_000);
  let world: World;
  let open: FakeTerminal | undefined;
  let questions: string[];
  let kept: string;
  const sandbox = sinon.createSandbox();

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    kept = process.cwd();
    const folder = join(world.home, 'project');
    await mkdir(join(folder, 'integrations'), { recursive: true });
    await writeFile(join(folder, 'sfdx-project.json'), '{}');
    await writeFile(
      join(folder, 'integrations', 'zeta.yml'),
      'schemaVersion: 1\nid: zeta\nlabel: Zeta Sync\nrequires:\n  - object: Lead\n    access: [read, delete]\n',
    );
    process.chdir(folder);
  });
  after(async () => {
    process.chdir(kept);
    await world.close();
  });
  beforeEach(() => {
    questions = [];
  });
  afterEach(async () => {
    open?.close();
    open = undefined;
    sandbox.restore();
    await rm('integration.config.yml', { force: true });
  });

  const answering = (yes: boolean): void => {
    sandbox.stub(SfCommand.prototype, 'confirm').callsFake(({ message }) => {
      questions.push(message);
      return Promise.resolve(yes);
    });
  };

  const at = async <T>(
    command: Parameters<typeof runCommand>[1],
    argv: string[],
    ...reactions: readonly Reaction[]
  ): Promise<Ran<T>> => {
    open?.close();
    open = fakeTerminal(...reactions);
    const ran = await runCommand<T>(world.org, command, ['-o', admin, ...argv]);
    expect(open.left(), open.screen()).to.deep.equal([]);
    return ran;
  };

  const checksOf = ({ outcome }: Ran<CheckResult>): string[] =>
    'result' in outcome ? outcome.result.checks.map(({ integration, user }) => `${integration} ${user.username}`) : [];

  it('check: Enter at both lists: all definitions, for who looks like an integration user', async () => {
    answering(false);
    const ran = await at<CheckResult>(
      IntegrationCheck,
      [],
      [integrationQuestion, keys.enter],
      [userQuestion, keys.enter],
      ['None of them', keys.enter],
    );
    expect(open?.screen()).to.match(
      /Which integration\?\n❯ All of them, as a table\n\s+zeta\s+\(Zeta Sync; own definition, integrations\/zeta\.yml\)/,
    );
    expect(checksOf(ran).length).to.be.greaterThan(4);
    expect(ran.exitCode).to.equal(1);
  });

  it('users who look like integration users come first, each with why', async () => {
    await at(IntegrationCheck, ['-i', 'zeta'], [userQuestion, keys.ctrlC]);
    const [, list = ''] = /Which user[^\n]*\n([^]*?)\n\s*\n/.exec(open?.screen() ?? '') ?? [];
    const lines = list.split('\n').map((line) => line.replace(/^[❯\s]+/, ''));
    const nobody = lines.findIndex((line) => line.startsWith('Whoever is logged in'));
    const hinted = (nobody < 0 ? lines : lines.slice(0, nobody)).filter((line) => line.includes('@'));
    expect(hinted.length, list).to.be.greaterThan(2);
    for (const line of hinted)
      expect(line).to.match(/license Salesforce Integration|may use the API only|has the permission set/);
    expect(list).to.include('license Salesforce Integration').and.include('may use the API only');
  });

  it('check: what is typed narrows, and the next steps name what was chosen', async () => {
    answering(false);
    const ran = await at<CheckResult>(
      IntegrationCheck,
      [],
      [integrationQuestion, 'zeta'],
      [/Which integration\? zeta\n❯ zeta/, keys.enter],
      [userQuestion, 'ciro@example.com'],
      [narrowedTo('ciro@example.com'), keys.enter],
    );
    expect(checksOf(ran)).to.deep.equal(['zeta ciro@example.com']);
    expect(ran.text).to.match(/integration check -i zeta -u ciro@example.com -o admin@example.com/);
  });

  it('check: whoever is logged in can stay unnamed', async () => {
    answering(false);
    const ran = await at<CheckResult>(
      IntegrationCheck,
      ['-i', 'cognism'],
      [userQuestion, 'Whoever'],
      [/Whoever\n❯ Whoever/, keys.enter],
    );
    expect(checksOf(ran)).to.deep.equal([`cognism ${admin}`]);
    const findings = 'result' in ran.outcome ? (ran.outcome.result.checks[0]?.findings ?? []) : [];
    expect(findings.find(({ id }) => id === 'user:named')).to.include({ status: 'unknown' });
  });

  it('check: a username that is in no list can be typed', async () => {
    const ran = await at<CheckResult>(
      IntegrationCheck,
      ['-i', 'cognism'],
      [userQuestion, 'nobody@nowhere.example'],
      ['Take "nobody@nowhere.example" as the username', keys.enter],
    );
    expect(ran.outcome).to.have.nested.property('error.name', 'UserNotFoundError');
  });

  it('check with gaps: a yes shows the plan of that pair, writes nothing, and the exit code is that of the check', async () => {
    answering(true);
    const ran = await at<CheckResult>(IntegrationCheck, ['-i', 'zeta', '-u', 'grouped@example.com']);
    expect(questions.join()).to.include('See the plan now');
    expect(ran.text).to.include('Integration_zeta').and.include('To apply it:');
    expect(ran.exitCode).to.equal(1);
    expect(
      ran.requests.filter(({ method, path }) => method !== 'GET' && /composite\/graph|sobjects\//.test(path)),
    ).to.deep.equal([]);
  });

  it('grant and revoke: integration and user, and nothing is written without the usual answer', async () => {
    answering(false);
    for (const command of [IntegrationGrant, IntegrationRevoke]) {
      const ran = await at(
        command,
        [],
        [integrationQuestion, 'zeta'],
        [/Which integration\? zeta\n❯ zeta/, keys.enter],
        [userQuestion, 'grouped@'],
        [/Which user[^\n]*grouped@\n❯ grouped@example.com/, keys.enter],
      );
      expect(open?.screen()).to.not.include('All of them').and.not.include('Whoever');
      if (command === IntegrationGrant)
        expect(ran.outcome).to.have.nested.property('error.name', 'ConsentRefusedError');
      else expect(ran.text).to.include('Integration_zeta');
    }
  });

  it('grant: of several integrations of the project file one, with the users of the file', async () => {
    answering(false);
    await writeFile(
      'integration.config.yml',
      'schemaVersion: 1\nintegrations:\n  - definition: zeta\n    users: [grouped@example.com]\n  - definition: ciro\n    users: [ciro@example.com]\n',
    );
    const ran = await at(IntegrationGrant, ['--dry-run'], [/Which integration\?\n❯ zeta\n\s+ciro\n/, keys.enter]);
    expect(ran.text).to.include('grouped@example.com').and.include('Integration_zeta');
  });

  it('Ctrl-C at any question changes nothing and ends with 130', async () => {
    const cases: Array<[Parameters<typeof runCommand>[1], ...Reaction[]]> = [
      [IntegrationCheck, [integrationQuestion, keys.ctrlC]],
      [IntegrationGrant, [integrationQuestion, keys.enter], [userQuestion, keys.ctrlC]],
      [IntegrationRevoke, [integrationQuestion, keys.ctrlC]],
    ];
    for (const [command, ...reactions] of cases) {
      const ran = await at(command, [], ...reactions);
      expect(ran.exitCode).to.equal(130);
      expect(ran.outcome).to.have.nested.property('error.message').that.includes('Nothing in the org was changed');
    }
  });

  it('nobody is asked under --json, with --no-prompt, in CI, or where a part of the terminal is a pipe', async () => {
    answering(true);
    open = fakeTerminal();
    for (const word of ['--json', '--no-prompt']) {
      const ran = await runCommand<CheckResult>(world.org, IntegrationCheck, ['-o', admin, '-i', 'zeta', word]);
      expect(checksOf(ran)).to.deep.equal([`zeta ${admin}`]);
    }
    process.env['CI'] = 'true';
    expect((await runCommand(world.org, IntegrationRevoke, ['-o', admin])).exitCode).to.equal(2);
    open.close();
    open = undefined;
    const ran = await runCommand(world.org, IntegrationRevoke, ['-o', admin]);
    expect(ran.outcome).to.have.nested.property('error.name', 'NothingNamedError');
    expect(questions).to.deep.equal([]);
  });
});
