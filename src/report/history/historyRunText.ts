import type { FailureCode } from '../../failureCode.js';
import { historyCodes } from '../../history/historyChange.js';
import type { HistoryCode } from '../../history/historyChange.js';
import type { HistoryOutcome } from '../../history/historyOutcome.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import { givenSteps } from '../../history/historyReceipt.js';
import { standingExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import type { ObjectState } from '../../history/historyState.js';
import { isReady } from '../../exitCode.js';
import type { Step } from '../check/stepList.js';
import type { Tone } from '../check/textStyle.js';
import { unique } from '../groups.js';
import { historyPlanText } from './historyPlanText.js';
import { historyStateText } from './historyStateText.js';
import { sentenceLines, tagged } from './historyTextStyle.js';
import type { HistoryTextOptions } from './historyTextStyle.js';

/** Codes of ours that OTHER says enough of, or the word for the result. */
const saidOtherwise: ReadonlySet<HistoryCode> = new Set<HistoryCode>(['REFUSED_BY_ORG', 'NOT_PROVED']);

/** Failures that have a next step of their own. */
const failuresWithAdvice: readonly FailureCode[] = [
  'GAVE_UP_WAITING',
  'SESSION_EXPIRED',
  'CONNECTION_LOST',
  'SERVER_UNAVAILABLE',
  'NOT_SALESFORCE_ANSWER',
  'ANSWER_TOO_LARGE',
];

/** Codes of outcomes that have a next step of their own: all of ours but two, and some failures. */
export const historyAdviceCodes: ReadonlySet<HistoryCode> = new Set<HistoryCode>([
  ...historyCodes.filter((code) => !saidOtherwise.has(code)),
  ...failuresWithAdvice,
]);

const isUnproved = ({ code }: HistoryOutcome): boolean => code === 'NOT_PROVED';

const toneOf = (one: HistoryOutcome): Tone => {
  if (one.result === 'failed') return 'bad';
  return one.result === 'skipped' || isUnproved(one) ? 'unsure' : 'good';
};

/** What people can do about an outcome: the code of its own, or `OTHER` where it failed; undefined where there is nothing. */
export const historyAdviceOf = ({ result, code }: HistoryOutcome): HistoryCode | 'OTHER' | undefined => {
  if (code !== undefined && historyAdviceCodes.has(code))
    return result === 'failed' || result === 'skipped' ? code : undefined;
  return result === 'failed' ? 'OTHER' : undefined;
};

/** How each switch, field or file ended, and what to do about what did not go well. */
const historyOutcomeText = (outcomes: readonly HistoryOutcome[], options: HistoryTextOptions): string => {
  const { words } = options;
  const about = ({ step, sobject, field }: HistoryOutcome): string =>
    words(`step.${step}`, [field === undefined ? sobject : `${sobject}.${field}`]);
  const lines = outcomes.flatMap((one) =>
    tagged(
      words(`outcome.${isUnproved(one) ? 'unproved' : one.result}`),
      toneOf(one),
      [about(one), one.detail ?? ''].filter((part) => part !== '').join(': '),
      options,
    ),
  );
  const advice = unique(outcomes.map(historyAdviceOf).filter((code) => code !== undefined));
  return [...lines, ...advice.flatMap((code) => sentenceLines(words(`advice.${code}`), options, '  > '))].join('\n');
};

/** What to do next about what is not recorded. @param command the command that enables it */
const nextSteps = (states: readonly ObjectState[], command: string, { words }: HistoryTextOptions): Step[] => {
  const open = states.filter((state) => state.verdict.status !== 'impossible');
  const missing = open.some(({ requested, verdict }) =>
    requested.length > 0 ? requested.some((one) => one.status === 'untracked') : verdict.status === 'unmet',
  );
  const unread = open.some(({ enabled, trackedFields }) => enabled === null || trackedFields === null);
  return [
    ...(missing ? [{ text: words('next.enable'), command }] : []),
    ...(unread ? [{ text: words('next.unknown') }] : []),
  ];
};

/**
 * How to take back what the run turned on: by its receipt where one was kept, else field by field, which leaves the
 * switches on.
 */
const undoSteps = (
  { receipt }: HistoryRun,
  receiptFile: string | undefined,
  { words, command }: HistoryTextOptions,
): Step[] => {
  const given = receipt ? givenSteps(receipt) : [];
  if (given.length === 0) return [];
  if (receiptFile !== undefined)
    return [{ text: words('undo.receipt'), command: command(['--disable', '--receipt', receiptFile]) }];
  const fields = given.flatMap((step) => (step.step === 'field' ? ['--field', `${step.sobject}.${step.field}`] : []));
  const switches = given.flatMap((step) => (step.step === 'objectSwitch' ? [step.sobject] : []));
  const names = [switches.join(', ')];
  if (fields.length === 0) return [{ text: words('undo.switchesAlone', names) }];
  return [
    { text: words('undo.fields'), command: command(['--disable', ...fields]) },
    ...(switches.length > 0 ? [{ text: words('undo.switches', names) }] : []),
  ];
};

/** A step as lines: a command stands on a line of its own. */
const stepText = ({ text, command }: Step, options: HistoryTextOptions): string[] => [
  ...sentenceLines(text, options),
  ...(command === undefined ? [] : [`  ${command}`]),
];

/** What to do after a run: to turn on what is missing, to carry out what was only planned, or to take back what was done. */
export const historySteps = (run: HistoryRun, next: HistoryWords, options: HistoryTextOptions): Step[] => {
  const { mode, plan, states } = run;
  const { named, changing = [], receiptFile } = next;
  const { words, command } = options;
  switch (mode) {
    case 'look':
      return nextSteps(states, command([...named, '--enable']), options);
    case 'dryRun':
    case 'notAgreed':
      return plan === null || isEmptyPlan(plan)
        ? []
        : [{ text: words('info.apply'), command: command([...named, `--${plan.action}`, ...changing]) }];
    case 'project':
      return [{ text: words('info.deploy') }];
    case 'change':
      return plan?.action === 'enable' ? undoSteps(run, receiptFile, options) : [];
  }
};

/** Whether nothing of the object is tracked, and nobody says what is to be: the switch alone records nothing. */
const namesNoField = ({ requested, suggested, trackedFields }: HistoryRun['states'][number]): boolean =>
  requested.length + suggested.length === 0 && trackedFields?.length === 0;

/** What people see before anything is written: what was read, and the plan where there is one. */
export const historyReadingText = (
  {
    org,
    states,
    schema,
    plan,
    takesBack,
  }: Pick<HistoryRun, 'org' | 'states' | 'plan' | 'takesBack'> & Pick<NonNullable<HistoryRun['after']>, 'schema'>,
  options: HistoryTextOptions,
): string => {
  const aim = { plan, takesBack };
  const state = historyStateText(org, states, aim, options);
  // Where no object is asked for, that is said already.
  if (plan === null || states.length === 0) return state;
  const isReached = isReady(standingExitCode(aim, { schema, states }));
  const unnamed = plan.action === 'enable' ? states.filter(namesNoField).map(({ sobject }) => sobject) : [];
  const note = unnamed.length === 0 ? [] : sentenceLines(options.words('plan.noFields', [unnamed.join(', ')]), options);
  return [state, '', historyPlanText(plan, org, isReached, options), ...note].join('\n');
};

/** What the next command is made of. */
export type HistoryWords = {
  /** The words of the command line that name what was looked at. */
  readonly named: readonly string[];
  /** Those that say how it is changed, beside the action. */
  readonly changing?: readonly string[];
  /** Where the receipt was kept. */
  readonly receiptFile?: string | undefined;
};

/**
 * What people see at the end, below what they saw before.
 */
export const historyRunText = (run: HistoryRun, next: HistoryWords, options: HistoryTextOptions): string => {
  const { mode, states, after, outcomes, interrupted, org } = run;
  const { words } = options;
  const steps = historySteps(run, next, options).map((step) => stepText(step, options));
  const ended = outcomes.length > 0 ? ['', historyOutcomeText(outcomes, options)] : [];
  switch (mode) {
    case 'look':
      return steps.flatMap((step) => ['', ...step]).join('\n');
    case 'dryRun':
      return steps.length === 0 ? '' : [words('info.dryRun'), ...steps.flat()].join('\n');
    // The refusal says it.
    case 'notAgreed':
      return '';
    case 'project':
      return [...ended, '', ...steps.flat()].join('\n');
    case 'change':
      return [
        ...ended,
        ...(after && outcomes.length > 0 ? ['', historyStateText(org, states, run, options, true)] : []),
        ...(interrupted ? ['', ...sentenceLines(words('info.interrupted'), options)] : []),
        ...(steps.length === 0 ? [] : ['', ...steps.flat()]),
      ].join('\n');
  }
};
