import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import type { Interfaces } from '@oclif/core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { dryRunFlag, notBeside, noPromptFlag, onlyWith, orgFlags, writingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { usageOf } from '../../cli/usage.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryPlan } from '../../history/historyPlan.js';
import { historyRunExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import { connectionTo } from '../../org/connecting.js';
import { Refusal } from '../../refusal.js';
import { historyJson } from '../../report/history/historyJson.js';
import type { HistoryResult } from '../../report/history/historyResult.js';
import { historyReadingText, historyRunText } from '../../report/history/historyRunText.js';
import type { HistoryTextOptions } from '../../report/history/historyTextStyle.js';
import type { ChangeHistoryOptions } from '../../workflows/changeHistoryWorkflow.js';
import type { HistoryInput, HistoryReading } from '../../workflows/readHistoryWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const bundle = 'integration.history-tracking';
const messages = Messages.loadMessages('sf-plugin-integration', bundle);

/** Flags that say how something is changed. */
const onlyWithAction = ['dry-run', 'no-prompt', 'output-dir', 'leave-out'] as const;

type HistoryFlags = Interfaces.InferredFlags<typeof IntegrationHistoryTracking.flags>;

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
      ...notBeside('disable'),
    }),
    disable: Flags.boolean({ summary: messages.getMessage('flags.disable.summary') }),
    'leave-out': Flags.string({ multiple: true, summary: messages.getMessage('flags.leave-out.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    'output-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.output-dir.summary'),
      description: messages.getMessage('flags.output-dir.description'),
      ...notBeside('dry-run'),
    }),
    'save-receipt': Flags.file({
      summary: messages.getMessage('flags.save-receipt.summary'),
      ...onlyWith('enable', 'dry-run', 'output-dir'),
    }),
    receipt: Flags.file({
      summary: messages.getMessage('flags.receipt.summary'),
      ...onlyWith('disable', 'integration', 'sobject', 'field', 'leave-out', 'output-dir'),
    }),
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationHistoryTracking.flags);
  public static override configurationVariablesSection = configurationVariables('integration');

  public async run(): Promise<HistoryResult> {
    const { flags } = await this.connecting(this.parse(IntegrationHistoryTracking));
    const { named, input } = await this.inputOf(flags);
    const { readHistoryWorkflow } = await import('../../workflows/readHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.history'));
    const reading = await readHistoryWorkflow(input);
    this.spinner.stop();
    const texts = findingTexts();
    const options: HistoryTextOptions = {
      width: terminalWidth(),
      paint,
      words: (key, tokens) => messages.getMessage(key, tokens ?? []),
      texts,
      command: (words) =>
        commandLine([this.config.bin, 'integration', 'history-tracking', ...words, '-o', reading.org.username]),
    };
    this.log(historyReadingText(reading, options));
    const run = await this.carryOut(reading, flags);
    const text = historyRunText(run, { named, receiptFile: flags['save-receipt'] }, options);
    if (text !== '') this.log(text);
    process.exitCode = historyRunExitCode(run);
    return historyJson(run, texts);
  }

  /** What the flags and the config variable say. @throws SfError, Refusal */
  private async inputOf(flags: HistoryFlags): Promise<{ readonly named: string[]; readonly input: HistoryInput }> {
    const action = flags.enable === true ? 'enable' : flags.disable === true ? 'disable' : null;
    const idle = onlyWithAction.find((name) => flags[name] !== undefined && flags[name] !== false);
    if (action === null && idle !== undefined) throw new Refusal(bundle, 'NoAction', [`--${idle}`]);
    const { sobject: sobjects = [], field: fields = [], receipt, integration } = flags;
    const isNamed = sobjects.length + fields.length > 0 || receipt !== undefined;
    const configured = integration === undefined && !isNamed ? (await readConfigured()).integration : undefined;
    const { readHistoryReceipt } = await import('../../files/receiptFile.js');
    return {
      named: [
        ...(integration === undefined ? [] : ['-i', integration]),
        ...sobjects.flatMap((name) => ['--sobject', name]),
        ...fields.flatMap((name) => ['--field', name]),
      ],
      input: {
        integration: integration ?? configured ?? null,
        sobjects,
        fields,
        action,
        leaveOut: flags['leave-out'] ?? [],
        takesBack: receipt === undefined ? null : await readHistoryReceipt(receipt),
        waitMs: flags.wait.milliseconds,
        signal: this.stopSignal,
        onWrite: this.onWrite,
        connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      },
    };
  }

  /** Carries the plan out, as far as the flags and the person say. @throws OrgFailure, Refusal */
  private async carryOut(reading: HistoryReading, flags: HistoryFlags): Promise<HistoryRun> {
    const { plan, schema, states } = reading;
    const nothingYet = { after: { schema, states }, outcomes: [], interrupted: false, receipt: null };
    if (plan === null) return { ...reading, plan, ...nothingYet, mode: 'look' };
    if (flags['dry-run'] === true) return { ...reading, plan, ...nothingYet, mode: 'dryRun' };
    const { refuseImpossiblePlan } = await import('../../workflows/readHistoryWorkflow.js');
    refuseImpossiblePlan(reading);
    if (flags['output-dir'] !== undefined) {
      const { historyIntoProject } = await import('../../workflows/historyIntoProject.js');
      const outcomes = await historyIntoProject(reading, plan, flags['output-dir']);
      return { ...reading, plan, ...nothingYet, outcomes, mode: 'project' };
    }
    const journal = await this.journalFor(plan, flags['save-receipt']);
    if (!isEmptyPlan(plan)) {
      const question = (): string => messages.getMessage(`prompt.${plan.action}`, [reading.org.instanceUrl]);
      await this.consent(flags['no-prompt'] === true, question);
    }
    const { changeHistoryWorkflow } = await import('../../workflows/changeHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.retrieve'));
    const changed = await changeHistoryWorkflow(reading, plan, {
      waitMs: flags.wait.milliseconds,
      onWrite: this.onWrite,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
      onProof: () => this.progressTo(messages.getMessage('stage.proof')),
      ...(journal ? { journal } : {}),
    });
    this.spinner.stop();
    return { ...reading, plan, ...changed, mode: 'change' };
  }

  /** What makes the receipt file, which must not be there yet. @throws Refusal */
  private async journalFor(
    plan: HistoryPlan,
    path: string | undefined,
  ): Promise<ChangeHistoryOptions['journal'] | undefined> {
    if (path === undefined || isEmptyPlan(plan)) return undefined;
    const { createReceiptFile, refuseExisting } = await import('../../files/receiptFile.js');
    await refuseExisting(path);
    return () => createReceiptFile(path);
  }
}
