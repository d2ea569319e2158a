import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { commandLine } from '../../../src/cli/commandLine.js';

const run = promisify(execFile);

/** What each tone becomes in a terminal with colors; in a process of its own, as tests run without any. */
const painted = async (env: Record<string, string>): Promise<Record<string, string>> => {
  const module = fileURLToPath(new URL('../../../src/cli/presentation.ts', import.meta.url));
  const tones = ['good', 'bad', 'unsure', 'quiet', 'plain', 'heading'];
  const script = `
    import { paint } from ${JSON.stringify(module)};
    process.stdout.write(JSON.stringify(Object.fromEntries(${JSON.stringify(tones)}.map((tone) => [tone, paint(tone, 'x')]))));
  `;
  const options = ['--import', './test/support/typescript.mjs', '--input-type=module', '--eval', script];
  const { NODE_COMPILE_CACHE } = process.env;
  const { stdout } = await run(process.execPath, options, {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    env: {
      PATH: process.env['PATH'] ?? '',
      ...(NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }),
      ...env,
    },
  });
  return JSON.parse(stdout) as Record<string, string>;
};

const esc = '\u001b';

describe('how reports are shown', function () {
  this.timeout(120_000);

  it('colors by meaning: red, yellow and green in bold, headings bold, what is fine as it is', async () => {
    expect(await painted({ FORCE_COLOR: '1' })).to.deep.equal({
      good: `${esc}[1m${esc}[32mx${esc}[39m${esc}[22m`,
      bad: `${esc}[1m${esc}[31mx${esc}[39m${esc}[22m`,
      unsure: `${esc}[1m${esc}[33mx${esc}[39m${esc}[22m`,
      quiet: `${esc}[2mx${esc}[22m`,
      plain: 'x',
      heading: `${esc}[1mx${esc}[22m`,
    });
  });

  it('no color where none is wanted', async () => {
    expect(new Set(Object.values(await painted({ NO_COLOR: '1' })))).to.deep.equal(new Set(['x']));
  });

  it('no color in the log of a pipeline or in a pipe, whoever runs it', async () => {
    for (const env of [{}, { CI: 'true' }, { CI: 'true', GITHUB_ACTIONS: 'true' }, { TERM: 'xterm-256color' }])
      expect(new Set(Object.values(await painted(env)))).to.deep.equal(new Set(['x']));
  });

  const lines: Array<[words: string[], line: string]> = [
    [
      ['sf', 'integration', 'check', '-i', 'ciro@granular', '-o', 'a.b+c@d.example'],
      'sf integration check -i ciro@granular -o a.b+c@d.example',
    ],
    [['sf', '-i', 'my folder/acme.yml'], "sf -i 'my folder/acme.yml'"],
    [['sf', '-u', "o'hara; rm -rf ~"], "sf -u 'o'\\''hara; rm -rf ~'"],
    [['sf', '-u', ''], "sf -u ''"],
    [['sf', '-u', '$(id)'], "sf -u '$(id)'"],
  ];
  for (const [words, line] of lines) {
    it(`quotes for a shell what needs it: ${line}`, () => expect(commandLine(words)).to.equal(line));
  }
});
