import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Authentication } from '../../../../src/kinds/requirement.js';
import { describeDefinition, listDefinitions } from '../../../../src/report/describe/describeDefinition.js';
import { describeText } from '../../../../src/report/describe/describeText.js';
import { listText } from '../../../../src/report/describe/listText.js';
import type { ListResult, Overview } from '../../../../src/report/describe/describeResult.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { parse } from '../../definition/helpers.js';
import { wordsOf } from '../support/scenes.js';

const texts = findingTexts();

const shipped = (id: string): ReturnType<typeof parse> =>
  parse(
    readFileSync(fileURLToPath(new URL(`../../../../integrations/${id}.yml`, import.meta.url)), 'utf8'),
    `${id}.yml`,
  );

const described =
  (definition: () => ReturnType<typeof parse>, authentication: Authentication | null = null) =>
  (view: View): string =>
    describeText(describeDefinition(definition(), { authentication }), {
      ...view,
      texts,
      words: wordsOf('integration.describe'),
    });

const everyKind = () =>
  parse(
    [
      'schemaVersion: 1',
      'id: acme',
      'label: Acme Sync',
      'description: Reads and writes accounts, and a little more than fits into one line of a terminal of eighty columns.',
      'source: { title: Acme help, url: "https://help.acme.example/permissions", date: 2026-01-31 }',
      'permissionSet: Acme_Integration',
      'requires:',
      '  - { userPermission: [ApiEnabled, RunReports], because: Calls the APIs., source: { title: API page } }',
      '  - { userPermission: ModifyAllData, forbid: true, because: Reads only. }',
      '  - { object: [Account, Contact], access: [read, edit], because: Synced. }',
      '  - { object: Opportunity, access: [read, modifyAllRecords], minimum: [read], because: Scored. }',
      '  - { object: Lead, access: [delete], forbid: true, because: Never deletes. }',
      '  - { object: Case, level: optional, ifPresent: true }',
      '  - { package: acme, seat: true, because: Built on it. }',
      '  - { recordVisibility: [Account, Lead], level: recommended, because: Scores all of them. }',
      '  - { userPermission: PasswordNeverExpires, on: profile, because: Logs in by password. }',
      '  - { field: Lead.acme_*, access: edit, editableOnly: true, because: Writes them. }',
      '  - { object: ["*", acme__*], level: recommended, because: Copies everything. }',
      '  - { field: [Account.Website, Account.Industry], standardized: true, because: Synced. }',
      '  - { field: Lead.Title, access: [edit], inferred: true, when: { authentication: oauth } }',
      '  - { api: [soql, bulk2, metadata], because: Queries. }',
      '  - { historyTracking: Opportunity, suggestedFields: [StageName], level: recommended, because: Deals at risk. }',
      '  - { historyTracking: Case, fields: [Status] }',
      '  - { picklistValue: Lead.LeadSource, value: Acme, because: Leads carry it. }',
      '  - { automation: Lead, onFields: [Email], level: recommended, because: Leads are written. }',
      '  - { userFlag: [MarketingUser, SupportUser], because: Writes campaigns. }',
      '  - { permissionSetAssigned: acme__Sync_User, because: The package brings it. }',
      '  - { permissionSetLicense: SalesforceAPIIntegrationPsl, because: For integration users. }',
      '  - { userLicense: [Salesforce, Salesforce Platform], because: Either will do. }',
      '  - { profile: Minimum Access - Salesforce, level: recommended, because: Gives nothing else. }',
      '  - { customPermission: acme__Sync, because: Its flows ask for it. }',
      '  - { apexClass: acme__Api, because: Calls it. }',
      '  - { manual: Somebody authorizes the connection., name: authorize }',
      '  - { connectedApp: [Acme Sync, acme__Sync], because: Logs in through it. }',
      '  - { anyOf: [{ object: User, because: Sees. }, { allOf: [{ userPermission: ViewSetup }, { object: Order }], because: Both. }], name: way, because: Either. }',
    ].join('\n'),
  );

