import { expect } from 'chai';
import type { Answer } from '../../../src/access/answer.js';
import type { EffectiveAccess } from '../../../src/access/effectiveAccess.js';
import { gap, known } from '../../../src/access/snapshot.js';
import type { License, LicenseForce } from '../../../src/access/snapshot.js';
import { contextOf } from '../../../src/check/evaluate.js';
import { schema, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

const lifter = (force: LicenseForce): License => ({
  id: '0PL',
  name: 'SalesforceAPIIntegrationPsl',
  label: 'Salesforce API Integration',
  objects: null,
  userPermissions: null,
  standing: { force: known(force), seats: known({ total: 5, used: 1 }) },
});

/** A user on the integration license who was given its license once; whether he has a seat of acme is not readable. */
const given = (force: LicenseForce, ...sources: SourceSpec[]): EffectiveAccess =>
  contextOf(
    { schema: schema() },
    user({
      packages: new Map([['acme', gap('NOT_AUTHORISED', 'UserPackageLicense', '')]]),
      userLicense: 'Salesforce Integration',
      permissionSetLicenses: known([lifter(force)]),
      orgLicenses: known([lifter(force)]),
      sources,
    }),
    [],
  ).access;

const said = (answer: Answer): string => {
  if (answer.answer === 'yes')
    return answer.grantedBy.map(({ name, via }) => `${name}${via ? ` via ${via}` : ''}`).join();
  return answer.answer === 'no' ? answer.why.reason : answer.answer;
};

describe('the effect of what permission sets give', () => {
  const all = { name: 'All', permissions: ['ViewAllData', 'ModifyAllData', 'ViewAllFieldsGlobal'] };
  const own = { name: 'Own', objects: { Thing__c: 'read' }, fields: { 'Thing__c.Size__c': 'read' as const } };

  it('goes through user permissions that work', () => {
    const access = given('inForce', all);
    expect(said(access.objectPermission('Thing__c', 'read'))).to.equal('All via ViewAllData,All via ModifyAllData');
    expect(said(access.fieldPermission('Thing__c', 'Size__c', 'read'))).to.equal('All via ViewAllFieldsGlobal');
  });

  it('does not go through user permissions that wait for a license in force', () => {
    const access = given('expired', all);
    expect(said(access.userPermission('ViewAllData'))).to.equal('noEffect');
    expect(said(access.objectPermission('Thing__c', 'read'))).to.equal('noEffect');
    expect(said(access.objectPermission('Thing__c', 'edit'))).to.equal('noEffect');
    expect(said(access.fieldPermission('Thing__c', 'Size__c', 'read'))).to.equal('noEffect');
  });

  it('is surely none where only such permissions give it, whatever else it takes', () => {
    const access = given('expired', all);
    expect(said(access.objectPermission('acme__Thing__c', 'read'))).to.equal('noEffect');
    expect(said(given('inForce', all).objectPermission('acme__Thing__c', 'read'))).to.equal('unknown');
  });

  it('stays where something else gives it', () => {
    const access = given('expired', all, own);
    expect(said(access.objectPermission('Thing__c', 'read'))).to.equal('Own');
    expect(said(access.fieldPermission('Thing__c', 'Size__c', 'read'))).to.equal('Own');
  });

  it('is unknown where something else may give it', () => {
    const access = given('expired', all, { ...own, stale: true, type: 'PermissionSetGroup' });
    expect(said(access.objectPermission('Thing__c', 'read'))).to.equal('unknown');
    expect(said(access.fieldPermission('Thing__c', 'Size__c', 'read'))).to.equal('unknown');
  });
});
