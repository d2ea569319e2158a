import type { OrgSchema } from '../access/snapshot.js';
import type { Finding } from './finding.js';
import { kindOf, kinds } from './kinds.js';
import type { Need } from './kinds.js';
import { namesMeant } from './nearest.js';

/** Whether a rule asked for it: all other needs are of the user, or name nothing of the org. */
const isOfRule = (need: Finding['need']): need is Need => Object.hasOwn(kinds, need.kind);

/** A name that the org does not have, and those that may have been meant: as a definition would write them. */
export type NameSought = { readonly name: string; readonly meant: readonly string[] };

/**
 * For a finding about a name that this org does not have: that name, and the names of the org that may have been meant, best
 * first; null for every other finding, and where no name is near.
 */
export const nameSought = (
  { code, need, sought: ofUser, variant }: Pick<Finding, 'code' | 'need' | 'sought' | 'variant'>,
  schema: OrgSchema,
): NameSought | null => {
  // A name that is known is no slip: the finding names the feature that brings it.
  if (!isOfRule(need) || variant === 'feature') return null;
  const sought = ofUser ?? kindOf(need).sought?.(need, code, schema);
  if (!sought) return null;
  const { name, candidates, called, within } = sought;
  const written = (one: string): string => (within === undefined ? one : `${within}.${one}`);
  const meant = namesMeant(name, candidates, called).map(written);
  return meant.length === 0 ? null : { name: written(name), meant };
};

/** The names that may have been meant alone; none where the finding is about another matter. */
export const nearestNames = (
  finding: Pick<Finding, 'code' | 'need' | 'sought' | 'variant'>,
  schema: OrgSchema,
): readonly string[] => nameSought(finding, schema)?.meant ?? [];
