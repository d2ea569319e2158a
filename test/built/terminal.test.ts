import { execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Rewrite } from '../local-org/http/faults.js';
import { json } from '../local-org/http/httpExchange.js';
import { runsNow } from '../support/largeMatrix.js';
import { openWorldOnTheWire } from '../support/world.js';
import type { World } from '../support/world.js';

const cli = fileURLToPath(new URL('../../bin/run.js', import.meta.url));
const admin = 'admin@example.com';

/** Erases the lines above, hides what follows, sets the title of the window, turns the direction of the text round. */
const hostile = '\u001b[2K\u001b[1A\u001b[2K\rHarmless\u202e\u001b]0;pwned\u0007\u009b8m\u200b\nApply nothing';

/** What that does, whatever is left of it: no escape of ours looks so. */
const obeyed = /\u001b\[1A\u001b\[2K\r|\u001b\]|\u0007|\u009b|\u202e|\u200b|\rHarmless/;

/** Labels of whatever people read: describes, sets, users and the org. */
const badLabels: Rewrite = (right) => {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        /^(label|labelPlural|Label|MasterLabel)$/.test(key) && typeof inner === 'string' ? hostile : change(inner),
      ]),
    );
  };
  return right.body.kind === 'json' ? json(right.status, change(right.body.value)) : right;
};

const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/**
 * Runs a program in a terminal of its own, and answers no to the first question. Before that, where a question of
 * CHOOSE (`question=answer,question=answer`) shows its list, types the answer, and takes it once it is the first entry.
 */
const inTerminal = `
import os, pty, signal, sys
# A question that nobody answers would wait for ever.
signal.alarm(100)
said = b''
def read(fd):
    global said
    data = os.read(fd, 65536)
    said += data
    return data
answered = False
choices = [c.encode().split(b'=') for c in os.environ.get('CHOOSE', '').split(',') if c]
seen, typed = 0, False
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        data = read(fd)
    except OSError:
        break
    if not data:
        break
    os.write(1, data)
    if choices and typed and b'\\xe2\\x9d\\xaf ' + choices[0][1] in said[seen:]:
        os.write(fd, b'\\r')
        choices.pop(0)
        seen, typed = len(said), False
    elif choices and not typed and b'\\xe2\\x9d\\xaf ' in said[seen:].partition(choices[0][0])[2]:
        os.write(fd, choices[0][1])
        seen, typed = len(said), True
    if not answered and b'(y/N)' in said:
        answered = True
        os.write(fd, b'n\\r')
_, status = os.waitpid(pid, 0)
sys.exit(os.waitstatus_to_exitcode(status))
`;

/** A real terminal, with the question that sf asks in it. Needs the build, and python3 for the terminal. */
describe('what a terminal is told', function () {
  if (!hasPython()) {
    it(
      'needs python3 to make a terminal, which this system does not have (test/commands/question.test.ts does without)',
    );
    return;
  }
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await openWorldOnTheWire({ scenario: 'default' }, admin);
    world.org.faults.add({ kind: 'rewritten', times: Infinity, match: { path: '/services/data' }, rewrite: badLabels });
  });
  after(() => world.close());

  const run = (...argv: string[]): Promise<{ code: number | null; said: string }> => runChoosing([], ...argv);

  const runChoosing = async (
    choices: readonly string[],
    ...argv: string[]
  ): Promise<{ code: number | null; said: string }> => {
    const env: NodeJS.ProcessEnv = { ...process.env, CHOOSE: choices.join(',') };
    delete env['CI'];
    const words = ['-c', inTerminal, process.execPath, cli, 'integration', ...argv];
    const child = spawn('python3', words, {
      cwd: world.home,
      env: { ...env, TERM: 'xterm' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, said: Buffer.concat(parts).toString('utf8') };
  };

  it('the question before a grant obeys no label of the org', async () => {
    const { code, said } = await run('grant', '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com');
    expect(said).to.include('(y/N)').and.include('Harmless');
    expect(said).to.not.match(obeyed);
    expect(code, said).to.equal(2);
    expect(world.org.requests.filter(({ path }) => path.includes('composite/graph'))).to.deep.equal([]);
  });

  it('lists to choose from obey none either, and what is chosen is what runs', async () => {
    const { code, said } = await runChoosing(
      ['Which integration=hg-insights', 'Which user=grouped@example.com'],
      ...['check', '-o', admin],
    );
    expect(said).to.include('Which integration?').and.include('Which user').and.include('See the plan now');
    expect(said).to.include('integration check -i hg-insights -u grouped@example.com');
    expect(said.replaceAll(/\u001b\[1A\u001b\[2K\r/g, '')).to.not.match(obeyed);
    expect(code, said).to.equal(1);
  });

  it('the question before a revoke and before history is recorded neither', async () => {
    for (const argv of [
      ['revoke', '-o', admin, '--permission-set', 'Sales_Set', '-i', 'cognism', '-u', 'grouped@example.com'],
      ['history-tracking', '-o', admin, '--field', 'Opportunity.StageName', '--enable'],
    ])
      expect((await run(...argv)).said, argv[0]).to.not.match(obeyed);
  });

  it('nor do reports, or mistakes of files with such names', async () => {
    const folder = `evil\u001b[2J\u001b]0;pwned\u0007\u202e`;
    await mkdir(join(world.home, folder), { recursive: true });
    await writeFile(
      join(world.home, folder, 'acme.yml'),
      'schemaVersion: 1\nid: other\nlabel: A\nrequires: [{ object: Lead }]\n',
    );
    // A push runs every second one (`largeMatrix.ts`).
    const all = [
      ['check', '-o', admin, '-i', 'hg-insights', '-u', 'grouped@example.com', '--verbose'],
      ['check', '-o', admin, '-i', `./${folder}/acme.yml`, '-u', 'grouped@example.com'],
      ['grant', '-o', admin, '--plan', `./${folder}/plan.json`],
      [
        'grant',
        '-o',
        admin,
        '-i',
        '6sense',
        '-u',
        'sixsense@example.com',
        '--dry-run',
        '--save-plan',
        `./${folder}/p.json`,
      ],
    ];
    for (const argv of all.filter((_, row) => runsNow(row, 0, 2))) {
      const { said } = await run(...argv);
      expect(said.length, argv.join(' ')).to.be.above(50);
      expect(said, argv.join(' ')).to.not.match(obeyed);
    }
  });
});
