import { Messages } from '@salesforce/core/messages';
import { expect } from 'chai';
import { known } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { emptyPlan } from '../../../../src/history/historyPlan.js';
import type { HistoryPlan } from '../../../../src/history/historyPlan.js';
import type { HistoryRun } from '../../../../src/history/historyRun.js';
import { historyStates } from '../../../../src/history/historyState.js';
import { historyJson, setupPage } from '../../../../src/report/history/historyJson.js';
import { field, history, historyField, notRead, schema, snapshot, user } from '../../support/snapshot.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

const jsonOf = (more: Partial<HistoryRun> = {}) => {
  const org = schema({
    history: new Map([
      [
        'lead',
        history(known(true), [
          historyField('Status', true),
          historyField('Rating', false),
          historyField('Address', true, { dataType: 'address' }),
        ]),
      ],
      ['contact', { objectSwitch: notRead, fields: notRead }],
    ]),
    fields: new Map([['lead', known(new Map([['city', field('City', { compound: 'Address' })]]))]]),
  });
  const states = historyStates(org, [
    { sobject: 'Lead', fields: ['City', 'Rating'], suggested: [], ifPresent: false },
    { sobject: 'Lead', fields: [], suggested: ['Rating'], ifPresent: false },
    { sobject: 'Contact', fields: [], suggested: [], ifPresent: false },
  ]);
  const run: HistoryRun = {
    mode: 'look',
    org: snapshot(user()).org,
    plan: null,
    takesBack: null,
    states,
    after: { schema: org, states },
    outcomes: [],
    interrupted: false,
    receipt: null,
    ...more,
  };
  return historyJson(run, findingTexts());
};
const outcomes: HistoryRun['outcomes'] = [
  { step: 'objectSwitch', sobject: 'Lead', result: 'done' },
  { step: 'field', sobject: 'Lead', field: 'Rating', result: 'failed', code: 'NO_SLOT', detail: '20' },
];
const plan: HistoryPlan = {
  ...emptyPlan('enable'),
  switches: ['Lead'],
  fields: [{ sobject: 'Lead', field: 'Rating', reason: 'requested', dataType: 'picklist' }],
  leftOut: [{ sobject: 'Lead', field: 'Email', reason: 'NO_SLOT' }],
  manual: [{ sobject: 'Lead', field: 'acme__Tier__c', code: 'MANAGED_FIELD' }],
};
const planned = {
  action: 'enable',
  dryRun: true,
  switches: ['Lead'],
  fields: [{ sobject: 'Lead', field: 'Rating', reason: 'requested' }],
  leftOut: [{ sobject: 'Lead', field: 'Email', reason: 'NO_SLOT' }],
  manual: [
    {
      sobject: 'Lead',
      field: 'acme__Tier__c',
      code: 'MANAGED_FIELD',
      page: 'https://example.my.salesforce.com/ui/setup/layout/FieldHistoryTracking?pEntity=Lead',
    },
  ],
};

describe('field history as data', () => {
  it('names the org, and neither plan nor outcomes where it was only looked', () => {
    const { sobjects, ...head } = jsonOf({ outcomes });
    expect(sobjects).to.have.length(3);
    expect(head).to.deep.equal({
      schemaVersion: 1,
      org: {
        id: '00D000000000001EAA',
        username: 'admin@example.com',
        instanceUrl: 'https://example.my.salesforce.com',
        apiVersion: '68.0',
      },
      ready: false,
    });
  });

  it('tells of each object what is tracked, and of each field what is tracked for it', () => {
    const plain = jsonOf().sobjects.map(({ message, requested, suggested, ...one }) => {
      expect(message).to.be.a('string').and.not.equal('');
      const told = (all: typeof requested): string[] =>
        all.map((state) => {
          expect(state.message).to.include('Lead');
          return `${state.field} ${state.trackedAs ?? '-'} ${state.status} ${state.code}`;
        });
      return { ...one, requested: told(requested), suggested: told(suggested) };
    });
    const lead = {
      sobject: 'Lead',
      enabled: true,
      hasSwitch: true,
      limit: 20,
      trackedFields: ['Address', 'Status'],
      status: 'met',
      code: 'TRACKED',
    };
    expect(plain).to.deep.equal([
      {
        ...lead,
        requested: ['City Address tracked TRACKED', 'Rating - untracked FIELD_NOT_TRACKED'],
        suggested: [],
        unasked: ['Status'],
      },
      {
        ...lead,
        requested: [],
        suggested: ['Rating - untracked FIELD_NOT_TRACKED'],
        unasked: ['Address', 'Status'],
      },
      {
        sobject: 'Contact',
        enabled: 'unknown',
        hasSwitch: true,
        limit: 20,
        trackedFields: [],
        status: 'unknown',
        code: 'NOT_READABLE',
        requested: [],
        suggested: [],
        unasked: [],
      },
    ]);
  });

  it('holds the plan of a dry run, with the page for what people do by hand', () => {
    const json = jsonOf({ mode: 'dryRun', plan, outcomes });
    expect(json.plan).to.deep.equal(planned);
    expect(json).to.not.have.property('outcomes');
  });

  it('holds what a receipt that is taken back cannot give back', () => {
    const undo = {
      keeps: [{ sobject: 'Lead', code: 'OTHERS_TRACKED', fields: ['Status'] }],
      notFound: [{ sobject: 'Lead', field: 'Gone__c' }],
    } as const;
    const json = jsonOf({ mode: 'dryRun', plan: { ...plan, undo } });
    expect(json.plan).to.deep.equal({ ...planned, ...undo });
  });

  for (const mode of ['change', 'project'] as const) {
    it(`holds outcomes: ${mode}`, () => {
      const json = jsonOf({ mode, plan, outcomes });
      expect(json.outcomes).to.deep.equal(outcomes);
      expect(json.plan?.dryRun).to.equal(false);
    });
  }

  const pages: [sobject: string, page: string][] = [
    ['Lead', 'https://x/ui/setup/layout/FieldHistoryTracking?pEntity=Lead'],
    ['Thing__c', 'https://x/lightning/setup/ObjectManager/Thing__c/FieldsAndRelationships/view'],
    ['Thing__C', 'https://x/lightning/setup/ObjectManager/Thing__C/FieldsAndRelationships/view'],
    ['Odd__cx', 'https://x/ui/setup/layout/FieldHistoryTracking?pEntity=Odd__cx'],
    ['a b', 'https://x/ui/setup/layout/FieldHistoryTracking?pEntity=a%20b'],
    ['a b__c', 'https://x/lightning/setup/ObjectManager/a%20b__c/FieldsAndRelationships/view'],
  ];
  for (const [sobject, page] of pages) {
    it(`page in Setup of ${sobject}`, () => expect(setupPage('https://x', sobject)).to.equal(page));
  }
});
