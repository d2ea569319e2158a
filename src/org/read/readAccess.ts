import { integrationLicense, integrationPermissionSetLicense } from '../../platform/integrationLicense.js';
import type { ReadingScope } from '../../access/readingScope.js';
import { keyOf } from '../../platform/names.js';
import type {
  AccessSnapshot,
  Content,
  Evidence,
  InspectedUser,
  License,
  OrgSchema,
  Reading,
} from '../../access/snapshot.js';
import { gap, known } from '../../access/snapshot.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { OrgFailure } from '../failure.js';
import { describe } from './subrequests.js';
import { objectPermissionSchema, userPermissionColumns } from './columns.js';
import { findPeople, mayBeMeant, peopleSubrequests, readPeople, runnerPermissions } from './people.js';
import type { AssignedLicense, Assignment, PeopleReading, Person, UserRequest } from './people.js';
import { readPermissionRows } from './permissionRows.js';
import { readPermissionSetNames } from './permissionSetNames.js';
import type { PermissionRows } from './permissionRows.js';
import { flag, parent, text } from './answerRow.js';
import { mapReading } from './rows.js';
import type { Row } from './answerRow.js';
import { readSchema } from './readSchema.js';
import type { SchemaReading } from './readSchema.js';
import { readSelfEvidence } from './selfEvidence.js';
import { memberIdsIn, mutingIdsIn, toSource } from './sources.js';

/** What the readers need besides the connection. `now` is milliseconds since the epoch. */
export type ReadOptions = {
  readonly now: number;
  /** Called when a stage of the reading begins. */
  readonly onStage?: (stage: 'people' | 'permissions') => void;
  /** Name of a permission set to be looked up as well, with its content. */
  readonly targetSet?: string;
  /** The schema of an earlier reading in the same run: it is not read again. */
  readonly knownSchema?: OrgSchema;
};

type Inspected = { readonly users: readonly InspectedUser[]; readonly target: Reading<FoundSet | null> };

const maySeeLogins = ({ runner }: PeopleReading): boolean =>
  !runner.known || flag(runner.value, 'PermissionsManageUsers');

const mayReadRows = (people: PeopleReading): boolean =>
  people.runner.known ? flag(people.runner.value, 'PermissionsViewSetup') : people.assignments.known;

const licenseOf = (rows: PermissionRows, id: string, name: string, label: string): License => ({
  id: id === '' ? rows.licenseIdOf(name) : id,
  name,
  label,
  objects: id !== '' && rows.hasObjectRows(id) ? rows.contentOf(id).objects : null,
  userPermissions: rows.allowedBy(name),
});

const unlit = (name: string, label: string): License => ({
  id: null,
  name,
  label,
  objects: null,
  userPermissions: null,
});

type Common = Pick<
  InspectedUser,
  'id' | 'username' | 'requestedUsername' | 'unnamed' | 'name' | 'profile' | 'isActive' | 'userLicense' | 'isFrozen'
>;

/**
 * Frozen users show only to Manage Users (fact G8). A user without a row in the answer was not told about; that is not
 * the same as not frozen.
 */
const frozenOf = (
  person: Person,
  people: PeopleReading,
  frozen: Reading<ReadonlyMap<string, boolean>> | null,
): Reading<boolean> => {
  if (frozen === null || !maySeeLogins(people)) return gap('NOT_AUTHORISED', 'UserLogin', '');
  if (!frozen.known) return frozen;
  const value = frozen.value.get(person.id);
  return value === undefined ? gap('NOT_ANSWERED', 'UserLogin', '') : known(value);
};

const commonOf = (
  person: Person,
  people: PeopleReading,
  frozen: Reading<ReadonlyMap<string, boolean>> | null,
): Common => ({
  id: person.id,
  username: person.username,
  requestedUsername: person.requestedUsername,
  unnamed: person.unnamed,
  name: person.name,
  profile: person.profile,
  isActive: person.isActive,
  userLicense: person.userLicense.name,
  isFrozen: frozenOf(person, people, frozen),
});

const assignedLicenses = ({ permissionSetLicenses }: Person): readonly AssignedLicense[] =>
  permissionSetLicenses.known ? permissionSetLicenses.value : [];

/** The user license; where the profile is hidden (fact J6), the one that the profile's own permission set carries. */
const userLicenseId = (person: Person, assignments: readonly Assignment[]): string => {
  const ofProfile = assignments.find(
    ({ userId, row }) => userId === person.id && flag(parent(row, 'PermissionSet'), 'IsOwnedByProfile'),
  );
  return person.userLicense.id !== '' || !ofProfile
    ? person.userLicense.id
    : text(parent(ofProfile.row, 'PermissionSet'), 'LicenseId');
};

