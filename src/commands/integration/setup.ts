import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { fillingOfFlags } from '../../cli/filling.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  allowFlag,
  authenticationFlag,
  phaseFlag,
  setFlag,
  configFlag,
  dryRunFlag,
  integrationsFlag,
  noPromptFlag,
  notBeside,
  orgFlags,
  outputFileFlag,
  usersFlag,
  writingWaitFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { originJson } from '../../cli/originText.js';
import { findingTexts, terminalWidth } from '../../cli/presentation.js';
import { isGiven } from '../../cli/settingsUsed.js';
import { endLines, setupReport } from '../../cli/setupEnding.js';
import type { SetupTold } from '../../cli/setupEnding.js';
import { originsOfSetup } from '../../cli/setupOrigins.js';
import { refuseUnallowed, setupPeople } from '../../cli/setupPeople.js';
import type { SetupPeople, Voice } from '../../cli/setupPeople.js';
import { reportsOfSetup, requestedSetup } from '../../cli/setupRequest.js';
import type { RequestedSetup } from '../../cli/setupRequest.js';
import { elsewhereText, sceneOf, setupWords } from '../../cli/setupScene.js';
import type { SetupScene } from '../../cli/setupScene.js';
import { refuseTakenReceipt } from '../../cli/receiptJournal.js';
import { aliasesOf } from '../../cli/usernames.js';
import { usageOf } from '../../cli/usage.js';
import { connectionTo } from '../../org/connecting.js';
import { hang } from '../../report/layout.js';
import { setupJson } from '../../report/setup/setupJson.js';
import type { SetupResult } from '../../report/setup/setupResult.js';
import { visible } from '../../report/visible.js';
import { unsealedSetup } from '../../setup/savedSetup.js';
import type { UnsealedSetup } from '../../setup/savedSetup.js';
import type { SetupReceipt } from '../../setup/setupReceipt.js';
import type { PlannedSetup, SetupContext } from '../../workflows/planSetup.js';
import type { PreparedSetup } from '../../workflows/prepareSetup.js';
import type { SetupRun } from '../../workflows/setupWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.setup');
const grantMessages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

type SetupFlags = Interfaces.InferredFlags<typeof IntegrationSetup.flags>;

