/**
 * What hostile answers and files cost: each is met by a command in a process of its own, which says by itself what it used
 * when it ended. Prints the table of docs/performance.md. Needs the build: `npm run build && npx tsx test/bench/bombs.ts`.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AuthInfo } from '@salesforce/core';
import { startLocalOrg } from '../local-org/http/localOrgServer.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import type { FaultOptions } from '../local-org/http/faults.js';
import { enterHome, logIn } from '../support/sfHome.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const hook = fileURLToPath(new URL('./usageHook.cjs', import.meta.url));
const admin = 'admin@example.com';

/** After that long a command is ended, and the table says so. */
const patienceMs = 120_000;

type Bomb = {
  readonly name: string;
  readonly argv: readonly string[];
  readonly faults?: readonly FaultOptions[];
  /** Files by their path in the working directory. */
  readonly files?: Readonly<Record<string, string>>;
  /** sf asks for the API versions, as it does once a day. */
  readonly newDay?: true;
  /** The row without anything hostile that does the same: what it costs beyond that is told. */
  readonly beside?: string;
};

/** Runs of what is accepted, of which the one that took least is told: other work on the machine only ever adds. */
const repeats = Number(process.env['BOMB_REPEATS'] ?? 1);

type Ended = { exit: number | string; error: string; wallMs: number; cpuMs: number; peakMb: number };

const list = (length: number, item: (i: number) => string, between = ', '): string =>
  Array.from({ length }, (_, i) => item(i)).join(between);
