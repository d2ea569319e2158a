/** Names and texts that somebody in the org may choose to harm whoever reads the report. */
import type { ReportDocument } from '../../../src/report/document/reportDocument.js';
import { aCause, aDocument, aGroup, anItem, fieldItem, objectItem } from './parts.js';

/** Each of these is to stay a text, wherever it stands. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '</title></style></script><script>alert(2)</script>',
  '"><img src=x onerror=alert(3)>',
  "' onmouseover='alert(4)",
  '<!-- a comment',
  '&lt;b&gt; &amp; &#60;',
  'javascript:alert(5)',
  '%s {1} ${7}',
  '\u202Etxt.exe\u0000\u001B[31m',
  '<a href="https://evil.example">Open in Setup</a>',
  'Ünïcode – 漢字 🙂',
];

/** Addresses that the page may not link to. */
export const hostileUrls: readonly string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)//acme.my.salesforce.com',
  'data:text/html,<script>alert(1)</script>',
  'http://acme.my.salesforce.com/lightning',
  'https://evil.example/acme.my.salesforce.com',
  'https://acme.my.salesforce.com@evil.example/',
  'https://user:secret@acme.my.salesforce.com/',
  'https://acme.my.salesforce.com.evil.example/',
  'https://acme.my.salesforce.com:8443/',
  '//evil.example/x',
  '/lightning/setup',
  '',
];

export const hostile: ReportDocument = (() => {
  const items = hostileTexts.flatMap((text, at) => [
    anItem({
      id: `userPermission:${text}`,
      code: text,
      statusWord: text,
      name: text,
      message: text,
      because: [text],
      actions: [text],
      sources: [{ text, below: [{ text, below: [] }] }],
      details: [{ text, tone: 'bad', url: hostileUrls[at] ?? '' }],
      blockedBy: [text],
      places: [{ file: text, line: 1, column: 2 }],
      url: hostileUrls[at] ?? '',
      waiver: { reason: text, owner: text, expires: text },
    }),
    objectItem(text, text),
    fieldItem(text, text, text),
  ]);
  // All in the first group, and each in one of its own.
  const own = (at: number): typeof items => (at === 0 ? items : items.slice(at * 3, at * 3 + 3));
  const [text = ''] = hostileTexts;
  return aDocument({
    command: text,
    title: text,
    facts: hostileTexts.map((one) => ({ label: one, text: one })),
    org: { id: text, instanceUrl: 'https://acme.my.salesforce.com', name: text, type: null },
    version: text,
    at: text,
    verdict: { word: text, text, tone: 'bad' },
    tables: hostileTexts.map((one) => ({
      key: one,
      title: one,
      notes: [one],
      columns: [one, one],
      rows: [[{ text: one }, { text: one, tone: 'bad' }]],
    })),
    groups: hostileTexts.map((one, at) =>
      aGroup({
        key: one,
        title: one,
        user: one,
        integration: one,
        facts: [{ label: one, text: one }],
        verdict: { word: one, text: one, tone: 'bad' },
        warnings: [one],
        causes: [aCause(one, one, own(at))],
        items: own(at),
      }),
    ),
    steps: hostileTexts.map((one) => ({ text: one, command: one })),
    unread: hostileTexts,
    json: hostileTexts,
  });
})();
