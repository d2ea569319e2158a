import type { Caller, Org, Row } from '../../model/orgModel.js';
import { effectiveAccess } from '../../permissions/effectiveAccess.js';
import { idOf, rowsOf } from '../../permissions/orgTables.js';
import { definedObjects, rowMaker } from './virtualRow.js';

/**
 * Rows of UserRecordAccess: each user's access to each record (fact E8). Only records of objects that sharing settings
 * list have one; here these are the objects with owners. Sharing itself is not modelled: who may use the object may use
 * its records, as if every organization-wide default were public.
 */
export const userRecordAccessRows = (org: Org, caller: Caller): Row[] => {
  const make = rowMaker(org, 'UserRecordAccess');
  const records = definedObjects(org, caller.apiVersion)
    .filter((schema) => schema.fields.some(({ name }) => name === 'OwnerId'))
    .flatMap((schema) => rowsOf(org, schema.name).map((record) => ({ schema, record })));
  return rowsOf(org, 'User').flatMap((user) => {
    const access = effectiveAccess(org, idOf(user));
    return records.map(({ schema, record }) => {
      const { read, edit, delete: remove, modifyAllRecords } = access.object(schema.name);
      const all = modifyAllRecords || (read && edit && remove && record.OwnerId === idOf(user));
      const transfer = edit && (all || access.userPermission('TransferAnyEntity'));
      return make({
        UserId: idOf(user),
        RecordId: idOf(record),
        HasReadAccess: read,
        HasEditAccess: edit,
        HasDeleteAccess: remove,
        HasTransferAccess: transfer,
        HasAllAccess: all,
        MaxAccessLevel: all
          ? 'All'
          : transfer
            ? 'Transfer'
            : remove
              ? 'Delete'
              : edit
                ? 'Edit'
                : read
                  ? 'Read'
                  : 'None',
      });
    });
  });
};
