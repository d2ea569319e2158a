import type { Input, ParserOutput } from '@oclif/core/interfaces';
import { ux } from '@oclif/core/ux';
import type { SfError } from '@salesforce/core';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { exitCodes } from '../exitCode.js';
import { whileConnecting } from '../org/connecting.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import type { ToldOrg } from '../report/orgText.js';
import { visibleText } from '../report/visible.js';
import { forgetSecrets, withoutSecrets, withoutSecretsIn } from '../secrets.js';
import { forgetLine, rememberLine } from './runLine.js';
import { terminalWidth } from './presentation.js';
import { inLines, originWords, withOrigins } from './questionText.js';
import { failureText, fromAnything, fromRefusal, isOclifUsage } from './runError.js';
import { withoutCommaLists, withoutDelimiters } from './commaLists.js';
import { watchOutput } from './brokenOutput.js';
import type { OutputWatch } from './brokenOutput.js';
import { jsonText } from './jsonText.js';
import { githubStep, jsonWithoutRunnerCommands, withoutRunnerCommands } from './githubActions.js';
import type { FileFlags, Published } from './reports.js';
import type { DocumentFrame } from '../report/document/documentFrame.js';
import type { ReportDocument } from '../report/document/reportDocument.js';
import { choosingFrom } from './choosing.js';
import type { Choosing, ChoosingInput } from './choosing.js';
import { originLines } from './originText.js';
import type { Origins } from './originText.js';
import { forgetNamed } from './namedByProject.js';
import { forgetLogin, rememberLogin } from './loginAgain.js';
import { allCommands } from './allCommands.js';
import { terminal } from './terminal.js';

/** What the flags or arguments of a command become, by name. */
type Named = Record<string, unknown>;

/** Codes of refusals because nobody has agreed to a plan. */
const notAgreed: ReadonlySet<string> = new Set(['CONSENT_REFUSED', 'CONSENT_REQUIRED', 'ORG_WIDE_NOT_ALLOWED']);

/** How long a person may read the plan before answering, in milliseconds: an hour. sf's own default is ten seconds. */
const answerMs = 3_600_000;

/** Whether this runs in a pipeline, as CI tools tell and others take it: `CI=false` says that it does not. */
const isPipeline = ({ CI = '' }: NodeJS.ProcessEnv): boolean => CI !== '' && CI.toLowerCase() !== 'false';

/** Base of all commands of this plugin: exit codes, interruption, and errors in our words. */
export abstract class IntegrationCommand<T> extends SfCommand<T> {
  /**
   * sf takes words behind the name of a command for a part of that name, unless the command takes any: then "check gong" would
   * be a command that does not exist. So all of them come here, and `parse` refuses those too many.
   */
  public static override strict = false;

  /** What the run takes from settings in place of flags. */
  private origins: Origins = { settings: [], definition: null };
  private readonly interruption = new AbortController();
  private failedWith: { readonly exitCode: number; readonly status: number } | undefined;
  private mayHaveChanged = false;
  /** The org as it was typed behind `-o`; null where nothing was. */
  protected typedOrg: string | null = null;
  private output: OutputWatch | undefined;

  /** The step of GitHub Actions in which this runs; null elsewhere. */
  private readonly step = githubStep(process.env);

  /** Told of everything that is sent and may change the org. */
  protected readonly onWrite = (): void => {
    this.mayHaveChanged = true;
  };

  /** Aborted when the person presses Ctrl-C or the process is told to stop. */
  protected get stopSignal(): AbortSignal {
    return this.interruption.signal;
  }

