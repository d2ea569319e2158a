/** Sends a message to channels, all side by side: none holds up another. */
import { Messages } from '@salesforce/core/messages';
import { fetch as undiciFetch } from 'undici';
import type { Delivery, MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { looksFor, orgsFor } from '../monitor/recipients.js';
import type { Words } from '../report/words.js';
import { withoutSecretsIn } from '../secrets.js';
import { channelPatience, withAttempts } from './attempts.js';
import { ChannelFailure, codeOf } from './channelIo.js';
import type { Attempt, ChannelIo } from './channelIo.js';
import { watchChannelSecrets } from './channelSecrets.js';
import { sendToGithubIssue } from './githubIssue.js';
import { addToGithubSummary } from './githubSummary.js';
import { proxyAgent } from './httpRequest.js';
import { sendToSlack } from './slack.js';
import { leftOut, noMailYet, sendByMail } from './smtp.js';
import type { MailProgress } from './smtp.js';
import { printMessage } from './stdout.js';
import { sendToTeams } from './teams.js';
import { sendToWebhook } from './webhook.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

const wordsOfMessages = (): Words => {
  const messages = Messages.loadMessages('sf-plugin-integration', 'monitorMessage');
  return (key, tokens) => messages.getMessage(key, tokens ?? []);
};

/** @param mail what earlier attempts have sent of it already */
const sendOnce = async (
  message: MonitorMessage,
  channel: ChannelSettings,
  attempt: Attempt,
  mail: MailProgress,
): Promise<void> => {
  switch (channel.type) {
    case 'slack':
      return sendToSlack(message, channel, attempt);
    case 'teams':
      return sendToTeams(message, channel, attempt);
    case 'webhook':
      return sendToWebhook(message, channel, attempt);
    case 'smtp':
      return sendByMail(message, channel, attempt, mail);
    case 'githubIssue':
      return sendToGithubIssue(message, channel, attempt);
    case 'githubSummary':
      return addToGithubSummary(message, attempt);
    case 'stdout':
      return printMessage(message, attempt);
  }
};

/** Whether trying again helps; a run that was interrupted says nothing of it. */
const permanenceOf = (error: unknown, { signal }: ChannelIo): Pick<Delivery, 'permanent'> => {
  if (signal.aborted || (error instanceof ChannelFailure && error.passes)) return {};
  // What we cannot make a message of is refused by ourselves.
  return { permanent: error instanceof ChannelFailure && !error.isOfMessage ? 'channel' : 'message' };
};

const deliver = async (
  message: MonitorMessage,
  channel: ChannelSettings,
  tools: Omit<Attempt, 'signal'>,
  io: ChannelIo,
): Promise<Delivery> => {
  const told = { name: channel.name, messageId: message.id };
  const mail = noMailYet();
  // Who has got it must not get it at every run because somebody else is refused: his address is named instead.
  const taken = (): Delivery | null => {
    const refused = leftOut(mail) ?? [];
    return refused.length === 0 ? null : { ...told, result: 'delivered', reason: `refused: ${refused.join(', ')}` };
  };
  try {
    await withAttempts((signal) => sendOnce(message, channel, { ...tools, signal }, mail), channelPatience, io);
    return taken() ?? { ...told, result: 'delivered' };
  } catch (error) {
    const byMost = taken();
    if (byMost) return byMost;
    // What is no failure of a channel is a defect; it must not keep the others from being told.
    const reason = error instanceof ChannelFailure ? error.reason : (codeOf(error) ?? 'a defect of sf integration');
    return { ...told, result: 'failed', reason, ...permanenceOf(error, io) };
  }
};

/**
 * Sends a message to channels.
 * @returns how each has taken it, in their order; nothing of a channel that is told of none of it
 */
export const sendMessage = async (
  message: MonitorMessage,
  channels: readonly ChannelSettings[],
  io: ChannelIo,
): Promise<Delivery[]> => {
  const all = io.all ?? channels;
  watchChannelSecrets(all, io.env);
  const clean = withoutSecretsIn(message);
  const agent = proxyAgent(io.env);
  const tools = {
    ...{ env: io.env, now: io.now, said: wordsOfMessages(), all },
    fetch: io.fetch ?? ((input, init) => undiciFetch(input, { ...init, dispatcher: agent })),
    print: io.print ?? ((text) => void process.stdout.write(text)),
  } satisfies Omit<Attempt, 'signal'>;
  try {
    const deliveries = await Promise.all(
      channels.map(async (channel): Promise<Delivery[]> => {
        const looks = looksFor(channel, clean.looks, all);
        const orgs = orgsFor(channel, clean.orgs ?? [], all);
        return looks.length + orgs.length === 0 ? [] : [await deliver({ ...clean, looks, orgs }, channel, tools, io)];
      }),
    );
    return deliveries.flat();
  } finally {
    // Not closed: that would wait for whoever hangs.
    void agent.destroy().catch(() => undefined);
  }
};
