/** Judges user permissions, object access and APIs. */
import { allOf, oneOf } from './answers.js';
import type { Answer } from './answers.js';
import {
  hasPermission,
  lacksOfGiven,
  needIsMet,
  objectAccess,
  permissionBeside,
  permissionsGiving,
  placeOf,
  rowAccess,
  sortOf,
} from './access.js';
import type { Api, Requirement } from './definition.js';
import { strictest } from './definition.js';
import { derivedRules, isConcluded } from './derived.js';
import type { Box, Need, Opening } from './derived.js';
import type { Thing } from './holdings.js';
import { judge, met, missingBut, missingUnclear, nobodyKnows, waitsFor } from './judgement.js';
import type { Judgement } from './judgement.js';
import { isForPeople, isHopeless, mayHold } from './licenses.js';
import type { Lack } from './licenses.js';
import { includes, same, spelled } from './world.js';
import type { Access, User, World } from './world.js';

/** What every judgement looks at. */
export type Case = { readonly world: World; readonly user: User; readonly requirements: readonly Requirement[] };

/**
 * A forbidden thing turns the answer round (design, section 3).
 * @param concluded nobody has published the rule by which it is missing: then nobody says that it is not held
 */
export const judgeForbidden = (answer: Answer, concluded = false): Judgement => {
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  if (answer.says === 'no' && concluded) return { ...judge('unknown'), blockedBy: null };
  return answer.says === 'yes' ? { ...judge('unmet', 'FORBIDDEN_HELD'), by: answer.by } : judge('met', 'NOT_HELD');
};

/** A user permission, wherever this org lets it sit (facts D2, D4). */
export const judgePermission = ({ world, user }: Case, permission: string, ifPresent: boolean): Judgement => {
  const place = placeOf(world, permission);
  if (place === 'nowhere') {
    return ifPresent ? judge('notApplicable', 'NOT_IN_THIS_ORG') : judge('impossible', 'NO_SUCH_USER_PERMISSION');
  }
  const answer = hasPermission(world, user, permission);
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  if (answer.says === 'yes') return met(answer.by, 'GRANTED', 'GRANTED_BUT_MORE_NEEDED');
  const thing: Thing = { kind: 'userPermission', name: permission };
  const without = lacksOfGiven(world, user, thing);
  if (without) return withoutEffect(without);
  if (place === 'profile') return judge('unmet', 'USER_PERMISSION_ON_PROFILE_ONLY');
  const may = mayHold(world, user, thing);
  if (may.says === 'unknown') return missingBut(may.gaps);
  if (isHopeless(may)) return judge('impossible', 'LICENSE_FORBIDS_PERMISSION');
  return waitsToBeOpened(world, judge('unmet', 'USER_PERMISSION_MISSING'), may.says === 'no' ? may.lacks : []);
};

/** Given, and without effect for want of these. */
export const withoutEffect = (lacks: readonly Lack[]): Judgement =>
  waitsFor(
    judge('unmet', 'NO_EFFECT_WITHOUT_LICENSE', 'NO_EFFECT_WITHOUT_FLAG', 'NO_EFFECT_WITHOUT_SEAT'),
    ...lacks.flat(),
  );

/** Missing, and these have to come first; `LICENSE_FIRST` where a grant cannot give the license by itself. */
export const waitsToBeOpened = (world: World, missing: Judgement, lacks: readonly Lack[]): Judgement => ({
  ...missing,
  codes: isForPeople(world, lacks) ? ['LICENSE_FIRST'] : missing.codes,
  blockedBy: missing.blockedBy && missing.blockedBy.map((ids) => [...new Set([...ids, ...lacks.flat()])]),
});

/** These give far more than anybody asked for: never planned unless a rule names them (design, section 7). */
const blankets = ['ViewAllData', 'ModifyAllData', 'ManageUsers', 'ManageInternalUsers'];
/** The rule that lets a grant give a permission; one that wants it from the profile is for people, and no grant counts on them. */
const ruleFor = (requirements: readonly Requirement[], permission: string): Requirement | undefined =>
  requirements.find(
    ({ wanted, forbid }) =>
      !forbid && wanted.kind === 'userPermission' && wanted.on !== 'profile' && same(wanted.name, permission),
  );

