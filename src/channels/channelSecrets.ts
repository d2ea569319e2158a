/** What of the environment must never be said by anybody, taken from the names that the project file has. */
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { watchSecrets } from '../secrets.js';
import type { ChannelIo } from './channelIo.js';

/** A part of an address that is no word: who knows it may write to the channel. */
const isSecretPart = (part: string): boolean => part.length >= 12 && !/^[a-z._-]+$/.test(part);

/** Of an address the parts of its path and what its query says; the name of the host is no secret. */
const secretsOfAddress = (text: string | undefined): string[] => {
  const url = text !== undefined && URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null) return text === undefined ? [] : [text];
  return [...url.pathname.split('/'), ...url.searchParams.values(), url.password, url.hash.slice(1)].filter(
    isSecretPart,
  );
};

const secretsOf = (channel: ChannelSettings, env: ChannelIo['env']): Array<string | undefined> => {
  switch (channel.type) {
    case 'slack':
    case 'teams':
      return secretsOfAddress(env[channel.urlFrom]);
    case 'webhook':
      return [
        ...secretsOfAddress(env[channel.urlFrom]),
        ...(channel.secretFrom === undefined ? [] : [env[channel.secretFrom]]),
      ];
    case 'smtp':
      return channel.passwordFrom === undefined ? [] : [env[channel.passwordFrom]];
    case 'githubIssue':
      return [env[channel.tokenFrom]];
    case 'githubSummary':
    case 'stdout':
      return [];
  }
};

/** Makes the secrets of channels known, so that they are taken out of whatever leaves this process. */
export const watchChannelSecrets = (channels: readonly ChannelSettings[], env: ChannelIo['env']): void =>
  watchSecrets(() => channels.flatMap((channel) => secretsOf(channel, env)));

/** The same for an address that is called. */
export const watchAddress = (address: string): void => watchSecrets(() => secretsOfAddress(address));