const definition = (id: string, rest: string): string => `schemaVersion: 1\nid: ${id}\nlabel: Bomb\n${rest}\n`;
const describe = (id: string): readonly string[] => ['describe', '-i', `./${id}.yml`];
const set = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${inner}</PermissionSet>\n`;
const project = (xml: string): Record<string, string> => ({
  'sfdx-project.json': '{"packageDirectories":[{"path":"force-app","default":true}]}',
  'force-app/main/default/permissionsets/Integration_6sense.permissionset-meta.xml': xml,
});

const check = ['check', '-o', admin, '-i', 'ciro', '-u', 'ciro@example.com'];
const sixsense = ['-o', admin, '-i', '6sense', '-u', 'sixsense@example.com'];
const always = { times: Infinity } as const;
const readings = { path: '/composite' };

const nothing = {
  check: 'nothing hostile: `check`',
  describe: 'nothing hostile: `describe`',
  dryRun: 'nothing hostile: `grant --dry-run`',
  project: 'nothing hostile: `grant --output-dir`',
} as const;

const bombs: readonly Bomb[] = [
  { name: nothing.check, argv: check },
  { name: nothing.describe, argv: ['describe', '-i', 'ciro'] },
  { name: nothing.dryRun, argv: ['grant', '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--dry-run'] },
  { name: nothing.project, argv: ['grant', ...sixsense, '--output-dir', '.'], files: project(set('')) },
  { name: 'gzip bomb, 640 MB', argv: check, faults: [{ kind: 'gzipBomb', match: readings, ...always }] },
  { name: 'body without end', argv: check, faults: [{ kind: 'endlessBody', match: readings, ...always }] },
  { name: '12 MB of `{},`', argv: check, faults: [{ kind: 'manyObjects', match: readings, ...always }] },
  { name: 'pages without end', argv: check, faults: [{ kind: 'endlessPages', ...always }] },
  {
    name: 'pages without end, a billion rows promised',
    argv: check,
    faults: [{ kind: 'endlessPages', promised: 1e9, ...always }],
  },
  {
    name: 'gzip bomb as answer to a write that was carried out',
    argv: ['grant', ...sixsense, '--no-prompt'],
    faults: [{ kind: 'gzipBomb', carriedOut: true, match: { path: '/composite/graph' } }],
  },
  {
    name: 'SOAP body without end',
    argv: ['history-tracking', '-o', admin],
    faults: [{ kind: 'endlessXml', match: { path: '/Soap/m/' }, ...always }],
  },
  {
    name: 'gzip bomb while `sf` connects',
    argv: check,
    faults: [{ kind: 'gzipBomb', match: { path: /\/services\/data\/?$/ }, ...always }],
    newDay: true,
  },
  {
    name: 'body without end while `sf` connects',
    argv: check,
    faults: [{ kind: 'endlessBody', match: { path: /\/services\/data\/?$/ }, ...always }],
    newDay: true,
  },
  {
    name: '30,000 dependencies of one permission',
    argv: ['grant', '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--dry-run'],
    faults: [{ kind: 'manyDependencies', ...always }],
  },
  {
    name: '19,000 dependencies of one permission',
    argv: ['grant', '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--dry-run'],
    beside: nothing.dryRun,
    faults: [
      {
        kind: 'manyDependencies',
        promised: 19_000,
        times: 1,
        match: { path: '/tooling/composite', body: /PermissionDependency/ },
      },
    ],
  },
  {
    name: '10,000 dependencies of one permission',
    beside: nothing.dryRun,
    argv: ['grant', '-o', admin, '-i', 'cognism', '-u', 'grouped@example.com', '--dry-run'],
    faults: [
      {
        kind: 'manyDependencies',
        promised: 10_000,
        times: 1,
        match: { path: '/tooling/composite', body: /PermissionDependency/ },
      },
    ],
  },
  {
    name: '19,999 fields required, 19,999 patterns forbidden',
    argv: describe('contra'),
    files: {
      'contra.yml': definition(
        'contra',
        `requires:\n  - field: [${list(19_999, (i) => `L.a${i}`)}]\n  - { forbid: true, field: [${list(19_999, (i) => `L.b${i}*`)}] }`,
      ),
    },
  },
  {
    name: '11,500 fields required, 200 patterns of one star forbidden',
    beside: nothing.describe,
    argv: describe('accepted'),
    files: {
      'accepted.yml': definition(
        'accepted',
        `requires:\n  - field: [${list(5_750, (i) => `L.a${i}`)}]\n  - field: [${list(5_750, (i) => `L.c${i}`)}]\n  - { forbid: true, field: [${list(200, (i) => `L.a*${i}b`)}] }`,
      ),
    },
  },
  {
    name: '11,500 fields required, 200 patterns of many stars forbidden',
    argv: describe('stars'),
    files: {
      'stars.yml': definition(
        'stars',
        `requires:\n  - field: [${list(5_750, (i) => `L.ba${i}`)}]\n  - field: [${list(5_750, (i) => `L.bc${i}`)}]\n  - { forbid: true, field: [${list(200, (i) => `L.${'*a'.repeat(20)}*b*${i}*`)}] }`,
      ),
    },
  },
  {
    name: '11,500 fields required, and 100 variants that forbid others',
    beside: nothing.describe,
    argv: describe('hundred'),
    files: {
      'hundred.yml': definition(
        'hundred',
        `requires:\n  - field: [${list(5_750, (i) => `L.a${i}`)}]\n  - field: [${list(5_750, (i) => `L.b${i}`)}]\nvariants:\n${list(100, (i) => `  v${i}: { ${i === 0 ? 'default: true, ' : ''}requires: [{ forbid: true, field: [L.c${i}, L.d${i}*] }] }`, '\n')}`,
      ),
    },
  },
  {
    name: '11,500 fields and 100 patterns, inherited 9 times',
    beside: nothing.describe,
    argv: describe('heir9'),
    files: {
      'heir0.yml': definition(
        'heir0',
        `requires:\n  - field: [${list(5_750, (i) => `L.a${i}`)}]\n  - field: [${list(5_750, (i) => `L.b${i}`)}]\n  - { forbid: true, field: [${list(100, (i) => `L.c${i}*`)}] }`,
      ),
      ...Object.fromEntries(
        Array.from({ length: 9 }, (_, k) => [
          `heir${k + 1}.yml`,
          definition(`heir${k + 1}`, `extends: ./heir${k}.yml\nrequires:\n  - { forbid: true, field: [L.d${k}*] }`),
        ]),
      ),
    },
  },
  {
    name: '3,500 rules',
    beside: nothing.describe,
    argv: describe('rules3500'),
    files: {
      'rules3500.yml': definition(
        'rules3500',
        `requires:\n${list(3_500, (i) => `  - { object: A${i}, access: [read, create] }`, '\n')}`,
      ),
    },
  },
  {
    name: '15,000 rules times 18,000 variants',
    argv: describe('variants'),
    files: {
      'rules.yml': definition('rules', `requires: [{ field: [${list(15_000, (i) => `Lead.a${i}`)}] }]`),
      'variants.yml': definition(
        'variants',
        `extends: ./rules.yml\nvariants:\n${list(18_000, (i) => `  v${i}: { ${i === 0 ? 'default: true, ' : ''}requires: [{ object: A }] }`, '\n')}`,
      ),
    },
  },
  {
    name: 'chain of 19, 40,000 fields each',
    argv: describe('chain19'),
    files: Object.fromEntries(
      Array.from({ length: 19 }, (_, k) => [
        `chain${k + 1}.yml`,
        definition(
          `chain${k + 1}`,
          `${k === 0 ? '' : `extends: ./chain${k}.yml\n`}requires:\n  - field: [${list(20_000, (i) => `A${k}.a${i}`)}]\n  - field: [${list(20_000, (i) => `B${k}.a${i}`)}]`,
        ),
      ]),
    ),
  },
  {
    name: '480,000 escaped line ends in YAML',
    argv: describe('escapes'),
    files: { 'escapes.yml': definition('escapes', `description: "${'\\\n'.repeat(480_000)}"`) },
  },
  {
    name: '900,000 brackets in YAML',
    argv: describe('brackets'),
    files: { 'brackets.yml': definition('brackets', ']'.repeat(900_000)) },
  },
  {
    name: 'permission set file nested 26 deep',
    argv: ['grant', ...sixsense, '--output-dir', '.'],
    files: project(set(`${'<a>'.repeat(26)}x${'</a>'.repeat(26)}`)),
  },
  {
    name: 'permission set file, 20,000 child names in one element',
    argv: ['grant', ...sixsense, '--output-dir', '.'],
    files: project(set(`<x>${list(20_000, (i) => `<a${i}>x</a${i}>`, '')}</x>`)),
  },
  {
    name: 'permission set file with 14,900 fields',
    beside: nothing.project,
    argv: ['grant', ...sixsense, '--output-dir', '.'],
    files: project(
      set(
        list(
          14_900,
          (i) =>
            `<fieldPermissions><editable>false</editable><field>Account.f${i}__c</field><readable>true</readable></fieldPermissions>\n`,
          '',
        ),
      ),
    ),
  },
  {
    name: 'readMetadata nested 25 deep',
    argv: ['grant', ...sixsense, '--include', 'recommended,optional', '--dry-run'],
    faults: [{ kind: 'nestedXml', match: { path: '/Soap/m/', body: /<readMetadata[ >]/ }, ...always }],
  },
];

const errorIn = (stdout: string): string => {
  try {
    const { name, code } = JSON.parse(stdout) as { name?: string; code?: string };
    return name ?? code ?? '';
  } catch {
    return stdout.trim() === '' ? '(no output)' : '(no JSON)';
  }
};

const run = async (argv: readonly string[], cwd: string): Promise<Ended> => {
  const scratch = await mkdtemp(join(tmpdir(), 'bombs-usage-'));
  try {
    const startedAt = performance.now();
    const child = spawn(
      process.execPath,
      ['--require', hook, join(root, 'bin/run.js'), 'integration', ...argv, '--json'],
      {
        cwd,
        env: { ...process.env, BENCH_USAGE: join(scratch, 'usage') },
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    const patience = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const exit = await new Promise<number | string>((resolve) =>
      child.once('close', (code, signal) => resolve(code ?? String(signal))),
    );
    clearTimeout(patience);
    const wallMs = performance.now() - startedAt;
    const [file] = await readdir(scratch);
    const usage = JSON.parse(
      file === undefined ? '{}' : await readFile(join(scratch, file), 'utf8'),
    ) as Partial<NodeJS.ResourceUsage>;
    return {
      exit,
      error: errorIn(Buffer.concat(parts).toString()),
      wallMs,
      cpuMs: ((usage.userCPUTime ?? NaN) + (usage.systemCPUTime ?? NaN)) / 1000,
      peakMb: (usage.maxRSS ?? NaN) / 1024,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const meet = async (bomb: Bomb, org: LocalOrg): Promise<Ended> => {
  const cwd = await mkdtemp(join(tmpdir(), 'bombs-'));
  try {
    for (const [path, text] of Object.entries(bomb.files ?? {})) {
      await mkdir(join(cwd, path, '..'), { recursive: true });
      await writeFile(join(cwd, path), text);
    }
    if (bomb.newDay) {
      const info = await AuthInfo.create({ username: admin });
      await info.save({ instanceApiVersionLastRetrieved: new Date(0).toLocaleString() });
    } else await run(['list'], cwd);
    org.faults.clear();
    for (const fault of bomb.faults ?? []) org.faults.add(fault);
    return await run(bomb.argv, cwd);
  } finally {
    org.faults.clear();
    await rm(cwd, { recursive: true, force: true });
  }
};

const cheapest = async (bomb: Bomb, of: LocalOrg): Promise<Ended> => {
  let best = await meet(bomb, of);
  for (let run = 1; run < repeats; run += 1) {
    const next = await meet(bomb, of);
    if (next.cpuMs < best.cpuMs) best = { ...next, peakMb: Math.max(best.peakMb, next.peakMb) };
  }
  return best;
};

const org = await startLocalOrg({ scenario: 'default' });
const { leave } = await enterHome();
try {
  await logIn(org, admin);
  const [wanted] = process.argv.slice(2);
  process.stdout.write(
    '| what | exit code | says | seconds | CPU seconds | of these beyond nothing hostile | peak MB |\n|---|---|---|---|---|---|---|\n',
  );
  const costs = new Map<string, number>();
  const isWanted = ({ name, beside }: Bomb): boolean =>
    wanted === undefined ||
    name.includes(wanted) ||
    bombs.some((other) => other.beside === name && other.name.includes(wanted)) ||
    (wanted === 'accepted' && (beside !== undefined || name.startsWith('nothing')));
  for (const bomb of bombs.filter(isWanted)) {
    const { exit, error, wallMs, cpuMs, peakMb } = await cheapest(bomb, org);
    costs.set(bomb.name, cpuMs);
    const without = bomb.beside === undefined ? undefined : costs.get(bomb.beside);
    const numbers = [wallMs, cpuMs, ...(without === undefined ? [] : [cpuMs - without])].map((ms) =>
      (ms / 1000).toFixed(1),
    );
    const cells = [bomb.name, exit, error, ...numbers, ...(without === undefined ? [''] : []), Math.round(peakMb)];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
} finally {
  await org.close();
  await leave();
}
