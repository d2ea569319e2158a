import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { blocksOfAction, blocksOfJenkins, blocksOfWorkflow } from '../support/ciBlocks.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Manifest = {
  commands: Record<string, { flags: Record<string, { name: string; char?: string; aliases?: string[] }> }>;
};

/** Every file with commands to copy; recipes.nut.ts runs those of shell, nothing runs those of PowerShell. */
const files = async (): Promise<string[]> => [
  '.github/actions/check/action.yml',
  ...(await readdir(join(root, 'docs', 'recipes'))).map((name) => `docs/recipes/${name}`),
];

/** The commands of this plugin in a text, a command that goes on in the next line (`\` or PowerShell's backtick) as one. */
const commandsIn = (text: string): string[] =>
  [...text.replaceAll(/[\\`]\n\s*/g, ' ').matchAll(/^(?!\s*(?:#|\/\/)).*?\bsf (integration [^\n|&;]*)/gm)].map(
    ([, command = '']) => command,
  );

describe('the recipes', () => {
  it('name commands and flags that exist', async () => {
    const manifest = JSON.parse(await readFile(join(root, 'oclif.manifest.json'), 'utf8')) as Manifest;
    const unknown: string[] = [];
    let flags = 0;
    for (const file of await files()) {
      for (const command of commandsIn(await readFile(join(root, file), 'utf8'))) {
        const [, verb = ''] = command.split(' ');
        const known = Object.values(manifest.commands[`integration:${verb}`]?.flags ?? {}).flatMap(
          ({ name, char, aliases = [] }) => [`--${name}`, ...(char ? [`-${char}`] : []), ...aliases],
        );
        if (known.length === 0) unknown.push(`${file}: integration ${verb}`);
        for (const [flag] of command.matchAll(/(?<=\s)--?[a-z][\w-]*/g)) {
          flags += 1;
          if (!known.includes(flag)) unknown.push(`${file}: ${flag}`);
        }
      }
    }
    expect(unknown).to.deep.equal([]);
    expect(flags).to.be.greaterThan(20);
  });

  it('do not write the log file of sf in CI, and hold a login only in variables', async () => {
    for (const file of await files()) {
      if (/\.(?:sh|ps1)$/.test(file)) continue;
      const text = await readFile(join(root, file), 'utf8');
      expect(text, file).to.match(/SF_DISABLE_LOG_FILE/);
      expect(text, file).to.include('printf \'%s\' "$SFDX_AUTH_URL" > "$login"');
    }
  });
});

describe('the reader of CI files', () => {
  it('takes no script with a placeholder in it, and none in other quotes', () => {
    const step = (run: string): string => `jobs:\n  a:\n    steps:\n      - name: x\n        run: ${run}\n`;
    expect(() => blocksOfWorkflow(step('echo ${{ secrets.A }}'), {})).to.throw('a placeholder within a script');
    expect(() => blocksOfWorkflow(`${step('echo')}        env: { A: '\${{ secrets.A }}' }\n`, {})).to.throw('no value');
    expect(() => blocksOfAction('runs:\n  steps:\n    - run: echo\n', {})).to.throw('without its shell');
    for (const script of ['sh "echo"', "sh 'echo'", "sh(script: '''\necho''')", 'bat "dir"', "sh '''\necho \\n\n'''"]) {
      expect(() => blocksOfJenkins(`stage('a') { ${script} }`, {}), script).to.throw();
    }
    const secret =
      "stage('a') { string(credentialsId: 'id', variable: 'V')\nsh '''\nfirst'''\n}\nstage('b') {\nsh '''\nsecond'''\n}";
    expect(blocksOfJenkins(secret, { id: 'x' }).map(({ name, env }) => [name, env])).to.deep.equal([
      ['a', { V: 'x' }],
      ['b', {}],
    ]);
  });
});
