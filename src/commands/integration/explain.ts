import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { definitionWord } from '../../cli/checkCommandLine.js';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { explainAbout, whoEntry } from '../../cli/explainRequest.js';
import { fillingOfFlags } from '../../cli/filling.js';
import {
  authenticationFlag,
  configFlag,
  orgFlags,
  outputFileFlag,
  phaseFlag,
  readingWaitFlag,
  setFlag,
} from '../../cli/flags.js';
import { fillingOf, fillingWords } from '../../definition/filling.js';
import type { Authentication } from '../../kinds/requirement.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { commandLine } from '../../cli/commandLine.js';
import { findingTexts, paint, pluginVersion, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/runOrg.js';
import { settledSubject } from '../../cli/settledSubject.js';
import type { SettledSubject } from '../../cli/settledSubject.js';
import { isGiven } from '../../cli/settingsUsed.js';
import { usageOf } from '../../cli/usage.js';
import { connectionTo } from '../../org/connecting.js';
import { worstExitCode } from '../../exitCode.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { Refusal } from '../../refusal.js';
import type { PermissionEntry } from '../../access/setupEntities.js';
import type { ExplainReport } from '../../report/explain/explainReport.js';
import type { ExplainAnswer } from '../../report/explain/explainResult.js';
import type { WhoResult } from '../../report/explain/whoResult.js';
import type { ExplainTextOptions } from '../../report/explain/explainText.js';
import type { Words } from '../../report/words.js';
import type { ExplainRun } from '../../workflows/explainWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.explain');
const checkMessages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

/** Sentences of explain, and those of the check that every report has. */
const words: Words = (key, tokens) =>
  (key.startsWith('report.') ? checkMessages : messages).getMessage(key, tokens ?? []);

/** The flags, and the way of logging in where somebody gave it. */
type Flagged = Interfaces.InferredFlags<typeof IntegrationExplain.flags> & {
  readonly login: Authentication | undefined;
};

