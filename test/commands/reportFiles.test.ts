/** Files that people keep, from the command line to the disk. */
import { chmod, lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHealth from '../../src/commands/integration/health.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import { check, refusal, refusedFlags } from '../support/checking.js';
import { runCommand } from '../support/commandRun.js';
import type { Ran } from '../support/commandRun.js';
import { expectJunit } from '../support/junitStructure.js';
import type { Checked } from '../support/checking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const ciro = ['-o', admin, '-u', 'ciro@example.com', '-i', 'ciro'];

describe('report files of a check', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  after(() => world.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-files-'));
    world.org.clearRequests();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = (name: string): string => join(folder, name);
  const into = (...names: string[]): string[] => names.flatMap((name) => ['--output-file', file(name)]);
  const read = (name: string): Promise<string> => readFile(file(name), 'utf8');

  it('are written all at once, each in the format of its ending, and named', async () => {
    const names = ['a.md', 'b.checklist.md', 'c.junit.xml', 'd.sarif', 'e.csv', 'deep/er/F.JSON', 'g.html'];
    const { text, result } = await check(world.org, ...ciro, ...into(...names));
    for (const name of names) expect(text).to.include(file(name));
    expect(await read('a.md')).to.match(/^# Ciro: what `ciro@example\.com` may do\n/);
    expect(await read('b.checklist.md')).to.match(/^- \[x\] \*\*API Enabled/m);
    expect(await read('c.junit.xml')).to.match(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites /);
    expect(JSON.parse(await read('d.sarif'))).to.have.property('version', '2.1.0');
    expect(await read('e.csv')).to.match(/^\uFEFF"group",/);
    expect(await read('g.html')).to.match(/^<!doctype html>/);
    expect(JSON.parse(await read('deep/er/F.JSON'))).to.deep.equal(result);
  });

  it('of every sort say which org it is, whether people work in it, and what made the report', async () => {
    const names = ['a.md', 'b.checklist.md', 'c.junit.xml', 'd.sarif', 'e.csv', 'g.html'];
    await check(world.org, ...ciro, ...into(...names));
    for (const name of names) {
      const text = await read(name);
      expect(text, name)
        .to.include('Northwind Traders')
        .and.match(/PRODUCTION|production/);
      expect(text, name).to.include(world.org.org.id).and.include('0.1.0').and.include(admin);
    }
    const sarif = JSON.parse(await read('d.sarif')) as { runs: { properties: Record<string, string> }[] };
    expect(sarif.runs[0]?.properties).to.include({ orgName: 'Northwind Traders', orgType: 'production', runBy: admin });
  });

  it('say in SARIF of each rule what is the matter and what to do, not its code alone', async () => {
    await check(world.org, ...ciro, ...into('d.sarif'));
    type Rule = { id: string; fullDescription: { text: string }; help: { text: string } };
    const sarif = JSON.parse(await read('d.sarif')) as { runs: { tool: { driver: { rules: Rule[] } } }[] };
    const rules = sarif.runs[0]?.tool.driver.rules ?? [];
    expect(rules.length).to.be.greaterThan(1);
    for (const { id, fullDescription, help } of rules) {
      expect(fullDescription.text, id).to.match(/\.$/).and.not.equal(id.toLowerCase().replaceAll('_', ' '));
      expect(help.text, id).to.include(fullDescription.text);
      expect(help.text.length, id).to.be.greaterThan(fullDescription.text.length);
    }
  });

  it('change nothing of what the check says and ends with', async () => {
    const plain = await check(world.org, ...ciro);
    const kept = await check(world.org, ...ciro, ...into('a.md'));
    const told = ({ result, exitCode }: Checked): unknown => ({ ...result, checkedAt: '', exitCode });
    expect(told(kept)).to.deep.equal(told(plain));
    // The minute may have passed in between.
    const timeless = (text: string): string => text.replace(/^(Checked +)[\d: -]+UTC/m, '$1');
    expect(timeless(kept.text)).to.equal(timeless(`${plain.text}\n\nWritten: ${file('a.md')}.`));
  });

  it('take the place of a file, and of a link without touching what it leads to', async () => {
    await writeFile(file('old.md'), 'old');
    await writeFile(file('other.txt'), 'of somebody else');
    await symlink(file('other.txt'), file('link.md'));
    await check(world.org, ...ciro, ...into('old.md', 'link.md'));
    expect(await read('old.md')).to.match(/^# Ciro/);
    expect((await lstat(file('link.md'))).isSymbolicLink()).to.equal(false);
    expect(await read('other.txt')).to.equal('of somebody else');
  });

  describe('are refused before the org is read', () => {
    const cases: [what: string, names: string[], name: string, says: RegExp][] = [
      ['without a known ending', ['report.pdf'], 'ReportEndingError', /report\.pdf has no ending/],
      ['without an ending', ['md'], 'ReportEndingError', /has no ending/],
      ['named twice', ['a.md', 'x/../a.md'], 'ReportTwiceError', /a\.md is named twice/],
      [
        'where a folder has the name',
        ['folder.md'],
        'ReportFolderError',
        /folder\.md cannot be written there \(EISDIR\)/,
      ],
      ['below a file', ['file.txt/a.md'], 'ReportFolderError', /a\.md cannot be written there \(ENOTDIR\)/],
    ];
    for (const [what, names, name, says] of cases) {
      it(what, async () => {
        await mkdir(file('folder.md'));
        await writeFile(file('file.txt'), '');
        const error = await refusal(world.org, ...ciro, ...into('good.md', ...names));
        expect(error.name).to.equal(name);
        expect(error.message).to.match(says);
        expect(error.exitCode).to.equal(2);
        expect(world.org.requests.map(({ path }) => path).filter((path) => path.includes('query'))).to.deep.equal([]);
        expect((await readdir(folder)).sort()).to.deep.equal(['file.txt', 'folder.md']);
      });
    }

    it('with the name that may have been meant', async () => {
      const error = await refusal(world.org, ...ciro, ...into('foo.xml'));
      expect(error.name).to.equal('ReportEndingError');
      expect(error.actions?.[0]).to.equal(`Did you mean ${file('foo.junit.xml')}?`);
    });

    it('in a folder that nobody may write to', async function () {
      // The superuser may write everywhere.
      if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
      await chmod(folder, 0o500);
      const error = await refusal(world.org, ...ciro, ...into('a.md'));
      expect(error.message).to.match(/cannot be written there \(EACCES\)/);
    });
  });

  describe('never take the place of another file of the command line', () => {
    const grant = ['-u', 'standard@example.com', '-i', 'ciro'];
    const history = ['--sobject', 'Opportunity'];
    const cases: [
      command: { name: string; run: (argv: string[]) => Promise<unknown> },
      flag: string,
      more: string[],
    ][] = [
      [IntegrationGrant, 'save-receipt', [...grant, '--no-prompt']],
      [IntegrationGrant, 'save-plan', [...grant, '--dry-run']],
      [IntegrationGrant, 'plan', []],
      [IntegrationHistoryTracking, 'save-receipt', [...history, '--enable', '--no-prompt']],
      [IntegrationHistoryTracking, 'receipt', ['--disable', '--no-prompt']],
      [IntegrationCheck, 'save-snapshot', grant],
      [IntegrationCheck, 'snapshot', ['-i', 'ciro']],
      [IntegrationCheck, 'waivers', grant],
    ];
    for (const [command, flag, more] of cases)
      it(`--${flag} of ${command.name}`, async () => {
        const isInput = ['plan', 'receipt', 'snapshot', 'waivers'].includes(flag);
        if (isInput) await writeFile(file('r.json'), '{}');
        await mkdir(file('real'));
        await symlink(file('real'), file('link'));
        for (const [own, report] of [
          ['r.json', 'x/../r.json'],
          ...(isInput ? [] : [['real/new/r.json', 'link/new/r.json'] as const]),
        ] as const) {
          const org = flag === 'snapshot' ? [] : ['-o', admin];
          const argv = [...org, ...more, `--${flag}`, file(own), '--output-file', `${folder}/${report}`];
          const { outcome } = await runCommand<unknown>(world.org, command, argv);
          if (!('error' in outcome)) throw new Error('accepted');
          expect(outcome.error).to.include({ name: 'ReportTakesPlaceError', exitCode: 2 });
          expect(outcome.error.message).to.include(`--${flag}`);
        }
        expect(world.org.requests.map(({ path }) => path).filter((path) => path.includes('query'))).to.deep.equal([]);
        expect((await readdir(folder)).sort()).to.deep.equal(['link', ...(isInput ? ['r.json'] : []), 'real'].sort());
      });
  });

  it('that cannot be written hinder no other; both are named, and the exit code is 2', async () => {
    // Longer than a name may be with what is added while it is written: found only then.
    const long = `${'x'.repeat(225)}.md`;
    const error = await refusal(world.org, ...ciro, ...into(long, 'b.csv'));
    expect(error.exitCode).to.equal(2);
    expect(error.name).to.equal('ReportPartlyWrittenError');
    expect(error.message).to.match(/^Reports could not be written: .*\(ENAMETOOLONG\)\.$/);
    expect(error.actions?.at(-1)).to.equal(`These were written: ${file('b.csv')}.`);
    expect(await readdir(folder)).to.deep.equal(['b.csv']);
  });

  describe('in GitHub Actions', () => {
    const environment = ['GITHUB_ACTIONS', 'GITHUB_STEP_SUMMARY'] as const;
    const before = environment.map((name) => process.env[name]);
    beforeEach(() => {
      process.env.GITHUB_ACTIONS = 'true';
      process.env.GITHUB_STEP_SUMMARY = file('summary');
    });
    afterEach(() => {
      environment.forEach((name, at) => {
        if (before[at] === undefined) delete process.env[name];
        else process.env[name] = before[at];
      });
    });

    it('what is open becomes annotations at the line of its rule, at most ten, and the summary of the step', async () => {
      await writeFile(file('summary'), 'of another command\n');
      const { text } = await check(world.org, '-o', admin, '-u', 'standard@example.com', '-i', 'ciro');
      const annotations = text.split('\n').filter((line) => line.startsWith('::error '));
      expect(annotations).to.have.lengthOf(10);
      for (const line of annotations) {
        expect(line).to.match(/^::error (?:file=integrations\/ciro\.yml,line=\d+,col=\d+,)?title=[^:,]+::./);
      }
      expect(await read('summary')).to.match(/^of another command\n\n# Ciro: what `standard@example\.com` may do\n/);
    });

    it('a summary that cannot be written is said, and hinders nothing', async () => {
      process.env.GITHUB_STEP_SUMMARY = folder;
      const { text, exitCode } = await check(world.org, ...ciro, ...into('a.md'));
      expect(text).to.include('The summary of this step could not be written (EISDIR).');
      expect([0, 1]).to.include(exitCode);
      expect(await readdir(folder)).to.deep.equal(['a.md']);
    });
  });

  describe('of the other commands', () => {
    const endings = ['.html', '.md', '.checklist.md', '.junit.xml', '.sarif', '.csv', '.json'];
    const names = endings.map((ending) => `r${ending}`);

    /** Runs a command with a file of every format, and holds what is true of all of them. */
    const kept = async (
      command: { run: (argv: string[]) => Promise<unknown> },
      ...argv: string[]
    ): Promise<Ran<unknown>> => {
      const ran = await runCommand<unknown>(world.org, command, ['-o', admin, ...argv, ...into(...names)]);
      if ('error' in ran.outcome) throw new Error(`refused: ${ran.outcome.error.message}`);
      expect(JSON.parse(await read('r.json'))).to.deep.equal(JSON.parse(JSON.stringify(ran.outcome.result)));
      expectJunit(await read('r.junit.xml'));
      for (const name of names) expect(await read(name), name).to.not.match(/\[object|%s/);
      return ran;
    };

    it('a plan that is kept has a form for who reviews it, with the hash that --plan checks', async () => {
      const plan = ['--save-plan', file('plan.json')];
      const { exitCode } = await kept(
        IntegrationGrant,
        '-u',
        'standard@example.com',
        '-i',
        'ciro',
        '--dry-run',
        ...plan,
      );
      expect(exitCode).to.equal(1);
      const { digest } = JSON.parse(await read('plan.json')) as { digest: string };
      const markdown = await read('r.md');
      expect(markdown)
        .to.include(digest)
        .and.match(/\*\*PLAN\*\*/);
      expect(markdown).to.match(/^\| Lead \|/m);
      expect(await read('r.html')).to.include(digest);
      expect(await read('r.checklist.md')).to.match(/^- \[ \] \*\*Read on Lead\*\*/m);
    });

    it('history tracking', async () => {
      const { exitCode } = await kept(IntegrationHistoryTracking, '--sobject', 'Opportunity', '--field', 'StageName');
      expect(await read('r.checklist.md')).to.match(exitCode === 0 ? /^- \[x\] \*\*Opp/m : /^- \[ \] \*\*Opp/m);
    });

    it('health', async () => {
      await kept(IntegrationHealth, '-u', 'ciro@example.com');
      expect(await read('r.md')).to.match(/^# Health of `ciro@example\.com` in `admin@example\.com` since /);
    });
  });

  it('can be printed in place of the text', async () => {
    const markdown = await check(world.org, ...ciro, '--result-format', 'markdown');
    expect(markdown.text).to.match(/^# Ciro: what /);
    const checklist = await check(world.org, ...ciro, '--result-format', 'checklist');
    expect(checklist.text).to.match(/^- \[ \] /m);
    expect((await refusedFlags(world.org, ...ciro, '--result-format', 'pdf')).exitCode).to.equal(2);
  });
});
