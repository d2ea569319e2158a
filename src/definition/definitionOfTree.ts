/** The tree of one definition file → what it says, before inheritance. */
import type { ParameterSubject } from '../kinds/parameter/parameterKind.js';
import type { Source } from '../kinds/requirement.js';
import { idKey } from '../kinds/requirementId.js';
import type { Place } from '../kinds/ruleReader.js';
import { oneLine } from './atoms.js';
import type { Atom } from './atoms.js';
import { DefinitionMistake } from './definitionMistake.js';
import type { Mistake } from './definitionMistake.js';
import { definitionShape } from './definitionParts.js';
import { aliasKey } from './definitionReference.js';
import { headSchema, isPartName, maxRequirements, sourcesOf, supportedSchemaVersion } from './definitionSchema.js';
import type { DefinitionGroup } from './definitionSchema.js';
import { sizeOf } from './definitionSize.js';
import { refuseNewerFormat } from './fileFormat.js';
import { mistakeCollector } from './mistakeCollector.js';
import type { MistakeCollector } from './mistakeCollector.js';
import { readRule } from './readRule.js';
import { spellings } from './respell.js';
import type { Validation } from './respell.js';
import { isTemplate } from './ruleTemplate.js';
import type { PlacedValue, Template } from './ruleTemplate.js';
import { throwIssues, wrongPartName, wrongShape } from './shapeMistake.js';
import { keysTip } from './shapeTip.js';
import { entryOf, toValue } from './tree.js';
import type { MapEntry, TextTree, TreeNode } from './tree.js';
import type { z } from 'zod';

export type FileVariant = {
  readonly name: string;
  readonly label: string | null;
  /** As written; null when the file does not say, so that an inherited value can stay. */
  readonly isDefault: boolean | null;
  readonly rules: readonly Atom[];
  readonly place: Place;
};

export type FileFeature = {
  readonly name: string;
  readonly label: string | null;
  /** As written; null when the file does not say, so that an inherited value can stay. */
  readonly isDefault: boolean | null;
  readonly rules: readonly Atom[];
};

/** What a file says of a parameter: what it is, or what an inherited one stands for. */
export type FileParameter = {
  readonly name: string;
  readonly place: Place;
  readonly declared: { readonly label: string; readonly of: ParameterSubject; readonly example: string } | null;
  readonly values: readonly PlacedValue[] | null;
};

/** One definition file by itself; what it inherits is not in it yet. */
export type DefinitionFile = {
  readonly file: string;
  readonly place: Place;
  readonly id: string;
  readonly label: string;
  readonly description: string | null;
  readonly group: DefinitionGroup | null;
  readonly aliases: readonly string[];
  readonly sources: readonly Source[];
  readonly extends: { readonly reference: string; readonly place: Place } | null;
  readonly omit: ReadonlyArray<{ readonly id: string; readonly place: Place }>;
  readonly permissionSet: string | null;
  readonly rules: readonly Atom[];
  readonly variants: readonly FileVariant[];
  readonly features: readonly FileFeature[];
  readonly parameters: readonly FileParameter[];
  /** Rules with parameters in them, of the whole file. */
  readonly templates: readonly Template[];
  /** How much it asks for, its variants and features together. */
  readonly size: number;
  /** How many parts its text has. */
  readonly parts: number;
};

export type ParseOptions = {
  /** As people know it; shown in mistakes. */
  readonly file: string;
  /** Version of this plugin, against which `requiresPlugin` is held. */
  readonly pluginVersion: string;
  /** How many parts the files that extend this one have: they are limited together. */
  readonly partsAbove?: number;
  /** How many mistakes are told; default: as many as an error may hold. */
  readonly mostMistakes?: number | undefined;
};

const fail = (mistake: Mistake, place: Place): never => {
  throw new DefinitionMistake(mistake, place);
};

const numbersOf = (version: string): number[] =>
  version
    .replace(/^[^\d]*/, '')
    .split(/[-+]/)[0]
    ?.split('.')
    .map(Number) ?? [];

/** Whether a version is below another; what stands after a hyphen (a pre-release) does not count. */
const isOlder = (version: string, than: string): boolean => {
  const [ours, needed] = [numbersOf(version), numbersOf(than)];
  const index = needed.findIndex((part, at) => part !== (ours[at] ?? 0));
  return index >= 0 && (ours[index] ?? 0) < (needed[index] ?? 0);
};

