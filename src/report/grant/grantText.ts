import { blanketPermissions } from '../../platform/impliedAccess.js';
import { keyOf } from '../../platform/names.js';
import type { OrgIdentity, OrgSchema } from '../../access/snapshot.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Plan, PlannedEntry } from '../../grant/grantPlan.js';
import { byItself, byObject, tell } from '../check/findingsText.js';
import { stepLines } from '../check/nextSteps.js';
import type { ReportFinding } from '../check/checkReport.js';
import type { TextOptions } from '../check/textStyle.js';
import { below } from '../check/textStyle.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';

/** Permissions that give control over the whole org or its configuration: the question asks for them by name. */
const broad = new Set([...blanketPermissions, 'CustomizeApplication', 'AuthorApex', 'ModifyMetadata'].map(keyOf));

const labelOf = (schema: OrgSchema, name: string): string => {
  const column = schema.permissionSetColumns.known ? schema.permissionSetColumns.value.get(keyOf(name)) : undefined;
  return column ? `${column.label} (${column.name})` : name;
};

/** Labels of the planned permissions that give control over the whole org. */
export const broadPermissions = (plan: Plan, schema: OrgSchema): string[] =>
  plan.adds.flatMap(({ entry }) =>
    entry.kind === 'userPermission' && broad.has(keyOf(entry.name)) ? [labelOf(schema, entry.name)] : [],
  );

/** One line about why: who asked, or what cannot be without it. */
const why = ({ reason, neededBy }: PlannedEntry, { words }: TextOptions): string => {
  const shown =
    neededBy.length > 4 ? [...neededBy.slice(0, 4), words('plan.more', [String(neededBy.length - 4)])] : neededBy;
  return words(`plan.${reason}`, [shown.join(', ')]);
};

const permissionLines = (plan: Plan, schema: OrgSchema, options: TextOptions): string[] =>
  plan.adds.flatMap((planned) =>
    planned.entry.kind === 'userPermission'
      ? [
          ...hang('  + ', visible(labelOf(schema, planned.entry.name)), options.width),
          ...below('', [why(planned, options)], options, '      '),
        ]
      : [],
  );

/** Entries of one object or one access told in a line, those that were asked for apart from those that they need. */
const grouped = (
  plan: Plan,
  options: TextOptions,
  titleOf: (planned: PlannedEntry) => string | undefined,
  nameOf: (planned: PlannedEntry) => string,
): string[] => {
  const shown = plan.adds.filter((planned) => titleOf(planned) !== undefined);
  const groups = groupBy(shown, (planned) => `${titleOf(planned) ?? ''}|${planned.reason}`);
  return groups.flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const needed =
      first.reason === 'dependency'
        ? [
            options.words('plan.dependency', [
              unique(same.flatMap((p) => p.neededBy))
                .slice(0, 4)
                .join(', '),
            ]),
          ]
        : [];
    return [
      ...hang('  + ', visible(`${titleOf(first) ?? ''}: ${unique(same.map(nameOf)).join(', ')}`), options.width),
      ...below('', needed, options, '      '),
    ];
  });
};

const objectLines = (plan: Plan, options: TextOptions): string[] =>
  grouped(
    { ...plan, adds: [...plan.adds].sort((a, b) => rank(a) - rank(b)) },
    options,
    ({ entry }) => (entry.kind === 'object' ? entry.sobject : undefined),
    ({ entry }) => (entry.kind === 'object' ? options.words(`report.access.${entry.access}`) : ''),
  );

const rank = ({ entry }: PlannedEntry): number => (entry.kind === 'object' ? objectAccesses.indexOf(entry.access) : 0);

const fieldLines = (plan: Plan, options: TextOptions): string[] =>
  grouped(
    plan,
    options,
    ({ entry }) =>
      entry.kind === 'field' ? `${entry.sobject} ${options.words(`report.access.${entry.access}`)}` : undefined,
    ({ entry }) => (entry.kind === 'field' ? entry.field : ''),
  );

const section = (key: string, lines: readonly string[], { paint, words }: TextOptions): string[] =>
  lines.length === 0 ? [] : ['', paint('heading', words(key)), ...lines];

const userLines = (plan: Plan, { words, width }: TextOptions): string[] =>
  plan.users.flatMap(({ username, assign, licenses }) => {
    const parts = [
      ...licenses.map((license) => words('plan.license', [license])),
      assign ? words('plan.assign') : words('plan.noAssign'),
    ];
    return hang('  ', visible(`${username}: ${parts.join(', ')}`), width);
  });

