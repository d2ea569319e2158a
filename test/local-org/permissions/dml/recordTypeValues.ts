import { OrgError } from '../../model/orgModel.js';
import type { Row } from '../../model/orgModel.js';
import { findField } from '../../schema/schemaLookup.js';
import { rowById, textOf } from '../orgTables.js';
import { assignedRecordTypes, recordTypeName } from '../recordTypes.js';
import type { WriteContext } from './objectRules.js';

/**
 * A record takes only an active record type of its object that is assigned to whoever writes; Modify All Data does not replace
 * that (fact O4). That one of another object is refused in the same words is assumed.
 *
 * @throws OrgError INVALID_CROSS_REFERENCE_KEY
 */
export const checkRecordType = ({ org, caller, schema }: WriteContext, sent: Row): void => {
  const field = findField(schema, 'RecordTypeId');
  const id = field && textOf(sent, field.name);
  if (field === undefined || !field.referenceTo.includes('RecordType') || id === null || id === undefined) return;
  const type = rowById(org, 'RecordType', id);
  const isUsable = type?.['SobjectType'] === schema.name && type['IsActive'] === true;
  if (isUsable && assignedRecordTypes(org, caller.userId).has(recordTypeName(type))) return;
  throw new OrgError(
    400,
    'INVALID_CROSS_REFERENCE_KEY',
    `${field.label}: this ID value isn't valid for the user: ${id}`,
    [field.name],
  );
};
