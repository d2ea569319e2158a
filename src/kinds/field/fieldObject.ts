/** The object of fields, looked up once for all of them: thousands of needs are about fields of the same few objects. */
import type { EntityField, Reading } from '../../access/snapshot.js';
import { mayMirrorContact } from '../../platform/personAccounts.js';
import type { Context } from '../context.js';
import { fieldsOf, spelledObject } from '../context.js';
import { objectPresence } from '../presence.js';
import type { Level } from '../requirement.js';
import type { FieldUse, ObjectCondition } from './objectCondition.js';

export type FieldObject = {
  /** As the org spells it, or as it is. */
  readonly name: string;
  readonly isAbsent: boolean;
  /** Whether fields of Contact are mirrored on it. */
  readonly mirrorsContact: boolean;
  /** Its fields, as far as they were read. */
  readonly fields: Reading<ReadonlyMap<string, EntityField>> | undefined;
  /** What the access to it comes to for its fields, as far as that was worked out. */
  readonly conditions: Readonly<Record<Level, Map<FieldUse, ObjectCondition>>>;
};

/** The object as needs spell it: no key is made of the name but for the first of them. */
export const fieldObject = ({ schema, fieldObjects }: Context, sobject: string): FieldObject => {
  const kept = fieldObjects.get(sobject);
  if (kept) return kept;
  const found: FieldObject = {
    name: spelledObject(schema, sobject),
    isAbsent: objectPresence(schema, sobject) === 'absent',
    mirrorsContact: mayMirrorContact(sobject),
    fields: fieldsOf(schema, sobject),
    conditions: { required: new Map(), recommended: new Map(), optional: new Map() },
  };
  fieldObjects.set(sobject, found);
  return found;
};
