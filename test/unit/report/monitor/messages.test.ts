import { Ajv } from 'ajv';
import { expect } from 'chai';
import { utf8Length } from '../../../../src/report/formats/limitedText.js';
import { issueBody, issueComment, issueNewsOf, issueTitle } from '../../../../src/report/monitor/githubIssue.js';
import { mailHtml } from '../../../../src/report/monitor/mailHtml.js';
import { messageMarkdown } from '../../../../src/report/monitor/markdown.js';
import { fitting } from '../../../../src/report/monitor/fittingMessage.js';
import { messageText } from '../../../../src/report/monitor/messageText.js';
import { plainText } from '../../../../src/report/monitor/plainText.js';
import { fitsSlack, slackMessage } from '../../../../src/report/monitor/slack.js';
import type { SlackMessage } from '../../../../src/report/monitor/slack.js';
import { fitsTeams, teamsMessage } from '../../../../src/report/monitor/teams.js';
import type { TeamsMessage } from '../../../../src/report/monitor/teams.js';
import { webhookBody, webhookBodyJsonSchema } from '../../../../src/report/monitor/webhookBody.js';
import type { MonitorMessage } from '../../../../src/monitor/message.js';
import { wordsOf } from '../support/scenes.js';
import { fullMessage, hostile, hostileMessage, hugeMessage, lookWith, newsWith } from './messages.js';

const said = wordsOf('monitorMessage');
const textOf = (message: MonitorMessage): ReturnType<typeof messageText> => messageText(message, said);

const slackOf = (message: MonitorMessage): SlackMessage => fitting(textOf(message), said, slackMessage, fitsSlack);
const teamsOf = (message: MonitorMessage): TeamsMessage => fitting(textOf(message), said, teamsMessage, fitsTeams);

