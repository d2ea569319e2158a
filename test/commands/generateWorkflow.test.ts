import { readFile, writeFile } from 'node:fs/promises';
import { stubSfCommandUx } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationGenerateWorkflow from '../../src/commands/integration/generate/workflow.js';
import { workflowTypes } from '../../src/generate/workflow/workflowPlan.js';
import type { WorkflowResult } from '../../src/report/generate/workflowResult.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import type { Failure } from '../support/commandRun.js';
import { enterHome } from '../support/sfHome.js';
import { enterFolder } from '../support/teamFolder.js';

const project = [
  'integrations: [{ definition: 6sense, users: [a@b.c] }]',
  'orgs: [prod, emea-uat]',
  'monitor:',
  '  heartbeatFrom: BEAT',
  '  channels:',
  '    - { name: team, type: slack, urlFrom: SLACK_URL }',
  '    - { name: issues, type: githubIssue, repository: a/b }',
  '',
].join('\n');

describe('integration generate workflow', () => {
  const sandbox = sinon.createSandbox();
  let log: () => string;
  let leaveHome: () => Promise<void>;
  let leave: () => Promise<void>;

  before(async () => {
    ({ leave: leaveHome } = await enterHome());
  });
  after(() => leaveHome());
  beforeEach(async () => {
    const stubs = stubSfCommandUx(sandbox);
    log = () => stubs.log.args.flat().join('\n');
    ({ leave } = await enterFolder());
  });
  afterEach(async () => {
    await leave();
    sandbox.restore();
    process.exitCode = 0;
  });

  const run = async (...argv: string[]): Promise<WorkflowResult> => {
    const result = (await IntegrationGenerateWorkflow.run(argv)) as WorkflowResult;
    expectCommittedSchema('generate-workflow', JSON.parse(JSON.stringify(result)));
    return result;
  };
  const refusal = async (...argv: string[]): Promise<Failure> => {
    try {
      await IntegrationGenerateWorkflow.run(argv);
    } catch (error) {
      expect((error as Failure).exitCode).to.equal(2);
      expect((error as Failure).actions?.join('') ?? '').not.to.equal('');
      return error as Failure;
    }
    throw new Error('accepted');
  };

  it('says where there is no project file that a look needs one', async () => {
    await run('--type', 'github', '--orgs', 'prod');
    expect(log().replaceAll(/\s+/g, ' ')).to.include('There is no project file');
    sandbox.resetHistory();
    await writeFile('integration.config.yml', project);
    await run('--type', 'jenkins');
    expect(log()).to.include('Written').and.not.include('There is no project file');
  });

  it('says in the lines for cron in whose time they are', async () => {
    await run('--type', 'crontab', '--orgs', 'prod');
    expect(await readFile('integration-monitor.crontab', 'utf8')).to.include('time zone of this machine');
  });

  it('writes files for the orgs and channels of the project file', async () => {
    await writeFile('integration.config.yml', project);
    const { files, orgs, variables } = await run('--type', 'github');
    expect(files.map(({ path, written }) => [path, written])).to.deep.equal([
      ['.github/workflows/integration-monitor.yml', true],
    ]);
    expect(orgs).to.deep.equal([
      { alias: 'prod', login: 'SFDX_AUTH_URL_PROD' },
      { alias: 'emea-uat', login: 'SFDX_AUTH_URL_EMEA_UAT' },
    ]);
    expect(variables).to.deep.equal(['SLACK_URL', 'BEAT']);
    const text = await readFile('.github/workflows/integration-monitor.yml', 'utf8');
    expect(text).to.equal(files[0]?.text).and.include('issues: write').and.include('BEAT: ${{ secrets.BEAT }}');
    expect(log()).to.include('Written: .github/workflows/integration-monitor.yml').and.include('SLACK_URL, BEAT');
  });

  for (const type of workflowTypes)
    it(`writes ${type} without a project file, and leaves it as it is the second time`, async () => {
      const first = await run('--type', type, '--orgs', 'prod,uat', '--at', '23:59', '--output-dir', 'deploy');
      expect(first.files.every(({ written, path }) => written && path.startsWith('deploy'))).to.equal(true);
      const again = await run(
        '--type',
        type,
        '--orgs',
        'prod',
        '--orgs',
        'uat',
        '--at',
        '23:59',
        '--output-dir',
        'deploy',
      );
      expect(again.files.some(({ written }) => written)).to.equal(false);
      expect(again.variables).to.deep.equal([]);
    });

  it('shares many orgs out, to as many parts as suit their number, or are wanted', async () => {
    const shardsOf = async (count: number, ...argv: string[]): Promise<[number, number]> => {
      const names = Array.from({ length: count }, (_, at) => `org-${at}`);
      const { shards, orgs } = await run('--type', 'github', '--orgs', names.join(), '--dry-run', ...argv);
      expect(orgs.map(({ alias }) => alias)).to.deep.equal(names);
      return [shards, new Set(orgs.map(({ login }) => login)).size];
    };
    expect(await shardsOf(10)).to.deep.equal([0, 10]);
    expect(await shardsOf(11)).to.deep.equal([2, 1]);
    expect(await shardsOf(201)).to.deep.equal([3, 3]);
    expect(await shardsOf(201, '--shards', '5')).to.deep.equal([5, 3]);
    expect(await shardsOf(40, '--shards', '0')).to.deep.equal([0, 40]);
    expect(await shardsOf(3, '--shards', '1')).to.deep.equal([1, 1]);
    const { shards } = await run('--type', 'systemd', '--orgs', Array.from({ length: 30 }, (_, at) => `o${at}`).join());
    expect(shards).to.equal(0);
  });

  it('shares out what a pattern of the project file means, without its names in the file', async () => {
    await writeFile('integration.config.yml', project.replace('[prod, emea-uat]', "['acme-*']"));
    expect((await refusal('--type', 'gitlab')).message).to.equal(
      'integration.config.yml:2:8: "acme-*" cannot stand in integration-monitor.gitlab-ci.yml.',
    );
    const { files, shards } = await run('--type', 'gitlab', '--shards', '4');
    expect(shards).to.equal(4);
    expect(files[0]?.text).to.include('--orgs "project$(cat ').and.not.include('acme');
    expect(log().replaceAll(/\s+/g, ' ')).to.include('Parts: 4, for 1 pattern.').and.include('SFDX_AUTH_URLS_1');
    expect(log(), 'nobody knows how many orgs there are').to.not.include('fewer orgs than parts');
    expect(files[0]?.text.replaceAll(/\s+#?\s*/g, ' ')).to.include(
      'Where a pattern means more orgs than these variables hold, put SFDX_AUTH_URLS_2 into this file beside SFDX_AUTH_URLS_1',
    );
    const named = await run('--type', 'azure', '--shards', '2', '--orgs', 'a,b');
    expect(named.files[0]?.text, "a login of another org is nobody's wish").to.include('--orgs a,b --shard "$PART/2"');
  });

  it('counts orgs and patterns apart, and says where there are more parts than orgs', async () => {
    const saidOf = async (orgs: string): Promise<string> => {
      await writeFile('integration.config.yml', project.replace('[prod, emea-uat]', `[${orgs}]`));
      sandbox.resetHistory();
      await run('--type', 'azure', '--shards', '4', '--output-dir', orgs.replaceAll(/\W/g, ''));
      return log().replaceAll(/\s+/g, ' ');
    };
    expect(await saidOf('admin, "prod-*"'))
      .to.include('Parts: 4, for 1 org and 1 pattern. One more job makes one report of them.')
      .and.not.include('fewer orgs than parts');
    expect(await saidOf('"a-*", "b-?"')).to.include('Parts: 4, for 2 patterns.');
    expect(await saidOf('a, b, c'))
      .to.include('Parts: 4, for 3 orgs.')
      .and.include('There are fewer orgs than parts, so some parts have nothing to look at: --shards 3 is enough.');
    const four = await saidOf('a, b, c, d');
    expect(four).to.include('Parts: 4, for 4 orgs.').and.not.include('fewer orgs than parts');
    expect(await readFile('abcd/integration-monitor.azure-pipelines.yml', 'utf8')).to.not.include('a pattern means');
  });

  it('writes nothing where a file is there with another text, or with --dry-run', async () => {
    await run('--type', 'systemd', '--orgs', 'prod', '--dry-run');
    expect(log()).to.include('# integration-monitor@.service').and.include('ExecStart=');
    await writeFile('integration-monitor@.timer', 'mine\n');
    expect((await refusal('--type', 'systemd', '--orgs', 'prod')).message).to.equal(
      'integration-monitor@.timer is there already with another text. Nothing was written.',
    );
    expect(await readFile('integration-monitor@.timer', 'utf8')).to.equal('mine\n');
    expect(await readFile('integration-monitor@.service', 'utf8').catch(() => null)).to.equal(null);
  });

  it('says what is wrong with orgs, a time or a path', async () => {
    const messageOf = async (...argv: string[]): Promise<string> =>
      (await refusal('--type', 'crontab', ...argv)).message;
    expect(await messageOf()).to.equal('No org is named.');
    expect(await messageOf('--orgs', 'a; rm -rf ~')).to.equal(
      '"a; rm -rf ~" cannot stand in integration-monitor.crontab.',
    );
    expect(await messageOf('--orgs', '%i')).to.include('cannot stand');
    expect(await messageOf('--orgs', 'a-b,a_b')).to.equal(
      'The logins of a-b and a_b would have the same name, SFDX_AUTH_URL_A_B.',
    );
    const many = (number: number): string => Array.from({ length: number }, (_, at) => `org-${at}`).join();
    for (const [type, most] of [
      ['github', 256],
      ['gitlab', 200],
    ] as const) {
      const { message, exitCode } = await refusal('--type', type, '--orgs', many(most + 1), '--shards', '0');
      expect(message).to.equal(
        `There are ${most + 1} orgs, and this system makes no more than ${most} jobs of one for each org.`,
      );
      expect(exitCode).to.equal(2);
      expect((await refusal('--type', type, '--orgs', 'a', '--shards', String(most + 1))).message).to.equal(
        `${most + 1} parts are too many: this system makes no more than ${most} jobs.`,
      );
    }
    expect(await messageOf('--orgs', 'a', '--shards', '2')).to.equal(
      'crontab has no parts: one machine looks at all orgs.',
    );
    expect((await refusal('--type', 'github', '--orgs', 'a-*', '--shards', '2')).message).to.include('cannot stand');
    expect(await messageOf('--orgs', 'a', '--at', '24:00')).to.equal('"24:00" is not a time of the day.');
    await writeFile('a b.yml', project);
    expect(await messageOf('--config', 'a b.yml')).to.equal('The path "a b.yml" cannot stand in such a file.');
  });
});
