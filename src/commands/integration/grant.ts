import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { checkCommandLine } from '../../cli/checkCommandLine.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
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
import { grantRequest } from '../../cli/grantRequest.js';
import type { GrantRequest } from '../../cli/grantRequest.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { findingTexts, textOptions } from '../../cli/presentation.js';
import { typedAnswer } from '../../cli/typedAnswer.js';
import { usageOf } from '../../cli/usage.js';
import { checkExitCode, dryRunExitCode, projectExitCode, runExitCode, worstExitCode } from '../../exitCode.js';
import type { StateExitCode } from '../../exitCode.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { isEmpty } from '../../grant/grantPlan.js';
import { notAllowed, orgWideReceived } from '../../grant/orgWide.js';
import { includes, savedPlan } from '../../grant/savedPlan.js';
import type { SavedPlan } from '../../grant/savedPlan.js';
import type { Receipt } from '../../grant/receipt.js';
import { undoOf } from '../../grant/undo.js';
import { connectionTo } from '../../org/connecting.js';
import { OrgFailure } from '../../org/failure.js';
import { Refusal } from '../../refusal.js';
import { checkReport } from '../../report/check/checkReport.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { checkText } from '../../report/check/checkText.js';
import { grantJson } from '../../report/grant/grantJson.js';
import type { GrantResult } from '../../report/grant/grantResult.js';
import { applyText } from '../../report/grant/applyText.js';
import { outcomeText } from '../../report/grant/outcomeText.js';
import { planReport } from '../../report/grant/planReport.js';
import type { PlanReport } from '../../report/grant/planReport.js';
import { planText } from '../../report/grant/planText.js';
import { undoText } from '../../report/grant/undoText.js';
import { hang } from '../../report/layout.js';
import { permissionLabel } from '../../report/needName.js';
import type { Planned } from '../../workflows/grantWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of grant, and where it has none those of check, whose report it ends with. */
const words = (key: string, tokens: string[] = []): string =>
  key.startsWith('report.') ? checkMessages.getMessage(key, tokens) : messages.getMessage(key, tokens);

/** What a check would exit with now. */
const stateCode = ({ before }: Planned): StateExitCode =>
  worstExitCode(before.map(({ findings }) => checkExitCode(findings, 'required')));