/** The plan for a reviewer: what is given, why, by whom it is needed, what the platform adds, what stays to be done. */
export const planText = (
  plan: Plan,
  manual: readonly ReportFinding[],
  unclear: readonly string[],
  org: OrgIdentity,
  schema: OrgSchema,
  options: TextOptions,
): string => {
  const { words, width } = options;
  const { name, existing } = plan.permissionSet;
  const { integration, variant } = plan.requirements;
  const control = broadPermissions(plan, schema);
  const nothing = plan.adds.length === 0 && plan.users.every((user) => !user.assign && user.licenses.length === 0);
  return [
    ...hang(
      '',
      words('plan.title', [variant === null ? integration : `${integration}@${variant}`, org.instanceUrl, org.id]),
      width,
    ),
    ...(nothing ? [] : hang('', words(existing ? 'plan.set.extend' : 'plan.set.create', [name]), width)),
    ...(nothing ? ['', ...hang('', words('plan.nothing'), width)] : []),
    ...(unclear.length > 0 ? ['', ...hang('', visible(words('plan.unclear', [unclear.join(', ')])), width)] : []),
    ...section('plan.section.users', userLines(plan, options), options),
    ...section('report.section.userPermission', permissionLines(plan, schema, options), options),
    ...section('report.section.object', objectLines(plan, options), options),
    ...section('report.section.field', fieldLines(plan, options), options),
    ...section(
      'plan.section.platform',
      plan.platformAdds.length > 0 ? hang('  ', words('plan.platform', [plan.platformAdds.join(', ')]), width) : [],
      options,
    ),
    ...section(
      'plan.section.control',
      control.flatMap((label) => hang('  ! ', visible(label), width)),
      options,
    ),
    ...section('plan.section.manual', manualLines(manual, options), options),
    '',
    ...hang(
      '',
      words('plan.summary', [String(plan.adds.length), String(plan.closes.length), String(plan.manual.length)]),
      width,
    ),
  ].join('\n');
};

/** What stays for people: each finding, and what to do about them in one list. */
const manualLines = (manual: readonly ReportFinding[], options: TextOptions): string[] => {
  const [fields, others] = [
    manual.filter(({ kind }) => kind === 'field'),
    manual.filter(({ kind }) => kind !== 'field'),
  ];
  const steps = unique(manual.flatMap(({ actions }) => actions)).map((text) => ({ text }));
  return [
    ...tell(others, byItself, options, true),
    ...tell(fields, byObject, options, true),
    ...section('plan.section.manualSteps', stepLines(steps, options.width), options),
  ];
};

/** How each step ended. */
export const outcomeText = (outcomes: readonly Outcome[], options: TextOptions): string => {
  const { words, paint, width } = options;
  return outcomes
    .flatMap(({ step, user, result, code, detail }) => {
      const tone = result === 'failed' ? 'bad' : result === 'skipped' ? 'unsure' : 'good';
      const word = words(`outcome.${result}`);
      const about = [words(`step.${step}`), user, detail]
        .filter((part) => part !== undefined && part !== '')
        .join(': ');
      const [first = '', ...rest] = hang('            ', visible(about), width);
      const next =
        result === 'failed' && code !== undefined ? below('> ', [advice(code, options)], options, '            ') : [];
      return [
        `  ${paint(tone, word)}${' '.repeat(Math.max(1, 10 - word.length))}${first.trimStart()}`,
        ...rest,
        ...next,
      ];
    })
    .join('\n');
};

/** Codes of the platform and of ours for which there is something better to say than OTHER; each has its sentence. */
export const adviceCodes: readonly string[] = [
  'FIELD_INTEGRITY_EXCEPTION',
  'LICENSE_LIMIT_EXCEEDED',
  'DUPLICATE_DEVELOPER_NAME',
  'DUPLICATE_VALUE',
  'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'INVALID_CROSS_REFERENCE_KEY',
  'UNABLE_TO_LOCK_ROW',
  'NOT_EFFECTIVE',
  'NO_SUCH_LICENSE',
  'GROUP_FAILED',
  'SESSION_EXPIRED',
  'API_DISABLED',
  'REQUEST_LIMIT',
  'SERVER_UNAVAILABLE',
  'CONNECTION_LOST',
  'NOT_SALESFORCE_ANSWER',
  'GAVE_UP_WAITING',
  'RECEIPT_UNWRITABLE',
  'REFUSED_BY_VALIDATION',
];

/** What to do about a platform error, by its code. */
const advice = (code: string, { words }: TextOptions): string =>
  words(`advice.${adviceCodes.includes(code) ? code : 'OTHER'}`);
