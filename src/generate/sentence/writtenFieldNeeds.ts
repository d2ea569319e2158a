/** What a sentence asks for of fields that it writes out with their object, and of field history. */
import { withoutOtherObjects } from '../accessOfObject.js';
import { namesBeside } from '../namesBeside.js';
import { fieldAccessFor, fieldAccessIn } from '../pageAccess.js';
import { speaksOfHistory, trackedHistory } from '../pageHistory.js';
import type { PageNeed, Understood } from './pageNeed.js';
import { objectOfField, qualifiedFields } from './qualifiedFields.js';
import type { SentenceParts } from './sentenceParts.js';

/**
 * The needs of the fields that a sentence writes out as `Object.Field`, and of the history that it wants tracked.
 * @returns `isAll`: nothing else of the sentence is to be read, for it is about history, or names a field that no table has and
 * people have to read it
 */
export const writtenFieldNeeds = ({
  rest,
  head,
  beside,
  reader,
}: SentenceParts): { readonly found: Understood; readonly isAll: boolean } => {
  const { known: fields, unknown, sobjects } = qualifiedFields(rest, reader);
  const { words } = fieldAccessIn(withoutOtherObjects(rest, sobjects, reader).text);
  const isOnlyRead = words.every((word) => word === 'read');
  const tracked = trackedHistory(rest, head, isOnlyRead ? fields : [], reader);
  const isTracked = (field: string): boolean =>
    tracked?.objects.some(({ sobject, fields: own }) => own.some((one) => `${sobject}.${one}` === field)) ?? false;
  // What only its history is asked of needs no rule of its own.
  const own = fields.filter((field) => words.length > 0 || !isTracked(field));
  // Labels in one list with them are fields like them; of history only what is plain is taken.
  const labels = own.length > 0 && !speaksOfHistory(rest) ? namesBeside(rest, fields, reader).listed : [];
  const names = [...new Set([...own, ...labels])];
  const needs: PageNeed[] =
    names.length > 0 ? [{ ...beside, kind: 'field', names, access: fieldAccessFor(words) }] : [];
  if (tracked === undefined) {
    // A field by a name that no table has: people have to read the line, and what is known of it counts.
    const named = [...new Set(unknown.map(objectOfField))];
    return unknown.length > 0
      ? { found: { needs, named, unknown }, isAll: true }
      : { found: { needs, named: [] }, isAll: false };
  }
  const history = tracked.objects.map((one) => ({ ...beside, kind: 'historyTracking', ...one }) as const);
  const named = tracked.objects.map(({ sobject }) => sobject);
  return { found: { needs: [...needs, ...history], named, unknown: [...unknown, ...tracked.unknown] }, isAll: true };
};
