import type { OrgIdentity } from '../../access/snapshot.js';
import type { HistoryOutcome } from '../../history/historyOutcome.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryPlan } from '../../history/historyPlan.js';
import type { FieldState, FieldStatus, ObjectState } from '../../history/historyState.js';
import type { Paint, Tone } from '../check/textStyle.js';
import { groupBy, unique } from '../groups.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { Texts } from '../texts.js';
import type { Words } from '../words.js';
import { sentencesOf } from '../words.js';
import { setupPage } from './historyJson.js';

export type HistoryTextOptions = {
  readonly width: number;
  readonly paint: Paint;
  /** Sentences of messages/integration.history-tracking.md. */
  readonly words: Words;
  /** Texts of messages/finding.md. */
  readonly texts: Texts;
};

const tones: Readonly<Record<FieldStatus, Tone>> = {
  tracked: 'good',
  untracked: 'bad',
  impossible: 'bad',
  unknown: 'unsure',
};

const tagWidth = 12;
const indent = ' '.repeat(2 + tagWidth);

const tagged = (word: string, tone: Tone, text: string, { paint, width }: HistoryTextOptions): string[] => {
  const [first = '', ...rest] = hang(indent, visible(text), width);
  return [`  ${paint(tone, word)}${' '.repeat(Math.max(1, tagWidth - word.length))}${first.trimStart()}`, ...rest];
};

const switchLine = (state: ObjectState, options: HistoryTextOptions): string[] => {
  const { words } = options;
  if (state.enabled === null) return tagged(words('label.switch'), 'quiet', words('switch.unknown'), options);
  const word = state.hasSwitch ? (state.enabled ? 'on' : 'off') : 'none';
  return tagged(words('label.switch'), 'quiet', words(`switch.${word}`), options);
};

const nameOf = ({ field, trackedAs }: FieldState, { words }: HistoryTextOptions): string =>
  field === trackedAs ? field : words('field.as', [field, trackedAs]);

/** Fields of one status and one reason in a line; the reason is told where the status does not say it all. */
const fieldLines = (fields: readonly FieldState[], options: HistoryTextOptions): string[] => {
  const { words, texts } = options;
  const sentence = (one: FieldState): string =>
    one.verdict.code === 'TRACKED' || one.verdict.code === 'FIELD_NOT_TRACKED'
      ? ''
      : sentencesOf(one.verdict, { texts, schema: null }).message;
  return groupBy(fields, (one) => JSON.stringify([one.status, sentence(one)])).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const list = same.map((one) => nameOf(one, options)).join(', ');
    const reason = sentence(first);
    return tagged(
      words(`status.${first.status}`),
      tones[first.status],
      reason === '' ? list : `${list}: ${reason}`,
      options,
    );
  });
};

/** What is recorded anyway, and what tracking adds (facts F3-F5). */
const historyNote = ({ sobject }: ObjectState, { words }: HistoryTextOptions): string => {
  if (/^opportunity$/i.test(sobject)) return words('note.opportunity');
  if (/^(task|event)$/i.test(sobject)) return words('note.history', ['ActivityFieldHistory', sobject]);
  const name = /__c$/i.test(sobject) ? sobject.replace(/__c$/i, '__History') : `${sobject}History`;
  return words('note.history', [name, sobject]);
};

const objectText = (state: ObjectState, options: HistoryTextOptions): string[] => {
  const { words, width, paint, texts } = options;
  const { sobject, trackedFields, limit, requested, suggested, unasked, verdict } = state;
  const title = paint('heading', visible(sobject));
  const told = sentencesOf(verdict, { texts, schema: null });
  if (verdict.status === 'impossible')
    return [title, ...tagged(words('status.impossible'), 'bad', told.message, options)];
  const tone: Tone = verdict.status === 'met' ? 'good' : verdict.status === 'unknown' ? 'unsure' : 'bad';
  const state_ = verdict.status === 'met' ? 'recording' : verdict.status === 'unknown' ? 'unknown' : 'notRecording';
  return [
    title,
    ...tagged(
      words(`object.${state_}`),
      tone,
      verdict.status === 'met' ? words('object.met', [String(trackedFields?.length ?? 0)]) : told.message,
      options,
    ),
    ...switchLine(state, options),
    ...tagged(
      words('label.slots'),
      'quiet',
      trackedFields === null
        ? words('slots.unknown', [String(limit)])
        : words('slots.used', [String(trackedFields.length), String(limit)]),
      options,
    ),
    ...fieldLines(requested, options),
    ...(suggested.length > 0
      ? tagged(
          words('label.suggested'),
          'quiet',
          suggested.map((one) => words(`suggested.${one.status}`, [nameOf(one, options)])).join(', '),
          options,
        )
      : []),
    ...(unasked.length > 0
      ? tagged(words('label.unasked'), 'quiet', words('unasked', [unasked.join(', ')]), options)
      : []),
    ...hang('  ', historyNote(state, options), width),
  ];
};

