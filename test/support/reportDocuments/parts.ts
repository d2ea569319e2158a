/** Small makers of what reports are made of, with everything filled in that a test does not say. */
import type {
  DocumentCause,
  DocumentGroup,
  DocumentItem,
  ReportDocument,
} from '../../../src/report/document/reportDocument.js';
import { statusTones } from '../../../src/report/check/textStyle.js';
import type { Level } from '../../../src/kinds/requirement.js';
import type { Status } from '../../../src/kinds/verdict.js';

export const instanceUrl = 'https://acme.my.salesforce.com';

const wordOf: Readonly<Record<Status, string>> = {
  met: 'ok',
  degraded: 'DEGRADED',
  unmet: 'MISSING',
  impossible: 'IMPOSSIBLE',
  unknown: 'UNKNOWN',
  notApplicable: 'n/a',
  waived: 'waived',
};

/** One finding; required and missing where nothing else is said. */
export const anItem = (own: Partial<DocumentItem> & Pick<DocumentItem, 'id'>): DocumentItem => {
  const { status = 'unmet', level = 'required', name = own.id } = own;
  const word = wordOf[status];
  return {
    kind: own.id.slice(0, own.id.indexOf(':')) || 'step',
    level,
    status,
    fails: level === 'required' && ['unmet', 'impossible', 'unknown'].includes(status),
    code: 'USER_PERMISSION_MISSING',
    tone: level === 'optional' ? 'plain' : statusTones[status],
    statusWord: level === 'required' ? word : word.toLowerCase(),
    name,
    message: status === 'met' ? `${name} is there.` : `The user does not have ${name}.`,
    because: [],
    actions: [],
    sources: [],
    details: [],
    blockedBy: [],
    places: [],
    ...own,
  };
};

/** Object access as a finding. */
export const objectItem = (sobject: string, access: string, own: Partial<DocumentItem> = {}): DocumentItem =>
  anItem({ id: `object:${sobject}:${access}`, code: 'OBJECT_PERMISSION_MISSING', sobject, access, ...own });

/** Field access as a finding. */
export const fieldItem = (
  sobject: string,
  field: string,
  access: string,
  own: Partial<DocumentItem> = {},
): DocumentItem =>
  anItem({
    id: `field:${sobject}.${field}:${access}`,
    code: 'FIELD_PERMISSION_MISSING',
    sobject,
    field,
    access,
    ...own,
  });

/** A cause with the findings that hang on it. */
export const aCause = (title: string, text: string, items: readonly DocumentItem[]): DocumentCause => {
  const count = (level: Level): number => items.filter((item) => item.level === level).length;
  return {
    title,
    text,
    tone: 'bad',
    ids: items.map(({ id }) => id),
    needs: { required: count('required'), recommended: count('recommended'), optional: count('optional') },
  };
};

/** A group; not ready where nothing else is said. */
export const aGroup = (own: Partial<DocumentGroup> & Pick<DocumentGroup, 'key'>): DocumentGroup => ({
  title: own.key,
  facts: [],
  verdict: { word: 'NOT READY', text: 'Required needs are missing.', tone: 'bad' },
  warnings: [],
  causes: [],
  items: [],
  ...own,
});

/** A report of a check in a production org. */
export const aDocument = (own: Partial<ReportDocument> = {}): ReportDocument => ({
  command: 'check',
  title: 'ciro for ciro@example.com',
  facts: [],
  org: { id: '00D000000000001EAA', instanceUrl, name: 'Acme', type: 'production' },
  runBy: 'admin@example.com',
  at: '2026-11-28T06:00:00.000Z',
  version: '0.1.0',
  exitCode: 1,
  verdict: { word: 'NOT READY', text: 'Required needs are missing.', tone: 'bad' },
  tables: [],
  groups: [],
  steps: [],
  unread: [],
  json: {},
  ...own,
});
