import { toLongId } from '../permissions/orgTables.js';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Makes record ids, 18 characters with the checksum that Salesforce appends: key prefix (fact I17), the pod `5g0`, a
 * number of nine base-62 digits that counts up for each prefix. The same order of calls gives the same ids.
 *
 * @param counts how many have been made already, by key prefix; counted on
 */
export const idMaker = (counts: Map<string, number>): ((keyPrefix: string) => string) => {
  return (keyPrefix) => {
    const count = (counts.get(keyPrefix) ?? 0) + 1;
    counts.set(keyPrefix, count);
    // Multiplied, so that ids hold letters of both cases and the checksum differs.
    let rest = count * 7919 + 54_321;
    let digits = '';
    for (let place = 0; place < 9; place += 1) {
      digits = base62.charAt(rest % 62) + digits;
      rest = Math.floor(rest / 62);
    }
    return toLongId(`${keyPrefix}5g0${digits}`);
  };
};

/** The 15-character, case-sensitive form of an id. */
export const shortId = (id: string): string => id.slice(0, 15);
