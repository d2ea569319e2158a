import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { IntegrationCommand } from '../../baseCommand.js';
import type { DescribeResult } from '../../definition/description.js';
import { authentications } from '../../definition/requirement.js';
import { describeText } from '../../report/describeText.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.describe');

export default class IntegrationDescribe extends IntegrationCommand<DescribeResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly flags = {
    integration: Flags.string({
      char: 'i',
      required: true,
      summary: messages.getMessage('flags.integration.summary'),
      description: messages.getMessage('flags.integration.description'),
    }),
    authentication: Flags.option({
      options: authentications,
      summary: messages.getMessage('flags.authentication.summary'),
    })(),
  };

  public async run(): Promise<DescribeResult> {
    const { flags } = await this.parse(IntegrationDescribe);
    const { describeIntegration } = await import('../../workflows/describe.js');
    const result = await describeIntegration(flags.integration, flags.authentication);
    this.log(describeText(result, { width: 80, words: (key, tokens) => messages.getMessage(key, tokens ?? []) }));
    return result;
  }
}
