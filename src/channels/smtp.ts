import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { SentMessageInfo } from 'nodemailer/lib/smtp-transport/index.js';
import type { MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { mailsFor } from '../monitor/recipients.js';
import type { MailPart } from '../monitor/recipients.js';
import { mailHtml } from '../report/monitor/mailHtml.js';
import { fitting } from '../report/monitor/fittingMessage.js';
import { messageText } from '../report/monitor/messageText.js';
import { plainText } from '../report/monitor/plainText.js';
import { ChannelFailure, codeOf, variable } from './channelIo.js';
import type { Attempt } from './channelIo.js';

type Smtp = Extract<ChannelSettings, { type: 'smtp' }>;

/** Larger mails are turned away by some servers, and read by nobody. */
const mostCharacters = 1_000_000;

/** How long a server may say nothing, in milliseconds; the attempt as a whole has a limit of its own. */
const silence = 20_000;

/** A connection to the mail server that ends with the attempt, however far it is. */
const connected = async ({ host, port }: Smtp, signal: AbortSignal): Promise<Socket> => {
  const socket = connect({ host, port });
  const end = (): void => {
    socket.destroy();
  };
  // Until somebody else listens, and after everybody has gone: an error of a socket that nobody hears ends the process.
  socket.on('error', () => undefined);
  signal.addEventListener('abort', end, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', end));
  await once(socket, 'connect', { signal });
  return socket;
};

/** The id of a mail: the same message to the same people has the same. */
const mailId = (id: string, { to }: MailPart, from: string): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify([id, to]))
    .digest('hex')
    .slice(0, 40);
  return `<sf-integration.${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`;
};

/** The server may take none of the addresses of a mail now. */
class AddressesPutOff extends ChannelFailure {}

/** What failed, by the code of nodemailer and that of the server: `EAUTH 535`. What the server said may hold anything. */
const failureOf = (error: unknown): ChannelFailure => {
  if (error instanceof ChannelFailure) return error;
  const response =
    typeof error === 'object' && error !== null && 'responseCode' in error && typeof error.responseCode === 'number'
      ? error.responseCode
      : null;
  // A code of TLS says more than that of nodemailer, where it is there.
  const cause = typeof error === 'object' && error !== null && 'cause' in error ? codeOf(error.cause) : null;
  const code = cause ?? codeOf(error) ?? 'no answer';
  const isPermanent =
    response === null ? /^(?:EAUTH|ETLS|ENOAUTH|ERR_TLS|CERT|DEPTH|SELF|UNABLE)/.test(code) : response >= 500;
  if (code === 'EENVELOPE' && !isPermanent) return new AddressesPutOff(`${code} ${response ?? ''}`, true);
  const isOfMessage = isPermanent && ['EENVELOPE', 'EMESSAGE'].includes(code);
  return new ChannelFailure(response === null ? code : `${code} ${response}`, !isPermanent, null, isOfMessage);
};

/** An address that the server does not take, and whether it may take it later. */
type Rejected = { readonly address: string; readonly passes: boolean };

/** Which addresses a server has not taken, by what nodemailer tells of them. */
const rejectedOf = ({ rejected, rejectedErrors = [] }: SentMessageInfo): Rejected[] =>
  rejected.map((address) => {
    const error = rejectedErrors.find(({ recipient }) => recipient === address);
    return { address, passes: (error?.responseCode ?? 500) < 500 };
  });

/**
 * Sends one mail to those of its people who have not got it yet.
 * @returns who of them was refused
 * @throws ChannelFailure where nobody was accepted
 */
