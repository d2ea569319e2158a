/**
 * What a run about many orgs has told of each look, kept until the next one: from this one report is made of several shards.
 * A run that was killed and is started again goes on with the same round, so that what it had told before is told in the report
 * as if it had never been killed. Pure.
 */
import type { OrgIdentity } from '../access/snapshot.js';
import type { StateExitCode } from '../exitCode.js';
import type { LostSource } from './compare.js';
import type { News, Upcoming } from './news.js';

/** A look, as far as it is told. */
export type ToldLook = {
  readonly org: OrgIdentity;
  readonly integration: string;
  readonly user: string;
  /** When the look before was; null for the first one. */
  readonly since: string | null;
  readonly at: string;
  /** Needs that fail a check and are missing, and those that are unknown. */
  readonly missing: number;
  readonly unknown: number;
  /** The exit code of a check. */
  readonly state: StateExitCode;
  readonly news: readonly News[];
  readonly upcoming: readonly Upcoming[];
  readonly lostSources: readonly LostSource[];
  /** The check that shows all of it. */
  readonly command: string;
};

/** What the looks of a round at one org and integration have told. */
export type ToldInRound = { readonly round: string; readonly looks: readonly ToldLook[] };

/**
 * What a round has told with one more run of it.
 * @param before what is kept; of another round it is over
 */
export const withinRound = (before: ToldInRound | null, round: string, looks: readonly ToldLook[]): ToldInRound => {
  const earlier = before?.round === round ? before.looks : [];
  return {
    round,
    looks: looks.map((look) => {
      const same = earlier.find(({ command, user }) => command === look.command && user === look.user);
      if (same === undefined) return look;
      return {
        ...{ ...look, since: same.since },
        news: [...same.news, ...look.news],
        upcoming: [...same.upcoming, ...look.upcoming],
        lostSources: [...same.lostSources, ...look.lostSources],
      };
    }),
  };
};
