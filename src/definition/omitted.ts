import { kindOf } from '../kinds/kinds.js';
import { idKey, requirementId } from '../kinds/requirementId.js';
import type { Atom } from './atoms.js';

/**
 * Takes the omitted requirements out, and their words out of the `minimum` of what stays.
 * @param omitted keys of ids
 */
export const without = (atoms: readonly Atom[], omitted: ReadonlySet<string>): readonly Atom[] => {
  if (omitted.size === 0) return atoms;
  return atoms
    .filter(({ requirement }) => !omitted.has(idKey(requirement.id)))
    .map((atom) => {
      const { need } = atom.requirement;
      const left = kindOf(need).withoutOmitted?.(need, (other) => omitted.has(idKey(requirementId(other))));
      return left === undefined ? atom : { ...atom, requirement: { ...atom.requirement, need: left } };
    });
};
