import type { FormulaContext, PlainFunction } from './evaluateFormula.js';
import { FormulaError, dayValue, millisecondsOfDay, numberValue, textValue } from './formulaValue.js';
import type { FormulaValue } from './formulaValue.js';

const takes = (least: number, most: number, run: PlainFunction['run']): PlainFunction => ({ least, most, run });

const dayOfText = (text: string): number => {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new FormulaError('Invalid date');
  }
  return time / millisecondsOfDay;
};

/** A part of a date; null of a blank one. Times of days are those of the time zone GMT here. */
const ofDay = (run: (date: Date) => number): PlainFunction =>
  takes(1, 1, ([value = null]) => {
    const day = dayValue(value);
    return day === null ? null : run(new Date(day * millisecondsOfDay));
  });

const ofTime = (unit: number, count: number): PlainFunction =>
  takes(1, 1, ([value = null]) => {
    if (value === null) return null;
    if (typeof value === 'object' && value.kind === 'time') return Math.floor(value.time / unit) % count;
    throw new FormulaError('Incorrect parameter type: expected Time');
  });

const dateOf = ([year = null, month = null, day = null]: readonly FormulaValue[]): FormulaValue => {
  const [y, m, d] = [numberValue(year), numberValue(month), numberValue(day)];
  if (y === null || m === null || d === null) return null;
  const two = (number: number): string => String(Math.trunc(number)).padStart(2, '0');
  return { kind: 'date', day: dayOfText(`${String(Math.trunc(y)).padStart(4, '0')}-${two(m)}-${two(d)}`) };
};

/** The last day of a month stays the last day. */
const monthsLater = (day: number, months: number): number => {
  const date = new Date(day * millisecondsOfDay);
  const next = new Date((day + 1) * millisecondsOfDay);
  const isLast = next.getUTCDate() === 1;
  const lastOf = (month: number): number => new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const month = date.getUTCMonth() + Math.trunc(months);
  const wanted = isLast ? lastOf(month) : Math.min(date.getUTCDate(), lastOf(month));
  return Date.UTC(date.getUTCFullYear(), month, wanted) / millisecondsOfDay;
};

const today = ({ now }: FormulaContext): FormulaValue => ({ kind: 'date', day: Math.floor(now / millisecondsOfDay) });

export const dateFunctions: Record<string, PlainFunction> = {
  TODAY: takes(0, 0, (_args, context) => today(context)),
  NOW: takes(0, 0, (_args, { now }) => ({ kind: 'datetime', time: now })),
  TIMENOW: takes(0, 0, (_args, { now }) => ({ kind: 'time', time: now % millisecondsOfDay })),
  DATE: takes(3, 3, dateOf),
  DATEVALUE: takes(1, 1, ([value = null]) => {
    if (value === null || value === '') return null;
    const day = typeof value === 'string' ? dayOfText(value) : dayValue(value);
    return day === null ? null : { kind: 'date', day };
  }),
  DATETIMEVALUE: takes(1, 1, ([value = null]) => {
    if (value === null || value === '') return null;
    if (typeof value === 'object' && value.kind === 'datetime') return value;
    if (typeof value === 'object') {
      const day = dayValue(value);
      return day === null ? null : { kind: 'datetime', time: day * millisecondsOfDay };
    }
    const text = textValue(value);
    const time = Date.parse(`${text.replace(' ', 'T')}${text.endsWith('Z') ? '' : 'Z'}`);
    if (Number.isNaN(time)) throw new FormulaError('Invalid date and time');
    return { kind: 'datetime', time };
  }),
  TIMEVALUE: takes(1, 1, ([value = null]) => {
    if (value === null || value === '') return null;
    if (typeof value === 'object' && value.kind === 'datetime') {
      return { kind: 'time', time: ((value.time % millisecondsOfDay) + millisecondsOfDay) % millisecondsOfDay };
    }
    const time = Date.parse(`1970-01-01T${textValue(value)}Z`);
    if (Number.isNaN(time)) throw new FormulaError('Invalid time');
    return { kind: 'time', time };
  }),
  YEAR: ofDay((date) => date.getUTCFullYear()),
  MONTH: ofDay((date) => date.getUTCMonth() + 1),
  DAY: ofDay((date) => date.getUTCDate()),
  // Sunday is 1.
  WEEKDAY: ofDay((date) => date.getUTCDay() + 1),
  ADDMONTHS: takes(2, 2, ([value = null, months = null]) => {
    const [day, count] = [dayValue(value), numberValue(months)];
    if (day === null || count === null || typeof value !== 'object' || value === null) return null;
    const later = monthsLater(day, count);
    return value.kind === 'datetime'
      ? { kind: 'datetime', time: value.time + (later - day) * millisecondsOfDay }
      : { kind: 'date', day: later };
  }),
  HOUR: ofTime(3_600_000, 24),
  MINUTE: ofTime(60_000, 60),
  SECOND: ofTime(1000, 60),
  MILLISECOND: ofTime(1, 1000),
};
