/** Messages for the tests of what channels are sent. */
import type { LookNews, MonitorMessage } from '../../../../src/monitor/message.js';
import type { News } from '../../../../src/monitor/news.js';

/** One look; what is given takes the place of what is here. */
export const lookWith = (given: Partial<LookNews> = {}): LookNews => ({
  org: {
    id: '00D5g00000AbCdEEAV',
    username: 'monitor@acme.com',
    shortName: 'acme',
    type: 'production',
    instanceUrl: 'https://acme.my.salesforce.com',
  },
  integration: '6sense',
  user: '6sense@acme.com',
  since: '2026-11-27T07:00:00.000Z',
  news: [],
  upcoming: [],
  missing: 1,
  command: 'sf integration check --integration 6sense --target-org acme --user 6sense@acme.com',
  notify: [],
  ...given,
});

/** One piece of news; what is given takes the place of what is here. */
export const newsWith = (given: Partial<News> = {}): News => ({
  news: 'lost',
  id: 'field:Lead.Email:read',
  was: 'met',
  is: 'unmet',
  since: '2026-11-28T07:00:00.000Z',
  level: 'required',
  what: 'Read on Lead.Email',
  why: [
    'No assigned profile or permission set gives Read on Lead.Email.',
    'Needed because 6sense matches leads by their address.',
  ],
  by: [
    {
      when: '2026-11-27T15:02:11.000Z',
      who: 'ada@acme.com',
      action: 'PermSetUnassign',
      text: 'Unassigned permission set 6sense from user 6sense',
    },
  ],
  ...given,
});

/** Everything that a look can tell. */
export const fullMessage: MonitorMessage = {
  id: 'm-2026-11-28-1',
  at: '2026-11-28T07:00:00.000Z',
  looks: [
    lookWith({
      missing: 3,
      news: [
        newsWith({
          news: 'restored',
          id: 'object:Lead:read',
          was: 'unmet',
          is: 'met',
          what: 'Read on Lead',
          why: [],
          by: [],
        }),
        newsWith(),
        newsWith({
          ...{ id: 'userPermission:ApiEnabled', what: 'API Enabled', level: 'recommended' },
          ...{ why: [], by: [], nobody: 'NO_ENTRY' },
        }),
        newsWith({
          ...{ id: 'not:userPermission:ModifyAllData', what: 'Modify All Data', forbid: true, was: 'met' },
          ...{ why: ['Permission set Power gives it.'], by: [], nobody: 'NOT_VISIBLE' },
        }),
        newsWith({
          news: 'becameUnknown',
          id: 'object:Case:read',
          is: 'unknown',
          what: 'Read on Case',
          why: [],
          by: [],
        }),
        newsWith({ news: 'stillMissing', id: 'object:Task:read', was: 'unmet', what: 'Read on Task', why: [], by: [] }),
        newsWith({
          ...{ news: 'definitionChanged', id: '6sense', was: null, is: null, level: null, what: '6sense' },
          ...{ why: ['The definition asks for 2 needs more than in the look before.'], by: [] },
        }),
      ],
      upcoming: [
        {
          kind: 'license',
          name: 'Salesforce API Integration',
          ends: '2026-12-05T00:00:00.000Z',
          text: 'It ends in 7 days.',
        },
        {
          kind: 'apiRequests',
          name: 'DailyApiRequests',
          ends: null,
          text: '96 % of the API requests of a day are used.',
        },
      ],
    }),
    lookWith({
      org: {
        ...{ id: '00D5g00000XyZzZEAV', username: 'monitor@globex.com.uat', shortName: 'globex-uat' },
        ...{ type: 'sandbox', instanceUrl: 'https://globex--uat.sandbox.my.salesforce.com' },
      },
      missing: 0,
      news: [newsWith({ news: 'restored', was: 'unmet', is: 'met', why: [], by: [] })],
    }),
  ],
};

/** What somebody calls things who wants them to be obeyed. */
export const hostile = [
  ...[
    '<!channel>',
    '<@U012AB3CD>',
    '<https://evil.example|click>',
    '@octocat',
    '#1',
    '![x](https://evil.example/x.png)',
  ],
  ...[
    '**bold**',
    '<script>alert(1)</script>',
    '</pre><img src=x onerror=alert(1)>',
    '{{DATE(2026-01-01)}}',
    '<at>all</at>',
  ],
  ...[
    'a\r\nBcc: victim@evil.example',
    '\u001b[31mred',
    '\u202Egnp.exe',
    '--> <!-- sf-integration-monitor',
    '::error::x',
  ],
  ...['`code`', '\n## Heading', '*a* _b_ ~c~', ':tada:', '& < > "', '=?utf-8?q?x?='],
];

/** A message in which every text of the org is one of the hostile ones. */
export const hostileMessage = (text: string): MonitorMessage => ({
  id: 'm-1',
  at: '2026-11-28T07:00:00.000Z',
  looks: [
    lookWith({
      org: { id: '00D5g00000AbCdEEAV', username: text, shortName: text, type: null, instanceUrl: 'https://x.example' },
      ...{ integration: text, user: text, command: `sf integration check --target-org '${text}'` },
      news: [
        newsWith({
          ...{ what: text, why: [text] },
          by: [{ when: '2026-11-27T15:02:11.000Z', who: text, action: text, text }],
        }),
      ],
      upcoming: [{ kind: 'assignment', name: text, ends: '2026-12-05T00:00:00.000Z', text }],
    }),
  ],
});

/** A message that is too large for everything. */
export const hugeMessage = (looks: number, items: number): MonitorMessage => ({
  id: 'm-huge',
  at: '2026-11-28T07:00:00.000Z',
  looks: Array.from({ length: looks }, (_, at) =>
    lookWith({
      org: {
        ...{ id: `00D${String(at).padStart(15, '0')}`, username: `u${at}@acme.com`, shortName: `org-${at}` },
        ...{ type: 'production', instanceUrl: 'https://acme.my.salesforce.com' },
      },
      missing: items,
      news: Array.from({ length: items }, (__, number) =>
        newsWith({ id: `field:Lead.F${number}__c:read`, what: `Read on Lead.F${number}__c ${'é<&'.repeat(60)}` }),
      ),
    }),
  ),
});
