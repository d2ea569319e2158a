import { isPicklistValue } from '../comparison.js';
import { uncertainTruth } from '../evaluation.js';
import { blankFunctions } from './blankFunctions.js';
import { dateFunctions } from './dateFunctions.js';
import type { FunctionRule } from './functionRule.js';
import { numberFunctions } from './numberFunctions.js';
import { regex } from './regexFunction.js';
import { textFunctions } from './textFunctions.js';

/** Every function that is evaluated from its arguments, by its name in upper case. */
export const functions: ReadonlyMap<string, FunctionRule> = new Map(
  Object.entries({
    ...textFunctions,
    ...numberFunctions,
    ...dateFunctions,
    ...blankFunctions,
    ISPICKVAL: (walk, [picklist, value], name) =>
      picklist === undefined || value === undefined
        ? uncertainTruth(walk, name)
        : isPicklistValue(walk, picklist, value),
    REGEX: regex,
  } satisfies Record<string, FunctionRule>),
);
