/** Feature flags of the user's record, without which permissions to write campaigns have no effect. */
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo } from '../support/granting.js';
import { expectAgreement } from '../support/oracle.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const flag = 'userFlag:MarketingUser';

describe('campaigns and the feature flag Marketing User', function () {
  this.timeout(30_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
    world = await openWorld({ scenario: 'licensed' }, admin, 'int@example.com');
  });
  after(async () => {
    await world.close();
    await definitions.remove();
  });

  const campaigns = () => definitions.define('campaigns', [{ object: 'Campaign', access: ['read', 'create', 'edit'] }]);
  const checked = async (user: string, runner = admin) =>
    only(await check(world.org, '-o', runner, '-u', `${user}@example.com`, '-i', await campaigns()));

  it('reading needs no flag; creating and editing wait for it', async () => {
    const one = await checked('int');
    expect(statusOf(one, 'object:Campaign:read')).to.equal('met GRANTED');
    for (const word of ['create', 'edit']) {
      expect(statusOf(one, `object:Campaign:${word}`)).to.equal('unmet NO_EFFECT_WITHOUT_FLAG');
      expect(finding(one, `object:Campaign:${word}`).blockedBy).to.deep.equal([flag]);
    }
    const { status, code, level, actions } = finding(one, flag);
    expect([status, code, level]).to.deep.equal(['unmet', 'USER_FLAG_OFF', 'required']);
    expect(actions.join(' ')).to.include('Setup > Users');
    expectAgreement(world.org.org, one);
  });

  it('deleting waits as well', async () => {
    const rules = [{ object: 'Campaign', access: ['delete', 'modifyAllRecords'] }];
    const path = await definitions.define('deleting', rules);
    const one = only(await check(world.org, '-o', admin, '-u', 'int@example.com', '-i', path));
    expect(finding(one, 'object:Campaign:delete').blockedBy).to.include(flag);
  });

  it('with the flag both are met, and so is it', async () => {
    const one = await checked('marketer');
    expect(statusOf(one, flag)).to.equal('met USER_FLAG_SET');
    expect(statusOf(one, 'object:Campaign:create')).to.equal('met GRANTED');
    expect(one.ready).to.equal(true);
    expectAgreement(world.org.org, one);
  });

  it('a field that is to be written waits as well', async () => {
    const path = await definitions.define('notes', [{ field: 'Campaign.Description', access: ['edit'] }]);
    const one = only(await check(world.org, '-o', admin, '-u', 'int@example.com', '-i', path));
    expect(finding(one, 'field:Campaign.Description:edit').status).to.equal('unmet');
    expect(statusOf(one, flag)).to.equal('unmet USER_FLAG_OFF');
  });

  it('a grant leaves the flag to people, and gives the rest', async () => {
    const { exitCode, result } = await grantTo(world.org, 'std', await campaigns(), '--dry-run');
    expect(result.plan.adds.map(({ id }) => id)).to.include('object:Campaign:create');
    expect(result.plan.manual.map(({ id }) => id)).to.include.members([flag, 'object:Campaign:create']);
    expect(result.plan.closes).to.include('object:Campaign:read').and.not.include('object:Campaign:create');
    expect(exitCode).to.equal(1);
  });

  it('a plan tells once of a box for which several things wait', async () => {
    const path = await definitions.define('members', [{ object: 'CampaignMember', access: ['create', 'edit'] }]);
    const { text } = await grantTo(world.org, 'std', path, '--dry-run');
    const steps = text.slice(text.indexOf('What to do by hand'));
    expect(steps.match(/tick Marketing/g)).to.have.length(1);
  });

  it('a rule can ask for the box itself, and tells its seats where the org counts them', async () => {
    world.org.clearRequests();
    await check(world.org, '-o', admin, '-u', 'int@example.com', '-i', await campaigns());
    const before = world.org.requests.length;
    const flags = [
      { userFlag: ['MarketingUser', 'KnowledgeUser', 'SupportUser'] },
      { object: 'Campaign', access: ['create'] },
    ];
    const path = await definitions.define('boxes', flags);
    world.org.clearRequests();
    const ran = await check(world.org, '-o', admin, '-u', 'int@example.com', '-i', path);
    expect(world.org.requests.length).to.be.at.most(before + 1);
    const one = only(ran);
    expect(statusOf(one, flag)).to.equal('unmet USER_FLAG_OFF');
    expect(finding(one, flag).actions.join(' ')).to.include(': 2 of 5)');
    expect(finding(one, 'object:Campaign:create').blockedBy).to.deep.equal([flag]);
    expect(finding(one, 'userFlag:KnowledgeUser').actions.join(' ')).to.include('none was free (taken: 1 of 1)');
    // As the box is called in Setup.
    expect(finding(one, 'userFlag:KnowledgeUser').actions.join(' ')).to.include('tick Knowledge User');
    expect(finding(one, 'userFlag:SupportUser').actions.join(' ')).to.include('Company Information');
    expect(one.findings.filter(({ id }) => id === flag)).to.have.length(1);
  });

  it('tells a box that this org does not have', async () => {
    const path = await definitions.define('other-boxes', [
      { userFlag: ['WorkDotComUserFeature', 'KnowledgeUser', 'MarketingUser', 'SupportUser'] },
      { userFlag: 'AvantgoUser', ifPresent: true },
    ]);
    const one = only(await check(world.org, '-o', admin, '-u', 'int@example.com', '-i', path));
    expect(statusOf(one, 'userFlag:WorkDotComUserFeature')).to.equal('impossible NO_SUCH_USER_FLAG');
    for (const there of ['KnowledgeUser', 'MarketingUser', 'SupportUser'])
      expect(statusOf(one, `userFlag:${there}`)).to.equal('unmet USER_FLAG_OFF');
    expect(statusOf(one, 'userFlag:AvantgoUser')).to.equal('notApplicable NOT_IN_THIS_ORG');
  });

  it('the user himself sees what describe tells', async () => {
    const one = await checked('int', 'int@example.com');
    expect(finding(one, 'object:Campaign:create').status).to.equal('unmet');
    expect(finding(one, 'object:Campaign:read').status).to.equal('met');
  });
});
