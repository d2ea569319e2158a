import { ux } from '@oclif/core/ux';
import { exitCodes } from '../exitCode.js';
import { OrgFailure } from '../org/failure.js';
import { Refusal } from '../refusal.js';
import type { DocumentFrame } from '../report/document/documentFrame.js';
import type { ReportDocument } from '../report/document/reportDocument.js';
import type { ToldOrg } from '../report/orgText.js';
import { visibleText } from '../report/visible.js';
import { withoutSecrets } from '../secrets.js';
import { choosingFrom } from './choosing.js';
import type { Choosing, ChoosingInput } from './choosing.js';
import { originLines } from './originText.js';
import type { Origins } from './originText.js';
import { terminalWidth } from './presentation.js';
import { inLines, originWords, withOrigins } from './questionText.js';
import type { FileFlags, Published } from './reports.js';
import { RunCommand } from './runCommand.js';
import { failureText, fromRefusal } from './runError.js';
import { terminal } from './terminal.js';

/** Codes of refusals because nobody has agreed to a plan. */
const notAgreed: ReadonlySet<string> = new Set(['CONSENT_REFUSED', 'CONSENT_REQUIRED', 'ORG_WIDE_NOT_ALLOWED']);

/** How long a person may read the plan before answering, in milliseconds: an hour. sf's own default is ten seconds. */
const answerMs = 3_600_000;

/** Whether this runs in a pipeline, as CI tools tell and others take it: `CI=false` says that it does not. */
const isPipeline = ({ CI = '' }: NodeJS.ProcessEnv): boolean => CI !== '' && CI.toLowerCase() !== 'false';

/** Base of all commands of this plugin: what they ask, what they say of settings, and the reports that they write. */
export abstract class IntegrationCommand<T> extends RunCommand<T> {
  /** Inherited anyway; but oclif's manifest looks for that only behind a class with something static of its own. */
  public static override readonly baseFlags = RunCommand.baseFlags;

  /** What the run takes from settings in place of flags. */
  private origins: Origins = { settings: [], definition: null };

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
}
