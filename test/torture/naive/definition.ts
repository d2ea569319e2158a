/** Rules as a definition writes them → what is needed, one entry for each need (design, sections 3 and 4). */
import { restsOn } from './holdings.js';
import { same } from './world.js';
import type { Access, Flag } from './world.js';

export type Level = 'required' | 'recommended' | 'optional';
export type Authentication = 'oauth' | 'usernamePassword';
export type Phase = 'install' | 'connect' | 'upgrade';
export type Api =
  | ('rest' | 'soql' | 'search' | 'composite' | 'bulk2' | 'metadata' | 'tooling' | 'soap')
  | ('bulk' | 'streaming' | 'pubsub' | 'graphql' | 'apexRest');

/** What may stand beside any rule, members of a choice included. */
type Beside = { readonly because?: string; readonly ifPresent?: boolean };

export type MemberRule = Beside &
  (
    | { readonly userPermission: readonly string[]; readonly forbid?: boolean; readonly on?: 'profile' }
    | {
        readonly object: readonly string[];
        readonly access?: readonly Access[];
        readonly minimum?: readonly Access[];
        readonly forbid?: boolean;
      }
    | {
        readonly field: readonly string[];
        readonly access?: ReadonlyArray<'read' | 'edit'>;
        readonly standardized?: boolean;
        readonly editableOnly?: boolean;
        readonly forbid?: boolean;
      }
    | {
        readonly historyTracking: string;
        readonly fields?: readonly string[];
        readonly suggestedFields?: readonly string[];
      }
    | { readonly api: readonly Api[] }
    | { readonly picklistValue: string; readonly value: string }
    | { readonly automation: readonly string[]; readonly onFields?: readonly string[] }
    | { readonly permissionSetAssigned: readonly string[] }
    | { readonly permissionSetLicense: readonly string[] }
    | { readonly userLicense: readonly string[]; readonly forbid?: boolean }
    | { readonly profile: readonly string[]; readonly forbid?: boolean }
    | { readonly userFlag: readonly Flag[] }
    | { readonly customPermission: readonly string[] }
    | { readonly apexClass: readonly string[] }
    | { readonly connectedApp: readonly string[] }
    | { readonly package: string; readonly seat?: boolean }
    | { readonly recordVisibility: readonly string[] }
    | { readonly manual: string; readonly name: string }
  );

/** A member of a choice: one rule, or several that are met together. */
export type Member = MemberRule | (Beside & { readonly allOf: readonly MemberRule[] });

/** A rule as it stands in the file. */
export type Rule = (MemberRule | (Beside & { readonly anyOf: readonly Member[]; readonly name: string })) & {
  readonly level?: Level;
  readonly inferred?: boolean;
  readonly when?: { readonly authentication?: Authentication; readonly phase?: Phase };
};

/** The rule, and those that it is made of. */
export const everyRule = (rule: Rule | Member): ReadonlyArray<Rule | Member> => [
  rule,
  ...('anyOf' in rule ? rule.anyOf.flatMap(everyRule) : []),
  ...('allOf' in rule ? rule.allOf : []),
];

/** Kinds of which one name says all. */
export type Named =
  | ('permissionSetAssigned' | 'permissionSetLicense' | 'customPermission' | 'apexClass' | 'connectedApp')
  | ('manual' | 'parameter');

export type Wanted =
  | { readonly kind: 'userPermission'; readonly name: string; readonly on?: 'profile' | undefined }
  | { readonly kind: 'object'; readonly sobject: string; readonly access: Access; readonly minimum: readonly Access[] }
  | {
      readonly kind: 'field';
      readonly sobject: string;
      readonly field: string;
      readonly access: 'read' | 'edit';
      readonly editableOnly?: boolean | undefined;
    }
  | { readonly kind: 'historyTracking'; readonly sobject: string; readonly field: string | null }
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'picklistValue'; readonly field: string; readonly value: string }
  | { readonly kind: 'automation'; readonly sobject: string }
  | { readonly kind: Named; readonly name: string }
  | { readonly kind: 'userLicense' | 'profile'; readonly names: readonly string[] }
  | { readonly kind: 'userFlag'; readonly flag: Flag }
  | { readonly kind: 'package'; readonly namespace: string; readonly seat: boolean }
  | { readonly kind: 'recordVisibility'; readonly sobject: string }
  | { readonly kind: 'anyOf'; readonly name: string; readonly members: ReadonlyArray<readonly Requirement[]> };