/** Access words that the platform drops in silence (facts B7, C16). */
const dropped = (sobject: string, access: Access): boolean => {
  const all = ['Idea', 'Product2', 'Pricebook2', 'PushTopic'];
  if (access === 'viewAllRecords' || access === 'modifyAllRecords') return includes(all, sobject);
  return (
    access === 'viewAllFields' &&
    includes(['Idea', 'Product2', 'Pricebook2', 'ServiceContract', 'Entitlement', 'Invoice', 'Payment'], sobject)
  );
};

const idOfNeed = (world: World, need: Need): string =>
  'permission' in need
    ? `userPermission:${spelled([...world.setPermissions, ...world.profilePermissions], need.permission)}`
    : `object:${spelled(
        world.entities.map(({ name }) => name),
        need.object,
      )}:${need.access}`;

const judgeNeed = (one: Case, need: Need, level: Requirement['level']): Judgement =>
  'permission' in need
    ? judgePermission(one, need.permission, false)
    : judgeObject(one, need.object, need.access, [], level, false);

/** Whether a rule names a user permission, be it as one of several alternatives. */
const isNamed = (requirements: readonly Requirement[], permission: string): boolean =>
  requirements.some(
    ({ wanted }) => wanted.kind === 'anyOf' && wanted.members.some((member) => isNamed(member, permission)),
  ) || ruleFor(requirements, permission) !== undefined;

/** Whether a need could only be met by a blanket permission that no rule names. */
const isUnnamedBlanket = ({ requirements }: Case, need: Need): boolean =>
  'permission' in need && includes(blankets, need.permission) && !isNamed(requirements, need.permission);

/** Of several objects those of which the definition asks something come first. */
const inPreference = ({ requirements }: Case, part: readonly Need[]): readonly Need[] => {
  const isAsked = (need: Need): boolean => 'object' in need && asksFor(requirements, need.object);
  return [...part.filter(isAsked), ...part.filter((need) => !isAsked(need))];
};

const asksFor = (requirements: readonly Requirement[], sobject: string): boolean =>
  requirements.some(({ wanted, forbid }) => {
    if (forbid) return false;
    if (wanted.kind === 'anyOf') return wanted.members.some((member) => asksFor(member, sobject));
    return (wanted.kind === 'object' || wanted.kind === 'field') && same(wanted.sobject, sobject);
  });

/** What has to come first before a need can be given. */
const lacksOf = ({ world, user }: Case, need: Need): readonly Lack[] => {
  const thing: Thing =
    'permission' in need
      ? { kind: 'userPermission', name: need.permission }
      : { kind: 'object', sobject: need.object, access: need.access };
  const may = mayHold(world, user, thing);
  return may.says === 'no' ? may.lacks : [];
};

