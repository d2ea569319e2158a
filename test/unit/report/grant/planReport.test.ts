import { expect } from 'chai';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import { planReport } from '../../../../src/report/grant/planReport.js';
import type { PlanReport } from '../../../../src/report/grant/planReport.js';
import { user } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { ciro, definition, evaluations, reading, schemaFor } from '../support/scenes.js';

const reportFor = (rules: readonly string[], ...users: readonly UserSpec[]): PlanReport => {
  const needs = definition(rules);
  const snapshot = reading(schemaFor([needs]), ...users.map(user));
  const plan = planGrant({
    requirements: needs,
    snapshot,
    permissionSet: { name: needs.permissionSet, label: needs.label, existing: null },
    scope: { recommended: false, optional: false, degraded: false, minimum: false },
    edges: [],
  });
  return planReport(plan, evaluations(snapshot, [needs]), snapshot, findingTexts());
};

describe('what a plan for several users leaves out', () => {
  const rules = [
    '{ object: Account }',
    '{ object: Contact, level: recommended }',
    '{ object: Lead, level: optional }',
    '{ object: Opportunity, access: [read, edit], minimum: [read] }',
  ];
  const having: UserSpec = {
    ...ciro,
    sources: [{ objects: { Account: 'read', Contact: 'read', Lead: 'read', Opportunity: 'read edit' } }],
  };
  const lacking: UserSpec = {
    id: '005000000000003AAA',
    username: 'other@example.com',
    sources: [{ objects: { Account: 'read', Opportunity: 'read' } }],
  };

  it('is not what the plan gives along with something else', () => {
    // The field can be read already; it waits for its object alone.
    const reads: UserSpec = { ...ciro, sources: [{ fields: { 'Account.Website': 'read' } }] };
    const report = reportFor(
      ['{ object: Account }', '{ field: [Account.Website, Account.Industry], level: recommended }'],
      reads,
    );
    expect(report.leftOut).to.deep.equal({ recommended: 1, optional: 0, degraded: 0, byHand: [] });
    expect(report.plan.closes).to.deep.equal(['field:Account.Website:read', 'object:Account:read']);
  });

  for (const [order, users] of [
    ['first', [lacking, having]],
    ['last', [having, lacking]],
  ] as const) {
    it(`is counted where the user who lacks it is named ${order}`, () => {
      expect(reportFor(rules, ...users).leftOut).to.deep.equal({
        recommended: 1,
        optional: 1,
        degraded: 1,
        byHand: [],
      });
    });
  }
});
