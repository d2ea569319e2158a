/**
 * YAML text to a plain tree in which every node knows its line and column. Only what a definition needs is let through:
 * one document, text keys, no aliases, no tags.
 */
import type { Place } from '../kinds/ruleReader.js';
import { DefinitionMistake } from './definitionMistake.js';
import type { Mistake } from './definitionMistake.js';
import { mistakeCollector } from './mistakeCollector.js';
import { mostParts } from './tree.js';
import type { MapEntry, TextTree, TreeNode } from './tree.js';
import type { Verdict } from './indentTrials.js';
import { remarkSlip, slipOfKey } from './markSlips.js';
import { countParts, maxDepth, parsed, tooManyOpenings } from './yamlLimits.js';
import { brokenBy, problemOf, signOf, signsBefore } from './yamlProblems.js';
import type { At } from './yamlProblems.js';
import { LineCounter, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Node as YamlNode } from 'yaml';

/** So many anchors and aliases of a file are told: each further one says the same. */
const mostSigns = 3;

export type TreeOptions = {
  /** How many parts the files that extend this one have. */
  readonly partsAbove?: number;
  /** A file in which a value may be a secret: none is shown. */
  readonly hidesValues?: boolean;
  /** Reads what the tree says: by it, an indentation that is advised is tried. @throws DefinitionMistake */
  readonly read?: (tree: TextTree) => unknown;
  /** Whether an indentation is tried where one is wrong; not while one is. */
  readonly tries?: boolean;
};

const hidden = (text: string): string => `${text.slice(0, 1)}…`;

/** The mistake without what stands in the file. */
export const withoutValues = (mistake: Mistake): Mistake => {
  if (mistake.code === 'WrongValue') return { ...mistake, value: '…' };
  if ('typed' in mistake) return { ...mistake, name: hidden(mistake.name), typed: '"…"' };
  if (mistake.code !== 'BrokenYaml' || mistake.slip === null) return mistake;
  const { slip, tokens, advice } = mistake.slip;
  // Numbers of lines and columns, brackets and marks are no values.
  const isShort = (text: string): boolean => /^\d+$|^.?$/.test(text);
  return { ...mistake, slip: { slip, tokens, advice: advice.map((text) => (isShort(text) ? text : '"…"')) } };
};

/** What comes of a text in which an indentation is tried. */
const verdictOn = (text: string, file: string, options: TreeOptions): Verdict => {
  const look = (run: () => unknown): DefinitionMistake | null => {
    try {
      run();
      return null;
    } catch (error) {
      if (error instanceof DefinitionMistake) return error;
      throw error;
    }
  };
  let tree: TextTree | undefined;
  const broken = look(() => (tree = parseTree(text, file, { ...options, tries: false })));
  if (broken) return { stopsAt: broken.place?.line ?? 1, mistakes: 0 };
  const wrong = tree && options.read ? look(() => options.read?.(tree as TextTree)) : null;
  return { stopsAt: null, mistakes: wrong ? 1 + wrong.others.length : 0 };
};

/**
 * Parses a definition file.
 *
 * @returns the tree, and how many parts the text has
 * @throws DefinitionMistake at the first place where the text is not YAML, as what follows cannot be read then; else with
 * every place where it is YAML that a definition may not use
 */
