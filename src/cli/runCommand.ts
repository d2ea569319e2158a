import type { Input, ParserOutput } from '@oclif/core/interfaces';
import type { SfError } from '@salesforce/core';
import { exitCodes } from '../exitCode.js';
import { whileConnecting } from '../org/connecting.js';
import { OrgFailure } from '../org/failure.js';
import { forgetSecrets, withoutSecretsIn } from '../secrets.js';
import { allCommands } from './allCommands.js';
import { watchOutput } from './brokenOutput.js';
import type { OutputWatch } from './brokenOutput.js';
import { withoutCommaLists, withoutDelimiters } from './commaLists.js';
import { forgetNamed } from './namedByProject.js';
import { failureText, fromAnything, fromRefusal, isOclifUsage } from './runError.js';
import { forgetLine, rememberLine } from './runLine.js';
import { SafeOutputCommand } from './safeOutputCommand.js';

/** What the flags or arguments of a command become, by name. */
type Named = Record<string, unknown>;

/** The frame of a run: how its flags are read, how it is interrupted, and the exit code and the words with which it ends. */
export abstract class RunCommand<T> extends SafeOutputCommand<T> {
  /**
   * sf takes words behind the name of a command for a part of that name, unless the command takes any: then "check gong" would
   * be a command that does not exist. So all of them come here, and `parse` refuses those too many.
   */
  public static override strict = false;

  /** The org as it was typed behind `-o`; null where nothing was. */
  protected typedOrg: string | null = null;
  protected mayHaveChanged = false;
  protected output: OutputWatch | undefined;
  private readonly interruption = new AbortController();

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
    const typed = parsed.raw.findLast((one) => one.type === 'flag' && one.flag === 'target-org');
    this.typedOrg = typed?.input ?? null;
    const usual = this.configAggregator?.getPropertyValue('target-org') ?? null;
    rememberLine(parsed.flags, this.typedOrg ?? (typeof usual === 'string' ? usual : null));
    return parsed;
  }

  /**
   * Parses the flags, which is when sf connects to the org.
   * @throws OrgFailure CONNECTION_LOST, GAVE_UP_WAITING, INTERRUPTED; what oclif throws for mistakes in the flags
   */
  protected connecting<P>(parsing: Promise<P>): Promise<P> {
    return whileConnecting(parsing, this.stopSignal);
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
