/** What has to hold of everything that a command says and of every refusal, whatever it was given. */
import { expect } from 'chai';
import type { Failure } from '../../../support/commandRun.js';
import type { Ran } from '../../../support/commandRun.js';
import { cpuTimeOf } from '../../../support/cpuTime.js';

/** What a terminal obeys, and what makes text read otherwise than it is; line breaks are ours. */
const obeyed = /[^\P{Cc}\n]|[\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/u;
/** What only a program says that has lost its way. */
const lost =
  /\bundefined\b|\[object |\bNaN\b|Invalid Date|is not a function|is not iterable|is not defined|Cannot (?:read|convert|set)|Maximum call stack|Invalid (?:string|array) length|^\s+at \S+ \(?.*:\d+:\d+/m;

const shortened = (text: string): string => (text.length > 2000 ? `${text.slice(0, 2000)}… (${text.length})` : text);

/** Nothing in it that a terminal would obey, no slip of a program, no stack trace. */
export const expectHarmless = (text: string): void => {
  expect(obeyed.exec(text)?.[0], `a raw control character in ${JSON.stringify(shortened(text))}`).to.equal(undefined);
  expect(lost.exec(text)?.[0], `the words of a program in ${shortened(text)}`).to.equal(undefined);
};

/** One sentence of bearable length with a name and a next step. */
export const expectSentence = ({ name, message, actions }: Failure): void => {
  expect(name).to.match(/^[A-Z][A-Za-z0-9]+Error$/);
  expect(message, 'a line for each mistake').to.match(/^\S[^\n]*(?:\n\S[^\n]*)*$/);
  for (const line of message.split('\n')) expect(line.length, `the length of: ${shortened(line)}`).to.be.lessThan(1000);
  expectHarmless(message);
  expect(actions?.filter((action) => /\w/.test(action)) ?? [], `the next step after: ${message}`).to.not.be.empty;
  for (const action of actions ?? []) {
    expect(action.length, shortened(action)).to.be.lessThan(1000);
    expectHarmless(action);
  }
};

/** The error of a run that was refused, or undefined where it came to a result. */
export const refusalOf = <T>({ outcome }: Ran<T>): Failure | undefined =>
  'error' in outcome ? outcome.error : undefined;

/** A refusal: exit code 2, a sentence that names the file, and no more than a screen of text. */
export const expectFileRefusal = <T>(ran: Ran<T>, error: Failure, file: string): void => {
  expect(ran.exitCode, error.message).to.equal(2);
  expectSentence(error);
  expect(error.message, 'names the file').to.include(file);
  expect(ran.text.length).to.be.lessThan(20_000);
};

/** Runs within a bound of processor time, which other processes on the machine do not count towards. */
export const within = async <T>(seconds: number, run: () => Promise<T>): Promise<T> => {
  const results: T[] = [];
  const ms = await cpuTimeOf(async () => void results.push(await run()));
  expect(ms / 1000, 'seconds of processor time').to.be.lessThan(seconds);
  return results[0] as T;
};
