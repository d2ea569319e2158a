/** Labels as people and pages of vendors write them, and the names behind them. */
import { expect } from 'chai';
import { userPermissionLabels as labelsOfOrg } from '../../local-org/permissions/userPermissionLabels.js';
import {
  fieldsCalled,
  fieldsLabeled,
  objectsCalled,
  objectsLabeled,
  permissionsCalled,
  permissionsLabeled,
  setLicensesLabeled,
} from '../../../src/platform/labels/namesOfLabels.js';
import { labeledObjects } from '../../../src/platform/labels/objectLabels.js';
import { userPermissionLabels } from '../../../src/platform/labels/userPermissionLabels.js';

describe('names behind labels', () => {
  const cases: Array<[label: string, find: (label: string) => string[], names: string[]]> = [
    ['View Setup and Configuration', permissionsCalled, ['ViewSetup']],
    ['view setup AND configuration', permissionsCalled, ['ViewSetup']],
    ['ResetPasswords', permissionsCalled, ['ResetPasswords']],
    ['Reset User Passwords and Unlock Users', permissionsCalled, ['ResetPasswords']],
    // The beginning of labels, three of them at most; not their inside.
    ['View All', permissionsCalled, ['ViewAllData', 'ViewAllUsers', 'ViewAllProfiles']],
    ['Setup and Configuration', permissionsCalled, []],
    ['Vie', permissionsCalled, ['ViewSetup', 'ViewAllData', 'ViewAllUsers']],
    ['Vi', permissionsCalled, []],
    ['- -', permissionsCalled, []],
    ['Opportunity', objectsCalled, ['Opportunity']],
    ['opp', objectsCalled, ['Opportunity', 'OpportunityContactRole']],
    ['Opportunity Contact Role', objectsCalled, ['OpportunityContactRole']],
    ['Contact Role', objectsCalled, []],
    // Whole labels alone, also where they are written as one word.
    ['ViewSetupAndConfiguration', permissionsLabeled, ['ViewSetup']],
    ['apiEnabled', permissionsLabeled, ['ApiEnabled']],
    ['ViewSetupAnd', permissionsLabeled, []],
    ['SalesforceAPIIntegration', setLicensesLabeled, ['SalesforceAPIIntegrationPsl']],
    ['SalesforceApiIntegrationPSL', setLicensesLabeled, ['SalesforceAPIIntegrationPsl']],
    ['PslSalesforceAPIIntegration', setLicensesLabeled, []],
    ['Salesforce', setLicensesLabeled, []],
    ['OpportunityContactRole', objectsLabeled, ['OpportunityContactRole']],
    ['Opp', objectsLabeled, []],
    ['Opportunity.Next Step', fieldsCalled, ['Opportunity.NextStep']],
    ['opportunity.next', fieldsCalled, ['Opportunity.NextStep']],
    ['Opportunity Contact Role.Primary', fieldsCalled, ['OpportunityContactRole.IsPrimary']],
    ['Account.Billing', fieldsCalled, ['Account.BillingStreet', 'Account.BillingCity', 'Account.BillingState']],
    ['Next Step', fieldsCalled, []],
    ['.Next Step', fieldsCalled, []],
    ['Thing__c.Next Step', fieldsCalled, []],
    ['Opportunity.Unheard Of', fieldsCalled, []],
    ['Stage', (name) => fieldsLabeled('opportunity', name), ['StageName']],
    ['Stage', (name) => fieldsLabeled('Thing__c', name), []],
    ['Billing', (name) => fieldsLabeled('Account', name), []],
    ['Sic', (name) => fieldsLabeled('Account', name), ['Sic']],
    // Two letters say too little.
    ['Id', (name) => fieldsLabeled('Account', name), []],
  ];
  cases.forEach(([label, find, names], i) => {
    it(`${i + 1}: ${label} is ${names.join(', ') || 'none'}`, () => expect(find(label)).to.deep.equal(names));
  });
});

describe('the labels', () => {
  it('of user permissions are those that an org shows', () => {
    const shown = new Map(labelsOfOrg);
    const known = userPermissionLabels.filter(([name]) => shown.has(name));
    expect(known.length).to.be.greaterThan(40);
    expect(known.filter(([name, label]) => shown.get(name) !== label)).to.deep.equal([]);
  });

  it('are each found by what they say, so that no two are the same', () => {
    for (const [name, label] of userPermissionLabels) expect(permissionsCalled(label), label).to.deep.equal([name]);
    for (const { name, label } of labeledObjects) expect(objectsCalled(label), label).to.deep.equal([name]);
  });
});
