import { hintsOf } from '../../access/answer.js';
import type { Answer } from '../../access/answer.js';
import { isDroppedAccess } from '../../platform/droppedAccess.js';
import { impliedBy } from '../../platform/impliedAccess.js';
import { keyOf } from '../../platform/names.js';
import { objectAccesses } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { permissionBeside } from '../../platform/userFlags.js';
import { isInDescribe } from '../../access/selfAccess.js';
import { gap as noAnswer } from '../../access/snapshot.js';
import type { Gap } from '../../access/snapshot.js';
import type { Context } from '../context.js';
import { isDerived, spelledObject, spelledPermission } from '../context.js';
import { barred, opened, withoutEffect } from '../heldBack.js';
import { absentObject, objectPresence } from '../presence.js';
import { atLeast } from '../requirement.js';
import type { Level } from '../requirement.js';
import { judgeUserPermission } from '../userPermission/judgeUserPermission.js';
import { granted, impossibleAs, isThere, joinedRemedies, missingUnclear, unreadable, verdict } from '../verdict.js';
import type { Verdict } from '../verdict.js';
import { derivedCodes, judgeDerived } from './judgeDerived.js';

export const objectCodes = {
  settled: derivedCodes.settled,
  open: [
    'MINIMUM_HELD',
    'OBJECT_PERMISSION_MISSING',
    'COMES_WITH_MISSING_PERMISSION',
    'ACCESS_NOT_SUPPORTED',
    'PERMISSION_BESIDE_MISSING',
    ...derivedCodes.open,
  ],
} as const;

const derivedVerdict = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict =>
  judgeDerived(context, sobject, access, (parent, word) => judgeObject(context, parent, word, false, level));

/**
 * What is found of a user permission that another rule asks for at least as strictly. It is a promise where it can be given:
 * an optional View All Data is no reason to leave a required Read to it, nor one that no license of the user allows.
 */
const promiseOf = (context: Context, name: string, level: Level): Verdict | undefined => {
  const promise = context.promisedPermissions.get(keyOf(name));
  return promise !== undefined && atLeast(promise, level) ? judgeUserPermission(context, name, false) : undefined;
};

/** That no license of this org allows it; undefined where one does, or nobody can tell. */
const licenseObstacle = (context: Context, sobject: string, access: ObjectAccess): Verdict | undefined => {
  const { userLicense } = context.user;
  const bar = barred(context, { kind: 'object', sobject, access });
  if (bar === false) return undefined;
  return bar === true
    ? verdict('impossible', 'LICENSE_FORBIDS', [sobject, access, userLicense], { userLicense })
    : missingUnclear(`${sobject} ${access}`, bar);
};

/** What is concluded where neither a row nor another permission gives it. */
const missingVerdict = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict => {
  const promises = impliedBy[access].map((name) => ({ name, promise: promiseOf(context, name, level) }));
  const promised = promises.filter(({ promise }) => promise?.status === 'unmet').map(({ name }) => name);
  if (promised.length > 0) {
    // Asked for by another rule, and it brings this with it: one root cause instead of one per object.
    const missing = promised.map((name) => ({
      kind: 'userPermission' as const,
      name: spelledPermission(context.schema, name),
    }));
    return verdict('unmet', 'COMES_WITH_MISSING_PERMISSION', [sobject, access, promised.join(', ')], {
      blockers: missing,
      remedy: { entries: missing },
    });
  }
  const obstacle = isDroppedAccess(sobject, access)
    ? verdict('impossible', 'ACCESS_NOT_SUPPORTED', [sobject, access])
    : licenseObstacle(context, sobject, access);
  // Impossible on its own, but a permission that brings it may be possible: that is not known here.
  const unclear = promises.find(({ promise }) => promise?.status === 'unknown')?.promise?.gap;
  if (obstacle?.status === 'impossible' && unclear) return missingUnclear(`${sobject} ${access}`, unclear);
  return (
    obstacle ??
    opened(
      context,
      verdict('unmet', 'OBJECT_PERMISSION_MISSING', [sobject, access], {
        remedy: { entries: [{ kind: 'object', sobject, access }] },
      }),
    )
  );
};

