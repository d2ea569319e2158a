/** `sf integration describe` as text: what a definition needs and why, for the person who has to approve it. */
import type { DescribedNeed, DescribedRequirement, DescribeResult } from './describeResult.js';
import { referenceTo } from '../../definition/definitionReference.js';
import { ruleKinds } from '../../kinds/kinds.js';
import type { RuleKind } from '../../kinds/kinds.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import { groupBy, unique } from '../groups.js';
import { columns, hang, widthsOf, wrap, wrapWords } from '../layout.js';
import { visible } from '../visible.js';
import { aliasLine, facts, partText, sourcesOf, sourceText, variantText } from './overviewText.js';
import type { Part } from './overviewText.js';
import { broadSection, phaseSection, phaseWords } from './reviewText.js';
import type { Paint } from '../check/textStyle.js';
import { describedName } from '../needName.js';
import type { Texts } from '../texts.js';
import type { Words } from '../words.js';

export type DescribeTextOptions = {
  readonly words: Words;
  /** Texts of messages/finding.md: what needs are called. */
  readonly texts: Texts;
  readonly width: number;
  readonly paint: Paint;
};
type Options = DescribeTextOptions;

/** What a need is called where no org tells labels. */
const nameOf = (need: DescribedNeed, { texts }: Options): string => describedName(need, { texts, schema: null });

const indent = '      ';
/** Everything that limits a need, in words: its level first. */
const qualifiers = (need: DescribedNeed, { words }: Options): string =>
  [
    need.forbid ? words('must-not') : words(`level.${need.level}`),
    ...(need.standardized === true ? [words('standardized')] : []),
    ...(need.editableOnly === true ? [words('editable-only')] : []),
    ...(need.on === 'profile' ? [words('on-profile')] : []),
    ...(need.inferred ? [words('inferred')] : []),
    ...(need.ifPresent ? [words('if-present')] : []),
    ...(need.ofFeatures ? [words('of-features', [need.ofFeatures.join(', ')])] : []),
    ...(need.when?.authentication ? [words('only-with', [words(`authentication.${need.when.authentication}`)])] : []),
    ...phaseWords(need, words),
  ].join(', ');

const reasons = (need: DescribedNeed, { words, width }: Options): string[] => [
  ...need.because.flatMap((why) => hang(indent, visible(why), width)),
  ...(need.sources ?? []).flatMap((source) => hang(indent, words('see', [sourceText(source, words)]), width)),
];

/** Names that share qualifiers and reasons, told once. */
const told = (needs: readonly DescribedNeed[], nameOf: (need: DescribedNeed) => string, options: Options): string[] =>
  groupBy(needs, (need) => JSON.stringify([qualifiers(need, options), need.because, need.sources])).flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const all = group.map(nameOf).map(visible);
    const names = all.join(all.some((name) => /[,;] /.test(name)) ? '; ' : ', ');
    return [...hang('  ', `${names} (${qualifiers(first, options)})`, options.width), ...reasons(first, options)];
  });

const marks = (need: DescribedNeed | undefined, words: Words): string => {
  if (!need) return '-';
  return words(need.forbid ? 'mark.forbid' : `mark.${need.level}`);
};

const legend = (needs: readonly DescribedNeed[], { words, width }: Options): string[] => {
  const used = ['required', 'recommended', 'optional'].filter((level) =>
    needs.some((need) => !need.forbid && need.level === level),
  );
  const all = [
    ...used.map((level) => `${words(`mark.${level}`)} = ${words(`level.${level}`)}`),
    ...(needs.some(({ forbid }) => forbid) ? [`${words('mark.forbid')} = ${words('must-not')}`] : []),
    `- = ${words('not-asked')}`,
  ];
  // A line ends between two marks, never within one.
  const marks = all.map((mark, at) => (at < all.length - 1 ? `${mark},` : mark));
  return wrapWords(marks, width - 2).map((line) => `  ${line}`);
};

/** Below the matrix: each reason with the objects and words it is for. */
const objectReasons = (needs: readonly DescribedNeed[], options: Options): string[] => {
  const { words, width } = options;
  const pairs = needs.flatMap((need) => need.because.map((why) => ({ need, why })));
  return groupBy(pairs, ({ why }) => why).flatMap((group) => {
    const perObject = groupBy(group, ({ need }) => need.sobject ?? '').map((entries) => ({
      sobject: entries[0]?.need.sobject ?? '',
      words: objectAccesses
        .filter((access) => entries.some(({ need }) => need.access === access))
        .map((access) => words(`access.${access}`))
        .join(', '),
      limits: unique(
        entries.map(({ need }) => qualifiers(need, options)).filter((text) => text !== words('level.required')),
      ),
    }));
    const subjects = groupBy(perObject, (entry) => JSON.stringify([entry.words, entry.limits])).map((same) => {
      const limits = same[0]?.limits ?? [];
      const names = same.map(({ sobject }) => visible(sobject)).join(', ');
      const { words: access = '' } = same[0] ?? {};
      return `${names} (${limits.length === 0 ? access : words('limited', [access, limits.join(' / ')])})`;
    });
    return [...hang('  ', subjects.join('; '), width), ...hang(indent, visible(group[0]?.why ?? ''), width)];
  });
};

