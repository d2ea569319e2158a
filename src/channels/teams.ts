import type { MonitorMessage } from '../monitor/message.js';
import { fitting } from '../report/monitor/fittingMessage.js';
import { messageText } from '../report/monitor/messageText.js';
import { fitsTeams, teamsMessage } from '../report/monitor/teams.js';
import type { Attempt } from './channelIo.js';
import { addressFrom, idHeaders, postJson } from './httpRequest.js';

/** Sends a message to a workflow of Teams that begins with a webhook. @throws ChannelFailure */
export const sendToTeams = async (
  message: MonitorMessage,
  { urlFrom }: { readonly urlFrom: string },
  attempt: Attempt,
): Promise<void> => {
  const form = fitting(messageText(message, attempt.said), attempt.said, teamsMessage, fitsTeams);
  await postJson(addressFrom(urlFrom, attempt.env), JSON.stringify(form), idHeaders(message.id), attempt);
};
