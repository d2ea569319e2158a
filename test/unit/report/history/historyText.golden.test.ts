import { known } from '../../../../src/access/snapshot.js';
import type { OrgSchema, Reading } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { HistoryOutcome } from '../../../../src/history/historyOutcome.js';
import { planDisable, planEnable } from '../../../../src/history/historyPlan.js';
import type { HistoryPlan } from '../../../../src/history/historyPlan.js';
import { emptyReceipt } from '../../../../src/history/historyReceipt.js';
import type { HistoryReceipt, HistoryReceiptStep } from '../../../../src/history/historyReceipt.js';
import { historyRunExitCode } from '../../../../src/history/historyRun.js';
import type { HistoryRun } from '../../../../src/history/historyRun.js';
import { historyStates } from '../../../../src/history/historyState.js';
import { targetsOf } from '../../../../src/history/historyTarget.js';
import type { HistoryTarget } from '../../../../src/history/historyTarget.js';
import { planUndo, targetsOfReceipt } from '../../../../src/history/planUndo.js';
import { historyDocument } from '../../../../src/report/document/historyDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import { historyJson } from '../../../../src/report/history/historyJson.js';
import type { HistoryWords } from '../../../../src/report/history/historyRunText.js';
import { historyReadingText, historyRunText } from '../../../../src/report/history/historyRunText.js';
import type { HistoryTextOptions } from '../../../../src/report/history/historyTextStyle.js';
import type { Words } from '../../../../src/report/words.js';
import { golden, goldenFiles } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { reportFilesOf } from '../../../support/reportFiles.js';
import { field, history, historyField, notRead, schema } from '../../support/snapshot.js';
import { builtIn, wordsOf } from '../support/scenes.js';

const org = {
  id: '00D5g0000000GBsEAM',
  username: 'admin@example.com',
  instanceUrl: 'https://acme.example',
  apiVersion: '66.0',
  name: 'Acme',
  type: 'production',
} as const;
const [own, ofCheck] = [wordsOf('integration.history-tracking'), wordsOf('integration.check')];
const words: Words = (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens);
const options = (view: View): HistoryTextOptions => ({
  ...view,
  words,
  at: '2026-11-28T10:00:00.000Z',
  plugin: '0.1.0',
  texts: findingTexts(),
  command: (all) => ['sf', 'integration', 'history-tracking', ...all, '-o', org.username].join(' '),
});

type Switch = Reading<boolean | 'always'>;
const [on, off, always] = [known(true as const), known(false as const), known('always' as const)];

const opportunityFields = (...tracked: string[]) =>
  ['Amount', 'CloseDate', 'Description', 'NextStep', 'OwnerId', 'StageName']
    .map((name) => historyField(name, tracked.includes(name)))
    .concat(historyField('ExpectedRevenue', false), historyField('Score__c', false, { calculated: true }));

/** An org with Opportunity, Lead, Account and Case. */
const orgWith = (opportunity: Switch, tracked: string[], more: Partial<OrgSchema> = {}): OrgSchema =>
  schema({
    history: new Map([
      ['opportunity', history(opportunity, opportunityFields(...tracked))],
      [
        'lead',
        history(on, [
          historyField('Status', true),
          historyField('Address', true, { dataType: 'address' }),
          historyField('acme__Tier__c', false),
        ]),
      ],
      ['account', history(on, [historyField('Rating', false), historyField('Level__pc', false)])],
      ['task', history(always, [historyField('Subject', false)])],
      ['thing__c', history(on, [historyField('Name', true)])],
    ]),
    fields: new Map([['lead', known(new Map([['city', field('City', { compound: 'Address' })]]))]]),
    ...more,
  });

const targets = (sobjects: string[], fields: string[] = []): readonly HistoryTarget[] => {
  const found = targetsOf({ sobjects, fields, requirements: null });
  if (!found.ok) throw new Error('ambiguous');
  return found.targets;
};
const hgInsights = (): readonly HistoryTarget[] => {
  const found = targetsOf({ sobjects: [], fields: [], requirements: builtIn.hgInsights.requirements });
  if (!found.ok) throw new Error('ambiguous');
  return found.targets;
};

type Scene = {
  inOrg: OrgSchema;
  /** Made when the scene is rendered, and not while the file is loaded. */
  targets: () => readonly HistoryTarget[];
  mode?: HistoryRun['mode'];
  action?: 'enable' | 'disable';
  takesBack?: HistoryReceipt;
  leaveOut?: string[];
  after?: OrgSchema | null;
  outcomes?: HistoryOutcome[];
  interrupted?: boolean;
  receipt?: HistoryReceipt;
  receiptFile?: string;
  named?: string[];
  changing?: string[];
};

