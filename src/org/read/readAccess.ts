import type { ProfileRules } from '../../access/orgAutomation.js';
import { emptyScope } from '../../access/readingScope.js';
import type { ReadingScope } from '../../access/readingScope.js';
import { gap } from '../../access/snapshot.js';
import type { AccessSnapshot, InspectedUser, OrgSchema, Reading, UserNotFound } from '../../access/snapshot.js';
import type { NamedInRules } from '../../kinds/namedInRules.js';
import { derivedObject } from '../../platform/derivedObjects/derivedObject.js';
import { isInFullLicense } from '../../platform/fullLicense.js';
import { isNamePattern } from '../../platform/names.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { shownApps, withRelaxation } from './connectedApps.js';
import { customDescribes, withCustomObjects, withMasters } from './customObjects.js';
import { readDataLists } from './automation/dataLists.js';
import { factHolders } from './automation/factHolders.js';
import { readAutomation, wantsAutomation } from './automation/readAutomation.js';
import type { AutomationReading } from './automation/readAutomation.js';
import { describedSchema, ownPermissionsDescribe, schemaDescribes } from './describedSchema.js';
import type { OfferedObjects } from './describedSchema.js';
import { beginWithNames, heldBack } from './earlyNames.js';
import type { EarlyNames } from './earlyNames.js';
import { readFeatureSeats } from './featureSeats.js';
import { readFirst } from './firstCall.js';
import type { FirstReading } from './firstCall.js';
import { inspectAsAdministrator, inspectAsSelf } from './inspectedUsers.js';
import { shownEntities } from './namedEntities.js';
import { organizationRequest, orgIdentity } from './organization.js';
import { readPasswords } from './passwords.js';
import { profileIdsOf, profileRulesOf, readProfiles } from './profileRules.js';
import type { ProfileRulesOf } from './profileRules.js';
import { text } from './answerRow.js';
import type { Answer } from './queryAnswer.js';
import { readOwnEvidence } from './readItself.js';
import { readSchema } from './readSchema.js';
import { columnsQuery, ownRowsQuery, packagedQuery, toldByName } from './askedByName.js';
import { describesBeside, offeredFields, schemaByName } from './schemaByName.js';
import { sharingDefaultsIn } from './sharingDefaults.js';
import type { SchemaReading } from './readSchema.js';
import { runnerHolds } from './runner.js';
import type { Runner } from './runner.js';
import type { FoundSets } from './targetSet.js';
import { mayBeMeant } from './users.js';
import { lookUpUsers, missingUsers } from './findUsers.js';
import type { User, UserRequest, UserRows } from './users.js';

/** What the readers need besides the connection. `now` is milliseconds since the epoch. */
export type ReadOptions = {
  readonly now: number;
  /** What it is called where the runner may not read permission rows, which are needed for all but a look at oneself. */
  readonly withoutRows: 'NO_VIEW_SETUP' | 'GRANT_NEEDS_VIEW_SETUP' | 'REVOKE_NEEDS_VIEW_SETUP';
  /** Called when a stage of the reading begins. */
  readonly onStage?: (stage: 'people' | 'permissions') => void;
  /** Names of permission sets to be looked up as well, with their content. */
  readonly targetSets?: readonly string[];
  /** All that they hold is read, not only what is asked about. Takes the known schema, which says what there can be. */
  readonly wholeTargets?: true;
  /** Whether the others are read where some of several users are not there: whoever compares users wants to see the rest. */
  readonly withoutMissing?: true;
  /** The schema of an earlier reading in the same run: it is not read again. */
  readonly knownSchema?: OrgSchema;
  /** What rules name, where nothing else of what the org has is wanted. */
  readonly named?: NamedInRules;
  /** The users of an earlier reading in the same run: what their profiles say of logins is not read again. */
  readonly knownUsers?: readonly InspectedUser[];
  /** What was begun of this reading, where something had to be asked before it. */
  readonly early?: EarlyNames;
  /** The objects that take object permissions, where that had to be asked before: it is not asked again. */
  readonly offered?: OfferedObjects;
};

