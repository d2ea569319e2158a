/** A plan for people: who gets what, what is new, why, what Salesforce adds, what stays to be done. */
import { referenceTo } from '../../definition/definitionReference.js';
import { isEmpty } from '../../grant/grantPlan.js';
import { leftOutOfPage } from '../check/leftOutOfPage.js';
import { stepLines } from '../check/stepList.js';
import { section } from '../check/textStyle.js';
import type { TextOptions } from '../check/textStyle.js';
import { evidenceText } from '../evidence.js';
import { hang } from '../layout.js';
import { orgMarkLines } from '../orgText.js';
import { visible } from '../visible.js';
import { coveredAlike, coveringSentence } from './toldBesides.js';
import { fieldLines } from './plannedFieldLines.js';
import { objectLines } from './plannedObjectLines.js';
import { setupLines } from './plannedSetupLines.js';
import { permissionLines } from './plannedPermissionLines.js';
import { manualLines, manualSteps } from './planManual.js';
import { noteLines } from './planNotes.js';
import type { NoteKey } from './planNotes.js';
import type { PlanReport } from './planReport.js';
import { leftOutLines, planSummary } from './planSummary.js';
import { userLines } from './planUserLines.js';

/** What happens to the permission set itself. */
const setLine = ({ plan }: PlanReport, { words, width }: TextOptions): string[] => {
  const { name, existing } = plan.permissionSet;
  const key = existing === null ? 'create' : plan.adds.length > 0 ? 'extend' : 'asItIs';
  // Where only other sets are assigned, none is made.
  const isUntouched = isEmpty(plan) || (existing === null && plan.adds.length === 0);
  return isUntouched ? [] : hang('', words(`plan.set.${key}`, [name]), width);
};

/** What the marks mean, where both of them stand there. */
const legend = ({ entries }: PlanReport, { words, width }: TextOptions): string[] => {
  const isMixed = entries.some(({ isNewInSet }) => !isNewInSet);
  return isMixed ? ['', ...hang('', words('plan.legend'), width)] : [];
};

/** What could not be read or decided, and the check that says why. */
const unclearLines = ({ unclear }: PlanReport, { words, width, command }: TextOptions): string[] =>
  unclear.length === 0
    ? []
    : [
        '',
        ...hang('', visible(words('plan.unclear', [unclear.join('; ')])), width),
        ...(command === '' ? [] : [words('plan.unclear.look'), `  ${command}`]),
      ];

/** What is closed without an entry of its own: whoever looks for it in the lists would miss it. */
const coveredLines = ({ covered }: PlanReport, { words, width }: TextOptions): string[] =>
  coveredAlike(covered).flatMap((same) => {
    const names = same.map(({ name }) => name);
    return same[0] ? hang('  - ', visible(coveringSentence(same[0], names, words)), width) : [];
  });

/** The whole plan. */
export const planText = (report: PlanReport, options: TextOptions): string => {
  const { words, width } = options;
  const { plan, org } = report;
  const title = referenceTo(plan.requirements.integration, plan.requirements);
  const part = (key: string, lines: readonly string[]): string[] => section(words(key), lines, options);
  const note = (key: NoteKey): string[] => part(`plan.section.${key}`, noteLines(key, report, options));
  const steps = manualSteps(report).map((text) => ({ text }));
  const summary = planSummary(report, options);
  const end = [
    ...leftOutLines(report, options),
    ...(summary === '' ? [] : hang('', summary, width)),
    ...leftOutOfPage({ reference: report.reference, requirements: plan.requirements }, options),
  ];
  return [
    ...orgMarkLines(org, options),
    ...hang('', visible(words('plan.title', [title])), width),
    ...hang('', visible(words('plan.made', [evidenceText(org, report.plannedAt, options)])), width),
    ...setLine(report, options),
    ...(isEmpty(plan) ? ['', ...hang('', words('plan.nothing'), width)] : []),
    ...unclearLines(report, options),
    ...note('control'),
    ...note('broad'),
    ...part('plan.section.users', userLines(report, options)),
    ...note('named'),
    ...part('report.section.userPermission', permissionLines(report, options)),
    ...part('report.section.object', objectLines(report, options)),
    ...part('report.section.field', fieldLines(report, options)),
    ...setupLines(report, options),
    ...part('plan.section.covered', coveredLines(report, options)),
    ...legend(report, options),
    ...note('platform'),
    ...note('dependencies'),
    ...note('doubts'),
    ...note('beyond'),
    ...note('notFollowed'),
    ...part('plan.section.manual', manualLines(report, options)),
    ...part('plan.section.manualSteps', stepLines(steps, width)),
    ...note('exemptions'),
    ...(end.length === 0 ? [] : ['', ...end]),
  ].join('\n');
};