const sendOne = async (
  message: MonitorMessage,
  part: MailPart,
  to: readonly string[],
  settings: Smtp,
  attempt: Attempt,
): Promise<Rejected[]> => {
  const { env, said, signal } = attempt;
  const { host, port, security, userFrom, passwordFrom, from } = settings;
  const auth =
    userFrom === undefined || passwordFrom === undefined
      ? {}
      : { auth: { user: variable(userFrom, env), pass: variable(passwordFrom, env) } };
  const form = fitting(
    messageText({ ...message, looks: part.looks, orgs: part.orgs }, said),
    said,
    (text) => ({ subject: text.subject, text: plainText(text), html: mailHtml(text) }),
    ({ text, html }) => text.length + html.length <= mostCharacters,
  );
  // Most runs send no mail: loaded where one does.
  const { createTransport } = await import('nodemailer');
  const connection = await connected(settings, signal);
  const transport = createTransport({
    ...{ host, port, connection, secure: security === 'tls' },
    ...{ requireTLS: security === 'startTls', ignoreTLS: security === 'none' },
    ...{ greetingTimeout: silence, socketTimeout: silence, disableFileAccess: true, disableUrlAccess: true },
    ...{ tls: { minVersion: 'TLSv1.2' as const }, ...auth },
  });
  try {
    const sent = await transport.sendMail({
      ...{ from, to: [...to], ...form, messageId: mailId(message.id, part, from) },
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Sf-Integration-Id': message.id.replace(/[^\x21-\x7e]/g, '_') },
    });
    return rejectedOf(sent);
  } catch (error) {
    throw signal.aborted ? error : failureOf(error);
  } finally {
    transport.close();
    connection.destroy();
  }
};

/** What has become of a message by mail, over all attempts. */
export type MailProgress = {
  /** Addresses that have their mail, each with that mail. */
  readonly done: Set<string>;
  /** Addresses that were refused for good. */
  readonly refused: Set<string>;
  /** Addresses that the server has put off in the last attempt. */
  readonly putOff: Set<string>;
  /** Whether the last attempt has failed for another reason than addresses. */
  hasFailed: boolean;
};

/** Before the first attempt. */
export const noMailYet = (): MailProgress => ({
  done: new Set(),
  refused: new Set(),
  putOff: new Set(),
  hasFailed: false,
});

/** Who is left out where somebody has got the message; null where nobody has, or where it is to be sent again. */
export const leftOut = ({ done, refused, putOff, hasFailed }: MailProgress): string[] | null =>
  done.size === 0 || hasFailed ? null : [...new Set([...refused, ...putOff])];

/**
 * Sends a message by mail, to everybody what he is told of. `progress` keeps who has got it, so that another attempt
 * sends nobody a mail twice. Addresses that are refused for good are no failure where somebody is accepted.
 * @throws ChannelFailure
 */
export const sendByMail = async (
  message: MonitorMessage,
  settings: Smtp,
  attempt: Attempt,
  progress: MailProgress,
): Promise<void> => {
  const { done, refused, putOff } = progress;
  // An attempt that is cut off has failed.
  progress.hasFailed = true;
  putOff.clear();
  let isOfServer = false;
  let failure: ChannelFailure | null = null;
  for (const part of mailsFor(settings, message, attempt.all)) {
    const keyOf = (address: string): string => `${part.to.join()}\n${address}`;
    const to = part.to.filter((address) => !done.has(keyOf(address)) && !refused.has(address));
    if (to.length === 0) continue;
    try {
      const rejected = await sendOne(message, part, to, settings, attempt);
      for (const address of to) {
        const refusal = rejected.find((one) => one.address === address);
        if (refusal === undefined) done.add(keyOf(address));
        else (refusal.passes ? putOff : refused).add(address);
      }
      if (rejected.some(({ passes }) => passes)) failure ??= new ChannelFailure('recipients put off', true);
    } catch (error) {
      if (attempt.signal.aborted) throw error;
      const own = error instanceof ChannelFailure ? error : failureOf(error);
      // One mail whose addresses are all refused holds up no other; a server that is not there holds up all.
      if (own.isOfMessage) for (const address of to) refused.add(address);
      else if (own instanceof AddressesPutOff) for (const address of to) putOff.add(address);
      else isOfServer = true;
      if (failure === null || own.passes) failure = own;
      if (isOfServer && own.passes) break;
    }
  }
  progress.hasFailed = isOfServer;
  if (failure !== null && (failure.passes || leftOut(progress) === null)) throw failure;
};