/** What is missing of a derived rule: of each part the first alternative that can be given. */
const judgeDerivedMissing = (one: Case, sobject: string, access: Access, level: Requirement['level']): Judgement => {
  const rule = derivedRules(sobject)?.[access];
  if (rule === undefined) return nobodyKnows(['NO_RULE']);
  if (typeof rule === 'string') return judge('impossible', 'ACCESS_NOT_SUPPORTED');
  const parts = 'mild' in rule ? [[{ permission: rule.mild }]] : rule;
  const isNeed = (need: Need | Box | Opening): need is Need => !('box' in need) && !('opened' in need);
  const isForGrants = (part: ReadonlyArray<Need | Box | Opening>): boolean => !part.some((need) => 'box' in need);
  const open = parts.filter((part) => part.every((need) => needIsMet(one.world, one.user, need).says === 'no'));
  const boxes = open.flat().flatMap((need) => ('box' in need ? [`userFlag:${need.box}`] : []));
  const missing = open.filter(isForGrants).map((part) => inPreference(one, part.filter(isNeed)));
  const canBeGiven = (need: Need): boolean => judgeNeed(one, need, level).status === 'unmet';
  const first = missing.map((part) => part.find((need) => canBeGiven(need) && !isUnnamedBlanket(one, need)));
  // What an answer lacked may be what tells that another part can never be given.
  const isObstacle = (need: Need | Box | Opening): boolean => {
    // A box can always be ticked by people, and a setting be opened.
    if ('box' in need || 'opened' in need) return false;
    if (isUnnamedBlanket(one, need)) return true;
    if ('permission' in need) return judgePermission(one, need.permission, false).status === 'impossible';
    const { status, codes } = judgeNeed(one, need, level);
    return status === 'impossible' || (status === 'unknown' && codes.includes('INCOMPLETE_ANSWER'));
  };
  const isDoubtful = (part: ReadonlyArray<Need | Box | Opening>): boolean => {
    const answer = oneOf(part.map((need) => needIsMet(one.world, one.user, need)));
    return answer.says === 'unknown' && answer.gaps.includes('INCOMPLETE_ROWS') && part.every(isObstacle);
  };
  const surely = missing.every((part) => part.some((need) => canBeGiven(need) && !isUnnamedBlanket(one, need)));
  if (surely && parts.some(isDoubtful)) return missingUnclear();
  if (first.every((need) => need !== undefined)) {
    const ids = first.map((need) => idOfNeed(one.world, need));
    const code = isConcluded(sobject)
      ? 'PROBABLY_MISSING'
      : boxes.length > 0
        ? 'USER_FLAG_MISSING'
        : 'DERIVED_PERMISSION_MISSING';
    return waitsToBeOpened(
      one.world,
      waitsFor(judge('unmet', code), ...ids, ...boxes),
      first.flatMap((need) => lacksOf(one, need)),
    );
  }
  // Where a part can surely not be given, or only by a blanket permission, nothing else matters.
  const perhaps = (need: Need): boolean => judgeNeed(one, need, level).missing === true && !isUnnamedBlanket(one, need);
  const good = (need: Need): boolean => canBeGiven(need) && !isUnnamedBlanket(one, need);
  if (missing.every((part) => part.some((need) => good(need) || perhaps(need)))) {
    const codes = missing
      .flat()
      .filter(perhaps)
      .flatMap((need) => judgeNeed(one, need, level).codes);
    return { ...missingUnclear(), codes };
  }
  // What no grant can give, people still can: they open the one setting or type.
  if (open.every((part) => part.some((need) => 'opened' in need)))
    return { ...judge('unmet', 'DERIVED_PERMISSION_MISSING'), blockedBy: null };
  // A rule that is only concluded gives no flat no.
  if (isConcluded(sobject)) return { ...judge('unknown', 'PROBABLY_IMPOSSIBLE'), blockedBy: null };
  const onlyBlanket = missing.every((part) => part.some(canBeGiven));
  return { ...judge('impossible', ...(onlyBlanket ? (['ONLY_BLANKET_PERMISSION'] as const) : [])), blockedBy: null };
};

const judgeRowMissing = (one: Case, sobject: string, access: Access, level: Requirement['level']): Judgement => {
  const { world, user, requirements } = one;
  // A permission that another rule names, at least as strictly, brings it along: one root cause, not two.
  const promised = permissionsGiving(access).filter((name) => {
    const rule = ruleFor(requirements, name);
    const asStrict = rule !== undefined && strictest([rule.level, level]) === rule.level;
    return asStrict && judgePermission(one, name, false).status === 'unmet';
  });
  if (promised.length > 0) {
    const ids = promised.map((permission) => idOfNeed(world, { permission }));
    return waitsFor(judge('unmet', 'COMES_WITH_MISSING_PERMISSION'), ...ids);
  }
  const mayBePromised = permissionsGiving(access).some((name) => {
    const rule = ruleFor(requirements, name);
    const asStrict = rule !== undefined && strictest([rule.level, level]) === rule.level;
    return asStrict && judgePermission(one, name, false).missing === true;
  });
  if (dropped(sobject, access)) return mayBePromised ? missingUnclear() : judge('impossible', 'ACCESS_NOT_SUPPORTED');
  const may = mayHold(world, user, { kind: 'object', sobject, access });
  if (may.says === 'unknown') return missingBut(may.gaps);
  if (isHopeless(may)) return mayBePromised ? missingUnclear() : judge('impossible', 'LICENSE_FORBIDS');
  return waitsToBeOpened(world, judge('unmet', 'OBJECT_PERMISSION_MISSING'), may.says === 'no' ? may.lacks : []);
};

