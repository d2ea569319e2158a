import type { MonitorMessage } from '../monitor/message.js';
import { messageText } from '../report/monitor/messageText.js';
import { plainText } from '../report/monitor/plainText.js';
import type { Attempt } from './channelIo.js';

/** Prints a message. */
export const printMessage = (message: MonitorMessage, { print, said }: Attempt): void => {
  print(plainText(messageText(message, said)));
};
