import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from './finding.js';
import { kindOf, kinds } from './kinds.js';
import type { Need } from './kinds.js';
import { nearest } from './nearest.js';

/** Whether a rule asked for it: all other needs are of the user, or name nothing of the org. */
const isOfRule = (need: Finding['need']): need is Need => Object.hasOwn(kinds, need.kind);

/**
 * For a finding about a name that this org does not have, the names of the org that may have been meant, best first and
 * spelled as the definition would write them; empty for every other finding.
 */
export const nearestNames = ({ code, need }: Pick<Finding, 'code' | 'need'>, schema: OrgSchema): readonly string[] => {
  if (!isOfRule(need)) return [];
  const sought = kindOf(need).sought?.(need, code, schema);
  if (!sought) return [];
  const { name, candidates, within } = sought;
  return nearest(name, candidates).map((one) => (within === undefined ? one : `${within}.${one}`));
};
