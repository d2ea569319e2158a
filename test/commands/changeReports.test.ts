/** Reports of what changes the org: the plan of a grant and of history tracking, for who agrees to it without a terminal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import { rememberTables } from '../support/orgState.js';
import { runCommand } from '../support/commandRun.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

describe('the report of what changes the org', function () {
  this.timeout(60_000);
  let world: World;
  let restore: () => void;
  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
    restore = rememberTables(world.org.org);
  });
  after(() => world.close());
  afterEach(() => restore());

  const reported = async (
    command: Parameters<typeof runCommand>[1],
    ending: string,
    ...argv: string[]
  ): Promise<string> => {
    const file = join(world.home, `report${ending}`);
    await runCommand(world.org, command, ['-o', admin, ...argv, '--output-file', file]);
    return readFile(file, 'utf8');
  };
  const hg = ['-i', 'hg-insights', '-u', 'standard@example.com'];

  it('has of a plan deletes and access to all records before everything else', async () => {
    const text = await reported(IntegrationGrant, '.md', ...hg, '--dry-run');
    const heads = [...text.matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(heads.slice(0, 3)).to.deep.equal(['Deletes, and access to all records', 'Users', 'System permissions']);
  });

  it('says of a plan what it leaves out', async () => {
    const text = await reported(IntegrationGrant, '.md', '-i', '6sense', '-u', 'sixsense@example.com', '--dry-run');
    expect(text)
      .to.include('## Left out')
      .and.match(/Left out: \d+ recommended need/);
  });

  it('gives of each object the reason once, and then what comes along', async () => {
    const text = await reported(IntegrationGrant, '.md', ...hg, '--dry-run');
    const [row = ''] = /^\| Lead \|.*$/m.exec(text) ?? [];
    expect(row).to.match(
      /\| All leads and contacts are read, [^|]* Read, Edit, Delete come along: Salesforce requires them with it\. \|$/,
    );
  });

  it('calls required only what was asked for', async () => {
    const text = await reported(IntegrationGrant, '.md', ...hg, '--dry-run');
    expect(text).to.match(/^\| PLANNED \| \*\*Delete on Lead\*\* \| comes along \|/m);
    expect(text).to.match(/^\| PLANNED \| \*\*Modify All Records on Lead\*\* \| required \|/m);
    const rows = await reported(IntegrationGrant, '.csv', ...hg, '--dry-run');
    expect(rows).to.match(/"comesAlong","Delete on Lead"/);
  });

  it('says of a recommended permission that it is', async () => {
    const recommended = ['-i', '6sense', '-u', 'sixsense@example.com', '--include', 'recommended', '--dry-run'];
    const text = await reported(IntegrationGrant, '.md', ...recommended);
    expect(text).to.match(/^\| PLANNED \| [^|]+ \| recommended \|/m);
  });

  it('says after a grant how to take it back', async () => {
    const six = ['-i', '6sense', '-u', 'sixsense@example.com', '--no-prompt'];
    const text = await reported(IntegrationGrant, '.md', ...six);
    expect(text).to.match(/integration revoke -o admin@example\.com -i 6sense -u sixsense@example\.com/);
  });

  it('says of field history how to turn it on, carry a plan out, and take it back', async () => {
    const field = ['--field', 'Opportunity.StageName'];
    expect(await reported(IntegrationHistoryTracking, '.md', ...field))
      .to.include('## What to do')
      .and.match(/history-tracking .*--enable/);
    expect(await reported(IntegrationHistoryTracking, '.md', ...field, '--enable', '--dry-run')).to.match(
      /To apply it:\s+```sh\n.*--enable/,
    );
    expect(await reported(IntegrationHistoryTracking, '.md', ...field, '--enable', '--no-prompt')).to.match(
      /```sh\n.*--disable --field Opportunity\.StageName/,
    );
  });
});
