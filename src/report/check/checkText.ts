import { hang, padded } from '../layout.js';
import { orgMark, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import type { CheckReport, ReportCheck } from './checkReport.js';
import { headline, legend, summaryLines } from './headline.js';
import { nextSteps } from './nextSteps.js';
import { integrationName, readinessMatrix } from './readinessMatrix.js';
import { findingSections } from './sections.js';
import type { TextOptions } from './textStyle.js';
import { waiversSentences } from './waiversText.js';
import { warnings } from './warnings.js';

/** Whom, where and how: an administrator must never wonder which user or org was looked at. */
const about = (check: ReportCheck, { org }: CheckReport, { words, width }: TextOptions): string[] => {
  const { user } = check;
  const hidden = words('report.hidden');
  const suffix = user.requestedUsername === null ? '' : ` ${words('report.sandboxSuffix', [user.requestedUsername])}`;
  const lines: [string, string][] = [
    ['integration', integrationName(check)],
    ['user', `${user.name} <${user.username}>${suffix}`],
    [
      'profile',
      words('report.profile.text', [user.profile ?? hidden, user.userLicense === '' ? hidden : user.userLicense]),
    ],
    ['org', words('report.org.text', [orgMark(org, words), orgPlace(org), org.apiVersion])],
    ['mode', words(`report.mode.${user.evidence.mode}`, [org.username])],
  ];
  return lines.flatMap(([key, text]) => hang(padded(words(`report.${key}`), 13), visible(text), width));
};

const verdictLines = (check: ReportCheck, options: TextOptions): string[] => {
  const { tone, lead, text } = headline(check, options);
  const [first = '', ...rest] = hang(lead, text, options.width);
  return [options.paint(tone, lead.trimEnd()) + first.slice(lead.trimEnd().length), ...rest];
};

const details = (check: ReportCheck, report: CheckReport, options: TextOptions): string[] => [
  ...about(check, report, options),
  '',
  ...verdictLines(check, options),
  ...warnings(check, options),
  ...findingSections(check, options),
  ...legend(check, options),
  '',
  ...summaryLines(check, options),
];

/** What the waivers let pass, and what is the matter with them. */
const waiverLines = ({ waivers, checks }: CheckReport, { words, width }: TextOptions): string[] => {
  if (!waivers) return [];
  const waived = checks.reduce((sum, { summary }) => sum + summary.waived, 0);
  return waiversSentences(waivers, waived, words).flatMap((sentence) => hang('', sentence, width));
};

/** The whole report for people: each check, then, where there are several, who is ready for what, and what to do next. */
export const checkText = (report: CheckReport, options: TextOptions): string => {
  const rule = '-'.repeat(Math.min(options.width, 80));
  const several = report.checks.length > 1;
  return [
    ...report.checks.flatMap((check, at) => [...(at > 0 ? ['', rule, ''] : []), ...details(check, report, options)]),
    ...(several ? ['', rule, '', ...readinessMatrix(report, options), ''] : []),
    ...waiverLines(report, options),
    options.words('report.apiCalls', [String(report.apiCalls)]),
    ...nextSteps(report, options),
  ].join('\n');
};