/** A plan, how it was asked for, and how it is told. */
type Shown = {
  readonly planned: Planned;
  readonly request: GrantRequest;
  readonly report: PlanReport;
  readonly options: TextOptions;
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
      options: includes,
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.include.summary'),
    })(),
    minimum: Flags.boolean({ summary: messages.getMessage('flags.minimum.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    allow: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.allow.summary'),
      description: messages.getMessage('flags.allow.description'),
    }),
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
    const files = await import('../../cli/grantPlanFile.js');
    // A mistake in a file needs no org.
    const reviewed = flags.plan === undefined ? null : await files.readPlan(flags.plan);
    const isAnswering = this.hasPerson(flags['no-prompt'] === true);
    const request = await grantRequest(flags, reviewed, isAnswering ? this.userTyped : undefined);
    const shown = await this.plan(request, {
      waitMs: flags.wait.milliseconds,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
    });
    const { planned, report } = shown;
    const now = savedPlan(planned.plan, planned.snapshot, request);
    if (flags['save-plan'] !== undefined) {
      await files.savePlan(flags['save-plan'], now);
      this.log(messages.getMessage('info.planSaved', [flags['save-plan']]));
    }
    if (reviewed) files.holdAgainst(reviewed, now, report.vocabulary, words);
    if (flags['dry-run']) return this.dryRun(shown, flags['save-plan']);
    if (flags['output-dir'] !== undefined) return this.intoProject(shown, flags['output-dir']);
    if (isEmpty(planned.plan)) return this.carryOut(shown, undefined);
    await this.mayWrite(shown, { noPrompt: flags['no-prompt'] === true, allow: flags.allow ?? [], reviewed });
    return this.carryOut(shown, flags['save-receipt']);
  }

  private readonly userTyped = (): Promise<string> => typedAnswer(messages.getMessage('prompt.user'), this.stopSignal);

  /** Reads the org, plans, and shows the plan. @throws DefinitionMistake, OrgFailure */
  private async plan(
    request: GrantRequest,
    reaching: {
      waitMs: number;
      connect: () => ReturnType<typeof connectionTo> | Promise<ReturnType<typeof connectionTo>>;
    },
  ): Promise<Shown> {
    const { planWorkflow } = await import('../../workflows/grantWorkflow.js');
    this.spinner.start(messages.getMessage('stage.grant'));
    const planned = await planWorkflow({
      ...request,
      waitMs: reaching.waitMs,
      connect: async () => reaching.connect(),
      signal: this.stopSignal,
      onWrite: this.onWrite,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    const { plan, before, snapshot } = planned;
    const report = planReport(plan, before, snapshot, findingTexts());
    const command = checkCommandLine({
      bin: this.config.bin,
      integrations: [request.reference],
      users: snapshot.users.map(({ username }) => username),
      org: snapshot.org.username,
      authentication: request.authentication,
    });
    const options: TextOptions = { ...textOptions(words), suggestGrant: false, command };
    this.log(planText(report, options));
    return { planned, request, report, options };
  }

  /** @throws OrgFailure where the runner lacks a permission that the plan needs, or nobody consents */
  private async mayWrite(
    { planned: { plan, snapshot, runnerLacks }, report }: Shown,
    { noPrompt, allow, reviewed }: { noPrompt: boolean; allow: readonly string[]; reviewed: SavedPlan | null },
  ): Promise<void> {
    if (runnerLacks.length > 0) throw new OrgFailure('RUNNER_LACKS', [snapshot.org.username, runnerLacks.join(', ')]);
    const org = `${snapshot.org.username} (${snapshot.org.instanceUrl})`;
    const orgWide = orgWideReceived(plan);
    const names = notAllowed(orgWide, allow);
    // A reviewed plan names what everybody receives.
    if (noPrompt && !reviewed && names.length > 0) {
      const labels = names.map((name) => permissionLabel(name, report.vocabulary));
      const all = orgWide.map(({ name }) => name).join(',');
      throw new Refusal('failure', 'ORG_WIDE_NOT_ALLOWED', [labels], [all]);
    }
    await this.consent(noPrompt, () =>
      orgWide.length > 0
        ? messages.getMessage('prompt.applyControl', [
            orgWide.map(({ name }) => permissionLabel(name, report.vocabulary)).join(', '),
            org,
          ])
        : messages.getMessage('prompt.apply', [org]),
    );
  }

  /** Has the org validate the plan where it can, and changes nothing. */
  private async dryRun({ planned, request, options }: Shown, savedAs: string | undefined): Promise<GrantResult> {
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
    if (!isEmpty(plan)) {
      const users = snapshot.users.map(({ username }) => username);
      const { username: org } = snapshot.org;
      this.log(applyText({ program: this.config.bin, org, origin: request, users, savedAs }, options));
    }
    process.exitCode = dryRunExitCode(!isEmpty(plan) || plan.manual.length > 0, stateCode(planned));
    return this.result(planned, true, outcomes, null);
  }

  /** Writes the permission set into a DX project; the org stays as it is. */
  private async intoProject({ planned, report, options }: Shown, directory: string): Promise<GrantResult> {
    const { grantIntoProject } = await import('../../workflows/grantIntoProject.js');
    const outcome = await grantIntoProject(planned, directory);
    this.log(`\n${outcomeText([outcome], options)}`);
    this.log(hang('', messages.getMessage('info.deploy', [planned.plan.permissionSet.name]), options.width).join('\n'));
    process.exitCode = projectExitCode(planned.plan.manual.length > 0, report.unclear.length > 0);
    return this.result(planned, false, [outcome], null);
  }

  /** Carries the plan out and reports how each step ended and what the user has now. */
  private async carryOut(shown: Shown, receipt: string | undefined): Promise<GrantResult> {
    const { planned, options } = shown;
    const { grantWorkflow } = await import('../../workflows/grantWorkflow.js');
    const { createReceiptFile } = await import('../../files/receiptFile.js');
    const journal = receipt === undefined ? async () => undefined : await createReceiptFile(receipt);
    if (!isEmpty(planned.plan)) this.spinner.start(messages.getMessage('stage.permissionSet'));
    const {
      outcomes,
      after,
      interrupted,
      receipt: written,
    } = await grantWorkflow(planned, {
      journal,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    const report =
      after &&
      checkReport(after.snapshot, after.evaluations, planned.client.cost().apiCalls, 'required', findingTexts());
    if (outcomes.length > 0) this.log(`\n${outcomeText(outcomes, options)}\n`);
    if (report) this.log(checkText(report, options));
    if (interrupted) this.log(messages.getMessage('info.interrupted'));
    this.tellUndo(shown, written, receipt);
    process.exitCode = runExitCode(interrupted, outcomes, report?.exitCode ?? null);
    return this.result(planned, false, outcomes, report);
  }

  /** How to take back what was written, if anything was. */
  private tellUndo({ planned: { plan, snapshot }, request, options }: Shown, written: Receipt, receipt?: string): void {
    const undo = undoOf(written, receipt !== undefined, plan.permissionSet.existing?.owned !== false);
    if (undo === null) return;
    const words = {
      program: this.config.bin,
      org: snapshot.org.username,
      reference: request.reference,
      receipt,
      permissionSet: request.permissionSet ?? undefined,
    };
    this.log(`\n${undoText(undo, words, options)}`);
  }

  private result(
    { plan, snapshot }: Planned,
    dryRun: boolean,
    outcomes: readonly Outcome[],
    report: ReturnType<typeof checkReport> | null,
  ): GrantResult {
    return grantJson(snapshot, plan, dryRun, outcomes, report, findingTexts());
  }
}