export default class IntegrationSetup extends IntegrationCommand<SetupResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('setup', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: integrationsFlag,
    user: usersFlag,
    config: configFlag,
    authentication: authenticationFlag(),
    set: setFlag,
    phase: phaseFlag(),
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    allow: allowFlag,
    'skip-history': Flags.boolean({ summary: messages.getMessage('flags.skip-history.summary') }),
    'save-plan': Flags.file({ summary: messages.getMessage('flags.save-plan.summary'), ...notBeside('plan') }),
    plan: Flags.file({
      summary: messages.getMessage('flags.plan.summary'),
      description: messages.getMessage('flags.plan.description'),
      ...notBeside('integration', 'user', 'config', 'authentication', 'set', 'phase', 'skip-history'),
    }),
    'save-receipt': Flags.file({ summary: messages.getMessage('flags.save-receipt.summary'), ...notBeside('dry-run') }),
    'output-file': outputFileFlag,
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
    wait: writingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationSetup.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<SetupResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationSetup));
    const authentication = isGiven(metadata, 'authentication') ? flags.authentication : undefined;
    // The reports of the project tell of what was done, so a dry run writes none of them.
    const writesReports = flags['output-file'] === undefined && !flags['dry-run'];
    const requested = await requestedSetup(
      { ...flags, ...fillingOfFlags(flags), authentication, writesReports },
      flags['target-org'],
      this.typedOrg,
    );
    const prepared = await (await import('../../workflows/prepareSetup.js')).prepareSetup(requested.request);
    // No plan takes the place of a file.
    await refuseTakenReceipt(flags['save-plan']);
    const files = await reportsOfSetup(flags, requested.request);
    await this.acceptReports(files, flags);
    const origins = await originsOfSetup(requested, prepared.named, {
      ...flags,
      isOrgGiven: isGiven(metadata, 'target-org'),
    });
    this.tellOriginsOfAll(origins);
    const scene = await sceneOf(this.config.bin, { ...flags, authentication }, requested);
    const elsewhere = elsewhereText(scene);
    if (elsewhere !== null) this.log(`${hang('! ', elsewhere, terminalWidth()).join('\n')}\n`);
    const people = setupPeople(scene, requested.reviewed, this.voice(flags));
    const planned = await this.plan(scene, prepared, people, flags);
    const saved = await this.keep(planned, scene, flags);
    const told = {
      ...{ isDryRun: flags['dry-run'], reports: people.reports, saved, narrower: prepared.narrower },
      runnerLacks: planned.grants.map((one) => one.planned.runnerLacks),
      org: planned.grants[0].planned.snapshot.org,
    };
    const publish = async ({ end, after }: SetupRun, into: readonly string[]): Promise<SetupResult> => {
      const json = setupJson(end, { ...told, origin: originJson(origins[0]), after }, findingTexts());
      await this.publishReports(into, (frame) => setupReport({ ...told, end, after, json }, scene, frame));
      return json;
    };
    // The reports of the project tell of what was done: a plan that nobody agreed to takes the place of none of them.
    const asked = flags['output-file'] ?? [];
    const { lookedAt, notAgreedTo } = await import('../../workflows/setupWorkflow.js');
    const run = flags['dry-run']
      ? lookedAt(planned)
      : await this.agreedOrReported(
          this.carryOut(planned, told, { ...prepared, ...requested }, flags),
          asked,
          async () => {
            await publish(notAgreedTo(planned), asked);
          },
        );
    process.exitCode = run.end.exitCode;
    if (run.unchecked !== null) this.warn(setupWords('warning.notChecked', [run.unchecked]));
    if (run.end.historyFailure !== null) this.warn(setupWords('warning.noHistory', [run.end.historyFailure]));
    for (const line of endLines(run.end, { ...told, after: run.after }, scene)) this.log(line);
    return publish(run, files);
  }

  private voice(flags: SetupFlags): Voice {
    const isAsked = this.hasPerson(flags['no-prompt']);
    return {
      log: (text) => this.log(text),
      startSpinner: (text) => this.spinner.start(text),
      stopSpinner: () => this.spinner.stop(),
      agrees: isAsked
        ? async (org, question) => {
            await refuseTakenReceipt(flags['save-receipt']);
            return this.agrees(false, org, question);
          }
        : null,
    };
  }

  private contextOf(flags: SetupFlags): SetupContext {
    return {
      connection: connectionTo(flags['target-org'], flags['api-version']),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      onGrantStage: (stage) => this.progressTo(grantMessages.getMessage(`stage.${stage}`)),
    };
  }

  /** Plans part after part; a person agrees to each of them or skips it. Nothing is written. @throws OrgFailure, Refusal, DefinitionMistake */
  private async plan(
    { request }: SetupScene,
    { named, targets, waiversFiles }: PreparedSetup,
    people: SetupPeople,
    flags: SetupFlags,
  ): Promise<PlannedSetup> {
    const { planSetup } = await import('../../workflows/planSetup.js');
    const isLeft = flags['skip-history'] || request.leavesHistory;
    const task = { pairs: request.pairs, named, allowed: flags.allow ?? [], isDryRun: flags['dry-run'] };
    const waivers = { targets, waiversFiles, aliasesOf };
    const planned = await planSetup({ ...task, waivers, wantsHistory: !isLeft }, people, this.contextOf(flags));
    const { hasWork } = await import('../../workflows/carryOutSetup.js');
    // Nothing to do needs no receipt; where nobody was asked, it is refused here, before any file is written.
    if (hasWork(planned)) await refuseTakenReceipt(flags['save-receipt']);
    return planned;
  }

  /** The plan of what was agreed to, kept where `--save-plan` says so. @throws Refusal */
  private async keep(planned: PlannedSetup, { request }: SetupScene, flags: SetupFlags): Promise<UnsealedSetup> {
    const path = flags['save-plan'];
    const saved = unsealedSetup(planned.grants[0].planned.snapshot.org, planned, request.targets);
    if (path === undefined || saved.grants.length === 0) return saved;
    await (await import('../../cli/setupPlan.js')).saveSetup(path, saved);
    this.log(grantMessages.getMessage('info.planSaved', [visible(path)]));
    return saved;
  }

  /** @throws OrgFailure, Refusal where certainly nothing was written */
  private async carryOut(
    planned: PlannedSetup,
    { reports }: Pick<SetupTold, 'reports'>,
    { request, reviewed, targets, waiversFiles }: RequestedSetup & PreparedSetup,
    flags: SetupFlags,
  ): Promise<SetupRun> {
    const { hasWork, isSkipped } = await import('../../workflows/carryOutSetup.js');
    const { setupWorkflow } = await import('../../workflows/setupWorkflow.js');
    const isWriting = hasWork(planned);
    if (!isWriting && isSkipped(planned)) this.refuseConsent();
    if (isWriting && !this.hasPerson(flags['no-prompt'])) {
      if (flags['no-prompt']) refuseUnallowed(reports, flags.allow ?? [], reviewed);
      await this.consent(flags['no-prompt'], planned.grants[0].planned.snapshot.org, () => '');
    }
    const { receiptJournal } = await import('../../cli/receiptJournal.js');
    // Nothing to do needs no receipt.
    const journal = await receiptJournal<SetupReceipt>(isWriting ? flags['save-receipt'] : undefined);
    if (isWriting) this.spinner.start(grantMessages.getMessage('stage.permissionSet'));
    const run = await setupWorkflow(
      planned,
      { targets, waiversFiles, project: request.project, waivers: { update: false, aliasesOf }, texts: findingTexts() },
      this.contextOf(flags),
      { journal, interrupted: () => this.stopSignal.aborted },
    );
    this.spinner.stop();
    return run;
  }
}
