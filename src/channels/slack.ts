import type { MonitorMessage } from '../monitor/message.js';
import { fitting } from '../report/monitor/fittingMessage.js';
import { messageText } from '../report/monitor/messageText.js';
import { fitsSlack, slackMessage } from '../report/monitor/slack.js';
import type { Attempt } from './channelIo.js';
import { addressFrom, idHeaders, postJson } from './httpRequest.js';

/** Sends a message to an incoming webhook of Slack. @throws ChannelFailure */
export const sendToSlack = async (
  message: MonitorMessage,
  { urlFrom }: { readonly urlFrom: string },
  attempt: Attempt,
): Promise<void> => {
  const form = fitting(messageText(message, attempt.said), attempt.said, slackMessage, fitsSlack);
  await postJson(addressFrom(urlFrom, attempt.env), JSON.stringify(form), idHeaders(message.id), attempt);
};
