/**
 * An indentation that is advised was tried: where the parser stops is often not the line that is wrong, and what a line could
 * belong to is not always the nearest.
 */
import type { FoundSlip } from './foundSlip.js';
import { columnsOf, item, lineAt, linesAbove, nextLine, numberOf } from './yamlLines.js';
import type { Line } from './yamlLines.js';

/** What comes of a text: where it stops being YAML, if it does, and how many other mistakes are in it. */
export type Verdict = { readonly stopsAt: number | null; readonly mistakes: number };

/** Characters that are read for one slip in all: a long file is tried less often. */
const mostRead = 1_000_000;

const mostTrials = 60;

/** A line with an indentation that it may be meant to have. */
type Trial = { readonly line: Line; readonly column: number; readonly like: Line | undefined };

/** A key with nothing behind it: what belongs to it is indented deeper. */
const opensBelow = /:\s*(?:#.*)?$/;

/** The columns in which a line may be meant to begin, the nearest first, each with a line that begins there. */
const trialsOf = (text: string, line: Line): Trial[] => {
  const isItem = item.test(line.text);
  const above = linesAbove(text, line);
  const [parent] = above;
  const below = nextLine(text, line);
  const found = [...above, ...(below ? [below] : [])].flatMap((like): Trial[] => {
    const { items, keys } = columnsOf(like);
    return (isItem ? items : keys).map((column) => ({ line, column, like }));
  });
  if (parent && opensBelow.test(parent.text))
    found.push({ line, column: (columnsOf(parent).keys[0] ?? 0) + 2, like: undefined });
  if (!parent) found.push({ line, column: 0, like: undefined });
  const distance = ({ column }: Trial): number => Math.abs(column - line.indent);
  const seen = new Set([line.indent]);
  return found
    .filter(({ column }) => !seen.has(column) && seen.add(column))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 8);
};

const indented = (text: string, { line, column }: Trial): string =>
  text.slice(0, line.start) + ' '.repeat(column) + text.slice(line.start + line.indent);

/** How far a text is read, and what is wrong in what was read: less is better. */
const rank = ({ stopsAt, mistakes }: Verdict): number =>
  stopsAt === null ? mistakes - Number.MAX_SAFE_INTEGER : -stopsAt;

/** How it is told that a line should have another indentation. @param told what was found without trying */
const slipOf = (text: string, { line, column, like }: Trial, told: FoundSlip | undefined): FoundSlip => {
  const offset = line.start + line.indent;
  if (told && told.offset === offset && like && like.start < line.start) {
    const advice = [String(column), numberOf(text, like)];
    if (told.slip === 'indent') return { ...told, advice };
    if (told.slip === 'deeper')
      return item.test(line.text) ? { ...told, slip: 'deeperItem', advice } : { ...told, advice: [String(column)] };
  }
  return { slip: 'shifted', tokens: [String(line.indent)], advice: [String(column)], offset };
};

/** Slips at which the indentation of some line is wrong. */
const aboutIndents: ReadonlySet<string> = new Set(['indent', 'deeper', 'itemBesideKeys']);

/** Where the parser stops because of an indentation, without a slip that is known. */
const codes: ReadonlySet<string> = new Set(['BAD_INDENT', 'BLOCK_AS_IMPLICIT_KEY']);

/**
 * A slip of indentation, with one that leads on: of the lines around the place, the nearest that can be mended by its indentation alone.
 *
 * @param told what was found without trying; undefined where that is nothing
 * @param code of the parser's error, and where it is
 * @param judge reads a text
 */
export const triedSlip = (
  text: string,
  told: FoundSlip | undefined,
  { code, offset }: { readonly code: string; readonly offset: number },
  judge: (text: string) => Verdict,
): FoundSlip | undefined => {
  if (told ? !aboutIndents.has(told.slip) : !codes.has(code)) return told;
  const line = lineAt(text, told?.offset ?? offset);
  const below = nextLine(text, line);
  const around = [...linesAbove(text, line).slice(0, 4), ...(below ? [below] : [])];
  const trials = [line, ...around].flatMap((one) => trialsOf(text, one));
  const most = Math.min(mostTrials, Math.floor(mostRead / text.length));
  // Where nothing below the line is read either, another indentation does not help.
  let best: { readonly trial: Trial; readonly rank: number } | undefined;
  for (const trial of trials.slice(0, most)) {
    const verdict = judge(indented(text, trial));
    if (verdict.stopsAt !== null && verdict.stopsAt <= Number(numberOf(text, line))) continue;
    if (verdict.stopsAt !== null && !told) continue;
    const now = rank(verdict);
    if (best === undefined || now < best.rank) best = { trial, rank: now };
    if (verdict.stopsAt === null && verdict.mistakes === 0) break;
  }
  return best ? slipOf(text, best.trial, told) : told;
};
