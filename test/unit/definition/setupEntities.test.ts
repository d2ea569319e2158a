import { expect } from 'chai';
import { itFinds, requirementsOf, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';

describe('rules about custom permissions and Apex classes', () => {
  it('have their ids, and the same name twice is one need', () => {
    const ids = requirementsOf(
      withRules(
        '  - customPermission: [Sync_Bypass, acme__Do_Sync]',
        '  - customPermission: sync_bypass',
        '    level: recommended',
        '  - apexClass: SyncApi',
      ),
    ).map(({ id, level }) => `${id} ${level}`);
    expect(ids).to.deep.equal([
      'apexClass:SyncApi required',
      'customPermission:acme__Do_Sync required',
      'customPermission:Sync_Bypass required',
    ]);
  });

  const cases: readonly MistakeCase[] = [
    {
      is: 'a label in place of a name',
      text: withRules('  - customPermission: Sync Bypass'),
      says: 'acme.yml:5:23: The value of "customPermission" has to be the API name, such as Sync_Api or acme__Sync_Api, not "Sync Bypass".',
    },
    {
      is: 'a misspelt kind',
      text: withRules('  - apexClas: SyncApi'),
      says: 'acme.yml:5:5: "apexClas" is not a key of a rule; did you mean apexClass?',
    },
    {
      is: 'access words, which such a thing has none of',
      text: withRules('  - { apexClass: SyncApi, access: [read] }'),
      says: 'acme.yml:5:27: "access" does not belong to a rule of kind apexClass, only to object, field.',
    },
  ];
  for (const one of cases) itFinds(one);
});
