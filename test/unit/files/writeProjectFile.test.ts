import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { lstatSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Org } from '@salesforce/core';
import type { Connection } from '@salesforce/core';
import { expect } from 'chai';
import { parsePermissionSetFile, renderPermissionSetFile } from '../../../src/metadata/permissionSetFile.js';
import { createOrgClient } from '../../../src/org/orgClient.js';
import type { OrgClient } from '../../../src/org/orgClient.js';
import { readPermissionSetFile } from '../../../src/org/read/readPermissionSetFile.js';
import { plannedFile } from '../../../src/workflows/plannedFile.js';
import { Refusal } from '../../../src/refusal.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import { writeProjectFile as write } from '../../../src/files/writeProjectFile.js';
import type { WrittenFile } from '../../../src/files/writeProjectFile.js';
import { openWorld } from '../../support/world.js';
import type { World } from '../../support/world.js';
import { fileWith } from '../support/permissionSetFiles.js';
import { planFor } from '../support/plans.js';

const admin = 'admin@example.com';
const outsider = 'standard@example.com';

describe('writing a permission set into a project', function () {
  this.timeout(60_000);
  let world: World;
  let directory: string;
  let connection: Connection;
  let client: OrgClient;

  const clientOf = async (username: string): Promise<OrgClient> =>
    createOrgClient((await Org.create({ aliasOrUsername: username })).getConnection(), { waitMs: 30_000 });

  before(async () => {
    world = await openWorld({ scenario: 'default' }, admin, outsider);
    connection = (await Org.create({ aliasOrUsername: admin })).getConnection();
    client = createOrgClient(connection, { waitMs: 60_000 });
  });
  after(() => world.close());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'project-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const put = async (path: string, content: string | Buffer): Promise<string> => {
    const full = join(directory, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, content);
    return full;
  };
  const project = (value: unknown): Promise<string> => put('sfdx-project.json', JSON.stringify(value));
  const acme = planFor('Acme', ['userPermission:ApiEnabled', 'object:Account:read', 'field:Account.Website:edit']);
  const acmeFile = 'permissionsets/Acme.permissionset-meta.xml';
  const writeProjectFile = (by: OrgClient, plan: Plan, into: string): Promise<WrittenFile> =>
    write(plan.permissionSet.name, () => plannedFile({ client: by, plan }), into);
  /** What was written, with the text of the file. */
  const writeAndRead = async (plan: Plan): Promise<WrittenFile & { xml: string }> => {
    const written = await writeProjectFile(client, plan, directory);
    return { ...written, xml: await readFile(written.path, 'utf8') };
  };
  const refusalOf = async (run: Promise<unknown>): Promise<Refusal> => {
    const error: unknown = await run.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Refusal)) throw new Error(`no refusal: ${String(error)}`);
    return error;
  };

  it('creates the file of a set that the org does not have, without asking the org', async () => {
    world.org.clearRequests();
    const written = await writeAndRead(acme);
    expect(written).to.include({ path: join(directory, acmeFile), result: 'created' });
    expect(written.xml).to.include('<name>ApiEnabled</name>').and.include('<label>Acme integration</label>');
    expect(world.org.requests).to.have.length(0);
    expect(await readdir(dirname(written.path))).to.deep.equal(['Acme.permissionset-meta.xml']);
  });

  describe('where', () => {
    const main = ['main', 'default', 'permissionsets', 'Acme.permissionset-meta.xml'];
    const cases: [what: string, packages: unknown, expected: string][] = [
      ['the default package directory', [{ path: 'a' }, { path: 'b/c', default: true }], join('b', 'c', ...main)],
      ['the first one without a default', [{ path: './a/' }, { path: 'b' }], join('a', ...main)],
      ['the project itself', [{ path: '.' }], join(...main)],
    ];
    for (const [what, packageDirectories, expected] of cases) {
      it(`${what} of a DX project`, async () => {
        await project({ packageDirectories });
        const { path } = await writeProjectFile(client, acme, directory);
        expect(path).to.equal(join(directory, expected));
      });
    }

    const refused: [what: string, content: string][] = [
      ['is not JSON', '{'],
      ['names no package directory', '{"packageDirectories":[{}]}'],
      ['points outside', '{"packageDirectories":[{"path":"../x"}]}'],
      ['points outside by an absolute path', '{"packageDirectories":[{"path":"/"}]}'],
    ];
    for (const [what, content] of refused) {
      it(`refuses sfdx-project.json that ${what}`, async () => {
        await put('sfdx-project.json', content);
        expect(await refusalOf(writeProjectFile(client, acme, directory))).to.include({ code: 'BadProject' });
        expect(await readdir(directory)).to.deep.equal(['sfdx-project.json']);
      });
    }

    it('refuses what is not there and what is no directory', async () => {
      const file = await put('file', '');
      expect(await refusalOf(writeProjectFile(client, acme, join(directory, 'no')))).to.include({ code: 'NotFound' });
      for (const path of [file, join(file, 'below')]) {
        const refusal = await refusalOf(writeProjectFile(client, acme, path));
        expect(refusal).to.deep.include({ code: 'NotADirectory', args: [path] });
      }
    });

    for (const name of ['../../evil', 'a/b', 'a.b', '', 'ä', '1a']) {
      it(`refuses ${JSON.stringify(name)} as a name`, async () => {
        const plan = planFor(name, []);
        expect(await refusalOf(writeProjectFile(client, plan, directory))).to.include({ code: 'BadName' });
      });
    }
  });

  describe('with an existing file', () => {
    it('merges, then leaves it alone', async () => {
      const path = await put(
        acmeFile,
        fileWith('<label>Theirs</label><classAccesses><apexClass>X</apexClass><enabled>true</enabled></classAccesses>'),
      );
      const { xml, ...first } = await writeAndRead(acme);
      expect(first.result).to.equal('merged');
      expect(xml)
        .to.include('<label>Theirs</label>')
        .and.include('<apexClass>X</apexClass>')
        .and.include('<field>Account.Website</field>');
      const before = await stat(path);
      expect(await writeProjectFile(client, acme, directory)).to.deep.equal({ ...first, result: 'unchanged' });
      expect(await stat(path)).to.include({ ino: before.ino, mtimeMs: before.mtimeMs });
    });

    it('leaves a file alone that has it all, however it is formatted', async () => {
      const { path, xml } = await writeAndRead(acme);
      const formatted = xml.replace(/\n\s*/g, '\r\n\t');
      await writeFile(path, formatted);
      expect(await writeProjectFile(client, acme, directory)).to.include({ result: 'unchanged' });
      expect(await readFile(path, 'utf8')).to.equal(formatted);
    });

    it('keeps rights and links', async () => {
      const target = await put('elsewhere.xml', fileWith('<label>L</label>'));
      await mkdir(join(directory, 'permissionsets'));
      await symlink(target, join(directory, acmeFile));
      const mode = (await stat(target)).mode;
      const { path } = await writeProjectFile(client, acme, directory);
      expect(lstatSync(path).isSymbolicLink()).to.equal(true);
      expect(await readFile(target, 'utf8')).to.include('<name>ApiEnabled</name>');
      expect((await stat(target)).mode).to.equal(mode);
    });

    const refused: [what: string, content: string | Buffer, code: string, place: string, detail?: string][] = [
      ['broken XML', '<PermissionSet>\n<label>x</PermissionSet>', 'BrokenXml', ':2:9'],
      ['another root', '<?xml version="1.0"?>\n  <Profile/>', 'WrongRoot', ':2:3', 'Profile'],
      ['a DOCTYPE', '<!DOCTYPE x><PermissionSet/>', 'Doctype', ':1:1'],
      ['something else than UTF-8', Buffer.from([0x3c, 0xff, 0xfe]), 'NotUtf8', ''],
      ['more than any permission set', Buffer.alloc(20_000_001, ' '), 'TooLarge', ''],
    ];
    for (const [what, content, code, place, detail] of refused) {
      it(`refuses ${what}, says where, and leaves it as it is`, async () => {
        const path = await put(acmeFile, content);
        const refusal = await refusalOf(writeProjectFile(client, acme, directory));
        expect(refusal.code).to.equal(code);
        expect(refusal.args[0]).to.equal(`${path}${place}`);
        if (detail !== undefined) expect(refusal.args[1]).to.equal(detail);
        expect(await readFile(path)).to.deep.equal(Buffer.from(content));
        expect(await readdir(dirname(path))).to.have.length(1);
      });
    }

    it('refuses a directory in its place, and a file in the place of its directory', async () => {
      await mkdir(join(directory, acmeFile), { recursive: true });
      expect(await refusalOf(writeProjectFile(client, acme, directory))).to.include({ code: 'NotAFile' });
      await rm(join(directory, 'permissionsets'), { recursive: true });
      await put('permissionsets', '');
      expect(await refusalOf(writeProjectFile(client, acme, directory))).to.include({ code: 'NotADirectory' });
    });
  });

  describe('of a set that the org has', () => {
    const plan = planFor('HG_Insights', ['object:Lead:delete', 'field:Account.mk_Fit__c:edit'], true);

    it('holds what the org holds and what the plan adds, nothing else; one request', async () => {
      const held = await readPermissionSetFile(client, 'HG_Insights');
      world.org.clearRequests();
      const { xml } = await writeAndRead(plan);
      expect(world.org.requests.map(({ soapCall }) => soapCall)).to.deep.equal(['readMetadata']);
      const lines = (text: string): string[] => text.split('\n').map((line) => line.trim());
      const [before, after] = [lines(held ? renderPermissionSetFile(held) : ''), lines(xml)];
      const changed = after.flatMap((line, i) => (line === before[i] ? [] : [`${before[i]} -> ${line}`]));
      expect(after).to.have.length(before.length);
      expect(changed).to.deep.equal([
        '<editable>false</editable> -> <editable>true</editable>',
        '<allowDelete>false</allowDelete> -> <allowDelete>true</allowDelete>',
      ]);
    });

    it('is accepted by the org as it is, and changes only what was planned', async () => {
      const { xml } = await writeAndRead(plan);
      const { default: JSZip } = await import('jszip');
      const zip = new JSZip();
      zip.file(
        'package.xml',
        '<?xml version="1.0" encoding="UTF-8"?><Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>HG_Insights</members><name>PermissionSet</name></types><version>66.0</version></Package>',
      );
      zip.file('permissionsets/HG_Insights.permissionset', xml);
      const options = { singlePackage: true, rollbackOnError: true };
      const { id } = await connection.metadata.deploy(await zip.generateAsync({ type: 'nodebuffer' }), options);
      let result = await connection.metadata.checkDeployStatus(id, true);
      for (let i = 0; i < 100 && !result.done; i += 1) result = await connection.metadata.checkDeployStatus(id, true);
      expect(result, JSON.stringify(result.details)).to.include({ done: true, success: true });
      const now = await readPermissionSetFile(client, 'HG_Insights');
      expect(now && renderPermissionSetFile(now)).to.equal(renderPermissionSetFile(parsePermissionSetFile(xml)));
    });

    it('is not written when this user cannot see what the org holds (fact H1)', async () => {
      const refusal = await refusalOf(writeProjectFile(await clientOf(outsider), plan, directory));
      expect(refusal.code).to.equal('OrgContentUnreadable');
      expect(refusal.args[0]).to.equal('HG_Insights');
      expect(refusal.args[1]).to.include('INSUFFICIENT_ACCESS');
      expect(await readdir(directory)).to.deep.equal([]);
    });

    it('that was deleted since the plan was made is a new one', async () => {
      expect(await readPermissionSetFile(client, 'Nobody_Has_It')).to.equal(null);
      const { xml } = await writeAndRead(planFor('Nobody_Has_It', [], true));
      expect(xml).to.include('<label>Acme integration</label>').and.include('<hasActivationRequired>false<');
    });
  });
});
