import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { HistoryField, OrgSchema, Reading } from '../../../src/access/snapshot.js';
import { isEmptyPlan, nothingToLeaveOut, planDisable, planEnable } from '../../../src/history/historyPlan.js';
import type { HistoryPlan } from '../../../src/history/historyPlan.js';
import { historyStates } from '../../../src/history/historyState.js';
import type { HistoryTarget } from '../../../src/history/historyTarget.js';
import { field, history, historyField, notRead, schema } from '../support/snapshot.js';

const on = known(true as const);
const off = known(false as const);

const usual = [
  historyField('Status', true),
  historyField('Rating', false, { dataType: 'picklist' }),
  historyField('Company', false),
  historyField('Address', false, { dataType: 'address' }),
  historyField('Score__c', false, { calculated: true }),
  historyField('acme__Tier__c', false),
  historyField('Email__pc', false),
  historyField('acme__Old__c', true),
];
const org = (fields: HistoryField[] = usual, objectSwitch: Reading<boolean | 'always'> = on): OrgSchema =>
  schema({
    history: new Map([
      ['lead', history(objectSwitch, fields)],
      ['account', history(on, [historyField('Rating', false)])],
    ]),
    fields: new Map([
      [
        'lead',
        known(new Map(['City', 'Street'].map((name) => [name.toLowerCase(), field(name, { compound: 'Address' })]))),
      ],
    ]),
  });
/** `count` tracked fields beside those that are given. */
const full = (count: number, ...others: HistoryField[]): HistoryField[] => [
  ...Array.from({ length: count }, (_, i) => historyField(`F${i}__c`, true)),
  ...others,
];
const lead = (fields: string[] = [], suggested: string[] = []): HistoryTarget => ({
  sobject: 'Lead',
  fields,
  suggested,
  ifPresent: false,
});

/** The plan with one line for each thing in it. */
const lines = (plan: HistoryPlan): string[] => [
  ...plan.switches.map((sobject) => `switch ${sobject}`),
  ...plan.fields.map((one) => `${one.reason} ${one.sobject}.${one.field} [${one.dataType}]`),
  ...plan.leftOut.map((one) => `left out ${one.sobject}.${one.field} ${one.reason}`),
  ...plan.manual.map((one) => `manual ${one.sobject}.${one.field} ${one.code}`),
  ...plan.overflows.map((one) => `overflow ${one.sobject} ${one.used}/${one.limit}: ${one.fields.join(' ')}`),
];

type Case = {
  title: string;
  asked: HistoryTarget | HistoryTarget[];
  inOrg?: OrgSchema;
  leaveOut?: string[];
  plan: string[];
};

const table = (make: (inOrg: OrgSchema, one: Case) => HistoryPlan, cases: Case[]): void => {
  for (const one of cases) {
    it(one.title, () => expect(lines(make(one.inOrg ?? org(), one))).to.deep.equal(one.plan));
  }
};

