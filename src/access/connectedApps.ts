/** Apps through which an integration logs in, and whom they admit (facts J4, M10-M12, M14). */
import { keyOf } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { no, unknown, yes } from './answer.js';
import type { Answer, Hint } from './answer.js';
import { gap } from './snapshot.js';
import type { AccessSource, Content, Evidence, Gap, GrantedBy, Reading } from './snapshot.js';

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

type Holding = { readonly source: AccessSource; readonly own: boolean; readonly through: readonly string[] };

/** How the source is told, with the members of the group that it comes through. */
const toldAs = ({ source: { type, name, namespace, label, expiresAt }, through }: Holding): GrantedBy => ({
  type,
  name,
  namespace,
  label,
  ...(through.length === 0 ? {} : { through }),
  ...(expiresAt === null ? {} : { expiresAt }),
});

/**
 * Whether what is in force admits the user. Of a group its aggregate tells (fact M14), or a member, as nobody has said that
 * every org writes such rows for the aggregate; what mutes and what waits leaves it open.
 */
const isSure = ({ source, own, through }: Holding): boolean => {
  if (source.doubt !== null) return false;
  if (source.stale) return own && through.length > 0;
  return own || source.muted === null;
};

/**
 * Is the user pre-authorised for the app by what is assigned to him: a profile, a permission set, a group (fact M14)?
 * @param appId id of an app of the org
 */
export const preauthorization = (evidence: Evidence, appId: string): Answer => {
  if (evidence.mode === 'self') return unknown(gap('SELF_MODE', 'SetupEntityAccess', '').gap);
  const { sources, appRows } = evidence;
  if (!sources.known) return unknown(sources.gap);
  const holding = sources.value
    .map((source) => ({
      source,
      own: holds(source.content, appId),
      through: source.members.filter(({ content }) => holds(content, appId)).map(({ name }) => name),
    }))
    .filter(({ own, through }) => own || through.length > 0);
  const inForce = holding.filter(({ source }) => source.inert === null);
  const sure = inForce.filter(isSure);
  if (sure.length > 0) return yes(sure.map(toldAs));
  const [unsure] = inForce;
  if (unsure) {
    const { doubt, staleness, name } = unsure.source;
    return unknown(doubt ?? staleness ?? gap('RECALCULATING', 'PermissionSetGroup', name).gap);
  }
  if (!appRows) return unknown(gap('NOT_ANSWERED', 'SetupEntityAccess', '').gap);
  if (!appRows.known) return unknown(appRows.gap);
  const unseen = sources.value.find(({ inert, membersUnread }) => inert === null && membersUnread);
  if (unseen?.membersUnread) return unknown(unseen.membersUnread);
  return no(
    holding.flatMap(({ source }): Hint[] =>
      source.inert === null ? [] : [{ kind: source.inert, source: source.name }],
    ),
  );
};
