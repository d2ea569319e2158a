/** A run of history-tracking as a report document: what is recorded, what is planned, and how it ended. */
import { expect } from 'chai';
import { known } from '../../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { HistoryOutcome } from '../../../../src/history/historyOutcome.js';
import { emptyPlan } from '../../../../src/history/historyPlan.js';
import type { HistoryPlan } from '../../../../src/history/historyPlan.js';
import type { HistoryRun } from '../../../../src/history/historyRun.js';
import { historyStates } from '../../../../src/history/historyState.js';
import type { HistoryTarget } from '../../../../src/history/historyTarget.js';
import { historyDocument } from '../../../../src/report/document/historyDocument.js';
import type { HistoryDocumentInput } from '../../../../src/report/document/historyDocument.js';
import type { ReportDocument } from '../../../../src/report/document/reportDocument.js';
import type { HistoryTextOptions } from '../../../../src/report/history/historyTextStyle.js';
import { history, historyField, notRead, schema, snapshot, user } from '../../support/snapshot.js';
import { wordsOf } from '../support/scenes.js';
import { frame } from '../support/wholeDocument.js';

const at = '2026-11-28T10:00:00.000Z';
const [own, ofCheck] = [wordsOf('integration.history-tracking'), wordsOf('integration.check')];
const options = (): HistoryTextOptions => ({
  ...{ width: 80, paint: (_, text) => text, at, plugin: '0.1.0', texts: findingTexts() },
  words: (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens),
  command: (all) => ['sf integration history-tracking', ...all].join(' '),
});

const inOrg = (isOn: boolean, ...tracked: string[]): OrgSchema =>
  schema({
    history: new Map([
      [
        'lead',
        history(
          known(isOn),
          ['Status', 'Rating', 'Email'].map((name) => historyField(name, tracked.includes(name))),
        ),
      ],
      ['contact', { objectSwitch: notRead, fields: notRead }],
      ['account', history(known(true), [historyField('Rating', true)])],
    ]),
  });

const lead = (...fields: string[]): HistoryTarget => ({ sobject: 'Lead', fields, suggested: [], ifPresent: false });

type Scene = Partial<Omit<HistoryDocumentInput, 'run'>> & {
  readonly org?: OrgSchema;
  readonly targets?: readonly HistoryTarget[];
  readonly run?: Partial<HistoryRun>;
};

const documentOf = ({ org = inOrg(false), targets = [lead()], run = {}, ...more }: Scene): ReportDocument =>
  historyDocument(
    {
      run: {
        ...{ mode: 'look', org: snapshot(user()).org, plan: null, takesBack: null },
        ...{ states: historyStates(org, targets), after: null, outcomes: [], interrupted: false, receipt: null },
        ...run,
      },
      ...{ next: { named: ['--sobject', 'Lead'] }, at, exitCode: 0, json: { schemaVersion: 1 } },
      ...more,
    },
    options(),
    frame(),
  );

const enabling = (more: Partial<HistoryPlan> = {}): HistoryPlan => ({ ...emptyPlan('enable'), ...more });
const field = (name: string, sobject = 'Lead'): HistoryPlan['fields'][number] => ({
  ...{ sobject, field: name, reason: 'requested', dataType: 'picklist' },
});

const page = 'https://example.my.salesforce.com/lightning/setup/ObjectManager/Lead/FieldsAndRelationships/view';
/** What an item has that tells how an object or a field is. */
const item = {
  ...{ kind: 'historyTracking', level: 'required', because: [], sources: [], details: [], blockedBy: [], places: [] },
  ...{ sobject: 'Lead', url: page, actions: [] },
};
const missing = { status: 'unmet', fails: true, statusWord: 'MISSING', tone: 'bad' };
const tracked = { status: 'met', fails: false, statusWord: 'ok', tone: 'good', code: 'TRACKED' };

const group = { key: 'object-1', title: 'Lead', warnings: [], causes: [] };
const factsOf = (slots: string, fields: string): object => ({
  facts: [
    { label: 'slots', text: slots },
    { label: 'Tracked fields', text: fields },
  ],
});
const isOff = 'Field History Tracking is switched off for Lead as a whole, so nothing is recorded.';