/** One need with what the rules say about it. */
export type Requirement = {
  readonly wanted: Wanted;
  readonly level: Level;
  readonly because: readonly string[];
  readonly ifPresent: boolean;
  readonly forbid: boolean;
};

/** The id of a need (design, section 4). */
export const idOf = ({ wanted, forbid }: Pick<Requirement, 'wanted' | 'forbid'>): string => {
  const not = forbid ? 'not:' : '';
  switch (wanted.kind) {
    case 'userPermission':
      return `${not}userPermission:${wanted.name}`;
    case 'object':
      return `${not}object:${wanted.sobject}:${wanted.access}`;
    case 'field':
      return `${not}field:${wanted.sobject}.${wanted.field}:${wanted.access}`;
    case 'historyTracking':
      return `historyTracking:${wanted.sobject}${wanted.field === null ? '' : `.${wanted.field}`}`;
    case 'api':
      return `api:${wanted.api}`;
    case 'picklistValue':
      return `picklistValue:${wanted.field}=${wanted.value.replaceAll('%', '%25')}`;
    case 'automation':
      return `automation:${wanted.sobject}`;
    case 'permissionSetLicense':
      return `license:${wanted.name}`;
    case 'userLicense':
    case 'profile':
      return `${not}${wanted.kind}:${wanted.names.join('|')}`;
    case 'userFlag':
      return `userFlag:${wanted.flag}`;
    case 'package':
      return `${wanted.seat ? 'packageSeat' : 'package'}:${wanted.namespace}`;
    case 'recordVisibility':
      return `recordVisibility:${wanted.sobject}`;
    default:
      return `${wanted.kind}:${wanted.name}`;
    case 'anyOf':
      return `anyOf:${wanted.name}`;
  }
};

const split = (objectField: string): { sobject: string; field: string } => {
  const [sobject = '', field = ''] = objectField.split('.');
  return { sobject, field };
};

/** One need for each name and access word. */
const needsOf = (rule: MemberRule): Wanted[] => {
  if ('userPermission' in rule)
    return rule.userPermission.map((name) => ({ kind: 'userPermission', name, on: rule.on }));
  if ('object' in rule) {
    const words = [...new Set([...(rule.access ?? ['read']), ...(rule.minimum ?? [])])];
    return rule.object.flatMap((sobject) =>
      words.map((access): Wanted => ({ kind: 'object', sobject, access, minimum: rule.minimum ?? [] })),
    );
  }
  if ('field' in rule) {
    const words = rule.access ?? ['read'];
    const { editableOnly } = rule;
    return rule.field.flatMap((name) =>
      words.map((access): Wanted => ({ kind: 'field', ...split(name), access, editableOnly })),
    );
  }
  if ('historyTracking' in rule) {
    const sobject = rule.historyTracking;
    if (!rule.fields) return [{ kind: 'historyTracking', sobject, field: null }];
    return rule.fields.map((field) => ({ kind: 'historyTracking', sobject, field }));
  }
  if ('api' in rule) return rule.api.map((api) => ({ kind: 'api', api }));
  if ('picklistValue' in rule) return [{ kind: 'picklistValue', field: rule.picklistValue, value: rule.value }];
  if ('automation' in rule) return rule.automation.map((sobject) => ({ kind: 'automation', sobject }));
  if ('userLicense' in rule) return [{ kind: 'userLicense', names: inOrder(rule.userLicense) }];
  if ('profile' in rule) return [{ kind: 'profile', names: inOrder(rule.profile) }];
  if ('userFlag' in rule) return rule.userFlag.map((flag) => ({ kind: 'userFlag', flag }));
  if ('package' in rule)
    return [false, ...(rule.seat ? [true] : [])].map((seat) => ({ kind: 'package', namespace: rule.package, seat }));
  if ('recordVisibility' in rule)
    return rule.recordVisibility.map((sobject) => ({ kind: 'recordVisibility', sobject }));
  if ('manual' in rule) return [{ kind: 'manual', name: rule.name }];
  if ('permissionSetAssigned' in rule) return named('permissionSetAssigned', rule.permissionSetAssigned);
  if ('permissionSetLicense' in rule) return named('permissionSetLicense', rule.permissionSetLicense);
  if ('customPermission' in rule) return named('customPermission', rule.customPermission);
  if ('apexClass' in rule) return named('apexClass', rule.apexClass);
  return named('connectedApp', rule.connectedApp);
};

