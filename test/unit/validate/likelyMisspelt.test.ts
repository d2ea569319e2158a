import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { listBuiltIn } from '../../../src/files/loadDefinition.js';
import { builtInThings } from '../../../src/lookup/builtInThings.js';
import type { OrgNameKind } from '../../../src/kinds/namesInOrg.js';
import { readOnlyAsked } from '../../../src/validate/readOnlyAsked.js';
import { requirementsOf, withRules } from '../definition/helpers.js';
import { likelyMisspelt, standardNameMeant } from '../../../src/validate/likelyMisspelt.js';

const namesIn = (file: string): string[] =>
  readFileSync(fileURLToPath(new URL(`../../fixtures/platformNames/${file}`, import.meta.url)), 'utf8')
    .split('\n')
    .filter((name) => name !== '');

const alarms = (what: OrgNameKind, names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const meant = standardNameMeant(what, name);
    return meant === undefined ? [] : [`${name} → ${meant}`];
  });

describe('names that look misspelt without an org', () => {
  const cases: ReadonlyArray<readonly [OrgNameKind, string, string | undefined]> = [
    ['object', 'Acount', 'Account'],
    ['object', 'Oportunity', 'Opportunity'],
    ['object', 'OpportunityHistroy', 'OpportunityHistory'],
    ['object', 'account', undefined],
    ['object', 'Acount__c', undefined],
    ['object', 'acme__*', undefined],
    ['object', 'Shipment', undefined],
    ['field', 'Opportunity.Stage', 'Opportunity.StageName'],
    ['field', 'Lead.Emial', 'Lead.Email'],
    ['field', 'lead.Compnay', 'Lead.Company'],
    ['field', 'Lead.Emial__c', undefined],
    ['field', 'Invoice__c.Name', undefined],
    ['userPermission', 'ManageUser', 'ManageUsers'],
    ['userPermission', 'ApiEnabeld', 'ApiEnabled'],
    ['userPermission', 'PermissionsApiEnabled', 'ApiEnabled'],
    ['userPermission', 'runreports', undefined],
    ['userPermission', 'ApiOnlyUser', 'ApiUserOnly'],
    ['userPermission', 'DataViewAll', 'ViewAllData'],
    ['userPermission', 'ViewSetupAndConfiguration', 'ViewSetup'],
    ['userPermission', 'ViewSome', undefined],
    ['object', 'ContactRoleOpportunity', 'OpportunityContactRole'],
    ['field', 'Contact.OfBirthDate', undefined],
    ['field', 'Account.CodePostalBilling', 'Account.BillingPostalCode'],
    ['field', 'Account.BillingZipPostalCode', 'Account.BillingPostalCode'],
    ['permissionSetLicense', 'SalesforceAPIIntegration', 'SalesforceAPIIntegrationPsl'],
    ['permissionSetLicense', 'SalesforceApiIntegrationPsl', undefined],
    ['permissionSetLicense', 'SalesforceAPIIntegratonPsl', 'SalesforceAPIIntegrationPsl'],
    ['permissionSetLicense', 'GongPsl', undefined],
    ['userLicense', 'Salesforce Integraton', 'Salesforce Integration'],
    ['userLicense', 'Salesforce Platform', undefined],
    ['profile', 'Standrd User', 'Standard User'],
    ['profile', 'Acme Sync', undefined],
  ];
  for (const [what, name, meant] of cases)
    it(`${what} ${name}: ${meant ?? 'nothing is said'}`, () => {
      expect(standardNameMeant(what, name)).to.equal(meant);
    });

  it('are no names that the platform has, be they in the tables or not', () => {
    const ofTables = builtInThings().flatMap(({ kind, name }) => alarms(kind as OrgNameKind, [name]));
    expect(ofTables).to.deep.equal([]);
    expect(alarms('object', namesIn('ObjectPermissions.SobjectType.txt'))).to.deep.equal([]);
    expect(alarms('field', namesIn('FieldPermissions.Field.txt'))).to.deep.equal([]);
  });

  it('are in no built-in definition', async () => {
    for (const definition of await listBuiltIn()) {
      const { requirements } = expandDefinition(definition, { authentication: 'oauth' });
      expect(likelyMisspelt(requirements), definition.id).to.deep.equal([]);
    }
  });
});

describe('fields that nobody can edit, told without an org', () => {
  const asked = (...lines: string[]): string[] =>
    readOnlyAsked(requirementsOf(withRules(...lines))).map(({ name, places }) => `${places[0]?.line} ${name}`);

  it('audit fields of every object, and what is worked out of other fields', () => {
    expect(
      asked(
        '  - { field: [Account.CreatedDate, Invoice__c.SystemModstamp, Account.Name], access: edit }',
        '  - { field: [Opportunity.expectedrevenue, Case.IsClosed, Task.IsClosed], access: [edit] }',
      ).sort(),
    ).to.deep.equal(
      [
        '5 Account.CreatedDate',
        '5 Invoice__c.SystemModstamp',
        '6 Opportunity.expectedrevenue',
        '6 Case.IsClosed',
      ].sort(),
    );
  });

  it('also in a choice; not where they are only read, forbidden or behind a pattern', () => {
    expect(
      asked(
        '  - anyOf:',
        '      - { field: Account.CreatedById, access: edit }',
        '      - { field: Account.CreatedDate }',
        '    name: one',
        '  - { field: Contact.CreatedDate, access: edit, forbid: true }',
        '  - { field: Lead.*, access: edit }',
      ),
    ).to.deep.equal(['6 Account.CreatedById']);
  });

  it('no built-in definition asks for', async () => {
    for (const definition of await listBuiltIn()) {
      const { requirements } = expandDefinition(definition, { authentication: 'oauth' });
      expect(readOnlyAsked(requirements), definition.id).to.deep.equal([]);
    }
  });
});
