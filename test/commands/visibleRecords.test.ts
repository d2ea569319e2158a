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

  for (const lacked of [['InternalSharingModel'], ['InternalSharingModel', 'IsCustomSetting']])
    it(`is told by the row of the org where EntityDefinition has no ${lacked.join(' and no ')}`, async () => {
      const { schema } = shared.world.org.org;
      const definition = schema.get('entitydefinition');
      if (!definition) throw new Error('no EntityDefinition');
      const others = definition.fields.filter(({ name }) => !lacked.includes(name));
      schema.set('entitydefinition', { ...definition, fields: others });
      const rules = [{ recordVisibility: ['Account', 'Lead', 'Opportunity'] }, { object: 'Region__c' }];
      const result = only(await checked(rules));
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
