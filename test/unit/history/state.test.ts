import { expect } from 'chai';
import { known } from '../../../src/access/snapshot.js';
import type { OrgSchema, Reading } from '../../../src/access/snapshot.js';
import { disabledExitCode } from '../../../src/history/historyPlan.js';
import { historyExitCode, historyStates } from '../../../src/history/historyState.js';
import type { ObjectState } from '../../../src/history/historyState.js';
import type { HistoryTarget } from '../../../src/history/historyTarget.js';
import { field, history, historyField, notRead, schema } from '../support/snapshot.js';

const on = known(true as const);
const off = known(false as const);
const always = known('always' as const);

const leadFields = [
  historyField('Status', true),
  historyField('Rating', true),
  historyField('Company', false),
  historyField('Address', false, { dataType: 'address' }),
  historyField('Score__c', false, { calculated: true }),
];

/** Lead with two tracked fields; more or other objects where a test says so. */
const org = (more: Partial<OrgSchema> = {}, objectSwitch: Reading<boolean | 'always'> = on): OrgSchema =>
  schema({
    history: new Map([['lead', history(objectSwitch, leadFields)]]),
    fields: new Map([['lead', known(new Map([['city', field('City', { compound: 'Address' })]]))]]),
    ...more,
  });
const target = (sobject: string, fields: string[] = [], more: Partial<HistoryTarget> = {}): HistoryTarget => ({
  sobject,
  fields,
  suggested: [],
  ifPresent: false,
  ...more,
});
const states = (asked: HistoryTarget | HistoryTarget[], inOrg = org()): ObjectState[] =>
  historyStates(inOrg, [asked].flat());
const state = (asked: HistoryTarget, inOrg = org()): ObjectState => {
  const [only, ...others] = states(asked, inOrg);
  if (!only || others.length > 0) throw new Error('not one state');
  return only;
};
const fieldsOf = (list: ObjectState['requested']): string[] =>
  list.map((one) => `${one.field} as ${one.trackedAs}: ${one.status}`);

