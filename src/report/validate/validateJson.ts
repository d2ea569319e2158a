/** Looked-through files as the result of `--json`: every mistake with its sentence. */
import { explainMistake } from '../../definition/explainMistake.js';
import { exitCodes } from '../../exitCode.js';
import type { ExitCode } from '../../exitCode.js';
import type { FileMistake, ValidatedFile } from '../../validate/validation.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ResultFile, ResultMistake, ValidateResult } from './validateResult.js';

/** A sentence of a message file with its next steps, filled. */
export type Told = { readonly message: string; readonly actions: readonly string[] };

/** Looks up an error in a message file. */
export type ErrorTexts = (bundle: string, key: string, tokens: string[], actionTokens: string[]) => Told;

/** What the sentences of mistakes are made with. */
export type MistakeWords = {
  /** Words of messages/definition.md. */
  readonly definition: Words;
  readonly errors: ErrorTexts;
};

const toldOf = (mistake: FileMistake, { definition, errors }: MistakeWords): Told => {
  if ('place' in mistake) {
    // The place has keys of its own.
    const { key, tokens, actionTokens } = explainMistake({ mistake: mistake.mistake, place: null }, definition);
    return errors('definition', key, tokens, actionTokens);
  }
  const tokens = mistake.args.map((word) => [word].flat().join(', '));
  return errors(mistake.bundle, `error.${mistake.code}`, tokens, []);
};

const mistakeOf = (mistake: FileMistake, words: MistakeWords): ResultMistake => {
  const { message, actions } = toldOf(mistake, words);
  const { line, column } = ('place' in mistake ? mistake.place : null) ?? {};
  return {
    ...(line === undefined ? {} : { line, column: column ?? 1 }),
    code: mistake.code,
    message: visible(message),
    actions: actions.map(visible),
  };
};

const fileOf = (
  { file, kind, mistakes, unknown, warnings = [], notLookedUp }: ValidatedFile,
  words: MistakeWords,
): ResultFile => ({
  file,
  kind,
  mistakes: mistakes.map((mistake) => mistakeOf(mistake, words)),
  ...(unknown.length === 0 ? {} : { unknown: unknown.map((one) => mistakeOf(one, words)) }),
  ...(warnings.length === 0 ? {} : { warnings: warnings.map((one) => mistakeOf(one, words)) }),
  ...(notLookedUp === true ? { notLookedUp } : {}),
});

/** The result of `--json`. */
export const validateJson = (files: readonly ValidatedFile[], words: MistakeWords): ValidateResult => {
  const told = files.map((file) => fileOf(file, words));
  const valid = told.every(({ mistakes, unknown }) => mistakes.length === 0 && unknown === undefined);
  return { schemaVersion: 1, files: told, valid };
};

/** The exit code: a mistake beats what is not known. */
export const validateExitCode = ({ files, valid }: ValidateResult): ExitCode => {
  if (files.some(({ mistakes }) => mistakes.length > 0)) return exitCodes.couldNotRun;
  return valid ? exitCodes.done : exitCodes.unknown;
};
