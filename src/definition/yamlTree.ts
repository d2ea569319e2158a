/**
 * YAML text to a plain tree in which every node knows its line and column. Only what a definition needs is let through:
 * one document, text keys, no aliases, no tags.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Document, Node as YamlNode, YAMLError } from 'yaml';
import { DefinitionMistake } from './definitionMistake.js';
import type { Mistake } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';
import type { Place } from '../kinds/ruleReader.js';

export type ScalarNode = { readonly type: 'scalar'; readonly value: unknown; readonly place: Place };
export type ListNode = { readonly type: 'list'; readonly items: readonly TreeNode[]; readonly place: Place };
export type MapEntry = { readonly key: string; readonly keyPlace: Place; readonly value: TreeNode };
export type MapNode = { readonly type: 'map'; readonly entries: readonly MapEntry[]; readonly place: Place };
export type TreeNode = ScalarNode | ListNode | MapNode;

/** A definition nests 6 levels; more is a slip or an attack on the parser. */
const maxDepth = 20;

/**
 * Lines, commas, brackets, quotation marks and the like in one definition, with what it inherits. Each may be an object of the
 * parser's, or an error of its own, and a megabyte of them takes it a minute.
 */
const maxParts = 25_000;

/** What `!!str`, `!!seq` and `!!map` mean is what a definition holds anyway. */
const plainTags = ['str', 'seq', 'map'].map((type) => `tag:yaml.org,2002:${type}`);

const mistakeOf = (error: YAMLError, keyAt: (offset: number) => string): Mistake => {
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return { code: 'ManyDocuments' };
    case 'TAB_AS_INDENT':
      return { code: 'TabIndent' };
    case 'TAG_RESOLVE_FAILED':
      return { code: 'Tag', name: keyAt(error.pos[0]) };
    case 'RESOURCE_EXHAUSTION':
      return { code: 'TooDeep', limit: maxDepth };
    default:
      return { code: 'BrokenYaml', reason: error.message };
  }
};

/** Openings of lists and maps in a row, more than may be nested: where a text is that exhausts the parser's stack. */
const tooManyOpenings = new RegExp(`(?:[\\[{?-]\\s{0,9}){${maxDepth + 1}}`);

const partMarks: ReadonlySet<string> = new Set('\n\r,[]{}\\"\'&*!|>');

/** How many parts a text has, and where there is one more than `room`; null where there is not. */
const countParts = (text: string, room: number): { readonly parts: number; readonly beyond: number | null } => {
  // An item in an item, a key in a key.
  const nested = /[-?:] +(?=[-?:] )/y;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    nested.lastIndex = at;
    if (!partMarks.has(text.charAt(at)) && !nested.test(text)) continue;
    parts += 1;
    if (parts > room) return { parts, beyond: at };
  }
  return { parts, beyond: null };
};

