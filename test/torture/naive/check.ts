/** The second evaluation: every need of a definition against the world, one user, and what follows for the whole. */
import type { Grantor } from './answers.js';
import { entityOf, hasPermission, objectAccess } from './access.js';
import { expand, fits, idOf, merge } from './definition.js';
import type { Authentication, Requirement, Rule, Wanted } from './definition.js';
import { isConcluded } from './derived.js';
import { judge, met, nobodyKnows } from './judgement.js';
import type { Conclusion, Judgement, Status } from './judgement.js';
import { beforePermissions, judgeField, judgeHistory } from './judgeField.js';
import { judgeApi, judgeForbidden, judgeObject, judgePermission } from './judgePermission.js';
import type { Case } from './judgePermission.js';
import { concludeLifter } from './openers.js';
import { spelled } from './world.js';
import type { User, World } from './world.js';

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
      return { ...wanted, sobject: object(wanted.sobject) };
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

/** A pattern becomes one need for each field that it fits; where none fits, or nobody knows the fields, it stays. */
const widened = (world: World, requirement: Requirement): Requirement[] => {
  const { wanted } = requirement;
  if (wanted.kind !== 'field' || !wanted.field.includes('*')) return [requirement];
  const matching = fieldNames(world, wanted.sobject).filter((name) => fits(wanted.field, name));
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
const judgePattern = (world: World, sobject: string, { ifPresent, forbid }: Requirement): Judgement => {
  const entity = entityOf(world, sobject);
  if (!entity && world.gaps['entities'] !== undefined) return judge('unknown', 'NOT_READABLE');
  if (!entity && ifPresent) return judge('notApplicable', 'NOT_IN_THIS_ORG');
  if (!entity) return forbid ? judge('met', 'NOT_HELD') : judge('impossible', 'NO_SUCH_OBJECT');
  const gap = world.gaps[`fields:${entity.name}`];
  return gap === undefined ? judge('notApplicable', 'NO_MATCHING_FIELD') : nobodyKnows([gap]);
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
      const judged = judgePermission(one, wanted.name, ifPresent);
      return forbid && judged.status !== 'notApplicable'
        ? judgeForbidden(hasPermission(world, user, wanted.name))
        : judged;
    }
    case 'object': {
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
        ? judgePattern(world, wanted.sobject, requirement)
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
  }
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
): Conclusion[] => {
  const requirements = needsHere(world, expand(rules, authentication));
  const one: Case = { world, user, requirements };
  return [
    ...judgeUser(one),
    ...concludeLifter(world, user, requirements),
    ...requirements.map((requirement) => ({
      ...judgeRequirement(one, requirement),
      id: idOf(requirement),
      level: requirement.level,
    })),
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
