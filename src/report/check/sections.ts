/** The findings of a check in the order in which an administrator works, what is required before what is not. */
import type { FindingKind } from '../../kinds/finding.js';
import { findingKinds } from '../../kinds/findingKinds.js';
import { ruleKinds } from '../../kinds/kinds.js';
import { levels } from '../../kinds/requirement.js';
import type { Level } from '../../kinds/requirement.js';
import { surroundingOf } from '../../kinds/surroundings.js';
import type { ReportCheck, ReportFinding } from './checkReport.js';
import { byItself, byObject, tell } from './findingsText.js';
import { objectMatrix } from './objectMatrix.js';
import { section } from './textStyle.js';
import type { TextOptions } from './textStyle.js';

type Section = {
  /** Of its heading, `report.section.<key>`. */
  readonly key: string;
  /** The kinds of which it tells. */
  readonly kinds: readonly FindingKind[];
  readonly has: (finding: ReportFinding) => boolean;
  readonly lines: (findings: readonly ReportFinding[], options: TextOptions) => string[];
};

const listed = (findings: readonly ReportFinding[], options: TextOptions): string[] =>
  tell(findings, byItself, options);

const ofKinds = (key: string, kinds: readonly FindingKind[], lines: Section['lines'] = listed): Section => ({
  key,
  kinds,
  has: ({ kind, forbid }) => kinds.includes(kind) && !forbid,
  lines,
});

/** What blocks everything first: the user and the license, what has to be taken away, then what is missing. */
const leading: readonly Section[] = [
  ofKinds('user', ['user', 'license', 'packageSeat', 'userFlag']),
  { key: 'forbidden', kinds: [], has: ({ forbid }) => forbid, lines: listed },
  ofKinds('userPermission', ['userPermission']),
  ofKinds('api', ['api']),
  ofKinds('anyOf', ['anyOf']),
  ofKinds('object', ['object'], objectMatrix),
  ofKinds('field', ['field'], (findings, options) => tell(findings, byObject, options)),
  ofKinds('historyTracking', ['historyTracking']),
  ofKinds(
    'environment',
    findingKinds.filter((kind) => surroundingOf(kind) !== undefined),
  ),
];

const told: ReadonlySet<FindingKind> = new Set(leading.flatMap(({ kinds }) => kinds));

/** Every other kind has a section of its own. */
const sections: readonly Section[] = [
  ...leading,
  ...ruleKinds.filter((kind) => !told.has(kind)).map((kind) => ofKinds(kind, [kind])),
];

/** Keys of the headings: each has its words `report.section.<key>` in messages/integration.check.md. */
export const sectionKeys: readonly string[] = sections.map(({ key }) => key);

const ofLevel = (check: ReportCheck, level: Level, options: TextOptions): string[] => {
  const findings = check.findings.filter((finding) => finding.level === level);
  return sections.flatMap(({ key, has, lines }) => {
    const heading = options.words(`report.section.${key}`);
    const title = level === 'required' ? heading : options.words(`report.heading.${level}`, [heading]);
    return section(title, lines(findings.filter(has), options), options);
  });
};

/** All findings that are to be seen, each level apart. */
export const findingSections = (check: ReportCheck, options: TextOptions): string[] =>
  levels.flatMap((level) => ofLevel(check, level, options));

/** Key of the section in which a finding is told. */
export const sectionOf = (finding: ReportFinding): string => sections.find(({ has }) => has(finding))?.key ?? '';

/** Findings in the order in which they are told. */
export const inOrder = (findings: readonly ReportFinding[]): ReportFinding[] =>
  sections.flatMap(({ has }) => findings.filter(has));
