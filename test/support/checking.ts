/** Runs `integration check` in this process against an embedded org, and holds what must be true of every run. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { stubSfCommandUx, stubSpinner } from '@salesforce/sf-plugins-core';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import sinon from 'sinon';
import IntegrationCheck from '../../src/commands/integration/check.js';
import type { CheckResult, FindingResult, OneCheck } from '../../src/report/check/checkResult.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { inHurriedTime } from './virtualClock.js';

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

/** `text` is what is printed for people; of `result` and `error` exactly one is there. */
export type Checked = { exitCode: number; text: string; result: CheckResult; calls: number };

const schemaFile = fileURLToPath(new URL('../../schemas/integration-check.schema.json', import.meta.url));
const validate = new Ajv({ allErrors: true, strict: true }).compile(
  JSON.parse(await readFile(schemaFile, 'utf8')) as object,
);

/** The committed JSON Schema accepts it. */
export const expectValid = (result: unknown): void => {
  expect(validate(result), JSON.stringify(validate.errors)).to.equal(true);
};

/** None of the org's tokens, nor the random half of one. */
export const expectNoSecret = (org: LocalOrg, text: string): void => {
  for (const token of org.org.tokens.keys()) {
    expect(text).to.not.include(token);
    expect(text).to.not.include(token.slice(token.indexOf('!') + 1));
  }
  expect(text).to.not.match(/\b5Aep861|Bearer |sid=/);
};

/** Each line at most 80 characters wide, but for commands to copy, which are never broken. */
export const expectNarrow = (text: string): void => {
  for (const line of text.split('\n')) {
    if (!/^ +(sf|oclif|mocha) integration /.test(line)) expect([...line].length, line).to.be.at.most(80);
  }
};

type Outcome = { result: CheckResult } | { error: Failure };
type Printed = { text: string; exitCode: number; outcome: Outcome };

const outcomeOf = async (argv: readonly string[]): Promise<Outcome> => {
  try {
    return { result: await inHurriedTime(() => IntegrationCheck.run([...argv])) };
  } catch (error) {
    return { error: error as Failure };
  }
};

const run = async (argv: readonly string[]): Promise<Printed> => {
  const sandbox = sinon.createSandbox();
  const ux = stubSfCommandUx(sandbox);
  stubSpinner(sandbox);
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    const outcome = await outcomeOf(argv);
    const said = [ux.log, ux.warn, ux.info, ux.logToStderr].flatMap((stub) => stub.args.flat());
    const exitCode = 'error' in outcome ? (outcome.error.exitCode ?? outcome.error.oclif?.exit) : process.exitCode;
    return { text: said.join('\n'), exitCode: Number(exitCode ?? 0), outcome };
  } finally {
    sandbox.restore();
    process.exitCode = before;
  }
};

/** Runs the command, which must come to a result. The result must satisfy the schema and hold no token. */
export const check = async (org: LocalOrg, ...argv: string[]): Promise<Checked> => {
  const before = org.requests.length;
  const { text, exitCode, outcome } = await run(argv);
  if ('error' in outcome) throw new Error(`refused: ${outcome.error.name}: ${outcome.error.message}`);
  const result = JSON.parse(JSON.stringify(outcome.result)) as CheckResult;
  expectValid(result);
  expectNoSecret(org, text + JSON.stringify(result));
  expect(result.ready, 'ready exactly when the exit code is 0').to.equal(exitCode === 0);
  expect(org.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  return { exitCode, text, result, calls: org.requests.length - before };
};

/** Everything that an error carries, as a text: what a log file or a crash report could show. */
const spelled = (error: Failure): string => {
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

type Refused = Failure & { exitCode: number };

/** Runs the command, which must refuse, without a token anywhere in the error. */
export const refusedFlags = async (org: LocalOrg, ...argv: string[]): Promise<Refused> => {
  const { text, exitCode, outcome } = await run(argv);
  if (!('error' in outcome)) throw new Error(`accepted, exit code ${exitCode}:\n${text}`);
  expectNoSecret(org, text + spelled(outcome.error));
  return Object.assign(outcome.error, { exitCode });
};

/** The same for what is no mistake in the flags: one sentence, a next step, no stack trace, no token anywhere. */
export const refusal = async (org: LocalOrg, ...argv: string[]): Promise<Refused> => {
  const error = await refusedFlags(org, ...argv);
  expect(error.message, 'one sentence')
    .to.match(/\S/)
    .and.not.match(/\n|\bat .*:\d+:\d+\)|undefined|\[object/);
  expect(error.cause, 'no cause that sf would print').to.equal(undefined);
  expect(error.actions?.filter((action) => action.trim() !== '') ?? [], 'the next step').to.not.be.empty;
  return error;
};

/** The only check of a run. */
export const only = ({ result: { checks } }: Checked): OneCheck => {
  const [one, ...more] = checks;
  if (one === undefined || more.length > 0) throw new Error(`${checks.length} checks instead of one`);
  return one;
};

/** The finding with this id. */
export const finding = ({ findings }: OneCheck, id: string): FindingResult => {
  const found = findings.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no finding ${id} among ${findings.map((one) => one.id).join(', ')}`);
  return found;
};

/** `status code` of a finding. */
export const statusOf = (one: OneCheck, id: string): string => {
  const { status, code } = finding(one, id);
  return `${status} ${code}`;
};
