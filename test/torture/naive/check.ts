/** The second evaluation: every need of a definition against the world, one user, and what follows for the whole. */
import type { Grantor } from './answers.js';
import { entityOf, hasPermission, objectAccess } from './access.js';
import { expand, fits, idOf, merge, strictest } from './definition.js';
import type { Authentication, Phase, Requirement, Rule, Wanted } from './definition.js';
import { isConcluded } from './derived.js';
import { judge, met, nobodyKnows } from './judgement.js';
import type { Conclusion, Judgement, Status } from './judgement.js';
import { beforePermissions, judgeField, judgeHistory, neverWritten } from './judgeField.js';
import { judgeApi, judgeForbidden, judgeObject, judgePermission } from './judgePermission.js';
import type { Case } from './judgePermission.js';
import { judgeOnProfile, judgeSetup, oneOfNames, spelledApp, spelledSet, spelledSetup } from './judgeSetup.js';
import { concludeLifter } from './openers.js';
import { spelled } from './world.js';
import type { Field, User, World } from './world.js';

const matchingFields = (world: World, { sobject, field }: Extract<Wanted, { kind: 'field' }>): readonly Field[] =>
  (entityOf(world, sobject)?.fields ?? []).filter(
    ({ name }) => fieldNames(world, sobject).includes(name) && fits(field, name),
  );

const fieldNames = (world: World, sobject: string): string[] =>
  world.gaps[`fields:${entityOf(world, sobject)?.name ?? ''}`] === undefined
    ? (entityOf(world, sobject)?.fields ?? []).map(({ name }) => name)
    : [];

/** A need with the names as the org spells them, where it could be asked (design, section 4). */
const asSpelled = (world: World, wanted: Wanted): Wanted => {
  const object = (name: string): string =>
    world.gaps['entities'] === undefined
      ? spelled(
          world.entities.map((entity) => entity.name),
          name,
        )
      : name;
  switch (wanted.kind) {
    case 'userPermission': {
      const known = [
        ...(world.gaps['permissionSetColumns'] === undefined ? world.setPermissions : []),
        ...(world.gaps['profileColumns'] === undefined ? [...world.setPermissions, ...world.profilePermissions] : []),
      ];
      return { ...wanted, name: spelled(known, wanted.name) };
    }
    case 'object':
    case 'automation':
    case 'recordVisibility':
      return { ...wanted, sobject: object(wanted.sobject) };
    case 'permissionSetAssigned':
      return { ...wanted, name: spelledSet(world, wanted.name) };
    case 'customPermission':
    case 'apexClass':
      return { ...wanted, name: spelledSetup(world, wanted.kind, wanted.name) };
    case 'connectedApp':
      return { ...wanted, name: spelledApp(world, wanted.name) };
    case 'field':
      return {
        ...wanted,
        sobject: object(wanted.sobject),
        field: spelled(fieldNames(world, wanted.sobject), wanted.field),
      };
    case 'historyTracking':
      return {
        ...wanted,
        sobject: object(wanted.sobject),
        field: wanted.field === null ? null : spelled(fieldNames(world, wanted.sobject), wanted.field),
      };
    case 'picklistValue': {
      const [sobject = '', field = ''] = wanted.field.split('.');
      return { ...wanted, field: `${object(sobject)}.${spelled(fieldNames(world, sobject), field)}` };
    }
    default:
      return wanted;
  }
};

/** The objects that take object permissions, as the org lists them: some of them it does not have (fact X1). */
const offered = (world: World): string[] =>
  world.gaps['permissionableObjects'] === undefined
    ? [
        ...world.entities.filter((one) => one.takesObjectPermissions).map(({ name }) => name),
        ...world.setup.offeredOnly,
      ]
    : [];

/**
 * A pattern becomes one need for each object or field that it fits; where none fits, or nobody knows them, it stays. Nobody asked
 * for one of these objects by its name, so that one which the org only offers is no mistake.
 */
const widened = (world: World, requirement: Requirement): Requirement[] => {
  const { wanted } = requirement;
  if (wanted.kind === 'object' && wanted.sobject.includes('*')) {
    const objects = offered(world).filter((name) => fits(wanted.sobject, name));
    return objects.length === 0
      ? [requirement]
      : objects.map((sobject) => ({ ...requirement, wanted: { ...wanted, sobject }, ifPresent: true }));
  }
  if (wanted.kind !== 'field' || !wanted.field.includes('*')) return [requirement];
  const matching = matchingFields(world, wanted)
    .filter((field) => wanted.editableOnly !== true || !neverWritten(field))
    .map(({ name }) => name);
  if (matching.length === 0) return [requirement];
  return matching.map((field) => ({ ...requirement, wanted: { ...wanted, field } }));
};

