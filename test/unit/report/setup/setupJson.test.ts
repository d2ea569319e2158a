import { expect } from 'chai';
import { known } from '../../../../src/access/snapshot.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import { checkJson } from '../../../../src/report/check/checkJson.js';
import { grantJson } from '../../../../src/report/grant/grantJson.js';
import { planReport } from '../../../../src/report/grant/planReport.js';
import { planWithoutHistory } from '../../../../src/report/setup/planWithoutHistory.js';
import { setupJson } from '../../../../src/report/setup/setupJson.js';
import type { ToldOfSetup } from '../../../../src/report/setup/setupJson.js';
import type { SetupResult } from '../../../../src/report/setup/setupResult.js';
import type { SetupEnd } from '../../../../src/setup/setupEnd.js';
import { expectCommittedSchema } from '../../../support/committedSchema.js';
import { history, historyField, snapshot, user } from '../../support/snapshot.js';
import { ciro, definition, evaluations, reading, reportOf, schemaFor } from '../support/scenes.js';
import { endOf, grantRun, historyRun } from './ends.js';

const json = (end: SetupEnd, told: Partial<ToldOfSetup> = {}): SetupResult => {
  const result = setupJson(
    end,
    { org: snapshot(user()).org, isDryRun: false, origin: {}, after: null, ...told },
    findingTexts(),
  );
  expectCommittedSchema('setup', JSON.parse(JSON.stringify(result)));
  return result;
};

const org = {
  id: '00D000000000001EAA',
  username: 'admin@example.com',
  instanceUrl: 'https://example.my.salesforce.com',
  apiVersion: '68.0',
};

describe('the result of a setup', () => {
  it('is short where there is nothing to set up', () => {
    expect(json(endOf())).to.deep.equal({
      ...{ schemaVersion: 1, org, dryRun: false, ready: true },
      ...{ grants: [], history: null, skipped: [], checks: null },
    });
  });

  it('says that it was a dry run, that something is missing, and what the project file says', () => {
    const settings = [{ key: 'users', value: 'ann@example.com', file: 'integration.config.yml' }];
    expect(json(endOf({ exitCode: 1 }), { isDryRun: true, origin: { settings } })).to.deep.equal({
      ...{ schemaVersion: 1, org, dryRun: true, ready: false, settings },
      ...{ grants: [], history: null, skipped: [], checks: null },
    });
  });

  it('says what nobody agreed to, and why history tracking could not begin', () => {
    const end = endOf({ exitCode: 68, historyFailure: 'CONNECTION_LOST', skipped: ['acme', 'historyTracking'] });
    expect(json(end)).to.deep.equal({
      ...{ schemaVersion: 1, org, dryRun: false, ready: false, historyFailure: 'CONNECTION_LOST' },
      ...{ grants: [], history: null, skipped: ['acme', 'historyTracking'], checks: null },
    });
  });

  it('has grants as grant tells them but for the check, history as history-tracking does, and one check of all', () => {
    const needs = definition(['object: Account']);
    const after = reportOf(reading(schemaFor([needs]), user(ciro)), [needs]);
    const run = grantRun({ outcomes: [{ step: 'permissionSet', result: 'done' }] });
    const { grants, history, checks } = json(endOf({ grants: [run], history: historyRun() }), { after });
    expect(grants).to.deep.equal([grantJson(run, null, findingTexts())]);
    expect(grants[0]?.after).to.equal(null);
    expect(history?.sobjects.map(({ sobject, enabled }) => [sobject, enabled])).to.deep.equal([['Lead', true]]);
    expect(checks).to.deep.equal(checkJson(after).checks);
    expect(checks?.map(({ integration, user: of }) => [integration, of.username])).to.deep.equal([
      ['acme', 'ciro@example.com'],
    ]);
  });
});

describe('a plan of which history is a part by itself', () => {
  const report = (...rules: string[]) => {
    const needs = definition(rules);
    const off = (name: string) => [name, history(known(false), [historyField('Status', false)])] as const;
    const more = { history: new Map(['lead', 'account', 'contact'].map(off)) };
    const taken = reading(schemaFor([needs], { more }), user(ciro));
    const plan = planGrant({
      requirements: needs,
      snapshot: taken,
      permissionSet: { name: needs.permissionSet, label: needs.label, existing: null },
      scope: { recommended: false, optional: false, degraded: false, minimum: false },
      edges: [],
    });
    return planReport(plan, evaluations(taken, [needs]), taken, findingTexts());
  };
  const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);
  const told = (one: ReturnType<typeof report>) => ({
    manual: ids(one.manual),
    ofPlan: ids(one.plan.manual),
    byHand: one.leftOut.byHand.map(({ include, findings }) => [include, ids(findings)]),
  });
  const required = ['historyTracking: Lead', 'profile: Acme'];
  const optional = [
    '{ historyTracking: Account, level: optional }',
    '{ historyTracking: Contact, level: recommended }',
  ];

  it('leaves what else people have to do, and all but the history in it as it was', () => {
    const whole = report(...required, ...optional, 'object: Case');
    expect(told(whole)).to.deep.equal({
      manual: ['historyTracking:Lead', 'profile:Acme'],
      ofPlan: ['historyTracking:Lead', 'profile:Acme'],
      byHand: [
        ['optional', ['historyTracking:Account']],
        ['recommended', ['historyTracking:Contact']],
      ],
    });
    const without = planWithoutHistory(whole);
    expect(told(without)).to.deep.equal({
      manual: ['profile:Acme'],
      ofPlan: ['profile:Acme'],
      byHand: [],
    });
    expect({
      ...without,
      manual: whole.manual,
      leftOut: { ...without.leftOut, byHand: whole.leftOut.byHand },
      plan: { ...without.plan, manual: whole.plan.manual },
    }).to.deep.equal(whole);
  });
});
