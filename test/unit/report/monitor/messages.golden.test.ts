import { issueBody, issueComment, issueNewsOf } from '../../../../src/report/monitor/githubIssue.js';
import { mailHtml } from '../../../../src/report/monitor/mailHtml.js';
import { messageMarkdown } from '../../../../src/report/monitor/markdown.js';
import type { MessageText } from '../../../../src/report/monitor/messageText.js';
import { messageText } from '../../../../src/report/monitor/messageText.js';
import { plainText } from '../../../../src/report/monitor/plainText.js';
import { slackMessage } from '../../../../src/report/monitor/slack.js';
import { teamsMessage } from '../../../../src/report/monitor/teams.js';
import { webhookBody } from '../../../../src/report/monitor/webhookBody.js';
import { goldenFiles } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';
import { fullMessage } from './messages.js';

const said = wordsOf('monitorMessage');
const text = (): MessageText => messageText(fullMessage, said);
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

goldenFiles('monitor', {
  'message.txt': () => plainText(text()),
  'message.md': () => messageMarkdown(text()),
  'message.html': () => mailHtml(text()),
  'slack.json': () => json(slackMessage(text())),
  'teams.json': () => json(teamsMessage(text())),
  'webhook.json': () => json(webhookBody(fullMessage, text())),
  'issue.md': () =>
    issueNewsOf(fullMessage)
      .map((news) => issueBody(fullMessage, news, said))
      .join('\n=====\n'),
  'comment.md': () =>
    issueNewsOf(fullMessage)
      .map((news) => issueComment(fullMessage, news, said))
      .join('\n=====\n'),
});
