/** The aggregate permission set of a group, as the platform may calculate it (facts A5, B2, D6, M6, M14). */
import { holds, mutesWhatItNeeds, restsOn } from '../../naive/holdings.js';
import { includes } from '../../naive/world.js';
import type { Access, Holding } from '../../naive/world.js';

/**
 * The union of the members without what is muted.
 * @param dependents what becomes of user permissions that need a muted one: that is not known (fact M4)
 */
export const aggregateOf = (
  members: readonly Holding[],
  muting: Holding | null,
  dependents: 'keep' | 'remove',
): Holding => {
  const mutedWord = (object: string, word: Access): boolean =>
    muting !== null &&
    [word, ...restsOn[word]].some((access) => holds(muting, { kind: 'object', sobject: object, access }));
  const mutedPermission = (name: string): boolean =>
    muting !== null &&
    (includes(muting.userPermissions, name) || (dependents === 'remove' && mutesWhatItNeeds(muting, name)));
  const objects: Record<string, Access[]> = {};
  const fields: Record<string, 'read' | 'edit'> = {};
  for (const member of members) {
    for (const [object, words] of Object.entries(member.objects)) {
      const before = objects[object] ?? [];
      objects[object] = [...before, ...words.filter((word) => !before.includes(word) && !mutedWord(object, word))];
    }
    for (const [field, access] of Object.entries(member.fields)) {
      const muted = muting?.fields[field];
      if (muted === 'read') continue;
      fields[field] = (access === 'edit' && muted !== 'edit') || fields[field] === 'edit' ? 'edit' : 'read';
    }
  }
  const userPermissions = [...new Set(members.flatMap((member) => member.userPermissions))].filter(
    (name) => !mutedPermission(name),
  );
  const setup = [...new Set(members.flatMap((member) => member.setup))].filter(
    (key) => muting === null || !holds(muting, { kind: 'setup', key }),
  );
  return { userPermissions, objects, fields, setup };
};