describe('the document of a run of history-tracking', () => {
  it('of an object that records nothing is whole', () =>
    expect(documentOf({ exitCode: 1 })).to.deep.equal({
      ...{ command: 'history-tracking', title: 'Field history tracking', at, exitCode: 1, version: '0.1.0' },
      org: {
        ...{ id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
        ...{ name: 'Acme', type: 'production' },
      },
      runBy: 'admin@example.com',
      facts: [
        { label: 'Org', text: 'Acme, https://example.my.salesforce.com (00D000000000001EAA)' },
        { label: 'Kind of org', text: 'PRODUCTION' },
        { label: 'Run by', text: 'admin@example.com' },
        { label: 'Made with', text: 'sf-plugin-integration 0.1.0, API 68.0' },
      ],
      verdict: { word: 'NOT TRACKED', text: 'Objects looked at: 1.', tone: 'bad' },
      tables: [],
      groups: [
        {
          ...group,
          ...factsOf('0 of 20 used', 'none'),
          verdict: { word: 'MISSING', text: isOff, tone: 'bad' },
          items: [
            {
              ...item,
              ...missing,
              ...{ id: 'historyTracking:Lead', name: 'Lead', code: 'HISTORY_OFF', message: isOff },
              actions: [
                'Turn it on with "sf integration history-tracking --enable"; or in Setup > Object Manager > Lead > Fields & Relationships > Set History Tracking, enable it and tick the fields.',
              ],
            },
          ],
        },
      ],
      steps: [
        {
          text: 'To turn it on (the plan is shown first):',
          command: 'sf integration history-tracking --sobject Lead --enable',
        },
      ],
      ...{ unread: [], json: { schemaVersion: 1 } },
    }));

  const verdicts: ReadonlyArray<readonly [string, Scene, ReportDocument['verdict']]> = [
    ['all is tracked', { exitCode: 0 }, { word: 'DONE', text: 'Objects looked at: 1.', tone: 'good' }],
    ['something is not', { exitCode: 1 }, { word: 'NOT TRACKED', text: 'Objects looked at: 1.', tone: 'bad' }],
    ['it is not known', { exitCode: 3 }, { word: 'NOT KNOWN', text: 'Objects looked at: 1.', tone: 'unsure' }],
    ...(['dryRun', 'notAgreed'] as const).flatMap((mode) => [
      [
        `a plan to enable is only told: ${mode}`,
        { run: { mode, plan: enabling({ fields: [field('Status'), field('Rating')] }) } },
        { word: 'DONE', text: 'Fields whose history is turned on: 2.', tone: 'good' },
      ] as const,
      [
        `a plan to disable is only told: ${mode}`,
        { run: { mode, plan: { ...emptyPlan('disable'), fields: [field('Status')] } } },
        { word: 'DONE', text: 'Fields whose history is turned off: 1.', tone: 'good' },
      ] as const,
      [
        `there is nothing to do: ${mode}`,
        { run: { mode, plan: enabling() } },
        { word: 'DONE', text: 'Objects looked at: 1.', tone: 'good' },
      ] as const,
    ]),
    [
      'a plan was carried out',
      { run: { mode: 'change', plan: enabling({ fields: [field('Status')] }) } },
      { word: 'DONE', text: 'Objects looked at: 1.', tone: 'good' },
    ],
  ];
  for (const [name, scene, verdict] of verdicts)
    it(`has a verdict where ${name}`, () => expect(documentOf(scene).verdict).to.deep.equal(verdict));

  it('is about what was read after the writes, where that could be read', () => {
    const scene: Scene = { targets: [lead('Status')] };
    const schemaAfter = inOrg(true, 'Status');
    const after = { schema: schemaAfter, states: historyStates(schemaAfter, [lead('Status')]) };
    const wordOf = (run: Scene['run'] = {}): string | undefined =>
      documentOf({ ...scene, run }).groups[0]?.verdict.word;
    expect([wordOf(), wordOf({ after })]).to.deep.equal(['MISSING', 'ok']);
  });
});

describe('an object of history-tracking as a group', () => {
  it('has the fields that are wanted, and what is tracked', () => {
    const recorded = 'History is tracked: Lead: Email, Status.';
    const org = inOrg(true, 'Status', 'Email');
    expect(documentOf({ org, targets: [lead('Status', 'Rating', 'Statsu')], exitCode: 1 }).groups).to.deep.equal([
      {
        ...group,
        ...factsOf('2 of 20 used', 'Email, Status'),
        verdict: { word: 'ok', text: recorded, tone: 'good' },
        items: [
          { ...item, ...tracked, id: 'historyTracking:Lead', name: 'Lead', message: recorded },
          {
            ...item,
            ...tracked,
            ...{ id: 'historyTracking:Lead.Status', name: 'Lead.Status', field: 'Status' },
            message: 'History is tracked: Lead.Status.',
          },
          {
            ...item,
            ...missing,
            ...{ id: 'historyTracking:Lead.Rating', name: 'Lead.Rating', field: 'Rating', code: 'FIELD_NOT_TRACKED' },
            message: 'Lead.Rating is not among the tracked fields.',
            actions: [
              'Turn it on with "sf integration history-tracking --enable"; or in Setup > Object Manager > the object > Fields & Relationships > Set History Tracking, tick Lead.Rating.',
            ],
          },
          {
            ...item,
            ...missing,
            ...{ id: 'historyTracking:Lead.Statsu', name: 'Lead.Statsu', field: 'Statsu', code: 'NO_SUCH_FIELD' },
            ...{ status: 'impossible', statusWord: 'IMPOSSIBLE' },
            message: 'Lead has no field Lead.Statsu in this org. Did you mean Lead.Status?',
            actions: [
              'Create Lead.Statsu in this org, correct the name in the definition, or mark the rule `ifPresent: true`.',
            ],
          },
        ],
      },
    ]);
  });

  it('says of what could not be read that it is not known', () => {
    const { facts = [], verdict } = documentOf({ targets: [{ ...lead(), sobject: 'Contact' }] }).groups[0] ?? {};
    expect([facts, verdict]).to.deep.equal([
      [{ label: 'slots', text: '20; how many are used could not be read' }],
      {
        word: 'UNKNOWN',
        text: 'Something could not be read, so this is not known: Contact history. INVALID_TYPE',
        tone: 'unsure',
      },
    ]);
  });

  const [object, status, rating] = ['Lead', 'Lead.Status', 'Lead.Rating'].map((name) => `historyTracking:${name}`);
  const fails: ReadonlyArray<readonly [string, Scene, unknown[]]> = [
    ['nothing fails where the run does not', { exitCode: 0, targets: [lead('Status')] }, []],
    ['the object fails where no field is wanted', { exitCode: 1 }, [object]],
    ['the fields fail where some are wanted', { exitCode: 1, targets: [lead('Status', 'Rating')] }, [status, rating]],
    [
      'what is tracked does not fail',
      { exitCode: 1, org: inOrg(true, 'Status'), targets: [lead('Status', 'Rating')] },
      [rating],
    ],
  ];
  for (const [name, scene, ids] of fails)
    it(name, () =>
      expect(documentOf(scene).groups[0]?.items.flatMap((one) => (one.fails ? [one.id] : []))).to.deep.equal(ids),
    );
});

describe('what a plan of history-tracking turns on', () => {
  const plan = (more: Partial<HistoryPlan>, mode: HistoryRun['mode'] = 'dryRun'): Partial<HistoryRun> => ({
    ...{ mode, plan: enabling(more) },
  });
  const both = { switches: ['lead'], fields: [field('status'), field('Rating')] };
  const all = ['PLANNED', 'Lead PLANNED', 'Lead.Status PLANNED', 'Lead.Rating PLANNED'];
  const nothing = ['MISSING', 'Lead HISTORY_OFF', 'Lead.Status FIELD_NOT_TRACKED', 'Lead.Rating FIELD_NOT_TRACKED'];
  const cases: ReadonlyArray<readonly [string, Scene, unknown[]]> = [
    ['the switch and each field', { run: plan(both) }, all],
    ['what was not agreed to as well', { run: plan(both, 'notAgreed') }, all],
    ['the object too where fields of it are planned', { run: plan({ fields: both.fields }) }, all],
    [
      'no field that the plan does not name, whatever else has its name',
      { run: plan({ switches: ['Lead'], fields: [field('Status'), field('Rating', 'Account')] }) },
      ['MISSING', 'Lead PLANNED', 'Lead.Status PLANNED', 'Lead.Rating FIELD_NOT_TRACKED'],
    ],
    [
      'the switch of one of several objects',
      { run: plan({ switches: ['Account', 'Lead'] }) },
      ['MISSING', 'Lead PLANNED', 'Lead.Status FIELD_NOT_TRACKED', 'Lead.Rating FIELD_NOT_TRACKED'],
    ],
    [
      'the object where fields of several are planned',
      { run: plan({ fields: [field('Rating', 'Account'), field('Status')] }) },
      ['MISSING', 'Lead PLANNED', 'Lead.Status PLANNED', 'Lead.Rating FIELD_NOT_TRACKED'],
    ],
    [
      'nothing of what is planned for another object',
      { run: plan({ switches: ['Account'], fields: [field('Status', 'Account')] }) },
      nothing,
    ],
    ['nothing of what was carried out', { run: plan(both, 'change') }, nothing],
    ['nothing of what is turned off', { run: { mode: 'dryRun', plan: { ...emptyPlan('disable'), ...both } } }, nothing],
    [
      'what is open where the rest is there',
      { org: inOrg(true, 'Rating'), run: plan({ fields: [field('Status')] }) },
      ['PLANNED', 'Lead PLANNED', 'Lead.Status PLANNED', 'Lead.Rating TRACKED'],
    ],
  ];
  for (const [name, scene, told] of cases)
    it(`is ${name}`, () => {
      const [one] = documentOf({ targets: [lead('Status', 'Rating')], exitCode: 1, ...scene }).groups;
      expect([one?.verdict.word, ...(one?.items ?? []).map(({ name: of, code }) => `${of} ${code}`)]).to.deep.equal(
        told,
      );
    });

  it('is no failure, and nobody has to do it by hand', () => {
    const run = plan({ switches: ['Lead'], fields: [field('Status')] });
    const planned = {
      ...{ status: 'unmet', fails: false, code: 'PLANNED', tone: 'plain', statusWord: 'PLANNED' },
      message: 'To be turned on by this plan.',
    };
    expect(documentOf({ targets: [lead('Status')], exitCode: 1, run }).groups).to.deep.equal([
      {
        ...group,
        ...factsOf('0 of 20 used', 'none'),
        verdict: { word: 'PLANNED', text: 'To be turned on by this plan.', tone: 'plain' },
        items: [
          { ...item, ...planned, id: 'historyTracking:Lead', name: 'Lead' },
          { ...item, ...planned, id: 'historyTracking:Lead.Status', name: 'Lead.Status', field: 'Status' },
        ],
      },
    ]);
  });

  it('stands in a table, with what stays for people and what is left out', () => {
    const run = plan({
      ...{ switches: ['Lead'], fields: [field('Status')] },
      manual: [{ sobject: 'Lead', field: 'acme__Tier__c', code: 'MANAGED_FIELD' }],
      leftOut: [{ sobject: 'Lead', field: 'Email', reason: 'CHOSEN' }],
    });
    const rows = [
      ['Object', 'Lead'],
      ['Field', 'Lead.Status'],
      ['Field, by hand', 'Lead.acme__Tier__c'],
      ['Field, left out', 'Lead.Email'],
    ];
    const cells = (texts: readonly string[]): object[] => texts.map((text) => ({ text }));
    const table = { key: 'plan', title: 'To be turned on', notes: [] };
    expect(documentOf({ run }).tables).to.deep.equal([{ ...table, columns: ['What', 'Name'], rows: rows.map(cells) }]);
    expect(documentOf({ run, why: (sobject, one) => `For ${one ?? sobject}\u001b.` }).tables).to.deep.equal([
      {
        ...{ ...table, columns: ['What', 'Name', 'Why'] },
        rows: rows.map(([what = '', name = '']) => cells([what, name, `For ${name.replace('Lead.', '')}\\u{1b}.`])),
      },
    ]);
  });

  it('stands in no table where nothing is written', () => {
    const titlesOf = (run: Partial<HistoryRun>): string[] => documentOf({ run }).tables.map(({ title }) => title);
    expect([
      titlesOf({}),
      titlesOf(plan({ leftOut: [{ sobject: 'Lead', field: 'Email', reason: 'CHOSEN' }] })),
      titlesOf({ mode: 'dryRun', plan: { ...emptyPlan('disable'), fields: [field('Status')] } }),
    ]).to.deep.equal([[], [], ['To be turned off']]);
  });
});

describe('how the steps of history-tracking ended', () => {
  const ended = (result: HistoryOutcome['result'], more: Partial<HistoryOutcome> = {}): HistoryOutcome => ({
    ...{ step: 'field', sobject: 'Lead', field: 'Status', result },
    ...more,
  });
  const switched: HistoryOutcome = { step: 'objectSwitch', sobject: 'Lead', result: 'done' };
  const groupsOf = (outcomes: readonly HistoryOutcome[]): ReportDocument['groups'] =>
    documentOf({ exitCode: 68, run: { mode: 'change', outcomes } }).groups;

  it('is a group in front of the objects', () => {
    const { items, ...steps } = groupsOf([switched, ended('done')])[0] ?? { items: [] };
    expect(items.map(({ id, name }) => `${id}: ${name}`)).to.deep.equal([
      'step:1:objectSwitch: object switch of Lead',
      'step:2:field: Lead.Status',
    ]);
    expect(steps).to.deep.equal({
      ...{ key: 'steps', title: 'Steps', facts: [], warnings: [], causes: [] },
      verdict: { word: 'IN PART', text: 'Objects looked at: 1.', tone: 'bad' },
    });
    expect([groupsOf([switched]), groupsOf([])].map((all) => all.map(({ key }) => key))).to.deep.equal([
      ['steps', 'object-1'],
      ['object-1'],
    ]);
  });

  const step = {
    ...{ kind: 'step', level: 'required', because: [], sources: [], details: [], blockedBy: [], places: [] },
    ...{ sobject: 'Lead', actions: [] },
  };
  const ofField = { ...step, id: 'step:1:field', field: 'Status', name: 'Lead.Status' };
  const done = { status: 'met', fails: false, tone: 'good' };
  const cases: ReadonlyArray<readonly [string, HistoryOutcome, object]> = [
    [
      'done, of an object',
      switched,
      {
        ...{ ...step, ...done, id: 'step:1:objectSwitch', name: 'object switch of Lead' },
        ...{ code: 'DONE', statusWord: 'done', message: 'done' },
      },
    ],
    ['done, of a field', ended('done'), { ...ofField, ...done, code: 'DONE', statusWord: 'done', message: 'done' }],
    [
      'there before',
      ended('alreadyDone'),
      { ...ofField, ...done, code: 'ALREADYDONE', statusWord: 'was there', message: 'was there' },
    ],
    [
      'accepted and not read back, which proves nothing',
      ended('done', { code: 'NOT_PROVED' }),
      {
        ...{ ...ofField, status: 'unknown', fails: false, tone: 'unsure' },
        ...{ code: 'NOT_PROVED', statusWord: 'accepted', message: 'accepted' },
      },
    ],
    [
      'failed, with what to do about it',
      ended('failed', { code: 'NO_SLOT', detail: 'Too many.' }),
      {
        ...{ ...ofField, status: 'unmet', fails: true, tone: 'bad' },
        ...{ code: 'NO_SLOT', statusWord: 'FAILED', message: 'Too many.', actions: [own('advice.NO_SLOT')] },
      },
    ],
    [
      'skipped',
      ended('skipped', { code: 'INTERRUPTED' }),
      {
        ...{ ...ofField, status: 'unknown', fails: false, tone: 'unsure' },
        ...{ code: 'INTERRUPTED', statusWord: 'skipped', message: 'skipped' },
      },
    ],
  ];
  for (const [name, outcome, expected] of cases)
    it(`is told of what was ${name}`, () => expect(groupsOf([outcome])[0]?.items).to.deep.equal([expected]));
});
