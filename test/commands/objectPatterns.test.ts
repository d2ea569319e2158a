import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only, statusOf } from '../support/checking.js';
import { grantTo } from '../support/granting.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const scenario = () =>
  loadScenario('default', {
    objects: { acme__Signal__c: {}, acme__Score__c: {}, Zoo__c: {} },
    permissionSets: { Signals: { objects: { acme__Signal__c: 'read' } } },
    users: { half: { profile: 'Minimum Access - Salesforce', permissionSets: ['Signals'] } },
  });

describe('rules about all objects of a name', () => {
  const shared = sharedWorld(() => openWorld({ org: scenario() }, 'admin@example.com'));
  const checked = (reference: string, user = 'half') =>
    check(shared.world.org, '-o', 'admin@example.com', '-u', `${user}@example.com`, '-i', reference);

  it('are checked for each object of the org, for one call more', async () => {
    const named = await shared.definitions.define('named', [{ object: ['acme__Signal__c', 'acme__Score__c'] }]);
    const pattern = await shared.definitions.define('pattern', [{ object: 'acme__*' }]);
    const [byName, byPattern] = [await checked(named), await checked(pattern)];
    const ofObjects = (one: typeof byName) =>
      only(one)
        .findings.filter(({ kind }) => kind === 'object')
        .map(({ id, status, code }) => `${id} ${status} ${code}`);
    expect(ofObjects(byPattern)).to.deep.equal([
      'object:acme__Score__c:read unmet OBJECT_PERMISSION_MISSING',
      'object:acme__Signal__c:read met GRANTED',
    ]);
    expect(ofObjects(byPattern)).to.deep.equal(ofObjects(byName));
    expect(byPattern.calls).to.equal(byName.calls + 1);
  });

  it('do not apply where the org has none, and say so', async () => {
    const reference = await shared.definitions.define('ghost', [{ object: 'ghost__*' }, { object: 'Account' }]);
    const result = await checked(reference);
    expect(statusOf(only(result), 'object:ghost__*:read')).to.equal('notApplicable NO_MATCHING_OBJECT');
    expect(result.text.replace(/\s+/g, ' ')).to.contain('No object that takes object permissions matches ghost__*.');
  });

  it('are unknown where the list of objects cannot be read, and not for nothing', async () => {
    const reference = await shared.definitions.define('unread', [
      { object: 'acme__*' },
      { object: 'Zoo*', forbid: true },
    ]);
    shared.world.org.faults.add({
      ...{ kind: '500', times: Infinity },
      match: { path: 'ObjectPermissions/describe', subrequest: true },
    });
    try {
      const result = only(await checked(reference));
      expect(statusOf(result, 'object:acme__*:read')).to.match(/^unknown /);
      expect(statusOf(result, 'not:object:Zoo*:read')).to.match(/^unknown /);
      expect(result.ready).to.equal(false);
    } finally {
      shared.world.org.faults.clear();
    }
  });

  it('forbid each of them', async () => {
    const reference = await shared.definitions.define('none', [{ object: 'acme__*', forbid: true }]);
    const result = only(await checked(reference));
    expect(statusOf(result, 'not:object:acme__Signal__c:read')).to.equal('unmet FORBIDDEN_HELD');
    expect(statusOf(result, 'not:object:acme__Score__c:read')).to.equal('met NOT_HELD');
  });

  it('are granted', async () => {
    const reference = await shared.definitions.define('granted', [{ object: '*__c', access: ['read', 'create'] }]);
    const { exitCode, result } = await grantTo(shared.world.org, 'half', reference);
    expect(exitCode).to.equal(0);
    expect(result.plan.adds.map(({ id }) => id)).to.include.members([
      'object:acme__Score__c:create',
      'object:acme__Score__c:read',
      'object:acme__Signal__c:create',
      'object:Zoo__c:create',
    ]);
    expect(only(await checked(reference)).ready).to.equal(true);
  });

  it('mean every object that takes permissions', async () => {
    const reference = await shared.definitions.define('all', [{ object: '*', level: 'recommended' }]);
    const found = only(await checked(reference)).findings.filter(({ kind }) => kind === 'object');
    expect(found.length).to.be.greaterThan(20);
    expect(found.map(({ id }) => id)).to.include.members(['object:Account:read', 'object:Zoo__c:read']);
    expect(found.filter(({ status }) => status === 'unknown')).to.deep.equal([]);
  });
});
