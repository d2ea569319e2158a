import { expect } from 'chai';
import type { Org } from '../../model/orgModel.js';
import { deleteRow, insertRow } from '../dml.js';
import { rowById } from '../orgTables.js';
import { adminOf, expectRefusal, refusal, testOrg, userOn, userWith } from '../testOrg.js';

describe('permissions/dml: records of derived objects (fact B11)', () => {
  const campaignOrg = (): { org: Org; campaign: string; lead: string } => {
    const org = testOrg();
    const campaign = insertRow(org, adminOf(org), 'Campaign', { Name: 'C' });
    const lead = insertRow(org, adminOf(org), 'Lead', { LastName: 'L', Company: 'Co' });
    return { org, campaign, lead };
  };

  it('creates a campaign member with Read on Campaign and Lead', () => {
    const { org, campaign, lead } = campaignOrg();
    const caller = userWith(org, { objects: { Campaign: 'R', Lead: 'R' } });
    const id = insertRow(org, caller, 'CampaignMember', { CampaignId: campaign, LeadId: lead });
    expect(rowById(org, 'CampaignMember', id)?.['LeadId']).to.equal(lead);
  });

  it('creates none for a lead that the caller cannot read', () => {
    const { org, campaign, lead } = campaignOrg();
    const caller = userWith(org, { objects: { Campaign: 'R', Contact: 'R' } });
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
