/** Attacks on whoever runs the plugin, each by the real `sf`: what an org, a repository or a file of others tries to get. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Rewrite } from '../local-org/http/faults.js';
import { json, text } from '../local-org/http/httpExchange.js';
import { linkedOrg } from './linkedOrg.js';
import { runSf } from './sf.js';
import type { SfResult } from './sf.js';

const definition = (id: string, ...lines: string[]): string =>
  ['schemaVersion: 1', `id: ${id}`, 'label: For this test', ...lines, ''].join('\n');

const files = {
  'reader.yml': definition('reader', 'requires: [{ object: Account }]'),
  'evil.yml': definition('evil', 'permissionSet: Integration_reader', 'requires: [{ object: Lead }]'),
  'lead.yml': definition('lead', 'requires: [{ object: Lead }]'),
  'stolen.yml': definition('stolen', 'extends: ./.npmrc'),
  '.npmrc': '//registry.example/:_authToken=s3cr3tTOKENvalue\n',
  'escapes.yml': definition('escapes', 'extends: "./evil\\e[2J\\e]0;pwned\\a.yml"'),
  'evil\u001b[2J\u001b]0;pwned\u0007.yml': definition('other', 'requires: [{ object: Lead }]'),
  'new.yml': definition('new', `requiresPlugin: ">=${'1'.repeat(900_000)}"`, 'requires: [{ object: Lead }]'),
  'many.yml': definition(
    'many',
    `requires: [{ field: [${Array.from({ length: 19_999 }, (_, i) => `L.a${i}`).join(', ')}] }, { forbid: true, field: [${Array.from({ length: 19_999 }, (_, i) => `L.b${i}*`).join(', ')}] }]`,
  ),
};

/** Power over the org that nobody has asked for. */
const power = 'PermissionsManageSharing=true PermissionsViewSetup=true PermissionsViewRoles=true';

