import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { configurationVariables } from '../../cli/configurationVariables.js';
import { fillingOfFlags } from '../../cli/filling.js';
import { configFlag, integrationFlag, phaseFlag, setFlag } from '../../cli/flags.js';
import { commandLine } from '../../cli/commandLine.js';
import { findingTexts, textOptions } from '../../cli/presentation.js';
import { usageOf } from '../../cli/usage.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { settleDefinition } from '../../cli/settleDefinition.js';
import type { DescribeResult } from '../../report/describe/describeResult.js';
import { authentications } from '../../kinds/requirement.js';
import { describeText } from '../../report/describe/describeText.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.describe');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationDescribe extends IntegrationCommand<DescribeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    integration: integrationFlag,
    config: configFlag,
    set: setFlag,
    phase: phaseFlag(),
    authentication: Flags.option({
      options: authentications,
      summary: messages.getMessage('flags.authentication.summary'),
    })(),
  };

  public static override readonly usage = usageOf(IntegrationDescribe.flags);
  public static override configurationVariablesSection = configurationVariables('integration');
  public static override errorCodes = errorCodesOf('describe', messages);

  public async run(): Promise<DescribeResult> {
    const { flags } = await this.parse(IntegrationDescribe);
    const { describeIntegration } = await import('../../workflows/describeWorkflow.js');
    const settled = await settleDefinition(
      { integration: flags.integration, authentication: flags.authentication, ...fillingOfFlags(flags) },
      flags.config,
    );
    const { reference, authentication, filling, project } = settled;
    if (reference === undefined) throw messages.createError('error.NoIntegration');
    const described = await describeIntegration(reference, authentication, filling);
    const settings = (project?.settings ?? []).map(({ key, value }) => ({ key, value, file: project?.file ?? '' }));
    const result: DescribeResult = settings.length === 0 ? described : { ...described, settings };
    // Nobody sees it beside --json, and of fifty thousand needs it takes a while.
    if (!this.jsonEnabled()) {
      this.log(describeText(result, { ...textOptions(words, this.config.bin), texts: findingTexts() }));
      const check = ['integration', 'check', '-i', reference, '-u', '<username>', '-o', '<org>'];
      this.log(`\n${messages.getMessage('next', [commandLine([this.config.bin, ...check])])}`);
    }
    return result;
  }
}
