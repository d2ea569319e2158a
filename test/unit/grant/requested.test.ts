import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import type { Finding } from '../../../src/check/finding.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Need } from '../../../src/definition/requirement.js';
import { requestedBy } from '../../../src/grant/requested.js';
import { needs, requirement, schema, snapshot, user } from '../support/snapshot.js';

/** What the finding about this need, of a user who has nothing, asks to be granted. */
const requested = (need: Need): string[] => {
  const nobody = user();
  const findings = evaluate([requirement(need)], snapshot(nobody, schema()), nobody);
  const finding = findings.find(({ kind }) => kind === need.kind);
  if (!finding) throw new Error('no finding');
  return requestedBy(finding).entries.map(entryId);
};

describe('what a finding asks to be granted', () => {
  const cases: [title: string, need: Need, expected: string[]][] = [
    ['a user permission', needs.permission('RunReports'), ['userPermission:RunReports']],
    ['object access', needs.object('Account', 'edit'), ['object:Account:edit']],
    ['a field', needs.field('Account', 'Website', 'edit'), ['field:Account.Website:edit']],
    [
      'a part of an address: the address, although it cannot be updated itself (fact C4)',
      needs.field('Account', 'BillingCity', 'edit'),
      ['field:Account.BillingAddress:edit'],
    ],
    ['reading tasks: a user permission (fact B11)', needs.object('Task', 'read'), ['userPermission:ActivitiesAccess']],
    [
      'changing tasks: two user permissions',
      needs.object('Task', 'edit'),
      ['userPermission:ActivitiesAccess', 'userPermission:EditTask'],
    ],
    ['members of campaigns: the campaign', needs.object('CampaignMember', 'read'), ['object:Campaign:read']],
    ['history: the parent', needs.object('AccountHistory', 'read'), ['object:Account:read']],
    ['line items: the opportunity', needs.object('OpportunityLineItem', 'edit'), ['object:Opportunity:edit']],
    ['a field that only waits for its object: nothing of its own', needs.field('Account', 'Name'), []],
    ['no such object', needs.object('Nothing__c', 'read'), []],
    ['a computed field that is to be edited', needs.field('Account', 'Score__c', 'edit'), []],
    ['deleting users, which nobody can', needs.object('User', 'delete'), []],
  ];
  for (const [title, need, expected] of cases) {
    it(title, () => expect(requested(need).sort()).to.deep.equal([...expected].sort()));
  }

  it('a license that stands in the way comes with it', () => {
    const finding: Finding = {
      id: 'object:Account:read',
      kind: 'object',
      level: 'required',
      status: 'unmet',
      code: 'OBJECT_PERMISSION_MISSING',
      args: ['Account', 'read'],
      because: [],
      blockedBy: ['license:SomePsl'],
      grantedBy: [],
    } as unknown as Finding;
    expect(requestedBy(finding).licenses).to.deep.equal(['SomePsl']);
  });
});