  /**
   * sf's own listeners throw out of the signal handler; ours let the running step end, so that the result still gets
   * printed. The listeners are put in place synchronously at the start of the inherited method.
   */
  public override async _run<R>(): Promise<R> {
    forgetSecrets();
    const output = watchOutput();
    this.output = output;
    const names = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'] as const;
    const before = new Map(names.map((name) => [name, new Set(process.listeners(name))]));
    const running = super._run<R>();
    const stop = (): void => {
      if (this.interruption.signal.aborted) process.exit(exitCodes.interrupted);
      this.interruption.abort();
      // Reading ends at once; a write goes on for a while, and nobody may think that nothing happens.
      if (this.mayHaveChanged) this.logToStderr(failureText('info.stopping'));
    };
    for (const name of names) {
      for (const listener of process.listeners(name)) {
        if (!before.get(name)?.has(listener)) process.removeListener(name, listener as NodeJS.SignalsListener);
      }
      process.on(name, stop);
    }
    try {
      return withoutSecretsIn(await running);
    } finally {
      for (const name of names) process.removeListener(name, stop);
      forgetNamed();
      forgetLine();
      forgetLogin();
      const failure = await output.failure();
      if (failure === null) output.release();
      else this.endUnheard(failure);
    }
  }

  /**
   * The end of a run whose output could not be written. Nothing can be said on stdout any more, and what sf still wants
   * to say there would not end: the process ends here. A reader that has gone has heard enough.
   */
  private endUnheard(failure: string): void {
    const ended = Number(process.exitCode ?? exitCodes.done);
    if (failure === 'EPIPE') process.exit(ended);
    const { message, actions = [] } = fromRefusal(new OrgFailure('OUTPUT_UNWRITABLE', [failure]));
    process.stderr.write(`${[message, ...actions].join('\n')}\n`);
    process.exit(this.mayHaveChanged ? exitCodes.inPart : exitCodes.couldNotRun);
  }

  /** Lists with commas are taken apart here, and not by sf, which warns of each of them. */
  protected override async parse<F extends Named, B extends Named, A extends Named>(
    input: Input<F, B, A> = this.ctor as Input<F, B, A>,
    argv: string[] = this.argv,
  ): Promise<ParserOutput<F, B, A>> {
    // A class is passed here: what it inherits is not its own, and a copy of it alone would lose that.
    const { flags = {} as NonNullable<typeof input.flags>, enableJsonFlag = false } = input;
    const { baseFlags = {} as typeof flags } = input;
    const copy = { ...input, baseFlags, enableJsonFlag, strict: true, flags: withoutDelimiters(flags) } as Input<
      F,
      B,
      A
    >;
    const parsed = await super.parse(copy, [...withoutCommaLists(argv, flags)]);
    rememberLine(parsed.flags);
    const typed = parsed.raw.findLast((one) => one.type === 'flag' && one.flag === 'target-org');
    this.typedOrg = typed?.input ?? null;
    rememberLogin(
      parsed.flags['target-org'],
      this.typedOrg ?? this.configAggregator?.getPropertyValue('target-org') ?? null,
    );
    return parsed;
  }

  /**
   * Parses the flags, which is when sf connects to the org.
   * @throws OrgFailure CONNECTION_LOST, GAVE_UP_WAITING, INTERRUPTED; what oclif throws for mistakes in the flags
   */
  protected connecting<P>(parsing: Promise<P>): Promise<P> {
    return whileConnecting(parsing, this.stopSignal);
  }

  /** Stages are for people who wait; in a log each of them would be one more line. */
  protected progressTo(stage: string): void {
    if (process.stderr.isTTY) this.spinner.status = stage;
  }

  /**
   * sf adds the stack and the cause to an error's JSON: paths of the machine, for nobody's use. And it prints whatever an
   * org has put into a name.
   */
  public override logJson(json: unknown): void {
    const { stack, cause, ...rest } = (typeof json === 'object' && json !== null ? json : {}) as Record<
      string,
      unknown
    >;
    const told = stack === undefined && cause === undefined ? json : { ...rest, ...this.failedWith };
    const text = jsonText(withoutSecretsIn(told), this.config.theme?.json);
    ux.stdout(this.step === null ? text : jsonWithoutRunnerCommands(text));
  }

  /** Nothing leaves with a secret in it, or with what a terminal obeys, whoever has made the text. */
  public override log(message = '', ...args: unknown[]): void {
    super.log(this.forRunner(visibleText(withoutSecrets(message))), ...args.map(withoutSecretsIn));
  }

