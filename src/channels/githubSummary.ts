import { appendWithin } from '../files/reportFile.js';
import type { MonitorMessage } from '../monitor/message.js';
import { utf8Length } from '../report/formats/limitedText.js';
import { summaryLimit } from '../report/formats/markdown.js';
import { messageMarkdown } from '../report/monitor/markdown.js';
import { fitting } from '../report/monitor/fittingMessage.js';
import { messageText } from '../report/monitor/messageText.js';
import { ChannelFailure, codeOf, variable } from './channelIo.js';
import type { Attempt } from './channelIo.js';

/** The least that a message needs: its subject. */
const leastBytes = 2000;

/** Adds a message to the summary of the step of GitHub Actions. @throws ChannelFailure */
export const addToGithubSummary = async (message: MonitorMessage, { env, said }: Attempt): Promise<void> => {
  const file = variable('GITHUB_STEP_SUMMARY', env);
  let isWritten: boolean;
  try {
    isWritten = await appendWithin(file, summaryLimit.most, (room) =>
      room < leastBytes
        ? ''
        : fitting(messageText(message, said), said, messageMarkdown, (form) => utf8Length(form) <= room),
    );
  } catch (error) {
    throw new ChannelFailure(codeOf(error) ?? 'the summary cannot be written', false);
  }
  if (!isWritten) throw new ChannelFailure('the summary of the step is full', false);
};
