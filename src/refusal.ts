import { failureExitCode } from './exitCode.js';
import type { ExitCode } from './exitCode.js';

/** A word of a sentence. A list is shown whole, its names one by one: people may have to choose among them. */
export type SentenceWord = string | readonly string[];

/** A name that is not there, and those that may have been meant by it. */
export type NearNames = { readonly name: string; readonly near: readonly string[] };

/**
 * Why a run could not be carried out. What people read is `error.<sentence>` of messages/<bundle>.md, filled with `args`, and
 * the next steps of `error.<sentence>.actions`, filled with `actionArgs`. Never carries a request, a response or a header:
 * those could hold a token.
 */
export class Refusal extends Error {
  public readonly bundle: string;
  public readonly code: string;
  public readonly args: readonly SentenceWord[];
  public readonly actionArgs: readonly SentenceWord[];

  public constructor(
    bundle: string,
    code: string,
    args: readonly SentenceWord[] = [],
    actionArgs: readonly SentenceWord[] = [],
  ) {
    super(`${code}: ${args.flat().join(' ')}`);
    this.bundle = bundle;
    this.code = code;
    this.args = args;
    this.actionArgs = actionArgs;
    this.name = 'Refusal';
  }

  /** By which its sentence is found: the code, where that has no more than one. */
  public get sentence(): string {
    return this.which === null ? this.code : `${this.code}.${this.which}`;
  }

  /** Which sentence of a code that has several. */
  public which: string | null = null;

  /** This refusal with another sentence of its code. */
  public told(which: string): this {
    this.which = which;
    return this;
  }

  /** Names that may have been meant by one that is not there: the first next step. */
  public near: readonly string[] = [];

  /** The same for several names that are not there. */
  public nearEach: readonly NearNames[] = [];

  /** This refusal with names that may have been meant. */
  public meaning(near: readonly string[]): this {
    this.near = near;
    return this;
  }

  /** This refusal with names that may have been meant by each of several. */
  public meaningEach(near: readonly NearNames[]): this {
    this.nearEach = near;
    return this;
  }

  /** The exit code of the run. */
  public get exitCode(): ExitCode {
    return failureExitCode(this.code);
  }
}
