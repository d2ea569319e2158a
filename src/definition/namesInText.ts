/** Names in a text that somebody typed in place of one: with signs around them, several in one, labels for names. */
import type { Expectation } from '../kinds/ruleShapes.js';
import { fieldsCalled, objectsLabeled, permissionsLabeled } from '../platform/labels/namesOfLabels.js';

const around: ReadonlySet<string> = new Set(' \t\n\u00A0()[]{}"\'`“”„‘’«»•◦▪·–—*');

/** A name without brackets, quotes and signs of a list around it. A star alone, or beside a name, is a pattern. */
export const bareName = (text: string): string => {
  // Sign by sign: a pattern that takes a run of them at the end looks through it from each of them.
  const isAround = (at: number): boolean => {
    const sign = text.charAt(at);
    return around.has(sign) && !(sign === '*' && !/[\s*]/.test(text.charAt(at + 1)));
  };
  let [from, to] = [0, text.length];
  while (from < to && isAround(from)) from += 1;
  while (to > from && text.charAt(to - 1) !== '*' && around.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
};

/** Whether a text with "and" in it is one label: View Setup and Configuration. */
const isLabel = (text: string): boolean => permissionsLabeled(text).length > 0 || objectsLabeled(text).length > 0;

/** Names that stand in one text with commas between; undefined where it is one. */
export const severalIn = (text: string): string[] | undefined => {
  // Split at one character each: a pattern that takes the blanks along needs hours for a text of nothing but blanks.
  const parts = text
    .split(/[,;]/)
    .flatMap((part) => (part.length < 200 && isLabel(part) ? [part] : part.split(/(?<=\s)and(?=\s)/)))
    .map(bareName)
    .filter((part) => part !== '');
  return parts.length > 1 ? parts : undefined;
};

/** A name as the rules have it, in place of its label, or of a field with the object that the rule names already. */
export const nameFor = (text: string, key: string, expected: Expectation): string => {
  if (text.length > 200) return text;
  if (expected === 'relativeField' || expected === 'relativeFieldPattern')
    return /^\w+\.([\w*]+)$/.exec(text)?.[1] ?? text;
  if (expected === 'sobject' || expected === 'sobjectPattern')
    return objectsLabeled(text)[0] ?? objectsLabeled(text.replace(/s$/, ''))[0] ?? text;
  if (expected === 'fieldPattern' || expected === 'fieldName')
    return /^\w+\.[\w*]+$/.test(text) ? text : (fieldsCalled(text)[0] ?? text);
  return key === 'userPermission' ? (permissionsLabeled(text)[0] ?? text) : text;
};

/** A text as a name in kebab-case; empty where nothing of it can be one. */
export const kebabOf = (text: string): string => {
  const words = text
    .slice(0, 60)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]/);
  return words
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 60)
    .replace(/-$/, '');
};
