/** The fields of a check one by one, as the field page of a vendor shows them: active or in error, and why. */
import { sameName } from '../../platform/names.js';
import { nearest } from '../../kinds/nearest.js';
import { unique } from '../groups.js';
import { columns, hang, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import type { FieldFilter } from './fieldFilter.js';
import { integrationName } from './readinessMatrix.js';
import { toneOf } from './textStyle.js';
import type { TextOptions, Tone } from './textStyle.js';
import { waiverReason } from './waiversText.js';

/** What a field can be for the integration. */
const fieldStates = ['active', 'error', 'unknown', 'absent', 'waived'] as const;
type FieldState = (typeof fieldStates)[number];

/** One field of a definition for one user. */
export type FieldRow = {
  readonly name: string;
  readonly access: string;
  /** `Active (Standardized)`, `Active`, `Error (Standardized)` … */
  readonly status: string;
  readonly state: FieldState;
  readonly tone: Tone;
  /** Why; empty for what is active. */
  readonly reason: string;
};

const stateOf = ({ status }: ReportFinding): FieldState => {
  switch (status) {
    case 'met':
    case 'degraded':
      return 'active';
    case 'unmet':
    case 'impossible':
      return 'error';
    case 'unknown':
      return 'unknown';
    case 'notApplicable':
      return 'absent';
    case 'waived':
      return 'waived';
  }
};

const reasonOf = (finding: ReportFinding, words: Words): string => {
  if (finding.waiver) return waiverReason(finding.waiver, words);
  return finding.status === 'met' ? '' : finding.message;
};

/** The fields that the definition asks for, in the order of the findings; those that a user must not have are none of them. */
export const fieldRows = (
  { findings }: Pick<ReportCheck, 'findings'>,
  { search = '', sobjects }: FieldFilter,
  words: Words,
): FieldRow[] =>
  findings.flatMap((finding): FieldRow[] => {
    const { need, forbid } = finding;
    if (need.kind !== 'field' || forbid) return [];
    const name = `${need.sobject}.${need.field}`;
    const isWanted =
      name.toLowerCase().includes(search.trim().toLowerCase()) &&
      (sobjects.length === 0 || sobjects.some((sobject) => sameName(sobject, need.sobject)));
    if (!isWanted) return [];
    const state = stateOf(finding);
    const word = words(`report.field.${state}`);
    const status = need.standardized ? words('report.field.standardized', [word]) : word;
    const isWeaker = finding.level !== 'required' && (state === 'error' || state === 'unknown');
    return [
      {
        name: visible(name),
        access: words(`report.column.${need.access}`),
        // An error that does not keep the user from being ready says so.
        status: isWeaker ? words('report.field.weaker', [status, words(`report.level.${finding.level}`)]) : status,
        state,
        tone: state === 'active' && finding.status === 'met' ? 'good' : toneOf(finding),
        reason: reasonOf(finding, words),
      },
    ];
  });

const totals = (rows: readonly FieldRow[], { words }: TextOptions): string => {
  const parts = fieldStates.flatMap((state) => {
    const number = rows.filter((row) => row.state === state).length;
    return number === 0 ? [] : [words(`report.field.count.${state}`, [String(number)])];
  });
  return words('report.field.total', [String(rows.length), parts.join(', ')]);
};

/** The table of one check; reasons stand below their fields. */
const tableOf = (rows: readonly FieldRow[], { words, width, paint }: TextOptions): string[] => {
  const heads = ['field', 'access', 'status'].map((key) => words(`report.field.head.${key}`));
  const cells = rows.map(({ name, access, status }) => [name, access, status]);
  const widths = widthsOf([heads, ...cells]);
  const line = ({ name, access, status, tone }: FieldRow): string => {
    const text = columns([name, access, status], widths);
    return text.slice(0, text.length - status.length) + paint(tone, status);
  };
  return [
    `  ${paint('heading', columns(heads, widths))}`,
    ...rows.flatMap((row) => [`  ${line(row)}`, ...(row.reason === '' ? [] : hang('      ', row.reason, width))]),
  ];
};

/** Objects that were looked for and of which the definition names no field: misspelt, or another one was meant. */
const unknownObjects = (
  { findings }: ReportCheck,
  { sobjects }: FieldFilter,
  { words, width }: TextOptions,
): string[] => {
  const known = unique(
    findings.flatMap(({ need, forbid }) => (need.kind === 'field' && !forbid ? [need.sobject] : [])),
  );
  return sobjects
    .filter((sobject) => !known.some((one) => sameName(one, sobject)))
    .flatMap((sobject) => {
      const near = nearest(sobject, known);
      if (known.length === 0) return [];
      const key = near.length > 0 ? 'report.field.noObject' : 'report.field.noObject.others';
      return hang('  ', words(key, [visible(sobject), visible((near.length > 0 ? near : known).join(', '))]), width);
    });
};

/** What stands above the table of a check. */
const titleOf = (check: ReportCheck, { words, paint }: TextOptions): string =>
  paint('heading', words('report.pair', [integrationName(check), visible(check.user.username)]));

/** The fields of every check as tables, each with its numbers. */
export const fieldView = (
  { checks }: Pick<CheckReport, 'checks'>,
  filter: FieldFilter,
  options: TextOptions,
): string[] =>
  checks.flatMap((check, at) => {
    const rows = fieldRows(check, filter, options.words);
    return [
      ...(at > 0 ? [''] : []),
      titleOf(check, options),
      ...(rows.length === 0
        ? [`  ${options.words('report.field.none')}`]
        : [...tableOf(rows, options), '', ...hang('  ', totals(rows, options), options.width)]),
      ...unknownObjects(check, filter, options),
    ];
  });
