/** The text of a JSON file as a tree in which every value knows its line and column. */
import type { MapEntry, TreeNode } from '../definition/tree.js';
import type { Place } from '../kinds/ruleReader.js';

const blank = /[ \t\r\n]*/y;
const string = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const word = /[^\s,\]}]+/y;

/**
 * The tree of a text that `JSON.parse` has accepted.
 * @param file as people know it
 * @throws RangeError where it is nested far deeper than any file of ours
 */
export const jsonTree = (text: string, file: string): TreeNode => {
  let at = 0;
  // Lines are counted along with the reading, which never goes back.
  let [line, lineStart, counted] = [1, 0, 0];
  const place = (): Place => {
    for (; counted < at; counted += 1) {
      if (text.charAt(counted) !== '\n') continue;
      line += 1;
      lineStart = counted + 1;
    }
    return { file, line, column: at - lineStart + 1 };
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const next = (): string => {
    take(blank);
    return text.charAt(at);
  };
  /** What stands between brackets, after each of which comes a comma or the end. */
  const items = (close: string, read: () => void): void => {
    at += 1;
    while (at < text.length && next() !== close) {
      read();
      if (next() === ',') at += 1;
    }
    at += 1;
  };
  const value = (): TreeNode => {
    const first = next();
    const here = place();
    if (first === '{') {
      const entries: MapEntry[] = [];
      items('}', () => {
        next();
        const keyPlace = place();
        const key = JSON.parse(take(string)) as string;
        next();
        at += 1;
        entries.push({ key, keyPlace, value: value() });
      });
      // Of a key that stands there twice JSON takes the last.
      return { type: 'map', entries: entries.reverse(), place: here };
    }
    if (first === '[') {
      const values: TreeNode[] = [];
      items(']', () => void values.push(value()));
      return { type: 'list', items: values, place: here };
    }
    return { type: 'scalar', value: JSON.parse(take(first === '"' ? string : word)) as unknown, place: here };
  };
  return value();
};
