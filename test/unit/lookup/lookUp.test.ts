import { expect } from 'chai';
import { sampleOf } from '../../support/largeMatrix.js';
import fc from 'fast-check';
import { builtInThings } from '../../../src/lookup/builtInThings.js';
import { lookUp, objectsToLookThrough } from '../../../src/lookup/lookUp.js';
import { definitionLine } from '../../../src/lookup/namedThing.js';
import type { NamedThing, ThingKind } from '../../../src/lookup/namedThing.js';
import { ruleKindThings } from '../../../src/lookup/ruleKindThings.js';
import { runsNow } from '../../support/largeMatrix.js';

const of = (kind: ThingKind, ...all: ReadonlyArray<readonly [name: string, label: string | null]>): NamedThing[] =>
  all.map(([name, label]) => ({ kind, name, label }));

/** What an org has beside the built-in names. */
const things: readonly NamedThing[] = [
  ...builtInThings(),
  ...of('userPermission', ['ManageLeads', 'Manage Leads'], ['SalesforceIQInbox', 'Use Inbox']),
  ...of('object', ['Invoice__c', 'Invoice'], ['ns__Invoice__c', 'Invoice'], ['Lead__c', 'Old Lead']),
  ...of('permissionSetLicense', ['SalesforceInboxPsl', 'Salesforce Inbox'], ['SalesCloudPsl', 'Sales Cloud']),
  ...of('permissionSet', ['HG_Insights', 'HG Insights Access'], ['gong__Sync', 'Gong Sync']),
  ...of('permissionSetGroup', ['Sales_Team', 'Sales Team']),
  ...of('package', ['gong', null]),
];

type Case = readonly [text: string, best: string, kinds?: readonly ThingKind[], sobject?: string];

const cases: readonly Case[] = [
  // As vendors' pages have them.
  ['View All Data', 'userPermission ViewAllData'],
  ['API Enabled', 'userPermission ApiEnabled'],
  ['Manage Leads', 'userPermission ManageLeads'],
  ['Opportunity Contact Role', 'object OpportunityContactRole'],
  ['Salesforce Inbox seat', 'permissionSetLicense SalesforceInboxPsl'],
  ['Lead.Email', 'field Lead.Email'],
  ['the "API Enabled" permission', 'userPermission ApiEnabled'],
  ['Salesforce API Integration permission set license', 'permissionSetLicense SalesforceAPIIntegrationPsl'],
  ['View Setup & Configuration', 'userPermission ViewSetup'],
  ['Marketing User', 'userFlag MarketingUser'],
  ['Service Cloud User checkbox', 'userFlag SupportUser'],
  ['Knowledge User license', 'userFlag KnowledgeUser'],
  ['forecast enabled', 'userFlag ForecastEnabled'],
  ['the System Administrator profile', 'profile System Administrator'],
  ['Minimum Access - API Only Integrations', 'profile Minimum Access - API Only Integrations'],
  // Case, spaces, punctuation, order, number.
  ['viewalldata', 'userPermission ViewAllData'],
  ['view-all-data', 'userPermission ViewAllData'],
  ['Data, View All', 'userPermission ViewAllData'],
  ['Opportunity Contact Roles', 'object OpportunityContactRole'],
  ['HG Insights', 'permissionSet HG_Insights'],
  ['gong', 'package gong'],
  // Small mistakes, and parts.
  ['Veiw All Dta', 'userPermission ViewAllData'],
  ['Passwort never expires', 'userPermission PasswordNeverExpires'],
  ['Modify Metadata', 'userPermission ModifyMetadata'],
  ['bulk hard delete', 'userPermission BulkApiHardDelete'],
  // Fields, by label with their object in the text or beside it.
  ['Lead Email', 'field Lead.Email'],
  ['lead.zip/postal code', 'field Lead.PostalCode'],
  ['Opportunity Contact Role.Primary', 'field OpportunityContactRole.IsPrimary'],
  ['Zip/Postal Code', 'field Lead.PostalCode', [], 'lead'],
  ['Mailing Zip', 'field Contact.MailingPostalCode', [], 'Contact'],
  // What no name of an org asks for, but a kind of rule.
  ['Field History', 'ruleKind historyTracking'],
  ['Feild History Tracking', 'ruleKind historyTracking'],
  ['track field history', 'ruleKind historyTracking'],
  ['validation rule', 'ruleKind automation'],
  ['validation rules on Lead', 'ruleKind automation'],
  ['Record-Triggered Flows', 'ruleKind automation'],
  ['duplicate rules for leads', 'ruleKind automation'],
  ['sharing rules', 'ruleKind recordVisibility'],
  ['Organization-Wide Defaults', 'ruleKind recordVisibility'],
  ['picklist values', 'ruleKind picklistValue'],
  ['connected app', 'ruleKind connectedApp'],
  ['managed package', 'ruleKind package'],
  ['field-level security', 'ruleKind field'],
  ['Bulk API', 'ruleKind api'],
  ['page layouts', 'ruleKind manual'],
  ['password', 'ruleKind manual'],
  ['must not log in with a password', 'ruleKind manual'],
  ['profile', 'ruleKind profile'],
  // One kind alone.
  ['Inbox', 'userPermission SalesforceIQInbox', ['userPermission']],
  ['Inbox', 'permissionSetLicense SalesforceInboxPsl', ['permissionSetLicense']],
  ['Sync', 'permissionSet gong__Sync', ['permissionSet', 'permissionSetGroup']],
];

