/** The first instant of a date literal and the first instant after it. */
export type Period = { start: number; end: number };

const DAY = 86_400_000;

/** Midnight of a day given by year, month (may run over) and day. This org's users all live in UTC. */
const day = (year: number, month: number, date: number): number => Date.UTC(year, month, date);

type DateUnit = 'DAY' | 'MONTH' | 'QUARTER' | 'YEAR';

/** Start of the unit that lies `offset` units from the one that holds `now`. */
const startOf = (now: number, unit: DateUnit, offset: number): number => {
  const date = new Date(now);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'DAY') return day(year, month, date.getUTCDate()) + offset * DAY;
  if (unit === 'MONTH') return day(year, month + offset, 1);
  if (unit === 'QUARTER') return day(year, Math.floor(month / 3) * 3 + offset * 3, 1);
  return day(year + offset, 0, 1);
};

const FIXED: Record<string, [DateUnit, number, number]> = {
  YESTERDAY: ['DAY', -1, 0],
  TODAY: ['DAY', 0, 1],
  TOMORROW: ['DAY', 1, 2],
  LAST_90_DAYS: ['DAY', -90, 1],
  NEXT_90_DAYS: ['DAY', 1, 91],
};
for (const unit of ['MONTH', 'QUARTER', 'YEAR'] as const) {
  FIXED[`LAST_${unit}`] = [unit, -1, 0];
  FIXED[`THIS_${unit}`] = [unit, 0, 1];
  FIXED[`NEXT_${unit}`] = [unit, 1, 2];
}

/**
 * The period that a date literal such as `TODAY` or `LAST_N_DAYS:30` names at the moment `now`, or undefined for
 * literals this org does not evaluate (weeks, whose first day depends on the locale, and fiscal periods) and for words
 * that are no date literals. LAST_N_DAYS includes today, LAST_N_MONTHS and the like exclude the current unit
 * (SOQL reference, "Date Formats and Date Literals").
 */
export const periodOf = (literal: string, now: number): Period | undefined => {
  const text = literal.toUpperCase();
  const fixed = FIXED[text];
  if (fixed) return { start: startOf(now, fixed[0], fixed[1]), end: startOf(now, fixed[0], fixed[2]) };
  const match = /^(?:(LAST|NEXT)_N_(DAY|MONTH|QUARTER|YEAR)S|N_(DAY|MONTH|QUARTER|YEAR)S_AGO):(\d{1,6})$/.exec(text);
  if (!match) return undefined;
  const count = Number(match[4]);
  const unit = (match[2] ?? match[3]) as DateUnit;
  const period = (from: number, to: number): Period => ({
    start: startOf(now, unit, from),
    end: startOf(now, unit, to),
  });
  if (match[1] === undefined) return period(-count, 1 - count);
  if (match[1] === 'NEXT') return period(1, count + 1);
  return period(-count, unit === 'DAY' ? 1 : 0);
};
