/** What to do after a check: one numbered list for all of it, commands to be copied among it. */
import { hasInertAssignment } from '../../access/inertAssignment.js';
import { isRedacted } from '../../access/redactSnapshot.js';
import { exitCodes, isReady } from '../../exitCode.js';
import { isOpener } from '../../kinds/opener.js';
import { isOpen } from '../../kinds/verdict.js';
import { exemptingPermission, exemptionsFor } from '../grant/exemptions.js';
import { sameName } from '../../platform/names.js';
import { refusedObjects } from './headline.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { actionKey, actionsOf, hintActions, isHintedAt } from '../words.js';
import { inOrder } from './sections.js';
import { hasBeyond, surplusSteps } from './surplusSteps.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import { fillingWords } from '../../definition/filling.js';
import { usualWaiversFile } from '../../waivers/waiver.js';
import { isForbiddenHeld } from './textStyle.js';
import type { TextOptions } from './textStyle.js';

/** Something to do, with the command that does it where there is one. */
export type Step = { readonly text: string; readonly command?: string };

/** Steps as a numbered list; a command stands on a line of its own and is never broken. @param done how many stand above */
export const stepLines = (steps: readonly Step[], width: number, done = 0): string[] =>
  steps.flatMap(({ text, command }, at) => {
    const number = `  ${done + at + 1}. `;
    const own = command === undefined ? [] : [' '.repeat(number.length) + visible(command)];
    return [...hang(number, visible(text), width), ...own];
  });

/** Steps in their order: what counts first, then below a line of its own what is only recommended, then the next check. */
type Steps = { readonly first: readonly Step[]; readonly recommended: readonly Step[]; readonly last: readonly Step[] };

const linesOf = ({ first, recommended, last }: Steps, { words, width }: TextOptions): string[] => {
  const [only, ...others] = recommended;
  // One step says it of itself, which takes no line.
  if (only && others.length === 0) {
    const said = { ...only, text: words('report.step.onlyRecommended', [only.text]) };
    return stepLines([...first, said, ...last], width);
  }
  return [
    ...stepLines(first, width),
    ...(recommended.length === 0 ? [] : [`  ${words('report.next.recommended')}`]),
    ...stepLines(recommended, width, first.length),
    // The next check is for all of it, and is no longer what is only recommended.
    ...(recommended.length === 0 || last.length === 0 ? [] : [`  ${words('report.next.last')}`]),
    ...stepLines(last, width, first.length + recommended.length),
  ];
};

type Place = { readonly check: ReportCheck; readonly report: CheckReport; readonly options: TextOptions };

const grantCommand = ({ check, report, options }: Place, ...further: readonly string[]): string => {
  const { reference, user, requirements } = check;
  const isUsual = requirements.authentication === 'oauth' && options.saysAuthentication !== true;
  const login = isUsual ? [] : ['--authentication', requirements.authentication];
  const who = ['-i', reference, '-u', user.username, ...fillingWords(check), ...login, '-o', report.org.username];
  return options.commandLine([options.program, 'integration', 'grant', ...who, ...further, '--dry-run']);
};

const trackCommand = ({ check, report, options }: Place): string =>
  options.commandLine([
    ...[options.program, 'integration', 'history-tracking', '-i', check.reference],
    ...[...fillingWords(check), '-o', report.org.username, '--enable', '--dry-run'],
  ]);

const isHistory = ({ kind }: ReportFinding): boolean => kind === 'historyTracking';

/** What a permission set, or a permission set license, can give. */
const canBeGranted = (finding: ReportFinding): boolean => finding.remedy !== null && !isHistory(finding);

/** Another permission set that is to be assigned as it is. */
const isAssignment = ({ remedy }: ReportFinding): boolean => (remedy?.permissionSets.length ?? 0) > 0;

/** Whether the permission set that grant would write is assigned already and has no effect: then grant can give nothing (fact A19). */
const isOwnSetInert = ({ user, requirements }: ReportCheck): boolean =>
  hasInertAssignment(user, requirements.permissionSet);

/** What grant would give: by the command, or where grant is not for this run by hand. */
const granting = (findings: readonly ReportFinding[], place: Place): Step[] => {
  const { options, check, report } = place;
  const { words } = options;
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
  const command = grantCommand(place);
  return (options.runnerLacks ?? []).length === 0
    ? [{ text: words('report.step.grant'), command }]
    : [{ text: words('report.step.askToGrant', [(options.runnerLacks ?? []).join(', ')]), command }];
};

