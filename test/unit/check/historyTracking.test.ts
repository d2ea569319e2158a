import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { HistoryField, ObjectHistory, OrgSchema } from '../../../src/access/snapshot.js';
import { judgeHistoryTracking, trackedAs } from '../../../src/kinds/historyTracking/judgeHistoryTracking.js';
import { trackedFieldLimit, untrackableReason } from '../../../src/platform/fieldHistory.js';
import { said } from '../support/said.js';
import { field, history, historyField, notRead, schema } from '../support/snapshot.js';

const on = known(true as const);
const off = known(false as const);
const always = known('always' as const);
const missing = gap('INCOMPLETE_ROWS', 'EntityParticle', '1 of 2');

const one = (sobject: string, of: ObjectHistory, more: Partial<OrgSchema> = {}): OrgSchema =>
  schema({ history: new Map([[sobject.toLowerCase(), of]]), ...more });
const named = (...names: string[]): OrgSchema['entities'] =>
  known(new Map(names.map((name) => [name.toLowerCase(), { name, label: name }])));

describe('how many fields of an object can surely be tracked (fact F14)', () => {
  const limits: [sobject: string, tracked: number, limit: number][] = [
    ['Lead', 0, 20],
    ['Lead', 21, 60],
    ['Task', 0, 6],
    ['event', 6, 6],
    ['Event', 7, 20],
  ];
  for (const [sobject, tracked, limit] of limits) {
    it(`${sobject} with ${tracked}: ${limit}`, () => expect(trackedFieldLimit(sobject, tracked)).to.equal(limit));
  }
});

describe('why history can never be tracked for a field (fact F16)', () => {
  const cases: [sobject: string, field: HistoryField, reason: string | undefined][] = [
    ['Lead', historyField('Status', false), undefined],
    ['Lead', historyField('Score__c', false, { calculated: true }), 'formula or roll-up summary'],
    ['Lead', historyField('A__c', false, { autoNumber: true }), 'auto-number'],
    ['Lead', historyField('A__c', false, { dataType: 'auto number' }), undefined],
    ...['CreatedById', 'lastmodifiedbyid', 'CreatedBy', 'LastModifiedBy'].map(
      (name): [string, HistoryField, string] => ['Lead', historyField(name, false), 'audit field'],
    ),
    ...['Id', 'IsDeleted', 'CreatedDate', 'LastModifiedDate', 'systemmodstamp'].map(
      (name): [string, HistoryField, string] => ['Lead', historyField(name, false), 'system field'],
    ),
    ['Lead', historyField('OwnerId', false), undefined],
    ['Lead', historyField('CreatedByIdea__c', false), undefined],
    ['Lead', historyField('MyCreatedById', false), undefined],
    ['Lead', historyField('Identity', false), undefined],
    ['Opportunity', historyField('ExpectedRevenue', false), 'Expected Revenue'],
    ['opportunity', historyField('expectedrevenue', false), 'Expected Revenue'],
    ['Lead', historyField('ExpectedRevenue', false), undefined],
    ['Opportunity', historyField('Amount', false), undefined],
  ];
  for (const [sobject, about, reason] of cases) {
    it(`${sobject}.${about.name} (${about.calculated ? 'calculated' : about.autoNumber ? 'auto-number' : about.dataType}): ${reason ?? 'it can'}`, () =>
      expect(untrackableReason(sobject, about)).to.equal(reason));
  }
});

describe('the field by which the platform tracks another one (facts C5, F8)', () => {
  const inOrg = one('lead', history(on, [historyField('Address', true), historyField('Status', true)]), {
    fields: new Map([
      [
        'lead',
        known(new Map([field('City', { compound: 'Address' }), field('Rating')].map((f) => [f.name.toLowerCase(), f]))),
      ],
      ['case', missing],
    ]),
  });
  const cases: [sobject: string, asked: string, expected: string][] = [
    ['LEAD', 'status', 'Status'],
    ['Lead', 'CITY', 'Address'],
    ['Lead', 'rating', 'rating'],
    ['Lead', 'Nope', 'Nope'],
    ['Case', 'City', 'City'],
    ['Account', 'City', 'City'],
  ];
  for (const [sobject, asked, expected] of cases) {
    it(`${sobject}.${asked}: ${expected}`, () => expect(trackedAs(inOrg, sobject, asked)).to.equal(expected));
  }
  it('of fields that could not be read: as it was asked for', () => {
    expect(trackedAs(one('lead', { objectSwitch: on, fields: notRead }), 'Lead', 'status')).to.equal('status');
  });
});

describe('objects on which field history can be tracked (fact F17)', () => {
  const untracked = history(always, [historyField('Status', false)]);
  const codeOf = (sobject: string, of = untracked): string =>
    judgeHistoryTracking({ schema: one(sobject, of, { entities: named(sobject) }) }, sobject, undefined, [], false)
      .code;
  const standard =
    'Account Asset Campaign Case Contact Contract ContractLineItem Employee Entitlement Event Individual Knowledge__kav Lead' +
    ' Opportunity Order OrderItem PricebookEntry Product2 Quote QuoteLineItem ServiceAppointment ServiceContract Solution Task' +
    ' User WorkOrder WorkOrderLineItem';
  for (const sobject of [...standard.split(' '), 'Thing__c', 'News__kav', 'acme__Thing__c']) {
    it(sobject, () => expect(codeOf(sobject)).to.equal('NO_FIELD_TRACKED'));
  }
  for (const sobject of ['CampaignMember', 'Idea', 'Thing__mdt', 'Thing__cx', 'Account2']) {
    it(`not ${sobject}`, () => expect(codeOf(sobject)).to.equal('HISTORY_NOT_SUPPORTED'));
  }
  it('another one where a field is tracked: the org knows better', () => {
    const fields = [historyField('Status', true), historyField('Other', false)];
    expect(codeOf('Idea', history(always, fields))).to.equal('TRACKED');
  });
  it('another one whose fields could not be read: nobody knows', () => {
    expect(codeOf('Idea', { objectSwitch: always, fields: notRead })).to.equal('NOT_READABLE');
  });
});