describe('plan of turning field history on', () => {
  const make = (inOrg: OrgSchema, { asked, leaveOut = [] }: Case): HistoryPlan =>
    planEnable(inOrg, historyStates(inOrg, [asked].flat()), leaveOut);
  table(make, [
    {
      title: 'a name that only the parts of addresses could explain, which were not read: nothing',
      asked: lead(['City', 'Rating']),
      inOrg: { ...org(), fields: new Map([['lead', notRead]]) },
      plan: ['requested Lead.Rating [picklist]'],
    },
    { title: 'all is on: nothing', asked: lead(['Status']), plan: [] },
    {
      title: 'a field, spelled as the org does, with its type',
      asked: lead(['rating']),
      plan: ['requested Lead.Rating [picklist]'],
    },
    { title: 'an object alone that is on: nothing', asked: lead(), plan: [] },
    { title: 'the switch of an object', asked: lead(), inOrg: org(usual, off), plan: ['switch Lead'] },
    {
      title: 'the switch before the field',
      asked: lead(['Rating', 'Status']),
      inOrg: org(usual, off),
      plan: ['switch Lead', 'requested Lead.Rating [picklist]'],
    },
    {
      title: 'no switch where it could not be read',
      asked: lead(['Rating']),
      inOrg: org(usual, notRead),
      plan: ['requested Lead.Rating [picklist]'],
    },
    {
      title: 'no switch where there is none',
      asked: lead(['Rating']),
      inOrg: org(usual, known('always')),
      plan: ['requested Lead.Rating [picklist]'],
    },
    {
      title: 'no switch for fields of which none can be tracked',
      asked: lead(['Score__c', 'Nope']),
      inOrg: org(usual, off),
      plan: [],
    },
    {
      title: 'the switch where one of them can',
      asked: lead(['Score__c', 'Status']),
      inOrg: org(usual, off),
      plan: ['switch Lead'],
    },
    { title: 'an object that is not there: nothing', asked: { ...lead(['Rating']), sobject: 'Nope__c' }, plan: [] },
    {
      title: 'parts of an address: the address, once',
      asked: lead(['City', 'Street', 'Address']),
      plan: ['requested Lead.Address [address]'],
    },
    {
      title: 'several objects, one after the other',
      asked: [lead(['Rating']), { ...lead(['Rating']), sobject: 'Account' }],
      plan: ['requested Lead.Rating [picklist]', 'requested Account.Rating [string]'],
    },
    {
      title: 'what the API cannot change is left to people (fact F19)',
      asked: lead(['acme__Tier__c', 'Email__pc', 'Rating']),
      plan: [
        'requested Lead.Rating [picklist]',
        'manual Lead.acme__Tier__c MANAGED_FIELD',
        'manual Lead.Email__pc PERSON_ACCOUNT_FIELD',
      ],
    },
    {
      title: 'a field of the org’s own is no managed one',
      asked: lead(['Tier__c']),
      inOrg: org([historyField('Tier__c', false)]),
      plan: ['requested Lead.Tier__c [string]'],
    },
    {
      title: 'an object that can have no history: not even its switch',
      asked: { ...lead(), sobject: 'CampaignMember' },
      inOrg: schema({ history: new Map([['campaignmember', history(off, [historyField('Status', false)])]]) }),
      plan: [],
    },
    { title: 'a managed field that is tracked already is nobody’s work', asked: lead(['acme__Old__c']), plan: [] },
    {
      title: 'fields that a person left out, by name or with the object, in any case',
      asked: lead(['Rating', 'Company', 'Status']),
      leaveOut: ['lead.RATING', 'Status', 'Case.Company'],
      plan: ['requested Lead.Company [string]', 'left out Lead.Rating CHOSEN'],
    },
    {
      title: 'a part of an address that is left out leaves out the address',
      asked: lead(['City']),
      leaveOut: ['City'],
      plan: ['left out Lead.Address CHOSEN'],
    },
    {
      title: 'an address that is left out leaves out its part',
      asked: lead(['City']),
      leaveOut: ['Lead.Address'],
      plan: ['left out Lead.Address CHOSEN'],
    },
    {
      title: 'suggestions where nothing is named',
      asked: lead([], ['Rating', 'Status', 'Score__c', 'acme__Tier__c']),
      plan: ['suggested Lead.Rating [picklist]'],
    },
    {
      title: 'a suggestion that is left out',
      asked: lead([], ['Rating']),
      leaveOut: ['Rating'],
      plan: ['left out Lead.Rating CHOSEN'],
    },
    {
      title: 'suggestions fill the free slots (fact F14)',
      asked: lead([], ['Rating', 'Company']),
      inOrg: org(full(19, historyField('Rating', false), historyField('Company', false))),
      plan: ['suggested Lead.Rating [string]', 'left out Lead.Company NO_SLOT'],
    },
    {
      title: 'all slots in use: no suggestion',
      asked: lead([], ['Rating']),
      inOrg: org(full(20, historyField('Rating', false))),
      plan: ['left out Lead.Rating NO_SLOT'],
    },
    {
      title: 'what is wanted fits exactly',
      asked: lead(['Rating', 'Company']),
      inOrg: org(full(18, historyField('Rating', false), historyField('Company', false))),
      plan: ['requested Lead.Rating [string]', 'requested Lead.Company [string]'],
    },
    {
      title: 'more wanted than fits: people choose',
      asked: lead(['Rating', 'Company']),
      inOrg: org(full(19, historyField('Rating', false), historyField('Company', false))),
      plan: [
        'requested Lead.Rating [string]',
        'requested Lead.Company [string]',
        'overflow Lead 19/20: Rating Company',
      ],
    },
    {
      title: 'more tracked than the limit known here, and nothing wanted: no overflow',
      asked: lead(['F0__c']),
      inOrg: org(full(61)),
      plan: [],
    },
    {
      title: 'fields that could not be read: nothing, for nobody knows what is there',
      asked: lead(['Rating']),
      inOrg: schema({ history: new Map([['lead', { objectSwitch: on, fields: notRead }]]) }),
      plan: [],
    },
  ]);

  it('says that it turns on, and whether there is anything to write', () => {
    const plan = (asked: HistoryTarget, inOrg = org()): HistoryPlan =>
      planEnable(inOrg, historyStates(inOrg, [asked]), []);
    expect(plan(lead()).action).to.equal('enable');
    expect(
      [
        plan(lead(['Status'])),
        plan(lead(['Score__c'])),
        plan(lead(['acme__Tier__c'])),
        plan(lead(['Rating'])),
        plan(lead(), org(usual, off)),
        plan(lead(['Rating']), org(usual, off)),
      ].map(isEmptyPlan),
    ).to.deep.equal([true, true, true, false, false, false]);
  });
});

