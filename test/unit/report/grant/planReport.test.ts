import { expect } from 'chai';
import { findingTexts, textOptions } from '../../../../src/cli/presentation.js';
import { planGrant } from '../../../../src/grant/planGrant.js';
import { planReport } from '../../../../src/report/grant/planReport.js';
import type { PlanReport } from '../../../../src/report/grant/planReport.js';
import { leftOutLines } from '../../../../src/report/grant/planSummary.js';
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
    expect(report.leftOut).to.deep.equal({
      recommended: ['Read on Account.Industry'],
      optional: [],
      degraded: [],
      byHand: [],
    });
    expect(report.plan.closes).to.deep.equal(['field:Account.Website:read', 'object:Account:read']);
  });

  for (const [order, users] of [
    ['first', [lacking, having]],
    ['last', [having, lacking]],
  ] as const) {
    it(`is counted where the user who lacks it is named ${order}`, () => {
      expect(reportFor(rules, ...users).leftOut).to.deep.equal({
        recommended: ['Read on Contact'],
        optional: ['Read on Lead'],
        degraded: ['Edit on Opportunity'],
        byHand: [],
      });
    });
  }
});

describe('what a plan leaves to people', () => {
  const byHand = (number: number): string[] =>
    Array.from({ length: number }, (_, at) => `{ profile: "Profile ${at}", level: recommended }`);
  const told = (number: number): string => {
    const options = { ...textOptions((key, tokens = []) => [key, ...tokens].join(' '), 'sf'), width: 80 };
    const includeCommand = (words: readonly string[]): string => `sf integration grant ${words.join(' ')}`;
    return leftOutLines(reportFor(byHand(number), ciro), { ...options, includeCommand }).join('\n');
  };

  it('is named with what to do, up to a handful', () => {
    const text = told(5);
    for (let at = 0; at < 5; at++) expect(text.replace(/\s+/g, ' ')).to.match(new RegExp(` - [^-]*Profile ${at}: \\S`));
    expect(text).to.include('plan.leftOut.byHand 5').and.not.include('plan.leftOut.more');
  });

  it('is counted beyond that, with the command that tells all of it', () => {
    const text = told(7);
    expect(text.match(/^ {2}- /gm)).to.have.length(5);
    expect(text).to.include('plan.leftOut.more 2 recommended\n  sf integration grant --dry-run --include recommended');
  });
});
