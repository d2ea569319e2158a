import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import type { Connection, Org } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { checkCommandLine, definitionWord } from '../../cli/checkCommandLine.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import {
  authenticationFlag,
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
import { grantQuestion, refuseNotAllowed } from '../../cli/grantQuestion.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { originJson } from '../../cli/originText.js';
import type { Origins } from '../../cli/originText.js';
import { commandLine, findingTexts, paint, pluginVersion, terminalWidth, textOptions } from '../../cli/presentation.js';
import { refuseOutputs, runOrg } from '../../cli/projectSettings.js';
import { isGiven, originsOf } from '../../cli/settingsUsed.js';
import { reviewedRequest, setupRequest } from '../../cli/setupRequest.js';
import type { RequestedPair, SetupRequest } from '../../cli/setupRequest.js';
import { aliasesOf } from '../../cli/usernames.js';
import { usageOf } from '../../cli/usage.js';
import { isEmpty } from '../../grant/grantPlan.js';
import type { GrantRun } from '../../grant/grantRun.js';
import { reviewedNames, savedPlan } from '../../grant/savedPlan.js';
import type { SavedPlan } from '../../grant/savedPlan.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import { exitCodes, isReady } from '../../exitCode.js';
import type { ExitCode } from '../../exitCode.js';
import { DefinitionMistake } from '../../definition/definitionMistake.js';
import { expiresWithinDays } from '../../check/expiresWithinDays.js';
import type { NamedRequirements } from '../../check/evaluation.js';
import { connectionTo } from '../../org/connecting.js';
import { checkJson, orgJson } from '../../report/check/checkJson.js';
import { checkReport } from '../../report/check/checkReport.js';
import type { CheckReport } from '../../report/check/checkReport.js';
import { checkText } from '../../report/check/checkText.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { grantJson } from '../../report/grant/grantJson.js';
import { planReport } from '../../report/grant/planReport.js';
import type { PlanReport } from '../../report/grant/planReport.js';
import { planText } from '../../report/grant/planText.js';
import { historyJson } from '../../report/history/historyJson.js';
import { historyReadingText } from '../../report/history/historyRunText.js';
import type { HistoryTextOptions } from '../../report/history/historyTextStyle.js';
import { orgInQuestion } from '../../report/orgText.js';
import { setupOutcomesText, setupUndoText } from '../../report/setup/setupEndText.js';
import type { SetupResult } from '../../report/setup/setupResult.js';
import { visible } from '../../report/visible.js';
import type { Words } from '../../report/words.js';
import { Refusal } from '../../refusal.js';
import { savedHistoryOf } from '../../setup/savedSetup.js';
import type { SavedHistory, SavedSetup, UnsealedSetup } from '../../setup/savedSetup.js';
import { setupEnd } from '../../setup/setupEnd.js';
import type { SetupDone, SetupEnd } from '../../setup/setupEnd.js';
import type { SetupReceipt } from '../../setup/setupReceipt.js';
import type { Planned } from '../../workflows/grantWorkflow.js';
import type { HistoryReading } from '../../workflows/readHistoryWorkflow.js';
import type { SetupContext } from '../../workflows/setupWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.setup');
const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);
const bundles = {
  check: Messages.loadMessages('sf-plugin-integration', 'integration.check'),
  grant: Messages.loadMessages('sf-plugin-integration', 'integration.grant'),
  history: Messages.loadMessages('sf-plugin-integration', 'integration.history-tracking'),
};

/** Sentences of grant that name a flag which setup has not are said in words of its own. */
const isOwn = (key: string): boolean => key.startsWith('plan.leftOut.');

/** Sentences of grant and of history-tracking, and those of check, which all three end with. */
const wordsOf =
  (bundle: 'grant' | 'history') =>
  (key: string, tokens: string[] = []): string =>
    (isOwn(key) ? messages : key.startsWith('report.') ? bundles.check : bundles[bundle]).getMessage(key, tokens);

type SetupFlags = Interfaces.InferredFlags<typeof IntegrationSetup.flags>;

/** One integration of the run: what is planned for it, and whether somebody agreed. */
type PlannedPart = {
  readonly pair: RequestedPair;
  readonly planned: Planned;
  readonly report: PlanReport;
  readonly saved: SavedPlan;
  readonly isAgreed: boolean;
};

/** Field history of the run. */
type HistoryPart = {
  readonly reading: HistoryReading;
  readonly saved: SavedHistory;
  readonly isAgreed: boolean;
};