/** The needs as this org names them, each once. */
export const needsHere = (world: World, requirements: readonly Requirement[]): Requirement[] =>
  merge(
    requirements
      .flatMap((requirement) => widened(world, requirement))
      .map((requirement) => ({ ...requirement, wanted: asSpelled(world, requirement.wanted) })),
  );

/** A pattern that was not widened: no such field, or nobody knows. */
const judgePattern = (
  world: World,
  wanted: Extract<Wanted, { kind: 'field' }>,
  { ifPresent, forbid }: Requirement,
): Judgement => {
  const { sobject } = wanted;
  const entity = entityOf(world, sobject);
  if (!entity && world.gaps['entities'] !== undefined) return judge('unknown', 'NOT_READABLE');
  if (!entity && ifPresent) return judge('notApplicable', 'NOT_IN_THIS_ORG');
  if (!entity) return forbid ? judge('met', 'NOT_HELD') : judge('impossible', 'NO_SUCH_OBJECT');
  const gap = world.gaps[`fields:${entity.name}`];
  if (gap !== undefined) return nobodyKnows([gap]);
  return judge('notApplicable', matchingFields(world, wanted).length === 0 ? 'NO_MATCHING_FIELD' : 'NO_EDITABLE_FIELD');
};

/** A pattern of objects that reaches none, or nobody knows which take object permissions. */
const judgeObjectPattern = ({ gaps }: World): Judgement => {
  const gap = gaps['permissionableObjects'];
  return gap === undefined ? judge('notApplicable', 'NO_MATCHING_OBJECT') : nobodyKnows([gap]);
};

/** In these worlds nobody has read what runs when records are saved. */
const judgeAutomation = (world: World, sobject: string, ifPresent: boolean): Judgement => {
  if (world.gaps['entities'] !== undefined || entityOf(world, sobject)) return judge('unknown', 'NOT_READABLE');
  return ifPresent ? judge('notApplicable', 'NOT_IN_THIS_ORG') : judge('impossible', 'NO_SUCH_OBJECT');
};

/** Nor what values a picklist has: only that there is no such field can be said. */
const judgePicklist = (world: World, objectField: string, ifPresent: boolean): Judgement => {
  const [sobject = '', field = ''] = objectField.split('.');
  return beforePermissions(world, sobject, field, ifPresent) ?? judge('unknown', 'NOT_READABLE');
};

/** A member of a choice is as good as the worst of what it needs; what the org does not have is no obstacle. */
const ofMember = (judgements: readonly Judgement[]): Status => {
  const has = (status: Status): boolean => judgements.some((one) => one.status === status);
  if (has('impossible') || judgements.some(({ never }) => never)) return 'impossible';
  if (has('unmet') || has('degraded') || judgements.some(({ missing }) => missing)) return 'unmet';
  if (has('unknown')) return 'unknown';
  return judgements.every(({ status }) => status === 'notApplicable') ? 'notApplicable' : 'met';
};

/** Met when one member is wholly met; unknown beats unmet beats impossible (design, section 3). */
const judgeChoice = (one: Case, members: ReadonlyArray<readonly Requirement[]>): Judgement => {
  const judged = members.map((member) =>
    needsHere(one.world, member).map((requirement) => judgeRequirement(one, requirement)),
  );
  const statuses = judged.map(ofMember);
  const first = statuses.indexOf('met');
  if (first >= 0) {
    const by: readonly Grantor[] = (judged[first] ?? []).flatMap((judgement) => judgement.by);
    return met(by, 'ALTERNATIVE_MET');
  }
  if (statuses.includes('unknown')) return { ...judge('unknown'), blockedBy: null };
  const unmet = judged.filter((_, at) => statuses[at] === 'unmet');
  // What was not read to its end may be impossible, and with it the last way that is left.
  const isSure = (member: readonly Judgement[]): boolean =>
    !member.some(
      ({ status, codes, missing }) =>
        // Of a field whose object may be hopeless any reason may be told.
        status === 'unknown' && (codes.includes('INCOMPLETE_ANSWER') || (missing === true && codes.length === 0)),
    );
  if (unmet.length > 0)
    return unmet.some(isSure)
      ? { ...judge('unmet', 'NO_ALTERNATIVE_MET'), blockedBy: null }
      : { ...judge('unknown'), blockedBy: null };
  if (statuses.includes('impossible')) return { ...judge('impossible', 'NO_ALTERNATIVE_POSSIBLE'), blockedBy: null };
  return judge('notApplicable');
};

