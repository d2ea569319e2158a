import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import type { Org } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { isRedacted } from '../../access/redactSnapshot.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { checkCommandLine } from '../../cli/checkCommandLine.js';
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
import { checkTargets, waiversFileOf, waiversFileThere } from '../../cli/checkTargets.js';
import type { CheckTargets } from '../../cli/checkTargets.js';
import type { Choosing, ChoosingInput } from '../../cli/choosing.js';
import { refuseOutputs } from '../../cli/projectOutputs.js';
import { isOtherLoginInFile, runOrg } from '../../cli/projectSettings.js';
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
import { unique } from '../../report/groups.js';
import type { TextOptions } from '../../report/check/textStyle.js';
import type { Words } from '../../report/words.js';
import { usualWaiversFile } from '../../waivers/waiver.js';
import type { CheckOutcome } from '../../workflows/checkWorkflow.js';
import type { VerifyAs } from '../../workflows/readSecondOpinions.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);
/** Whether the version of the API keeps something from being known: repeating it would lead nowhere. */
const isHiddenByVersion = (evaluations: CheckOutcome['evaluations']): boolean =>
  evaluations.some(({ findings }) => findings.some(({ gap }) => gap?.code === 'NOT_IN_API_VERSION'));

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

/** The flags, with undefined in place of what nobody gave. */
type GivenCheckFlags = Omit<CheckFlags, 'authentication'> &
  Filling & {
    readonly authentication: Authentication | undefined;
    readonly failOn: FailOn | undefined;
  };

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
    // Loaded now: help and a mistake in the flags need none of it.
    const [{ checkReport }, { checkText }, { checkJson }, { waiverProblems }] = await Promise.all([
      import('../../report/check/checkReport.js'),
      import('../../report/check/checkText.js'),
      import('../../report/check/checkJson.js'),
      import('../../report/check/waiversText.js'),
    ]);
    const filling = fillingOfFlags(flags);
    const given = {
      ...flags,
      authentication: isGiven(metadata, 'authentication') ? flags.authentication : undefined,
      failOn: isGiven(metadata, 'fail-on') && flags['fail-on'] !== 'surplus' ? flags['fail-on'] : undefined,
      ...filling,
    };
    const org = flags['target-org'];
    const choosing = org && this.choosing(flags['no-prompt'] === true, this.choosingInput(flags, org));
    const about = org ? await this.targetsOf(given, org, choosing) : null;
    await this.tellOwnDefinitions(about?.targets.flatMap(({ reference }) => reference ?? []) ?? []);
    const everything = about?.targets.some(({ reference }) => reference === null) ?? false;
    const files = flags['output-file'] ?? about?.outputs ?? [];
    if (flags['output-file'] === undefined) await refuseOutputs(flags.config, files);
    await this.acceptReports(files, flags);
    const failOnSurplus = flags['fail-on'] === 'surplus';
    const {
      snapshot,
      evaluations,
      surplus,
      cost,
      runnerLacks,
      waivers,
      notFound,
      unjudged = [],
    } = org && about ? await this.check(flags, org, about) : await this.checkSnapshot(given);
    const days = flags['expires-within'];
    const report = checkReport(snapshot, evaluations, cost.apiCalls, findingTexts(), {
      ...{ days, notFound, unjudged, project: about?.project ?? null },
      waivers: waivers.map((file) => ({ ...file, soonDays: days })),
      ...{ surplus, failOnSurplus },
    });
    if (this.jsonEnabled())
      for (const problem of report.waivers.flatMap((file) => waiverProblems(file, words))) this.warn(problem);
    process.exitCode = report.exitCode;
    const repeated = {
      bin: this.config.bin,
      org: snapshot.org.username,
      snapshot: flags.snapshot,
      // What the project file says is said by it again.
      authentication: org
        ? flags.authentication
        : (evaluations[0]?.requirements.authentication ?? flags.authentication),
      // It may say another way than the one that was given.
      saysAuthentication:
        org !== undefined &&
        given.authentication !== undefined &&
        (await isOtherLoginInFile(
          report.checks.map(({ reference, requirements: { authentication } }) => ({ reference, authentication })),
          flags.config,
          await runOrg(org, this.typedOrg),
        )),
      failOn: flags['fail-on'],
      surplus: flags.surplus,
      crossCheck: flags['cross-check'],
      verifyAs: flags['verify-as'],
      // Where nothing was to be added there is no file yet, and a check against it would be refused.
      waivers: await waiversFileThere(flags.waivers, flags['update-waivers']),
      config: flags.config,
      filling,
      apiVersion: isHiddenByVersion(evaluations) ? undefined : flags['api-version'],
    };
    // After a snapshot the org is checked, by the names that the file holds; of made-up ones there is no org.
    const held = org ? [] : report.checks;
    const command =
      !org && isRedacted(snapshot.org)
        ? ''
        : checkCommandLine({
            ...{ ...repeated, snapshot: undefined },
            integrations:
              flags.integration ?? about?.chosenByPerson.integration ?? unique(held.map(({ reference }) => reference)),
            users: flags.user ?? about?.chosenByPerson.user ?? unique(held.map(({ user }) => user.username)),
          });
    const options = {
      ...textOptions(words, this.config.bin),
      verbose: flags.verbose === true,
      // Nobody has all that is built in: of what was not asked for by name the table says enough.
      summary: flags.summary === true || (everything && flags.verbose !== true),
      ...(flags.fields ? { fields: { search: flags.search, sobjects: flags.sobject ?? [] } } : {}),
      command,
      saysAuthentication: repeated.saysAuthentication,
      ofSnapshot: flags.snapshot !== undefined,
      commandFor: (reference: string, username: string) =>
        checkCommandLine({ ...repeated, integrations: [reference], users: [username] }),
      runnerLacks,
    };
    const documentOf = async (frame: DocumentFrame): Promise<ReportDocument> =>
      (await import('../../report/document/checkDocument.js')).checkDocument(report, options, frame);
    const format = flags['result-format'];
    if (format === 'human') {
      const [read, saved] = [flags.snapshot, flags['save-snapshot']];
      if (read !== undefined) this.log(`${words('report.snapshot', [read])}\n`);
      this.log(checkText(report, options));
      if (saved !== undefined)
        this.log(words(flags.redact ? 'report.snapshotRedacted' : 'report.snapshotSaved', [saved]));
    } else {
      const { documentFrame, printedDocument } = await import('../../cli/reports.js');
      this.log(printedDocument(await documentOf(documentFrame()), format));
    }
    await this.publishReports(files, documentOf, format === 'human' ? 'stdout' : 'stderr');
    const result = checkJson(report);
    if (org && choosing && format === 'human') await this.offerPlans(report, options, flags, choosing);
    return result;
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
      filling: fillingOfFlags(flags),
      config: flags.config,
      apiVersion: flags['api-version'],
      saysAuthentication: options.saysAuthentication === true,
    };
    await grant.run(dryRunWords(check, report.org.username, given), this.config);
    process.exitCode = exitCode;
  }

  /** What the check is about. @throws DefinitionMistake, Refusal */
  private async targetsOf(given: GivenCheckFlags, org: Org, choosing: Choosing | undefined): Promise<CheckTargets> {
    const { integration, user, authentication, failOn, waivers, config, 'update-waivers': updateWaivers } = given;
    return checkTargets(
      {
        ...{ ...fillingOf(given), integration, user, authentication, failOn, waivers, config, updateWaivers },
        writesReports: given['output-file'] === undefined,
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
  private async checkSnapshot(given: GivenCheckFlags): Promise<CheckOutcome> {
    const { checkSnapshot } = await import('../../workflows/checkSnapshotWorkflow.js');
    const update = given['update-waivers'];
    return checkSnapshot({
      ...fillingOf(given),
      path: given.snapshot ?? '',
      integrations: given.integration ?? [],
      users: await usernamesOf(given.user ?? []),
      authentication: given.authentication,
      failOn: given.failOn ?? 'required',
      waivers: { update, aliasesOf },
      surplus: wantsSurplus(given),
      waiversFile: waiversFileOf(given.waivers, update),
    });
  }
}