/** What was read, object by object. */
export const historyText = (org: OrgIdentity, states: readonly ObjectState[], options: HistoryTextOptions): string =>
  [
    ...hang('', options.words('title', [org.instanceUrl, org.id]), options.width),
    ...(states.length === 0 ? ['', ...hang('', options.words('nothingAsked'), options.width)] : []),
    ...states.flatMap((state) => ['', ...objectText(state, options)]),
  ].join('\n');

/** What to do next about what is not recorded. */
export const nextText = (states: readonly ObjectState[], command: string, options: HistoryTextOptions): string => {
  const { words, width } = options;
  const open = states.filter((state) => state.verdict.status !== 'impossible');
  const missing = open.some(({ requested, verdict }) =>
    requested.length > 0 ? requested.some((one) => one.status === 'untracked') : verdict.status === 'unmet',
  );
  const unread = open.some(({ enabled, trackedFields }) => enabled === null || trackedFields === null);
  return [
    ...(missing ? ['', ...hang('', words('next.enable'), width), `  ${command}`] : []),
    ...(unread ? ['', ...hang('', words('next.unknown'), width)] : []),
  ].join('\n');
};

/**
 * The plan for a reviewer; empty where nothing is asked for.
 * @param isReached whether all that is wanted is so already
 */
export const historyPlanText = (
  plan: HistoryPlan,
  org: OrgIdentity,
  isReached: boolean,
  options: HistoryTextOptions,
): string => {
  const { words, width, paint } = options;
  const line = (text: string): string[] => hang('  ', visible(text), width);
  const byObject = groupBy(plan.fields, ({ sobject, reason }) => `${sobject}|${reason}`).flatMap((same) => {
    const [first] = same;
    const names = same.map(({ field }) => field).join(', ');
    return first ? line(words(`plan.${plan.action}.${first.reason}`, [first.sobject, names])) : [];
  });
  const leftOut = groupBy(plan.leftOut, ({ sobject, reason }) => `${sobject}|${reason}`).flatMap((same) => {
    const [first] = same;
    const names = same.map(({ field }) => field).join(', ');
    return first ? line(words(`plan.leftOut.${first.reason}`, [first.sobject, names])) : [];
  });
  const manual = groupBy(plan.manual, ({ sobject, code }) => `${sobject}|${code}`).flatMap((same) => {
    const [first] = same;
    const names = same.map(({ field }) => field).join(', ');
    return first
      ? [
          ...line(words(`plan.manual.${first.code}`, [first.sobject, names])),
          `    ${setupPage(org.instanceUrl, first.sobject)}`,
        ]
      : [];
  });
  const title = isEmptyPlan(plan)
    ? hang('', words(`plan.none.${isReached ? plan.action : 'open'}`), width)
    : [paint('heading', words(`plan.title.${plan.action}`))];
  return [
    ...title,
    ...plan.switches.flatMap((sobject) => line(words('plan.switch', [sobject]))),
    ...byObject,
    ...leftOut,
    ...manual,
  ].join('\n');
};

const adviceCodes = new Set([
  'INSUFFICIENT_ACCESS',
  'NO_SLOT',
  'NOT_TRACKABLE',
  'SWITCH_OFF',
  'DEFINITION_UNREADABLE',
  'NOT_EFFECTIVE',
  'NOT_READ_BACK',
  'GAVE_UP_WAITING',
  'SESSION_EXPIRED',
  'CONNECTION_LOST',
  'SERVER_UNAVAILABLE',
  'NOT_SALESFORCE_ANSWER',
]);

/** How each switch, field or file ended. */
export const historyOutcomeText = (outcomes: readonly HistoryOutcome[], options: HistoryTextOptions): string => {
  const { words, width } = options;
  const isUnproved = ({ code }: HistoryOutcome): boolean => code === 'NOT_PROVED';
  const toneOf = (one: HistoryOutcome): Tone => {
    if (one.result === 'failed') return 'bad';
    return one.result === 'skipped' || isUnproved(one) ? 'unsure' : 'good';
  };
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
  const codes = unique(outcomes.filter(({ result }) => result === 'failed').map(({ code }) => code ?? 'OTHER'));
  const advice = codes.flatMap((code) =>
    hang('  > ', words(`advice.${adviceCodes.has(code) ? code : 'OTHER'}`), width),
  );
  return [...lines, ...advice].join('\n');
};
