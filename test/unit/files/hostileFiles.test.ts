import { execFileSync } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdir, mkdtemp, open, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { DefinitionMistake } from '../../../src/definition/definitionMistake.js';
import { loadDefinition } from '../../../src/files/loadDefinition.js';
import { readPlan } from '../../../src/files/planFile.js';
import { createReceiptFile, readHistoryReceipt, readReceipt } from '../../../src/files/receiptFile.js';
import { sourceDirectory, sourceFile } from '../../../src/files/sourceDirectory.js';
import { readProjectText } from '../../../src/files/writeProjectFile.js';
import { Refusal } from '../../../src/refusal.js';
import { receiptOf } from '../revoke/builders.js';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof Refusal || error instanceof DefinitionMistake) return error.code;
      throw error;
    },
  );

/** Pipes, devices and links: what a repository, or somebody else on the machine, may put where a file is expected. */
describe('what is no plain file', function () {
  if (process.platform === 'win32') return;
  this.timeout(10_000);
  let folder: string;
  let fifo: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hostile-files-'));
    fifo = join(folder, 'fifo.yml');
    execFileSync('mkfifo', [fifo]);
  });
  afterEach(async () => {
    // Whoever still waits for a writer is let go, or this process would never end.
    await (await open(fifo, constants.O_RDWR | constants.O_NONBLOCK)).close();
    await rm(folder, { recursive: true, force: true });
  });

  const readers: Record<string, { read: (path: string) => Promise<unknown>; code: string }> = {
    'a definition': { read: (path) => loadDefinition(path, { cwd: folder }), code: 'NotAFile' },
    'a plan': { read: readPlan, code: 'file.notAFile' },
    'a receipt': { read: readReceipt, code: 'file.notAFile' },
    'a receipt of history-tracking': { read: readHistoryReceipt, code: 'file.notAFile' },
    'a file of a project': { read: readProjectText, code: 'NotAFile' },
  };
  for (const [name, { read, code }] of Object.entries(readers)) {
    describe(`in place of ${name}`, () => {
      it('a pipe that nobody writes to is not waited for', async () => expect(await codeOf(read(fifo))).to.equal(code));

      it('an endless device is not read', async () => expect(await codeOf(read('/dev/zero'))).to.equal(code));

      it('a link to one neither', async () => {
        await symlink('/dev/zero', join(folder, 'link.yml'));
        expect(await codeOf(read(join(folder, 'link.yml')))).to.equal(code);
      });
    });
  }

  it('sfdx-project.json is not waited for either', async () => {
    await symlink(fifo, join(folder, 'sfdx-project.json'));
    expect(await codeOf(sourceDirectory(folder))).to.equal('NotAFile');
  });

  it('a definition that another one extends is not waited for', async () => {
    await writeFile(join(folder, 'a.yml'), 'schemaVersion: 1\nid: a\nlabel: A\nextends: ./fifo.yml\n');
    expect(await codeOf(loadDefinition('./a.yml', { cwd: folder }))).to.equal('NotAFile');
  });

  if (process.platform === 'linux')
    for (const path of ['/proc/self/mem', '/proc/kmsg'])
      it(`${path}, of which nobody knows how long it is, ends as a refusal`, async () => {
        expect(await codeOf(readPlan(path))).to.match(/^file\.(unreadable|tooLarge|notUtf8|notJson)$/);
      });
});

describe('links', function () {
  if (process.platform === 'win32') return;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'links-'));
    await mkdir(join(folder, 'outside'));
    await mkdir(join(folder, 'project'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('a receipt that was exchanged for a link is put in its place, and what it leads to stays', async () => {
    const [path, victim] = [join(folder, 'receipt.json'), join(folder, 'victim')];
    const save = await createReceiptFile(path);
    await rm(path);
    await writeFile(victim, 'mine');
    await symlink(victim, path);
    await save(receiptOf(['ann'], []));
    expect(await readReceipt(path)).to.have.property('permissionSet');
    expect(await readReceipt(victim).catch(() => 'mine')).to.equal('mine');
  });

  const projectFile = async (...parts: string[]): Promise<string> =>
    sourceFile(await sourceDirectory(join(folder, 'project')), ...parts);
  const inProject = async (packageDirectory: string): Promise<void> =>
    writeFile(
      join(folder, 'project', 'sfdx-project.json'),
      JSON.stringify({ packageDirectories: [{ path: packageDirectory, default: true }] }),
    );

  const outside: Record<string, { link: string; to: string }> = {
    'a package directory': { link: 'force-app', to: '../outside' },
    'a folder below it': { link: 'force-app/main', to: '../../outside' },
    'the folder of the file': { link: 'force-app/main/default/permissionsets', to: '../../../../outside' },
    'the file itself': { link: 'force-app/main/default/permissionsets/A.xml', to: '../../../../../outside/A.xml' },
  };
  for (const [what, { link, to }] of Object.entries(outside)) {
    it(`${what} that leads out of the project is refused, and nothing is written`, async () => {
      await inProject('force-app');
      const path = join(folder, 'project', link);
      await mkdir(dirname(path), { recursive: true });
      await symlink(to, path);
      expect(await codeOf(projectFile('permissionsets', 'A.xml'))).to.equal('OutsideProject');
      expect(await readdir(join(folder, 'outside'))).to.deep.equal([]);
    });
  }

  it('a link within the project is followed', async () => {
    await inProject('force-app');
    await mkdir(join(folder, 'project', 'packages', 'main'), { recursive: true });
    await symlink('packages', join(folder, 'project', 'force-app'));
    expect(await projectFile('permissionsets', 'A.xml')).to.match(/force-app.*A\.xml$/);
  });

  it('a directory that is a link itself was named by a person', async () => {
    await symlink('project', join(folder, 'named'));
    expect(await sourceFile(await sourceDirectory(join(folder, 'named')), 'objects', 'A.xml')).to.match(/A\.xml$/);
  });

  for (const name of ['../../../../pwned', '..', '.', '', 'a/b', 'a\\b', 'C:x', 'a\0b', '.git'])
    it(`${JSON.stringify(name)} never becomes a part of a path`, async () => {
      expect(await codeOf(projectFile('objects', name, 'A.xml'))).to.equal('BadName');
      expect(await codeOf(projectFile('objects', `${name}.field-meta.xml`))).to.equal('BadName');
    });
});
