import { Messages, StateAggregator } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { entryId } from '../../access/entry.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { usageOf } from '../../cli/usage.js';
import { dryRunFlag, noPromptFlag, orgFlags, writingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { authentications } from '../../kinds/requirement.js';
import { dryRunExitCode, exitCodes, runExitCode } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import { OrgFailure } from '../../org/failure.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { checkJson } from '../../report/check/checkJson.js';
import { checkReport } from '../../report/check/checkReport.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { outcomeJson } from '../../report/grant/grantJson.js';
import type { RevokeResult } from '../../report/revoke/revokeResult.js';
import { becomesUnmet, revokeText } from '../../report/revoke/revokeText.js';
import { hang } from '../../report/layout.js';
import { visible } from '../../report/visible.js';
import { outcomeText } from '../../report/grant/grantText.js';
import type { PlannedRevoke, Revoked, RevokeInput } from '../../workflows/revokeWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.revoke');

const words = (key: string, tokens: string[] = []): string =>
  messages.getMessage(key.startsWith('advice.') ? 'advice.OTHER' : key, tokens);

export default class IntegrationRevoke extends IntegrationCommand<RevokeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('revoke', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    user: Flags.string({ char: 'u', multiple: true, summary: messages.getMessage('flags.user.summary') }),
    receipt: Flags.file({ summary: messages.getMessage('flags.receipt.summary'), exclusive: ['permission-set'] }),
    delete: Flags.boolean({ summary: messages.getMessage('flags.delete.summary') }),
    'permission-set': Flags.string({ summary: messages.getMessage('flags.permission-set.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationRevoke.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<RevokeResult> {
    const { flags } = await this.connecting(this.parse(IntegrationRevoke));
    const { planRevoke, nothingToRevoke, revokeWorkflow } = await import('../../workflows/revokeWorkflow.js');
    const { readReceipt } = await import('../../files/receiptFile.js');
    const receipt = flags.receipt === undefined ? null : await readReceipt(flags.receipt);
    const configured = await readConfigured();
    const integration = flags.integration ?? receipt?.reference ?? configured.integration;
    const named = flags.user ?? (receipt || configured.user === undefined ? [] : [configured.user]);
    const { aliases } = await StateAggregator.getInstance();
    const users = named.map((user) => aliases.resolveUsername(user));
    // Without a receipt somebody has to be named: taking permissions from whoever is logged in is nobody's intention.
    if (integration === undefined || (receipt === null && users.length === 0))
      throw messages.createError('error.NothingNamed');
    const input: RevokeInput = {
      integration,
      users,
      receipt,
      authentication: authentications[0],
      deleteSet: flags.delete === true,
      ...(flags['permission-set'] === undefined ? {} : { permissionSet: flags['permission-set'] }),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    };
    this.spinner.start(messages.getMessage('stage.revoke'));
    const planned = await planRevoke(input);
    this.spinner.stop();
    const options: TextOptions = {
      width: terminalWidth(),
      verbose: false,
      paint,
      words,
      suggestGrant: false,
      commandLine,
      command: '',
    };
    this.log(revokeText(planned.plan, planned.snapshot.org, options));
    if (flags['dry-run']) {
      const { snapshot, runnerLacks } = planned;
      if (runnerLacks.length > 0)
        this.warn(messages.getMessage('warning.runnerLacks', [snapshot.org.username, runnerLacks.join(', ')]));
      this.log(messages.getMessage('info.dryRun'));
      process.exitCode = dryRunExitCode(!nothingToRevoke(planned.plan), exitCodes.done);
      return this.result(planned, true, { outcomes: [], interrupted: false, after: null });
    }
    if (nothingToRevoke(planned.plan))
      return this.result(planned, false, { outcomes: [], interrupted: false, after: null });
    await this.mayWrite(planned, flags['no-prompt'] === true);
    this.spinner.start(messages.getMessage('stage.unassign'));
    const revoked = await revokeWorkflow(
      planned,
      () => this.stopSignal.aborted,
      (step) => this.progressTo(messages.getMessage(`stage.${step}`)),
    );
    this.spinner.stop();
    this.log(`\n${outcomeText(revoked.outcomes, options)}`);
    const result = this.result(planned, false, revoked);
    if (revoked.interrupted) this.log(messages.getMessage('info.interrupted'));
    else {
      const lost = result.becomesUnmet.join(', ');
      const sentence = words(lost === '' ? 'unmet.none' : 'unmet.title', lost === '' ? [] : [lost]);
      this.log(hang('', visible(sentence), options.width).join('\n'));
    }
    process.exitCode = runExitCode(revoked.interrupted, revoked.outcomes, null);
    return result;
  }

  /** @throws OrgFailure where the runner lacks a permission that this needs, or nobody consents */
  private async mayWrite({ snapshot, runnerLacks }: PlannedRevoke, noPrompt: boolean): Promise<void> {
    if (runnerLacks.length > 0) throw new OrgFailure('RUNNER_LACKS', [snapshot.org.username, runnerLacks.join(', ')]);
    await this.consent(noPrompt, () => messages.getMessage('prompt.apply', [snapshot.org.instanceUrl]));
  }

  private result(
    { plan, snapshot, input, before, client }: PlannedRevoke,
    dryRun: boolean,
    { outcomes, after }: Revoked,
  ): RevokeResult {
    const report =
      after && checkReport(after.snapshot, after.evaluations, client.cost().apiCalls, 'required', findingTexts());
    return {
      schemaVersion: 1,
      org: { ...snapshot.org },
      integration: input.integration,
      dryRun,
      plan: {
        permissionSet: { name: plan.name, exists: plan.set !== null },
        unassign: plan.unassign.map(({ user, detail }) => ({ username: user, what: detail })),
        licenses: plan.licenses.map(({ user, detail }) => ({ username: user, what: detail })),
        entries: (plan.entries ?? []).map(({ entry }) => entryId(entry)),
        deletesPermissionSet: plan.deletes,
      },
      outcomes: outcomes.map(outcomeJson),
      becomesUnmet: after ? becomesUnmet(before, after.evaluations) : [],
      after: report ? checkJson(report).checks : null,
    };
  }
}
