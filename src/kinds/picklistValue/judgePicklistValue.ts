import type { RecordType } from '../../access/orgAutomation.js';
import { keyOf } from '../../platform/names.js';
import { sharedValueSet } from '../../platform/sharedValueSets.js';
import type { Context } from '../context.js';
import { fieldsOf, spelledField, spelledObject } from '../context.js';
import { absentObject, notRead, objectPresence } from '../presence.js';
import type { Requirement } from '../requirement.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { PicklistValueNeed } from './picklistValueKind.js';

export const picklistValueCodes = {
  settled: ['PICKLIST_VALUE_OPEN'],
  open: [
    'PICKLIST_VALUE_MISSING',
    'PICKLIST_VALUE_INACTIVE',
    'PICKLIST_VALUE_CLOSED',
    'PICKLIST_VALUE_PARTLY_CLOSED',
    'NO_PICKLIST',
  ],
} as const;

/** What next steps differ by: the values of some standard fields are one list with those of other objects (fact O8). */
export const sharedList = 'sharedList';

/** Whether a record type opens the value; null where that was not told. */
const opens = ({ values }: RecordType, field: string, value: string): boolean | null => {
  // A record type that tells of no picklist at all was not read whole; one that tells of others has no value of this one.
  if (!values.known || values.value.size === 0) return null;
  return values.value.get(keyOf(field))?.includes(value) ?? false;
};

/** The verdict for a value that exists and is active, by the record types of the object. */
const byRecordTypes = (
  { user }: Context,
  types: readonly RecordType[],
  name: string,
  { field, value }: PicklistValueNeed,
): Verdict => {
  const open = verdict('met', 'PICKLIST_VALUE_OPEN', [name, value]);
  const rules = user.profileRules;
  const ofSets = user.recordTypesOfSets;
  // A type that the profile does not open may be opened by a permission set (fact O5); null: nobody can say.
  const isUsable = ({ name: type }: RecordType): boolean | null => {
    if (rules?.known === true && rules.value.recordTypes.has(keyOf(type))) return true;
    if (ofSets?.known === true && ofSets.value.has(keyOf(type))) return true;
    return rules?.known === true && ofSets?.known === true ? false : null;
  };
  const judged = types.map((type) => ({ type, isOpen: opens(type, field, value), isUsable: isUsable(type) }));
  const untold = judged.find(({ isOpen }) => isOpen === null)?.type;
  if (untold) return untold.values.known ? notRead(`${name} in ${untold.name}`) : unreadable(name, untold.values.gap);
  const closed = judged.filter(({ isOpen }) => isOpen === false);
  if (closed.length === 0) return open;
  const names = closed.map(({ type }) => type.name.replace(/^[^.]*\./, '')).join(', ');
  const usable = judged.filter((one) => one.isUsable === true);
  const isSure = usable.length > 0 && judged.every((one) => one.isUsable !== null);
  if (isSure && usable.every(({ isOpen }) => isOpen === true)) return open;
  return usable.length > 0 && usable.every(({ isOpen }) => isOpen === false)
    ? verdict('unmet', 'PICKLIST_VALUE_CLOSED', [name, value, names])
    : verdict('degraded', 'PICKLIST_VALUE_PARTLY_CLOSED', [name, value, names]);
};

/** Whether a picklist has the value, active and open to the record types that the user can use (facts O5, O6). */
export const judgePicklistValue = (context: Context, { need, ifPresent }: Requirement<PicklistValueNeed>): Verdict => {
  const { schema } = context;
  const sobject = spelledObject(schema, need.sobject);
  if (objectPresence(schema, need.sobject) === 'absent') return absentObject(sobject, ifPresent);
  const name = `${sobject}.${spelledField(schema, need.sobject, need.field)}`;
  const fields = fieldsOf(schema, need.sobject);
  if (!fields) return notRead(name);
  if (!fields.known) return unreadable(name, fields.gap);
  const field = fields.value.get(keyOf(need.field));
  if (!field)
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name])
      : verdict('impossible', 'NO_SUCH_FIELD', [name, sobject]);
  const picklists = schema.picklists?.get(keyOf(need.sobject));
  const values = picklists?.fields.get(keyOf(need.field));
  if (!picklists || !values) return notRead(name);
  if (!values.known) return unreadable(name, values.gap);
  if (values.value.length === 0 && field.dataType !== '' && !/picklist$|^combobox$/.test(field.dataType))
    return verdict('impossible', 'NO_PICKLIST', [name, field.dataType]);
  const value = values.value.find((one) => one.value === need.value);
  const steps = sharedValueSet(need.sobject, need.field) === undefined ? {} : { variant: sharedList };
  if (!value) return verdict('unmet', 'PICKLIST_VALUE_MISSING', [name, need.value], steps);
  if (!value.isActive) return verdict('unmet', 'PICKLIST_VALUE_INACTIVE', [name, need.value], steps);
  if (!picklists.recordTypes.known) return unreadable(name, picklists.recordTypes.gap);
  return byRecordTypes(context, picklists.recordTypes.value, name, need);
};
