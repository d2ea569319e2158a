/** A user on the bare integration license, and a definition that asks for user permissions or APIs and for no object. */
import { expect } from 'chai';
import { check, finding, only, statusOf } from '../support/checking.js';
import { makeDefinitions } from '../support/definitions.js';
import type { Definitions } from '../support/definitions.js';
import { grantTo, stepsOf } from '../support/granting.js';
import { openWorld } from '../support/world.js';
import type { World } from '../support/world.js';

const admin = 'admin@example.com';
const license = 'license:SalesforceAPIIntegrationPsl';

describe('user permissions that the bare integration license does not allow', function () {
  this.timeout(30_000);
  let world: World;
  let definitions: Definitions;
  before(async () => {
    definitions = await makeDefinitions();
  });
  beforeEach(async () => {
    world = await openWorld({ scenario: 'default' }, admin);
  });
  afterEach(() => world.close());
  after(() => definitions.remove());

  const checked = async (...rules: unknown[]) => {
    const path = await definitions.define('log-reader', rules);
    return only(await check(world.org, '-o', admin, '-i', path, '-u', 'api@example.com'));
  };

  it('wait for the permission set license that lifts it, which is a finding of its own', async () => {
    const one = await checked({ userPermission: ['ApiEnabled', 'ViewEventLogFiles'] }, { api: ['rest', 'soql'] });
    expect(statusOf(one, license)).to.equal('unmet LICENSE_MISSING');
    expect(finding(one, license).level).to.equal('required');
    expect(finding(one, 'userPermission:ViewEventLogFiles').blockedBy).to.deep.equal([license]);
    expect(statusOf(one, 'userPermission:ApiEnabled')).to.equal('met GRANTED');
  });

  it('so do those that the Metadata API takes', async () => {
    const one = await checked({ api: ['metadata'] });
    expect(statusOf(one, license)).to.equal('unmet LICENSE_MISSING');
    expect(finding(one, 'api:metadata').blockedBy).to.include(license);
  });

  it('and those that give access to an object without object permissions', async () => {
    const one = await checked({ object: 'Task' });
    expect(finding(one, 'object:Task:read').blockedBy).to.include(license);
  });

  it('need no license where it allows them by itself', async () => {
    const one = await checked({ userPermission: ['ApiEnabled', 'ApiUserOnly'] }, { api: ['rest'] });
    expect(one.findings.map(({ id }) => id)).to.not.include(license);
  });

  it('take no license where it would not open them either', async () => {
    const one = await checked({ userPermission: 'CustomizeApplication' });
    expect(statusOf(one, 'userPermission:CustomizeApplication')).to.equal('impossible LICENSE_FORBIDS_PERMISSION');
    expect(one.findings.map(({ id }) => id)).to.not.include(license);
  });

  for (const [title, rules] of [
    ['user permissions', [{ userPermission: ['ApiEnabled', 'ViewEventLogFiles'] }, { api: ['rest', 'soql'] }]],
    ['the Metadata API', [{ api: ['rest', 'metadata'] }]],
  ] as const) {
    it(`a grant of ${title} alone assigns the license first and is done`, async () => {
      const path = await definitions.define('log-reader', rules);
      const { exitCode, result } = await grantTo(world.org, 'api', path);
      expect(result.plan.users[0]?.licenses).to.deep.equal(['SalesforceAPIIntegrationPsl']);
      expect(result.plan.closes).to.include(license);
      expect(stepsOf(result.outcomes)).to.deep.equal([
        'licenses done',
        'permissionSet done',
        'assignments done',
        'proof done',
      ]);
      expect(exitCode).to.equal(0);
    });
  }
});