  public override logToStderr(message = '', ...args: unknown[]): void {
    super.logToStderr(this.forRunner(visibleText(withoutSecrets(message))), ...args.map(withoutSecretsIn));
  }

  /** What the runner of GitHub Actions would take for a command is text. */
  private forRunner(text: string): string {
    return this.step === null ? text : withoutRunnerCommands(text);
  }

  /**
   * Refuses names of reports that cannot be written, or that are those of other files of the command line.
   * @param read files that are named without a flag
   * @throws Refusal
   */
  protected async acceptReports(
    files: readonly string[],
    flags: FileFlags,
    read: readonly string[] = [],
  ): Promise<void> {
    if (files.length > 0) await (await import('./reports.js')).acceptReportFiles(files, flags, read);
  }

  /**
   * Writes the reports that were asked for, and in GitHub Actions annotations and the summary of the step. The document is
   * made only where one of these wants it.
   * @throws Refusal for reports that were not written, unless the org may have been changed: then it is a warning
   */
  protected async publishReports(
    files: readonly string[],
    make: (frame: DocumentFrame) => Promise<ReportDocument> | ReportDocument,
    tell: 'stdout' | 'stderr' = 'stdout',
  ): Promise<void> {
    if (files.length === 0 && this.step === null) return;
    const { documentFrame, publish } = await import('./reports.js');
    const published = await publish(await make(documentFrame()), files, this.step);
    this.tellPublished(published, tell);
  }

  private tellPublished({ annotations, summaryTrouble, written, refusal }: Published, tell: 'stdout' | 'stderr'): void {
    // On stderr, so that what stdout is read for stays whole; the runner looks at both.
    // Not by `logToStderr`, which says nothing where JSON is wanted.
    for (const line of annotations) ux.stderr(visibleText(withoutSecrets(line)));
    if (summaryTrouble !== null) ux.stderr(failureText('info.summaryUnwritable', [summaryTrouble]));
    if (written !== null) this[tell === 'stdout' ? 'log' : 'logToStderr'](`\n${written}`);
    if (refusal === null) return;
    if (!this.mayHaveChanged) throw refusal;
    // 2 would say that nothing was written to the org, and an error would take its result away.
    this.warn(fromRefusal(refusal).message);
    if (Number(process.exitCode ?? 0) === exitCodes.done) process.exitCode = exitCodes.inPart;
  }

  public override warn(input: SfCommand.Warning): SfCommand.Warning {
    return super.warn(typeof input === 'string' ? this.forRunner(visibleText(withoutSecrets(input))) : input);
  }

  /** Whether a person sits there who can answer: not in a script, a pipe or a pipeline, and not where data is wanted. */
  protected hasPerson(noPrompt: boolean): boolean {
    return !noPrompt && !this.jsonEnabled() && process.stdin.isTTY === true && !isPipeline(process.env);
  }

  /** How a person chooses what is missing; undefined where nobody does: then a command does what it does in a script. */
  protected choosing(noPrompt: boolean, input: Omit<ChoosingInput, 'signal'>): Choosing | undefined {
    return this.hasPerson(noPrompt) && terminal.isWhole()
      ? choosingFrom({ ...input, signal: this.stopSignal })
      : undefined;
  }

  /**
   * Asks something after which nothing is written.
   * @throws OrgFailure INTERRUPTED at Ctrl-C
   */
  protected wants(question: string): Promise<boolean> {
    return this.confirm({ message: question, ms: answerMs });
  }

  /**
   * Asks before anything is written. Without a terminal nobody can be asked: then only --no-prompt writes.
   * @param org where it will be written
   * @param question made only when it is asked
   * @throws OrgFailure CONSENT_REQUIRED, CONSENT_REFUSED, OUTPUT_UNWRITABLE
   */
  protected async consent(noPrompt: boolean, org: ToldOrg, question: () => string): Promise<void> {
    if (!(await this.agrees(noPrompt, org, question))) throw new OrgFailure('CONSENT_REFUSED');
  }

