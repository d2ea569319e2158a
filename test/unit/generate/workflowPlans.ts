/** What workflows are made of, for tests. */
import { loginVariable } from '../../../src/generate/workflow/workflowPlan.js';
import type { WorkflowPlan, WorkflowType } from '../../../src/generate/workflow/workflowPlan.js';
import { wordsOf } from '../report/support/scenes.js';

/** A plan for two orgs and two channels; what is given takes the place of what is here. */
export const planOf = (type: WorkflowType, given: Partial<WorkflowPlan> = {}): WorkflowPlan => ({
  orgs: ['prod', 'emea-uat'].map((alias) => ({ alias, login: loginVariable(alias) })),
  parts: null,
  at: { hour: 5, minute: 17 },
  variables: ['SLACK_URL', 'GITHUB_TOKEN'],
  writesIssues: true,
  config: null,
  head: wordsOf('integration.generate.workflow')(`head.${type}`).split('\n'),
  ...given,
});

/** A plan for four parts, whose logins stand in two variables. */
export const partsPlanOf = (type: WorkflowType, given: Partial<WorkflowPlan> = {}): WorkflowPlan =>
  planOf(type, {
    parts: { of: 4, orgs: 'project', logins: ['SFDX_AUTH_URLS_1', 'SFDX_AUTH_URLS_2'] },
    head: wordsOf('integration.generate.workflow')(`head.parts.${type}`).split('\n'),
    ...given,
  });
