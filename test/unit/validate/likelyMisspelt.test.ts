import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { expandDefinition } from '../../../src/definition/expandDefinition.js';
import { listBuiltIn } from '../../../src/files/loadDefinition.js';
import { builtInThings } from '../../../src/lookup/builtInThings.js';
import type { OrgNameKind } from '../../../src/kinds/namesInOrg.js';
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
    ['userPermission', 'runreports', undefined],
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
