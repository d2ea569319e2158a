import type { EntityField } from '../access/snapshot.js';
import { keyOf } from '../platform/names.js';
import { isMaintained } from '../platform/maintainedFields.js';
import { isLeftBlank } from '../platform/leftBlank.js';
import { kindOfValue } from './formula/abstract.js';
import { evaluateFormula } from './formula/evaluateFormula.js';
import type { FieldFacts, FieldType } from './formula/facts.js';
import { parseFormula } from './formula/parseFormula.js';

const types: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...['string', 'email', 'phone', 'url', 'textarea', 'combobox', 'encryptedstring'].map(
    (type) => [type, 'text'] as const,
  ),
  ...['int', 'double', 'currency', 'percent', 'long'].map((type) => [type, 'number'] as const),
  ...(['picklist', 'multipicklist', 'boolean', 'date', 'datetime', 'time', 'id'] as const).map(
    (type) => [type, type] as const,
  ),
  ['reference', 'id'],
]);

const typeOf = (field: EntityField): FieldType => types.get(field.dataType) ?? 'other';

type WhenCreated = FieldFacts['whenCreated'];

const unknown: WhenCreated = { state: 'unknown' };

/** Types of which a field without a default is told to have none; of checkboxes and picklists it is not told (fact V10). */
const tellDefaults: ReadonlySet<FieldType> = new Set(['text', 'number', 'date', 'datetime', 'time', 'id']);

/** The value of a default that is the same for everybody; a percentage is left open, as a formula gives it as a fraction. */
const valueOfDefault = (formula: string, field: EntityField): WhenCreated => {
  const parsed = parseFormula(formula);
  if (!parsed.ok || field.dataType === 'percent') return unknown;
  const evaluated = evaluateFormula(parsed.expression, { globals: new Map(), fields: new Map() });
  return evaluated.known && kindOfValue(evaluated.value) === typeOf(field)
    ? { state: 'known', value: evaluated.value }
    : unknown;
};

/**
 * What a new record has in a field that is not sent. A field that needs no permission may be sent by an integration whose
 * definition does not name it.
 */
const whenCreated = (sobject: string, field: EntityField): WhenCreated => {
  if (!field.permissionable || field.untold?.has('IsPermissionable') === true) return unknown;
  if (field.defaultFormula !== undefined) return valueOfDefault(field.defaultFormula, field);
  const isBlank = field.hasDefault === false && tellDefaults.has(typeOf(field)) && isLeftBlank(sobject, field.name);
  return isBlank ? { state: 'known', value: null } : unknown;
};

/**
 * What formulas have to know of the fields of an object, by the key of the field.
 * @param namesWrites whether it is known what the integration sends: the definition names fields that it writes
 */
export const fieldFactsOf = (
  sobject: string,
  fields: ReadonlyMap<string, EntityField>,
  namesWrites: boolean,
): ReadonlyMap<string, FieldFacts> =>
  new Map(
    [...fields.values()].map((field) => [
      keyOf(field.name),
      {
        name: field.name,
        type: typeOf(field),
        // What nobody can edit changes by itself, if at all.
        maintained: field.calculated || field.autoNumber || !field.updateable || isMaintained(sobject, field.name),
        required: field.required === true || field.dataType === 'boolean',
        whenCreated: namesWrites ? whenCreated(sobject, field) : unknown,
      },
    ]),
  );
