/** What a project's own settings choose in place of flags is said where somebody agrees to it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigAggregator } from '@salesforce/core';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { grant, revoke } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const user = 'viewer@example.com';

describe('settings of a project', function () {
  this.timeout(60_000);
  let world: World;
  let project: string;
  let cwd: string;

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    project = await realpath(await mkdtemp(join(tmpdir(), 'settings-')));
    await mkdir(join(project, '.sf'));
    await writeFile(join(project, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
    const settings = { 'integration-definition': './6sense.yml', 'integration-user': user, 'target-org': admin };
    await writeFile(join(project, '.sf', 'config.json'), JSON.stringify(settings));
    const rules = [{ object: 'Lead', because: 'For this test.' }];
    const definition = { schemaVersion: 1, id: '6sense', label: '6sense', requires: rules };
    await writeFile(join(project, '6sense.yml'), stringify(definition));
    cwd = process.cwd();
    process.chdir(project);
    await ConfigAggregator.clearInstance();
  });
  after(async () => {
    process.chdir(cwd);
    await ConfigAggregator.clearInstance();
    await world.close();
    await rm(project, { recursive: true, force: true });
  });

  const file = (): string => join(project, '.sf', 'config.json');
  const flat = (text: string): string => text.replace(/\s+/g, ' ');

  it('that choose definition, user and org of a grant are named with their file, and so is the definition that is not the built-in one', async () => {
    const { result, text } = await grant(world.org, '--dry-run');
    expect(flat(text))
      .to.include(`integration-definition is ./6sense.yml`)
      .and.include(`integration-user is ${user}`)
      .and.include(`target-org is ${admin}`)
      .and.include(file())
      .and.include(`${join(project, '6sense.yml')}, not the built-in definition of that id`);
    expect(result.settings).to.deep.equal([
      { key: 'integration-definition', value: './6sense.yml', file: file() },
      { key: 'integration-user', value: user, file: file() },
      { key: 'target-org', value: admin, file: file() },
    ]);
    expect(result.definitionFile).to.equal(join(project, '6sense.yml'));
  });

  it('are not mentioned where flags say it', async () => {
    const { result, text } = await grant(world.org, '-o', admin, '-u', user, '-i', 'cognism', '--dry-run');
    expect(text).to.not.include('config.json');
    expect(result).to.not.have.property('settings');
    expect(result).to.not.have.property('definitionFile');
  });

  it('are named by revoke too', async () => {
    const { text } = await revoke(world.org, '-o', admin, '--dry-run');
    expect(flat(text)).to.include(`integration-user is ${user}`).and.not.include('target-org is');
  });
});
