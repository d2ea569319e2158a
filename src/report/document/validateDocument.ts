/** Looked-through files as a report document: each file a group, each mistake an item at its place. */
import type { ExitCode } from '../../exitCode.js';
import type { ValidatedFile } from '../../validate/validation.js';
import { counted } from '../counted.js';
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

type Mark = 'mistake' | 'unknown' | 'warning';

const mistakeItem = (file: string, mistake: ResultMistake, mark: Mark, number: number, words: Words): DocumentItem => {
  const { code, message, actions, line, column } = mistake;
  return plainItem({
    // Without its line, so that it stays the same one when lines are put before it.
    id: `${code}:${number}`,
    kind: 'file',
    status: mark === 'mistake' ? 'unmet' : 'unknown',
    fails: mark !== 'warning',
    code,
    tone: mark === 'mistake' ? 'bad' : 'unsure',
    statusWord: words(`mark.${mark}`),
    name: mistakePlace(file, mistake),
    message,
    actions,
    places: [{ file, ...(line === undefined ? {} : { line, column: column ?? 1 }) }],
  });
};

/** A file without a mistake of its own. @param holds null where it rests on a file with mistakes */
const fileItem = (file: string, holds: string | null, words: Words): DocumentItem =>
  plainItem({
    id: 'file',
    kind: 'file',
    status: holds === null ? 'unknown' : 'met',
    fails: false,
    code: holds === null ? 'RESTS_ON_MISTAKES' : 'VALID',
    tone: holds === null ? 'unsure' : 'good',
    statusWord: words(holds === null ? 'mark.unknown' : 'mark.fine'),
    name: visible(file),
    message: holds ?? words('rests'),
    places: [{ file }],
  });

const itemsOf = (
  { file, mistakes, unknown = [], warnings = [] }: ResultFile,
  holds: string | null,
  words: Words,
): DocumentItem[] => {
  const numbers = new Map<string, number>();
  const itemOf =
    (mark: Mark) =>
    (mistake: ResultMistake): DocumentItem => {
      const number = (numbers.get(mistake.code) ?? 0) + 1;
      numbers.set(mistake.code, number);
      return mistakeItem(file, mistake, mark, number, words);
    };
  const items = [...mistakes.map(itemOf('mistake')), ...unknown.map(itemOf('unknown'))];
  const warned = warnings.map(itemOf('warning'));
  return [...(items.length === 0 ? [fileItem(file, holds, words)] : items), ...warned];
};

const markOf = (mistakes: number, unknown: number): 'mistake' | 'unknown' | 'fine' =>
  mistakes > 0 ? 'mistake' : unknown > 0 ? 'unknown' : 'fine';

const toneOf = { fine: 'good', mistake: 'bad', unknown: 'unsure' } as const;

const groupOf = (told: ResultFile, file: ValidatedFile | undefined, at: number, words: Words): DocumentGroup => {
  const [mistakes, unknown] = [told.mistakes.length, told.unknown?.length ?? 0];
  const holds = file?.content ? visible(contentText(file.content, words)) : null;
  const mark = holds === null && mistakes === 0 ? 'unknown' : markOf(mistakes, unknown);
  const counts = [counted('mistakes', mistakes, words), ...(unknown > 0 ? [counted('unknowns', unknown, words)] : [])];
  return {
    key: `file-${at + 1}`,
    title: visible(words('title.file', [told.file, kindName(told.kind, words)])),
    facts: [],
    verdict: {
      word: words(`mark.${mark}`),
      text: mark === 'fine' ? (holds ?? '') : counts.slice(mark === 'unknown' ? 1 : 0).join(', ') || words('rests'),
      tone: toneOf[mark],
    },
    warnings: [],
    causes: [],
    items: itemsOf(told, holds, words),
  };
};

const sumOf = (files: readonly ResultFile[], list: 'mistakes' | 'unknown'): number =>
  files.reduce((sum, file) => sum + (file[list]?.length ?? 0), 0);

const verdictOf = (result: ValidateResult, words: Words): ReportDocument['verdict'] => {
  const mark = markOf(sumOf(result.files, 'mistakes'), sumOf(result.files, 'unknown'));
  return { word: words(`mark.${mark}`), text: validateSummary(result, words), tone: toneOf[mark] };
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
  verdict: verdictOf(result, words),
  tables: [],
  groups: result.files.map((told, index) => groupOf(told, files[index], index, words)),
  steps: [],
  unread: [],
  json: result,
});
