import { keyOf } from '../platform/names.js';
import type { AccessSnapshot, InspectedUser } from '../access/snapshot.js';
import { matchesPattern } from '../definition/contradictions.js';
import type { Need, ObjectAccess, Requirement } from '../definition/requirement.js';
import { evaluateApi } from './api.js';
import { contextOf, fieldsOf, spelledObject, spelledPermission } from './context.js';
import type { Context } from './context.js';
import { evaluateField } from './field.js';
import { unreadable, verdict } from './finding.js';
import type { Finding, Status, Verdict } from './finding.js';
import { evaluateHistoryTracking } from './historyTracking.js';
import { integrationPermissionSetLicense } from '../platform/integrationLicense.js';
import { evaluateLicense } from './license.js';
import { absentObject, evaluateObject, notRead, objectPresence } from './object.js';
import { evaluateUser } from './user.js';
import { evaluateUserPermission } from './userPermission.js';

const settled: ReadonlySet<Status> = new Set<Status>(['met', 'notApplicable']);
const missing: ReadonlySet<Status> = new Set<Status>(['impossible', 'unmet', 'degraded']);

/** Missing, but outside the rule's minimum while all of the minimum is there. */
const weaken = (
  context: Context,
  need: Extract<Need, { kind: 'object' }>,
  { ifPresent, level }: Requirement,
  result: Verdict,
): Verdict => {
  if (!missing.has(result.status) || need.minimum.length === 0 || need.minimum.includes(need.access)) return result;
  const held = (access: ObjectAccess): boolean =>
    evaluateObject(context, need.sobject, access, ifPresent, level).status === 'met';
  return need.minimum.every(held)
    ? {
        ...result,
        ...(result.status === 'impossible' ? { never: true as const } : {}),
        status: 'degraded',
        code: 'MINIMUM_HELD',
        args: [...result.args.slice(0, 2), need.minimum.join(', ')],
      }
    : result;
};

type AnyOf = Extract<Need, { kind: 'anyOf' }>;

/**
 * Ids of what has to be granted for a finding: for a part of an address the field that carries it (fact C4), for a field
 * that waits for its object that object, as it may take no field permissions at all.
 */
const blockersOf = ({ id, code, args, blockedBy }: Finding): readonly string[] => {
  if (code === 'FIELD_PERMISSION_MISSING') return [`field:${args[2] ?? ''}:${args[1] ?? ''}`, ...blockedBy];
  return code.startsWith('BLOCKED_BY_OBJECT') ? blockedBy : [id];
};

const isImpossible = ({ status, never }: Finding): boolean => status === 'impossible' || never === true;

/** Met when one member is wholly met; unknown beats unmet beats impossible. */
const evaluateAnyOf = (context: Context, need: AnyOf): Verdict => {
  const members = need.members.map((member) =>
    member.flatMap((requirement) => evaluateRequirement(context, requirement)),
  );
  const met = members.find((m) => m.every((f) => settled.has(f.status)) && m.some((f) => f.status === 'met'));
  if (met) {
    return verdict('met', 'ALTERNATIVE_MET', [met.map((f) => f.id).join(' + ')], {
      grantedBy: met.flatMap((f) => f.grantedBy),
    });
  }
  const all = members.flat();
  if (all.length > 0 && all.every((f) => f.status === 'notApplicable')) {
    return verdict('notApplicable', 'NOT_IN_THIS_ORG', [need.name]);
  }
  // A member that does not apply in this org is no alternative here.
  const possible = members.filter((member) => member.some((f) => f.status !== 'notApplicable'));
  // One in which nothing is surely missing may be the one that is met.
  const unclear = possible
    .find((member) => !member.some((f) => missing.has(f.status)))
    ?.find((f) => f.status === 'unknown');
  if (unclear) return { ...unclear, status: 'unknown', grantedBy: [], blockedBy: [unclear.id] };
  const options = possible.map((m, i) => `(${i + 1}) ${m.map((f) => f.id).join(' and ')}`).join(', ');
  const preferred = possible.find((m) => !m.some(isImpossible));
  return preferred
    ? verdict('unmet', 'NO_ALTERNATIVE_MET', [options], {
        blockedBy: [...new Set(preferred.filter((f) => !settled.has(f.status)).flatMap(blockersOf))],
      })
    : verdict('impossible', 'NO_ALTERNATIVE_POSSIBLE', [options]);
};

/** A forbidden thing: held is unmet and manual, anything else that is known is fine; what is not here does not apply. */
const forbidden = (result: Verdict, subject: string): Verdict => {
  if (result.status === 'unknown' || result.status === 'notApplicable') return result;
  return result.status === 'met'
    ? verdict('unmet', 'FORBIDDEN_HELD', [subject], { grantedBy: result.grantedBy })
    : verdict('met', 'NOT_HELD', [subject]);
};

const withoutNot = (id: string): string => id.slice('not:'.length);

const isPattern = (field: string): boolean => field.includes('*');

type FieldNeed = Extract<Need, { kind: 'field' }>;

