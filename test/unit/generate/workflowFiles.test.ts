import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { hasParts, workflowFiles } from '../../../src/generate/workflow/workflowFiles.js';
import { workflowTypes } from '../../../src/generate/workflow/workflowPlan.js';
import type { WorkflowType } from '../../../src/generate/workflow/workflowPlan.js';
import { blocksOfAzure, blocksOfGitlab, blocksOfJenkins, blocksOfWorkflow } from '../../support/ciBlocks.js';
import type { Block } from '../../support/ciBlocks.js';
import { partsPlanOf, planOf } from './workflowPlans.js';

const textOf = (type: WorkflowType, at = 0): string => workflowFiles(type, planOf(type))[at]?.text ?? '';

const url = 'force://id:secret:token@acme.my.salesforce.com';
const given = {
  'secrets.SLACK_URL': 'https://hooks',
  'secrets.GITHUB_TOKEN': 'ghs',
  SFDX_AUTH_URL_PROD: url,
  SFDX_AUTH_URL_EMEA_UAT: url,
  SLACK_URL: 'https://hooks',
  GITHUB_TOKEN: 'ghs',
};

/** Programs in the place of `sf` and `npm`, which note how they were called; the code with which `monitor` ends. */
const fakes = (code: number): Record<string, string> => ({
  npm: '#!/bin/sh\necho "npm $*" >> "$CALLS"\n',
  sf: [
    '#!/bin/sh',
    'echo "sf $*" | sed "s#--sfdx-url-file [^ ]*#--sfdx-url-file LOGINFILE#" >> "$CALLS"',
    // Whoever logs in reads the file: its content is what counts.
    'if [ "$1 $2" = "org login" ]; then for last; do :; done; echo "read $(cat "$last")" >> "$CALLS"; grep -q force "$last" || exit 1; fi',
    'if [ "$2" = monitor ]; then echo "with ${SLACK_URL:-nothing} $SF_DISABLE_LOG_FILE" >> "$CALLS"; exit ' +
      code +
      '; fi',
    '',
  ].join('\n'),
});

const calls = (alias: string, state: string, more = ''): string[] => [
  `sf org login sfdx-url --alias ${alias} --sfdx-url-file LOGINFILE`,
  `read ${url}`,
  `sf integration monitor --target-org ${alias} --state-dir ${state}${more}`,
  'with https://hooks true',
];
const install = [
  'npm install --global @salesforce/cli',
  'sf plugins trust allowlist add --name sf-plugin-integration',
  'sf plugins install sf-plugin-integration',
];

