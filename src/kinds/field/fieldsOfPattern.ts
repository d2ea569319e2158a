import { matcherOf } from '../../platform/names.js';
import { fieldsOf, spelledObject } from '../context.js';
import type { Context } from '../context.js';
import { absentObject, notRead, objectPresence } from '../presence.js';
import type { Requirement } from '../requirement.js';
import { unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { FieldNeed } from './fieldKind.js';
import { isWritable } from './writableField.js';

export const patternCodes = { settled: ['NO_EDITABLE_FIELD'] } as const;

/**
 * A pattern as one requirement for each existing field that it matches; a verdict where there is none (`notApplicable`) or
 * nobody can tell.
 */
export const fieldsOfPattern = (
  { schema }: Context,
  requirement: Requirement<FieldNeed>,
): readonly Requirement<FieldNeed>[] | Verdict => {
  const { need, ifPresent } = requirement;
  const object = spelledObject(schema, need.sobject);
  if (objectPresence(schema, need.sobject) === 'absent') return absentObject(object, ifPresent);
  const fields = fieldsOf(schema, need.sobject);
  if (!fields) return notRead(`${object}.${need.field}`);
  if (!fields.known) return unreadable(`${object}.${need.field}`, fields.gap);
  const matches = matcherOf(need.field);
  const matching = [...fields.value.values()].filter(({ name }) => matches(name));
  const { editableOnly, ...plain } = need;
  const found = editableOnly ? matching.filter((field) => isWritable(field) !== false) : matching;
  if (found.length > 0) return found.map((field) => ({ ...requirement, need: { ...plain, field: field.name } }));
  return verdict('notApplicable', matching.length === 0 ? 'NO_MATCHING_FIELD' : 'NO_EDITABLE_FIELD', [
    `${object}.${need.field}`,
  ]);
};
