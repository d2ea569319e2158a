import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { MonitorMessage } from '../monitor/message.js';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import { mailsFor } from '../monitor/recipients.js';
import type { MailPart } from '../monitor/recipients.js';
import { mailHtml } from '../report/monitor/mailHtml.js';
import { fitting, messageText } from '../report/monitor/messageText.js';
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
  return new ChannelFailure(response === null ? code : `${code} ${response}`, !isPermanent);
};

const sendOne = async (message: MonitorMessage, part: MailPart, settings: Smtp, attempt: Attempt): Promise<void> => {
  const { env, said, signal } = attempt;
  const { host, port, security, userFrom, passwordFrom, from } = settings;
  const auth =
    userFrom === undefined || passwordFrom === undefined
      ? {}
      : { auth: { user: variable(userFrom, env), pass: variable(passwordFrom, env) } };
  const form = fitting(
    messageText({ ...message, looks: part.looks }, said),
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
    const { rejected } = await transport.sendMail({
      ...{ from, to: [...part.to], ...form, messageId: mailId(message.id, part, from) },
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Sf-Integration-Id': message.id.replace(/[^\x21-\x7e]/g, '_') },
    });
    if (rejected.length > 0)
      throw new ChannelFailure(`${rejected.length} of ${part.to.length} recipients refused`, false);
  } catch (error) {
    throw signal.aborted ? error : failureOf(error);
  } finally {
    transport.close();
    connection.destroy();
  }
};

/**
 * Sends a message by mail, to everybody what he is told of. `done` keeps which mails have gone, so that another attempt
 * sends none of them twice.
 * @throws ChannelFailure
 */
export const sendByMail = async (
  message: MonitorMessage,
  settings: Smtp,
  attempt: Attempt,
  done: Set<string>,
): Promise<void> => {
  let failure: unknown = null;
  for (const part of mailsFor(settings, message.looks, attempt.all)) {
    const key = part.to.join();
    if (done.has(key)) continue;
    try {
      await sendOne(message, part, settings, attempt);
      done.add(key);
    } catch (error) {
      if (attempt.signal.aborted) throw error;
      failure ??= error instanceof ChannelFailure ? error : failureOf(error);
      // One address that is refused holds up no other; a server that is not there holds up all.
      if (error instanceof ChannelFailure && error.passes) break;
    }
  }
  if (failure !== null) throw failure as Error;
};
