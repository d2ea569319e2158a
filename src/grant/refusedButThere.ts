/** A refusal that the org itself refutes: what it says it did not write is there when it is read. */
import { contains } from '../access/entry.js';
import type { Content, InspectedUser } from '../access/snapshot.js';
import { exitCodes, writingExitCode } from '../exitCode.js';
import { keyOf, sameName } from '../platform/names.js';
import { sameId } from '../platform/sameId.js';
import { isNameTaken } from '../platform/refusals.js';
import type { Outcome } from './grantOutcome.js';
import type { Plan } from './grantPlan.js';
import { hasNamedSet, namedSetKey } from './namedSet.js';
import { markOf } from './ownership.js';

/** The permission set of a plan as it is found after the writing; null where there is none. */
export type FoundAfter = {
  readonly description: string;
  readonly content: Content;
  /** Ids of the inspected users to whom it is assigned. */
  readonly assignees: readonly string[];
} | null;

/** What is looked at of a user. */
type Looked = Pick<InspectedUser, 'id' | 'permissionSetLicenses' | 'evidence'>;

/**
 * Whether the outcomes say that nothing was written because the org refused it: to be believed only where nothing of it is
 * found afterwards. A name that is taken says by itself why it is found.
 */
export const saysNothingWritten = (outcomes: readonly Outcome[]): boolean =>
  writingExitCode(outcomes) === exitCodes.couldNotRun &&
  outcomes.some(({ refused, code }) => refused === true && !isNameTaken(code ?? ''));

/** A permission set license that is planned is one that its user had not before. */
const hasPlannedLicense = ({ users }: Plan, after: readonly Looked[]): boolean =>
  users.some(({ id, licenses }) => {
    const held = after.find((user) => sameId(user.id, id))?.permissionSetLicenses;
    return held?.known === true && licenses.some((name) => held.value.some((one) => sameName(one.name, name)));
  });

/** A set that is assigned as it is, is one that its user had not before. */
const hasPlannedSet = ({ users, named }: Plan, after: readonly Looked[]): boolean =>
  users.some(({ id, permissionSets }) => {
    const user = after.find((one) => sameId(one.id, id));
    const given = named.filter((set) => permissionSets.some((name) => keyOf(name) === namedSetKey(set)));
    return user !== undefined && given.some((set) => hasNamedSet(user, set) === true);
  });

/**
 * Whether something of the plan is in the org that was not there before.
 * @param after the users as they are read after the writing
 */
export const isThere = (plan: Plan, found: FoundAfter, after: readonly Looked[]): boolean => {
  if (hasPlannedLicense(plan, after) || hasPlannedSet(plan, after)) return true;
  const {
    permissionSet: { existing },
    adds,
    users,
    requirements,
  } = plan;
  if (found === null) return false;
  if (existing === null) return markOf(found.description)?.integration === requirements.integration;
  return (
    users.some(({ id, assign }) => assign && found.assignees.includes(id)) ||
    adds.some(({ entry }) => contains(found.content, entry) && !contains(existing.content, entry))
  );
};

/** The outcomes once nobody knows what is written: the words of the refusal stay. */
export const asContradicted = (outcomes: readonly Outcome[]): Outcome[] =>
  outcomes.map((outcome): Outcome => {
    if (outcome.result !== 'failed' || outcome.refused !== true) return outcome;
    const { step, user, code = '', detail = '', about } = outcome;
    return {
      step,
      ...(user === undefined ? {} : { user }),
      result: 'failed',
      code: 'REFUSED_BUT_DONE',
      detail: detail || code,
      ...(about ? { about } : {}),
      open: true,
    };
  });
