import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { checkCommandLine } from '../../cli/checkCommandLine.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  configFlag,
  integrationsFlag,
  notBeside,
  orgUnlessStatusFlags,
  outputFileFlag,
  readingWaitFlag,
  usersFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { findingTexts, paint, pluginVersion, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/projectSettings.js';
import { isOrgFailure } from '../../cli/runError.js';
import { usageOf } from '../../cli/usage.js';
import { aliasesOf } from '../../cli/usernames.js';
import { exitCodes } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import type { MonitorResult } from '../../report/monitor/monitorResult.js';
import type { WatchReport } from '../../report/monitor/watchReport.js';
import type { WatchTextOptions } from '../../report/monitor/watchText.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.monitor');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of the monitor, and those of the check that every report has. */
const words: Words = (key, tokens) =>
  (key.startsWith('report.') ? checkMessages : messages).getMessage(key, tokens ?? []);

type MonitorFlags = Interfaces.InferredFlags<typeof IntegrationMonitor.flags>;

export default class IntegrationMonitor extends IntegrationCommand<MonitorResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('monitor', messages);

  public static override readonly flags = {
    ...orgUnlessStatusFlags,
    integration: integrationsFlag,
    user: usersFlag,
    config: configFlag,
    'state-dir': Flags.directory({
      summary: messages.getMessage('flags.state-dir.summary'),
      description: messages.getMessage('flags.state-dir.description'),
    }),
    expiring: Flags.integer({ min: 0, summary: messages.getMessage('flags.expiring.summary') }),
    heartbeat: Flags.string({ summary: messages.getMessage('flags.heartbeat.summary') }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary'), ...notBeside('status') }),
    status: Flags.boolean({ summary: messages.getMessage('flags.status.summary') }),
    'output-file': outputFileFlag,
    wait: readingWaitFlag,
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly usage = usageOf(IntegrationMonitor.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<MonitorResult> {
    const { flags } = await this.connecting(this.parse(IntegrationMonitor));
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, {});
    const org = flags['target-org'];
    const options: WatchTextOptions = { width: terminalWidth(), paint, words, verbose: flags.verbose };
    return org ? this.look(flags, org, options) : this.status(flags, options);
  }

  /** An org that fails is for a watch what a channel that fails is. */
  protected override exitCodeOf(error: Error, usual: number): number {
    return isOrgFailure(error) ? exitCodes.inPart : usual;
  }

  /** Looks once. @throws DefinitionMistake, OrgFailure, Refusal */
  private async look(flags: MonitorFlags, org: Org, options: WatchTextOptions): Promise<MonitorResult> {
    const [{ watchJson }, { watchText, asideSentences }] = await Promise.all([
      import('../../report/monitor/watchReport.js'),
      import('../../report/monitor/watchText.js'),
    ]);
    const report = await this.watch(flags, org);
    process.exitCode = report.exitCode;
    for (const sentence of asideSentences(report, options)) this.warn(sentence);
    this.log(watchText(report, options));
    await this.publishReports(flags['output-file'] ?? [], async (frame) =>
      (await import('../../report/document/monitorDocument.js')).monitorDocument(report, options, frame),
    );
    return watchJson(report);
  }

  /** Reads the org, keeps and sends. @throws DefinitionMistake, OrgFailure, Refusal */
  private async watch(flags: MonitorFlags, org: Org): Promise<WatchReport> {
    const [{ monitorRequest }, { watch, reportOfWatch }] = await Promise.all([
      import('../../cli/monitorRequest.js'),
      import('../../workflows/watchWorkflow.js'),
    ]);
    const here = await runOrg(org);
    const { heartbeat, stateDir, ...request } = await monitorRequest(flags, here);
    await this.tellOwnDefinitions(request.targets.flatMap(({ reference }) => reference ?? []));
    const [wait, { bin }] = [{ waitMs: flags.wait.milliseconds, signal: this.stopSignal }, this.config];
    this.spinner.start(messages.getMessage('stage.monitor'));
    const outcome = await watch({
      ...{ ...request, ...wait, ...here, aliasesOf, words, texts: findingTexts(), plugin: pluginVersion },
      state: stateDir,
      dryRun: flags['dry-run'],
      connect: async () => connectionTo(org, flags['api-version']),
      commandFor: ({ reference, username, authentication, filling }) =>
        checkCommandLine({
          ...{ bin, integrations: [reference], users: [username], org: here.shortName, authentication, filling },
          config: flags.config,
        }),
      heartbeat,
      io: {
        env: process.env,
        // Under --json stdout is for the result alone.
        print: (text) => (this.jsonEnabled() ? this.warn(text) : this.log(text)),
      },
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    if (outcome.heartbeatFailed !== null) this.warn(words('heartbeat.failed', [outcome.heartbeatFailed]));
    return reportOfWatch(outcome, here.shortName, flags['dry-run']);
  }

  /** What was kept. @throws Refusal */
  private async status(flags: MonitorFlags, options: WatchTextOptions): Promise<MonitorResult> {
    const [{ stateDirOf }, { readKept }, { keptJson, keptCode }, { keptText }] = await Promise.all([
      import('../../cli/monitorRequest.js'),
      import('../../workflows/watchWorkflow.js'),
      import('../../report/monitor/keptStates.js'),
      import('../../report/monitor/keptText.js'),
    ]);
    const report = await readKept(await stateDirOf(flags), this.stopSignal);
    process.exitCode = keptCode(report);
    this.log(keptText(report, options));
    await this.publishReports(flags['output-file'] ?? [], async (frame) =>
      (await import('../../report/document/keptDocument.js')).keptDocument(report, options, frame),
    );
    return keptJson(report);
  }
}
