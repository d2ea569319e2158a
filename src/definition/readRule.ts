/** One rule of a definition: from its place in the YAML tree to atoms. */
import { kinds } from '../kinds/kinds.js';
import type { Need, RuleKind } from '../kinds/kinds.js';
import type { Kind } from '../kinds/kind.js';
import { idKey } from '../kinds/requirementId.js';
import type { Requirement } from '../kinds/requirement.js';
import type { Place, PlacedNeed, RuleReader } from '../kinds/ruleReader.js';
import { memberOf, oneLine, requirementOf } from './atoms.js';
import { mergeRequirements } from './mergeRequirements.js';
import type { Atom, Beside } from './atoms.js';
import { DefinitionMistake } from './definitionMistake.js';
import type { Mistake } from './definitionMistake.js';
import {
  allOfKey,
  allOfSchema,
  isKindKey,
  kindKeys,
  reservedKindKeys,
  ruleKeys,
  ruleOnlyKeys,
  ruleSchemas,
  sourcesOf,
} from './definitionSchema.js';
import type { BesideKind } from './definitionSchema.js';
import { keysCalled, keysMeant, kindsCalled } from './keysMeant.js';
import { mistakeCollector } from './mistakeCollector.js';
import { allOfShape, definitionShape } from './definitionParts.js';
import { withKeysMeant } from './respell.js';
import { shown, throwIssues, wrongShape } from './shapeMistake.js';
import { textsIn } from './shapeTip.js';
import { entryOf, toValue } from './tree.js';
import type { MapEntry, MapNode, TreeNode } from './tree.js';

type RuleNode = { readonly node: MapNode; readonly kind: RuleKind; readonly member: boolean };

const fail = (mistake: Mistake, place: Place): never => {
  throw new DefinitionMistake(mistake, place);
};

/** The rule that asks for fields which were named beside their object: `- field: [Account.Name]`; null where nobody could tell. */
const fieldsRule = (node: MapNode, fields: TreeNode): string | null => {
  const [sobject, ...others] = textsIn(entryOf(node, 'object')?.value ?? fields);
  const names = textsIn(fields).map((name) => (name.includes('.') ? name : `${sobject}.${name}`));
  return sobject === undefined || others.length > 0 || names.length === 0 ? null : `- field: [${names.join(', ')}]`;
};

/** @returns the key. @throws DefinitionMistake where a rule of this kind has no such key */
const checkKey = ({ key, keyPlace: place, value }: MapEntry, { node, kind, member }: RuleNode): string => {
  if (member && ruleOnlyKeys.includes(key)) fail({ code: 'KeyOfAnyOf', key }, place);
  if (ruleKeys(kind).includes(key)) return key;
  const known = ruleKeys(kind).filter((allowed) => !(member && ruleOnlyKeys.includes(allowed)));
  const container = member ? 'anyOfMember' : 'rule';
  const belongs = kindKeys.filter((other) => ruleKeys(other).includes(key));
  // `fields` beside `automation`: the same thing has another key there.
  if (belongs.length > 0 && keysCalled(key, container, known).length === 0)
    fail(
      { code: 'KeyOutOfPlace', key, kind, belongs, rule: kind === 'object' ? fieldsRule(node, value) : null },
      place,
    );
  return fail({ code: 'UnknownKey', key, container, kind, nearest: keysMeant(key, container, known), known }, place);
};

/** A rule whose every value is valid: what stands beside its kind key, and the kind's own values. */
type ValidRule = BesideKind & Readonly<Record<string, unknown>>;

/** @throws DefinitionMistake */
const validate = (kind: RuleKind, node: MapNode): ValidRule => {
  const result = ruleSchemas[kind].safeParse(toValue(node));
  if (!result.success) return throwIssues(result.error.issues, node, definitionShape(kind));
  return result.data as ValidRule;
};

