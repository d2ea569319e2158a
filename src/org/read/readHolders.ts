/**
 * To whom of the org something is assigned that may give one thing: first which sets hold it, then whose these are. It takes
 * the same few requests for every org, and one for each further two thousand assignments.
 */
import { gap, known } from '../../access/snapshot.js';
import type { InspectedUser, OrgSchema, Reading } from '../../access/snapshot.js';
import type { ReadingScope } from '../../access/readingScope.js';
import { mayMatter } from '../../explain/holdingScope.js';
import type { HoldingScope } from '../../explain/holdingScope.js';
import type { PossibleHolder, PossibleHolders } from '../../explain/whoHolds.js';
import { keyOf } from '../../platform/names.js';
import { flagColumn } from '../../platform/userFlags.js';
import { OrgFailure } from '../failure.js';
import type { OrgClient } from '../orgClient.js';
import { flags, keyFlags, names } from '../query.js';
import type { Column, Query } from '../query.js';
import { flag, parent, text, textOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { assignmentQueriesWhere, assignmentsIn } from './assignments.js';
import type { Assignment, Assignments } from './assignments.js';
import { readDoubtfulLicenses } from './doubtfulLicenses.js';
import type { LicensesOf } from './doubtfulLicenses.js';
import { packageQuery, packagesIn, seatsOfPackages } from './packageSeats.js';
import type { PackagesOf } from './packageSeats.js';
import { isColumnRefused } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';
import { readSetsThatHold, soughtSets } from './setsThatHold.js';
import type { SetsThatHold, SoughtSets } from './setsThatHold.js';
import { inertness, toSource } from './sources.js';

type Flags = HoldingScope['userFlags'];

/** What is asked about the user of an assignment; an org without a feature has no column for its flag. */
const assigneeColumns = (userFlags: Flags, withProfile: boolean): Column[] => [
  ...keyFlags('Assignee.IsActive'),
  ...names('Assignee.Username', 'Assignee.Name'),
  ...(withProfile ? names('Assignee.Profile.Name', 'Assignee.Profile.UserLicense.Name') : []),
  ...flags(...userFlags.map((name) => `Assignee.${flagColumn(name)}`)),
];

/** Queries that are sent together: for the assignments of sets and for those of groups. */
type Attempt = { readonly queries: readonly Query[]; readonly userFlags: Flags };

/** Fuller ones first. */
const attemptsFor = (client: OrgClient, { setIds, groupIds }: SoughtSets, userFlags: Flags): Attempt[] => {
  const of = (column: string, ids: readonly string[], beside: readonly Column[]): readonly Query[] =>
    ids.length === 0 ? [] : assignmentQueriesWhere(client, [{ column, in: ids }], beside);
  return [userFlags, ...(userFlags.length === 0 ? [] : [[]])].flatMap((asked) =>
    [true, false].flatMap((withProfile) => {
      const beside = assigneeColumns(asked, withProfile);
      const ofSets = of('PermissionSetId', setIds, beside);
      const ofGroups = of('PermissionSetGroupId', groupIds, beside);
      return (ofSets.length > 0 ? ofSets : ofGroups).map((_, at) => ({
        queries: [ofSets[at] ?? [], ofGroups[at] ?? []].flat(),
        userFlags: asked,
      }));
    }),
  );
};

/** One assignment with the row of its user; null where that is hidden from the runner. */
type AssignedTo = { readonly assignment: Assignment; readonly of: Assignments; readonly user: Row | null };

/** The user of an assignment: every user has a username, so a row without one is none. */
const assigneeIn = (row: Row): Row | null => {
  const user = parent(row, 'Assignee');
  return text(user, 'Username') === '' ? null : user;
};

type Assigned = { readonly all: readonly AssignedTo[]; readonly userFlags: Flags };

/** The assignments that an answer tells. @throws OrgFailure REFUSED */
const assignedIn = (query: Query, answer: Reading<Answer> | undefined, groupsExist: boolean): AssignedTo[] => {
  const told = answer ?? gap('NOT_ANSWERED', query.from, '');
  const assignments = assignmentsIn(query, told, groupsExist);
  if (!told.known) throw new OrgFailure('REFUSED', [told.gap.part, told.gap.detail]);
  if (!assignments.known) throw new OrgFailure('REFUSED', [assignments.gap.part, assignments.gap.detail]);
  const { rows } = told.value;
  return assignments.value.all.map((assignment, at) => ({
    assignment,
    of: assignments.value,
    user: assigneeIn(rows[at] ?? {}),
  }));
};

/** All pages of the first attempt that the org does not refuse for a column. @throws OrgFailure */
const readAssigned = async (
  client: OrgClient,
  sought: SoughtSets,
  userFlags: Flags,
  groupsExist: boolean,
): Promise<Assigned> => {
  const attempts = attemptsFor(client, sought, userFlags);
  for (const [at, attempt] of attempts.entries()) {
    const answers = await readQueries(client, attempt.queries);
    if (at < attempts.length - 1 && answers.some(isColumnRefused)) continue;
    return {
      all: attempt.queries.flatMap((query, i) => assignedIn(query, answers[i], groupsExist)),
      userFlags: attempt.userFlags,
    };
  }
  return { all: [], userFlags };
};

const flagsIn = (user: Row | null, wanted: Flags, asked: Flags): InspectedUser['flags'] =>
  new Map(
    wanted.map((name) => [
      keyOf(name),
      user !== null && asked.includes(name)
        ? known(flag(user, flagColumn(name)))
        : gap('NOT_AUTHORISED', 'User', flagColumn(name)),
    ]),
  );

/** What decides which access an assignment gives: the same for everybody to whom the set is assigned in the same way. */
const keyOfAssignment = ({ permissionSetId, group, expiresAt, ...assignment }: Assignment, now: number): string =>
  [
    permissionSetId,
    group?.id ?? '',
    inertness({ ...assignment, permissionSetId, group, expiresAt }, now),
    expiresAt,
  ].join(' ');

const holderOf = (
  assigned: readonly AssignedTo[],
  holding: SetsThatHold,
  { wanted, asked }: { readonly wanted: Flags; readonly asked: Flags },
  packagesOf: PackagesOf,
  licensesOf: LicensesOf,
  now: number,
): PossibleHolder | undefined => {
  const [first] = assigned;
  if (first === undefined) return undefined;
  const { userId: id } = first.assignment;
  const user = first.user ?? {};
  const userLicense = text(parent(parent(user, 'Profile'), 'UserLicense'), 'Name');
  const [ownFlags, packages, licenses] = [flagsIn(first.user, wanted, asked), packagesOf(id), licensesOf(id)];
  return {
    id,
    username: text(user, 'Username') || id,
    name: text(user, 'Name'),
    profile: textOrNull(parent(user, 'Profile'), 'Name'),
    userLicense,
    isActive: first.user === null ? null : flag(user, 'IsActive'),
    flags: ownFlags,
    packages,
    licenses,
    sources: assigned.map((one) => toSource(one.assignment, one.of, holding.components, holding, now)),
    alike: JSON.stringify([
      // The gap of a hidden user names him.
      first.user === null ? id : null,
      userLicense,
      [...ownFlags],
      [...packages],
      licenses === null ? null : id,
      assigned.map((one) => keyOfAssignment(one.assignment, now)).sort(),
    ]),
  };
};

const byUser = (assigned: readonly AssignedTo[]): ReadonlyMap<string, readonly AssignedTo[]> => {
  const users = new Map<string, AssignedTo[]>();
  for (const one of assigned) {
    const own = users.get(one.assignment.userId);
    if (own) own.push(one);
    else users.set(one.assignment.userId, [one]);
  }
  return users;
};

/**
 * Everybody to whom something is assigned that matters to one thing, active or not.
 * @param scope what matters, and what a reading for one user would read
 * @param now milliseconds since the epoch
 * @throws OrgFailure, REFUSED where the assignments or what sets hold could not be read whole
 */
export const readHolders = async (
  client: OrgClient,
  schema: OrgSchema,
  { holding: scope, reading }: { readonly holding: HoldingScope; readonly reading: ReadingScope },
  now: number,
): Promise<PossibleHolders> => {
  const { userFlags, namespaces } = scope;
  const holding = await readSetsThatHold(client, schema, scope, now);
  const sought = soughtSets(holding, (content) => mayMatter(content, scope));
  const packageQueries = namespaces.length === 0 ? [] : [packageQuery(namespaces), seatsOfPackages(namespaces)];
  const [assigned, [packages, seats], licensesOf] = await Promise.all([
    readAssigned(client, sought, userFlags, holding.groupOf.size > 0),
    readQueries(client, packageQueries),
    readDoubtfulLicenses(client, holding.doubtfulLicenses, reading, schema, now),
  ]);
  const packagesOf = packagesIn(namespaces, packages, seats, now);
  const asked = { wanted: userFlags, asked: assigned.userFlags };
  const { untold } = holding;
  return {
    users: [...byUser(assigned.all).values()].flatMap(
      (own) => holderOf(own, holding, asked, packagesOf, licensesOf, now) ?? [],
    ),
    evidence: {
      objectRows: known(true),
      fieldRows: known(true),
      userPermissionRows: known(true),
      appRows: known(true),
      ...(Object.values(untold).some(({ size }) => size > 0) ? { untold } : {}),
    },
  };
};
