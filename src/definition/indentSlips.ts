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
  if (own.trim() === '-') return { ...at, slip: 'dashAlone', advice: [] };
  const sign = keyBehindSign(own);
  if (sign) return { ...at, ...sign };
  if (/^- /.test(own)) return { ...at, slip: 'itemBesideKeys', advice: [] };
  if (withoutBlank.test(own)) return { ...at, slip: 'colonWithoutBlank', advice: [withBlank(own)] };
  return /:(?:\s|$)/.test(own) ? undefined : { ...at, slip: 'colonMissing', advice: [] };
};

/** A list item as it has to stand there, with the blank behind the dash. */
const dashed = ({ text }: Line): string => text.trim().replace('-', '- ');

/** A key that a single sign stands before: `@label: Acme`. What a list begins with elsewhere is told to be a dash. */
export const keyBehindSign = (own: string): Pick<FoundSlip, 'slip' | 'tokens' | 'advice'> | undefined => {
  const [, sign = '', blank = '', key = ''] = /^([@`*&!%|>,?])(\s*)([A-Za-z][\w-]*:(?:\s.*)?)$/.exec(own) ?? [];
  if (sign === '') return undefined;
  const rest = withoutRemark(key);
  return sign === '*' && blank !== ''
    ? { slip: 'bullet', tokens: [sign], advice: [`- ${rest}`] }
    : { slip: 'markBeforeKey', tokens: [sign], advice: [rest] };
};

/** What lists begin with in texts of other programs. */
const bullet = /^(?:([•◦▪·])\s*|([–—]|--|\d{1,3}[.)])\s+)(?=\S)/u;

/** A key that begins as items of lists do elsewhere: `• api: rest`. */
export const bulletSlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  const found = bullet.exec(own);
  if (!found) return undefined;
  const rest = withoutRemark(own.slice(found[0].length));
  return { slip: 'bullet', tokens: [found[1] ?? found[2] ?? ''], advice: [`- ${rest}`], offset };
};

/** A value that goes on as if it were a key: with a colon in it, or with a line below that is indented deeper. */
export const valueSlip = (text: string, offset: number): FoundSlip | undefined => {
  const line = lineAt(text, offset);
  const own = line.text.slice(offset - line.start);
  const isFirst = /^\s*$/.test(line.text.slice(0, offset - line.start));
  // A list item without its blank is a key to YAML, and what stands below it is told to be too deep.
  if (opening.test(line.text) && offset > line.start + line.indent) return keySlip(text, offset);
  if (isFirst && own.trim() === '-') return { slip: 'dashAlone', tokens: [], advice: [], offset };
  if (isFirst && item.test(line.text)) {
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
