import { createInterface } from 'node:readline';
import { OrgFailure } from '../org/failure.js';
import { terminal as ownTerminal } from './terminal.js';
import type { Streams } from './terminal.js';

/**
 * Lets a person at the terminal type one line; what is shown goes to stderr, so that output can be piped.
 * @param signal ends the question
 * @returns the line without blanks around it; empty where the input ends (Ctrl-D)
 * @throws OrgFailure INTERRUPTED at Ctrl-C, or when the signal is given
 */
export const typedAnswer = (
  question: string,
  signal: AbortSignal,
  { input, output }: Streams = ownTerminal.streams(),
): Promise<string> =>
  new Promise((resolve, reject) => {
    const terminal = createInterface({ input, output });
    const end = (settle: () => void): void => {
      signal.removeEventListener('abort', interrupt);
      settle();
      terminal.close();
    };
    const interrupt = (): void => end(() => reject(new OrgFailure('INTERRUPTED')));
    // A terminal in raw mode gives no signal: readline tells of the key.
    terminal.on('SIGINT', interrupt);
    terminal.on('close', () => end(() => resolve('')));
    signal.addEventListener('abort', interrupt);
    if (signal.aborted) interrupt();
    else terminal.question(`${question} `, (line) => end(() => resolve(line.trim())));
  });