/** Assigned things that would give it, were it not for something that can be mended. */
const hinted = (findings: readonly ReportFinding[], { report }: Place): Step[] =>
  hintActions(findings, report.vocabulary).map((text) => ({ text }));

/** Objects of which a definition wants the history and names no field, so that people have to say which ones matter. */
const withoutFields = (open: readonly ReportFinding[]): string[] => {
  const needs = open.flatMap(({ need }) => (need.kind === 'historyTracking' ? [need] : []));
  return needs
    .filter(({ field, suggestedFields }) => field === undefined && suggestedFields.length === 0)
    .map(({ sobject }) => sobject)
    .filter((sobject) => !needs.some((other) => other.field !== undefined && sameName(other.sobject, sobject)));
};

const trackFieldsStep = (sobject: string, { report, options }: Place): Step => ({
  text: options.words('report.step.trackFields', [sobject]),
  command: options.commandLine([
    ...[options.program, 'integration', 'history-tracking', '--sobject', sobject, '--field', '<Field>'],
    ...['-o', report.org.username, '--enable', '--dry-run'],
  ]),
});

const tracking = (findings: readonly ReportFinding[], place: Place): Step[] => {
  const { words } = place.options;
  const open = findings.filter((finding) => isHistory(finding) && finding.status === 'unmet');
  if (open.length === 0) return [];
  if (isRedacted(place.report.org)) return [{ text: words('report.step.trackElsewhere') }];
  const unnamed = withoutFields(open);
  const isNamed = open.some(({ need }) => need.kind === 'historyTracking' && !unnamed.includes(need.sobject));
  return [
    ...(isNamed ? [{ text: words('report.step.track'), command: trackCommand(place) }] : []),
    ...unnamed.map((sobject) => trackFieldsStep(sobject, place)),
  ];
};

/** Take out what must not be there: told by the places that it has to be taken out of. */
const takingOut = (findings: readonly ReportFinding[], { report }: Place): Step[] =>
  groupBy(findings.filter(isForbiddenHeld), ({ sources }) => JSON.stringify(sources)).flatMap((same) =>
    actionsOf(same, report.vocabulary).map((text) => ({ text })),
  );

/** Everything else, by what is the matter: each sentence once, for all that it is about. */
const others = (findings: readonly ReportFinding[], place: Place): Step[] => {
  const rest = findings.filter(
    (finding) =>
      !isForbiddenHeld(finding) && !(finding.status === 'unmet' && (canBeGranted(finding) || isHistory(finding))),
  );
  const groups = groupBy(rest, actionKey);
  return [
    ...unique(groups.flatMap((same) => actionsOf(same, place.report.vocabulary))).map((text) => ({ text })),
    ...requiredFieldsNamed(rest, place),
    ...(rest.some(({ code }) => code === 'BY_HAND') ? deedsDone(place) : []),
  ];
};

/** The rule that says in a definition of somebody's own that fields are written which every new record must have. */
const requiredFieldsNamed = (findings: readonly ReportFinding[], { check, options }: Place): Step[] => {
  const { ownFile = null } = check;
  if (ownFile === null) return [];
  return findings.flatMap(({ need, code, args }) => {
    const isOpenHere = code === 'REQUIRED_FIELDS_NOT_WRITTEN' || code === 'REQUIRED_FIELDS_MAYBE_FILLED';
    if (need.kind !== 'requiredFields' || !isOpenHere) return [];
    const fields = String(args[1] ?? '').split(', ');
    const rule = `- { field: [${fields.map((field) => `${need.sobject}.${field}`).join(', ')}], access: [edit] }`;
    return [{ text: options.words('report.step.nameFields', [need.sobject, ownFile]), command: rule }];
  });
};

/** How it is told that something was done by hand: by the command that makes the entry, or where it is there already by its reason. */
const deedsDone = ({ check, report, options }: Place): Step[] => {
  const { words, command, commandFor } = options;
  const file = report.waivers.find(({ path }) => path === check.waivers);
  const isEntered = file !== undefined && file.added !== null;
  if (isEntered) return [{ text: words('report.step.deedsReason', [file.path]) }];
  const repeated = commandFor?.(check.reference, check.user.username) ?? command;
  const path = file?.path ?? usualWaiversFile;
  return repeated === '' ? [] : [{ text: deedsText(path, report, words), command: `${repeated} --update-waivers` }];
};

