/** One rule of a definition: from its place in the YAML tree to atoms. */
import { memberOf, oneLine, requirementOf, splitField } from './atoms.js';
import type { Atom, Beside, PlacedNeed } from './atoms.js';
import { idKey } from './requirementIds.js';
import { DefinitionMistake } from './definitionMistake.js';
import type { Mistake, Place } from './definitionMistake.js';
import { nearest } from './nearest.js';
import type { ObjectAccess, Requirement } from './requirement.js';
import { isKindKey, kindKeys, reservedKindKeys, ruleKeys, ruleOnlyKeys, ruleSchemas } from './definitionSchema.js';
import type { KindKey, MemberSource } from './definitionSchema.js';
import { shown, throwFirstIssue } from './shapeMistake.js';
import { entryOf, toValue } from './yamlTree.js';
import type { MapNode, TreeNode } from './yamlTree.js';

type RuleNode = { readonly node: MapNode; readonly kind: KindKey; readonly member: boolean };

const fail = (mistake: Mistake, place: Place): never => {
  throw new DefinitionMistake(mistake, place);
};

/** Finds the one kind key and refuses keys that do not belong to it. */
const readKind = (node: TreeNode, member: boolean): RuleNode => {
  if (node.type !== 'map') {
    const value = shown(node.type === 'list' ? [] : node.value);
    return fail({ code: 'WrongValue', key: member ? 'anyOf' : 'requires', value, expected: 'map' }, node.place);
  }
  const reserved = node.entries.find(({ key }) => reservedKindKeys.includes(key));
  if (reserved) return fail({ code: 'ReservedKindKey', key: reserved.key }, reserved.keyPlace);
  const [first, second] = node.entries.filter(({ key }) => isKindKey(key));
  if (!first) {
    const others = kindKeys.flatMap(ruleKeys);
    const typo = node.entries.find(({ key }) => !others.includes(key));
    if (!typo) return fail({ code: 'NoKindKey', known: kindKeys }, node.place);
    const mistake: Mistake = {
      code: 'UnknownKey',
      key: typo.key,
      container: 'rule',
      kind: null,
      nearest: nearest(typo.key, others),
      known: kindKeys,
    };
    return fail(mistake, typo.keyPlace);
  }
  if (second) return fail({ code: 'TwoKindKeys', first: first.key, second: second.key }, second.keyPlace);
  const kind = isKindKey(first.key) ? first.key : 'anyOf';
  if (member && kind === 'anyOf') fail({ code: 'NestedAnyOf' }, first.keyPlace);
  for (const { key, keyPlace } of node.entries) {
    if (member && ruleOnlyKeys.includes(key)) fail({ code: 'KeyOfAnyOf', key }, keyPlace);
    const known = ruleKeys(kind).filter((allowed) => !(member && ruleOnlyKeys.includes(allowed)));
    if (known.includes(key)) continue;
    const belongs = kindKeys.filter((other) => ruleKeys(other).includes(key));
    if (belongs.length > 0) fail({ code: 'KeyOutOfPlace', key, kind, belongs }, keyPlace);
    const container = member ? 'anyOfMember' : 'rule';
    fail({ code: 'UnknownKey', key, container, kind, nearest: nearest(key, known), known }, keyPlace);
  }
  if (kind === 'anyOf' && !entryOf(node, 'name')) fail({ code: 'AnyOfWithoutName' }, first.keyPlace);
  return { node, kind, member };
};

/** The entries under a key, one or many, each with its own place; a name listed twice is a mistake. */
const entriesOf = <T extends string>(
  node: MapNode,
  key: string,
  value: T | readonly T[],
): Array<{ value: T; place: Place }> => {
  const tree = entryOf(node, key)?.value;
  const list: readonly T[] = typeof value === 'string' ? [value] : value;
  const seen = new Set<string>();
  return list.map((entry, index) => {
    const place = (tree?.type === 'list' ? tree.items[index]?.place : tree?.place) ?? node.place;
    if (seen.has(idKey(entry))) fail({ code: 'DuplicateEntry', key, value: entry }, place);
    seen.add(idKey(entry));
    return { value: entry, place };
  });
};

const valuesOf = <T extends string>(node: MapNode, key: string, value: T | readonly T[] | undefined): T[] =>
  value === undefined ? [] : entriesOf(node, key, value).map((entry) => entry.value);

