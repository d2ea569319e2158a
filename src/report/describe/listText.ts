/** `sf integration list` as text: a table of all definitions, group by group; of those that were looked for, all that is known of each. */
import type { ListResult, Overview } from './describeResult.js';
import { columns, hang, widthsOf, wrap } from '../layout.js';
import { visible } from '../visible.js';
import type { Paint } from '../check/textStyle.js';
import type { Words } from '../words.js';
import { aliasLine, facts, partText, sourcesOf, sourceText, variantText } from './overviewText.js';

export type ListTextOptions = {
  /** Words of messages/integration.list.md. */
  readonly words: Words;
  readonly width: number;
  readonly paint: Paint;
};

/** The day of the version of its page that was read, the latest of several. */
const dateOf = (integration: Overview): string =>
  sourcesOf(integration)
    .flatMap(({ date }) => (date === undefined ? [] : [date]))
    .sort()
    .at(-1) ?? '-';

/** Whether its pages could be read to their end: one that could not decides it. */
const seenOf = (integration: Overview, words: Words): string => {
  const all = sourcesOf(integration).map(({ seen }) => seen);
  if (all.includes('part')) return words('table.part');
  return all.length > 0 && all.every((seen) => seen === 'whole') ? words('table.whole') : '-';
};

const nameOf = ({ label, aliases = [] }: Overview): string =>
  visible(aliases.length === 0 ? label : `${label} (${aliases.join(', ')})`);

/** Rows under a head; the name, which is the longest, is broken into lines of its column. */
const table = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  { width, paint }: ListTextOptions,
): string[] => {
  const widths = widthsOf([head, ...rows]);
  const others = widths.reduce((sum, column, at) => sum + (at === 1 ? 0 : column), 2 * widths.length);
  const room = Math.max(20, Math.min(widths[1] ?? 0, width - others));
  const fitted = widths.map((column, at) => (at === 1 ? room : column));
  const line = (cells: readonly string[]): string => `  ${columns(cells, fitted)}`;
  return [
    paint('heading', line(head)),
    ...rows.flatMap((cells) =>
      wrap(cells[1] ?? '', room).map((name, at) =>
        line(at === 0 ? cells.map((cell, column) => (column === 1 ? name : cell)) : ['', name]),
      ),
    ),
  ];
};

/** Definitions under one heading; nothing where there are none. */
const group = (
  name: 'own' | 'vendor' | 'role' | 'base',
  integrations: readonly Overview[],
  options: ListTextOptions,
): string[] => {
  const { words, paint } = options;
  if (integrations.length === 0) return [];
  const last = name === 'own' ? [words('column.file')] : [words('column.date'), words('column.seen')];
  const head = [words('column.id'), words('column.name'), ...last];
  const rows = integrations.map((one) => [
    visible(one.id),
    nameOf(one),
    ...(name === 'own' ? [visible(one.file ?? '')] : [dateOf(one), seenOf(one, words)]),
  ]);
  return [paint('heading', words(`group.${name}`, [String(integrations.length)])), ...table(head, rows, options), ''];
};

/** All definitions, a line each where the name is not too long. */
const overview = (integrations: readonly Overview[], options: ListTextOptions): string[] => {
  const { words, width } = options;
  const own = integrations.filter(({ file }) => file !== undefined);
  const builtIn = integrations.filter(({ file }) => file === undefined);
  const vendors = builtIn.filter((one) => one.group === undefined || one.group === 'vendor');
  const roles = builtIn.filter((one) => one.group === 'role');
  const bases = builtIn.filter((one) => one.group === 'base');
  return [
    ...group('own', own, options),
    ...group('vendor', vendors, options),
    ...group('role', roles, options),
    ...group('base', bases, options),
    ...(builtIn.length === 0 ? [] : wrap(words('table.legend'), width)),
  ];
};

/** What a definition is that is no vendor's; nothing for a vendor's. */
const groupFact = ({ group: of }: Overview, words: Words): string[] =>
  of === undefined || of === 'vendor' ? [] : [words(`fact.group.${of}`)];

/** All that is known of one definition without its needs. */
const details = (integration: Overview, { words, width, paint }: ListTextOptions): string[] => [
  paint('heading', visible(`${integration.id}  ${integration.label}`)),
  ...(integration.description === null ? [] : hang('  ', visible(integration.description), width)),
  ...facts(
    [
      [words('fact.file'), integration.file === undefined ? [] : [words('fact.file.own', [visible(integration.file)])]],
      [words('fact.group'), groupFact(integration, words)],
      [words('fact.aliases'), aliasLine(integration)],
      [words('fact.source'), sourcesOf(integration).map((source) => sourceText(source, words))],
      [words('fact.variants'), integration.variants.map((variant) => variantText(variant, words))],
      [
        words('fact.features'),
        (integration.features ?? []).map((feature) => partText(feature, words, 'feature.always')),
      ],
    ],
    width,
  ),
  '',
];

const nothingFound = ({ search = '', didYouMean = [] }: ListResult, { words, width }: ListTextOptions): string[] =>
  wrap(
    visible(
      didYouMean.length === 0
        ? words('search.none', [search])
        : words('search.near', [search, didYouMean.join(` ${words('search.or')} `)]),
    ),
    width,
  );

/**
 * The definitions as text: a table of all, or what is known of those that were looked for.
 *
 * @returns lines joined by line breaks, at most `width` wide where ids and files allow it
 */
export const listText = (result: ListResult, options: ListTextOptions): string => {
  const { integrations, search } = result;
  const lines =
    search === undefined
      ? overview(integrations, options)
      : integrations.length === 0
        ? nothingFound(result, options)
        : integrations.flatMap((one) => details(one, options));
  return lines.join('\n').trimEnd();
};
