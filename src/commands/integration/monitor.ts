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
  onlyWith,
  orgUnless,
  outputFileFlag,
  readingWaitFlag,
  usersFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { findingTexts, paint, pluginVersion, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/runOrg.js';
import { isOrgFailure } from '../../cli/runError.js';
import { fewOrgs, keepHeapSteady } from '../../cli/steadyHeap.js';
import { usageOf } from '../../cli/usage.js';
import { aliasesOf } from '../../cli/usernames.js';
import { exitCodes } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import type { MonitorResult } from '../../report/monitor/monitorResult.js';
import type { FleetReport } from '../../report/monitor/fleetReport.js';
import type { WatchReport } from '../../report/monitor/watchReport.js';
import type { WatchTextOptions } from '../../report/monitor/watchText.js';
import type { Words } from '../../report/words.js';
import type { WatchInput } from '../../workflows/watchWorkflow.js';

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
    ...orgUnless('status', 'orgs', 'merge'),
    integration: integrationsFlag,
    user: usersFlag,
    config: configFlag,
    orgs: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.orgs.summary'),
      description: messages.getMessage('flags.orgs.description'),
      ...notBeside('target-org', 'status', 'merge'),
    }),
    parallel: Flags.integer({
      min: 1,
      max: 50,
      default: 8,
      summary: messages.getMessage('flags.parallel.summary'),
    }),
    shard: Flags.string({
      summary: messages.getMessage('flags.shard.summary'),
      description: messages.getMessage('flags.shard.description'),
      ...onlyWith('orgs'),
    }),
    merge: Flags.directory({
      multiple: true,
      exists: true,
      summary: messages.getMessage('flags.merge.summary'),
      description: messages.getMessage('flags.merge.description'),
      ...notBeside('target-org', 'status', 'dry-run', 'state-dir'),
    }),
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
    if (flags.orgs) return this.fleet(flags, flags.orgs, options);
    if (flags.merge) return this.merge(flags, flags.merge, options);
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
    this.warnOf(report, asideSentences(report, options));
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
    const here = await runOrg(org, this.typedOrg);
    const { targets, isWhole, expiring, channels, run, heartbeat, stateDir } = await monitorRequest(flags, here);
    await this.tellOwnDefinitions(targets.flatMap(({ reference }) => reference ?? []));
    const [wait, { bin }] = [{ waitMs: flags.wait.milliseconds, signal: this.stopSignal }, this.config];
    this.spinner.start(messages.getMessage('stage.monitor'));
    const outcome = await watch({
      ...{
        targets,
        isWhole,
        expiring,
        channels,
        run,
        ...wait,
        ...here,
        aliasesOf,
        words,
        texts: findingTexts(),
        plugin: pluginVersion,
      },
      state: stateDir,
      dryRun: flags['dry-run'],
      connect: async () => connectionTo(org, flags['api-version']),
      commandFor: ({ reference, username, authentication, filling }) =>
        checkCommandLine({
          ...{ bin, integrations: [reference], users: [username], org: here.shortName, authentication, filling },
          config: flags.config,
        }),
      heartbeat,
      io: this.channelIo(),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return reportOfWatch(outcome, here.shortName, flags['dry-run']);
  }

  /** Looks at many orgs. @throws DefinitionMistake, Refusal */
  private async fleet(
    flags: MonitorFlags,
    names: readonly string[],
    options: WatchTextOptions,
  ): Promise<MonitorResult> {
    const [{ runRequest }, { fleetOf, notifyListsOf, orgTaskFor, sayFailure }, { watchFleet }] = await Promise.all([
      import('../../cli/monitorRequest.js'),
      import('../../cli/fleetRequest.js'),
      import('../../workflows/fleetWorkflow.js'),
    ]);
    const { expiring, channels, heartbeat, run, ...more } = await runRequest(flags);
    const fleet = await fleetOf(names, flags.shard, more);
    if (fleet.members.length > fewOrgs) keepHeapSteady();
    const patience = { waitMs: flags.wait.milliseconds, signal: this.stopSignal };
    const count = String(fleet.members.length);
    const told = new Set<string>();
    // A part may have no org.
    const stage = count === '0' ? 'stage.monitor' : count === '1' ? 'stage.fleet.one' : 'stage.fleet';
    this.spinner.start(messages.getMessage(stage, stage === 'stage.fleet' ? [count] : []));
    const report = await watchFleet({
      ...{ ...fleet, ...patience, expiring, channels, heartbeat, run, sayFailure, apiVersion: flags['api-version'] },
      taskFor: async (member) => {
        const task = await orgTaskFor(flags, member, more.atHand, this.config.bin);
        const fresh = task.targets.flatMap(({ reference }) => reference ?? []).filter((one) => !told.has(one));
        for (const one of fresh) told.add(one);
        await this.tellOwnDefinitions(fresh);
        return task;
      },
      ...{ aliasesOf, words, texts: findingTexts(), plugin: pluginVersion },
      notifyLists: more.atHand === null ? [] : notifyListsOf(more.atHand.project),
      ...{ parallel: flags.parallel, dryRun: flags['dry-run'], io: this.channelIo() },
      onDone: (done) => this.progressTo(messages.getMessage('stage.fleet.done', [String(done), count])),
      onSend: () => this.progressTo(messages.getMessage('stage.send')),
    });
    this.spinner.stop();
    return this.tellFleet(flags, report, options);
  }

  /** One report of several shards. @throws Refusal */
  private async merge(
    flags: MonitorFlags,
    folders: readonly string[],
    options: WatchTextOptions,
  ): Promise<MonitorResult> {
    const [{ mergeFleets }, { sayFailure }] = await Promise.all([
      import('../../workflows/mergeFleets.js'),
      import('../../cli/fleetRequest.js'),
    ]);
    return this.tellFleet(flags, await mergeFleets(folders, this.stopSignal, sayFailure), options);
  }

  private async tellFleet(flags: MonitorFlags, report: FleetReport, options: WatchTextOptions): Promise<MonitorResult> {
    const [{ fleetText }, { asideSentences }, { fleetJson }] = await Promise.all([
      import('../../report/monitor/fleetText.js'),
      import('../../report/monitor/watchText.js'),
      import('../../report/monitor/fleetReport.js'),
    ]);
    process.exitCode = report.exitCode;
    this.warnOf(report, asideSentences(report, options));
    this.log(fleetText(report, options));
    await this.publishReports(flags['output-file'] ?? [], async (frame) =>
      (await import('../../report/document/fleetDocument.js')).fleetDocument(report, options, frame),
    );
    return fleetJson(report);
  }

  /** What is said beside the report; of the heartbeat only where no text says it. */
  private warnOf({ heartbeatFailed }: Pick<FleetReport, 'heartbeatFailed'>, aside: readonly string[]): void {
    const beat = heartbeatFailed === null || !this.jsonEnabled() ? [] : [words('heartbeat.failed', [heartbeatFailed])];
    for (const sentence of [...aside, ...beat]) this.warn(sentence);
  }

  /** What channels need of the world. Under --json stdout is for the result alone. */
  private channelIo(): WatchInput['io'] {
    return { env: process.env, print: (text) => (this.jsonEnabled() ? this.warn(text) : this.log(text)) };
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
    const { bin } = this.config;
    this.log(
      keptText(report, options, ({ org }, { reference, user, authentication, filling }) =>
        // What a definition was filled in with is kept as a key, from which the words cannot be told.
        filling !== undefined
          ? null
          : checkCommandLine({
              ...{ bin, integrations: [reference], users: [user.username], org: org.username, authentication },
              config: flags.config,
            }),
      ),
    );
    await this.publishReports(flags['output-file'] ?? [], async (frame) =>
      (await import('../../report/document/keptDocument.js')).keptDocument(report, options, frame),
    );
    return keptJson(report);
  }
}
