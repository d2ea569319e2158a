import { expect } from 'chai';
import { OrgError } from '../model/orgModel.js';
import type { Api, Caller, Org } from '../model/orgModel.js';
import { rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { describeGlobal, describeObject } from './describeObject.js';

const callerNamed = (org: Org, name: string, apiVersion = 68): Caller => {
  const user = rowsOf(org, 'User').find((row) => row.Username === `${name}@example.com`);
  return { userId: String(user?.Id), apiVersion };
};

describe('describeObject', () => {
  const org = loadScenario('default');
  const admin = callerNamed(org, 'admin');
  const ciro = callerNamed(org, 'ciro');
  const fieldOf = (caller: Caller, object: string, field: string) =>
    describeObject(org, caller, object, 'data').fields.find(({ name }) => name === field);

  it('has the shape that clients expect', () => {
    const account = describeObject(org, admin, 'account', 'data');
    expect(account).to.include({
      name: 'Account',
      label: 'Account',
      labelPlural: 'Accounts',
      keyPrefix: '001',
      custom: false,
    });
    expect(account.urls).to.deep.equal({
      rowTemplate: '/services/data/v68.0/sobjects/Account/{ID}',
      describe: '/services/data/v68.0/sobjects/Account/describe',
      sobject: '/services/data/v68.0/sobjects/Account',
    });
    expect(fieldOf(admin, 'Account', 'Type')).to.deep.include({
      type: 'picklist',
      soapType: 'xsd:string',
      length: 40,
      byteLength: 120,
      nillable: true,
      createable: true,
      permissionable: true,
    });
    expect(account.childRelationships).to.deep.include({
      cascadeDelete: true,
      childSObject: 'Buying_Signal__c',
      deprecatedAndHidden: false,
      field: 'Account__c',
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: 'Buying_Signals__r',
      restrictedDelete: false,
    });
  });

  it('hides fields without read, and closes fields without edit (fact C18)', () => {
    expect(fieldOf(ciro, 'Account', 'Website')).to.include({ createable: true, updateable: true });
    expect(fieldOf(ciro, 'Account', 'Industry')).to.include({ createable: false, updateable: false });
    expect(fieldOf(ciro, 'Account', 'AnnualRevenue')).to.equal(undefined);
    // A component follows its compound (facts C3, C4).
    expect(fieldOf(ciro, 'Account', 'BillingCity')).to.include({ updateable: false });
    expect(fieldOf(ciro, 'Contact', 'MailingCity')).to.include({ updateable: true });
    expect(fieldOf(ciro, 'Account', 'ShippingCity')).to.equal(undefined);
    // Required fields have no field permissions and follow the object (fact C7).
    expect(fieldOf(ciro, 'Account', 'Name')).to.include({ updateable: true });
  });

  it('shows children and operations as far as the caller has them', () => {
    const account = describeObject(org, ciro, 'Account', 'data');
    expect(account).to.include({ createable: true, updateable: true, deletable: false });
    expect(account.childRelationships.map(({ childSObject }) => childSObject)).not.to.include('Opportunity');
  });

  const missing: Array<[string, () => unknown]> = [
    ['that does not exist', () => describeObject(org, admin, 'Nope', 'data')],
    ['that the caller may not read', () => describeObject(org, ciro, 'Opportunity', 'data')],
    ['that needs View Setup (fact A3)', () => describeObject(org, ciro, 'ObjectPermissions', 'data')],
    ['of the other API', () => describeObject(org, admin, 'CustomField', 'data')],
    ['of the other API, in tooling', () => describeObject(org, admin, 'Account', 'tooling')],
    [
      'that the version does not know',
      () => describeObject(org, { ...admin, apiVersion: 40 }, 'PermissionSetGroup', 'data'),
    ],
  ];
  for (const [title, act] of missing) {
    it(`answers 404 for an object ${title}`, () => {
      expect(act).to.throw(OrgError).that.includes({ httpStatus: 404, errorCode: 'NOT_FOUND' });
    });
  }

  it('hides columns that the version does not know', () => {
    const names = (apiVersion: number): string[] =>
      describeObject(org, { ...admin, apiVersion }, 'ObjectPermissions', 'data').fields.map(({ name }) => name);
    expect(names(63)).to.include('PermissionsViewAllFields');
    expect(names(62)).not.to.include('PermissionsViewAllFields');
  });

  describe('the restricted picklists of permissions (fact B4)', () => {
    const values = (object: string, field: string, caller = admin): string[] =>
      describeObject(org, caller, object, 'data')
        .fields.find(({ name }) => name === field)
        ?.picklistValues.map(({ value }) => value) ?? [];

    it('lists the objects that take object permissions', () => {
      const objects = values('ObjectPermissions', 'SobjectType');
      expect(objects).to.include.members(['Account', 'Campaign', 'Buying_Signal__c', 'Product2']);
      expect(objects.filter((name) => /^(Task|Event|User|CampaignMember|AccountHistory)$/.test(name))).to.deep.equal(
        [],
      );
    });
    it('lists the fields that take field permissions, compounds and not components', () => {
      const fields = values('FieldPermissions', 'Field');
      expect(fields).to.include.members([
        ...['Account.BillingAddress', 'Lead.Address', 'Lead.mk_Score__c', 'Opportunity.Weighted_Amount__c'],
        ...['Task.mk_Sequence__c', 'Event.mk_Sequence__c', 'Task.WhoId'],
      ]);
      const refused = [
        'Account.BillingCity',
        'Lead.City',
        'Account.Name',
        'Opportunity.Cost_Center__c',
        'Activity.mk_Sequence__c',
      ];
      expect(fields.filter((name) => refused.includes(name))).to.deep.equal([]);
    });
    it('lists objects for field permissions that have no object permissions', () => {
      const objects = values('FieldPermissions', 'SobjectType');
      expect(objects).to.include.members(['Task', 'Event', 'Account', 'OpportunityLineItem']);
      expect(objects).not.to.include('CampaignMember');
    });
  });
});

describe('describeGlobal', () => {
  const org = loadScenario('default');
  const names = (name: string, api: Api = 'data'): string[] =>
    describeGlobal(org, callerNamed(org, name), api).sobjects.map((object) => object.name);

  it('lists what the caller may read', () => {
    expect(names('admin')).to.include.members([
      'Account',
      'Opportunity',
      'PermissionSet',
      'EntityDefinition',
      'AccountHistory',
    ]);
    expect(names('admin')).not.to.include('CustomField');
    expect(names('admin', 'tooling')).to.include.members(['CustomField', 'ValidationRule', 'EntityDefinition']);
    expect(names('api')).not.to.include.members(['Account']);
    expect(names('api')).to.include('User');
  });
});
