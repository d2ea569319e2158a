import { expect } from 'chai';
import { loadScenario } from '../local-org/scenarios/loadScenario.js';
import { check, only, statusOf } from '../support/checking.js';
import { grantTo } from '../support/granting.js';
import { sharedWorld } from '../support/sharedWorld.js';
import { openWorld } from '../support/world.js';

const scenario = () =>
  loadScenario('default', {
    sharing: { Account: 'Private', Lead: 'Read' },
    packages: { acme: { seats: 1 }, wide: { seats: -1 } },
    permissionSets: { Readers: { objects: { Account: 'read', Lead: 'read', Opportunity: 'read' } } },
    users: {
      reader: { profile: 'Minimum Access - Salesforce', permissionSets: ['Readers'] },
      seated: { profile: 'Minimum Access - Salesforce', packageSeats: ['acme'] },
    },
  });

describe('which records are seen, and which packages are there', () => {
  const shared = sharedWorld(() => openWorld({ org: scenario() }, 'admin@example.com'));
  const checked = async (rules: object[], user = 'reader') => {
    const reference = await shared.definitions.define('visible', rules);
    return check(shared.world.org, '-o', 'admin@example.com', '-u', `${user}@example.com`, '-i', reference);
  };

  it('goes by the org-wide default of each object, for no call more', async () => {
    const plain = await checked([{ object: ['Account', 'Lead', 'Case'] }]);
    const result = await checked([{ recordVisibility: ['Account', 'Lead', 'Case'] }]);
    expect(statusOf(only(result), 'recordVisibility:Account')).to.equal('degraded SHARING_DECIDES');
    expect(statusOf(only(result), 'recordVisibility:Lead')).to.equal('met RECORDS_ARE_PUBLIC');
    expect(statusOf(only(result), 'recordVisibility:Case')).to.equal('unmet RECORDS_NOT_READABLE');
    expect(result.calls).to.equal(plain.calls);
  });

  const region = { recordVisibility: 'Region__c' };
  const rules = [{ recordVisibility: ['Account', 'Lead', 'Opportunity'] }, { object: 'Region__c' }];

  /** What a check finds where EntityDefinition has no such columns. */
  const checkedWithout = async (lacked: readonly string[], ...asked: object[]) => {
    const { schema } = shared.world.org.org;
    const definition = schema.get('entitydefinition');
    if (!definition) throw new Error('no EntityDefinition');
    const fields = definition.fields.filter(({ name }) => !lacked.includes(name));
    expect(fields.length).to.equal(definition.fields.length - lacked.length);
    schema.set('entitydefinition', { ...definition, fields });
    try {
      return await checked(asked);
    } finally {
      schema.set('entitydefinition', definition);
    }
  };

  for (const lacked of [['InternalSharingModel'], ['InternalSharingModel', 'IsCustomSetting']])
    it(`is told by the row of the org where EntityDefinition has no ${lacked.join(' and no ')}`, async () => {
      const ran = await checkedWithout(lacked, ...rules);
      const result = only(ran);
      expect(statusOf(result, 'recordVisibility:Account')).to.equal('degraded SHARING_DECIDES');
      expect(statusOf(result, 'recordVisibility:Lead')).to.equal('met RECORDS_ARE_PUBLIC');
      expect(statusOf(result, 'object:Region__c:read')).to.equal('unmet OBJECT_PERMISSION_MISSING');
      // The organization is asked in the last step, beside what is asked there anyway.
      expect(ran.calls).to.equal((await checked(rules)).calls + lacked.length);
    });

  it('is told of every object where EntityDefinition has no IsCustomSetting', async () => {
    const whole = only(await checked([...rules, region]));
    const result = only(await checkedWithout(['IsCustomSetting'], ...rules, region));
    expect(statusOf(whole, 'recordVisibility:Region__c')).not.to.match(/^unknown/);
    expect(statusOf(result, 'recordVisibility:Region__c')).to.equal(statusOf(whole, 'recordVisibility:Region__c'));
  });

  it('is told by the row of the org where EntityDefinition refuses for whatever reason, and so are the objects', async () => {
    let hits = 0;
    shared.world.org.faults.add({
      kind: 'rowRefused',
      match: { subrequest: true, path: 'InternalSharingModel' },
      times: Infinity,
      onHit: () => (hits += 1),
    });
    const result = only(await checked(rules));
    shared.world.org.faults.clear();
    expect(hits).to.equal(1);
    expect(statusOf(result, 'recordVisibility:Account')).to.equal('degraded SHARING_DECIDES');
    expect(statusOf(result, 'recordVisibility:Lead')).to.equal('met RECORDS_ARE_PUBLIC');
    expect(statusOf(result, 'object:Region__c:read')).to.equal('unmet OBJECT_PERMISSION_MISSING');
  });

  it('is met by View All Records, which a grant gives where it is asked to', async () => {
    const reference = await shared.definitions.define('visible', [{ recordVisibility: 'Account' }]);
    const { result } = await grantTo(shared.world.org, 'reader', reference, '--include', 'degraded');
    expect(result.plan.adds.map(({ id }) => id)).to.include('object:Account:viewAllRecords');
    expect(statusOf(only(await checked([{ recordVisibility: 'Account' }])), 'recordVisibility:Account')).to.equal(
      'met GRANTED',
    );
  });

  it('tells of packages and seats', async () => {
    const rules = [{ package: 'acme', seat: true }, { package: 'wide', seat: true }, { package: 'ghost' }];
    const reader = await checked(rules);
    expect(statusOf(only(reader), 'package:acme')).to.equal('met PACKAGE_INSTALLED');
    expect(statusOf(only(reader), 'packageSeat:acme')).to.equal('unmet PACKAGE_SEAT_MISSING');
    expect(statusOf(only(reader), 'packageSeat:wide')).to.equal('met PACKAGE_LICENSED_FOR_ALL');
    expect(statusOf(only(reader), 'package:ghost')).to.equal('unmet PACKAGE_NOT_INSTALLED');
    expect(statusOf(only(await checked(rules, 'seated')), 'packageSeat:acme')).to.equal('met PACKAGE_SEAT_HELD');
  });
});