describe('what findings say: field history', () => {
  type Case = [
    title: string,
    inOrg: OrgSchema,
    asked: { field?: string; suggested?: string[]; ifPresent?: boolean },
    expected: string,
  ];
  const fields = [
    historyField('Status', true),
    historyField('Rating', true),
    historyField('Company', false),
    historyField('Sum__c', true, { calculated: true }),
  ];
  const lead = (objectSwitch: ObjectHistory['objectSwitch'], more: Partial<OrgSchema> = {}): OrgSchema =>
    one('lead', history(objectSwitch, fields), more);
  const unread = one('lead', { objectSwitch: on, fields: notRead });
  const none = one('lead', history(on, [historyField('Company', false)]));
  const tail = 'Something | INVALID_TYPE); unread NOT_AUTHORISED Something';
  const cases: Case[] = [
    ['tracked: which fields, sorted', lead(on), {}, 'met TRACKED (Lead: Rating, Status, Sum__c)'],
    ['a field is tracked', lead(on), { field: 'status' }, 'met TRACKED (Lead.Status)'],
    ['a field is not', lead(on), { field: 'company' }, 'unmet FIELD_NOT_TRACKED (Lead.Company)'],
    [
      'a field never is',
      lead(on),
      { field: 'sum__c' },
      'impossible FIELD_NOT_TRACKABLE (Lead.Sum__c | formula or roll-up summary)',
    ],
    ['no such field', lead(on), { field: 'nope' }, 'impossible NO_SUCH_FIELD (Lead.nope | Lead)'],
    [
      'no such field, ifPresent',
      lead(on),
      { field: 'nope', ifPresent: true },
      'notApplicable NOT_IN_THIS_ORG (Lead.nope)',
    ],
    [
      'not tracked, ifPresent',
      lead(on),
      { field: 'company', ifPresent: true },
      'unmet FIELD_NOT_TRACKED (Lead.Company)',
    ],
    [
      'no such field, but the parts of addresses could not be read',
      lead(on, { fields: new Map([['lead', missing]]) }),
      { field: 'City' },
      'unknown INCOMPLETE_ANSWER (Lead.City | EntityParticle | 1 of 2); unread INCOMPLETE_ROWS EntityParticle',
    ],
    [
      'off: what could be ticked',
      lead(off),
      { suggested: ['Status', 'Rating'] },
      'unmet HISTORY_OFF (Lead | Status, Rating)',
    ],
    ['off, for a field', lead(off), { field: 'Status' }, 'unmet HISTORY_OFF (Lead)'],
    [
      'off, for a field that is not tracked either',
      lead(off),
      { field: 'Company' },
      'unmet FIELD_NOT_TRACKED (Lead.Company)',
    ],
    ['no switch', lead(always), { field: 'Status' }, 'met TRACKED (Lead.Status)'],
    [
      'none is tracked: what could be',
      none,
      { suggested: ['Company', 'Rating'] },
      'unmet NO_FIELD_TRACKED (Lead | Company, Rating)',
    ],
    ['the switch is unreadable', lead(notRead), {}, `unknown NOT_READABLE (Lead object switch | ${tail}`],
    [
      'the switch is unreadable, for a field',
      lead(notRead),
      { field: 'Status' },
      `unknown NOT_READABLE (Lead object switch | ${tail}`,
    ],
    ['the fields are unreadable', unread, {}, `unknown NOT_READABLE (Lead history | ${tail}`],
    [
      'the fields are unreadable, for a field',
      unread,
      { field: 'Status' },
      `unknown NOT_READABLE (Lead.Status | ${tail}`,
    ],
    [
      'off is off, whatever the fields',
      one('lead', { objectSwitch: off, fields: notRead }),
      {},
      'unmet HISTORY_OFF (Lead | )',
    ],
    [
      'not on this object',
      one('lead', history(always, [historyField('Status', false)]), {
        entities: known(new Map([['lead', { name: 'Idea', label: '' }]])),
      }),
      {},
      'impossible HISTORY_NOT_SUPPORTED (Idea)',
    ],
    [
      'nobody read it',
      schema(),
      {},
      'unknown NOT_READABLE (Lead history | Lead history | ); unread NOT_ANSWERED Lead history',
    ],
    ['no such object', lead(on, { entities: named('Case') }), { field: 'Status' }, 'impossible NO_SUCH_OBJECT (lead)'],
    [
      'no such object, ifPresent',
      lead(on, { entities: named('Case') }),
      { ifPresent: true },
      'notApplicable NOT_IN_THIS_ORG (lead)',
    ],
    [
      'nobody knows what exists: as it was asked for',
      lead(on, { entities: notRead }),
      { field: 'Status' },
      'met TRACKED (lead.Status)',
    ],
  ];
  for (const [title, inOrg, asked, expected] of cases) {
    it(title, () => {
      const { field: name, suggested = [], ifPresent = false } = asked;
      expect(said(judgeHistoryTracking({ schema: inOrg }, 'lead', name, suggested, ifPresent))).to.equal(expected);
    });
  }
});
