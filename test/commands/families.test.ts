/** Objects that take no object permissions, of every family, in an org that has them. */
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';

/** One or more of each family: shares, feeds, change events, files, mails, activities, teams, logs, set-up data … */
const objects = [
  ...['AccountShare', 'AccountFeed', 'FeedRevision', 'AccountChangeEvent', 'TaskChangeEvent', 'UserChangeEvent'],
  ...[
    'LeadHistory',
    'OrderItemHistory',
    'OpportunityFieldHistory',
    'ContentVersion',
    'ContentDocument',
    'EmailMessage',
  ],
  ...['Task', 'Event', 'TaskRelation', 'OpportunityLineItem', 'QuoteLineItem', 'OrderItem', 'OpportunityContactRole'],
  ...['AccountTeamMember', 'OpportunityTeamMember', 'OpportunitySplit', 'CaseTeamMember', 'CaseComment'],
  ...['CampaignMember', 'PricebookEntry', 'AccountContactRelation', 'User', 'UserRole', 'Profile', 'PermissionSet'],
  ...['PermissionSetTabSetting', 'UserLogin', 'LoginHistory', 'AuthSession', 'VerificationHistory', 'SetupAuditTrail'],
  ...['AsyncApexJob', 'NamedCredential', 'EventLogFile', 'ApiEventStream', 'BusinessHours', 'CurrencyType'],
  ...['Setting__mdt', 'Territory2', 'FlowInterview', 'Topic', 'RecordType', 'Group', 'Organization'],
];

describe('objects without object permissions, of every family', function () {
  this.timeout(60_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
    world = await openWorld({ scenario: 'families' }, admin, 'worker@example.com');
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const all = () =>
    definitions.define('families', [
      { object: objects, access: ['read', 'create', 'edit', 'delete', 'viewAllRecords'] },
    ]);
  const checkedNow = async (user: string) =>
    only(await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', await all()));
  const checks = new Map<string, ReturnType<typeof checkedNow>>();
  /** Once for each user: of these tests only the last but one changes the org, and none of them looks at it this way later. */
  const checked = (user: string): ReturnType<typeof checkedNow> => {
    const known = checks.get(user) ?? checkedNow(user);
    checks.set(user, known);
    return known;
  };

  for (const user of ['nothing', 'seer', 'worker', 'marketer']) {
    it(`are judged for ${user} as the org treats the user`, async () => {
      const { compared, unknown } = expectAgreement(world.org.org, await checked(user));
      expect(compared).to.be.greaterThan(150);
      expect(unknown.filter((id) => id.endsWith(':read'))).to.deep.equal([]);
    });
  }

  it('change events: View All on the object, View All Users, or nothing but View All Data', async () => {
    const worker = await checked('worker');
    expect(statusOf(worker, 'object:AccountChangeEvent:read')).to.equal('met GRANTED');
    expect(statusOf(worker, 'object:UserChangeEvent:read')).to.equal('met GRANTED');
    expect(statusOf(worker, 'object:TaskChangeEvent:read')).to.equal('impossible ONLY_BLANKET_PERMISSION');
    const seer = await checked('seer');
    expect(statusOf(seer, 'object:TaskChangeEvent:read')).to.equal('met GRANTED');
  });

  it('the history of tasks and events: View All Data by one page, Modify All Data by another', async () => {
    const path = await definitions.define('activities', [{ object: 'ActivityFieldHistory' }]);
    const of = async (user: string) =>
      only(await check(world.org, '-o', admin, '-u', `${user}@example.com`, '-i', path));
    const id = 'object:ActivityFieldHistory:read';
    expect(statusOf(await of('seer'), id)).to.equal('unknown RULE_CONTESTED');
    expect(finding(await of('worker'), id).status).to.equal('impossible');
  });

  it('what is there for own rows says so', async () => {
    const nothing = await checked('nothing');
    for (const name of ['Profile', 'LoginHistory', 'AuthSession', 'ContentVersion'])
      expect(statusOf(nothing, `object:${name}:read`), name).to.equal('degraded OWN_ROWS_ONLY');
    expect(finding(nothing, 'object:Profile:read').message).to.include('own rows only');
  });

  it('members of campaigns wait for the box on the user', async () => {
    const worker = await checked('worker');
    expect(statusOf(worker, 'object:CampaignMember:edit')).to.equal('unmet USER_FLAG_MISSING');
    expect(finding(worker, 'object:CampaignMember:edit').blockedBy).to.deep.equal(['userFlag:MarketingUser']);
    expect(statusOf(await checked('marketer'), 'object:CampaignMember:edit')).to.equal('met GRANTED');
  });

  it('mails: those of tasks without cases, and sent ones are changed with a permission of their own', async () => {
    const nothing = await checked('nothing');
    expect(statusOf(nothing, 'object:EmailMessage:read')).to.equal('degraded SOME_ROWS_ONLY');
    expect(finding(nothing, 'object:EmailMessage:read').blockedBy).to.deep.equal(['object:Case:read']);
    expect(statusOf(await checked('worker'), 'object:EmailMessage:read')).to.equal('met GRANTED');
    expect(finding(nothing, 'object:EmailMessage:edit').blockedBy).to.deep.equal([
      'userPermission:CanUpdateEmailMessage',
    ]);
  });

  it('a grant plans what the rule names, and what is given does it', async () => {
    const path = await definitions.define('roles', [
      { object: ['UserRole', 'Topic'], access: ['read', 'create'], level: 'required' },
      { object: ['OrderItemHistory', 'PricebookEntry', 'LoginHistory'], access: ['read'] },
    ]);
    const { result } = await grantTo(world.org, 'nothing', path, '--no-prompt', '--allow', 'ManageRoles');
    const given = result.plan.adds.map(({ id }) => id);
    expect(given).to.include.members([
      'userPermission:ViewRoles',
      'userPermission:CreateTopics',
      'object:Order:read',
      'object:Product2:read',
      'object:Pricebook2:read',
    ]);
    const after = only(await check(world.org, '-o', admin, '-u', 'nothing@example.com', '-i', path));
    expect(
      after.findings.filter(({ status }) => status !== 'met').map(({ id, status }) => `${id} ${status}`),
    ).to.deep.equal(['object:LoginHistory:read degraded']);
    expectAgreement(world.org.org, after);
  });

  it('the user himself sees no more and no less', async () => {
    const one = only(await check(world.org, '-o', 'worker@example.com', '-i', await all()));
    expectAgreement(world.org.org, one);
  });
});
