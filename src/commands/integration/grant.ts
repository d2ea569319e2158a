import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { visible } from '../../report/visible.js';
import { checkCommandLine } from '../../cli/checkCommandLine.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  allowFlag,
  authenticationFlag,
  phaseFlag,
  setFlag,
  configFlag,
  dryRunFlag,
  integrationFlag,
  noPromptFlag,
  notBeside,
  orgFlags,
  outputFileFlag,
  usersFlag,
  writingWaitFlag,
} from '../../cli/flags.js';
import { grantQuestion, refuseNotAllowed } from '../../cli/grantQuestion.js';
import { grantRequest } from '../../cli/grantRequest.js';
import type { GrantRequest } from '../../cli/grantRequest.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { findingTexts, textOptions } from '../../cli/presentation.js';
import { wordsWithReport } from '../../cli/reportWords.js';
import { typedAnswer } from '../../cli/typedAnswer.js';
import { isOtherLoginInFile } from '../../cli/otherLogin.js';
import { rememberNamed } from '../../cli/runLine.js';
import { settleOne } from '../../cli/settleOne.js';
import { runOrg } from '../../cli/runOrg.js';
import type { Settled } from '../../cli/projectSettings.js';
import { fillingOfFlags } from '../../cli/filling.js';
import { usageOf } from '../../cli/usage.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { isEmpty } from '../../grant/grantPlan.js';
import { grantRunExitCode } from '../../grant/grantRun.js';
import type { GrantRun } from '../../grant/grantRun.js';
import type { Receipt } from '../../grant/receipt.js';
import { includes, reviewedNames, savedPlan } from '../../grant/savedPlan.js';
import type { SavedPlan } from '../../grant/savedPlan.js';
import { connectionTo } from '../../org/connecting.js';
import { checkReport, strictly } from '../../report/check/checkReport.js';
import type { CheckReport } from '../../report/check/checkReport.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import type { Texts } from '../../report/texts.js';
import { grantJson } from '../../report/grant/grantJson.js';
import type { GrantResult } from '../../report/grant/grantResult.js';
import { grantRunText } from '../../report/grant/grantRunText.js';
import { planReport } from '../../report/grant/planReport.js';
import type { PlanReport } from '../../report/grant/planReport.js';
import { planText } from '../../report/grant/planText.js';
import type { Planned } from '../../workflows/planGrantWorkflow.js';
import type { WaiversFiles } from '../../workflows/waiveFindings.js';
import { aliasesOf } from '../../cli/usernames.js';
import { lackingText } from '../../platform/writePermissions.js';
import { originJson } from '../../cli/originText.js';
import { isGiven, originsOf } from '../../cli/settingsUsed.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');
const words = wordsWithReport(messages);

type GrantFlags = Interfaces.InferredFlags<typeof IntegrationGrant.flags>;

/** A run of which nothing was carried out yet. */
const notYetRun = ({ plan, before, snapshot }: Planned): Omit<GrantRun, 'mode' | 'outcomes'> => ({
  plan,
  before,
  snapshot,
  interrupted: false,
  receipt: null,
  after: null,
});

/** What a grant is asked for. */
type AskedGrant = {
  readonly origin: GrantRequest;
  readonly reviewed: SavedPlan | null;
  /** The project file that says some of it. */
  readonly project: Settled['project'];
  /** The file of waivers that it names, and what stands in it; null where it names none. */
  readonly waivers: { readonly path: string | null; readonly waiversFiles: WaiversFiles };
  /** Whether a next command has to say the way of logging in. */
  readonly saysAuthentication: boolean;
};

/** A plan as it was shown. */
type Shown = {
  readonly texts: Texts;
  readonly report: PlanReport;
  readonly options: TextOptions;
  readonly toKeep: SavedPlan;
  /** Null where the plan is not kept. */
  readonly planHash: string | null;
  readonly command: Parameters<typeof grantRunText>[2];
};

type EndedGrant = { readonly run: GrantRun; readonly after: CheckReport | null; readonly json: GrantResult };

