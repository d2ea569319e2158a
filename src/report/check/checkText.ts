import type { Status } from '../../kinds/verdict.js';
import { isReady } from '../../exitCode.js';
import { groupBy } from '../groups.js';
import { columns, hang, widthsOf } from '../layout.js';
import { visible } from '../visible.js';
import { byItself, byObject, tell } from './findingsText.js';
import type { Telling } from './findingsText.js';
import { objectMatrix } from './objectMatrix.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import type { TextOptions, Tone } from './textStyle.js';

const isForbidden = ({ id }: ReportFinding): boolean => id.startsWith('not:');

type Section = {
  readonly key: string;
  readonly has: (finding: ReportFinding) => boolean;
  readonly telling: Telling | 'matrix';
};

const ofKind =
  (...kinds: readonly ReportFinding['kind'][]) =>
  (finding: ReportFinding): boolean =>
    kinds.includes(finding.kind) && !isForbidden(finding);

/** In the order in which an administrator works: the user, permissions, objects, fields, the rest. */
const sections: readonly Section[] = [
  { key: 'user', has: ofKind('user', 'license'), telling: byItself },
  { key: 'userPermission', has: ofKind('userPermission'), telling: byItself },
  { key: 'object', has: ofKind('object'), telling: 'matrix' },
  { key: 'field', has: ofKind('field'), telling: byObject },
  { key: 'forbidden', has: isForbidden, telling: byItself },
  { key: 'api', has: ofKind('api'), telling: byItself },
  { key: 'anyOf', has: ofKind('anyOf'), telling: byItself },
  { key: 'historyTracking', has: ofKind('historyTracking'), telling: byItself },
  { key: 'environment', has: ofKind('picklistValue', 'automation'), telling: byItself },
];

const sectionText = ({ key, has, telling }: Section, check: ReportCheck, options: TextOptions): string[] => {
  const findings = check.findings.filter(has);
  const lines = telling === 'matrix' ? objectMatrix(findings, options) : tell(findings, telling, options);
  return lines.length === 0 ? [] : ['', options.paint('heading', options.words(`report.section.${key}`)), ...lines];
};

/** How many required findings have one of these statuses. */
const countRequired = ({ findings }: ReportCheck, ...statuses: readonly Status[]): number =>
  findings.filter(({ level, status }) => level === 'required' && statuses.includes(status)).length;

/** What a check came to, in one word and one sentence. */
const verdict = (check: ReportCheck, { words }: TextOptions): { word: string; tone: Tone; text: string } => {
  const { exitCode } = check;
  const missing = countRequired(check, 'unmet', 'impossible');
  const unclear = countRequired(check, 'unknown');
  if (isReady(exitCode)) return { word: words('report.ready'), tone: 'good', text: words('report.ready.text') };
  if (missing === 1) return { word: words('report.notReady'), tone: 'bad', text: words('report.missing.one') };
  if (missing > 0)
    return { word: words('report.notReady'), tone: 'bad', text: words('report.missing.text', [String(missing)]) };
  if (unclear > 0)
    return { word: words('report.notKnown'), tone: 'unsure', text: words('report.unclear.text', [String(unclear)]) };
  return { word: words('report.notReady'), tone: 'unsure', text: words('report.recommended.text') };
};

const nameOf = ({ requirements: { integration, variant } }: ReportCheck): string =>
  variant === null ? integration : `${integration}@${variant}`;

/** Whom, where and how: an administrator must never wonder which user or org was looked at. */
const about = (check: ReportCheck, { org }: CheckReport, options: TextOptions): string[] => {
  const { words, width } = options;
  const { user } = check;
  const hidden = words('report.hidden');
  const suffix = user.requestedUsername === null ? '' : ` ${words('report.sandboxSuffix', [user.requestedUsername])}`;
  const lines: [string, string][] = [
    ['integration', nameOf(check)],
    ['user', `${user.name} <${user.username}>${suffix}`],
    [
      'profile',
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ],
    ['org', words('report.org.text', [org.instanceUrl, org.id, org.apiVersion])],
    ['mode', words(`report.mode.${user.evidence.mode}`, [org.username])],
  ];
  return lines.flatMap(([key, text]) => hang(words(`report.${key}`).padEnd(13), visible(text), width));
};

const summary = ({ summary: counts }: ReportCheck, { words, width }: TextOptions): string[] => {
  const parts = (Object.entries(counts) as [Status, number][])
    .filter(([status, count]) => count > 0 || status === 'met')
    .map(([status, count]) => words(`report.count.${status}`, [String(count)]));
  return hang('', words('report.summary', [parts.join(', ')]), width);
};

