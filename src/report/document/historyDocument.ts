/** Field History Tracking as a report document: what is recorded, what is planned, and how it ended. */
import type { OrgIdentity } from '../../access/snapshot.js';
import type { ExitCode } from '../../exitCode.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryOutcome } from '../../history/historyOutcome.js';
import type { HistoryRun } from '../../history/historyRun.js';
import type { FieldState, ObjectState } from '../../history/historyState.js';
import { isOpen } from '../../kinds/verdict.js';
import { historyAdviceOf, historySteps } from '../history/historyRunText.js';
import type { HistoryWords } from '../history/historyRunText.js';
import { stateSentence } from '../history/historyStateText.js';
import type { HistoryTextOptions } from '../history/historyTextStyle.js';
import { visible } from '../visible.js';
import { actionsOf } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import { documentStatusTones, orgParts, plainItem, visibleStep } from './documentParts.js';
import type { DocumentGroup, DocumentItem, DocumentTable, DocumentTone, ReportDocument } from './reportDocument.js';
import { fieldsPath, orgUrl } from './setupUrl.js';

/** A run of history-tracking, as its document is made of it. */
export type HistoryDocumentInput = {
  readonly run: HistoryRun;
  /** What the commands that come next are made of. */
  readonly next: HistoryWords;
  /** ISO 8601, UTC: when the org was read. */
  readonly at: string;
  readonly exitCode: ExitCode;
  readonly json: unknown;
};

const stateItem = (
  state: Pick<FieldState, 'verdict' | 'meant'>,
  subject: { readonly sobject: string; readonly field?: string },
  org: OrgIdentity,
  options: HistoryTextOptions,
  fails: boolean,
): DocumentItem => {
  const { status, code } = state.verdict;
  const { sobject, field } = subject;
  const name = field === undefined ? sobject : `${sobject}.${field}`;
  const url = orgUrl(org.instanceUrl, fieldsPath(sobject));
  return plainItem({
    id: `historyTracking:${name}`,
    kind: 'historyTracking',
    status,
    fails: fails && isOpen({ status }),
    code,
    tone: documentStatusTones[status],
    statusWord: options.words(`report.status.${status}`),
    name,
    message: stateSentence(state, options),
    sobject: visible(sobject),
    ...(field === undefined ? {} : { field: visible(field) }),
    actions: actionsOf([state.verdict], { texts: options.texts, schema: null }).map(visible),
    ...(url === undefined ? {} : { url }),
  });
};

const objectGroup = (
  state: ObjectState,
  at: number,
  { run, exitCode }: HistoryDocumentInput,
  options: HistoryTextOptions,
  { said }: DocumentFrame,
): DocumentGroup => {
  const { sobject, requested, trackedFields, limit, verdict } = state;
  const fails = exitCode !== 0;
  const used =
    trackedFields === null
      ? options.words('slots.unknown', [String(limit)])
      : options.words('slots.used', [String(trackedFields.length), String(limit)]);
  const items = [
    stateItem(state, { sobject }, run.org, options, fails && requested.length === 0),
    ...requested.map((one) => stateItem(one, { sobject, field: one.field }, run.org, options, fails)),
  ];
  return {
    key: `object-${at + 1}`,
    title: visible(sobject),
    facts: [
      { label: options.words('label.slots'), text: visible(used) },
      { label: said('history.tracked'), text: visible((trackedFields ?? []).join(', ')) },
    ],
    verdict: {
      word: options.words(`report.status.${verdict.status}`),
      text: visible(stateSentence(state, options)),
      tone: documentStatusTones[verdict.status],
    },
    warnings: [],
    causes: [],
    items,
  };
};

const outcomeTone = ({ result }: HistoryOutcome): Pick<DocumentItem, 'status' | 'fails' | 'tone'> => {
  if (result === 'failed') return { status: 'unmet', fails: true, tone: 'bad' };
  return result === 'skipped'
    ? { status: 'unknown', fails: false, tone: 'unsure' }
    : { status: 'met', fails: false, tone: 'good' };
};

const outcomeItem = (one: HistoryOutcome, at: number, { words }: HistoryTextOptions): DocumentItem => {
  const { step, sobject, field, result, code, detail } = one;
  const advice = historyAdviceOf(one);
  return plainItem({
    id: `step:${at + 1}:${step}`,
    kind: 'step',
    ...outcomeTone(one),
    code: code ?? result.toUpperCase(),
    statusWord: words(`outcome.${code === 'NOT_PROVED' ? 'unproved' : result}`),
    name: words(`step.${step}`, [field === undefined ? sobject : `${sobject}.${field}`]),
    message: detail ?? words(`outcome.${result}`),
    sobject: visible(sobject),
    ...(field === undefined ? {} : { field: visible(field) }),
    actions: advice === undefined ? [] : [words(`advice.${advice}`)],
  });
};

/** What is to be written: switches and fields, and what stays for people. */
const planTable = ({ plan }: HistoryRun, { said }: DocumentFrame): DocumentTable[] => {
  if (plan === null || isEmptyPlan(plan)) return [];
  const row = (what: string, name: string): DocumentTable['rows'][number] => [{ text: what }, { text: visible(name) }];
  return [
    {
      key: 'plan',
      title: said(`history.plan.${plan.action}`),
      notes: [],
      columns: [said('column.what'), said('column.name')],
      rows: [
        ...plan.switches.map((sobject) => row(said('history.switch'), sobject)),
        ...plan.fields.map(({ sobject, field }) => row(said('history.field'), `${sobject}.${field}`)),
        ...plan.manual.map(({ sobject, field }) => row(said('history.manual'), `${sobject}.${field}`)),
        ...plan.leftOut.map(({ sobject, field }) => row(said('history.leftOut'), `${sobject}.${field}`)),
      ],
    },
  ];
};

/** The document of a run of history-tracking. @throws Error where a code has no words */
export const historyDocument = (
  input: HistoryDocumentInput,
  options: HistoryTextOptions,
  frame: DocumentFrame,
): ReportDocument => {
  const { run, next, at, exitCode, json } = input;
  const { said } = frame;
  const states = run.after?.states ?? run.states;
  const parts = orgParts(run.org, options.words, frame);
  const tone: DocumentTone = exitCode === 0 ? 'good' : exitCode === 3 ? 'unsure' : 'bad';
  const verdict = {
    word: said(`history.exit.${exitCode}`),
    text: said('history.verdict', [String(states.length)]),
    tone,
  };
  return {
    command: 'history-tracking',
    title: said('history.title'),
    ...parts,
    at,
    exitCode,
    verdict,
    tables: planTable(run, frame),
    groups: [
      ...(run.outcomes.length === 0
        ? []
        : [
            {
              key: 'steps',
              title: said('grant.group.steps'),
              facts: [],
              verdict,
              warnings: [],
              causes: [],
              items: run.outcomes.map((one, index) => outcomeItem(one, index, options)),
            },
          ]),
      ...states.map((state, index) => objectGroup(state, index, input, options, frame)),
    ],
    steps: historySteps(run, next, options).map(visibleStep),
    unread: [],
    json,
  };
};
