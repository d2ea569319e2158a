import { basename } from 'node:path';
import type { Interfaces } from '@oclif/core';
import { Messages } from '@salesforce/core';
import { Flags } from '@salesforce/sf-plugins-core';
import { errorCodesOf } from '../../../cli/errorCodes.js';
import { notBeside, onlyWith, orgWith, readingWaitFlag } from '../../../cli/flags.js';
import { IntegrationCommand } from '../../../cli/integrationCommand.js';
import { commandLine } from '../../../cli/commandLine.js';
import { findingTexts, pluginVersion, terminalWidth } from '../../../cli/presentation.js';
import { usageOf } from '../../../cli/usage.js';
import { usernamesOf } from '../../../cli/usernames.js';
import { definitionWord } from '../../../cli/checkCommandLine.js';
import { connectionTo } from '../../../org/connecting.js';
import type { GenerateDefinitionResult } from '../../../report/generate/generateResult.js';
import { visible } from '../../../report/visible.js';
import type { Words } from '../../../report/words.js';
import type { GeneratedFile, GenerateTextOptions } from '../../../report/generate/generateReport.js';
import type { GenerateInput } from '../../../workflows/generateDefinitionWorkflow.js';
import type { WriteWanted } from '../../../workflows/writeDefinition.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.generate.definition');

const words: Words = (key, tokens) => messages.getMessage(key, tokens ?? []);

/** Exactly one of them; the last two need no org. */
const sourceFlags = ['from-permission-set', 'from-profile', 'from-user', 'extends', 'from-text'] as const;
const sourceFlag = (name: (typeof sourceFlags)[number]): Interfaces.OptionFlag<string | undefined> =>
  Flags.string({
    summary: messages.getMessage(`flags.${name}.summary`),
    ...notBeside(...sourceFlags.filter((other) => other !== name)),
  });

/** The id that the name of a file says. */
const idOfFile = (path: string): string => basename(path).replace(/\.ya?ml$/i, '');

type GenerateFlags = Interfaces.InferredFlags<typeof IntegrationGenerateDefinition.flags>;

export default class IntegrationGenerateDefinition extends IntegrationCommand<GenerateDefinitionResult> {
  public static override readonly summary = messages.getMessage('summary');
  public static override readonly description = messages.getMessage('description');
  public static override readonly examples = messages.getMessages('examples');
  public static override errorCodes = errorCodesOf('generate definition', messages);

