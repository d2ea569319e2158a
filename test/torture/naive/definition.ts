/** Rules as a definition writes them → what is needed, one entry for each need (design, sections 3 and 4). */
import { restsOn } from './holdings.js';
import { same } from './world.js';
import type { Access } from './world.js';

export type Level = 'required' | 'recommended' | 'optional';
export type Authentication = 'oauth' | 'usernamePassword';
export type Api =
  | ('rest' | 'soql' | 'search' | 'composite' | 'bulk2' | 'metadata' | 'tooling' | 'soap')
  | ('bulk' | 'streaming' | 'pubsub' | 'graphql' | 'apexRest');

/** What may stand beside any rule, members of a choice included. */
type Beside = { readonly because?: string; readonly ifPresent?: boolean };

export type MemberRule = Beside &
  (
    | { readonly userPermission: readonly string[]; readonly forbid?: boolean }
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
  );

/** A member of a choice: one rule, or several that are met together. */
export type Member = MemberRule | (Beside & { readonly allOf: readonly MemberRule[] });

/** A rule as it stands in the file. */
export type Rule = (MemberRule | (Beside & { readonly anyOf: readonly Member[]; readonly name: string })) & {
  readonly level?: Level;
  readonly inferred?: boolean;
  readonly when?: { readonly authentication: Authentication };
};

/** The rule, and those that it is made of. */
export const everyRule = (rule: Rule | Member): ReadonlyArray<Rule | Member> => [
  rule,
  ...('anyOf' in rule ? rule.anyOf.flatMap(everyRule) : []),
  ...('allOf' in rule ? rule.allOf : []),
];

export type Wanted =
  | { readonly kind: 'userPermission'; readonly name: string }
  | { readonly kind: 'object'; readonly sobject: string; readonly access: Access; readonly minimum: readonly Access[] }
  | { readonly kind: 'field'; readonly sobject: string; readonly field: string; readonly access: 'read' | 'edit' }
  | { readonly kind: 'historyTracking'; readonly sobject: string; readonly field: string | null }
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'picklistValue'; readonly field: string; readonly value: string }
  | { readonly kind: 'automation'; readonly sobject: string }
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
  if ('userPermission' in rule) return rule.userPermission.map((name) => ({ kind: 'userPermission', name }));
  if ('object' in rule) {
    const words = [...new Set([...(rule.access ?? ['read']), ...(rule.minimum ?? [])])];
    return rule.object.flatMap((sobject) =>
      words.map((access): Wanted => ({ kind: 'object', sobject, access, minimum: rule.minimum ?? [] })),
    );
  }
  if ('field' in rule) {
    const words = rule.access ?? ['read'];
    return rule.field.flatMap((name) => words.map((access): Wanted => ({ kind: 'field', ...split(name), access })));
  }
  if ('historyTracking' in rule) {
    const sobject = rule.historyTracking;
    if (!rule.fields) return [{ kind: 'historyTracking', sobject, field: null }];
    return rule.fields.map((field) => ({ kind: 'historyTracking', sobject, field }));
  }
  if ('api' in rule) return rule.api.map((api) => ({ kind: 'api', api }));
  if ('picklistValue' in rule) return [{ kind: 'picklistValue', field: rule.picklistValue, value: rule.value }];
  return rule.automation.map((sobject) => ({ kind: 'automation', sobject }));
};

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

/** The same id from two rules: strictest level, all reasons, all of the minimum; ifPresent only where all say so. */
const mergeTwo = (a: Requirement, b: Requirement): Requirement => ({
  ...a,
  wanted:
    a.wanted.kind === 'object' && b.wanted.kind === 'object'
      ? { ...a.wanted, minimum: [...new Set([...a.wanted.minimum, ...b.wanted.minimum])] }
      : a.wanted,
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

/** All needs of a definition for one way of logging in. */
export const expand = (rules: readonly Rule[], authentication: Authentication): Requirement[] =>
  merge(
    rules
      .filter(({ when }) => when === undefined || when.authentication === authentication)
      .flatMap((rule) => requirementsOf(rule)),
  );

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

const sameThing = (a: Wanted, b: Wanted): boolean => {
  if (a.kind !== 'field' || b.kind !== 'field') {
    return same(idOf({ wanted: a, forbid: false }), idOf({ wanted: b, forbid: false }));
  }
  return same(a.sobject, b.sobject) && a.access === b.access && (fits(a.field, b.field) || fits(b.field, a.field));
};

/** Whether the rules require and forbid the same, for either way of logging in: an error in the definition. */
export const contradictsItself = (rules: readonly Rule[]): boolean =>
  (['oauth', 'usernamePassword'] as const).some((authentication) => {
    const all = expand(rules, authentication);
    return all
      .filter(({ forbid }) => !forbid)
      .some(({ wanted }) =>
        included(wanted).some((one) => all.some((other) => other.forbid && sameThing(one, other.wanted))),
      );
  });
