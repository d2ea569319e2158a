import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../../cli/errorCodes.js';
import { integrationsFlag, noPromptFlag, orgFlags, readingWaitFlag } from '../../../cli/flags.js';
import { IntegrationCommand } from '../../../cli/integrationCommand.js';
import { commandLine } from '../../../cli/commandLine.js';
import { terminalWidth } from '../../../cli/presentation.js';
import { runOrg } from '../../../cli/runOrg.js';
import { usageOf } from '../../../cli/usage.js';
import { connectionTo } from '../../../org/connecting.js';
import { orgJson } from '../../../report/check/checkJson.js';
import type { GenerateConfigResult } from '../../../report/generate/configResult.js';
import { hang } from '../../../report/layout.js';
import { visible } from '../../../report/visible.js';
import type { Words } from '../../../report/words.js';
import type { GeneratedConfig } from '../../../workflows/generateConfigWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.generate.config');
const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationGenerateConfig extends IntegrationCommand<GenerateConfigResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('generate config', messages);

  public static override readonly flags = {
    ...orgFlags,
    integration: integrationsFlag,
    'output-file': Flags.file({
      default: 'integration.config.yml',
      summary: messages.getMessage('flags.output-file.summary'),
    }),
    force: Flags.boolean({ summary: messages.getMessage('flags.force.summary') }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
    'no-prompt': noPromptFlag,
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationGenerateConfig.flags);

  public async run(): Promise<GenerateConfigResult> {
    const { flags } = await this.connecting(this.parse(IntegrationGenerateConfig));
    const org = flags['target-org'];
    const waitMs = flags.wait.milliseconds;
    const connect = async (): Promise<ReturnType<typeof connectionTo>> => connectionTo(org, flags['api-version']);
    const choosing = this.choosing(flags['no-prompt'], { connect, waitMs, withAll: true });
    const { generateConfig } = await import('../../../workflows/generateConfigWorkflow.js');
    const file = flags['output-file'];
    const generated = await generateConfig({
      ...{ file, connect, waitMs, words, integrations: flags.integration, force: flags.force },
      signal: this.stopSignal,
      dryRun: flags['dry-run'],
      orgName: (await runOrg(org, this.typedOrg)).shortName,
      ...(choosing
        ? {
            chooseIntegration: () => choosing.integration(null),
            chooseUser: (reference: string) => choosing.user([reference]),
          }
        : {}),
    });
    this.tell(generated, file, (await runOrg(org, this.typedOrg)).shortName);
    const { found, open, unknown, written, text } = generated;
    return {
      schemaVersion: 1,
      org: orgJson(generated.org),
      file: written ? file : null,
      ...{ written, config: text },
      integrations: found.integrations.map(({ definition, users }) => ({
        definition,
        users: users.map(({ username }) => username),
      })),
      orgs: [...found.orgs],
      open: open.map((definition) => ({ definition, key: 'users' })),
      candidates: found.candidates.map(({ username }) => username),
      unknown: [...unknown],
    };
  }

  /**
   * With --dry-run the file stands alone on stdout, so that it can be put into a pipe.
   * @param org as it is known here, for the commands
   */
  private tell(
    { text, found, open, unknown, written, isFoundByItself }: GeneratedConfig,
    file: string,
    org: string,
  ): void {
    const said = (key: string, tokens: string[] = []): string =>
      hang('', visible(words(key, tokens)), terminalWidth()).join('\n');
    const count = found.integrations.length;
    const counted = count === 1 ? words('integrations.one') : words('integrations', [String(count)]);
    const lines = [
      said(written ? 'info.written' : 'info.notWritten', [visible(file), counted]),
      ...(open.length === 0 ? [] : [said('info.open', [open.join(', ')])]),
      ...(unknown.length === 0 ? [] : [said('info.unknown', [unknown.join(', ')])]),
    ];
    if (!written) {
      this.log(text.trimEnd());
      return lines.forEach((line) => this.logToStderr(line));
    }
    [...lines, ...this.nextSteps(open, isFoundByItself ? null : file, org)].forEach((line) => this.log(line));
  }

  /**
   * What comes next: what the file leaves open, then whole commands.
   * @param named the file where commands have to name it; null where they find it
   */
  private nextSteps(open: readonly string[], named: string | null, org: string): string[] {
    const { bin } = this.config;
    const config = named === null ? [] : ['--config', named];
    const validated = named === null ? [] : [named];
    const steps = [
      ...(open.length === 0 ? [] : [[words('next.users', [open.join(', ')])]]),
      [words('next.validate'), commandLine([bin, 'integration', 'validate', ...validated, '-o', org])],
      [words('next.setup'), commandLine([bin, 'integration', 'setup', ...config, '-o', org, '--dry-run'])],
    ];
    return [
      '',
      words('next'),
      ...steps.flatMap(([text = '', command], at) => [
        ...hang(`  ${at + 1}. `, visible(text), terminalWidth()),
        ...(command === undefined ? [] : [`     ${command}`]),
      ]),
    ];
  }
}
