import { Messages, StateAggregator } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { usageOf } from '../../cli/usage.js';
import {
  authenticationFlag,
  dryRunFlag,
  integrationFlag,
  noPromptFlag,
  notBeside,
  orgFlags,
  usersFlag,
  writingWaitFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { checkExitCode, dryRunExitCode, projectExitCode, runExitCode, worstExitCode } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { isEmpty } from '../../grant/grantPlan.js';
import { undoOf } from '../../grant/undo.js';
import { connectionTo } from '../../org/connecting.js';
import { OrgFailure } from '../../org/failure.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { checkReport, withWords } from '../../report/check/checkReport.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { checkText } from '../../report/check/checkText.js';
import { grantJson, planJson } from '../../report/grant/grantJson.js';
import type { GrantResult } from '../../report/grant/grantResult.js';
import { hang } from '../../report/layout.js';
import { broadPermissions, outcomeText, planText } from '../../report/grant/grantText.js';
import { undoText } from '../../report/grant/undoText.js';
import type { Granted, GrantInput, Planned, SavedPlan } from '../../workflows/grantWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of grant, and where it has none those of check, whose report it ends with. */
const words = (key: string, tokens: string[] = []): string =>
  key.startsWith('report.') ? checkMessages.getMessage(key, tokens) : messages.getMessage(key, tokens);

/** Required needs that could not be read or decided: no plan closes them, and nobody may take them for fine. */
const unclearIn = ({ before }: Planned): string[] => [
  ...new Set(
    before.flatMap(({ findings }) =>
      findings.flatMap(({ id, level, status }) => (level === 'required' && status === 'unknown' ? [id] : [])),
    ),
  ),
];

/** What a check would exit with now. */
const stateCode = ({ before }: Planned): StateExitCode =>
  worstExitCode(before.map(({ findings }) => checkExitCode(findings, 'required')));

const readReviewed = async (path: string): Promise<SavedPlan> => {
  const { readPlan } = await import('../../files/planFile.js');
  return readPlan(path);
};

export default class IntegrationGrant extends IntegrationCommand<GrantResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('grant', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: integrationFlag,
    user: usersFlag,
    authentication: authenticationFlag(),
    include: Flags.option({
      options: ['recommended', 'optional', 'degraded'] as const,
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.include.summary'),
    })(),
    minimum: Flags.boolean({ summary: messages.getMessage('flags.minimum.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    'permission-set': Flags.string({
      summary: messages.getMessage('flags.permission-set.summary'),
      description: messages.getMessage('flags.permission-set.description'),
    }),
    'save-receipt': Flags.file({
      summary: messages.getMessage('flags.save-receipt.summary'),
      ...notBeside('dry-run'),
    }),
    'output-dir': Flags.directory({
      char: 'd',
      summary: messages.getMessage('flags.output-dir.summary'),
      description: messages.getMessage('flags.output-dir.description'),
      ...notBeside('dry-run', 'save-receipt'),
    }),
    'save-plan': Flags.file({ summary: messages.getMessage('flags.save-plan.summary'), ...notBeside('plan') }),
    plan: Flags.file({
      summary: messages.getMessage('flags.plan.summary'),
      description: messages.getMessage('flags.plan.description'),
    }),
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationGrant.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<GrantResult> {
    const { flags } = await this.connecting(this.parse(IntegrationGrant));
    const configured = await readConfigured();
    const integration = flags.integration ?? configured.integration;
    if (integration === undefined) throw messages.createError('error.NoIntegration');
    const { aliases } = await StateAggregator.getInstance();
    const users = flags.user ?? (configured.user === undefined ? [] : [configured.user]);
    const { planWorkflow, grantWorkflow } = await import('../../workflows/grantWorkflow.js');
    const { createReceiptFile } = await import('../../files/receiptFile.js');
    this.spinner.start(messages.getMessage('stage.grant'));
    const input: GrantInput = {
      integration,
      users: users.map((user) => aliases.resolveUsername(user)),
      authentication: flags.authentication,
      scope: {
        recommended: flags.include?.includes('recommended') === true,
        optional: flags.include?.includes('optional') === true,
        degraded: flags.include?.includes('degraded') === true,
        minimum: flags.minimum === true,
      },
      ...(flags['permission-set'] === undefined ? {} : { permissionSet: flags['permission-set'] }),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    };
    // A mistake in a file needs no org.
    const reviewed = flags.plan === undefined ? undefined : await readReviewed(flags.plan);
    const planned = await planWorkflow(input);
    this.spinner.stop();
    const options: TextOptions = {
      width: terminalWidth(),
      verbose: false,
      paint,
      words,
      suggestGrant: false,
      commandLine,
      command: commandLine([
        this.config.bin,
        'integration',
        'check',
        '-i',
        integration,
        ...planned.snapshot.users.flatMap(({ username }) => ['-u', username]),
        '-o',
        planned.snapshot.org.username,
      ]),
    };
    const { plan, snapshot } = planned;
    const texts = findingTexts();
    const manual = plan.manual.map((finding) => withWords(finding, snapshot.schema, texts));
    const planResult = planJson(plan, snapshot.schema, texts);
    this.log(planText(plan, manual, unclearIn(planned), snapshot.org, snapshot.schema, options));
    await this.planFiles(planned, flags['save-plan'], reviewed);
    if (flags['dry-run']) return this.dryRun(planned, planResult, options);
    if (flags['output-dir'] !== undefined) return this.intoProject(planned, planResult, flags['output-dir'], options);
    if (!isEmpty(plan)) await this.mayWrite(planned, flags['no-prompt'] === true);
    const save =
      flags['save-receipt'] === undefined ? async () => undefined : await createReceiptFile(flags['save-receipt']);
    if (!isEmpty(plan)) this.spinner.start(messages.getMessage('stage.permissionSet'));
    const granted = await grantWorkflow(planned, {
      journal: save,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    const result = this.report(planned, granted, planResult, options);
    this.tellUndo(planned, granted, flags, options);
    return result;
  }

  /** Keeps the plan for a reviewer, or holds it against the reviewed one. @throws Refusal, OrgFailure */
  private async planFiles(planned: Planned, path: string | undefined, reviewed: SavedPlan | undefined): Promise<void> {
    if (path === undefined && reviewed === undefined) return;
    const { savedPlan, savePlan, changedSince } = await import('../../files/planFile.js');
    const { heldBefore } = await import('../../workflows/grantWorkflow.js');
    const now = savedPlan(planned.plan, planned.snapshot, await heldBefore(planned));
    if (path !== undefined) {
      await savePlan(path, now);
      this.log(messages.getMessage('info.planSaved', [path]));
    }
    if (reviewed === undefined) return;
    const changed = changedSince(reviewed, now);
    if (changed === 'org') throw new OrgFailure('PLAN_OF_ANOTHER_ORG', [reviewed.org.instanceUrl]);
    if (changed !== undefined) throw new OrgFailure('PLAN_CHANGED', [changed]);
  }

  /** @throws OrgFailure where the runner lacks a permission that the plan needs, or nobody consents */
  private async mayWrite({ plan, snapshot, runnerLacks }: Planned, noPrompt: boolean): Promise<void> {
    if (runnerLacks.length > 0) throw new OrgFailure('RUNNER_LACKS', [snapshot.org.username, runnerLacks.join(', ')]);
    const control = broadPermissions(plan, snapshot.schema);
    await this.consent(noPrompt, () =>
      control.length > 0
        ? messages.getMessage('prompt.applyControl', [control.join(', '), snapshot.org.instanceUrl])
        : messages.getMessage('prompt.apply', [snapshot.org.instanceUrl]),
    );
  }

  /** Shows the plan, has the org validate it where it can, and changes nothing. */
  private async dryRun(planned: Planned, result: GrantResult['plan'], options: TextOptions): Promise<GrantResult> {
    const { plan, snapshot, runnerLacks } = planned;
    if (runnerLacks.length > 0) {
      this.warn(messages.getMessage('warning.runnerLacks', [snapshot.org.username, runnerLacks.join(', ')]));
    }
    const outcomes: Outcome[] = [];
    if (plan.adds.length > 0) {
      this.spinner.start(messages.getMessage('stage.validation'));
      const { validatePlan } = await import('../../workflows/grantIntoProject.js');
      outcomes.push(await validatePlan(planned));
      this.spinner.stop();
      this.log(`\n${outcomeText(outcomes, options)}`);
    }
    this.log(messages.getMessage('info.dryRun'));
    process.exitCode = dryRunExitCode(!isEmpty(plan) || plan.manual.length > 0, stateCode(planned));
    return grantJson(snapshot.org, plan, result, true, outcomes, null);
  }

  /** Writes the permission set into a DX project; the org stays as it is. */
  private async intoProject(
    planned: Planned,
    result: GrantResult['plan'],
    directory: string,
    options: TextOptions,
  ): Promise<GrantResult> {
    const { grantIntoProject } = await import('../../workflows/grantIntoProject.js');
    const outcome = await grantIntoProject(planned, directory);
    this.log(`\n${outcomeText([outcome], options)}`);
    this.log(hang('', messages.getMessage('info.deploy', [planned.plan.permissionSet.name]), options.width).join('\n'));
    process.exitCode = projectExitCode(planned.plan.manual.length > 0, unclearIn(planned).length > 0);
    return grantJson(planned.snapshot.org, planned.plan, result, false, [outcome], null);
  }

  /** How to take back what was written, if anything was. */
  private tellUndo(
    { plan, snapshot, reference }: Planned,
    { receipt }: Granted,
    flags: { readonly 'save-receipt'?: string | undefined; readonly 'permission-set'?: string | undefined },
    options: TextOptions,
  ): void {
    const undo = undoOf(receipt, flags['save-receipt'] !== undefined, plan.permissionSet.existing?.owned !== false);
    if (undo === null) return;
    const program = this.config.bin;
    const { username: org } = snapshot.org;
    const [kept, permissionSet] = [flags['save-receipt'], flags['permission-set']];
    this.log(`\n${undoText(undo, { program, org, reference, receipt: kept, permissionSet }, options)}`);
  }

  private report(
    { plan, snapshot, client }: Planned,
    granted: Granted,
    planned: GrantResult['plan'],
    options: TextOptions,
  ): GrantResult {
    const { outcomes, after, interrupted } = granted;
    const report =
      after === null
        ? null
        : checkReport(after.snapshot, after.evaluations, client.cost().apiCalls, 'required', findingTexts());
    if (outcomes.length > 0) this.log(`\n${outcomeText(outcomes, options)}\n`);
    if (report) this.log(checkText(report, options));
    if (interrupted) this.log(messages.getMessage('info.interrupted'));
    process.exitCode = runExitCode(interrupted, outcomes, report?.exitCode ?? null);
    return grantJson(snapshot.org, plan, planned, false, outcomes, report);
  }
}