/** Where the project file can name the file of waivers, no flag has to. A project file of another folder has another path to it. */
const deedsText = (path: string, { project }: CheckReport, words: TextOptions['words']): string => {
  if (project === null) return words('report.step.deedsDone', [path, path]);
  if (project.settings.some(({ key }) => key === 'waivers')) return words('report.step.deedsDone.named', [path]);
  return project.file.includes('/')
    ? words('report.step.deedsDone', [path, path])
    : words('report.step.deedsDone.project', [path, project.file, path]);
};

const counts = ({ level }: ReportFinding, { failOn }: ReportCheck): boolean =>
  level === 'required' || (level === 'recommended' && failOn === 'recommended');

const mayGrant = ({ check, report, options }: Place): boolean =>
  options.suggestGrant && !isRedacted(report.org) && check.user.evidence.mode === 'admin' && !isOwnSetInert(check);

/** Where formulas can be offered that exempt the user: the command that shows them, and every step about automation with them. */
const exempting = (place: Place): Step[] => {
  const { check, options } = place;
  const open = check.findings.filter(({ kind, level, status }) => {
    return kind === 'automation' && level !== 'optional' && (status === 'unmet' || status === 'degraded');
  });
  if (!mayGrant(place) || exemptionsFor(open, exemptingPermission(check.requirements.permissionSet)).length === 0)
    return [];
  const include = [
    ...(open.some(({ level }) => level === 'recommended') ? ['recommended'] : []),
    ...(open.some(({ status }) => status === 'degraded') ? ['degraded'] : []),
  ];
  const words = include.flatMap((word) => ['--include', word]);
  return [{ text: options.words('report.step.exemptions'), command: grantCommand(place, ...words) }];
};

/** Give what is required and there only in part, or what is recommended as well. */
const giveAlso = (include: 'recommended' | 'degraded', findings: readonly ReportFinding[], place: Place): Step[] =>
  mayGrant(place) && findings.some(canBeGranted)
    ? [{ text: place.options.words(`report.step.${include}`), command: grantCommand(place, '--include', include) }]
    : [];

const isOpenRecommended = (finding: ReportFinding): boolean => finding.level === 'recommended' && isOpen(finding);

/** What people can do about what is recommended and open, and does not count for being ready. */
const recommendedSteps = (place: Place): Step[] => {
  const { check } = place;
  const open = inOrder(check.findings.filter((finding) => isOpenRecommended(finding) && !counts(finding, check)));
  return [...hinted(open, place), ...takingOut(open, place), ...others(open, place)];
};

const isOnAutomation = ({ kind }: ReportFinding): boolean => kind === 'automation';

/** That the user can log in, and holds licenses and seats: without it nothing else is of use. */
const isOfUser = ({ need }: ReportFinding): boolean => need.kind === 'user' || isOpener(need);

/** The next check, once something was done. A snapshot stays what it is: the org is looked at, or a new one taken of it. */
const again = ({ report, options: { ofSnapshot = false, command, words } }: Place): Step[] => {
  if (ofSnapshot && isRedacted(report.org)) return [{ text: words('report.step.newSnapshot') }];
  if (command === '') return [];
  return [{ text: words(ofSnapshot ? 'report.step.againInOrg' : 'report.step.again'), command }];
};

const openSteps = (place: Place): Steps => {
  const { check, options } = place;
  const open = inOrder(check.findings.filter((finding) => isOpen(finding) && counts(finding, check)));
  const isExempted = open.some(isOnAutomation);
  const tracksRequired = open.some((finding) => isHistory(finding) && finding.status === 'unmet');
  const failsForSurplus = check.surplusCode === exitCodes.missing;
  return {
    // As important as the root causes: that the user can log in and has the licenses, what he may do, what the org does.
    first: [
      ...others(open.filter(isOfUser), place),
      ...takingOut(open, place),
      ...(isOwnSetInert(check)
        ? [...hinted(open, place), ...granting(open, place)]
        : [...granting(open, place), ...hinted(open, place)]),
      ...others(
        open.filter((finding) => !isOfUser(finding)),
        place,
      ),
      ...(isExempted ? exempting(place) : []),
      ...(failsForSurplus ? surplusSteps(check, place.report, options) : []),
      // History is turned on for the org, once: the recommended along with the required.
      ...(tracksRequired
        ? tracking(
            check.findings.filter(({ level }) => level !== 'optional'),
            place,
          )
        : []),
    ],
    // What grant would give of it, the plan for what is required says that it leaves out.
    recommended: [
      ...recommendedSteps(place),
      ...(tracksRequired ? [] : tracking(check.findings.filter(isOpenRecommended), place)),
      ...(isExempted ? [] : exempting(place)),
      ...(failsForSurplus ? [] : surplusSteps(check, place.report, options)),
    ],
    last: again(place),
  };
};