type Told = { readonly run: HistoryRun; readonly reading: string; readonly next: HistoryWords };

const runOf = (one: Scene, view: View): Told => {
  const { inOrg, mode = 'look', action, takesBack = null, named = [], changing = [] } = one;
  const states = historyStates(inOrg, one.targets());
  const planned = (): HistoryPlan | null => {
    if (takesBack) return planUndo(inOrg, takesBack);
    if (action === undefined) return null;
    return action === 'enable' ? planEnable(inOrg, states, one.leaveOut ?? []) : planDisable(inOrg, states);
  };
  const plan = planned();
  const later = one.after === undefined ? inOrg : one.after;
  return {
    run: {
      mode,
      org,
      plan,
      takesBack,
      states: later ? historyStates(later, one.targets()) : states,
      after: later && { schema: later, states: historyStates(later, one.targets()) },
      outcomes: one.outcomes ?? [],
      interrupted: one.interrupted ?? false,
      receipt: one.receipt ?? null,
    },
    reading: historyReadingText({ org, states, schema: inOrg, plan, takesBack }, options(view)),
    next: { named, changing, receiptFile: one.receiptFile },
  };
};

/** All that people see of a run, from the reading to the end. */
const scene =
  (one: Scene) =>
  (view: View): string => {
    const { run, reading, next } = runOf(one, view);
    return [reading, historyRunText(run, next, options(view))].filter((text) => text !== '').join('\n');
  };

/** The same as a document, of which every format is made. */
const document = (one: Scene) => (): ReportDocument => {
  const view: View = { width: 80, paint: (_, text) => text };
  const { run, next } = runOf(one, view);
  return historyDocument(
    {
      run,
      next,
      at: '2026-11-28T10:00:00.000Z',
      exitCode: historyRunExitCode(run),
      json: historyJson(run, findingTexts()),
    },
    options(view),
    { said: wordsOf('document'), version: '0.1.0' },
  );
};

const opportunity = (...fields: string[]): readonly HistoryTarget[] =>
  targets(
    ['Opportunity'],
    fields.map((name) => `Opportunity.${name}`),
  );

const receiptOf = (...steps: HistoryReceiptStep[]): HistoryReceipt => ({
  ...emptyReceipt({ id: org.id, instanceUrl: org.instanceUrl }, '2026-11-28T01:02:03Z'),
  steps,
});
const switchStep: HistoryReceiptStep = {
  step: 'objectSwitch',
  sobject: 'Opportunity',
  state: 'done',
  trackedWithIt: [],
};
const fieldStep = (name: string): HistoryReceiptStep => ({
  step: 'field',
  sobject: 'Opportunity',
  field: name,
  state: 'done',
});
const turnedOn = receiptOf(switchStep, fieldStep('Amount'), fieldStep('StageName'));

const ended = (
  name: string,
  result: HistoryOutcome['result'],
  code?: HistoryOutcome['code'],
  detail?: string,
): HistoryOutcome => ({
  step: name === '' ? 'objectSwitch' : 'field',
  sobject: 'Opportunity',
  ...(name === '' ? {} : { field: name }),
  result,
  ...(code === undefined ? {} : { code }),
  ...(detail === undefined ? {} : { detail }),
});
const enabling = {
  inOrg: orgWith(off, []),
  targets: () => opportunity('Amount', 'StageName'),
  action: 'enable',
  mode: 'change',
} as const;

const lookAtFields: Scene = {
  inOrg: orgWith(on, ['StageName', 'Amount']),
  targets: () => opportunity('StageName', 'CloseDate', 'ExpectedRevenue', 'Score__c', 'Nonsense__c'),
  named: ['--field', 'StageName', '--field', 'CloseDate'],
};

const inPart: Scene = {
  ...enabling,
  targets: () => opportunity('Amount', 'StageName', 'NextStep', 'OwnerId', 'CloseDate', 'Description'),
  after: orgWith(on, ['Amount']),
  outcomes: [
    ended('', 'done'),
    ended('Amount', 'done'),
    ended('StageName', 'failed', 'NO_SLOT', 'exceeded the allowed number of fields to track on a given entity'),
    ended('NextStep', 'failed', 'NOT_TRACKABLE', 'History tracking is not supported for the field NextStep'),
    ended('OwnerId', 'failed', 'SWITCH_OFF', 'The entity: Opportunity does not have history tracking enabled'),
    ended('CloseDate', 'failed', 'DEFINITION_UNREADABLE'),
    ended('Description', 'failed', 'NOT_EFFECTIVE'),
  ],
  receipt: receiptOf(switchStep, fieldStep('Amount')),
  receiptFile: 'history.json',
};

