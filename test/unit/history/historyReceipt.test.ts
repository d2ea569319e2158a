import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema, Reading } from '../../../src/access/snapshot.js';
import type { HistoryChange, WriteProblem } from '../../../src/history/historyChange.js';
import { changeKey } from '../../../src/history/historyChange.js';
import { leftOutcomes } from '../../../src/history/historyOutcome.js';
import {
  emptyReceipt,
  givenSteps,
  historyReceiptSchema,
  withEnded,
  withIntended,
  withTracked,
} from '../../../src/history/historyReceipt.js';
import type { HistoryReceipt, HistoryReceiptStep } from '../../../src/history/historyReceipt.js';
import { planUndo, targetsOfReceipt, undoneExitCode } from '../../../src/history/planUndo.js';
import { history, historyField, notRead, schema } from '../support/snapshot.js';

const empty = emptyReceipt({ id: '00D000000000001AAA', instanceUrl: 'https://acme.example' }, '2026-11-28T01:02:03Z');

const about = (...names: string[]): Omit<HistoryChange, 'action'> => ({
  switches: names.filter((name) => !name.includes('.')),
  fields: names.flatMap((name) => {
    const [sobject = '', field] = name.split('.');
    return field === undefined ? [] : [{ sobject, field, reason: 'requested' as const, dataType: '' }];
  }),
});
const problems = (of: Record<string, WriteProblem>): ReadonlyMap<string, WriteProblem> =>
  new Map(Object.entries(of).map(([name, problem]) => [changeKey(...(name.split('.') as [string])), problem]));

/** One word for each part of a step: `Lead done Company+Rating`, `Lead.Status intended`. */
const told = (steps: readonly HistoryReceiptStep[]): string[] =>
  steps.map((step) =>
    step.step === 'field'
      ? `${step.sobject}.${step.field} ${step.state}`
      : `${step.sobject} ${step.state}${step.trackedWithIt === null ? '' : ` ${step.trackedWithIt.join('+')}`}`,
  );

describe('receipt of history-tracking', () => {
  const intended = withIntended(empty, about('Lead', 'Lead.Status'));

  it('begins with nothing, and every state of it is one that can be read again', () => {
    expect(empty.steps).to.deep.equal([]);
    for (const receipt of [empty, intended, withTracked(withEnded(intended, problems({})), new Map([['lead', ['X']]]))])
      expect(historyReceiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).to.deep.equal(receipt);
  });

  it('names what is about to be written', () => {
    expect(told(intended.steps)).to.deep.equal(['Lead intended', 'Lead.Status intended']);
    const more = withIntended(intended, about('Lead.Rating', 'LEAD.status'));
    expect(told(more.steps)).to.deep.equal(['Lead intended', 'Lead.Status intended', 'Lead.Rating intended']);
  });

  it('says how it ended; what may be written stays intended', () => {
    const ended = withEnded(
      withIntended(empty, about('Lead', 'Lead.Status', 'Lead.Rating')),
      problems({
        'Lead.Status': { code: 'NO_SLOT', detail: '' },
        'Lead.Rating': { code: 'CONNECTION_LOST', detail: '', open: true },
      }),
    );
    expect(told(ended.steps)).to.deep.equal(['Lead done', 'Lead.Status failed', 'Lead.Rating intended']);
    expect(told(givenSteps(ended))).to.deep.equal(['Lead done', 'Lead.Rating intended']);
  });

  it('keeps of a second attempt what the first has written, and what that had refused', () => {
    const first = withEnded(intended, problems({ 'Lead.Status': { code: 'SWITCH_OFF', detail: '' } }));
    const second = withIntended(first, about('Lead', 'Lead.Status'));
    expect(told(second.steps)).to.deep.equal(['Lead done', 'Lead.Status intended']);
    // Known once, done stays done.
    const later = withEnded(second, problems({ Lead: { code: 'REFUSED_BY_ORG', detail: '' } }));
    expect(told(later.steps)).to.deep.equal(['Lead done', 'Lead.Status done']);
  });

  it('keeps which fields came back with a switch, as they were first seen', () => {
    const seen = withTracked(intended, new Map([['lead', ['Status', 'Rating', 'Company']]]));
    expect(told(seen.steps)[0]).to.equal('Lead intended Company+Rating');
    expect(told(withTracked(seen, new Map([['lead', ['Email']]])).steps)[0]).to.equal('Lead intended Company+Rating');
    expect(withTracked(intended, new Map())).to.deep.equal(intended);
    const refused = withEnded(intended, problems({ 'Lead.Status': { code: 'NO_SLOT', detail: '' } }));
    expect(told(withTracked(refused, new Map([['lead', ['Status']]])).steps)[0], 'not ours').to.equal(
      'Lead done Status',
    );
  });
});

