/** Runs `integration check` in this process against an embedded org, and holds what must be true of every run. */
import { expect } from 'chai';
import IntegrationCheck from '../../src/commands/integration/check.js';
import type { CheckResult, FindingResult, OneCheck } from '../../src/report/check/checkResult.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { runCommand } from './commandRun.js';
import { expectCommittedSchema } from './committedSchema.js';
import type { Failure } from './commandRun.js';

/** `text` is what is printed for people; of `result` and `error` exactly one is there. */
export type Checked = { exitCode: number; text: string; result: CheckResult; calls: number };

/** The committed JSON Schema accepts it. */
export const expectValid = (result: unknown): void => expectCommittedSchema('check', result);

/** Each line at most 80 characters wide, but for commands to copy, which are never broken. */
export const expectNarrow = (text: string): void => {
  for (const line of text.split('\n')) {
    if (!/^ +(sf|oclif|mocha) integration /.test(line)) expect([...line].length, line).to.be.at.most(80);
  }
};

/** Runs the command, which must come to a result. The result must satisfy the schema and hold no token. */
export const check = async (org: LocalOrg, ...argv: string[]): Promise<Checked> => {
  const { text, exitCode, requests, outcome } = await runCommand<CheckResult>(org, IntegrationCheck, argv);
  if ('error' in outcome) throw new Error(`refused: ${outcome.error.name}: ${outcome.error.message}`);
  const result = JSON.parse(JSON.stringify(outcome.result)) as CheckResult;
  expectValid(result);
  expect(result.ready, 'ready exactly when the exit code is 0').to.equal(exitCode === 0);
  expect(org.requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  return { exitCode, text, result, calls: requests.length };
};

type Refused = Failure & { exitCode: number };

/** Runs the command, which must refuse, without a token anywhere in the error. */
export const refusedFlags = async (org: LocalOrg, ...argv: string[]): Promise<Refused> => {
  const { text, exitCode, outcome } = await runCommand<CheckResult>(org, IntegrationCheck, argv);
  if (!('error' in outcome)) throw new Error(`accepted, exit code ${exitCode}:\n${text}`);
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
