/** What is understood of a whole sentence of a vendor's page, part by part, and what else it names or asks for, which is told. */
import { compareKeys, keyOf } from '../../platform/names.js';
import { withoutOtherObjects } from '../accessOfObject.js';
import { accessParts } from '../accessParts.js';
import { askedBesides } from '../askedBesides.js';
import { namesBeside } from '../namesBeside.js';
import { objectEntries } from '../objectEntries.js';
import { fieldAccessIn, onlyAccess } from '../pageAccess.js';
import { speaksOfHistory } from '../pageHistory.js';
import { mentionedObjects, withoutObjectsHeading } from '../pageObjects.js';
import { negation } from '../pageSentences.js';
import type { PageSentence } from '../pageSentences.js';
import { permissionsBeside, withMarks } from '../permissionsBeside.js';
import { apisIn } from './apisIn.js';
import type { PageNeed, Understood } from './pageNeed.js';
import { qualifiedFields } from './qualifiedFields.js';
import { sentenceNeeds } from './sentenceNeeds.js';
import { permissionsIn, withoutPermissions, wordsOf } from './sentenceReader.js';
import type { SentenceReader } from './sentenceReader.js';

/** What a sentence with `Object.Field` names besides, and that is in none of its needs; and a word that may ask for more access. */
const leftBeside = (sentence: PageSentence, { needs, unknown = [] }: Understood, reader: SentenceReader): string[] => {
  const { rest } = permissionsIn(wordsOf(sentence.line.text), reader);
  const { known, unknown: others, sobjects } = qualifiedFields(rest, reader);
  if (needs.length === 0 || known.length + others.length === 0) return [];
  const taken = new Set(
    needs.flatMap((need): readonly string[] => {
      if (need.kind === 'field') return need.names;
      if (need.kind === 'object') return need.sobjects;
      return need.kind === 'historyTracking'
        ? [need.sobject, ...need.fields.map((field) => `${need.sobject}.${field}`)]
        : [];
    }),
  );
  const left = namesBeside(rest, [...known, ...others], reader).named.filter(
    ({ text, meant }) => !unknown.includes(text) && (meant === undefined || !taken.has(meant)),
  );
  const isRead = needs.some((need) => need.kind === 'field' && need.access === 'read');
  const ofOthers = withoutOtherObjects(rest, sobjects, reader);
  const { doubtful } = fieldAccessIn(ofOthers.text);
  const names = left.map(({ text }) => text).filter((name) => !ofOthers.left.some((part) => part.includes(name)));
  return [...new Set([...names, ...ofOthers.left, ...(isRead && doubtful !== undefined ? [doubtful] : [])])];
};

/** With what stands in one list with user permissions: those that are meant are asked for with them, other names are told. */
const withBeside = (found: Understood, text: string, reader: SentenceReader): Understood => {
  const isAsked = (need: PageNeed): boolean => need.kind === 'userPermission' && need.forbid !== true;
  if (!found.needs.some(isAsked)) return found;
  const objects = new Set(found.needs.flatMap((need) => (need.kind === 'object' ? need.sobjects : [])));
  const isTold = (name: string): boolean =>
    [...(found.unused ?? []), ...(found.unknown ?? [])].some((part) => part.includes(name));
  const { meant, left } = permissionsBeside(
    withMarks(text, reader),
    reader,
    (name) =>
      apisIn(name).length > 0 ||
      objects.has(reader.byName.get(keyOf(name)) ?? '') ||
      (objects.size > 0 && onlyAccess(name)) ||
      isTold(name),
  );
  const needs = found.needs.map((need) =>
    isAsked(need) && need.kind === 'userPermission'
      ? { ...need, names: [...new Set([...need.names, ...meant])].sort(compareKeys) }
      : need,
  );
  return { ...found, needs, ...(left.length > 0 ? { unused: [...(found.unused ?? []), ...left] } : {}) };
};

/** What is understood of one sentence, or of one entry of it. */
const understoodAlone = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const found = sentenceNeeds(sentence, context, reader);
  const [spoken] = /\bfield history(?: tracking)?\b|\bhistory\b/i.exec(sentence.line.text) ?? [];
  const isLeft =
    spoken !== undefined &&
    found.needs.length > 0 &&
    speaksOfHistory(sentence.line.text) &&
    !found.needs.some(({ kind }) => kind === 'historyTracking');
  const { rest } = permissionsIn(wordsOf(sentence.line.text), reader);
  const besides = (found.unused ?? []).length === 0 ? askedBesides(rest, found.needs, reader.byName) : [];
  const left = [...leftBeside(sentence, found, reader), ...(isLeft ? [spoken] : []), ...besides];
  const told = left.length > 0 ? { ...found, unused: [...(found.unused ?? []), ...left] } : found;
  return withBeside(told, wordsOf(sentence.line.text), reader);
};

/**
 * What is understood of a sentence; what it names or speaks of besides, and that is in no rule, is told. Where it speaks of several
 * objects one after the other, or of reading and of writing, each part is understood by itself.
 */
export const understoodWhole = (sentence: PageSentence, context: string | null, reader: SentenceReader): Understood => {
  const { line } = sentence;
  const text = withoutObjectsHeading(wordsOf(line.text), reader.byName);
  // What turns one entry round may turn round the others.
  const entries = negation.test(text)
    ? undefined
    : (objectEntries(text, reader.byName) ?? accessParts(text, () => withoutPermissions(text, reader)));
  if (entries === undefined) return understoodAlone(sentence, context, reader);
  const found = entries.map((entry) =>
    understoodAlone({ ...sentence, line: { ...line, text: entry } }, context, reader),
  );
  const named = entries.length === 0 ? mentionedObjects(text, reader.byName) : found.flatMap((one) => one.named);
  return {
    needs: found.flatMap(({ needs }) => needs),
    named: [...new Set(named)],
    unknown: found.flatMap(({ unknown = [] }) => unknown),
    // What one entry says and is in no rule, is told although others became rules.
    unused: found.flatMap(({ needs, unused = [] }, at) => (needs.length === 0 ? [entries[at] ?? ''] : unused)),
  };
};
