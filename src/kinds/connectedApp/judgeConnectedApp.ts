import { appEntry, appsNamed, appsUnseen, otherAppsUnseen, preauthorization } from '../../access/connectedApps.js';
import type { ConnectedApp } from '../../access/connectedApps.js';
import type { Answer } from '../../access/answer.js';
import { hintsOf, unknown, yes } from '../../access/answer.js';
import type { Gap, GrantedBy, InspectedUser } from '../../access/snapshot.js';
import { keyOf, sameName } from '../../platform/names.js';
import { sameId } from '../../platform/sameId.js';
import type { Context } from '../context.js';
import { notRead } from '../presence.js';
import type { Requirement } from '../requirement.js';
import { isThere, unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import type { ConnectedAppNeed } from './connectedAppKind.js';

export const connectedAppCodes = {
  settled: ['CONNECTED_APP_SELF_AUTHORIZED', 'CONNECTED_APP_PREAUTHORIZED', 'CONNECTED_APP_WITHOUT_TOKEN'],
  open: [
    'CONNECTED_APP_NOT_PREAUTHORIZED',
    'CONNECTED_APP_DISABLED',
    'CONNECTED_APP_RUNS_AS_OTHER',
    'CONNECTED_APP_AMBIGUOUS',
    'NO_SUCH_CONNECTED_APP',
  ],
} as const;

/** Whether this is the user as whom the client credentials flow runs: told by id, or by username (facts M10, M11). */
const isUser = ({ id, username }: InspectedUser, runsAs: string): boolean =>
  sameId(runsAs, id) || sameName(runsAs, username);

/** Whether the app admits the user: everybody who admits himself, or those whom an administrator has admitted (fact M14). */
const admission = ({ user }: Context, { id, onlyPreauthorized }: ConnectedApp): Answer => {
  if (!onlyPreauthorized.known) return unknown(onlyPreauthorized.gap);
  return onlyPreauthorized.value ? preauthorization(user.evidence, id) : yes([]);
};

/** The verdict about an app that admits the user: as whom it runs, and whether it has been connected. */
const admitted = (user: InspectedUser, app: ConnectedApp, name: string, grantedBy: readonly GrantedBy[]): Verdict => {
  const { username, tokens } = user;
  if (!app.runsAs.known) return unreadable(name, app.runsAs.gap);
  const runsAs = app.runsAs.value;
  if (runsAs !== null && !isUser(user, runsAs))
    return verdict('degraded', 'CONNECTED_APP_RUNS_AS_OTHER', [name, username, runsAs], {
      grantedBy,
      variant: app.type,
    });
  // The client credentials flow leaves no token (fact M15).
  const hasNoToken = tokens?.known === true && !app.names.some((one) => tokens.value.has(keyOf(one)));
  if (hasNoToken && runsAs === null)
    return verdict('met', 'CONNECTED_APP_WITHOUT_TOKEN', [name, username], { grantedBy });
  return grantedBy.length > 0
    ? verdict('met', 'CONNECTED_APP_PREAUTHORIZED', [name, username], { grantedBy })
    : verdict('met', 'CONNECTED_APP_SELF_AUTHORIZED', [name]);
};

/**
 * The verdict about one app: a sure no first, then what nobody knows. Policies are for people, never for a grant; where the policy
 * wants users whom an administrator has admitted, a row of a permission set admits them (fact M14).
 */
const judgeApp = (context: Context, app: ConnectedApp, name: string): Verdict => {
  const { user } = context;
  if (app.isEnabled.known && !app.isEnabled.value) return verdict('unmet', 'CONNECTED_APP_DISABLED', [name]);
  const answer = admission(context, app);
  if (answer.answer === 'no')
    return verdict('unmet', 'CONNECTED_APP_NOT_PREAUTHORIZED', [name, user.username], {
      variant: app.type,
      hints: hintsOf(answer),
      ...(app.isEnabled.known ? { remedy: { entries: [appEntry(app)] } } : {}),
    });
  if (!app.isEnabled.known) return unreadable(name, app.isEnabled.gap);
  return answer.answer === 'unknown' ? unreadable(name, answer.gap) : admitted(user, app, name, answer.grantedBy);
};

/**
 * The verdict about several apps of one name, as a connected app keeps beside what replaces it: which is meant, nobody knows.
 * @param unseen why there may be more of them than were read; what admits is not sure then to be what is meant
 */
const together = (verdicts: readonly [Verdict, ...Verdict[]], name: string, unseen: Gap | null): Verdict => {
  const [first] = verdicts;
  const open = verdicts.find(({ status }) => status === 'unknown');
  if (open) return open;
  const admitting = verdicts.filter(isThere);
  // Where several bear the name, nobody gives access to one of them by that name alone.
  if (admitting.length === 0) return verdicts.length > 1 || unseen ? { ...first, remedy: null } : first;
  if (unseen) return unreadable(name, unseen);
  if (admitting.length < verdicts.length) {
    const grantedBy = admitting.flatMap((one) => one.grantedBy);
    return verdict('unknown', 'CONNECTED_APP_AMBIGUOUS', [name, String(verdicts.length)], { grantedBy });
  }
  return verdicts.find(({ status }) => status === 'degraded') ?? first;
};

/**
 * Does the org know the app, and does the app admit the user (facts J2, J4, M10-M12, M14, M15)? Whether an administrator has blocked a
 * connected app, no table tells.
 */
export const judgeConnectedApp = (context: Context, { need, ifPresent }: Requirement<ConnectedAppNeed>): Verdict => {
  const { connectedApps } = context.schema;
  if (!connectedApps) return notRead(need.name);
  const apps = appsNamed(connectedApps, need.name);
  const [first, ...others] = apps.map((app) =>
    judgeApp(context, app, app.names.find((name) => sameName(name, need.name)) ?? need.name),
  );
  if (first) return together([first, ...others], need.name, otherAppsUnseen(connectedApps, need.name));
  const unseen = appsUnseen(connectedApps);
  if (unseen) return unreadable(need.name, unseen);
  return ifPresent
    ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [need.name])
    : verdict('impossible', 'NO_SUCH_CONNECTED_APP', [need.name]);
};