/** What an object access would be judged as, were it missing: for what was not read to its end. */
export const judgeIfMissing = (
  one: Case,
  sobject: string,
  access: Access,
  level: Requirement['level'],
): Pick<Judgement, 'status' | 'codes'> => {
  const sort = sortOf(one.world, sobject);
  // Of what has no rule nobody says that it cannot be had, whatever licenses allow.
  if (sort === 'noRule') return judge('unmet');
  if (sort !== 'derived') return judgeRowMissing(one, sobject, access, level);
  const rule = derivedRules(sobject)?.[access];
  // What everybody has is never missing, and the same holds of a word that a rule says nothing of.
  if (rule === undefined || rule === 'always') return judge('unmet');
  const of = typeof rule === 'string' || 'mild' in rule ? [] : rule;
  const parts = of.map((part) => oneOf(part.map((need) => needIsMet(one.world, one.user, need))));
  // Whether an object that it follows can be given may be hidden as well, behind whatever hides that object.
  const isUnclear = (need: Need | Box | Opening): boolean =>
    'object' in need && judgeIfMissing(one, need.object, need.access, level).codes.includes('INCOMPLETE_ANSWER');
  const behind = of.some((part) => part.some(isUnclear)) ? (['INCOMPLETE_ROWS'] as const) : [];
  const hidden = parts.flatMap((part) => (part.says === 'unknown' ? part.gaps : []));
  const unread = hidden.length > 0 ? [...hidden, ...behind] : [];
  return unread.length > 0 && !parts.some(({ says }) => says === 'no')
    ? nobodyKnows(unread)
    : judgeDerivedMissing(one, sobject, access, level);
};

/** What is missing of an object that takes object permissions, and of what it takes beside. */
const judgeOrdinary = (one: Case, sobject: string, access: Access, level: Requirement['level']): Judgement => {
  const { world, user } = one;
  const without = lacksOfGiven(world, user, { kind: 'object', sobject, access });
  const ofRow = without ? withoutEffect(without) : judgeRowMissing(one, sobject, access, level);
  const permission = permissionBeside(sobject, access);
  if (permission === null) return ofRow;
  // Where nobody knows of the row, it is what lacks for sure that is told.
  const isHidden = sortOf(world, sobject) === 'hidden';
  const row = rowAccess(world, user, sobject, access);
  const mayBeThere = isHidden || row.says !== 'no';
  const isThere = mayBeThere && !without;
  const beside = judgePermission(one, permission, false);
  if (!isThere && (ofRow.status !== 'unmet' || beside.status === 'met' || beside.status === 'unknown')) return ofRow;
  if (beside.status !== 'unmet') {
    // Why nobody knows of the row is a reason as well.
    const ofUnknownRow = row.says === 'unknown' && beside.codes.length > 0 ? nobodyKnows(row.gaps).codes : [];
    return { ...beside, codes: [...beside.codes, ...ofUnknownRow], blockedBy: null };
  }
  const id = idOfNeed(world, { permission });
  const missing = isThere ? judge('unmet', 'PERMISSION_BESIDE_MISSING') : ofRow;
  // What comes with a permission of its own waits for that one, which names what has to come first.
  const lacks = ofRow.codes.includes('COMES_WITH_MISSING_PERMISSION') && !isThere ? [] : lacksOf(one, { permission });
  const both = waitsToBeOpened(world, missing, lacks);
  return {
    ...both,
    // Given without effect, it is told by its own finding what has to come first.
    codes: [
      ...both.codes,
      ...((without && !isThere) || lacksOfGiven(world, user, { kind: 'userPermission', name: permission })
        ? missing.codes
        : []),
      ...(isHidden && without ? (['PERMISSION_BESIDE_MISSING'] as const) : []),
    ],
    blockedBy: both.blockedBy && [
      ...both.blockedBy.map((ids) => [...ids, id]),
      // Of an object that was not looked up nobody knows whether it is given, so what that would wait for may be left out.
      ...(isHidden && without ? [[...lacks.flat(), id]] : []),
    ],
  };
};

