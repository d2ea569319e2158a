/** The main job by the real `sf`, with the built plugin linked into an empty home. */

import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Ajv } from 'ajv';
import { expect } from 'chai';

import { listBuiltIn } from '../../src/files/loadDefinition.js';
import type { CheckResult, FindingResult } from '../../src/report/check/checkResult.js';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { expectJunit } from '../support/junitStructure.js';
import { homeWithPlugin, logIn, runSf } from './sf.js';
import type { SfOptions, SfResult } from './sf.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const acme = `${root}/test/fixtures/definitions/acme-6sense.yml`;
const schema = JSON.parse(readFileSync(`${root}/schemas/integration-check.schema.json`, 'utf8')) as object;
const validate = new Ajv({ allErrors: true }).compile(schema);

/** What the definition of Acme names, but for two fields: Account.NumberOfEmployees and Lead.Website. */
const readable = [
  'Account.Industry',
  'Account.AnnualRevenue',
  'Account.BillingAddress',
  'Contact.Title',
  'Contact.Email',
  'Lead.Email',
  'Opportunity.Amount',
  'Contact.Department',
  'Lead.Industry',
];
const objects = ['Account', 'Contact', 'Lead', 'Opportunity', 'Campaign'];

describe('sf integration check', function () {
  this.timeout(180_000);
  let org: LocalOrg;
  let home: string;
  let remove: () => Promise<void>;

  before(async () => {
    const acmeReader = {
      userPermissions: ['ApiEnabled', 'ViewAllData'],
      objects: Object.fromEntries(objects.map((name) => [name, 'read'])),
      fields: Object.fromEntries(readable.map((name) => [name, 'read' as const])),
    };
    org = await startLocalOrg({
      org: loadScenario('default', {
        permissionSets: { Acme_Reader: acmeReader },
        users: { acme: { lastName: 'Acme', profile: 'Minimum Access - Salesforce', permissionSets: ['Acme_Reader'] } },
      }),
    });
    ({ home, remove } = await homeWithPlugin());
    await logIn(org, 'admin@example.com', 'admin', { home });
    await logIn(org, 'ciro@example.com', 'int', { home });
  });
  after(async () => {
    await org.close();
    await remove();
  });
  beforeEach(() => {
    org.clearRequests();
    org.faults.clear();
    org.latency.ms = 0;
  });

  const sf = (args: string[], options: Partial<SfOptions> = {}): Promise<SfResult> => runSf(args, { home, ...options });
  const noSecretIn = ({ stdout, stderr }: SfResult): void => {
    for (const token of org.org.tokens.keys()) {
      expect(stdout + stderr).to.not.include(token.slice(token.indexOf('!') + 1));
    }
  };
  const check = async (...args: string[]): Promise<SfResult> => {
    const result = await sf(['integration', 'check', ...args]);
    noSecretIn(result);
    expect(org.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
    return result;
  };
  const resultOf = ({ json, stdout, stderr, status }: SfResult): CheckResult => {
    const { result } = (json ?? {}) as { result?: CheckResult };
    if (!result) throw new Error(`no result: ${stdout}${stderr}`);
    expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
    expect(json).to.have.property('status', status);
    expect(result.ready).to.equal(status === 0);
    return result;
  };
  const expectReadable = (text: string): void => {
    expect(text).to.not.match(/[^\P{Cc}\n]/u);
    for (const line of text.split('\n')) {
      // A command to copy is never broken.
      if (!/^ +sf integration /.test(line)) expect([...line].length, line).to.be.at.most(80);
    }
  };

  it('takes several integrations in one flag, and sf warns of no comma', async () => {
    const { stderr, json } = await sf(['integration', 'check', '-i', 'ciro,cognism', '-o', 'int', '--json']);
    const { result, warnings } = json as { result: CheckResult; warnings: string[] };
    expect(result.checks.map(({ integration }) => integration)).to.deep.equal(['ciro', 'cognism']);
    expect(stderr + warnings.join()).to.not.include('array arguments');
  });

  it('--help: tells what there is to do, and about exit codes', async () => {
    const topic = await sf(['integration', '--help']);
    expect(topic.stdout)
      .to.match(/integration check .*\n/)
      .and.match(/integration list/)
      .and.match(/integration describe/);
    const command = await sf(['integration', 'check', '--help']);
    for (const words of ['--target-org', '--fail-on', 'ERROR CODES', 'CONFIGURATION VARIABLES']) {
      expect(command.stdout).to.include(words);
    }
    expect(org.requests).to.deep.equal([]);
  });

  it('writes reports in all formats at once, and shows in GitHub Actions what is open, without breaking --json', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    try {
      const endings = ['.html', '.md', '.checklist.md', '.junit.xml', '.sarif', '.csv', '.json'];
      const files = endings.flatMap((ending) => ['--output-file', join(folder, `r${ending}`)]);
      const argv = ['-o', 'admin', '-u', 'acme@example.com', '-i', 'ciro', '--json'];
      const summary = join(folder, 'summary');
      const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
      const kept = await sf(['integration', 'check', ...argv, ...files], { env });
      noSecretIn(kept);
      const result = resultOf(kept);
      expect(kept.status).to.equal(1);
      // A definition that is built in has no file in the repository of the reader.
      expect(kept.stderr.match(/^::error title=/gm)).to.have.lengthOf(10);
      expect(readdirSync(folder).sort()).to.deep.equal([...endings.map((ending) => `r${ending}`), 'summary'].sort());
      const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
      expect(JSON.parse(text('r.json'))).to.deep.equal(result);
      const [check] = result.checks;
      expectJunit(text('r.junit.xml'));
      expect(text('r.junit.xml').match(/<testcase /g)).to.have.lengthOf(check?.findings.length ?? 0);
      expect(text('r.csv').trimEnd().split('\r\n')).to.have.lengthOf((check?.findings.length ?? 0) + 1);
      expect(text('r.md')).to.equal(text('summary'));
      for (const token of org.org.tokens.keys())
        for (const name of readdirSync(folder)) expect(text(name)).to.not.include(token.slice(token.indexOf('!') + 1));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  for (const vendor of ['6sense', 'ciro', 'cognism', 'hg-insights']) {
    it(`${vendor}: for people and as JSON, the same exit code`, async () => {
      const argv = ['-o', 'admin', '-u', 'ciro@example.com', '-i', vendor];
      const [human, json] = await Promise.all([check(...argv), check(...argv, '--json')]);
      const result = resultOf(json);
      expect(human.status).to.equal(vendor === '6sense' ? 0 : 1);
      expect(result.ready).to.equal(vendor === '6sense');
      expect(result.checks.map(({ integration }) => integration)).to.deep.equal([vendor]);
      expect(human.stdout).to.include('ciro@example.com').and.include(org.url);
      expectReadable(human.stdout);
    });
  }

  it('without -i: all of them, readiness first; without colour in a pipe', async () => {
    const piped = await sf(['integration', 'check', '-o', 'admin', '-u', 'ciro@example.com'], {
      env: { NO_COLOR: undefined, FORCE_COLOR: undefined },
    });
    expect(piped.status).to.equal(1);
    expect(piped.stdout).to.match(/^Org /);
    expectReadable(piped.stdout);
    const result = resultOf(await check('-o', 'admin', '-u', 'ciro@example.com', '--json'));
    const vendors = (await listBuiltIn()).filter(({ group }) => group === 'vendor').map(({ id }) => id);
    expect(result.checks.map(({ integration }) => integration)).to.deep.equal(vendors);
  });

  it('as the integration user itself', async () => {
    const human = await check('-o', 'int', '-i', 'ciro');
    expect(human.status).to.equal(1);
    expect(human.stdout).to.match(/Mode\s+self/);
    expectReadable(human.stdout);
    const [one] = resultOf(await check('-o', 'int', '-i', 'ciro', '--json')).checks;
    expect(one).to.include({ mode: 'self', integration: 'ciro' });
    expect(one?.user.username).to.equal('ciro@example.com');
  });

  it('ends with 0, 1, 2 and 3', async () => {
    const runs = [
      check('-o', 'admin', '-u', 'ready@example.com', '-i', 'cognism'),
      check('-o', 'admin', '-u', 'ready@example.com', '-i', 'hg-insights', '--fail-on', 'recommended'),
      check('-o', 'admin', '-u', 'nobody@example.com', '-i', 'cognism'),
      check('-o', 'admin', '-i', 'cognism'),
    ];
    expect((await Promise.all(runs)).map(({ status }) => status)).to.deep.equal([0, 1, 2, 3]);
  });

  it('a definition of one’s own: ten standardized fields, two of them not readable', async () => {
    const argv = ['-o', 'admin', '-u', 'acme@example.com', '-i', acme];
    const human = await check(...argv);
    const [one] = resultOf(await check(...argv, '--json')).checks;
    const open = one?.findings.filter(({ level, status }) => level === 'required' && status !== 'met') ?? [];
    const about = ({ id, status, code }: FindingResult): string => `${id} ${status} ${code}`;
    expect(open.map(about)).to.deep.equal([
      'field:Account.NumberOfEmployees:read unmet FIELD_PERMISSION_MISSING',
      'field:Lead.Website:read unmet FIELD_PERMISSION_MISSING',
    ]);
    expect(human.status).to.equal(1);
    expect(human.stdout).to.include('NumberOfEmployees').and.include('Website');
    expect((await check(...argv, '--verbose')).stdout).to.include('daily');
  });

  it('takes the user and the definition from the config', async () => {
    const set = [
      'config',
      'set',
      'integration-user=ciro@example.com',
      'integration-definition=ciro@quick-setup',
      '--global',
    ];
    const configured = await sf(set);
    expect(configured.status, configured.stdout + configured.stderr).to.equal(0);
    const [one, ...more] = resultOf(await check('-o', 'admin', '--json')).checks;
    expect(one).to.include({ integration: 'ciro', variant: 'quick-setup' });
    expect(one?.user.username).to.equal('ciro@example.com');
    expect(more).to.deep.equal([]);
    await sf(['config', 'unset', 'integration-user', 'integration-definition', '--global']);
  });

  it('refuses in one sentence, for people and as JSON', async () => {
    const human = await check('-o', 'admin', '-i', 'cirro');
    expect(human.status).to.equal(2);
    expect(human.stderr)
      .to.include('did you mean ciro?')
      .and.include('integration list TEXT')
      .and.not.match(/^\s+at /m);
    const json = await check('-o', 'admin', '-i', 'cirro', '--json');
    expect(json.json).to.include({ status: 2, exitCode: 2, name: 'UnknownDefinitionError' });
    expect(json.stdout).to.not.include('node_modules');
  });

  it('survives an answer that breaks off, and says so when it stays', async () => {
    org.faults.add({ kind: 'cutOff', match: { path: '/composite' } });
    expect((await check('-o', 'admin', '-u', 'ready@example.com', '-i', 'cognism')).status).to.equal(0);
    org.faults.add({ kind: 'cutOff', match: { path: '/composite' }, times: Infinity });
    const broken = await check('-o', 'admin', '-u', 'ready@example.com', '-i', 'cognism');
    expect(broken.status).to.equal(2);
    expect(broken.stderr)
      .to.include('was lost')
      .and.not.match(/^\s+at /m);
  });

  it('stops at once with Ctrl-C: exit code 130', async () => {
    const interrupted = await sf(['integration', 'check', '-o', 'admin', '-u', 'ciro@example.com', '-i', 'ciro'], {
      // Only the interruption can end it: no answer ever comes, and its own time is longer than the test's.
      onStart: (child) =>
        void org.faults.add({
          kind: 'timeout',
          match: { path: '/composite' },
          onHit: () => void child.kill('SIGINT'),
        }),
    });
    expect(interrupted.status).to.equal(130);
    expect(interrupted.stderr)
      .to.include('Interrupted')
      .and.not.match(/^\s+at /m);
    noSecretIn(interrupted);
  });
});