describe('a message of the monitor', () => {
  const subjects: ReadonlyArray<readonly [looks: MonitorMessage['looks'], subject: string]> = [
    [[lookWith({ news: [newsWith(), newsWith()] })], '2 lost: 6sense in acme'],
    [[lookWith({ news: [newsWith({ news: 'restored' }), newsWith()] })], '1 lost, 1 restored: 6sense in acme'],
    [[lookWith({ news: [newsWith()] }), lookWith({ integration: 'hg' })], '1 lost: 2 integrations in acme'],
    [
      fullMessage.looks,
      '3 lost, 1 unknown, 1 still missing, 1 definition changed, 2 restored, 2 about to end: 6sense in 2 orgs',
    ],
    [[lookWith()], 'nothing new: 6sense in acme'],
  ];
  for (const [looks, subject] of subjects)
    it(`has the subject ${subject}`, () =>
      expect(textOf({ ...fullMessage, looks }).subject).to.equal(`sf integration: ${subject}`));

  it('tells what was lost first, what is required before the rest', () =>
    expect(textOf(fullMessage).parts[0]?.items.map(({ word, what }) => `${word}: ${what}`)).to.deep.equal([
      'Lost: Read on Lead.Email',
      'Appeared, and must not be there: Modify All Data',
      'Lost: API Enabled',
      'Unknown now: Read on Case',
      'Still missing: Read on Task',
      'Definition changed: 6sense',
      'Restored: Read on Lead',
      'About to end: Salesforce API Integration',
      'Nearly used up: DailyApiRequests',
    ]));

  it('tells first which orgs could not be looked at, by cause, and which can be again', () => {
    const orgs = [
      { news: 'back', name: 'old', since: '2026-11-20T07:00:00Z', code: 'RequestLimit', text: 'No requests left.' },
      ...Array.from({ length: 22 }, (_, at) => ({
        ...{ news: 'failed', name: `org${at}`, since: '2026-11-28T07:00:00Z' },
        ...{ code: 'SessionExpired', text: 'The session has expired.' },
      })),
      { news: 'failed', name: 'dead', since: '2026-11-28T07:00:00Z', code: 'ConnectionLost', text: '<!channel>\nx' },
    ] as NonNullable<MonitorMessage['orgs']>;
    const text = textOf({ ...fullMessage, looks: [lookWith({ news: [newsWith()] })], orgs });
    expect(text.subject).to.equal(
      'sf integration: 1 lost, 23 orgs could not be looked at, 1 org can be looked at again: 6sense in acme',
    );
    expect(text.parts[0]?.items.map(({ word, what, lines }) => [word, what.slice(-20), lines[0]])).to.deep.equal([
      ['Could not be looked at', 'rg18, org19, and 2 more'.slice(-20), 'The session has expired.'],
      ['Could not be looked at', 'dead', '<!channel> x'],
      ['Looked at again', 'old', 'Could not be looked at since 2026-11-20 07:00 UTC.'],
    ]);
    const [, first, second] = orgs;
    const unlike = [first, second && { ...second, text: 'The session of org1 has ended.' }].flatMap((one) => one ?? []);
    expect(textOf({ ...fullMessage, looks: [], orgs: unlike }).parts[0]?.items.map(({ lines }) => lines)).to.deep.equal(
      [
        [
          'org0: The session has expired.',
          'org1: The session of org1 has ended.',
          'What is lost there is told at the first look that succeeds. This is not told again until it does.',
        ],
      ],
    );
    const many = Array.from({ length: 12 }, (_, at) => ({ ...unlike[0], name: `org${at}`, text: `Reason ${at}.` }));
    const [item] = textOf({ ...fullMessage, looks: [], orgs: many as typeof orgs }).parts[0]?.items ?? [];
    expect(item?.lines.slice(-3)).to.deep.equal([
      'org6: Reason 6.',
      'And 5 more lines.',
      'What is lost there is told at the first look that succeeds. This is not told again until it does.',
    ]);
    const alone = textOf({ ...fullMessage, looks: [], orgs: orgs.slice(0, 1) });
    expect(alone.subject).to.equal('sf integration: 1 org can be looked at again');
    expect(plainText(alone)).to.include('✓ Looked at again: old');
    const body: unknown = JSON.parse(JSON.stringify(webhookBody({ ...fullMessage, orgs }, text)));
    const validate = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(webhookBodyJsonSchema());
    expect(validate(body), JSON.stringify(validate.errors)).to.equal(true);
    expect(body).to.have.nested.property('orgs[23].code', 'ConnectionLost');
  });

  it('names three entries of the audit trail and says how many more there are', () => {
    const by = Array.from({ length: 5 }, (_, at) => ({
      when: '2026-11-27T15:02:11Z',
      who: `u${at}`,
      action: 'A',
      text: 't',
    }));
    const [part] = textOf({ ...fullMessage, looks: [lookWith({ news: [newsWith({ by, why: [] })] })] }).parts;
    expect(part?.items[0]?.lines).to.deep.equal([
      'Since 2026-11-28 07:00 UTC.',
      ...['u0', 'u1', 'u2'].map((who) => `By ${who}, 2026-11-27 15:02 UTC: t (A)`),
      'And 2 more entries of the audit trail.',
    ]);
  });

  it('leaves out a command that is too long, and never cuts one', () => {
    const [part] = textOf({ ...fullMessage, looks: [lookWith({ command: `sf ${'x'.repeat(3000)}` })] }).parts;
    expect(part?.command).to.equal(null);
  });

  for (const text of hostile)
    it(`leaves ${JSON.stringify(text)} text`, () => {
      const message = hostileMessage(text);
      const words = textOf(message);
      expect(words.subject).not.to.match(/[\r\n\u001b\u202E]/);
      const plain = plainText(words);
      expect(plain).not.to.match(/[\r\u001b\u202E]/);
      expect(plain.split('\n').some((line) => /^(?:Bcc|##|::)/.test(line))).to.equal(false);

      const slack = slackOf(message);
      expect(slack.text).not.to.match(/[<>]/);
      for (const block of slack.blocks)
        if (block.type === 'rich_text') expect(block.elements[0]?.type).to.equal('rich_text_preformatted');
        else
          for (const one of block.type === 'context' ? block.elements : [block.text])
            expect(one).to.include({ type: 'plain_text', emoji: false });

      for (const line of teamsOf(message).attachments[0]?.content.body ?? [])
        for (const run of line.inlines) {
          expect(run.type).to.equal('TextRun');
          expect(run.text).not.to.include('{{');
        }

      const html = mailHtml(words);
      const tags = [...html.matchAll(/<\/?([a-z!][\w-]*)/gi)].map(([, tag = '']) => tag.toLowerCase());
      expect([...new Set(tags)].sort()).to.deep.equal(
        [
          '!doctype',
          'body',
          'br',
          'h1',
          'h2',
          'head',
          'html',
          'li',
          'meta',
          'p',
          'pre',
          'strong',
          'title',
          'ul',
        ].sort(),
      );
      expect(html).not.to.match(/<[^>]*\son\w+=/);

      const [news] = issueNewsOf(message);
      if (!news) return expect.fail('no issue');
      for (const markdown of [
        messageMarkdown(words),
        issueBody(message, news, said),
        issueComment(message, news, said),
      ]) {
        // What is within code means nothing.
        const bare = markdown
          .replace(/^```+[^]*?^```+$/gm, '')
          .replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '')
          .replace(/^<!-- [\w -]+ -->$/gm, '');
        expect(bare).not.to.match(/@octocat|<script|<img|!\[|<!|\*\*bold|^## Heading/m);
        expect(bare.replaceAll('<br>', '').replace(/<\/?code>/g, '')).not.to.match(/</);
      }
      const marks = [...issueBody(message, news, said).matchAll(/^<!-- sf-integration-monitor (\w+)/gm)].map(
        ([, of]) => of,
      );
      expect(marks).to.deep.equal(['message', 'issue']);
      expect(issueTitle(news, said)).not.to.match(/@octocat|[\r\n]/);
    });

  for (const [looks, items] of [
    [1, 3],
    [1, 500],
    [3, 40],
    [60, 2],
    [300, 10],
  ] as const)
    it(`of ${looks} looks with ${items} losses each fits into every channel`, () => {
      const message = hugeMessage(looks, items);
      const slack = slackOf(message);
      expect(slack.blocks.length).to.be.at.most(50);
      for (const block of slack.blocks)
        if (block.type === 'section') expect(block.text.text.length).to.be.at.most(3000);
        else if (block.type === 'header') expect(block.text.text.length).to.be.at.most(150);
      expect(utf8Length(JSON.stringify(teamsOf(message)))).to.be.at.most(28 * 1024);
      for (const news of issueNewsOf(message).slice(0, 3)) {
        expect(issueBody(message, news, said).length).to.be.at.most(65_536);
        expect(issueTitle(news, said).length).to.be.at.most(256);
      }
      const told = JSON.stringify(teamsOf(message));
      const shownItems = told.split('Lost (required)').length - 1;
      const shownLooks = told.split('6sense for').length - 1;
      if (shownLooks < looks) expect(told).to.include(`And ${looks - shownLooks} more integrations and orgs.`);
      else if (shownItems < looks * items) expect(told).to.match(/And \d+ more\./);
    });

  it('says how many items were left out', () => {
    const cut = fitting(
      textOf(hugeMessage(1, 32)),
      said,
      (text) => text,
      ({ parts }) => (parts[0]?.items.length ?? 0) <= 20,
    );
    expect(cut.parts[0]).to.deep.include({ more: 'And 12 more.' });
    expect(cut.parts[0]?.items).to.have.length(20);
  });

  it('is for a webhook as its schema says, without who else is told', () => {
    const validate = new Ajv({ strict: false }).compile(webhookBodyJsonSchema());
    for (const message of [fullMessage, hostileMessage('<!channel>'), hugeMessage(3, 3)]) {
      const told = { ...message, looks: message.looks.map((look) => ({ ...look, notify: ['private@acme.com'] })) };
      const body = JSON.parse(JSON.stringify(webhookBody(told, textOf(told)))) as Record<string, unknown>;
      expect(validate(body), JSON.stringify(validate.errors)).to.equal(true);
      expect(JSON.stringify(body)).not.to.include('private@');
    }
  });

  it('has an issue for each integration and org, and none of two has the key of another', () => {
    const looks = [
      lookWith(),
      lookWith({ user: 'other@acme.com' }),
      lookWith({ integration: 'hg@a' }),
      lookWith({ integration: 'hg-40a' }),
      lookWith({ integration: 'HG@a' }),
    ];
    const issues = issueNewsOf({ looks });
    expect(issues.map(({ looks: own }) => own.length)).to.deep.equal([2, 1, 1, 1]);
    expect(new Set(issues.map(({ key }) => key)).size).to.equal(4);
    for (const { key } of issues)
      expect(key)
        .to.match(/^[a-z0-9-]+$/)
        .and.not.include('--');
  });
});
