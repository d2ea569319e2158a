import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  configFlag,
  dryRunFlag,
  noPromptFlag,
  notBeside,
  onlyWith,
  orgFlags,
  outputFileFlag,
  phaseFlag,
  setFlag,
  writingWaitFlag,
} from '../../cli/flags.js';
import { changingWords, historyRequest, namingWords } from '../../cli/historyRequest.js';
import type { HistoryRequest } from '../../cli/historyRequest.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { commandLine } from '../../cli/commandLine.js';
import { findingTexts, paint, pluginVersion, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/runOrg.js';
import { wordsWithReport } from '../../cli/reportWords.js';
import { usageOf } from '../../cli/usage.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import type { HistoryPlan } from '../../history/historyPlan.js';
import type { HistoryReceipt } from '../../history/historyReceipt.js';
import { historyRunExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import { connectionTo } from '../../org/connecting.js';
import { orgInQuestion } from '../../report/orgText.js';
import { historyJson } from '../../report/history/historyJson.js';
import type { HistoryResult } from '../../report/history/historyResult.js';
import { historyReadingText, historyRunText } from '../../report/history/historyRunText.js';
import type { HistoryTextOptions } from '../../report/history/historyTextStyle.js';
import type { HistoryChanged } from '../../workflows/changeHistoryWorkflow.js';
import type { HistoryReading } from '../../workflows/readHistoryWorkflow.js';
import { isGiven, originsOf } from '../../cli/settingsUsed.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.history-tracking');

type HistoryFlags = Interfaces.InferredFlags<typeof IntegrationHistoryTracking.flags>;

/** A run of which nothing was carried out yet. */
const notYetRun = (reading: HistoryReading): Omit<HistoryRun, 'mode'> => {
  const { schema, states } = reading;
  return { ...reading, after: { schema, states }, outcomes: [], interrupted: false, receipt: null };
};

export default class IntegrationHistoryTracking extends IntegrationCommand<HistoryResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('history-tracking', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    set: setFlag,
    phase: phaseFlag(),
    config: configFlag,
    sobject: Flags.string({ multiple: true, delimiter: ',', summary: messages.getMessage('flags.sobject.summary') }),
    field: Flags.string({ multiple: true, delimiter: ',', summary: messages.getMessage('flags.field.summary') }),
    enable: Flags.boolean({
      summary: messages.getMessage('flags.enable.summary'),
      description: messages.getMessage('flags.enable.description'),
      ...notBeside('disable'),
    }),
    disable: Flags.boolean({ summary: messages.getMessage('flags.disable.summary') }),
    'leave-out': Flags.string({
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.leave-out.summary'),
    }),
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
      ...onlyWith('disable', 'integration', 'set', 'phase', 'sobject', 'field', 'leave-out', 'output-dir'),
    }),
    'output-file': outputFileFlag,
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationHistoryTracking.flags);
  public static override configurationVariablesSection = configurationVariables('integration');

  public async run(): Promise<HistoryResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationHistoryTracking));
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, flags);
    const request = await historyRequest(flags, await runOrg(flags['target-org'], this.typedOrg));
    const at = new Date().toISOString();
    const reading = await this.read(flags, request);
    const { integrations, project } = request;
    const origins = await originsOf({
      given: { integration: flags.integration, user: [] },
      isOrgGiven: isGiven(metadata, 'target-org'),
      definition: { reference: integrations.length === 1 ? (integrations[0]?.reference ?? null) : null, id: '' },
      project,
      takesSettings: integrations.length > 0,
    });
    this.tellOrigins(origins);
    const texts = findingTexts();
    const options: HistoryTextOptions = {
      width: terminalWidth(),
      paint,
      at,
      plugin: pluginVersion,
      words: wordsWithReport(messages),
      texts,
      command: (words) =>
        commandLine([this.config.bin, 'integration', 'history-tracking', ...words, '-o', reading.org.username]),
    };
    this.log(historyReadingText(reading, options));
    const next = { named: namingWords(flags), changing: changingWords(flags), receiptFile: flags['save-receipt'] };
    const publish = async (run: HistoryRun, json: HistoryResult): Promise<void> =>
      this.publishReports(files, async (frame) => {
        const { historyDocument } = await import('../../report/document/historyDocument.js');
        const exitCode = historyRunExitCode(run);
        return historyDocument({ run, next, at, exitCode, json }, { ...options, paint: (_, told) => told }, frame);
      });
    const run = await this.agreedOrReported(this.carryOut(reading, flags), files, async () => {
      const notAgreed: HistoryRun = { ...notYetRun(reading), mode: 'notAgreed' };
      await publish(notAgreed, historyJson(notAgreed, texts));
    });
    const text = historyRunText(run, next, options);
    if (text !== '') this.log(text);
    process.exitCode = historyRunExitCode(run);
    const json = historyJson(run, texts);
    await publish(run, json);
    return json;
  }

  /** Reads the org and, where something is to be changed, plans. @throws DefinitionMistake, OrgFailure, Refusal */
  private async read(flags: HistoryFlags, request: HistoryRequest): Promise<HistoryReading> {
    const { readHistoryWorkflow } = await import('../../workflows/readHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.history'));
    const reading = await readHistoryWorkflow({
      ...request,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    });
    this.spinner.stop();
    return reading;
  }

  /** Carries the plan out, as far as the flags and the person say. @throws OrgFailure, Refusal */
  private async carryOut(reading: HistoryReading, flags: HistoryFlags): Promise<HistoryRun> {
    const { plan } = reading;
    const notYet = notYetRun(reading);
    if (plan === null) return { ...notYet, mode: 'look' };
    const { refuseOverflow, refuseUnread } = await import('../../workflows/readHistoryWorkflow.js');
    if (flags['dry-run'] !== true) refuseUnread(reading);
    refuseOverflow(reading);
    if (flags['dry-run'] === true) return { ...notYet, mode: 'dryRun' };
    if (flags['output-dir'] !== undefined) {
      const { historyIntoProject } = await import('../../workflows/historyIntoProject.js');
      return { ...notYet, mode: 'project', outcomes: await historyIntoProject(reading, plan, flags['output-dir']) };
    }
    return { ...notYet, ...(await this.change(reading, plan, flags)), mode: 'change' };
  }

  /** Writes, once the person has agreed. @throws OrgFailure, Refusal */
  private async change(reading: HistoryReading, plan: HistoryPlan, flags: HistoryFlags): Promise<HistoryChanged> {
    const { receiptJournal, refuseTakenReceipt } = await import('../../cli/receiptJournal.js');
    const isEmpty = isEmptyPlan(plan);
    // Nothing to do needs no receipt.
    const receiptFile = isEmpty ? undefined : flags['save-receipt'];
    await refuseTakenReceipt(receiptFile);
    const question = (): string => messages.getMessage(`prompt.${plan.action}`, [orgInQuestion(reading.org)]);
    if (!isEmpty) await this.consent(flags['no-prompt'] === true, reading.org, question);
    const journal = await receiptJournal<HistoryReceipt>(receiptFile);
    const { changeHistoryWorkflow } = await import('../../workflows/changeHistoryWorkflow.js');
    this.spinner.start(messages.getMessage('stage.retrieve'));
    const changed = await changeHistoryWorkflow(reading, plan, {
      waitMs: flags.wait.milliseconds,
      onWrite: this.onWrite,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
      onProof: () => this.progressTo(messages.getMessage('stage.proof')),
      journal,
    });
    this.spinner.stop();
    return changed;
  }
}
