import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { appendWithin, writeReports } from '../../../src/files/reportFile.js';
import type { WrittenReports } from '../../../src/files/reportFile.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('report files', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-file-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('that have no room leave nothing half-written, and the others are written', async function () {
    // Only a Unix shell limits the size of files, which stands for a full disk here.
    if (process.platform === 'win32') this.skip();
    const script = `
      import { writeReports } from ${JSON.stringify(join(root, 'src/files/reportFile.ts'))};
      const text = (size) => () => 'x'.repeat(size);
      const paths = ['a.md', 'b.md', 'c.md'].map((name) => ${JSON.stringify(folder)} + '/' + name);
      const sizes = [10, 8_000_000, 20];
      const result = await writeReports(paths.map((path, at) => ({ path, text: text(sizes[at]) })));
      process.stdout.write(JSON.stringify(result));
    `;
    // No file may become larger than 4 MB here, as if the disk were full.
    const command = 'ulimit -f 4000; exec "$0" --import tsx --input-type=module --eval "$1"';
    const { stdout } = await run('bash', ['-c', command, process.execPath, script], { cwd: root });
    expect(JSON.parse(stdout) as WrittenReports).to.deep.equal({
      written: [join(folder, 'a.md'), join(folder, 'c.md')],
      unwritten: [{ path: join(folder, 'b.md'), reason: 'EFBIG' }],
    });
    expect((await readdir(folder)).sort()).to.deep.equal(['a.md', 'c.md']);
    expect(await readFile(join(folder, 'c.md'), 'utf8')).to.equal('x'.repeat(20));
  });

  it('a defect of ours while a report is made is none of the disk', async () => {
    const broken = (): string => {
      throw new TypeError('a defect');
    };
    await writeReports([{ path: join(folder, 'a.md'), text: broken }]).then(
      () => expect.fail('accepted'),
      (error: unknown) => expect(error).to.be.instanceOf(TypeError),
    );
  });

  it('adds to a file within its limit, on a new line', async () => {
    const file = join(folder, 'summary');
    const rooms: number[] = [];
    const add = (): Promise<boolean> =>
      appendWithin(file, 20, (room) => {
        rooms.push(room);
        return 'x'.repeat(Math.min(room, 12));
      });
    expect([await add(), await add(), await add()]).to.deep.equal([true, true, false]);
    expect(rooms).to.deep.equal([20, 7]);
    expect((await readFile(file, 'utf8')).split('\n')).to.deep.equal(['x'.repeat(12), 'x'.repeat(7)]);
  });
});
