/** What is sent where there is news: one message for all integrations and orgs of a run. */
import type { OrgType } from '../platform/orgType.js';
import type { News, Upcoming } from './news.js';
import type { OrgNews } from './outages.js';

/** What is new of one user for one integration in one org. */
export type LookNews = {
  readonly org: {
    readonly id: string;
    readonly username: string;
    /** Alias by which the team knows it; the username where it has none. */
    readonly shortName: string;
    readonly type: OrgType | null;
    readonly instanceUrl: string;
  };
  /** As it is named in the project file: an id, `id@variant`, a path. */
  readonly integration: string;
  readonly user: string;
  /** When the look before was; null for the first one. ISO 8601, UTC. */
  readonly since: string | null;
  readonly news: readonly News[];
  readonly upcoming: readonly Upcoming[];
  /**
   * How many needs of the integration that fail a check are missing in this org now, or cannot be known, over all its users and
   * whether told today or not.
   */
  readonly missing: number;
  /** Something of the integration is about to end in this org, told today or before: an issue stays open. */
  readonly isEnding?: true;
  /** Something that was told and fails no check is missing still: an issue stays open. */
  readonly isOpen?: true;
  /** The state of the look before could not be used, so that the looks begin anew: what was lost meanwhile is not known. */
  readonly aside?: 'damaged' | 'older' | 'foreign';
  /** The command with which a person looks at it. */
  readonly command: string;
  /** Names of channels, and addresses, that are told of it; empty: every channel. */
  readonly notify: readonly string[];
};

export type MonitorMessage = {
  /** The same each time it is sent: a receiver that has it already can leave it. */
  readonly id: string;
  /** When its looks were taken: ISO 8601, UTC. */
  readonly at: string;
  readonly looks: readonly LookNews[];
  /** Orgs that could not be looked at, or can be again; left out where there are none. */
  readonly orgs?: readonly OrgNews[];
};

/** What is refused for good. */
export type Permanent = 'message' | 'channel';

/** How a channel has taken a message. */
export type Delivery = {
  /** Name of the channel. */
  readonly name: string;
  readonly result: 'delivered' | 'failed';
  readonly messageId: string;
  /**
   * Why it failed, in a word and without secrets: `ECONNREFUSED`, `HTTP 503`; of what was delivered, who has refused it. Left
   * out where there is nothing to say.
   */
  readonly reason?: string;
  /**
   * That trying again does not help as things are: `message` where it is this message that is refused, `channel` where
   * somebody has to set the channel right. Left out where it may pass by itself.
   */
  readonly permanent?: Permanent;
  /** It is not sent again. */
  readonly givenUp?: true;
};
