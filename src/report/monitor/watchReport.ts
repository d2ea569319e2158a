/** A look of the monitor, as the reports take it, and as `--json` gives it. */
import type { OrgIdentity } from '../../access/snapshot.js';
import type { ExitCode } from '../../exitCode.js';
import type { Delivery } from '../../monitor/message.js';
import type { News } from '../../monitor/news.js';
import type { ToldLook } from '../../monitor/round.js';
import { orgJson } from '../check/checkJson.js';
import { visible } from '../visible.js';
import type { WatchResult } from './monitorResult.js';

/** A state that was not used. */
export type SetAside = {
  readonly path: string;
  readonly why: 'damaged' | 'older' | 'newer' | 'foreign';
  readonly keptAs: string | null;
};

export type WatchedLook = Omit<ToldLook, 'state'> & {
  /** Another run has told already what there was to tell. */
  readonly isOvertaken: boolean;
};

export type WatchReport = {
  readonly exitCode: ExitCode;
  readonly at: string;
  readonly org: OrgIdentity;
  /** How people call the org. */
  readonly shortName: string;
  readonly dryRun: boolean;
  readonly looks: readonly WatchedLook[];
  /** How the news of this run was taken, and that of earlier runs. */
  readonly channels: readonly Delivery[];
  readonly earlier: readonly Delivery[];
  /** Channels that have not taken something for so long that it was dropped. */
  readonly dropped: readonly string[];
  /** Channels that nothing can be sent to, and why. */
  readonly unready: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
  /** Why it could not be written down what channels have confirmed; null where it could. */
  readonly trouble: string | null;
  /** Why the heartbeat could not be sent; null where it was, or is not wanted. */
  readonly heartbeatFailed: string | null;
  readonly notFound: readonly string[];
  readonly keptAside: readonly SetAside[];
  readonly apiCalls: number;
};

const newsJson = ({
  id,
  news,
  was,
  is,
  since,
  level,
  what,
  why,
  forbid,
  by,
  nobody,
}: News): WatchResult['looks'][number]['news'][number] => ({
  ...{ id, news, was, is, since, level, what, why: [...why] },
  ...(forbid === undefined ? {} : { forbid }),
  ...(by === undefined ? {} : { by: [...by] }),
  ...(nobody === undefined ? {} : { nobody }),
});

/** How a channel has taken news, as it is published. */
export const deliveryJson = ({
  name,
  result,
  messageId,
  reason,
  givenUp,
}: Delivery): WatchResult['earlier'][number] => ({
  ...{ name, result, messageId },
  ...(reason === undefined ? {} : { reason: givenUp === true ? `${reason}, given up` : reason }),
});

/** A look, as it is published. @param channels how the news of the run was taken */
export const lookJson = (
  { org, integration, user, since, at, missing, unknown, news, upcoming, lostSources }: Omit<ToldLook, 'state'>,
  channels: readonly Delivery[],
): WatchResult['looks'][number] => ({
  ...{ org: orgJson(org), integration, user, since, at, missing, unknown },
  news: news.map(newsJson),
  upcoming: [...upcoming],
  sourcesLost: lostSources.map(({ id, source: { namespace, name }, left }) => ({
    ...{ id, left },
    source: visible(namespace === null ? name : `${namespace}__${name}`),
  })),
  channels: news.length === 0 && upcoming.length === 0 ? [] : channels.map(deliveryJson),
});

/** Channels that nothing can be sent to, where there are any. */
export const unreadyJson = ({ unready }: Pick<WatchReport, 'unready'>): Pick<WatchResult, 'channelsNotReady'> =>
  unready.length === 0 ? {} : { channelsNotReady: unready.map(({ name, reason }) => ({ name, reason })) };

/** The `--json` result: plain data. */
export const watchJson = (report: WatchReport): WatchResult => ({
  schemaVersion: 1,
  ...(report.dryRun ? { dryRun: true } : {}),
  looks: report.looks.map((look) => lookJson(look, report.channels)),
  notFound: [...report.notFound],
  earlier: report.earlier.map(deliveryJson),
  keptAside: report.keptAside.map((one) => ({ ...one })),
  apiCalls: report.apiCalls,
  ...unreadyJson(report),
});