/** Whether the object is a detail of a standard master, which should follow it (fact B10). */
const isDetail = ({ schema: { entities } }: Context, sobject: string): boolean =>
  entities.known && entities.value.get(keyOf(sobject))?.standardMaster !== undefined;

/**
 * Whether describe of a detail tells who looks at himself that he may do this; undefined where it does not tell, and to others.
 * Nothing that the org says of the master is stronger: describe tells what this very user may do.
 */
const toldOfDetail = (context: Context, sobject: string, access: ObjectAccess): boolean | undefined => {
  if (context.user.evidence.mode !== 'self' || !isInDescribe(access) || !isDetail(context, sobject)) return undefined;
  const { answer } = context.access.objectPermission(sobject, access);
  return answer === 'unknown' ? undefined : answer === 'yes';
};

/** Whether an answer names rows of the object itself: View All Data and Modify All Data are none. */
const isByRow = (answer: Answer): boolean =>
  answer.answer === 'yes' && answer.grantedBy.some(({ via }) => via === undefined);

const storedVerdict = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict => {
  const words = `${sobject} ${access}`;
  const answer = context.access.objectPermission(sobject, access);
  const { permissionableObjects } = context.schema;
  const permissionable = !permissionableObjects.known || permissionableObjects.value.has(keyOf(sobject));
  // View All Data and Modify All Data imply access to objects that take permissions; others have rules of their own.
  const counts = permissionable || isByRow(answer) || toldOfDetail(context, sobject, access) !== undefined;
  if (!counts) return verdict('unknown', 'NO_RULE', [sobject, access]);
  if (answer.answer === 'yes') return granted(words, answer.grantedBy);
  if (answer.answer === 'unknown') return unreadable(words, answer.gap);
  if (answer.why.reason === 'noEffect') return withoutEffect([sobject, access], answer.why.lacks);
  const missing = missingVerdict(context, sobject, access, level);
  return missing.code === 'OBJECT_PERMISSION_MISSING' && missing.blockers.length === 0
    ? { ...missing, hints: hintsOf(answer) }
    : missing;
};

/** What an object takes beside its object permissions: Manage Articles for writing articles of Knowledge. */
const withPermissionBeside = (context: Context, sobject: string, access: ObjectAccess, result: Verdict): Verdict => {
  const name = permissionBeside(sobject, access);
  // What may be there is missing all the same without what it takes beside.
  const mayBeThere = result.status === 'met' || (result.status === 'unknown' && !result.missing);
  if (name === null || !(mayBeThere || result.status === 'unmet')) return result;
  const beside = judgeUserPermission(context, name, false);
  if (beside.status === 'met') return result;
  // Missing for sure: so is the whole, and only whether it can be given is not known.
  if (beside.status === 'unknown' && beside.missing === true && beside.gap && mayBeThere)
    return missingUnclear(`${sobject} ${access}`, beside.gap);
  if (beside.status === 'unknown')
    return result.status === 'met' ? unreadable(`${sobject} ${access}`, beside.gap ?? notAnswered(name)) : result;
  // Given without effect, it waits itself for what lacks: no rule asks for it, so nothing else would name that.
  const blockers: Verdict['blockers'] = [
    { kind: 'userPermission', name: spelledPermission(context.schema, name) },
    ...beside.blockers,
  ];
  if (beside.status === 'impossible') return impossibleAs(beside, blockers);
  const remedy = joinedRemedies([result.remedy, beside.remedy]);
  return mayBeThere
    ? verdict('unmet', 'PERMISSION_BESIDE_MISSING', [sobject, access], { blockers, remedy })
    : { ...result, blockers: [...result.blockers, ...blockers], remedy };
};

const notAnswered = (name: string): Gap => noAnswer('NOT_ANSWERED', 'PermissionSet', name).gap;