export const parseTree = (
  source: string,
  file: string,
  { partsAbove = 0, hidesValues = false, read, tries = true }: TreeOptions = {},
): TextTree => {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const fail = (mistake: Mistake, offset: number): never => {
    throw new DefinitionMistake(hidesValues ? withoutValues(mistake) : mistake, at(offset));
  };
  const failAt = ({ mistake, offset }: At): never => fail(mistake, offset);
  const wordAt = (offset: number): string => text.slice(offset, offset + 200).replace(/[\s:,[\]{}].*/s, '');

  /** For places that have to be told without the parser. */
  const plainPlace = (offset: number): Place => {
    const before = text.slice(0, offset);
    return { file, line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
  };
  const { parts, beyond } = countParts(text, mostParts - partsAbove);
  if (beyond !== null) throw new DefinitionMistake({ code: 'TooManyParts', limit: mostParts }, plainPlace(beyond));
  const document = parsed(text, lineCounter);
  const exhaustion = document?.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  // Where the stack ends is no place of the text, and breaks everything after it.
  if (document === null || exhaustion) {
    const offset = tooManyOpenings.exec(text)?.index ?? exhaustion?.pos[0] ?? 0;
    throw new DefinitionMistake({ code: 'TooDeep', limit: maxDepth }, plainPlace(offset));
  }
  const found = [...document.errors, ...document.warnings];
  // What follows a tag that nobody knows can be read all the same.
  const tags = found.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const problems = found.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED');
  const first = problems.sort((a, b) => a.pos[0] - b.pos[0])[0];
  const judge = (other: string): Verdict => verdictOn(other, file, { partsAbove, ...(read ? { read } : {}) });
  if (first) return failAt(problemOf(first, document, text, wordAt, tries ? judge : undefined));

  const mistakes = mistakeCollector();
  const keep = (mistake: Mistake, offset: number): void => void mistakes.attempt(() => fail(mistake, offset));
  let signs = 0;
  const keepAt = ({ mistake, offset }: At): void => {
    if (mistake.code === 'Alias' || mistake.code === 'Anchor') signs += 1;
    if (signs <= mostSigns || (mistake.code !== 'Alias' && mistake.code !== 'Anchor')) keep(mistake, offset);
  };
  for (const problem of tags) keepAt(problemOf(problem, document, text, wordAt));
  const isTold = (offset: number): boolean => tags.some(({ pos }) => /^\S+\s*$/.test(text.slice(pos[0], offset)));
  /** A dash with nothing behind it; undefined where something is, or a remark in its place. */
  const withoutItem = (item: YamlNode): TreeNode | undefined => {
    const [start, end] = isScalar(item) ? (item.range ?? [0, 1]) : [0, 1];
    if (start !== end || item.anchor !== undefined || item.tag !== undefined) return undefined;
    const dash = text.slice(0, start).trimEnd().length - 1;
    return text.charAt(dash) === '-' && remarkSlip(text, start) === undefined
      ? { type: 'scalar', value: null, place: at(dash), slip: { slip: 'dashAlone', tokens: [], advice: [] } }
      : undefined;
  };
  const convert = (node: YamlNode | null | undefined, depth: number, fallback: number): TreeNode => {
    const offset = node?.range?.[0] ?? fallback;
    if (depth > maxDepth) return fail({ code: 'TooDeep', limit: maxDepth }, offset);
    if (isAlias(node)) {
      keepAt(signOf('Alias', `*${node.source}`, text, offset));
      return { type: 'scalar', value: null, place: at(offset) };
    }
    const sign = signsBefore(node, text, offset);
    if (sign && !isTold(offset)) keepAt(sign);
    if (isScalar(node)) {
      const slip = node.value === null ? remarkSlip(text, offset) : undefined;
      const told = slip && { ...slip, advice: hidesValues ? ['"…"'] : slip.advice };
      return { type: 'scalar', value: node.value, place: at(offset), ...(told ? { slip: told } : {}) };
    }
    if (isSeq<YamlNode>(node)) {
      const items = node.items.map((item) => withoutItem(item) ?? convert(item, depth + 1, offset));
      return { type: 'list', items, place: at(offset) };
    }
    if (isMap<YamlNode, YamlNode | null>(node)) {
      const seen = new Set<string>();
      const entries = node.items.flatMap(({ key, value }): MapEntry[] => {
        const keyOffset = key.range?.[0] ?? offset;
        const below = convert(value, depth + 1, keyOffset);
        const keySign = signsBefore(key, text, keyOffset);
        if (keySign && !isTold(keyOffset)) keepAt(keySign);
        const slip = slipOfKey(text, keyOffset, below.type !== 'scalar' || below.value !== null);
        if (slip) keepAt(brokenBy({ message: '' }, slip));
        else if (isAlias(key)) keepAt(signOf('Alias', `*${key.source}`, text, keyOffset));
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
