import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { fillingOfFlags } from '../../cli/filling.js';
import {
  authenticationFlag,
  configFlag,
  orgFlags,
  outputFileFlag,
  phaseFlag,
  readingWaitFlag,
  setFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { definitionWord } from '../../cli/checkCommandLine.js';
import { commandLine } from '../../cli/commandLine.js';
import { paint, pluginVersion, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/runOrg.js';
import { settledSubject } from '../../cli/settledSubject.js';
import { isGiven } from '../../cli/settingsUsed.js';
import { usageOf } from '../../cli/usage.js';
import { connectionTo } from '../../org/connecting.js';
import { fillingOf, fillingWords } from '../../definition/filling.js';
import type { Authentication } from '../../kinds/requirement.js';
import { openIn } from '../../health/explainedBy.js';
import type { HealthResult } from '../../report/health/healthResult.js';
import type { Words } from '../../report/words.js';
import type { HealthRun } from '../../workflows/healthWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.health');

const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of health, and those of the check that every report has. */
const words: Words = (key, tokens) =>
  (key.startsWith('report.') ? checkMessages : messages).getMessage(key, tokens ?? []);

type HealthFlags = Interfaces.InferredFlags<typeof IntegrationHealth.flags>;

/** Bulk API jobs are kept for a week. */
const defaultDays = 7;
/** LoginHistory and the audit trail go back half a year. */
const mostDays = 180;
const defaultCalls = 6;

export default class IntegrationHealth extends IntegrationCommand<HealthResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('health', messages);

  public static override readonly flags = {
    ...orgFlags,
    user: Flags.string({ char: 'u', summary: messages.getMessage('flags.user.summary') }),
    config: configFlag,
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    days: Flags.integer({
      min: 1,
      max: mostDays,
      default: defaultDays,
      summary: messages.getMessage('flags.days.summary'),
    }),
    'max-failed': Flags.integer({ min: 0, default: 0, summary: messages.getMessage('flags.max-failed.summary') }),
    'max-calls': Flags.integer({
      min: 2,
      default: defaultCalls,
      summary: messages.getMessage('flags.max-calls.summary'),
      description: messages.getMessage('flags.max-calls.description'),
    }),
    authentication: authenticationFlag(),
    set: setFlag,
    phase: phaseFlag({ dependsOn: ['integration'] }),
    'output-file': outputFileFlag,
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationHealth.flags);
  public static override configurationVariablesSection = configurationVariables('user');

  public async run(): Promise<HealthResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationHealth));
    const [{ healthJson }, { healthText }] = await Promise.all([
      import('../../report/health/healthJson.js'),
      import('../../report/health/healthText.js'),
    ]);
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, {});
    const at = new Date().toISOString();
    const authentication = isGiven(metadata, 'authentication') ? flags.authentication : undefined;
    const run = await this.look(flags, authentication);
    const report = {
      ...run,
      at,
      maxFailed: flags['max-failed'],
      wasChecked: flags.integration !== undefined,
      openNeeds: openIn(run.findings),
    };
    process.exitCode = run.health.exitCode;
    const org = run.org.username;
    const options = {
      width: terminalWidth(),
      paint,
      words,
      plugin: pluginVersion,
      again: (more: readonly string[]) =>
        commandLine([this.config.bin, 'integration', 'health', '-o', org, '-u', run.reading.user.username, ...more]),
      check: commandLine([
        ...[this.config.bin, 'integration', 'check', '-o', org, '-u', run.reading.user.username],
        ...(flags.integration === undefined ? [] : ['-i', definitionWord(flags.integration)]),
        ...fillingWords(fillingOfFlags(flags)),
      ]),
      results: (jobId: string) =>
        commandLine([this.config.bin, 'data', 'bulk', 'results', '-o', org, '--job-id', jobId]),
    };
    this.log(healthText(report, options));
    const json = healthJson(report);
    await this.publishReports(files, async (frame) => {
      const { healthDocument } = await import('../../report/document/healthDocument.js');
      return healthDocument({ report, json }, options, frame);
    });
    return json;
  }

  /** Reads the org. @throws DefinitionMistake, OrgFailure */
  private async look(flags: HealthFlags, authentication: Authentication | undefined): Promise<HealthRun> {
    const { health } = await import('../../workflows/healthWorkflow.js');
    const { user, integration, config, 'target-org': org } = flags;
    const settled = await settledSubject(
      {
        ...{ integration, config, authentication },
        users: user === undefined ? undefined : [user],
        filling: fillingOfFlags(flags),
      },
      await runOrg(org, this.typedOrg),
    );
    this.spinner.start(messages.getMessage('stage.health'));
    const run = await health({
      integration: settled.reference,
      user: settled.users[0] ?? null,
      days: flags.days,
      maxFailed: flags['max-failed'],
      maxCalls: flags['max-calls'],
      authentication: settled.authentication,
      filling: fillingOf(settled),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return run;
  }
}
