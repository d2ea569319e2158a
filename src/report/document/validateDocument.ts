/** Looked-through files as a report document: each file a group, each mistake an item at its place. */
import type { ExitCode } from '../../exitCode.js';
import type { ValidatedFile } from '../../validate/validation.js';
import { contentText, kindName, mistakePlace, validateSummary } from '../validate/validateText.js';
import type { ResultFile, ResultMistake, ValidateResult } from '../validate/validateResult.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { DocumentFrame } from './documentFrame.js';
import { fact, plainItem } from './documentParts.js';
import type { DocumentGroup, DocumentItem, ReportDocument } from './reportDocument.js';

/** A run of validate, as its document is made of it. */
export type ValidateDocumentInput = {
  readonly result: ValidateResult;
  /** In the order of the result. */
  readonly files: readonly ValidatedFile[];
  readonly exitCode: ExitCode;
  /** ISO 8601, UTC. */
  readonly at: string;
};

const mistakeItem = (file: string, mistake: ResultMistake, number: number, words: Words): DocumentItem => {
  const { code, message, actions, line, column } = mistake;
  return plainItem({
    // Without its line, so that it stays the same one when lines are put before it.
    id: `${code}:${number}`,
    kind: 'file',
    status: 'unmet',
    fails: true,
    code,
    tone: 'bad',
    statusWord: words('mark.mistake'),
    name: mistakePlace(file, mistake),
    message,
    actions,
    places: [{ file, ...(line === undefined ? {} : { line, column: column ?? 1 }) }],
  });
};

const fineItem = (file: string, message: string, words: Words): DocumentItem =>
  plainItem({
    id: 'file',
    kind: 'file',
    status: 'met',
    fails: false,
    code: 'VALID',
    tone: 'good',
    statusWord: words('mark.fine'),
    name: visible(file),
    message,
    places: [{ file }],
  });

const itemsOf = ({ file, mistakes }: ResultFile, holds: string, words: Words): DocumentItem[] => {
  const numbers = new Map<string, number>();
  const items = mistakes.map((mistake) => {
    const number = (numbers.get(mistake.code) ?? 0) + 1;
    numbers.set(mistake.code, number);
    return mistakeItem(file, mistake, number, words);
  });
  return items.length === 0 ? [fineItem(file, holds, words)] : items;
};

const groupOf = (told: ResultFile, file: ValidatedFile | undefined, at: number, words: Words): DocumentGroup => {
  const count = told.mistakes.length;
  const holds = file?.content ? visible(contentText(file.content, words)) : '';
  const isFine = count === 0;
  return {
    key: `file-${at + 1}`,
    title: visible(words('title.file', [told.file, kindName(told.kind, words)])),
    facts: [],
    verdict: {
      word: words(isFine ? 'mark.fine' : 'mark.mistake'),
      text: isFine ? holds : count === 1 ? words('mistakes.one') : words('mistakes', [String(count)]),
      tone: isFine ? 'good' : 'bad',
    },
    warnings: [],
    causes: [],
    items: itemsOf(told, holds, words),
  };
};

/** The document of looked-through files. @param words sentences of messages/integration.validate.md */
export const validateDocument = (
  { result, files, exitCode, at }: ValidateDocumentInput,
  words: Words,
  { said, version }: DocumentFrame,
): ReportDocument => ({
  command: 'validate',
  title: words('title'),
  org: null,
  runBy: '',
  version,
  facts: [fact(said('fact.tool'), `sf-plugin-integration ${version}`)],
  at,
  exitCode,
  verdict: {
    word: words(result.valid ? 'mark.fine' : 'mark.mistake'),
    text: validateSummary(result, words),
    tone: result.valid ? 'good' : 'bad',
  },
  tables: [],
  groups: result.files.map((told, index) => groupOf(told, files[index], index, words)),
  steps: [],
  unread: [],
  json: result,
});
