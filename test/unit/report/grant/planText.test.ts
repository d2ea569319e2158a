import { expect } from 'chai';
import { known } from '../../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { GrantRun } from '../../../../src/grant/grantRun.js';
import type { Plan } from '../../../../src/grant/grantPlan.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import type { Paint } from '../../../../src/report/check/textStyle.js';
import { grantRunText } from '../../../../src/report/grant/grantRunText.js';
import { planReport } from '../../../../src/report/grant/planReport.js';
import { planText } from '../../../../src/report/grant/planText.js';
import { userText } from '../../../../src/report/grant/planUserLines.js';
import { history, historyField, user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { ciro, definition, evaluations, reading, schemaFor, textOptions } from '../support/scenes.js';

const plain: Paint = (_, one) => one;

/** The plan for one user, and how a dry run of it ends. */
const told = (
  rules: readonly string[],
  spec: UserSpec = {},
  more: Partial<OrgSchema> = {},
): { plan: string; end: string } => {
  const needs = definition(rules);
  const snapshot = reading(schemaFor([needs], { more }), user({ ...ciro, ...spec }));
  const before = evaluations(snapshot, [needs]);
  const plan = planGrant({
    requirements: needs,
    snapshot,
    permissionSet: { name: needs.permissionSet, label: needs.label, existing: null },
    scope: { recommended: false, optional: false, degraded: false, minimum: false },
    edges: [],
  });
  const options = textOptions({ width: 200, paint: plain }, 'integration.grant');
  const report = planReport(plan, before, snapshot, findingTexts());
  const run: GrantRun = {
    ...{ mode: 'dryRun', plan, before, snapshot, outcomes: [], interrupted: false, receipt: null, after: null },
  };
  const origin = {
    reference: 'acme.yml',
    authentication: 'oauth',
    permissionSet: null,
    scope: { recommended: false, optional: false, degraded: false, minimum: false },
  } as const;
  const command = { program: 'sf', origin, savedAs: undefined, receiptFile: undefined };
  return {
    plan: planText(report, options),
    end: grantRunText(run, { after: null, vocabulary: report.vocabulary }, command, options),
  };
};

const objects = '{ object: [Account, Lead], access: [read, modifyAllRecords], because: Merges records. }';

describe('the text of a plan', () => {
  it('does not say "not asked for" of what comes along: it may be asked for, and held elsewhere', () => {
    const setup = ['{ userPermission: [ViewSetup, ModifyMetadata] }'];
    const { plan } = told(setup, { sources: [{ permissions: ['ViewSetup'] }] });
    expect(plan).to.match(/\+ View Setup and Configuration \(ViewSetup\)\n +comes along: Salesforce requires it with/);
    expect(plan).to.not.include('not asked for');
  });

  it('says once what to do about all fields whose history is to be tracked', () => {
    const { plan } = told(
      ['{ historyTracking: Opportunity, fields: [StageName, Amount, CloseDate] }'],
      {},
      {
        history: new Map([
          [
            'opportunity',
            history(
              known(true),
              ['Amount', 'CloseDate', 'StageName'].map((name) => historyField(name, false)),
            ),
          ],
        ]),
      },
    );
    expect(plan.match(/integration history-tracking/g)).to.have.length(1);
    expect(plan.replace(/\s+/g, ' ')).to.match(
      /tick Opportunity\.Amount, Opportunity\.CloseDate, Opportunity\.StageName\./,
    );
  });

  it('names what covers a need that gets no entry of its own', () => {
    const { plan } = told([
      '{ object: Account }',
      '{ object: Opportunity, access: [edit] }',
      '{ field: [Account.BillingCity, Account.BillingCountry, Account.Name] }',
      '{ field: Opportunity.Name, access: [edit] }',
    ]);
    expect(plan).to.include(
      '- Read on Account.BillingCity, Read on Account.BillingCountry: given by Read on Account.BillingAddress.',
    );
    expect(plan).to.include('- Read on Account.Name: no field permissions to be given, access to Account is enough.');
    expect(plan).to.include('- Edit on Opportunity.Name: no field permissions to be given, access to Opportunity');
    const held = told(['{ object: Account }', '{ field: Account.Website }'], {
      sources: [{ fields: { 'Account.Website': 'read' } }],
    });
    expect(held.plan).to.include('- Read on Account.Website: there already, but for access to Account.');
    expect(told(['{ field: Account.Website }', '{ object: Account }']).plan).to.not.include('nothing of their own');
  });

  it('says nothing of needs that it closes where nothing is to be written', () => {
    const { plan } = told(['{ object: Account }'], { sources: [{ objects: { Account: 'read' } }] });
    expect(plan)
      .to.include('Nothing to write')
      .and.not.match(/Closes/);
  });

  it('counts what it closes by level, with what it closes along with something else', () => {
    const along = ['{ object: Account }', '{ field: [Account.Website, Account.Industry], level: recommended }'];
    const { plan } = told(along, { sources: [{ fields: { 'Account.Website': 'read' } }] });
    expect(plan).to.include('Closes 1 required and 1 recommended need.');
    expect(plan.replace(/\s+/g, ' ')).to.include(
      'Left out: 1 recommended need that is missing: Read on Account.Industry.',
    );
  });

  it('names five of the needs that it leaves out, and says how many more there are', () => {
    const fields = ['Website', 'Industry', 'Phone', 'Fax', 'Site', 'Rating', 'Type'].map((name) => `Account.${name}`);
    const { plan } = told(['{ object: Account }', `{ field: [${fields.join(', ')}], level: optional }`], {});
    expect(plan.replace(/\s+/g, ' ')).to.match(
      /Left out: 7 optional needs that are missing: (Read on Account\.\w+, ){4}Read on Account\.\w+ and 2 more\. --include optional gives them too\./,
    );
  });

  it('says where a dry run does not exit with 0, and why', () => {
    expect(told([objects]).end).to.include(
      'Dry run: nothing was changed. There is something to do, so the exit code is 1.',
    );
    expect(told(['{ object: Account }'], { sources: [{ objects: { Account: 'read' } }] }).end).to.equal(
      'Dry run: nothing was changed.',
    );
  });
});

describe('what one user gets by a plan', () => {
  const options = textOptions({ width: 200, paint: plain }, 'integration.grant');
  const plan = { permissionSet: { name: 'Integration_acme' } } as Plan;
  const one = (assign: boolean, licenses: string[], ...already: boolean[]): string => {
    const receives = already.map((hasAlready, at) => ({
      entry: { kind: 'userPermission' as const, name: `P${at}` },
      ...{ isNewInSet: true, hasAlready, inOwnSet: true },
    }));
    return userText(
      { id: '005', username: 'ciro@example.com', assign, licenses, permissionSets: [], receives },
      plan,
      options,
    );
  };

  it('says of one permission whether it is new, and of several how many are', () => {
    const gets = 'gets the permission set Integration_acme with';
    expect(one(true, [], false)).to.equal(`${gets} 1 permission, new for this user`);
    expect(one(true, [], true)).to.equal(`${gets} 1 permission, not new for this user`);
    expect(one(true, [], true, false)).to.equal(`${gets} 2 permissions, 1 of them new for this user`);
  });

  it('says "first" of a license only where something follows', () => {
    expect(one(false, ['SyncPsl'])).to.equal('gets the permission set license SyncPsl');
    expect(one(true, ['SyncPsl'], false)).to.match(/^gets the permission set license SyncPsl first, gets /);
    expect(one(false, [])).to.equal('needs no new assignment');
  });
});

describe('the order of a plan', () => {
  it('has deletes and access to all records in front, before users and lists', () => {
    const { plan } = told([objects]);
    const at = (text: string): number => plan.indexOf(text);
    expect(at('! Delete on Account, Lead'))
      .to.be.greaterThan(0)
      .and.lessThan(at('! Modify All Records on Account, Lead'));
    expect(at('! Modify All Records on Account, Lead')).to.be.lessThan(at('\nUsers\n'));
  });

  it('tells when and by whom it was made, and no reasons', () => {
    const { plan } = told([objects]);
    expect(plan).to.match(/^Planned \d{4}-\d\d-\d\d \d\d:\d\d UTC by admin@example\.com, plugin 0\.1\.0, API \d/m);
    expect(plan).to.not.include('Merges records');
  });
});
