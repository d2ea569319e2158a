import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { orgWidePermissions } from '../../src/platform/orgWidePermissions.js';
import { examples, examplesIn } from '../../tools/exampleOutputs.js';
import { referenceFile, referenceOfManifest } from '../../tools/commandReference.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

/** Every document for people, as a path from the root. */
const documents = async (): Promise<string[]> => [
  'README.md',
  'DESIGN.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...(await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** Paths of this repository in a text, up to a placeholder such as `<kind>` or a pattern such as `*`. */
const pathsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/(?<![\w./~-])(?:src|test|tools|messages|schemas|docs|bin|\.ci)\/[\w./-]*[<*{]?/g)].map(
      ([path]) => (/[<*{]$/.test(path) ? dirname(`${path}x`) : path.replace(/[./]+$/, '')),
    ),
  ),
];

/** The lines of a section, from its heading to the next one of the same level. */
const sectionOf = (text: string, heading: string): string[] => {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line === heading);
  const level = `${heading.split(' ')[0] ?? ''} `;
  const end = lines.findIndex((line, at) => at > start && line.startsWith(level));
  return start < 0 ? [] : lines.slice(start + 1, end < 0 ? undefined : end);
};

/** The numbered items of a list, each with the lines that go on with it. */
const itemsIn = (lines: readonly string[]): string[] => {
  const items: string[] = [];
  for (const line of lines) {
    if (/^\d+\. /.test(line)) items.push(line);
    else if (items.length > 0 && /^ {2,}\S/.test(line)) items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return items;
};

/** The anchor that a Markdown viewer gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(' ', '-');

describe('documents', () => {
  it('the reference of the commands is fresh (else: npm run reference)', async () => {
    expect(await readFile(referenceFile, 'utf8')).to.equal(await referenceOfManifest());
  });

  it('every file and folder of this repository that they name exists', async () => {
    const missing: string[] = [];
    let found = 0;
    for (const document of await documents()) {
      const paths = pathsIn(await read(document));
      found += paths.length;
      missing.push(...paths.filter((path) => !existsSync(join(root, path))).map((path) => `${document}: ${path}`));
    }
    expect(found).to.be.greaterThan(50);
    expect(missing).to.deep.equal([]);
  });

  it('every link inside the repository leads somewhere', async () => {
    const broken: string[] = [];
    for (const document of await documents()) {
      for (const [, target = ''] of (await read(document)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(root, file))) broken.push(`${document}: ${target}`);
        else if (anchor !== undefined) {
          const headings = [...(await read(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));
          if (!headings.includes(anchor)) broken.push(`${document}: ${target}`);
        }
      }
    }
    expect(broken).to.deep.equal([]);
  });

  it('every example has its commands, and every one is shown (else: tools/exampleOutputs.ts)', async () => {
    const texts = await Promise.all((await documents()).map(read));
    const marked = texts.flatMap((text) => [...text.matchAll(/<!-- example: ([\w-]+) -->/g)].map(([, name]) => name));
    expect(marked).to.have.members(Object.keys(examples));
    expect(texts.flatMap(examplesIn), 'a mark without its block').to.deep.equal(marked);
  });

  it('CONTRIBUTING has a line for every npm script', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const text = await read('CONTRIBUTING.md');
    const lines = text.split('\n').filter((line) => line.startsWith('| `'));
    const named = (script: string): boolean =>
      lines.some((line) => new RegExp(`^\\|[^|]*\`npm (?:run )?${script}\``).test(line));
    expect(Object.keys(scripts).filter((script) => !named(script))).to.deep.equal([]);
  });

  it('CHANGELOG has a section for the version of the package', async () => {
    const { version } = JSON.parse(await read('package.json')) as { version: string };
    expect(await read('CHANGELOG.md')).to.match(new RegExp(`^## ${version.replaceAll('.', '\\.')}\\b`, 'm'));
  });

  it('README is short enough to be read', async () => {
    expect((await read('README.md')).split('\n').length).to.be.at.most(251);
  });

  for (const walk of ['a', 'b', 'c']) {
    it(`walk ${walk} of DESIGN: each step names a file, and each function in it is in that file`, async () => {
      const text = await read('DESIGN.md');
      const heading = text.split('\n').find((line) => line.startsWith(`### Walk ${walk}: `)) ?? '';
      const steps = itemsIn(sectionOf(text, heading));
      expect(steps.length, heading).to.be.greaterThan(5);
      const wrong: string[] = [];
      for (const step of steps) {
        const files = pathsIn(step).filter((path) => /\.\w+$/.test(path) && existsSync(join(root, path)));
        const texts = await Promise.all(files.map(read));
        if (files.length === 0) wrong.push(`no file: ${step}`);
        for (const [, name = ''] of step.matchAll(/`(\w+)\(\)`/g))
          if (!texts.some((one) => new RegExp(`\\b${name}\\b`).test(one))) wrong.push(`${name}: ${step}`);
      }
      expect(wrong).to.deep.equal([]);
    });
  }

  it('every platform fact that the code cites is in the list', async () => {
    const listed = new Set<string>();
    for (const [, cell = ''] of (await read('docs/platform-facts.md')).matchAll(/^\| ([^|]+) \|/gm))
      for (const fact of factsIn(cell)) listed.add(fact);
    const cited = new Map<string, string>();
    for (const file of await filesBelow('src')) {
      for (const [, facts = ''] of (await read(file)).matchAll(
        /\bfacts? ((?:2:)?[A-Z]\d+(?:(?:, |-| and )(?:2:)?[A-Z]\d+)*)/g,
      ))
        for (const fact of factsIn(facts)) cited.set(fact, file);
    }
    expect(cited.size).to.be.greaterThan(50);
    expect([...cited].filter(([fact]) => !listed.has(fact))).to.deep.equal([]);
  });

  it('docs/security.md names every permission over the whole org, and --allow', async () => {
    const text = (await read('docs/security.md')).replace(/\s+/g, ' ');
    for (const name of orgWidePermissions) expect(text).to.include(`\`${name}\``);
    expect(text).to.include('`--allow`');
  });
});

/** Single facts in a text such as `A4, A5` or `F3-F6, F17`. */
const factsIn = (text: string): string[] =>
  [...text.matchAll(/((?:2:)?[A-Z])(\d+)(?:[-–](?:2:)?[A-Z](\d+))?/g)].flatMap(([, letter = '', first, last]) => {
    const from = Number(first);
    const to = Number(last ?? first);
    return Array.from({ length: to - from + 1 }, (_, at) => `${letter}${from + at}`);
  });

/** The TypeScript files below a folder, as paths from the root. */
const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