/** The parser's document; null where the nesting exhausts its stack, which it does not always say as an error of its own. */
const parsed = (text: string, lineCounter: LineCounter): Document | null => {
  try {
    // Its own check for keys that are used twice compares each with all others: minutes for a file of such size.
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'error',
      schema: 'core',
      uniqueKeys: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/**
 * Parses a definition file.
 *
 * @param partsAbove how many parts the files that extend this one have
 * @returns the tree, and how many parts the text has
 * @throws DefinitionMistake at the first place where the text is not YAML, as what follows cannot be read then; else with
 * every place where it is YAML that a definition may not use
 */
export const parseTree = (source: string, file: string, partsAbove = 0): { root: TreeNode; parts: number } => {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (mistake: Mistake, offset: number): never => {
    throw new DefinitionMistake(mistake, at(offset));
  };
  const wordAt = (offset: number): string => /^[^\s:,[\]{}]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';

  /** For places that have to be told without the parser. */
  const plainPlace = (offset: number): Place => {
    const before = text.slice(0, offset).split('\n');
    return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const { parts, beyond } = countParts(text, maxParts - partsAbove);
  if (beyond !== null) throw new DefinitionMistake({ code: 'TooManyParts', limit: maxParts }, plainPlace(beyond));
  const document = parsed(text, lineCounter);
  if (document === null) {
    throw new DefinitionMistake(
      { code: 'TooDeep', limit: maxDepth },
      plainPlace(tooManyOpenings.exec(text)?.index ?? 0),
    );
  }
  const found = [...document.errors, ...document.warnings];
  // What follows a tag that nobody knows can be read all the same.
  const tags = found.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const problems = found.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  // nesting that exhausts the parser breaks everything after it: that is the thing to say
  const first =
    problems.find(({ code }) => code === 'RESOURCE_EXHAUSTION') ?? problems.sort((a, b) => a.pos[0] - b.pos[0])[0];
  if (first) return fail(mistakeOf(first, wordAt), first.pos[0]);

  const mistakes = mistakeCollector();
  const keep = (mistake: Mistake, offset: number): void => void mistakes.attempt(() => fail(mistake, offset));
  for (const problem of tags) keep(mistakeOf(problem, wordAt), problem.pos[0]);
  const isTold = (offset: number): boolean => tags.some(({ pos }) => /^\S+\s*$/.test(text.slice(pos[0], offset)));
  const convert = (node: YamlNode | null | undefined, depth: number, fallback: number): TreeNode => {
    const offset = node?.range?.[0] ?? fallback;
    if (depth > maxDepth) return fail({ code: 'TooDeep', limit: maxDepth }, offset);
    if (isAlias(node)) {
      keep({ code: 'Alias', name: `*${node.source}` }, offset);
      return { type: 'scalar', value: null, place: at(offset) };
    }
    if (node?.tag !== undefined && !plainTags.includes(node.tag) && !isTold(offset))
      keep({ code: 'Tag', name: node.tag }, offset);
    if (isScalar(node)) {
      return { type: 'scalar', value: node.value, place: at(offset) };
    }
    if (isSeq<YamlNode>(node)) {
      const items = node.items.map((item) => convert(item, depth + 1, offset));
      return { type: 'list', items, place: at(offset) };
    }
    if (isMap<YamlNode, YamlNode | null>(node)) {
      const seen = new Set<string>();
      const entries = node.items.flatMap(({ key, value }): MapEntry[] => {
        const keyOffset = key.range?.[0] ?? offset;
        const below = convert(value, depth + 1, keyOffset);
        if (isAlias(key)) keep({ code: 'Alias', name: `*${key.source}` }, keyOffset);
        else if (!isScalar(key) || typeof key.value !== 'string') keep({ code: 'KeyNotText' }, keyOffset);
        else {
          if (seen.has(key.value)) keep({ code: 'DuplicateKey', key: key.value }, keyOffset);
          seen.add(key.value);
          return [{ key: key.value, keyPlace: at(keyOffset), value: below }];
        }
        return [];
      });
      return { type: 'map', entries, place: at(offset) };
    }
    return { type: 'scalar', value: null, place: at(offset) };
  };
  if (document.contents === null) return fail({ code: 'EmptyFile' }, 0);
  const root = convert(document.contents, 1, 0);
  mistakes.finish();
  return { root, parts };
};

/** The entry of a map, or undefined when the node is no map or has no such key. */
export const entryOf = (node: TreeNode, key: string): MapEntry | undefined =>
  node.type === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;

/** The tree as plain values. `fromEntries` makes own properties, so that a key like `__proto__` stays a key. */
export const toValue = (node: TreeNode): unknown => {
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toValue);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toValue(value)]));
  }
};

/** The node at a path of keys and indexes, or the last one on the way there. */
export const nodeAt = (node: TreeNode, path: readonly PropertyKey[]): TreeNode => {
  const [head, ...rest] = path;
  if (head === undefined) return node;
  const next = node.type === 'list' ? node.items[Number(head)] : entryOf(node, String(head))?.value;
  return next === undefined ? node : nodeAt(next, rest);
};
