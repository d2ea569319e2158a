/** What a user has beyond what is asked for, as lines of a terminal: the most powerful first, the rest in numbers. */
import { powers } from '../../platform/power.js';
import type { Power } from '../../platform/power.js';
import { hang, padded } from '../layout.js';
import type { CheckReport } from './checkReport.js';
import type {
  ReportSource,
  ReportSurplus,
  ReportSurplusReading,
  SurplusObject,
  SurplusParts,
  SurplusPermissions,
} from './reportSurplus.js';
import type { TextOptions } from './textStyle.js';

/** How many are named where not everything was asked for. */
const mostNames = 6;
const mostObjects = 8;
const mostSources = 8;

const number = (
  key: string,
  count: number,
  further: readonly string[],
  { words }: Pick<TextOptions, 'words'>,
): string => (count === 1 ? words(`${key}.one`, [...further]) : words(key, [String(count), ...further]));

/** As many names as are shown, and how many more there are. */
const named = (names: readonly string[], { verbose, words }: Pick<TextOptions, 'verbose' | 'words'>): string =>
  verbose || names.length <= mostNames
    ? names.join(', ')
    : words('report.more', [names.slice(0, mostNames).join(', '), String(names.length - mostNames)]);

const from = (sources: readonly string[], { words }: Pick<TextOptions, 'words'>): string =>
  words('report.from', [sources.join('; ')]);

/** Permissions of one power and from the same places, in a sentence. */
export const permissionsText = (
  { names, sources }: SurplusPermissions,
  options: Pick<TextOptions, 'verbose' | 'words'>,
): string => `${named(names, options)} ${from(sources, options)}`;

/** What of one object is too much, in a sentence without its sources. */
export const objectText = (
  { words: access, fields, edited }: SurplusObject,
  options: Pick<TextOptions, 'verbose' | 'words'>,
): string => {
  const { words, verbose } = options;
  const count =
    fields.length === 0
      ? []
      : [
          edited.length === 0
            ? number('report.surplus.fields.read', fields.length, [], options)
            : number('report.surplus.fields', fields.length, [String(edited.length)], options),
        ];
  return [
    ...access.map((word) => words(`report.access.${word}`)),
    ...count.map((text) => (verbose ? `${text}: ${fields.join(', ')}` : text)),
  ].join(', ');
};

const tagWidth = 9;

const tagged = (tag: string, texts: readonly string[], { width }: TextOptions): string[] =>
  texts.flatMap((text, at) => hang(`  ${padded(at === 0 ? tag : '', tagWidth)}`, text, width));

/** The lines of entries: permissions by power, objects by name. */
const partLines = ({ permissions, objects }: SurplusParts, options: TextOptions): string[] => {
  const { words, width, verbose } = options;
  const shown = verbose ? objects : objects.slice(0, mostObjects);
  const left = objects.slice(shown.length);
  const of = (power: Exclude<Power, 'object'>): string[] =>
    tagged(
      words(`report.surplus.power.${power}`),
      permissions[power].map((same) => permissionsText(same, options)),
      options,
    );
  const moreObjects =
    left.length === 0
      ? []
      : [
          number('report.surplus.moreObjects', left.length, [String(left.reduce((sum, { count }) => sum + count, 0))], {
            words,
          }),
        ];
  return [
    ...of('org'),
    ...of('data'),
    ...tagged(
      words('report.surplus.power.object'),
      [
        ...shown.map((object) => `${object.sobject}: ${objectText(object, options)} ${from(object.sources, options)}`),
        ...moreObjects,
      ],
      { ...options, width },
    ),
    ...of('other'),
  ];
};

/** What one assignment comes to, in a sentence. */
export const sourceText = (use: ReportSource, { words }: Pick<TextOptions, 'words'>): string => {
  const { name, surplus, needed, isAskedFor, isVendors, isProfile, canGo } = use;
  return [
    words('report.surplus.source', [name, String(surplus), String(needed)]),
    ...(isAskedFor ? [words('report.surplus.source.askedFor')] : []),
    ...(isVendors && !isAskedFor ? [words('report.surplus.source.vendors')] : []),
    ...(canGo ? [words(`report.surplus.source.${needed === 0 ? 'canGo.whole' : 'canGo'}`)] : []),
    ...(isProfile && surplus > 0 ? [words('report.surplus.source.profile')] : []),
  ].join(' ');
};