/** A file for a newer plugin or format is refused with that sentence, before any key in it can be called unknown. */
const checkVersions = (tree: TreeNode, pluginVersion: string): void => {
  const needed = entryOf(tree, 'requiresPlugin')?.value;
  if (
    needed?.type === 'scalar' &&
    typeof needed.value === 'string' &&
    /^>=\s*\d{1,6}(\.\d{1,6}){0,2}$/.test(needed.value)
  ) {
    if (isOlder(pluginVersion, needed.value)) {
      fail({ code: 'PluginTooOld', needed: needed.value.replace(/^>=\s*/, ''), ours: pluginVersion }, needed.place);
    }
  }
  refuseNewerFormat(tree, supportedSchemaVersion);
};

/** Keys of a definition below which names of the author's stand. */
type Part = 'variants' | 'features' | 'parameters';

/** What stands in a map of the definition; nothing where it has no such key. */
const entriesIn = (tree: TreeNode, key: Part): readonly MapEntry[] => {
  const node = entryOf(tree, key)?.value;
  return node?.type === 'map' ? node.entries : [];
};

/** Held against the tree: a record schema passes over a key like `__proto__`. */
const checkPartNames = (tree: TreeNode, part: Part): void => {
  const bad = entriesIn(tree, part).find(({ key }) => !isPartName(key));
  if (bad) fail(wrongPartName(part, bad.key), bad.keyPlace);
};

const ruleNodes = (node: TreeNode): readonly TreeNode[] => {
  const requires = entryOf(node, 'requires')?.value;
  return requires?.type === 'list' ? requires.items : [];
};

/** The rules of a part of the definition, but for those with parameters in them. */
const rulesIn = (node: TreeNode, { attempt }: MistakeCollector): Atom[] =>
  ruleNodes(node).flatMap((item) => (isTemplate(item) ? [] : (attempt(() => readRule(item)) ?? [])));

/** The rules with parameters in them, of the whole definition. */
const templatesIn = (tree: TreeNode): Template[] => {
  const within = (node: TreeNode, part: Pick<Template, 'variant' | 'feature'>): Template[] =>
    ruleNodes(node)
      .filter(isTemplate)
      .map((item) => ({ node: item, ...part, omitted: new Set<string>() }));
  return [
    ...within(tree, { variant: null, feature: null }),
    ...entriesIn(tree, 'variants').flatMap(({ key, value }) => within(value, { variant: key, feature: null })),
    ...entriesIn(tree, 'features').flatMap(({ key, value }) => within(value, { variant: null, feature: key })),
  ];
};

type Head = z.output<typeof headSchema>;

const parametersOf = (tree: TreeNode, head: Head): FileParameter[] =>
  entriesIn(tree, 'parameters').flatMap(({ key: name, keyPlace, value: node }): FileParameter[] => {
    const said = head.parameters?.[name];
    if (said === undefined) return [];
    const placeAt = (at: number): Place => (node.type === 'list' ? (node.items[at]?.place ?? node.place) : node.place);
    const texts = typeof said === 'string' ? [said] : Array.isArray(said) ? said : null;
    if (texts !== null) {
      const values = texts.map((value, at) => ({ value, place: placeAt(at) }));
      return [{ name, place: keyPlace, declared: null, values }];
    }
    const { label, of, example } = said as Exclude<typeof said, string | string[]>;
    return [{ name, place: keyPlace, declared: { label: oneLine(label), of, example }, values: null }];
  });

const checkOneDefault = (variants: readonly FileVariant[], tree: TreeNode): void => {
  const [first, second] = variants.filter(({ isDefault }) => isDefault === true);
  if (first && second) {
    const node = entryOf(tree, 'variants')?.value;
    const variant = node && entryOf(node, second.name)?.value;
    const place = (variant && entryOf(variant, 'default')?.keyPlace) ?? second.place;
    fail({ code: 'TwoDefaultVariants', first: first.name, second: second.name }, place);
  }
};

/** The texts that stand under a key of the definition, each with its place. @throws DefinitionMistake for one that stands there twice */
const readOnce = (
  tree: TreeNode,
  key: 'omit' | 'aliases',
  sameAs: (text: string) => string,
): Array<{ id: string; place: Place }> => {
  const node = entryOf(tree, key)?.value;
  const nodes = node?.type === 'list' ? node.items : node ? [node] : [];
  const seen = new Set<string>();
  return nodes.flatMap((one) => {
    // What is no text is told with the head.
    if (one.type !== 'scalar' || typeof one.value !== 'string') return [];
    const { value: id, place } = one;
    if (seen.has(sameAs(id))) fail({ code: 'DuplicateEntry', key, value: id }, place);
    seen.add(sameAs(id));
    return [{ id, place }];
  });
};

