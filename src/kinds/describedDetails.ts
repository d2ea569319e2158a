/** What `describe --json` says of a need beside its id: one vocabulary for all kinds. */
import { z } from 'zod';
import { apis } from '../platform/apis.js';
import { parameterSubjects } from './parameter/parameterKind.js';
import { fieldAccesses, objectAccesses } from '../platform/objectAccess.js';

const names = z.array(z.string());

/** The keys and their shapes, in the order in which they are shown. */
export const describedDetailsShape = {
  name: z.string().meta({ description: 'userPermission and anyOf.' }).optional(),
  sobject: z.string().optional(),
  field: z.string().optional(),
  access: z.enum([...objectAccesses, ...fieldAccesses]).optional(),
  minimum: z.array(z.enum(objectAccesses)).optional(),
  standardized: z.boolean().optional(),
  editableOnly: z
    .boolean()
    .optional()
    .meta({ description: 'field: of a pattern, without the fields that nobody can edit.' }),
  seat: z.boolean().optional().meta({ description: 'package: a seat of it, and not that it is installed.' }),
  on: z.enum(['profile']).optional().meta({ description: 'userPermission: it counts only from the profile.' }),
  suggestedFields: names.optional(),
  api: z.enum(apis).optional(),
  value: z.string().optional(),
  onFields: names.optional(),
  names: names.optional().meta({ description: 'userLicense and profile: any of them.' }),
  text: z.string().optional().meta({ description: 'manual: what a person has to see to.' }),
  label: z.string().optional().meta({ description: 'parameter: what is to be filled in.' }),
  of: z.enum(parameterSubjects).optional(),
  example: z.string().optional(),
};

export type DescribedDetails = z.output<z.ZodObject<typeof describedDetailsShape>>;
