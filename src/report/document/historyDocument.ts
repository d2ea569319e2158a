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
import { sameName } from '../../platform/names.js';
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
  /** Why history is wanted, of a field or of the whole object; left out where no definition is at hand. */
  readonly why?: (sobject: string, field?: string) => string;
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

/** The code of what is to be written, as in the report of a grant. */
const planned = 'PLANNED';

/** Whether a plan that waits to be agreed to turns it on: then it is planned, and nobody has to do it by hand. */
const isPlanned = ({ mode, plan }: HistoryRun, sobject: string, field?: string): boolean => {
  if (plan?.action !== 'enable' || (mode !== 'dryRun' && mode !== 'notAgreed')) return false;
  const isObject = (name: string): boolean => sameName(name, sobject);
  // What the plan suggests for an object without fields of its own closes the need as well.
  return field === undefined
    ? plan.switches.some(isObject) || plan.fields.some((one) => isObject(one.sobject))
    : plan.fields.some((one) => isObject(one.sobject) && sameName(one.field, field));
};

/** The same item as something that is planned. */
const plannedItem = (item: DocumentItem, { said }: DocumentFrame): DocumentItem => ({
  ...item,
  ...{ fails: false, code: planned, tone: 'plain', statusWord: said('grant.planned') },
  message: said('history.item.planned'),
  actions: [],
});

const objectGroup = (
  state: ObjectState,
  at: number,
  { run, exitCode }: HistoryDocumentInput,
  options: HistoryTextOptions,
  frame: DocumentFrame,
): DocumentGroup => {
  const { said } = frame;
  const { sobject, requested, trackedFields, limit, verdict } = state;
  const fails = exitCode !== 0;
  const used =
    trackedFields === null
      ? options.words('slots.unknown', [String(limit)])
      : options.words('slots.used', [String(trackedFields.length), String(limit)]);
  const item = (one: Pick<FieldState, 'verdict' | 'meant'>, field?: string): DocumentItem => {
    const subject = field === undefined ? { sobject } : { sobject, field };
    const told = stateItem(one, subject, run.org, options, fails && (field !== undefined || requested.length === 0));
    return isPlanned(run, sobject, field) ? plannedItem(told, frame) : told;
  };
  const items = [item(state), ...requested.map((one) => item(one, one.field))];
  const isInPlan =
    items.some(({ code }) => code === planned) &&
    items.every(({ code, status }) => code === planned || !isOpen({ status }));
  return {
    key: `object-${at + 1}`,
    title: visible(sobject),
    facts: [
      { label: options.words('label.slots'), text: visible(used) },
      ...(trackedFields === null
        ? []
        : [
            { label: said('history.tracked'), text: visible(trackedFields.join(', ')) || said('history.tracked.none') },
          ]),
    ],
    verdict: isInPlan
      ? { word: said('grant.planned'), text: said('history.item.planned'), tone: 'plain' }
      : {
          word: options.words(`report.status.${verdict.status}`),
          text: visible(stateSentence(state, options)),
          tone: documentStatusTones[verdict.status],
        },
    warnings: [],
    causes: [],
    items,
  };
};

/** What was accepted and not read back is not proved: it is done no more surely than what was skipped. */
const outcomeTone = (word: string): Pick<DocumentItem, 'status' | 'fails' | 'tone'> => {
  if (word === 'failed') return { status: 'unmet', fails: true, tone: 'bad' };
  return word === 'skipped' || word === 'unproved'
    ? { status: 'unknown', fails: false, tone: 'unsure' }
    : { status: 'met', fails: false, tone: 'good' };
};

const outcomeItem = (one: HistoryOutcome, at: number, { words }: HistoryTextOptions): DocumentItem => {
  const { step, sobject, field, result, code, detail } = one;
  const advice = historyAdviceOf(one);
  const word = code === 'NOT_PROVED' ? 'unproved' : result;
  return plainItem({
    id: `step:${at + 1}:${step}`,
    kind: 'step',
    ...outcomeTone(word),
    code: code ?? result.toUpperCase(),
    statusWord: words(`outcome.${word}`),
    name: words(`step.${step}`, [field === undefined ? sobject : `${sobject}.${field}`]),
    message: detail ?? words(`outcome.${word}`),
    sobject: visible(sobject),
    ...(field === undefined ? {} : { field: visible(field) }),
    actions: advice === undefined ? [] : [words(`advice.${advice}`)],
  });
};

/** What is to be written: switches and fields, and what stays for people. */
const planTable = ({ run: { plan }, why }: HistoryDocumentInput, { said }: DocumentFrame): DocumentTable[] => {
  if (plan === null || isEmptyPlan(plan)) return [];
  const row = (what: string, sobject: string, field?: string): DocumentTable['rows'][number] => [
    { text: what },
    { text: visible(field === undefined ? sobject : `${sobject}.${field}`) },
    ...(why === undefined ? [] : [{ text: visible(why(sobject, field)) }]),
  ];
  return [
    {
      key: 'plan',
      title: said(`history.plan.${plan.action}`),
      notes: [],
      columns: [said('column.what'), said('column.name'), ...(why === undefined ? [] : [said('column.why')])],
      rows: [
        ...plan.switches.map((sobject) => row(said('history.switch'), sobject)),
        ...plan.fields.map(({ sobject, field }) => row(said('history.field'), sobject, field)),
        ...plan.manual.map(({ sobject, field }) => row(said('history.manual'), sobject, field)),
        ...plan.leftOut.map(({ sobject, field }) => row(said('history.leftOut'), sobject, field)),
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
  const waiting = run.mode === 'dryRun' || run.mode === 'notAgreed' ? run.plan : null;
  const verdict = {
    word: said(`history.exit.${exitCode}`),
    text:
      waiting === null || isEmptyPlan(waiting)
        ? said('history.verdict', [String(states.length)])
        : said(`history.verdict.${waiting.action}`, [String(waiting.fields.length)]),
    tone,
  };
  return {
    command: 'history-tracking',
    title: said('history.title'),
    ...parts,
    at,
    exitCode,
    verdict,
    tables: planTable(input, frame),
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
