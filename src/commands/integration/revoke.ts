import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  configFlag,
  dryRunFlag,
  noPromptFlag,
  orgFlags,
  phaseFlag,
  setFlag,
  writingWaitFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { findingTexts, textOptions } from '../../cli/presentation.js';
import { namingWords, revokeRequest } from '../../cli/revokeRequest.js';
import type { RevokeRequest } from '../../cli/revokeRequest.js';
import { runOrg } from '../../cli/runOrg.js';
import { usageOf } from '../../cli/usage.js';
import { authentications } from '../../kinds/requirement.js';
import { connectionTo } from '../../org/connecting.js';
import { revokeJson } from '../../report/revoke/revokeJson.js';
import { revokeReport } from '../../report/revoke/revokeReport.js';
import { orgInQuestion } from '../../report/orgText.js';
import type { RevokeReport } from '../../report/revoke/revokeReport.js';
import type { RevokeResult } from '../../report/revoke/revokeResult.js';
import { historyStaysText, revokePlanText, revokeRunText } from '../../report/revoke/revokeRunText.js';
import { revokeExitCode } from '../../revoke/revokeExitCode.js';
import { takesNothingBack } from '../../revoke/revokePlan.js';
import type { PlannedRevoke } from '../../workflows/planRevokeWorkflow.js';
import type { Revoked } from '../../workflows/revokeWorkflow.js';
import { lackingText } from '../../platform/writePermissions.js';
import { originJson } from '../../cli/originText.js';
import { isGiven, originsOf } from '../../cli/settingsUsed.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.revoke');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');
const grantMessages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

/** Sentences of revoke; the names of accesses are those of check, the advice about a refusal is that of grant. */
const words = (key: string, tokens: string[] = []): string => {
  const others = key.startsWith('report.') ? checkMessages : key.startsWith('advice.') ? grantMessages : messages;
  return others.getMessage(key, tokens);
};

type RevokeFlags = Interfaces.InferredFlags<typeof IntegrationRevoke.flags>;

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
      delimiter: ',',
      summary: messages.getMessage('flags.user.summary'),
      description: messages.getMessage('flags.user.description'),
    }),
    set: setFlag,
    phase: phaseFlag({
      exclusive: ['receipt', 'delete'],
      summary: messages.getMessage('flags.phase.summary'),
      description: messages.getMessage('flags.phase.description'),
    }),
    receipt: Flags.file({ summary: messages.getMessage('flags.receipt.summary'), exclusive: ['set'] }),
    delete: Flags.boolean({
      summary: messages.getMessage('flags.delete.summary'),
      description: messages.getMessage('flags.delete.description'),
    }),
    'permission-set': Flags.string({
      summary: messages.getMessage('flags.permission-set.summary'),
      exclusive: ['receipt'],
    }),
    config: configFlag,
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationRevoke.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<RevokeResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationRevoke));
    const choosing = this.choosing(flags['no-prompt'] === true, {
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      waitMs: flags.wait.milliseconds,
      withAll: false,
    });
    const request = await revokeRequest(flags, await runOrg(flags['target-org'], this.typedOrg), choosing);
    const planned = await this.plan(flags, request);
    const definition = { reference: request.integration, id: planned.needs.requirements.integration };
    const origins = await originsOf({
      given: flags,
      isOrgGiven: isGiven(metadata, 'target-org'),
      definition,
      project: request.project,
      takesSettings: request.receipt === null,
    });
    this.tellOrigins(origins);
    const [texts, options] = [
      findingTexts(),
      { ...textOptions(words, this.config.bin), runnerLacks: planned.runnerLacks },
    ];
    const report = (end: Revoked | null): RevokeReport =>
      revokeReport(planned, end, flags['dry-run'] === true, planned.client.cost().apiCalls, texts);
    this.log(revokePlanText(report(null), options));
    const revoked = await this.carryOut(planned, flags);
    const text = revokeRunText(report(revoked), revoked, namingWords(flags, request), texts, options);
    if (text !== '') this.log(text);
    if (request.holdsHistory) this.log(historyStaysText(flags.receipt ?? '', planned, options));
    process.exitCode = revokeExitCode(planned.plan, revoked);
    return { ...revokeJson(report(revoked)), ...originJson(origins) };
  }

  /** Reads the org and plans the way back. @throws DefinitionMistake, OrgFailure, Refusal, SfError */
  private async plan(flags: RevokeFlags, request: RevokeRequest): Promise<PlannedRevoke> {
    const { planRevokeWorkflow } = await import('../../workflows/planRevokeWorkflow.js');
    this.spinner.start(messages.getMessage('stage.revoke'));
    const planned = await planRevokeWorkflow({
      ...request,
      authentication: authentications[0],
      deleteSet: flags.delete === true,
      ...(flags['permission-set'] === undefined ? {} : { permissionSet: flags['permission-set'] }),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    });
    this.spinner.stop();
    return planned;
  }

  /** Carries the plan out; null where it is only looked at or there is nothing to take. @throws OrgFailure */
  private async carryOut(planned: PlannedRevoke, flags: RevokeFlags): Promise<Revoked | null> {
    const { plan, snapshot, runnerLacks } = planned;
    if (flags['dry-run'] || takesNothingBack(plan)) {
      if (runnerLacks.length > 0)
        this.warn(messages.getMessage('warning.runnerLacks', [snapshot.org.username, lackingText(runnerLacks)]));
      return null;
    }
    const { refuseLackingRunner } = await import('../../workflows/runnerLacks.js');
    refuseLackingRunner(planned);
    const question = (): string => messages.getMessage('prompt.apply', [orgInQuestion(snapshot.org)]);
    await this.consent(flags['no-prompt'] === true, snapshot.org, question);
    const { revokeWorkflow } = await import('../../workflows/revokeWorkflow.js');
    this.spinner.start(messages.getMessage('stage.unassign'));
    const revoked = await revokeWorkflow(
      planned,
      () => this.stopSignal.aborted,
      (step) => this.progressTo(messages.getMessage(`stage.${step}`)),
    );
    this.spinner.stop();
    return revoked;
  }
}
