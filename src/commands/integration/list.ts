import { Messages } from '@salesforce/core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { findingTexts, textOptions } from '../../cli/presentation.js';
import { usageOf } from '../../cli/usage.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import type { ListResult } from '../../report/describe/describeResult.js';
import { listText } from '../../report/describe/describeText.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.list');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationList extends IntegrationCommand<ListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  public static override readonly usage = usageOf({});
  public static override errorCodes = errorCodesOf('list', messages);

  public async run(): Promise<ListResult> {
    await this.parse(IntegrationList);
    const { listIntegrations } = await import('../../workflows/describeWorkflow.js');
    const result = await listIntegrations();
    this.log(listText(result, { ...textOptions(words, this.config.bin), texts: findingTexts() }));
    this.log(`\n${messages.getMessage('next', [this.config.bin])}`);
    return result;
  }
}
