/**
 * Writes the outputs in README and docs anew: `npm run examples`. Each stands in a block behind a mark such as
 * `<!-- example: check-6sense -->` and is what the real `sf` prints with the built plugin in the embedded org.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLocalOrg } from '../test/local-org/http/localOrgServer.js';
import type { LocalOrg } from '../test/local-org/http/localOrgServer.js';
import { emptyHome, logIn, runSf } from '../test/e2e/sf.js';
import { rememberTables } from '../test/support/orgState.js';

type Step = {
  /** What stands behind `sf integration`. */
  readonly command: string;
  /** Not printed: it only prepares the org or a file. */
  readonly silent?: true;
  /** With the exit code behind the command. */
  readonly exitCode?: true;
  /** What of the output is shown; `...` stands for what is left out. */
  readonly cut?: (output: string) => string;
  /** Makes something happen in the org before the command. */
  readonly prepare?: (org: LocalOrg) => void;
};

/** The steps of one example, in an org and a folder of their own. */
type Example = readonly Step[];

const linesOf = (output: string): string[] => output.split('\n');

/** The output between a line and, where it is given, a later one. */
const from =
  (begin: RegExp, end?: RegExp) =>
  (output: string): string => {
    const lines = linesOf(output);
    const start = Math.max(
      0,
      lines.findIndex((line) => begin.test(line)),
    );
    const stop = end ? lines.findIndex((line, at) => at > start && end.test(line)) : -1;
    return [
      ...(start > 0 ? ['...'] : []),
      ...lines.slice(start, stop < 0 ? undefined : stop),
      ...(stop < 0 ? [] : ['...']),
    ].join('\n');
  };

/** The first rows of the table of all vendors, and the sentence below it. */
const endsOfTable = (output: string): string => {
  const lines = linesOf(output);
  const start = lines.findIndex((line) => /^Integration {2,}/.test(line));
  const end = lines.findIndex((line) => /^\d+ of \d+ ready/.test(line));
  return ['...', ...lines.slice(start, start + 9), '...', ...lines.slice(end, end + 1), '...'].join('\n');
};

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON answer without its warnings, and with one item in each list. */
const shortJson =
  (pick: (item: Json) => boolean = () => true) =>
  (output: string): string => {
    const shorten = (value: Json): Json => {
      if (Array.isArray(value)) {
        const list = value as readonly Json[];
        const item = list.find(pick) ?? list[0];
        return item === undefined ? [] : typeof item === 'object' ? [shorten(item)] : list.slice(0, 2);
      }
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner)]));
    };
    const { status, result } = JSON.parse(output) as { status: Json; result: Json };
    return JSON.stringify({ status, result: shorten(result) }, null, 2);
  };

const cutOffAssignment = (org: LocalOrg): void => {
  org.faults.add({ kind: '503', match: { path: '/composite/graph', body: /PermissionSetAssignment/ }, times: 1 });
};

