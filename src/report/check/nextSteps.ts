/** What to do after a check: one numbered list for all of it, commands to be copied among it. */
import { isRedacted } from '../../access/redactSnapshot.js';
import { exitCodes, isReady } from '../../exitCode.js';
import { isOpener } from '../../kinds/opener.js';
import { isOpen } from '../../kinds/verdict.js';
import { usualWaiversFile } from '../../waivers/waiver.js';
import { groupBy, unique } from '../groups.js';
import { actionKey, actionsOf } from '../words.js';
import type { CheckReport, ReportCheck, ReportFinding } from './checkReport.js';
import {
  canBeGranted,
  counts,
  exempting,
  giveAlso,
  granting,
  hinted,
  isGrantable,
  isHistory,
  isOwnSetInert,
  settingUp,
  tracking,
} from './givingSteps.js';
import type { Place } from './givingSteps.js';
import { refusedObjects } from './headline.js';
import { inOrder } from './sections.js';
import { linesOf } from './stepList.js';
import type { Step, Steps } from './stepList.js';
import { hasBeyond, surplusSteps } from './surplusSteps.js';
import { isForbiddenHeld } from './textStyle.js';
import type { TextOptions } from './textStyle.js';
import { isToldByBlockers } from './toldByBlockers.js';

/** Take out what must not be there: told by the places that it has to be taken out of. */
const takingOut = (findings: readonly ReportFinding[], { report }: Place): Step[] =>
  groupBy(findings.filter(isForbiddenHeld), ({ sources }) => JSON.stringify(sources)).flatMap((same) =>
    actionsOf(same, report.vocabulary).map((text) => ({ text })),
  );

/** Everything else, by what is the matter: each sentence once, for all that it is about. */
const others = (findings: readonly ReportFinding[], place: Place): Step[] => {
  const rest = findings.filter(
    (finding) =>
      !isForbiddenHeld(finding) &&
      !isToldByBlockers(finding, place.check.findings) &&
      !(finding.status === 'unmet' && (canBeGranted(finding) || isHistory(finding))),
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
  const open = findings.flatMap(({ need, code, args }) => {
    const isOpenHere = code === 'REQUIRED_FIELDS_NOT_WRITTEN' || code === 'REQUIRED_FIELDS_MAYBE_FILLED';
    if (need.kind !== 'requiredFields' || !isOpenHere) return [];
    const fields = String(args[1] ?? '').split(', ');
    return [{ sobject: need.sobject, fields: fields.map((field) => `${need.sobject}.${field}`) }];
  });
  if (open.length === 0) return [];
  const sobjects = open.map(({ sobject }) => sobject).join(', ');
  const rule = `- { field: [${open.flatMap(({ fields }) => fields).join(', ')}], access: [edit] }`;
  return [{ text: options.words('report.step.nameFields', [sobjects, ownFile]), command: rule }];
};

/** How it is told that something was done by hand: by the command that makes the entry, or where it is there already by its reason. */
const deedsDone = ({ check, report, options }: Place): Step[] => {
  const { words, command, commandFor } = options;
  const file = report.waivers.find(({ path }) => path === check.waivers);
  const isEntered = file !== undefined && file.added !== null;
  if (isEntered) return [{ text: words('report.step.deedsReason', [file.path]) }];
  const repeated = commandFor?.(check.reference, check.user.username) ?? command;
  const path = file?.path ?? options.namedWaivers ?? usualWaiversFile;
  return repeated === '' ? [] : [{ text: deedsText(path, report, options), command: `${repeated} --update-waivers` }];
};

/** Where the project file can name the file of waivers, no flag has to. A project file of another folder has another path to it. */
const deedsText = (path: string, { project }: CheckReport, { words, namedWaivers }: TextOptions): string => {
  if (namedWaivers !== undefined) return words('report.step.deedsDone.named', [path]);
  if (project === null) return words('report.step.deedsDone', [path, path]);
  if (project.settings.some(({ key }) => key === 'waivers')) return words('report.step.deedsDone.named', [path]);
  return project.file.includes('/')
    ? words('report.step.deedsDone', [path, path])
    : words('report.step.deedsDone.project', [path, project.file, path]);
};

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
  const setup = settingUp(place.report, options);
  const isSetUp = setup.length > 0;
  // What a setup would not give either, such as behind an assignment without effect, is told beside it.
  const given = (findings: readonly ReportFinding[]): Step[] => [
    ...setup,
    ...(isSetUp && isGrantable(place) ? [] : granting(findings, place)),
  ];
  const open = inOrder(check.findings.filter((finding) => isOpen(finding) && counts(finding, check)));
  const isExempted = open.some(isOnAutomation);
  const tracksRequired = open.some((finding) => isHistory(finding) && finding.status === 'unmet');
  const failsForSurplus = check.surplusCode === exitCodes.missing;
  return {
    // As important as the root causes: that the user can log in and has the licenses, what he may do, what the org does.
    first: [
      ...others(open.filter(isOfUser), place),
      ...takingOut(open, place),
      ...(isOwnSetInert(check) ? [...hinted(open, place), ...given(open)] : [...given(open), ...hinted(open, place)]),
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
            isSetUp,
          )
        : []),
    ],
    // What grant would give of it, the plan for what is required says that it leaves out.
    recommended: [
      ...recommendedSteps(place),
      ...(tracksRequired ? [] : tracking(check.findings.filter(isOpenRecommended), place, isSetUp)),
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

/** Each step once: what is not known for several reasons may ask for the same. */
const distinct = ({ first, recommended, last }: Steps): Steps => {
  const told = new Set<string>();
  const once = (steps: readonly Step[]): Step[] =>
    steps.filter((step) => {
      const key = JSON.stringify([step.text, step.command]);
      return !told.has(key) && told.add(key);
    });
  return { first: once(first), recommended: once(recommended), last };
};

/** What to do about a check. */
const stepsOf = (place: Place): Steps => distinct(isReady(place.check.exitCode) ? readySteps(place) : openSteps(place));

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
  const { first, recommended, last } = stepsOf(place);
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
  const { first, ...later } = stepsOf(place);
  const steps = linesOf({ first: [...correcting(report, options), ...first], ...later }, options);
  if (steps.length === 0) return [];
  const title =
    open && report.checks.length > 1
      ? words('report.next.for', [check.requirements.integration, check.user.username])
      : words(open || report.notFound.length > 0 ? 'report.next' : 'report.next.ready');
  return ['', paint('heading', title), ...steps];
};