const baseName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;

const headIssues: Validation = (value) => headSchema.safeParse(value).error?.issues ?? [];

/** What stands beside the rules. @throws DefinitionMistake */
const readHead = (tree: TreeNode, mostMistakes: number | undefined): Head => {
  const head = headSchema.safeParse(toValue(tree));
  return head.success
    ? head.data
    : throwIssues(head.error.issues, tree, definitionShape(null), mostMistakes, headIssues);
};

/** An id that is none is told with the head. @throws DefinitionMistake */
const checkFileName = (tree: TreeNode, file: string): void => {
  const node = entryOf(tree, 'id')?.value;
  const id = headSchema.shape.id.safeParse(node && toValue(node));
  if (!node || !id.success || baseName(file).replace(/\.ya?ml$/i, '') === id.data) return;
  fail({ code: 'IdNotFileName', id: id.data, fileName: baseName(file) }, node.place);
};

/**
 * Validates one definition file.
 *
 * @param read its tree, and how many parts its text has
 * @throws DefinitionMistake with line and column of every mistake
 */
export const definitionOfTree = (
  { root: tree, parts }: TextTree,
  { file, pluginVersion, mostMistakes }: ParseOptions,
): DefinitionFile => {
  if (tree.type !== 'map') {
    return fail(wrongShape(tree, baseName(file), 'map', keysTip), tree.place);
  }
  checkVersions(tree, pluginVersion);
  const mistakes = mistakeCollector(mostMistakes);
  const { attempt } = mistakes;
  attempt(() => checkPartNames(tree, 'variants'));
  attempt(() => checkPartNames(tree, 'features'));
  attempt(() => checkPartNames(tree, 'parameters'));
  const head = attempt(() => readHead(tree, mostMistakes));
  attempt(() => checkFileName(tree, file));
  // Rules below a misspelt key are read too: their mistakes are told with it.
  const meant = head ? tree : (spellings(tree, headIssues, definitionShape(null).partAt).at(-1) ?? tree);
  const rules = rulesIn(meant, mistakes);
  const variants = entriesIn(meant, 'variants').map(({ key: name, keyPlace, value }): FileVariant => ({
    name,
    label: head?.variants?.[name]?.label ?? null,
    isDefault: head?.variants?.[name]?.default ?? null,
    rules: rulesIn(value, mistakes),
    place: keyPlace,
  }));
  const features = entriesIn(meant, 'features').map(({ key: name, value }): FileFeature => ({
    name,
    label: head?.features?.[name]?.label ?? null,
    isDefault: head?.features?.[name]?.default ?? null,
    rules: rulesIn(value, mistakes),
  }));
  attempt(() => checkOneDefault(variants, tree));
  const omit = attempt(() => readOnce(tree, 'omit', idKey)) ?? [];
  attempt(() => readOnce(tree, 'aliases', aliasKey));
  const inherits = entryOf(tree, 'extends');
  const omitEntry = entryOf(tree, 'omit');
  if (omitEntry && !inherits) attempt(() => fail({ code: 'OmitWithoutExtends' }, omitEntry.keyPlace));
  mistakes.finish();
  if (!head) throw new Error('a head that could not be read, without a mistake');
  const { id, label, description, group, aliases, source, permissionSet } = head;
  const all = [...rules, ...[...variants, ...features].flatMap((part) => part.rules)];
  const size = sizeOf(all);
  if (size > maxRequirements) fail({ code: 'TooMany', key: 'requires', limit: maxRequirements }, tree.place);
  const templates = templatesIn(tree);
  if (all.length === 0 && templates.length === 0 && !inherits) fail({ code: 'NothingRequired' }, tree.place);
  return {
    file,
    place: entryOf(tree, 'variants')?.keyPlace ?? tree.place,
    id,
    label: oneLine(label),
    description: description === undefined ? null : oneLine(description),
    group: group ?? null,
    aliases: (aliases ?? []).map(oneLine),
    sources: sourcesOf(source),
    extends: inherits ? { reference: head.extends ?? '', place: inherits.value.place } : null,
    omit,
    permissionSet: permissionSet ?? null,
    rules,
    variants,
    features,
    parameters: parametersOf(tree, head),
    templates,
    size,
    parts,
  };
};
