import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import { json } from '../local-org/http/httpExchange.js';
import type { Rewrite } from '../local-org/http/faults.js';
import { writeZip } from '../local-org/metadata/zipArchive.js';
import { track, trackRefusal } from '../support/historyTracking.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';
import { runQuietly } from '../torture/faults/support/running.js';

const admin = 'admin@example.com';

const archiveWith = (object: string, field: string): string => {
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <fields>
        <fullName>${field}</fullName>
        <type>Text</type>
    </fields>
</CustomObject>
`;
  return writeZip(new Map([[`objects/${object}.object`, content]])).toString('base64');
};

/** Says one name instead of another in every JSON answer, and has a definition for it in the archive of a retrieve. */
const calling =
  (name: string, by: string): Rewrite =>
  (right) => {
    const { body } = right;
    if (body.kind === 'json')
      return json(right.status, JSON.parse(JSON.stringify(body.value).replaceAll(`"${name}"`, JSON.stringify(by))));
    if (body.kind === 'none') return right;
    const text = body.text.replace(/(<zipFile>)[^<]*/, `$1${archiveWith('Account', by)}`);
    return { ...right, body: { ...body, text } };
  };

describe('names from the org that are no names', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;
  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  after(() => world.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostile-names-'));
  });
  afterEach(async () => {
    world.org.faults.clear();
    await rm(folder, { recursive: true, force: true });
  });

  it('the compound of a field never leads out of --output-dir', async () => {
    const { org } = world;
    const argv = ['-o', admin, '--sobject', 'Account', '--field', 'ShippingCity', '--enable', '--output-dir', folder];
    org.faults.add({ kind: 'rewritten', times: Infinity, rewrite: calling('ShippingAddress', '../../../../pwned__c') });
    const refused = await trackRefusal(org, ...argv);
    expect([refused.exitCode, refused.name], refused.message).to.deep.equal([2, 'BadNameError']);
    expect(await readdir(folder)).to.deep.equal([]);
    org.faults.clear();
    expect((await track(org, ...argv)).exitCode).to.equal(0);
  });
});

describe('--json of an org with names that a terminal obeys', function () {
  this.timeout(60_000);
  let world: World;
  before(async () => {
    world = await openWorld({ scenario: 'hostile' }, admin);
  });
  after(() => world.close());

  it('holds them escaped, and is the same data', async () => {
    const users = ['o\'brien"\\@example.com', 'bidi@example.com', 'ansi@example.com'].flatMap((user) => ['-u', user]);
    const argv = ['-o', admin, '-i', '6sense', ...users, '--json'];
    const { stdout, result } = await runQuietly(world.org, IntegrationCheck, argv);
    expect(JSON.stringify(result)).to.match(/\u202e/);
    expect(stdout.replaceAll('\n', '')).to.not.match(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/u);
    const printed = JSON.parse(stdout) as { result: unknown };
    expect(printed.result).to.deep.equal(result);
  });

  it('also where it is an error', async () => {
    const argv = ['-o', admin, '-i', '6sense', '-u', 'no\u202eone\u009b2J@example.com', '--json'];
    const { stdout, error } = await runQuietly(world.org, IntegrationCheck, argv);
    expect(stdout.replaceAll('\n', '')).to.not.match(/[\p{Cc}\u202e]/u);
    expect((JSON.parse(stdout) as { message: string }).message).to.equal(error?.message);
  });
});
