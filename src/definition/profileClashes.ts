/** The same user permission from the profile at one level, and from anywhere at a stricter one: one finding cannot say both. */
import { atLeast, stricter } from '../kinds/requirement.js';
import type { Requirement } from '../kinds/requirement.js';
import { idKey } from '../kinds/requirementId.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake, formatPlace } from './definitionMistake.js';

const isFromProfile = ({ need }: Requirement): boolean => need.kind === 'userPermission' && need.on !== undefined;

const groupsOf = (atoms: readonly Atom[]): Atom[][] => {
  const groups = new Map<string, Atom[]>();
  for (const atom of atoms) {
    const { need, forbid, id } = atom.requirement;
    if (need.kind !== 'userPermission' || forbid) continue;
    const group = groups.get(idKey(id));
    if (group) group.push(atom);
    else groups.set(idKey(id), [atom]);
  }
  return [...groups.values()];
};

/**
 * Refuses rules that want a user permission from the profile where the strictest rules about it want it from anywhere: as one
 * requirement it would be wanted from the profile at the stricter level, or not from there at all.
 * @param atoms those that count for the same use
 * @throws DefinitionMistake
 */
export const refuseProfileClashes = (atoms: readonly Atom[]): void => {
  for (const group of groupsOf(atoms)) {
    const looser = group.find(({ requirement }) => isFromProfile(requirement));
    if (looser === undefined) continue;
    const strictest = group.map(({ requirement }) => requirement.level).reduce(stricter);
    const most = group.filter(({ requirement }) => atLeast(requirement.level, strictest));
    const [first] = most;
    if (first === undefined || most.some(({ requirement }) => isFromProfile(requirement))) continue;
    throw new DefinitionMistake(
      { code: 'FromProfileAtLooserLevel', id: looser.requirement.id, first: formatPlace(first.place) },
      looser.place,
    );
  }
};
