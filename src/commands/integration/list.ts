import * as Args from '@oclif/core/args';
import { Messages } from '@salesforce/core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { textOptions } from '../../cli/presentation.js';
import { usageOf } from '../../cli/usage.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import type { ListResult } from '../../report/describe/describeResult.js';
import { listText } from '../../report/describe/listText.js';
import { visible } from '../../report/visible.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.list');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationList extends IntegrationCommand<ListResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  // Takes words anyway: help need not say that there may be any number of them.
  public static override strict = true;
  public static override readonly args = {
    text: Args.string({ description: messages.getMessage('args.text') }),
  };

  public static override readonly usage = usageOf({}, '[TEXT]');
  public static override errorCodes = errorCodesOf('list', messages);

  public async run(): Promise<ListResult> {
    const { args } = await this.parse(IntegrationList);
    const { listIntegrations } = await import('../../workflows/describeWorkflow.js');
    const result = await listIntegrations(args.text);
    if (result.integrations.length === 0) process.exitCode = 1;
    const { integrations, didYouMean = [] } = result;
    // Where nothing was found, there is nothing of which to see more.
    const isNone = integrations.length === 0 && didYouMean.length === 0;
    const next = args.text === undefined ? 'next' : isNone ? 'next.none' : 'next.found';
    this.log(listText(result, textOptions(words, this.config.bin)));
    for (const file of result.outsideProject ?? [])
      this.log(`\n${messages.getMessage('outsideProject', [visible(file), this.config.bin])}`);
    this.log(`\n${messages.getMessage(next, [this.config.bin, this.config.bin])}`);
    return result;
  }
}
