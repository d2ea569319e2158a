/** Slips of a single sign: a text without quotes that begins with one which means something else to YAML. */
import type { FoundSlip, ToldSlip } from './foundSlip.js';
import { noBlank, unseenBlank } from './blankSlip.js';
import { bulletSlip, keyBehindSign, keySlip } from './indentSlips.js';
import { withBlank, withoutBlank } from './missingBlank.js';
import { before, inQuotes, lineAt, quotedItem, quotedLine } from './yamlLines.js';
import type { Line } from './yamlLines.js';

/** A text without quotes that begins with a sign which means something else. @param offset of the sign */
export const markSlip = (text: string, offset: number): FoundSlip => {
  const line = lineAt(text, offset);
  const sign = isFirstOf(line, offset) ? keyBehindSign(line.text.slice(offset - line.start)) : undefined;
  return sign ? { ...sign, offset } : quotedMark(text, offset);
};

/** Whether nothing but dashes stands before a place in its line. */
const isFirstOf = (line: Line, offset: number): boolean => /^[\s-]*$/.test(line.text.slice(0, offset - line.start));

/** A text with such a sign, to be put in quotes. */
export const quotedMark = (text: string, offset: number): FoundSlip => {
  const line = lineAt(text, offset);
  const typed = line.text.slice(0, offset - line.start);
  const isInBrackets = typed.split(/[[{]/).length > typed.split(/[\]}]/).length;
  const advice = isInBrackets ? quotedItem(line, offset) : quotedLine(line, offset);
  return { slip: 'mark', tokens: [text.charAt(offset)], advice: [advice], offset };
};

/** The first of the signs that stand before a value, or in which an error is: of one that ends with a colon, the colon is told. */
export const firstSign = (text: string, offset: number): number => {
  const line = lineAt(text, offset);
  return line.start + line.text.slice(0, offset - line.start + 1).search(/(?:[*&!][^\s,[\]{}]*\s+)*[*&!][^\s,[\]{}]*$/);
};

/** A value in the place of which nothing is read, because a remark begins there. @param offset of the value */
export const remarkSlip = (text: string, offset: number): ToldSlip | undefined => {
  const line = lineAt(text, offset);
  const typed = line.text.slice(offset - line.start);
  if (!/^#\S/.test(typed)) return undefined;
  return { slip: 'comment', tokens: [], advice: [`${before(line, offset)} ${inQuotes(typed.trim())}`.trim()] };
};

/** A key that has the blank in the wrong place: `-api: rest`, `api:rest` without a value; undefined for all others. */
export const slipOfKey = (text: string, offset: number, hasValue: boolean): FoundSlip | undefined => {
  const own = text.slice(offset, offset + 200);
  if (own.startsWith('{')) return curlySlip(text, offset);
  const isFirst = (): boolean => /(?:^|\n) *$/.test(text.slice(Math.max(0, offset - 100), offset));
  const blank = unseenBlank.exec(own);
  if (blank) return noBlank(text, offset + blank[0].length - 1);
  const listed = isFirst() ? bulletSlip(text, offset) : undefined;
  if (listed) return listed;
  if (/^-[^\s-]/.test(own) && isFirst()) return keySlip(text, offset);
  if (hasValue || !withoutBlank.test(own)) return undefined;
  return {
    slip: 'colonWithoutBlank',
    tokens: [],
    advice: [withBlank(own.replace(/:?(?:[\s,{}[\]].*)?$/s, ''))],
    offset,
  };
};

/** `{{name}}` without quotes. */
const curlySlip = (text: string, offset: number): FoundSlip | undefined => {
  const [whole] = /^\{\{[^{}\n]*\}\}/.exec(text.slice(Math.max(0, offset - 1), offset + 200)) ?? [];
  return whole === undefined ? undefined : { slip: 'curly', tokens: [], advice: [inQuotes(whole)], offset: offset - 1 };
};
