import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stubSfCommandUx } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationValidate from '../../src/commands/integration/validate.js';
import { readPlan, savePlan } from '../../src/files/planFile.js';
import { saveSnapshot } from '../../src/files/snapshotFile.js';
import type { ReadingScope } from '../../src/access/readingScope.js';
import type { AccessSnapshot } from '../../src/access/snapshot.js';
import type { SavedPlan } from '../../src/grant/savedPlan.js';
import type { ValidateResult } from '../../src/report/validate/validateResult.js';
import { expectCommittedSchema } from '../support/committedSchema.js';
import { enterHome } from '../support/sfHome.js';
import { enterFolder } from '../support/teamFolder.js';

const acme = ['schemaVersion: 1', 'id: acme', 'label: Acme', 'requires:', '  - object: Lead', ''].join('\n');
const org = { id: '00D000000000001AAA', instanceUrl: 'https://acme.example' };

const plan: SavedPlan = {
  schemaVersion: 1,
  org,
  plannedAt: '2026-11-28T10:00:00.000Z',
  integration: 'acme',
  variant: null,
  definitionHash: 'sha256:0',
  permissionSet: { name: 'Integration_acme', exists: false, holds: [] },
  adds: [],
  platformAdds: [],
  users: [],
  closes: [],
  manual: [],
} as unknown as SavedPlan;