/**
 * Whether access of which nobody knows whether it is there could never be given if it were not: then what waits for it may
 * be impossible. Of what an answer lacked alone: of everything else that is unknown the worst is not assumed.
 */
export const mayBeImpossible = (
  context: Context,
  sobject: string,
  access: ObjectAccess,
  level: Level,
  { status, code, gap }: Verdict,
): boolean => {
  // Of what has no rule nobody says that it can never be had.
  if (status !== 'unknown' || code === 'NO_RULE') return false;
  const isLacking = (unread: Gap | undefined): boolean => unread?.code === 'INCOMPLETE_ROWS';
  const derives = isDerived(context.schema, sobject);
  const otherwise = derives
    ? derivedVerdict(context, sobject, access, level)
    : missingVerdict(context, sobject, access, level);
  // The verdict tells one reason; that the object itself could not be looked up may hide another one.
  const answer = derives ? undefined : context.access.objectPermission(sobject, access);
  const lacks = isLacking(gap) || (answer?.answer === 'unknown' && isLacking(answer.gap));
  return isLacking(otherwise.gap) || (lacks && otherwise.status === 'impossible');
};

/**
 * Whether object permissions decide all the same for an object of which they should not: a row that is there counts, and says
 * that the org keeps rows of details of a standard master (against fact B10).
 */
const decidesByRows = (context: Context, sobject: string): boolean =>
  isDetail(context, sobject) &&
  context.user.evidence.mode !== 'self' &&
  objectAccesses.some((word) => isByRow(context.access.objectPermission(sobject, word)));

/** The verdict about an object by object permissions or, where it takes none, by its rule. */
const judgeByRule = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict => {
  const byRows = (): Verdict =>
    withPermissionBeside(context, sobject, access, storedVerdict(context, sobject, access, level));
  const told = toldOfDetail(context, sobject, access);
  if (told === true || !isDerived(context.schema, sobject) || decidesByRows(context, sobject)) return byRows();
  const derived = derivedVerdict(context, sobject, access, level);
  // He may not, and the master is not what he lacks: then the org does keep rows of the detail.
  return told === false && (isThere(derived) || derived.status === 'unknown') ? byRows() : derived;
};

const judgeFresh = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict => {
  const name = spelledObject(context.schema, sobject);
  const result = judgeByRule(context, name, access, level);
  // Without EntityDefinition a missing permission and a missing object look the same (fact I4); and that the rule of a
  // derived object is satisfied does not say that this org has the object.
  if (!context.schema.entities.known && (isDerived(context.schema, name) || result.status !== 'met')) {
    // Of several reasons the one is told that leaves open as well whether it can be given.
    const { gap } = result;
    return unreadable(`${name} ${access}`, gap?.code === 'INCOMPLETE_ROWS' ? gap : context.schema.entities.gap);
  }
  return result;
};

/**
 * Does the user have this access to the object, by row, by implication or by the rule of a derived object?
 * Verdicts are kept in the context: fields ask again.
 * @param level of the need: what only a less strict rule promises does not count
 */
export const judgeObject = (
  context: Context,
  sobject: string,
  access: ObjectAccess,
  ifPresent: boolean,
  level: Level,
): Verdict => {
  if (objectPresence(context.schema, sobject) === 'absent') return absentObject(sobject, ifPresent);
  return judgePresentObject(context, sobject, access, level);
};

/** The same for an object that is not known to be absent. */
export const judgePresentObject = (context: Context, sobject: string, access: ObjectAccess, level: Level): Verdict => {
  const key = keyOf(sobject);
  const verdicts = context.objectVerdicts[level];
  const ofObject = verdicts.get(key) ?? new Map<ObjectAccess, Verdict>();
  const kept = ofObject.get(access);
  if (kept) return kept;
  const fresh = judgeFresh(context, sobject, access, level);
  verdicts.set(key, ofObject.set(access, fresh));
  return fresh;
};
