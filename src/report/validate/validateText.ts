/** `sf integration validate` as text: a file without a mistake in one line, else every mistake with its place. */
import { formatPlace } from '../../definition/definitionMistake.js';
import type { FileContent, ValidatedFile } from '../../validate/validation.js';
import type { Paint, Tone } from '../check/textStyle.js';
import { counted } from '../counted.js';
import { hang, wrap } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ResultFile, ResultMistake, ValidateResult } from './validateResult.js';

export type ValidateTextOptions = {
  /** Words of messages/integration.validate.md. */
  readonly words: Words;
  readonly width: number;
  readonly paint: Paint;
  /** The same with an org, where none was named; null where one was. */
  readonly withOrgCommand: string | null;
};

/** What people call a sort of files. */
export const kindName = (kind: ResultFile['kind'], words: Words): string => words(`kind.${kind ?? 'none'}`);

/** What a file without a mistake holds, in a few words. */
export const contentText = (content: FileContent, words: Words): string => {
  switch (content.kind) {
    case 'definition': {
      const needs = counted('content.needs', content.needs, words);
      return content.variants === 0
        ? words('content.definition', [content.id, needs])
        : counted('content.definition.variants', content.variants, words, [content.id, needs]);
    }
    case 'projectFile':
      return counted('content.integrations', content.integrations, words);
    case 'waivers':
      return [
        counted('content.waivers', content.waivers, words),
        ...(content.withoutReason > 0 ? [counted('content.withoutReason', content.withoutReason, words)] : []),
      ].join(' ');
    case 'plan':
      return words('content.plan', [content.integration, counted('content.users', content.users, words)]);
    case 'receipt':
      return words('content.receipt', [content.startedAt]);
    case 'snapshot':
      return words('content.snapshot', [content.pluginVersion]);
  }
};

/** `file:line:column` of a mistake, which editors and terminals link. */
export const mistakePlace = (file: string, { line, column }: ResultMistake): string =>
  visible(formatPlace({ file, ...(line === undefined ? {} : { line, column: column ?? 1 }) }));

const mistakeLines = (file: string, mistake: ResultMistake, { width }: ValidateTextOptions): string[] => [
  ...hang('  ', `${mistakePlace(file, mistake)}: ${mistake.message}`, width),
  ...mistake.actions.flatMap((action) => hang('      ', action, width)),
];

/** What begins with a mark: further lines stand below the text. */
const marked = (tone: Tone, mark: string, text: string, { paint, width }: ValidateTextOptions): string[] => {
  const [first = '', ...more] = hang(' '.repeat(mark.length + 1), text, width);
  return [`${paint(tone, mark)} ${first.trimStart()}`, ...more];
};

const fileLines = (told: ResultFile, content: FileContent | null, options: ValidateTextOptions): string[] => {
  const { words } = options;
  const { mistakes, unknown = [], warnings = [] } = told;
  const [name, kind] = [visible(told.file), kindName(told.kind, words)];
  const list = (tone: Tone, mark: string, key: string, all: readonly ResultMistake[]): string[] =>
    all.length === 0
      ? []
      : [
          ...marked(tone, words(mark), words('file', [name, kind, counted(key, all.length, words)]), options),
          ...all.flatMap((mistake) => mistakeLines(told.file, mistake, options)),
        ];
  const open = [
    ...list('bad', 'mark.mistake', 'mistakes', mistakes),
    ...list('unsure', 'mark.unknown', 'unknowns', unknown),
  ];
  if (open.length === 0 && content === null)
    return marked('unsure', words('mark.unknown'), words('file', [name, kind, words('rests')]), options);
  const held = content === null ? '' : visible(contentText(content, words));
  const holds =
    warnings.length === 0 ? held : words('file.warned', [held, counted('warnings', warnings.length, words)]).trim();
  const warned = warnings.flatMap((warning) =>
    mistakeLines(told.file, { ...warning, message: `${words('mark.warning')}: ${warning.message}` }, options),
  );
  const lines =
    open.length > 0 ? open : marked('good', words('mark.fine'), words('file', [name, kind, holds]), options);
  return [...lines, ...warned];
};

/** How many mistakes there are, and in how many of the files; nothing of that where there is one file. */
const mistakesText = (files: readonly ResultFile[], words: Words): string => {
  const mistakes = files.reduce((sum, file) => sum + file.mistakes.length, 0);
  const wrong = files.filter((file) => file.mistakes.length > 0).length;
  if (mistakes === 0) return words('summary.noMistake');
  const all = counted('mistakes', mistakes, words);
  if (files.length === 1) return all;
  return wrong === files.length
    ? words('summary.mistakes.all', [all])
    : words('summary.mistakes', [all, wrong === 1 ? words('one') : String(wrong)]);
};

/** What was found in all files together, in one sentence: as many of each as are listed. */
export const validateSummary = ({ files }: ValidateResult, words: Words): string => {
  const warnings = files.reduce((sum, file) => sum + (file.warnings?.length ?? 0), 0);
  const unknown = files.reduce((sum, file) => sum + (file.unknown?.length ?? 0), 0);
  const told = [mistakesText(files, words), ...(warnings === 0 ? [] : [counted('warnings', warnings, words)])];
  const found = words('summary.found', [counted('files', files.length, words), told.join(', ')]);
  const left = files.filter(({ notLookedUp }) => notLookedUp === true).length;
  const notLooked =
    left === 0
      ? ''
      : ` ${words(left === 1 ? 'summary.notLookedUp.one' : 'summary.notLookedUp', left === 1 ? [] : [String(left)])}`;
  return unknown === 0
    ? `${found}${notLooked}`
    : `${found} ${words('summary.unknown', [counted('unknowns', unknown, words)])}${notLooked}`;
};

/** Files that name what only an org can tell of. */
const namingKinds: ReadonlySet<ResultFile['kind']> = new Set(['definition', 'projectFile', 'waivers']);

/** That names were not looked up, and the command that does it: once the files hold no mistake. */
const notInOrg = ({ files, valid }: ValidateResult, { words, width, withOrgCommand }: ValidateTextOptions): string[] =>
  withOrgCommand === null || !valid || !files.some(({ kind }) => namingKinds.has(kind))
    ? []
    : ['', ...hang('', words('withOrg'), width), `  ${withOrgCommand}`];

/**
 * The files as text. Places stand at the beginning of a line, whole, so that they can be opened from there.
 * @param files what was looked through, in the order of the result
 */
export const validateText = (
  result: ValidateResult,
  files: readonly ValidatedFile[],
  options: ValidateTextOptions,
): string => {
  const lines = result.files.flatMap((told, at) => fileLines(told, files[at]?.content ?? null, options));
  const isOneLine = result.files.length === 1 && result.valid;
  const summary = isOneLine ? [] : ['', ...wrap(validateSummary(result, options.words), options.width)];
  return [...lines, ...summary, ...notInOrg(result, options)].join('\n');
};
