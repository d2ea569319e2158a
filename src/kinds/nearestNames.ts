import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from './finding.js';
import { kindOf } from './kinds.js';
import { nearest } from './nearest.js';

/**
 * For a finding about a name that this org does not have, the names of the org that may have been meant, best first and
 * spelled as the definition would write them; empty for every other finding.
 */
export const nearestNames = ({ code, need }: Pick<Finding, 'code' | 'need'>, schema: OrgSchema): readonly string[] => {
  if (need.kind === 'user' || need.kind === 'license' || need.kind === 'packageSeat' || need.kind === 'userFlag')
    return [];
  const sought = kindOf(need).sought?.(need, code, schema);
  if (!sought) return [];
  const { name, candidates, within } = sought;
  return nearest(name, candidates).map((one) => (within === undefined ? one : `${within}.${one}`));
};