describe('integration validate', () => {
  const sandbox = sinon.createSandbox();
  const root = process.cwd();
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

  const write = async (file: string, text: string): Promise<void> => {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };

  const run = async (...argv: string[]): Promise<[number, ValidateResult]> => {
    process.exitCode = 0;
    const result = await IntegrationValidate.run(argv, { root });
    expectCommittedSchema('validate', result);
    return [Number(process.exitCode), result];
  };

  /** `file:line:column code` of every mistake. */
  const told = ({ files }: ValidateResult): string[] =>
    files.flatMap(({ file, mistakes }) =>
      mistakes.map(({ line, column, code }) => `${file}${line === undefined ? '' : `:${line}:${column}`} ${code}`),
    );

  it('says in one line that a file is as it should be', async () => {
    await write('integrations/acme.yml', acme);
    const [code, result] = await run('integrations/acme.yml');
    expect([code, result]).to.deep.equal([
      0,
      {
        schemaVersion: 1,
        files: [{ file: join('integrations', 'acme.yml'), kind: 'definition', mistakes: [] }],
        valid: true,
      },
    ]);
    const [first, ...more] = log().split('\n');
    expect(first).to.equal(`ok ${join('integrations', 'acme.yml')} (integration definition): acme asks for one thing.`);
    expect(more.join(' ')).to.match(/was not looked up\..* integration validate integrations.acme\.yml -o '<org>'$/);
  });

  it('says of waivers how many have no reason yet', async () => {
    await write('integration.waivers.yml', 'waivers:\n  - { id: x, reason: "" }\n  - { id: y, reason: agreed }\n');
    const [code] = await run('integration.waivers.yml');
    expect(code).to.equal(0);
    expect(log().replace(/\s+/g, ' ')).to.include('2 waivers. One has no reason and waives nothing yet.');
  });

  it('warns of names that look like standard ones misspelt, which is no mistake', async () => {
    await write('acme.yml', 'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - object: [Lead, Acount]\n');
    const [code, result] = await run('acme.yml', '--output-file', 'out.sarif');
    const text = log();
    expect([code, result.valid, result.files[0]?.mistakes]).to.deep.equal([0, true, []]);
    expect(result.files[0]?.warnings?.map(({ line, column, code: word }) => [line, column, word])).to.deep.equal([
      [5, 20, 'LooksMisspelt'],
    ]);
    expect(text.replace(/\s+/g, ' ')).to.include(
      'acme.yml:5:20: WARNING: The tables of this plugin have no object "Acount"; did you mean Account?',
    );
    expect(text.replace(/\s+/g, ' ')).to.include('give -o to look it up in an org');
    const sarif = JSON.parse(await readFile('out.sarif', 'utf8')) as {
      runs: [{ results: Array<{ ruleId: string; level: string }> }];
    };
    expect(sarif.runs[0].results.map(({ level }) => level))
      .to.include('warning')
      .and.not.include('error');
  });

  it('without FILES looks through what belongs to the project, also from a folder below', async () => {
    await write('integrations/acme.yml', acme);
    await write('integrations/README.md', 'nothing');
    await write('integrations/wrong.yml', acme);
    await write('integration.waivers.yml', 'waivers:\n  - id: x\n    resaon: y\n');
    const [code, result] = await run();
    expect(code).to.equal(2);
    expect(result.files.map(({ file }) => file)).to.deep.equal([
      'integration.waivers.yml',
      ...['acme.yml', 'wrong.yml'].map((name) => join('integrations', name)),
    ]);
    expect(told(result)).to.deep.equal([
      'integration.waivers.yml:3:5 UnknownKey',
      `${join('integrations', 'wrong.yml')}:2:5 IdNotFileName`,
    ]);
    await mkdir('force-app/main', { recursive: true });
    process.chdir('force-app/main');
    const [, fromBelow] = await run();
    expect(told(fromBelow)).to.deep.equal([
      `${join('..', '..', 'integration.waivers.yml')}:3:5 UnknownKey`,
      `${join('..', '..', 'integrations', 'wrong.yml')}:2:5 IdNotFileName`,
    ]);
  });

  it('looks through the project file, what it names, and each definition once', async () => {
    await write('integrations/acme.yml', acme);
    await write('integrations/broken.yml', acme.replace('id: acme', 'id: broken').replace('object', 'objekt'));
    await write(
      'integration.config.yml',
      [
        'integrations:',
        '  - definition: acme',
        '  - definition: ./integrations/broken.yml',
        '  - definition: acmee',
        '  - definition: ciro',
        '    variant: granulr',
        '    waivers: none.yml',
        '  - definition: cognism',
        '    users: { prod: [a@example.com] }',
        '',
      ].join('\n'),
    );
    const [code, result] = await run();
    expect(code).to.equal(2);
    expect(told(result)).to.deep.equal([
      'integration.config.yml:4:17 UnknownDefinition',
      'integration.config.yml:6:14 UnknownVariant',
      'integration.config.yml:7:14 WaiversNotFound',
      'integrations/broken.yml:5:5 UnknownKey',
    ]);
    await write('integration.config.yml', 'integrations:\n  - definition: acme\n    user: [x]\nouputs: [a.md]\n');
    const [, misspelt] = await run('integration.config.yml');
    expect(told(misspelt)).to.deep.equal([
      'integration.config.yml:3:5 UnknownKey',
      'integration.config.yml:4:1 UnknownKey',
    ]);
    await write('integration.config.yml', 'integrations:\n  - definition: ./integrations/broken.yml\n');
    await run('integration.config.yml');
    expect(log().replace(/\s+/g, ' ')).to.include(
      'NOT KNOWN integration.config.yml (project file): it rests on a file with mistakes.',
    );
  });

  it('is refused where there is nothing to look through', async () => {
    const error = await IntegrationValidate.run([], { root }).catch((thrown: unknown) => thrown);
    expect(error).to.include({ name: 'NothingToValidateError', exitCode: 2 });
  });

  it('tells all mistakes of all files, each once and in its own file', async () => {
    await write(
      'base.yml',
      ['schemaVersion: 1', 'id: base', 'label: Base', 'requires:', '  - objekt: Lead'].join('\n'),
    );
    for (const id of ['one', 'two'])
      await write(`${id}.yml`, `schemaVersion: 1\nid: ${id}\nlabel: One\nextends: ./base.yml\n`);
    const rules = Array.from({ length: 50 }, (_, at) => `  - object: ${at}`);
    await write('many.yml', ['schemaVersion: 1', 'id: many', 'label: Many', 'requires:', ...rules].join('\n'));
    const [code, result] = await run('one.yml', 'two.yml', 'many.yml', 'one.yml', './one.yml');
    expect(code).to.equal(2);
    expect(told(result)).to.deep.equal(
      [...rules.map((_, at) => `many.yml:${at + 5}:13 WrongValue`), 'base.yml:5:5 UnknownKey'].sort(
        (a, b) => Number(a.startsWith('many')) - Number(b.startsWith('many')) || 0,
      ),
    );
    expect(result.files.map(({ file }) => file)).to.deep.equal(['one.yml', 'base.yml', 'two.yml', 'many.yml']);
  });

  it('tells what is wrong below a misspelt key together with the key', async () => {
    await write(
      'integrations/acme.yml',
      [
        'schemaVersion: 1',
        'id: acme',
        'label: Acme',
        'requiers:',
        '  - objekt: Lead',
        '  - object: Lead',
        '    acess: [raed]',
        'variants:',
        '  x:',
        '    requries:',
        '      - fild: Lead.Email',
      ].join('\n'),
    );
    await write(
      'integration.config.yml',
      [
        'integratons:',
        '  - definiton: ciro',
        '    usres: 7',
        '  - definition: ciro',
        '    inorg:',
        '      uat: { failOn: requird }',
      ].join('\n'),
    );
    await write('integration.waivers.yml', 'wavers:\n  - id: object:Lead:read\n    reson: 7\n');
    const [code, result] = await run();
    expect(code).to.equal(2);
    expect(told(result)).to.deep.equal([
      'integration.config.yml:1:1 UnknownKey',
      'integration.config.yml:2:5 UnknownKey',
      'integration.config.yml:3:5 UnknownKey',
      'integration.config.yml:3:12 WrongValue',
      'integration.config.yml:5:5 UnknownKey',
      'integration.config.yml:6:22 UnknownWord',
      'integration.waivers.yml:1:1 UnknownKey',
      'integration.waivers.yml:3:5 UnknownKey',
      'integration.waivers.yml:3:12 WrongValue',
      'integrations/acme.yml:4:1 UnknownKey',
      'integrations/acme.yml:5:5 UnknownKey',
      'integrations/acme.yml:7:5 UnknownKey',
      'integrations/acme.yml:7:13 UnknownWord',
      'integrations/acme.yml:10:5 UnknownKey',
      'integrations/acme.yml:11:9 UnknownKey',
    ]);
  });

  it('tells aliases, tags and keys that stand there twice at once', async () => {
    await write(
      'acme.yml',
      'schemaVersion: 1\nid: acme\nid: acme\nlabel: !x Acme\nrequires:\n  - object: *lead\n  - object: *lead\n',
    );
    const [, result] = await run('acme.yml');
    expect(told(result)).to.deep.equal([
      'acme.yml:3:1 DuplicateKey',
      'acme.yml:4:8 Tag',
      'acme.yml:6:13 Alias',
      'acme.yml:7:13 Alias',
    ]);
  });

  it('looks through what commands have written, with the place in the JSON', async () => {
    await savePlan('plan.json', plan);
    await write('broken.json', '{\n  "plannedAt": 1,\n  "adds": [}\n}\n');
    const text = await readFile('plan.json', 'utf8');
    await write('edited.json', text.replace('"integration": "acme"', '"integration": "acme2"'));
    await write('shape.json', text.replace('"exists": false', '"exists": "no"').replace('  "closes"', '  "close"'));
    await write(
      'receipt.json',
      `{ "schemaVersion": 1, "kind": "historyTracking", "org": ${JSON.stringify(org)}, "startedAt": "2026",\n  "steps": [{ "step": "feild" }] }`,
    );
    await write('other.json', '{ "name": "x" }');
    await write('nothing.bin', 'hello');
    const names = ['plan', 'broken', 'edited', 'shape', 'receipt', 'other', 'missing'].map((name) => `${name}.json`);
    const [code, result] = await run(...names, 'nothing.bin');
    expect(code).to.equal(2);
    const at = (needle: string): number => text.split('\n').findIndex((line) => line.includes(needle)) + 1;
    expect(told(result)).to.deep.equal([
      'broken.json:3:12 BrokenJson',
      'edited.json EditedPlan',
      'shape.json:1:1 MissingKey',
      `shape.json:${at('"exists"')}:15 WrongValue`,
      'receipt.json:2:23 UnknownWord',
      'other.json NotOurFile',
      'missing.json file.missing',
      'nothing.bin NotOurFile',
    ]);
    expect(result.files.map(({ kind }) => kind)).to.deep.equal([
      ...['plan', 'plan', 'plan', 'plan', 'receipt', null, null, null],
    ]);
    expect(isSame(await readPlan('plan.json'), plan)).to.equal(true);
  });

  it('refuses a snapshot that somebody has changed', async () => {
    const saved = {
      integrations: ['acme'],
      authentication: 'oauth' as const,
      apiCalls: 1,
      runnerLacks: [],
      notFound: [],
      scope: {} as ReadingScope,
      snapshot: {} as AccessSnapshot,
    };
    await saveSnapshot('a.json', saved, '0.1.0');
    const text = await readFile('a.json', 'utf8');
    await write('b.json', text.replace('"apiCalls": 1', '"apiCalls": 2'));
    await write('c.json', text.replace('"apiCalls": 1', '"apiCalls": "one"'));
    const [, result] = await run('a.json', 'b.json', 'c.json');
    const line = text.split('\n').findIndex((one) => one.includes('apiCalls')) + 1;
    expect(told(result)).to.deep.equal(['b.json snapshotChanged', `c.json:${line}:15 WrongValue`]);
  });

  it('writes SARIF that points at the mistakes, and every other format', async () => {
    await write('acme.yml', acme.replace('object: Lead', 'objekt: Lead'));
    const endings = ['sarif', 'html', 'md', 'checklist.md', 'junit.xml', 'csv', 'json'];
    await run(...endings.flatMap((ending) => ['--output-file', `out.${ending}`]), 'acme.yml');
    const sarif = JSON.parse(await readFile('out.sarif', 'utf8')) as {
      runs: [{ results: [{ ruleId: string; level: string; locations: [{ physicalLocation: unknown }] }] }];
    };
    const [{ results }] = sarif.runs;
    expect(results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([['UnknownKey', 'error']]);
    expect(results[0].locations[0].physicalLocation).to.deep.equal({
      artifactLocation: { uri: 'acme.yml' },
      region: { startLine: 5, startColumn: 5 },
    });
    for (const ending of endings) expect(await readFile(`out.${ending}`, 'utf8'), ending).to.include('objekt');
  });

  it('puts no report in the place of a file that it looks through', async () => {
    await savePlan('plan.json', plan);
    const argv = ['plan.json', '--output-file', './plan.json'];
    const error = await IntegrationValidate.run(argv, { root }).catch((thrown: unknown) => thrown);
    expect(error).to.include({
      exitCode: 2,
      message: 'The report ./plan.json would take the place of the file of plan.json.',
    });
    expect(isSame(await readPlan('plan.json'), plan)).to.equal(true);
  });

  it('annotates the lines in GitHub Actions', async () => {
    await write('acme.yml', acme.replace('object: Lead', 'objekt: Lead'));
    const stderr = sandbox.stub(process.stderr, 'write').returns(true);
    process.env['GITHUB_ACTIONS'] = 'true';
    await run('acme.yml').finally(() => delete process.env['GITHUB_ACTIONS']);
    const lines = stderr.args.map(([line]) => String(line)).join('');
    stderr.restore();
    expect(lines).to.match(
      /^::error file=acme\.yml,line=5,col=5,title=.*::"objekt" is not a key of a rule; did you mean object\?/m,
    );
  });
});

const isSame = (a: SavedPlan, b: SavedPlan): boolean => a.integration === b.integration;
