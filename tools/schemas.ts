/** Writes the JSON Schemas of `schemas/`, of definitions and of every `--json` result: `npm run schemas`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describeResultJsonSchema, listResultJsonSchema } from '../src/report/describe/describeResult.js';
import { definitionJsonSchema } from '../src/definition/definitionJsonSchema.js';
import { checkResultJsonSchema } from '../src/report/check/checkResult.js';
import { generateConfigResultJsonSchema } from '../src/report/generate/configResult.js';
import { generateDefinitionResultJsonSchema } from '../src/report/generate/generateResult.js';
import { workflowResultJsonSchema } from '../src/report/generate/workflowResult.js';
import { explainResultJsonSchema } from '../src/report/explain/explainResult.js';
import { grantResultJsonSchema } from '../src/report/grant/grantResult.js';
import { healthResultJsonSchema } from '../src/report/health/healthResult.js';
import { historyResultJsonSchema } from '../src/report/history/historyResult.js';
import { monitorResultJsonSchema } from '../src/report/monitor/monitorResult.js';
import { projectJsonSchema } from '../src/project/projectSchema.js';
import { setupResultJsonSchema } from '../src/report/setup/setupResult.js';
import { webhookBodyJsonSchema } from '../src/report/monitor/webhookBody.js';
import { waiversJsonSchema } from '../src/waivers/waiversSchema.js';
import { lookupResultJsonSchema } from '../src/report/lookup/lookupResult.js';
import { validateResultJsonSchema } from '../src/report/validate/validateResult.js';
import { revokeResultJsonSchema } from '../src/report/revoke/revokeResult.js';

/** File name → content, for the writer here and for the test that nothing committed is stale. */
export const generatedSchemas = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      'integration-definition.schema.json': definitionJsonSchema(),
      'integration-waivers.schema.json': waiversJsonSchema(),
      'integration-config.schema.json': projectJsonSchema(),
      'integration-list.schema.json': listResultJsonSchema(),
      'integration-describe.schema.json': describeResultJsonSchema(),
      'integration-check.schema.json': checkResultJsonSchema(),
      'integration-grant.schema.json': grantResultJsonSchema(),
      'integration-history-tracking.schema.json': historyResultJsonSchema(),
      'integration-setup.schema.json': setupResultJsonSchema(),
      'integration-health.schema.json': healthResultJsonSchema(),
      'integration-monitor.schema.json': monitorResultJsonSchema(),
      'integration-generate-config.schema.json': generateConfigResultJsonSchema(),
      'integration-explain.schema.json': explainResultJsonSchema(),
      'integration-generate-definition.schema.json': generateDefinitionResultJsonSchema(),
      'integration-generate-workflow.schema.json': workflowResultJsonSchema(),
      'integration-revoke.schema.json': revokeResultJsonSchema(),
      'integration-validate.schema.json': validateResultJsonSchema(),
      'integration-monitor-webhook.schema.json': webhookBodyJsonSchema(),
      'integration-lookup.schema.json': lookupResultJsonSchema(),
    }).map(([file, schema]) => [file, `${JSON.stringify(schema, null, 2)}\n`]),
  );

export const schemasFolder = fileURLToPath(new URL('../schemas/', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await mkdir(schemasFolder, { recursive: true });
  for (const [file, content] of generatedSchemas()) await writeFile(`${schemasFolder}${file}`, content);
}