/** Everything that is planned. */
type Parts = {
  readonly grants: readonly [PlannedPart, ...PlannedPart[]];
  /** Null where no definition wants any history. */
  readonly history: HistoryPart | null;
};

/** What the parts of a run share. */
type Run = {
  readonly flags: SetupFlags;
  readonly org: Org;
  readonly connection: Connection;
  readonly request: SetupRequest;
  readonly reviewed: SavedSetup | null;
  /** The definitions of the pairs. */
  readonly named: readonly NamedRequirements[];
  /** ISO 8601, UTC: when it began. */
  readonly at: string;
};

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
    'dry-run': dryRunFlag,
    'no-prompt': noPromptFlag,
    allow: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: bundles.grant.getMessage('flags.allow.summary'),
      description: bundles.grant.getMessage('flags.allow.description'),
    }),
    'skip-history': Flags.boolean({ summary: messages.getMessage('flags.skip-history.summary') }),
    'save-plan': Flags.file({ summary: messages.getMessage('flags.save-plan.summary'), ...notBeside('plan') }),
    plan: Flags.file({
      summary: messages.getMessage('flags.plan.summary'),
      description: messages.getMessage('flags.plan.description'),
      ...notBeside('integration', 'user', 'config', 'authentication', 'skip-history'),
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
    const org = flags['target-org'];
    const run = await this.prepare(flags, org, isGiven(metadata, 'authentication'));
    const { request } = run;
    const files = flags['output-file'] ?? (flags['dry-run'] ? [] : request.outputs);
    if (flags['output-file'] === undefined) await refuseOutputs(flags.config, files);
    await this.acceptReports(files, flags);
    const origins = await this.originsOfAll(run, isGiven(metadata, 'target-org'));
    const parts = await this.planAll(run);
    const saved = await this.keep(parts, run);
    const done = flags['dry-run'] ? null : await this.carryOut(parts, run);
    const checked = done === null || done.interrupted ? null : await this.checkAgain(run);
    const after = checked !== null && 'report' in checked ? checked.report : null;
    const end = setupEnd(
      {
        grants: parts.grants.map(({ planned, isAgreed }) => ({ ...planned, isAgreed })),
        history: parts.history && { ...parts.history.reading, isAgreed: parts.history.isAgreed },
      },
      done,
      checked !== null && 'report' in checked ? { state: checked.report.exitCode } : checked,
    );
    const { exitCode } = end;
    process.exitCode = exitCode;
    if (done === null) this.tellDryRun(exitCode, run);
    else this.tellEnd(end, parts, after, run);
    const texts = findingTexts();
    const json: SetupResult = {
      schemaVersion: 1,
      org: orgJson(parts.grants[0].planned.snapshot.org),
      dryRun: flags['dry-run'],
      ready: isReady(exitCode),
      ...originJson(origins),
      grants: end.grants.map((one) => grantJson(one, null, texts)),
      history: end.history && historyJson(end.history, texts),
      ...(end.historyFailure === null ? {} : { historyFailure: end.historyFailure }),
      skipped: [...end.skipped],
      checks: after && checkJson(after).checks,
    };
    await this.publishReports(files, async (frame) => {
      const { setupParts } = await import('../../report/document/setupParts.js');
      const { setupDocument } = await import('../../report/document/setupDocument.js');
      const { setupHash } = await import('../../cli/setupPlan.js');
      const savedAs = flags['save-plan'];
      return setupDocument(
        {
          parts: setupParts(
            {
              grants: parts.grants.map(({ report }, at) => ({
                report,
                run: end.grants[at] as GrantRun,
                options: this.grantOptions(run),
              })),
              history: end.history && { run: end.history, options: this.historyOptions(run) },
              after: after && { report: after, options: this.grantOptions(run) },
            },
            frame,
          ),
          dryRun: flags['dry-run'],
          plan: savedAs === undefined ? null : { file: savedAs, hash: setupHash(saved) },
          apply: flags['dry-run'] && exitCode === 1 ? this.applyCommand(run) : null,
          exitCode,
          json,
        },
        frame,
      );
    });
    return json;
  }

  /** What the run is about. A mistake in a file needs no org. @throws Refusal, DefinitionMistake */
  private async prepare(flags: SetupFlags, org: Org, isLoginGiven: boolean): Promise<Run> {
    const { plan, integration, user, config, 'save-receipt': receipt, 'save-plan': saved } = flags;
    const { isEditedSetup, readSetup } = await import('../../cli/setupPlan.js');
    const reviewed = plan === undefined ? null : await readSetup(plan);
    const request =
      reviewed && plan !== undefined
        ? reviewedRequest(reviewed, plan, org.getOrgId(), isEditedSetup(reviewed))
        : await setupRequest(
            { integration, user, config, authentication: isLoginGiven ? flags.authentication : undefined },
            await runOrg(org),
          );
    const { refuseSharedSets } = await import('../../workflows/setupWorkflow.js');
    const { readWaiversFiles } = await import('../../workflows/waiveFindings.js');
    const named = await refuseSharedSets(request.pairs);
    await readWaiversFiles(request.targets, false);
    const { refuseTakenReceipt } = await import('../../cli/receiptJournal.js');
    await refuseTakenReceipt(receipt);
    await refuseTakenReceipt(saved);
    const at = new Date().toISOString();
    return { flags, org, request, reviewed, named, at, connection: connectionTo(org, flags['api-version']) };
  }

  /** Says what nobody typed: settings, and definitions of the project in place of built-in ones. */
  private async originsOfAll({ flags, request, reviewed, named }: Run, isOrgGiven: boolean): Promise<Origins> {
    const input = {
      given: { integration: flags.integration?.join(), user: flags.user },
      ...{ isOrgGiven, project: request.project, takesSettings: !reviewed },
    };
    const all = await Promise.all(
      named.map(({ reference, requirements }) =>
        originsOf({ ...input, definition: { reference, id: requirements.integration } }),
      ),
    );
    const [first = { settings: [], definition: null }, ...others] = all;
    this.tellOrigins(first);
    for (const { definition } of others) this.tellDefinition(definition);
    return { settings: first.settings, definition: null };
  }

  private contextOf({ flags, connection }: Run): SetupContext {
    return {
      connection,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      onWrite: this.onWrite,
      onGrantStage: (stage) => this.progressTo(bundles.grant.getMessage(`stage.${stage}`)),
    };
  }

  /** Plans part after part; a person agrees to each of them or skips it. Nothing is written. @throws OrgFailure, Refusal, DefinitionMistake */
  private async planAll(run: Run): Promise<Parts> {
    const grants: PlannedPart[] = [];
    for (const at of run.request.pairs.keys()) grants.push(await this.planGrant(at, grants, run));
    const [first, ...others] = grants;
    if (!first) throw new Refusal('failure', 'setup.nothing', []);
    return { grants: [first, ...others], history: await this.planHistory(grants, run) };
  }

  private async planGrant(at: number, before: readonly PlannedPart[], run: Run): Promise<PlannedPart> {
    const { flags, request, reviewed } = run;
    const { planPair, originOf } = await import('../../workflows/setupWorkflow.js');
    const pair = request.pairs[at] as RequestedPair;
    this.spinner.start(messages.getMessage('stage.plan', [pair.reference]));
    const given = before.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned.plan);
    const planned = await planPair(pair, given, flags.allow ?? [], this.contextOf(run));
    this.spinner.stop();
    const report = planReport(planned.plan, planned.before, planned.snapshot, findingTexts());
    this.log(
      paint('heading', messages.getMessage('part', [String(at + 1), String(request.pairs.length), titleOf(pair)])),
    );
    this.log(`${planText(report, this.grantOptions(run))}\n`);
    const saved = savedPlan(planned.plan, planned.snapshot, originOf(pair, flags.allow ?? []));
    // Where everything is there already, nothing is written: an approved run may be run again.
    if (reviewed && !isEmpty(planned.plan)) {
      const { holdGrantAgainst } = await import('../../cli/setupPlan.js');
      holdGrantAgainst(reviewed, saved, at, report.vocabulary, wordsOf('grant'));
    }
    return { pair, planned, report, saved, isAgreed: await this.agreesTo(planned, report, titleOf(pair), run) };
  }

  private async agreesTo(
    planned: Planned,
    report: PlanReport,
    title: string,
    { flags, reviewed }: Run,
  ): Promise<boolean> {
    if (isEmpty(planned.plan) || flags['dry-run']) return true;
    const { refuseLackingRunner } = await import('../../workflows/runnerLacks.js');
    refuseLackingRunner(planned);
    if (flags['no-prompt']) {
      const names = (reviewed?.grants ?? []).flatMap((plan) => reviewedNames(plan));
      refuseNotAllowed(report, [...(flags.allow ?? []), ...names]);
    }
    return this.agrees(flags['no-prompt'], report.org, () =>
      messages.getMessage('prompt.grant', [title, grantQuestion(report)]),
    );
  }

  private async planHistory(grants: readonly PlannedPart[], run: Run): Promise<HistoryPart | null> {
    const { flags, reviewed } = run;
    const { planSetupHistory, historyIntegrations } = await import('../../workflows/setupWorkflow.js');
    const isLeft = flags['skip-history'] || reviewed?.history === null;
    const integrations = isLeft ? [] : historyIntegrations(grants.map(({ planned }) => planned));
    if (integrations.length === 0) return null;
    this.spinner.start(bundles.history.getMessage('stage.history'));
    const reading = await planSetupHistory(integrations, this.contextOf(run));
    this.spinner.stop();
    this.log(paint('heading', messages.getMessage('part.history')));
    this.log(`${historyReadingText(reading, this.historyOptions(run))}\n`);
    const saved = savedHistoryOf(integrations, reading.plan);
    const hasNothing = reading.plan === null || isEmptyPlan(reading.plan);
    if (reviewed && !hasNothing) (await import('../../cli/setupPlan.js')).holdHistoryAgainst(reviewed, saved);
    const isAgreed =
      hasNothing ||
      flags['dry-run'] ||
      (await this.agrees(flags['no-prompt'], reading.org, () =>
        messages.getMessage('prompt.history', [orgInQuestion(reading.org)]),
      ));
    return { reading, saved, isAgreed };
  }

  /** The plan of what was agreed to, kept where `--save-plan` says so. @throws Refusal */
  private async keep({ grants, history }: Parts, { flags, request }: Run): Promise<UnsealedSetup> {
    const path = flags['save-plan'];
    const agreed = grants.filter(({ isAgreed }) => isAgreed);
    const { id, instanceUrl } = grants[0].planned.snapshot.org;
    const saved: UnsealedSetup = {
      schemaVersion: 1,
      kind: 'setup',
      org: { id, instanceUrl },
      // What nobody agreed to is not kept for anybody to carry out.
      grants: agreed.map((part) => part.saved),
      targets: request.targets.map(({ users, ...target }) => ({ ...target, users: [...users] })),
      history: history?.isAgreed === true ? history.saved : null,
    };
    if (path === undefined || agreed.length === 0) return saved;
    await (await import('../../cli/setupPlan.js')).saveSetup(path, saved);
    this.log(bundles.grant.getMessage('info.planSaved', [visible(path)]));
    return saved;
  }

  /** @throws OrgFailure, Refusal where certainly nothing was written */
  private async carryOut({ grants, history }: Parts, run: Run): Promise<SetupDone> {
    const { flags } = run;
    const { carryOutSetup, hasWork } = await import('../../workflows/setupWorkflow.js');
    const agreed = {
      grants: grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned),
      history: history?.isAgreed === true ? history.reading : null,
    };
    const isSkipped = grants.some(({ isAgreed }) => !isAgreed) || history?.isAgreed === false;
    if (isSkipped && !hasWork(agreed)) this.refuseConsent();
    const { receiptJournal } = await import('../../cli/receiptJournal.js');
    // Nothing to do needs no receipt.
    const journal = await receiptJournal<SetupReceipt>(hasWork(agreed) ? flags['save-receipt'] : undefined);
    const { org } = grants[0].planned.snapshot;
    if (hasWork(agreed)) this.spinner.start(bundles.grant.getMessage('stage.permissionSet'));
    const done = await carryOutSetup(
      agreed,
      { id: org.id, instanceUrl: org.instanceUrl },
      {
        waitMs: flags.wait.milliseconds,
        onWrite: this.onWrite,
        journal,
        interrupted: () => this.stopSignal.aborted,
        onGrantStage: (stage) => this.progressTo(bundles.grant.getMessage(`stage.${stage}`)),
      },
    );
    this.spinner.stop();
    return done;
  }

  /** The check of everything at the end, or why it could not be made: what was written has to be told all the same. */
  private async checkAgain(run: Run): Promise<{ readonly report: CheckReport } | { readonly failure: string }> {
    const { flags, request, connection } = run;
    const { check } = await import('../../workflows/checkWorkflow.js');
    const outcome = await check({
      targets: request.targets,
      waivers: { update: false, aliasesOf },
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: () => Promise.resolve(connection),
    }).catch((error: unknown) => {
      // Somebody may have changed a definition or waivers meanwhile.
      if (error instanceof Refusal || error instanceof DefinitionMistake) return { failure: error.code };
      throw error;
    });
    if ('failure' in outcome) {
      this.warn(words('warning.notChecked', [outcome.failure]));
      return outcome;
    }
    return {
      report: checkReport(outcome.snapshot, outcome.evaluations, outcome.cost.apiCalls, findingTexts(), {
        ...{ notFound: outcome.notFound, project: request.project },
        waivers: outcome.waivers.map((file) => ({ ...file, soonDays: expiresWithinDays })),
      }),
    };
  }

  private tellDryRun(exitCode: ExitCode, run: Run): void {
    if (isReady(exitCode)) return this.log(messages.getMessage('info.dryRun.nothing'));
    this.log(messages.getMessage('info.dryRun'));
    this.log(`  ${this.applyCommand(run)}`);
  }

  private tellEnd(end: SetupEnd, parts: Parts, after: CheckReport | null, run: Run): void {
    const options = this.grantOptions(run);
    const outcomes = setupOutcomesText(end, {
      words,
      ...{ grant: options, history: this.historyOptions(run) },
      parts: parts.grants.map(({ pair, report }) => ({ title: titleOf(pair), vocabulary: report.vocabulary })),
    });
    if (outcomes !== '') this.log(outcomes);
    if (end.historyFailure !== null) this.warn(words('warning.noHistory', [end.historyFailure]));
    if (after) this.log(checkText(after, options));
    if (end.exitCode === exitCodes.interrupted) this.log(words('info.interrupted'));
    const undo = setupUndoText(
      end,
      {
        program: this.config.bin,
        org: run.org.getUsername() ?? '',
        references: parts.grants.map(({ pair }) => pair.reference),
        receipt: run.flags['save-receipt'],
      },
      { words, grant: options },
    );
    if (undo !== '') this.log(`\n${undo}`);
  }

  /** The command that carries out what a dry run has shown. */
  private applyCommand({ flags, org }: Run): string {
    const { 'save-plan': saved, plan = saved, integration = [], user = [], config, allow = [] } = flags;
    const option = (name: string, value: string | undefined): string[] => (value === undefined ? [] : [name, value]);
    return commandLine([
      ...[this.config.bin, 'integration', 'setup', '-o', org.getUsername() ?? ''],
      ...(plan === undefined
        ? [
            ...integration.flatMap((one) => ['-i', definitionWord(one)]),
            ...user.flatMap((one) => ['-u', one]),
            ...option('--config', config),
            ...(flags.authentication === 'oauth' ? [] : ['--authentication', flags.authentication]),
            ...(flags['skip-history'] ? ['--skip-history'] : []),
          ]
        : ['--plan', plan]),
      ...(flags['save-receipt'] === undefined ? ['--save-receipt', 'receipt.json'] : []),
      ...(allow.length === 0 ? [] : ['--allow', allow.join(',')]),
      ...option('--api-version', flags['api-version']),
    ]);
  }

  private grantOptions({ flags, org, request }: Run): TextOptions {
    // Several pairs are no product: the project file says them, or each is checked by itself.
    const pairs = request.project ? [] : request.pairs.slice(0, 1);
    const command = checkCommandLine({
      bin: this.config.bin,
      integrations: flags.integration ?? pairs.map(({ reference }) => reference),
      users: flags.user ?? pairs.flatMap(({ users }) => users),
      org: org.getUsername() ?? '',
      authentication: flags.authentication,
      config: flags.config,
    });
    return { ...textOptions(wordsOf('grant'), this.config.bin), suggestGrant: false, verbose: flags.verbose, command };
  }

  private historyOptions({ org, at }: Run): HistoryTextOptions {
    return {
      ...{ at, plugin: pluginVersion },
      width: terminalWidth(),
      paint,
      words: (key, tokens) => wordsOf('history')(key, tokens ?? []),
      texts: findingTexts(),
      command: (words) =>
        commandLine([this.config.bin, 'integration', 'history-tracking', ...words, '-o', org.getUsername() ?? '']),
    };
  }
}

/** What people call one part. */
const titleOf = ({ reference, users }: RequestedPair): string =>
  messages.getMessage('part.title', [reference, users.join(', ')]);