golden('history', {
  'look-off': scene({ inOrg: orgWith(off, []), targets: () => opportunity(), named: ['--sobject', 'Opportunity'] }),
  'look-suggested': scene({
    inOrg: orgWith(on, ['Amount', 'StageName']),
    targets: () => hgInsights(),
    named: ['-i', 'hg-insights'],
  }),
  'look-fields': scene(lookAtFields),
  'look-misspelt': scene({
    inOrg: orgWith(on, ['StageName'], {
      permissionableObjects: known(new Map([['opportunity', 'Opportunity']])),
    }),
    targets: () => targets(['Oportunity'], ['Opportunity.StageNam', 'Opportunity.Clsoedate', 'Opportunity.Zzz__c']),
  }),
  'look-several-objects': scene({
    inOrg: orgWith(on, []),
    targets: () => targets(['Task', 'Thing__c', 'Nope__c', 'CampaignMember'], ['Lead.City', 'Lead.Status']),
  }),
  'look-unreadable': scene({
    inOrg: orgWith(notRead, ['StageName'], {
      history: new Map([
        ['opportunity', { objectSwitch: notRead, fields: notRead }],
        ['lead', { objectSwitch: notRead, fields: known(new Map([['status', historyField('Status', true)]])) }],
      ]),
    }),
    targets: () => targets(['Opportunity'], ['Lead.Status']),
  }),
  'nothing-needed': scene({ inOrg: orgWith(off, []), targets: () => [], action: 'enable', mode: 'change' }),
  'plan-suggested': scene({
    inOrg: orgWith(off, []),
    targets: () => hgInsights(),
    named: ['-i', 'hg-insights'],
    action: 'enable',
    mode: 'dryRun',
  }),
  'plan-left-out-and-by-hand': scene({
    inOrg: orgWith(on, ['Amount']),
    targets: () =>
      targets([], ['Opportunity.StageName', 'Opportunity.NextStep', 'Lead.acme__Tier__c', 'Account.Level__pc']),
    named: ['--field', 'Opportunity.StageName', '--field', 'Opportunity.NextStep'],
    changing: ['--leave-out', 'NextStep'],
    action: 'enable',
    mode: 'dryRun',
    leaveOut: ['NextStep'],
  }),
  'plan-by-hand-alone': scene({
    inOrg: orgWith(on, []),
    targets: () => targets([], ['Lead.acme__Tier__c']),
    action: 'enable',
    mode: 'dryRun',
  }),
  'plan-no-slot': scene({
    inOrg: schema({
      history: new Map([
        [
          'opportunity',
          history(on, [
            ...Array.from({ length: 20 }, (_, i) => historyField(`F${i}__c`, true)),
            historyField('StageName', false),
          ]),
        ],
      ]),
    }),
    targets: () => [{ sobject: 'Opportunity', fields: [], suggested: ['StageName'], ifPresent: false }],
    action: 'enable',
    mode: 'dryRun',
  }),
  'nothing-to-enable': scene({
    inOrg: orgWith(on, ['Amount', 'StageName']),
    targets: () => opportunity('Amount', 'StageName'),
    action: 'enable',
    mode: 'change',
  }),
  'nothing-to-disable': scene({
    inOrg: orgWith(on, []),
    targets: () => opportunity('Amount'),
    action: 'disable',
    mode: 'change',
  }),
  enabled: scene({
    ...enabling,
    after: orgWith(on, ['Amount', 'StageName']),
    outcomes: [ended('', 'done'), ended('Amount', 'done'), ended('StageName', 'alreadyDone')],
    receipt: receiptOf(switchStep, fieldStep('Amount')),
  }),
  'enabled-with-receipt': scene({
    ...enabling,
    after: orgWith(on, ['Amount', 'StageName']),
    outcomes: [ended('', 'done'), ended('Amount', 'done'), ended('StageName', 'done')],
    receipt: turnedOn,
    receiptFile: 'history.json',
  }),
  'enabled-switch-alone': scene({
    ...enabling,
    targets: () => opportunity(),
    after: orgWith(on, []),
    outcomes: [ended('', 'done')],
    receipt: receiptOf(switchStep),
  }),
  'enabled-in-part': scene(inPart),
  'enabled-and-not-read-back': scene({
    ...enabling,
    after: null,
    outcomes: [
      ended('', 'done', 'NOT_PROVED'),
      ended('Amount', 'failed', 'CONNECTION_LOST', 'acme.example deploy'),
      ended('StageName', 'failed', 'SESSION_EXPIRED'),
      { step: 'proof', sobject: 'Opportunity', result: 'failed', code: 'NOT_READ_BACK' },
    ],
    receipt: turnedOn,
  }),
  'receipt-not-kept': scene({
    ...enabling,
    after: orgWith(on, []),
    outcomes: [
      ended('', 'done'),
      ended('Amount', 'failed', 'RECEIPT_UNWRITABLE'),
      ended('StageName', 'failed', 'RECEIPT_UNWRITABLE'),
      { step: 'receipt', sobject: 'Opportunity', result: 'failed', code: 'RECEIPT_UNWRITABLE' },
    ],
    receipt: receiptOf(switchStep),
    receiptFile: 'history.json',
  }),
  refused: scene({
    ...enabling,
    outcomes: [
      ended('', 'failed', 'INSUFFICIENT_ACCESS', 'INSUFFICIENT_ACCESS: use of the Metadata API requires more'),
      ended('Amount', 'failed', 'INSUFFICIENT_ACCESS'),
      ended('StageName', 'failed', 'REFUSED_BY_ORG', 'UNKNOWN_EXCEPTION: ErrorId 1'),
    ],
  }),
  'other-trouble': scene({
    ...enabling,
    outcomes: [
      ended('', 'failed', 'GAVE_UP_WAITING', '600'),
      ended('Amount', 'failed', 'SERVER_UNAVAILABLE', 'The answer ended early.'),
      ended('StageName', 'failed', 'NOT_SALESFORCE_ANSWER', 'acme.example deploy'),
    ],
  }),
  interrupted: scene({
    ...enabling,
    after: orgWith(on, []),
    outcomes: [
      ended('', 'done'),
      ended('Amount', 'skipped', 'INTERRUPTED'),
      ended('StageName', 'skipped', 'INTERRUPTED'),
    ],
    interrupted: true,
    receipt: receiptOf(switchStep),
    receiptFile: 'history.json',
  }),
  'into-a-project': scene({
    ...enabling,
    mode: 'project',
    outcomes: [
      {
        step: 'file',
        sobject: 'Opportunity',
        result: 'done',
        detail: 'objects/Opportunity/Opportunity.object-meta.xml',
      },
      {
        step: 'file',
        sobject: 'Opportunity',
        field: 'Amount',
        result: 'alreadyDone',
        detail: 'objects/Opportunity/fields/Amount.field-meta.xml',
      },
    ],
  }),
  disabled: scene({
    inOrg: orgWith(on, ['Amount', 'StageName']),
    targets: () => opportunity('Amount'),
    action: 'disable',
    mode: 'change',
    after: orgWith(on, ['StageName']),
    outcomes: [ended('Amount', 'done')],
  }),
  'undo-plan': scene({
    inOrg: orgWith(on, ['Amount', 'StageName']),
    targets: () => targetsOfReceipt(turnedOn),
    takesBack: turnedOn,
    changing: ['--receipt', 'before.json'],
    action: 'disable',
    mode: 'dryRun',
  }),
  'undo-in-part': scene({
    inOrg: orgWith(on, ['Amount', 'StageName', 'OwnerId']),
    targets: () =>
      targetsOfReceipt(receiptOf(...turnedOn.steps, fieldStep('Gone__c'), { ...switchStep, sobject: 'Gone__c' })),
    takesBack: receiptOf(...turnedOn.steps, fieldStep('Gone__c'), { ...switchStep, sobject: 'Gone__c' }),
    action: 'disable',
    mode: 'change',
    after: orgWith(on, ['OwnerId']),
    outcomes: [
      ended('Amount', 'done'),
      ended('StageName', 'done'),
      ended('Gone__c', 'skipped', 'NOT_FOUND'),
      { step: 'objectSwitch', sobject: 'Gone__c', result: 'skipped', code: 'NOT_FOUND' },
      ended('', 'skipped', 'OTHERS_TRACKED', 'OwnerId'),
    ],
  }),
  'undo-nothing-left': scene({
    inOrg: orgWith(off, []),
    targets: () => targetsOfReceipt(turnedOn),
    takesBack: turnedOn,
    action: 'disable',
    mode: 'change',
  }),
  'undo-empty-receipt': scene({
    inOrg: orgWith(off, []),
    targets: () => [],
    takesBack: receiptOf(),
    action: 'disable',
    mode: 'change',
  }),
});

goldenFiles('reports-history', {
  ...reportFilesOf('look', document(lookAtFields)),
  ...reportFilesOf('in-part', document(inPart)),
});