export const judgeRequirement = (one: Case, requirement: Requirement): Judgement => {
  const { world, user } = one;
  const { wanted, ifPresent, forbid, level } = requirement;
  switch (wanted.kind) {
    case 'userPermission': {
      if (wanted.on === 'profile' && !forbid) return judgeOnProfile(one, wanted.name, ifPresent);
      const judged = judgePermission(one, wanted.name, ifPresent);
      return forbid && judged.status !== 'notApplicable'
        ? judgeForbidden(hasPermission(world, user, wanted.name))
        : judged;
    }
    case 'object': {
      if (wanted.sobject.includes('*')) return judgeObjectPattern(world);
      const judged = judgeObject(one, wanted.sobject, wanted.access, wanted.minimum, level, ifPresent);
      return forbid && judged.status !== 'notApplicable'
        ? judgeForbidden(
            objectAccess(world, user, wanted.sobject, wanted.access),
            isConcluded(wanted.sobject) && judged.codes[0] !== 'NO_SUCH_OBJECT',
          )
        : judged;
    }
    case 'field':
      return wanted.field.includes('*')
        ? judgePattern(world, wanted, requirement)
        : judgeField(one, wanted, requirement);
    case 'historyTracking':
      return judgeHistory(one, wanted.sobject, wanted.field, ifPresent);
    case 'api':
      return judgeApi(one, wanted.api);
    case 'picklistValue':
      return judgePicklist(world, wanted.field, ifPresent);
    case 'automation':
      return judgeAutomation(world, wanted.sobject, ifPresent);
    case 'anyOf':
      return judgeChoice(one, wanted.members);
    case 'profile':
    case 'userLicense':
      if (forbid) return judgeForbidden(oneOfNames(world, user, wanted));
      return judgeOther(one, requirement);
    default:
      return judgeOther(one, requirement);
  }
};

const judgeOther = (one: Case, requirement: Requirement): Judgement => {
  const judged = judgeSetup(one, requirement);
  if (!judged) throw new Error(`nobody judges ${requirement.wanted.kind}`);
  return judged;
};

/** Needs that every user has, whatever the definition says. */
const judgeUser = ({ world, user }: Case): Conclusion[] => {
  const frozenGap = world.gaps['frozen'];
  const frozen: Conclusion =
    frozenGap !== undefined
      ? { ...nobodyKnows([frozenGap]), id: 'user:notFrozen', level: 'recommended' }
      : {
          ...(user.frozen ? judge('unmet', 'USER_FROZEN') : judge('met', 'USER_NOT_FROZEN')),
          id: 'user:notFrozen',
          level: 'required',
        };
  const administrator = hasPermission(world, user, 'ModifyAllData');
  const named = !user.unnamed || administrator.says === 'no';
  return [
    {
      ...(user.active ? judge('met', 'USER_ACTIVE') : judge('unmet', 'USER_INACTIVE')),
      id: 'user:active',
      level: 'required',
    },
    frozen,
    { ...(named ? judge('met', 'USER_NAMED') : judge('unknown')), id: 'user:named', level: 'required' },
  ];
};

const byId = (a: Conclusion, b: Conclusion): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Everything that is to be said about one user, but for what opens something else (`openers.ts`); sorted by id. */
export const conclude = (
  world: World,
  user: User,
  rules: readonly Rule[],
  authentication: Authentication,
  phases: readonly Phase[] = [],
): Conclusion[] => concludeNeeds(world, user, expand(rules, authentication, phases));

/** The same about needs that are taken together already. */
export const concludeNeeds = (world: World, user: User, needs: readonly Requirement[]): Conclusion[] => {
  const requirements = needsHere(world, needs);
  const one: Case = { world, user, requirements };
  const lifter = concludeLifter(world, user, requirements);
  const own = requirements.map((requirement): Conclusion => ({
    ...judgeRequirement(one, requirement),
    id: idOf(requirement),
    level: requirement.level,
    ...(requirement.wanted.kind === 'anyOf' ? { members: requirement.wanted.members.flat().map(idOf) } : {}),
  }));
  // A license that a rule names as well is told once: as the stricter of the two has it.
  const isStricter = (first: Conclusion, second: Conclusion): boolean =>
    first.level !== second.level && strictest([first.level, second.level]) === first.level;
  const isTold = (told: Conclusion, others: readonly Conclusion[], orEqual: boolean): boolean => {
    const other = others.find(({ id }) => id === told.id);
    return other === undefined || (orEqual ? !isStricter(other, told) : isStricter(told, other));
  };
  return [
    ...judgeUser(one),
    ...lifter.filter((told) => isTold(told, own, false)),
    ...own.filter((told) => isTold(told, lifter, true)),
  ].sort(byId);
};

/** The exit code (design, section 5): something missing beats something unknown. */
export const exitCodeFor = (conclusions: readonly Conclusion[], failOn: 'required' | 'recommended'): 0 | 1 | 3 => {
  const counted = conclusions.filter(
    ({ level }) => level === 'required' || (failOn === 'recommended' && level === 'recommended'),
  );
  const failing: readonly Status[] =
    failOn === 'recommended' ? ['unmet', 'impossible', 'degraded'] : ['unmet', 'impossible'];
  if (counted.some(({ status }) => failing.includes(status))) return 1;
  return counted.some(({ status }) => status === 'unknown') ? 3 : 0;
};
