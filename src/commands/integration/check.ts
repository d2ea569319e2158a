import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { checkNext } from '../../cli/checkNext.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { fillingOfFlags } from '../../cli/filling.js';
import { fillingOf } from '../../definition/filling.js';
import type { Filling } from '../../definition/filling.js';
import { usageOf } from '../../cli/usage.js';
import {
  authenticationFlag,
  phaseFlag,
  setFlag,
  configUnlessSnapshotFlag,
  integrationsFlag,
  notBeside,
  onlyWith,
  orgUnlessSnapshotFlags,
  outputFileFlag,
  readingWaitFlag,
  usersFlag,
} from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { checkTargets, waiversFileOf } from '../../cli/checkTargets.js';
import type { CheckTargets } from '../../cli/checkTargets.js';
import type { Choosing, ChoosingInput } from '../../cli/choosing.js';
import { refuseOutputs } from '../../cli/projectOutputs.js';
import { runOrg } from '../../cli/runOrg.js';
import { isGiven } from '../../cli/settingsUsed.js';
import { failOnLevels } from '../../exitCode.js';
import type { FailOn } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import { findingTexts, pluginVersion, textOptions } from '../../cli/presentation.js';
import { aliasesOf, usernamesOf } from '../../cli/usernames.js';
import { expiresWithinDays } from '../../check/expiresWithinDays.js';
import type { DocumentFrame } from '../../report/document/documentFrame.js';
import type { ReportDocument } from '../../report/document/reportDocument.js';
import type { Authentication } from '../../kinds/requirement.js';
import type { CheckReport } from '../../report/check/checkReport.js';
import type { CheckResult } from '../../report/check/checkResult.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import type { Words } from '../../report/words.js';
import { usualWaiversFile } from '../../waivers/waiver.js';
import type { CheckOutcome } from '../../workflows/checkWorkflow.js';
import type { VerifyAs } from '../../workflows/readSecondOpinions.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

/** How the result is printed where no JSON is wanted. */
const resultFormats = ['human', 'markdown', 'checklist'] as const;

/** Failing on what is too much takes that it is looked for. */
const wantsSurplus = (flags: { readonly surplus: boolean; readonly 'fail-on': string }): boolean =>
  flags.surplus || flags['fail-on'] === 'surplus';

/** The login of the integration user, which is looked for only once everything else is known to be sound. */
const verifyAs = (alias: string, version: string | undefined): VerifyAs => ({
  alias,
  connect: async () => {
    const { loggedInAs } = await import('../../cli/loggedInAs.js');
    return loggedInAs(alias, version);
  },
});

type CheckFlags = Interfaces.InferredFlags<typeof IntegrationCheck.flags>;

/** The flags, and of some whether they were given. */
type GivenCheckFlags = {
  readonly flags: CheckFlags;
  readonly filling: Filling;
  /** Undefined where nobody gave it; the same for `failOn`. */
  readonly authentication: Authentication | undefined;
  readonly failOn: FailOn | undefined;
};

const givenOf = (flags: CheckFlags, metadata: Parameters<typeof isGiven>[0]): GivenCheckFlags => ({
  flags,
  filling: fillingOf(fillingOfFlags(flags)),
  authentication: isGiven(metadata, 'authentication') ? flags.authentication : undefined,
  failOn: isGiven(metadata, 'fail-on') && flags['fail-on'] !== 'surplus' ? flags['fail-on'] : undefined,
});