(process.platform === 'win32' ? describe.skip : describe)('the scripts of a workflow', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'workflow-'));
    await mkdir(join(folder, 'bin'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs the blocks one after the other, as the system does. @returns how programs were called, and the last code */
  const run = async (blocks: readonly Block[], code = 0): Promise<{ called: string[]; code: number }> => {
    for (const [name, text] of Object.entries(fakes(code))) {
      await writeFile(join(folder, 'bin', name), text);
      await chmod(join(folder, 'bin', name), 0o755);
    }
    const file = join(folder, 'calls');
    await writeFile(file, '');
    let last = 0;
    for (const { shell, script, env } of blocks) {
      const path = join(folder, 'script');
      await writeFile(path, script);
      const [program = 'sh', ...args] = shell;
      last = await new Promise<number>((resolve) => {
        const environment = {
          ...{ PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, HOME: folder, CALLS: file, TMPDIR: join(folder, 'bin') },
          ...env,
        };
        execFile(program, [...args, path], { cwd: folder, env: environment }, (error) =>
          resolve(error ? Number(error.code ?? -1) : 0),
        );
      });
      if (last !== 0) break;
    }
    const called = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
    return { called: called.map((line) => line.replaceAll(folder, 'HOME')), code: last };
  };

  it('of GitHub install, log in and look', async () => {
    for (const [alias, login] of [
      ['prod', 'SFDX_AUTH_URL_PROD'],
      ['emea-uat', 'SFDX_AUTH_URL_EMEA_UAT'],
    ] as const) {
      // As the matrix fills it in.
      const text = textOf('github')
        .replaceAll('${{ matrix.org }}', alias)
        .replaceAll('secrets[matrix.login]', `secrets.${login}`);
      const blocks = blocksOfWorkflow(text, { ...given, [`secrets.${login}`]: url });
      expect(await run(blocks)).to.deep.equal({
        called: [...install, ...calls(alias, '.integration-monitor')],
        code: 0,
      });
      expect((await run(blocks, 1)).code).to.equal(1);
    }
  });

  it('of GitLab do the same, with the variable that the matrix names', async () => {
    const [block] = blocksOfGitlab(textOf('gitlab'), { ...given, ORG: 'emea-uat', LOGIN: 'SFDX_AUTH_URL_EMEA_UAT' });
    if (!block) return expect.fail('no job');
    expect(await run([block])).to.deep.equal({
      called: [...install, ...calls('emea-uat', '.integration-monitor')],
      code: 0,
    });
    expect((await run([block], 68)).code).to.equal(68);
  });

  it('of Azure do the same, in a job for each org', async () => {
    const pipeline = parse(textOf('azure')) as { variables: unknown; jobs: Array<{ job: string; steps: unknown }> };
    expect(pipeline.jobs.map(({ job }) => job)).to.deep.equal(['look_prod', 'look_emea_uat']);
    for (const [at, alias] of ['prod', 'emea-uat'].entries()) {
      const text = stringify({ variables: pipeline.variables, steps: pipeline.jobs[at]?.steps });
      const blocks = blocksOfAzure(text.replaceAll('$(Pipeline.Workspace)', folder), given);
      expect(await run(blocks)).to.deep.equal({
        called: [...install, ...calls(alias, 'HOME/.integration-monitor')],
        code: 0,
      });
    }
  });

  it('of Jenkins do the same, in a stage for each org', async () => {
    const blocks = blocksOfJenkins(textOf('jenkins'), given);
    expect(blocks.map(({ name }) => name)).to.deep.equal(['Install', 'Look at prod', 'Look at emea-uat']);
    expect((await run(blocks)).called).to.deep.equal([
      'npm install --prefix .sf-cli @salesforce/cli',
      ...install.slice(1),
      ...calls('prod', 'HOME/.integration-monitor'),
      ...calls('emea-uat', 'HOME/.integration-monitor'),
    ]);
  });

  type CronJob = {
    spec: {
      jobTemplate: { spec: { completions: number; template: { spec: { containers: [{ command: string[] }] } } } };
    };
  };

  it('of Kubernetes look at the org of their index, and are done with what is news', async () => {
    const [orgs, , job] = parseAllDocuments(textOf('kubernetes')).map((one) => one.toJS() as unknown);
    const { completions, template } = (job as CronJob).spec.jobTemplate.spec;
    const names = (orgs as { data: { orgs: string } }).data.orgs;
    expect(names.trim().split('\n')).to.have.length(completions);
    for (const name of ['orgs', 'logins', 'state', 'project']) await mkdir(join(folder, name));
    await writeFile(join(folder, 'orgs', 'orgs'), names);
    await writeFile(join(folder, 'logins', 'emea-uat'), url);
    const [sh = '', option = '', script = ''] = template.spec.containers[0].command;
    expect([sh, option]).to.deep.equal(['/bin/sh', '-c']);
    const block: Block = {
      name: 'look',
      shell: ['sh'],
      script: script.replace(/(?<=[ "])\/(?=orgs|logins|state|project)/g, `${folder}/`),
      env: { JOB_COMPLETION_INDEX: '1', SLACK_URL: 'https://hooks', SF_DISABLE_LOG_FILE: 'true' },
    };
    const { called, code } = await run([block]);
    expect(called.filter((line) => !line.startsWith('sf org login'))).to.deep.equal([
      ...install,
      ...calls('emea-uat', 'HOME/state/emea-uat', ' --config HOME/project/integration.config.yml').slice(1),
    ]);
    expect(code).to.equal(0);
    for (const [ends, of] of [
      [1, 0],
      [3, 0],
      [2, 2],
      [68, 68],
      [130, 130],
    ] as const)
      expect((await run([block], ends)).code, `monitor ends with ${ends}`).to.equal(of);
  });

  /** How `sf` is called for a part, with the logins of two variables. */
  const partCalls = (part: string, state: string): string[] => [
    ...['prod', 'emea-uat', 'last'].flatMap((alias) => [
      `sf org login sfdx-url --alias ${alias} --sfdx-url-file LOGINFILE`,
      `read ${url}`,
    ]),
    `sf integration monitor --orgs project --shard ${part} --state-dir ${state}`,
    'with https://hooks true',
  ];
  const merged = (folder: string): string[] => [
    `sf integration monitor --merge ${folder} --output-file integration-monitor.html`,
    'with nothing true',
  ];
  const logins = { SFDX_AUTH_URLS_1: `prod=${url} emea-uat=${url}`, SFDX_AUTH_URLS_2: `last=${url}\n` };
  const partsOf = (type: WorkflowType): string => workflowFiles(type, partsPlanOf(type))[0]?.text ?? '';

  /** A part ends well whatever it has found, as the report tells it; where it could not do its work it fails. */
  const endsOfParts = [
    ...[[0, 0] as const, [1, 0] as const, [3, 0] as const, [68, 0] as const],
    ...[[2, 2] as const, [130, 130] as const],
  ];
  const expectEnds = async (look: readonly Block[], report: readonly Block[]): Promise<void> => {
    for (const [ends, of] of endsOfParts) expect((await run(look, ends)).code, `a part ends with ${ends}`).to.equal(of);
    for (const [ends] of endsOfParts)
      expect((await run(report, ends)).code, `the report ends with ${ends}`).to.equal(ends);
  };

  it('of GitHub look at a part, and make one report of all', async () => {
    const secrets = Object.fromEntries(Object.entries(logins).map(([name, value]) => [`secrets.${name}`, value]));
    const blocks = blocksOfWorkflow(partsOf('github').replaceAll('${{ matrix.part }}', '2'), { ...given, ...secrets });
    const [look, report] = [blocks.slice(0, 3), blocks.slice(3)];
    expect((await run(look)).called).to.deep.equal([...install, ...partCalls('2/4', '.integration-monitor')]);
    expect((await run(report)).called).to.deep.equal([...install, ...merged('.integration-monitor')]);
    await expectEnds(look, report);
  });

  it('of GitLab do the same, with logins in files', async () => {
    const paths: Record<string, string> = {};
    for (const [name, value] of Object.entries(logins)) {
      paths[name] = join(folder, name);
      await writeFile(join(folder, name), value);
    }
    const [look, report] = blocksOfGitlab(partsOf('gitlab'), { ...given, ...paths, PART: '3' });
    if (!look || !report) return expect.fail('no jobs');
    expect((await run([look])).called).to.deep.equal([...install, ...partCalls('3/4', '.integration-monitor')]);
    await expectEnds([look], [{ ...report, env: { SF_DISABLE_LOG_FILE: 'true' } }]);
  });

  it('of Azure do the same, with the artifacts of the parts side by side', async () => {
    const { variables, jobs } = parse(partsOf('azure')) as { variables: unknown; jobs: Array<{ steps: unknown }> };
    const blocksOf = (steps: unknown): Block[] =>
      blocksOfAzure(
        stringify({ variables, steps })
          .replaceAll('$(Pipeline.Workspace)', folder)
          .replaceAll('$(System.JobPositionInPhase)', '4'),
        { ...given, ...logins },
      );
    const look = blocksOf(jobs[0]?.steps);
    expect((await run(look)).called).to.deep.equal([...install, ...partCalls('4/4', 'HOME/.integration-monitor')]);
    for (const part of [1, 2, 3])
      await mkdir(join(folder, `integration-monitor-${part}-of-4/shard-${part}-of-4`), { recursive: true });
    const report = blocksOf(jobs[1]?.steps);
    expect((await run(report)).called).to.deep.equal([...install, ...merged('looks')]);
    expect((await readdir(join(folder, 'looks'))).sort()).to.deep.equal([1, 2, 3].map((part) => `shard-${part}-of-4`));
    await expectEnds(look, report);
  });

  it('of Jenkins do the same, with a home of their own that does not stay', async () => {
    await mkdir(join(folder, '.integration-monitor/shard-2-of-4'), { recursive: true });
    const [look, clean, report] = blocksOfJenkins(partsOf('jenkins'), { ...given, ...logins }).map((block): Block => ({
      ...block,
      env: { ...block.env, PART: '2' },
    }));
    if (!look || !clean || !report) return expect.fail('no stages');
    const installed = ['npm install --prefix .sf-cli @salesforce/cli', ...install.slice(1)];
    expect((await run([look])).called).to.deep.equal([...installed, ...partCalls('2/4', 'HOME/.integration-monitor')]);
    expect(await readdir(join(folder, 'looks'))).to.deep.equal(['shard-2-of-4']);
    expect(await readdir(folder)).to.not.include('.sf-home');
    expect(report.env, 'the report needs no channel').to.not.have.property('SLACK_URL');
    expect((await run([report])).called).to.deep.equal([...installed, ...merged('looks')]);
    await expectEnds([look], [report]);
    expect((await run([clean])).code).to.equal(0);
    expect(await readdir(folder)).to.not.include('looks');
  });

  it('of Kubernetes do the same, and the report comes when the looks have ended', async () => {
    type Job = {
      spec: {
        schedule: string;
        jobTemplate: {
          spec: {
            backoffLimit?: number;
            completions?: number;
            activeDeadlineSeconds: number;
            template: { spec: { containers: Array<{ command: string[] }> } };
          };
        };
      };
    };
    const text = workflowFiles('kubernetes', partsPlanOf('kubernetes', { at: { hour: 23, minute: 5 } }))[0]?.text ?? '';
    const [, look, report] = parseAllDocuments(text).map((one) => one.toJS() as Job);
    if (!look || !report) return expect.fail('no jobs');
    expect([look.spec.schedule, report.spec.schedule]).to.deep.equal(['5 23 * * *', '5 1 * * *']);
    expect(look.spec.jobTemplate.spec.activeDeadlineSeconds).to.equal(2 * 3600);
    expect([look.spec.jobTemplate.spec.completions, report.spec.jobTemplate.spec.backoffLimit]).to.deep.equal([4, 0]);
    const blockOf = (job: Job): Block => {
      const [, , script = ''] = job.spec.jobTemplate.spec.template.spec.containers[0]?.command ?? [];
      const here = ['/logins', '/state', '/project'].reduce(
        (done, path) => done.replaceAll(new RegExp(`(?<=[ "])${path}\\b`, 'g'), folder + path),
        script,
      );
      return { name: 'pod', shell: ['sh'], script: here, env: { SF_DISABLE_LOG_FILE: 'true' } };
    };
    await mkdir(join(folder, 'logins'));
    for (const alias of ['emea-uat', 'last', 'prod']) await writeFile(join(folder, 'logins', alias), url);
    await writeFile(join(folder, 'logins', 'zbad'), 'no-url');
    expect((await run([blockOf(look)])).called.at(-2)).to.include('--orgs project,zbad --shard auto/4');
    await rm(join(folder, 'logins', 'zbad'));
    const { called } = await run([blockOf(look)]);
    expect(called.slice(install.length)).to.deep.equal([
      ...['emea-uat', 'last', 'prod'].flatMap((alias) => [
        `sf org login sfdx-url --alias ${alias} --sfdx-url-file LOGINFILE`,
        `read ${url}`,
      ]),
      'sf integration monitor --orgs project --shard auto/4 --state-dir HOME/state --config HOME/project/integration.config.yml',
      'with nothing true',
    ]);
    expect((await run([blockOf(report)])).called.slice(install.length)).to.deep.equal([
      'sf integration monitor --merge HOME/state',
      'with nothing true',
    ]);
    await expectEnds([blockOf(look)], [blockOf(report)]);
  });

  it('of a part look though one of the logins fails', async () => {
    const blocks = blocksOfGitlab(partsOf('gitlab'), {
      ...given,
      SFDX_AUTH_URLS_1: 'one',
      SFDX_AUTH_URLS_2: 'two',
      PART: '1',
    });
    await writeFile(join(folder, 'one'), `bad=no-url prod=${url}`);
    await writeFile(join(folder, 'two'), '');
    const [look] = blocks;
    if (!look) return expect.fail('no job');
    const { called, code } = await run([look]);
    expect(called).to.include('sf org login sfdx-url --alias prod --sfdx-url-file LOGINFILE');
    // By its name, so that its org is told, which a pattern would not mean without its login.
    expect(called.at(-2)).to.include('--orgs project,bad --shard 1/4');
    expect(code).to.equal(0);
  });

  it('of a part hand on from step to step which login has failed, and forget it when it works', async () => {
    const lookWith = async (first: string): Promise<{ called: string[]; code: number }> =>
      run(
        blocksOfWorkflow(partsOf('github').replaceAll('${{ matrix.part }}', '2'), {
          ...{ ...given, 'secrets.SFDX_AUTH_URLS_1': first, 'secrets.SFDX_AUTH_URLS_2': `last=${url} gone=x` },
        }).slice(0, 3),
      );
    expect((await lookWith(`prod=${url} bad=no-url`)).called.at(-2)).to.include('--orgs project,bad,gone --shard');
    expect((await lookWith(`prod=${url} bad=${url}`)).called.at(-2)).to.include('--orgs project,gone --shard');
  });

  it('of a part refuse a login without the name of its org, and show nothing of it', async () => {
    const blocks = blocksOfWorkflow(partsOf('github').replaceAll('${{ matrix.part }}', '2'), {
      ...{ ...given, 'secrets.SFDX_AUTH_URLS_1': `${url}==`, 'secrets.SFDX_AUTH_URLS_2': `last=${url}` },
    }).slice(0, 3);
    const { called, code } = await run(blocks);
    expect(code).to.equal(1);
    expect(called).to.deep.equal(install);
  });

  it('of a crontab have five fields and a command that runs', async () => {
    const lines = textOf('crontab')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    const set = Object.fromEntries(lines.filter((line) => /^[A-Z_]+=/.test(line)).map((line) => line.split('=')));
    expect(set).to.deep.equal({ SHELL: '/bin/sh', PATH: '/usr/local/bin:/usr/bin:/bin', SF_DISABLE_LOG_FILE: 'true' });
    const jobs = lines.filter((line) => !/^[A-Z_]+=/.test(line));
    expect(jobs.map((line) => /^\S+ \S+ \S+ \S+ \S+/.exec(line)?.[0])).to.deep.equal(['17 5 * * *', '19 5 * * *']);
    await mkdir(join(folder, 'integration-monitor'));
    await writeFile(join(folder, 'integration-monitor', 'environment'), "SLACK_URL='https://hooks'\n");
    for (const [at, alias] of ['prod', 'emea-uat'].entries()) {
      const command = (jobs[at] ?? '').split(' ').slice(5).join(' ');
      // A percent sign would end the command of a crontab.
      expect(command).not.to.include('%');
      const { called } = await run([
        { name: alias, shell: ['sh'], script: command, env: { SF_DISABLE_LOG_FILE: 'true' } },
      ]);
      expect(called).to.deep.equal(calls(alias, 'looks').slice(2));
    }
  });

  it('of a crontab go on after midnight', () => {
    const [file] = workflowFiles('crontab', planOf('crontab', { at: { hour: 23, minute: 59 } }));
    expect(file?.text.match(/^\d+ \d+ \* \* \*/gm)).to.deep.equal(['59 23 * * *', '1 0 * * *']);
  });

  const hasSystemd = ((): boolean => {
    try {
      execFileSync('systemd-analyze', ['--version']);
      return true;
    } catch {
      return false;
    }
  })();

  (hasSystemd ? it : it.skip)('of systemd are what systemd-analyze takes for units', async () => {
    const units = workflowFiles('systemd', planOf('systemd'));
    const paths: string[] = [];
    for (const { path, text } of units) {
      await writeFile(join(folder, path), text);
      paths.push(join(folder, path.replace('@', '@prod')));
      await writeFile(paths.at(-1) ?? '', text);
    }
    const verify = (): string =>
      execFileSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8', stdio: 'pipe' });
    expect(verify()).to.equal('');
    await writeFile(paths[1] ?? '', (units[1]?.text ?? '').replace('OnCalendar=*-*-*', 'OnCalendar=never'));
    expect(verify).to.throw();
    const start = /^ExecStart=\/usr\/bin\/env (.*)$/m.exec(units[0]?.text ?? '')?.[1] ?? '';
    const env = { SLACK_URL: 'https://hooks', SF_DISABLE_LOG_FILE: 'true' };
    const { called } = await run([{ name: 's', shell: ['sh'], script: start.replaceAll('%i', 'prod'), env }]);
    expect(called).to.deep.equal(calls('prod', '/var/lib/integration-monitor/looks').slice(2));
  });

  it('hold no secret, and name the project file where one is named', () => {
    const config = 'conf/team.yml';
    const all = [
      ...workflowTypes.map((type) => workflowFiles(type, planOf(type, { config }))),
      ...workflowTypes.filter(hasParts).map((type) => workflowFiles(type, partsPlanOf(type, { config }))),
    ];
    for (const files of all) {
      const text = files.map((file) => file.text).join('');
      expect(text).to.match(/sf integration monitor .*--config conf\/team\.yml/);
      expect(text).not.to.match(/force:\/\//);
    }
  });
});
