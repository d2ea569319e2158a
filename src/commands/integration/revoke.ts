import { Messages, StateAggregator } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { dryRunFlag, noPromptFlag, orgFlags, writingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { usageOf } from '../../cli/usage.js';
import { dryRunExitCode, exitCodes, runExitCode } from '../../exitCode.js';
import { authentications } from '../../kinds/requirement.js';
import { connectionTo } from '../../org/connecting.js';
import { OrgFailure } from '../../org/failure.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { outcomeText } from '../../report/grant/outcomeText.js';
import { revokeJson } from '../../report/revoke/revokeJson.js';
import { revokeReport } from '../../report/revoke/revokeReport.js';
import type { RevokeReport } from '../../report/revoke/revokeReport.js';
import type { RevokeResult } from '../../report/revoke/revokeResult.js';
import { lostText, revokeText } from '../../report/revoke/revokeText.js';
import { keepsSomething, takesNothingBack } from '../../revoke/revokePlan.js';
import type { PlannedRevoke, Revoked, RevokeInput } from '../../workflows/revokeWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.revoke');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');
const grantMessages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

/** Sentences of revoke; the names of accesses are those of check, the advice about a refusal is that of grant. */
const words = (key: string, tokens: string[] = []): string => {
  const others = key.startsWith('report.') ? checkMessages : key.startsWith('advice.') ? grantMessages : messages;
  return others.getMessage(key, tokens);
};

type GivenFlags = {
  readonly integration?: string | undefined;
  readonly user?: string[] | undefined;
  readonly receipt?: string | undefined;
};

export default class IntegrationRevoke extends IntegrationCommand<RevokeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('revoke', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    user: Flags.string({
      char: 'u',
      multiple: true,
      summary: messages.getMessage('flags.user.summary'),
      description: messages.getMessage('flags.user.description'),
    }),
    receipt: Flags.file({ summary: messages.getMessage('flags.receipt.summary') }),
    delete: Flags.boolean({
      summary: messages.getMessage('flags.delete.summary'),
      description: messages.getMessage('flags.delete.description'),
    }),
    'permission-set': Flags.string({
      summary: messages.getMessage('flags.permission-set.summary'),
      exclusive: ['receipt'],
    }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationRevoke.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  private readonly options: TextOptions = {
    width: terminalWidth(),
    verbose: false,
    paint,
    words,
    suggestGrant: false,
    commandLine,
    command: '',
  };

  public async run(): Promise<RevokeResult> {
    const { flags } = await this.connecting(this.parse(IntegrationRevoke));
    const { planRevokeWorkflow, revokeWorkflow } = await import('../../workflows/revokeWorkflow.js');
    const input: RevokeInput = {
      ...(await this.named(flags)),
      authentication: authentications[0],
      deleteSet: flags.delete === true,
      ...(flags['permission-set'] === undefined ? {} : { permissionSet: flags['permission-set'] }),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    };
    this.spinner.start(messages.getMessage('stage.revoke'));
    const planned = await planRevokeWorkflow(input);
    this.spinner.stop();
    const dryRun = flags['dry-run'] === true;
    const report = revokeReport(planned, null, dryRun, planned.client.cost().apiCalls, findingTexts());
    this.log(revokeText(report, this.options));
    if (dryRun || takesNothingBack(planned.plan)) return this.unwritten(planned, report);
    this.log(`\n${lostText(report, false, this.options)}`);
    await this.mayWrite(planned, flags['no-prompt'] === true);
    this.spinner.start(messages.getMessage('stage.unassign'));
    const revoked = await revokeWorkflow(
      planned,
      () => this.stopSignal.aborted,
      (step) => this.progressTo(messages.getMessage(`stage.${step}`)),
    );
    this.spinner.stop();
    return this.written(planned, revoked);
  }

  /**
   * The receipt, and which definition and users are named, by flag or by config variable.
   * @throws FileMistake, and where something is missing
   */
  private async named(flags: GivenFlags): Promise<Pick<RevokeInput, 'integration' | 'users' | 'receipt'>> {
    const { readReceipt } = await import('../../files/receiptFile.js');
    const { aliases } = await StateAggregator.getInstance();
    const usernames = (names: readonly string[]): string[] => names.map((name) => aliases.resolveUsername(name));
    if (flags.receipt !== undefined) {
      const receipt = await readReceipt(flags.receipt);
      return { receipt, integration: flags.integration ?? null, users: usernames(flags.user ?? []) };
    }
    const configured = await readConfigured();
    const integration = flags.integration ?? configured.integration;
    if (integration === undefined) throw messages.createError('error.NothingNamed');
    // Somebody has to be named: taking permissions from whoever is logged in is nobody's intention.
    const users = flags.user ?? (configured.user === undefined ? [] : [configured.user]);
    if (users.length === 0) throw messages.createError('error.NoUser');
    return { receipt: null, integration, users: usernames(users) };
  }

  /** The end of a dry run, and of a run that has nothing to take. */
  private unwritten({ plan, snapshot, runnerLacks }: PlannedRevoke, report: RevokeReport): RevokeResult {
    const nothing = takesNothingBack(plan);
    if (!nothing) this.log(`\n${lostText(report, false, this.options)}`);
    if (runnerLacks.length > 0)
      this.warn(messages.getMessage('warning.runnerLacks', [snapshot.org.username, runnerLacks.join(', ')]));
    if (report.dryRun) this.log(messages.getMessage('info.dryRun'));
    process.exitCode = dryRunExitCode(!nothing || keepsSomething(plan), exitCodes.done);
    return revokeJson(report);
  }

  /** @throws OrgFailure where the runner lacks a permission that this needs, or nobody consents */
  private async mayWrite({ snapshot, runnerLacks }: PlannedRevoke, noPrompt: boolean): Promise<void> {
    if (runnerLacks.length > 0) throw new OrgFailure('RUNNER_LACKS', [snapshot.org.username, runnerLacks.join(', ')]);
    await this.consent(noPrompt, () => messages.getMessage('prompt.apply', [snapshot.org.instanceUrl]));
  }

  /** The end of a run that has written. */
  private written(planned: PlannedRevoke, revoked: Revoked): RevokeResult {
    const { outcomes, interrupted, after } = revoked;
    const report = revokeReport(planned, revoked, false, planned.client.cost().apiCalls, findingTexts());
    this.log(`\n${outcomeText(outcomes, this.options)}`);
    if (interrupted) this.log(messages.getMessage('info.interrupted'));
    else if (after) this.log(`\n${lostText(report, true, this.options)}`);
    const state = keepsSomething(planned.plan) ? exitCodes.missing : exitCodes.done;
    process.exitCode = runExitCode(interrupted, outcomes, state);
    return revokeJson(report);
  }
}