/** Finds the one kind key and refuses keys that do not belong to it. @param below which key the rule stands */
const readKind = (node: TreeNode, below: 'requires' | 'anyOf' | 'allOf'): RuleNode => {
  if (node.type !== 'map') return fail(wrongShape(node, below, 'map'), node.place);
  const member = below !== 'requires';
  const reserved = node.entries.find(({ key }) => reservedKindKeys.includes(key));
  if (reserved)
    return fail({ code: 'ReservedKindKey', key: reserved.key, nearest: kindsCalled(reserved.key) }, reserved.keyPlace);
  const several = node.entries.find(({ key }) => key === allOfKey);
  if (several) return fail({ code: 'AllOfOutOfPlace' }, several.keyPlace);
  const [first, second] = node.entries.filter(({ key }) => isKindKey(key));
  if (!first) {
    const others = [...kindKeys.flatMap(ruleKeys), ...(member ? [allOfKey] : [])];
    const called = node.entries.find(({ key }) => kindsCalled(key).length > 0);
    const wrong = called ?? node.entries.find(({ key }) => !others.includes(key));
    if (!wrong) return fail({ code: 'NoKindKey', known: kindKeys, nearest: [] }, node.place);
    const meant = called ? kindsCalled(called.key) : keysMeant(wrong.key, 'rule', others);
    // `fields` is a key, and not one by which a rule says what it requires.
    if (others.includes(wrong.key)) return fail({ code: 'NoKindKey', known: kindKeys, nearest: meant }, node.place);
    const mistake: Mistake = {
      code: 'UnknownKey',
      key: wrong.key,
      container: 'rule',
      kind: null,
      nearest: meant,
      known: kindKeys,
    };
    return fail(mistake, wrong.keyPlace);
  }
  if (second) return fail({ code: 'TwoKindKeys', first: first.key, second: second.key }, second.keyPlace);
  const kind = isKindKey(first.key) ? first.key : 'anyOf';
  if (member && kind === 'anyOf') fail({ code: 'NestedAnyOf' }, first.keyPlace);
  const mistakes = mistakeCollector();
  const rule: RuleNode = { node, kind, member };
  const wrong = node.entries.filter((entry) => mistakes.attempt(() => checkKey(entry, rule)) === undefined);
  // What stands under keys that were only misspelt is told with them; other keys bring others with them.
  const meant = withKeysMeant(
    node,
    wrong.map(({ key }) => key),
    ruleKeys(kind),
  );
  if (wrong.length > 0 && meant.entries.every(({ key }) => ruleKeys(kind).includes(key)))
    mistakes.attempt(() => validate(kind, meant));
  mistakes.finish();
  if (kind === 'anyOf' && !entryOf(node, 'name')) fail({ code: 'AnyOfWithoutName' }, first.keyPlace);
  return rule;
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

/** What the kinds may ask of the rule at this node. */
const readerOf = (node: MapNode, members: RuleReader['members']): RuleReader => ({
  entries: (key, value) => (value === undefined ? [] : entriesOf(node, key, value)),
  placeOf: (key) => entryOf(node, key)?.value.place ?? node.place,
  members,
  fail,
});

/** The needs of a rule that `validate` has accepted: its shape is that of the kind, which no type can follow. */
const needsOf = (kind: RuleKind, rule: ValidRule, reader: RuleReader): ReadonlyArray<PlacedNeed<Need>> =>
  (kinds[kind] as unknown as Kind<Need, string>).needsOf(rule as never, reader);

const besideOf = (source: ValidRule, node: MapNode): Beside => {
  const inferred = source.inferred ?? false;
  if (inferred && source.level === 'required') {
    fail({ code: 'InferredRequired' }, entryOf(node, 'level')?.value.place ?? node.place);
  }
  if (source.when && Object.keys(source.when).length === 0)
    fail(
      {
        ...{ code: 'WrongValue', key: 'when', value: shown({}), expected: 'notEmpty' },
        tip: { tip: 'correct', typed: '' },
      },
      entryOf(node, 'when')?.value.place ?? node.place,
    );
  const forbid = source['forbid'] === true;
  const contradicting = ['minimum', 'standardized', 'editableOnly', 'on']
    .map((key) => entryOf(node, key))
    .find((entry) => entry);
  if (forbid && contradicting) fail({ code: 'ForbidWith', key: contradicting.key }, contradicting.keyPlace);
  return {
    because: source.because === undefined ? null : oneLine(source.because),
    level: source.level ?? (inferred ? 'recommended' : 'required'),
    ifPresent: source.ifPresent ?? false,
    inferred,
    forbid,
    sources: sourcesOf(source.source),
    phase: source.when?.phase ?? null,
  };
};

/** Members of a choice are no choices. */
const noMembers: RuleReader['members'] = () => [];

/** One rule inside a choice, which takes its level from the choice. @throws DefinitionMistake */
const readMemberRule = (
  item: TreeNode,
  { level, inferred }: Beside,
  below: 'anyOf' | 'allOf',
): readonly Requirement[] => {
  const { node, kind } = readKind(item, below);
  const rule = validate(kind, node);
  const beside = { ...besideOf(rule, node), level, inferred };
  return memberOf(needsOf(kind, rule, readerOf(node, noMembers)), beside);
};

/** Each of the rules below a key; mistakes of all of them are told at once. @throws DefinitionMistake */
const readEach = <T>(node: MapNode, key: string, read: (item: TreeNode) => T): T[] => {
  const list = entryOf(node, key)?.value;
  const mistakes = mistakeCollector();
  const results = (list?.type === 'list' ? list.items : []).flatMap((item) => {
    const result = mistakes.attempt(() => read(item));
    return result === undefined ? [] : [result];
  });
  mistakes.finish();
  return results;
};

/** Several rules as one member: what stands beside them counts for each of them. @throws DefinitionMistake */
const readAllOf = (node: MapNode, beside: Beside): readonly Requirement[] => {
  const kindEntry = node.entries.find(({ key }) => isKindKey(key));
  if (kindEntry) fail({ code: 'TwoKindKeys', first: allOfKey, second: kindEntry.key }, kindEntry.keyPlace);
  const misplaced = node.entries.find(({ key }) => ruleOnlyKeys.includes(key));
  if (misplaced) fail({ code: 'KeyOfAnyOf', key: misplaced.key }, misplaced.keyPlace);
  const result = allOfSchema.safeParse(toValue(node));
  if (!result.success) return throwIssues(result.error.issues, node, allOfShape);
  const { because, ifPresent = false, source } = result.data;
  const shared = because === undefined ? [] : [oneLine(because)];
  return mergeRequirements(
    readEach(node, allOfKey, (item) => readMemberRule(item, beside, 'allOf'))
      .flat()
      .map((requirement) => ({
        ...requirement,
        because: [...new Set([...shared, ...requirement.because])],
        ifPresent: ifPresent || requirement.ifPresent,
        ...(source === undefined ? {} : { sources: [...sourcesOf(source), ...(requirement.sources ?? [])] }),
      })),
  );
};

/** One member of a choice, which is met as a whole: one rule, or several below `allOf`. @throws DefinitionMistake */
const readMember = (item: TreeNode, beside: Beside): readonly Requirement[] =>
  item.type === 'map' && entryOf(item, allOfKey) ? readAllOf(item, beside) : readMemberRule(item, beside, 'anyOf');

/**
 * Reads one rule: exactly one kind key, only the keys that belong to it, every value valid.
 *
 * @returns one atom for every atomic need, in the order of the file
 * @throws DefinitionMistake with every mistake; keys that are wrong are told alone, as they bring others with them
 */
export const readRule = (item: TreeNode): Atom[] => {
  const { node, kind } = readKind(item, 'requires');
  const rule = validate(kind, node);
  const beside = besideOf(rule, node);
  const when = rule.when?.authentication ?? null;
  const reader = readerOf(node, (key) => readEach(node, key, (member) => readMember(member, beside)));
  return needsOf(kind, rule, reader).map(({ need, place }) => ({
    requirement: requirementOf(need, beside, place),
    when,
    place,
  }));
};
