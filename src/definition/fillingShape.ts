/** A filling in files that commands keep. */
import { z } from 'zod';
import { phases } from '../kinds/requirement.js';

/** The shape in files that commands keep: left out where nothing was said. */
export const fillingShape = {
  parameters: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .meta({ description: 'What parameters of the definition were filled in with, where that was said.' }),
  phases: z
    .array(z.enum(phases))
    .optional()
    .meta({ description: 'What it was made for beside daily use, where that was said.' }),
};