export type AccessReading = {
  readonly snapshot: AccessSnapshot;
  readonly runner: Runner;
  /** The permission sets that were looked up; only read where names were given. */
  readonly targets: FoundSets;
  /** Usernames that lead to no user; only where the others are read all the same. */
  readonly notFound: readonly UserNotFound[];
};

/** View Setup opens the rows of permission sets (fact A3); where that is not known, the assignments tell. */
const mayReadRows = ({ runner, assignments }: FirstReading): boolean =>
  runnerHolds(runner, 'ViewSetup') ?? assignments.known;

/** Whether something is asked for that a permission set license may have to open, as far as names tell. */
const mayWantLicenses = ({ licensedObjects, sobjects }: ReadingScope): boolean =>
  licensedObjects || sobjects.some((name) => !isInFullLicense(name) && !derivedObject(name));

/** Every user permission that a permission set of this org can hold, as far as that was read. */
const permissionsIn = ({ permissionSetColumns: columns }: OrgSchema): string[] =>
  columns.known ? [...columns.value.values()].map(({ name }) => name) : [];

/** What the Tooling API told of connected apps with the schema. */
const appDetailsIn = (schema: OrgSchema | SchemaReading): Reading<Answer> =>
  ('beside' in schema ? schema.beside.appDetails : null) ?? gap('NOT_ANSWERED', 'ConnectedApplication', '');

/** Whether a profile restricts the addresses that its users may log in from, as far as that was read. */
const isRestricted = (rules: Reading<ProfileRules>): boolean => rules.known && rules.value.ipRanges.length > 0;

/** The profiles that rows of users tell, before it is known which of them are meant. */
const profilesOf = (users: Reading<UserRows>): string[] =>
  users.known ? users.value.rows.map((row) => text(row, 'ProfileId')) : [];

/** Rows of the users that were read before the first step, with all flags that are wanted of them; else undefined. */
const earlyRows = async ({ users }: EarlyNames, { userFlags }: ReadingScope): Promise<Reading<UserRows> | undefined> =>
  users && userFlags.every((flag) => users.userFlags.includes(flag)) ? await users.rows : undefined;

/** What profiles say of logins, by the id of the user, where that is known of all of these users; else undefined. */
const rulesOf = (known: readonly InspectedUser[], users: readonly User[]): ProfileRulesOf | undefined => {
  const rules = new Map(known.flatMap(({ id, profileRules }) => (profileRules ? [[id, profileRules] as const] : [])));
  return users.every(({ id }) => rules.has(id)) ? rules : undefined;
};

/** The user with what conditions of automation name of him, and what his profile says of logins. */
const withAutomation = (
  user: InspectedUser,
  { profileRules, facts, recordTypesOfSets: ofSets }: AutomationReading,
): InspectedUser => {
  const rules = profileRules.get(user.id);
  const recordTypesOfSets = ofSets.get(user.id);
  return {
    ...user,
    ...(rules ? { profileRules: rules } : {}),
    ...(recordTypesOfSets ? { recordTypesOfSets } : {}),
    facts: facts.get(user.id) ?? new Map(),
  };
};

/**
 * Reads everything about the requested users in one pass: at most five round trips, three of them one after the other,
 * however many permission sets, objects and fields there are; a further page costs one more.
 *
 *   1  users and assignments ‖ schema (Tooling) ‖ object switches of history tracking (Metadata API)
 *   2  what the assigned permission sets contain, or, without View Setup, what the user sees of himself
 *
 * What is asked at the same time shares its calls. Where custom permissions, Apex classes, permission sets, or connected apps are
 * named, their lists fill the calls of 1, or one that had to be made before it, and who has access those of 2; seats of feature
 * licenses go where there is room. Where an app is named, the users are asked for with the apps in a call before 1, and what their
 * profiles say of logins goes along with the schema; where one restricts addresses, whether the apps heed that is one more in 2.
 * Which fields field permissions take goes into 2 too, where it has to be asked.
 *
 * Where automation or picklists are asked for: their lists in 1, what is inside of them in 2, and in a step of its own what
 * conditions name of user and org: four further calls for up to 25 rules and flows.
 *
 * @throws OrgFailure where the run cannot be carried out; anything smaller becomes a gap in the snapshot
 */
