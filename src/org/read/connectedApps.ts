/** Connected apps and external client apps with their policies (facts M10-M12). They are few: the lists are read whole. */
import { appsNamed } from '../../access/connectedApps.js';
import type { ConnectedApp, ConnectedApps, IpRelaxation } from '../../access/connectedApps.js';
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { Reading } from '../../access/snapshot.js';
import { keyOf, qualifiedName, sameName } from '../../platform/names.js';
import { sameId } from '../../platform/sameId.js';
import { chunk } from '../chunk.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { asRow, flag, text, textOrNull, valueIn } from './answerRow.js';
import type { Row } from './answerRow.js';
import { partOf, toldBy, wholeRows } from './queryAnswer.js';
import type { Answer, RestsOn, Told } from './queryAnswer.js';
import { orFewer, readParts } from './readQueries.js';

const all = (from: string, columns: Query['columns'], api: Query['api'] = 'data'): Query => ({
  api,
  from,
  columns,
  where: [],
});

/** A row of it is an app that the org knows: installed, or its own (fact M10). */
const connectedAppQuery = all('ConnectedApplication', [
  ...keys('Id', 'Name'),
  ...flags('OptionsAllowAdminApprovedUsersOnly'),
]);

/**
 * What only the Tooling API tells of connected apps (fact M10): their developer names, and as whom the client credentials
 * flow of each runs. The second to fall back on, where an org does not tell that.
 */
export const appDetailQueries: readonly [Query, Query] = [
  all('ConnectedApplication', [...keys('Id'), ...texts('DeveloperName', 'ExecutionUserId')], 'tooling'),
  all('ConnectedApplication', [...keys('Id'), ...texts('DeveloperName')], 'tooling'),
];

const externalAppQuery = (isPackaged: boolean): Query =>
  all(
    'ExternalClientApplication',
    keys('Id', 'DeveloperName', 'MasterLabel', ...(isPackaged ? ['NamespacePrefix'] : [])),
  );

const enabledQuery = all('ExtlClntAppPlcyCnfg', [...keys('ExternalClientApplicationId'), ...flags('IsEnabled')]);

/** The policies, and what to fall back on where an org lacks columns that decide less (fact M11). */
const oauthQuery = (hasFlow: boolean, hasRelaxation: boolean): Query =>
  all('ExtlClntAppOauthPlcyCnfg', [
    ...keys('ExternalClientApplicationId'),
    ...texts('PermittedUsersPolicyType', ...(hasRelaxation ? ['IpRelaxationPolicyType'] : [])),
    ...(hasFlow ? [...texts('ClientCredentialsFlowUser'), ...flags('IsClientCredentialsFlowEnabled')] : []),
  ]);

type PolicyPart = 'users' | 'relaxation' | 'flow';

const oauthParts: RestsOn<PolicyPart> = new Map([
  ['PermittedUsersPolicyType', 'users'],
  ['IpRelaxationPolicyType', 'relaxation'],
  ['ClientCredentialsFlowUser', 'flow'],
  ['IsClientCredentialsFlowEnabled', 'flow'],
]);

/** Values are strings (fact M12); one that is not known here leaves it open. */
const isPreauthorizedOnly: ReadonlyMap<string, boolean> = new Map([
  ['adminapprovedpreauthorized', true],
  ['allselfauthorized', false],
]);

const relaxations: ReadonlyMap<string, IpRelaxation> = new Map([
  ['enforce', 'enforced'],
  ['bypass', 'relaxed'],
  ['bypass_2factor', 'partly'],
  ['enforce_relaxrefresh', 'partly'],
]);

const worded = <T>(words: ReadonlyMap<string, T>, row: Row, column: string): Reading<T> => {
  const meant = words.get(keyOf(text(row, column)));
  return meant === undefined ? gap('NOT_ANSWERED', 'ExtlClntAppOauthPlcyCnfg', column) : known(meant);
};

const ofApp = (rows: readonly Row[], appId: string): Row[] =>
  rows.filter((row) => sameId(text(row, 'ExternalClientApplicationId'), appId));

/** What the policies of an external client app say; nothing is known of one that has none, or several. */
const fromPolicy = <T>(
  told: Reading<Told<PolicyPart>>,
  appId: string,
  part: PolicyPart,
  tell: (row: Row) => Reading<T>,
): Reading<T> => {
  if (!told.known) return told;
  const [row, ...others] = ofApp(told.value.rows, appId);
  if (!row || others.length > 0) return gap('NOT_ANSWERED', 'ExtlClntAppOauthPlcyCnfg', appId);
  const reading = partOf(told.value, part, row);
  return reading.known ? tell(reading.value) : reading;
};