describe('state of field history tracking', () => {
  it('names the object and its tracked fields as the org does, sorted', () => {
    expect(state(target('lead'))).to.deep.include({
      sobject: 'Lead',
      enabled: true,
      hasSwitch: true,
      limit: 20,
      trackedFields: ['Rating', 'Status'],
      requested: [],
      suggested: [],
      unasked: ['Rating', 'Status'],
    });
  });

  const fields: [field: string, expected: string][] = [
    ['status', 'Status as Status: tracked'],
    ['Company', 'Company as Company: untracked'],
    ['Score__c', 'Score__c as Score__c: impossible'],
    ['Nope', 'Nope as Nope: impossible'],
    ['city', 'city as Address: untracked'],
  ];
  for (const [name, expected] of fields) {
    it(`of the field ${name}: ${expected}`, () =>
      expect(fieldsOf(state(target('Lead', [name])).requested)).to.deep.equal([expected]));
  }

  it('a field that is asked for is not among those that nobody asks for, whatever its case', () => {
    expect(state(target('Lead', ['STATUS'])).unasked).to.deep.equal(['Rating']);
  });

  it('the switch: on, off, none on this object, unreadable', () => {
    const switches = [on, off, always, notRead].map((objectSwitch) => {
      const { enabled, hasSwitch } = state(target('Lead'), org({}, objectSwitch));
      return [enabled, hasSwitch];
    });
    expect(switches).to.deep.equal([
      [true, true],
      [false, true],
      [true, false],
      [null, true],
    ]);
  });

  it('an object that was not read: nothing is known, and nothing is said to be off', () => {
    expect(state(target('Case', ['Status']), org({ entities: notRead }))).to.deep.include({
      sobject: 'Case',
      enabled: null,
      hasSwitch: true,
      limit: 20,
      trackedFields: null,
      unasked: [],
    });
  });

  it('fields that could not be read are not none', () => {
    const unread = org({ history: new Map([['lead', { objectSwitch: on, fields: notRead }]]) });
    expect(state(target('Lead', ['Status']), unread)).to.deep.include({ trackedFields: null, unasked: [] });
    expect(fieldsOf(state(target('Lead', ['Status']), unread).requested)).to.deep.equal(['Status as Status: unknown']);
  });

  it('an object that can have no history is not enabled, although it has no switch that is off', () => {
    const inOrg = org({ history: new Map([['campaignmember', history(always, [historyField('Status', false)])]]) });
    const { enabled, verdict } = state(target('CampaignMember'), inOrg);
    expect([enabled, verdict.code]).to.deep.equal([false, 'HISTORY_NOT_SUPPORTED']);
  });

  describe('slots (fact F14)', () => {
    const tracking = (count: number, entities: OrgSchema['entities'] = known(new Map())): number => {
      const many = Array.from({ length: count }, (_, i) => historyField(`F${i}__c`, true));
      const thing: [string, { name: string; label: string }] = ['lead', { name: 'Lead', label: 'Lead' }];
      const present = entities.known ? known(new Map([thing, ...entities.value])) : entities;
      return state(target('Lead'), org({ entities: present, history: new Map([['lead', history(on, many)]]) })).limit;
    };
    it('are 20', () => expect(tracking(20)).to.equal(20));
    it('are as many as Salesforce allows some orgs, where more are in use', () => {
      expect([21, 60, 61, 200].map((count) => tracking(count))).to.deep.equal([60, 60, 200, 200]);
    });
    it('are those in use where that is more than anybody is known to have', () => expect(tracking(201)).to.equal(201));
    it('are 20 where FieldHistoryArchive is listed: nothing says that only Field Audit Trail brings it', () => {
      const archive = { name: 'FieldHistoryArchive', label: 'Field History Archive' };
      expect(tracking(0, known(new Map([['fieldhistoryarchive', archive]])))).to.equal(20);
    });
  });

  describe('suggestions', () => {
    const suggested = ['Company', 'Status', 'Score__c'];
    it('are those that can be tracked', () => {
      const { suggested: shown, unasked } = state(target('Lead', [], { suggested }));
      expect(fieldsOf(shown)).to.deep.equal(['Company as Company: untracked', 'Status as Status: tracked']);
      expect(unasked).to.deep.equal(['Rating']);
    });
    it('are nothing where fields are named', () => {
      expect(state(target('Lead', ['Rating'], { suggested })).suggested).to.deep.equal([]);
    });
    it('stand in the verdict of the object that tracks nothing', () => {
      const none = org({ history: new Map([['lead', history(on, [historyField('Company', false)])]]) });
      expect(state(target('Lead', [], { suggested: ['Company', 'Rating'] }), none).verdict.args).to.deep.equal([
        'Lead',
        'Company, Rating',
      ]);
    });
  });

  describe('where the org may lack it', () => {
    const ifPresent = { ifPresent: true };
    it('an absent object is left out, another one stays', () => {
      const both = [target('Nope__c', ['A__c'], ifPresent), target('Lead', [], ifPresent)];
      expect(states(both).map(({ sobject }) => sobject)).to.deep.equal(['Lead']);
    });
    it('an absent field is left out', () => {
      expect(fieldsOf(state(target('Lead', ['Nope', 'Status'], ifPresent)).requested)).to.deep.equal([
        'Status as Status: tracked',
      ]);
    });
    it('otherwise an absent object is impossible', () => {
      expect(state(target('Nope__c')).verdict).to.include({ status: 'impossible', code: 'NO_SUCH_OBJECT' });
    });
  });
});

