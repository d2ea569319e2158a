import * as Args from '@oclif/core/args';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { orgFlags, readingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { paint, terminalWidth } from '../../cli/presentation.js';
import { usageOf } from '../../cli/usage.js';
import { thingKinds } from '../../lookup/namedThing.js';
import { connectionTo } from '../../org/connecting.js';
import { lookupExitCode, lookupJson } from '../../report/lookup/lookupJson.js';
import type { LookupJson } from '../../report/lookup/lookupResult.js';
import { lookupText } from '../../report/lookup/lookupText.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.lookup');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationLookup extends IntegrationCommand<LookupJson> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  // Takes words anyway: help need not say that there may be any number of them.
  public static override strict = true;
  public static override readonly args = {
    text: Args.string({ required: true, description: messages.getMessage('args.text') }),
  };

  public static override readonly flags = {
    'target-org': Flags.optionalOrg({ summary: messages.getMessage('flags.target-org.summary') }),
    'api-version': orgFlags['api-version'],
    kind: Flags.option({
      options: thingKinds,
      multiple: true,
      // What follows the kind is the text.
      multipleNonGreedy: true,
      delimiter: ',',
      summary: messages.getMessage('flags.kind.summary'),
    })(),
    sobject: Flags.string({ summary: messages.getMessage('flags.sobject.summary') }),
    limit: Flags.integer({ min: 1, max: 500, default: 10, summary: messages.getMessage('flags.limit.summary') }),
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationLookup.flags, 'TEXT');
  public static override errorCodes = errorCodesOf('lookup', messages);

  public async run(): Promise<LookupJson> {
    const { args, flags } = await this.connecting(this.parse(IntegrationLookup));
    const { lookUpNames } = await import('../../workflows/lookupWorkflow.js');
    const org = flags['target-org'];
    if (org) this.spinner.start(messages.getMessage('stage.org'));
    const looked = await lookUpNames({
      text: args.text,
      kinds: flags.kind ?? [],
      sobject: flags.sobject ?? null,
      ...(org
        ? {
            org: {
              waitMs: flags.wait.milliseconds,
              signal: this.stopSignal,
              connect: async () => connectionTo(org, flags['api-version']),
            },
          }
        : {}),
    });
    if (org) this.spinner.stop();
    const result = lookupJson(args.text, looked, flags.limit);
    process.exitCode = lookupExitCode(result);
    this.log(lookupText(result, { words, width: terminalWidth(), paint }));
    return result;
  }
}