/** Enabled where every policy says so. */
const enabledOf = (rows: Reading<readonly Row[]>, appId: string): Reading<boolean> => {
  if (!rows.known) return rows;
  const own = ofApp(rows.value, appId);
  return own.length === 0
    ? gap('NOT_ANSWERED', 'ExtlClntAppPlcyCnfg', appId)
    : known(own.every((row) => flag(row, 'IsEnabled')));
};

/** As whom the client credentials flow runs; an org may have no column that tells, and then nothing is said of it. */
const flowUser = (row: Row): ConnectedApp['runsAs'] => {
  const isOn = valueIn(row, 'IsClientCredentialsFlowEnabled');
  if (isOn !== true) return known(null);
  const user = text(row, 'ClientCredentialsFlowUser');
  return user === '' ? gap('INCOMPLETE_ROWS', 'ExtlClntAppOauthPlcyCnfg', 'ClientCredentialsFlowUser') : known(user);
};

const externalApps = (
  apps: Reading<readonly Row[]>,
  enabled: Reading<readonly Row[]>,
  policies: Reading<Told<PolicyPart>>,
): ConnectedApps['externalClientApps'] =>
  mapReading(apps, (rows) =>
    rows.map((row): ConnectedApp => {
      const [id, name] = [text(row, 'Id'), text(row, 'DeveloperName')];
      const namespace = textOrNull(row, 'NamespacePrefix');
      const policy = <T>(part: PolicyPart, tell: (one: Row) => Reading<T>): Reading<T> =>
        fromPolicy(policies, id, part, tell);
      return {
        type: 'ExternalClientApplication',
        id,
        names: [text(row, 'MasterLabel') || name, name, qualifiedName({ name, namespace })],
        isEnabled: enabledOf(enabled, id),
        onlyPreauthorized: policy('users', (one) => worded(isPreauthorizedOnly, one, 'PermittedUsersPolicyType')),
        ipRelaxation: policy('relaxation', (one) => worded(relaxations, one, 'IpRelaxationPolicyType')),
        runsAs: policy('flow', flowUser),
      };
    }),
  );

type AppPart = 'users';
type DetailPart = 'name' | 'user';

const detailParts: RestsOn<DetailPart> = new Map([
  ['DeveloperName', 'name'],
  ['ExecutionUserId', 'user'],
]);

/** As whom the client credentials flow runs; an org may have no column that tells, and then nothing is said of it. */
const executionUser = (details: Reading<Told<DetailPart>>, detail: Row | undefined): ConnectedApp['runsAs'] => {
  if (!details.known) return details;
  const told = partOf(details.value, 'user', detail);
  if (!told.known) return told;
  return detail
    ? known(textOrNull(detail, 'ExecutionUserId'))
    : gap('INCOMPLETE_ROWS', 'ConnectedApplication', 'ExecutionUserId');
};

const connectedApps = (
  apps: Reading<Told<AppPart>>,
  details: Reading<Told<DetailPart>>,
): ConnectedApps['connectedApps'] =>
  mapReading(apps, (told) =>
    told.rows.map((row): ConnectedApp => {
      const [id, name] = [text(row, 'Id'), text(row, 'Name')];
      const detail = details.known ? details.value.rows.find((one) => sameId(text(one, 'Id'), id)) : undefined;
      const developerName = detail ? text(detail, 'DeveloperName') : '';
      return {
        type: 'ConnectedApplication',
        id,
        names: [name, ...(developerName === '' ? [] : [developerName])],
        // Whether an administrator has blocked one, no table tells.
        isEnabled: known(true),
        onlyPreauthorized: partOf(told, 'users', flag(row, 'OptionsAllowAdminApprovedUsersOnly')),
        // It stands in no column (fact M10): see withRelaxation.
        ipRelaxation: gap('NOT_ANSWERED', 'ConnectedApp', 'ipRelaxation'),
        runsAs: executionUser(details, detail),
      };
    }),
  );

/** Why developer names of connected apps are not known: no answer, or one that lacks them for an app. */
const untoldNames = (
  apps: Reading<Told<AppPart>>,
  details: Reading<Told<DetailPart>>,
): ConnectedApps['developerNamesUntold'] => {
  if (!details.known) return details.gap;
  const lacked = details.value.untold.get('name');
  if (lacked) return lacked;
  const ids = details.value.rows.map((row) => text(row, 'Id'));
  const isWhole = apps.known && apps.value.rows.every((row) => ids.some((id) => sameId(id, text(row, 'Id'))));
  return isWhole || !apps.known ? null : gap('INCOMPLETE_ROWS', 'ConnectedApplication', 'DeveloperName').gap;
};

