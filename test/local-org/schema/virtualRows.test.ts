import { expect } from 'chai';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from '../scenarios/loadScenario.js';
import { switchHistory } from './fieldHistory.js';
import { virtualRows } from './virtualRows.js';

const userId = (org: Org, name: string): string =>
  String(rowsOf(org, 'User').find((row) => row.Username === `${name}@example.com`)?.Id);
const callerNamed = (org: Org, name: string): Caller => ({ userId: userId(org, name), apiVersion: 68 });

describe('virtualRows', () => {
  const org = loadScenario('default');
  const admin = callerNamed(org, 'admin');
  const rows = (object: string, caller = admin): Row[] => virtualRows(org, caller, object);
  const entity = (name: string): Row | undefined =>
    rows('EntityDefinition').find((row) => row.QualifiedApiName === name);
  const fieldRow = (object: string, entityId: string, name: string): Row | undefined =>
    rows(object).find((row) => row.EntityDefinitionId === entityId && row.QualifiedApiName === name);

  it('holds exactly the columns of the schema, and durable ids that are unique', () => {
    for (const name of [
      'EntityDefinition',
      'FieldDefinition',
      'EntityParticle',
      'UserEntityAccess',
      'UserFieldAccess',
    ]) {
      const columns = org.schema.get(name.toLowerCase())?.fields.map((field) => field.name);
      const all = rows(name);
      expect(Object.keys(all[0] ?? {}).sort(), name).to.deep.equal([...(columns ?? [])].sort());
      expect(new Set(all.map((row) => row.DurableId)).size, name).to.equal(all.length);
    }
  });

  it('says the same to everybody about objects and fields (fact C13)', () => {
    const api = callerNamed(org, 'api');
    const withoutSelf = (list: Row[]): Row[] =>
      list.map((row) => ({ ...row, RunningUserEntityAccessId: null, RunningUserFieldAccessId: null }));
    for (const name of ['EntityDefinition', 'FieldDefinition', 'EntityParticle']) {
      expect(withoutSelf(rows(name, api)), name).to.deep.equal(withoutSelf(rows(name)));
    }
  });

  it('identifies objects: standard ones by name, custom ones by the id of CustomObject (fact E10)', () => {
    const custom = rowsOf(org, 'CustomObject').find((row) => row.DeveloperName === 'Buying_Signal');
    expect(entity('Account')).to.include({
      DurableId: 'Account',
      KeyPrefix: '001',
      IsCustomizable: true,
      IsFlsEnabled: true,
    });
    expect(entity('Buying_Signal__c')?.DurableId).to.equal(String(custom?.Id).slice(0, 15));
    expect(entity('LeadHistory')).to.include({ IsCustomizable: false, IsFlsEnabled: false, IsQueryable: true });
  });

  it('identifies fields: a lookup drops its Id, a custom field has the id of CustomField (facts E3, E10)', () => {
    expect(fieldRow('FieldDefinition', 'Account', 'Industry')?.DurableId).to.equal('Account.Industry');
    expect(fieldRow('FieldDefinition', 'Account', 'OwnerId')?.DurableId).to.equal('Account.Owner');
    const score = rowsOf(org, 'CustomField').find(
      (row) => row.DeveloperName === 'mk_Score' && row.TableEnumOrId === 'Lead',
    );
    expect(fieldRow('FieldDefinition', 'Lead', 'mk_Score__c')?.DurableId).to.equal(
      `Lead.${String(score?.Id).slice(0, 15)}`,
    );
  });

  it('keeps one CustomField of Activity for the fields of Task and Event (fact C10)', () => {
    const stored = rowsOf(org, 'CustomField').filter((row) => row.DeveloperName === 'mk_Sequence');
    expect(stored.map((row) => row.TableEnumOrId)).to.deep.equal(['Activity']);
    const ids = ['Task', 'Event'].map((name) => String(fieldRow('FieldDefinition', name, 'mk_Sequence__c')?.DurableId));
    expect(ids).to.deep.equal(['Task', 'Event'].map((name) => `${name}.${String(stored[0]?.Id).slice(0, 15)}`));
  });

  it('has components of a compound as particles only, belonging to the field of the compound', () => {
    expect(fieldRow('FieldDefinition', 'Account', 'BillingCity')).to.equal(undefined);
    expect(fieldRow('FieldDefinition', 'Account', 'BillingAddress')).to.include({
      IsCompound: true,
      DataType: 'Address',
    });
    expect(fieldRow('EntityParticle', 'Account', 'BillingCity')).to.include({
      FieldDefinitionId: 'Account.BillingAddress',
      IsComponent: true,
      IsCompound: false,
      IsPermissionable: true,
      DataType: 'string',
    });
    expect(fieldRow('EntityParticle', 'Account', 'BillingAddress')).to.include({
      IsComponent: false,
      IsCompound: true,
    });
    expect(fieldRow('EntityParticle', 'Account', 'Name')).to.include({ IsComponent: false, IsPermissionable: false });
  });

  const types: Array<[string, string, string]> = [
    ['Account', 'Website', 'URL(255)'],
    ['Account', 'ParentId', 'Lookup(Account)'],
    ['Account', 'AnnualRevenue', 'Currency(18, 0)'],
    ['Account', 'Region__c', 'Lookup(Region__c)'],
    ['Account', 'Description', 'Long Text Area(32000)'],
    ['Opportunity', 'Probability', 'Percent(3, 0)'],
    ['Opportunity', 'Weighted_Amount__c', 'Formula (Currency)'],
    ['Lead', 'Segments__c', 'Picklist (Multi-Select)'],
    ['Case', 'CaseNumber', 'Auto Number'],
    ['Opportunity', 'Cost_Center__c', 'Text(20)'],
  ];
  for (const [object, name, type] of types) {
    it(`writes the type of ${object}.${name} as Setup does`, () =>
      expect(fieldRow('FieldDefinition', object, name)?.DataType).to.equal(type));
  }

  it('says that a field is tracked while its mark and the switch are on (facts F1, F7)', () => {
    const own = loadScenario('default', { history: { Opportunity: { enabled: true, fields: ['Amount'] } } });
    const tracked = (): unknown[] =>
      virtualRows(own, callerNamed(own, 'admin'), 'FieldDefinition')
        .filter((row) => row.EntityDefinitionId === 'Opportunity' && row.IsFieldHistoryTracked === true)
        .map((row) => row.QualifiedApiName);
    expect(tracked()).to.deep.equal(['Amount']);
    switchHistory(own, 'Opportunity', false);
    expect(tracked()).to.deep.equal([]);
    expect(fieldRow('FieldDefinition', 'Account', 'Industry')?.IsFieldHistoryTracked).to.be.true;
  });

  it('tells the object switch of custom objects only (fact F2), which also brings their history object (fact F3)', () => {
    const own = loadScenario('default');
    switchHistory(own, 'Region__c', true);
    switchHistory(own, 'Opportunity', true);
    const flag = (name: string): unknown =>
      virtualRows(own, callerNamed(own, 'admin'), 'EntityDefinition').find((row) => row.QualifiedApiName === name)
        ?.IsFieldHistoryTracked;
    expect([flag('Region__c'), flag('Opportunity')]).to.deep.equal([true, false]);
    expect(own.schema.has('region__history')).to.be.true;
    switchHistory(own, 'Region__c', false);
    expect(own.schema.has('region__history')).to.be.false;
  });

  it("tells any user's access to objects (fact E4)", () => {
    const of = (user: string, object: string): Row | undefined =>
      rows('UserEntityAccess').find((row) => row.UserId === userId(org, user) && row.EntityDefinitionId === object);
    expect(of('ciro', 'Account')).to.include({
      IsReadable: true,
      IsCreatable: true,
      IsEditable: true,
      IsDeletable: false,
    });
    expect(of('ciro', 'Opportunity')).to.include({ IsReadable: false, IsCreatable: false });
    expect(of('api', 'Account')).to.include({ IsReadable: false });
  });

  it("tells any user's access to fields, by durable id (fact E3)", () => {
    const of = (user: string, field: string): Row | undefined =>
      rows('UserFieldAccess').find((row) => row.DurableId === `${field}.${userId(org, user)}`);
    expect(of('ciro', 'Account.Website')).to.include({ IsAccessible: true, IsUpdatable: true });
    expect(of('ciro', 'Account.Industry')).to.include({ IsAccessible: true, IsUpdatable: false });
    expect(of('ciro', 'Account.Owner')).to.include({ IsAccessible: true });
    expect(of('ciro', 'Account.OwnerId')).to.equal(undefined);
  });

  it('tells callers their own user permissions, in one row (fact E7)', () => {
    const own = rows('UserPermissionAccess', callerNamed(org, 'ciro'));
    expect(own).to.have.length(1);
    expect(own[0]).to.include({
      PermissionsApiEnabled: true,
      PermissionsRunReports: true,
      PermissionsViewSetup: false,
    });
  });

  it('tells access to records with the highest level (fact E8)', () => {
    const acme = rowsOf(org, 'Account').find((row) => row.Name === 'Acme');
    const level = (user: string): unknown =>
      rows('UserRecordAccess').find((row) => row.UserId === userId(org, user) && row.RecordId === acme?.Id)
        ?.MaxAccessLevel;
    expect([level('admin'), level('standard'), level('ciro'), level('api')]).to.deep.equal([
      'All',
      'All',
      'Edit',
      'None',
    ]);
  });

  it('lists what permissions need: users, the same object, other objects (facts D6, D7, B2, B9)', () => {
    const needs = (permission: string): unknown[] =>
      rows('PermissionDependency')
        .filter((row) => row.Permission === permission)
        .map((row) => row.RequiredPermission);
    expect(needs('ModifyMetadata')).to.deep.equal(['ViewSetup']);
    expect(needs('Contact<read>')).to.deep.equal(['Account<read>']);
    expect(needs('Lead<delete>')).to.have.members(['Lead<read>', 'Lead<update>']);
    expect(needs('ViewAllUsers')).to.deep.equal([]);
  });

  it('lists picklist values by particle', () => {
    const values = rows('PicklistValueInfo').filter((row) => row.EntityParticleId === 'Lead.LeadSource');
    expect(values.map((row) => row.Value)).to.include('Web');
  });
});
