/** What the profile says of logins (fact M16), for an integration that runs at any hour, from a cloud. */
import type { ProfileRules } from '../../access/orgAutomation.js';
import type { InspectedUser, Reading } from '../../access/snapshot.js';
import { tellingProfile } from '../ownProfile.js';
import { unreadable } from '../verdict.js';
import type { Verdict } from '../verdict.js';

export const loginCodes = {
  settled: ['LOGIN_ANY_HOUR', 'LOGIN_ANY_ADDRESS', 'LOGIN_ADDRESSES_RELAXED'],
  open: ['LOGIN_HOURS_RESTRICTED', 'LOGIN_ADDRESSES_RESTRICTED'],
} as const;

const wholeDay = 24 * 60;

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const week = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** `monday` → `Mon`. */
const shortDay = (day: string): string => `${day.charAt(0).toUpperCase()}${day.slice(1, 3)}`;

/** Days one after the other that have the same hours, together: `Mon–Fri 08:00–18:00`. */
const runsOfDays = (hours: ProfileRules['loginHours']): string[] => {
  const runs: { first: string; last: string; at: number; times: string }[] = [];
  for (const [at, day] of week.entries()) {
    for (const { from, to } of hours.filter((one) => one.day === day)) {
      const times = `${clock(from)}–${clock(to)}`;
      const run = runs.at(-1);
      if (run && run.at === at - 1 && run.times === times) Object.assign(run, { last: day, at });
      else runs.push({ first: day, last: day, at, times });
    }
  }
  return runs.map(
    ({ first, last, times }) => `${shortDay(first)}${first === last ? '' : `–${shortDay(last)}`} ${times}`,
  );
};

type OfProfile = Pick<InspectedUser, 'profile'>;

/** What could not be read is told of the profile, by its name where that is told. */
const partOf = (what: string, { profile }: OfProfile): string => `${what} of ${profile ?? "the user's profile"}`;

/** Whether the user can log in at any hour; a day with the same beginning and end admits nobody. */
export const judgeLoginHours = (user: OfProfile, reading: Reading<ProfileRules>): Verdict => {
  if (!reading.known) return unreadable(partOf('login hours', user), reading.gap);
  const limited = reading.value.loginHours.filter(({ from, to }) => from > 0 || to < wholeDay);
  if (limited.length === 0) return tellingProfile(user, 'met', 'LOGIN_ANY_HOUR', (profile) => profile);
  return tellingProfile(user, 'unmet', 'LOGIN_HOURS_RESTRICTED', (profile) => [
    ...profile,
    runsOfDays(limited).join(', '),
  ]);
};

const isEverything = ({ from, to }: ProfileRules['ipRanges'][number]): boolean =>
  from === '0.0.0.0' && to === '255.255.255.255';

/**
 * Whether the user can log in from any address; whether those of the vendor are among them is for people to say.
 * @param relaxing the apps through which the integration logs in, where none of them heeds the ranges (fact M12); else null
 */
export const judgeIpRanges = (
  user: OfProfile,
  reading: Reading<ProfileRules>,
  relaxing: readonly string[] | null,
): Verdict => {
  if (!reading.known) return unreadable(partOf('login addresses', user), reading.gap);
  const { ipRanges } = reading.value;
  if (ipRanges.length === 0 || ipRanges.some(isEverything))
    return tellingProfile(user, 'met', 'LOGIN_ANY_ADDRESS', (profile) => profile);
  if (relaxing)
    return tellingProfile(user, 'met', 'LOGIN_ADDRESSES_RELAXED', (profile) => [...profile, relaxing.join(', ')]);
  const ranges = ipRanges.map(({ from, to }) => (from === to ? from : `${from}-${to}`));
  return tellingProfile(user, 'degraded', 'LOGIN_ADDRESSES_RESTRICTED', (profile) => [...profile, ranges.join(', ')]);
};
