/** Reports of many findings: one user with very many, and many users with several definitions. */
import type { DocumentGroup, DocumentItem, ReportDocument } from '../../../src/report/document/reportDocument.js';
import type { Level } from '../../../src/kinds/requirement.js';
import type { Status } from '../../../src/kinds/verdict.js';
import { aCause, aDocument, aGroup, fieldItem, objectItem } from './parts.js';

const accesses = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'];
const statuses: readonly Status[] = ['met', 'unmet', 'met', 'degraded', 'met', 'unmet', 'met', 'unknown', 'met', 'met'];
const levels: readonly Level[] = ['required', 'required', 'recommended', 'required', 'optional'];

const itemAt = (at: number): DocumentItem => {
  const own = {
    status: statuses[at % statuses.length] ?? 'met',
    level: levels[at % levels.length] ?? 'required',
    because: ['All records that are synced have to be reachable regardless of sharing.'],
    actions: ['Give it in a permission set.'],
    sources: [
      { text: 'Permission set Sales Read (Sales_Read)', below: [{ text: 'Permission set group Sales', below: [] }] },
    ],
    places: [{ file: 'integrations/wide.yml', line: at + 1, column: 5 }],
  } as const;
  const sobject = `Custom_Object_${Math.floor(at / 50)}__c`;
  return at % 50 < accesses.length
    ? objectItem(sobject, accesses[at % 50] ?? 'read', { ...own, name: `${accesses[at % 50] ?? ''} on ${sobject}` })
    : fieldItem(sobject, `Field_${at % 50}__c`, 'edit', { ...own, name: `Edit on ${sobject}.Field_${at % 50}__c` });
};

const itemsOf = (count: number): DocumentItem[] => Array.from({ length: count }, (_, at) => itemAt(at));

const causesOf = (items: readonly DocumentItem[]): DocumentGroup['causes'] => {
  const open = items.filter(({ status }) => status !== 'met');
  return [0, 1, 2].map((third) =>
    aCause(
      `Cause ${third + 1}`,
      'What one permission set would mend.',
      open.filter((_, at) => at % 3 === third),
    ),
  );
};

/** One user and one definition with so many findings. */
export const wide = (count: number): ReportDocument => {
  const items = itemsOf(count);
  return aDocument({
    title: 'Wide for wide@example.com',
    groups: [
      aGroup({
        key: 'wide',
        title: 'Wide for wide@example.com',
        user: 'wide@example.com',
        integration: 'wide',
        causes: causesOf(items),
        items,
      }),
    ],
  });
};

/** So many users against so many definitions, each with so many findings. */
export const many = (users: number, definitions: number, count: number): ReportDocument => {
  const names = Array.from({ length: definitions }, (_, at) => `vendor-${at + 1}`);
  const people = Array.from({ length: users }, (_, at) => `user${at + 1}@example.com`);
  const items = itemsOf(count);
  const isReady = (at: number, other: number): boolean => (at + other) % 3 === 0;
  return aDocument({
    title: `${users} users, ${definitions} definitions`,
    tables: [
      {
        key: 'readiness',
        title: 'Who is ready for what',
        notes: [],
        columns: ['User', ...names],
        rowUsers: people,
        rows: people.map((user, at) => [
          { text: user },
          ...names.map((_, other) =>
            isReady(at, other)
              ? ({ text: 'READY', tone: 'good' } as const)
              : ({ text: '27 missing', tone: 'bad' } as const),
          ),
        ]),
      },
    ],
    groups: people.flatMap((user, at) =>
      names.map((integration, other) =>
        isReady(at, other)
          ? aGroup({
              key: `${integration} ${user}`,
              title: `${integration} for ${user}`,
              user,
              integration,
              verdict: { word: 'READY', text: 'Everything that is required is there.', tone: 'good' },
              items: items.map((item) => ({
                ...item,
                status: 'met' as const,
                statusWord: 'ok',
                tone: 'plain' as const,
              })),
            })
          : aGroup({
              key: `${integration} ${user}`,
              title: `${integration} for ${user}`,
              user,
              integration,
              causes: causesOf(items),
              items,
            }),
      ),
    ),
  });
};
