import { chmod, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { isEdited, readPlan, savePlan } from '../../../src/files/planFile.js';
import type { SavedPlan } from '../../../src/grant/savedPlan.js';
import { createReceiptFile, readReceipt } from '../../../src/files/receiptFile.js';
import { Refusal } from '../../../src/refusal.js';
import { givenTo, receiptOf } from '../revoke/builders.js';

const plan: SavedPlan = {
  schemaVersion: 1,
  org: { id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
  plannedAt: '2026-11-01T00:00:00.000Z',
  integration: 'acme',
  variant: null,
  definitionHash: 'sha256:0',
  permissionSet: { name: 'Integration_acme', exists: false, holds: [] },
  adds: [],
  platformAdds: [],
  users: [],
  closes: [],
};
const receipt = receiptOf(['ann'], []);
const later = receiptOf(['ann'], [givenTo('assignments', ['ann'])]);

/** A saved plan without its digest, which the writer adds. */
const planIn = async (path: string): Promise<SavedPlan> => {
  const { digest, ...content } = await readPlan(path);
  expect(digest).to.match(/^sha256:[0-9a-f]{64}$/);
  return content;
};

/** Each file of ours that a person names: how it is made, and how it is read. */
const files: Record<string, { make: (path: string) => Promise<void>; read: (path: string) => Promise<unknown> }> = {
  plan: { make: (path) => savePlan(path, plan), read: planIn },
  receipt: { make: async (path) => (await createReceiptFile(path))(receipt), read: readReceipt },
};
const contents: Record<string, unknown> = { plan, receipt };

const refusalOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'none';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.code, ...error.args.slice(1)].join(' ');
  }
};

describe('files of ours that a person names', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'own-files-'));
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true, force: true });
  });

  for (const [name, { make, read }] of Object.entries(files)) {
    describe(name, () => {
      it('is made whole, for nobody else to read, and leaves nothing beside it', async () => {
        const path = join(folder, 'file.json');
        await make(path);
        expect(await read(path)).to.deep.equal(contents[name]);
        expect((await stat(path)).mode & 0o777).to.equal(0o600);
        expect(await readdir(folder)).to.deep.equal(['file.json']);
      });

      it('is made in folders that are not there yet', async () => {
        const path = join(folder, 'not', 'there', 'file.json');
        await make(path);
        expect(await read(path)).to.deep.equal(contents[name]);
      });

      it('never takes the place of another file', async () => {
        const path = join(folder, 'file.json');
        await writeFile(path, 'mine');
        expect(await refusalOf(make(path))).to.equal('file.exists');
        expect(await readFile(path, 'utf8')).to.equal('mine');
      });

      it('never takes the place of a link, nor of what it leads to', async () => {
        await writeFile(join(folder, 'other'), 'mine');
        await symlink(join(folder, 'other'), join(folder, 'file.json'));
        await symlink(join(folder, 'nowhere'), join(folder, 'dangling.json'));
        expect(await refusalOf(make(join(folder, 'file.json')))).to.equal('file.exists');
        expect(await refusalOf(make(join(folder, 'dangling.json')))).to.equal('file.exists');
        expect(await readFile(join(folder, 'other'), 'utf8')).to.equal('mine');
      });

      it('leaves files with similar names alone', async () => {
        for (const ending of ['.next', '.tmp', '~']) await writeFile(join(folder, `file.json${ending}`), 'mine');
        await make(join(folder, 'file.json'));
        expect((await readdir(folder)).sort()).to.deep.equal([
          'file.json',
          'file.json.next',
          'file.json.tmp',
          'file.json~',
        ]);
        expect(await readFile(join(folder, 'file.json.next'), 'utf8')).to.equal('mine');
      });

      it('says so where a file stands in the place of a folder', async () => {
        await writeFile(join(folder, 'file'), 'mine');
        expect(await refusalOf(make(join(folder, 'file', 'file.json')))).to.equal('file.unwritable ENOTDIR');
        expect(await refusalOf(make(join(folder, 'file', 'deeper', 'file.json')))).to.equal('file.unwritable ENOTDIR');
      });

      it('says so where the folder is one that may not be made', async () => {
        expect(await refusalOf(make(join(folder, 'x'.repeat(300), 'file.json')))).to.equal(
          'file.unwritable ENAMETOOLONG',
        );
      });
    });
  }

  it('a receipt is replaced as a whole, state by state', async () => {
    const path = join(folder, 'receipt.json');
    const save = await createReceiptFile(path);
    await save(receipt);
    await save(later);
    expect(await readReceipt(path)).to.deep.equal(later);
    expect(await readdir(folder)).to.deep.equal(['receipt.json']);
  });

  it('a receipt that cannot be kept any more says so, and what was kept stays', async () => {
    const path = join(folder, 'gone', 'receipt.json');
    const save = await createReceiptFile(path);
    await save(receipt);
    await rm(join(folder, 'gone'), { recursive: true });
    await writeFile(join(folder, 'gone'), 'mine');
    expect(await refusalOf(save(later))).to.match(/^file\.unwritable /);
    expect(await readFile(join(folder, 'gone'), 'utf8')).to.equal('mine');
  });
});

describe('a saved plan', () => {
  it('knows whether its content was changed since it was saved, and minds no other layout', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plan-digest-'));
    try {
      const path = join(folder, 'plan.json');
      await savePlan(path, plan);
      const saved = await readPlan(path);
      expect(isEdited(saved)).to.equal(false);
      await writeFile(path, JSON.stringify(Object.fromEntries(Object.entries(saved).reverse())));
      expect(isEdited(await readPlan(path))).to.equal(false);
      expect(isEdited({ ...saved, closes: ['object:Lead:read'] })).to.equal(true);
      expect(isEdited(plan), 'of an older version').to.equal(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