const asAdministrator = async (
  client: OrgClient,
  question: ReadingScope,
  schema: OrgSchema,
  people: PeopleReading,
  persons: readonly Person[],
  now: number,
): Promise<Inspected> => {
  const target = people.target.known ? people.target.value : null;
  const assignments = people.assignments.known ? people.assignments.value : [];
  const components = people.components.known ? people.components.value : [];
  const unique = (ids: readonly string[]): string[] => [...new Set(ids.filter((id) => id !== ''))];
  const userLicenseIds = new Map(persons.map((person) => [person.id, userLicenseId(person, assignments)]));
  const rows = await readPermissionRows(client, question, schema, {
    permissionSetIds: unique([
      ...assignments.map((a) => a.permissionSetId),
      ...memberIdsIn(components),
      ...(target ? [text(target, 'Id')] : []),
    ]),
    mutingIds: mutingIdsIn(components),
    licenseIds: unique([...userLicenseIds.values(), ...persons.flatMap((p) => assignedLicenses(p).map((l) => l.id))]),
    ceilingNames: unique([
      ...persons.flatMap((p) => assignedLicenses(p).map((l) => l.name)),
      ...(persons.some((p) => ['', integrationLicense].includes(p.userLicense.name))
        ? [integrationPermissionSetLicense]
        : []),
    ]),
    loginIds: maySeeLogins(people) ? persons.map((person) => person.id) : [],
    unnamedLicenseIds: unique(
      persons.flatMap((p) => (p.userLicense.name === '' ? [userLicenseIds.get(p.id) ?? ''] : [])),
    ),
  });
  const users = persons.map((person): InspectedUser => {
    const own = assignments.filter((assignment) => assignment.userId === person.id);
    const evidence: Evidence = {
      mode: 'admin',
      sources: mapReading(people.assignments, () => own.map((assignment) => toSource(assignment, people, rows, now))),
      userPermissionRows: rows.userPermissionRows,
      objectRows: rows.objectRows,
      fieldRows: rows.fieldRows,
    };
    const licenseId = userLicenseIds.get(person.id) ?? '';
    const licenseName = person.userLicense.name === '' ? rows.licenseNameOf(licenseId) : person.userLicense.name;
    return {
      ...commonOf(person, people, rows.frozen),
      integrationLicense:
        licenseName === integrationLicense
          ? licenseOf(rows, '', integrationPermissionSetLicense, integrationPermissionSetLicense)
          : null,
      userLicense: licenseName,
      license: licenseOf(rows, licenseId, licenseName, licenseName),
      permissionSetLicenses: mapReading(person.permissionSetLicenses, (all) =>
        all.map((l) => licenseOf(rows, l.id, l.name, l.label)),
      ),
      evidence,
    };
  });
  return { users, target: mapReading(people.target, (row) => (row ? foundSet(row, people, rows, now) : null)) };
};

/** The user looks at himself; nobody else can be looked at without View Setup (fact A3). */
const asSelf = async (
  client: OrgClient,
  question: ReadingScope,
  columns: OrgSchema['permissionSetColumns'],
  people: PeopleReading,
  person: Person,
): Promise<Inspected> => ({
  target: gap('SELF_MODE', 'PermissionSet', ''),
  users: [await selfUser(client, question, columns, people, person)],
});

const selfUser = async (
  client: OrgClient,
  question: ReadingScope,
  columns: OrgSchema['permissionSetColumns'],
  people: PeopleReading,
  person: Person,
): Promise<InspectedUser> => ({
  ...commonOf(person, people, null),
  integrationLicense: null,
  license: unlit(person.userLicense.name, person.userLicense.name),
  permissionSetLicenses: mapReading(person.permissionSetLicenses, (all) => all.map((l) => unlit(l.name, l.label))),
  evidence: await readSelfEvidence(client, question, columns),
});

const sameUser = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A permission set that was looked up by name, with what it contains of what was asked about. */
export type FoundSet = {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly content: Content;
  /** Ids of the requested users to whom it is assigned and in force. */
  readonly assignees: readonly string[];
};

export type AccessReading = {
  readonly snapshot: AccessSnapshot;
  /** Keys of the user permissions that the runner holds, of those that commands may need. */
  readonly runner: Reading<ReadonlySet<string>>;
  /** Null where there is no such set; only read when a name was given. */
  readonly target: Reading<FoundSet | null>;
};

