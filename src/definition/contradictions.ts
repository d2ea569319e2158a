/** Required and forbidden at once: no user could ever satisfy both. */
import { kindOf } from '../kinds/kinds.js';
import type { Need } from '../kinds/kinds.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';

/** Whether having what is required means having what is forbidden. */
const contradicts = (required: Need, forbidden: Need): boolean =>
  required.kind === forbidden.kind && (kindOf(required).contradicts?.(required, forbidden) ?? false);

/**
 * Refuses rules of which one asks for what another forbids, for the same way of logging in. The later of the two in the
 * order of the rules is the one named.
 *
 * @throws DefinitionMistake
 */
export const checkContradictions = (atoms: readonly Atom[]): void => {
  const forbidden = atoms.filter(({ requirement }) => requirement.forbid);
  if (forbidden.length === 0) return;
  const order = new Map(atoms.map((atom, index) => [atom, index]));
  for (const atom of atoms.filter(({ requirement }) => !requirement.forbid)) {
    const other = forbidden.find(
      ({ requirement, when }) =>
        (when === null || atom.when === null || when === atom.when) &&
        contradicts(atom.requirement.need, requirement.need),
    );
    if (!other) continue;
    const later = (order.get(atom) ?? 0) > (order.get(other) ?? 0) ? atom : other;
    const earlier = later === atom ? other : atom;
    throw new DefinitionMistake(
      {
        code: 'RequiredAndForbidden',
        id: atom.requirement.id,
        forbidden: other.requirement.id,
        first: formatPlace(earlier.place),
      },
      later.place,
    );
  }
};
