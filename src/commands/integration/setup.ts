import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import type { Connection, Org } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { checkCommandLine } from '../../cli/checkCommandLine.js';
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
import { runOrg } from '../../cli/projectSettings.js';
import { isGiven } from '../../cli/settingsUsed.js';
import { reviewedRequest, setupRequest } from '../../cli/setupRequest.js';
import type { RequestedPair, SetupRequest } from '../../cli/setupRequest.js';
import { aliasesOf } from '../../cli/usernames.js';
import { usageOf } from '../../cli/usage.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import { isEmpty } from '../../grant/grantPlan.js';
import { grantRunExitCode } from '../../grant/grantRun.js';
import type { GrantRun } from '../../grant/grantRun.js';
import { reviewedNames, savedPlan } from '../../grant/savedPlan.js';
import { isEmptyPlan } from '../../history/historyPlan.js';
import { historyRunExitCode } from '../../history/historyRun.js';
import type { HistoryRun } from '../../history/historyRun.js';
import { runExitCode } from '../../exitCode.js';
import type { ExitCode } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import { checkJson, orgJson } from '../../report/check/checkJson.js';
import { checkReport } from '../../report/check/checkReport.js';
import type { CheckReport } from '../../report/check/checkReport.js';
import { checkText } from '../../report/check/checkText.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import { grantJson } from '../../report/grant/grantJson.js';
import { outcomeText } from '../../report/grant/outcomeText.js';
import { planReport } from '../../report/grant/planReport.js';
import type { PlanReport } from '../../report/grant/planReport.js';
import { planText } from '../../report/grant/planText.js';
import { historyJson } from '../../report/history/historyJson.js';
import { historyReadingText, historyRunText } from '../../report/history/historyRunText.js';
import type { HistoryTextOptions } from '../../report/history/historyTextStyle.js';
import { orgInQuestion } from '../../report/orgText.js';
import type { SetupResult } from '../../report/setup/setupResult.js';
import { Refusal } from '../../refusal.js';
import { savedHistoryOf } from '../../setup/savedSetup.js';
import type { SavedSetup } from '../../setup/savedSetup.js';
import { setupExitCode } from '../../setup/setupExitCode.js';
import type { SetupReceipt } from '../../setup/setupReceipt.js';
import type { Planned } from '../../workflows/grantWorkflow.js';
import type { HistoryReading } from '../../workflows/readHistoryWorkflow.js';
import type { SetupContext, SetupDone } from '../../workflows/setupWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.setup');
const bundles = {
  check: Messages.loadMessages('sf-plugin-integration', 'integration.check'),
  grant: Messages.loadMessages('sf-plugin-integration', 'integration.grant'),
  history: Messages.loadMessages('sf-plugin-integration', 'integration.history-tracking'),
};

/** Sentences of grant and of history-tracking, and those of check, which all three end with. */
const wordsOf =
  (bundle: 'grant' | 'history') =>
  (key: string, tokens: string[] = []): string =>
    (key.startsWith('report.') ? bundles.check : bundles[bundle]).getMessage(key, tokens);

type SetupFlags = Interfaces.InferredFlags<typeof IntegrationSetup.flags>;

/** One integration of the run: what is planned for it, and whether somebody agreed. */
type PlannedPart = {
  readonly pair: RequestedPair;
  readonly planned: Planned;
  readonly report: PlanReport;
  readonly isAgreed: boolean;
};

/** Everything that is planned. */
type Parts = {
  readonly grants: readonly PlannedPart[];
  /** Null where no definition wants any history. */
  readonly history: {
    readonly reading: HistoryReading;
    readonly integrations: readonly string[];
    readonly isAgreed: boolean;
  } | null;
};

