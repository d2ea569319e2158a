/** Words of access on a vendor's page. */
import { accessRestsOn, objectAccesses } from '../platform/objectAccess.js';
import type { FieldAccess, ObjectAccess } from '../platform/objectAccess.js';

type Word = readonly [pattern: RegExp, access: ObjectAccess];
/** Words of access, the longer ones first: what was taken for one is not looked at again. */
const accessWords: readonly Word[] = [
  [/\bmodify all(?: records| data)?\b/gi, 'modifyAllRecords'],
  [/\b(?:view all fields)\b/gi, 'viewAllFields'],
  [/\b(?:view all|read all)(?: records| data)?\b/gi, 'viewAllRecords'],
  [/\b(?:create|insert|add)\b/gi, 'create'],
  [/\b(?:edit|update|modify|write|upsert)\b/gi, 'edit'],
  [/\b(?:delete|remove)\b/gi, 'delete'],
  [/\b(?:read|view|query|retrieve)\b/gi, 'read'],
];

/** The words of access in a text, less those that others of them bring along. */
export const accessIn = (text: string): ObjectAccess[] => {
  let rest = text;
  const found = new Set<ObjectAccess>();
  for (const [pattern, access] of accessWords) {
    const without = rest.replace(pattern, ' ');
    if (without !== rest) found.add(access);
    rest = without;
  }
  return objectAccesses.filter(
    (access) => found.has(access) && ![...found].some((other) => accessRestsOn[other].includes(access)),
  );
};

/** The access to fields that goes with access to their object: what is only read needs no more than Read. */
export const fieldAccessFor = (words: readonly ObjectAccess[]): FieldAccess =>
  words.some((word) => !['read', 'viewAllRecords', 'viewAllFields'].includes(word)) ? 'edit' : 'read';

/** A text without its words of access. */
export const withoutAccessWords = (text: string): string =>
  accessWords.reduce((rest, [pattern]) => rest.replace(pattern, ' '), text);

/** Nothing but words of access and what stands between them: "read and write access", "Create/Edit". */
export const onlyAccess = (text: string): boolean =>
  withoutAccessWords(text).replace(/\b(?:access|permissions?|rights?|and|or|to|on)\b|[\s,/&+.;]/gi, '') === '';