describe('attacks on whoever runs the plugin, and the real sf', function () {
  this.timeout(240_000);
  const linked = linkedOrg('default', files);
  const run = (...args: string[]): Promise<SfResult> =>
    runSf([...args, '-o', 'admin', '--json'], { home: linked.home, timeoutMs: 200_000 });
  const errorOf = ({ status, json: said, stdout }: SfResult): [number, string | undefined] => {
    expect(said, stdout).to.be.an('object');
    return [status, (said as { name?: string }).name];
  };
  const held = async (set: string): Promise<string[]> => {
    const query = `SELECT Assignee.Username FROM PermissionSetAssignment WHERE PermissionSet.Name = '${set}'`;
    const { result } = await linked.sf<{ records: Array<{ Assignee: { Username: string } }> }>(
      ...['data', 'query', '-q', query],
    );
    return result.records.map(({ Assignee }) => Assignee.Username);
  };
  const plant = async (name: string, description: string): Promise<string> => {
    const values = `Name=${name} Label=${name} Description='${description}' ${power}`;
    const { status, result } = await linked.sf<{ id: string }>(
      ...['data', 'create', 'record', '-s', 'PermissionSet', '-v', values],
    );
    expect(status).to.equal(0);
    return result.id;
  };
  afterEach(() => {
    linked.org.faults.clear();
    linked.org.org.behaviours.claimedDependencies = [];
  });
  const grant = (...args: string[]): Promise<SfResult> => run('integration', 'grant', ...args, '--no-prompt');
  const sixsense = ['-u', 'sixsense@example.com'];

  it('a definition that names the set of another integration gets and takes nothing of it', async () => {
    expect((await grant('-i', './reader.yml', '-u', 'viewer@example.com')).status).to.equal(0);
    const refused = [2, 'SetOfAnotherError'];
    expect(errorOf(await grant('-i', './evil.yml', ...sixsense))).to.deep.equal(refused);
    const named = ['--permission-set', 'Integration_reader'];
    expect(errorOf(await grant('-i', './lead.yml', ...sixsense, ...named))).to.deep.equal(refused);
    const revoke = ['integration', 'revoke', '-i', './evil.yml', '-u', 'viewer@example.com', '--delete', '--no-prompt'];
    expect(errorOf(await run(...revoke))).to.deep.equal(refused);
    expect(await held('Integration_reader')).to.deep.equal(['viewer@example.com']);
  });

  it('what somebody has planted in a set goes to nobody unsaid: with our mark, and named on purpose', async () => {
    await plant('Integration_6sense', 'sf integration grant: permissions that 6sense (6sense) needs.');
    await plant('Admin_Power', 'For admins');
    for (const more of [[], ['--permission-set', 'Admin_Power']]) {
      const refused = await grant('-i', '6sense', ...sixsense, ...more);
      expect(refused.status).to.equal(2);
      expect((refused.json as { message: string }).message).to.include('Manage Sharing');
    }
    expect([await held('Integration_6sense'), await held('Admin_Power')]).to.deep.equal([[], []]);
  });

  it('a dependency that the org invents brings no power over the org', async () => {
    linked.org.org.behaviours.claimedDependencies = [['Lead<read>', 'AuthorApex']];
    const { status, json: said } = await grant('-i', './lead.yml', ...sixsense);
    const { plan } = (said as { result: { plan: { adds: unknown[]; notFollowed: unknown[] } } }).result;
    expect([status, plan.adds, plan.notFollowed.length]).to.deep.equal([1, [], 1]);
    expect(await held('Integration_lead')).to.deep.equal([]);
  });

  it('a doctored receipt takes nothing from a set that grant did not make', async () => {
    const saved = ['--save-receipt', 'honest.json'];
    expect((await grant('-i', './lead.yml', ...sixsense, ...saved)).status).to.equal(0);
    const honest = JSON.parse(await readFile(join(linked.home, 'honest.json'), 'utf8')) as { permissionSet: object };
    const id = await plant('Sales_Set', 'Made by people');
    const permissionSet = { ...honest.permissionSet, id, name: 'Sales_Set', created: true };
    await writeFile(join(linked.home, 'doctored.json'), JSON.stringify({ ...honest, permissionSet }));
    const refused = await run('integration', 'revoke', '--receipt', 'doctored.json', '--delete', '--no-prompt');
    expect(refused.status).to.equal(2);
    const query = "SELECT PermissionsManageSharing FROM PermissionSet WHERE Name = 'Sales_Set'";
    const { result } = await linked.sf<{ records: Array<{ PermissionsManageSharing: boolean }> }>(
      ...['data', 'query', '-q', query],
    );
    expect(result.records.map((row) => row.PermissionsManageSharing)).to.deep.equal([true]);
    const back = await run('integration', 'revoke', '--receipt', 'honest.json', '--delete', '--no-prompt');
    expect(back.status).to.equal(0);
  });

  it('a session that the org echoes is told nowhere', async () => {
    const echo: Rewrite = (_, { headers }) =>
      json(400, [{ errorCode: 'BAD_HEADER', message: `unexpected header Authorization: ${headers['authorization']}` }]);
    linked.org.faults.add({ kind: 'rewritten', match: { path: '/composite' }, times: Infinity, rewrite: echo });
    const args = ['integration', 'check', '-i', '6sense', ...sixsense, '-o', 'admin'];
    for (const more of [[], ['--json']]) {
      const { status, stdout, stderr } = await runSf([...args, ...more], { home: linked.home });
      expect(status, stdout).to.be.oneOf([2, 3]);
      expect(stdout + stderr)
        .to.include('BAD_HEADER')
        .and.include('(token)');
      expect(stdout + stderr).to.not.include(linked.org.tokenFor('admin@example.com').split('!')[1]);
    }
  });

  it('a receipt goes through no link', async () => {
    await writeFile(join(linked.home, 'victim.txt'), 'mine');
    await symlink('victim.txt', join(linked.home, 'linked.json.next'));
    await symlink('victim.txt', join(linked.home, 'link.json'));
    const args = ['-i', './lead.yml', ...sixsense, '--save-receipt'];
    expect((await grant(...args, 'link.json')).status).to.equal(2);
    expect((await grant(...args, 'linked.json')).status).to.equal(0);
    expect(await readFile(join(linked.home, 'victim.txt'), 'utf8')).to.equal('mine');
  });

  it('a name from the org never leads out of --output-dir', async () => {
    const rename: Rewrite = (right) =>
      right.body.kind === 'json'
        ? json(
            right.status,
            JSON.parse(JSON.stringify(right.body.value).replaceAll('"ShippingAddress"', '"../../../../pwned__c"')),
          )
        : right;
    linked.org.faults.add({ kind: 'rewritten', times: Infinity, rewrite: rename });
    await mkdir(join(linked.home, 'deep', 'objects'), { recursive: true });
    const args = ['--sobject', 'Account', '--field', 'ShippingCity', '--enable', '--output-dir', 'deep/objects'];
    expect(errorOf(await run('integration', 'history-tracking', ...args))).to.deep.equal([2, 'BadNameError']);
    expect(await readdir(join(linked.home, 'deep', 'objects'))).to.deep.equal([]);
    expect((await readdir(linked.home)).filter((name) => name.includes('pwned.'))).to.deep.equal([]);
  });

  it('an answer without end is refused in one document: 2, and 68 once something was written', async () => {
    linked.org.faults.add({ kind: 'gzipBomb', match: { path: '/composite' }, times: Infinity });
    const check = ['integration', 'check', '-i', '6sense', ...sixsense];
    expect(errorOf(await run(...check))).to.deep.equal([2, 'AnswerTooLargeError']);
    linked.org.faults.clear();
    linked.org.faults.add({ kind: 'gzipBomb', carriedOut: true, match: { path: '/composite/graph' } });
    const written = await grant('-i', './lead.yml', '-u', 'temporary@example.com');
    expect(written.status, written.stdout).to.equal(68);
    expect(written.json).to.be.an('object');
  });

  it('files that would take minutes are refused, with place and limit', async () => {
    const describe = (file: string): Promise<SfResult> =>
      runSf(['integration', 'describe', '-i', `./${file}`, '--json'], { home: linked.home });
    expect(errorOf(await describe('many.yml'))).to.deep.equal([2, 'TooManyPartsError']);
    const tooNew = await describe('new.yml');
    expect(tooNew.status).to.equal(2);
    expect(tooNew.stdout.length + tooNew.stderr.length).to.be.lessThan(5000);
    const sets = join(linked.home, 'project', 'force-app', 'main', 'default', 'permissionsets');
    await mkdir(sets, { recursive: true });
    await writeFile(
      join(linked.home, 'project', 'sfdx-project.json'),
      '{"packageDirectories":[{"path":"force-app","default":true}]}',
    );
    const nested = `${'<a>'.repeat(26)}x${'</a>'.repeat(26)}`;
    await writeFile(
      join(sets, 'Integration_lead.permissionset-meta.xml'),
      `<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${nested}</PermissionSet>\n`,
    );
    const args = ['-i', './lead.yml', '-u', 'viewer@example.com', '--output-dir', 'project'];
    expect(errorOf(await run('integration', 'grant', ...args))).to.deep.equal([2, 'TooMuchError']);
  });

  it('a terminal obeys no file name, and of a file that is no definition nothing is shown', async () => {
    const describe = (file: string): Promise<SfResult> =>
      runSf(['integration', 'describe', '-i', `./${file}`], { home: linked.home });
    const escapes = await describe('escapes.yml');
    expect(escapes.status).to.equal(2);
    expect(escapes.stdout + escapes.stderr).to.not.match(/\u001b\[2J|\u001b\]|\u0007/);
    const stolen = await describe('stolen.yml');
    expect([stolen.status, stolen.stdout]).to.deep.equal([2, '']);
    expect(stolen.stderr).to.include('.npmrc').and.not.include('s3cr3t').and.not.include('registry.example');
  });

  it('pipes and devices are refused before they are read', async function () {
    // Windows has neither named pipes in folders nor /dev.
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(linked.home, 'fifo.yml'), join(linked.home, 'fifo.json')]);
    await writeFile(join(linked.home, 'piped.yml'), definition('piped', 'extends: ./fifo.yml'));
    for (const argv of [
      ['integration', 'describe', '-i', './fifo.yml'],
      ['integration', 'describe', '-i', './piped.yml'],
      ['integration', 'revoke', '--receipt', 'fifo.json', '-o', 'admin', '--no-prompt'],
      ['integration', 'grant', '--plan', '/dev/zero', '-o', 'admin', '--no-prompt'],
    ]) {
      const { status, stdout } = await runSf([...argv, '--json'], { home: linked.home, timeoutMs: 100_000 });
      expect(status, `${argv.join(' ')} ${stdout}`).to.equal(2);
    }
  });

  it('what settings of a repository choose is told with its file', async () => {
    const clone = join(linked.home, 'clone');
    await mkdir(join(clone, '.sf'), { recursive: true });
    await writeFile(join(clone, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
    await writeFile(join(clone, '6sense.yml'), definition('6sense', 'requires: [{ userPermission: AuthorApex }]'));
    const settings = { 'integration-definition': './6sense.yml', 'integration-user': 'viewer@example.com' };
    await writeFile(join(clone, '.sf', 'config.json'), JSON.stringify({ ...settings, 'target-org': 'admin' }));
    const { stdout } = await runSf(['integration', 'grant', '--dry-run'], { home: linked.home, cwd: clone });
    expect(stdout.replaceAll(/\s+/g, ' '))
      .to.include('integration-user is viewer@example.com')
      .and.include('integration-definition is ./6sense.yml')
      .and.include('not the built-in definition of that id')
      .and.include('Author Apex');
  });

  it('a redirect of the Metadata API is not followed', async () => {
    const asked: string[] = [];
    const elsewhere = createServer(({ url, headers }, response) => {
      asked.push(`${url} ${headers.authorization}`);
      response.end('{}');
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    const { port } = elsewhere.address() as AddressInfo;
    const redirect: Rewrite = () => ({
      ...text(307, 'moved', 'text/plain'),
      headers: { location: `http://127.0.0.1:${port}/elsewhere` },
    });
    linked.org.faults.add({ kind: 'rewritten', match: { path: '/Soap/m/' }, times: Infinity, rewrite: redirect });
    try {
      const { status, json: said } = await run('integration', 'history-tracking', '--sobject', 'Account');
      expect(status).to.be.oneOf([1, 2, 3]);
      expect(said).to.be.an('object');
    } finally {
      await new Promise((resolve) => elsewhere.close(resolve));
    }
    expect(asked).to.deep.equal([]);
  });
});