/**
 * Reads the apps of the org, in one call.
 * @param details what the Tooling API answered to the first of `appDetailQueries`
 * @throws OrgFailure
 */
export const readConnectedApps = async (
  client: OrgClient,
  details: Reading<Answer> | Promise<Reading<Answer>>,
): Promise<ConnectedApps> => {
  const [answers, askedDetails] = await Promise.all([
    readParts(client, {
      connected: connectedAppQuery,
      external: externalAppQuery(true),
      enabled: enabledQuery,
      oauth: oauthQuery(true, true),
    }),
    details,
  ]);
  const fallBack = (part: 'external' | 'oauth', ...others: Query[]): Promise<Reading<Answer>> =>
    orFewer(client, answers.get(part), others).then((answer) => answer ?? gap('NOT_ANSWERED', part, ''));
  const fewerPolicies = [oauthQuery(false, true), oauthQuery(true, false), oauthQuery(false, false)];
  const [external, oauth, toldDetails] = await Promise.all([
    fallBack('external', externalAppQuery(false)),
    fallBack('oauth', ...fewerPolicies),
    orFewer(client, askedDetails, [appDetailQueries[1]]).then((answer) => answer ?? askedDetails),
  ]);
  const answerOf = (part: 'connected' | 'enabled', from: string): Reading<Answer> =>
    answers.get(part) ?? gap('NOT_ANSWERED', from, '');
  const apps = toldBy(
    answerOf('connected', 'ConnectedApplication'),
    new Map<string, AppPart>([['OptionsAllowAdminApprovedUsersOnly', 'users']]),
  );
  const named = toldBy(toldDetails, detailParts);
  return {
    connectedApps: connectedApps(apps, named),
    externalClientApps: externalApps(
      wholeRows(external),
      wholeRows(answerOf('enabled', 'ExtlClntAppPlcyCnfg')),
      toldBy(oauth, oauthParts),
    ),
    developerNamesUntold: untoldNames(apps, named),
  };
};

/** Names of the Metadata API that one call takes (fact L2). */
const namesPerCall = 10;

/**
 * The apps with what the policies of connected apps say of addresses, which the Metadata API alone tells (fact M10). External
 * client apps tell it with their other policies.
 * @param wanted names of apps, as rules name them; nothing is sent where none of them is a connected app
 * @throws OrgFailure
 */
export const withRelaxation = async (
  client: OrgClient,
  apps: ConnectedApps,
  wanted: readonly string[],
): Promise<ConnectedApps> => {
  const named = wanted
    .flatMap((name) => appsNamed(apps, name))
    .flatMap(({ type, names: [, developerName] }) => (type === 'ConnectedApplication' ? (developerName ?? []) : []));
  const told = await Promise.all(
    chunk([...new Set(named)], namesPerCall).map(async (names) => {
      const reply = await client.readMetadata('ConnectedApp', names);
      return reply.ok ? (Array.isArray(reply.body) ? reply.body : [reply.body]).map(asRow) : [];
    }),
  );
  const rows = told.flat();
  const relaxed = (app: ConnectedApp): ConnectedApp => {
    const row = rows.find((one) => sameName(text(one, 'fullName'), app.names[1] ?? ''));
    const meant = row && relaxations.get(keyOf(text(asRow(row['oauthPolicy']), 'ipRelaxation')));
    return meant === undefined ? app : { ...app, ipRelaxation: known(meant) };
  };
  return { ...apps, connectedApps: mapReading(apps.connectedApps, (all) => all.map(relaxed)) };
};

/** A list that holds nothing says that there is nothing only to who would be shown it. */
const shown = (list: Reading<readonly ConnectedApp[]>, seesSetup: boolean, from: string): typeof list =>
  list.known && list.value.length === 0 && !seesSetup ? gap('NOT_AUTHORISED', from, 'ViewSetup') : list;

/** The apps as far as the runner would be shown them. @param seesSetup the runner is known to hold View Setup */
export const shownApps = (apps: ConnectedApps, seesSetup: boolean): ConnectedApps => ({
  ...apps,
  connectedApps: shown(apps.connectedApps, seesSetup, 'ConnectedApplication'),
  externalClientApps: shown(apps.externalClientApps, seesSetup, 'ExternalClientApplication'),
});
