import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stubSfCommandUx } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationDescribe from '../../src/commands/integration/describe.js';
import IntegrationList from '../../src/commands/integration/list.js';
import { listBuiltIn } from '../../src/files/loadDefinition.js';
import type { DescribeResult } from '../../src/report/describe/describeResult.js';

type Failure = { name: string; message: string; exitCode: number; actions?: string[]; stack?: string };

describe('integration list and describe', () => {
  const sandbox = sinon.createSandbox();
  let folder: string;
  let log: () => string;

  beforeEach(async () => {
    const stubs = stubSfCommandUx(sandbox);
    log = () => stubs.log.args.flat().join('\n');
    folder = await mkdtemp(join(tmpdir(), 'describe-'));
  });

  afterEach(async () => {
    sandbox.restore();
    await rm(folder, { recursive: true, force: true });
    process.exitCode = 0;
  });

  const refused = async (...argv: string[]): Promise<Failure> => {
    try {
      await IntegrationDescribe.run(argv);
    } catch (error) {
      return error as Failure;
    }
    throw new Error('it was accepted');
  };

  it('lists the built-in definitions', async () => {
    const { integrations } = await IntegrationList.run([]);
    expect(integrations.map(({ id }) => id)).to.deep.equal((await listBuiltIn()).map(({ id }) => id));
    expect(log()).to.match(/^ {2}ciro +Ciro +2025-12-05 {2}/m);
  });

  it('tells of the definition that is looked for its variants too, and what may have been meant where there is none', async () => {
    const { integrations, search } = await IntegrationList.run(['CIRO']);
    expect([search, integrations.map(({ id }) => id)]).to.deep.equal(['CIRO', ['ciro']]);
    expect(log())
      .to.match(/^ciro {2}Ciro$/m)
      .and.match(/granular: .* \(default\)/);
    const none = await IntegrationList.run(['cirro']);
    expect(none).to.deep.include({ didYouMean: ['ciro'], integrations: [] });
    expect(log().replace(/\s+/g, ' ')).to.include('did you mean ciro?');
    expect(process.exitCode).to.equal(1);
  });

  it('tells what to look at next only where there is something', async () => {
    await IntegrationList.run(['cirro']);
    expect(log()).to.include('describe -i <id>');
    sandbox.resetHistory();
    await IntegrationList.run(['no such vendor at all']);
    expect(log())
      .to.match(/To see all of them: .* list\nTo write a definition of your own: .* generate definition$/m)
      .and.not.include('describe -i');
  });

  it('names files in integrations/ that it does not list, as their folder belongs to no project', async () => {
    const before = process.cwd();
    await mkdir(join(folder, 'integrations'));
    const definition = 'schemaVersion: 1\nid: acme-sync\nlabel: Acme Sync\nrequires: [{ object: Lead }]\n';
    await writeFile(join(folder, 'integrations', 'acme-sync.yml'), definition);
    process.chdir(folder);
    try {
      expect(await IntegrationList.run(['acme'])).to.deep.include({ outsideProject: ['integrations/acme-sync.yml'] });
      expect(log()).to.match(/belongs to no project: integrations\/acme-sync\.yml\n.* generate config$/m);
      await writeFile(join(folder, 'integration.config.yml'), 'schemaVersion: 1\n');
      const inside = await IntegrationList.run(['acme']);
      expect([inside.integrations.map(({ id }) => id), inside.outsideProject]).to.deep.equal([
        ['acme-sync'],
        undefined,
      ]);
    } finally {
      process.chdir(before);
    }
  });

  it('describes a variant', async () => {
    const result = await IntegrationDescribe.run(['-i', 'ciro@quick-setup']);
    expect(result).to.include({ id: 'ciro', variant: 'quick-setup', authentication: null });
    expect(log()).to.include('Ciro (ciro@quick-setup)').and.include('ModifyAllData (required)');
    expect(log()).to.match(
      /To check a user against it:\n {2}\S+ integration check -i ciro@quick-setup -u '<username>' -o '<org>'$/,
    );
  });

  it('says of features that are not shown how they are', async () => {
    await IntegrationDescribe.run(['-i', 'gong']);
    expect(log()).to.include('Gong Engage (-i gong+engage shows its needs)');
  });

  it('says everything that is wrong in a definition at once, each with its place and once what to do', async () => {
    const path = join(folder, 'wrong.yml');
    const lines = ['schemaVersion: 1', 'id: wrong', 'label: Wrong', 'requires:', '  - object: 7', '  - object: 8'];
    await writeFile(path, [...lines, '  - field: Lead', ''].join('\n'));
    const { message, name, exitCode, actions = [] } = await refused('-i', path);
    expect({ name, exitCode }).to.deep.equal({ name: 'WrongValueError', exitCode: 2 });
    expect(message.split('\n').map((line) => line.slice(path.length).split(' ')[0])).to.deep.equal([
      ':5:13:',
      ':6:13:',
      ':7:12:',
    ]);
    expect(actions).to.deep.equal([...new Set(actions)]);
  });

  it('describes one way of logging in', async () => {
    const ids = async (authentication: string): Promise<string[]> =>
      (await IntegrationDescribe.run(['-i', 'hg-insights', '--authentication', authentication])).requirements.map(
        ({ id }) => id,
      );
    expect(await ids('oauth')).to.not.include('userPermission:ApiUserOnly');
    expect(await ids('usernamePassword')).to.include('userPermission:ApiUserOnly');
  });

  it('describes a file of one’s own', async () => {
    const file = join(folder, 'acme.yml');
    await writeFile(file, 'schemaVersion: 1\nid: acme\nlabel: Acme\nextends: 6sense\nrequires: [{ object: Case }]\n');
    const result = await IntegrationDescribe.run(['-i', file]);
    expect(result).to.deep.include({ id: 'acme', extends: ['6sense'], permissionSet: 'Integration_acme' });
    expect(result.requirements.map(({ id }) => id)).to.include.members(['object:Case:read', 'object:Account:read']);
  });

  describe('inside of a project', () => {
    const home = process.cwd();
    const inProject = async (...lines: string[]): Promise<void> => {
      await writeFile(join(folder, 'integration.config.yml'), ['integrations:', ...lines, ''].join('\n'));
      process.chdir(folder);
    };
    afterEach(() => process.chdir(home));
    const hasEngage = ({ chosenFeatures = [] }: DescribeResult): boolean => chosenFeatures.includes('engage');

    it('shows what the project file chose, as a check takes it, and says so', async () => {
      await inProject(
        '  - { definition: gong, features: [engage], users: { prod: [gong@example.com] } }',
        '  - { definition: hg-insights, authentication: usernamePassword }',
      );
      const gong = await IntegrationDescribe.run(['-i', 'gong']);
      expect(hasEngage(gong)).to.equal(true);
      expect(gong.settings).to.deep.equal([
        { key: 'integration', value: 'gong+engage', file: 'integration.config.yml' },
      ]);
      expect(log()).to.match(/^ {2}Project +integration\.config\.yml: integration gong\+engage\.$/m);
      const hg = await IntegrationDescribe.run(['-i', 'hg-insights']);
      expect([hg.authentication, hg.settings?.map(({ key }) => key)]).to.deep.equal([
        'usernamePassword',
        ['authentication'],
      ]);
    });

    it('fills in the parameters of the file; flags win', async () => {
      await inProject('  - { definition: account-engagement, parameters: { synced-fields: [Lead.A__c] } }');
      const ids = async (...argv: string[]): Promise<string[]> =>
        (await IntegrationDescribe.run(['-i', 'account-engagement', ...argv])).requirements.map(({ id }) => id);
      expect((await ids()).filter((id) => /[AB]__c|synced/.test(id))).to.deep.equal(['field:Lead.A__c:edit']);
      expect((await ids('--set', 'synced-fields=Lead.B__c')).filter((id) => /[AB]__c/.test(id))).to.deep.equal([
        'field:Lead.B__c:edit',
      ]);
    });

    it('takes the only integration of the file, and asks which one where it says several things', async () => {
      await inProject('  - { definition: gong+engage }');
      expect(hasEngage(await IntegrationDescribe.run([]))).to.equal(true);
      await inProject('  - { definition: gong, features: [engage] }', '  - { definition: gong, features: [deals] }');
      const both = await refused('-i', 'gong');
      expect(both).to.include({ exitCode: 2 });
      expect(both.message).to.include('integration.config.yml').and.include('several ways');
      expect(both.actions?.join()).to.include('gong+engage, gong+deals');
      expect(hasEngage(await IntegrationDescribe.run(['-i', 'gong+engage']))).to.equal(true);
    });

    it('leaves alone what the file does not name, and says nothing then', async () => {
      await inProject('  - { definition: gong, features: [engage] }');
      const { settings } = await IntegrationDescribe.run(['-i', 'ciro']);
      expect(settings).to.equal(undefined);
      expect(log()).to.not.include('integration.config.yml');
    });

    it('tells a mistake of the file with its place', async () => {
      await inProject('  - { definition: gong, featurs: [engage] }');
      const mistake = await refused('-i', 'gong');
      expect(mistake.exitCode).to.equal(2);
      expect(mistake.message).to.match(/^integration\.config\.yml:2:\d+: /);
    });
  });

  it('refuses what it cannot read with exit code 2, one sentence and the next step', async () => {
    const unknown = await refused('-i', 'cirro');
    expect(unknown).to.include({
      exitCode: 2,
      message: 'There is no integration definition called "cirro"; did you mean ciro?',
    });
    expect(unknown.actions?.[0]).to.match(/^Look for it .*"sf integration list TEXT"/);
    const file = join(folder, 'acme.yml');
    await writeFile(file, 'schemaVersion: 1\nid: acme\nlabel: Acme\nrequires:\n  - object: Lead\n    access: [reed]\n');
    const broken = await refused('-i', file);
    expect(broken).to.include({ exitCode: 2, name: 'UnknownWordError' });
    expect(broken.message).to.equal(`${file}:6:14: "reed" is not a word for "access"; did you mean read?`);
    expect((await refused('-i', 'ciro@broad')).exitCode).to.equal(2);
  });
});