export default class IntegrationCheck extends IntegrationCommand<CheckResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('check', messages);

  public static override readonly flags = {
    ...orgUnlessSnapshotFlags,
    integration: integrationsFlag,
    user: usersFlag,
    config: configUnlessSnapshotFlag,
    authentication: authenticationFlag(),
    set: setFlag,
    phase: phaseFlag(),
    'fail-on': Flags.option({
      options: [...failOnLevels, 'surplus'] as const,
      default: 'required' as const,
      summary: messages.getMessage('flags.fail-on.summary'),
      description: messages.getMessage('flags.fail-on.description'),
    })(),
    wait: readingWaitFlag,
    'no-prompt': Flags.boolean({
      char: 'p',
      summary: messages.getMessage('flags.no-prompt.summary'),
    }),
    'expires-within': Flags.integer({
      min: 0,
      default: expiresWithinDays,
      summary: messages.getMessage('flags.expires-within.summary'),
    }),
    waivers: Flags.file({
      summary: messages.getMessage('flags.waivers.summary'),
      description: messages.getMessage('flags.waivers.description'),
    }),
    'update-waivers': Flags.boolean({
      summary: messages.getMessage('flags.update-waivers.summary'),
      description: messages.getMessage('flags.update-waivers.description', [usualWaiversFile]),
    }),
    'output-file': outputFileFlag,
    'result-format': Flags.option({
      options: resultFormats,
      default: 'human',
      summary: messages.getMessage('flags.result-format.summary'),
    })(),
    summary: Flags.boolean({
      summary: messages.getMessage('flags.summary.summary'),
      exclusive: ['verbose'],
    }),
    fields: Flags.boolean({ summary: messages.getMessage('flags.fields.summary'), ...notBeside('summary') }),
    search: Flags.string({ summary: messages.getMessage('flags.search.summary'), ...onlyWith('fields') }),
    sobject: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.sobject.summary'),
      ...onlyWith('fields'),
    }),
    surplus: Flags.boolean({
      summary: messages.getMessage('flags.surplus.summary'),
      description: messages.getMessage('flags.surplus.description'),
      ...notBeside('fields'),
    }),
    'cross-check': Flags.boolean({
      summary: messages.getMessage('flags.cross-check.summary'),
      description: messages.getMessage('flags.cross-check.description'),
      ...notBeside('snapshot'),
    }),
    'verify-as': Flags.string({
      summary: messages.getMessage('flags.verify-as.summary'),
      ...notBeside('snapshot'),
    }),
    'save-snapshot': Flags.file({
      summary: messages.getMessage('flags.save-snapshot.summary'),
      description: messages.getMessage('flags.save-snapshot.description'),
      ...notBeside('snapshot'),
    }),
    redact: Flags.boolean({ summary: messages.getMessage('flags.redact.summary'), ...onlyWith('save-snapshot') }),
    snapshot: Flags.file({
      summary: messages.getMessage('flags.snapshot.summary'),
      description: messages.getMessage('flags.snapshot.description'),
    }),
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly usage = usageOf(IntegrationCheck.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<CheckResult> {
    const { flags, metadata } = await this.connecting(this.parse(IntegrationCheck));
    // Loaded before the org answers; help and a mistake in the flags need none of it.
    const [{ checkJson }] = await Promise.all([
      import('../../report/check/checkJson.js'),
      import('../../report/check/checkReport.js'),
      import('../../report/check/checkText.js'),
      import('../../report/check/waiversText.js'),
    ]);
    const given = givenOf(flags, metadata);
    const org = flags['target-org'];
    const choosing = org && this.choosing(flags['no-prompt'] === true, this.choosingInput(flags, org));
    const about = org ? await this.targetsOf(given, org, choosing) : null;
    await this.tellOwnDefinitions(about?.targets.flatMap(({ reference }) => reference ?? []) ?? []);
    const files = await this.reportFiles(flags, about);
    const outcome = org && about ? await this.check(flags, org, about) : await this.checkSnapshot(given);
    const report = await this.reportOf(outcome, flags, about?.project ?? null);
    process.exitCode = report.exitCode;
    const options = await this.textOptionsFor(given, about, outcome, report);
    await this.tell(report, options, flags, files);
    if (org && choosing && flags['result-format'] === 'human') await this.offerPlans(report, options, flags, choosing);
    return checkJson(report);
  }

  /** The files for reports: those of the flag, otherwise of the project file. @throws Refusal where one cannot be written */
  private async reportFiles(flags: CheckFlags, about: CheckTargets | null): Promise<readonly string[]> {
    const files = flags['output-file'] ?? about?.outputs ?? [];
    if (flags['output-file'] === undefined) await refuseOutputs(flags.config, files);
    await this.acceptReports(files, flags);
    return files;
  }

  /** What the check has found, with what is wrong with its waivers; JSON has that as warnings. */
  private async reportOf(
    { snapshot, evaluations, surplus, cost, waivers, notFound, unjudged = [] }: CheckOutcome,
    flags: CheckFlags,
    project: CheckTargets['project'],
  ): Promise<CheckReport> {
    const { checkReport } = await import('../../report/check/checkReport.js');
    const { waiverProblems } = await import('../../report/check/waiversText.js');
    const days = flags['expires-within'];
    const report = checkReport(snapshot, evaluations, cost.apiCalls, findingTexts(), {
      ...{ days, notFound, unjudged, project, surplus },
      waivers: waivers.map((file) => ({ ...file, soonDays: days })),
      failOnSurplus: flags['fail-on'] === 'surplus',
    });
    if (this.jsonEnabled())
      for (const problem of report.waivers.flatMap((file) => waiverProblems(file, words))) this.warn(problem);
    return report;
  }

  /** How the report is shown, and the next commands that it names. */
  private async textOptionsFor(
    given: GivenCheckFlags,
    about: CheckTargets | null,
    outcome: CheckOutcome,
    report: CheckReport,
  ): Promise<TextOptions> {
    const { flags, filling, authentication } = given;
    const org = flags['target-org'];
    const everything = about?.targets.some(({ reference }) => reference === null) ?? false;
    const made = {
      ...{ bin: this.config.bin, flags, filling, authentication },
      org: org ? await runOrg(org, this.typedOrg) : null,
      chosen: about?.chosenByPerson ?? {},
      // Nobody is set up who is not named.
      isOfTeam:
        about !== null && about.project !== null && !everything && about.targets.every(({ users }) => users.length > 0),
    };
    return {
      ...textOptions(words, this.config.bin),
      verbose: flags.verbose === true,
      // Nobody has all that is built in: of what was not asked for by name the table says enough.
      summary: flags.summary === true || (everything && flags.verbose !== true),
      ...(flags.fields ? { fields: { search: flags.search, sobjects: flags.sobject ?? [] } } : {}),
      ...(await checkNext(made, outcome.snapshot.org, report)),
      ofSnapshot: flags.snapshot !== undefined,
      runnerLacks: outcome.runnerLacks,
    };
  }

  /** Prints the report in the format that is wanted, and writes it to the files that are. */
  private async tell(
    report: CheckReport,
    options: TextOptions,
    flags: CheckFlags,
    files: readonly string[],
  ): Promise<void> {
    const documentOf = async (frame: DocumentFrame): Promise<ReportDocument> =>
      (await import('../../report/document/checkDocument.js')).checkDocument(report, options, frame);
    const { 'result-format': format, snapshot: read, 'save-snapshot': saved } = flags;
    if (format === 'human') {
      const { checkText } = await import('../../report/check/checkText.js');
      if (read !== undefined) this.log(`${words('report.snapshot', [read])}\n`);
      this.log(checkText(report, options));
      if (saved !== undefined)
        this.log(words(flags.redact ? 'report.snapshotRedacted' : 'report.snapshotSaved', [saved]));
    } else {
      const { documentFrame, printedDocument } = await import('../../cli/reports.js');
      this.log(printedDocument(await documentOf(documentFrame()), format));
    }
    await this.publishReports(files, documentOf, format === 'human' ? 'stdout' : 'stderr');
  }

  /** From what a person chooses what is missing. */
  private choosingInput(flags: CheckFlags, org: Org): Omit<ChoosingInput, 'signal'> {
    return {
      connect: async () => connectionTo(org, flags['api-version']),
      waitMs: flags.wait.milliseconds,
      withAll: true,
    };
  }

  /**
   * Where a grant would give what is missing, shows its plan to who wants to see it. Nothing is written, and the exit code
   * stays that of the check.
   * @throws OrgFailure INTERRUPTED at a question; what a dry run of grant throws
   */
  private async offerPlans(
    report: CheckReport,
    options: TextOptions,
    flags: CheckFlags,
    choosing: Choosing,
  ): Promise<void> {
    const { checkToPlan, dryRunWords } = await import('../../cli/planOffer.js');
    const check = await checkToPlan(report, options, choosing, () => this.wants(words('prompt.plan')));
    if (check === null) return;
    const { default: grant } = await import('./grant.js');
    const { exitCode } = process;
    const given = {
      filling: fillingOf(fillingOfFlags(flags)),
      config: flags.config,
      apiVersion: flags['api-version'],
      saysAuthentication: options.saysAuthentication === true,
    };
    await grant.run(dryRunWords(check, report.org.username, given), this.config);
    process.exitCode = exitCode;
  }

  /** What the check is about. @throws DefinitionMistake, Refusal */
  private async targetsOf(given: GivenCheckFlags, org: Org, choosing: Choosing | undefined): Promise<CheckTargets> {
    const { flags, filling, authentication, failOn } = given;
    const { integration, user, waivers, config, 'update-waivers': updateWaivers } = flags;
    return checkTargets(
      {
        ...{ ...filling, integration, user, authentication, failOn, waivers, config, updateWaivers },
        writesReports: flags['output-file'] === undefined,
      },
      await runOrg(org, this.typedOrg),
      choosing,
    );
  }

  /** Reads the org and evaluates. @throws DefinitionMistake, OrgFailure, Refusal */
  private async check(flags: CheckFlags, org: Org, { targets }: CheckTargets): Promise<CheckOutcome> {
    const { 'save-snapshot': saved } = flags;
    const { check } = await import('../../workflows/checkWorkflow.js');
    this.spinner.start(messages.getMessage('stage.check'));
    const outcome = await check({
      targets,
      waivers: { update: flags['update-waivers'], aliasesOf },
      surplus: wantsSurplus(flags),
      crossCheck: flags['cross-check'],
      ...(flags['verify-as'] === undefined ? {} : { verifyAs: verifyAs(flags['verify-as'], flags['api-version']) }),
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      ...(saved === undefined ? {} : { save: { path: saved, redact: flags.redact, pluginVersion } }),
      connect: async () => connectionTo(org, flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return outcome;
  }

  /**
   * Evaluates what was read before; what is set once with `sf config set`, or in a project file, may be about another org.
   * @throws DefinitionMistake, Refusal
   */
  private async checkSnapshot({ flags, filling, authentication, failOn }: GivenCheckFlags): Promise<CheckOutcome> {
    const { checkSnapshot } = await import('../../workflows/checkSnapshotWorkflow.js');
    const update = flags['update-waivers'];
    return checkSnapshot({
      ...filling,
      path: flags.snapshot ?? '',
      integrations: flags.integration ?? [],
      users: await usernamesOf(flags.user ?? []),
      authentication,
      failOn: failOn ?? 'required',
      waivers: { update, aliasesOf },
      surplus: wantsSurplus(flags),
      waiversFile: waiversFileOf(flags.waivers, update),
    });
  }
}
