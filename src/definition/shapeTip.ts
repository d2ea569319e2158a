/** What to type in place of a value of the wrong shape: the same as it has to stand there, with what the author has typed. */
import { authentications, phases } from '../kinds/requirement.js';
import type { Expectation } from '../kinds/ruleShapes.js';
import { objectsCalled, permissionsCalled } from '../platform/labels/namesOfLabels.js';
import { exampleName } from './exampleOf.js';
import { bareName, kebabOf, nameFor, severalIn } from './namesInText.js';
import { inQuotes } from './yamlLines.js';
import type { MapNode, TreeNode } from './tree.js';

/** The tips; each has its sentence `tip.<tip>` in messages/definition.md. */
export const shapeTips = [
  'quotes',
  'name',
  'boolean',
  'number',
  'empty',
  'list',
  'dashes',
  'single',
  'each',
  'text',
  'flat',
  'names',
  'map',
  'rule',
  'belowName',
  'apiName',
  'field',
  'lookup',
  'plain',
  'items',
  'kebab',
  'correct',
  'written',
] as const;

/** A tip with what is to be typed; empty where the sentence shows none. */
export type ShapeTip = { readonly tip: (typeof shapeTips)[number]; readonly typed: string };

/** A value of the wrong shape, and where it stands. */
export type Misshapen = {
  readonly node: TreeNode;
  /** Under which it stands. */
  readonly key: string;
  readonly expected: Expectation;
  /** All that stands under the key; the value itself where it is no item of a list. */
  readonly above?: TreeNode;
  /** A file in which a value may be a secret: those of lists and maps are not shown. */
  readonly hidesValues?: boolean;
};

const hidden = '…';

/** The tip about a whole file that is none of keys and values. */
export const keysTip: ShapeTip = { tip: 'map', typed: 'key: value' };