const named = (kind: Named, names: readonly string[]): Wanted[] => names.map((name) => ({ kind, name }));

/** Any of the names will do, so that their order says nothing: an id has them sorted. */
const inOrder = (names: readonly string[]): string[] =>
  [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));

/** An inferred rule is never stronger than recommended. */
const levelOf = (rule: Rule): Level => rule.level ?? (rule.inferred ? 'recommended' : 'required');

const requirementsOfMember = (rule: MemberRule, level: Level): Requirement[] =>
  merge(
    needsOf(rule).map((wanted) => ({
      wanted,
      level,
      because: rule.because === undefined ? [] : [rule.because],
      ifPresent: rule.ifPresent ?? false,
      forbid: 'forbid' in rule && rule.forbid === true,
    })),
  );

/** What stands beside `allOf` counts for each of its rules. */
const together = (member: Member, level: Level): Requirement[] =>
  'allOf' in member
    ? merge(
        member.allOf
          .flatMap((rule) => requirementsOfMember(rule, level))
          .map((one) => ({ ...one, ifPresent: one.ifPresent || member.ifPresent === true })),
      )
    : requirementsOfMember(member, level);

const requirementsOf = (rule: Rule): Requirement[] => {
  const level = levelOf(rule);
  if (!('anyOf' in rule)) return requirementsOfMember(rule, level);
  const members = rule.anyOf.map((member) => together(member, level));
  const because = rule.because === undefined ? [] : [rule.because];
  const wanted: Wanted = { kind: 'anyOf', name: rule.name, members };
  return [{ wanted, level, because, ifPresent: rule.ifPresent ?? false, forbid: false }];
};

const strictness: Readonly<Record<Level, number>> = { required: 2, recommended: 1, optional: 0 };
export const strictest = (levels: readonly Level[]): Level =>
  levels.reduce((a, b) => (strictness[a] >= strictness[b] ? a : b), 'optional');

/** The stricter of two rules says which fields are meant and whence; of two that are as strict the more is asked for. */
const mergedWanted = (a: Requirement, b: Requirement): Wanted => {
  const first = a.wanted;
  const second = b.wanted;
  if (first.kind === 'object' && second.kind === 'object')
    return { ...first, minimum: [...new Set([...first.minimum, ...second.minimum])] };
  const isFirst = strictness[a.level] > strictness[b.level];
  const isSecond = strictness[b.level] > strictness[a.level];
  if (first.kind === 'userPermission' && second.kind === 'userPermission')
    return { ...first, on: isFirst ? first.on : isSecond ? second.on : (first.on ?? second.on) };
  if (first.kind === 'field' && second.kind === 'field') {
    const both = first.editableOnly === true && second.editableOnly === true;
    return { ...first, editableOnly: isFirst ? first.editableOnly : isSecond ? second.editableOnly : both };
  }
  return first;
};

/** The same id from two rules: strictest level, all reasons, all of the minimum; ifPresent only where all say so. */
const mergeTwo = (a: Requirement, b: Requirement): Requirement => ({
  ...a,
  wanted: mergedWanted(a, b),
  level: strictest([a.level, b.level]),
  because: [...new Set([...a.because, ...b.because])],
  ifPresent: a.ifPresent && b.ifPresent,
});

/** Requirements with the same id become one, in the place of the first. */
export const merge = (requirements: readonly Requirement[]): Requirement[] => {
  const merged: Requirement[] = [];
  for (const requirement of requirements) {
    const at = merged.findIndex((one) => same(idOf(one), idOf(requirement)));
    const before = merged[at];
    if (before) merged[at] = mergeTwo(before, requirement);
    else merged.push(requirement);
  }
  return merged;
};

/** One need of one rule, before needs of the same id become one. */
export type Asked = {
  readonly requirement: Requirement;
  readonly when: NonNullable<Rule['when']>;
};

/** What one rule asks for. */
export const askedBy = (rule: Rule): Asked[] =>
  requirementsOf(rule).map((requirement) => ({ requirement, when: rule.when ?? {} }));

