import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../../cli/errorCodes.js';
import { configFlag } from '../../../cli/flags.js';
import { IntegrationCommand } from '../../../cli/integrationCommand.js';
import { terminalWidth } from '../../../cli/presentation.js';
import { usageOf } from '../../../cli/usage.js';
import type { WorkflowResult } from '../../../report/generate/workflowResult.js';
import type { Words } from '../../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.generate.workflow');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationGenerateWorkflow extends IntegrationCommand<WorkflowResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('generate workflow', messages);

  public static override readonly flags = {
    type: Flags.option({
      // As in src/generate/workflow/workflowPlan.ts, which is loaded only when something is made.
      options: ['github', 'gitlab', 'jenkins', 'azure', 'systemd', 'kubernetes', 'crontab'] as const,
      required: true,
      summary: messages.getMessage('flags.type.summary'),
    })(),
    orgs: Flags.string({ multiple: true, delimiter: ',', summary: messages.getMessage('flags.orgs.summary') }),
    shards: Flags.integer({
      min: 0,
      // As in src/monitor/shard.ts.
      max: 1000,
      summary: messages.getMessage('flags.shards.summary'),
      description: messages.getMessage('flags.shards.description'),
    }),
    at: Flags.string({ default: '05:17', summary: messages.getMessage('flags.at.summary') }),
    config: configFlag,
    'output-dir': Flags.directory({ default: '.', summary: messages.getMessage('flags.output-dir.summary') }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
  };

  public static override readonly usage = usageOf(IntegrationGenerateWorkflow.flags);

  public async run(): Promise<WorkflowResult> {
    const { flags } = await this.parse(IntegrationGenerateWorkflow);
    const [{ generateWorkflowFiles }, { workflowText }] = await Promise.all([
      import('../../../workflows/generateWorkflowFiles.js'),
      import('../../../report/generate/workflowText.js'),
    ]);
    const { type, files, orgs, shards, variables, hasProject } = await generateWorkflowFiles(
      {
        ...{ type: flags.type, orgs: flags.orgs ?? [], shards: flags.shards, at: flags.at, config: flags.config },
        ...{ folder: flags['output-dir'], dryRun: flags['dry-run'] },
      },
      words,
    );
    const result: WorkflowResult = {
      schemaVersion: 1,
      type,
      files: files.map(({ path, written, text }) => ({ path, written, text })),
      orgs: orgs.map((org) => ({ ...org })),
      shards,
      variables: [...variables],
    };
    this.log(workflowText(result, { words, width: terminalWidth(), dryRun: flags['dry-run'], hasProject }));
    return result;
  }
}
