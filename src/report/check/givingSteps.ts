/** What commands of this plugin do about what a check found open: grant, history-tracking, and setup where it is the shorter road. */
import { hasInertAssignment } from '../../access/inertAssignment.js';
import { isRedacted } from '../../access/redactSnapshot.js';
import { fillingKey, fillingWords } from '../../definition/filling.js';
import { keyOf, sameName } from '../../platform/names.js';
import { lackingText } from '../../platform/writePermissions.js';
import { exemptingPermission, exemptionsFor } from '../grant/exemptions.js';
import { groupBy, unique } from '../groups.js';
import { visible } from '../visible.js';
import { actionKey, actionsOf, hintActions, isHintedAt } from '../words.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import type { Step } from './stepList.js';
import type { TextOptions } from './textStyle.js';

/** One check, where it was made and how it is told. */
export type Place = { readonly check: ReportCheck; readonly report: CheckReport; readonly options: TextOptions };

/** @param place `isForOther`: somebody runs it whose login nobody knows here */
const grantCommand = (
  { check, report, options, isForOther = false }: Place & { readonly isForOther?: boolean },
  ...further: readonly string[]
): string => {
  const { reference, user, requirements } = check;
  const isUsual = requirements.authentication === 'oauth' && options.saysAuthentication !== true;
  const login = isUsual ? [] : ['--authentication', requirements.authentication];
  const org = isForOther ? [] : ['-o', report.org.username];
  const who = ['-i', reference, '-u', user.username, ...fillingWords(check), ...login, ...org];
  return options.commandLine([options.program, 'integration', 'grant', ...who, ...further, '--dry-run']);
};

const trackCommand = ({ check, report, options }: Place): string =>
  options.commandLine([
    ...[options.program, 'integration', 'history-tracking', '-i', check.reference],
    ...[...fillingWords(check), '-o', report.org.username, '--enable', '--dry-run'],
  ]);

/** Whether it is about field history, which no permission set gives. */
export const isHistory = ({ kind }: ReportFinding): boolean => kind === 'historyTracking';

/** What a permission set, or a permission set license, can give. */
export const canBeGranted = (finding: ReportFinding): boolean => finding.remedy !== null && !isHistory(finding);

/** Another permission set that is to be assigned as it is. */
const isAssignment = ({ remedy }: ReportFinding): boolean => (remedy?.permissionSets.length ?? 0) > 0;

/** Whether the permission set that grant would write is assigned already and has no effect: then grant can give nothing (fact A19). */
export const isOwnSetInert = ({ user, requirements }: ReportCheck): boolean =>
  hasInertAssignment(user, requirements.permissionSet);

/** What grant would give: by the command, or where grant is not for this run by hand. */
export const granting = (findings: readonly ReportFinding[], place: Place): Step[] => {
  const { options, check, report } = place;
  const { words, runnerLacks = [] } = options;
  const { permissionSet } = check.requirements;
  const given = findings.filter(
    (finding) => finding.status === 'unmet' && canBeGranted(finding) && !isHintedAt(finding, permissionSet),
  );
  if (given.length === 0) return [];
  if (options.suggestGrant && isOwnSetInert(check))
    return [{ text: words('report.step.ownSetInert', [permissionSet]) }];
  // Whoever has the real names can run it; a command with these could not work.
  if (options.suggestGrant && isRedacted(report.org)) return [{ text: words('report.step.grantElsewhere') }];
  if (!options.suggestGrant || check.user.evidence.mode !== 'admin') {
    const assigned = given.filter(isAssignment);
    return [
      ...(assigned.length < given.length ? [{ text: words('report.step.byHand') }] : []),
      ...unique(groupBy(assigned, actionKey).flatMap((same) => actionsOf(same, report.vocabulary))).map((text) => ({
        text,
      })),
    ];
  }
  if (runnerLacks.length === 0) return [{ text: words('report.step.grant'), command: grantCommand(place) }];
  const asked = words('report.step.askToGrant', [lackingText(runnerLacks), visible(report.org.instanceUrl)]);
  return [{ text: asked, command: grantCommand({ ...place, isForOther: true }) }];
};

/** Assigned things that would give it, were it not for something that can be mended. */
export const hinted = (findings: readonly ReportFinding[], { report }: Place): Step[] =>
  hintActions(findings, report.vocabulary).map((text) => ({ text }));

/** Objects of which a definition wants the history and names no field, so that people have to say which ones matter. */
const withoutFields = (open: readonly ReportFinding[]): string[] => {
  const needs = open.flatMap(({ need }) => (need.kind === 'historyTracking' ? [need] : []));
  return needs
    .filter(({ field, suggestedFields }) => field === undefined && suggestedFields.length === 0)
    .map(({ sobject }) => sobject)
    .filter((sobject) => !needs.some((other) => other.field !== undefined && sameName(other.sobject, sobject)));
};

/** Whether some of this history is that of fields which the definition names. */
const namesFields = (open: readonly ReportFinding[]): boolean => {
  const unnamed = withoutFields(open);
  return open.some(({ need }) => need.kind === 'historyTracking' && !unnamed.includes(need.sobject));
};

