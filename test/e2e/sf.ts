/** Runs the real Salesforce CLI, the published `@salesforce/cli`, away from the home and the settings of whoever runs it. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { LocalOrg } from '../local-org/http/localOrgServer.js';

export type SfOptions = {
  /** Stands for the user's home: logins, aliases and configuration live there. */
  home: string;
  /** On top of the quiet environment; undefined takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Where the command runs; default: the home, which is no Salesforce project. */
  cwd?: string;
  /** Written to standard input; without it standard input is closed, as in CI. */
  input?: string;
  timeoutMs?: number;
  /** Called with the process once it runs, e.g. to interrupt it. */
  onStart?: (child: ChildProcess) => void;
};

export type SfResult = { status: number; stdout: string; stderr: string; json: unknown };

/** The CLI of `tools/sf` (installed by tools/install.js); its script is named, so that it runs with the Node of these tests. */
const cli = fileURLToPath(new URL('../../tools/sf/node_modules/@salesforce/cli/bin/run.js', import.meta.url));

/** Makes an empty home; `remove` deletes it again. */
export async function emptyHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'sf-home-'));
  return { home, remove: () => rm(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The repository, whose built plugin is linked. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A home into which the plugin was linked; made when the first test wants one, and gone with this process. */
let linkedHome: Promise<string> | undefined;

const linkPlugin = async (): Promise<string> => {
  const { home } = await emptyHome();
  process.once('exit', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const { status, stdout, stderr } = await runSf(['plugins', 'link', root, '--no-install'], { home });
  if (status !== 0) throw new Error(`sf plugins link failed: ${stdout}${stderr}`);
  return home;
};

/** Makes a home into which the built plugin is linked: a copy of one that all tests of this process share. */
export async function homeWithPlugin(): Promise<{ home: string; remove: () => Promise<void> }> {
  linkedHome ??= linkPlugin();
  const [linked, made] = await Promise.all([linkedHome, emptyHome()]);
  await cp(linked, made.home, { recursive: true, verbatimSymlinks: true });
  return made;
}

/**
 * Runs `sf <args>` and resolves when it has ended, whatever its exit code. `json` is the parsed standard output, or
 * undefined where it is no JSON. Rejects when the command cannot be started or does not end in time.
 */
export async function runSf(args: readonly string[], options: SfOptions): Promise<SfResult> {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: options.cwd ?? options.home,
    env: { ...quietEnvironment(options.home), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 60_000,
    killSignal: 'SIGKILL',
  });
  child.stdin.end(options.input ?? '');
  options.onStart?.(child);
  const [stdout, stderr, status] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === null) reject(new Error(`sf ${args.join(' ')} was ended by ${signal ?? 'a signal'}`));
        else resolve(code);
      });
    }),
  ]);
  return { status, stdout, stderr, json: parsed(stdout) };
}

/** The quiet environment of a home, with an `sf` on its PATH: for scripts that call it. Unix only. */
export const sfEnvironment = async (home: string): Promise<Record<string, string>> => {
  const bin = join(home, 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'sf'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
  const quiet = quietEnvironment(home);
  return { ...quiet, PATH: [bin, quiet['PATH'] ?? ''].join(delimiter) };
};

/** Where a user logs in: an org of this process, or one that another process serves. */
export type LoginTarget = Pick<LocalOrg, 'url' | 'tokenFor'>;

/** Logs a user in with an access token. Rejects with what sf said when the login fails. */
export async function logIn(org: LoginTarget, username: string, alias: string, options: SfOptions): Promise<SfResult> {
  const result = await runSf(
    ['org', 'login', 'access-token', '--instance-url', org.url, '--alias', alias, '--no-prompt'],
    { ...options, env: { ...options.env, SF_ACCESS_TOKEN: org.tokenFor(username) } },
  );
  if (result.status !== 0) throw new Error(`sf org login access-token failed: ${result.stdout}${result.stderr}`);
  return result;
}

/** Nothing of the caller's environment but what a process needs to start; no telemetry, no update, no colour. */
function quietEnvironment(home: string): Record<string, string> {
  const kept = ['PATH', 'Path', 'SystemRoot', 'ComSpec', 'PATHEXT', 'TMPDIR', 'TEMP', 'TMP', 'LANG'];
  const inherited = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: join(home, 'AppData', 'Local'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local', 'share'),
    XDG_CACHE_HOME: join(home, '.cache'),
    SF_DISABLE_TELEMETRY: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    // Without it, sf leaves an updater behind that runs on after the command has ended.
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    // A key file in the home instead of the machine's keychain.
    SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
    // sf starts in four fifths of the time where Node finds what it compiled before.
    NODE_COMPILE_CACHE: join(tmpdir(), 'sf-compile-cache'),
    FORCE_COLOR: '0',
    NO_COLOR: '1',
  };
}

async function collect(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