/** One word of object access, with the minimum that the rule names. */
export const judgeObject = (
  one: Case,
  sobject: string,
  access: Access,
  minimum: readonly Access[],
  level: Requirement['level'],
  ifPresent: boolean,
): Judgement => {
  const { world, user } = one;
  const sort = sortOf(world, sobject);
  if (sort === 'missing')
    return ifPresent ? judge('notApplicable', 'NOT_IN_THIS_ORG') : judge('impossible', 'NO_SUCH_OBJECT');
  const answer = objectAccess(world, user, sobject, access);
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  if (answer.says === 'yes') {
    return met(
      answer.by,
      ...(derivedRules(sobject)?.[access] === 'always' && sort === 'derived'
        ? (['ALWAYS_ALLOWED'] as const)
        : (['GRANTED', 'GRANTED_BUT_MORE_NEEDED'] as const)),
    );
  }
  const missing =
    sort === 'derived' ? judgeDerivedMissing(one, sobject, access, level) : judgeOrdinary(one, sobject, access, level);
  // Only what is known to be missing weakens.
  const weakens = minimum.length > 0 && !minimum.includes(access) && missing.status !== 'unknown';
  const least = weakens ? minimum.map((word) => objectAccess(world, user, sobject, word)) : [];
  // Whether it stops the integration or weakens it is not known either.
  const hidden = least.flatMap((word) => (word.says === 'unknown' ? word.gaps : []));
  if (
    hidden.some((reason) => reason !== 'NO_RULE' && reason !== 'RULE_CONTESTED') &&
    least.every(({ says }) => says !== 'no')
  )
    return nobodyKnows(hidden);
  const minimumIsThere = weakens && least.every(({ says }) => says === 'yes');
  return minimumIsThere
    ? {
        ...missing,
        status: 'degraded',
        codes: ['MINIMUM_HELD', 'LICENSE_FIRST'],
        blockedBy: null,
        never: missing.status === 'impossible',
      }
    : missing;
};

/** APIs need API Enabled; the Metadata API needs one of two more (design, section 4). */
export const judgeApi = (one: Case, api: Api): Judgement => {
  const { world, user } = one;
  const parts = api === 'metadata' ? [['ApiEnabled'], ['ModifyMetadata', 'ModifyAllData']] : [['ApiEnabled']];
  const answers = parts.map((names) => oneOf(names.map((name) => hasPermission(world, user, name))));
  const answer = allOf(answers);
  const allowed = { tooling: 'TOOLING_API_ALLOWED', soap: 'SOAP_API_ALLOWED' } as const;
  if (answer.says === 'yes') return met(answer.by, api === 'tooling' || api === 'soap' ? allowed[api] : 'API_ALLOWED');
  if (answer.says === 'unknown') return nobodyKnows(answer.gaps);
  // Of the permissions that would do, the narrow one comes first.
  const missing = parts.filter((_, index) => answers[index]?.says === 'no');
  const bars = missing.map((names) =>
    names
      .filter((permission) => !isUnnamedBlanket(one, { permission }))
      .map((permission) => judgePermission(one, permission, false)),
  );
  const first = missing.map((names) =>
    names.find(
      (permission) =>
        judgePermission(one, permission, false).status === 'unmet' && !isUnnamedBlanket(one, { permission }),
    ),
  );
  if (!first.every((name) => name !== undefined)) {
    const mayDo = bars.every((part) => part.some((one) => one.missing === true || one.status === 'unmet'));
    const unclear = bars.flat().filter(({ missing: isMissing }) => isMissing === true);
    return mayDo
      ? { ...missingUnclear(), codes: unclear.flatMap(({ codes }) => codes) }
      : { ...judge('impossible'), blockedBy: null };
  }
  const needs = first.map((permission) => ({ permission }));
  const ids = needs.map((need) => idOfNeed(world, need));
  return waitsToBeOpened(
    world,
    waitsFor(judge('unmet', 'API_BLOCKED'), ...ids),
    needs.flatMap((need) => lacksOf(one, need)),
  );
};
