import { workflowText } from '../../../../src/report/generate/workflowText.js';
import type { WorkflowResult } from '../../../../src/report/generate/workflowResult.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { wordsOf } from '../support/scenes.js';

const org = (alias: string, login = `SFDX_AUTH_URL_${alias.toUpperCase()}`): WorkflowResult['orgs'][number] => ({
  alias,
  login,
});

const result = (more: Partial<WorkflowResult> = {}): WorkflowResult => ({
  schemaVersion: 1,
  type: 'github',
  files: [{ path: '.github/workflows/integration-monitor.yml', written: true, text: 'name: monitor\n' }],
  orgs: [org('prod')],
  shards: 0,
  variables: [],
  ...more,
});

const told =
  (more: Partial<WorkflowResult> = {}, { dryRun = false, hasProject = true } = {}) =>
  ({ width }: View): string =>
    workflowText(result(more), { words: wordsOf('integration.generate.workflow'), width, dryRun, hasProject });

const service = { path: 'integration-monitor@.service', written: true, text: '[Service]\nType=oneshot\n' };
const timer = { path: 'integration-monitor\u200B@.timer', written: false, text: '[Timer]\n\n' };
const parts = 'SFDX_AUTH_URLS_1';

golden('generate-workflow', {
  'one-org': told(),
  'several-orgs-and-channels': told({
    type: 'gitlab',
    orgs: [org('prod'), org('uat')],
    variables: ['SLACK_URL', 'GITHUB_TOKEN'],
  }),
  'without-a-project-file': told({ type: 'jenkins' }, { hasProject: false }),
  'two-files': told({ type: 'systemd', files: [service, timer] }),
  'parts-of-one-org': told({ type: 'azure', orgs: [org('prod', parts)], shards: 1 }),
  'more-parts-than-orgs': told({ orgs: [org('prod', parts), org('uat', parts)], shards: 3 }),
  'as-many-parts-as-orgs': told({ orgs: [org('prod', parts), org('uat', 'SFDX_AUTH_URLS_2')], shards: 2 }),
  'parts-of-a-pattern': told({ type: 'kubernetes', orgs: [org('prod-*', parts)], shards: 4 }),
  'parts-of-patterns-and-an-org': told({
    type: 'crontab',
    orgs: [org('prod-*', parts), org('uat-?', parts), org('dev', parts)],
    shards: 4,
  }),
  'dry-run': told({ type: 'systemd', files: [service, timer] }, { dryRun: true }),
});
