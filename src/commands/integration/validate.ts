import { Args } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { errorCodesOf } from '../../cli/errorCodes.js';
import { outputFileFlag } from '../../cli/flags.js';
import { IntegrationCommand } from '../../cli/integrationCommand.js';
import { mistakeWords } from '../../cli/mistakeWords.js';
import { paint, terminalWidth } from '../../cli/presentation.js';
import { usageOf } from '../../cli/usage.js';
import { exitCodes } from '../../exitCode.js';
import { validateJson } from '../../report/validate/validateJson.js';
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

  public static override readonly args = {
    files: Args.string({ multiple: true, description: messages.getMessage('args.files') }),
  };

  public static override readonly flags = { 'output-file': outputFileFlag };

  public static override readonly usage = usageOf(IntegrationValidate.flags, '[FILES...]');
  public static override errorCodes = errorCodesOf('validate', messages);

  public async run(): Promise<ValidateResult> {
    const { args, flags } = await this.parse(IntegrationValidate);
    const reports = flags['output-file'] ?? [];
    await this.acceptReports(reports, {}, args.files);
    const at = new Date().toISOString();
    const { validate } = await import('../../workflows/validateWorkflow.js');
    const files = await validate(args.files ?? []);
    const result = validateJson(files, mistakeWords);
    const exitCode = result.valid ? exitCodes.done : exitCodes.couldNotRun;
    process.exitCode = exitCode;
    this.log(validateText(result, files, { words, width: terminalWidth(), paint }));
    await this.publishReports(reports, async (frame) => {
      const { validateDocument } = await import('../../report/document/validateDocument.js');
      return validateDocument({ result, files, exitCode, at }, words, frame);
    });
    return result;
  }
}