/** Every example by its name in the documents. */
export const examples: Readonly<Record<string, Example>> = {
  'check-6sense': [{ command: 'check -o admin -i 6sense -u sixsense@example.com' }],
  'report-files': [
    {
      command:
        'check -o admin -i cognism -u api@example.com --output-file report.html --output-file report.junit.xml --output-file report.csv',
      cut: from(/^Written: /),
    },
  ],
  'report-markdown': [
    {
      command: 'check -o admin -i cognism -u api@example.com --result-format markdown',
      cut: from(/^# /, /^## What to do/),
    },
  ],
  'check-cognism': [{ command: 'check -o admin -i cognism -u cognism@example.com' }],
  'check-all': [{ command: 'check -o admin -u ciro@example.com', cut: endsOfTable }],
  'check-surplus': [
    {
      command: 'check -o admin -i 6sense -u ready@example.com --surplus',
      cut: from(/^More than is asked for/, /^What you can do/),
    },
  ],
  'describe-6sense': [{ command: 'describe -i 6sense' }],
  'explain-lacks': [{ command: 'explain -o admin -u grouped@example.com --sobject Lead --access delete' }],
  'explain-without': [{ command: 'explain -o admin -u sixsense@example.com -i 6sense --without SixSense' }],
  'describe-runner': [{ command: 'describe -i runner@grant', cut: from(/^User permissions/) }],
  'definition-mistake': [{ command: 'check -o admin -i integrations/acme-6sense.yml -u api@example.com' }],
  'grant-cognism': [{ command: 'grant -o admin -i cognism -u api@example.com --dry-run' }],
  'grant-broken': [
    {
      command: 'grant -o admin -i 6sense -u sixsense@example.com --no-prompt',
      prepare: cutOffAssignment,
      exitCode: true,
      cut: from(/^ +(done|FAILED) /, /^Integration/),
    },
  ],
  'grant-reviewed': [
    { command: 'grant -o admin -i 6sense -u sixsense@example.com --dry-run --save-plan plan.json', silent: true },
    { command: 'grant -o admin -i 6sense -u api@example.com --no-prompt', silent: true },
    { command: 'grant -o admin --plan plan.json --no-prompt' },
  ],
  'revoke-dry-run': [
    { command: 'grant -o admin -i 6sense -u api@example.com --no-prompt --save-receipt receipt.json', silent: true },
    { command: 'revoke -o admin --receipt receipt.json --delete --dry-run' },
  ],
  'history-enable': [{ command: 'history-tracking -o admin -i hg-insights --enable --dry-run' }],
  'json-check': [
    {
      command: 'check -o admin -i cognism -u grouped@example.com --json',
      cut: shortJson((item) => (item as { id?: string }).id === 'object:Account:read'),
    },
  ],
  'json-grant': [{ command: 'grant -o admin -i 6sense -u api@example.com --no-prompt --json', cut: shortJson() }],
};

const root = fileURLToPath(new URL('..', import.meta.url));

/** The first YAML block of docs/definitions.md, with a misspelled key. */
const mistakenDefinition = async (): Promise<string> => {
  const page = await readFile(join(root, 'docs/definitions.md'), 'utf8');
  const [, definition = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  return definition.replace(/because(?=[^b]*$)/, 'becuase');
};

/** Where the examples run: an org, a home in which sf is logged in to it, and a folder with a definition. */
type Place = { readonly org: LocalOrg; readonly home: string; readonly folder: string };

/** What a person sees in the terminal who runs the steps of an example. */
const printed = async ({ org, home, folder }: Place, example: Example): Promise<string> => {
  const parts: string[] = [];
  for (const { command, silent, exitCode, cut = (output: string) => output, prepare } of example) {
    prepare?.(org);
    const words = ['integration', ...command.split(' ')];
    const { status, stdout, stderr } = await runSf(words, { home, cwd: folder, timeoutMs: 180_000 });
    if (silent) continue;
    // A command that could not run says why on stderr; otherwise only its progress is there.
    const output = status === 2 ? stderr.replaceAll(/^(?:.*\.\.\. .*| *›? *Warning: .*)\n/gm, '') : stdout;
    parts.push(
      `$ sf ${words.join(' ')}${exitCode ? '; echo "exit code $?"' : ''}`,
      cut(
        output
          .replaceAll(/[ \t]+$/gm, '')
          .replaceAll(/\n{3,}/g, '\n\n')
          .trim(),
      ),
      ...(exitCode ? [`exit code ${status}`] : []),
    );
  }
  return parts.join('\n');
};

/** Writes the wanted examples of the documents; all where none is named. */
const writeExamples = async (place: Place, wanted: readonly string[]): Promise<void> => {
  const restore = rememberTables(place.org.org);
  const pages = (await readdir(join(root, 'docs')))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`);
  for (const page of ['README.md', ...pages]) {
    const path = join(root, page);
    let text = await readFile(path, 'utf8');
    for (const name of examplesIn(text)) {
      const example = examples[name];
      if (!example || (wanted.length > 0 && !wanted.includes(name))) continue;
      restore();
      place.org.faults.clear();
      for (const file of ['plan.json', 'receipt.json']) await rm(join(place.folder, file), { force: true });
      const output = await printed(place, example);
      text = text.replace(
        new RegExp(`(<!-- example: ${name} -->\\n+)\`\`\`\\n[\\s\\S]*?\\n\`\`\``),
        (_, mark: string) => `${mark}\`\`\`\n${output}\n\`\`\``,
      );
      process.stdout.write(`${page}: ${name}\n`);
    }
    await writeFile(path, text);
  }
};

/** The mark of an example with the block behind it. */
const markedBlock = /<!-- example: ([\w-]+) -->\n+```\n[\s\S]*?\n```/g;

/** The names of the examples in a text. */
export const examplesIn = (text: string): string[] => [...text.matchAll(markedBlock)].map(([, name = '']) => name);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Always the same address, so that outputs change only where the plugin says something else.
  const org = await startLocalOrg({ scenario: 'default', port: 45671 });
  const { home, remove } = await emptyHome();
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  try {
    await mkdir(join(folder, 'integrations'));
    await writeFile(join(folder, 'integrations', 'acme-6sense.yml'), await mistakenDefinition());
    const { status, stderr } = await runSf(['plugins', 'link', root, '--no-install'], { home, timeoutMs: 120_000 });
    if (status !== 0) throw new Error(stderr);
    await logIn(org, 'admin@example.com', 'admin', { home });
    await writeExamples({ org, home, folder }, process.argv.slice(2));
  } finally {
    await org.close();
    await remove();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
