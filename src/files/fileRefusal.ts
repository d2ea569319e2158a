import { Refusal } from '../refusal.js';

/** What can be wrong with a file of ours that a person named; each has its sentence `error.file.<problem>` in messages/failure.md. */
export const fileProblems = [
  'missing',
  'unreadable',
  'notAFile',
  'tooLarge',
  'notUtf8',
  'notJson',
  'notOurs',
  'exists',
  'unwritable',
  'planOfGrant',
  'planOfSetup',
  'receiptOfGrant',
  'receiptOfHistory',
] as const;
export type FileProblem = (typeof fileProblems)[number];

/** The refusal of a file that a person named. @param detail the place in the file, or what the file system said */
export const fileRefusal = (problem: FileProblem, path: string, detail = ''): Refusal =>
  new Refusal('failure', `file.${problem}`, detail === '' ? [path] : [path, detail]);

/** What the file system said, as a short code. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';

/** The refusal that an error of the file system comes to. @param fallback where it says nothing else */
export const refusalOfFileError = (error: unknown, path: string, fallback: 'unreadable' | 'unwritable'): Refusal => {
  const reason = reasonOf(error);
  if (reason === 'ENOENT' && fallback === 'unreadable') return fileRefusal('missing', path);
  return reason === 'EEXIST' ? fileRefusal('exists', path) : fileRefusal(fallback, path, reason);
};