/** What the parts of a run share. */
type Run = {
  readonly flags: SetupFlags;
  readonly org: Org;
  readonly connection: Connection;
  readonly request: SetupRequest;
  readonly reviewed: SavedSetup | null;
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
      ...notBeside('integration', 'user', 'config'),
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
    await this.acceptReports(files, flags);
    const origins: Origins = { settings: request.project?.settings ?? [], definition: null };
    this.tellOrigins(origins);
    const parts = await this.planAll(run);
    const saved = this.savedOf(parts);
    await this.keepAndCompare(saved, run, parts);
    const done = flags['dry-run'] ? null : await this.carryOut(parts, run);
    const after = done === null || done.interrupted ? null : await this.checkAgain(run);
    const { exitCode, runs, historyRun } = this.endOf(parts, done, after);
    process.exitCode = exitCode;
    this.tellEnd({ parts, done, after, exitCode, historyRun, run });
    const texts = findingTexts();
    const [first] = parts.grants;
    const json: SetupResult = {
      schemaVersion: 1,
      org: orgJson((first as PlannedPart).planned.snapshot.org),
      dryRun: flags['dry-run'],
      ready: exitCode === 0,
      ...originJson(origins),
      grants: runs.map((one) => grantJson(one, null, texts)),
      history: historyRun && historyJson(historyRun, texts),
      ...(done?.history instanceof Refusal ? { historyFailure: done.history.code } : {}),
      skipped: skippedOf(parts, done),
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
                run: runs[at] as GrantRun,
                options: this.optionsFor('grant', run),
              })),
              history: historyRun && { run: historyRun, options: this.historyOptions(run) },
              after: after && { report: after, options: this.optionsFor('grant', run) },
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
    const { plan, integration, user, config, 'save-receipt': receipt } = flags;
    const reviewed = plan === undefined ? null : await (await import('../../cli/setupPlan.js')).readSetup(plan);
    const request =
      reviewed && plan !== undefined
        ? reviewedRequest(reviewed, plan, org.getOrgId())
        : await setupRequest(
            { integration, user, config, authentication: isLoginGiven ? flags.authentication : undefined },
            await runOrg(org),
          );
    const { refuseTakenReceipt } = await import('../../cli/receiptJournal.js');
    await refuseTakenReceipt(receipt);
    const at = new Date().toISOString();
    return { flags, org, request, reviewed, at, connection: connectionTo(org, flags['api-version']) };
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

  /** Plans part after part; a person agrees to each of them or skips it. Nothing is written. */
  private async planAll(run: Run): Promise<Parts> {
    const { flags, request, reviewed } = run;
    const { planPair, planSetupHistory, historyIntegrations } = await import('../../workflows/setupWorkflow.js');
    const grants: PlannedPart[] = [];
    for (const [at, pair] of request.pairs.entries()) {
      this.spinner.start(messages.getMessage('stage.plan', [pair.reference]));
      const agreed = grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned.plan);
      const planned = await planPair(pair, agreed, flags.allow ?? [], this.contextOf(run));
      this.spinner.stop();
      const report = planReport(planned.plan, planned.before, planned.snapshot, findingTexts());
      this.heading(at, request.pairs.length, titleOf(pair));
      this.log(`${planText(report, this.optionsFor('grant', run))}\n`);
      const isAgreed = await this.agreesTo(planned, report, flags, reviewed);
      grants.push({ pair, planned, report, isAgreed });
    }
    const integrations = flags['skip-history'] ? [] : historyIntegrations(grants.map(({ planned }) => planned));
    if (integrations.length === 0) return { grants, history: null };
    this.spinner.start(bundles.history.getMessage('stage.history'));
    const reading = await planSetupHistory(integrations, this.contextOf(run));
    this.spinner.stop();
    this.log(this.optionsFor('grant', run).paint('heading', messages.getMessage('part.history')));
    this.log(`${historyReadingText(reading, this.historyOptions(run))}\n`);
    const hasNothing = reading.plan === null || isEmptyPlan(reading.plan);
    const isAgreed =
      hasNothing ||
      flags['dry-run'] ||
      (await this.agrees(flags['no-prompt'], reading.org, () =>
        messages.getMessage('prompt.history', [orgInQuestion(reading.org)]),
      ));
    return { grants, history: { reading, integrations, isAgreed } };
  }

  private heading(at: number, number: number, title: string): void {
    this.log(paint('heading', messages.getMessage('part', [String(at + 1), String(number), title])));
  }

  private async agreesTo(
    planned: Planned,
    report: PlanReport,
    flags: SetupFlags,
    reviewed: SavedSetup | null,
  ): Promise<boolean> {
    if (isEmpty(planned.plan) || flags['dry-run']) return true;
    const { refuseLackingRunner } = await import('../../workflows/runnerLacks.js');
    refuseLackingRunner(planned);
    if (flags['no-prompt']) {
      const names = (reviewed?.grants ?? []).flatMap((plan) => reviewedNames(plan));
      refuseNotAllowed(report, [...(flags.allow ?? []), ...names]);
    }
    return this.agrees(flags['no-prompt'], report.org, () =>
      messages.getMessage('prompt.grant', [grantQuestion(report)]),
    );
  }

  private savedOf({ grants, history }: Parts): SavedSetup {
    const [first] = grants;
    const { org } = (first as PlannedPart).planned.snapshot;
    return {
      schemaVersion: 1,
      kind: 'setup',
      org: { id: org.id, instanceUrl: org.instanceUrl },
      grants: grants.map(({ planned: { plan, snapshot, reference }, pair }) =>
        savedPlan(plan, snapshot, {
          ...{ reference, authentication: pair.authentication, permissionSet: null },
          scope: { recommended: false, optional: false, degraded: false, minimum: false },
        }),
      ),
      history: history && savedHistoryOf(history.integrations, history.reading.plan),
    };
  }

  /** Keeps the plan where `--save-plan` says so, and refuses one that is not as it was reviewed. @throws Refusal, OrgFailure */
  private async keepAndCompare(saved: SavedSetup, { flags, reviewed }: Run, { grants }: Parts): Promise<void> {
    const path = flags['save-plan'];
    if (path !== undefined) {
      const { saveSetup } = await import('../../cli/setupPlan.js');
      await saveSetup(path, saved);
      this.log(bundles.grant.getMessage('info.planSaved', [path]));
    }
    if (!reviewed) return;
    const { holdSetupAgainst } = await import('../../cli/setupPlan.js');
    holdSetupAgainst(
      reviewed,
      saved,
      grants.map(({ report }) => report.vocabulary),
      wordsOf('grant'),
    );
  }

  /** @throws OrgFailure, Refusal where certainly nothing was written */
  private async carryOut({ grants, history }: Parts, run: Run): Promise<SetupDone> {
    const { flags } = run;
    const { carryOutSetup, hasWork } = await import('../../workflows/setupWorkflow.js');
    const agreed = {
      grants: grants.filter(({ isAgreed }) => isAgreed).map(({ planned }) => planned),
      history: history?.isAgreed === true ? history.reading : null,
    };
    const { receiptJournal } = await import('../../cli/receiptJournal.js');
    // Nothing to do needs no receipt.
    const journal = await receiptJournal<SetupReceipt>(hasWork(agreed) ? flags['save-receipt'] : undefined);
    const { org } = (grants[0] as PlannedPart).planned.snapshot;
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

  /** The check of all pairs, after everything. Null where it could not be read: what was written has to be told all the same. */
  private async checkAgain(run: Run): Promise<CheckReport | null> {
    const { flags, request, connection } = run;
    const { check } = await import('../../workflows/checkWorkflow.js');
    const outcome = await check({
      targets: request.pairs,
      waivers: { update: false, aliasesOf },
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: () => Promise.resolve(connection),
    }).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      this.warn(messages.getMessage('warning.notChecked', [error.code]));
      return null;
    });
    return (
      outcome &&
      checkReport(outcome.snapshot, outcome.evaluations, outcome.cost.apiCalls, findingTexts(), {
        ...{ notFound: outcome.notFound, project: request.project },
        waivers: outcome.waivers.map((file) => ({ ...file, soonDays: 14 })),
      })
    );
  }

  /** How it ended: each grant, history tracking, and the exit code of all. */
  private endOf(
    { grants, history }: Parts,
    done: SetupDone | null,
    after: CheckReport | null,
  ): { exitCode: ExitCode; runs: readonly GrantRun[]; historyRun: HistoryRun | null } {
    const queue = [...(done?.grants ?? [])];
    const runs = grants.map(({ planned: { plan, before, snapshot }, isAgreed }): GrantRun => {
      const base = { plan, before, snapshot, outcomes: [], interrupted: false, receipt: null, after: null };
      if (done === null) return { ...base, mode: 'dryRun' };
      const granted = isAgreed ? queue.shift() : undefined;
      return granted ? { ...base, ...granted, after: null, mode: 'change' } : { ...base, mode: 'notAgreed' };
    });
    const historyRun = history && historyRunOf(history, done);
    if (done === null)
      return {
        exitCode: setupExitCode([
          ...runs.map(grantRunExitCode),
          ...(historyRun ? [historyRunExitCode(historyRun)] : []),
        ]),
        ...{ runs, historyRun },
      };
    const outcomes: Outcome[] = runs.flatMap((one) => one.outcomes);
    const failed =
      done.history instanceof Refusal
        ? [{ step: 'historyTracking', result: 'failed' as const, code: done.history.code, partly: true as const }]
        : [];
    const ended = [...outcomes, ...(historyRun?.outcomes ?? []), ...failed];
    const exitCode = runExitCode(done.interrupted, ended, after ? after.exitCode : 3);
    return { exitCode, runs, historyRun };
  }

  private tellEnd(end: {
    readonly parts: Parts;
    readonly done: SetupDone | null;
    readonly after: CheckReport | null;
    readonly exitCode: ExitCode;
    readonly historyRun: HistoryRun | null;
    readonly run: Run;
  }): void {
    const { parts, done, after, exitCode, historyRun, run } = end;
    const options = this.optionsFor('grant', run);
    if (done === null) {
      this.log(messages.getMessage(exitCode === 0 ? 'info.dryRun.nothing' : 'info.dryRun'));
      if (exitCode === 1) this.log(`  ${this.applyCommand(run)}`);
      return;
    }
    const agreed = parts.grants.filter(({ isAgreed }) => isAgreed);
    agreed.forEach(({ pair, report }, at) => {
      const outcomes = done.grants[at]?.outcomes ?? [];
      if (outcomes.length === 0) return;
      this.log(paint('heading', titleOf(pair)));
      this.log(`${outcomeText(outcomes, report.vocabulary, options)}\n`);
    });
    if (historyRun && historyRun.outcomes.length > 0) {
      const text = historyRunText({ ...historyRun, receipt: null }, { named: [] }, this.historyOptions(run));
      this.log(`${paint('heading', messages.getMessage('part.history'))}${text}\n`);
    }
    if (done.history instanceof Refusal) this.warn(messages.getMessage('warning.noHistory', [done.history.code]));
    const skipped = skippedOf(parts, done);
    if (skipped.length > 0) this.log(`${messages.getMessage('info.skipped', [skipped.join(', ')])}\n`);
    if (after) this.log(checkText(after, options));
    if (done.interrupted) this.log(messages.getMessage('info.interrupted'));
    this.tellUndo(parts, done, run);
  }

  /** How to take back what was written. */
  private tellUndo({ grants }: Parts, done: SetupDone, { flags, org }: Run): void {
    const receipt = flags['save-receipt'];
    const written = done.grants.flatMap(({ receipt: one }) => (one && one.steps.length > 0 ? [one.reference] : []));
    const hasHistory =
      done.history !== null && 'receipt' in done.history && (done.history.receipt?.steps.length ?? 0) > 0;
    if (written.length === 0 && !hasHistory) return;
    const to = ['-o', org.getUsername() ?? ''];
    const words = (one: readonly string[]): string =>
      `  ${commandLine([this.config.bin, 'integration', ...one, ...to])}`;
    const from = (reference: string): string[] => {
      const users = grants.find(({ pair }) => pair.reference === reference)?.pair.users ?? [];
      return receipt === undefined
        ? ['-i', reference, ...users.flatMap((user) => ['-u', user]), '--delete']
        : ['--receipt', receipt, ...(written.length > 1 ? ['-i', reference] : []), '--delete'];
    };
    this.log(
      [
        `\n${messages.getMessage('info.undo')}`,
        ...written.map((reference) => words(['revoke', ...from(reference)])),
        ...(hasHistory && receipt !== undefined
          ? [words(['history-tracking', '--disable', '--receipt', receipt])]
          : []),
      ].join('\n'),
    );
  }

  private applyCommand({ flags, org }: Run): string {
    const { 'save-plan': saved, plan = saved, integration = [], user = [], config } = flags;
    return commandLine([
      ...[this.config.bin, 'integration', 'setup', '-o', org.getUsername() ?? ''],
      ...(plan === undefined
        ? [
            ...integration.flatMap((one) => ['-i', one]),
            ...user.flatMap((one) => ['-u', one]),
            ...(config === undefined ? [] : ['--config', config]),
          ]
        : ['--plan', plan]),
    ]);
  }

  private optionsFor(bundle: 'grant', { flags, org, request }: Run): TextOptions {
    const command = checkCommandLine({
      bin: this.config.bin,
      integrations: flags.integration ?? (request.project ? [] : request.pairs.map(({ reference }) => reference)),
      users: flags.user ?? (request.project ? [] : [...new Set(request.pairs.flatMap(({ users }) => users))]),
      org: org.getUsername() ?? '',
      authentication: flags.authentication,
      config: flags.config,
    });
    return { ...textOptions(wordsOf(bundle), this.config.bin), suggestGrant: false, verbose: flags.verbose, command };
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

/** Steps that nobody agreed to, or that were not reached. */
const skippedOf = ({ grants, history }: Parts, done: SetupDone | null): string[] =>
  done === null
    ? []
    : [
        ...grants.filter(({ isAgreed }) => !isAgreed).map(({ pair }) => pair.reference),
        ...(history && !history.isAgreed ? ['historyTracking'] : []),
      ];

const historyRunOf = ({ reading }: NonNullable<Parts['history']>, done: SetupDone | null): HistoryRun => {
  const { org, schema, states, plan, takesBack } = reading;
  const base = {
    org,
    plan,
    takesBack,
    states,
    after: { schema, states },
    outcomes: [],
    interrupted: false,
    receipt: null,
  };
  if (done === null) return { ...base, mode: 'dryRun' };
  const ended = done.history;
  return ended === null || ended instanceof Refusal
    ? { ...base, mode: 'notAgreed' }
    : { ...base, ...ended, mode: 'change' };
};
