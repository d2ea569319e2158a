/** Which field permissions decide about a field, what the user has of them, and which can be given. */
import type { Answer } from '../../access/answer.js';
import { anyAnswer, yes } from '../../access/answer.js';
import type { Entry } from '../../access/entry.js';
import type { EntityField, Gap } from '../../access/snapshot.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import { mirroredContactField } from '../../platform/personAccounts.js';
import { keyOf } from '../../platform/names.js';
import type { Context } from '../context.js';
import { fieldsOf } from '../context.js';
import type { FieldObject } from './fieldObject.js';
import { isOffered } from './offeredFields.js';

const contact = 'Contact';

/** A field by its object: `Contact.Email`. */
type Carrier = { readonly sobject: string; readonly field: string };

/** `Contact.Email`. */
export const nameOf = ({ sobject, field }: Carrier): string => `${sobject}.${field}`;

/** What was found of the field permissions. */
export type CarrierAnswer = {
  /** Of contested ones that do not agree: `unknown` without a gap. */
  readonly answer: Answer | { readonly answer: 'contested'; readonly held: Carrier };
  /** Those that decide: of a field of person accounts both that may (fact C6). */
  readonly carriers: readonly [Carrier, ...Carrier[]];
  /** What would give the access that is missing; empty where the org's field permissions accept none of it (fact B4). */
  readonly entries: readonly Entry[];
};

/** The field of Contact that the field mirrors in this org; a gap where nobody can say whether it does. */
export const mirroredField = (
  context: Context,
  { name: sobject, mirrorsContact }: FieldObject,
  field: EntityField,
): EntityField | Gap | undefined => {
  if (!mirrorsContact) return undefined;
  const name = mirroredContactField(sobject, field.name);
  const fields = name === undefined ? undefined : fieldsOf(context.schema, contact);
  if (name === undefined || fields === undefined) return undefined;
  return fields.known ? fields.value.get(keyOf(name)) : fields.gap;
};

const ask = (context: Context, { sobject, field }: Carrier, access: FieldAccess): Answer =>
  context.access.fieldPermission(sobject, field, access);

const entryOf = ({ sobject, field }: Carrier, access: FieldAccess): Entry => ({
  kind: 'field',
  sobject,
  field,
  access,
});

/** Of a field whose permissions are its own, or those of the address that it is a part of. */
const ownAnswer = (context: Context, own: Carrier, access: FieldAccess): CarrierAnswer => {
  const answer = ask(context, own, access);
  const isToGive = answer.answer === 'no' && isOffered(context.schema, own.sobject, own.field) !== false;
  return { answer, carriers: [own], entries: isToGive ? [entryOf(own, access)] : [] };
};

/**
 * Of a field that mirrors one of Contact. Where Account offers none, that of Contact decides. Else either may: it is known
 * where both agree, and given by giving both.
 */
const mirroredAnswer = (context: Context, own: Carrier, mirrored: Carrier, access: FieldAccess): CarrierAnswer => {
  if (isOffered(context.schema, own.sobject, own.field) === false) return ownAnswer(context, mirrored, access);
  const readings = [own, mirrored].map((carrier) => ({ carrier, answer: ask(context, carrier, access) }));
  const open = readings.filter(({ carrier }) => isOffered(context.schema, carrier.sobject, carrier.field) === true);
  const held = readings.find(({ answer }) => answer.answer === 'yes');
  const answers = readings.map(({ answer }) => answer);
  const all = answers.every(({ answer }) => answer === 'yes');
  const isContested = held !== undefined && answers.some(({ answer }) => answer === 'no');
  return {
    answer: all
      ? yes(answers.flatMap((answer) => (answer.answer === 'yes' ? answer.grantedBy : [])))
      : isContested
        ? { answer: 'contested', held: held.carrier }
        : anyAnswer(answers.filter(({ answer }) => answer !== 'yes')),
    carriers: [own, mirrored],
    entries: open.length === readings.length ? open.map(({ carrier }) => entryOf(carrier, access)) : [],
  };
};

/** What was found of the field permissions that decide about a field, or the address that it is a part of. */
export const carrierAnswer = (
  context: Context,
  own: Carrier,
  mirrored: EntityField | undefined,
  access: FieldAccess,
): CarrierAnswer =>
  mirrored === undefined
    ? ownAnswer(context, own, access)
    : mirroredAnswer(context, own, { sobject: contact, field: mirrored.name }, access);