  public static override readonly flags = {
    ...orgWith('from-permission-set', 'from-profile', 'from-user'),
    'from-permission-set': sourceFlag('from-permission-set'),
    'from-profile': sourceFlag('from-profile'),
    'from-user': sourceFlag('from-user'),
    extends: sourceFlag('extends'),
    'from-text': sourceFlag('from-text'),
    id: Flags.string({ summary: messages.getMessage('flags.id.summary') }),
    label: Flags.string({ summary: messages.getMessage('flags.label.summary') }),
    sobject: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: messages.getMessage('flags.sobject.summary'),
      ...notBeside('extends', 'from-text'),
    }),
    'used-since': Flags.string({ summary: messages.getMessage('flags.used-since.summary'), ...onlyWith('from-user') }),
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
    const target = {
      id: flags.id ?? null,
      file: flags['output-file'] ?? null,
      folder: flags['output-dir'] ?? null,
      label: flags.label ?? null,
      dryRun: flags['dry-run'],
      pluginVersion,
    };
    const { acceptTarget } = await import('../../../workflows/writeDefinition.js');
    acceptTarget(target);
    if (flags.extends !== undefined) return this.extend(flags.extends, target);
    if (flags['from-text'] !== undefined) return this.readPage(flags['from-text'], target, flags);
    const isNamed = sourceFlags.some((flag) => flags[flag] !== undefined);
    return !isNamed && this.hasPerson(false) ? this.fromAnswers(target, flags) : this.readSource(target, flags);
  }

  /** From answers at the terminal. @throws OrgFailure INTERRUPTED; Refusal */
  private async fromAnswers(target: WriteWanted, flags: GenerateFlags): Promise<GenerateDefinitionResult> {
    const [{ vocabularyOf }, { writeAnswers }, { answersJson, pageText }, { typedDefinition }, { typedAnswer }] =
      await Promise.all([
        import('../../../workflows/generateDefinitionWorkflow.js'),
        import('../../../workflows/writeDefinition.js'),
        import('../../../report/generate/generateReport.js'),
        import('../../../cli/definitionQuestions.js'),
        import('../../../cli/typedAnswer.js'),
      ]);
    const org = flags['target-org'];
    const vocabulary =
      org &&
      (await vocabularyOf(() => Promise.resolve(connectionTo(org, flags['api-version'])), {
        waitMs: flags.wait.milliseconds,
        signal: this.stopSignal,
      }));
    const id = target.id ?? (target.file === null ? null : idOfFile(target.file));
    const typed = await typedDefinition(
      {
        type: (question) => typedAnswer(question, this.stopSignal),
        // To where the questions go, so that with --dry-run stdout holds the definition alone.
        tell: (text) => this.logToStderr(text),
        words,
      },
      { label: target.label, id },
      vocabulary,
    );
    const { file, requirements } = await writeAnswers(typed.answers, { ...target, ...typed }, words);
    const sentences = [words('report.understood', [String(requirements.length)])];
    const texts = this.textOptions(file, org?.getUsername() ?? null, null);
    await this.tell(file, pageText(file, words('report.source.Answers'), sentences, [], texts));
    return answersJson(file, requirements);
  }

  /** From what something of the org holds. @throws OrgFailure, Refusal */
  private async readSource(target: WriteWanted, flags: GenerateFlags): Promise<GenerateDefinitionResult> {
    const wanted = await this.wanted(flags);
    const org = flags['target-org'];
    if (!org) throw messages.createError('error.NoSource');
    const [{ generateDefinition }, { writeGenerated }, { generateExitCode, generateJson, generateText }] =
      await Promise.all([
        import('../../../workflows/generateDefinitionWorkflow.js'),
        import('../../../workflows/writeDefinition.js'),
        import('../../../report/generate/generateReport.js'),
      ]);
    this.spinner.start(messages.getMessage('stage.holdings'));
    const found = await generateDefinition({
      wanted,
      sobjects: flags.sobject ?? [],
      usedSince: flags['used-since']?.trim() ?? null,
      pluginVersion,
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: async () => connectionTo(org, flags['api-version']),
      onStage: (stage) => this.progressTo(messages.getMessage(`stage.${stage}`)),
    });
    this.spinner.stop();
    if (found.shutOut !== null) this.warn(words(`warning.${found.shutOut}`, [visible(found.source.name)]));
    const texts = findingTexts();
    const generated = await writeGenerated(found, target, words, texts);
    process.exitCode = generateExitCode(found);
    const user = found.source.type === 'User' ? found.source.name : null;
    await this.tell(generated, generateText(found, generated, this.textOptions(generated, found.org.username, user)));
    return generateJson(found, generated, words, texts);
  }

  /** From another definition. @throws DefinitionMistake, Refusal */
  private async extend(reference: string, target: WriteWanted): Promise<GenerateDefinitionResult> {
    const [{ extendInto }, { extensionJson, madeText }] = await Promise.all([
      import('../../../workflows/writeDefinition.js'),
      import('../../../report/generate/generateReport.js'),
    ]);
    const { file, base, inherited } = await extendInto(reference, target, words);
    const source = words('report.source.Definition', [base.id, base.label]);
    const sentences = [words('report.inherits', [String(inherited.length)])];
    await this.tell(file, madeText(file, source, sentences, [], this.textOptions(file, null, null)));
    return extensionJson(file, base, inherited);
  }

  /** From the text of a vendor's page. @throws OrgFailure, Refusal */
  private async readPage(path: string, target: WriteWanted, flags: GenerateFlags): Promise<GenerateDefinitionResult> {
    const [{ writeFromPage }, { pageText, pageJson }, { gapLines }] = await Promise.all([
      import('../../../workflows/writeDefinition.js'),
      import('../../../report/generate/generateReport.js'),
      import('../../../report/generate/pageDraft.js'),
    ]);
    const org = flags['target-org'];
    const page = await writeFromPage(path, target, words, {
      waitMs: flags.wait.milliseconds,
      signal: this.stopSignal,
      connect: org ? () => Promise.resolve(connectionTo(org, flags['api-version'])) : null,
    });
    const { file, requirements, gaps, others } = page;
    const source = words('report.source.Page', [path]);
    const sentences = [
      words('report.understood', [String(requirements.length)]),
      ...(others === 0 ? [] : [words(others === 1 ? 'report.others.one' : 'report.others', [String(others)])]),
    ];
    const options = this.textOptions(file, page.org?.username ?? null, null);
    await this.tell(file, pageText(file, source, sentences, gapLines(gaps, words), options));
    return pageJson(file, page);
  }

  /** @param org whose user is to be checked; null where none is known */
  private textOptions({ file }: GeneratedFile, org: string | null, user: string | null): GenerateTextOptions {
    const command = [this.config.bin, 'integration'];
    const check = [...command, 'check', '-o', org ?? '<org>', '-u', user ?? '<username>'];
    return {
      width: terminalWidth(),
      words,
      texts: findingTexts(),
      checkCommand: file === null ? null : commandLine([...check, '-i', definitionWord(file)]),
      lookupCommand: commandLine([...command, 'lookup', '<label>', '-o', org ?? '<org>']),
      validateCommand: file === null ? null : commandLine([...command, 'validate', file, '-o', org ?? '<org>']),
    };
  }

  /** With --dry-run the definition stands alone on stdout, so that it can be put into a file or a pipe. */
  private async tell({ id, file, text: definition }: GeneratedFile, text: string): Promise<void> {
    if (file === null) {
      this.log(definition.trimEnd());
      this.logToStderr(text);
    } else this.log(text);
    const { isLikeBuiltIn } = await import('../../../cli/settingsUsed.js');
    if (await isLikeBuiltIn(id)) this.warn(words('report.likeBuiltIn', [id]));
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
