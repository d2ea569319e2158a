/** What a security reviewer looks at first: what is broad and what narrower would do, and what is needed for a time only. */
import { broadCodes } from '../../platform/broadAccess.js';
import { phases } from '../../kinds/requirement.js';
import type { Phase } from '../../kinds/requirement.js';
import { groupBy, unique } from '../groups.js';
import { hang, wrap } from '../layout.js';
import { visible } from '../visible.js';
import type { Paint } from '../check/textStyle.js';
import type { Words } from '../words.js';
import type { DescribedNeed, DescribedRequirement, DescribeResult } from './describeResult.js';

type Options = { readonly words: Words; readonly width: number; readonly paint: Paint };

/** A need that is broad, and the choice of which it is a part, where it is of one. */
type BroadNeed = { readonly need: DescribedNeed; readonly choice: string | null };

/** Broad needs, those that are only one way among others last. */
const broadIn = (requirements: readonly DescribedRequirement[]): BroadNeed[] =>
  [
    ...requirements.map((need) => ({ need, choice: null })),
    ...requirements.flatMap(({ name = '', members = [] }) => members.flat().map((need) => ({ need, choice: name }))),
  ].filter(({ need }) => need.broad !== undefined);

const indent = '      ';

/** The phases in which alone a need counts. */
const phasesOf = ({ when }: DescribedNeed): readonly Phase[] => when?.phases ?? (when?.phase ? [when.phase] : []);

/** That a need counts in some phases only, in words; nothing where it is needed in daily use. */
export const phaseWords = (need: DescribedNeed, words: Words): string[] => {
  const [phase, ...further] = phasesOf(need);
  if (phase === undefined) return [];
  if (further.length === 0) return [words(`phase.${phase}`)];
  return [
    words('phase.several', [
      [phase, ...further].map((one) => words(`phase.time.${one}`)).join(` ${words('phase.or')} `),
    ]),
  ];
};

/** What limits a broad need: how much it is asked for, and when. */
const limitsOf = ({ need, choice }: BroadNeed, words: Words): string =>
  [
    choice === null ? words(`level.${need.level}`) : words('broad.choice', [choice]),
    ...(need.inferred ? [words('inferred')] : []),
    ...(need.ofFeatures ? [words('of-features', [need.ofFeatures.join(', ')])] : []),
    ...phaseWords(need, words),
  ].join(', ');

const namesOf = (needs: readonly BroadNeed[], words: Words): string => {
  const names = unique(needs.map(({ need: { sobject, name = '' } }) => sobject ?? name)).map(visible);
  const access = needs[0]?.need.access;
  return access === undefined
    ? names.join(', ')
    : words('broad.objects', [names.join(', '), words(`access.${access}`)]);
};

/** Broad needs that open the same and are limited alike, once. */
const broadLines = (broad: readonly BroadNeed[], { words, width }: Options): string[] =>
  groupBy(broad, ({ need }) => need.broad?.code ?? '').flatMap((same) => {
    const code = same[0]?.need.broad?.code ?? '';
    const heads = groupBy(same, (one) => limitsOf(one, words)).map((group) => {
      const [first] = group;
      return first === undefined ? '' : `${namesOf(group, words)} (${visible(limitsOf(first, words))})`;
    });
    const variants = groupBy(same, ({ need }) =>
      JSON.stringify([need.broad?.variantsWithout, need.broad?.variantsAskFor]),
    ).flatMap((group) => {
      const { variantsWithout = [], variantsAskFor = [] } = group[0]?.need.broad ?? {};
      if (variantsWithout.length === 0) return [];
      const names = variantsWithout.map((variant) => {
        const { permissions } = variantsAskFor.find((one) => one.variant === variant) ?? {};
        return permissions === undefined ? variant : words('broad.variant.asks-for', [variant, permissions.join(', ')]);
      });
      return [
        group.length === same.length
          ? words('broad.variant', [names.join(', ')])
          : words('broad.variant.of', [namesOf(group, words), names.join(', ')]),
      ];
    });
    return [
      ...hang('  ', heads.join('; '), width),
      ...hang(indent, words(`broad.${code}`), width),
      ...variants.flatMap((line) => hang(indent, visible(line), width)),
      ...hang(indent, words(`narrower.${code}`), width),
    ];
  });

/**
 * What is broad, with what narrower would do: the variants that do without it and what the platform offers.
 * @returns a section with its heading; empty where nothing is broad
 */
export const broadSection = ({ requirements }: DescribeResult, options: Options): string[] => {
  const broad = broadIn(requirements);
  const { words, paint, width } = options;
  if (broad.length === 0) return [];
  const strongestFirst = broadCodes.flatMap((code) => broad.filter(({ need }) => need.broad?.code === code));
  return [
    '',
    ...wrap(words('section.broad'), width).map((line) => paint('heading', line)),
    ...broadLines(strongestFirst, options),
  ];
};

/**
 * What is needed in a phase only, phase by phase, with how it is taken back.
 * @param nameOf what a need is called
 * @returns a section with its heading; empty where everything is needed in daily use
 */
export const phaseSection = (
  { requirements }: DescribeResult,
  nameOf: (need: DescribedNeed) => string,
  { words, width, paint }: Options,
): string[] => {
  const lines = phases.flatMap((phase) => {
    const needs = requirements.filter((need) => phasesOf(need).includes(phase));
    if (needs.length === 0) return [];
    return hang('  ', words(`temporary.${phase}`, [unique(needs.map(nameOf)).map(visible).join(', ')]), width);
  });
  if (lines.length === 0) return [];
  return ['', paint('heading', words('section.temporary')), ...lines, ...hang('  ', words('temporary.how'), width)];
};
