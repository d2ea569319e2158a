/** Words of access on a vendor's page. */
import { statement } from './pageSentences.js';
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

/** "Acme writes back Lead.Rating": a word of access in its third form, right before what it is about. "Updates of" may be a noun. */
const writes =
  /\b(?:[Ww]rites(?: back)?(?: to| into)?|[Uu]pdates|[Ee]dits|[Mm]odifies|[Uu]pserts)(?: and \w+s)?(?: (?:the|both|fields?))*:? (?=["“']?[A-Z])/;

/** Words that may say that fields are written. */
const maybeWrites =
  /\b(?:[Ww]rit(?:es|ing|ten|e?able)|[Uu]pdat(?:es|ing|e?able)|updated|[Ee]dit(?:s|ing|able)|edited|modif(?:ies|ying|ied)|[Uu]psert(?:s|ing|ed)|[Cc]reat(?:es|ing)|[Ii]nsert(?:s|ing|ed)|(?<!permission )sets|[Pp]opulat(?:e|es|ing)|populated|fills|stores|saves|stamps|changes|[Oo]verwrit(?:e|es|ten)|[Pp]ush(?:es)?|(?<!\b(?:the|a|an|each|every) )[Ss]ync(?:s|ed|ing)?|[Ss]ynchroni[sz](?:es?|ed|ing))\b/;

/** A text without its words of access. */
export const withoutAccessWords = (text: string): string =>
  accessWords.reduce((rest, [pattern]) => rest.replace(pattern, ' '), text);

/** Nothing but words of access and what stands between them: "read and write access", "Create/Edit". */
export const onlyAccess = (text: string): boolean =>
  withoutAccessWords(text).replace(/\b(?:access|permissions?|rights?|and|or|to|on)\b|[\s,/&+.;]/gi, '') === '';

/** The words of access to fields in a sentence: where it may ask for more, the word that says so is told. */
export const fieldAccessIn = (sentence: string): { words: ObjectAccess[]; doubtful?: string } => {
  const said = statement(sentence);
  const behind = sentence.slice(said.length).replace(/^\s+[—–-]\s+/, '');
  // "Lead.Rating - Read/Write"; what else stands behind a dash explains.
  const text = onlyAccess(behind) ? `${said} ${behind}` : said;
  const words = accessIn(text);
  if (fieldAccessFor(words) === 'edit') return { words };
  if (writes.test(text)) return { words: ['edit'] };
  const doubtful =
    maybeWrites.exec(text)?.[0] ??
    (text === said ? /\b(?:edit|update|modify|write|upsert)s?\b/i.exec(behind)?.[0] : undefined);
  return doubtful === undefined ? { words } : { words, doubtful };
};
