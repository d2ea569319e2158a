import { Messages, StateAggregator } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { usageOf } from '../../cli/usage.js';
import { authenticationFlag, integrationsFlag, orgFlags, usersFlag, readingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { readConfigured } from '../../cli/readConfigured.js';
import { failOnLevels } from '../../exitCode.js';
import { connectionTo } from '../../org/connecting.js';
import { commandLine, findingTexts, paint, terminalWidth } from '../../cli/presentation.js';
import { checkJson } from '../../report/check/checkJson.js';
import type { CheckResult } from '../../report/check/checkJson.js';
import { checkReport } from '../../report/check/checkReport.js';
import { checkText } from '../../report/check/checkText.js';
import type { CheckInput } from '../../workflows/checkWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.check');

const only = (value: string | undefined): string[] => (value === undefined ? [] : [value]);

export default class IntegrationCheck extends IntegrationCommand<CheckResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('check', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: integrationsFlag,
    user: usersFlag,
    authentication: authenticationFlag(),
    'fail-on': Flags.option({
      options: failOnLevels,
      default: 'required',
      summary: messages.getMessage('flags.fail-on.summary'),
      description: messages.getMessage('flags.fail-on.description'),
    })(),
    wait: readingWaitFlag,
    verbose: Flags.boolean({ summary: messages.getMessage('flags.verbose.summary') }),
  };

  public static override readonly usage = usageOf(IntegrationCheck.flags);
  public static override configurationVariablesSection = configurationVariables('integration', 'user');

  public async run(): Promise<CheckResult> {
    const { flags } = await this.connecting(this.parse(IntegrationCheck));
    const configured = await readConfigured();
    const integrations = flags.integration ?? only(configured.integration);
    const users = await this.usernames(flags.user ?? only(configured.user));
    this.spinner.start(messages.getMessage('stage.check'));
    const { check } = await import('../../workflows/checkWorkflow.js');
    const input: CheckInput = {
      integrations,
      users,
      authentication: flags.authentication,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    };
    const { snapshot, evaluations, cost } = await check(input);
    this.spinner.stop();
    const report = checkReport(snapshot, evaluations, cost.apiCalls, flags['fail-on'], findingTexts());
    process.exitCode = report.exitCode;
    this.log(
      checkText(report, {
        width: terminalWidth(),
        verbose: flags.verbose === true,
        paint,
        words: (key, tokens) => messages.getMessage(key, tokens ?? []),
        command: this.again(flags),
        suggestGrant: true,
        commandLine,
      }),
    );
    return checkJson(report);
  }

  private async usernames(usersOrAliases: readonly string[]): Promise<string[]> {
    const { aliases } = await StateAggregator.getInstance();
    return usersOrAliases.map((name) => aliases.resolveUsername(name));
  }

  /** The command as it was given, so that it can be repeated with the same answer. */
  private again(flags: {
    integration?: string[] | undefined;
    user?: string[] | undefined;
    authentication: string;
    'fail-on': string;
    'api-version'?: string | undefined;
    'target-org': { getUsername: () => string | undefined };
  }): string {
    return commandLine([
      this.config.bin,
      'integration',
      'check',
      ...(flags.integration ?? []).flatMap((integration) => ['-i', integration]),
      ...(flags.user ?? []).flatMap((user) => ['-u', user]),
      ...(flags.authentication === 'oauth' ? [] : ['--authentication', flags.authentication]),
      ...(flags['fail-on'] === 'required' ? [] : ['--fail-on', flags['fail-on']]),
      ...(flags['api-version'] === undefined ? [] : ['--api-version', flags['api-version']]),
      '-o',
      flags['target-org'].getUsername() ?? '',
    ]);
  }
}
