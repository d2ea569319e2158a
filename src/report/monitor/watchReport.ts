/** A look of the monitor, as the reports take it, and as `--json` gives it. */
import type { OrgIdentity } from '../../access/snapshot.js';
import type { ExitCode } from '../../exitCode.js';
import type { LostSource } from '../../monitor/compare.js';
import type { Delivery } from '../../monitor/message.js';
import type { News, Upcoming } from '../../monitor/news.js';
import { orgJson } from '../check/checkJson.js';
import { visible } from '../visible.js';
import type { WatchResult } from './monitorResult.js';

/** A state that was not used. */
export type SetAside = {
  readonly path: string;
  readonly why: 'damaged' | 'older' | 'newer' | 'foreign';
  readonly keptAs: string | null;
};

export type WatchedLook = {
  readonly org: OrgIdentity;
  readonly integration: string;
  readonly user: string;
  /** When the look before was; null for the first one. */
  readonly since: string | null;
  readonly at: string;
  readonly missing: number;
  readonly unknown: number;
  readonly news: readonly News[];
  readonly upcoming: readonly Upcoming[];
  readonly lostSources: readonly LostSource[];
  /** Another run has told already what there was to tell. */
  readonly isOvertaken: boolean;
  /** The check that shows all of it. */
  readonly command: string;
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
  /** Why it could not be written down what channels have confirmed; null where it could. */
  readonly trouble: string | null;
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
const deliveryJson = ({ name, result, messageId, reason, givenUp }: Delivery): WatchResult['earlier'][number] => ({
  ...{ name, result, messageId },
  ...(reason === undefined ? {} : { reason: givenUp === true ? `${reason}, given up` : reason }),
});

/** The `--json` result: plain data. */
export const watchJson = (report: WatchReport): WatchResult => ({
  schemaVersion: 1,
  ...(report.dryRun ? { dryRun: true } : {}),
  looks: report.looks.map(({ org, integration, user, since, at, missing, unknown, news, upcoming, lostSources }) => ({
    ...{ org: orgJson(org), integration, user, since, at, missing, unknown },
    news: news.map(newsJson),
    upcoming: [...upcoming],
    sourcesLost: lostSources.map(({ id, source: { namespace, name }, left }) => ({
      ...{ id, left },
      source: visible(namespace === null ? name : `${namespace}__${name}`),
    })),
    channels: news.length === 0 && upcoming.length === 0 ? [] : report.channels.map(deliveryJson),
  })),
  notFound: [...report.notFound],
  earlier: report.earlier.map(deliveryJson),
  keptAside: report.keptAside.map((one) => ({ ...one })),
  apiCalls: report.apiCalls,
});