describe('taking back what a receipt names', () => {
  const on = known(true as const);
  const off = known(false as const);
  type Switch = Reading<boolean | 'always'>;
  /** Lead with these fields flagged, and Account, which tracks Rating. */
  const org = (flagged: string[] | null, objectSwitch: Switch = on, more: Partial<OrgSchema> = {}): OrgSchema =>
    schema({
      history: new Map([
        [
          'lead',
          flagged === null
            ? { objectSwitch, fields: notRead }
            : history(
                objectSwitch,
                ['Status', 'Company', 'Email'].map((name) =>
                  historyField(name, flagged.includes(name), { dataType: 'string' }),
                ),
              ),
        ],
        ['account', history(on, [historyField('Rating', true)])],
      ]),
      ...more,
    });
  const receiptOf = (...steps: string[]): HistoryReceipt => ({
    ...empty,
    steps: steps.map((text): HistoryReceiptStep => {
      const [name = '', state, with_] = text.split(' ');
      const [sobject = '', field] = name.split('.');
      const is = state as HistoryReceiptStep['state'];
      return field === undefined
        ? {
            step: 'objectSwitch',
            sobject,
            state: is,
            trackedWithIt: with_ === undefined ? null : with_.split('+').filter(Boolean),
          }
        : { step: 'field', sobject, field, state: is };
    }),
  });
  const table: [title: string, receipt: HistoryReceipt, inOrg: OrgSchema, plan: string[], exitCode: number][] = [
    [
      'its fields, and its switches',
      receiptOf('Lead done +', 'Lead.Status done'),
      org(['Status']),
      ['Lead', 'Lead.Status [string]'],
      1,
    ],
    [
      'also what nobody knows the end of',
      receiptOf('Lead intended', 'Lead.Status intended'),
      org(['Status']),
      ['Lead', 'Lead.Status [string]'],
      1,
    ],
    [
      'nothing that was refused',
      receiptOf('Lead failed', 'Lead.Status failed', 'Lead.Email done'),
      org(['Status']),
      [],
      0,
    ],
    [
      'nothing that was tracked before',
      receiptOf('Lead.Status done'),
      org(['Status', 'Company']),
      ['Lead.Status [string]'],
      1,
    ],
    [
      'the switch, though fields came back with it',
      receiptOf('Lead done Company', 'Lead.Status done'),
      org(['Status', 'Company']),
      ['Lead', 'Lead.Status [string]'],
      1,
    ],
    [
      'no switch where somebody has tracked another field since',
      receiptOf('Lead done Company', 'Lead.Status done'),
      org(['Status', 'Company', 'Email']),
      ['Lead.Status [string]', 'keeps Lead OTHERS_TRACKED Email'],
      1,
    ],
    [
      'no switch where nobody knows what came back with it',
      receiptOf('Lead done'),
      org(['Company']),
      ['keeps Lead OTHERS_TRACKED Company'],
      1,
    ],
    ['nothing where the switch is off again', receiptOf('Lead done', 'Lead.Status done'), org([], off), [], 0],
    [
      'what is not there is said',
      receiptOf('Lead.Gone__c done', 'Lead.Status done'),
      org([]),
      ['not found Lead.Gone__c'],
      1,
    ],
    [
      'an object that is not there is said once',
      receiptOf('Gone__c done', 'Gone__c.A__c done'),
      org([]),
      ['not found Gone__c'],
      1,
    ],
    ['nothing of what was not read, and nobody calls that done', receiptOf('Lead.Status done'), org(null), [], 3],
    ['nor where the switch was not read', receiptOf('Lead done', 'Lead.Status done'), org([], notRead), [], 3],
    ['a switch that the run did not turn need not be read', receiptOf('Lead.Status done'), org([], notRead), [], 0],
    ['nothing at all', receiptOf(), org(['Status']), [], 0],
  ];
  for (const [title, receipt, inOrg, lines, exitCode] of table) {
    it(title, () => {
      const plan = planUndo(inOrg, receipt);
      expect([
        ...plan.switches,
        ...plan.fields.map(({ sobject, field, dataType }) => `${sobject}.${field} [${dataType}]`),
        ...(plan.undo?.keeps ?? []).map(({ sobject, code, fields }) => `keeps ${sobject} ${code} ${fields.join('+')}`),
        ...(plan.undo?.notFound ?? []).map(
          ({ sobject, field }) => `not found ${[sobject, field].filter(Boolean).join('.')}`,
        ),
      ]).to.deep.equal(lines);
      expect(plan).to.deep.include({ action: 'disable', leftOut: [], manual: [], overflows: [] });
      expect(undoneExitCode(inOrg, receipt)).to.equal(exitCode);
    });
  }

  it('looks at each object once, with the fields of the receipt', () => {
    const receipt = receiptOf(
      'Lead done',
      'Account.Rating failed',
      'Lead.Status done',
      'LEAD.Email done',
      'Case.Status done',
    );
    expect(targetsOfReceipt(receipt)).to.deep.equal([
      { sobject: 'Lead', fields: ['Status', 'Email'], suggested: [], ifPresent: false },
      { sobject: 'Case', fields: ['Status'], suggested: [], ifPresent: false },
    ]);
  });

  it('tells of what is left, and of nothing where no receipt is taken back', () => {
    const receipt = receiptOf('Lead done', 'Lead.Gone__c done', 'Gone__c done');
    expect(leftOutcomes(planUndo(org(['Email', 'Company']), receipt))).to.deep.equal([
      { step: 'field', sobject: 'Lead', field: 'Gone__c', result: 'skipped', code: 'NOT_FOUND' },
      { step: 'objectSwitch', sobject: 'Gone__c', result: 'skipped', code: 'NOT_FOUND' },
      { step: 'objectSwitch', sobject: 'Lead', result: 'skipped', code: 'OTHERS_TRACKED', detail: 'Company, Email' },
    ]);
    const plan = Object.fromEntries(Object.entries(planUndo(org([]), receipt)).filter(([key]) => key !== 'undo'));
    expect(leftOutcomes(plan as Parameters<typeof leftOutcomes>[0])).to.deep.equal([]);
  });
});
