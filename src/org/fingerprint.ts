import { createHash } from 'node:crypto';
import type { Entry } from '../access/entry.js';
import { contentText, markOf } from '../grant/ownership.js';

/**
 * What the description of a permission set says of all that grant has put in: 12 hexadecimal digits. It tells whether
 * somebody else has changed the set; it proves nothing against somebody who may edit permission sets, and so can write it.
 */
export const fingerprintOf = (holds: readonly Entry[]): string =>
  createHash('sha256').update(contentText(holds)).digest('hex').slice(0, 12);

/** Whether a set holds exactly what its description says that grant has put in. */
export const isIntact = (description: string, holds: readonly Entry[]): boolean =>
  markOf(description)?.fingerprint === fingerprintOf(holds);
