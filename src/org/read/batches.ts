import { keyOf } from '../../platform/names.js';
import { chunk } from '../soql.js';

/** EntityDefinition and its like answer one batch only, and must be asked with a LIMIT that fits it (fact E5). */
export const batchRows = 2000;

/** Every object has fields that nobody asks for: an id, an owner, dates. A guess; what does not fit is asked again. */
const rowsBeside = 30;
/** What is put into one batch at most, so that objects with more fields than guessed still fit. */
const wellFilled = 0.9 * batchRows;

/**
 * Objects over queries about their fields, of which each answers one batch: evenly over as many queries as there is room
 * for in one call, and over more where the fields that rules name say that this will not do.
 * @param fieldsNamed by the key of the object, how many of its fields are asked for
 * @param room queries that fit into the call, at least 1
 */
export const batchesOf = (
  sobjects: readonly string[],
  fieldsNamed: ReadonlyMap<string, number>,
  room: number,
): string[][] => {
  const expected = (sobject: string): number => (fieldsNamed.get(keyOf(sobject)) ?? 0) + rowsBeside;
  const all = sobjects.reduce((sum, sobject) => sum + expected(sobject), 0);
  if (all <= room * wellFilled) return chunk(sobjects, Math.max(1, Math.ceil(sobjects.length / room)));
  const batches: string[][] = [];
  let left = 0;
  for (const sobject of sobjects) {
    const current = batches.at(-1);
    left -= expected(sobject);
    if (current && left >= 0) current.push(sobject);
    else {
      batches.push([sobject]);
      left = wellFilled - expected(sobject);
    }
  }
  return batches;
};
