import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

type Manifest = {
  commands: Record<
    string,
    { examples?: unknown[]; flags: Record<string, { char?: string; type: string; options?: string[] }> }
  >;
};

const manifest = async (): Promise<Manifest> =>
  JSON.parse(await readFile(`${root}/oclif.manifest.json`, 'utf8')) as Manifest;

/** Every document for people. */
const documentTexts = async (): Promise<string[]> => {
  const pages = (await readdir(`${root}/docs`)).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`);
  const files = ['README.md', 'CONTRIBUTING.md', 'DESIGN.md', ...pages];
  return Promise.all(files.map((file) => readFile(`${root}/${file}`, 'utf8')));
};

/** Commands of this plugin in a text: what follows `sf integration` on its line, continued lines joined. */
const commandsIn = (text: string): string[][] =>
  [...text.replaceAll(/\\\n\s*/g, ' ').matchAll(/\bsf (integration [^\n`|)]*)/g)].map(([, command = '']) =>
    command.trim().split(/\s+/),
  );

describe('what is promised elsewhere about the commands', () => {
  it('the command snapshot is fresh (else: npm run snapshot)', async function () {
    this.timeout(60_000);
    const argv = ['bin/dev.js', 'snapshot:compare', '--filepath', 'test/command-snapshot.json'];
    const { stdout } = await run(process.execPath, argv, { cwd: root }).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
    expect(stdout).to.include('No changes have been detected');
  });

  it('every command and flag that the documents name exists', async () => {
    const { commands } = await manifest();
    const texts = await documentTexts();
    const found = texts.flatMap(commandsIn).filter(([, name = '']) => /^[a-z][a-z-]*$/.test(name));
    expect(found.length).to.be.greaterThan(3);
    const wrong = found.flatMap(([, first = '', ...others]) => {
      // Some commands stand below a topic of their own, as `generate definition` does.
      const isTopic = Object.keys(commands).some((id) => id.startsWith(`integration:${first}:`));
      const [second = '', ...rest] = others;
      const [name, words] = isTopic ? [`${first} ${second.replace(/\W+$/, '')}`, rest] : [first, others];
      const command = commands[`integration:${name.replace(' ', ':')}`];
      if (!command) return [`sf integration ${name}`];
      const known = Object.entries(command.flags).flatMap(([flag, { char }]) => [
        `--${flag}`,
        ...(char === undefined ? [] : [`-${char}`]),
      ]);
      return words
        .filter((word) => /^--?[a-zA-Z]/.test(word) && !['--help', '-h'].includes(word))
        .map((word) => word.replace(/[=.,:;"].*$/, ''))
        .filter((word) => !known.includes(word))
        .map((word) => `sf integration ${name} ${word}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('every npm script that the documents name exists', async () => {
    const { scripts } = JSON.parse(await readFile(`${root}/package.json`, 'utf8')) as {
      scripts: Record<string, string>;
    };
    const texts = [...(await documentTexts()), await readFile(`${root}/.ci/run`, 'utf8')];
    const named = texts.flatMap((text) =>
      [...text.matchAll(/npm run (?:--silent )?([a-z0-9:-]+)/g)].map(([, script = '']) => script),
    );
    expect(named).to.include('demo');
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).to.deep.equal([]);
  });
});
