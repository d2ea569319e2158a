/** All rows of a permission set, whatever the objects: asked for beside those of some objects where these are few. */
import { known } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import { sameId } from '../../platform/sameId.js';
import { fewObjects, fieldRowsIn, objectRowsIn } from './permissionSetRows.js';
import type { WholeRows } from './permissionsRead.js';
import type { Told } from './queryAnswer.js';

/** Whether the rows of some sets, whatever their objects, are asked for by the query that lists these objects. */
export const fitsBeside = (sobjects: readonly string[]): boolean =>
  sobjects.length > 0 && sobjects.length <= fewObjects;

/** What a query for the rows of some objects asks besides: all rows of these sets, where it has room for them. */
export const wholeBeside = (
  sobjects: readonly string[],
  wholeIds: readonly string[],
): { readonly wholeOf?: readonly string[] } =>
  wholeIds.length > 0 && fitsBeside(sobjects) ? { wholeOf: wholeIds } : {};

/** What one set holds of every object; a gap where an answer was not whole. */
export const wholeRowsIn = <O, F>(
  setId: string,
  objects: Reading<Told<O>>,
  fields: Reading<Told<F>>,
): Reading<WholeRows> => {
  if (!objects.known) return objects;
  if (!fields.known) return fields;
  const [lacked] = [...objects.value.untold.values(), ...fields.value.untold.values()];
  if (lacked) return { known: false, gap: lacked };
  const isOwn = ({ parentId }: { readonly parentId: string }): boolean => sameId(parentId, setId);
  return known({
    objects: objectRowsIn(objects.value.rows).filter(isOwn),
    fields: fieldRowsIn(fields.value.rows)
      .filter(isOwn)
      .map(({ accesses, ...row }) => ({ ...row, access: accesses.has('edit') ? 'edit' : 'read' })),
  });
};