/** The atomic needs of a validated rule. */
const needsOf = (source: MemberSource, node: MapNode): PlacedNeed[] => {
  if ('userPermission' in source) {
    return entriesOf(node, 'userPermission', source.userPermission).map(({ value: name, place }) => ({
      need: { kind: 'userPermission', name },
      place,
    }));
  }
  if ('object' in source) {
    const accesses = valuesOf(node, 'access', source.access);
    const minimum: ObjectAccess[] = [];
    for (const { value: word, place } of source.minimum ? entriesOf(node, 'minimum', source.minimum) : []) {
      if (!accesses.includes(word)) fail({ code: 'MinimumOutsideAccess', word }, place);
      minimum.push(word);
    }
    return entriesOf(node, 'object', source.object).flatMap(({ value: sobject, place }) =>
      accesses.map((access): PlacedNeed => ({ need: { kind: 'object', sobject, access, minimum }, place })),
    );
  }
  if ('field' in source) {
    const accesses = valuesOf(node, 'access', source.access);
    const standardized = source.standardized ?? false;
    return entriesOf(node, 'field', source.field).flatMap(({ value, place }) =>
      accesses.map((access): PlacedNeed => ({
        need: { kind: 'field', ...splitField(value), access, standardized },
        place,
      })),
    );
  }
  if ('historyTracking' in source) {
    const sobject = source.historyTracking;
    const suggestedFields = valuesOf(node, 'suggestedFields', source.suggestedFields);
    const place = entryOf(node, 'historyTracking')?.value.place ?? node.place;
    if (source.fields === undefined) return [{ need: { kind: 'historyTracking', sobject, suggestedFields }, place }];
    return entriesOf(node, 'fields', source.fields).map(({ value: field, place: fieldPlace }) => ({
      need: { kind: 'historyTracking', sobject, field, suggestedFields },
      place: fieldPlace,
    }));
  }
  if ('api' in source) {
    return entriesOf(node, 'api', source.api).map(({ value: api, place }) => ({ need: { kind: 'api', api }, place }));
  }
  if ('picklistValue' in source) {
    const place = entryOf(node, 'picklistValue')?.value.place ?? node.place;
    const { value } = source;
    return [{ need: { kind: 'picklistValue', ...splitField(source.picklistValue), value }, place }];
  }
  const onFields = valuesOf(node, 'onFields', source.onFields);
  return entriesOf(node, 'automation', source.automation).map(({ value: sobject, place }) => ({
    need: { kind: 'automation', sobject, onFields },
    place,
  }));
};

type Sources = { readonly [K in KindKey]: ReturnType<(typeof ruleSchemas)[K]['parse']> };

const validate = <K extends KindKey>(kind: K, node: MapNode): Sources[K] => {
  const result = ruleSchemas[kind].safeParse(toValue(node));
  if (!result.success) return throwFirstIssue(result.error.issues, node, kind);
  return result.data as Sources[K];
};

const besideOf = (source: Sources[KindKey], node: MapNode): Beside => {
  const inferred = source.inferred ?? false;
  if (inferred && source.level === 'required') {
    fail({ code: 'InferredRequired' }, entryOf(node, 'level')?.value.place ?? node.place);
  }
  const forbid = 'forbid' in source && source.forbid === true;
  const contradicting = ['minimum', 'standardized'].map((key) => entryOf(node, key)).find((entry) => entry);
  if (forbid && contradicting) fail({ code: 'ForbidWith', key: contradicting.key }, contradicting.keyPlace);
  return {
    because: source.because === undefined ? null : oneLine(source.because),
    level: source.level ?? (inferred ? 'recommended' : 'required'),
    ifPresent: source.ifPresent ?? false,
    inferred,
    forbid,
    source: source.source ?? null,
  };
};

const anyOfAtom = (node: MapNode): Atom => {
  const source = validate('anyOf', node);
  const beside = besideOf(source, node);
  const list = entryOf(node, 'anyOf')?.value;
  const members = (list?.type === 'list' ? list.items : []).map((item): readonly Requirement[] => {
    const rule = readKind(item, true);
    if (rule.kind === 'anyOf') return fail({ code: 'NestedAnyOf' }, item.place);
    const member = validate(rule.kind, rule.node);
    const own = besideOf(member, rule.node);
    return memberOf(needsOf(member, rule.node), { ...own, level: beside.level, inferred: beside.inferred });
  });
  return {
    requirement: requirementOf({ kind: 'anyOf', name: source.name, members }, beside),
    when: source.when?.authentication ?? null,
    place: entryOf(node, 'name')?.value.place ?? node.place,
  };
};

/**
 * Reads one rule: exactly one kind key, only the keys that belong to it, every value valid.
 *
 * @returns one atom for every atomic need, in the order of the file
 * @throws DefinitionMistake with the place of the first mistake
 */
export const readRule = (item: TreeNode): Atom[] => {
  const { node, kind } = readKind(item, false);
  if (kind === 'anyOf') return [anyOfAtom(node)];
  const source = validate(kind, node);
  const beside = besideOf(source, node);
  const when = source.when?.authentication ?? null;
  return needsOf(source, node).map(({ need, place }) => ({ requirement: requirementOf(need, beside), when, place }));
};
