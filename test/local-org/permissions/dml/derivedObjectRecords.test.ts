import { expect } from 'chai';
import type { Caller, Org } from '../../model/orgModel.js';
import { deleteRow, insertRow, updateRow } from '../dml.js';
import { rowById } from '../orgTables.js';
import { adminOf, expectRefusal, refusal, testOrg, userOn, userWith } from '../testOrg.js';

describe('permissions/dml: records of derived objects (fact B11)', () => {
  const campaignOrg = (): { org: Org; campaign: string; lead: string } => {
    const org = testOrg();
    const campaign = insertRow(org, adminOf(org), 'Campaign', { Name: 'C' });
    const lead = insertRow(org, adminOf(org), 'Lead', { LastName: 'L', Company: 'Co' });
    return { org, campaign, lead };
  };

  const withFlag = (org: Org, caller: Caller): void =>
    updateRow(org, adminOf(org), 'User', caller.userId, { UserPermissionsMarketingUser: true });

  it('creates a campaign member with Read on Campaign, Edit on Lead and the flag Marketing User', () => {
    const { org, campaign, lead } = campaignOrg();
    const caller = userWith(org, { objects: { Campaign: 'R', Lead: 'RE' } });
    const values = { CampaignId: campaign, LeadId: lead };
    expectRefusal(
      () => insertRow(org, caller, 'CampaignMember', values),
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      /Campaign Member/,
    );
    withFlag(org, caller);
    const id = insertRow(org, caller, 'CampaignMember', values);
    expect(rowById(org, 'CampaignMember', id)?.['LeadId']).to.equal(lead);
  });

  it('creates none for a lead that the caller cannot read', () => {
    const { org, campaign, lead } = campaignOrg();
    const caller = userWith(org, { objects: { Campaign: 'R', Contact: 'RE' } });
    withFlag(org, caller);
    expectRefusal(
      () => insertRow(org, caller, 'CampaignMember', { CampaignId: campaign, LeadId: lead }),
      'FIELD_INTEGRITY_EXCEPTION',
      /Lead/,
    );
  });

  for (const [permissions, code] of [
    ['ActivitiesAccess', 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY'],
    ['EditTask', 'NOT_FOUND'],
  ] as const) {
    it(`refuses a task with ${permissions} alone`, () => {
      const org = testOrg();
      const caller = userWith(org, { permissions });
      const values = { Subject: 'Call', Status: 'Open', Priority: 'Normal' };
      expect(refusal(() => insertRow(org, caller, 'Task', values)).errorCode).to.equal(code);
    });
  }

  it('deletes no user, whoever asks', () => {
    const org = testOrg();
    expectRefusal(
      () => deleteRow(org, adminOf(org), 'User', userOn(org).userId),
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      'entity type cannot be deleted: User',
    );
  });
});
