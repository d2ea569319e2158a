/** What channels need of the world, and how they fail. */
import type { fetch } from 'undici';
import type { ChannelSettings } from '../monitor/monitorSettings.js';
import type { Words } from '../report/words.js';

export type ChannelIo = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends everything, such as Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits; default: the timer of Node. @throws where the signal ends it */
  readonly sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Default: that of undici, through the proxy that `sf` takes. */
  readonly fetch?: typeof fetch;
  /** Prints what a channel of type stdout is told; default: to stdout of this process. */
  readonly print?: (text: string) => void;
  /** All channels of the project file, where not all are sent to; default: those that are. */
  readonly all?: readonly ChannelSettings[];
};

/** One attempt of one channel. */
export type Attempt = {
  readonly env: ChannelIo['env'];
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly fetch: typeof fetch;
  readonly print: (text: string) => void;
  readonly said: Words;
  readonly all: readonly ChannelSettings[];
};

/** Why something was not sent, in a word and without a secret; and whether trying again may help. */
export class ChannelFailure extends Error {
  public readonly reason: string;
  public readonly passes: boolean;
  /** How long the other side wants to be left alone; null where it does not say. */
  public readonly waitMs: number | null;
  /** Whether it is this message that is refused for good; another one may be taken. */
  public readonly isOfMessage: boolean;

  public constructor(reason: string, passes: boolean, waitMs: number | null = null, isOfMessage = false) {
    super(reason);
    this.name = 'ChannelFailure';
    this.reason = reason;
    this.passes = passes;
    this.waitMs = waitMs;
    this.isOfMessage = isOfMessage;
  }
}

/**
 * What an environment variable holds, without the end of a line behind it, which often gets into secrets of CI.
 * @throws ChannelFailure that names the variable, where it is not set
 */
export const variable = (name: string, env: ChannelIo['env']): string => {
  const value = env[name]?.replace(/[\r\n]+$/, '');
  if (value === undefined || value === '') throw new ChannelFailure(`${name} is not set`, false);
  return value;
};

/** A code of Node or of a library, and nothing else: messages of errors may hold addresses. */
const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(value);

/** The code of an error, or of what caused it; null where there is none. */
export const codeOf = (error: unknown): string | null => {
  for (let one = error, depth = 0; typeof one === 'object' && one !== null && depth < 5; depth += 1) {
    if ('code' in one && isCode(one.code)) return one.code;
    // Several addresses of a host were tried, and none answered.
    if (one instanceof AggregateError && one.errors.length > 0) one = one.errors[0] as unknown;
    else one = 'cause' in one ? one.cause : null;
  }
  return null;
};
