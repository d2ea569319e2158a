/** Pure: two runs of the benchmark, and what got worse from one to the other beyond what runs differ by themselves. */
import type { Stat } from './summary.js';

export type Worse = { readonly what: string; readonly before: Stat; readonly now: Stat };

/** Figures that say what was measured and not what it took: more of it is no worse. */
const neutral = new Set(['findings', 'sources', 'rows', 'bytes', 'resultBytes']);

/**
 * How many times both spreads together a figure has to grow by. Runs of a night look at hundreds of figures: with once the
 * spread some of them would always seem to be worse.
 */
const spreads = 2;

const isStat = (value: unknown): value is Stat =>
  typeof value === 'object' && value !== null && 'median' in value && 'half' in value;

/** What tells an item of a list from the others: every word and number in it. */
const nameOf = (item: object): string =>
  Object.values(item)
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .join(' ');

/** All figures of a run, by what they are about. */
const figuresOf = (value: unknown, path: readonly string[] = []): Array<readonly [string, Stat]> => {
  if (isStat(value)) return neutral.has(path.at(-1) ?? '') ? [] : [[path.join(', '), value]];
  if (Array.isArray(value))
    return value.flatMap((item: unknown) =>
      typeof item === 'object' && item !== null ? figuresOf(item, [...path, nameOf(item)]) : [],
    );
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    figuresOf(part, name === 'summary' || name === 'points' ? path : [...path, name]),
  );
};

/**
 * What got worse, the worst first. What only one of the runs has measured is left out.
 * @param before results as `--raw` writes them, of any earlier version
 */
export const worseThan = (before: unknown, now: unknown): Worse[] => {
  const earlier = new Map(figuresOf(before));
  const grownBy = ({ before: { median }, now: { median: later } }: Worse): number => later / Math.max(median, 1e-9);
  return figuresOf(now)
    .flatMap(([what, stat]): Worse[] => {
      const old = earlier.get(what);
      const isWorse = old !== undefined && stat.median - old.median > spreads * (old.half + stat.half);
      return isWorse ? [{ what, before: old, now: stat }] : [];
    })
    .sort((a, b) => grownBy(b) - grownBy(a));
};

/** How many figures both runs have. */
export const comparedFigures = (before: unknown, now: unknown): number => {
  const earlier = new Set(figuresOf(before).map(([what]) => what));
  return figuresOf(now).filter(([what]) => earlier.has(what)).length;
};

const figure = ({ median, half }: Stat): string => `${Number(median.toPrecision(4))} ± ${Number(half.toPrecision(2))}`;

/** What got worse as a table, or a sentence where nothing did. */
export const worseTable = (worse: readonly Worse[], compared: number): string =>
  worse.length === 0
    ? `Nothing got worse beyond the spread: ${compared} figures compared.`
    : [
        '| what got worse | before | now | times |',
        '|---|---|---|---|',
        ...worse.map(
          ({ what, before, now }) =>
            `| ${what} | ${figure(before)} | ${figure(now)} | ${(now.median / before.median).toFixed(2)} |`,
        ),
      ].join('\n');
