import { expect } from 'chai';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import { flagColumn, flagFor, flagLabel, isFreeOfFlag, permissionBeside } from '../../../src/platform/userFlags.js';
import type { UserFlag } from '../../../src/platform/userFlags.js';

describe('boxes on the record of a user', () => {
  it('are called as in Setup, else by their name, and have a column', () => {
    const flags: Array<[flag: UserFlag, label: string, column: string]> = [
      ['MarketingUser', 'Marketing User', 'UserPermissionsMarketingUser'],
      ['InteractionUser', 'Flow User', 'UserPermissionsInteractionUser'],
      ['ForecastEnabled', 'Allow Forecasting', 'ForecastEnabled'],
      ['AvantgoUser', 'AvantgoUser', 'UserPermissionsAvantgoUser'],
    ];
    for (const [flag, label, column] of flags)
      expect([flagLabel(flag), flagColumn(flag)]).to.deep.equal([label, column]);
  });

  const words: ObjectAccess[] = ['read', 'create', 'edit', 'delete', 'viewAllRecords', 'modifyAllRecords'];
  const written = ['create', 'edit', 'delete'];
  const cases: Array<[sobject: string, flag: UserFlag | null, permission: string | null]> = [
    ['Campaign', 'MarketingUser', null],
    ['CAMPAIGN', 'MarketingUser', null],
    ['Knowledge__kav', 'KnowledgeUser', 'EditKnowledge'],
    ['FAQ__KAV', 'KnowledgeUser', 'EditKnowledge'],
    ['CampaignMember', null, null],
    ['Knowledge__kavs', null, null],
    ['Account', null, null],
  ];
  for (const [sobject, flag, permission] of cases) {
    it(`writing ${sobject} takes ${flag ?? 'none'} (fact Q13)`, () => {
      expect(words.map((access) => flagFor(sobject, access))).to.deep.equal(
        words.map((access) => (written.includes(access) ? flag : null)),
      );
      expect(words.map((access) => permissionBeside(sobject, access))).to.deep.equal(
        words.map((access) => (written.includes(access) ? permission : null)),
      );
    });
  }

  it('the connector of Account Engagement writes campaigns without', () => {
    expect([
      isFreeOfFlag('B2BMA Integration User', 'MarketingUser'),
      isFreeOfFlag('b2bma integration', 'MarketingUser'),
      isFreeOfFlag('B2BMA Integration User', 'KnowledgeUser'),
      isFreeOfFlag('Salesforce Integration', 'MarketingUser'),
      isFreeOfFlag('Not B2BMA Integration', 'MarketingUser'),
    ]).to.deep.equal([true, true, false, false, false]);
  });
});
