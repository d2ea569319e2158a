/** Whether channels have what they need to send anything, found out before there is anything to send. */
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { ChannelFailure, variable } from './channelIo.js';
import type { ChannelIo } from './channelIo.js';
import { addressFrom } from './httpRequest.js';

/** A channel that nothing can be sent to as things are, and why, without a secret. */
export type UnreadyChannel = { readonly name: string; readonly reason: string };

/** Looks at what a channel takes from the environment. @throws ChannelFailure */
const lookAt = (channel: ChannelSettings, env: ChannelIo['env']): void => {
  switch (channel.type) {
    case 'slack':
    case 'teams':
      addressFrom(channel.urlFrom, env);
      return;
    case 'webhook':
      addressFrom(channel.urlFrom, env);
      if (channel.secretFrom !== undefined) variable(channel.secretFrom, env);
      return;
    case 'smtp':
      for (const name of [channel.userFrom, channel.passwordFrom]) if (name !== undefined) variable(name, env);
      return;
    case 'githubIssue':
      variable(channel.tokenFrom, env);
      return;
    // What GitHub Actions sets by itself, and nobody forgets.
    case 'githubSummary':
    case 'stdout':
  }
};

/** Channels whose variables are not set, or hold no address. */
export const unreadyChannels = (channels: readonly ChannelSettings[], env: ChannelIo['env']): UnreadyChannel[] =>
  channels.flatMap((channel) => {
    try {
      lookAt(channel, env);
      return [];
    } catch (error) {
      if (!(error instanceof ChannelFailure)) throw error;
      return [{ name: channel.name, reason: error.reason }];
    }
  });
