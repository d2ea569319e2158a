import { Messages } from '@salesforce/core';
import { IntegrationCommand, withoutOrgErrorCodes } from '../../baseCommand.js';
import type { ListResult } from '../../definition/description.js';
import { listText } from '../../report/describeText.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.list');

export default class IntegrationList extends IntegrationCommand<ListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override errorCodes = withoutOrgErrorCodes;

  public async run(): Promise<ListResult> {
    await this.parse(IntegrationList);
    const { listIntegrations } = await import('../../workflows/describe.js');
    const result = await listIntegrations();
    this.log(listText(result, { width: 80, words: (key, tokens) => messages.getMessage(key, tokens ?? []) }));
    this.log(`\n${messages.getMessage('next', [this.config.bin])}`);
    return result;
  }
}
