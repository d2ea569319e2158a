/** Apps through which an integration logs in, and whom they admit (facts J4, M10-M12, M14). */
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import type { Answer } from './answer.js';
import type { Entry } from './entry.js';
import { setupEntityAnswer } from './setupEntities.js';
import type { Content, Evidence, Gap, Reading } from './snapshot.js';

/** A connected app, or what takes its place: an external client app (fact J4). */
export type AppType = 'ConnectedApplication' | 'ExternalClientApplication';

/** Whether the address ranges of profiles hold for logins through the app; `partly`: not for all of them (fact M12). */
export type IpRelaxation = 'enforced' | 'partly' | 'relaxed';

/** An app that the org knows, with its policies. */
export type ConnectedApp = {
  readonly type: AppType;
  readonly id: string;
  /** The names by which it can be asked for, as the org spells them; the first is the one that people see. */
  readonly names: readonly [string, ...string[]];
  readonly isEnabled: Reading<boolean>;
  /** Only users whom an administrator has admitted; otherwise users admit themselves. */
  readonly onlyPreauthorized: Reading<boolean>;
  readonly ipRelaxation: Reading<IpRelaxation>;
  /** As whom its client credentials flow runs: username or id; null where it has none, or the org has no column that tells. */
  readonly runsAs: Reading<string | null>;
};

/** The apps of the org; each list apart, as each can be unreadable by itself. */
export type ConnectedApps = {
  readonly connectedApps: Reading<readonly ConnectedApp[]>;
  readonly externalClientApps: Reading<readonly ConnectedApp[]>;
  /** Why nobody can say which developer names the connected apps have; null where that was told. */
  readonly developerNamesUntold: Gap | null;
};

const listsOf = ({
  connectedApps,
  externalClientApps,
}: ConnectedApps): ReadonlyArray<Reading<readonly ConnectedApp[]>> => [connectedApps, externalClientApps];

/** All apps that were read. */
export const allApps = (apps: ConnectedApps): ConnectedApp[] =>
  listsOf(apps).flatMap((list) => (list.known ? list.value : []));

/** The apps that are called so, as far as they were read. @param name the name that people see, or a developer name */
export const appsNamed = (apps: ConnectedApps, name: string): ConnectedApp[] =>
  allApps(apps).filter(({ names }) => names.some((one) => keyOf(one) === keyOf(name)));

/** Why an app that was not found may be there all the same; null where the org surely does not know it. */
export const appsUnseen = (apps: ConnectedApps): Gap | null =>
  listsOf(apps).flatMap((list) => (list.known ? [] : [list.gap]))[0] ?? apps.developerNamesUntold;

/** Developer names have letters, digits and underscores alone. */
const isDeveloperName = (name: string): boolean => /^\w+$/.test(name);

/** Why another app of the name may be there beside those that were found; null where the org surely has no other. */
export const otherAppsUnseen = (apps: ConnectedApps, name: string): Gap | null => {
  const unread = listsOf(apps).flatMap((list) => (list.known ? [] : [list.gap]))[0];
  if (unread) return unread;
  const found = new Set(appsNamed(apps, name));
  const isUntold = (app: ConnectedApp): boolean =>
    app.type === 'ConnectedApplication' && app.names.length === 1 && !found.has(app);
  return isDeveloperName(name) && allApps(apps).some(isUntold) ? apps.developerNamesUntold : null;
};

const holds = ({ apps }: Content, appId: string): boolean => [...(apps ?? [])].some((id) => sameId(id, appId));

/**
 * Is the user pre-authorised for the app by what is assigned to him: a profile, a permission set, a group (fact M14)?
 * @param appId id of an app of the org
 */
export const preauthorization = (evidence: Evidence, appId: string): Answer =>
  setupEntityAnswer(evidence, (content) => holds(content, appId));

/** The entry of a permission set that admits its holders: named as the rows of SetupEntityAccess are (fact E12). */
export const appEntry = ({ type, id, names }: ConnectedApp): Entry => ({
  kind: 'connectedApp',
  name: (type === 'ConnectedApplication' ? names[0] : names.at(-1)) ?? names[0],
  appId: id,
});