/** A pattern becomes one requirement per existing field; none matching is `notApplicable`. */
const expandPattern = (context: Context, requirement: Requirement, need: FieldNeed): Finding[] => {
  const object = spelledObject(context.schema, need.sobject);
  const id = spelledId(context, requirement);
  const asOne = (result: Verdict): Finding[] => [
    toFinding(requirement, id, requirement.forbid ? forbidden(result, withoutNot(id)) : result),
  ];
  if (objectPresence(context, need.sobject) === 'absent') return asOne(absentObject(object, requirement.ifPresent));
  const fields = fieldsOf(context.schema, need.sobject);
  if (!fields) return asOne(notRead(`${object}.${need.field}`));
  if (!fields.known) return asOne(unreadable(`${object}.${need.field}`, fields.gap));
  const found = [...fields.value.values()].filter((field) => matchesPattern(need.field, field.name));
  if (found.length === 0) return asOne(verdict('notApplicable', 'NO_MATCHING_FIELD', [`${object}.${need.field}`]));
  return found.flatMap((field) =>
    evaluateRequirement(context, { ...requirement, need: { ...need, field: field.name } }),
  );
};

const judge = (context: Context, requirement: Requirement): Verdict => {
  const { need, ifPresent, level } = requirement;
  switch (need.kind) {
    case 'userPermission':
      return evaluateUserPermission(context, need.name, ifPresent);
    case 'object':
      return weaken(context, need, requirement, evaluateObject(context, need.sobject, need.access, ifPresent, level));
    case 'field':
      return evaluateField(context, need.sobject, need.field, need.access, ifPresent, level);
    case 'historyTracking':
      return evaluateHistoryTracking(context, need.sobject, need.field, need.suggestedFields, ifPresent);
    case 'api':
      return evaluateApi(context, need.api);
    case 'anyOf':
      return evaluateAnyOf(context, need);
    case 'automation':
    case 'picklistValue': {
      const sobject = spelledObject(context.schema, need.sobject);
      return objectPresence(context, need.sobject) === 'absent'
        ? absentObject(sobject, ifPresent)
        : verdict('unknown', 'NOT_EVALUATED', [need.kind, sobject]);
    }
  }
};

/** The id as the org spells the names. */
const spelledId = (context: Context, { id, need, forbid }: Requirement): string => {
  const not = forbid ? 'not:' : '';
  const field = (sobject: string, name: string): string => {
    const fields = fieldsOf(context.schema, sobject);
    const found = fields?.known ? fields.value.get(keyOf(name)) : undefined;
    return `${spelledObject(context.schema, sobject)}.${found?.name ?? name}`;
  };
  switch (need.kind) {
    case 'userPermission':
      return `${not}userPermission:${spelledPermission(context.schema, need.name)}`;
    case 'object':
      return `${not}object:${spelledObject(context.schema, need.sobject)}:${need.access}`;
    case 'field':
      return `${not}field:${field(need.sobject, need.field)}:${need.access}`;
    case 'historyTracking':
      return need.field === undefined
        ? `historyTracking:${spelledObject(context.schema, need.sobject)}`
        : `historyTracking:${field(need.sobject, need.field)}`;
    case 'automation':
      return `automation:${spelledObject(context.schema, need.sobject)}`;
    case 'picklistValue':
    case 'api':
    case 'anyOf':
      return id;
  }
};

const toFinding = (requirement: Requirement, id: string, result: Verdict): Finding => ({
  ...result,
  id,
  kind: requirement.need.kind,
  level: requirement.level,
  because: requirement.because,
});

const evaluateRequirement = (context: Context, requirement: Requirement): Finding[] => {
  const { need } = requirement;
  if (need.kind === 'field' && isPattern(need.field)) return expandPattern(context, requirement, need);
  const id = spelledId(context, requirement);
  const result = judge(context, requirement);
  return [toFinding(requirement, id, requirement.forbid ? forbidden(result, withoutNot(id)) : result)];
};

const rank: Readonly<Record<Requirement['level'], number>> = { required: 0, recommended: 1, optional: 2 };

/** A pattern may reach a field that another rule names: one finding then, with the stricter level and all reasons. */
const merge = (findings: readonly Finding[]): Finding[] => {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const key = keyOf(finding.id);
    const other = byId.get(key);
    byId.set(
      key,
      other
        ? {
            ...(rank[finding.level] < rank[other.level] ? finding : other),
            because: [...new Set([...other.because, ...finding.because])],
          }
        : finding,
    );
  }
  return [...byId.values()];
};

/** Sorted by id as plain text, so that output does not depend on anybody's locale. */
const byId = (a: Finding, b: Finding): number => (a.id < b.id ? -1 : 1);

/**
 * Every requirement of one integration for one user, with its status. Findings come sorted by id; the order of
 * requirements, sources and rows does not matter.
 */
export const evaluate = (
  requirements: readonly Requirement[],
  snapshot: AccessSnapshot,
  user: InspectedUser,
): Finding[] => {
  const context = contextOf(snapshot, user, requirements);
  const license = evaluateLicense(context, requirements);
  const licenseFinding: Finding[] = license
    ? [
        {
          ...license.verdict,
          id: `license:${integrationPermissionSetLicense}`,
          kind: 'license',
          // Hidden license: whether it applies at all is not known. Like the frozen user, recommended and unknown then.
          level: user.userLicense === '' ? 'recommended' : license.level,
          because: [],
        },
      ]
    : [];
  const own = requirements.flatMap((requirement) => evaluateRequirement(context, requirement));
  return [...evaluateUser(context), ...licenseFinding, ...merge(own)].sort(byId);
};
