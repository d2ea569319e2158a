/** Runs `integration grant` and `revoke` in this process, and holds what must be true of every run. */
import { expect } from 'chai';
import IntegrationGrant from '../../src/commands/integration/grant.js';
import IntegrationRevoke from '../../src/commands/integration/revoke.js';
import type { GrantResult, OutcomeResult } from '../../src/report/grant/grantResult.js';
import type { RevokeResult } from '../../src/report/revoke/revokeResult.js';
import type { RequestRecord } from '../local-org/http/requestLog.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import type { Failure } from './commandRun.js';
import { allowOrgWide } from './allowOrgWide.js';
import { runCommand } from './commandRun.js';
import { expectCommittedSchema } from './committedSchema.js';

export type Carried<T> = { exitCode: number; text: string; result: T; requests: readonly RequestRecord[] };

/** Composite calls of the readers hold GET alone; everything else that is no GET could write. */
export const isWrite = ({ method, path, soapCall }: RequestRecord): boolean =>
  method !== 'GET' && !/\/composite(\?|$)/.test(path) && soapCall !== 'readMetadata';

const carry = async <T>(
  org: LocalOrg,
  kind: 'grant' | 'revoke',
  command: { run: (argv: string[]) => Promise<unknown> },
  argv: readonly string[],
): Promise<Carried<T>> => {
  const { exitCode, text, requests, outcome } = await runCommand<T>(org, command, argv);
  if ('error' in outcome) throw new Error(`refused: ${outcome.error.name}: ${outcome.error.message}`);
  const result = JSON.parse(JSON.stringify(outcome.result)) as T;
  expectCommittedSchema(kind, result);
  expect(requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  return { exitCode, text, result, requests };
};

/** Runs grant, which must come to a result that the committed JSON Schema accepts. */
export const grant = (org: LocalOrg, ...argv: string[]): Promise<Carried<GrantResult>> =>
  carry<GrantResult>(org, 'grant', IntegrationGrant, argv);

/** Grants to one user, by the first part of the username, whatever the plan holds and without a question. */
export const grantTo = (
  org: LocalOrg,
  user: string,
  reference: string,
  ...argv: string[]
): Promise<Carried<GrantResult>> => {
  const target = ['-o', 'admin@example.com', '-u', `${user}@example.com`, '-i', reference];
  return grant(org, ...target, '--no-prompt', ...allowOrgWide, ...argv);
};

/** The same for revoke. */
export const revoke = (org: LocalOrg, ...argv: string[]): Promise<Carried<RevokeResult>> =>
  carry<RevokeResult>(org, 'revoke', IntegrationRevoke, argv);

export type Refused = Failure & { exitCode: number; requests: readonly RequestRecord[] };

const refuse = async (
  org: LocalOrg,
  command: { run: (argv: string[]) => Promise<unknown> },
  argv: readonly string[],
): Promise<Refused> => {
  const { exitCode, text, requests, outcome } = await runCommand(org, command, argv);
  if (!('error' in outcome)) throw new Error(`accepted, exit code ${exitCode}:\n${text}`);
  const { error } = outcome;
  expect(error.message, 'one sentence')
    .to.match(/\S/)
    .and.not.match(/\n|\bat .*:\d+:\d+\)|undefined|\[object/);
  return Object.assign(error, { exitCode, requests });
};

/** Runs grant, which must refuse. */
export const grantRefusal = (org: LocalOrg, ...argv: string[]): Promise<Refused> => refuse(org, IntegrationGrant, argv);

/** Runs revoke, which must refuse. */
export const revokeRefusal = (org: LocalOrg, ...argv: string[]): Promise<Refused> =>
  refuse(org, IntegrationRevoke, argv);

/** `step result` of each outcome, with the code where there is one. */
export const stepsOf = (outcomes: readonly OutcomeResult[]): string[] =>
  outcomes.map(({ step, result, code }) => [step, result, ...(code === undefined ? [] : [code])].join(' '));