export const readAccess = async (
  org: OrgClient,
  scope: ReadingScope,
  requests: readonly UserRequest[],
  {
    now,
    withoutRows,
    onStage,
    targetSets = [],
    wholeTargets,
    withoutMissing,
    knownSchema,
    named: namedInRules,
    knownUsers = [],
    early = beginWithNames(org, knownSchema ? emptyScope : scope, requests),
    offered,
  }: ReadOptions,
): Promise<AccessReading> => {
  onStage?.('people');
  const client = early.calls.now;
  const earlyUsers = await earlyRows(early, scope);
  const includesRunner = requests.some((request) => mayBeMeant(client, request, client.username));
  const byName = (knownSchema ? undefined : namedInRules) ?? null;
  const describes = [
    ...(byName ? describesBeside(scope, offered) : schemaDescribes(scope.fieldSobjects, offered)),
    ...(includesRunner && !byName ? [ownPermissionsDescribe] : []),
    ...customDescribes(scope),
  ];
  const asksLists = wantsAutomation(scope) && !knownSchema;
  const schemaRead: Promise<OrgSchema | SchemaReading> = knownSchema
    ? Promise.resolve(knownSchema)
    : readSchema(
        client,
        scope,
        byName && {
          columns: columnsQuery(scope),
          packaged: offered ? null : packagedQuery(scope),
          fields: byName.fieldsByName,
          trackedOnly: byName.trackedOnly,
        },
      );
  const licenses = !knownSchema?.licenseObjects && mayWantLicenses(scope);
  const ownRows = byName && ownRowsQuery(client, scope, byName);
  const seats = early.calls.unhurried();
  const featureSeats = scope.featureSeats ? readFeatureSeats(seats.client) : null;
  const logins = early.calls.unhurried();
  const ofProfiles = earlyUsers ? readProfiles(logins.client, profilesOf(earlyUsers)) : null;
  // Nobody waits for them where another reading fails.
  for (const reading of [featureSeats, ofProfiles]) reading?.catch(() => undefined);
  const firstRead = readFirst(
    client,
    requests,
    {
      targetSets,
      targetPermissions: wholeTargets === true && knownSchema ? permissionsIn(knownSchema) : [],
      userFlags: scope.userFlags,
      userRows: earlyUsers,
      licenses,
      ownRows,
    },
    [...organizationRequest(client), ...(knownSchema ? [] : describes)],
  );
  early.due();
  const [first, schemaReading, permissionSets, data, apps, named] = await Promise.all([
    firstRead,
    schemaRead,
    knownSchema?.permissionSets ?? early.permissionSets,
    asksLists ? readDataLists(client, scope, async () => (await schemaRead).entities) : null,
    knownSchema || !early.apps ? null : early.apps(schemaRead.then(appDetailsIn)),
    knownSchema ? null : early.entities,
  ]);
  const notFound: UserNotFound[] = [];
  const users = await lookUpUsers(client, requests, first.users, scope.userFlags, (missing) => notFound.push(missing));
  const [missing, ...others] = notFound;
  // All of them are named: whoever mistypes several names learns of each.
  if (missing && (withoutMissing !== true || users.length === 0)) throw missingUsers([missing, ...others], client);
  const { beside, ...schemaParts } = schemaReading as SchemaReading;
  const seesSetup = runnerHolds(first.runner, 'ViewSetup') === true;
  const entities = knownSchema?.entities ?? withCustomObjects(schemaReading.entities, scope, first.subreplies);
  const told = byName && toldByName(beside, first.ownRows, offered);
  const [user] = users;
  const isSelf = users.length === 1 && user?.username.toLowerCase() === client.username.toLowerCase();
  if (!mayReadRows(first) && !isSelf) throw new OrgFailure(withoutRows, [client.username]);
  const bySelf = isSelf && !mayReadRows(first);
  const wider = withMasters(scope, { entities });
  const { later, sharing } = knownSchema ? { later: null, sharing: null } : beside;
  const rulesKnown = rulesOf(knownUsers, users);
  const beginAutomation = (): Promise<AutomationReading> | null =>
    wantsAutomation(scope)
      ? heldBack(
          readAutomation(
            client,
            scope,
            data ? { data, rules: beside.rules, seesSetup } : null,
            knownSchema ?? { ...schemaParts, entities },
            factHolders(users, first.assignments, now),
            rulesKnown,
            later,
          ),
        )
      : null;
  const beginOffered = (): ReturnType<typeof offeredFields> | null =>
    byName && told ? heldBack(offeredFields(client, scope, byName.fields, schemaReading, told)) : null;
  if (bySelf) logins.due();
  // Asked in one turn with what the schema leaves open, which of a look at oneself is mostly something: it hangs on none of that.
  const ofSelf = bySelf
    ? {
        evidence: heldBack(readOwnEvidence(client, wider, first.subreplies, told)),
        automation: beginAutomation(),
        offered: beginOffered(),
      }
    : null;
  const schema: OrgSchema = knownSchema ?? {
    ...schemaParts,
    entities,
    ...(byName && told
      ? await schemaByName(client, scope, byName, { entities }, told, first.subreplies)
      : { ...describedSchema(first.subreplies, scope.fieldSobjects, client.apiVersion), ...offered }),
    permissionSets,
    ...(apps ? { connectedApps: shownApps(apps, seesSetup) } : {}),
    ...(named && Object.keys(named).length > 0 ? { namedEntities: shownEntities(named, seesSetup) } : {}),
  };
  onStage?.('permissions');
  if (!bySelf) seats.due();
  logins.due();
  const inspection =
    user !== undefined && ofSelf
      ? ofSelf.evidence.then((evidence) => inspectAsSelf(first, user, evidence))
      : inspectAsAdministrator(client, wider, schema, first, users, now, wholeTargets);
  const automationRead = ofSelf ? ofSelf.automation : beginAutomation();
  const readRules = async (): Promise<ProfileRulesOf> =>
    rulesKnown ?? profileRulesOf(users, await (ofProfiles ?? readProfiles(client, profileIdsOf(users))));
  const rulesRead = automationRead
    ? automationRead.then(({ profileRules }) => profileRules)
    : scope.logins
      ? readRules()
      : null;
  const { connectedApps } = schema;
  // Only where a profile restricts addresses does it matter which apps heed that.
  const relaxation = async (): Promise<OrgSchema['connectedApps']> =>
    connectedApps && [...((await rulesRead)?.values() ?? [])].some(isRestricted)
      ? await withRelaxation(client, connectedApps, scope.connectedApps)
      : connectedApps;
  const [inspectedAll, automation, passwords, profileRules, relaxed, fieldsOffered, sharingDefaults] =
    await Promise.all([
      inspection,
      automationRead,
      scope.passwords
        ? readPasswords(
            client,
            users.map(({ id }) => id),
            now,
          )
        : null,
      rulesRead,
      relaxation(),
      ofSelf ? ofSelf.offered : beginOffered(),
      sharing && sharingDefaultsIn(client, sharing, scope.sharingSobjects),
    ]);
  const { users: inspected, targets, licenseObjects } = inspectedAll;
  const toldSeats = bySelf ? null : await featureSeats;
  const whole = inspected.map((one) => {
    const password = passwords?.get(one.id);
    const rules = profileRules?.get(one.id);
    const own = {
      ...one,
      ...(password ? { password } : {}),
      ...(rules ? { profileRules: rules } : {}),
      ...(toldSeats ? { featureSeats: toldSeats } : {}),
    };
    return automation ? withAutomation(own, automation) : own;
  });
  const patterns = byName ? byName.fields.filter(({ field }) => isNamePattern(field)) : [];
  const offeredAfter =
    told && automation?.later && !fieldsOffered
      ? await offeredFields(client, scope, patterns, automation.later, told)
      : fieldsOffered;
  return {
    snapshot: {
      org: orgIdentity(client, first.subreplies),
      takenAt: new Date(now).toISOString(),
      schema: {
        ...schema,
        ...(relaxed ? { connectedApps: relaxed } : {}),
        ...(sharingDefaults ? { sharingDefaults } : {}),
        ...(licenseObjects ? { licenseObjects } : {}),
        ...(automation ? { automation: automation.automation, picklists: automation.picklists } : {}),
        ...automation?.later,
        ...(offeredAfter ? { offeredFields: offeredAfter } : {}),
      },
      users: whole,
    },
    runner: first.runner,
    targets,
    notFound,
  };
};
