/** Slips at the beginning of a line: an indentation, a dash or a colon at which nothing can stand that stands there. */
import type { FoundSlip } from './foundSlip.js';
import { withBlank, withoutBlank } from './missingBlank.js';
import {
  columnsOf,
  item,
  lineAt,
  linesAbove,
  nextLine,
  numberOf,
  opening,
  quotedLine,
  withoutRemark,
} from './yamlLines.js';
import type { Line } from './yamlLines.js';

/** That a line begins in a column in which nothing begins that it could belong to; undefined where no other column is above. */
export const indentSlip = (text: string, line: Line): FoundSlip | undefined => {
  const isItem = item.test(line.text);
  const candidates = linesAbove(text, line).flatMap((above) => {
    const { items, keys } = columnsOf(above);
    return (isItem ? items : keys).map((column) => ({ column, above }));
  });
  const others = candidates.filter(({ column }) => column !== line.indent);
  const [near] = others.sort((a, b) => Math.abs(a.column - line.indent) - Math.abs(b.column - line.indent));
  return (
    near && {
      slip: 'indent',
      tokens: [String(line.indent)],
      advice: [String(near.column), numberOf(text, near.above)],
      offset: line.start + line.indent,
    }
  );
};

/** A line where a key with its value was expected. */
export const keySlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  const at = { offset, tokens: [] };
  if (opening.test(line.text))
    return { ...at, slip: 'dashWithoutBlank', offset: line.start + line.indent, advice: [dashed(line)] };
  if (/^- /.test(own)) return { ...at, slip: 'itemBesideKeys', advice: [] };
  if (withoutBlank.test(own)) return { ...at, slip: 'colonWithoutBlank', advice: [withBlank(own)] };
  return /:(?:\s|$)/.test(own) ? undefined : { ...at, slip: 'colonMissing', advice: [] };
};

/** A list item as it has to stand there, with the blank behind the dash. */
const dashed = ({ text }: Line): string => text.trim().replace('-', '- ');

/** A value that goes on as if it were a key: with a colon in it, or with a line below that is indented deeper. */
export const valueSlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  if (/^\s*$/.test(line.text.slice(0, offset - line.start)) && item.test(line.text)) {
    const beside: FoundSlip = { slip: 'itemBesideKeys', tokens: [], advice: [], offset: line.start + line.indent };
    return indentSlip(text, line) ?? beside;
  }
  if (/^[?-](?:\s|$)/.test(own))
    return { slip: 'dashInText', tokens: [own.slice(0, 1)], advice: [quotedLine(line, offset)], offset };
  if (/:(?:\s|$)/.test(withoutRemark(own)))
    return { slip: 'colonInText', tokens: [], advice: [quotedLine(line, offset)], offset };
  const below = nextLine(text, line);
  if (below === undefined || below.indent <= line.indent) return undefined;
  const { keys } = columnsOf(line);
  return {
    slip: 'deeper',
    tokens: [numberOf(text, line)],
    advice: [String(keys[0] ?? line.indent)],
    offset: below.start + below.indent,
  };
};

/** Where a line is indented with a tab, before the place of an error; undefined where it is not. */
export const tabBefore = (text: string, offset: number): number | undefined => {
  const line = lineAt(text, offset);
  const tab = /^ *\t/.exec(line.text);
  return tab === null ? undefined : line.start + tab[0].length - 1;
};
