import type { OrgIdentity } from '../../access/snapshot.js';
import type { HistoryAim } from '../../history/historyRun.js';
import type { FieldState, FieldStatus, ObjectState } from '../../history/historyState.js';
import type { Tone } from '../check/textStyle.js';
import { evidenceText } from '../evidence.js';
import { groupBy } from '../groups.js';
import { hang } from '../layout.js';
import { orgMarkLines, orgPlace } from '../orgText.js';
import { visible } from '../visible.js';
import { sentencesOf } from '../words.js';
import { tagged } from './historyTextStyle.js';
import type { HistoryTextOptions } from './historyTextStyle.js';
import { historyObjectOf } from '../../platform/derivedObjects/patterns.js';

const tones: Readonly<Record<FieldStatus, Tone>> = {
  tracked: 'plain',
  untracked: 'bad',
  impossible: 'bad',
  unknown: 'unsure',
};

const switchLine = (state: ObjectState, options: HistoryTextOptions): string[] => {
  const { words } = options;
  if (state.enabled === null) return tagged(words('label.switch'), 'plain', words('switch.unknown'), options);
  const word = state.hasSwitch ? (state.enabled ? 'on' : 'off') : 'none';
  return tagged(words('label.switch'), 'plain', words(`switch.${word}`), options);
};

const nameOf = ({ field, trackedAs }: FieldState, { words }: HistoryTextOptions): string =>
  field === trackedAs ? field : words('field.as', [field, trackedAs]);

/** The sentence of a verdict, with the names that may have been meant by one that the org does not have. */
export const stateSentence = (
  { verdict, meant }: Pick<FieldState, 'verdict' | 'meant'>,
  { words, texts }: HistoryTextOptions,
): string => {
  const { message } = sentencesOf(verdict, { texts, schema: null });
  return meant.length === 0 ? message : `${message} ${words('meant', [meant.join(', ')])}`;
};

/**
 * How it is told. `calm`: where tracking is turned off, what is not tracked is nothing to be alarmed at. `brief`: without
 * what was told before.
 */
type Mood = { readonly calm: boolean; readonly brief: boolean };

/** Fields of one status and one reason in a line; the reason is told where the status does not say it all. */
const fieldLines = (fields: readonly FieldState[], { calm }: Mood, options: HistoryTextOptions): string[] => {
  const { words } = options;
  const sentence = (one: FieldState): string =>
    one.verdict.code === 'TRACKED' || one.verdict.code === 'FIELD_NOT_TRACKED' ? '' : stateSentence(one, options);
  return groupBy(fields, (one) => JSON.stringify([one.status, sentence(one)])).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const list = same.map((one) => nameOf(one, options)).join(', ');
    const reason = sentence(first);
    const isCalm = calm && (first.status === 'tracked' || first.status === 'untracked');
    return tagged(
      words(`status.${isCalm ? 'calm.' : ''}${first.status}`),
      isCalm ? 'plain' : tones[first.status],
      reason === '' ? list : `${list}: ${reason}`,
      options,
    );
  });
};

/** What is recorded anyway, and what tracking adds (facts F3-F5). */
const historyNote = ({ sobject }: ObjectState, { words }: HistoryTextOptions): string => {
  if (/^opportunity$/i.test(sobject)) return words('note.opportunity');
  if (/^(task|event)$/i.test(sobject)) return words('note.history', ['ActivityFieldHistory', sobject]);
  return words('note.history', [historyObjectOf(sobject), sobject]);
};

/** Whether the object records anything at all. */
const recordingLine = (state: ObjectState, { calm }: Mood, options: HistoryTextOptions): string[] => {
  const { words, texts } = options;
  const { verdict, trackedFields } = state;
  if (verdict.status === 'met') {
    const count = trackedFields?.length ?? 0;
    const text = count === 1 ? words('object.met.one') : words('object.met', [String(count)]);
    return tagged(words('object.recording'), calm ? 'plain' : 'good', text, options);
  }
  const { message } = sentencesOf(verdict, { texts, schema: null });
  if (verdict.status === 'unknown') return tagged(words('object.unknown'), 'unsure', message, options);
  return tagged(words('object.notRecording'), calm ? 'plain' : 'bad', message, options);
};

const objectText = (state: ObjectState, mood: Mood, options: HistoryTextOptions): string[] => {
  const { words, width, paint } = options;
  const { sobject, trackedFields, limit, requested, suggested, unasked, verdict } = state;
  const title = paint('heading', visible(sobject));
  if (verdict.status === 'impossible')
    return [title, ...tagged(words('status.impossible'), 'bad', stateSentence(state, options), options)];
  const used =
    trackedFields === null
      ? words('slots.unknown', [String(limit)])
      : words('slots.used', [String(trackedFields.length), String(limit)]);
  const suggestions = suggested.map((one) => words(`suggested.${one.status}`, [nameOf(one, options)])).join(', ');
  return [
    title,
    ...recordingLine(state, mood, options),
    ...switchLine(state, options),
    ...tagged(words('label.slots'), 'plain', used, options),
    ...fieldLines(requested, mood, options),
    ...(suggested.length > 0 ? tagged(words('label.suggested'), 'plain', suggestions, options) : []),
    ...(unasked.length > 0
      ? tagged(words('label.unasked'), 'plain', words('unasked', [unasked.join(', ')]), options)
      : []),
    ...(mood.brief ? [] : hang('  ', historyNote(state, options), width)),
  ];
};

/** What was read, object by object. @param brief without what people have read before */
export const historyStateText = (
  org: OrgIdentity,
  states: readonly ObjectState[],
  { plan, takesBack }: HistoryAim,
  options: HistoryTextOptions,
  brief = false,
): string => {
  const mood = { calm: plan?.action === 'disable', brief };
  const title = visible(options.words('title', [orgPlace(org)]));
  const nothing = options.words(takesBack ? 'nothingInReceipt' : 'nothingAsked');
  return [
    ...(brief
      ? hang('', title, options.width)
      : [
          ...orgMarkLines(org, options, title),
          ...hang('', visible(options.words('report.asOf', [evidenceText(org, options.at, options)])), options.width),
        ]),
    ...(states.length === 0 ? ['', ...hang('', nothing, options.width)] : []),
    ...states.flatMap((state) => ['', ...objectText(state, mood, options)]),
  ].join('\n');
};