/** How many of which power, in a sentence. */
export const surplusSentence = (
  { entries, powers: counts, references }: ReportSurplus,
  options: Pick<TextOptions, 'words'>,
): string => {
  const { words } = options;
  const what = references.join(', ');
  if (entries.length === 0) return words('report.surplus.none', [what]);
  const parts = powers
    .filter((power) => counts[power] > 0)
    .map((power) => number(`report.surplus.count.${power}`, counts[power], [], options));
  return number('report.surplus.all', entries.length, [what, parts.join(', ')], options);
};

/** What has to be known beside the entries, each in a sentence. */
export const surplusNotes = (surplus: ReportSurplus, options: Pick<TextOptions, 'words'>): string[] => {
  const { words } = options;
  const { references, repeated, unclear, unreadDependencies, sources } = surplus;
  const { byHand, notFilledIn, notTold } = surplus;
  const why = (key: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [words(`report.surplus.${key}`, [named(names, { ...options, verbose: false })])];
  return [
    ...(references.length > 1 ? [words('report.surplus.together', [String(references.length)])] : []),
    ...(repeated > 0 ? [number('report.surplus.repeated', repeated, [], options)] : []),
    ...(unclear > 0 ? [number('report.surplus.unclear', unclear, [], options)] : []),
    ...(unreadDependencies ? [words('report.surplus.dependencies')] : []),
    ...(surplus.entries.length > 0 ? why('notFilledIn', notFilledIn) : []),
    ...(sources.some(({ isProfile, surplus: beyond }) => !isProfile && beyond > 0)
      ? [...why('byHand', byHand), ...why('notTold', notTold)]
      : []),
    ...(sources.some(({ canGo }) => canGo) ? [words('report.surplus.notLookedAt')] : []),
  ];
};

const sourceLines = ({ sources }: ReportSurplus, options: TextOptions): string[] => {
  const { verbose, width, words } = options;
  const shown = verbose ? sources : sources.slice(0, mostSources);
  const left = sources.length - shown.length;
  return [
    ...shown.flatMap((use) => hang('  - ', sourceText(use, options), width)),
    ...(left > 0 ? hang('  - ', number('report.surplus.moreSources', left, [], { words }), width) : []),
  ];
};

const readLines = (surplus: ReportSurplus, options: TextOptions): string[] => {
  const { words, width, verbose } = options;
  const { own, vendors, along, sources } = surplus;
  return [
    ...hang('', surplusSentence(surplus, options), width),
    ...partLines(own, options),
    ...(vendors.count > 0
      ? [
          ...hang('', number('report.surplus.vendors', vendors.count, [], options), width),
          ...partLines(vendors, options),
        ]
      : []),
    ...(along.count > 0
      ? [
          ...hang('', number('report.surplus.along', along.count, [], options), width),
          // What these hold is the vendor's matter; what reaches over the whole org has to be seen all the same.
          ...partLines(
            verbose ? along : { ...along, objects: [], permissions: { ...along.permissions, other: [] } },
            options,
          ),
        ]
      : []),
    ...(sources.length > 0 ? [words('report.surplus.sources'), ...sourceLines(surplus, options)] : []),
    ...surplusNotes(surplus, options).flatMap((note) => hang('', note, width)),
  ];
};

/** Why the surplus of a user is not known, in a sentence. */
export const surplusGapText = (
  { gap }: Extract<ReportSurplusReading, { known: false }>,
  { words }: Pick<TextOptions, 'words'>,
): string =>
  gap.code === 'SELF_MODE'
    ? words('report.surplus.selfMode')
    : words('report.surplus.unread', [gap.detail === '' ? gap.part : `${gap.part}: ${gap.detail}`]);

/** The surplus of every user of the report, below a heading each; nothing where nobody asked. */
export const surplusLines = ({ surpluses }: CheckReport, options: TextOptions): string[] => {
  const { words, paint, width } = options;
  return surpluses.flatMap((one) => [
    '',
    paint('heading', words('report.surplus.title', [one.username])),
    ...(one.known ? readLines(one.value, options) : hang('', surplusGapText(one, options), width)),
  ]);
};

/** How much it is of every user, in a sentence each: for a report that is short. */
export const surplusInShort = ({ surpluses }: CheckReport, options: TextOptions): string[] =>
  surpluses.flatMap((one) =>
    hang(
      `${one.username}: `,
      one.known ? surplusSentence(one.value, options) : surplusGapText(one, options),
      options.width,
    ),
  );