const trackFieldsStep = (sobject: string, { report, options }: Place): Step => ({
  text: options.words('report.step.trackFields', [sobject]),
  command: options.commandLine([
    ...[options.program, 'integration', 'history-tracking', '--sobject', sobject, '--field', '<Field>'],
    ...['-o', report.org.username, '--enable', '--dry-run'],
  ]),
});

/**
 * What turns field history on: by the command for all of a definition, and for each object of which it names no field.
 * @param isSetUp whether a setup does the first, which cannot do the second
 */
export const tracking = (findings: readonly ReportFinding[], place: Place, isSetUp = false): Step[] => {
  const { words } = place.options;
  const open = findings.filter((finding) => isHistory(finding) && finding.status === 'unmet');
  if (open.length === 0) return [];
  if (isRedacted(place.report.org)) return [{ text: words('report.step.trackElsewhere') }];
  const unnamed = withoutFields(open);
  return [
    ...(!isSetUp && namesFields(open) ? [{ text: words('report.step.track'), command: trackCommand(place) }] : []),
    ...unnamed.map((sobject) => trackFieldsStep(sobject, place)),
  ];
};

/** Whether it counts for being ready. */
export const counts = ({ level }: ReportFinding, { failOn }: ReportCheck): boolean =>
  level === 'required' || (level === 'recommended' && failOn === 'recommended');

const mayGrant = ({ check, report, options }: Place): boolean =>
  options.suggestGrant && !isRedacted(report.org) && check.user.evidence.mode === 'admin' && !isOwnSetInert(check);

/** So many names of one sentence are told. */
const mostNamed = 6;

/** Names in one sentence; of many the first, with how many there are. */
const listOf = (names: readonly string[]): string =>
  names.length <= mostNamed ? names.join(', ') : `${names.slice(0, mostNamed).join(', ')} … (${names.length})`;

/** Where formulas can be offered that exempt the user: the command that shows them, and every step about automation with them. */
export const exempting = (place: Place): Step[] => {
  const { check, options } = place;
  const open = check.findings.filter(({ kind, level, status }) => {
    return kind === 'automation' && level !== 'optional' && (status === 'unmet' || status === 'degraded');
  });
  const exemptions = exemptionsFor(open, exemptingPermission(check.requirements.permissionSet));
  if (!mayGrant(place) || exemptions.length === 0) return [];
  const include = [
    ...(open.some(({ level }) => level === 'recommended') ? ['recommended'] : []),
    ...(open.some(({ status }) => status === 'degraded') ? ['degraded'] : []),
  ];
  const words = include.flatMap((word) => ['--include', word]);
  const rules = listOf(exemptions.map(({ sobject, rule }) => `${rule} (${sobject})`));
  // A plan is about what is missing: what it takes in besides is said with what is seen by it.
  const text =
    include.length === 0
      ? options.words('report.step.exemptions', [rules])
      : options.words('report.step.exemptions.include', [rules, words.join(' ')]);
  return [{ text, command: grantCommand(place, ...words) }];
};

/** Give what is required and there only in part, or what is recommended as well. */
export const giveAlso = (
  include: 'recommended' | 'degraded',
  findings: readonly ReportFinding[],
  place: Place,
): Step[] =>
  mayGrant(place) && findings.some(canBeGranted)
    ? [{ text: place.options.words(`report.step.${include}`), command: grantCommand(place, '--include', include) }]
    : [];

/** Whether a grant would give something of a check that is missing and counts. */
export const isGrantable = (place: Place): boolean =>
  mayGrant(place) &&
  place.check.findings.some(
    (finding) =>
      finding.status === 'unmet' &&
      counts(finding, place.check) &&
      canBeGranted(finding) &&
      !isHintedAt(finding, place.check.requirements.permissionSet),
  );

/** The checks of which that is so, in the order of the report. */
export const grantableChecks = (report: CheckReport, options: TextOptions): readonly ReportCheck[] =>
  report.checks.filter((check) => isGrantable({ check, report, options }));

/** Whether field history is missing that a setup would turn on: of fields that a definition names. */
const lacksHistory = ({ checks }: CheckReport): boolean =>
  checks.some(({ findings }) =>
    namesFields(findings.filter((one) => isHistory(one) && one.status === 'unmet' && one.level !== 'optional')),
  );

/**
 * Whether checks of different definitions, or of different ways of taking one, are about one permission set. A setup refuses that:
 * what one needs would go to the users of the other.
 */
const isSetShared = ({ checks }: CheckReport): boolean => {
  const takenBy = new Map<string, string>();
  return checks.some((check) => {
    const { permissionSet, authentication } = check.requirements;
    const way = JSON.stringify([check.reference, authentication, fillingKey(check)]);
    const first = takenBy.get(keyOf(permissionSet)) ?? way;
    takenBy.set(keyOf(permissionSet), first);
    return first !== way;
  });
};

/**
 * One setup in place of several commands: where a project file says what all of them are about, and more than one of them would
 * have to be run, for several checks or for field history beside a grant.
 */
export const settingUp = (report: CheckReport, options: TextOptions): readonly Step[] => {
  const { setupCommand: command, runnerLacks = [], words } = options;
  if (command === undefined || runnerLacks.length > 0 || isSetShared(report)) return [];
  const roads = grantableChecks(report, options).length + (lacksHistory(report) ? 1 : 0);
  return roads > 1 ? [{ text: words('report.step.setup'), command }] : [];
};
