import { expect } from 'chai';
import { itFinds, requirementsOf, withRules } from './helpers.js';
import type { MistakeCase } from './helpers.js';

describe('rules about the record of the user', () => {
  it('have their ids: names sorted, with bars between', () => {
    const ids = requirementsOf(
      withRules(
        '  - userLicense: [Salesforce Platform, Salesforce]',
        '  - userLicense: Chatter Free',
        '    forbid: true',
        '  - profile: Minimum Access - API Only Integrations',
        '  - permissionSetLicense: [InboxPsl, SalesforceAPIIntegrationPsl]',
        '  - manual: Put the user at the top of the role hierarchy.',
        '    name: role',
        '  - userFlag: [MarketingUser, KnowledgeUser]',
      ),
    ).map(({ id }) => id);
    expect(ids).to.deep.equal([
      'license:InboxPsl',
      'license:SalesforceAPIIntegrationPsl',
      'manual:role',
      'not:userLicense:Chatter Free',
      'profile:Minimum Access - API Only Integrations',
      'userFlag:KnowledgeUser',
      'userFlag:MarketingUser',
      'userLicense:Salesforce|Salesforce Platform',
    ]);
  });

  const cases: readonly MistakeCase[] = [
    {
      is: 'something for people without a name',
      text: withRules('  - manual: Look at it.'),
      says: 'acme.yml:5:5: Here a rule of kind manual lacks the key "name".',
    },
    {
      is: 'two things for people of one name',
      text: withRules('  - { manual: Look at it., name: look }', '  - { manual: Look there., name: look }'),
      says: 'acme.yml:6:15: Another rule is called "look" already (acme.yml:5:15).',
    },
    {
      is: 'a bar in the name of a license',
      text: withRules('  - userLicense: "A|B"'),
      says: 'acme.yml:5:18: The value of "userLicense" has to be at least one entry or character, not "A|B".',
    },
    {
      is: 'a license that is required and forbidden',
      text: withRules('  - userLicense: Salesforce', '  - userLicense: [Salesforce, Identity]', '    forbid: true'),
      says: 'acme.yml:6:18: A user cannot have userLicense:Salesforce and satisfy not:userLicense:Identity|Salesforce at the same time (the other rule is at acme.yml:5:18).',
    },
    {
      is: 'a misspelt box',
      text: withRules('  - userFlag: [KnowledgeUser, MarketngUser]'),
      says: 'acme.yml:5:31: "MarketngUser" is not a word for "userFlag"; did you mean MarketingUser?',
    },
    {
      is: 'a misspelt kind',
      text: withRules('  - userLicence: Salesforce'),
      says: 'acme.yml:5:5: "userLicence" is not a key of a rule; did you mean userLicense?',
    },
    {
      is: 'a label in place of the name of a license',
      text: withRules('  - permissionSetLicense: Salesforce API Integration'),
      says: 'acme.yml:5:27: The value of "permissionSetLicense" has to be the API name of a permission set license, such as SalesforceAPIIntegrationPsl, not "Salesforce API Integration"; did you mean SalesforceAPIIntegrationPsl?',
    },
  ];
  for (const one of cases) itFinds(one);
});
