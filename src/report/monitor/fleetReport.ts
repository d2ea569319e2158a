/** A run about many orgs, or several shards of one, as reports take it, and as `--json` gives it. */
import { exitCodes, monitorExitCode, worstExitCode } from '../../exitCode.js';
import type { ExitCode } from '../../exitCode.js';
import { causesOf } from '../../monitor/causes.js';
import type { Cause } from '../../monitor/causes.js';
import type { Delivery } from '../../monitor/message.js';
import type { ToldLook } from '../../monitor/round.js';
import type { RoundOrg } from '../../monitor/roundRecord.js';
import { visible } from '../visible.js';
import type { FleetResult } from './monitorResult.js';
import { deliveryJson, lookJson, unreadyJson } from './watchReport.js';
import type { SetAside } from './watchReport.js';

/** An org, and what was seen there. */
export type FleetOrg = RoundOrg & { readonly looks: readonly ToldLook[] };

/** A part of the orgs, and how far it has come. `old`: what is kept of it is of an earlier day. */
export type FleetShard = {
  readonly index: number;
  readonly of: number;
  readonly state: 'complete' | 'unfinished' | 'missing' | 'old';
  readonly startedAt: string | null;
};

export type FleetReport = {
  readonly exitCode: ExitCode;
  readonly at: string;
  readonly dryRun: boolean;
  /** The parts that it is made of, sorted; empty where the orgs were not shared out. */
  readonly shards: readonly FleetShard[];
  /** What was kept when there were `of` parts, before their number was changed: no part of the report. */
  readonly leftOut?: ReadonlyArray<{ readonly of: number; readonly startedAt: string }>;
  /** How many orgs there are with those of other parts; left out where parts are merged. */
  readonly inAll?: number;
  /** Sorted by name. */
  readonly orgs: readonly FleetOrg[];
  readonly channels: readonly Delivery[];
  readonly earlier: readonly Delivery[];
  readonly dropped: readonly string[];
  /** Channels that nothing can be sent to, and why. */
  readonly unready: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
  readonly trouble: string | null;
  readonly heartbeatFailed: string | null;
  readonly keptAside: readonly SetAside[];
};

/** What of it is not whole: then the run ends with 68, whatever else was found. */
export const isWholeFleet = ({
  orgs,
  shards,
  channels,
  earlier,
  unready,
  dryRun,
  trouble,
  heartbeatFailed,
}: Omit<FleetReport, 'exitCode'>): boolean =>
  orgs.every(({ outcome }) => outcome === 'seen') &&
  shards.every(({ state }) => state === 'complete') &&
  [...channels, ...earlier].every(({ result }) => result === 'delivered') &&
  (dryRun || unready.length === 0) &&
  trouble === null &&
  heartbeatFailed === null;

/** The exit code, where nothing has interrupted it. */
export const fleetExitCode = (report: Omit<FleetReport, 'exitCode'>): ExitCode => {
  const looks = report.orgs.flatMap((org) => org.looks);
  const isLost = looks.some(({ news }) => news.some((one) => one.news === 'lost'));
  const isMissing = report.orgs.some(({ notFound }) => notFound.length > 0);
  return monitorExitCode(
    !isWholeFleet(report),
    isLost,
    worstExitCode([...looks.map(({ state }) => state), ...(isMissing ? [exitCodes.missing] : [])]),
  );
};

const causeJson = (
  { news, forbid, integration, needs, actions, nobody, places }: Cause,
  nameOf: (orgId: string) => string,
): FleetResult['fleet']['causes'][number] => ({
  ...{ news, integration, ids: needs.map(({ id }) => id), what: needs.map(({ what }) => what) },
  ...(forbid ? { forbid: true } : {}),
  actions: [...actions],
  ...(nobody === null ? {} : { nobody }),
  orgs: places.map(({ org, user, since, by }) => ({
    ...{ id: org.id, name: nameOf(org.id), user, since },
    by: by.map((one) => ({ ...one })),
  })),
});

/** The names that people have for orgs, by their ids. */
export const namesOfOrgs = ({ orgs }: Pick<FleetReport, 'orgs'>): ((orgId: string) => string) => {
  const names = new Map(orgs.flatMap(({ name, looks }) => looks.map(({ org }) => [org.id, name] as const)));
  return (orgId) => names.get(orgId) ?? orgId;
};

/** The `--json` result: plain data. */
export const fleetJson = (report: FleetReport): FleetResult => {
  const { orgs, shards } = report;
  const looks = orgs.flatMap((org) => org.looks);
  return {
    schemaVersion: 1,
    ...(report.dryRun ? { dryRun: true } : {}),
    looks: looks.map((look) => lookJson(look, report.channels)),
    notFound: [...new Set(orgs.flatMap(({ notFound }) => notFound))],
    earlier: report.earlier.map(deliveryJson),
    keptAside: report.keptAside.map((one) => ({ ...one })),
    apiCalls: orgs.reduce((sum, { apiCalls }) => sum + apiCalls, 0),
    ...unreadyJson(report),
    fleet: {
      shards: shards.map((one) => ({ ...one })),
      orgs: orgs.map(({ name, username, orgId, otherLogins = [], outcome, failure, notFound, apiCalls }) => ({
        ...{ name, username, id: orgId, outcome, apiCalls },
        ...(failure === null ? {} : { failure: { code: failure.code, text: visible(failure.text) } }),
        ...(notFound.length === 0 ? {} : { notFound: [...notFound] }),
        ...(otherLogins.length === 0 ? {} : { otherLogins: [...otherLogins] }),
      })),
      causes: causesOf(looks).map((cause) => causeJson(cause, namesOfOrgs(report))),
    },
  };
};