describe('exit code of history-tracking', () => {
  const unread = org({ history: new Map([['lead', { objectSwitch: on, fields: notRead }]]) });
  const half: [string, ReturnType<typeof history>][] = [
    ['lead', history(on, leadFields)],
    ['account', { objectSwitch: on, fields: notRead }],
  ];
  const cases: [title: string, asked: HistoryTarget[], inOrg: OrgSchema, exitCode: 0 | 1 | 3][] = [
    ['nothing is looked at', [], org(), 0],
    ['the object records something', [target('Lead')], org(), 0],
    ['the object is off', [target('Lead')], org({}, off), 1],
    ['all named fields are tracked', [target('Lead', ['Status', 'Rating'])], org(), 0],
    ['one is not', [target('Lead', ['Status', 'Company'])], org(), 1],
    ['one cannot be', [target('Lead', ['Status', 'Score__c'])], org(), 1],
    ['the field is ticked, the object off', [target('Lead', ['Status'])], org({}, off), 1],
    ['the switch is unreadable', [target('Lead', ['Status'])], org({}, notRead), 3],
    ['unreadable', [target('Lead')], unread, 3],
    ['one object unreadable, one in order', [target('Account'), target('Lead')], org({ history: new Map(half) }), 3],
    ['one object unreadable, one missing', [target('Account'), target('Nope__c')], org({ history: new Map(half) }), 1],
  ];
  for (const [title, asked, inOrg, exitCode] of cases) {
    it(`${title}: ${exitCode}`, () => expect(historyExitCode(states(asked, inOrg))).to.equal(exitCode));
  }

  const ends: [title: string, asked: HistoryTarget[], inOrg: OrgSchema, exitCode: 0 | 1 | 3][] = [
    ['none of the fields is tracked', [target('Lead', ['Company'])], org(), 0],
    ['the field is off already, and could not be on', [target('Lead', ['Score__c'])], org(), 0],
    ['one still is', [target('Lead', ['Company', 'Status'])], org(), 1],
    [
      'one still is, by its address',
      [target('Lead', ['City'])],
      org({ history: new Map([['lead', history(on, [historyField('Address', true)])]]) }),
      1,
    ],
    ['one does not exist', [target('Lead', ['Company', 'Nope'])], org(), 1],
    [
      'one does not exist, on one of two objects',
      [target('Lead', ['Company']), target('Account', ['Nope'])],
      org({
        history: new Map([
          ['lead', history(on, leadFields)],
          ['account', history(on, [])],
        ]),
      }),
      1,
    ],
    ['unreadable', [target('Lead', ['Status'])], unread, 3],
    [
      'one object unreadable, one in order',
      [target('Account', ['Name']), target('Lead', ['Company'])],
      org({ history: new Map(half) }),
      3,
    ],
    [
      'unreadable, and another one still is',
      [target('Account', ['Name']), target('Lead', ['Status'])],
      org({ history: new Map(half) }),
      1,
    ],
  ];
  for (const [title, asked, inOrg, exitCode] of ends) {
    it(`after a disable: ${title}: ${exitCode}`, () =>
      expect(disabledExitCode(inOrg, states(asked, inOrg))).to.equal(exitCode));
  }
});

describe('names that may have been meant', () => {
  const objects = known(new Map(['Lead', 'Account', 'Invoice__c'].map((name) => [name.toLowerCase(), name])));
  const inOrg = (): OrgSchema => org({ permissionableObjects: objects });

  it('by a field that the org does not have: the nearest ones, with the object as the org spells it', () => {
    const [one] = state(target('lead', ['Ratng']), inOrg()).requested;
    expect(one?.verdict.code).to.equal('NO_SUCH_FIELD');
    expect(one?.meant).to.deep.equal(['Lead.Rating']);
  });

  it('by a field that is there: none, even where another has nearly its name', () => {
    expect(state(target('Lead', ['Status', 'Company']), inOrg()).requested.map(({ meant }) => meant)).to.deep.equal([
      [],
      [],
    ]);
  });

  it('by an object that the org does not have: the nearest one', () => {
    const absent = { ...inOrg(), history: new Map([['invoce__c', history(known(false as const), [])]]) };
    const found = states(target('Invoce__c'), { ...absent, entities: known(new Map()) });
    expect(found.map(({ verdict, meant }) => [verdict.code, meant])).to.deep.equal([
      ['NO_SUCH_OBJECT', ['Invoice__c']],
    ]);
  });

  it('by an object that is there: none', () => {
    expect(state(target('Lead'), inOrg()).meant).to.deep.equal([]);
  });
});
