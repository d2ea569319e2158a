import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Authentication } from '../../../../src/kinds/requirement.js';
import { describeDefinition, listDefinitions } from '../../../../src/report/describe/describeDefinition.js';
import { describeText, listText } from '../../../../src/report/describe/describeText.js';
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
      '  - { field: [Account.Website, Account.Industry], standardized: true, because: Synced. }',
      '  - { field: Lead.Title, access: [edit], inferred: true, when: { authentication: oauth } }',
      '  - { api: [soql, bulk2, metadata], because: Queries. }',
      '  - { historyTracking: Opportunity, suggestedFields: [StageName], level: recommended, because: Deals at risk. }',
      '  - { historyTracking: Case, fields: [Status] }',
      '  - { picklistValue: Lead.LeadSource, value: Acme, because: Leads carry it. }',
      '  - { automation: Lead, onFields: [Email], level: recommended, because: Leads are written. }',
      '  - { connectedApp: [Acme Sync, acme__Sync], because: Logs in through it. }',
      '  - { anyOf: [{ object: User, because: Sees. }, { allOf: [{ userPermission: ViewSetup }, { object: Order }], because: Both. }], name: way, because: Either. }',
    ].join('\n'),
  );

golden('describe', {
  ciro: described(() => shipped('ciro')),
  'hg-insights-with-password': described(() => shipped('hg-insights'), 'usernamePassword'),
  'every-kind': described(everyKind),
});

golden('list', {
  'built-in': (view) =>
    listText(listDefinitions(['6sense', 'ciro', 'cognism', 'hg-insights', 'runner'].map(shipped)), {
      ...view,
      texts,
      words: wordsOf('integration.list'),
    }),
});
