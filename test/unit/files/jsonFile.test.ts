import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { z } from 'zod';
import { readJsonFile } from '../../../src/files/jsonFile.js';
import { Refusal } from '../../../src/refusal.js';
import { cpuTimeOf } from '../../support/cpuTime.js';

describe('a JSON file of ours', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'json-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const problemIn = async (content: string | Buffer): Promise<string> => {
    const path = join(folder, 'a.json');
    await writeFile(path, content);
    try {
      await readJsonFile(path, z.object({ a: z.array(z.object({ b: z.string() })) }));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [file = '', ...detail] = error.args.flat();
      return [error.code.replace('file.', ''), file.slice(folder.length + 1), ...detail].join(' ');
    }
    return 'none';
  };

  const table: [is: string, content: string | Buffer, problem: string][] = [
    ['good', '{"a": []}', 'none'],
    ['good behind a byte order mark', '\uFEFF{"a": []}', 'none'],
    ['good with keys of its own', '{"a": [], "__proto__": {"a": 1}}', 'none'],
    ['empty', '', 'notJson a.json:1:1'],
    ['cut off', '{"a": [\n  {"b": "c', 'notJson a.json:2:11'],
    ['broken in a line', '{"a": [\n  {"b": x}\n]}', 'notJson a.json:2:9'],
    ['broken behind its end', '{"a": []} x', 'notJson a.json:1:11'],
    ['HTML', '<!DOCTYPE html>', 'notJson a.json:1:1'],
    ['no UTF-8', Buffer.from([0x7b, 0xff]), 'notUtf8 a.json'],
    ['of another shape', '{"a": [{"b": "c"}, {"b": 1}]}', 'notOurs a.json a[1].b'],
    [
      'nested in a part of any shape',
      `{"a": [], "more": ${'['.repeat(300)}${']'.repeat(300)}}`,
      'notOurs a.json the whole file',
    ],
    ['nested without end', '['.repeat(100_000) + ']'.repeat(100_000), 'notOurs a.json the whole file'],
  ];
  for (const [is, content, problem] of table) {
    it(`${is}: ${problem}`, async () => expect(await problemIn(content)).to.equal(problem));
  }

  it('is searched for its mistake in bearable time', async () => {
    const search = async (): Promise<void> =>
      void expect(await problemIn(`[${'0,'.repeat(900_000)}x]`)).to.equal('notJson a.json:1:1800002');
    expect(await cpuTimeOf(search)).to.be.lessThan(5000);
  });
});
