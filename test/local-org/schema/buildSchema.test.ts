import { expect } from 'chai';
import type { ObjectSchema } from '../model/orgModel.js';
import { userPermissionsFor } from '../permissions/userPermissions.js';
import { buildSchema } from './buildSchema.js';
import type { SchemaOptions } from './buildSchema.js';
import { parseFieldLine } from './fieldLine.js';
import { acceptsFieldPermissions, findField } from './schemaLookup.js';
import { defaultFeatures } from './newOrg.js';

const build = (options: Partial<SchemaOptions> = {}): Map<string, ObjectSchema> => {
  const features = new Set(options.features ?? defaultFeatures);
  return buildSchema({ userPermissions: userPermissionsFor(features), ...options, features });
};
const objectIn = (schema: Map<string, ObjectSchema>, name: string): ObjectSchema => {
  const object = schema.get(name.toLowerCase());
  if (object === undefined) throw new Error(`no ${name}`);
  return object;
};
const flsFields = (object: ObjectSchema): string[] =>
  object.fields
    .filter(acceptsFieldPermissions)
    .map(({ name }) => name)
    .sort();
const words = (text: string): string[] => text.split(/\s+/).sort();

describe('buildSchema', () => {
  const schema = build();

  describe('field permissions are accepted as measured (fact C9)', () => {
    const measured: Record<string, string> = {
      Opportunity:
        'AccountId Amount CampaignId ContractId Description ExpectedRevenue IsPrivate LeadSource NextStep PartnerAccountId ' +
        'Probability TotalOpportunityQuantity Type',
      Account:
        'AccountNumber AccountSource AnnualRevenue BillingAddress CleanStatus DandbCompanyId Description DunsNumber Fax ' +
        'Industry Jigsaw NaicsCode NaicsDesc NumberOfEmployees OperatingHoursId Ownership ParentId Phone Rating ' +
        'ShippingAddress Sic SicDesc Site TickerSymbol Tradestyle Type Website YearStarted',
      Task: 'ActivityDate Description IsVisibleInSelfService Type WhatId WhoId',
      Event: 'Description IsAllDayEvent IsVisibleInSelfService Location Type WhatId WhoId',
      Lead:
        'Address AnnualRevenue CleanStatus CompanyDunsNumber DandbCompanyId Description DoNotCall Email Fax ' +
        'HasOptedOutOfEmail HasOptedOutOfFax Industry Jigsaw LastTransferDate LeadSource MobilePhone NumberOfEmployees ' +
        'PartnerAccountId Phone Rating Title Website',
      OpportunityLineItem: 'Description Discount ListPrice ProductCode ServiceDate Subtotal TotalPrice',
      CampaignMember: '',
      OpportunityContactRole: '',
      User: '',
      LeadHistory: '',
    };
    for (const [name, fields] of Object.entries(measured)) {
      it(name, () => expect(flsFields(objectIn(schema, name))).to.deep.equal(fields === '' ? [] : words(fields)));
    }
    it('Contact, with the status of Data.com that its recording has beside the measured list', () => {
      const list =
        'AccountId AssistantName AssistantPhone Birthdate CleanStatus Department Description DoNotCall Email Fax ' +
        'GenderIdentity HasOptedOutOfEmail HasOptedOutOfFax HomePhone Jigsaw LeadSource MailingAddress MobilePhone ' +
        'OtherAddress OtherPhone Phone Pronouns ReportsToId Title';
      expect(flsFields(objectIn(schema, 'Contact'))).to.deep.equal(words(list));
    });
  });

  it('describes address components as permissionable although field permissions refuse them (fact C3)', () => {
    const city = findField(objectIn(schema, 'Account'), 'billingcity');
    expect(city).to.include({ name: 'BillingCity', permissionable: true, compoundFieldName: 'BillingAddress' });
    expect(city === undefined || acceptsFieldPermissions(city)).to.be.false;
    expect(findField(objectIn(schema, 'Account'), 'BillingAddress')).to.include({ updateable: false, trackable: true });
    expect(findField(objectIn(schema, 'Account'), 'Name')?.compoundFieldName).to.equal('Name');
  });

  it('gives object permissions to the objects of facts B5 and B6 only, View All not to those of B7', () => {
    const permissionable = [...schema.values()].filter((object) => object.permissionable).map(({ name }) => name);
    expect(permissionable).to.include.members(
      words(
        'Account Contact Lead Opportunity Case Campaign Contract Order Quote Product2 Pricebook2 Asset Individual Idea',
      ),
    );
    const never = words(
      'Task Event User CampaignMember OpportunityLineItem OpportunityContactRole OpportunityHistory OpportunityFieldHistory ' +
        'LeadHistory PricebookEntry QuoteLineItem OrderItem CaseComment EmailMessage Attachment Note UserRole Profile Group',
    );
    expect(permissionable.filter((name) => never.includes(name))).to.deep.equal([]);
    expect(never.filter((name) => !schema.has(name.toLowerCase()))).to.deep.equal([]);
    for (const name of ['Idea', 'Product2', 'Pricebook2', 'PushTopic']) {
      expect(objectIn(schema, name), name).to.include({ supportsViewAll: false, supportsViewAllFields: false });
    }
  });

  it('names the history objects and their parent fields as the platform does (facts F3, F4)', () => {
    const parentFields = Object.fromEntries(
      ['AccountHistory', 'LeadHistory', 'CaseHistory', 'OpportunityFieldHistory', 'OpportunityHistory'].map((name) => [
        name,
        objectIn(schema, name)
          .fields.filter((field) => field.referenceTo.length > 0 && !field.name.startsWith('Created'))
          .map((field) => field.name),
      ]),
    );
    expect(parentFields).to.deep.equal({
      AccountHistory: ['AccountId'],
      LeadHistory: ['LeadId'],
      CaseHistory: ['CaseId'],
      OpportunityFieldHistory: ['OpportunityId'],
      OpportunityHistory: ['OpportunityId'],
    });
    expect(findField(objectIn(schema, 'LeadHistory'), 'OldValue')).to.include({ type: 'anyType', filterable: false });
  });

  it('connects children to parents under the names that queries use', () => {
    const name = (parent: string, child: string, field: string): string | null | undefined =>
      objectIn(schema, parent).childRelationships.find((x) => x.childObject === child && x.field === field)
        ?.relationshipName;
    expect(name('User', 'PermissionSetAssignment', 'AssigneeId')).to.equal('PermissionSetAssignments');
    expect(name('User', 'PermissionSetLicenseAssign', 'AssigneeId')).to.equal('PermissionSetLicenseAssignments');
    expect(name('PermissionSet', 'ObjectPermissions', 'ParentId')).to.equal('ObjectPerms');
    expect(name('PermissionSet', 'FieldPermissions', 'ParentId')).to.equal('FieldPerms');
    expect(name('Account', 'Contact', 'AccountId')).to.equal('Contacts');
    expect(name('Opportunity', 'OpportunityFieldHistory', 'OpportunityId')).to.equal('Histories');
    expect(name('Account', 'Account', 'CreatedById')).to.equal(undefined);
    expect(name('User', 'Account', 'CreatedById')).to.equal(null);
  });

  it('brings columns with their API versions (facts A2, A7, B1)', () => {
    const version = (object: string, field: string): number | undefined =>
      findField(objectIn(schema, object), field)?.minVersion;
    expect(version('PermissionSetAssignment', 'PermissionSetGroupId')).to.equal(45);
    expect(version('PermissionSetAssignment', 'ExpirationDate')).to.equal(52);
    expect(version('PermissionSetAssignment', 'IsActive')).to.equal(52);
    expect(version('PermissionSetAssignment', 'IsRevoked')).to.equal(57);
    expect(version('ObjectPermissions', 'PermissionsViewAllFields')).to.equal(63);
    expect(version('PermissionSetGroup', 'HasActivationRequired')).to.equal(53);
    expect(objectIn(schema, 'PermissionSetGroup').minVersion).to.equal(45);
  });

  it('has a column for each user permission, where it exists (facts D1, D2, D4)', () => {
    const has = (map: Map<string, ObjectSchema>, object: string, field: string): boolean =>
      findField(objectIn(map, object), field) !== undefined;
    expect(has(schema, 'PermissionSet', 'PermissionsApiEnabled')).to.be.true;
    expect(has(schema, 'UserPermissionAccess', 'PermissionsViewSetup')).to.be.true;
    expect(has(schema, 'PermissionSetLicense', 'MaximumPermissionsApiEnabled')).to.be.true;
    expect(has(schema, 'PermissionSet', 'PermissionsUseAnyApiClient')).to.be.false;
    expect(has(build({ features: new Set(['ApiAccessControl']) }), 'PermissionSet', 'PermissionsUseAnyApiClient')).to.be
      .true;
    expect(has(schema, 'PermissionSet', 'PermissionsChatterInternalUser')).to.be.false;
    expect(has(schema, 'Profile', 'PermissionsChatterInternalUser')).to.be.true;
  });

  it('leaves out what a feature brings', () => {
    const bare = build({ features: new Set() });
    expect(
      ['campaign', 'campaignmember', 'campaignhistory', 'permissionsetgroup', 'quote'].filter((x) => bare.has(x)),
    ).to.deep.equal([]);
  });

  it('has person accounts with mirrored contact fields where they are on (fact C6)', () => {
    const customFields = [{ object: 'Contact', name: 'Level__c', line: 'string(10)' }];
    const account = objectIn(build({ features: new Set(['PersonAccounts']), customFields }), 'Account');
    expect(flsFields(account)).to.include.members(['PersonEmail', 'PersonMailingAddress', 'Level__pc']);
    expect(flsFields(account)).not.to.include.members(['PersonContactId']);
    expect(findField(account, 'PersonMailingCity')?.compoundFieldName).to.equal('PersonMailingAddress');
    expect(findField(account, 'Name')?.nillable).to.be.true;
    expect(findField(objectIn(schema, 'Account'), 'PersonEmail')).to.equal(undefined);
  });

  describe('custom objects and fields', () => {
    const custom = build({
      customObjects: [{ name: 'Invoice__c', nameField: 'auto' }, { name: 'Plain__c' }],
      customFields: [
        { object: 'Activity', name: 'Seq__c', line: 'string(80)' },
        { object: 'Invoice__c', name: 'Account__c', line: 'reference ->Account master child=Invoices' },
        { object: 'Invoice__c', name: 'Total__c', line: 'currency(18,2) calc' },
        { object: 'Invoice__c', name: 'Code__c', line: 'string(10) required' },
        { object: 'Invoice__c', name: 'Notes__c', line: 'textarea(32768)' },
        { object: 'Invoice__c', name: 'Tags__c', line: 'multipicklist(4099); values=A|B' },
        { object: 'Invoice__c', name: 'Plain__c', line: 'reference ->Plain__c' },
        { object: 'Invoice__c', name: 'Paid__c', line: 'boolean' },
      ],
    });
    const invoice = objectIn(custom, 'Invoice__c');

    it('has a field of Activity on both Task and Event (fact C10)', () => {
      expect(flsFields(objectIn(custom, 'Task'))).to.include('Seq__c');
      expect(flsFields(objectIn(custom, 'Event'))).to.include('Seq__c');
      expect(custom.has('activity')).to.be.false;
    });
    it('accepts field permissions unless the field is required or a master-detail (fact C7)', () => {
      expect(flsFields(invoice)).to.deep.equal(['Notes__c', 'Paid__c', 'Plain__c', 'Tags__c', 'Total__c']);
    });
    it('makes formulas and auto-numbers read-only and untracked (facts C7, F16)', () => {
      expect(findField(invoice, 'Total__c')).to.include({ createable: false, updateable: false, trackable: false });
      expect(findField(invoice, 'Name')).to.include({ autoNumber: true, createable: false, trackable: false });
    });
    it('is a detail without owner, reached by its child name', () => {
      expect(findField(invoice, 'OwnerId')).to.equal(undefined);
      expect(findField(invoice, 'Account__c')).to.include({ relationshipName: 'Account__r', masterDetail: true });
      const down = objectIn(custom, 'Account').childRelationships.find(
        ({ childObject }) => childObject === 'Invoice__c',
      );
      expect(down?.relationshipName).to.equal('Invoices__r');
    });
    it('filters no long text', () => expect(findField(invoice, 'Notes__c')?.filterable).to.be.false);
    it('has a key prefix of its own and no history object while its switch is off (fact F3)', () => {
      expect([invoice.keyPrefix, objectIn(custom, 'Plain__c').keyPrefix]).to.deep.equal(['a00', 'a01']);
      expect(custom.has('invoice__history')).to.be.false;
    });
    it('gives three thousand objects a key prefix of three characters each (fact I17)', () => {
      const customObjects = Array.from({ length: 3000 }, (_, index) => ({ name: `Many_${index}__c` }));
      const many = build({ customObjects });
      const prefixes = customObjects.map(({ name }) => objectIn(many, name).keyPrefix ?? '');
      expect(new Set(prefixes).size).to.equal(3000);
      expect(prefixes.filter((prefix) => !/^a[0-9a-zA-Z]{2}$/.test(prefix))).to.deep.equal([]);
    });
  });

  const mistakes: Array<[string, Partial<SchemaOptions>, RegExp]> = [
    [
      'unknown type',
      { customFields: [{ object: 'Lead', name: 'A__c', line: 'text(3)' }] },
      /A__c: unknown type "text\(3\)"/,
    ],
    ['unknown word', { customFields: [{ object: 'Lead', name: 'A__c', line: 'date often' }] }, /unknown word "often"/],
    ['no object', { customFields: [{ object: 'Nope', name: 'A__c', line: 'date' }] }, /no object Nope/],
    ['no target', { customFields: [{ object: 'Lead', name: 'A__c', line: 'reference ->Nope' }] }, /no object Nope/],
    ['name', { customFields: [{ object: 'Lead', name: 'A', line: 'date' }] }, /must end in __c/],
    ['on Task', { customFields: [{ object: 'Task', name: 'A__c', line: 'date' }] }, /define it on Activity/],
    ['object name', { customObjects: [{ name: 'A' }] }, /must end in __c/],
  ];
  for (const [title, options, message] of mistakes) {
    it(`refuses a mistake: ${title}`, () => expect(() => build(options)).to.throw(message));
  }
});

describe('parseFieldLine', () => {
  it('reads type, sizes, references and flags', () => {
    expect(parseFieldLine('OwnerId', 'reference ->Group|User required default; label=Owner ID').field).to.deep.include({
      type: 'reference',
      length: 18,
      referenceTo: ['Group', 'User'],
      relationshipName: 'Owner',
      nillable: false,
      defaultedOnCreate: true,
      label: 'Owner ID',
    });
    expect(parseFieldLine('Amount', 'currency(18,2) perm').field).to.include({ precision: 18, scale: 2, length: 0 });
  });
});
