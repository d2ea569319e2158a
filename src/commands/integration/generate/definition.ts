import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../../cli/errorCodes.js';
import { notBeside, orgFlags, readingWaitFlag } from '../../../cli/flags.js';
import { IntegrationCommand } from '../../../cli/integrationCommand.js';
import { commandLine, findingTexts, pluginVersion, terminalWidth } from '../../../cli/presentation.js';
import { usageOf } from '../../../cli/usage.js';
import { usernamesOf } from '../../../cli/usernames.js';
import { definitionWord } from '../../../cli/checkCommandLine.js';
import { connectionTo } from '../../../org/connecting.js';
import type { GenerateDefinitionResult } from '../../../report/generate/generateResult.js';
import type { Words } from '../../../report/words.js';
import type { GenerateInput } from '../../../workflows/generateDefinitionWorkflow.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.generate.definition');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

const sourceFlags = ['from-permission-set', 'from-profile', 'from-user'] as const;
const sourceFlag = (name: (typeof sourceFlags)[number]): Interfaces.OptionFlag<string | undefined> =>
  Flags.string({
    summary: messages.getMessage(`flags.${name}.summary`),
    ...notBeside(...sourceFlags.filter((other) => other !== name)),
  });

type GenerateFlags = Interfaces.InferredFlags<typeof IntegrationGenerateDefinition.flags>;

export default class IntegrationGenerateDefinition extends IntegrationCommand<GenerateDefinitionResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('generate definition', messages);

  public static override readonly flags = {
    ...orgFlags,
    'from-permission-set': sourceFlag('from-permission-set'),
    'from-profile': sourceFlag('from-profile'),
    'from-user': sourceFlag('from-user'),
    id: Flags.string({ summary: messages.getMessage('flags.id.summary') }),
    label: Flags.string({ summary: messages.getMessage('flags.label.summary') }),
    sobject: Flags.string({ multiple: true, delimiter: ',', summary: messages.getMessage('flags.sobject.summary') }),
    'output-file': Flags.file({
      summary: messages.getMessage('flags.output-file.summary'),
      ...notBeside('output-dir'),
    }),
    'output-dir': Flags.directory({ summary: messages.getMessage('flags.output-dir.summary') }),
    'dry-run': Flags.boolean({ summary: messages.getMessage('flags.dry-run.summary') }),
    wait: readingWaitFlag,
  };

  public static override readonly usage = usageOf(IntegrationGenerateDefinition.flags);

  public async run(): Promise<GenerateDefinitionResult> {
    const { flags } = await this.connecting(this.parse(IntegrationGenerateDefinition));
    const [{ acceptTarget, generateDefinition, writeGenerated }, { generateExitCode, generateJson, generateText }] =
      await Promise.all([
        import('../../../workflows/generateDefinitionWorkflow.js'),
        import('../../../report/generate/generateReport.js'),
      ]);
    const target = {
      id: flags.id ?? null,
      file: flags['output-file'] ?? null,
      folder: flags['output-dir'] ?? null,
    };
    acceptTarget(target);
    this.spinner.start(messages.getMessage('stage.holdings'));
    const found = await generateDefinition({
      wanted: await this.wanted(flags),
      sobjects: flags.sobject ?? [],
      pluginVersion,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(flags['target-org'], flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    const texts = findingTexts();
    const generated = await writeGenerated(
      found,
      { ...target, label: flags.label ?? null, dryRun: flags['dry-run'], pluginVersion },
      words,
      texts,
    );
    process.exitCode = generateExitCode(found);
    const { file } = generated;
    const text = generateText(found, generated, {
      width: terminalWidth(),
      words,
      texts,
      checkCommand:
        file === null
          ? null
          : commandLine([
              ...[this.config.bin, 'integration', 'check', '-o', found.org.username],
              ...['-i', definitionWord(file), '-u', found.source.type === 'User' ? found.source.name : '<username>'],
            ]),
    });
    if (file === null) {
      // The definition alone on stdout, so that it can be put into a file or a pipe.
      this.log(generated.text.trimEnd());
      this.logToStderr(text);
    } else this.log(text);
    return generateJson(found, generated, words, texts);
  }

  /** The one source that was named. @throws SfError where none was */
  private async wanted(flags: GenerateFlags): Promise<GenerateInput['wanted']> {
    const { 'from-permission-set': set, 'from-profile': profile, 'from-user': user } = flags;
    if (set !== undefined) return { kind: 'permissionSet', name: set.trim() };
    if (profile !== undefined) return { kind: 'profile', name: profile.trim() };
    if (user === undefined) throw messages.createError('error.NoSource');
    const [username = user] = await usernamesOf([user]);
    return { kind: 'user', username };
  }
}
