import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { usageOf } from '../../cli/usage.js';
import { dryRunFlag, noPromptFlag, orgFlags, writingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { dryRunExitCode, exitCodes, projectExitCode, runExitCode } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import { disabledExitCode, isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryPlan } from '../../history/historyPlan.js';
import { historyExitCode } from '../../history/historyState.js';
import type { ObjectState } from '../../history/historyState.js';
import { connectionTo } from '../../org/connecting.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { historyJson, historyPlanJson } from '../../report/history/historyJson.js';
import type { HistoryResult } from '../../report/history/historyResult.js';
import { historyOutcomeText, historyPlanText, historyText, nextText } from '../../report/history/historyText.js';
import type { HistoryTextOptions } from '../../report/history/historyText.js';
import { hang } from '../../report/layout.js';
import type { HistoryReading } from '../../workflows/readHistoryWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.history-tracking');

export default class IntegrationHistoryTracking extends IntegrationCommand<HistoryResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('history-tracking', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    sobject: Flags.string({ multiple: true, summary: messages.getMessage('flags.sobject.summary') }),
    field: Flags.string({ multiple: true, summary: messages.getMessage('flags.field.summary') }),
    enable: Flags.boolean({
      summary: messages.getMessage('flags.enable.summary'),
      description: messages.getMessage('flags.enable.description'),
      exclusive: ['disable'],
    }),
    disable: Flags.boolean({ summary: messages.getMessage('flags.disable.summary') }),
    'leave-out': Flags.string({ multiple: true, summary: messages.getMessage('flags.leave-out.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    'output-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.output-dir.summary'),
      description: messages.getMessage('flags.output-dir.description'),
      exclusive: ['dry-run'],
    }),
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationHistoryTracking.flags);
  public static override configurationVariablesSection = configurationVariables('integration');

  public async run(): Promise<HistoryResult> {
    const { flags } = await this.connecting(this.parse(IntegrationHistoryTracking));
    const action = flags.enable === true ? 'enable' : flags.disable === true ? 'disable' : null;
    const idle = (['dry-run', 'no-prompt', 'output-dir', 'leave-out'] as const).find(
      (name) => flags[name] !== undefined && flags[name] !== false,
    );
    if (action === null && idle !== undefined) throw messages.createError('error.NoAction', [`--${idle}`]);
    const named = flags.sobject !== undefined || flags.field !== undefined;
    const integration = flags.integration ?? (named ? undefined : (await readConfigured()).integration) ?? null;
    const { readHistoryWorkflow } = await import('../../workflows/readHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.history'));
    const reading = await readHistoryWorkflow({
      integration,
      sobjects: flags.sobject ?? [],
      fields: flags.field ?? [],
      action,
      leaveOut: flags['leave-out'] ?? [],
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    });
    this.spinner.stop();
    const options: HistoryTextOptions = {
      width: terminalWidth(),
      paint,
      words: (key, tokens) => messages.getMessage(key, tokens ?? []),
      texts: findingTexts(),
    };
    const { org, states, plan } = reading;
    this.log(historyText(org, states, options));
    if (plan === null) return this.verified(reading, this.again(flags), options);
    if (plan.action === 'disable' && states.length > 0 && states.every(({ requested }) => requested.length === 0))
      throw messages.createError('error.NothingToDisable');
    return this.change(reading, plan, flags, options);
  }

  /** The exit code of a reading, and what to do next. */
  private verified({ org, states }: HistoryReading, command: string, options: HistoryTextOptions): HistoryResult {
    const exitCode = historyExitCode(states);
    process.exitCode = exitCode;
    const next = nextText(states, command, options);
    if (next !== '') this.log(next);
    return historyJson(org, states, exitCode, options.texts);
  }

  /** Shows the plan and carries it out, as far as the flags and the person say. @throws OrgFailure */
  private async change(
    reading: HistoryReading,
    plan: HistoryPlan,
    flags: {
      'dry-run'?: boolean;
      'no-prompt'?: boolean;
      'output-dir'?: string | undefined;
      wait: { milliseconds: number };
    },
    options: HistoryTextOptions,
  ): Promise<HistoryResult> {
    const { org, states } = reading;
    const { refuseBlindPlan } = await import('../../workflows/readHistoryWorkflow.js');
    const isReached = this.endOf(plan, reading, states) === 0;
    // That no history is needed is said already.
    if (states.length > 0) this.log(`\n${historyPlanText(plan, org, isReached, options)}`);
    const dryRun = flags['dry-run'] === true;
    const planned = historyPlanJson(plan, dryRun, org.instanceUrl);
    if (dryRun) {
      if (!isEmptyPlan(plan)) this.log(messages.getMessage('info.dryRun'));
      const exitCode = dryRunExitCode(
        !isEmptyPlan(plan) || plan.overflows.length > 0,
        this.endOf(plan, reading, states),
      );
      process.exitCode = exitCode;
      return historyJson(org, states, exitCode, options.texts, { plan: planned });
    }
    refuseBlindPlan(reading);
    const [overflow] = plan.overflows;
    if (overflow) {
      const { sobject, limit, used, fields } = overflow;
      const many = [sobject, String(limit), String(used), String(fields.length), fields.join(', ')];
      throw messages.createError('error.TooManyFields', many, [String(fields.length - (limit - used))]);
    }
    if (flags['output-dir'] !== undefined) {
      const { historyIntoProject } = await import('../../workflows/historyIntoProject.js');
      const outcomes = await historyIntoProject(reading, plan, flags['output-dir']);
      this.log(`\n${historyOutcomeText(outcomes, options)}`);
      this.log(hang('', messages.getMessage('info.deploy'), options.width).join('\n'));
      const open = states.some(({ requested }) => requested.some((one) => one.status === 'impossible'));
      const exitCode = projectExitCode(plan.manual.length > 0 || open, false);
      process.exitCode = exitCode;
      return historyJson(org, states, exitCode, options.texts, { plan: planned, outcomes });
    }
    if (!isEmptyPlan(plan))
      await this.consent(flags['no-prompt'] === true, () =>
        messages.getMessage(`prompt.${plan.action}`, [org.instanceUrl]),
      );
    const { changeHistoryWorkflow } = await import('../../workflows/changeHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.retrieve'));
    const changed = await changeHistoryWorkflow(reading, plan, {
      waitMs: flags.wait.milliseconds,
      onWrite: this.onWrite,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
      onProof: () => this.progressTo(messages.getMessage('stage.proof')),
    });
    this.spinner.stop();
    const { outcomes, after, states: now, interrupted } = changed;
    if (outcomes.length > 0) this.log(`\n${historyOutcomeText(outcomes, options)}`);
    if (after && outcomes.length > 0) this.log(`\n${historyText(org, now, options)}`);
    if (interrupted) this.log(messages.getMessage('info.interrupted'));
    const end = after ? this.endOf(plan, { ...reading, schema: after.schema }, now) : exitCodes.unknown;
    const exitCode = runExitCode(interrupted, outcomes, end);
    process.exitCode = exitCode;
    return historyJson(org, now, exitCode, options.texts, { plan: planned, outcomes });
  }

  private endOf(
    plan: HistoryPlan,
    { schema }: Pick<HistoryReading, 'schema'>,
    states: readonly ObjectState[],
  ): StateExitCode {
    if (plan.action === 'disable') return disabledExitCode(schema, states);
    return historyExitCode(states);
  }

  /** The command that enables what was looked at. */
  private again(flags: {
    integration?: string | undefined;
    sobject?: string[] | undefined;
    field?: string[] | undefined;
    'target-org': { getUsername: () => string | undefined };
  }): string {
    return commandLine([
      this.config.bin,
      'integration',
      'history-tracking',
      ...(flags.integration === undefined ? [] : ['-i', flags.integration]),
      ...(flags.sobject ?? []).flatMap((sobject) => ['--sobject', sobject]),
      ...(flags.field ?? []).flatMap((field) => ['--field', field]),
      '--enable',
      '-o',
      flags['target-org'].getUsername() ?? '',
    ]);
  }
}
