/** Runs a command of this plugin in this process and keeps what it printed, how it ended and what it sent. */
import { ux as oclifUx } from '@oclif/core/ux';
import { SfCommand, Spinner } from '@salesforce/sf-plugins-core';
import { expect } from 'chai';
import type { RequestRecord } from '../local-org/http/requestLog.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { keepOutput } from './keptOutput.js';
import { inHurriedTime } from './virtualClock.js';

/** What a command throws, as sf prints it. */
export type Failure = {
  name: string;
  message: string;
  exitCode?: number;
  oclif?: { exit?: number };
  actions?: string[];
  stack?: string;
  cause?: unknown;
  data?: unknown;
};

/** A command class; sf types what it returns loosely, so callers name the type. */
type Runnable = { run: (argv: string[]) => Promise<unknown> };

/** `text` is what is printed for people. `requests` are those of this run alone. */
export type Ran<T> = {
  exitCode: number;
  text: string;
  requests: readonly RequestRecord[];
  outcome: { result: T } | { error: Failure };
};

/** None of the org's tokens, nor the random half of one. */
export const expectNoSecret = (org: LocalOrg, text: string): void => {
  for (const token of org.org.tokens.keys()) {
    expect(text).to.not.include(token);
    expect(text).to.not.include(token.slice(token.indexOf('!') + 1));
  }
  expect(text).to.not.match(/\b5Aep861|Bearer |sid=/);
};

/** Everything that an error carries, as a text: what a log file or a crash report could show. */
export const spelled = (error: unknown): string => {
  const seen = new Set<unknown>();
  const parts = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value);
    if (seen.has(value)) return '';
    seen.add(value);
    return Object.getOwnPropertyNames(value)
      .map((name) => parts((value as Record<string, unknown>)[name]))
      .join('\n');
  };
  return parts(error);
};

const outcomeOf = async <T>(command: Runnable, argv: readonly string[]): Promise<Ran<T>['outcome']> => {
  try {
    return { result: (await inHurriedTime(() => command.run([...argv]))) as T };
  } catch (error) {
    return { error: error as Failure };
  }
};

/** All ways in which a command prints. */
const printing = [
  ...(['log', 'logJson', 'logToStderr', 'logSuccess', 'logSensitive', 'info', 'warn'] as const),
  ...(['table', 'url', 'styledHeader', 'styledObject', 'styledJSON'] as const),
];

/** Runs a command, whatever becomes of it. No token and no mark of a command may show anywhere in what it printed or threw. */
export const runCommand = async <T>(org: LocalOrg, command: Runnable, argv: readonly string[]): Promise<Ran<T>> => {
  const printed = keepOutput(SfCommand.prototype, printing);
  const spinner = keepOutput(Spinner.prototype, ['start', 'stop']);
  // What --json prints, and what goes to stderr whether or not JSON is wanted.
  const streams = keepOutput(oclifUx, ['stdout', 'stderr']);
  const [before, sent] = [process.exitCode, org.requests.length];
  process.exitCode = undefined;
  try {
    const outcome = await outcomeOf<T>(command, argv);
    const { log, warn, info, logToStderr } = printed.calls;
    const text = [log, warn, info, logToStderr, streams.calls.stderr].flatMap((calls) => calls.flat()).join('\n');
    const exitCode = 'error' in outcome ? (outcome.error.exitCode ?? outcome.error.oclif?.exit) : process.exitCode;
    const all = text + spelled('error' in outcome ? outcome.error : outcome.result);
    expectNoSecret(org, all);
    // A command that a sentence marks is told as one types it.
    expect(all, 'a marked command').to.not.include('[[sf ');
    return { exitCode: Number(exitCode ?? 0), text, requests: org.requests.slice(sent), outcome };
  } finally {
    for (const { restore } of [printed, spinner, streams]) restore();
    process.exitCode = before;
  }
};
