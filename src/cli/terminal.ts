/** The terminal at which a person answers questions. */

/** Where a person types, and where questions are shown. */
export type Streams = { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };

/** One object, so that a test can put a terminal of its own in its place. */
export const terminal = {
  /** Questions go to stderr, so that output can be piped. */
  streams: (): Streams => ({ input: process.stdin, output: process.stderr }),
  /** Whether nothing of this process is a pipe or a file: a list to choose from needs all of the terminal. */
  isWhole: (): boolean => [process.stdin, process.stdout, process.stderr].every(({ isTTY }) => isTTY === true),
};