const minimums = (needs: readonly DescribedNeed[], { words, width }: Options): string[] =>
  groupBy(
    needs.filter(({ minimum }) => minimum !== undefined),
    ({ sobject }) => sobject ?? '',
  ).flatMap((group) => {
    const least = objectAccesses.filter((access) => group.some(({ minimum }) => minimum?.includes(access)));
    const text = words('minimum', [
      group[0]?.sobject ?? '',
      least.map((access) => words(`access.${access}`)).join(', '),
    ]);
    return hang('  ', visible(text), width);
  });

/** Rows under their headings; names too long for the width stand on lines of their own. */
const matrix = (table: readonly (readonly string[])[], width: number): string[] => {
  const widths = widthsOf(table);
  if (widths.reduce((sum, column) => sum + column + 2, 0) <= width)
    return table.map((row) => `  ${columns(row, widths)}`);
  const [, ...marked] = widths;
  return table.flatMap(([name = '', ...cells]) => [
    ...(name === '' ? [] : [`  ${name}`]),
    `${indent}${columns(cells, marked)}`,
  ]);
};

/** A pattern stands for what the org has of that name. */
const objectName = (sobject: string, { words }: Options): string =>
  visible(sobject === '*' ? words('every-object') : sobject);

/** Object access as a matrix, narrow enough for 80 columns: only the words that the definition uses. */
const objects = (needs: readonly DescribedNeed[], options: Options): string[] => {
  const used = objectAccesses.filter((access) => needs.some((need) => need.access === access));
  const rows = groupBy(needs, ({ sobject }) => sobject ?? '').map((group) => [
    objectName(group[0]?.sobject ?? '', options),
    ...used.map((access) =>
      marks(
        group.find((need) => need.access === access),
        options.words,
      ),
    ),
  ]);
  const table = [['', ...used.map((access) => options.words(`column.${access}`))], ...rows];
  const reasons = objectReasons(needs, options);
  return [
    ...matrix(table, options.width),
    ...legend(needs, options),
    ...minimums(needs, options),
    ...(reasons.length > 0 ? ['', ...reasons] : []),
    ...unique(
      needs.flatMap(({ sources }) => (sources ?? []).map((source) => sourceText(source, options.words))),
    ).flatMap((source) => hang('  ', options.words('see', [source]), options.width)),
  ];
};

const fields = (needs: readonly DescribedNeed[], options: Options): string[] =>
  groupBy(needs, ({ sobject }) => sobject ?? '').flatMap((perObject) =>
    groupBy(perObject, (need) =>
      JSON.stringify([need.access, qualifiers(need, options), need.because, need.sources]),
    ).flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const head = `${visible(first.sobject ?? '')} ${options.words(`access.${first.access ?? 'read'}`)}: `;
      const names = group.map(({ field }) => visible(field ?? '')).join(', ');
      const text = `${names} (${qualifiers(first, options)})`;
      return [...hang('  ', head + text, options.width), ...reasons(first, options)];
    }),
  );

const historyName =
  (words: Words) =>
  (need: DescribedNeed): string =>
    [
      need.field === undefined ? words('history.any', [need.sobject ?? '']) : `${need.sobject}.${need.field}`,
      ...(need.suggestedFields ? [words('history.suggested', [need.suggestedFields.join(', ')])] : []),
    ].join('; ');

const automationName =
  (words: Words) =>
  (need: DescribedNeed): string =>
    need.onFields ? words('automation.on', [need.sobject ?? '', need.onFields.join(', ')]) : (need.sobject ?? '');

const choices = (needs: readonly DescribedRequirement[], options: Options): string[] =>
  needs.flatMap((need) => [
    `  ${need.name} (${qualifiers(need, options)})`,
    ...reasons(need, options),
    ...(need.members ?? []).flatMap((member, index) => [
      ...hang(`${indent}${index + 1}. `, member.map((one) => nameOf(one, options)).join(', '), options.width),
      ...unique(member.flatMap(({ because }) => because)).flatMap((why) =>
        hang(`${indent}   `, visible(why), options.width),
      ),
    ]),
  ]);

