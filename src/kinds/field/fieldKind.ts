import { z } from 'zod';
import { isCustomField, viewEncryptedData } from '../../platform/maskedFields.js';
import { mirroredContactField } from '../../platform/personAccounts.js';
import { isNamePattern, keyOf, sameName } from '../../platform/names.js';
import { auditPermission, isAuditField, meansAuditField } from '../../platform/readOnlyFields.js';
import { fieldAccesses } from '../../platform/objectAccess.js';
import type { FieldAccess } from '../../platform/objectAccess.js';
import type { CodesIn, Kind } from '../kind.js';
import { fieldInOrg } from '../namesInOrg.js';
import { fieldPattern, forbid, listed } from '../ruleShapes.js';
import { splitField, valuesOf } from '../ruleReader.js';
import { soughtField, soughtObject } from '../sought.js';
import { contradictingFields } from './contradictingFields.js';
import { fieldObject } from './fieldObject.js';
import { fieldsOfPattern, patternCodes } from './fieldsOfPattern.js';
import { fieldCodes, judgeField } from './judgeField.js';
import { isWritable } from './writableField.js';

/** Access to one field, or to all that match a pattern. */
export type FieldNeed = {
  readonly kind: 'field';
  readonly sobject: string;
  /** API name, or a pattern in which `*` stands for any characters. */
  readonly field: string;
  /** `edit` includes `read`. */
  readonly access: FieldAccess;
  readonly standardized: boolean;
  /** Of a pattern: fields that nobody can edit are passed over. */
  readonly editableOnly?: true;
};

type Rule = {
  readonly field: string | readonly string[];
  readonly access: FieldAccess | readonly FieldAccess[];
  readonly standardized?: boolean;
  readonly editableOnly?: boolean;
};

const codes = { settled: [...fieldCodes.settled, ...patternCodes.settled], open: fieldCodes.open } as const;

export const field: Kind<FieldNeed, CodesIn<typeof codes>> = {
  lookedUp: {
    called: ['field permission', 'field-level security', 'field access', 'FLS'],
    example: () => '- { field: Lead.Email, access: [read] }',
  },
  ruleShape: {
    field: listed(fieldPattern).meta({ description: 'Fields to which the user must have access.' }),
    access: listed(z.enum(fieldAccesses)).default(['read']).meta({ description: 'edit includes read.' }),
    standardized: z.boolean().meta({ description: '6sense: mandatory for the daily pipeline.' }).optional(),
    editableOnly: z
      .boolean()
      .meta({
        description: 'Beside patterns: passes over fields that nobody can edit, such as formulas and auto-numbers.',
      })
      .optional(),
    forbid,
  },
  codes,
  needsOf: (rule: Rule, reader) => {
    const accesses = valuesOf(reader, 'access', rule.access);
    const standardized = rule.standardized ?? false;
    const ofPatterns = rule.editableOnly === true ? ({ editableOnly: true } as const) : {};
    return reader.entries('field', rule.field).flatMap(({ value, place }) => {
      // A field that is named is asked for, whatever it is.
      if (rule.editableOnly === true && !isNamePattern(value))
        reader.fail({ code: 'EditableOnlyOfName', name: value }, place);
      return accesses.map((access) => ({
        need: { kind: 'field', ...splitField(value), access, standardized, ...ofPatterns } as const,
        place,
      }));
    });
  },
  idOf: ({ sobject, field: name, access }) => `field:${sobject}.${name}:${access}`,
  spelled: (need, context) => {
    const { name, fields } = fieldObject(context, need.sobject);
    const field = (fields?.known ? fields.value.get(keyOf(need.field))?.name : undefined) ?? need.field;
    return name === need.sobject && field === need.field ? need : { ...need, sobject: name, field };
  },
  // The stricter rule says which fields are meant: what it passes over is not asked for at its level.
  merged: ({ editableOnly, ...first }, second, stricter) => {
    const both = editableOnly && second.editableOnly;
    const only = { first: editableOnly, second: second.editableOnly, none: both }[stricter ?? 'none'];
    return {
      ...first,
      standardized: first.standardized || second.standardized,
      ...(only ? { editableOnly: only } : {}),
    };
  },
  addNames: ({ sobject, field: name, access, editableOnly }, names) => {
    names.sobject(sobject);
    names.access(sobject, access);
    names.field(sobject);
    names.packaged(name);
    if (isNamePattern(name) || isCustomField(name)) names.userPermission(viewEncryptedData);
    if (access === 'edit' && !editableOnly && meansAuditField(name)) names.userPermission(auditPermission);
    // A field of person accounts is perhaps permitted on Contact (fact C6); a pattern may match one.
    const mayMirror = isNamePattern(name) ? sameName(sobject, 'Account') : mirroredContactField(sobject, name);
    if (mayMirror === undefined || mayMirror === false) return;
    names.sobject('Contact');
    names.fieldsOf('Contact');
  },
  expanded: (context, requirement) =>
    isNamePattern(requirement.need.field) ? fieldsOfPattern(context, requirement) : undefined,
  judged: (context, { need, ifPresent, level }) =>
    judgeField(context, need.sobject, need.field, need.access, ifPresent, level),
  stars: ({ field: name }) => (isNamePattern(name) ? name.split('*').length - 1 : 0),
  contradicting: contradictingFields,
  sought: (need, code, schema) => {
    if (code === 'NO_SUCH_OBJECT') return soughtObject(need.sobject, schema);
    return code === 'NO_SUCH_FIELD' ? soughtField(need.sobject, need.field, schema) : undefined;
  },
  namesInOrg: ({ sobject, field: name, access }) =>
    fieldInOrg(sobject, name, (found) =>
      access === 'edit' && isWritable(found) === false && !isAuditField(found.name) ? 'readOnly' : undefined,
    ),
  details: ({ sobject, field: name, access, standardized, editableOnly }) => ({
    sobject,
    field: name,
    access,
    ...(standardized ? { standardized } : {}),
    ...(editableOnly ? { editableOnly } : {}),
  }),
  recordsOf: ({ sobject }) => sobject,
  setupPage: ({ sobject }) => ({ page: 'fields', sobject }),
};
