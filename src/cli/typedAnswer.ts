import { createInterface } from 'node:readline/promises';

/**
 * Lets a person at the terminal type one line; what is shown goes to stderr, so that output can be piped.
 * @param signal ends the question
 * @returns the line without blanks around it
 */
export const typedAnswer = async (question: string, signal: AbortSignal): Promise<string> => {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} `, { signal })).trim();
  } finally {
    terminal.close();
  }
};
