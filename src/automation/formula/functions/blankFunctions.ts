import { FALSE, TRUE, composedKey, kindOf, mayBeBlank, truth } from '../abstract.js';
import type { Abstract } from '../abstract.js';
import { isBlank } from '../comparison.js';
import { atom, either, uncertain, uncertainTruth } from '../evaluation.js';
import type { Evaluation } from '../evaluation.js';
import { taking } from './functionRule.js';
import type { FunctionRule } from './functionRule.js';

/** The first value, or where it is blank the second. */
const replaced = (walk: Evaluation, name: string, value: Abstract, instead: Abstract): Abstract => {
  const { results } = isBlank(walk, value);
  if (results === TRUE) return instead;
  return results === FALSE ? value : either(walk, composedKey(name, [value, instead]), [value, instead]);
};

/** Whether the value is a picklist that may be blank: that texts are never null (fact V8) is not said of picklists. */
const isBlankPicklist = (value: Abstract): boolean =>
  value.is !== 'truth' && value.ofPicklist === true && mayBeBlank(value);

/** ISNULL: texts are never null (fact V8), others are null where they are blank. */
const isNull: FunctionRule = (walk, args, name) => {
  const [value] = args;
  if (value === undefined || args.length > 1 || value.is === 'truth') return uncertainTruth(walk, name);
  if (value.is === 'known' && value.value !== null && value.value !== '') return truth(FALSE);
  if (isBlankPicklist(value)) return uncertainTruth(walk, name, TRUE | FALSE);
  const kind = kindOf(value);
  if (kind === 'text') return walk.facts.inFlow === true ? uncertainTruth(walk, name) : truth(FALSE);
  if (['number', 'date', 'datetime', 'time', 'multipicklist'].includes(kind)) return isBlank(walk, value);
  if (value.is === 'known') return uncertainTruth(walk, name, TRUE | FALSE);
  // of what kind it is only the record could tell, and so whether its blank is null
  return value.is === 'unknown' && value.mayBeBlank
    ? atom(walk, { key: composedKey(name, [value]), results: TRUE | FALSE, ignorant: value.ignorant })
    : truth(FALSE);
};

/** NULLVALUE: texts stay as they are (fact V8). */
const nullValue: FunctionRule = (walk, [value, instead], name) => {
  if (value === undefined || instead === undefined) return uncertainTruth(walk, name);
  if (isBlankPicklist(value)) return uncertain(walk, name, 'text');
  if (kindOf(value) === 'text' || kindOf(instead) === 'text') return value;
  return replaced(walk, name, value, instead);
};

/** The functions of blank values. */
export const blankFunctions: Readonly<Record<string, FunctionRule>> = {
  BLANKVALUE: taking(2, 2, (walk, [value, instead], name) =>
    value === undefined || instead === undefined ? uncertainTruth(walk, name) : replaced(walk, name, value, instead),
  ),
  ISBLANK: taking(1, 1, (walk, [value], name) =>
    value === undefined ? uncertainTruth(walk, name) : isBlank(walk, value),
  ),
  ISNULL: isNull,
  NULLVALUE: taking(2, 2, nullValue),
};
