/** Runs `integration history-tracking` in this process, and holds what must be true of every run. */
import { expect } from 'chai';
import IntegrationHistoryTracking from '../../src/commands/integration/history-tracking.js';
import type { HistoryResult } from '../../src/report/history/historyResult.js';
import type { RequestRecord } from '../local-org/http/requestLog.js';
import type { LocalOrg } from '../local-org/http/localOrgServer.js';
import { retrieve } from '../local-org/metadata/retrieve.js';
import { readZip } from '../local-org/metadata/zipArchive.js';
import type { Org } from '../local-org/model/orgModel.js';
import type { Failure } from './commandRun.js';
import { runCommand } from './commandRun.js';
import { expectCommittedSchema } from './committedSchema.js';

export type Tracked = { exitCode: number; text: string; result: HistoryResult; requests: readonly RequestRecord[] };

/** Runs the command, which must come to a result that the committed JSON Schema accepts. */
export const track = async (org: LocalOrg, ...argv: string[]): Promise<Tracked> => {
  const { exitCode, text, requests, outcome } = await runCommand<HistoryResult>(org, IntegrationHistoryTracking, argv);
  if ('error' in outcome) throw new Error(`refused: ${outcome.error.name}: ${outcome.error.message}`);
  const result = JSON.parse(JSON.stringify(outcome.result)) as HistoryResult;
  expectCommittedSchema('history-tracking', result);
  expect(result.ready, 'ready exactly when the exit code is 0').to.equal(exitCode === 0);
  expect(requests.filter(({ internalError }) => internalError !== null)).to.deep.equal([]);
  for (const line of text.split('\n')) {
    // Commands, addresses and paths to copy are never broken.
    if (!/^ {2,4}(sf|oclif|mocha|http)|^ +\/\S+$/.test(line)) expect([...line].length, line).to.be.at.most(80);
  }
  return { exitCode, text, result, requests };
};

export type RefusedTracking = Failure & { exitCode: number; requests: readonly RequestRecord[] };

/** Runs the command, which must refuse. */
export const trackRefusal = async (org: LocalOrg, ...argv: string[]): Promise<RefusedTracking> => {
  const { exitCode, text, requests, outcome } = await runCommand<HistoryResult>(org, IntegrationHistoryTracking, argv);
  if (!('error' in outcome)) throw new Error(`accepted, exit code ${exitCode}:\n${text}`);
  return Object.assign(outcome.error, { exitCode, requests });
};

/** Deploys of a run: what can write. */
export const deploys = (requests: readonly RequestRecord[]): number =>
  requests.filter(({ soapCall }) => soapCall === 'deploy').length;

/** Requests without the looks at how far a job is. */
export const withoutPolls = (requests: readonly RequestRecord[]): number =>
  requests.filter(({ soapCall }) => !/^check(Deploy|Retrieve)Status$/.test(soapCall ?? '')).length;

/** What the platform retrieves of these objects, as text. */
export const retrieved = (org: Org, userId: string, ...sobjects: string[]): string => {
  const request = {
    manifest: { types: [{ name: 'CustomObject', members: sobjects }], version: 66 },
    singlePackage: true,
    apiVersion: 66,
  };
  const files = readZip(retrieve(org, { userId, apiVersion: 66 }, request).zip);
  return [...files].map(([path, content]) => `${path}\n${content.toString('utf8')}`).join('\n');
};

/** The same without the flags of field history, lines of the elements and all. */
export const withoutFlags = (text: string): string =>
  text.replace(/^ *<(trackHistory|enableHistory)>(true|false)<\/\1>\n/gm, '');

/** Fields that the org really tracks, sorted. */
export const trackedIn = (org: Org, sobject: string): string[] => {
  const state = org.history.get(sobject);
  return state?.objectSwitch === true ? [...state.trackedFields].sort() : [];
};
