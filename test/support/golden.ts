/**
 * Golden files: every report that people read, kept whole below `test/golden`, at 80 and 120 columns, with and without
 * colors. `npm run golden` writes them anew; the difference in git is then what a reviewer looks at.
 */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Paint } from '../../src/report/check/textStyle.js';

const root = fileURLToPath(new URL('../golden', import.meta.url));
const writes = process.env.GOLDEN === 'write';

/** How a report is looked at: what its text options take of it. */
export type View = { readonly width: number; readonly paint: Paint };

/** Colors by their meaning, so that a golden file can be read: `<bad>MISSING</bad>`. */
const marked: Paint = (tone, text) => `<${tone}>${text}</${tone}>`;
const unmarked = (text: string): string => text.replace(/<\/?[a-z]+>/g, '');
const plain: Paint = (_, text) => text;

const widths = [80, 120] as const;

/** Commands to copy are never broken, nor is a single word. */
const isTooWide = (line: string, width: number): boolean =>
  [...line].length > width && !/^ *(sf|oclif|mocha) (integration|data bulk) |^ *\S+$/.test(line);

const compare = async (file: string, text: string): Promise<void> => {
  const path = join(root, file);
  if (writes) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return;
  }
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  expect(kept, `${file} does not exist: npm run golden`).to.not.equal(undefined);
  expect(text, `${file} (if that is what you want: npm run golden)`).to.equal(kept);
};

/**
 * Holds reports against their golden files.
 * @param folder folder below test/golden that belongs to this call alone
 * @param scenes what each report is called, and how it is made
 */
export const golden = (folder: string, scenes: Readonly<Record<string, (view: View) => string>>): void => {
  describe(`golden files: ${folder}`, () => {
    for (const [name, render] of Object.entries(scenes)) {
      it(name, async () => {
        for (const width of widths) {
          const text = `${render({ width, paint: plain })}\n`;
          const colored = `${render({ width, paint: marked })}\n`;
          const lines = text.split('\n');
          expect(
            lines.filter((line) => isTooWide(line, width)),
            `wider than ${width}`,
          ).to.deep.equal([]);
          expect(
            lines.filter((line) => /\s$/.test(line)),
            'blanks at the end',
          ).to.deep.equal([]);
          expect(text, 'a sentence with a hole').to.not.match(/undefined|\[object|%s|(?<!u)\{\d\}/);
          expect(unmarked(colored).replace(/ +$/gm, ''), 'colors change nothing else').to.equal(text);
          await compare(`${folder}/${name}.${width}.txt`, text);
          await compare(`${folder}/${name}.${width}.colors.txt`, colored);
        }
      });
    }

    it('there is no golden file that nobody makes', async () => {
      const made = Object.keys(scenes).flatMap((name) =>
        widths.flatMap((width) => [`${name}.${width}.txt`, `${name}.${width}.colors.txt`]),
      );
      const stale = (await readdir(join(root, folder))).filter((file) => !made.includes(file));
      if (writes) await Promise.all(stale.map((file) => rm(join(root, folder, file))));
      else expect(stale).to.deep.equal([]);
    });
  });
};

/**
 * Holds whole files against their golden files, as they are.
 * @param folder folder below test/golden that belongs to this call alone
 * @param files name of each file, and how it is made
 */
export const goldenFiles = (folder: string, files: Readonly<Record<string, () => string | Promise<string>>>): void => {
  describe(`golden files: ${folder}`, () => {
    for (const [name, make] of Object.entries(files)) {
      it(name, async () => {
        const text = await make();
        // The script of a page may say undefined.
        if (!name.endsWith('.html'))
          expect(text, 'a sentence with a hole').to.not.match(/undefined|\[object|(?<!printf ')%s/);
        await compare(`${folder}/${name}`, text);
      });
    }

    it('there is no golden file that nobody makes', async () => {
      const stale = (await readdir(join(root, folder))).filter((file) => !(file in files));
      if (writes) await Promise.all(stale.map((file) => rm(join(root, folder, file))));
      else expect(stale).to.deep.equal([]);
    });
  });
};
