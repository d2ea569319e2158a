import { known } from './abstract.js';
import type { Abstract, ValueKind } from './abstract.js';
import { because } from './evaluation.js';
import type { Evaluation } from './evaluation.js';
import type { Reference } from './expression.js';
import type { Fact, FieldFacts, FieldType, GlobalReference, Write } from './facts.js';
import { globalKey } from './facts.js';
import type { UnknownReason } from './judgement.js';
import type { FormulaValue } from './value.js';

const kindOfField: Readonly<Record<FieldType, ValueKind>> = {
  text: 'text',
  picklist: 'text',
  multipicklist: 'multipicklist',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  id: 'id',
  other: 'any',
};

/** Whether the write can put another value into the field: by itself, by other automation, or by what the platform does. */
export const isTouched = (name: string, field: FieldFacts | undefined, write: Write | undefined): boolean => {
  if (field === undefined || field.maintained || write === undefined || write.others === 'anything') return true;
  const key = name.toLowerCase();
  return write.fields.has(key) || write.others.has(key);
};

const isWritten = (name: string, write: Write | undefined): boolean =>
  write !== undefined &&
  (write.fields.has(name.toLowerCase()) || (write.others !== 'anything' && write.others.has(name.toLowerCase())));

/** The value of a field, marked where it is the value of a picklist. */
const ofField = (field: FieldFacts | undefined, value: Abstract): Abstract =>
  field?.type === 'picklist' && value.is !== 'truth' ? { ...value, ofPicklist: true } : value;

/** A field as the rule sees it, after the write. */
export const fieldValue = (walk: Evaluation, reference: Extract<Reference, { kind: 'field' }>): Abstract => {
  const { name } = reference;
  const { write } = walk.facts;
  const field = walk.facts.fields.get(name.toLowerCase());
  const kind = field === undefined ? 'any' : kindOfField[field.type];
  if (field !== undefined && write?.operation === 'create' && !isTouched(name, field, write)) {
    const { whenCreated, required } = field;
    // what is required and has no default is sent by whoever creates a record at all
    // (a checkbox is never blank)
    if (whenCreated.state === 'known' && (whenCreated.value !== null || !required))
      return ofField(field, known(kind === 'boolean' ? whenCreated.value === true : whenCreated.value, kind));
  }
  return because(
    walk,
    { why: isWritten(name, write) ? 'written' : 'record', reference },
    ofField(field, {
      is: 'unknown',
      kind,
      mayBeBlank: !(field?.required ?? false) && kind !== 'boolean',
      key: `field ${name.toLowerCase()}`,
      ignorant: false,
    }),
  );
};

/** A field as it was before the write: on a new record the field itself (fact V5), on others the same unless the write changes it. */
export const priorValue = (walk: Evaluation, reference: Extract<Reference, { kind: 'field' | 'prior' }>): Abstract => {
  const { name } = reference;
  const { write } = walk.facts;
  const field = walk.facts.fields.get(name.toLowerCase());
  if (write !== undefined && (write.operation === 'create' || !isTouched(name, field, write)))
    return fieldValue(walk, { kind: 'field', name });
  const kind = field === undefined ? 'any' : kindOfField[field.type];
  return because(
    walk,
    { why: 'record', reference },
    ofField(field, {
      is: 'unknown',
      kind,
      mayBeBlank: kind !== 'boolean',
      key: `prior ${name.toLowerCase()}`,
      ignorant: false,
    }),
  );
};

/** Ids come from the org as text; in a formula they are more than that. */
const idLike = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;
const asId = (name: string, value: FormulaValue): FormulaValue =>
  typeof value === 'string' && /id$/i.test(name) && idLike.test(value) ? { kind: 'id', id: value } : value;

/** What a fact says, for a reference that has this key. */
const factValue = (
  walk: Evaluation,
  reference: GlobalReference | Extract<Reference, { kind: 'resource' }>,
  fact: Fact,
): Abstract => {
  const key = `fact ${reference.kind === 'global' ? globalKey(reference) : reference.path.join('.').toLowerCase()}`;
  const isPermission = reference.kind === 'global' && reference.global.toLowerCase() === '$permission';
  if (fact.state === 'known') return known(asId(reference.path.at(-1) ?? '', fact.value));
  const reason: UnknownReason =
    fact.state === 'oneOf'
      ? { why: 'oneOf', reference, values: fact.values }
      : fact.state === 'absent'
        ? { why: 'absent', reference }
        : { why: 'unreadable', reference, ...(fact.needs === undefined ? {} : { needs: fact.needs }) };
  return because(walk, reason, {
    is: 'unknown',
    kind: isPermission ? 'boolean' : 'any',
    mayBeBlank: !isPermission,
    // what the org does not have may be told in any way
    key: fact.state === 'absent' ? undefined : key,
    ignorant: true,
  });
};

/** The value of whatever a formula names. */
export const referenceValue = (walk: Evaluation, reference: Reference): Abstract => {
  switch (reference.kind) {
    case 'field':
      return fieldValue(walk, reference);
    case 'prior':
      // fact V5 is of PRIORVALUE; what $Record__Prior holds when there is no record before is another matter
      return walk.facts.write?.operation === 'create'
        ? because(walk, { why: 'uncertain', name: '$Record__Prior' }, unsure)
        : priorValue(walk, reference);
    case 'related':
      return because(
        walk,
        { why: 'record', reference },
        {
          is: 'unknown',
          kind: 'any',
          mayBeBlank: true,
          key: `related ${reference.prior ? 'prior ' : ''}${reference.path.join('.').toLowerCase()}`,
          ignorant: false,
        },
      );
    case 'global':
      return factValue(walk, reference, walk.facts.globals.get(globalKey(reference)) ?? { state: 'unreadable' });
    case 'resource':
      return factValue(
        walk,
        reference,
        walk.facts.resources?.get(reference.path.join('.').toLowerCase()) ?? { state: 'unreadable' },
      );
  }
};

const unsure: Abstract = { is: 'unknown', kind: 'any', mayBeBlank: true, key: undefined, ignorant: true };