describe('plan of turning field history off', () => {
  const make = (inOrg: OrgSchema, { asked }: Case): HistoryPlan =>
    planDisable(inOrg, historyStates(inOrg, [asked].flat()));
  table(make, [
    { title: 'a tracked field', asked: lead(['status']), plan: ['requested Lead.Status [string]'] },
    { title: 'a field that is not tracked: nothing', asked: lead(['Rating']), plan: [] },
    { title: 'a field that does not exist: nothing', asked: lead(['Nope']), plan: [] },
    { title: 'the object alone: its switch stays', asked: lead([], ['Status']), plan: [] },
    {
      title: 'also while the switch is off',
      asked: lead(['Status']),
      inOrg: org(usual, off),
      plan: ['requested Lead.Status [string]'],
    },
    {
      title: 'parts of an address: the address, once',
      asked: lead(['City', 'Street']),
      inOrg: org([historyField('Address', true, { dataType: 'address' })]),
      plan: ['requested Lead.Address [address]'],
    },
    {
      title: 'what the API cannot change is left to people (fact F19)',
      asked: lead(['acme__Old__c', 'acme__Tier__c', 'Status']),
      plan: ['requested Lead.Status [string]', 'manual Lead.acme__Old__c MANAGED_FIELD'],
    },
    {
      title: 'unreadable: nothing is known to be on',
      asked: lead(['Status']),
      inOrg: schema({ history: new Map([['lead', { objectSwitch: on, fields: notRead }]]) }),
      plan: [],
    },
    { title: 'not read', asked: lead(['Status']), inOrg: schema(), plan: [] },
  ]);
  it('says that it turns off', () => {
    expect(planDisable(org(), []).action).to.equal('disable');
  });
});

describe('names to leave out', () => {
  const missed = (...names: string[]): readonly string[] =>
    nothingToLeaveOut(historyStates(org(), [lead(['Status', 'city'])]), names).names;
  const cases: [title: string, names: string[], missed: string[]][] = [
    ['none', [], []],
    ['a wanted field, in any case', ['STATUS'], []],
    ['a wanted field with its object', ['lead.status'], []],
    ['what is tracked for a wanted field', ['Address', 'Lead.Address'], []],
    ['a field of another object', ['Account.Status'], ['Account.Status']],
    ['a field that is not wanted, between wanted ones', ['Status', 'Rating', 'city'], ['Rating']],
    ['a name of nothing', ['Nope', ''], ['Nope', '']],
  ];
  for (const [title, names, expected] of cases)
    it(`${title}: ${expected.length} without a field`, () => expect(missed(...names)).to.deep.equal(expected));

  it('a suggested field can be left out like one that is named, and both are listed', () => {
    const both = historyStates(org(), [lead([], ['Company']), { ...lead(['Rating']), sobject: 'Account' }]);
    expect(nothingToLeaveOut(both, ['Company', 'Account.Rating', 'Lead.Rating'])).to.deep.equal({
      names: ['Lead.Rating'],
      fields: ['Company', 'Rating'],
    });
  });
});
