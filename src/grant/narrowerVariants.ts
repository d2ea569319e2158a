/** Other variants of a definition that ask for less than the one that is planned. */
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Requirement } from '../kinds/requirement.js';
import { requirementId } from '../kinds/requirementId.js';
import { restsOn } from '../platform/derivedObjects/derivedObject.js';
import { keyOf } from '../platform/names.js';
import { withWhatItRestsOn } from '../platform/objectAccess.js';
import { isOrgWide } from '../platform/orgWidePermissions.js';

/** A variant that asks for less. */
export type NarrowerVariant = {
  /** Its name; null for a definition as it is without a variant. */
  readonly variant: string | null;
  /** What is required by the planned variant and not by this one. */
  readonly leavesOut: readonly Requirement[];
  /** What this one requires in place of it. */
  readonly instead: readonly Requirement[];
};

const idOf = ({ need, forbid }: Requirement): string => `${forbid ? 'not:' : ''}${keyOf(requirementId(need))}`;

/** What is required, with what each word of object access brings along (fact B2), each once. */
const requiredIn = ({ requirements }: RequirementSet): Requirement[] => {
  const required = requirements.filter(({ level, forbid }) => level === 'required' && !forbid);
  const all = required.flatMap((one): Requirement[] => {
    const { need } = one;
    if (need.kind !== 'object') return [one];
    return withWhatItRestsOn(need.access).map((access) => ({ ...one, need: { ...need, access } }));
  });
  return [...new Map(all.map((one) => [idOf(one), one])).values()];
};

/** Whether it reaches over all records of an object, deletes, or gives control over the whole org. */
const isBroad = ({ need }: Requirement): boolean =>
  need.kind === 'userPermission'
    ? isOrgWide(need.name)
    : need.kind === 'object' &&
      ['delete', 'viewAllRecords', 'modifyAllRecords'].includes(need.access) &&
      // What follows another object gives nothing that this one does not give (fact B11).
      restsOn(need.sobject).sobjects.length === 0;

const without = (all: readonly Requirement[], others: readonly Requirement[]): Requirement[] => {
  const ids = new Set(others.map(idOf));
  return all.filter((one) => !ids.has(idOf(one)));
};

/**
 * The variants that leave out something and ask for nothing else, or leave out what is broad and ask for nothing broad in its
 * place.
 * @param others the other variants of the same definition
 */
export const narrowerVariants = (planned: RequirementSet, others: readonly RequirementSet[]): NarrowerVariant[] =>
  others.flatMap((other) => {
    const leavesOut = without(requiredIn(planned), requiredIn(other));
    const instead = without(requiredIn(other), requiredIn(planned));
    const isLess = instead.length === 0 || (leavesOut.some(isBroad) && !instead.some(isBroad));
    return leavesOut.length > 0 && isLess ? [{ variant: other.variant, leavesOut, instead }] : [];
  });
