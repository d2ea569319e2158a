/** What the project file says of the monitor. It holds no secret: it names the environment variables that hold them. */

export const channelTypes = ['slack', 'teams', 'webhook', 'smtp', 'githubSummary', 'githubIssue', 'stdout'] as const;
export type ChannelType = (typeof channelTypes)[number];

/** Where news is sent. Keys that end in `From` are names of environment variables. */
export type ChannelSettings = { readonly name: string } & (
  | { readonly type: 'slack' | 'teams'; readonly urlFrom: string }
  | {
      readonly type: 'webhook';
      readonly urlFrom: string;
      /** The key with which the body is signed; left out where it is not. */
      readonly secretFrom?: string;
    }
  | {
      readonly type: 'smtp';
      readonly host: string;
      readonly port: number;
      readonly security: 'tls' | 'startTls' | 'none';
      /** Both or none. */
      readonly userFrom?: string;
      readonly passwordFrom?: string;
      readonly from: string;
      /** Who is told of every integration that names no recipients of its own. */
      readonly to: readonly string[];
    }
  | { readonly type: 'githubIssue'; readonly repository: string; readonly tokenFrom: string }
  | { readonly type: 'githubSummary' | 'stdout' }
);

export type MonitorSettings = {
  /** Folder of what is kept between looks, relative to the folder of the project file. */
  readonly stateDir: string | null;
  /** How many days ahead something that ends is told; null where the file does not say it. */
  readonly expiring: number | null;
  /** Environment variable with the address that is called after each complete run. */
  readonly heartbeatFrom: string | null;
  /** In the order of the file; empty: news goes to stdout alone. */
  readonly channels: readonly ChannelSettings[];
};