const bestOf = (text: string, kinds: readonly ThingKind[] = [], sobject: string | null = null): string | undefined => {
  const [best] = lookUp({ text, kinds, sobject }, things).matches;
  return best && `${best.kind} ${best.name}`;
};

describe('looking names up', () => {
  for (const [text, best, kinds, sobject] of cases) {
    const where = [...(kinds ?? []), ...(sobject === undefined ? [] : [`of ${sobject}`])].join(', ');
    it(`${text}${where === '' ? '' : ` (${where})`} is ${best}`, () => {
      expect(bestOf(text, kinds, sobject ?? null)).to.equal(best);
    });
  }

  it('tells all that are called the same, the one in one piece first', () => {
    const { matches } = lookUp({ text: 'Invoice', kinds: [], sobject: null }, things);
    expect(matches.filter(({ fit }) => fit === 'exact').map(({ name }) => name)).to.deep.equal([
      'Invoice__c',
      'ns__Invoice__c',
    ]);
  });

  it('tells nothing that is merely similar beside what fits exactly, and no fields of an object that is named', () => {
    const { matches } = lookUp({ text: 'Opportunity Contact Role', kinds: [], sobject: null }, things);
    expect(matches[0]?.name).to.equal('OpportunityContactRole');
    expect(matches.filter(({ kind, fit }) => kind === 'field' || fit === 'similar')).to.deep.equal([]);
  });

  it('finds a kind of rule by everything that it is called, one or several, and then offers no object that holds the like', () => {
    const pairs = ruleKindThings.flatMap(({ name, also = [] }) => also.map((called) => ({ name, called })));
    for (const { name, called } of sampleOf(pairs, 5)) {
      const { matches } = lookUp({ text: called.toUpperCase(), kinds: [], sobject: null }, things);
      expect(
        matches.map((match) => `${match.kind} ${match.name} ${match.fit}`),
        called,
      ).to.include(`ruleKind ${name} exact`);
      expect(
        matches.filter(({ kind, fit }) => ['object', 'field'].includes(kind) && fit !== 'exact'),
        called,
      ).to.deep.equal([]);
    }
  });

  it('gives the example of a kind of rule the object that the text names', () => {
    const example = (text: string): string | null | undefined =>
      lookUp({ text, kinds: [], sobject: null }, things)
        .matches.filter(({ kind }) => kind === 'ruleKind')
        .map(definitionLine)[0];
    expect(example('validation rules on Lead')).to.equal('- automation: Lead');
    expect(example('flows of Opportunity Contact Role')).to.equal('- automation: OpportunityContactRole');
    expect(example('Opportunity Field History')).to.equal('- historyTracking: Opportunity');
    expect(example('Field History')).to.equal('- historyTracking: Opportunity');
  });

  it('names no kind of rule beside the name of what such a rule asks for, nor with another --kind', () => {
    const kindsIn = (text: string, kinds: readonly ThingKind[] = []): string[] =>
      lookUp({ text, kinds, sobject: null }, things).matches.flatMap(({ kind, name }) =>
        kind === 'ruleKind' ? [name] : [],
      );
    expect(kindsIn('API Enabled')).to.deep.equal([]);
    expect(kindsIn('Salesforce API Integration permission set license')).to.deep.equal([]);
    expect(kindsIn('Field History', ['object'])).to.deep.equal([]);
    expect(kindsIn('Field History', ['ruleKind'])).to.deep.equal(['historyTracking']);
  });

  it('says what may have been meant where nothing fits, and nothing where nothing is near', () => {
    const near = lookUp({ text: 'View Every Piece Data', kinds: ['userPermission'], sobject: null }, things);
    expect(near.matches).to.deep.equal([]);
    expect(near.nearest.map(({ name }) => name)).to.include('ViewAllData');
    expect(lookUp({ text: 'xyzzy', kinds: [], sobject: null }, things)).to.deep.equal({ matches: [], nearest: [] });
    expect(lookUp({ text: '', kinds: [], sobject: null }, things)).to.deep.equal({ matches: [], nearest: [] });
  });

  it('knows of which objects the fields matter', () => {
    const objects = (text: string, kinds: readonly ThingKind[] = [], sobject: string | null = null): string[] =>
      objectsToLookThrough({ text, kinds, sobject }, things);
    expect(objects('View All Data')).to.deep.equal([]);
    expect(objects('Lead.Email')).to.deep.equal(['Lead']);
    expect(objects('Opportunity Contact Role Primary')[0]).to.equal('OpportunityContactRole');
    expect(objects('Email', [], 'opportunity contact role')).to.deep.equal(['OpportunityContactRole']);
    expect(objects('Lead.Email', ['object'])).to.deep.equal([]);
  });

  // A push takes a part of them (`largeMatrix.ts`).
  it('finds everything by its own name and label, whatever their case, and ends for any text', () => {
    for (const thing of builtInThings().filter((_, at) => runsNow(0, at, 39))) {
      for (const text of [thing.name, thing.label?.toUpperCase() ?? thing.name]) {
        const { matches } = lookUp({ text, kinds: [thing.kind], sobject: null }, things);
        expect(
          matches.some(({ name }) => name === thing.name),
          text,
        ).to.equal(true);
      }
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { matches, nearest } = lookUp({ text, kinds: [], sobject: null }, things.slice(0, 60));
        expect(matches.length === 0 || nearest.length === 0).to.equal(true);
      }),
      { seed: 5, numRuns: 100 },
    );
  }).timeout(300_000);
});
