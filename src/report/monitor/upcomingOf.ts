/** What ends soon for a user, or is nearly used up in the org, with its sentence. */
import type { AccessSnapshot } from '../../access/snapshot.js';
import { endingSoon } from '../../check/endingSoon.js';
import type { Evaluation } from '../../check/evaluation.js';
import type { Upcoming } from '../../monitor/news.js';
import { isScarce } from '../../platform/scarce.js';
import { dateTime } from '../dateTime.js';
import { sourceName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { unique } from '../groups.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';

/** What was read of ends beside the snapshot. */
export type EndsAtHand = {
  /** Of permission set licenses, by id; of passwords, by the id of the user. ISO 8601, UTC. */
  readonly licenses: ReadonlyMap<string, string>;
  readonly passwords: ReadonlyMap<string, string>;
  /** Calls of the API on this day; null where no answer told. */
  readonly apiRequests: { readonly max: number; readonly used: number } | null;
};

export const noEnds: EndsAtHand = { licenses: new Map(), passwords: new Map(), apiRequests: null };

const dayMs = 86_400_000;

/**
 * Assignments to which something is owed, licenses that the user holds, the password of an integration that logs in with it, and
 * the day's API calls.
 * @param words texts of messages/integration.monitor.md
 * @param days counted from when the snapshot was taken
 */
export const upcomingOf = (
  { requirements, user, findings }: Evaluation,
  snapshot: AccessSnapshot,
  ends: EndsAtHand,
  days: number,
  vocabulary: Vocabulary,
  words: Words,
): Upcoming[] => {
  const now = Date.parse(snapshot.takenAt);
  const isSoon = (end: string | undefined): end is string =>
    end !== undefined && Date.parse(end) > now && Date.parse(end) <= now + days * dayMs;
  const assignments = endingSoon(requirements, snapshot, user, findings, days).map(
    ({ until, sources, ids }): Upcoming => {
      const name = unique(
        sources.map(({ type, name: own, namespace, label }) =>
          sourceName({ type, name: own, namespace, label }, vocabulary),
        ),
      ).join(', ');
      const text = words('upcoming.assignment', [name, dateTime(until), String(ids.size)]);
      return { kind: 'assignment', name, ends: new Date(until).toISOString(), text };
    },
  );
  const held = user.permissionSetLicenses.known ? user.permissionSetLicenses.value : [];
  const licenses = held.flatMap(({ id, label }): Upcoming[] => {
    const end = id === null ? undefined : ends.licenses.get(id);
    const name = visible(label);
    return isSoon(end)
      ? [{ kind: 'license', name, ends: end, text: words('upcoming.license', [name, dateTime(end)]) }]
      : [];
  });
  const expiry = requirements.authentication === 'usernamePassword' ? ends.passwords.get(user.id) : undefined;
  const name = visible(user.username);
  const passwords: Upcoming[] = isSoon(expiry)
    ? [{ kind: 'password', name, ends: expiry, text: words('upcoming.password', [name, dateTime(expiry)]) }]
    : [];
  const { apiRequests } = ends;
  const left = apiRequests === null ? null : { max: apiRequests.max, remaining: apiRequests.max - apiRequests.used };
  const limits: Upcoming[] =
    left !== null && isScarce(left)
      ? [
          {
            ...{ kind: 'apiRequests', name: 'DailyApiRequests', ends: null },
            text: words('upcoming.apiRequests', [String(Math.max(0, left.remaining)), String(left.max)]),
          },
        ]
      : [];
  return [...assignments, ...licenses, ...passwords, ...limits];
};