/** A value as YAML takes it for a text. */
const typedText = (text: string): string =>
  /^[A-Za-z][\w.*]*(?:[ -][\w.*]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : inQuotes(text);

/** Several of these stand in brackets. */
const typedList = (texts: readonly string[]): string =>
  texts.length === 1 ? typedText(texts[0] ?? '') : `[${texts.map(typedText).join(', ')}]`;

/** The texts in a value, those of its lists among them. */
export const textsIn = (node: TreeNode): string[] => {
  if (node.type === 'list') return node.items.flatMap(textsIn);
  return node.type === 'scalar' && node.value !== null ? [String(node.value)] : [];
};

/** What to write in place of a name that is not in kebab-case. */
export const kebabTip = (text: string, under: (typed: string) => string = (typed) => typed): ShapeTip => {
  const typed = kebabOf(text);
  return typed === '' || typed === text ? { tip: 'correct', typed: '' } : { tip: 'kebab', typed: under(typed) };
};

/** Keys under which people write the name itself. */
const saysName = /^(?:name|api_?name|id|label|value|type)$/i;

const no = /^(?:false|no|off|n|0)$/i;

/** Nothing that a name could be: true, yes and their like, or nothing at all. */
const isSwitch = (node: TreeNode): boolean =>
  node.type === 'scalar' && (typeof node.value !== 'string' || /^(?:true|false|yes|no|on|off)$/i.test(node.value));

/** The names that somebody wrote as a map: `{ read: true }`, `{ name: Account }`, `{ Account: [Name, Industry] }` under `field`. */
const namesOfMap = (entries: MapNode['entries'], key: string): string[] => {
  const named = entries.find((entry) => saysName.test(entry.key) && !isSwitch(entry.value));
  if (named) return textsIn(named.value);
  return entries.flatMap(({ key: name, value }) => {
    if (isSwitch(value)) return textsIn(value).some((text) => no.test(text)) ? [] : [name];
    if (key !== 'field') return [name];
    const fields = value.type === 'map' ? namesOfMap(value.entries, '') : textsIn(value);
    return fields.map((field) => `${name}.${field}`);
  });
};

/** A rule that says what a word in its place may mean. */
const ruleFor = (word: string | undefined): string => {
  if (word === undefined) return 'userPermission: ApiEnabled';
  const [permission] = permissionsCalled(word);
  if (permission !== undefined) return `userPermission: ${permission}`;
  if (/^\w+\.\w+$/.test(word)) return `field: ${word}`;
  const [sobject = /^\w+__c$/i.test(word) ? word : undefined] = objectsCalled(word);
  return sobject === undefined ? 'userPermission: ApiEnabled' : `object: ${sobject}`;
};

/** What stands in a map in place of one text. */
const mapFor = (key: string, text: string): string => {
  if (key === 'when') {
    const same = (words: readonly string[]): string | undefined =>
      words.find((word) => word.toLowerCase() === text.toLowerCase());
    const [login, phase] = [same(authentications), same(phases)];
    if (phase !== undefined) return `{ phase: ${phase} }`;
    return `{ authentication: ${login ?? 'usernamePassword'} }`;
  }
  if (key === 'integrations') return `{ definition: ${typedText(text)} }`;
  if (key === 'waivers') return `{ id: ${typedText(text)} }`;
  if (key === 'source')
    return /^https?:/i.test(text)
      ? `{ title: "Permissions of the vendor", url: ${inQuotes(text)} }`
      : `{ title: ${typedText(text)} }`;
  return '{ key: value }';
};

const ofScalar = ({ node, key, expected, above = node }: Misshapen, value: unknown): ShapeTip => {
  if (value === null) return { tip: 'empty', typed: '' };
  const text = String(value);
  // The others of its list stay as they are.
  const under = (typed: string): string => (above === node ? `${key}: ${typed}` : typed);
  const several = severalIn(text);
  if (expected === 'boolean') return { tip: 'boolean', typed: under(no.test(text) ? 'false' : 'true') };
  // A number that is too large is one already.
  if (expected === 'port' || expected === 'days')
    return typeof value === 'string' && /^\d+$/.test(text)
      ? { tip: 'number', typed: under(text) }
      : { tip: 'correct', typed: '' };
  if (expected === 'list') {
    const items = (several ?? [text]).map((one) => (mapsOf.has(key) ? mapFor(key, one) : typedText(one)));
    return { tip: 'list', typed: under(`[${items.join(', ')}]`) };
  }
  if (expected === 'map' || expected === 'source') return { tip: 'map', typed: under(mapFor(key, text)) };
  const name = typeof value === 'string' ? undefined : exampleName(key);
  if (name !== undefined) return { tip: 'name', typed: under(name) };
  // To YAML these are no texts.
  if (typeof value !== 'string') return { tip: 'quotes', typed: under(inQuotes(text)) };
  if (expected === 'kebab') return kebabTip(text, under);
  if (!apiNames.has(expected)) return { tip: 'correct', typed: '' };
  const named = several?.map((one) => nameFor(one, key, expected));
  if (named) {
    if (ofEach.has(key)) return { tip: 'each', typed: under(typedList(named.slice(0, 1))) };
    return above === node
      ? { tip: 'list', typed: under(typedList(named)) }
      : { tip: 'items', typed: named.map(typedText).join(', ') };
  }
  const [, field] = /^\w+\.([\w*]+)$/.exec(text) ?? [];
  if ((expected === 'relativeField' || expected === 'relativeFieldPattern') && field !== undefined)
    return { tip: 'field', typed: under(field) };
  const bare = bareName(text);
  return bare !== text && /^[\w.*]+$/.test(bare)
    ? { tip: 'plain', typed: under(typedText(nameFor(bare, key, expected))) }
    : { tip: 'lookup', typed: inQuotes(text) };
};

/** What names an object, a field or a permission in API names. */
const apiNames: ReadonlySet<Expectation> = new Set<Expectation>([
  'apiName',
  'setName',
  'licenseName',
  'sobject',
  'sobjectPattern',
  'fieldPattern',
  'fieldName',
  'relativeField',
  'relativeFieldPattern',
]);

/** Items of a list that each want a key with its value: rules. */
const rulesOf: ReadonlySet<string> = new Set(['requires', 'anyOf', 'allOf']);

/** Items of a list that each have several keys. */
const mapsOf: ReadonlySet<string> = new Set([...rulesOf, 'integrations', 'waivers', 'channels']);

/** Keys under which a sentence or a title stands. */
const proseKeys: ReadonlySet<string> = new Set(['because', 'description', 'label', 'manual', 'reason', 'title']);

/** Keys of rules that are about one thing: of several, each has its own. */
const ofEach: ReadonlySet<string> = new Set(['historyTracking', 'picklistValue', 'value']);

/**
 * What to type in the place of a value: of what shape it has to be, by the shape that it has.
 * @returns the tip, of which `typed` is one line of YAML
 */
export const shapeTip = (wrong: Misshapen): ShapeTip => {
  const { node, key, expected, above = node, hidesValues = false } = wrong;
  if (expected === 'schemaVersion') return { tip: 'number', typed: `${key}: 1` };
  if (expected === 'notEmpty') return { tip: 'empty', typed: '' };
  const shownTexts = (texts: readonly string[]): readonly string[] => (hidesValues ? texts.map(() => hidden) : texts);
  if (rulesOf.has(key) && (expected === 'map' || (node.type === 'scalar' && node.value !== null)))
    return { tip: 'rule', typed: `- ${ruleFor(textsIn(node)[0])}` };
  if (node.type === 'scalar') return ofScalar(wrong, node.value);
  // The others of its list stay as they are.
  const under = (typed: string): string => (above === node ? `${key}: ${typed}` : typed);
  if (expected === 'text' && proseKeys.has(key)) {
    const texts = node.type === 'list' ? shownTexts(textsIn(node)) : [hidden];
    return { tip: 'text', typed: `${key}: ${inQuotes(texts.join(' '))}` };
  }
  if (node.type === 'map') {
    const [first] = node.entries;
    if (first && mapsOf.has(key)) {
      const texts = shownTexts(textsIn(first.value));
      return { tip: 'dashes', typed: `- ${first.key}: ${texts.length === 0 ? hidden : typedList(texts)}` };
    }
    const typed = shownTexts(namesOfMap(node.entries, key));
    if (expected === 'boolean' || typed.length === 0) return { tip: 'correct', typed: '' };
    if (above !== node) return { tip: 'names', typed: typed.map(typedText).join(', ') };
    return {
      tip: 'names',
      typed: `${key}: ${expected === 'list' ? `[${typed.map(typedText).join(', ')}]` : typedList(typed)}`,
    };
  }
  // A list where one value, or a map, is meant.
  if (expected === 'map' || expected === 'source')
    return { tip: 'map', typed: under(mapFor(key, shownTexts(textsIn(node))[0] ?? '')) };
  const texts = shownTexts(textsIn(above));
  if (above !== node) return { tip: 'flat', typed: `${key}: [${texts.map(typedText).join(', ')}]` };
  const [first] = texts;
  if (first === undefined || expected === 'port' || expected === 'days') return { tip: 'correct', typed: '' };
  if (expected === 'boolean') return { tip: 'boolean', typed: `${key}: ${no.test(first) ? 'false' : 'true'}` };
  return { tip: texts.length > 1 && ofEach.has(key) ? 'each' : 'single', typed: `${key}: ${typedText(first)}` };
};
