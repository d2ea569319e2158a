/** A table for spreadsheets: RFC 4180, one row for each need or step. */
import { formatPlace } from '../../definition/definitionMistake.js';
import type { DocumentBeyond, DocumentGroup, DocumentItem, ReportDocument } from '../document/reportDocument.js';
import { sourceLine } from '../document/sourceTree.js';

/** So that Excel reads it as UTF-8: without it umlauts are broken. */
const byteOrderMark = '\uFEFF';

/**
 * How a cell begins that spreadsheets take for a formula (OWASP, "CSV Injection"), blanks before it or not; the wide
 * forms count too, as some programs make the narrow ones of them.
 */
const formula = /^\s*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Where a formula would begin for a spreadsheet that splits at another mark than the comma, and so takes no notice of the
 * quotes around the whole (OWASP, "CSV Injection").
 */
const innerFormula = /[;,|\t\r\n](?:[^\S\t\r\n]|")*(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** A text that is shown as it is: an apostrophe in front makes text of what would be a formula, and takes nothing away. */
const harmless = (text: string): string => {
  const guarded = text.replace(innerFormula, (before) => `${before}'`);
  return formula.test(guarded) ? `'${guarded}` : guarded;
};

const cell = (text: string): string => `"${harmless(text).replaceAll('"', '""')}"`;

/** The columns: their names are for scripts and do not change. */
const columns: ReadonlyArray<
  readonly [name: string, text: (item: DocumentItem, group: DocumentGroup, document: ReportDocument) => string]
> = [
  ['group', (_, { title }) => title],
  ['integration', (_, { integration = '' }) => integration],
  ['user', (_, { user = '' }) => user],
  ['status', ({ status }) => status],
  ['level', ({ level }) => level],
  ['need', ({ name }) => name],
  ['object', ({ sobject = '' }) => sobject],
  ['field', ({ field = '' }) => field],
  ['access', ({ access = '' }) => access],
  ['message', ({ message }) => message],
  ['whatToDo', ({ actions }) => actions.join(' ')],
  ['because', ({ because }) => because.join(' ')],
  ['from', ({ sources }) => sources.map(sourceLine).join('; ')],
  ['details', ({ details }) => details.map(({ text }) => text).join(' ')],
  ['blockedBy', ({ blockedBy }) => blockedBy.join('; ')],
  ['waivedBecause', ({ waiver }) => waiver?.reason ?? ''],
  ['waiverOwner', ({ waiver }) => waiver?.owner ?? ''],
  ['waiverExpires', ({ waiver }) => waiver?.expires ?? ''],
  ['place', ({ places }) => places.map(formatPlace).join('; ')],
  ['setup', ({ url = '' }) => url],
  ['kind', ({ kind }) => kind],
  ['code', ({ code }) => code],
  ['id', ({ id }) => id],
  ['org', (_, __, { org }) => org?.id ?? ''],
  ['instanceUrl', (_, __, { org }) => org?.instanceUrl ?? ''],
  ['readAt', (_, __, { at }) => at],
  ['runBy', (_, __, { runBy }) => runBy],
  ['orgName', (_, __, { org }) => org?.name ?? ''],
  // What could not be read is said, and never passes for a sandbox.
  ['orgType', (_, __, { org }) => (org === null ? '' : (org.type ?? 'unknown'))],
  ['pluginVersion', (_, __, { version }) => version],
];

/** What a user has beyond is a row too: of no need, and so with few of the columns. */
const beyondRow = (one: DocumentBeyond, document: ReportDocument): string[] => {
  const own: Readonly<Record<string, string>> = {
    integration: one.integrations.join('; '),
    user: one.user,
    status: 'surplus',
    need: one.name,
    object: one.sobject ?? '',
    field: one.field ?? '',
    access: one.access ?? '',
    message: one.powerWord,
    from: one.sources.join('; '),
    kind: one.kind,
    code: one.power,
    id: one.id,
    org: document.org?.id ?? '',
    instanceUrl: document.org?.instanceUrl ?? '',
    readAt: document.at,
    runBy: document.runBy,
    orgName: document.org?.name ?? '',
    orgType: document.org === null ? '' : (document.org.type ?? 'unknown'),
    pluginVersion: document.version,
  };
  return columns.map(([name]) => cell(own[name] ?? ''));
};

/** All items of all groups, each a row, below the names of the columns; then what users have beyond. */
export const csvOf = (document: ReportDocument): string => {
  const head = columns.map(([name]) => cell(name));
  const rows = document.groups.flatMap((group) =>
    group.items.map((item) => columns.map(([, text]) => cell(text(item, group, document)))),
  );
  const beyond = (document.beyond ?? []).map((one) => beyondRow(one, document));
  return byteOrderMark + [head, ...rows, ...beyond].map((row) => `${row.join(',')}\r\n`).join('');
};
