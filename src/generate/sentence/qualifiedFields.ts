/** Fields that a sentence writes out with their object: `Opportunity.Amount`. */
import { keyOf } from '../../platform/names.js';
import { fieldMeant } from '../pageFields.js';
import type { SentenceReader } from './sentenceReader.js';

/** The name of the object before the point of `Object.Field`. */
export const objectOfField = (field: string): string => field.slice(0, field.indexOf('.'));

/** Fields that are written out with their object, and those among them that no table has; each once, as `Object.Field`. */
export const qualifiedFields = (
  text: string,
  { byName, vocabulary }: SentenceReader,
): { known: string[]; unknown: string[]; sobjects: string[] } => {
  const known = new Set<string>();
  const unknown = new Set<string>();
  for (const [, object = '', name = ''] of text.matchAll(/(?<![\w.])([A-Za-z]\w*)\.([A-Za-z]\w+)(?!\w|\.\w)/g)) {
    const sobject = byName.get(keyOf(object)) ?? (/__c$/i.test(object) ? object : undefined);
    if (sobject === undefined) continue;
    const field = fieldMeant(sobject, name, vocabulary);
    if (field === undefined) unknown.add(`${sobject}.${name}`);
    else known.add(`${sobject}.${field}`);
  }
  return {
    known: [...known],
    unknown: [...unknown],
    sobjects: [...new Set([...known, ...unknown].map(objectOfField))],
  };
};