export default class IntegrationGrant extends IntegrationCommand<GrantResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('grant', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: integrationFlag,
    user: usersFlag,
    config: configFlag,
    authentication: authenticationFlag(),
    set: setFlag,
    phase: phaseFlag(),
    include: Flags.option({
      options: includes,
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.include.summary'),
    })(),
    minimum: Flags.boolean({ summary: messages.getMessage('flags.minimum.summary') }),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    allow: allowFlag,
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
    'output-file': outputFileFlag,
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationGrant.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<GrantResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationGrant));
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, flags);
    const asked = await this.askedOf(flags, metadata);
    const planned = await this.plan(asked, flags);
    const origins = await originsOf({
      given: flags,
      isOrgGiven: isGiven(metadata, 'target-org'),
      definition: { reference: asked.origin.reference, id: planned.plan.requirements.integration },
      project: asked.project,
      takesSettings: !asked.reviewed,
    });
    this.tellOrigins(origins);
    const shown = await this.showPlan(planned, asked, flags);
    await this.keepAndCompare(shown.toKeep, flags, asked.reviewed, shown.report);
    const jsonOf = (run: GrantRun, after: CheckReport | null): GrantResult => ({
      ...grantJson(run, after, shown.texts),
      ...originJson(origins),
    });
    const publish = (run: GrantRun, after: CheckReport | null): Promise<void> =>
      this.publishRun(shown, { run, after, json: jsonOf(run, after) }, files);
    const carrying = this.carryOut(planned, flags, asked.reviewed, shown.report);
    const run = await this.agreedOrReported(carrying, files, () =>
      publish({ ...notYetRun(planned), mode: 'notAgreed', outcomes: [] }, null),
    );
    const after = this.tellRun(run, planned, shown);
    process.exitCode = grantRunExitCode(run);
    await publish(run, after);
    return jsonOf(run, after);
  }

  /** What is to be granted: by the flags and the project file, or by a reviewed plan. @throws DefinitionMistake, OrgFailure, Refusal */
  private async askedOf(flags: GrantFlags, metadata: Parameters<typeof isGiven>[0]): Promise<AskedGrant> {
    const { readPlan } = await import('../../cli/grantPlanFile.js');
    // A mistake in a file needs no org.
    const reviewed = flags.plan === undefined ? null : await readPlan(flags.plan);
    // The default of the flag is no word against a reviewed plan.
    const authentication = isGiven(metadata, 'authentication') ? flags.authentication : undefined;
    const filling = fillingOfFlags(flags);
    const noPrompt = flags['no-prompt'] === true;
    const settled = reviewed
      ? null
      : await settleOne(
          { ...filling, integration: flags.integration, users: flags.user, authentication },
          flags.config,
          await runOrg(flags['target-org'], this.typedOrg),
          this.choosing(noPrompt, {
            connect: async () => connectionTo(flags['target-org'], flags['api-version']),
            waitMs: flags.wait.milliseconds,
            withAll: false,
          }),
        );
    const prompt = this.hasPerson(noPrompt) ? this.userTyped : undefined;
    const origin = await grantRequest({ ...flags, ...filling, authentication }, reviewed, settled, prompt);
    // The commands that sentences name cannot take it from the plan.
    if (reviewed) rememberNamed({ integrations: [origin.reference], users: origin.users, filling: origin });
    // What was given, or stands in a reviewed plan, may be another login than that of the project file, which the next command reads.
    const mayDiffer = authentication !== undefined || reviewed !== null;
    const saysAuthentication =
      mayDiffer && (await isOtherLoginInFile([origin], flags.config, await runOrg(flags['target-org'], this.typedOrg)));
    const path = settled?.waivers ?? null;
    const { readWaiversFiles } = await import('../../workflows/waiveFindings.js');
    const waivers = { path, waiversFiles: await readWaiversFiles([{ waivers: path }], false) };
    return { reviewed, origin, project: settled?.project ?? null, waivers, saysAuthentication };
  }

  /** Prints the plan. @returns what the end of the run is told with */
  private async showPlan(
    planned: Planned,
    { origin, saysAuthentication, project }: AskedGrant,
    flags: GrantFlags,
  ): Promise<Shown> {
    const { plan, before, snapshot, waived } = planned;
    const texts = findingTexts();
    const report = planReport(plan, before, snapshot, texts, waived);
    const options = {
      ...this.textOptionsFor(planned, origin, saysAuthentication),
      verbose: flags.verbose === true,
      runnerLacks: planned.runnerLacks,
      namedWaivers: project?.settings.find(({ key }) => key === 'waivers')?.value,
    };
    this.log(planText(report, options));
    const toKeep = savedPlan(plan, snapshot, origin);
    const { 'save-plan': savedAs, 'save-receipt': receiptFile } = flags;
    const { planHash } = await import('../../cli/grantPlanFile.js');
    return {
      ...{ texts, report, options, toKeep },
      planHash: savedAs === undefined ? null : planHash(toKeep),
      // What was reviewed is applied as it was reviewed.
      command: { program: this.config.bin, origin, savedAs: savedAs ?? flags.plan, receiptFile },
    };
  }

  /** Prints what came of the plan. @returns the check with which the run ended, null where there was none */
  private tellRun(run: GrantRun, { client }: Planned, { texts, report, options, command }: Shown): CheckReport | null {
    const after =
      run.after && checkReport(run.after.snapshot, strictly(run.after.evaluations), client.cost().apiCalls, texts);
    this.log(grantRunText(run, { after, vocabulary: report.vocabulary }, command, options));
    return after;
  }

  private publishRun(shown: Shown, ended: EndedGrant, files: readonly string[]): Promise<void> {
    const { report, options, command, planHash } = shown;
    const exitCode = grantRunExitCode(ended.run);
    return this.publishReports(files, async (frame) => {
      const { grantDocument } = await import('../../report/document/grantDocument.js');
      return grantDocument({ ...ended, report, command, planHash, exitCode }, options, frame);
    });
  }

  private readonly userTyped = (): Promise<string> => typedAnswer(messages.getMessage('prompt.user'), this.stopSignal);

  /** Reads the org and plans. @throws DefinitionMistake, OrgFailure */
  private async plan({ origin: request, reviewed, waivers }: AskedGrant, flags: GrantFlags): Promise<Planned> {
    const { planWorkflow } = await import('../../workflows/planGrantWorkflow.js');
    const { withWaived } = await import('../../workflows/letPassInPlan.js');
    this.spinner.start(messages.getMessage('stage.grant'));
    const planned = await planWorkflow({
      ...request,
      reviewedFor: reviewed?.org ?? null,
      waitMs: flags.wait.milliseconds,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      signal: this.stopSignal,
      onWrite: this.onWrite,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return withWaived(planned, waivers.path, { ...waivers, aliasesOf });
  }

  /** Keeps the plan where `--save-plan` says so, and refuses one that is not as it was reviewed. @throws OrgFailure, Refusal */
  private async keepAndCompare(
    now: SavedPlan,
    flags: GrantFlags,
    reviewed: SavedPlan | null,
    report: PlanReport,
  ): Promise<void> {
    const { savePlan, holdAgainst } = await import('../../cli/grantPlanFile.js');
    const { 'save-plan': path } = flags;
    if (path !== undefined) {
      await savePlan(path, now);
      this.log(messages.getMessage('info.planSaved', [visible(path)]));
    }
    if (reviewed) holdAgainst(reviewed, now, report.vocabulary, words);
  }

  /**
   * How the reports are shown: the check with which a grant ends names the command that repeats it.
   * @param saysAuthentication whether that says the way of logging in, as the project file may say another
   */
  private textOptionsFor(
    { snapshot }: Planned,
    { reference, authentication, ...filling }: GrantRequest,
    saysAuthentication: boolean,
  ): TextOptions {
    const command = checkCommandLine({
      bin: this.config.bin,
      integrations: [reference],
      users: snapshot.users.map(({ username }) => username),
      org: snapshot.org.username,
      ...{ authentication, saysAuthentication },
      filling,
    });
    return { ...textOptions(words, this.config.bin), suggestGrant: false, command, saysAuthentication };
  }

  /** Carries the plan out, as far as the flags and the person say. @throws OrgFailure, Refusal */
  private async carryOut(
    planned: Planned,
    flags: GrantFlags,
    reviewed: SavedPlan | null,
    report: PlanReport,
  ): Promise<GrantRun> {
    const { plan } = planned;
    const notYet = notYetRun(planned);
    if (flags['dry-run']) return { ...notYet, mode: 'dryRun', outcomes: await this.validate(planned) };
    if (flags['output-dir'] !== undefined) {
      const { grantIntoProject } = await import('../../workflows/grantIntoProject.js');
      return { ...notYet, mode: 'project', outcomes: await grantIntoProject(planned, flags['output-dir']) };
    }
    const { receiptJournal, refuseTakenReceipt } = await import('../../cli/receiptJournal.js');
    // Nothing to do needs no receipt.
    const receiptFile = isEmpty(plan) ? undefined : flags['save-receipt'];
    await refuseTakenReceipt(receiptFile);
    await this.mayWrite(planned, flags, reviewed, report);
    const { grantWorkflow } = await import('../../workflows/grantWorkflow.js');
    const journal = await receiptJournal<Receipt>(receiptFile);
    if (!isEmpty(plan)) this.spinner.start(messages.getMessage('stage.permissionSet'));
    const granted = await grantWorkflow(planned, {
      journal,
      interrupted: () => this.stopSignal.aborted,
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return { ...notYet, ...granted, mode: 'change' };
  }

  /** Has the org validate the plan where it can; nothing is changed. @throws OrgFailure */
  private async validate(planned: Planned): Promise<Outcome[]> {
    const { plan, snapshot, runnerLacks } = planned;
    if (runnerLacks.length > 0)
      this.warn(messages.getMessage('warning.runnerLacks', [snapshot.org.username, lackingText(runnerLacks)]));
    if (plan.adds.length === 0) return [];
    const { validatePlan } = await import('../../workflows/grantIntoProject.js');
    this.spinner.start(messages.getMessage('stage.validation'));
    const outcome = await validatePlan(planned);
    this.spinner.stop();
    return [outcome];
  }

  /** @throws OrgFailure, Refusal where the runner lacks a permission that the plan needs, or nobody consents */
  private async mayWrite(
    planned: Planned,
    flags: GrantFlags,
    reviewed: SavedPlan | null,
    report: PlanReport,
  ): Promise<void> {
    if (isEmpty(planned.plan)) return;
    const { refuseLackingRunner } = await import('../../workflows/runnerLacks.js');
    refuseLackingRunner(planned);
    const noPrompt = flags['no-prompt'] === true;
    if (noPrompt) refuseNotAllowed([report], [...(flags.allow ?? []), ...reviewedNames(reviewed)]);
    await this.consent(noPrompt, report.org, () => grantQuestion(report));
  }
}