const runnerHolds = ({ runner }: PeopleReading): AccessReading['runner'] =>
  mapReading(
    runner,
    (row) => new Set(runnerPermissions.filter((name) => flag(row, `Permissions${name}`)).map((name) => keyOf(name))),
  );

const foundSet = (row: Row, people: PeopleReading, rows: PermissionRows, now: number): FoundSet => {
  const id = text(row, 'Id');
  const assignments = people.assignments.known ? people.assignments.value : [];
  return {
    id,
    label: text(row, 'Label'),
    description: text(row, 'Description'),
    content: rows.contentOf(id),
    assignees: assignments
      .filter((a) => a.groupId === null && a.permissionSetId === id && toSource(a, people, rows, now).inert === null)
      .map((a) => a.userId),
  };
};

/** The parts of the schema that describe tells; read once per run. */
const describeSubrequests = (includesRunner: boolean): Subrequest[] => [
  describe('permissionSet', 'PermissionSet'),
  describe('profile', 'Profile'),
  describe('objectPermissions', 'ObjectPermissions'),
  describe('permissionSetLicense', 'PermissionSetLicense'),
  ...(includesRunner ? [describe('userPermissionAccess', 'UserPermissionAccess')] : []),
];

const schemaFrom = (
  reading: SchemaReading,
  permissionSets: OrgSchema['permissionSets'],
  replies: ReadonlyMap<string, Reply>,
): OrgSchema => {
  const objects = objectPermissionSchema(replies.get('objectPermissions'));
  return {
    ...reading,
    permissionSets,
    permissionSetColumns: userPermissionColumns('PermissionSet', replies.get('permissionSet')),
    profileColumns: userPermissionColumns('Profile', replies.get('profile')),
    licenseCeilingColumns: userPermissionColumns(
      'PermissionSetLicense',
      replies.get('permissionSetLicense'),
      'MaximumPermissions',
    ),
    permissionableObjects: objects.objects,
    objectAccessColumns: objects.columns,
  };
};

/**
 * Reads everything about the requested users in one pass: at most five round trips, three of them one after the other,
 * however many permission sets, objects and fields there are; a further page costs one more.
 *
 *   1  people and assignments ‖ schema (Tooling) ‖ object switches of history tracking (Metadata API)
 *   2  what the assigned permission sets contain, or, without View Setup, what the user sees of himself
 *
 * @throws OrgFailure where the run cannot be carried out; anything smaller becomes a gap in the snapshot
 */
export const readAccess = async (
  client: OrgClient,
  question: ReadingScope,
  requests: readonly UserRequest[],
  { now, onStage, targetSet, knownSchema }: ReadOptions,
): Promise<AccessReading> => {
  onStage?.('people');
  const includesRunner = requests.some((request) => mayBeMeant(client, request, client.username));
  const describes = knownSchema ? [] : describeSubrequests(includesRunner);
  const [replies, schemaReading, permissionSets] = await Promise.all([
    client.composite([...peopleSubrequests(client, requests, targetSet), ...describes], 'data'),
    knownSchema ? null : readSchema(client, question),
    knownSchema ? knownSchema.permissionSets : readPermissionSetNames(client, question.permissionSets),
  ]);
  const people = await readPeople(client, requests, replies);
  const persons = await findPeople(client, requests, people.users);
  const schema = knownSchema ?? (schemaReading ? schemaFrom(schemaReading, permissionSets, replies) : undefined);
  if (!schema) throw new OrgFailure('REFUSED', ['EntityDefinition', '']);
  onStage?.('permissions');
  const [first] = persons;
  const self = first !== undefined && persons.length === 1 && sameUser(first.username, client.username);
  if (!mayReadRows(people) && !self) throw new OrgFailure('NO_VIEW_SETUP', [client.username]);
  const inspected =
    first !== undefined && self && !mayReadRows(people)
      ? await asSelf(
          client,
          question,
          userPermissionColumns('UserPermissionAccess', replies.get('userPermissionAccess')),
          people,
          first,
        )
      : await asAdministrator(client, question, schema, people, persons, now);
  return {
    snapshot: {
      org: {
        id: client.orgId,
        username: client.username,
        instanceUrl: client.instanceUrl,
        apiVersion: client.apiVersion,
      },
      takenAt: new Date(now).toISOString(),
      schema,
      users: inspected.users,
    },
    runner: runnerHolds(people),
    target: inspected.target,
  };
};