/** Of a user who is ready nothing has to be done; what can be done is said. */
const readySteps = (place: Place): Steps => {
  const { check, options } = place;
  const { words } = options;
  const isExempted = check.findings.some(
    (finding) => finding.level === 'required' && isOpen(finding) && isOnAutomation(finding),
  );
  const partly = check.findings.filter(({ level, status }) => level === 'required' && status === 'degraded');
  return {
    first: [
      ...giveAlso('degraded', partly, place),
      // What is required and may get in the way is for people to look at.
      ...others(inOrder(partly.filter((finding) => !canBeGranted(finding))), place),
      ...(isExempted ? exempting(place) : []),
      ...surplusSteps(check, place.report, options),
    ],
    recommended: [
      ...giveAlso(
        'recommended',
        check.findings.filter((finding) => isOpenRecommended(finding) && finding.status === 'unmet'),
        place,
      ),
      ...recommendedSteps(place),
      ...tracking(check.findings.filter(isOpenRecommended), place),
      ...(isExempted ? [] : exempting(place)),
    ],
    last:
      options.command === ''
        ? []
        : [
            { text: words('report.step.repeat'), command: options.command },
            // What Salesforce will refuse is no reason to be called not ready where the definition only recommends to look at it.
            ...(check.failOn === 'required' && refusedObjects(check).length > 0
              ? [{ text: words('report.step.failOn'), command: `${options.command} --fail-on recommended` }]
              : []),
          ],
  };
};

/** The checks of which a grant would give something that is missing and counts, in the order of the report. */
export const grantableChecks = (report: CheckReport, options: TextOptions): readonly ReportCheck[] =>
  report.checks.filter(
    (check) =>
      mayGrant({ check, report, options }) &&
      check.findings.some(
        (finding) =>
          finding.status === 'unmet' &&
          counts(finding, check) &&
          canBeGranted(finding) &&
          !isHintedAt(finding, check.requirements.permissionSet),
      ),
  );

/** Names that lead to no user. */
export const correcting = ({ notFound, project }: CheckReport, { words }: TextOptions): Step[] => {
  const shown = notFound.map(({ username }) => {
    const places = project?.placesOfUsers?.get(username) ?? [];
    return places.length === 0 ? username : `${username} (${places.join(', ')})`;
  });
  return shown.length === 0 ? [] : [{ text: words('report.step.notFound', [shown.join(', ')]) }];
};

/** The next steps of one check: what counts first, what is only recommended says so, the next check last. */
export const checkSteps = (check: ReportCheck, report: CheckReport, options: TextOptions): readonly Step[] => {
  const place: Place = { check, report, options };
  const { first, recommended, last } = isReady(check.exitCode) ? readySteps(place) : openSteps(place);
  const only = recommended.map((step) => ({
    ...step,
    text: options.words('report.step.onlyRecommended', [step.text]),
  }));
  return [...first, ...only, ...last];
};

/** What to do next, of several checks for the first that is not ready. */
export const nextSteps = (report: CheckReport, options: TextOptions): string[] => {
  const { words, paint } = options;
  const open = report.checks.find(({ exitCode }) => !isReady(exitCode));
  // Where all are ready, what somebody has too much is what is left to do.
  const check = open ?? report.checks.find((one) => hasBeyond(one, report)) ?? report.checks[0];
  if (!check) return [];
  const place: Place = { check, report, options };
  const { first, ...later } = open ? openSteps(place) : readySteps(place);
  const steps = linesOf({ first: [...correcting(report, options), ...first], ...later }, options);
  if (steps.length === 0) return [];
  const title =
    open && report.checks.length > 1
      ? words('report.next.for', [check.requirements.integration, check.user.username])
      : words(open || report.notFound.length > 0 ? 'report.next' : 'report.next.ready');
  return ['', paint('heading', title), ...steps];
};