  /** Ends a run in which nobody agreed to anything. @throws OrgFailure CONSENT_REFUSED */
  protected refuseConsent(): never {
    throw new OrgFailure('CONSENT_REFUSED');
  }

  /**
   * The same where a no keeps nothing else from being done.
   * @throws OrgFailure CONSENT_REQUIRED, OUTPUT_UNWRITABLE
   */
  protected async agrees(noPrompt: boolean, org: ToldOrg, question: () => string): Promise<boolean> {
    // What is agreed to has to have been shown.
    const failure = (await this.output?.failure()) ?? null;
    if (failure !== null && failure !== 'EPIPE') throw new OrgFailure('OUTPUT_UNWRITABLE', [failure]);
    if (noPrompt) return true;
    if (!this.hasPerson(noPrompt)) throw new OrgFailure('CONSENT_REQUIRED');
    return this.confirm({ message: inLines(org, withOrigins(question(), this.origins)), ms: answerMs });
  }

  /**
   * Carries out what somebody has to agree to. Where nobody does, the reports that were asked for tell of the plan.
   * @param publish writes them
   * @throws what `carrying` throws
   */
  protected async agreedOrReported<R>(
    carrying: Promise<R>,
    files: readonly string[],
    publish: () => Promise<void>,
  ): Promise<R> {
    try {
      return await carrying;
    } catch (error) {
      const isNotAgreed = error instanceof Refusal && notAgreed.has(error.code);
      if (isNotAgreed && files.length > 0) await this.reportPlan(publish);
      throw error;
    }
  }

  /** That reports cannot be written is the smaller trouble here: a warning. */
  private async reportPlan(publish: () => Promise<void>): Promise<void> {
    try {
      await publish();
      this.log(failureText('info.planReported'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.warn(fromRefusal(error).message);
    }
  }

  /** Says what comes from settings in place of flags, and keeps it for the question. */
  protected tellOrigins(origins: Origins): void {
    this.origins = origins;
    const lines = originLines(origins, originWords, terminalWidth());
    if (lines.length > 0) this.log(`${lines.join('\n')}\n`);
  }

  /** The same for several definitions. */
  protected tellOriginsOfAll([first, ...others]: readonly [Origins, ...Origins[]]): void {
    this.tellOrigins(first);
    for (const { definition } of others) this.tellDefinition(definition);
  }

  /** Says of definitions of the project that they take the place of built-in ones, where they do. */
  protected async tellOwnDefinitions(references: readonly string[]): Promise<void> {
    const { likeBuiltIn } = await import('./settingsUsed.js');
    for (const path of await likeBuiltIn(references)) this.tellDefinition({ path, isLikeBuiltIn: true });
  }

  /** Says of a further definition that it takes the place of a built-in one, where it does. */
  protected tellDefinition(definition: Origins['definition']): void {
    const lines = originLines({ settings: [], definition }, originWords, terminalWidth());
    if (lines.length > 0) this.log(`${lines.join('\n')}\n`);
  }

  /** The exit code of an error. @param usual that of most commands */
  protected exitCodeOf(_error: Error, usual: number): number {
    return usual;
  }

  protected override async catch(error: Error): Promise<never> {
    const siblings = isOclifUsage(error) ? await allCommands() : [];
    const own = fromAnything(error, this.mayHaveChanged, siblings) as SfError;
    const exitCode = this.exitCodeOf(error, isOclifUsage(own) ? exitCodes.couldNotRun : own.exitCode);
    this.failedWith = { exitCode, status: exitCode };
    try {
      return (await super.catch(own)) as never;
    } catch (thrown) {
      // sf has exit codes of its own for messages that look like an internal error of the platform, or of a program.
      process.exitCode = exitCode;
      throw Object.assign(thrown as SfError, this.failedWith, { oclif: { exit: exitCode } });
    }
  }
}
