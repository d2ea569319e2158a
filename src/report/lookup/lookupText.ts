/** `sf integration lookup` as text: a table of what fits, and the lines to paste into a definition. */
import type { Paint } from '../check/textStyle.js';
import { unique } from '../groups.js';
import { columns, hang, widthsOf, wrap } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { LookupJson } from './lookupResult.js';

export type LookupTextOptions = {
  /** Words of messages/integration.lookup.md. */
  readonly words: Words;
  readonly width: number;
  readonly paint: Paint;
};

type Thing = LookupJson['nearest'][number];

/** Rows under headings; where they do not fit, the label stands on a line of its own. */
const table = (things: readonly Thing[], { words, width, paint }: LookupTextOptions): string[] => {
  const head = [words('column.kind'), words('column.name'), words('column.label')];
  const rows = things.map(({ kind, name, label }) => [
    words(`kind.${kind}`),
    visible(name),
    label === null || label === name ? '' : visible(label),
  ]);
  const widths = widthsOf([head, ...rows]);
  if (widths.reduce((sum, column) => sum + column + 2, 0) <= width)
    return [`  ${paint('heading', columns(head, widths))}`, ...rows.map((row) => `  ${columns(row, widths)}`)];
  return rows.flatMap(([kind = '', name = '', label = '']) => [
    ...hang('  ', `${kind} ${name}`, width),
    ...(label === '' ? [] : hang('      ', label, width)),
  ]);
};

const source = ({ org }: LookupJson, words: Words): string =>
  org === null ? words('source.builtIn') : words('source.org', [org]);

const headline = (result: LookupJson, words: Words): string => {
  const { text, total, matches } = result;
  const where = source(result, words);
  if (total === 0) return words('head.none', [text, where]);
  if (total > matches.length) return words('head.some', [text, where, String(matches.length), String(total)]);
  return total === 1 ? words('head.one', [text, where]) : words('head', [text, where, String(total)]);
};

/** Lines to paste, those of what cannot be asked for left out. */
const lines = (things: readonly Thing[]): string[] =>
  unique(things.flatMap(({ definition }) => (definition === null ? [] : [`  ${visible(definition)}`])));

/** What kinds of rules ask for, each with an example of it. */
const examples = (things: readonly Thing[], { words, width }: LookupTextOptions): string[] =>
  things.length === 0
    ? []
    : [
        '',
        ...wrap(words('example'), width),
        ...things.flatMap(({ name, description = '', definition }) => [
          ...hang('  # ', `${name}: ${description}`, width),
          `  ${definition ?? ''}`,
        ]),
      ];

/** What was found, where it was looked for, and how to write it. */
export const lookupText = (result: LookupJson, options: LookupTextOptions): string => {
  const { words, width } = options;
  const { matches, nearest, unread, org, fieldsOf = [] } = result;
  const isOnlySimilar = ({ fit }: LookupJson['matches'][number]): boolean => fit === 'similar';
  // Of several that are only similar nobody knows which is meant, if any: nothing is there to be pasted.
  const isWeak = matches.length > 1 && matches.every(isOnlySimilar);
  const isKind = ({ kind }: Thing): boolean => kind === 'ruleKind';
  const toPaste = isWeak ? [] : lines(matches.filter((match) => !isKind(match)));
  return [
    ...wrap(visible(headline(result, words)), width),
    ...(matches.length > 0 ? ['', ...table(matches, options)] : []),
    ...(nearest.length > 0 ? ['', words('nearest'), ...table(nearest, options)] : []),
    ...examples([...matches, ...nearest].filter(isKind), options),
    ...(toPaste.length > 0 ? ['', words('paste'), ...toPaste] : []),
    ...(isWeak ? ['', ...wrap(words('weak'), width)] : []),
    ...(matches.length === 0 ? ['', ...wrap(words('next'), width)] : []),
    ...(fieldsOf.length > 0 ? ['', ...wrap(visible(words('fieldsOf', [fieldsOf.join(', ')])), width)] : []),
    ...(unread.length > 0
      ? [
          '',
          ...unread.flatMap(({ part, detail, code }) =>
            hang('! ', visible(words('unread', [part, detail === '' ? code : detail])), width),
          ),
        ]
      : []),
    ...(org === null ? ['', ...wrap(words('hint.org'), width)] : []),
  ].join('\n');
};
