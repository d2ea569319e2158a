/** What of a list belongs to one object, and whether it is all of it. */
import { gap, known } from '../../../access/snapshot.js';
import type { Entity, OrgSchema } from '../../../access/snapshot.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf, sameName } from '../../../platform/names.js';
import type { List } from './list.js';

/** Whether a name or id of a set-up table stands for the object; null where nobody can say (fact L19). */
export const standsFor = (sobject: string, entities: OrgSchema['entities']): ((nameOrId: string) => boolean | null) => {
  const entity: Entity | undefined = entities.known ? entities.value.get(keyOf(sobject)) : undefined;
  const id = entity?.durableId?.slice(0, 15);
  return (nameOrId) => {
    if (sameName(nameOrId, sobject)) return true;
    if (!isCustom(sobject) || !/^01I/.test(nameOrId)) return false;
    return id === undefined ? null : nameOrId.slice(0, 15) === id;
  };
};

/** Those of a list that belong to the object; a gap where that cannot be told of one of them. */
export const ofObject = <T>(list: List<T>, of: (one: T) => boolean | null, part: string): List<T> => {
  if (!list.known) return list;
  if (list.value.some((one) => of(one) === null)) return gap('NOT_ANSWERED', part, 'DurableId');
  return known(list.value.filter((one) => of(one) === true));
};

/**
 * An empty list of one object says that there is nothing only to who is known to be shown everything; that other objects have
 * rows proves nothing of this one.
 */
export const shown = <T>(list: List<T>, seesSetup: boolean, from: string): List<T> =>
  list.known && list.value.length === 0 && !seesSetup ? gap('NOT_AUTHORISED', from, 'ViewSetup') : list;