export default class IntegrationExplain extends IntegrationCommand<ExplainAnswer> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('explain', messages);

  public static override readonly flags = {
    ...orgFlags,
    user: Flags.string({
      char: 'u',
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.user.summary'),
    }),
    integration: Flags.string({ char: 'i', summary: messages.getMessage('flags.integration.summary') }),
    config: configFlag,
    permission: Flags.string({ summary: messages.getMessage('flags.permission.summary') }),
    sobject: Flags.string({ summary: messages.getMessage('flags.sobject.summary') }),
    field: Flags.string({ summary: messages.getMessage('flags.field.summary') }),
    access: Flags.option({ options: objectAccesses, summary: messages.getMessage('flags.access.summary') })(),
    finding: Flags.string({ summary: messages.getMessage('flags.finding.summary') }),
    without: Flags.string({ summary: messages.getMessage('flags.without.summary') }),
    'to-profile': Flags.string({ summary: messages.getMessage('flags.to-profile.summary') }),
    who: Flags.boolean({ summary: messages.getMessage('flags.who.summary') }),
    inactive: Flags.boolean({ summary: messages.getMessage('flags.inactive.summary') }),
    set: setFlag,
    phase: phaseFlag(),
    authentication: authenticationFlag(),
    'output-file': outputFileFlag,
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationExplain.flags);
  public static override configurationVariablesSection = configurationVariables('user');

  public async run(): Promise<ExplainAnswer> {
    const { flags: parsed, metadata } = await this.connecting(this.parse(IntegrationExplain));
    const flags = { ...parsed, login: isGiven(metadata, 'authentication') ? parsed.authentication : undefined };
    const entry = whoEntry(flags);
    if (entry) return this.tellWho(flags, entry);
    const about = await this.aboutOf(flags);
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, {});
    const { snapshot, explanations, apiCalls, seesSets } = await this.read(flags, about);
    const [
      { explainReport, explainExitCode },
      { explainText },
      { explainSeveralText },
      { explainJson, explainSeveralJson },
    ] = await Promise.all([
      import('../../report/explain/explainReport.js'),
      import('../../report/explain/explainText.js'),
      import('../../report/explain/explainSeveralText.js'),
      import('../../report/explain/explainJson.js'),
    ]);
    const [first, ...more] = explanations.map((one) =>
      explainReport(snapshot, one, { apiCalls, seesSets }, findingTexts()),
    );
    if (first === undefined) throw new Error('a reading without a user');
    const reports = [first, ...more] as const;
    process.exitCode = worstExitCode(reports.map(explainExitCode));
    const optionsOf = ({ org, user }: Pick<ExplainReport, 'org' | 'user'>): ExplainTextOptions =>
      this.textOptions(flags, org.username, user.username);
    const isOne = more.length === 0;
    this.log(isOne ? explainText(first, optionsOf(first)) : explainSeveralText(reports, optionsOf));
    const json = isOne ? explainJson(first) : explainSeveralJson(reports);
    await this.publishReports(files, async (frame) => {
      const { explainDocument } = await import('../../report/document/explainDocument.js');
      return explainDocument({ reports, json }, optionsOf(first), frame);
    });
    return json;
  }

  /** What is asked about. @throws Refusal; where a definition is named and nothing of it, with the ids of its needs */
  private async aboutOf(flags: Flagged): Promise<ReturnType<typeof explainAbout>> {
    try {
      return explainAbout(flags);
    } catch (error) {
      const { integration } = flags;
      if (!(error instanceof Refusal) || error.code !== 'NoSubject' || integration === undefined) throw error;
      const { noSubjectOf } = await import('../../workflows/explainWorkflow.js');
      const { authentication, reference, ...settled } = await this.settled(flags);
      throw await noSubjectOf({ integration: reference ?? integration, authentication, filling: fillingOf(settled) });
    }
  }

  /** Who of the org has it. @throws OrgFailure, Refusal */
  private async tellWho(flags: Flagged, entry: PermissionEntry): Promise<WhoResult> {
    const files = flags['output-file'] ?? [];
    await this.acceptReports(files, {});
    const { findWhoHolds } = await import('../../workflows/whoWorkflow.js');
    this.spinner.start(messages.getMessage('stage.permissions'));
    const { who, apiCalls, ...read } = await findWhoHolds({
      entry,
      withInactive: flags.inactive,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    const [{ whoReport, whoExitCode }, { whoText }, { whoJson }] = await Promise.all([
      import('../../report/explain/whoReport.js'),
      import('../../report/explain/whoText.js'),
      import('../../report/explain/whoJson.js'),
    ]);
    const report = whoReport(who, read, apiCalls, findingTexts());
    process.exitCode = whoExitCode(report);
    const options = { width: terminalWidth(), paint, words, plugin: pluginVersion };
    this.log(whoText(report, options));
    const json = whoJson(report);
    await this.publishReports(files, async (frame) => {
      const { whoDocument } = await import('../../report/document/whoDocument.js');
      return whoDocument({ report, json }, options, frame);
    });
    return json;
  }

  private textOptions(flags: Flagged, org: string, user: string): ExplainTextOptions {
    // Without a definition there is nothing to be filled in.
    const integration =
      flags.integration === undefined
        ? []
        : [
            ...(flags.login === undefined ? [] : ['--authentication', flags.login]),
            ...['-i', definitionWord(flags.integration), ...fillingWords(fillingOfFlags(flags))],
            ...(flags.config === undefined ? [] : ['--config', flags.config]),
          ];
    return {
      width: terminalWidth(),
      paint,
      words,
      plugin: pluginVersion,
      contentOf: commandLine([
        ...[this.config.bin, 'integration', 'generate', 'definition', '-o', org, '--from-permission-set', 'NAME'],
      ]),
      explainThat: (subject) =>
        commandLine([this.config.bin, 'integration', 'explain', '-o', org, '-u', user, ...integration, ...subject]),
    };
  }

  /** Reads the org. @throws DefinitionMistake, OrgFailure, Refusal */
  private async read(flags: Flagged, about: ReturnType<typeof explainAbout>): Promise<ExplainRun> {
    const { explainAccess } = await import('../../workflows/explainWorkflow.js');
    const settled = await this.settled(flags);
    this.spinner.start(messages.getMessage('stage.people'));
    const run = await explainAccess({
      about,
      integration: settled.reference,
      authentication: settled.authentication,
      filling: fillingOf(settled),
      users: settled.users,
      without: flags.without ?? null,
      toProfile: flags['to-profile'] ?? null,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    return run;
  }

  /** Whose access it is, and how the integration logs in and is filled in. @throws DefinitionMistake, Refusal */
  private async settled(flags: Flagged): Promise<SettledSubject> {
    const { user, integration, config, login, 'target-org': org } = flags;
    return settledSubject(
      { ...{ integration, config, users: user }, authentication: login, filling: fillingOfFlags(flags) },
      await runOrg(org, this.typedOrg),
    );
  }
}
