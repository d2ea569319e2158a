import * as Args from '@oclif/core/args';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { orgFlags, outputFileBesideFilesFlag, readingWaitFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { mistakeWords } from '../../cli/mistakeWords.js';
import { commandLine } from '../../cli/commandLine.js';
import { paint, terminalWidth } from '../../cli/presentation.js';
import { runOrg } from '../../cli/runOrg.js';
import { usageOf } from '../../cli/usage.js';
import { connectionTo } from '../../org/connecting.js';
import { validateExitCode, validateJson } from '../../report/validate/validateJson.js';
import type { ValidateResult } from '../../report/validate/validateResult.js';
import { validateText } from '../../report/validate/validateText.js';
import type { Words } from '../../report/words.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.validate');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

export default class IntegrationValidate extends IntegrationCommand<ValidateResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');

  // Takes words anyway: help need not say that there may be any number of them.
  public static override strict = true;
  public static override readonly args = {
    files: Args.string({ multiple: true, description: messages.getMessage('args.files') }),
  };

  public static override readonly flags = {
    'target-org': Flags.optionalOrg({
      summary: messages.getMessage('flags.target-org.summary'),
      // Whoever looks through files does not mean the default org by that.
      default: () => Promise.resolve(undefined),
      defaultHelp: () => Promise.resolve(undefined),
    }),
    'api-version': orgFlags['api-version'],
    'output-file': outputFileBesideFilesFlag,
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationValidate.flags, '[FILES...]');
  public static override errorCodes = errorCodesOf('validate', messages);

  public async run(): Promise<ValidateResult> {
    const { args, flags } = await this.connecting(this.parse(IntegrationValidate));
    const reports = flags['output-file'] ?? [];
    await this.acceptReports(reports, {}, args.files);
    const at = new Date().toISOString();
    const { validate } = await import('../../workflows/validateWorkflow.js');
    const org = flags['target-org'];
    if (org) this.spinner.start(messages.getMessage('stage.org'));
    const files = await validate({
      files: args.files ?? [],
      ...(org
        ? {
            org: {
              waitMs: flags.wait.milliseconds,
              signal: this.stopSignal,
              names: (await runOrg(org, this.typedOrg)).names,
              connect: async () => connectionTo(org, flags['api-version']),
            },
          }
        : {}),
    });
    if (org) this.spinner.stop();
    const result = validateJson(files, mistakeWords);
    const exitCode = validateExitCode(result);
    process.exitCode = exitCode;
    const again = [this.config.bin, 'integration', 'validate', ...(args.files ?? []), '-o', '<org>'];
    const withOrgCommand = org ? null : commandLine(again);
    this.log(validateText(result, files, { words, width: terminalWidth(), paint, withOrgCommand }));
    await this.publishReports(reports, async (frame) => {
      const { validateDocument } = await import('../../report/document/validateDocument.js');
      return validateDocument({ result, files, exitCode, at }, words, frame);
    });
    return result;
  }
}
