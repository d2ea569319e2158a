/** When people are told again of what is still missing. */

/** Least time between two reminders, so that two looks around midnight are no two days. */
const leastMs = 20 * 3_600_000;

const dayOf = (time: number): number => Math.floor(time / 86_400_000);

/**
 * Whether what was told then may be told again: at most once on a day (UTC), and not within 20 hours.
 * @param told when it was told last; null for never
 * @param at now; both ISO 8601
 */
export const isReminderDue = (told: string | null, at: string): boolean => {
  if (told === null) return true;
  const [before, now] = [Date.parse(told), Date.parse(at)];
  return dayOf(now) > dayOf(before) && now - before >= leastMs;
};
