/** What ends soon: when people are told of it. */
import type { Upcoming } from './news.js';

const dayMs = 86_400_000;

/**
 * What tells one such thing from another. On the last day it is told once more, so that nobody has forgotten it.
 * @param at now, ISO 8601
 */
export const upcomingKey = ({ kind, name, ends }: Upcoming, at: string): string => {
  const isLastDay = ends !== null && Date.parse(ends) - Date.parse(at) <= dayMs;
  return [kind, name, ends ?? '', ...(isLastDay ? ['last day'] : [])].join(' ');
};