const details = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => {
  const { word, tone, text } = verdict(check, options);
  return [
    ...about(check, report, options),
    '',
    `${options.paint(tone, word)}  ${text}`,
    ...sections.flatMap((section) => sectionText(section, check, options)),
    '',
    ...summary(check, options),
  ];
};

/**
 * One line per user and integration, before any detail. Where usernames make the lines too long, each user becomes a
 * heading.
 */
const readiness = ({ checks }: CheckReport, options: TextOptions): string[] => {
  const { words, paint, width } = options;
  const heads = ['integration', 'user', 'readyQuestion', 'met', 'missing', 'unknown'].map((key) =>
    words(`report.head.${key}`),
  );
  const rows = checks.map((check) => [
    nameOf(check),
    visible(check.user.username),
    verdict(check, options).word,
    String(countRequired(check, 'met')),
    String(countRequired(check, 'unmet', 'impossible')),
    String(countRequired(check, 'unknown')),
  ]);
  const widths = widthsOf([heads, ...rows]);
  const lines = [heads, ...rows].map((row) => columns(row, widths));
  if (lines.every((line) => line.length <= width)) return [paint('heading', lines[0] ?? ''), ...lines.slice(1)];
  const withoutUser = (row: readonly string[]): string => `  ${columns(row.toSpliced(1, 1), widths.toSpliced(1, 1))}`;
  const userOf = (row: readonly string[]): string => row[1] ?? '';
  return [
    paint('heading', withoutUser(heads)),
    ...groupBy(rows, userOf).flatMap((own) => [userOf(own[0] ?? []), ...own.map(withoutUser)]),
  ];
};

type Step = { readonly sentence: string; readonly command: readonly string[] };

/** Which commands close gaps of a check: grant the permissions, history-tracking the fields that are not tracked. */
const closing = (
  { reference, user, findings, requirements }: ReportCheck,
  org: CheckReport['org'],
  suggestGrant: boolean,
): Step[] => {
  const lacks = (level: string, tracking: boolean): boolean =>
    findings.some((f) => f.level === level && f.status === 'unmet' && (f.kind === 'historyTracking') === tracking);
  const login = requirements.authentication === 'oauth' ? [] : ['--authentication', requirements.authentication];
  const grant = ['sf', 'integration', 'grant', '-i', reference, '-u', user.username, ...login, '-o', org.username];
  const track = ['sf', 'integration', 'history-tracking', '-i', reference, '-o', org.username, '--enable', '--dry-run'];
  const granting = suggestGrant && user.evidence.mode === 'admin' && lacks('required', false);
  const tracking = lacks('required', true) || lacks('recommended', true);
  return [
    ...(granting ? [{ sentence: 'report.next.grant', command: [...grant, '--dry-run'] }] : []),
    ...(tracking ? [{ sentence: 'report.next.track', command: track }] : []),
  ];
};

const next = (report: CheckReport, { words, width, command, commandLine, suggestGrant }: TextOptions): string[] => {
  const { checks, org } = report;
  const open = checks.find(({ exitCode }) => !isReady(exitCode));
  const [main, ...others] = (open ? [open] : checks)
    .map((check) => closing(check, org, suggestGrant))
    .flatMap((steps) => steps.map(({ sentence, command: line }) => ({ sentence, line: commandLine(line) })));
  const describe = commandLine(['sf', 'integration', 'describe', '-i', open?.reference ?? '']);
  const also = others.slice(0, 1).map(({ sentence, line }) => ({ sentence: `${sentence}.also`, line }));
  const lines = !open
    ? [
        { sentence: 'report.next.ready', line: command },
        ...(main ? [{ sentence: `${main.sentence}.also`, line: main.line }] : []),
      ]
    : main
      ? [main, ...also, { sentence: 'report.next.again', line: command }]
      : [
          { sentence: 'report.next.open', line: command },
          { sentence: 'report.next.describe', line: describe },
        ];
  return [
    '',
    ...lines.flatMap(({ sentence, line }, index) => [
      ...hang(index === 0 ? `${words('report.next')} ` : '', words(sentence), width),
      `  ${visible(line)}`,
    ]),
  ];
};

/** The whole report for people: a readiness matrix where there are several checks, each check, what to do next. */
export const checkText = (report: CheckReport, options: TextOptions): string => {
  const rule = '-'.repeat(Math.min(options.width, 80));
  const several = report.checks.length > 1;
  return [
    ...(several ? readiness(report, options) : []),
    ...report.checks.flatMap((check) => [...(several ? ['', rule, ''] : []), ...details(check, report, options)]),
    ...(several ? ['', rule] : []),
    options.words('report.apiCalls', [String(report.apiCalls)]),
    ...next(report, options),
  ].join('\n');
};
