import { ux } from '@oclif/core/ux';
import { SfCommand } from '@salesforce/sf-plugins-core';
import { visibleText } from '../report/visible.js';
import { withoutSecrets, withoutSecretsIn } from '../secrets.js';
import { githubStep } from './githubActions.js';
import { jsonText } from './jsonText.js';
import { jsonWithoutRunnerCommands, withoutRunnerCommands } from './runnerCommands.js';

/** A text without secrets, in which a terminal and a runner of pipelines find nothing to obey. */
const printable = (text: string): string => withoutRunnerCommands(visibleText(withoutSecrets(text)));

/** What leaves a command: nothing with a secret in it, and nothing that a terminal or a runner of pipelines obeys. */
export abstract class SafeOutputCommand<T> extends SfCommand<T> {
  /** What leaves is data where somebody wants that. */
  public static override readonly enableJsonFlag = true;

  /** How the run failed, once it has; undefined before. */
  protected failedWith: { readonly exitCode: number; readonly status: number } | undefined;

  /** The step of GitHub Actions in which this runs; null elsewhere. */
  protected readonly step = githubStep(process.env);

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
    ux.stdout(jsonWithoutRunnerCommands(text));
  }

  /** Nothing leaves with a secret in it, or with what a terminal obeys, whoever has made the text. */
  public override log(message = '', ...args: unknown[]): void {
    super.log(printable(message), ...args.map(withoutSecretsIn));
  }

  public override logToStderr(message = '', ...args: unknown[]): void {
    super.logToStderr(printable(message), ...args.map(withoutSecretsIn));
  }

  public override warn(input: SfCommand.Warning): SfCommand.Warning {
    return super.warn(typeof input === 'string' ? printable(input) : input);
  }

  /** Stages are for people who wait; in a log each of them would be one more line. */
  protected progressTo(stage: string): void {
    if (process.stderr.isTTY) this.spinner.status = stage;
  }
}
