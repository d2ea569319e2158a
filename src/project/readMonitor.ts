/** What a project file says of the monitor, from its shape; and the mistakes in it that no shape tells. */
import type { z } from 'zod';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Mistake } from '../definition/definitionMistake.js';
import { mistakeCollector } from '../definition/mistakeCollector.js';
import { nodeAt } from '../definition/tree.js';
import type { TreeNode } from '../definition/tree.js';
import { nearest } from '../kinds/nearest.js';
import type { ChannelSettings, MonitorSettings } from '../monitor/monitorSettings.js';
import { keyOf, sameName } from '../platform/names.js';
import { mailAddressPattern } from './monitorSchema.js';
import type { monitorSchema } from './monitorSchema.js';

type Parsed = z.output<typeof monitorSchema>;
type ParsedChannel = NonNullable<Parsed['channels']>[number];
type ParsedSmtp = Extract<ParsedChannel, { type: 'smtp' }>;
type Security = Extract<ChannelSettings, { type: 'smtp' }>['security'];

const securityOf = ({ security, port }: ParsedSmtp): Security => security ?? (port === 465 ? 'tls' : 'startTls');

/** The ports of RFC 8314, RFC 6409 and RFC 5321. */
const usualPorts = { tls: 465, startTls: 587, none: 25 } as const;

const channelOf = (parsed: ParsedChannel): ChannelSettings => {
  switch (parsed.type) {
    case 'webhook': {
      const { secretFrom, ...rest } = parsed;
      return { ...rest, ...(secretFrom === undefined ? {} : { secretFrom }) };
    }
    case 'smtp': {
      const { userFrom, passwordFrom, port, to = [], ...rest } = parsed;
      const security = securityOf(parsed);
      return {
        ...rest,
        security,
        port: port ?? usualPorts[security],
        to,
        ...(userFrom === undefined || passwordFrom === undefined ? {} : { userFrom, passwordFrom }),
      };
    }
    case 'githubIssue':
      return { ...parsed, tokenFrom: parsed.tokenFrom ?? 'GITHUB_TOKEN' };
    case 'slack':
    case 'teams':
    case 'githubSummary':
    case 'stdout':
      return parsed;
  }
};

/** The settings, with what they leave out. */
export const monitorOf = ({ stateDir, expiring, heartbeatFrom, channels = [] }: Parsed): MonitorSettings => ({
  stateDir: stateDir ?? null,
  expiring: expiring ?? null,
  heartbeatFrom: heartbeatFrom ?? null,
  channels: channels.map(channelOf),
});

const isThisMachine = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i.test(host);

type Fail = (mistake: Mistake, path: readonly PropertyKey[]) => void;

const checkSmtp = (channel: ParsedSmtp, path: readonly PropertyKey[], fail: Fail): void => {
  const { host, userFrom, passwordFrom } = channel;
  if ((userFrom === undefined) !== (passwordFrom === undefined)) {
    const key = userFrom === undefined ? 'userFrom' : 'passwordFrom';
    fail({ code: 'MissingKey', key, container: 'channel', kind: null }, path);
  } else if (passwordFrom !== undefined && securityOf(channel) === 'none' && !isThisMachine(host))
    fail({ code: 'PasswordInClear', host }, [...path, 'security']);
};

/** The lists of who is told, by their places in the file. */
export type NotifyList = { readonly notify: readonly string[]; readonly path: readonly PropertyKey[] };

const checkNotify = (channels: readonly ParsedChannel[], { notify, path }: NotifyList, fail: Fail): void => {
  const known = channels.map(({ name }) => name);
  notify.forEach((word, at) => {
    if (known.some((name) => sameName(name, word.trim()))) return;
    if (!mailAddressPattern.test(word.trim()))
      fail({ code: 'UnknownWord', key: 'notify', word, known, nearest: nearest(word, known) }, [...path, at]);
    else if (!channels.some(({ type }) => type === 'smtp'))
      fail({ code: 'NobodySendsMail', address: word }, [...path, at]);
  });
};

/**
 * Mistakes that no shape tells: a name used twice, half a login, a password that anybody could read, and who is told of
 * whom nobody knows how. Where there are no channels, whatever people wrote under `notify` stays as it is.
 * @throws DefinitionMistake with all of them
 */
export const checkMonitor = (
  { channels = [] }: Parsed,
  lists: readonly NotifyList[],
  root: TreeNode,
  most?: number,
): void => {
  const mistakes = mistakeCollector(most);
  const fail: Fail = (mistake, path) => {
    mistakes.attempt(() => {
      throw new DefinitionMistake(mistake, nodeAt(root, path).place);
    });
  };
  const names = channels.map(({ name }) => keyOf(name));
  channels.forEach((channel, at) => {
    const path = ['monitor', 'channels', at];
    if (names.indexOf(keyOf(channel.name)) < at)
      fail({ code: 'DuplicateEntry', key: 'channels', value: channel.name }, [...path, 'name']);
    if (channel.type === 'smtp') checkSmtp(channel, path, fail);
  });
  if (channels.length > 0) for (const list of lists) checkNotify(channels, list, fail);
  mistakes.finish();
};