/** For a reviewer: a broad variant with one that is narrower, a feature, needs of a phase, a page that was read in part. */
const broad = () =>
  parse(
    [
      'schemaVersion: 1',
      'id: acme',
      'label: Acme Sync',
      'aliases: [AcmeWorks]',
      'source:',
      '  - { title: Acme help, url: "https://help.acme.example/permissions", date: 2026-01-31, seen: part }',
      '  - { title: Acme installation guide, seen: whole }',
      'requires:',
      '  - { userPermission: ApiEnabled, because: Calls the APIs. }',
      '  - { userPermission: [CustomizeApplication, InstallPackaging], when: { phase: install }, because: Installs the package. }',
      '  - { userPermission: CanApproveUninstalledApps, when: { phase: connect }, because: Connects first. }',
      '  - { object: Lead, access: [read, delete], because: Duplicates are removed. }',
      '  - { userPermission: ManageUsers, forbid: true, because: Manages nobody. }',
      '  - { anyOf: [{ userPermission: ViewAllUsers }, { userPermission: ManageInternalUsers }], name: owners, because: Looks owners up. }',
      '  - { field: Lead.Email, inferred: true, because: Reads addresses. }',
      'variants:',
      '  quick: { label: Quick, default: true, requires: [{ userPermission: [ViewAllData, ModifyAllData], because: The page asks for it. }] }',
      '  least: { label: Least, requires: [{ object: [Account, Contact], access: [read, edit, viewAllRecords], because: Synced. }] }',
      'features:',
      '  forecast: { label: Forecast, requires: [{ object: Opportunity, access: [viewAllRecords], because: Forecasts. }] }',
    ].join('\n'),
  );

golden('describe', {
  'broad-needs': (view) =>
    describeText(describeDefinition(broad(), { features: ['*'] }), {
      ...view,
      texts,
      words: wordsOf('integration.describe'),
    }),
  'broad-needs-narrower-variant': (view) =>
    describeText(describeDefinition(broad(), { variant: 'least' }), {
      ...view,
      texts,
      words: wordsOf('integration.describe'),
    }),
  ciro: described(() => shipped('ciro')),
  'hg-insights-with-password': described(() => shipped('hg-insights'), 'usernamePassword'),
  'every-kind': described(everyKind),
});

/** What a catalog looks like that has grown: more than a screen of it, long names, several pages, roles, a base. */
const catalog = (): ListResult['integrations'] => {
  const vendor = (id: string, label: string, more: Partial<Overview> = {}): Overview => ({
    id,
    label,
    description: `Reads and writes what ${label} needs.`,
    source: null,
    extends: [],
    permissionSet: `Integration_${id.replaceAll('-', '_')}`,
    variants: [],
    ...more,
  });
  const page = (title: string, date?: string, seen?: 'whole' | 'part'): NonNullable<Overview['source']> => ({
    title,
    ...(date === undefined ? {} : { date, url: 'https://help.example.com/en/articles/1234567-permissions' }),
    ...(seen === undefined ? {} : { seen }),
  });
  return [
    vendor('acme-gong', 'Gong at Acme', { file: 'integrations/acme-gong.yml', extends: ['gong'] }),
    vendor('account-engagement', 'Account Engagement connector user', {
      aliases: ['Pardot', 'Marketing Cloud Account Engagement'],
      source: page('Salesforce Help: Connector user', '2024-07-05', 'part'),
      sources: [
        page('Salesforce Help: Connector user', '2024-07-05', 'part'),
        page('Salesforce Help: Integration user', undefined, 'whole'),
      ],
    }),
    vendor('gong', 'Gong', {
      source: page('Gong help: The permissions of the integration user', '2025-09-01', 'whole'),
      variants: [
        { name: 'standard', label: 'All that the page asks for', default: true },
        { name: 'least', label: 'Without View All Data', default: false },
      ],
      features: [
        { name: 'engage', label: 'Gong Engage', default: false },
        { name: 'calls', label: 'Calls', default: true },
      ],
    }),
    ...Array.from({ length: 34 }, (_, at) =>
      vendor(`vendor-number-${String(at + 1)}`, `Vendor ${String(at + 1)}`, {
        ...(at % 3 === 0
          ? {}
          : { source: page('Help', `2025-0${String((at % 9) + 1)}-15`, at % 2 ? 'whole' : 'part') }),
        ...(at % 5 === 0 ? { aliases: [`product-${String(at)}`] } : {}),
      }),
    ),
    vendor('it-administrator', 'IT administrator', { group: 'role', source: page('A guide', undefined, 'whole') }),
    vendor('support-manager', 'Support manager', { group: 'role', source: page('A guide', undefined, 'whole') }),
    vendor('log-reader', 'Readers of logs', { group: 'base', source: page('A guide', undefined, 'whole') }),
  ];
};

const listed =
  (result: () => ListResult) =>
  (view: View): string =>
    listText(result(), { ...view, words: wordsOf('integration.list') });

golden('list', {
  forty: listed(() => ({ schemaVersion: 1, integrations: catalog() })),
  found: listed(() => ({ schemaVersion: 1, search: 'g', integrations: catalog().slice(0, 3) })),
  'nothing-found': listed(() => ({ schemaVersion: 1, search: 'pardto', didYouMean: ['Pardot'], integrations: [] })),
  'built-in': (view) =>
    listText(listDefinitions(['6sense', 'ciro', 'cognism', 'hg-insights', 'runner'].map(shipped)), {
      ...view,
      words: wordsOf('integration.list'),
    }),
});