/** Whether it counts for this way of logging in and these phases; what is of no phase counts always. */
const counts = ({ when }: Asked, authentication: Authentication, phases: readonly Phase[]): boolean =>
  (when.authentication === undefined || when.authentication === authentication) &&
  (when.phase === undefined || phases.includes(when.phase));

/** What of all that is asked for counts, one for each need. */
export const inUse = (
  asked: readonly Asked[],
  authentication: Authentication,
  phases: readonly Phase[],
): Requirement[] =>
  merge(asked.filter((one) => counts(one, authentication, phases)).map(({ requirement }) => requirement));

/** All needs of a definition for one way of logging in. */
export const expand = (
  rules: readonly Rule[],
  authentication: Authentication,
  phases: readonly Phase[] = [],
): Requirement[] => inUse(rules.flatMap(askedBy), authentication, phases);

const everyPhase: readonly Phase[] = ['install', 'connect', 'upgrade'];

/** Whether a field name fits a name in which `*` stands for any characters. */
export const fits = (pattern: string, name: string): boolean => {
  const [first = '', ...rest] = pattern;
  if (first === '') return name === '';
  if (first === '*') {
    const after = rest.join('');
    return [...name, ''].some((_, at) => fits(after, name.slice(at)));
  }
  return name !== '' && same(first, name.slice(0, 1)) && fits(rest.join(''), name.slice(1));
};

/** What has to be there as well where a need is met: the words that it rests on (fact B2), Read of what is edited. */
const included = (wanted: Wanted): Wanted[] => {
  if (wanted.kind === 'object') return [wanted, ...restsOn[wanted.access].map((access) => ({ ...wanted, access }))];
  return wanted.kind === 'field' ? [wanted, { ...wanted, access: 'read' }] : [wanted];
};

/** Whether whoever has what is wanted has what is forbidden. */
const sameThing = (a: Wanted, b: Wanted): boolean => {
  // Any of the names will do, unless each of them is forbidden.
  if ((a.kind === 'profile' && b.kind === 'profile') || (a.kind === 'userLicense' && b.kind === 'userLicense'))
    return a.names.every((name) => b.names.some((other) => same(name, other)));
  if (a.kind === 'object' && b.kind === 'object')
    return a.access === b.access && (fits(a.sobject, b.sobject) || fits(b.sobject, a.sobject));
  if (a.kind !== 'field' || b.kind !== 'field') {
    return same(idOf({ wanted: a, forbid: false }), idOf({ wanted: b, forbid: false }));
  }
  return same(a.sobject, b.sobject) && a.access === b.access && (fits(a.field, b.field) || fits(b.field, a.field));
};

/** Whether the rules require and forbid the same, for either way of logging in: an error in the definition. */
export const contradictsItself = (rules: readonly Rule[]): boolean => contradicts(rules.flatMap(askedBy));

/** The same of what rules ask for. */
export const contradicts = (asked: readonly Asked[]): boolean =>
  (['oauth', 'usernamePassword'] as const).some((authentication) => {
    const all = inUse(asked, authentication, everyPhase);
    return all
      .filter(({ forbid }) => !forbid)
      .some(({ wanted }) =>
        included(wanted).some((one) => all.some((other) => other.forbid && sameThing(one, other.wanted))),
      );
  });

/**
 * Whether the rules want a user permission from the profile, and more strictly from anywhere: one finding cannot say both
 * (an error in the definition).
 */
export const clashes = (rules: readonly Rule[], authentication: Authentication, phases: readonly Phase[]): boolean =>
  clash(rules.flatMap(askedBy), authentication, phases);

/** The same of what rules ask for. */
export const clash = (asked: readonly Asked[], authentication: Authentication, phases: readonly Phase[]): boolean => {
  const all = asked
    .filter((one) => counts(one, authentication, phases))
    .map(({ requirement }) => requirement)
    .filter(({ wanted, forbid }) => wanted.kind === 'userPermission' && !forbid);
  const isFromProfile = ({ wanted }: Requirement): boolean =>
    wanted.kind === 'userPermission' && wanted.on === 'profile';
  return all.filter(isFromProfile).some((one) => {
    const group = all.filter((other) => same(idOf(one), idOf(other)));
    const most = strictest(group.map(({ level }) => level));
    return !group.some((other) => isFromProfile(other) && other.level === most);
  });
};
