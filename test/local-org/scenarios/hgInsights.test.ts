import { expect } from 'chai';
import type { Caller, Org, Row } from '../model/orgModel.js';
import { OrgError } from '../model/orgModel.js';
import { insertRow } from '../permissions/dml.js';
import { idOf, rowsOf } from '../permissions/orgTables.js';
import { loadScenario } from './loadScenario.js';

const callerNamed = (org: Org, name: string): Caller => ({
  userId: idOf(rowsOf(org, 'User').find((row) => row.Username === `${name}@example.com`) ?? {}),
  apiVersion: 66,
});

const insert = (org: Org, as: string, objectName: string, values: Row): string => {
  try {
    insertRow(org, callerNamed(org, as), objectName, values);
    return 'saved';
  } catch (error) {
    if (error instanceof OrgError) return error.errorCode;
    throw error;
  }
};

describe('hgInsights and hgInsightsClean', () => {
  const lead = { LastName: 'Young', Company: 'Initech', Title: ' CEO ' };
  const contact = { LastName: 'Doe', Email: 'JANE@acme.example' };

  it('refuses leads and known contacts of the integration, and exempts it from the rule on phone numbers', () => {
    const org = loadScenario('hgInsights');
    expect(insert(org, 'hginsights', 'Lead', lead)).to.equal('FIELD_CUSTOM_VALIDATION_EXCEPTION');
    expect(insert(org, 'hginsights', 'Contact', contact)).to.equal('DUPLICATES_DETECTED');
    expect(insert(org, 'hginsights', 'Contact', { LastName: 'New', Phone: '1' })).to.equal('saved');
    expect(insert(org, 'admin', 'Contact', { LastName: 'New', Phone: '1' })).to.equal(
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    );
    expect(insert(org, 'admin', 'Lead', lead)).to.equal('saved');
    // The flow has written what it started on.
    expect(rowsOf(org, 'Lead').at(-1)).to.include({ Title: 'CEO' });
  });

  it('refuses nothing in the clean twin', () => {
    const org = loadScenario('hgInsightsClean');
    expect(insert(org, 'hginsights', 'Lead', { ...lead, LeadSource: 'HG Insights', mk_Score__c: 3 })).to.equal('saved');
    expect(insert(org, 'hginsights', 'Contact', { ...contact, LeadSource: 'HG Insights' })).to.equal('saved');
    expect(rowsOf(org, 'Lead').at(-1)).to.include({ Title: ' CEO ' });
  });
});