type Lines = (needs: readonly DescribedRequirement[], options: Options) => string[];

/** How the needs of a kind are told where their name alone does not say it all, in the order of the sections. */
const ownLines: Partial<Record<RuleKind, Lines>> = {
  userPermission: (needs, options) => told(needs, ({ name }) => name ?? '', options),
  object: objects,
  field: fields,
  anyOf: choices,
  api: (needs, options) => told(needs, (need) => nameOf(need, options), options),
  historyTracking: (needs, options) => told(needs, historyName(options.words), options),
  picklistValue: (needs, options) =>
    told(needs, ({ sobject, field, value }) => `${sobject}.${field} = ${value}`, options),
  automation: (needs, options) => told(needs, automationName(options.words), options),
  package: (needs, options) =>
    told(needs, ({ name = '', seat }) => (seat === true ? options.words('package.seat', [name]) : name), options),
  recordVisibility: (needs, options) => told(needs, ({ sobject = '' }) => sobject, options),
  manual: (needs, options) => told(needs, ({ name = '', text = '' }) => `${name}: ${text}`, options),
  parameter: (needs, options) =>
    told(
      needs,
      ({ name = '', label = '', example = '' }) => options.words('parameter.line', [name, label, example]),
      options,
    ),
};

const byName: Lines = (needs, options) => told(needs, ({ name }) => name ?? '', options);

/** Every kind has a section of its own: those above in their order, then all others. */
const sectionKinds = [...new Set([...(Object.keys(ownLines) as RuleKind[]), ...ruleKinds])];

/** A feature, and whether what is told below holds its needs. */
const featureText = (feature: Part, result: DescribeResult, words: Words): string => {
  const text = partText(feature, words, 'feature.always');
  return result.chosenFeatures?.includes(feature.name)
    ? text
    : visible(words('feature.not-shown', [text, nameWithParts(result), feature.name]));
};

const summary = ({ requirements }: DescribeResult, words: Words): string => {
  const count = (level: string): string => String(requirements.filter((need) => need.level === level).length);
  const levels = [count('required'), count('recommended'), count('optional')];
  const inferred = requirements.filter((need) => need.inferred).length;
  return [
    requirements.length === 1
      ? words('summary-line.one', levels)
      : words('summary-line', [String(requirements.length), ...levels]),
    ...(inferred === 0 ? [] : [words('summary-line.inferred', [String(inferred)])]),
  ].join(' ');
};

/** What the project file says of it: nothing is chosen silently. */
const projectLines = ({ settings = [] }: DescribeResult, words: Words): string[] =>
  settings.length === 0
    ? []
    : [
        visible(
          words('project-says', [settings[0]?.file ?? '', settings.map((one) => `${one.key} ${one.value}`).join('; ')]),
        ),
      ];

const nameWithParts = ({ id, variant, chosenFeatures }: DescribeResult): string =>
  referenceTo(id, { variant, features: chosenFeatures });

/**
 * A definition as text.
 *
 * @param result what `describeDefinition` gave
 * @returns lines joined by line breaks, at most `width` wide where names allow it
 */
export const describeText = (result: DescribeResult, options: Options): string => {
  const { words, width } = options;
  const sections = sectionKinds.flatMap((kind) => {
    const needs = result.requirements.filter((need) => need.kind === kind);
    const lines = ownLines[kind] ?? byName;
    return needs.length === 0 ? [] : ['', options.paint('heading', words(`section.${kind}`)), ...lines(needs, options)];
  });
  return [
    options.paint('heading', visible(`${result.label} (${nameWithParts(result)})`)),
    ...(result.description === null ? [] : wrap(visible(result.description), width)),
    '',
    ...facts(
      [
        [words('fact.aliases'), aliasLine(result)],
        [
          words('fact.asked-as'),
          result.requestedIntegration === undefined ? [] : [visible(result.requestedIntegration)],
        ],
        [words('fact.source'), sourcesOf(result).map((source) => sourceText(source, words))],
        [words('fact.extends'), result.extends.length > 0 ? [result.extends.join(', ')] : []],
        [words('fact.variants'), result.variants.map((variant) => variantText(variant, words))],
        [words('fact.features'), (result.features ?? []).map((feature) => featureText(feature, result, words))],
        [words('fact.login'), result.authentication ? [words(`authentication.${result.authentication}`)] : []],
        [words('fact.permission-set'), [result.permissionSet]],
        [words('fact.project'), projectLines(result, words)],
      ],
      width,
    ),
    ...broadSection(result, options),
    ...phaseSection(result, (need) => nameOf(need, options), options),
    ...sections,
    '',
    ...wrap(summary(result, words), width),
  ].join('\n');
};
