import { createHmac } from 'node:crypto';
import type { MonitorMessage } from '../monitor/message.js';
import { escapedJson } from '../report/escapedJson.js';
import { messageText } from '../report/monitor/messageText.js';
import { webhookBody } from '../report/monitor/webhookBody.js';
import { variable } from './channelIo.js';
import type { Attempt } from './channelIo.js';
import { addressFrom, idHeaders, postJson } from './httpRequest.js';

/**
 * The headers that prove that a body is ours and new: HMAC-SHA256 over the seconds since the epoch, a full stop and the body.
 * @param now milliseconds since the epoch
 */
export const signatureHeaders = (body: string, key: string, now: number): Record<string, string> => {
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-sf-integration-timestamp': timestamp, 'x-sf-integration-signature': `v1=${signature}` };
};

/** Sends a message as JSON, signed where there is a key. @throws ChannelFailure */
export const sendToWebhook = async (
  message: MonitorMessage,
  { urlFrom, secretFrom }: { readonly urlFrom: string; readonly secretFrom?: string },
  attempt: Attempt,
): Promise<void> => {
  const url = addressFrom(urlFrom, attempt.env);
  const body = escapedJson(JSON.stringify(webhookBody(message, messageText(message, attempt.said))));
  const signed =
    secretFrom === undefined ? {} : signatureHeaders(body, variable(secretFrom, attempt.env), attempt.now());
  await postJson(url, body, { ...idHeaders(message.id), ...signed }, attempt);
};
