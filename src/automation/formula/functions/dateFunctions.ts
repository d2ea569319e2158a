import type { UnknownReason } from '../judgement.js';
import { because } from '../evaluation.js';
import { dateOf, partsOf } from '../value.js';
import type { DateValue, FormulaValue } from '../value.js';
import { computed, notEvaluated, taking } from './functionRule.js';
import type { FunctionRule } from './functionRule.js';

const isDate = (value: FormulaValue | undefined): value is DateValue =>
  typeof value === 'object' && value?.kind === 'date';

const partOf = (part: 'year' | 'month' | 'day' | 'weekday'): FunctionRule =>
  taking(
    1,
    1,
    computed('number', ([value]) => (isDate(value) ? partsOf(value)[part] : undefined)),
  );

const time: UnknownReason = { why: 'time' };

/** TODAY, NOW: not known, but the same wherever they stand in one formula. */
const clock =
  (kind: 'date' | 'datetime' | 'time'): FunctionRule =>
  (walk, args, name) =>
    args.length > 0
      ? notEvaluated(walk, name)
      : because(walk, time, { is: 'unknown', kind, mayBeBlank: false, key: name, ignorant: false });

/** DATEVALUE: of a text such as 2026-02-28. The day of a point in time depends on the time zone, so it is not certain. */
const dateValue: FunctionRule = taking(
  1,
  1,
  computed('date', ([it]) => {
    if (isDate(it)) return it;
    const match = typeof it === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(it) : null;
    return match === null ? undefined : dateOf(Number(match[1]), Number(match[2]), Number(match[3]));
  }),
);

/** The functions of dates. */
export const dateFunctions: Readonly<Record<string, FunctionRule>> = {
  ADDMONTHS: taking(
    2,
    2,
    computed('date', ([date, months]) => {
      // what comes of the last days of a month is left open
      if (!isDate(date) || typeof months !== 'number' || !Number.isInteger(months)) return undefined;
      const { year, month, day } = partsOf(date);
      const at = year * 12 + month - 1 + months;
      return day > 28 ? undefined : dateOf(Math.floor(at / 12), (((at % 12) + 12) % 12) + 1, day);
    }),
  ),
  DATE: taking(
    3,
    3,
    computed('date', ([year, month, day]) =>
      typeof year === 'number' && typeof month === 'number' && typeof day === 'number'
        ? dateOf(year, month, day)
        : undefined,
    ),
  ),
  DATEVALUE: dateValue,
  DAY: partOf('day'),
  MONTH: partOf('month'),
  NOW: clock('datetime'),
  TIMENOW: clock('time'),
  TODAY: clock('date'),
  WEEKDAY: partOf('weekday'),
  YEAR: partOf('year'),
};
